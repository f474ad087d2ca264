"""The window at work: through its buttons and keys, over a real service and a sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.schedule import Schedule
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.panels import PANELS
from airsync_gui.ui.preview_all_page import PreviewAllPage
from airsync_gui.ui.run_footer import RunFooter
from airsync_gui.ui.sidebar import PairList
from tests.jobs.bench import LIMIT_S, Bench
from tests.jobs.guard import GuiThreadGuard
from tests.ui.samples.pairs import PAIRS
from tests.ui.still import Still

pytestmark = pytest.mark.serial
LIMIT_MS = round(LIMIT_S * 1000)


@pytest.fixture
def window(controller: Controller, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Opens the window and waits until it shows its pairs; from then to its close this thread may not block."""
    with ExitStack() as guarded:

        def open_it() -> MainWindow:
            made = MainWindow(controller)
            qtbot.addWidget(made)
            guarded.callback(made.close)
            guarded.enter_context(GuiThreadGuard())
            made.closed.connect(guarded.close)
            made.show()
            with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
                controller.refresh()
            return made

        yield open_it


def press(qtbot: QtBot, window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible(), name
    assert button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def text(window: QWidget, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.accessibleName() or label.text()


def shown_text(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_without_pairs_there_are_three_ways_in(window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    opened = window()
    buttons = {b.objectName() for b in opened.findChildren(QPushButton) if b.isVisible()}
    assert len(buttons) == 3
    with qtbot.waitSignal(opened.sample_asked, timeout=LIMIT_MS):
        press(qtbot, opened, next(name for name in buttons if "ample" in name))


def test_sync_now_syncs_the_pair_that_is_shown(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    bench.in_step()
    bench.replace("36,London", "36,Paris")
    opened = window()
    assert text(opened, "pairTitle") == "People"
    with qtbot.waitSignal(controller.run_finished, timeout=LIMIT_MS):
        press(qtbot, opened, "syncNowButton")
    assert bench.city() == "Paris"
    qtbot.waitUntil(lambda: text(opened, "pairState").startswith("In step"), timeout=LIMIT_MS)


def test_every_panel_opens_for_a_pair_and_for_all(window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot) -> None:
    bench.conflict()
    opened = window()
    for pair_id in (opened.shown_pair.pair_id if opened.shown_pair else "", ""):
        opened.show_pair(pair_id)
        for name in PANELS:
            opened.show_panel(name)
            panel = opened._stack.known(name)
            assert panel is not None
            qtbot.waitUntil(panel.isVisible, timeout=LIMIT_MS)
            with qtbot.waitSignal(panel.loaded, timeout=LIMIT_MS):
                panel.reload()


def test_a_run_shows_in_the_footer_and_is_cancelled_there(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    bench.in_step()
    bench.replace("36,London", "36,Paris")
    opened = window()
    gate = bench.gate("GET")
    footer = opened.findChild(RunFooter)
    assert footer is not None
    assert not footer.isVisible()
    press(qtbot, opened, "syncNowButton")
    qtbot.waitUntil(gate.arrived.is_set, timeout=LIMIT_MS)
    qtbot.waitUntil(footer.isVisible, timeout=LIMIT_MS)
    press(qtbot, opened, "cancelRunButton")
    qtbot.waitUntil(lambda: "stopping" in text(opened, "runningPairState"), timeout=1000)
    with qtbot.waitSignal(controller.run_cancelled, timeout=LIMIT_MS):
        gate.open()
    qtbot.waitUntil(lambda: not footer.isVisible(), timeout=LIMIT_MS)


def test_pause_and_resume(window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot) -> None:
    bench.in_step()
    opened = window()
    press(qtbot, opened, "pauseButton")
    qtbot.waitUntil(lambda: text(opened, "pairState") == "Paused by you", timeout=LIMIT_MS)
    press(qtbot, opened, "pauseButton")
    qtbot.waitUntil(lambda: text(opened, "pairState").startswith("In step"), timeout=LIMIT_MS)


def test_a_preview_writes_nothing_and_its_button_does(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    bench.in_step()
    bench.replace("36,London", "36,Paris")
    opened = window()
    with qtbot.waitSignal(controller.previewed, timeout=LIMIT_MS):
        press(qtbot, opened, "previewButton")
    assert bench.city() == "London"
    with qtbot.waitSignal(controller.run_finished, timeout=LIMIT_MS):
        press(qtbot, opened, "previewApplyButton")
    assert bench.city() == "Paris"


def test_a_preview_of_all_pairs_writes_nothing_and_its_button_syncs_them(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    first = bench.in_step()
    bench.sandbox.base("Club").add_table("More", [("Name", "singleLineText"), ("Age", "number", {"precision": 0})])
    bench.write(("Cy", 7), name="more.csv")
    second = bench.add_pair("More", "more.csv", table="More")
    bench.replace("36,London", "36,Paris")
    opened = window()
    opened.show_pair("")
    press(qtbot, opened, "previewButton")
    page = opened.findChild(PreviewAllPage)
    assert page is not None
    apply = page.findChild(QPushButton, "previewAllApplyButton")
    assert apply is not None
    qtbot.waitUntil(apply.isEnabled, timeout=LIMIT_MS)
    assert "London → Paris" in page.lines[0]
    assert "Cy is added" in page.lines[1]
    assert text(page, "previewAllCost").endswith("API calls in all.")
    assert bench.city() == "London"
    ended = [controller.run_finished] * 2
    with qtbot.waitSignals(ended, timeout=LIMIT_MS):
        press(qtbot, opened, "previewAllApplyButton")
    assert bench.city() == "Paris"
    assert not page.isVisible()
    press(qtbot, opened, "previewButton")
    assert page.table.choose(second)
    page.table.opened.emit(second)
    assert opened.shown_pair is not None
    assert opened.shown_pair.pair_id == second != first


def test_when_the_shown_pair_is_gone_its_neighbour_is_shown_and_then_the_start(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    first = bench.in_step()
    bench.sandbox.base("Club").add_table("More", [("Name", "singleLineText"), ("Age", "number", {"precision": 0})])
    bench.write(("Cy", 7), name="more.csv")
    bench.add_pair("More", "more.csv", table="More")
    opened = window()
    opened.show_pair(first)
    (second,) = (line.pair_id for line in controller.lines if line.pair_id != first)

    def remove(pair_id: str) -> None:
        with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
            controller.ask(partial(bench.service.remove_pair, pair_id), lambda _nothing: controller.refresh())

    remove(first)
    assert text(opened, "pairTitle") == "More"
    panel = opened._stack.known("overview")
    assert panel is not None
    assert panel.pair_id == second
    remove(second)
    assert "Try it with a sample base" in shown_text(opened)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("of_all", [False, True])
def test_beside_sync_there_is_one_that_reads_everything(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller, of_all: bool
) -> None:
    pair_id = bench.in_step()
    opened = window()
    opened.show_pair("" if of_all else pair_id)
    read: list[int] = []
    for name in ("syncNowButton", "syncMoreButton"):
        button = opened.findChild(QPushButton, name)
        assert button is not None
        qtbot.waitUntil(button.isVisible, timeout=LIMIT_MS)
        bench.sandbox.requests.clear()
        with qtbot.waitSignal(controller.run_finished, timeout=LIMIT_MS):
            press(qtbot, opened, name)
            if name == "syncMoreButton":
                menu = opened.findChild(QMenu, "syncMenu")
                assert menu is not None
                qtbot.waitUntil(menu.isVisible, timeout=LIMIT_MS)
                qtbot.keyClick(menu, Qt.Key.Key_Down)
                qtbot.keyClick(menu, Qt.Key.Key_Return)
        read.append(sum(seen.path.endswith("/listRecords") for seen in bench.sandbox.requests))
    assert read == [0, 1], "the feed says that nothing changed, and all of it is read where that is asked for"


def test_the_head_says_when_a_pair_is_synced_next(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    bench.in_step()
    opened = window()
    assert text(opened, "pairState") == "In step · just now"
    controller.scheduler.keep_to(Schedule(on_change=False, every_minutes=30))
    controller.refresh()
    qtbot.waitUntil(lambda: text(opened, "pairState").startswith("In step · just now · next in"), timeout=LIMIT_MS)


def test_closing_in_the_middle_of_a_run_is_quick_and_loses_nothing(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "36,Paris")
    opened = window()
    gate = bench.gate("PATCH")
    press(qtbot, opened, "syncNowButton")
    qtbot.waitUntil(gate.arrived.is_set, timeout=LIMIT_MS)
    with qtbot.waitSignal(opened.closed, timeout=1500):
        opened.close()
    assert not opened.isVisible()
    gate.open()
    assert controller.close(LIMIT_S)
    bench.reopen()
    bench.sync(pair_id)
    assert bench.city() == "Paris"


def test_a_failed_run_is_told_above_the_panels_and_dismissed(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    bench.in_step()
    (bench.folder / "people.csv").unlink()
    opened = window()
    opened.show_panel("queue")
    with qtbot.waitSignal(controller.run_failed, timeout=LIMIT_MS):
        press(qtbot, opened, "syncNowButton")
    bar = opened.findChild(MessageBar, "windowMessage")
    assert bar is not None
    assert "people.csv" in bar.text
    press(qtbot, opened, "dismissMessageButton")
    assert not bar.isVisible()


def test_settings_that_cannot_be_read_are_told_and_looked_at_again(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    bench.in_step()
    settings = bench.app.paths.settings_file
    whole = settings.read_text(encoding="utf-8")
    settings.write_text("pairs = [[[", encoding="utf-8")
    opened = window()
    qtbot.waitUntil(lambda: "settings.toml" in shown_text(opened), timeout=LIMIT_MS)
    assert "Connect my Airtable" not in shown_text(opened)
    Thread(target=settings.write_text, args=(whole,), kwargs={"encoding": "utf-8"}).start()
    qtbot.waitUntil(lambda: settings.read_text(encoding="utf-8") == whole, timeout=LIMIT_MS)
    press(qtbot, opened, "tryAgainButton")
    qtbot.waitUntil(lambda: text(opened, "pairTitle") == "People", timeout=LIMIT_MS)


def test_the_sidebar_is_used_by_keys(
    still_controller: Callable[[Still], Controller], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = still_controller(Still(pair_lines=PAIRS))
    window = MainWindow(controller)
    qtbot.addWidget(window)
    monkeypatch.setattr(MainWindow, "show_panel", lambda _window, _name: None)
    window.show()
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    pairs = window.findChild(PairList, "pairList")
    assert pairs is not None
    qtbot.keyClick(pairs, Qt.Key.Key_Down)
    assert window.shown_pair is not None
    assert window.shown_pair.name == "Workouts"
    assert [pairs.rows.data(pairs.rows.index(n, 0), Qt.ItemDataRole.AccessibleTextRole) for n in (2, 4)] == [
        "Habits. Needs you · 14 conflicts",
        "Body metrics. Failed · key refused",
    ]
    window.close()


HOSTILE = "<b>bold</b><img src='x'>"


def test_names_with_markup_are_shown_as_they_are(window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot) -> None:
    bench.write(("Ada", 36, "London"), name=f"{HOSTILE.replace('/', '')}.csv")
    bench.add_pair(HOSTILE, f"{HOSTILE.replace('/', '')}.csv")
    opened = window()
    assert text(opened, "pairTitle") == HOSTILE
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in opened.findChildren(QLabel))


def test_panels_are_made_before_they_are_asked_for(
    window: Callable[[], MainWindow], bench: Bench, qtbot: QtBot
) -> None:
    bench.in_step()
    shown = window()
    qtbot.waitUntil(lambda: all(map(shown._stack.known, PANELS)), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: not shown._stack.is_making, timeout=LIMIT_MS)
