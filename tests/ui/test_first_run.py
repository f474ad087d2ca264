"""The whole way of a new person, by keys alone: from the first page to a pair in step, a conflict, and its undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.main_window import MainWindow
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
MOST_TABS = 60
Key = Qt.Key


class Hands:
    """Press keys, and nothing else."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=WAIT_MS)

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def shows(self, name: str) -> bool:
        return any(w.isVisible() and w.isEnabled() for w in self.window.findChildren(QWidget, name))

    def tab_to(self, name: str) -> None:
        """Press Tab until this has the keyboard; it must show, or come to."""
        self.until(lambda: self.shows(name))
        for _ in range(MOST_TABS):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName() == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"{MOST_TABS} times Tab did not lead to {name}")

    def go(self, name: str) -> None:
        """Press a button by keys."""
        self.tab_to(name)
        self.press(Key.Key_Space)


def test_from_the_first_page_to_an_undone_decision(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    path = bench.write(("Ada", 36, "London"), ("Ben", 41, "Rome"))
    bench.people.add({"Name": "Cem", "Age": 50})
    window = MainWindow(controller)
    qtbot.addWidget(window)
    hands = Hands(window, qtbot)
    window.show()
    window.activateWindow()
    hands.until(window.isActiveWindow)
    controller.refresh()

    hands.go("connectButton")
    hands.until(lambda: hands.shows("wizardNextButton"))
    hands.go("wizardNextButton")
    hands.tab_to("localPathEdit")
    hands.type(str(path))
    hands.press(Key.Key_Return)
    for step in ("localStep", "fieldsStep", "rulesStep"):
        hands.until(lambda step=step: hands.shows(step))  # type: ignore[misc]
        hands.go("wizardNextButton")
    hands.until(lambda: "Start: write 2 records to Airtable" in said(window, "wizardNextButton"))
    hands.go("wizardNextButton")
    hands.until(lambda: [line.status for line in controller.lines] == ["in_step"])
    assert sorted(record["fields"]["Name"] for record in bench.people.records()) == ["Ada", "Ben", "Cem"]
    assert window.sidebar.pair_list.hasFocus(), "on the new pair, not on what comes first in the window"

    bench.replace("36,London", "36,Paris")
    bench.edit("Ada", City="Oslo")
    hands.press(Key.Key_F5)
    hands.until(lambda: [line.conflicts for line in controller.lines] == [1])
    hands.tab_to("panelTabs")
    hands.press(Key.Key_Right, Key.Key_Right)
    hands.tab_to("conflictsTable")
    hands.press(Key.Key_Home)
    hands.go("takeLocalButton")
    hands.until(lambda: bench.city() == "Paris")
    hands.go("conflictsUndoButton")
    hands.go("undoConfirmButton")
    hands.until(lambda: bench.city() == "Oslo")
    hands.until(lambda: [line.conflicts for line in controller.lines] == [1])


def said(window: QWidget, name: str) -> str:
    """What a button that shows says."""
    return next((w.accessibleName() for w in window.findChildren(QWidget, name) if w.isVisible()), "")
