"""The look: contrasts that people can read, and widgets that follow a change of scheme or font."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.colors import colors_of
from airsync_gui.ui.labels import Label, plain_tip
from airsync_gui.ui.layouts import column, frame
from airsync_gui.ui.look import look
from tests.ui.looking import BODY_PX, dress

pytestmark = pytest.mark.serial

WORDS = (
    *((ink, ground) for ink in ("text", "text2", "text3") for ground in ("surface", "window", "sunken", "hover")),
    *((ink, "selected") for ink in ("text", "text2", "text3", "fail", "ok", "wait", "accent_text")),
    *((ink, "selected_off") for ink in ("text", "text2", "accent_text")),
    *((side, ground) for side in ("local", "airtable") for ground in ("surface", f"{side}_tint")),
    *(("text3", tint) for tint in ("local_tint", "airtable_tint")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    ("fail", "surface"),
    ("accent_text", "surface"),
)
SHAPES = (
    ("control", "surface"),
    ("control", "window"),
    ("busy", "line"),
    *((bar, "surface") for bar in ("local_fill", "airtable_fill", "series1", "series2")),
)


def luminance(color: QColor) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-relative-luminance"""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: QColor, ground: QColor) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "ground", "least"), [(*pair, 4.5) for pair in WORDS] + [(*pair, 3.0) for pair in SHAPES]
)
def test_everything_can_be_read(ink: str, ground: str, least: float, dark: bool) -> None:
    colors = colors_of(dark=dark)
    assert contrast(colors[ink], colors[ground]) >= least


@pytest.fixture
def as_before() -> Iterator[None]:
    yield
    dress()


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("shown_first", [False, True])
def test_a_widget_follows_another_scheme_and_font(qtbot: QtBot, shown_first: bool) -> None:
    area = frame("window")
    rows = column(area)
    label, button = Label("Meals", "title"), Button("Preview", "previewButton")
    rows.addWidget(label)
    rows.addWidget(button)
    qtbot.addWidget(area)
    if shown_first:
        area.show()
    dress(dark=True, body_px=2 * BODY_PX)
    area.show()
    QApplication.processEvents()
    assert label.palette().color(label.foregroundRole()) == colors_of(dark=True).text
    assert label.font().pixelSize() == look().fonts.title.pixelSize() >= 2 * BODY_PX
    assert button.font().pixelSize() == 2 * BODY_PX
    assert button.height() == look().control


def test_doubled_text_doubles_the_measures() -> None:
    before = look()
    dress(body_px=2 * BODY_PX)
    after = look()
    dress()
    assert after.H >= 1.9 * before.H
    assert after.px(244) > 1.7 * before.px(244)


def test_digits_are_as_wide_as_each_other() -> None:
    font = QFont(look().fonts.number)
    assert font.featureValue(QFont.Tag("tnum")) == 1


def test_markup_in_a_tool_tip_is_no_markup(qapp: QApplication) -> None:
    assert Qt.mightBeRichText("<b>x</b>")
    assert not Qt.mightBeRichText(plain_tip("<b>x</b><img src='y'>"))
