"""Rows go from one set to the next with exact announcements, and what is chosen stays chosen."""

from __future__ import annotations

import pytest
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from airsync_gui.ui.row_model import Column, RowModel, Rows, cell, compare
from airsync_gui.ui.table_view import TableView

pytestmark = pytest.mark.serial


class Thing(Struct, frozen=True):
    name: str
    size: int = 0


def model() -> RowModel[Thing]:
    columns: tuple[Column[Thing], ...] = (
        Column("Name", lambda t: cell(t.name)),
        Column("Size", lambda t: cell(str(t.size)), "000"),
    )
    return RowModel(columns, lambda thing: thing.name, lambda thing: f"{thing.name}, {thing.size}")


def things(names: str) -> list[Thing]:
    return [Thing(name) for name in names]


def names(made: RowModel[Thing]) -> str:
    return "".join(thing.name for thing in made.rows)


def test_news_are_told_exactly(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    made = model()
    qtmodeltester.check(made)
    made.show(things("abcde"))
    told: list[tuple[object, ...]] = []
    made.rowsRemoved.connect(lambda _parent, first, last: told.append(("out", first, last)))
    made.rowsInserted.connect(lambda _parent, first, last: told.append(("in", first, last)))
    made.dataChanged.connect(lambda first, last: told.append(("new", first.row(), last.row())))
    made.modelReset.connect(lambda: told.append(("all",)))
    made.show([Thing("a"), Thing("c", 3), Thing("x"), Thing("e")])
    assert told == [("out", 3, 3), ("out", 1, 1), ("in", 2, 2), ("new", 1, 1)]
    assert (names(made), made.rows[1].size) == ("acxe", 3)
    told.clear()
    made.show(things("exca"))
    assert told == [("all",)]
    made.show(things("exca"))
    assert told == [("all",)]


def test_a_comparison_with_rows_that_are_gone_meanwhile_resets(qtbot: QtBot) -> None:
    made = model()
    made.show(things("abc"))
    late = compare(made.now, things("abcd"), lambda thing: thing.name)
    made.show(things("b"))
    with qtbot.waitSignal(made.modelReset):
        made.show_news(late)
    assert names(made) == "abcd"
    assert made.now == Rows(things("abcd"), list("abcd"))


def test_chosen_rows_and_scroll_outlive_a_reset(qtbot: QtBot) -> None:
    made = model()
    many = [Thing(f"{number:03}") for number in range(200)]
    made.show(many)
    view = TableView(made, "things", "Things", several=True)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.choose("020")
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(made.index(25, 0), flags.Select | flags.Rows)
    view.verticalScrollBar().setValue(500)
    made.show(many[:1] + many[2:40] + [replace(many[1], size=1)] + many[40:])
    assert (view.current_key, view.chosen_keys) == ("020", ["020", "025"])
    assert view.verticalScrollBar().value() == 500
    made.show(many[100:], anew=True)
    assert (view.chosen_keys, view.verticalScrollBar().value()) == ([], 0)


def test_a_column_left_out_gives_its_room_to_the_one_that_stretches(qtbot: QtBot) -> None:
    view = TableView(model(), "things", "Things")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    before = view.columnWidth(0)
    view.show_column(1, False)
    assert view.columnWidth(0) > before
    assert view.columnWidth(0) == view.viewport().width()
