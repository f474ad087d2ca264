"""Charts: round scales, labels that never overlap, the stack's order, lines' names, and the same in words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from airsync_gui.ui.chart_data import ChartData, Series
from airsync_gui.ui.chart_painting import Painting
from airsync_gui.ui.charts import Chart
from airsync_gui.ui.look import look
from airsync_gui.ui.scales import placed_labels, round_scale, set_apart, tick_text

pytestmark = pytest.mark.serial

SIZES = st.floats(1e-6, 1e12)
GAP = 16.0


# -- scales -----------------------------------------------------------------------------------------------------------


@given(SIZES, st.booleans())
def test_scales_are_round_and_just_large_enough(largest: float, whole: bool) -> None:
    scale = round_scale(largest, whole=whole)
    assert scale.top >= largest * (1 - 1e-6)
    assert 2 <= scale.count <= 3
    assert f"{scale.step:e}"[0] in "125"
    assert float(f"{scale.step:.0e}") == pytest.approx(scale.step)
    if scale.step > 1 or not whole:
        assert largest > 0.39 * scale.top


@given(st.integers(1, 10**9))
def test_whole_scales_have_whole_ticks(largest: int) -> None:
    assert all(tick == round(tick) for tick in round_scale(largest, whole=True).ticks)


@given(SIZES, SIZES)
def test_more_never_stands_lower(one: float, other: float) -> None:
    low, high = sorted((one, other))
    scale = round_scale(high)
    assert 0 <= scale.share(low) <= scale.share(high) <= 1


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        (42, (0, 20, 40, 60)),
        (5, (0, 2, 4, 6)),
        (780, (0, 500, 1000)),
        (0, (0, 1, 2)),
        (3, (0, 1, 2, 3)),
        (1, (0, 1, 2)),
    ],
)
def test_scales_as_one_would_draw_them(largest: float, ticks: tuple[float, ...]) -> None:
    assert round_scale(largest, whole=True).ticks == ticks


def test_ticks_say_their_unit() -> None:
    assert [tick_text(0, "ms"), tick_text(1000, "ms"), tick_text(0.5), tick_text(1e-6)] == [
        "0 ms",
        "1,000 ms",
        "0.5",
        "1e-06",
    ]


# -- places -----------------------------------------------------------------------------------------------------------

WIDTHS = st.lists(st.floats(1, 120), max_size=60)


@given(WIDTHS, st.floats(0, 900), st.integers(1, 6))
def test_labels_never_overlap_nor_leave_the_axis(widths: list[float], room: float, most: int) -> None:
    placed = placed_labels(widths, room, GAP, most)
    assert len(placed) <= most
    for label in placed:
        assert label.left >= 0
        assert label.left + widths[label.index] <= room + 0.5
    for before, after in pairwise(placed):
        assert before.left + widths[before.index] + GAP <= after.left
    if widths and widths[-1] <= room:
        assert placed[-1].index == len(widths) - 1


def test_as_many_labels_as_fit_evenly_apart() -> None:
    places = [label.index for label in placed_labels([40.0] * 14, 640, GAP, 4)]
    assert places == [0, 4, 9, 13]
    assert [label.index for label in placed_labels([40.0] * 14, 100, GAP, 4)] == [0, 13]
    assert [label.index for label in placed_labels([40.0] * 14, 50, GAP, 4)] == [13]


@given(st.lists(st.floats(0, 100), max_size=5))
def test_names_are_set_apart_and_keep_their_order(middles: list[float]) -> None:
    apart = set_apart(middles, 14, 0, 100)
    order = sorted(range(len(middles)), key=lambda number: middles[number])
    for above, below in pairwise(order):
        assert apart[below] - apart[above] >= 14 - 1e-6
    assert all(7 - 1e-6 <= middle <= 93 + 1e-6 for middle in apart)


def test_names_that_do_not_meet_stay_where_they_are() -> None:
    assert set_apart([20, 60], 14, 0, 100) == (20, 60)


# -- charts -----------------------------------------------------------------------------------------------------------

DAYS = ChartData(
    labels=("11 May", "12 May", "today"),
    series=(
        Series("written to meals.csv", (3, 0, 20), "local_fill"),
        Series("written to Airtable", (10, 0, 20), "airtable_fill"),
    ),
    whole=True,
)
TIMES = ChartData(
    labels=("13:06", "13:07", "13:08"),
    series=(
        Series("p95", (420.0, None, 468.4), "series2", "line", dashed=True),
        Series("mean", (200.0, None, 212.3), "series1", "line", filled=True),
    ),
    unit="ms",
)


def shown(data: ChartData, qtbot: QtBot) -> tuple[Chart, QImage, QRectF]:
    """A chart with its picture and the place of its values."""
    chart = Chart("A chart", "testChart", 160, "No requests yet")
    qtbot.addWidget(chart)
    chart.set_data(data)
    chart.resize(400, 200)
    image = chart.grab().toImage()
    return chart, image, Painting(None, QRectF(chart.rect()), data, 4).plot


def at(image: QImage, x: float, y: float) -> QColor:
    return image.pixelColor(round(x), round(y))


def test_this_computer_stands_below_airtable(qtbot: QtBot) -> None:
    _, image, plot = shown(DAYS, qtbot)
    x = plot.left() + plot.width() * 5 / 6
    assert at(image, x, plot.bottom() - plot.height() / 6) == look().colors.local_fill
    assert at(image, x, plot.bottom() - plot.height() * 3 / 4) == look().colors.airtable_fill
    assert at(image, plot.center().x(), plot.bottom() - 5) == QColor(image.pixel(1, 1))


def test_a_chart_says_its_latest_values(qtbot: QtBot) -> None:
    assert shown(DAYS, qtbot)[0].accessibleDescription() == (
        "Latest, today: written to meals.csv 20, written to Airtable 20"
    )
    assert shown(TIMES, qtbot)[0].accessibleDescription() == "Latest, 13:08: p95 468 ms, mean 212 ms"


def test_a_slot_without_values_says_nothing() -> None:
    assert TIMES.slot_words(1) == ""
    assert TIMES.slot_words(0) == "13:06: p95 420 ms, mean 200 ms"


def test_lines_have_a_gap_where_nothing_is_known_and_a_name_at_their_end(qtbot: QtBot) -> None:
    _, image, plot = shown(TIMES, qtbot)
    middle = {at(image, plot.center().x(), y).name() for y in range(round(plot.top()), round(plot.bottom()) - 2)}
    assert look().colors.series2.name() not in middle
    assert look().colors.series1.name() not in middle
    beside = [at(image, x, y) for x in range(round(plot.right()) + 2, image.width()) for y in range(image.height())]
    assert look().colors.series1 in beside
    assert look().colors.series2 in beside


def test_a_threshold_is_red_and_always_on_the_scale(qtbot: QtBot) -> None:
    data = ChartData(("13:06", "13:07"), (Series("errors", (0.0, 1.0), "fail"),), "%", False, 5, "unhealthy from 5 %")
    assert data.largest == 5
    _, image, plot = shown(data, qtbot)
    y = round(plot.bottom() - plot.height() * round_scale(5).share(5))
    row = [at(image, x, y) for x in range(round(plot.left()), round(plot.right()))]
    red, free = row.count(look().colors.fail), row.count(QColor(image.pixel(1, 1)))
    assert red > len(row) / 4
    assert free > 0, "it is dashed"


def test_a_thresholds_words_stand_at_the_end_where_no_bar_does(qtbot: QtBot) -> None:
    labels = tuple(f"13:{minute:02}" for minute in range(20))
    values = tuple(40.0 if minute == 15 else 0.0 for minute in range(20))
    data = ChartData(labels, (Series("errors", values, "series1"),), "%", False, 5, "unhealthy from 5 %")
    _, image, plot = shown(data, qtbot)
    bar = round(plot.left() + plot.width() * 15.5 / 20)
    column = [at(image, bar, y) for y in range(round(plot.bottom()) - 40, round(plot.bottom()) - 2)]
    assert column.count(look().colors.series1) > 30, "the words would cut it in two"


@pytest.mark.parametrize("data", [ChartData(), ChartData(("13:06",), (Series("requests", (None,), "series1"),))])
def test_an_empty_chart_is_a_grid_with_words(data: ChartData, qtbot: QtBot) -> None:
    chart, image, plot = shown(data, qtbot)
    assert chart.accessibleDescription() == "No requests yet"
    center = [
        at(image, x, y)
        for x in range(150, 250)
        for y in range(round(plot.center().y()) - 8, round(plot.center().y()) + 8)
    ]
    assert look().colors.text3 in center
    assert at(image, plot.center().x(), round(plot.bottom())) == look().colors.line_strong


def test_any_values_can_be_drawn_in_any_room(qtbot: QtBot) -> None:
    data = ChartData(("a" * 500,) * 2, (Series("x" * 200, (1e-9, 1e15), "series1", "line"),), "ms", False, 3, "y" * 300)
    chart, _, _ = shown(data, qtbot)
    for width, height in ((1, 1), (30, 20), (4000, 10)):
        chart.resize(width, height)
        assert not chart.grab().isNull()


def test_noughts_are_known(qtbot: QtBot) -> None:
    chart, _, _ = shown(ChartData(("13:06",), (Series("errors", (0.0,), "fail"),), "%"), qtbot)
    assert chart.accessibleDescription() == "Latest, 13:06: errors 0 %"


class Watched(Chart):
    """Counts its paintings."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


def test_what_is_shown_already_is_not_painted_again(qtbot: QtBot) -> None:
    chart = Watched("A chart", "testChart", 160, "No requests yet")
    qtbot.addWidget(chart)
    with qtbot.waitExposed(chart):
        chart.show()
    chart.set_data(TIMES)
    qtbot.waitUntil(lambda: chart.painted > 0)
    QApplication.processEvents()
    before = chart.painted
    chart.set_data(replace(TIMES))
    QApplication.processEvents()
    assert chart.painted == before
    chart.set_data(DAYS)
    qtbot.waitUntil(lambda: chart.painted > before)
