"""The line below the conflicts that says what was done last, and offers to take it back or to make it a rule."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.ui.announcing import announce
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.text_runs import Run, RunsLabel


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
        self._undo = Button("Undo…", "conflictsUndoButton", "link", on_click=self.undo_asked.emit)
        self._rule = Button("", "conflictsRuleButton", "link", on_click=self.rule_asked.emit)
        rows = column(self)
        rows.addWidget(rule())
        said = line(margins=(24, 8, 24, 8))
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._text, 1)
        offers = Flow(gap=4)
        offers.addWidget(self._rule)
        offers.addWidget(self._undo)
        self._offers = QWidget()
        self._offers.setLayout(offers)
        rows.addLayout(said)
        below = line(margins=(43, 0, 24, 8))
        below.addWidget(self._offers, 1)
        rows.addLayout(below)
        self.say()

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
        self._offers.setVisible(undo or bool(rule))
        self.setVisible(bool(parts))
        announce(self, self.text)
