"""The arcs of what goes on, and the one clock that turns them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.ui.marks import MarkView, clock

pytestmark = pytest.mark.serial


def test_the_clock_stands_still_while_no_arc_can_be_seen(qtbot: QtBot) -> None:
    mark = MarkView("syncing")
    qtbot.addWidget(mark)
    turned: list[float] = []
    clock().turned.connect(lambda: turned.append(clock().angle))
    mark.show()
    qtbot.waitUntil(lambda: len(turned) > 1)
    mark.hide()
    qtbot.waitUntil(lambda: not clock().is_turning)
    mark.show()
    assert clock().is_turning
    mark.set_mark("in_step")
    assert not clock().is_turning
