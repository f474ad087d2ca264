"""Boxes whose words wrap, and pages of them that never scroll sideways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStyle, QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.ui.labels import Label
from airsync_gui.ui.look import look
from airsync_gui.ui.wrapped_boxes import WrappedRadio, WrappedTick, words_begin
from tests.ui.looking import BODY_PX, dress
from tests.ui.scenes import scene

pytestmark = pytest.mark.serial
WORDS = "Make formulas in texts from Airtable harmless, wherever they stand"


@pytest.mark.parametrize("kind", [WrappedTick, WrappedRadio])
def test_words_go_on_below_where_a_line_is_too_short(
    kind: type[WrappedTick] | type[WrappedRadio], qtbot: QtBot
) -> None:
    box = kind(WORDS)
    qtbot.addWidget(box)
    whole, line = box.sizeHint(), box.fontMetrics().height()
    assert box.heightForWidth(whole.width()) == whole.height()
    assert box.heightForWidth(whole.width() // 2) >= whole.height() + line
    assert box.minimumSizeHint().width() < whole.width() // 2
    box.resize(whole.width() // 2, box.heightForWidth(whole.width() // 2))
    with qtbot.waitExposed(box):
        box.show()
    picture = box.grab().toImage()
    ground = picture.pixel(picture.width() - 1, 0)
    below = range(picture.height() - line, picture.height() - 4)
    assert any(picture.pixel(x, y) != ground for x in range(picture.width()) for y in below)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()


@pytest.mark.parametrize(("name", "area"), [("8-wizard-rules", "rulesScroll"), ("19-rules", "rulesScroll")])
def test_rules_never_scroll_sideways(name: str, area: str, qtbot: QtBot) -> None:
    dress(body_px=2 * BODY_PX)
    try:
        with scene(name, (1280, 800)) as shown:
            found = shown.findChild(QScrollArea, area)
            assert found is not None
            assert found.horizontalScrollBar().maximum() == 0
    finally:
        dress()


def test_what_can_not_be_chosen_is_pale(qtbot: QtBot) -> None:
    dress()
    label, box = Label("and at"), WrappedTick("Sync it")
    box.setChecked(True)
    for widget in (label, box):
        qtbot.addWidget(widget)
        widget.show()
    colors = look().colors
    for widget, strong in ((label, colors.text), (box, colors.accent)):
        assert strong.rgb() in colors_of(widget)
        widget.setEnabled(False)
        assert strong.rgb() not in colors_of(widget)


def colors_of(widget: QWidget) -> set[int]:
    picture = widget.grab().toImage()
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("scale", [1, 2])
def test_what_stands_below_a_box_begins_where_its_words_do(scale: int, qtbot: QtBot) -> None:
    dress(body_px=scale * BODY_PX)
    try:
        box = WrappedTick("Sync it")
        qtbot.addWidget(box)
        box.show()
        option = QStyleOptionButton()
        box.initStyleOption(option)
        words = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)
        assert abs(words.left() - look().px(words_begin())) <= 1
    finally:
        dress()
