"""The first page: three ways in, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.look import look
from airsync_gui.ui.start_page import StartPage

pytestmark = pytest.mark.serial


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    made = StartPage()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def button(page: StartPage, name: str) -> Button:
    found = page.findChild(Button, name)
    assert isinstance(found, Button)
    return found


@pytest.mark.parametrize(
    ("name", "signal"),
    [("connectButton", "connect_asked"), ("sampleButton", "sample_asked"), ("openSetUpButton", "setup_asked")],
)
def test_each_card_asks_for_its_way_in(page: StartPage, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def test_the_keyboard_is_on_the_first_card_and_tab_leads_to_the_second(page: StartPage, qtbot: QtBot) -> None:
    page.setFocus()
    qtbot.waitUntil(lambda: button(page, "connectButton").hasFocus())
    with qtbot.waitSignal(page.connect_asked):
        qtbot.keyClick(button(page, "connectButton"), Qt.Key.Key_Space)
    qtbot.keyClick(button(page, "connectButton"), Qt.Key.Key_Tab)
    assert button(page, "sampleButton").hasFocus()
    with qtbot.waitSignal(page.sample_asked):
        qtbot.keyClick(button(page, "sampleButton"), Qt.Key.Key_Space)


def test_both_buttons_have_names(page: StartPage) -> None:
    assert button(page, "connectButton").accessibleName() == "Connect my Airtable…"
    assert button(page, "sampleButton").accessibleName() == "Open the sample"


def test_in_a_narrow_window_the_cards_stand_below_each_other(page: StartPage, qtbot: QtBot) -> None:
    page.resize(look().px(420), look().px(500))
    names = ("connectButton", "sampleButton", "openSetUpButton")
    content = page.widget()
    assert content is not None

    def below() -> bool:
        tops = [button(page, name).mapTo(content, QPoint(0, 0)).y() for name in names]
        return tops == sorted(tops) and len(set(tops)) == len(names)

    qtbot.waitUntil(below)
    assert page.horizontalScrollBar().maximum() == 0
