"""The log to read: filter, search, the chosen entry in full, and all that is shown on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from airsync_gui.errors import StateError
from airsync_gui.jobs.controller import Controller
from airsync_gui.log_reading import LogEntry
from airsync_gui.ui.log_viewer import LogViewer
from tests.jobs.bench import LIMIT_S
from tests.ui.still import Still

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)
AT = datetime(2026, 5, 12, 14, 5, tzinfo=UTC)
LOG = (
    LogEntry(1, AT, "ERROR", "jobs", "odd\nTraceback\n  ValueError: <b>x</b>"),
    LogEntry(0, AT, "INFO", "app", "run 3 of Meals: 2 done"),
    LogEntry(0, AT - timedelta(hours=1), "DEBUG", "airtable", "a page of 100"),
    LogEntry(0, AT - timedelta(hours=2), "WARNING", "app", "a feed is dead"),
)
Make = Callable[[Still], Controller]


@pytest.fixture
def viewer(still_controller: Make, qtbot: QtBot) -> LogViewer:
    made = LogViewer(still_controller(Still(log=LOG)))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.loaded, timeout=LIMIT_MS):
        made.open_log()
    return made


def press(viewer: LogViewer, qtbot: QtBot, name: str) -> None:
    button = viewer.findChild(QAbstractButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(viewer: LogViewer) -> list[str]:
    return [entry.part for entry in viewer.model.rows]


def test_the_newest_is_chosen_and_shown_in_full_as_plain_text(viewer: LogViewer, qtbot: QtBot) -> None:
    assert shown(viewer) == ["jobs", "app", "airtable", "app"]
    assert viewer.text.toPlainText().endswith("ERROR jobs: odd\nTraceback\n  ValueError: <b>x</b>")
    qtbot.keyClick(viewer.table, Qt.Key.Key_Down)
    assert viewer.text.toPlainText().endswith("INFO app: run 3 of Meals: 2 done")


def test_filter_and_search_and_copy_what_is_shown(viewer: LogViewer, qtbot: QtBot) -> None:
    press(viewer, qtbot, "logViewFilterProblems")
    assert shown(viewer) == ["jobs", "app"]
    assert viewer.findChild(QLabel, "noLogLabel").text() == "2 of 4 lines"  # type: ignore[union-attr]
    qtbot.keyClicks(viewer.filters.search, "FEED")
    qtbot.keyClick(viewer.filters.search, Qt.Key.Key_Return)
    assert shown(viewer) == ["app"]
    press(viewer, qtbot, "copyLogButton")
    assert QGuiApplication.clipboard().text().endswith("WARNING app: a feed is dead")
    press(viewer, qtbot, "logViewFilterDetails")
    qtbot.keyClick(viewer.filters.search, Qt.Key.Key_Escape)
    qtbot.keyClick(viewer.filters.search, Qt.Key.Key_Return)
    assert shown(viewer) == ["airtable"]


def test_the_choice_stays_when_it_is_read_again(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(log=LOG[1:])
    viewer = LogViewer(still_controller(still))
    qtbot.addWidget(viewer)
    with qtbot.waitSignal(viewer.loaded, timeout=LIMIT_MS):
        viewer.open_log()
    still.log = LOG
    with qtbot.waitSignal(viewer.loaded, timeout=LIMIT_MS):
        press(viewer, qtbot, "readLogButton")
    assert viewer.text.toPlainText().endswith("run 3 of Meals: 2 done")


def test_an_empty_log_and_one_that_cannot_be_read_are_told(
    still_controller: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = Still()
    viewer = LogViewer(still_controller(still))
    qtbot.addWidget(viewer)
    with qtbot.waitSignal(viewer.loaded, timeout=LIMIT_MS):
        viewer.open_log()
    assert viewer.findChild(QLabel, "noLogLabel").text() == "Nothing is logged yet."  # type: ignore[union-attr]
    assert not viewer.findChild(QAbstractButton, "copyLogButton").isEnabled()  # type: ignore[union-attr]

    def refused() -> None:
        raise StateError(path="/log", detail="Permission denied")

    monkeypatch.setattr(still, "log_entries", refused)
    with qtbot.waitSignal(viewer.loaded, timeout=LIMIT_MS):
        viewer.load()
    assert "Permission denied" in viewer.bar.text
