"""Where the parts of a cell stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from airsync_gui.ui.cell_painting import paint_cell
from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import Cell
from airsync_gui.ui.text_runs import Run

pytestmark = pytest.mark.serial
WIDTH = 120


def test_what_is_said_below_a_name_has_the_width_of_its_pill_as_well(qtbot: QtBot) -> None:
    present = look()
    height = present.row_two_lines
    picture = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    picture.fill(present.colors.surface)
    painter = QPainter(picture)
    found = Cell((Run("M"),), (Run("M" * 40, font="small"),), pill="14")
    paint_cell(painter, QRectF(0, 0, WIDTH, height), found, present)
    painter.end()
    below = range(height - present.h, height)
    inked = [x for x in range(WIDTH) if any(picture.pixelColor(x, y).lightness() < 130 for y in below)]
    assert inked[-1] > WIDTH - 12


def test_a_box_stands_in_the_middle_of_its_row(qtbot: QtBot) -> None:
    present = look()
    height = present.row_two_lines
    picture = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    picture.fill(present.colors.surface)
    painter = QPainter(picture)
    paint_cell(painter, QRectF(0, 0, WIDTH, height), Cell((Run(" "),), (Run(" "),), checked=True), present)
    painter.end()
    accent = present.colors.accent.rgb()
    inked = [y for y in range(height) if any(picture.pixel(x, y) == accent for x in range(WIDTH))]
    assert abs((inked[0] + inked[-1]) / 2 - height / 2) <= 1
