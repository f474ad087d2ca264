"""The line below the conflicts that says what was done last, and offers to take it back or to make it a rule."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from airsync_gui.ui.announcing import announce
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.wording import tr

LEAST_TEXT = 320
"""The text has at least this width beside what is offered, at H = 16."""


class DecidedLine(QFrame):
    """Hidden until :meth:`say`.

    Signals:
        undo_asked: what it tells of is to be undone.
        rule_asked: the choice is to be made a rule.
    """

    undo_asked = Signal()
    rule_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictsDone")
        self._mark = MarkView("done")
        self._text = RunsLabel()
        self._text.setObjectName("conflictsDoneText")
        self._undo = Button(tr("Undo…"), "conflictsUndoButton", "link", on_click=self.undo_asked.emit)
        self._rule = Button("", "conflictsRuleButton", "link", on_click=self.rule_asked.emit)
        rows = column(self)
        rows.addWidget(rule())
        self._row = line(margins=(24, 6, 21, 6), spacing=4)
        said = line()
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        self._offers = QWidget()
        offers = Flow(self._offers)
        for offer in (self._rule, self._undo):
            offers.add_end(offer)
        self._row.addLayout(said, 1)
        self._row.addWidget(self._offers)
        rows.addLayout(self._row)
        self.say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offers that leave the text too little room stand below it."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        shown = (button for button in (self._rule, self._undo) if not button.isHidden())
        narrow = self.width() - sum(button.sizeHint().width() for button in shown) < look().px(LEAST_TEXT)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        across = QSizePolicy.Policy.Preferred if narrow else QSizePolicy.Policy.Fixed
        self._offers.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, mark: Mark = "done", *parts: Run, undo: bool = False, rule: str = "") -> None:
        """What was done last, or why it was not; nothing hides the line.

        Args:
            undo: whether it can be taken back.
            rule: the rule that it can be made, in a few words; empty for none.
        """
        self._mark.set_mark(mark)
        self._text.set_runs(parts)
        self._undo.setVisible(undo)
        self._rule.setVisible(bool(rule))
        self._rule.set_text(rule)
        self._turn()
        self.setVisible(bool(parts))
        announce(self, self.text)
