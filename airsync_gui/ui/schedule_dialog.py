"""When one pair is synced by itself: as all pairs are, or by a schedule of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import describe, plain
from airsync_gui.schedule import Schedule, in_words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.inputs import named
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, indented, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.schedule_fields import ScheduleFields
from airsync_gui.wording import noop, tr

WORDS = (noop("Sync it when its file changes"), noop("Sync it by the clock"), noop("and at"))
NAMES = ("pairOnChangeBox", "pairEveryCombo", "pairAtEdit", "pairScheduleFault")
WIDTH = 660


class ScheduleDialog(QDialog):
    """Of the pair that :meth:`open_for` names.

    Signals:
        loaded: what is set is shown.
        kept: the pair has another schedule.
    """

    loaded = Signal()
    kept = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._pair: PairLine | None = None
        self.setObjectName("scheduleDialog")
        self.setProperty("tone", "surface")
        self._title = Label("", "heading", wrap=True, name="scheduleTitle")
        self.bar = MessageBar("scheduleBar")
        self._usual = named(QRadioButton(tr("As all pairs")), "usualScheduleRadio")
        self._usual_words = Label("", "small", "text2", wrap=True, name="usualScheduleWords")
        self._own = named(QRadioButton(tr("A schedule of its own")), "ownScheduleRadio")
        self._fields = ScheduleFields([tr(words) for words in WORDS], NAMES)
        self._cancel = Button(tr("Cancel"), "scheduleCancelButton", on_click=self.reject)
        self._keep = Button(tr("Keep this schedule"), "scheduleKeepButton", "primary", on_click=self._on_keep)
        self._group = QButtonGroup(self)
        for radio in (self._usual, self._own):
            self._group.addButton(radio)
        self._lay_out()
        self._own.toggled.connect(self._fields.setEnabled)
        self._keep.setDefault(True)
        self.setMinimumWidth(look().px(WIDTH))

    def _lay_out(self) -> None:
        rows = column(self)
        inner = column(margins=(24, 18, 24, 18), spacing=8)
        for widget in (self._title, self.bar, self._usual):
            inner.addWidget(widget)
        inner.addLayout(indented(27, self._usual_words, below=6))
        inner.addWidget(self._own)
        inner.addLayout(indented(27, self._fields))
        rows.addLayout(inner)
        rows.addStretch(1)
        rows.addWidget(rule())
        foot = line(margins=(24, 10, 24, 12))
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._keep)
        rows.addLayout(foot)

    def open_for(self, pair: PairLine) -> None:
        """Show what is set for this pair."""
        self._pair = pair
        self.bar.clear()
        name = plain(pair.name, 60)
        self.setWindowTitle(tr("{pair}: schedule", pair=name))
        self._title.setText(tr("When {pair} is synced by itself", pair=name))
        self._keep.setEnabled(False)
        self._controller.ask(self._controller.service.preferences, self._on_known, self._on_error, asker=self)
        self.open()

    def _on_known(self, known: Preferences) -> None:
        pair = self._pair
        assert pair is not None
        self._usual_words.setText(tr("{when}. It is changed in Settings.", when=in_words(known.schedule)))
        (self._own if pair.schedule is not None else self._usual).setChecked(True)
        self._fields.show_schedule(pair.schedule or known.schedule)
        self._fields.setEnabled(pair.schedule is not None)
        self._keep.setEnabled(True)
        self._fit()  # by now its texts are there
        self.loaded.emit()

    def _fit(self) -> None:
        """As high as its lines are at this width: Qt's own adjusting takes each for one line."""
        rows, width = self.layout(), self.minimumWidth()
        assert rows is not None
        self._fields.updateGeometry()
        rows.activate()  # Qt would look at the layouts in this one later
        self.resize(width, rows.totalHeightForWidth(width))

    def _on_keep(self) -> None:
        wanted: Schedule | None = None
        if self._own.isChecked():
            wanted = self._fields.schedule()
            if wanted is None:
                return
        assert self._pair is not None
        keep = partial(self._controller.service.set_schedule_of, self._pair.pair_id, wanted)
        self._controller.ask(keep, self._on_kept, self._on_error, asker=self)

    def _on_kept(self, _nothing: None) -> None:
        self.accept()
        self._controller.refresh()
        self.kept.emit()

    def _on_error(self, error: BaseException) -> None:
        message = describe(error)
        self.bar.show_message("failed", f"{message.title}.", str(message))
