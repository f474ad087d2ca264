"""How the rows of a table are painted: ground, hairline, bar or frame once for a row, then its cells.

Qt would ask its delegate for each cell by itself, with an index and an option made anew; a repaint of a full table then
takes twice as long, most of it on the way between C++ and Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen, QRegion

from airsync_gui.ui.cell_painting import mirrored, paint_cell
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import TURNING
from airsync_gui.ui.row_model import Cell

if TYPE_CHECKING:
    from airsync_gui.ui.table_view import TableView

BAR = 3
FRAME = 2


class Span(NamedTuple):
    """From where to where a column goes, and where its cells' text does."""

    column: int
    left: int
    width: int
    text_left: int
    text_width: int


class RowPainting:
    """One act of painting; the painter stands on the view's viewport."""

    def __init__(self, view: TableView, painter: QPainter) -> None:
        self._view, self._painter = view, painter
        self._look = look()
        self._has_focus = view.hasFocus()
        self._framed = view.framed_row
        self._spans = tuple(self._column_spans())
        self._width = sum(span.width for span in self._spans)
        self._left = min((span.left for span in self._spans), default=0)

    def _column_spans(self) -> Iterator[Span]:
        view = self._view
        last = len(view.rows.columns) - 1
        for column in range(last + 1):
            if view.isColumnHidden(column):
                continue
            before, after = self._free_space(first=column == 0, last=column == last)
            left, width = view.columnViewportPosition(column), view.columnWidth(column)
            yield Span(column, left, width, left + before, width - before - after)

    def _free_space(self, *, first: bool, last: bool) -> tuple[int, int]:
        """At the left and at the right, also in a mirrored window."""
        before, after = self._view.free_space(first=first, last=last)
        return (after, before) if self._view.isRightToLeft() else (before, after)

    def paint(self, region: QRegion) -> list[QRect]:
        """The rows in a region.

        Returns:
            Where arcs were painted that turn.
        """
        view, area = self._view, region.boundingRect()
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        if first < 0:
            return []
        turning: list[QRect] = []
        for row in range(first, (last if last >= 0 else len(view.rows.rows) - 1) + 1):
            whole = QRect(self._left, view.rowViewportPosition(row), self._width, view.rowHeight(row))
            if region.intersects(whole):
                self._paint_ground(row, whole)
                turning += self._paint_cells(row, whole, region)
        return turning

    def _paint_ground(self, row: int, area: QRect) -> None:
        view, painter, colors = self._view, self._painter, self._look.colors
        chosen = view.selectionModel().isSelected(view.rows.index(row, 0))
        if chosen:
            painter.fillRect(area, colors.selected if self._has_focus else colors.selected_off)
        elif view.hovered_row == row:
            painter.fillRect(area, colors.hover)
        painter.setPen(QPen(colors.line, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if chosen:  # over the hairline: the bars of neighbours are one
            bar = QRectF(area.left(), area.top(), self._look.px(BAR), area.height())
            painter.fillRect(mirrored(painter, QRectF(area), bar), colors.accent_text)
        if not chosen and self._framed == row:
            painter.fillRect(area.left(), area.top(), area.width(), FRAME, colors.accent_text)
            painter.fillRect(area.left(), area.bottom() + 1 - FRAME, area.width(), FRAME, colors.accent_text)
            painter.fillRect(area.left(), area.top(), FRAME, area.height(), colors.accent_text)
            painter.fillRect(area.right() + 1 - FRAME, area.top(), FRAME, area.height(), colors.accent_text)

    def _paint_cells(self, row: int, whole: QRect, region: QRegion) -> Iterator[QRect]:
        cells, spans = self._view.rows, self._spans
        if spans and (heading := cells.cell(row, spans[0].column)).heading:
            before, after = self._free_space(first=True, last=True)
            self._paint_cell(heading, whole.left() + before, whole.width() - before - after, whole)
            return
        in_part = region.rectCount() > 1 or not region.boundingRect().contains(whole)
        for span in spans:
            area = QRect(span.left, whole.top(), span.width, whole.height())
            if in_part and not region.intersects(area):
                continue
            found = cells.cell(row, span.column)
            self._paint_cell(found, span.text_left, span.text_width, whole)
            if found.mark in TURNING:
                yield area

    def _paint_cell(self, found: Cell, left: int, width: int, row: QRect) -> None:
        paint_cell(self._painter, QRectF(left, row.top(), width, row.height()), found, self._look)
