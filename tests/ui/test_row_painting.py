"""Rows as they are painted: grounds, the bar of a chosen one, headings over the whole row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.row_painting import BAR
from airsync_gui.ui.table_view import TableView

pytestmark = pytest.mark.serial


def _shown(qtbot: QtBot, columns: list[Column[int]], count: int = 3) -> TableView:
    table = TableView(RowModel(columns, str, str), "things", "Things")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.rows.show(range(count))
    with qtbot.waitExposed(table):
        table.show()
    return table


def _color(table: TableView, x: int, row: int) -> QColor:
    picture = table.viewport().grab().toImage()
    place = QPoint(x, table.rowViewportPosition(row) + 3) * picture.devicePixelRatio()
    return picture.pixelColor(place)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_chosen_row_has_its_ground_and_a_bar_where_it_begins(
    direction: Qt.LayoutDirection, qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        table = _shown(qtbot, [Column("Name", lambda _n: cell(""))])
        table.choose("1")
        colors, far = look().colors, table.viewport().width() - 2
        begin, end = (1, far) if direction is Qt.LayoutDirection.LeftToRight else (far, 1)
        ground = colors.selected if table.hasFocus() else colors.selected_off
        assert look().px(BAR) > 2
        assert _color(table, begin, 1) == colors.accent_text
        assert _color(table, end, 1) == ground
        assert {_color(table, x, 2).name() for x in (begin, end)} == {_color(table, end, 0).name()} != {ground.name()}
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_heading_takes_its_whole_row_and_the_cells_beside_it_are_not_asked(qtbot: QtBot) -> None:
    asked: set[int] = set()

    def beside(number: int) -> Cell:
        asked.add(number)
        return cell("beside")

    words = cell("█" * 60, heading=True)
    table = _shown(qtbot, [Column("A", lambda n: words if n == 1 else cell("a"), "a"), Column("B", beside)])
    table.span_headings()
    asked.clear()
    picture = table.viewport().grab().toImage()
    middle = table.rowViewportPosition(1) + table.rowHeight(1) // 2
    place = QPoint(table.columnViewportPosition(1) + 40, middle) * picture.devicePixelRatio()
    assert picture.pixelColor(place).lightness() < 100  # letters, dark on light
    assert asked == {0, 2}


def test_a_repaint_asks_for_each_cell_once(qtbot: QtBot) -> None:
    asked: list[int] = []

    def made(number: int) -> Cell:
        asked.append(number)
        return cell("a")

    table = _shown(qtbot, [Column("A", made, "a"), Column("B", lambda _n: cell("b"))])
    asked.clear()
    table.viewport().grab()
    assert asked == [0, 1, 2]


def test_the_bars_of_chosen_neighbours_are_one(qtbot: QtBot) -> None:
    table = TableView(RowModel([Column("Name", lambda _n: cell(""))], str, str), "things", "Things", several=True)
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.rows.show(range(3))
    with qtbot.waitExposed(table):
        table.show()
    table.choose("0")
    table.choose_too(["1"])
    picture = table.viewport().grab().toImage()
    last = QPoint(1, table.rowViewportPosition(1) - 1) * picture.devicePixelRatio()
    assert picture.pixelColor(last) == look().colors.accent_text
