"""The queue as a live table: what waits, why, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import QueueLine
from airsync_gui.messages import Message
from airsync_gui.ui import queue_words as words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.filter_bar import ALL, FilterBar
from airsync_gui.ui.layouts import column, frame, rule
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.queue_edit import TypedValue
from airsync_gui.ui.queue_model import PAIR_COLUMN, QueueModel, Seen, Wish, look_over
from airsync_gui.ui.queue_strip import QueueStrip
from airsync_gui.ui.row_actions import offer_explanation
from airsync_gui.ui.table_view import TableView
from airsync_gui.wording import noop, tr

FIRST_ROWS = 500
"""So many are shown at once where nothing was; the others follow."""
LEAST_ROWS = 3
"""So many rows of the table can always be seen; where they have no room, the whole panel scrolls."""
TICK_MS = 1000
"""Seconds that are left are counted this often, while they can be seen."""
_FILTERS: Mapping[str, str] = {ALL: noop("All")} | {str(state): word for state, word in words.STATES.items()}
WORTH_CHOOSING = frozenset({"failed", "held", "waiting_for_key"})


class QueuePanel(Panel):
    """What waits for one pair or for all.

    Signals:
        explain_asked: pair id, uid and name of a record that is to be explained.
    """

    explain_asked = Signal(str, str, str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, "queuePanel", parent)
        self.lines: Sequence[QueueLine] = ()
        self._wish = Wish()
        self._is_first = self._lines_awaited = True
        self.model = QueueModel(self)
        self.filters = FilterBar(
            {name: tr(word) for name, word in _FILTERS.items()}, tr("Search records"), "queue", search_width=176
        )
        self.retry_all_button = Button(tr("Retry all failed"), "queueRetryAllButton", on_click=self.retry_all)
        self.filters.add_end(self.retry_all_button)
        self.table = TableView(self.model, "queueTable", tr("Queue"), dense=True, several=True)
        self.strip = QueueStrip()
        self._seconds = QTimer(self, interval=TICK_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._nothing = EmptyState(
            "check-circle",
            tr("Nothing waits"),
            tr(
                "What a sync could not write yet will be here: changes that were refused, rows that can’t be read, and "
                "whatever is on its way while a sync runs."
            ),
        )
        show_all = Button(tr("Show all"), "queueShowAllButton", on_click=self._on_show_all)
        self._none_found = EmptyState("magnifying-glass", tr("Nothing found"), "", button=show_all)
        self._nothing.setObjectName("queueEmpty")
        self._none_found.setObjectName("queueNoneFound")
        self.pages = QStackedWidget()
        self._blank = QWidget()
        for page in (self._blank, self.table, self._nothing, self._none_found):
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            self.pages.addWidget(page)
        self._rule = rule()
        self.pages.setMinimumHeight(self.table.height_of_rows(LEAST_ROWS))
        inner = frame("surface")
        rows = column(inner)
        rows.addWidget(self.filters)
        rows.addWidget(self._rule)
        rows.addWidget(self.pages, 1)
        rows.addWidget(self.strip)
        self._scroll = scrolled(inner, "queueScroll", tr("Queue"))
        column(self).addWidget(self._scroll)
        self._show_page()

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_wish_changed)
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)
        self.strip.edit_asked.connect(self._on_edit_asked)
        self.strip.editor.apply_asked.connect(self._on_apply_asked)
        self.controller.edited.connect(self._on_edited)
        self.controller.not_edited.connect(self._on_not_edited)
        self.strip.retry_asked.connect(self._on_retry_asked)
        self.strip.drop_agreed.connect(self._on_drop_agreed)
        self.strip.left.connect(self.table.setFocus)
        self._seconds.timeout.connect(self._on_second)
        self._key(QKeySequence(Qt.Key.Key_F2), self.table, self.strip.edit)
        self._key(QKeySequence(Qt.Key.Key_Delete), self.table, self.strip.ask_to_drop)
        self._explain = offer_explanation(self.table, self._on_explain, in_own_menu=False)
        self._key(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self.strip.copy)
        self._key(QKeySequence(QKeySequence.StandardKey.Find), self, self.filters.search.setFocus)

    def _key(self, keys: QKeySequence, widget: QWidget, act: Callable[[], object]) -> None:
        shortcut = QShortcut(keys, widget, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Nothing is known of the other pair yet."""
        self.lines, self._is_first = (), True
        self._wish = Wish(column=self._wish.column, from_end=self._wish.from_end)
        self.filters.reset()
        self.model.show((), anew=True)
        self.table.show_column(PAIR_COLUMN, self.pair_id is None)
        self._show_page()
        self._on_selection_changed()  # a reset takes the selection away without a word

    def kept(self) -> dict[str, Any]:
        """How it is sorted, if a person sorted it."""
        if not self.table.horizontalHeader().isSortIndicatorShown():
            return {}
        return {"column": self._wish.column, "from_end": self._wish.from_end}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Sorted as it was."""
        column, from_end = kept.get("column"), kept.get("from_end") is True
        if isinstance(column, int) and self.table.show_order(column, from_end=from_end):
            self._wish = Wish(column=column, from_end=from_end)

    def load(self) -> None:
        """Read the queue anew."""
        self._lines_awaited = True
        self._ask()

    def _ask(self, *, anew: bool = False) -> None:
        """Pick and order on the pool; what is known serves, unless news of it are on their way."""
        known = self.lines
        most = None if known else FIRST_ROWS
        asked = partial(self.controller.service.queue, self.pair_id, most)
        read = asked if self._lines_awaited else lambda: known
        then = self._on_seen if known else self._on_first_seen
        self.ask_for(partial(look_over, read, self._wish, self.model.now, anew=anew), then)

    def _on_first_seen(self, seen: Seen) -> None:
        """There are more rows, perhaps, than were asked for at first; only all of them can be counted."""
        if len(seen.lines) < FIRST_ROWS:
            self._on_seen(seen)
            return
        self.lines = seen.lines
        self.model.show_news(seen.news)
        waits = sum(line.waits for line in self.controller.lines if self.pair_id in (None, line.pair_id))
        self.filters.set_counts({ALL: max(waits, len(seen.lines))})
        self._choose_first()
        self._show_page(loaded=True)
        self._ask()

    def _on_seen(self, seen: Seen) -> None:
        self._lines_awaited = False
        self.lines = seen.lines
        self.model.show_news(seen.news)
        self.retry_all_button.setVisible(seen.counts.get("failed", 0) > 0)
        self.filters.set_counts({ALL: len(seen.lines)} | {str(state): n for state, n in seen.counts.items()})
        if self.is_waiting:
            return  # the chosen filter has no rows any more, and another answer is on its way
        self._tick(wanted=seen.ticks)
        self._choose_first()
        self._show_page(loaded=True)
        self._on_selection_changed()

    def _choose_first(self) -> None:
        """A first problem is explained without a click."""
        first = self.model.row(0)
        if self._is_first and first is not None:
            self._is_first = False
            if first.state in WORTH_CHOOSING and not self.table.chosen_places:
                self.table.choose(first.key)

    def _show_page(self, *, loaded: bool = False) -> None:
        if self.lines and not self.model.rows:
            sought = self.filters.search.text().strip()
            self._none_found.say(tr("Nothing found"), tr("No row of the queue has “{text}”.", text=sought))
        pages = (self.table if self.model.rows else self._none_found) if self.lines else self._nothing
        self.pages.setCurrentWidget(pages if loaded else self._blank)
        for widget in (self.filters, self._rule):
            widget.setVisible(bool(self.lines))

    def _on_wish_changed(self) -> None:
        chosen = self.filters.chosen
        state = next((state for state in words.STATES if state == chosen), None)
        self._wish = Wish(state, self.filters.text, self._wish.column, self._wish.from_end)
        self._ask(anew=True)

    def _on_sort_asked(self, number: int, from_end: bool) -> None:
        self._wish = Wish(self._wish.state, self._wish.search, number, from_end)
        self._ask(anew=True)

    def _on_show_all(self) -> None:
        self.filters.reset()
        self._on_wish_changed()
        self.table.setFocus()

    # -- seconds ----------------------------------------------------------------------------------------------------

    def _tick(self, *, wanted: bool) -> None:
        if wanted and not self._seconds.isActive():
            self._seconds.start()
        elif not wanted:
            self._seconds.stop()

    def _on_second(self) -> None:
        if self.isVisible():
            self.model.repaint_all()

    # -- actions ----------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Sequence[QueueLine]:
        """The chosen rows, from top to bottom."""
        return self.table.chosen_rows

    def _on_selection_changed(self) -> None:
        self.strip.show_lines(self.chosen)

    def _on_menu_asked(self, place: QPoint) -> None:
        if self.chosen:
            self.menu().popup(self.table.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """The strip's actions for the selection, in a menu."""
        made = QMenu(self)
        made.setObjectName("queueMenu")
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = len(self.chosen)
        if self.strip.editable is not None:
            made.addAction(tr("Edit the value…"), self.strip.edit)
        if retried := len(self.strip.retriable):
            made.addAction(words.retry_text(retried, chosen), self.strip.retry)
        if dropped := len(self.strip.droppable):
            made.addAction(words.drop_text(dropped, chosen), self.strip.ask_to_drop)
        if made.actions():
            made.addSeparator()
        if self._to_explain(self.table.current_key) is not None:
            made.addAction(self._explain)
        made.addAction(tr("Copy details"), self.strip.copy)
        if self.strip.record_url:
            made.addAction(tr("Show in Airtable"), self.strip.show_record)
        return made

    def _to_explain(self, key: str) -> QueueLine | None:
        """The row's record, where it is known which one that is."""
        line = self.model.row(self.model.place(key))
        return line if line is not None and line.uid else None

    def _on_explain(self, key: str) -> None:
        line = self._to_explain(key)
        if line is not None:
            self.explain_asked.emit(line.pair_id, line.uid, line.record)

    def _on_edit_asked(self, line: QueueLine) -> None:
        """The row is read before it is edited: it may have moved since it was refused."""
        look = partial(self.controller.service.refused_row, line.pair_id, line.uid, line.editable)
        self.controller.ask(look, partial(self.strip.begin_edit, line), self.controller.tell, asker=self)

    def _on_apply_asked(self, typed: TypedValue) -> None:
        row, field_id = typed.row, typed.field_id
        shown = {field_id: row.cells.get(field_id)}
        self.controller.edit_refused(row.pair.id, row.uid, {field_id: typed.value}, shown)

    def _on_edited(self, uid: str, _result: object) -> None:
        if self._is_edited(uid):
            self.strip.end_edit()

    def _on_not_edited(self, uid: str, message: Message) -> None:
        """It says why, and what stands there by now is looked at."""
        row = self.strip.editor.row
        if row is None or not self._is_edited(uid):
            return
        self.strip.editor.refuse(message)
        look = partial(self.controller.service.refused_row, row.pair.id, uid, [field.id for field in row.fields])
        self.controller.ask(look, self.strip.editor.renew, lambda _error: None, asker=self)

    def _is_edited(self, uid: str) -> bool:
        return self.strip.editor.row is not None and self.strip.editor.row.uid == uid

    def retry_all(self) -> None:
        """Try every refused change again, whatever is shown."""
        self._on_retry_asked([line for line in self.lines if line.state == "failed"])

    def _on_retry_asked(self, lines: Sequence[QueueLine]) -> None:
        pair_ids = dict.fromkeys(line.pair_id for line in lines)
        self.controller.retry(_ids(lines), tuple(pair_ids))

    def _on_drop_agreed(self, lines: Sequence[QueueLine]) -> None:
        self.controller.drop(_ids(lines))


def _ids(lines: Sequence[QueueLine]) -> Sequence[int]:
    return [line.entry_id for line in lines if line.entry_id is not None]
