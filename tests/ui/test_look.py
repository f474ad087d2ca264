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

GROUNDS = ("surface", "window", "sunken", "raised", "hover")
ROWS = (*GROUNDS, "selected", "selected_off")
"""Where a row, a card, a well or a button may be painted."""
WORDS = (
    *((ink, ground) for ink in ("text", "text2") for ground in (*ROWS, "pressed")),
    *(("text3", ground) for ground in (*GROUNDS, "selected", "local_tint", "airtable_tint")),
    *(("accent_text", ground) for ground in ROWS),
    *((ink, ground) for ink in ("fail", "ok", "wait") for ground in ("surface", "window", "raised", "selected")),
    ("fail", "hover"),
    *((side, ground) for side in ("local", "airtable") for ground in ("surface", "sunken", f"{side}_tint")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
)
"""Ink and ground of text: https://www.w3.org/TR/WCAG21/#contrast-minimum"""
SHAPES = (
    *(("control", ground) for ground in ("surface", "window", "sunken", "raised")),
    *((mark, ground) for mark in ("ok", "busy", "needs", "fail", "wait") for ground in ROWS),
    *(("on_mark", mark) for mark in ("ok", "needs", "fail")),
    *(("accent_text", ground) for ground in ROWS),  # the ring of the focus
    *((side, ground) for side in ("local", "airtable") for ground in ROWS),
    ("busy", "grid"),
    ("busy", "line_strong"),
    *((bar, "surface") for bar in ("local_fill", "airtable_fill", "series1", "series2")),
)
"""Ink and ground of marks, rings and borders: https://www.w3.org/TR/WCAG21/#non-text-contrast"""


def luminance(color: QColor) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-relative-luminance"""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: QColor, ground: QColor) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("more_contrast", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_everything_can_be_read(dark: bool, more_contrast: bool) -> None:
    colors = colors_of(dark=dark, more_contrast=more_contrast)
    pairs = [(*pair, 4.5) for pair in WORDS] + [(*pair, 3.0) for pair in SHAPES]
    found = {(ink, ground): contrast(colors[ink], colors[ground]) for ink, ground, _ in pairs}
    assert not {(ink, on): round(found[ink, on], 2) for ink, on, least in pairs if found[ink, on] < least}


def test_contrasts_are_computed_as_the_standard_says() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.005)


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


def test_a_wish_for_more_contrast_is_followed_at_once(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper, usual, style = dress(), colors_of(dark=False).line, qapp.styleHints()
    with monkeypatch.context() as wishing:
        wishing.setattr("airsync_gui.ui.look._wants_contrast", lambda: True)
        style.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
        found = look().colors.line
    keeper.apply(dark=False)
    assert found == colors_of(dark=False, more_contrast=True).line != usual == look().colors.line


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
