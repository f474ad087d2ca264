"""The log to read: its latest entries with filter and search, the chosen one in full, all of it to be copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QSplitter, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.log_reading import LogEntry
from airsync_gui.messages import describe, plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.clipboard import copy
from airsync_gui.ui.filter_bar import FilterBar
from airsync_gui.ui.help import offer_help
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line, rule, size_dialog
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.table_view import TableView
from airsync_gui.wording import clock_text, day_text, noop, number, plural, tr

FILTERS = {"all": noop("All"), "problems": noop("Problems"), "runs": noop("What was done"), "details": noop("Details")}
SIZE = (980, 640)
_SAMPLE = datetime(2026, 9, 30).astimezone()
_WORDS = {
    "INFO": noop("Note"),
    "DEBUG": noop("Detail"),
    "WARNING": noop("Warning"),
    "ERROR": noop("Error"),
    "CRITICAL": noop("Fault"),
}
_MARKS: dict[str, Mark] = {"WARNING": "needs_you", "ERROR": "failed", "CRITICAL": "failed"}


def passes(entry: LogEntry, chosen: str, text: str) -> bool:
    """Whether a filter lets an entry through."""
    of_kind = {"problems": entry.is_problem, "runs": entry.level == "INFO", "details": entry.level == "DEBUG"}
    return of_kind.get(chosen, True) and (not text or text in f"{entry.part} {entry.text}".casefold())


def as_text(entry: LogEntry) -> str:
    """An entry as it is copied."""
    moment = entry.at.astimezone().isoformat(sep=" ", timespec="milliseconds")
    return f"{moment} {entry.level} {entry.part}: {entry.text}"


class LogViewer(QDialog):
    """Beside the window; it may stay open.

    Signals:
        loaded: the entries are shown, or why not.
    """

    loaded = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._entries: Sequence[LogEntry] = ()
        self.setObjectName("logViewer")
        self.setProperty("tone", "surface")
        self.setWindowTitle(tr("Log"))
        offer_help(self)
        self.model = _model(self)
        self.bar = MessageBar("logBar")
        self.filters = FilterBar({key: tr(words) for key, words in FILTERS.items()}, tr("Search the log"), "logView")
        self.table = TableView(self.model, "logTable", tr("Log"), dense=True)
        self.text = QPlainTextEdit()
        self._none = Label("", "body", "text2", name="noLogLabel")
        self._copy = Button(tr("Copy what is shown"), "copyLogButton", glyph="copy", on_click=self._on_copy)
        self._again = Button(tr("Read again"), "readLogButton", glyph="arrows-clockwise", on_click=self.load)
        self._close = Button(tr("Close"), "closeLogButton", on_click=self.close)
        self._lay_out()
        self.filters.changed.connect(self._show)
        self.table.row_changed.connect(self._on_chosen)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.load)
        size_dialog(self, *SIZE)

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setObjectName("logEntryText")
        self.text.setAccessibleName(tr("The chosen entry"))
        self.text.setFont(look().fonts.mono)
        rows = column(self)
        told = line(margins=(24, 10, 24, 0))
        told.addWidget(self.bar)
        rows.addLayout(told)
        rows.addWidget(self.filters)
        rows.addWidget(rule())
        both = QSplitter(Qt.Orientation.Vertical)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        below = QWidget()
        line(below, margins=(24, 10, 24, 4)).addWidget(self.text)
        both.addWidget(below)
        both.setSizes([look().px(420), look().px(120)])
        rows.addWidget(both, 1)
        none = line(margins=(24, 8, 24, 8))
        none.addWidget(self._none)
        rows.addLayout(none)
        rows.addWidget(rule())
        foot = line(margins=(24, 10, 24, 12))
        for button in (self._copy, self._again):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._close)
        rows.addLayout(foot)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def open_log(self) -> None:
        """Show the log as it is now."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.load()

    def load(self) -> None:
        """Read it again; the choice stays."""
        self._controller.ask(self._controller.service.log_entries, self._on_entries, self._on_error, asker=self)

    def _on_entries(self, entries: Sequence[LogEntry]) -> None:
        self.bar.clear()
        self._entries = entries
        counts = {key: sum(passes(entry, key, "") for entry in entries) for key in FILTERS}
        self.filters.set_counts(counts)
        self._show()
        if not self.table.current_key and self.model.rows:
            self.table.choose(self.model.key(0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.loaded.emit()

    def _on_error(self, error: BaseException) -> None:
        message = describe(error)
        self.bar.show_message("failed", f"{message.title}.", str(message))
        self.loaded.emit()

    def _show(self) -> None:
        chosen, text = self.filters.chosen, self.filters.text
        self.model.show([entry for entry in self._entries if passes(entry, chosen, text)])
        shown = len(self.model.rows)
        self._copy.setEnabled(shown > 0)
        if self._entries:
            self._none.setText(
                plural("{shown} of {n} line", "{shown} of {n} lines", len(self._entries), shown=number(shown))
            )
        else:
            self._none.setText(tr("Nothing is logged yet."))

    def _on_chosen(self, key: str) -> None:
        place = self.model.place(key)
        entry = self.model.row(place) if place >= 0 else None
        self.text.setPlainText(as_text(entry) if entry is not None else "")

    def _on_copy(self) -> None:
        copy("\n".join(map(as_text, self.model.rows)))


def _model(parent: LogViewer) -> RowModel[LogEntry]:
    columns: tuple[Column[LogEntry], ...] = (
        Column(tr("Time"), lambda entry: cell(_time(entry.at), "text2"), _time(_SAMPLE), room=16),
        Column(tr("Kind"), _kind, tr("Warning"), room=30),
        Column(tr("Part"), lambda entry: cell(plain(entry.part, 30), "text2"), "airtable", room=16),
        Column(tr("What"), lambda entry: cell(plain(entry.text.partition("\n")[0], 400))),
    )
    return RowModel(columns, _key, _in_words, parent)


def _key(entry: LogEntry) -> str:
    return f"{entry.at.isoformat()} {entry.same}"


def _time(at: datetime) -> str:
    return tr("{day} {clock}", day=day_text(at.astimezone().date()), clock=clock_text(at, seconds=True))


def _kind(entry: LogEntry) -> Cell:
    mark = _MARKS.get(entry.level)
    color = "fail" if mark == "failed" else "text2"
    return cell(_level(entry), color, mark=mark)


def _level(entry: LogEntry) -> str:
    words = _WORDS.get(entry.level)
    return tr(words) if words else entry.level.capitalize()


def _in_words(entry: LogEntry) -> str:
    return f"{_level(entry)}. {plain(entry.text, 400)}. {entry.part}, {_time(entry.at)}."
