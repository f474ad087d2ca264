"""A line of parts that stand one under the other where the width is not enough for all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from airsync_gui.ui.look import look


class FoldingLine(QWidget):
    """Parts side by side, or as a column."""

    def __init__(self, *parts: QWidget, spacing: float = 8, stretch: int = -1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._spacing = spacing
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(look().px(spacing))
        for index, part in enumerate(parts):
            if index == stretch:
                self._line.addStretch(1)
            self._line.addWidget(part)
        if stretch < 0:
            self._line.addStretch(1)

    def _refold(self) -> None:
        shown = [part for part in self._parts if not part.isHidden()]
        gaps = look().px(self._spacing) * max(0, len(shown) - 1)
        wide = sum(part.sizeHint().width() for part in shown) + gaps
        directions = QBoxLayout.Direction
        direction = directions.LeftToRight if wide <= self.width() else directions.TopToBottom
        if direction is not self._line.direction():
            self._line.setDirection(direction)
            self._line.setSpacing(look().px(self._spacing if direction is directions.LeftToRight else 4))

    def minimumSizeHint(self) -> QSize:
        """The widest part."""
        shown = [part for part in self._parts if not part.isHidden()]
        width = max((part.minimumSizeHint().width() for part in shown), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._refold()

    def event(self, event: QEvent) -> bool:
        """A part has another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._refold()
        return super().event(event)
