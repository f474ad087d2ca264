"""A pair's own schedule, set from its rules in Overview, kept, followed at once, and given up."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui import wording
from airsync_gui.jobs.controller import Controller
from airsync_gui.schedule import Schedule
from airsync_gui.ui.overview_panel import OverviewPanel
from airsync_gui.ui.schedule_dialog import ScheduleDialog
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)


def press(parent: QWidget, qtbot: QtBot, name: str) -> None:
    button = parent.findChild(QAbstractButton, name)
    assert button is not None
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=LIMIT_MS)
    QApplication.processEvents()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))


@pytest.fixture
def panel(bench: Bench, controller: Controller, qtbot: QtBot) -> OverviewPanel:
    pair_id = bench.in_step()
    made = OverviewPanel(controller)
    qtbot.addWidget(made)
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    made.resize(1036, 800)
    made.show_pair(pair_id)
    with qtbot.waitSignal(made.loaded, timeout=LIMIT_MS):
        made.show()
    return made


def opened(panel: OverviewPanel, qtbot: QtBot) -> ScheduleDialog:
    press(panel, qtbot, "scheduleButton")
    dialog = panel.findChild(ScheduleDialog)
    assert dialog is not None
    button = dialog.findChild(QAbstractButton, "scheduleKeepButton")
    assert button is not None
    qtbot.waitUntil(button.isEnabled, timeout=LIMIT_MS)
    return dialog


def kept(dialog: ScheduleDialog, panel: OverviewPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignals([dialog.kept, panel.loaded, panel.controller.pairs_changed], timeout=LIMIT_MS):
        press(dialog, qtbot, "scheduleKeepButton")
    assert not dialog.isVisible()


def words(parent: QWidget, name: str) -> str:
    label = parent.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_a_pair_gets_its_own_schedule_and_gives_it_up(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    controller, pair_id = panel.controller, panel.pair_id or ""
    controller.scheduler.keep_to(Schedule())
    dialog = opened(panel, qtbot)
    assert words(dialog, "usualScheduleWords").startswith("Every hour, and when its file is saved.")
    edit = dialog.findChild(QLineEdit, "pairAtEdit")
    assert edit is not None
    assert not edit.isEnabled()
    press(dialog, qtbot, "ownScheduleRadio")
    qtbot.keyClicks(edit, "noon")
    press(dialog, qtbot, "scheduleKeepButton")
    assert "no time of the day" in words(dialog, "pairScheduleFault")
    edit.clear()
    qtbot.keyClicks(edit, "7:00")
    press(dialog, qtbot, "pairOnChangeBox")
    kept(dialog, panel, qtbot)
    own = Schedule(False, 60, (time(7),))
    assert bench.app.settings.pair(pair_id).schedule == str(own)
    assert controller.scheduler.schedule_of(pair_id) == own
    rules = {title: text for _icon, title, text in panel.rules._shown}
    assert rules["When"] == "Every hour, and at 07:00"

    dialog = opened(panel, qtbot)
    assert edit.isEnabled()
    assert edit.text() == "07:00"
    press(dialog, qtbot, "usualScheduleRadio")
    kept(dialog, panel, qtbot)
    assert bench.app.settings.pair(pair_id).schedule == ""
    assert controller.scheduler.schedule_of(pair_id) == Schedule()


def test_cancel_keeps_what_was(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    dialog = opened(panel, qtbot)
    press(dialog, qtbot, "ownScheduleRadio")
    press(dialog, qtbot, "scheduleCancelButton")
    assert not dialog.isVisible()
    assert bench.app.settings.pair(panel.pair_id or "").schedule == ""


def test_a_pair_that_is_gone_meanwhile_is_told(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    dialog = opened(panel, qtbot)
    bench.app.settings.remove("People")
    press(dialog, qtbot, "ownScheduleRadio")
    press(dialog, qtbot, "scheduleKeepButton")
    qtbot.waitUntil(dialog.bar.isVisible, timeout=LIMIT_MS)
    assert dialog.isVisible()
    press(dialog, qtbot, "scheduleCancelButton")


class Wordy(wording.English):
    """A language that takes twice the room."""

    def text(self, source: str) -> str:
        return f"{source} {source}"


def test_it_is_as_high_as_a_language_with_long_words_needs(
    panel: OverviewPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "_language", Wordy())
    dialog = opened(panel, qtbot)
    QApplication.processEvents()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() == layout.totalHeightForWidth(dialog.width()) > 300
