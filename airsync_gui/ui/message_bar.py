"""The message above what it concerns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QWidget,
)

from airsync_gui.ui.announcing import announce
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.layouts import clear, line
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.text_runs import Run, RunsLabel

LEAST_MESSAGE = 280
"""A message's text has at least this width beside its buttons, at H = 16."""


class MessageBar(QFrame):
    """A well on top of the panel it concerns: mark, bold fact, sentence, buttons."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("well", True)
        self._row = line(self, margins=(16, 8, 8, 8), spacing=8)
        self._mark = MarkView("failed")
        self._text = RunsLabel()
        self._buttons = line()
        self._shown: tuple[Button, ...] = ()
        said = line()
        said.addWidget(self._mark)
        said.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(said, 1)
        self._row.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return self._text.text()

    def show_message(self, mark: Mark, fact: str, sentence: str, buttons: Sequence[Button] = ()) -> None:
        """Say this until :meth:`clear`."""
        self._mark.set_mark(mark)
        self._text.set_runs((Run(fact + " ", font="strong"), Run(sentence, "text2")))
        clear(self._buttons)
        self._shown = tuple(buttons)
        for button in buttons:
            self._buttons.addWidget(button)
            button.show()  # else only the event loop shows it, and until then it takes neither room nor focus
        self.setAccessibleName(self._text.text())
        self._turn()
        self.show()
        announce(self, self._text.text(), urgent=mark == "failed")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons that leave the text too little room stand below it."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        # Not the layout's own hint, which is old until the event loop comes round.
        widths = sum(button.sizeHint().width() + look().px(8) for button in self._shown)
        narrow = self.width() - widths < look().px(LEAST_MESSAGE)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignRight)

    def clear(self) -> None:
        """Say nothing."""
        self._shown = ()
        clear(self._buttons)
        self._text.set_runs(())
        self.hide()
