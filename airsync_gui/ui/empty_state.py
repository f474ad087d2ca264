"""What stands where nothing is to be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QWidget,
)

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.signs import Glyph


class EmptyState(QWidget):
    """What a panel shows while it has no rows: an icon, a heading, and when something will be here."""

    def __init__(
        self, glyph: str, heading: str, sentence: str, parent: QWidget | None = None, *, button: Button | None = None
    ) -> None:
        super().__init__(parent)
        rows = column(self, margins=(24, 24, 24, 24), spacing=8)
        self._heading = Label(heading, "heading")
        self._sentence = Label(sentence, "body", "text2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        center = Qt.AlignmentFlag.AlignHCenter
        rows.addWidget(Glyph(glyph, "text3", size=28), 0, center)
        rows.addWidget(self._heading, 0, center)
        rows.addWidget(self._sentence)
        if button is not None:
            rows.addWidget(button, 0, center)
        rows.addStretch(3)

    def say(self, heading: str, sentence: str) -> None:
        """Other words."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
