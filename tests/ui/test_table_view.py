"""The table: what is painted again, and what is not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
