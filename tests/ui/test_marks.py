"""The arcs of what goes on, and the one clock that turns them."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from airsync_gui.ui.cell_painting import paint_cell
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark, MarkView, clock, paint_mark, paint_small_mark
from airsync_gui.ui.progress_line import ProgressLine
from airsync_gui.ui.row_model import Cell
from tests.ui.looking import dress

pytestmark = pytest.mark.serial
ROUNDED = 3
"""What is blended twice is rounded twice."""


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


def test_for_a_person_who_wants_less_motion_nothing_moves(qtbot: QtBot) -> None:
    mark, bar = MarkView("syncing"), ProgressLine("bar")
    for widget in (mark, bar):
        qtbot.addWidget(widget)
        widget.show()
    clock().hold(True)
    try:
        assert not clock().is_turning
        assert clock().angle == 0
        mark.hide()
        mark.show()
        assert not clock().is_turning
        bar.set_share(0.5)
        assert bar._shown == 0.5
    finally:
        clock().hold(False)
    assert clock().is_turning
    bar.set_share(0.9)
    assert bar._shown < 0.9


def _drawn(paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def _apart(one: QImage, other: QImage) -> int:
    """By how much any channel of any pixel differs at most, of 255."""
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize("mark", sorted(get_args(Mark)))
def test_a_kept_picture_of_a_mark_is_the_mark_in_the_present_colours(mark: Mark) -> None:
    def small() -> QImage:
        return _drawn(lambda painter: paint_small_mark(painter, 3, 5, mark, 16))

    def large() -> QImage:
        return _drawn(lambda painter: paint_mark(painter, QRectF(3, 5, 16, 16), mark))

    light = small()
    assert _apart(light, large()) <= ROUNDED
    assert _apart(light, _drawn(lambda _painter: None)) > ROUNDED
    try:
        dress(dark=True)
        assert _apart(small(), large()) <= ROUNDED
    finally:
        dress()


def test_an_arc_that_may_not_turn_shows_how_much_is_done() -> None:
    def row(share: float | None) -> QImage:
        done = Cell(mark="syncing", share=share)
        return _drawn(lambda painter: paint_cell(painter, QRectF(0, 0, 40, 40), done, look()))

    def alone(share: float | None) -> QImage:
        return _drawn(lambda painter: paint_mark(painter, QRectF(3, 5, 16, 16), "syncing", share))

    for drawn in (row, alone):
        assert _apart(drawn(0.1), drawn(0.9)) == 0
        clock().hold(True)
        try:
            assert _apart(drawn(0.1), drawn(0.9)) > ROUNDED
            assert _apart(drawn(None), drawn(0.9)) > ROUNDED
        finally:
            clock().hold(False)
