"""The head of a pair in a wide window and in a narrow one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.labels import ElidedLabel
from airsync_gui.ui.layouts import column
from airsync_gui.ui.pair_header import PairHeader
from tests.ui.samples.pairs import PAIRS

pytestmark = pytest.mark.serial
LONG = "A name that goes on and on, until there are eighty letters of it, and some more"


def shown(qtbot: QtBot, width: int, name: str = "Meals") -> QWidget:
    """A page with the header on top."""
    header = PairHeader()
    header.show_pair(replace(PAIRS[0], name=name), None)
    page = QWidget()
    qtbot.addWidget(page)
    rows = column(page)
    rows.addWidget(header)
    rows.addStretch(1)
    page.resize(width, 300)
    with qtbot.waitExposed(page):
        page.show()
    return page


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


def top(page: QWidget, name: str) -> int:
    widget = part(page, name)
    return widget.mapTo(page, QPoint(0, widget.height() // 2)).y()


@pytest.mark.parametrize("name", ["Meals", LONG])
def test_buttons_stand_beside_the_name_where_there_is_room(name: str, qtbot: QtBot) -> None:
    page = shown(qtbot, 1000, name)
    assert abs(top(page, "pairTitle") - top(page, "syncNowButton")) <= 2
    assert abs(top(page, "localPlaceName") - top(page, "airtablePlaceName")) <= 2


def test_they_stand_below_it_where_there_is_none_and_nothing_is_cut(qtbot: QtBot) -> None:
    page = shown(qtbot, 420)
    assert top(page, "syncNowButton") > top(page, "pairTitle") + 10
    assert top(page, "airtablePlaceName") > top(page, "localPlaceName") + 10
    buttons = [button for button in page.findChildren(Button) if button.isVisible()]
    assert [button.objectName() for button in buttons if button.width() < button.sizeHint().width()] == []
    labels = [label for label in page.findChildren(ElidedLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.toolTip()] == []
