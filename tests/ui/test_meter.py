"""The meter of calls: its parts, its words, and red only where the allowance will not do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from airsync_gui.ui.look import look
from airsync_gui.ui.meter import Meter, ShareBar, month_sentence, passes, shares

pytestmark = pytest.mark.serial

CALLS = st.integers(0, 10**9)
MAY = datetime(2026, 5, 12, tzinfo=UTC)
WIDTH = 200


@given(CALLS, CALLS, st.none() | CALLS)
def test_parts_never_leave_the_meter(used: int, forecast: int, allowance: int | None) -> None:
    parts = shares(used, forecast, allowance)
    assert 0 <= parts.used <= parts.forecast <= 1


@given(CALLS, CALLS, st.integers(1, 10**9))
def test_full_only_where_the_allowance_is_needed_whole(used: int, forecast: int, allowance: int) -> None:
    assert (shares(used, forecast, allowance).forecast == 1) == (max(used, forecast) >= allowance)


@given(CALLS, CALLS)
def test_without_an_allowance_the_whole_is_the_forecast(used: int, forecast: int) -> None:
    parts = shares(used, forecast, None)
    assert parts.forecast == bool(used or forecast)
    assert not passes(used, forecast, None)


@pytest.mark.parametrize(
    ("used", "forecast", "allowance", "words"),
    [
        (214, 412, 1000, "At this pace, 412 by the 31st: enough"),
        (214, 1000, 1000, "At this pace, 1,000 by the 31st: enough"),
        (900, 1112, 1000, "At this pace, 1,112 by the 31st: 112 more than allowed"),
        (1012, 2000, 1000, "12 more than the allowance of 1,000"),
        (214, 412, None, "At this pace, 412 by the 31st"),
    ],
)
def test_it_says_in_words_what_the_color_says(used: int, forecast: int, allowance: int | None, words: str) -> None:
    assert month_sentence(used, forecast, allowance, MAY) == words
    assert passes(used, forecast, allowance) == ("more than" in words)


def test_months_end_where_they_end() -> None:
    ends = [month_sentence(1, 2, None, datetime(2026, month, 1, tzinfo=UTC)).rsplit(" ")[-1] for month in (2, 4, 12)]
    assert ends == ["28th", "30th", "31st"]
    assert month_sentence(1, 2, None, datetime(2028, 2, 1, tzinfo=UTC)).endswith("29th")


def _picture(meter: Meter | ShareBar, qtbot: QtBot) -> QImage:
    qtbot.addWidget(meter)
    meter.resize(WIDTH, meter.sizeHint().height())
    return meter.grab().toImage()


def _at(image: QImage, share: float) -> QColor:
    return image.pixelColor(round(image.width() * share), image.height() // 2)


def test_used_solid_forecast_hatched_rest_empty(qtbot: QtBot) -> None:
    meter = Meter()
    meter.set_values(250, 500, 1000)
    image = _picture(meter, qtbot)
    assert _at(image, 0.2) == look().colors.series1
    assert _at(image, 0.8) == look().colors.pressed
    hatched = {_at(image, 0.3 + step / 100).name() for step in range(18)}
    assert len(hatched) > 1
    assert not hatched & {look().colors.series1.name(), look().colors.pressed.name()}


def test_red_where_it_will_not_do(qtbot: QtBot) -> None:
    meter = Meter(large=True)
    meter.set_values(900, 1200, 1000)
    assert _at(_picture(meter, qtbot), 0.5) == look().colors.fail
    assert meter.accessibleDescription() == "900 of 1,000 used, forecast 1,200, more than allowed"


def test_heights_grow_with_their_kind(qtbot: QtBot) -> None:
    small, large = Meter(), Meter(large=True)
    qtbot.addWidget(small)
    qtbot.addWidget(large)
    assert (small.sizeHint().height(), large.sizeHint().height()) == (look().px(6), look().px(8))


def test_a_share_that_is_not_nought_is_seen(qtbot: QtBot) -> None:
    bar = ShareBar()
    bar.set_share(0.0001)
    image = _picture(bar, qtbot)
    assert image.pixelColor(1, image.height() // 2) == look().colors.series1
