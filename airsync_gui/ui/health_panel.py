"""Requests to Airtable: whether that is healthy and why, over the last hour, day or month, and the month's calls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import Card
from airsync_gui.ui.charts import Chart
from airsync_gui.ui.columns import Columns, scrolled
from airsync_gui.ui.health_cards import CallsCard, FiguresCard
from airsync_gui.ui.health_parts import PartsTable
from airsync_gui.ui.health_readings import ReadingsCard
from airsync_gui.ui.health_states import KEY, StatesCard, token_ages
from airsync_gui.ui.health_table import PlotsTable
from airsync_gui.ui.health_words import errors_chart, figures, pace_title, requests_chart, times_chart
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, line
from airsync_gui.ui.log_export import write_log
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.request_log import LogCard
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.time_words import now
from airsync_gui.wording import noop, plural, tr

RangeName = Literal["hour", "day", "month"]
RANGES: dict[RangeName, str] = {"hour": noop("Last hour"), "day": noop("Day"), "month": noop("Month")}
TICK_MS = 30_000
"""The last hour is another one by then."""


class ChartCard(Card):
    """A chart with its title."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__(title, f"{name}Card")
        self.chart = Chart(title, f"{name}Chart", 112, tr("No requests yet"), most_labels=3)
        self.rows.addWidget(self.chart, 1)


class HealthPanel(Panel):
    """Of one key, and so the same for every pair.

    Signals:
        pair_opened: a pair's id, empty for all; the person wants to see it.
        key_asked: the person wants to store another token.
    """

    pair_opened = Signal(str)
    key_asked = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, "healthPanel", parent)
        self.range_name: RangeName = "hour"
        self._report: HealthReport | None = None
        self.message = MessageBar("healthMessage")
        self._mark = MarkView("in_step", size=20)
        self.verdict = RunsLabel()
        self.verdict.setObjectName("healthVerdict")
        self._ranges = {
            key: Button(tr(word), f"range{key.title()}Button", "filter", on_click=partial(self._on_range, key))
            for key, word in RANGES.items()
        }
        self.figures = FiguresCard()
        self.requests = ChartCard(tr("Requests a minute"), "requests")
        self.times = ChartCard(tr("Response time"), "times")
        self.errors = ChartCard(tr("Errors"), "errors")
        self.plots_table = PlotsTable()
        self._as_table = Button(tr("As a table"), "plotsAsTableButton", "filter", on_click=self._on_as_table)
        self._as_table.setCheckable(True)
        self.calls = CallsCard()
        self.readings = ReadingsCard()
        self.states = StatesCard()
        self.tokens = Label("", "small", "text2", wrap=True, name="tokenAges")
        self.parts = PartsTable()
        self.log = LogCard()
        self._lay_out()
        self.log.export_asked.connect(self._on_export)
        self.states.place_asked.connect(self._on_place)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.reload)
        self._tick.start()

    def _lay_out(self) -> None:
        self._page = frame("surface", name="healthPage")
        rows = column(self._page, margins=(24, 10, 24, 16), spacing=12)
        self._charts = Columns(230)
        for card in (self.requests, self.times, self.errors):
            self._charts.add(card)
            for other in (self.requests, self.times, self.errors):
                if other is not card:
                    card.chart.pointed.connect(other.chart.point_at)
        below = Columns(240, weights=(300, 674))
        below.add(self.calls)
        below.add(self.log)
        rows.addWidget(self.message)
        rows.addWidget(self._head())
        rows.addWidget(self.states)
        rows.addWidget(self.figures)
        rows.addWidget(self._charts)
        rows.addWidget(self.plots_table)
        rows.addWidget(below, 1)
        rows.addWidget(self.readings)
        rows.addWidget(self.parts)
        rows.addWidget(self.tokens)
        self._area = scrolled(self._page, "healthScroll", tr("Health"))
        column(self).addWidget(self._area)
        self._on_as_table()
        self._area.hide()  # nothing is known yet

    def _head(self) -> QWidget:
        """The verdict, and the ranges at its end or below it."""
        head, said, choice = Columns(300, weights=(7, 3)), QWidget(), QWidget()
        verdict, ranges = line(said, spacing=8), line(choice, spacing=4)
        verdict.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        verdict.addWidget(self.verdict, 1, Qt.AlignmentFlag.AlignVCenter)
        ranges.addStretch()
        self._group = QButtonGroup(self)
        for button in self._ranges.values():
            self._group.addButton(button)
            ranges.addWidget(button)
        self._ranges["hour"].setChecked(True)
        ranges.addSpacing(look().px(8))
        ranges.addWidget(self._as_table)
        head.add(said)
        head.add(choice)
        return head

    # -- what is shown ----------------------------------------------------------------------------------------------

    def kept(self) -> dict[str, Any]:
        """The range, and whether figures are a table."""
        return {"range": self.range_name, "table": self._as_table.isChecked()}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """The range that was seen last."""
        for name, button in self._ranges.items():
            if name == kept.get("range"):
                self.range_name = name
                button.setChecked(True)
        self._as_table.setChecked(kept.get("table") is True)
        self._on_as_table()

    def _on_as_table(self) -> None:
        """Plots, or the same figures to be read one by one."""
        self._charts.setVisible(not self._as_table.isChecked())
        self.plots_table.setVisible(self._as_table.isChecked())

    def load(self) -> None:
        """Ask for the range's report."""
        self.ask_for(partial(self.controller.service.health, self.range_name), self._on_report)

    def on_news(self, pair_id: str) -> None:
        """Whichever pair asked, it was with the same key."""
        self.reload()

    def _on_range(self, chosen: RangeName) -> None:
        if chosen != self.range_name:
            self.range_name = chosen
            self.reload()

    def _on_report(self, report: HealthReport) -> None:
        self._report = report
        self._show_verdict(report)
        self.figures.show_figures(figures(report))
        self.requests.set_title(pace_title(report.range_name))
        for card, data in (
            (self.requests, requests_chart(report)),
            (self.times, times_chart(report)),
            (self.errors, errors_chart(report)),
        ):
            card.chart.set_data(data)
        self.plots_table.show_report(report)
        self.calls.show_calls(report, now())
        self.states.show_states(report.states)
        self.tokens.setText(token_ages(report.tokens))
        self.tokens.setVisible(bool(self.tokens.text()))
        self.parts.show_parts(report.parts)
        self.readings.show_readings(report.readings)
        self.log.show_log(report.log)
        self._area.show()

    def _on_place(self, pair_id: str, place: str) -> None:
        """Where a state can be mended."""
        if place == KEY:
            self.key_asked.emit()
            return
        if pair_id != (self.pair_id or ""):
            self.pair_opened.emit(pair_id)
        self.goes_to.emit(place)

    def _show_verdict(self, report: HealthReport) -> None:
        self._mark.set_mark("in_step" if report.healthy else "failed")
        word = Run(tr("Healthy"), font="heading") if report.healthy else Run(tr("Unhealthy"), "fail", "heading")
        scope = [Run(" " + tr("All pairs."), "text2")] if self.pair_id is not None else []
        self.verdict.set_runs((word, Run(f"  {report.why}", "text2"), *scope))

    # -- the log as a file --------------------------------------------------------------------------------------------

    def _on_export(self) -> None:
        """Ask where to; the dialog does not hold up the window."""
        dialog = QFileDialog(self, tr("Export the request log"))
        dialog.setObjectName("exportLogDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("CSV (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"airtable-requests-{now().astimezone():%Y-%m-%d}.csv")
        dialog.fileSelected.connect(self._on_export_to)
        dialog.open()

    def _on_export_to(self, chosen: str) -> None:
        path, log = Path(chosen), tuple(self.log.shown)
        said = plural("{n} request in {file}.", "{n} requests in {file}.", len(log), file=plain(path.name, 120))
        self.controller.ask(partial(write_log, path, log), partial(self._on_exported, said), asker=self)

    def _on_exported(self, said: str, problem: str) -> None:
        close = Button("", "closeMessageButton", "icon", "x", tip=tr("Close"), on_click=self.message.clear)
        if problem:
            self.message.show_message("failed", tr("The log was not saved."), f"{plain(problem)}.", [close])
        else:
            self.message.show_message("done", tr("Saved."), said, [close])
