"""The health panel: figures and charts of real requests, every verdict, the log, and its way into a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.health_limits import HealthLimits
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.ui.chart_painting import Painting
from airsync_gui.ui.health_panel import HealthPanel
from airsync_gui.ui.health_words import answer, answer_mark, figures, percent
from airsync_gui.ui.labels import Label, plain_tip
from airsync_gui.ui.log_export import HEADS, log_rows, safe_cell, write_log
from airsync_gui.ui.sidebar import Sidebar
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import Bench
from tests.ui.samples import health as sample
from tests.ui.still import Still

pytestmark = pytest.mark.serial

LIMIT = 20_000
HOSTILE = "<b>bold</b><img src='file:///etc/passwd'>"
Make = Callable[[Still], Controller]
W = TypeVar("W", bound=QWidget)


def opened(controller: Controller, qtbot: QtBot, pair_id: str | None = None) -> HealthPanel:
    """The panel with its first report."""
    panel = HealthPanel(controller)
    qtbot.addWidget(panel)
    panel.show_pair(pair_id)
    panel.resize(1036, 642)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        panel.show()
    return panel


def part(panel: QWidget, kind: type[W], name: str) -> W:
    """The one of this name."""
    found = panel.findChild(kind, name)
    assert found is not None
    return found


def press(panel: QWidget, name: str, qtbot: QtBot) -> None:
    """A click on the button of this name."""
    qtbot.mouseClick(part(panel, QPushButton, name), Qt.MouseButton.LeftButton)


def numbers(panel: HealthPanel) -> list[str]:
    """The figures as they are read out."""
    return [label.accessibleName() for label in panel.figures.findChildren(Label) if ": " in label.accessibleName()]


def rows(panel: HealthPanel, column: int) -> list[str]:
    """One column of the log."""
    model = panel.log.table.rows
    return [model.index(row, column).data() for row in range(model.rowCount())]


# -- with the real service --------------------------------------------------------------------------------------------


def test_it_tells_of_the_requests_of_a_sync(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel = opened(controller, qtbot)
    assert panel.verdict.text() == "Healthy  No requests in the last hour."
    assert panel.requests.chart.accessibleDescription() == "No requests yet"
    controller.health_changed.connect(lambda: panel.on_news(""))
    pair_id = bench.in_step()
    bench.edit("Ada", City="Oslo")
    with qtbot.waitSignal(controller.run_finished, timeout=LIMIT):
        controller.sync(pair_id)
    qtbot.waitUntil(lambda: len(rows(panel, 0)) > 0, timeout=LIMIT)
    sent = len(rows(panel, 0))
    assert panel.verdict.text() == f"Healthy  0 of {sent} requests failed in the last hour. Unhealthy from 5 %."
    assert numbers(panel)[0].startswith(f"Requests: {sent}, ")
    assert numbers(panel)[1] == "Errors: 0 %, none"
    assert set(rows(panel, 3)) == {"200 OK"}
    assert "Club › People · write records" in rows(panel, 2)
    assert panel.requests.chart.accessibleDescription().endswith(f"requests {sent}")
    assert part(panel, Label, "callsNumber").text() == str(sent)
    assert part(panel, Label, "callsAllowance").text() == ""


def test_another_range_is_asked_for(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    bench.in_step()
    panel = opened(controller, qtbot)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        press(panel, "rangeMonthButton", qtbot)
    assert "in the last 30 days" in panel.verdict.text()
    assert panel.requests.accessibleName() == "Requests a day"
    assert len(panel.requests.chart.data.labels) == 30
    assert panel.requests.chart.data.labels[-1] == "today"
    assert [part(panel, QPushButton, f"range{name}Button").isChecked() for name in ("Hour", "Day", "Month")] == [
        False, False, True,
    ]  # fmt: skip


# -- verdicts ---------------------------------------------------------------------------------------------------------


def test_healthy(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    assert panel.verdict.text() == f"Healthy  {sample.HOUR.why}"
    assert numbers(panel)[:2] == ["Requests: 486, 8.1 a minute", "Errors: 0.4 %, 2 of 486"]
    assert numbers(panel)[3:] == ["Mean: 212 ms, response time", "p95: 468 ms, response time"]
    assert panel.times.chart.accessibleDescription().endswith("mean 172 ms, p95 390 ms")
    assert part(panel, RunsLabel, "callsSentence").text().startswith("At this pace, 412 by the ")
    assert part(panel, Label, "callsAllowance").text() == "of 1,000"


def test_unhealthy_says_so_in_words(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.BAD)), qtbot)
    assert panel.verdict.text().startswith("Unhealthy  96 of 486 requests failed")
    assert part(panel, RunsLabel, "callsSentence").text().endswith("680 more than allowed")


def test_the_key_is_every_pairs(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot, "meals")
    assert panel.verdict.text().endswith(" All pairs.")
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        panel.on_news("workouts")


def test_it_says_whose_calls_are_counted(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    said = " ".join(label.text() for label in panel.calls.findChildren(RunsLabel))
    assert "Calls by AirSync" in said


def test_each_pair_has_its_calls_and_many_are_summed_up(still_controller: Make, qtbot: QtBot) -> None:
    pairs = tuple((f"{HOSTILE} {number}", 30 - number) for number in range(12))
    panel = opened(still_controller(Still(health_report=replace(sample.HOUR, by_pair=pairs))), qtbot)
    said = [w.accessibleName() for w in panel.calls.findChildren(Label) if ": " in w.accessibleName()]
    assert said[:2] == [f"{HOSTILE} 0: 30", f"{HOSTILE} 1: 29"]
    assert said[-1] == "4 more: 82"
    tips = [widget.toolTip() for widget in panel.findChildren(QWidget) if widget.toolTip()]
    assert any("bold" in tip for tip in tips)
    assert not any(GuiQt.mightBeRichText(tip) for tip in tips)


# -- words ------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_that_is_not_nought_never_reads_as_nought(part_: int, more: int) -> None:
    said = percent(part_, part_ + more)
    assert said == "–" if not part_ + more else (said == "0 %") == (part_ == 0)


def test_the_last_pause_is_told_with_its_time() -> None:
    report = replace(sample.HOUR, rate_limited=3)
    assert figures(report)[2].note.startswith("3, last at ")
    assert figures(replace(report, log=()))[2].note == "3 of 486"
    assert figures(sample.QUIET)[2].note == ""


@pytest.mark.parametrize(
    ("status", "words", "mark"),
    [
        (200, "200 OK", "done"), (429, "429 Rate limited", "waiting"), (503, "503 Unavailable", "failed"),
        (418, "418", "failed"), (None, "No answer", "failed"),
    ],
)  # fmt: skip
def test_answers_in_words(status: int | None, words: str, mark: str) -> None:
    entry = sample.request(1, "GET", "records", 10, status)
    assert (answer(entry), answer_mark(entry)) == (words, mark)


# -- the log ----------------------------------------------------------------------------------------------------------


def test_the_log_shows_errors_alone_where_asked(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    assert len(rows(panel, 0)) == len(sample.LOG)
    press(panel, "logErrorsButton", qtbot)
    assert rows(panel, 3) == ["503 Unavailable", "429 Rate limited"]
    assert rows(panel, 4) == ["1,204 ms", "92 ms"]
    press(panel, "logAllButton", qtbot)
    assert len(rows(panel, 0)) == len(sample.LOG)


def test_new_requests_are_inserted_and_the_chosen_one_stays(still_controller: Make, qtbot: QtBot) -> None:
    world = Still(health_report=sample.HOUR)
    panel = opened(still_controller(world), qtbot)
    chosen = panel.log.table.rows.key(1)
    assert chosen != panel.log.table.rows.key(0), "the same moment twice is two rows"
    panel.log.table.choose(chosen)
    newer = sample.request(0, "GET", "Habits › Meals · read records", 100)
    world.health_report = replace(sample.HOUR, log=(newer, *sample.LOG))
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        panel.on_news("")
    assert len(rows(panel, 0)) == len(sample.LOG) + 1
    assert panel.log.table.current_key == chosen


@pytest.mark.parametrize(
    ("report", "words"),
    [(sample.QUIET, "No requests yet."), (replace(sample.HOUR, log=sample.LOG[:1]), "No request failed.")],
)
def test_an_empty_log_says_why(still_controller: Make, qtbot: QtBot, report: HealthReport, words: str) -> None:
    panel = opened(still_controller(Still(health_report=report)), qtbot)
    press(panel, "logErrorsButton", qtbot)
    label = part(panel, Label, "noRequestsLabel")
    assert label.isVisible()
    assert label.text() == words
    assert not part(panel, QPushButton, "exportLogButton").isEnabled()


# -- as a file --------------------------------------------------------------------------------------------------------


def export(panel: HealthPanel, path: Path, qtbot: QtBot) -> None:
    """Press the button, choose a place, and wait for what is said."""
    press(panel, "exportLogButton", qtbot)
    dialog = part(panel, QFileDialog, "exportLogDialog")
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(panel.message.isVisible, timeout=LIMIT)


def test_what_is_shown_is_exported(still_controller: Make, qtbot: QtBot, tmp_path: Path) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    press(panel, "logErrorsButton", qtbot)
    export(panel, tmp_path / "log.csv", qtbot)
    assert panel.message.text == "Saved. 2 requests in log.csv."
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        head, first, second = csv.reader(file)
    assert tuple(head) == HEADS
    assert first[1:] == ["PATCH", "Training › Workouts · write records", "/v0/{base}/{table}", "503", "1204"]
    assert second[4] == "429"
    assert datetime.fromisoformat(first[0]) == sample.LOG[2].at
    press(panel, "closeMessageButton", qtbot)
    assert not panel.message.isVisible()


def test_a_file_that_can_not_be_written_is_told(still_controller: Make, qtbot: QtBot, tmp_path: Path) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    panel._on_export_to(str(tmp_path / "not there" / "log.csv"))
    qtbot.waitUntil(panel.message.isVisible, timeout=LIMIT)
    assert panel.message.text == "The log was not saved. No such file or directory."


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    safe = safe_cell(text)
    assert safe in (text, f"'{text}")
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))


def test_foreign_names_are_no_formulas_in_the_file(tmp_path: Path) -> None:
    entry = replace(sample.LOG[0], what='=HYPERLINK("http://x";"y")', endpoint="@SUM(A1)", status=None)
    assert log_rows([entry])[1][2:5] == ('\'=HYPERLINK("http://x";"y")', "'@SUM(A1)", "")
    assert write_log(tmp_path / "log.csv", [entry]) == ""


def test_a_log_over_many_days_tells_the_day(still_controller: Make, qtbot: QtBot) -> None:
    old = replace(sample.LOG[0], at=datetime.now(UTC) - timedelta(days=40))
    panel = opened(still_controller(Still(health_report=replace(sample.HOUR, log=(old,)))), qtbot)
    local = old.at.astimezone()
    assert rows(panel, 0) == [f"{local.day} {local:%b} {local:%H:%M}"]


# -- how Airtable is read ---------------------------------------------------------------------------------------------


def test_a_dead_feed_looks_dead_and_comes_first(still_controller: Make, qtbot: QtBot) -> None:
    hostile = replace(sample.READINGS[0], pair_id="p9", name=HOSTILE)
    report = replace(sample.HOUR, readings=(hostile, *sample.READINGS, sample.DEAD))
    panel = opened(still_controller(Still(health_report=report)), qtbot)
    lines = [label.text() for label in panel.readings.findChildren(RunsLabel)]
    assert lines[0].startswith("Recipes  The change feed is dead")
    assert lines[1].startswith(HOSTILE)
    assert lines[2].startswith("Meals  By the change feed")
    assert "webhook:manage" in lines[3]


def test_nothing_is_said_of_reading_without_pairs(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=replace(sample.HOUR, readings=()))), qtbot)
    assert not panel.readings.isVisibleTo(panel)


# -- what is not as it should be --------------------------------------------------------------------------------------


def test_each_state_has_a_line_and_leads_to_where_it_is_mended(still_controller: Make, qtbot: QtBot) -> None:
    hostile = replace(sample.STATES[1], words=f"{HOSTILE} stopped.", name=HOSTILE)
    report = replace(sample.BAD, states=(hostile, *sample.STATES[2:]))
    panel = opened(still_controller(Still(health_report=report)), qtbot, "meals")
    said = [label.text() for label in panel.states.findChildren(RunsLabel)]
    assert said == [state.words for state in report.states]
    assert panel.tokens.text() == "The access token “default” is 12 days old."
    went: list[tuple[str, str]] = []
    panel.pair_opened.connect(lambda pair_id: went.append(("pair", pair_id)))
    panel.goes_to.connect(lambda name: went.append(("panel", name)))
    panel.key_asked.connect(lambda: went.append(("key", "")))
    for place in (0, 2, 3):
        press(panel, f"statePlaceButton_{place}", qtbot)
    assert went == [("pair", "p5"), ("panel", "overview"), ("pair", "p1"), ("panel", "conflicts"), ("key", "")]
    assert part(panel, QPushButton, "statePlaceButton_0").accessibleName() == f"Look… {HOSTILE}"


def test_a_line_that_stays_is_not_built_anew(still_controller: Make, qtbot: QtBot) -> None:
    world = Still(health_report=sample.BAD)
    panel = opened(still_controller(world), qtbot)
    button = part(panel, QPushButton, "statePlaceButton_1")
    world.health_report = replace(sample.BAD, requests=487)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        panel.on_news("")
    assert part(panel, QPushButton, "statePlaceButton_1") is button
    world.health_report = replace(sample.BAD, states=(), tokens=())
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        panel.on_news("")
    assert not panel.states.isVisibleTo(panel)


def test_the_sidebars_foot_says_how_many_problems_there_are(qtbot: QtBot) -> None:
    sidebar = Sidebar(lambda _pair_id: None)
    qtbot.addWidget(sidebar)

    def foot(report: HealthReport) -> tuple[str, str]:
        sidebar.show_health(report, datetime.now(UTC))
        return part(sidebar, Label, "healthVerdict").text(), part(sidebar, Label, "errorShare").text()

    only_errors = replace(sample.BAD, states=sample.STATES[:1])
    assert foot(sample.HOUR) == ("Healthy", "0.4 % errors")
    assert foot(only_errors) == ("Unhealthy", "19.8 % errors")
    assert foot(sample.BAD) == ("Unhealthy", "4 problems")
    assert foot(replace(sample.QUIET, healthy=False, states=sample.STATES[4:])) == ("Unhealthy", "1 problem")
    assert foot(replace(sample.QUIET, states=sample.STATES[3:4])) == ("Healthy", "no requests")


def test_requests_are_told_apart(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    model = panel.parts.table.rows
    rows_ = [[model.index(row, column).data() for column in range(7)] for row in range(model.rowCount())]
    assert rows_[1] == ["Base", "Training", "301", "0.3 %", "0 %", "226 ms", "510 ms"]
    assert rows_[6][:3] == ["Pair", "Set-up and checks", "25"]
    panel = opened(still_controller(Still(health_report=sample.QUIET)), qtbot)
    assert not panel.parts.isVisibleTo(panel)


def test_the_errors_limit_is_drawn_where_it_is_set(still_controller: Make, qtbot: QtBot) -> None:
    report = replace(sample.HOUR, limits=HealthLimits(error_percent=12.5))
    panel = opened(still_controller(Still(health_report=report)), qtbot)
    data = panel.errors.chart.data
    assert (data.threshold, data.threshold_words) == (12.5, "unhealthy from 12.5 %")
    report = replace(sample.HOUR, limits=HealthLimits(error_percent=0))
    panel = opened(still_controller(Still(health_report=report)), qtbot)
    assert panel.errors.chart.data.threshold is None


# -- pointing, and the same as a table --------------------------------------------------------------------------------


def hover(chart: QWidget, x: float) -> None:
    place, no = QPointF(x, chart.height() / 2), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, place, chart.mapToGlobal(place), no, no, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, moved)


def test_what_is_pointed_at_is_marked_in_every_plot_and_told(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    charts = [card.chart for card in (panel.requests, panel.times, panel.errors)]
    first, *others = charts
    before = [chart.grab().toImage() for chart in charts]
    area = Painting(None, QRectF(first.rect()), first.data, 3).plot
    hover(first, area.left() + area.width() * 45.5 / 60)
    assert [chart._pointed for chart in charts] == [45, 45, 45]
    assert QToolTip.text() == plain_tip(first.data.slot_words(45))
    assert "requests" in first.data.slot_words(45)
    assert all(chart.grab().toImage() != image for chart, image in zip(charts, before, strict=True))
    hover(first, 1)
    assert [chart._pointed for chart in charts] == [-1, -1, -1]
    others[0].point_at(3)
    first.leaveEvent(QEvent(QEvent.Type.Leave))
    assert first._pointed == -1


def test_the_plots_are_a_table_where_asked(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(Still(health_report=sample.HOUR)), qtbot)
    assert not panel.plots_table.isVisible()
    press(panel, "plotsAsTableButton", qtbot)
    assert panel.plots_table.isVisible()
    assert not panel.requests.isVisible()
    model = panel.plots_table.table.rows
    with_requests = [minute for minute in reversed(sample.HOUR.buckets) if minute.requests]
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == [f"{m.requests:,}" for m in with_requests]
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Until ")
    assert f"{with_requests[0].requests} requests, " in said
    assert panel.kept() == {"range": "hour", "table": True}
    other = opened(still_controller(Still(health_report=replace(sample.HOUR, buckets=()))), qtbot)
    other.take_up(panel.kept())
    assert other.plots_table.isVisible()
    assert part(other, QLabel, "noPlotsLabel").isVisible()
    press(other, "plotsAsTableButton", qtbot)
    assert other.requests.isVisible()
