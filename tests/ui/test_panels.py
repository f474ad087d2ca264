"""What all panels have in common: they show nothing of a pair that was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.panels import make_panel
from tests.jobs.bench import LIMIT_S
from tests.ui.samples import overview, window
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
NOBODY = "a pair that is not there yet"


def made(name: str, controller: Controller, qtbot: QtBot) -> Panel:
    panel = make_panel(name, controller)
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    return panel


def words(panel: QWidget) -> list[str]:
    """All that can be read on it."""
    seen = (part for part in panel.findChildren(QWidget) if part.isVisible())
    return sorted(word for part in seen for word in _of(part) if word)


def _of(part: QWidget) -> Iterator[str]:
    if isinstance(part, QLabel | QAbstractButton):
        yield part.text()
    elif isinstance(part, QAbstractItemView) and (model := part.model()) is not None:
        yield from (model.index(row, 0).data() for row in range(model.rowCount()))


@pytest.mark.parametrize(
    ("name", "pair_id"),
    [("overview", "meals"), ("queue", "workouts"), ("conflicts", "habits"), ("history", "meals"), ("schema", "meals")],
)
def test_nothing_of_the_pair_before_is_shown_while_the_next_is_on_its_way(
    still_controller: Callable[[Still], Controller], qtbot: QtBot, name: str, pair_id: str
) -> None:
    still = window.still()
    still.overviews = {**still.overviews, NOBODY: overview.NEW}
    controller = still_controller(still)
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    panel, fresh = made(name, controller, qtbot), made(name, controller, qtbot)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    seen = words(panel)
    panel.show_pair(NOBODY)
    fresh.show_pair(NOBODY)
    fresh.show()
    assert words(panel) == words(fresh)
    assert seen != words(panel)
