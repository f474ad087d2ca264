"""A column that takes no part is mapped to a field, from Overview."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.map_dialog import MapDialog
from airsync_gui.ui.overview_panel import OverviewPanel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples import window
from tests.ui.still import Still

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)


def test_a_column_without_a_field_gets_one_and_both_come_into_step(
    bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    pair_id = bench.in_step(("Ada", 36, ""), ("Ben", 41, "Rome"))
    city = next(f for f, column in bench.app.settings.pair(pair_id).columns.items() if column == "City")
    bench.service.take_out(pair_id, city)
    bench.sync(pair_id)
    bench.replace("Ada,36,", "Ada,36,Paris")
    panel = OverviewPanel(controller)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    panel.resize(1036, 800)
    panel.show_pair(pair_id)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT_MS):
        panel.show()
    link = panel.findChild(QAbstractButton, "mapColumnButton")
    assert link is not None
    QApplication.processEvents()
    link.click()
    dialog = panel.findChild(MapDialog)
    assert dialog is not None
    column, field = (dialog.findChild(QComboBox, name) for name in ("mapColumnCombo", "mapFieldCombo"))
    assert column is not None
    assert field is not None
    button = dialog.findChild(QAbstractButton, "mapKeepButton")
    assert button is not None
    qtbot.waitUntil(button.isEnabled, timeout=LIMIT_MS)
    column.setCurrentText("City")
    field.setCurrentText("City (Single line text)")
    with qtbot.waitSignal(controller.run_finished, timeout=LIMIT_MS):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bench.city() == "Paris"
    assert bench.city("Ben") == "Rome"


def test_where_every_field_has_a_column_it_says_so(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> None:
    controller = still_controller(window.still())
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    dialog = MapDialog(controller, controller.lines[0], ["notes_old"])
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.bar.isVisible, timeout=LIMIT_MS)
    assert dialog.bar.text.startswith("Every field has a column already.")
    field, button = dialog.findChild(QComboBox, "mapFieldCombo"), dialog.findChild(QAbstractButton, "mapKeepButton")
    assert field is not None
    assert button is not None
    assert (field.isEnabled(), button.isEnabled()) == (False, False)
