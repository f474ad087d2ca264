"""One run: when, how long, what it wrote in a sentence, then change by change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import ChangeLine, RunLine
from airsync_gui.ui import history_words as words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.change_detail import ChangeDetail
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.history_model import THIS_COMPUTER, Changes, ChangesModel, read_changes
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.row_actions import offer_explanation
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.undo_bar import UndoBar, Wish
from airsync_gui.wording import inner, tr

FIRST_CHANGES = 500
"""So many are shown at once; the others follow."""
SCROLL_BAR = 13
"""Room for it below the last row, where columns do not fit."""
NO_LIMIT = 16_777_215
"""Qt's own largest height."""


class RunDetail(QWidget):
    """What one run did.

    Signals:
        loaded: the run's changes are shown.
        wants_conflicts: the person wants to see what waits after an undo.
        explain_asked: pair id, uid and name of a record that is to be explained.
    """

    loaded = Signal()
    wants_conflicts = Signal()
    explain_asked = Signal(str, str, str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._asked: RunLine | None = None
        self._shown: RunLine | None = None
        self._pair_name = ""
        self.setObjectName("runDetail")
        self.model = ChangesModel(self)
        self.table = TableView(self.model, "changesTable", tr("Changes of the run"), dense=True)
        self.change = ChangeDetail()
        self._title = RunsLabel(wrap=False)
        self._title.setObjectName("runTitle")
        self._sentence = RunsLabel()
        self._sentence.setObjectName("runSentence")
        self._copy = RunsLabel()
        self._copy.setObjectName("runCopy")
        self._nothing = EmptyState("info", "", "")
        self._nothing.setObjectName("runEmpty")
        self._undo = Button(
            tr("Undo this run…"), "undoRunButton", glyph="arrow-counter-clockwise", on_click=self._on_undo
        )
        self.undo_bar = UndoBar(controller)
        self._lay_out()
        self.undo_bar.wants_conflicts.connect(self.wants_conflicts)
        self.change.put_back.connect(self._on_put_back)
        self.table.row_changed.connect(self._on_change_chosen)
        self.table.opened.connect(self._on_explain)
        offer_explanation(self.table, self._on_explain)

    def _lay_out(self) -> None:
        rows = column(self)
        head = column(margins=(24, 12, 24, 10), spacing=4)
        top = line()
        top.addWidget(self._title, 1)
        top.addWidget(self._undo)
        head.addLayout(top)
        head.addWidget(self._sentence)
        head.addWidget(self._copy)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        rows.addLayout(head)
        self._rule = rule()
        rows.addWidget(self._rule)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self.change)
        below = column(margins=(24, 0, 24, 16))
        below.addWidget(self.undo_bar)
        rows.addLayout(below)
        self._show_all(shown=False)

    def _show_all(self, *, shown: bool) -> None:
        for widget in (self._title, self._sentence, self._rule, self._pages):
            widget.setVisible(shown)
        self._copy.setVisible(shown and self._shown is not None and bool(self._shown.copy))
        can_undo = shown and self._shown is not None and words.can_be_undone(self._shown, self.model.rows)
        self._undo.setVisible(can_undo)

    def show_run(self, run: RunLine | None, local_name: str = "", pair_name: str = "") -> None:
        """Ask for what this run did, unless that is shown already.

        Args:
            pair_name: named in the title, where the list has runs of several pairs.
        """
        if run == self._asked and run is not None:
            return
        self._asked, local_name = run, local_name or tr(THIS_COMPUTER)
        self.undo_bar.leave(run.run_id if run else None)
        self.model.local_name, self._pair_name = local_name, pair_name
        if run is None:
            self._shown = None
            self._show_all(shown=False)
            self.model.show((), anew=True)
            self.change.show_change(None, local_name)
            return
        anew = self._shown is None or self._shown.run_id != run.run_id
        self._read(run, anew=anew, most=FIRST_CHANGES if anew else None)

    def _read(self, run: RunLine, *, anew: bool, most: int | None) -> None:
        changes = self._controller.service.changes
        read = partial(read_changes, changes, run, self.model.now, anew=anew, most=most)
        self._controller.ask(read, self._on_changes, partial(self._on_no_changes, run), asker=self)

    def _on_no_changes(self, run: RunLine, error: BaseException) -> None:
        """Nothing of another run is left standing; the next news ask again."""
        if run == self._asked:
            self.show_run(None)
        self._controller.tell(error)

    def _on_changes(self, found: Changes) -> None:
        if found.run != self._asked:
            return
        self._shown = found.run
        self.model.show_news(found.news)
        if found.more:
            self._read(found.run, anew=False, most=None)
        self._say(found.run, () if found.more else self.model.rows)
        lines = self.model.rows
        if lines and not self.table.current_key:
            self.table.choose(self.model.key(0))
        self._pages.setCurrentWidget(self.table if lines else self._nothing)
        rows_height = self.table.height_of_rows(len(lines)) + look().px(SCROLL_BAR) if lines else NO_LIMIT
        self._pages.setMaximumHeight(min(rows_height, NO_LIMIT))
        self._on_change_chosen(self.table.current_key)
        self._show_all(shown=True)
        self.loaded.emit()

    def _say(self, run: RunLine, lines: Sequence[ChangeLine]) -> None:
        title = words.run_title(run)
        if self._pair_name:
            title = f"{self._pair_name}: {inner(title)}"
        parts = [Run(title, font="heading")]
        if took := words.took(run):
            parts.append(Run(took, "text2", gap=8))
        self._title.set_runs(parts)
        self._sentence.set_runs((Run(words.sentence(run, lines, self.model.local_name), "text2"),))
        self._copy.set_runs((Run(words.copy_sentence(run, self.model.local_name), "text2"),))
        self._nothing.say(*words.nothing_written(run))

    def _on_undo(self) -> None:
        run = self._shown
        if run is not None:
            self.undo_bar.ask(Wish(run.pair_id, run.run_id, tr("Undo this run?")))

    def _on_put_back(self, change: ChangeLine) -> None:
        run = self._shown
        if run is not None and run.run_id == change.run_id:
            field_id = change.field_id if change.kind == "update" else None
            question = words.put_back_question(change)
            self.undo_bar.ask(Wish(run.pair_id, run.run_id, question, change.change_id, field_id))

    def _on_explain(self, key: str) -> None:
        run, change = self._shown, self.model.row(self.model.place(key))
        if run is not None and change is not None:
            self.explain_asked.emit(run.pair_id, change.uid, change.record)

    def _on_change_chosen(self, key: str) -> None:
        self.change.show_change(self.model.row(self.model.place(key)), self.model.local_name)
