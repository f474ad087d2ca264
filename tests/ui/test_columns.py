"""Cards beside each other, and tables that leave columns out, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.ui.columns import Columns, scrolled
from airsync_gui.ui.layouts import column, frame
from airsync_gui.ui.look import look
from airsync_gui.ui.narrow_table import NarrowTable
from airsync_gui.ui.row_model import Column, RowModel, cell
from airsync_gui.ui.whole_table import HAIRLINE, WholeTable

pytestmark = pytest.mark.serial


class Box(QWidget):
    """Asks for some room."""

    def sizeHint(self) -> QSize:
        return QSize(80, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 20)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What they stand on: a window of their own would be as wide as all of them."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(2200, 300)
    made.show()
    return made


def columns(page: QWidget, count: int, weights: Sequence[int] = ()) -> tuple[Columns, list[Box]]:
    made, boxes = Columns(100, page, gap=10, weights=weights), [Box() for _ in range(count)]
    for box in boxes:
        made.add(box)
    made.show()
    return made, boxes


@pytest.mark.parametrize(("width", "count"), [(80, 1), (209, 1), (210, 2), (319, 2), (320, 3), (2000, 3)])
def test_as_many_columns_as_fit(page: QWidget, qtbot: QtBot, width: int, count: int) -> None:
    made, boxes = columns(page, 3)
    made.resize(look().px(width), 200)
    qtbot.waitUntil(lambda: len({box.x() for box in boxes}) == count)
    assert made.count == count
    places = [(box.y(), box.x()) for box in boxes]
    assert places == sorted(places), "the order stays"


def test_weights_share_the_width_only_while_all_are_in_one_row(page: QWidget, qtbot: QtBot) -> None:
    made, (left, right) = columns(page, 2, weights=(3, 1))
    made.resize(look().px(1010), 100)
    qtbot.waitUntil(lambda: left.width() == pytest.approx(3 * right.width(), rel=0.02))
    made.resize(look().px(150), 100)
    qtbot.waitUntil(lambda: left.width() == right.width() == made.width())


def test_it_can_be_as_narrow_as_one_of_them(page: QWidget) -> None:
    made, _ = columns(page, 3)
    assert made.minimumSizeHint().width() == 80


def test_what_is_left_out_takes_no_room(page: QWidget, qtbot: QtBot) -> None:
    made, (first, second) = columns(page, 2, weights=(3, 1))
    made.resize(look().px(600), 100)
    made.show_only(first)
    qtbot.waitUntil(lambda: first.width() == made.width())
    assert not second.isVisible()
    made.show_only(first, second)
    qtbot.waitUntil(lambda: first.width() < made.width())
    assert second.isVisible()


# -- tables -----------------------------------------------------------------------------------------------------------


def model() -> RowModel[str]:
    return RowModel(
        [
            Column("Name", lambda row: cell(row + "!"), "a name", room=0),
            Column("What", lambda row: cell(row * 9)),
            Column("Number", lambda row: cell("1"), "100,000", room=0),
            Column("Time", lambda row: cell("2"), "00:00:00", room=0),
        ],
        lambda row: row,
        lambda row: row,
    )


def hidden(table: NarrowTable) -> list[int]:
    return [number for number in range(4) if table.isColumnHidden(number)]


def test_columns_are_left_out_in_their_order(qtbot: QtBot) -> None:
    rows = model()
    table = NarrowTable(rows, "table", "A table", leave_out=(3, 2), least=200)
    qtbot.addWidget(table)
    table.show()
    seen = []
    for width in range(look().px(700), look().px(150), -10):
        table.resize(width, 100)
        seen.append(hidden(table))
    assert [entry for place, entry in enumerate(seen) if entry not in seen[:place]] == [[], [3], [2, 3]]
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    table.resize(look().px(700), 100)
    assert hidden(table) == []


def test_a_whole_table_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    rows = model()
    table = WholeTable(rows, "table", "A table", heads=False)
    qtbot.addWidget(table)
    assert table.sizeHint().height() == 0
    rows.show(["a", "b", "c"])
    assert table.sizeHint().height() == table.minimumSizeHint().height() == 3 * look().row - HAIRLINE
    with_heads = WholeTable(rows, "table", "A table")
    qtbot.addWidget(with_heads)
    assert with_heads.sizeHint().height() == table.sizeHint().height() + look().head


def test_a_page_scrolls_to_what_gets_the_keyboard_out_of_sight_and_across_where_it_must(qtbot: QtBot) -> None:
    content = frame("surface")
    rows = column(content)
    box, button = Box(), QPushButton("Below")
    box.setFixedSize(500, 600)
    rows.addWidget(box)
    rows.addWidget(button)
    page = scrolled(content, "page", "A page")
    qtbot.addWidget(page)
    page.resize(300, 200)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert button.visibleRegion().isEmpty()
    assert page.horizontalScrollBar().maximum() > 0
    button.setFocus()
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
