"""The health panel's plots as a table: what each stretch of time had, the latest first."""

from __future__ import annotations

from msgspec import Struct

from airsync_gui.jobs.health_report import Bucket, HealthReport
from airsync_gui.ui.cards import TableCard
from airsync_gui.ui.health_words import NONE, labels, percent
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.scales import tick_text
from airsync_gui.ui.whole_table import WholeTable
from airsync_gui.wording import number, tr


class Stretch(Struct, frozen=True):
    """One row: a stretch of time by its end."""

    label: str
    figures: Bucket


class PlotsTable(TableCard):
    """Stretches without requests are left out."""

    def __init__(self) -> None:
        super().__init__(tr("Requests, errors and response times"), "plotsTableCard")
        self._model: RowModel[Stretch] = RowModel(
            (
                Column(tr("Until"), lambda row: cell(row.label, "text2")),
                Column(tr("Requests"), lambda row: _number(row.figures.requests), tr("Requests"), right=True),
                Column(tr("Errors"), _errors, "100 of 100 %", right=True),
                Column(
                    tr("Rate limited"), lambda row: _number(row.figures.rate_limited), tr("Rate limited"), right=True
                ),
                Column(tr("Mean"), lambda row: _time(row.figures.mean_ms), "10,000 ms", right=True),
                Column(tr("p95"), lambda row: _time(row.figures.p95_ms), "10,000 ms", right=True),
            ),
            lambda row: row.figures.at.isoformat(),
            _in_words,
            self,
        )
        self.table = WholeTable(self._model, "plotsTable", tr("Requests, errors and response times"))
        self._none = Label(tr("No requests yet."), "body", "text2", name="noPlotsLabel")
        below = column(margins=(15, 4, 15, 4))
        below.addWidget(self._none)
        self.rows.addWidget(self.table)
        self.rows.addLayout(below)

    def show_report(self, report: HealthReport) -> None:
        """The figures that the plots show."""
        rows = [Stretch(label, minute) for label, minute in zip(labels(report), report.buckets, strict=True)]
        self._model.show([row for row in reversed(rows) if row.figures.requests])
        self.table.setVisible(bool(self._model.rows))
        self._none.setVisible(not self._model.rows)


def _number(count: int) -> Cell:
    return cell(number(count) if count else NONE, "text" if count else "text3", right=True)


def _errors(row: Stretch) -> Cell:
    errors = row.figures.errors
    if not errors:
        return _number(0)
    return cell(f"{number(errors)}, {percent(errors, row.figures.requests)}", "fail", right=True)


def _time(value: float) -> Cell:
    return cell(tick_text(round(value), "ms") if value else NONE, "text2", right=True)


def _in_words(row: Stretch) -> str:
    figures = row.figures
    return tr(
        "Until {time}: {requests} requests, {errors} errors, {limited} rate limited, mean {mean} ms, p95 {p95} ms",
        time=row.label,
        requests=number(figures.requests),
        errors=number(figures.errors),
        limited=number(figures.rate_limited),
        mean=number(round(figures.mean_ms)),
        p95=number(round(figures.p95_ms)),
    )
