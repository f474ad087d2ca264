"""The Settings page's card for when pairs are synced by themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from airsync_gui.jobs.preferences import Preferences
from airsync_gui.messages import plain
from airsync_gui.schedule import Schedule, clock_text, times_of
from airsync_gui.ui.cards import Card
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox, TextField, named
from airsync_gui.ui.labels import Label

INTERVALS = ((0, "Never"), (15, "Every 15 minutes"), (30, "Every 30 minutes"), (60, "Every hour"),
             (180, "Every 3 hours"), (360, "Every 6 hours"), (1440, "Once a day"))  # fmt: skip


class ScheduleCard(Card):
    """On a change, by the clock, at times of the day.

    Signals:
        chosen: the schedule.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Schedule", "scheduleCard")
        self._kept = Schedule()
        self._on_change = named(QCheckBox("Sync a pair when its file changes"), "syncOnChangeBox")
        self._every = ChoiceBox("syncEveryCombo", "Sync all pairs by the clock", least=180)
        self._at = TextField("syncAtEdit", "Sync all pairs at these times of the day", "07:00, 19:30", most=220)
        self._fault = Label("", "small", "fail", wrap=True, name="scheduleFault")
        self.rows.addWidget(self._on_change)
        row = Flow(gap=12, line_gap=6)
        for words, field in (("Sync all pairs by the clock", self._every), ("and at", self._at)):
            label = Label(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        self.rows.addLayout(row)
        self.rows.addWidget(self._fault)
        told = (
            "While AirSync runs; what was missed is made up for once. Where the month’s calls would not last, the "
            "clock goes slower. Pairs that you paused are left out, and a pair may have a schedule of its own."
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))
        self._on_change.clicked.connect(self._on_chosen)
        self._every.activated.connect(self._on_chosen)
        self._at.editingFinished.connect(self._on_chosen)
        self._at.textEdited.connect(lambda _text: self._say(""))
        self._say("")

    def show_preferences(self, known: Preferences) -> None:
        """What is set; an interval that somebody wrote into the file is offered, too."""
        self._kept = schedule = known.schedule
        minutes = schedule.every_minutes
        offered = dict(INTERVALS) | ({} if minutes in dict(INTERVALS) else {minutes: f"Every {minutes:,} minutes"})
        self._every.clear()
        for value, words in sorted(offered.items()):
            self._every.addItem(words, value)
        self._every.setCurrentIndex(self._every.findData(minutes))
        self._on_change.setChecked(schedule.on_change)
        self._at.setText(", ".join(map(clock_text, schedule.at)))
        self._say("")

    def _on_chosen(self) -> None:
        try:
            times = times_of(self._at.text().replace(";", ",").split(","))
        except ValueError as error:
            self._say(str(error))
            return
        self._at.setText(", ".join(map(clock_text, times)))
        schedule = Schedule(self._on_change.isChecked(), int(self._every.currentData()), times)
        if schedule != self._kept:
            self._kept = schedule
            self.chosen.emit(schedule)

    def _say(self, fault: str) -> None:
        self._at.mark_wrong(bool(fault))
        self._at.setAccessibleDescription(plain(fault))
        self._fault.setText(plain(fault))
        self._fault.setVisible(bool(fault))
