"""Conflicts: what waits for a person's decision, and beside it the one that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedLayout, QWidget

from airsync_gui.errors import ConflictError
from airsync_gui.jobs.conflict_views import BulkOutcome, ConflictLine
from airsync_gui.jobs.controller import Controller
from airsync_gui.messages import Message, describe
from airsync_gui.sync.records import Uid
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import RunResult
from airsync_gui.ui.chosen_strip import ChosenStrip
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.conflict_choices import Choice
from airsync_gui.ui.conflict_detail import WIDTH, ConflictDetail
from airsync_gui.ui.conflict_words import Detail, load_detail
from airsync_gui.ui.conflicts_model import (
    FILTERS,
    PAIR_COLUMN,
    SINCE_COLUMN,
    ConflictRow,
    conflicts_model,
    counted,
    found,
    key_of,
)
from airsync_gui.ui.decided_area import DecidedArea
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.field_settling import FieldSettling
from airsync_gui.ui.filter_bar import FilterBar
from airsync_gui.ui.layouts import column, frame, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.row_actions import offer_explanation
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.together import Together
from airsync_gui.wording import tr

LEAST_LIST = 520
"""So wide has the list to be beside the chosen conflict, and to say since when they wait, at H = 16."""
LEAST_DETAIL = 150


class ConflictsPanel(Panel):
    """The conflicts of one pair or of all.

    Signals:
        decide_asked: pair id and uid of a conflict that is to be decided side by side.
        explain_asked: pair id, uid and name of a record that is to be explained.
    """

    decide_asked = Signal(str, str)
    explain_asked = Signal(str, str, str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, "conflictsPanel", parent)
        self._lines: dict[str, ConflictLine] = {}
        self._applying: dict[str, Choice] = {}
        self._refused: dict[str, Message] = {}
        self._settled: set[str] = set()
        self._details_asked = 0
        self._advanced = False
        self.model = conflicts_model(self)
        self.table = TableView(self.model, "conflictsTable", tr("Conflicts"), two_lines=True, several=True, boxes=True)
        self.strip = ChosenStrip()
        self._together = Together(self.table, lambda: self._line(self._shown_key))
        self.detail = ConflictDetail()
        self._settling = FieldSettling(controller, self.detail)
        self.decided = DecidedArea(controller, self._open_lines, self)
        words = {key: tr(word) for key, word in FILTERS.items()}
        self.filters = FilterBar(words, tr("Search records or fields"), "conflicts")
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setProperty("tone", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = frame("surface")
        rows = column(inner)
        column(self).addWidget(scrolled(inner, "conflictsScroll", tr("Conflicts")))
        self._head = QWidget()
        head = column(self._head)
        head.addWidget(self.filters)
        head.addWidget(rule())
        rows.addWidget(self._head)
        rows.addWidget(self.decided.bars)
        self._pages = QStackedLayout()
        rows.addLayout(self._pages, 1)  # first: without a place it would show its pages as windows of their own
        self._none = EmptyState(
            "check-circle",
            tr("No conflicts"),
            tr("When the same field is changed on both sides, it waits here for you."),
        )
        self._not_found = EmptyState(
            "magnifying-glass", tr("Nothing found"), tr("No conflict's record or field has this name.")
        )
        self._work = self._make_work()
        self._blank = QWidget()
        for page in (self._blank, self._work, self._none, self._not_found):
            self._pages.addWidget(page)
        rows.addWidget(self.decided.line)
        self._head.hide()

    def _make_work(self) -> QWidget:
        work = QWidget()
        self._sides = line(work, spacing=0)
        self._rules = {False: rule(down=True), True: rule()}
        self._listed = QWidget()
        below = column(self._listed)
        below.addWidget(self.table, 1)
        below.addWidget(self.strip)
        self._sides.addWidget(self._listed, 3)
        for between in self._rules.values():
            self._sides.addWidget(between)
        self._sides.addWidget(self.detail)
        # So much can always be seen of both; where it has no room, the whole panel scrolls.
        self.table.setMinimumHeight(self.table.height_of_rows(2))
        self.detail.setMinimumHeight(look().px(LEAST_DETAIL))
        for widget in (self.table, self.detail):
            widget.setSizePolicy(widget.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        return work

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the list has too little room, the chosen conflict stands below it; with even less no times are told."""
        super().resizeEvent(event)
        below = self.width() < look().px(WIDTH + LEAST_LIST)
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        self._sides.setStretchFactor(self.detail, 4 if below else 0)
        for between, widget in self._rules.items():
            widget.setVisible(between is below)
        self.detail.set_wide(below)
        self.table.show_column(SINCE_COLUMN, self.width() >= look().px(LEAST_LIST))
        self._fit_list()

    def _fit_list(self) -> None:
        """Qt leaves no room for what stands under a list that may be as low as it likes."""
        strip = 0 if self.strip.isHidden() else self.strip.heightForWidth(self._listed.width())
        self._listed.setMinimumHeight(self.table.minimumHeight() + strip)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.table.row_changed.connect(self._on_row_changed)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().selectionChanged.connect(self._show_offer)
        offer_explanation(self.table, self._on_explain)
        self.detail.decide_asked.connect(lambda: self._on_opened(self.table.current_key))
        self.detail.later_asked.connect(self._on_later)
        self.detail.taken.connect(self._on_taken)
        self.detail.similar_asked.connect(self._together.decide_alike)
        self.strip.apply_asked.connect(self._together.decide_chosen)
        self.strip.all_asked.connect(self._together.choose_alike)
        self._together.decided.connect(self._on_decided_alike)
        self._settling.began.connect(self._on_field_began)
        self._settling.refused.connect(self._on_field_refused)
        self.controller.resolved.connect(self._on_resolved)
        self.controller.resolution_refused.connect(self._on_refused)
        self.controller.resolved_all.connect(self._on_resolved_all)
        self.controller.not_resolved_all.connect(self._on_not_resolved_all)

    # -- rows -------------------------------------------------------------------------------------------------------

    @property
    def order(self) -> Sequence[tuple[str, Uid]]:
        """Pair id and uid of the conflicts as they are shown, from top to bottom."""
        return [(row.line.pair_id, row.line.uid) for row in self.model.rows]

    def forget(self) -> None:
        """Another pair: nothing of the one before, and no filter."""
        self._lines = {}
        self._applying = {}
        self._together.forget()
        self._refused = {}
        self.decided.forget()
        self.filters.reset()
        self.table.show_column(PAIR_COLUMN, self.pair_id is None)
        self.model.show((), anew=True)
        self.detail.show_detail(None)
        self._head.hide()
        self._pages.setCurrentWidget(self._blank)

    def load(self) -> None:
        """Ask for the list."""
        self._settled.clear()
        self.ask_for(partial(self.controller.service.conflicts, self.pair_id), self._on_lines)

    def _on_lines(self, lines: Sequence[ConflictLine]) -> None:
        # An answer that was on its way when one of them was settled still has it.
        self._lines = {key: line for line in lines if (key := key_of(line)) not in self._settled}
        there = self._lines.keys()
        gone = [message for key, message in self._refused.items() if key not in there]
        self._refused = {key: message for key, message in self._refused.items() if key in there}
        if gone:
            self.decided.say_problem(gone[-1])
        self._show_rows()
        self._ask_detail(self.table.current_key)

    def _on_filter(self) -> None:
        self._show_rows(anew=True)

    def _show_rows(self, *, anew: bool = False) -> None:
        """The rows that filter and search leave; the present one stays, or gives way to the one below it."""
        self.filters.set_counts(counted(self._lines.values()))
        shown = found(self._lines.values(), self.filters.chosen, self.filters.text)
        keys = [key_of(line) for line in shown]
        wanted, applying = self._nearest(keys), self._all_applying
        self.model.show([ConflictRow(line, key in applying) for key, line in zip(keys, shown, strict=True)], anew=anew)
        if wanted and self.table.current_key != wanted:
            self.table.choose(wanted)
        self._head.setVisible(bool(self._lines))
        self._pages.setCurrentWidget(self._work if shown else self._not_found if self._lines else self._none)
        self._show_state()

    def _nearest(self, keys: Sequence[str]) -> str:
        """The present row, else the next one below it that is still there, else the last one."""
        there = set(keys)
        place = max(0, self.table.currentIndex().row())
        below = (key for key in map(self.model.key, range(place, len(self.model.rows))) if key in there)
        otherwise = keys[-1 if place else 0] if keys else ""
        return next(below, otherwise)

    @property
    def _all_applying(self) -> frozenset[str]:
        """The rows whose answers are carried out just now."""
        return frozenset(self._applying).union(self._settling.at_work, self._together.keys)

    def _is_applying(self, key: str) -> bool:
        return key in self._all_applying

    def _line(self, key: str) -> ConflictLine | None:
        return self._lines.get(key)

    def _open_lines(self) -> Iterable[ConflictLine]:
        return self._lines.values()

    # -- the one that is looked at ----------------------------------------------------------------------------------

    def _on_row_changed(self, key: str) -> None:
        if key or not self.model.rows:  # without a row for a moment only, the last one stays to be seen
            self._ask_detail(key)

    def _ask_detail(self, key: str) -> None:
        line = self._line(key)
        self._details_asked += 1
        if line is None:
            self.detail.show_detail(None)
            return
        number = self._details_asked
        self.controller.ask(
            partial(load_detail, self.controller.service, line.pair_id, line.uid),
            partial(self._on_detail, number),
            partial(self._on_no_detail, number),
            asker=self,
        )

    def _on_detail(self, number: int, detail: Detail) -> None:
        if number != self._details_asked:
            return
        if self._advanced:
            self._advanced = False
            self.detail.rest()
        self.detail.show_detail(detail)
        self._show_state()

    def _on_no_detail(self, number: int, error: BaseException) -> None:
        """It is settled by now, and the news of that is on its way; or the state file can't be read."""
        if number == self._details_asked:
            self.detail.show_detail(None)
            self.decided.say_problem(describe(error), "failed")

    def _show_state(self) -> None:
        """Place, refusal and turning mark of the one that is shown."""
        key = self._shown_key
        self.detail.show_place(self.model.place(key) + 1, len(self.model.rows))
        self.detail.set_applying(self._is_applying(key))
        self.detail.show_problem(self._refused.get(key))
        self._show_offer()

    def _show_offer(self) -> None:
        """How many can be decided together: those that are chosen, or those like the one that is shown."""
        chosen = self._together.chosen()
        self.strip.show_chosen(chosen)
        self._fit_list()
        self.detail.show_similar(0 if chosen is not None else len(self._together.alike()))

    @property
    def _shown_key(self) -> str:
        shown = self.detail.detail
        return f"{shown.pair_id} {shown.uid}" if shown else ""

    # -- decisions --------------------------------------------------------------------------------------------------

    def _on_opened(self, key: str) -> None:
        line = self._line(key)
        if line is not None and line.kind != "schema" and not self._is_applying(key):
            self.decide_asked.emit(line.pair_id, line.uid)

    def _on_explain(self, key: str) -> None:
        line = self._line(key)
        if line is not None and line.kind != "schema":  # a field's conflict is no record's
            self.explain_asked.emit(line.pair_id, line.uid, line.record)

    def _on_later(self) -> None:
        """The next one, and after the last one the first."""
        count = len(self.model.rows)
        if count:
            self.table.choose(self.model.key((self.table.currentIndex().row() + 1) % count))

    def _on_taken(self, choice: Choice) -> None:
        shown, key = self.detail.detail, self._shown_key
        if shown is None or self._is_applying(key):
            return
        self.decided.say_nothing()
        self._refused.pop(key, None)
        self._applying[key] = choice
        if self.detail.has_focus_inside:
            self.table.setFocus()
        self._show_rows()
        self.controller.resolve(shown.pair_id, shown.uid, choice.answer)

    def _on_field_began(self, key: str) -> None:
        self.decided.say_nothing()
        self._refused.pop(key, None)
        self._show_rows()

    def _on_field_refused(self, key: str, message: Message) -> None:
        self._refused[key] = message
        self._show_rows()

    # -- many alike -------------------------------------------------------------------------------------------------

    def _on_decided_alike(self, pair_id: str, uids: Sequence[Uid], answer: Answer) -> None:
        self.decided.say_nothing()
        self._together.begin(pair_id, uids, answer, self._lines)
        for key in self._together.keys:
            self._refused.pop(key, None)
        self._show_rows()
        self.controller.resolve_all(pair_id, uids, answer)

    def _on_resolved_all(self, pair_id: str, outcome: BulkOutcome) -> None:
        if self._together.end(pair_id):
            self.decided.say_all_settled(pair_id, outcome, self._together.rule)
            self.reload()

    def _on_not_resolved_all(self, pair_id: str, message: Message) -> None:
        if self._together.end(pair_id):
            self.decided.say_problem(message)
            self.reload()

    def _answered_key(self, uid: Uid) -> str:
        """The row whose answer has come to its end; empty where it was given elsewhere."""
        waiting = [key for key in self._applying if key.endswith(f" {uid}")]
        return next((key for key in waiting if not self.controller.is_running(key.removesuffix(f" {uid}"))), "")

    def _on_resolved(self, uid: Uid, result: RunResult) -> None:
        key = self._answered_key(uid)
        line = self._line(key)
        choice = self._applying.pop(key, None)
        if line is None or choice is None:
            return
        if any(conflict.uid == uid for conflict in result.conflicts):
            self._refused[key] = describe(ConflictError(record=line.record, uid=uid, detail=tr("it moved just then")))
        else:
            self._settled.add(key)
            del self._lines[key]
            self._advanced = key == self._shown_key
            self.decided.say_settled(line, choice, result)
        self._show_rows()
        self.reload()

    def _on_refused(self, uid: Uid, message: Message) -> None:
        key = self._answered_key(uid)
        if self._applying.pop(key, None) is not None:
            self._refused[key] = message
            self._show_rows()
            self.reload()
