"""Pictures of the screens are made, and something is on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.pictures import SHEET, draw_sheet, make
from tests.ui.scenes import DIALOG_SIZE, WINDOW_SIZE

pytestmark = pytest.mark.serial


def colors_in(picture: QImage) -> int:
    """How many colours are in a grid of its dots."""
    width, height = picture.width(), picture.height()
    return len({picture.pixel(x, y) for x in range(0, width, 3) for y in range(0, height, 3)})


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(("name", "size"), [("2-overview", WINDOW_SIZE), ("5-dialog", DIALOG_SIZE)])
def test_a_screen_is_pictured_with_something_on_it(
    name: str, size: tuple[int, int], tmp_path: Path, qtbot: QtBot
) -> None:
    assert make(tmp_path, "light", [name]) == []
    picture = QImage(str(tmp_path / f"{name}-light.png"))
    assert picture.size().toTuple() == size
    assert colors_in(picture) > 50


def test_the_sheet_shows_every_picture(tmp_path: Path, qtbot: QtBot) -> None:
    for name, color in (("1-start-light", "#ff0000"), ("3-queue-dark", "#00ff00")):
        picture = QImage(64, 40, QImage.Format.Format_RGB32)
        picture.fill(QColor(color))
        picture.save(str(tmp_path / f"{name}.png"))
    draw_sheet(tmp_path)
    sheet = QImage(str(tmp_path / SHEET))
    found = {sheet.pixel(x, y) for x in range(0, sheet.width(), 40) for y in range(0, sheet.height(), 40)}
    assert {QColor("#ff0000").rgb(), QColor("#00ff00").rgb()} <= found
