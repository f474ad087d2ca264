"""When one pair is synced by itself: as all pairs are, or by a schedule of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from airsync_gui.schedule import Schedule, in_words
from airsync_gui.ui.inputs import named
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, indented
from airsync_gui.ui.schedule_fields import ScheduleFields
from airsync_gui.ui.wrapped_boxes import WrappedRadio, words_begin
from airsync_gui.wording import noop, tr

WORDS = (noop("Sync it when its file changes"), noop("Sync it by the clock"), noop("and at"))
NAMES = ("pairOnChangeBox", "pairEveryCombo", "pairAtEdit", "pairScheduleFault")


class ScheduleChoice(QWidget):
    """Two sentences to choose from; the second with its own boxes.

    Signals:
        changed: another schedule that makes sense is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = named(WrappedRadio(tr("As all pairs")), "usualScheduleRadio")
        self._usual_words = Label("", "small", "text3", wrap=True, name="usualScheduleWords")
        self._own = named(WrappedRadio(tr("A schedule of its own")), "ownScheduleRadio")
        self._fields = ScheduleFields([tr(words) for words in WORDS], NAMES)
        self._group = QButtonGroup(self)
        for radio in (self._usual, self._own):
            self._group.addButton(radio)
        rows = column(self, margins=(0, 18, 0, 0), spacing=4)
        rows.addWidget(Label(tr("When it is synced by itself"), "strong", wrap=True))
        rows.addWidget(self._usual)
        rows.addLayout(indented(words_begin(), self._usual_words, below=4))
        rows.addWidget(self._own)
        rows.addLayout(indented(words_begin(), self._fields))
        self._own.toggled.connect(self._on_own)
        self._fields.chosen.connect(lambda _schedule: self.changed.emit())

    def show_schedule(self, own: Schedule | None, usual: Schedule) -> None:
        """What is set, without a word.

        Args:
            own: None where it has that of all pairs.
        """
        before = self.blockSignals(True)
        self._usual_words.setText(tr("{when}. It is changed in Settings.", when=in_words(usual)))
        (self._own if own is not None else self._usual).setChecked(True)
        self._fields.show_schedule(own or usual)
        self._fields.setEnabled(own is not None)
        self.blockSignals(before)

    @property
    def makes_sense(self) -> bool:
        """Whether what is typed can be a schedule; what can't is told beside it."""
        return not self._own.isChecked() or self._fields.schedule() is not None

    @property
    def schedule(self) -> Schedule | None:
        """The pair's own; None where it has that of all pairs, or where what is typed makes no sense."""
        return self._fields.schedule() if self._own.isChecked() else None

    def _on_own(self, own: bool) -> None:
        self._fields.setEnabled(own)
        self.changed.emit()
