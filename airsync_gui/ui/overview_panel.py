"""The first panel: a pair's two sides, what was written, today's runs, its rules; or every pair in one table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import Overview, PairLine, RunLine
from airsync_gui.sync.records import Side
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.columns import Columns, scrolled
from airsync_gui.ui.layouts import column, frame
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.overview_cards import DaysCard, FieldsCard, RulesCard, SideCard
from airsync_gui.ui.overview_tables import PairsCard, RunsCard
from airsync_gui.ui.pair_words import mark_of
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.time_words import clock_time
from airsync_gui.ui.undo_bar import UndoBar, Wish
from airsync_gui.wording import noop, tr

KEPT = noop("Nothing is lost: what was not sent waits in the queue.")
NOT_WRITTEN = noop("Nothing was written.")
TICK_MS = 30_000
BESIDE = 300
"""The narrowest that the two sides, or the cards beside them, may be, at H = 16."""


class OverviewPanel(Panel):
    """Of one pair, or of all.

    Signals:
        pair_opened: a pair's id; the person wants to see it.
        key_asked: the person wants to store another token.
        duplicates_asked: a pair's id; the person wants to look for duplicates in it.
    """

    pair_opened = Signal(str)
    key_asked = Signal()
    duplicates_asked = Signal(str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, "overviewPanel", parent)
        self._seen: Overview | None = None
        self._said: tuple[str, ...] = ()
        self.message = MessageBar("overviewMessage")
        self.local, self.airtable = SideCard(Side.LOCAL), SideCard(Side.AIRTABLE)
        self.days = DaysCard()
        self.all_runs = Button(tr("All runs"), "allRunsButton", "link", on_click=partial(self.goes_to.emit, "history"))
        self.runs = RunsCard(self.all_runs)
        self.undo_bar = UndoBar(controller)
        self.pairs = PairsCard()
        self.rules, self.fields = RulesCard(), FieldsCard()
        self._lay_out()
        self.pairs.table.opened.connect(self.pair_opened)
        self.rules.change_asked.connect(self._on_change_asked)
        self.fields.map_asked.connect(self._on_map_asked)
        self.fields.fields_asked.connect(partial(self.goes_to.emit, "schema"))
        self.fields.duplicates_asked.connect(lambda: self.duplicates_asked.emit(self.pair_id or ""))
        self.fields.sharing_asked.connect(partial(self.goes_to.emit, "queue"))
        self.runs.undo_asked.connect(self._on_undo_asked)
        self.undo_bar.wants_conflicts.connect(partial(self.goes_to.emit, "conflicts"))
        # Only after the layout has made room for it is it clear where the bar stands.
        self.undo_bar.spoke.connect(self._on_undo_spoke, Qt.ConnectionType.QueuedConnection)
        self.runs.table.opened.connect(lambda _run: self.goes_to.emit("history"))
        controller.pairs_changed.connect(self._on_pairs)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()

    def _lay_out(self) -> None:
        page = frame("surface", name="overviewPage")
        rows = column(page, margins=(24, 16, 24, 16), spacing=12)
        self._sides = Columns(BESIDE)
        self._sides.add(self.local)
        self._sides.add(self.airtable)
        self._main, self._aside = QWidget(), QWidget()
        main = column(self._main, spacing=12)
        for widget in (self.pairs, self._sides):
            main.addWidget(widget)
        main.addWidget(self.days, 1)
        main.addWidget(self.runs)
        main.addWidget(self.undo_bar)
        aside = column(self._aside, spacing=12)
        aside.addWidget(self.rules)
        aside.addWidget(self.fields)
        aside.addStretch()
        self._both = Columns(BESIDE, weights=(707, 268))
        self._both.add(self._main)
        self._both.add(self._aside)
        rows.addWidget(self.message)
        rows.addWidget(self._both, 1)
        self._area = scrolled(page, "overviewScroll", tr("Overview"))
        column(self).addWidget(self._area)
        self.forget()

    # -- what is shown ----------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another pair: its own cards, or the table of all."""
        self._seen = None
        self.undo_bar.leave(None)
        one = self.pair_id is not None
        self.pairs.setVisible(not one)
        self._sides.setVisible(one)
        self._both.show_only(*((self._main, self._aside) if one else (self._main,)))
        for card in (self.local, self.airtable, self.days, self.runs, self.fields):
            card.clear()
        self.rules.show_rules(())
        self._on_pairs(self.controller.lines)

    def load(self) -> None:
        """Ask for the pair's overview, or that of all."""
        self.ask_for(partial(self.controller.service.overview, self.pair_id), self._on_overview)

    def _on_overview(self, seen: Overview) -> None:
        self._seen = seen
        self._show_seen(seen)
        self._on_pairs(self.controller.lines)

    def _show_seen(self, seen: Overview) -> None:
        names = self._local_names(self.controller.lines)
        self.local.show_facts(seen.local_records, seen.last_local_change, seen.received_local)
        self.airtable.show_facts(seen.airtable_records, seen.last_airtable_change, seen.received_airtable)
        self.days.show_days(seen.days, names.get(self.pair_id or "", tr("this computer")))
        self._show_runs(seen.runs)
        self.rules.show_rules(seen.rules)
        self.fields.show_fields(seen)

    def _show_runs(self, runs: Sequence[RunLine]) -> None:
        self.runs.show_runs(runs, self._local_names(self.controller.lines), one=self.pair_id is not None)

    def _local_names(self, lines: Sequence[PairLine]) -> dict[str, str]:
        return {pair.pair_id: pair.local.name for pair in lines}

    def _on_pairs(self, lines: Sequence[PairLine]) -> None:
        """Places and states, as far as they are known."""
        pair = next((found for found in lines if found.pair_id == self.pair_id), None)
        if pair is not None:
            self.local.show_place(pair.local)
            self.airtable.show_place(pair.airtable)
        self.pairs.show_pairs(lines, dict(self._seen.records_by_pair) if self._seen else {})
        self._show_problem(pair)

    def _on_tick(self) -> None:
        """Times such as "2 min ago" are others by now."""
        if self.isVisible():
            self._on_pairs(self.controller.lines)

    def _on_change_asked(self) -> None:
        from airsync_gui.ui.rules_dialog import RulesDialog

        pair = self.controller.line(self.pair_id or "")
        if pair is not None:
            dialog = RulesDialog(self.controller, pair, self)
            dialog.kept.connect(self.reload)
            dialog.open()

    def _on_map_asked(self) -> None:
        from airsync_gui.ui.map_dialog import MapDialog

        pair = self.controller.line(self.pair_id or "")
        if pair is not None and self._seen is not None:
            dialog = MapDialog(self.controller, pair, self._seen.left_columns, self)
            dialog.kept.connect(self.reload)
            dialog.open()

    # -- undo -------------------------------------------------------------------------------------------------------

    def _on_undo_asked(self, run: RunLine) -> None:
        self.undo_bar.ask(Wish(run.pair_id, run.run_id, tr("Undo the run at {time}?", time=clock_time(run.started))))

    def _on_undo_spoke(self) -> None:
        if self.undo_bar.text:
            self._area.ensureWidgetVisible(self.undo_bar)

    # -- what is wrong ----------------------------------------------------------------------------------------------

    def _show_problem(self, pair: PairLine | None) -> None:
        """Said once; the bar's buttons stay as long as the words do."""
        if pair is None or pair.problem is None:
            self._said = ()
            self.message.clear()
            return
        said = (pair.pair_id, pair.status, str(pair.problem), pair.plan_id or "")
        if said != self._said:
            self._said = said
            self.message.show_message(mark_of(pair), f"{pair.problem.title}.", _sentence(pair), self._ways_out(pair))

    def _ways_out(self, pair: PairLine) -> list[Button]:
        if pair.needs_key:
            return [Button(tr("Replace the key…"), "replaceKeyButton", on_click=self.key_asked.emit)]
        if pair.status == "needs_you":
            return [Button(tr("Look at it…"), "lookAtPlanButton", on_click=partial(self.goes_to.emit, "preview"))]
        return []


def _sentence(pair: PairLine) -> str:
    """What happened, and what to do; a button says the latter better than what a command line would be told."""
    assert pair.problem is not None
    if pair.needs_key:
        return f"{pair.problem.text} {tr(KEPT)}"
    if pair.plan_id:
        return f"{pair.problem.text} {tr(NOT_WRITTEN)}"
    return str(pair.problem)
