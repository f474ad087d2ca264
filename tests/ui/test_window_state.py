"""How the window was left: kept as plain text, taken up by the next start, and never in its way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.health_panel import HealthPanel
from airsync_gui.ui.history_panel import HistoryPanel
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.queue_panel import QueuePanel
from airsync_gui.ui.window_state import FILE, WindowState, parsed, read, write
from tests.jobs.bench import LIMIT_S
from tests.ui.samples import window as samples
from tests.ui.still import Still

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)
Make = Callable[[Still], Controller]


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    state = WindowState("QUJD", "p", "queue", "de", {"queue": {"column": 2, "from_end": True}})
    write(tmp_path, state)
    assert read(tmp_path) == state
    assert state.geometry_bytes == b"ABC"
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_nothing_kept_or_nonsense_is_a_first_start(tmp_path: Path) -> None:
    assert read(tmp_path) == WindowState()
    for text in ("", "nonsense", "[1]", '{"panel": 3, "views": [1], "geometry": null}', "[" * 100_000):
        (tmp_path / FILE).write_text(text)
        assert read(tmp_path) == WindowState()
    assert parsed(json.dumps({"geometry": "%%%"})).geometry_bytes == b""


@settings(max_examples=30)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.dictionaries(st.text(), x)))
def test_whatever_stands_there_is_read(value: object) -> None:
    for said in (value, {"views": value, "geometry": value, "panel": value}, {"views": {"queue": value}}):
        assert isinstance(parsed(json.dumps(said)).geometry_bytes, bytes)


def opened(still_controller: Make, qtbot: QtBot, left: WindowState) -> MainWindow:
    controller = still_controller(samples.still())
    window = MainWindow(controller)
    qtbot.addWidget(window)
    window.take_up(left)
    window.show()
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    return window


def panel_of(window: MainWindow, name: str) -> QueuePanel | HealthPanel | HistoryPanel:
    panel = window._stack.known(name)
    assert isinstance(panel, QueuePanel | HealthPanel | HistoryPanel)
    return panel


def test_the_next_window_stands_and_shows_as_the_last_did(still_controller: Make, qtbot: QtBot) -> None:
    first = opened(still_controller, qtbot, WindowState())
    first.setGeometry(60, 70, 1010, 640)
    first.show_panel("history")
    history = panel_of(first, "history")
    assert isinstance(history, HistoryPanel)
    qtbot.waitUntil(history.splitter.isVisible, timeout=LIMIT_MS)
    QApplication.processEvents()
    whole = sum(history.splitter.sizes())
    history.splitter.setSizes([whole * 3 // 5, whole * 2 // 5])
    widths = history.splitter.sizes()
    assert widths[0] > widths[1]
    first.show_pair("habits")
    first.show_panel("health")
    button = first.findChild(QAbstractButton, "rangeDayButton")
    assert button is not None
    button.click()
    first.show_panel("queue")
    queue = panel_of(first, "queue")
    assert isinstance(queue, QueuePanel)
    queue.table._on_head_clicked(1)
    queue._on_sort_asked(1, True)
    left = parsed(json.dumps({"views": first.state().views, "panel": first.state().panel} | {
        "geometry": first.state().geometry, "pair_id": first.state().pair_id}))  # fmt: skip
    first.close()
    assert first.state() == left  # closing changes nothing of it

    second = opened(still_controller, qtbot, left)
    assert second.height() == 640  # the screen of tests is narrower than the window, and has odd frames
    pair = second.shown_pair
    assert pair is not None
    assert pair.pair_id == "habits"
    queue = panel_of(second, "queue")
    assert isinstance(queue, QueuePanel)
    assert queue.isVisible()
    assert queue._wish.column == 1
    assert queue._wish.from_end
    assert queue.table.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    second.show_panel("health")
    health = panel_of(second, "health")
    assert isinstance(health, HealthPanel)
    assert health.range_name == "day"
    second.show_pair("meals")
    second.show_panel("history")
    history = panel_of(second, "history")
    assert isinstance(history, HistoryPanel)
    qtbot.waitUntil(history.splitter.isVisible, timeout=LIMIT_MS)
    QApplication.processEvents()
    assert history.splitter.sizes() == pytest.approx(widths, abs=4)
    second.close()


def test_all_pairs_are_shown_again_and_a_pair_that_is_gone_is_not(still_controller: Make, qtbot: QtBot) -> None:
    window = opened(still_controller, qtbot, WindowState(panel="overview"))
    assert window.shown_pair is None
    window.close()
    window = opened(still_controller, qtbot, WindowState(pair_id="gone", panel="nowhere"))
    pair = window.shown_pair
    assert pair is not None
    assert pair.pair_id == "meals"
    window.close()


@pytest.mark.parametrize(
    "odd", [{}, {"column": 99}, {"column": "1"}, {"range": "year"}, {"widths": [1]}, {"widths": "x"}]
)
def test_odd_views_change_nothing(still_controller: Make, qtbot: QtBot, odd: dict[str, object]) -> None:
    controller = still_controller(samples.still())
    for kind in (QueuePanel, HealthPanel, HistoryPanel):
        panel = kind(controller)
        qtbot.addWidget(panel)
        before = panel.kept()
        panel.take_up(odd)
        assert panel.kept() == before


def test_before_there_are_pairs_what_was_kept_stays(still_controller: Make, qtbot: QtBot) -> None:
    window = MainWindow(still_controller(Still()))
    qtbot.addWidget(window)
    window.take_up(WindowState(pair_id="meals", panel="queue", views={"queue": {"column": 1}}))
    state = window.state()
    assert (state.pair_id, state.panel, state.views) == ("meals", "queue", {"queue": {"column": 1}})
    window.close()
