"""How a cell of a table or list is painted: check box, icon or mark, one line or two, and a pill at its end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.look import Look
from airsync_gui.ui.marks import paint_small_mark
from airsync_gui.ui.row_model import Cell
from airsync_gui.ui.signs import paint_pill, pill_size
from airsync_gui.ui.text_runs import draw_line, line_width

GAP = 8
"""Free space between an icon and its text."""
BOX, BOX_GAP = 15, 10
"""A check box's edge, and the free space after it, at H = 16."""


def mirrored(painter: QPainter, area: QRectF, part: QRectF) -> QRectF:
    """Where a part of an area is in this window: on the other side in a mirrored one."""
    if painter.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return part
    return QRectF(area.left() + area.right() - part.right(), part.top(), part.width(), part.height())


def _as_it_is(part: QRectF) -> QRectF:
    return part


def paint_cell(painter: QPainter, area: QRectF, found: Cell, present: Look) -> None:
    """Check box, icon or mark, the line (and the one below it), and the pill at the end."""
    backwards = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    seen = partial(mirrored, painter, area) if backwards else _as_it_is
    x = area.left() + present.px(found.indent)
    middle = area.center().y()
    if found.checked is not None:
        edge = present.px(BOX)
        _paint_box(painter, seen(QRectF(x, middle - edge / 2, edge, edge)), found.checked, present)
        x += edge + present.px(BOX_GAP)
    if found.second:  # signs stand beside the name; what is said below it has the whole width
        middle -= (present.h + present.px(1)) / 2
    if found.mark is not None or found.glyph:
        size = present.icon
        _paint_sign(painter, seen(QRectF(x, middle - size / 2, size, size)), found, present)
        x += size + present.px(GAP)
    right = end = area.right()
    if found.pill:
        pill = pill_size(found.pill)
        right -= pill.width()
        place = QRectF(right, middle - pill.height() / 2, pill.width(), pill.height())
        paint_pill(painter, seen(place), found.pill, loud=found.loud)
        right -= present.px(GAP)
    if not found.second:
        draw_line(painter, seen(QRectF(x, area.top(), right - x, area.height())), found.parts, right=found.right)
        return
    top = area.top() + (area.height() - present.H - present.h - present.px(1)) / 2
    draw_line(painter, seen(QRectF(x, top, right - x, present.H)), found.parts)
    draw_line(painter, seen(QRectF(x, top + present.H + present.px(1), end - x, present.h)), found.second)


def _paint_box(painter: QPainter, area: QRectF, checked: bool, present: Look) -> None:
    colors = present.colors
    edge = area.width() - 1
    box = QRectF(round(area.left()) + 0.5, round(area.top()) + 0.5, edge, edge)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.accent if checked else colors.control, 1))
    painter.setBrush(colors.accent if checked else colors.surface)
    painter.drawRoundedRect(box, 4, 4)
    painter.restore()
    if checked:
        paint_icon(painter, box.left(), box.top(), "check", colors.on_accent, round(edge))


def _paint_sign(painter: QPainter, area: QRectF, found: Cell, present: Look) -> None:
    if found.mark is not None:
        paint_small_mark(painter, round(area.left()), round(area.top()), found.mark, present.icon, found.share)
    else:
        paint_icon(painter, area.left(), area.top(), found.glyph, present.colors[found.glyph_color], present.icon)


def cell_width(found: Cell, present: Look) -> int:
    """How wide a cell must be to show all of it."""
    width = max(line_width(found.parts, present), line_width(found.second, present)) + present.px(found.indent)
    if found.mark is not None or found.glyph:
        width += present.icon + present.px(GAP)
    if found.checked is not None:
        width += present.px(BOX + BOX_GAP)
    if found.pill:
        width += pill_size(found.pill).width() + present.px(GAP)
    return round(width + 0.5)
