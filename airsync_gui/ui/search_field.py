"""The field to search in what is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QWidget,
)

from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.inputs import LEAST_WIDTH
from airsync_gui.ui.look import keep_dressed, look


class SearchField(QLineEdit):
    """A field to search in what is shown; ``width`` is meant at H = 16."""

    def __init__(self, hint: str, name: str, parent: QWidget | None = None, *, width: float = 220) -> None:
        super().__init__(parent)
        self._width = width
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        keep_dressed(self)

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        self.setFixedHeight(present.control)
        self.setMinimumWidth(present.px(LEAST_WIDTH))
        self.setMaximumWidth(present.px(self._width))
        room = present.icon + present.px(10)
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if backwards else room, 0, room if backwards else 0, 0)

    def sizeHint(self) -> QSize:
        """As wide as was wished, where there is room."""
        return QSize(look().px(self._width), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glass before the text: Qt draws an action's icon in one size, however large the text is."""
        super().paintEvent(event)
        present = look()
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - present.px(9) - present.icon if backwards else present.px(9)
        top = (self.height() - present.icon) / 2
        paint_icon(QPainter(self), left, top, "magnifying-glass", present.colors.text3, present.icon)
