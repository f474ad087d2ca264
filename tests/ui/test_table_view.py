"""The table: what is painted again, and what is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.ui.cell_painting import cell_width
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import clock
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.table_view import TableView

pytestmark = pytest.mark.serial


def test_an_arc_that_turns_has_only_its_own_cells_painted(qtbot: QtBot, qapp: QApplication) -> None:
    painted: set[str] = set()

    def told(name: str, made: Cell) -> Cell:
        painted.add(name)
        return made

    columns: list[Column[int]] = [
        Column("State", lambda n: told("state", cell("in flight", mark="in_flight")), "in flight"),
        Column("Name", lambda n: told("name", cell(str(n)))),
    ]
    table = TableView(RowModel(columns, str, str), "things", "Things")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.rows.show(range(100))
    with qtbot.waitExposed(table):
        table.show()
    qtbot.waitUntil(lambda: "name" in painted)
    qapp.processEvents()
    painted.clear()
    with qtbot.waitSignal(clock().turned):
        pass
    qapp.processEvents()
    assert painted == {"state"}


@pytest.mark.parametrize("in_card", [False, True])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_heads_words_begin_and_end_where_the_words_below_do(
    direction: Qt.LayoutDirection, in_card: bool, qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        columns: list[Column[int]] = [
            Column("HHHHHH", lambda _n: cell("HHHHHH"), "HHHHHH"),
            Column("Name", lambda _n: cell("")),
            Column("HHHHHH", lambda _n: cell("HHHHHH", right=True), "HHHHHH", right=True),
        ]
        table = TableView(RowModel(columns, str, str), "things", "Things", in_card=in_card)
        qtbot.addWidget(table)
        table.resize(500, 120)
        table.rows.show([1])
        with qtbot.waitExposed(table):
            table.show()
        head, row = _inked(table.horizontalHeader()), _inked(table.viewport())
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert head == pytest.approx(row, abs=2)


def _inked(widget: QWidget) -> tuple[int, int]:
    """The first and the last column of dots in which something dark is written."""
    picture = widget.grab().toImage()
    lines = range(4, look().row - 4)  # not the frame of a row that has the keyboard
    dark = [x for x in range(4, picture.width() - 4) if any(picture.pixelColor(x, y).lightness() < 130 for y in lines)]
    return dark[0], dark[-1]


def test_the_row_that_has_the_keyboard_and_is_not_chosen_is_framed_all_round(qtbot: QtBot) -> None:
    columns: list[Column[int]] = [Column("Name", lambda _n: cell(""))]
    table = TableView(RowModel(columns, str, str), "things", "Things")
    qtbot.addWidget(table)
    table.resize(500, 120)
    table.rows.show([1])
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    picture = table.viewport().grab().toImage()
    right, bottom = picture.width() - 1, look().row - 1
    ends = [(0, bottom // 2), (right, bottom // 2), (right // 2, 0), (right // 2, bottom)]
    assert {picture.pixelColor(*end).name() for end in ends} == {look().colors.accent_text.name()}


def test_a_column_is_as_wide_as_its_usual_content_in_its_own_font(qtbot: QtBot) -> None:
    content = "Breakfast, 12 May"
    columns: list[Column[int]] = [
        Column("A", lambda _n: cell(content, font="strong"), content, room=0, font="strong"),
        Column("B", lambda _n: cell("")),
    ]
    table = TableView(RowModel(columns, str, str), "things", "Things")
    qtbot.addWidget(table)
    table.rows.show([1])
    table.resize(800, 100)
    room = table.columnWidth(0) - sum(table.free_space(first=True, last=False))
    assert room + 1 >= cell_width(table.rows.cell(0, 0), look())


def test_home_and_end_lead_to_the_first_and_the_last_row(qtbot: QtBot) -> None:
    columns: list[Column[int]] = [Column("Name", lambda n: Cell(heading=n == 0)), Column("Size", lambda _n: cell("1"))]
    table = TableView(RowModel(columns, str, str), "things", "Things", several=True)
    qtbot.addWidget(table)
    table.rows.show(range(5))
    table.show()
    table.choose("2")
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert (table.current_key, table.chosen_keys) == ("4", ["4"])
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert (table.current_key, table.chosen_keys) == ("1", ["1", "2", "3", "4"]), "a heading is passed by"
