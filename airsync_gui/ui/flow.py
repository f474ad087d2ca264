"""A layout of things in a row that go on below where the row is full: filters, facts, buttons with doubled text."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from airsync_gui.ui.look import look


class Flow(QLayout):
    """Widgets from left to right, and on as many lines as it takes.

    Args:
        gap, line_gap: free space between neighbours and between lines, at H = 16.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: float = 8, line_gap: float = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._ends: set[QLayoutItem] = set()
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def add_end(self, widget: QWidget) -> None:
        """One of the last things, which are set to the far end of their line."""
        self.addWidget(widget)
        self._ends.add(self._items[-1])

    # -- what Qt asks -----------------------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        """One more."""
        self._items.append(item)

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """One of them, which leaves."""
        if not 0 <= index < len(self._items):
            return None
        taken = self._items.pop(index)
        self._ends.discard(taken)
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + look().px(self._gap) * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest thing alone."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Fill line after line; returns the height."""
        gap, top, height = look().px(self._gap), rect.top(), 0
        for row in self._lines(rect.width(), gap):
            if height:
                top += look().px(self._line_gap)
            height = max(_height(item, rect.width()) for item in row)
            if move:
                self._place(row, QRect(rect.left(), top, rect.width(), height), gap)
            top += height
        return top - rect.top()

    def _lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            needed = item.sizeHint().width()
            if not rows or needed > left:
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= needed + gap
        return rows

    def _place(self, row: list[QLayoutItem], line: QRect, gap: int) -> None:
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner is not None else Qt.LayoutDirection.LeftToRight
        widths = [min(item.sizeHint().width(), line.width()) for item in row]
        x = line.left()
        for number, (item, width) in enumerate(zip(row, widths, strict=True)):
            if item in self._ends:
                x = max(x, line.right() + 1 - sum(widths[number:]) - gap * (len(row) - number - 1))
            height = _height(item, line.width())
            area = QRect(x, line.top() + (line.height() - height) // 2, width, height)
            item.setGeometry(QStyle.visualRect(direction, line, area))
            x += width + gap


def _height(item: QLayoutItem, most: int) -> int:
    """Higher than it would be, where it has to be narrower and can be."""
    hint = item.sizeHint()
    return item.heightForWidth(most) if hint.width() > most and item.hasHeightForWidth() else hint.height()
