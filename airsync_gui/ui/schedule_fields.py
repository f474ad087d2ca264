"""When to sync, to be set: a box for changes, a list of intervals, a line for times of the day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.messages import plain
from airsync_gui.schedule import Schedule, clock_text, times_of
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox, TextField, named
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.wrapped_boxes import WrappedTick
from airsync_gui.wording import noop, plural, tr

INTERVALS = (
    (0, noop("Never")),
    (15, noop("Every 15 minutes")),
    (30, noop("Every 30 minutes")),
    (60, noop("Every hour")),
    (180, noop("Every 3 hours")),
    (360, noop("Every 6 hours")),
    (1440, noop("Once a day")),
)


class ScheduleFields(QWidget):
    """One schedule.

    Args:
        what: the words of its box, of its list and of its line.
        names: the object names of the three, and of what says what is wrong.

    Signals:
        chosen: the Schedule, as soon as another one is set that makes sense.
    """

    chosen = Signal(object)

    def __init__(self, what: Sequence[str], names: Sequence[str]) -> None:
        super().__init__()
        self._kept = Schedule()
        on_change, every, at = what
        self._on_change = named(WrappedTick(on_change), names[0])
        self._every = ChoiceBox(names[1], every, least=180)
        self._at = TextField(names[2], tr("at these times of the day"), "07:00, 19:30", most=220)
        self._fault = Label("", "small", "fail", wrap=True, name=names[3])
        row = Flow(gap=12, line_gap=6)
        for words, field in ((every, self._every), (at, self._at)):
            label = Label(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        rows = column(self, spacing=8)
        rows.addWidget(self._on_change)
        rows.addLayout(row)
        rows.addWidget(self._fault)
        self._on_change.clicked.connect(self._on_chosen)
        self._every.activated.connect(self._on_chosen)
        self._at.editingFinished.connect(self._on_chosen)
        self._at.textEdited.connect(lambda _text: self._say(""))
        self._say("")

    def show_schedule(self, schedule: Schedule) -> None:
        """What is set; an interval that somebody wrote into the file is offered, too."""
        self._kept = schedule
        minutes = schedule.every_minutes
        offered = {value: tr(words) for value, words in INTERVALS}
        offered.setdefault(minutes, plural("Every {n} minute", "Every {n} minutes", minutes))
        self._every.clear()
        for value, words in sorted(offered.items()):
            self._every.addItem(words, value)
        self._every.setCurrentIndex(self._every.findData(minutes))
        self._on_change.setChecked(schedule.on_change)
        self._at.setText(", ".join(map(clock_text, schedule.at)))
        self._say("")

    def schedule(self) -> Schedule | None:
        """What is set now; None, with words about it, where the times make no sense."""
        try:
            times = times_of(self._at.text().replace(";", ",").split(","))
        except ValueError as error:
            self._say(str(error))
            return None
        self._at.setText(", ".join(map(clock_text, times)))
        return Schedule(self._on_change.isChecked(), int(self._every.currentData()), times)

    def _on_chosen(self) -> None:
        schedule = self.schedule()
        if schedule is not None and schedule != self._kept:
            self._kept = schedule
            self.chosen.emit(schedule)

    def _say(self, fault: str) -> None:
        self._at.mark_wrong(bool(fault))
        self._at.setAccessibleDescription(plain(fault))
        self._fault.setText(plain(fault))
        self._fault.setVisible(bool(fault))
