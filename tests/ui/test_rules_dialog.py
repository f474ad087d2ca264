"""A pair's name and rules, changed from Overview, kept and followed at once; and the pair removed."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.schedule import Schedule
from airsync_gui.sync.pairs import Deletes, Direction, Policy
from airsync_gui.ui.overview_panel import OverviewPanel
from airsync_gui.ui.rules_dialog import RulesDialog
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)


def button(parent: QWidget, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def press(parent: QWidget, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: button(parent, name).isVisible() and button(parent, name).isEnabled(), timeout=LIMIT_MS)
    QApplication.processEvents()
    pressed = button(parent, name)
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton, pos=QPoint(10, pressed.height() // 2))


def edit(parent: QWidget, name: str) -> QLineEdit:
    found = parent.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def words(parent: QWidget, name: str) -> str:
    label = parent.findChild(QLabel, name)
    assert label is not None
    return label.text()


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


def opened(panel: OverviewPanel, qtbot: QtBot) -> RulesDialog:
    press(panel, qtbot, "changeRulesButton")
    dialog = panel.findChild(RulesDialog)
    assert dialog is not None
    qtbot.waitUntil(button(dialog, "rulesKeepButton").isEnabled, timeout=LIMIT_MS)
    return dialog


def kept(dialog: RulesDialog, panel: OverviewPanel, qtbot: QtBot, name: str = "rulesKeepButton") -> None:
    with qtbot.waitSignals([dialog.kept, panel.loaded, panel.controller.pairs_changed], timeout=LIMIT_MS):
        press(dialog, qtbot, name)
    qtbot.waitUntil(lambda: panel.findChild(RulesDialog) is None, timeout=LIMIT_MS)


def test_rules_and_name_are_changed_and_the_state_stays(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    pair_id = panel.pair_id or ""
    dialog = opened(panel, qtbot)
    assert dialog.focusWidget() is edit(dialog, "rulesNameEdit")
    assert edit(dialog, "rulesNameEdit").text() == "People"
    for name in ("directionPushRadio", "policyLocalWinsRadio", "deletesKeepRadio", "askFirstBox"):
        button(dialog, name).click()
    field = dialog.findChild(QComboBox, "fieldPolicyFieldCombo")
    assert field is not None
    field.setCurrentText("City")
    press(dialog, qtbot, "addFieldPolicyButton")
    edit(dialog, "rulesNameEdit").setText("Folk")
    kept(dialog, panel, qtbot)
    pair = bench.app.settings.pair(pair_id)
    city = next(f for f, column in pair.columns.items() if column == "City")
    assert (pair.name, pair.direction, pair.policy, pair.deletes, pair.ask_first) == (
        "Folk", Direction.PUSH, Policy.LOCAL_WINS, Deletes.KEEP, True,
    )  # fmt: skip
    assert pair.field_policies == {city: Policy.ASK}
    assert bench.sync(pair_id).plan.operations == ()
    dialog = opened(panel, qtbot)
    assert button(dialog, "directionPushRadio").isChecked()
    press(dialog, qtbot, "rulesCancelButton")


def test_the_zone_of_times_is_the_computers_or_one_of_a_list(
    panel: OverviewPanel, bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    pair_id = panel.pair_id or ""
    for shown, wanted, then in (
        (bench.app.settings.pair(pair_id).zone, "Asia/Tokyo", "Asia/Tokyo"),
        ("Asia/Tokyo", "This computer’s, now Europe/Lisbon", ""),
    ):
        dialog = opened(panel, qtbot)
        zones = dialog.findChild(QComboBox, "zoneCombo")
        assert zones is not None
        assert zones.currentData() == shown
        zones.setCurrentText(wanted)
        kept(dialog, panel, qtbot)
        assert bench.app.settings.pair(pair_id).zone == then


def test_a_name_that_can_not_be_is_told_where_it_stands(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    dialog = opened(panel, qtbot)
    edit(dialog, "rulesNameEdit").setText("-x")
    press(dialog, qtbot, "rulesKeepButton")
    qtbot.waitUntil(dialog.bar.isVisible, timeout=LIMIT_MS)
    assert "pair's name" in dialog.bar.text
    press(dialog, qtbot, "rulesCancelButton")
    assert bench.app.settings.pair(panel.pair_id or "").name == "People"


def test_a_pair_gets_its_own_schedule_and_gives_it_up(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    controller, pair_id = panel.controller, panel.pair_id or ""
    controller.scheduler.keep_to(Schedule())
    dialog = opened(panel, qtbot)
    assert words(dialog, "usualScheduleWords").startswith("Every hour, and when its file is saved.")
    assert not edit(dialog, "pairAtEdit").isEnabled()
    button(dialog, "ownScheduleRadio").click()
    edit(dialog, "pairAtEdit").setText("noon")
    press(dialog, qtbot, "rulesKeepButton")
    assert "no time of the day" in words(dialog, "pairScheduleFault")
    edit(dialog, "pairAtEdit").setText("7:00")
    button(dialog, "pairOnChangeBox").click()
    kept(dialog, panel, qtbot)
    own = Schedule(False, 60, (time(7),))
    assert bench.app.settings.pair(pair_id).schedule == str(own)
    assert controller.scheduler.schedule_of(pair_id) == own
    rules = {title: text for _icon, title, text in panel.rules._shown}
    assert rules["When"] == "Every hour, and at 07:00"

    dialog = opened(panel, qtbot)
    assert edit(dialog, "pairAtEdit").text() == "07:00"
    button(dialog, "usualScheduleRadio").click()
    kept(dialog, panel, qtbot)
    assert bench.app.settings.pair(pair_id).schedule == ""
    assert controller.scheduler.schedule_of(pair_id) == Schedule()


def test_a_pair_is_removed_when_that_is_said_twice_and_its_file_stays(
    panel: OverviewPanel, bench: Bench, qtbot: QtBot
) -> None:
    dialog = opened(panel, qtbot)
    press(dialog, qtbot, "removePairButton")
    assert "people.csv and the Airtable table stay as they are" in dialog.bar.text
    press(dialog, qtbot, "keepPairButton")
    assert bench.app.settings.pairs()
    press(dialog, qtbot, "removePairButton")
    with qtbot.waitSignal(panel.controller.pairs_changed, timeout=LIMIT_MS):
        press(dialog, qtbot, "removePairSureButton")
    assert bench.app.settings.pairs() == []
    assert "Ada,36,London" in (bench.folder / "people.csv").read_text(encoding="utf-8")


def test_a_pair_that_is_gone_meanwhile_is_told(panel: OverviewPanel, bench: Bench, qtbot: QtBot) -> None:
    dialog = opened(panel, qtbot)
    bench.app.settings.remove("People")
    press(dialog, qtbot, "rulesKeepButton")
    qtbot.waitUntil(dialog.bar.isVisible, timeout=LIMIT_MS)
    assert dialog.isVisible()
    press(dialog, qtbot, "rulesCancelButton")
