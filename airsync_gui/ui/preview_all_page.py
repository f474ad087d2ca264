"""What a sync of all pairs would do now, pair by pair, before it is asked to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.errors import Cancelled
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PairLine, PlanPreview
from airsync_gui.messages import Message, plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.foot import Foot
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, rule
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.preview_page import NOT_WRITTEN
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, strong
from airsync_gui.wording import noop, number, plural, tr

LONGEST = 120
READING = noop("Both sides of each pair are read and compared. Nothing is written.")


class _Row(Struct, frozen=True):
    """One pair; ``preview`` and ``problem`` are both None while it is worked out."""

    pair: PairLine
    preview: PlanPreview | None = None
    problem: Message | None = None

    @property
    def told(self) -> str:
        if self.problem is not None:
            return f"{self.problem.title}. {self.problem}"
        if self.preview is None:
            return tr("Reading both sides …")
        return _waiting(self.preview) + self.preview.sentence

    @property
    def mark(self) -> Mark:
        if self.problem is not None:
            return "failed"
        if self.preview is None:
            return "in_flight"
        plan = self.preview.plan
        if plan.stops or plan.conflicts:
            return "needs_you"
        return "pending" if plan.operations else "in_step"


class PreviewAllPage(QFrame):
    """Computes a preview of each pair that a sync of all would take along, and asks for that sync.

    Signals:
        pair_asked: a pair's id; the person wants to see its records.
        apply_asked: all pairs are to be synced.
        closed: the person goes back.
    """

    pair_asked = Signal(str)
    apply_asked = Signal()
    closed = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self._rows: dict[str, _Row] = {}
        self.setObjectName("previewAllPage")
        self.setProperty("tone", "surface")
        self._sentence = Label(tr(READING), "body", "text2", wrap=True, name="previewAllSentence")
        columns = (
            Column(tr("Pair"), _pair_cell),
            Column(tr("Calls"), _calls_cell, tr("Calls"), right=True, room=8),
        )
        model: RowModel[_Row] = RowModel(columns, lambda row: row.pair.pair_id, _in_words, self)
        self.table = TableView(model, "previewAllTable", tr("What would be written"), two_lines=True)
        self._cost = Label("", "body", "text2", name="previewAllCost")
        self._back = Button(tr("Back"), "previewAllBackButton", on_click=self.closed.emit)
        self._apply = Button(tr("Sync all now"), "previewAllApplyButton", "primary", on_click=self.apply_asked.emit)
        rows = column(self)
        head = column(margins=(24, 16, 24, 12), spacing=4)
        head.addWidget(Label(tr("What a sync of all pairs would do now"), "title", wrap=True))
        head.addWidget(self._sentence)
        rows.addLayout(head)
        rows.addWidget(rule())
        rows.addWidget(self.table, 1)
        foot = [Label(tr(NOT_WRITTEN), "body", "text2"), self._cost]
        rows.addWidget(Foot(foot, [self._back, self._apply]))
        self.table.opened.connect(self.pair_asked)
        controller.previewed.connect(self._on_previewed)
        controller.preview_failed.connect(self._on_failed)

    @property
    def lines(self) -> Sequence[str]:
        """What is said of each pair, in their order."""
        return [row.told for row in self._rows.values()]

    def start(self, pairs: Sequence[PairLine]) -> None:
        """Work out what a sync of these would do; paused ones are left out."""
        self._rows = {pair.pair_id: _Row(pair) for pair in pairs if pair.status != "paused"}
        for pair_id in self._rows:
            self.controller.preview(pair_id)
        self._show()
        self._back.setFocus()

    def stop(self) -> None:
        """What is still worked out is not wanted any more."""
        for pair_id, row in self._rows.items():
            if row.preview is None and row.problem is None and not self.controller.is_running(pair_id):
                self.controller.cancel(pair_id)
        self._rows = {}

    def _on_previewed(self, pair_id: str, preview: PlanPreview) -> None:
        if pair_id in self._rows:
            self._rows[pair_id] = replace(self._rows[pair_id], preview=preview, problem=None)
            self._show()

    def _on_failed(self, pair_id: str, message: Message, error: BaseException) -> None:
        if pair_id in self._rows and not isinstance(error, Cancelled):
            self._rows[pair_id] = replace(self._rows[pair_id], problem=message)
            self._show()

    def _show(self) -> None:
        rows = list(self._rows.values())
        self.table.rows.show(rows)
        seen = [row.preview for row in rows if row.preview is not None]
        ready = all(row.preview is not None or row.problem is not None for row in rows)
        self._sentence.setText(tr("Both sides of each pair were read just now.") if ready else tr(READING))
        calls = sum(preview.api_calls for preview in seen)
        self._cost.setText(plural("{n} API call in all.", "{n} API calls in all.", calls) if ready else "")
        self._apply.setEnabled(ready and any(preview.plan.operations and not preview.plan.stops for preview in seen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _waiting(preview: PlanPreview) -> str:
    """What of the pair a sync of all would leave to the person."""
    if preview.plan.stops:
        return tr("A guard stops this sync.") + " "
    conflicts = len(preview.plan.conflicts)
    return plural("{n} conflict waits for you.", "{n} conflicts wait for you.", conflicts) + " " if conflicts else ""


def _pair_cell(row: _Row) -> Cell:
    said = Run(plain(row.told, 400), "fail" if row.problem is not None else "text2", "small")
    return Cell((strong(plain(row.pair.name, LONGEST)),), (said,), mark=row.mark)


def _calls_cell(row: _Row) -> Cell:
    return cell(number(row.preview.api_calls) if row.preview is not None else "", "text2", right=True)


def _in_words(row: _Row) -> str:
    return f"{plain(row.pair.name, LONGEST)}. {plain(row.told, 400)}"
