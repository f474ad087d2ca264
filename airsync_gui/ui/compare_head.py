"""The heads of the grid's columns, and where the columns stand."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.key_caps import cap_size, paint_cap
from airsync_gui.ui.look import look
from airsync_gui.ui.text_runs import AT_LEFT, Run, laid_out
from airsync_gui.wording import noop, tr

COLUMNS = (noop("Field"), noop("Last in step"), noop("This computer"), noop("Airtable"), noop("Result"))
_SHARES = (150, 168, 252, 252, 278)
MOST_FOR_NAMES = 0.24
"""The share of the width that the fields' names may take."""
_KEYS = ("", "0", "1", "2", "E")
_ICONS = ("", "", "laptop", "cloud", "")
_COLORS = ("text2", "text2", "local", "airtable", "text")
_INSETS = (20, 14, 14, 14, 14)


class Columns(Struct, frozen=True):
    """Where the columns stand.

    Attributes:
        width: of all of them. name_width: what the longest word of the fields' names takes.
    """

    width: int
    name_width: float = 0

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Left edge and width of each; names are not broken where there is room for their words."""
        first = min(max(self.width * _SHARES[0] / sum(_SHARES), self.name_width), self.width * MOST_FOR_NAMES)
        rest = (self.width - first) / sum(_SHARES[1:])
        edges = [0.0, first]
        for share in _SHARES[1:]:
            edges.append(edges[-1] + rest * share)
        return [(round(left), round(right) - round(left)) for left, right in pairwise(edges)]


class GridHead(QWidget):
    """One line: the columns' names with the keys that take from them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = Columns(0)
        self._with_keys = True
        self.setAccessibleName(tr("Columns: {names}", names=", ".join(map(tr, COLUMNS))))

    def show_places(self, view: ConflictView, *, with_keys: bool) -> None:
        """The places' names, for assistive tools; keys where they take anything."""
        self._with_keys = with_keys
        names = {"here": view.local.name, "there": view.airtable.name}
        self.setAccessibleDescription(tr("This computer: {here}. Airtable: {there}.", **names))
        self.update()

    def set_columns(self, columns: Columns) -> None:
        """The rows' columns."""
        self._columns = columns
        self.update()

    def sizeHint(self) -> QSize:
        """As high as every table's head and a little; higher where a name needs two lines."""
        names = (self._name(column, rect)[1] for column, rect in self._rects(0))
        return QSize(0, round(max(names, default=look().H)) + look().px(20))

    def _rects(self, height: int) -> list[tuple[int, QRectF]]:
        """Where each name stands, its icon left out."""
        px, made = look().px, []
        for column, (left, width) in enumerate(self._columns.spans):
            inset = px(_INSETS[column]) + (look().icon + px(6) if _ICONS[column] else 0)
            made.append((column, QRectF(left + inset, 0, max(8, width - inset - px(4)), height)))
        return made

    def _name(self, column: int, rect: QRectF) -> tuple[QTextLayout, float]:
        font = "small_strong" if column < 2 else "strong"
        return laid_out((Run(tr(COLUMNS[column]), _COLORS[column], font),), rect.width(), align=AT_LEFT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The names."""
        painter, colors = QPainter(self), look().colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colors.sunken)
        painter.fillRect(0, 0, self.width(), 1, colors.line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colors.line)
        for left, _ in self._columns.spans[1:]:
            painter.fillRect(left, 0, 1, self.height(), colors.line)
        for column, rect in self._rects(self.height()):
            self._draw_head(painter, column, rect)

    def _draw_head(self, painter: QPainter, column: int, rect: QRectF) -> None:
        present, middle = look(), rect.center().y()
        if _ICONS[column]:
            left = rect.left() - present.icon - present.px(6)
            color = present.colors[_COLORS[column]]
            paint_icon(painter, left, middle - present.icon / 2, _ICONS[column], color, present.icon)
        layout, height = self._name(column, rect)
        layout.draw(painter, QPointF(rect.left(), middle - height / 2))
        after = rect.left() + layout.lineAt(0).naturalTextWidth() + present.px(8)
        cap = cap_size(_KEYS[column])
        # The side's name comes first: where there is no room for both, the key is left out.
        if self._with_keys and _KEYS[column] and layout.lineCount() == 1 and after + cap.width() <= rect.right():
            place = QRectF(after, middle - cap.height() / 2, cap.width(), cap.height())
            paint_cap(painter, place, _KEYS[column], raised=True)
