"""The tables of the first panel: today's runs, and every pair with its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import Signal

from airsync_gui.jobs.snapshots import PairLine, RunLine
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import TableCard
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.pair_words import mark_of, short_state
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.run_words import run_color, run_mark, run_sentence, wrote_anything
from airsync_gui.ui.time_words import ago, clock_time
from airsync_gui.ui.whole_table import WholeTable
from airsync_gui.wording import number, plural, tr

USUAL_NAME = "A pair with a usual name"
"""Most pairs' names are no longer."""
MOST_RUNS = 6
"""Today's runs are listed up to here; all of them are in History."""
_PAIR, _CALLS = 1, 3
_LAST_RUN, _RECORDS, _CONFLICTS = 2, 3, 4
_SAID = {"failed": "fail", "needs_you": "accent_text"}


class _Run(Struct, frozen=True):
    line: RunLine
    local_name: str


class _Pair(Struct, frozen=True):
    """A pair as its row says it: the words change with time, too."""

    pair_id: str
    name: str
    state: Cell
    records: int
    last_run: str
    conflicts: int


class RunsCard(TableCard):
    """Today's runs, the newest first; the chosen one (else the newest that wrote anything) can be undone.

    Signals:
        undo_asked: a run.
    """

    undo_asked = Signal(object)

    def __init__(self, end: Button) -> None:
        super().__init__(tr("Today"), "runsCard", end)
        self._undoable: RunLine | None = None
        self._model: RowModel[_Run] = RowModel(
            [
                Column(tr("Time"), lambda run: cell(clock_time(run.line.started), "text2"), "00:00", room=22),
                Column(tr("Pair"), lambda run: cell(plain(run.line.pair_name, 60)), USUAL_NAME, room=16),
                Column(tr("What"), _what),
                Column(tr("Calls"), _calls, plural("{n} call", "{n} calls", 100), right=True, room=0),
            ],
            lambda run: str(run.line.run_id),
            _run_in_words,
            self,
        )
        self.table = WholeTable(self._model, "runsTable", tr("Today's runs"), heads=False, leave_out=[_CALLS])
        self._none = Label(tr("No run today yet."), "body", "text2", name="noRunsLabel")
        self._undo = Button("", "undoTodayButton", "link", "arrow-counter-clockwise", on_click=self._on_undo)
        below = column(margins=(15, 4, 15, 4))
        below.addWidget(self._none)
        below.addWidget(self._undo)
        self.table.row_changed.connect(self._offer_undo)
        self.rows.addWidget(self.table)
        self.rows.addLayout(below)

    def clear(self) -> None:
        """Nothing is known yet."""
        self._undoable = None
        self._model.show((), anew=True)
        for widget in (self.table, self._none, self._undo):
            widget.hide()

    def show_runs(self, runs: Sequence[RunLine], local_names: Mapping[str, str], *, one: bool) -> None:
        """The newest of them.

        Args:
            local_names: pair id → this computer's side.
            one: they are all of one pair, which need not be named.
        """
        shown = [_Run(run, plain(local_names.get(run.pair_id, tr("this computer")), 60)) for run in runs[:MOST_RUNS]]
        self.table.show_column(_PAIR, not one)
        self._model.show(shown)
        self.table.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._offer_undo(self.table.current_key)

    def _offer_undo(self, key: str) -> None:
        """The button names its run, so that it says what it does."""
        runs = [run.line for run in self._model.rows]
        chosen = next((run for run in runs if str(run.run_id) == key), None)
        candidates = [chosen] if chosen is not None else runs
        self._undoable = next((run for run in candidates if wrote_anything(run)), None)
        self._undo.setVisible(self._undoable is not None)
        if self._undoable is not None:
            pair, time = plain(self._undoable.pair_name, 30), clock_time(self._undoable.started)
            of_one = self.table.isColumnHidden(_PAIR)
            named = tr("Undo the run of {pair} at {time}…", pair=pair, time=time)
            self._undo.set_text(tr("Undo the run at {time}…", time=time) if of_one else named)

    def _on_undo(self) -> None:
        if self._undoable is not None:
            self.undo_asked.emit(self._undoable)


def _what(run: _Run) -> Cell:
    return cell(run_sentence(run.line, run.local_name), run_color(run.line), mark=run_mark(run.line))


def _calls(run: _Run) -> Cell:
    calls = run.line.api_calls
    return cell(plural("{n} call", "{n} calls", calls) if calls else "", "text2", right=True)


def _run_in_words(run: _Run) -> str:
    said = [clock_time(run.line.started), plain(run.line.pair_name, 60), run_sentence(run.line, run.local_name)]
    return ". ".join([*said, plural("{n} call", "{n} calls", run.line.api_calls)])


class PairsCard(TableCard):
    """Every pair; opening a row opens the pair."""

    def __init__(self) -> None:
        super().__init__(tr("Pairs"), "pairsCard")
        self._model: RowModel[_Pair] = RowModel(
            [
                Column(tr("Pair"), lambda pair: cell(pair.name, font="strong"), USUAL_NAME, room=16, font="strong"),
                Column(tr("State"), lambda pair: pair.state),
                Column(tr("Last run"), lambda pair: cell(pair.last_run, "text2"), tr("yesterday 00:00"), room=24),
                Column(tr("Records"), lambda pair: _number(pair.records), "100,000", right=True, room=8),
                Column(tr("Conflicts"), lambda pair: _number(pair.conflicts, quiet=True), "10,000", right=True),
            ],
            lambda pair: pair.pair_id,
            _pair_in_words,
            self,
        )
        self.table = WholeTable(self._model, "pairsTable", tr("Pairs"), leave_out=(_LAST_RUN, _RECORDS, _CONFLICTS))
        self.rows.addWidget(self.table)

    def show_pairs(self, lines: Sequence[PairLine], records: Mapping[str, int]) -> None:
        """All pairs, in their order.

        Args:
            records: pair id → how many.
        """
        self._model.show([_as_row(pair, records.get(pair.pair_id, 0)) for pair in lines])


def _as_row(pair: PairLine, records: int) -> _Pair:
    tip = f"{pair.problem.title}. {pair.problem.text}" if pair.problem is not None else ""
    said = cell(short_state(pair), _SAID.get(pair.status, "text2"), mark=mark_of(pair), tip=plain(tip, 600))
    return _Pair(pair.pair_id, plain(pair.name, 60), said, records, _ago(pair.last_run_at), pair.conflicts)


def _ago(at: datetime | None) -> str:
    return ago(at) if at is not None else tr("never")


def _number(count: int, *, quiet: bool = False) -> Cell:
    return cell(number(count) if count or not quiet else "", right=True)


def _pair_in_words(pair: _Pair) -> str:
    return ". ".join(
        [
            pair.name,
            pair.state.text,
            plural("{n} record", "{n} records", pair.records),
            tr("last run {moment}", moment=pair.last_run),
            plural("{n} conflict", "{n} conflicts", pair.conflicts),
        ]
    )
