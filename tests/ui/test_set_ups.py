"""Saved set-ups: all pairs into a file and from one, on the first page and in the settings; no token is in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.settings_page import SettingsPage
from airsync_gui.ui.start_page import StartPage
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)


def choose(parent: QWidget, qtbot: QtBot, button: str, dialog: str, path: Path) -> None:
    """Press, and choose a file in the dialog that comes."""
    pressed = parent.findChild(QAbstractButton, button)
    assert pressed is not None
    qtbot.waitUntil(pressed.isVisible, timeout=LIMIT_MS)
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    found = parent.findChild(QFileDialog, dialog) or parent.window().findChild(QFileDialog, dialog)
    assert found is not None
    found.fileSelected.emit(str(path))
    found.reject()


def page_of(controller: Controller, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(controller)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.loaded, timeout=LIMIT_MS):
        page.show()
    return page


def first_page(controller: Controller, qtbot: QtBot) -> tuple[MainWindow, StartPage]:
    window = MainWindow(controller)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    page = window.findChild(StartPage)
    assert page is not None
    return window, page


def test_what_was_saved_is_opened_on_the_first_page(
    bench: Bench, controller: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.in_step(account="work")
    file = tmp_path / "pairs.toml"
    page = page_of(controller, qtbot)
    choose(page, qtbot, "saveSetUpButton", "saveSetUpDialog", file)
    qtbot.waitUntil(lambda: page.bar.text.startswith("Saved."), timeout=LIMIT_MS)
    said = tomllib.loads(file.read_text())
    assert set(said) == {"version", "pairs"}
    assert set(said["pairs"]) == {"People"}

    bench.app.settings.remove("People")
    window, start = first_page(controller, qtbot)
    assert start.isVisible()
    choose(start, qtbot, "openSetUpButton", "openSetUpDialog", file)
    qtbot.waitUntil(lambda: [line.name for line in controller.lines] == ["People"], timeout=LIMIT_MS)
    assert not start.isVisible()
    assert bench.app.settings.pair("People").account == "work"
    assert bench.app.settings.pair("People").id != said["pairs"]["People"]["id"]
    window.close()


def test_a_file_that_is_none_is_told_where_it_was_asked_for(
    bench: Bench, controller: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.toml"
    odd.write_text("pairs = 3")
    window, start = first_page(controller, qtbot)
    for path in (odd, tmp_path / "gone.toml"):
        start.bar.clear()
        choose(start, qtbot, "openSetUpButton", "openSetUpDialog", path)
        qtbot.waitUntil(start.bar.isVisible, timeout=LIMIT_MS)
        assert path.name in start.bar.text
    assert start.isVisible()
    window.close()


def test_in_the_settings_too_and_a_taken_name_is_told(
    bench: Bench, controller: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.in_step()
    file = tmp_path / "pairs.toml"
    bench.service.export_pairs(str(file))
    page = page_of(controller, qtbot)
    choose(page, qtbot, "openSetUpButton", "openSetUpDialog", file)
    qtbot.waitUntil(lambda: "There is a pair named People already" in page.bar.text, timeout=LIMIT_MS)
    bench.app.settings.change("People", lambda pair: replace(pair, name="Others"))
    choose(page, qtbot, "openSetUpButton", "openSetUpDialog", file)
    qtbot.waitUntil(lambda: page.bar.text.startswith("1 pair added."), timeout=LIMIT_MS)
    assert {pair.name for pair in bench.app.settings.pairs()} == {"People", "Others"}
    choose(page, qtbot, "saveSetUpButton", "saveSetUpDialog", tmp_path / "no" / "folder" / "x.toml")
    qtbot.waitUntil(lambda: "No such file" in page.bar.text, timeout=LIMIT_MS)
