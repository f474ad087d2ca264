"""The heads of the grid's columns, and where the columns stand."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.snapshots import ConflictView
from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.key_caps import cap_size, paint_cap
from airsync_gui.ui.look import look, metrics
from airsync_gui.ui.text_runs import Run, draw_line

COLUMNS = ("Field", "Last in step", "This computer", "Airtable", "Result")
_SHARES = (150, 168, 252, 252, 278)
_KEYS = ("", "0", "1", "2", "E")
_ICONS = ("", "", "laptop", "cloud", "")
_COLORS = ("text2", "text2", "local", "airtable", "text")
_INSETS = (20, 14, 14, 14, 14)


def column_spans(width: float) -> list[tuple[int, int]]:
    """Left edge and width of each column at a width of the grid."""
    edges = [0.0]
    for share in _SHARES:
        edges.append(edges[-1] + width * share / sum(_SHARES))
    return [(round(left), round(right) - round(left)) for left, right in pairwise(edges)]


class GridHead(QWidget):
    """One line: the columns' names with the keys that take from them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Columns: " + ", ".join(COLUMNS))

    def show_places(self, view: ConflictView) -> None:
        """The places' names, for assistive tools and the tool tip."""
        self.setAccessibleDescription(f"This computer: {view.local.name}. Airtable: {view.airtable.name}.")

    def sizeHint(self) -> QSize:
        """As high as every table's head, and a little."""
        return QSize(0, look().H + look().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The names."""
        painter, colors = QPainter(self), look().colors
        painter.fillRect(self.rect(), colors.sunken)
        painter.setPen(colors.line)
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for column, (left, width) in enumerate(column_spans(self.width())):
            if column:
                painter.drawLine(left, 0, left, self.height())
            self._draw_head(painter, column, QRectF(left, 0, width, self.height()))
            painter.setPen(colors.line)

    def _draw_head(self, painter: QPainter, column: int, rect: QRectF) -> None:
        present = look()
        font = "small_strong" if column < 2 else "strong"
        x, right = rect.left() + present.px(_INSETS[column]), rect.right() - present.px(4)
        if _ICONS[column]:
            top = rect.center().y() - present.icon / 2
            paint_icon(painter, x, top, _ICONS[column], present.colors[_COLORS[column]], present.icon)
            x += present.icon + present.px(6)
        cap = cap_size(_KEYS[column]) if _KEYS[column] else QSize(0, 0)
        room = max(0.0, right - x - cap.width() - present.px(8))
        draw_line(painter, QRectF(x, rect.top(), room, rect.height()), (Run(COLUMNS[column], _COLORS[column], font),))
        if _KEYS[column]:
            wide = min(room, metrics(present.fonts[font]).horizontalAdvance(COLUMNS[column]))
            top = rect.center().y() - cap.height() / 2
            paint_cap(
                painter,
                QRectF(x + wide + present.px(8), top, cap.width(), cap.height()),
                _KEYS[column],
                raised=True,
            )
