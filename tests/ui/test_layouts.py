"""Layouts whose margins are on the side where the text begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.ui.layouts import column, indented, line

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
