"""The card with the request log: a table, a filter, and its way into a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from airsync_gui.jobs.health_report import RequestLine
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import TableCard
from airsync_gui.ui.health_words import answer, answer_mark, failed, log_time
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.narrow_table import NarrowTable
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.scales import tick_text
from airsync_gui.wording import tr

_METHOD, _TOOK = 1, 4
_SAMPLE = datetime(2000, 9, 30, tzinfo=UTC)
LEAST_ROWS = 5
"""The table is never lower."""


class _Row(Struct, frozen=True):
    key: str
    line: RequestLine


class LogCard(TableCard):
    """The latest requests, the newest first.

    Signals:
        export_asked: what is shown is to be saved.
    """

    export_asked = Signal()

    def __init__(self) -> None:
        end = QWidget()
        super().__init__(tr("Request log"), "logCard", end)
        self._all = Button(tr("All"), "logAllButton", "filter")
        self._errors = Button(tr("Errors"), "logErrorsButton", "filter")
        self._export = Button(tr("Export…"), "exportLogButton", "link", on_click=self.export_asked.emit)
        row = line(end, spacing=4)
        for button in (self._all, self._errors, self._export):
            row.addWidget(button)
        self._log: Sequence[RequestLine] = ()
        self._group = QButtonGroup(self)
        for button in (self._all, self._errors):
            self._group.addButton(button)
        self._all.setChecked(True)
        self._group.idClicked.connect(lambda _number: self._show(anew=True))
        self._model: RowModel[_Row] = RowModel(
            [
                Column(tr("Time"), lambda row: cell(log_time(row.line.at), "text2"), log_time(_SAMPLE), room=8),
                Column(tr("Method"), lambda row: cell(row.line.method, "text2"), "DELETE", room=8),
                Column(tr("What"), _what),
                Column(tr("Answer"), _answer, max(_usual_answers(), key=len), room=30),
                Column(tr("Took"), _took, "10,000 ms", right=True, room=4),
            ],
            lambda row: row.key,
            _in_words,
            self,
        )
        self.table = NarrowTable(
            self._model, "requestLog", tr("Request log"), dense=True, leave_out=(_METHOD, _TOOK), least=180
        )
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._none = Label("", "body", "text2", name="noRequestsLabel")
        below = column(margins=(15, 4, 15, 4))
        below.addWidget(self._none)
        below.addStretch()
        self.rows.addWidget(self.table, 1)
        self.rows.addLayout(below)
        self._show()

    @property
    def shown(self) -> Sequence[RequestLine]:
        """What the filter lets through."""
        return [entry for entry in self._log if failed(entry) or not self._errors.isChecked()]

    def show_log(self, log: Sequence[RequestLine]) -> None:
        """The newest first."""
        self._log = log
        self._show()

    def _show(self, *, anew: bool = False) -> None:
        shown = self.shown
        self._model.show(_with_keys(shown), anew=anew)
        self.table.setVisible(bool(shown))
        self.table.setMinimumHeight(self.table.height_of_rows(LEAST_ROWS))
        self._none.setVisible(not shown)
        self._none.setText(tr("No request failed.") if self._log else tr("No requests yet."))
        self._export.setEnabled(bool(shown))


def _with_keys(log: Sequence[RequestLine]) -> list[_Row]:
    """Requests have no name of their own; those of the same moment are counted, the oldest first."""
    seen: Counter[str] = Counter()
    rows = []
    for entry in reversed(log):
        moment = f"{entry.at.isoformat()} {entry.method} {entry.endpoint}"
        seen[moment] += 1
        rows.append(_Row(f"{moment} {seen[moment]}", entry))
    return rows[::-1]


def _what(row: _Row) -> Cell:
    return cell(plain(row.line.what or row.line.endpoint, 200))


def _usual_answers() -> tuple[str, str]:
    return "429 " + tr("Rate limited"), "503 " + tr("Unavailable")


def _answer(row: _Row) -> Cell:
    mark = answer_mark(row.line)
    return cell(answer(row.line), "fail" if mark == "failed" else "text2", mark=mark)


def _took(row: _Row) -> Cell:
    return cell(tick_text(round(row.line.duration_ms), "ms"), "text2", right=True)


def _in_words(row: _Row) -> str:
    entry = row.line
    took = tick_text(round(entry.duration_ms), "ms")
    return f"{answer(entry)}. {entry.method} {plain(entry.what or entry.endpoint, 200)}, {log_time(entry.at)}, {took}"
