"""Layouts whose margins are on the side where the text begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import column, indented, line, size_dialog
from airsync_gui.ui.text_runs import Run, RunsLabel

pytestmark = pytest.mark.serial


@pytest.fixture
def backwards(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_first_margin_is_where_the_text_begins(qtbot: QtBot) -> None:
    for layout in (line(margins=(20, 1, 4, 2)), column(margins=(20, 1, 4, 2))):
        assert layout.getContentsMargins() == (20, 1, 4, 2)
    assert indented(27, QWidget()).getContentsMargins() == (27, 0, 0, 0)


def test_it_is_at_the_right_where_text_runs_from_there(backwards: None, qtbot: QtBot) -> None:
    for layout in (line(margins=(20, 1, 4, 2)), column(margins=(20, 1, 4, 2))):
        assert layout.getContentsMargins() == (4, 1, 20, 2)
    assert indented(27, QWidget()).getContentsMargins() == (0, 0, 27, 0)


def test_a_dialog_is_no_larger_than_there_is_room(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.resize(2000, 300)
    room = owner.screen().availableSize()
    dialog = QDialog(owner)
    size_dialog(dialog, 400, 200)
    assert dialog.size().toTuple() == (400, 200)
    size_dialog(dialog, 9000, 9000)
    assert dialog.size().toTuple() == (2000, max(300, room.height()))


def test_what_is_too_long_for_a_line_of_a_flow_takes_several(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    flow = Flow(area)
    label = RunsLabel((Run("A title that is far too long for so narrow a place"),))
    flow.addWidget(label)
    one_line = label.sizeHint().height()
    assert flow.heightForWidth(1000) == one_line
    assert flow.heightForWidth(120) >= 3 * one_line
