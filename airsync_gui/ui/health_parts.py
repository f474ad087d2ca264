"""The requests of each token, base and pair, as a table."""

from __future__ import annotations

from airsync_gui.jobs.health_states import HealthPart, share
from airsync_gui.messages import plain
from airsync_gui.ui.cards import TableCard
from airsync_gui.ui.health_words import NONE, percent
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.scales import tick_text
from airsync_gui.ui.whole_table import WholeTable
from airsync_gui.wording import noop, number, tr

MOST_PARTS = 60
"""So many have a row; those with the most requests of their kind."""
KINDS = {"token": noop("Token"), "base": noop("Base"), "pair": noop("Pair")}


class PartsTable(TableCard):
    """Which token, base or pair it is that errors and slow answers come from."""

    def __init__(self) -> None:
        title = tr("Requests by token, base and pair")
        super().__init__(title, "partsTableCard")
        self._model: RowModel[HealthPart] = RowModel(
            (
                Column("", lambda row: cell(tr(KINDS[row.of]), "text2"), tr("Token")),
                Column(tr("Name"), lambda row: cell(plain(row.name, 60))),
                Column(tr("Requests"), lambda row: cell(number(row.requests), right=True), tr("Requests"), right=True),
                Column(tr("Errors"), _errors, "100 %", right=True),
                Column(tr("Rate limited"), _rate_limited, tr("Rate limited"), right=True),
                Column(tr("Mean"), lambda row: _time(row.mean_ms), "10,000 ms", right=True),
                Column(tr("p95"), lambda row: _time(row.p95_ms), "10,000 ms", right=True),
            ),
            lambda row: f"{row.of} {row.key}",
            _in_words,
            self,
        )
        self.table = WholeTable(self._model, "partsTable", title)
        self.rows.addWidget(self.table)

    def show_parts(self, parts: tuple[HealthPart, ...]) -> None:
        """In their order."""
        self._model.show(parts[:MOST_PARTS])
        self.setVisible(bool(parts))


def _errors(row: HealthPart) -> Cell:
    return cell(percent(row.errors, row.requests), "fail" if row.errors else "text2", right=True)


def _rate_limited(row: HealthPart) -> Cell:
    return cell(percent(row.rate_limited, row.requests), "text2", right=True)


def _time(value: float) -> Cell:
    return cell(tick_text(round(value), "ms") if value else NONE, "text2", right=True)


def _in_words(row: HealthPart) -> str:
    return tr(
        "{kind} {name}: {requests} requests, {errors} % errors, {limited} % rate limited, mean {mean} ms, p95 {p95} ms",
        kind=tr(KINDS[row.of]),
        name=plain(row.name, 60),
        requests=number(row.requests),
        errors=number(100 * share(row.errors, row.requests), 1),
        limited=number(100 * share(row.rate_limited, row.requests), 1),
        mean=number(round(row.mean_ms)),
        p95=number(round(row.p95_ms)),
    )
