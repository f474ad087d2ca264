"""A preview from the button to the sync: computed, stopped, held back by a guard, agreed to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.run import Consent
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.preview_page import PreviewPage
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)


@pytest.fixture
def page(controller: Controller, qtbot: QtBot) -> PreviewPage:
    made = PreviewPage(controller)
    qtbot.addWidget(made)
    made.resize(1036, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=WAIT_MS)
    return made


def button(page: QWidget, name: str) -> Button:
    found = page.findChild(Button, name)
    assert isinstance(found, Button), name
    return found


def click(page: QWidget, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: button(page, name).isVisible(), timeout=WAIT_MS)
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def previewed(page: PreviewPage, pair_id: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.controller.previewed, timeout=WAIT_MS):
        page.start(pair_id)
    qtbot.waitUntil(lambda: page.preview is not None, timeout=WAIT_MS)


def many_in_step(bench: Bench) -> str:
    return bench.in_step(*((f"P{number}", number, "Rome") for number in range(30)))


def test_a_change_is_shown_and_the_button_names_it(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.edit("Ada", City="Oslo")
    previewed(page, pair_id, qtbot)
    assert button(page, "previewApplyButton").accessibleName() == "Sync now: write 1 row to people.csv"
    with qtbot.waitSignal(page.apply_asked) as asked:
        click(page, qtbot, "previewApplyButton")
    assert asked.args == [pair_id, ""]
    assert bench.city() == "Oslo"


def test_nothing_to_do_is_said(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    previewed(page, bench.in_step(), qtbot)
    assert page.view.empty.isVisible()
    assert button(page, "previewApplyButton").text() == "Sync now"


def test_in_a_low_window_the_page_scrolls_and_the_guard_is_said_in_full(
    bench: Bench, page: PreviewPage, qtbot: QtBot
) -> None:
    pair_id = many_in_step(bench)
    bench.write(*((f"P{number}", number, "Rome") for number in range(10)))
    page.resize(420, 220)
    previewed(page, pair_id, qtbot)
    scroll = page.findChild(QScrollArea, "previewScroll")
    assert scroll is not None
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.bar.height() >= page.bar.heightForWidth(page.bar.width()), timeout=WAIT_MS)
    assert scroll.verticalScrollBar().value() == 0


def test_a_guard_names_itself_asks_in_place_and_is_lifted_for_this_plan(
    bench: Bench, page: PreviewPage, controller: Controller, qtbot: QtBot
) -> None:
    pair_id = many_in_step(bench)
    bench.write(*((f"P{number}", number, "Rome") for number in range(10)))
    previewed(page, pair_id, qtbot)
    assert "20 of 30 records would be deleted in Airtable" in page.bar.text
    assert not button(page, "previewApplyButton").isVisible()
    assert button(page, "previewLiftButton").text() == "Delete 20 records in Airtable…"
    click(page, qtbot, "previewLiftButton")
    assert "Delete 20 records in Airtable?" in page.bar.text
    qtbot.waitUntil(lambda: button(page, "previewKeepButton").hasFocus(), timeout=WAIT_MS)
    with qtbot.waitSignal(page.apply_asked) as asked:
        click(page, qtbot, "previewSureButton")
    assert asked.args is not None
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(asked.args[0], Consent(plan_id=asked.args[1]))
    assert len(bench.people.records()) == 10


def test_who_keeps_everything_sees_the_guard_again(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    pair_id = many_in_step(bench)
    bench.write(("P0", 0, "Rome"))
    previewed(page, pair_id, qtbot)
    click(page, qtbot, "previewLiftButton")
    with qtbot.assertNotEmitted(page.apply_asked):
        qtbot.keyClick(button(page, "previewKeepButton"), Qt.Key.Key_Space)
    assert page.bar.text.startswith("A guard stops this sync.")


def test_what_waits_for_approval_says_so_and_goes_when_it_is_given(
    bench: Bench, page: PreviewPage, controller: Controller, qtbot: QtBot
) -> None:
    pair_id = bench.in_step(("Ada", 36, "London"))
    bench.app.settings.change(pair_id, lambda pair: replace(pair, ask_first=True))
    bench.replace("London", "Paris")
    previewed(page, pair_id, qtbot)
    assert page.bar.text.startswith("This waits for your approval.")
    click(page, qtbot, "previewLiftButton")
    with qtbot.waitSignal(page.apply_asked) as asked:
        click(page, qtbot, "previewSureButton")
    assert asked.args is not None
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(asked.args[0], Consent(plan_id=asked.args[1]))
    assert bench.city() == "Paris"


def test_an_emptied_file_is_named(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.write()
    previewed(page, pair_id, qtbot)
    assert "The table on this computer is empty, and it had 2 records at the last sync." in page.bar.text
    assert button(page, "previewLiftButton").text() == "Delete 2 records in Airtable…"


def test_it_can_be_stopped_while_it_is_computed(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    gate = bench.gate("GET")
    page.start(pair_id)
    qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
    with qtbot.waitSignal(page.closed, timeout=WAIT_MS):
        click(page, qtbot, "previewBusyCancel")
        gate.open()


def test_what_went_wrong_is_said_and_can_be_tried_again(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    (bench.folder / "people.csv").rename(bench.folder / "elsewhere.csv")
    with qtbot.waitSignal(page.controller.preview_failed, timeout=WAIT_MS):
        page.start(pair_id)
    assert page.bar.text.startswith("The file is not there.")
    (bench.folder / "elsewhere.csv").rename(bench.folder / "people.csv")
    click(page, qtbot, "previewAgainButton")
    qtbot.waitUntil(lambda: page.preview is not None, timeout=WAIT_MS)


def test_escape_goes_back(bench: Bench, page: PreviewPage, qtbot: QtBot) -> None:
    previewed(page, bench.in_step(), qtbot)
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
