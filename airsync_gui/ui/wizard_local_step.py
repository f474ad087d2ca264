"""The third step: the file or database table on this computer, with its first rows as AirSync reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.service import Service
from airsync_gui.jobs.snapshots import FilePreview
from airsync_gui.messages import plain
from airsync_gui.pair_setup import LocalTableChoice
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.inputs import ChoiceBox, TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, line, rule
from airsync_gui.ui.row_model import Column, RowModel, cell
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.value_words import many

REST_MS = 300
"""Typing rests this long before the file is looked at."""
MOST_COLUMNS = 60
WIDEST = 24
"""A column of the preview is at most so many characters wide."""
LEAST_ROWS = 3
SHOWN_FAULTS = 3
KINDS = (
    "Tables (*.csv *.tsv *.tab *.txt *.json *.jsonl *.ndjson *.xlsx *.xlsm *.db *.sqlite *.sqlite3 *.db3)"
    ";;All files (*)"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at a source.

    Attributes:
        tables: those of a database; none for a file that is one table.
        file: the first rows; None where a database has no table that could take part.
    """

    tables: Sequence[LocalTableChoice]
    chosen: LocalTableChoice | None
    file: FilePreview | None


def look_at(service: Service, source: str, wanted: str) -> Looked:
    """Look at a file, and in a database at one of its tables, on the pool.

    Args:
        wanted: the source of the table that was chosen last.
    """
    tables = service.local_tables(source)
    if not tables:
        return Looked((), None, service.file_preview(source))
    usable = [table for table in tables if not table.unusable]
    named = [t for t in usable if t.source == wanted] or [t for t in usable if source.endswith(f"#{t.name}")] or usable
    return Looked(tables, named[0], service.file_preview(named[0].source)) if named else Looked(tables, None, None)


class LocalStep(WizardStep):
    """Type, choose or drop a file."""

    key = "local"
    title = "This computer"

    def __init__(self, controller: Controller, draft: Draft) -> None:
        super().__init__(
            controller,
            draft,
            "Which table on this computer?",
            "A CSV, TSV or JSON file, a workbook, a folder of Markdown notes, or an SQLite database. "
            "Type its path, choose it, or drop it here.",
        )
        self._looked_at = ""
        self.path = TextField("localPathEdit", "Path of the file on this computer", "~/Documents/meals.csv")
        self.tables = ChoiceBox("localTableCombo", "Table in the file")
        self._table_label = Label("Table", "strong")
        self._about = Label("", "body", "text2", name="fileAbout")
        self._rows: QVBoxLayout = column()
        self._empty = EmptyState("file", "No file yet", "Its first rows are shown here, as AirSync reads them.")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self.setAcceptDrops(True)
        self.path.textChanged.connect(lambda _text: self._on_typed())
        self.path.returnPressed.connect(self._on_return)
        self.tables.activated.connect(lambda _number: self._look())
        self._rest.timeout.connect(self._look)

    def _lay_out(self) -> None:
        first = line(margins=(24, 0, 24, 0))
        first.addWidget(self.path, 1)
        first.addWidget(Button("Choose a file…", "localChooseButton", glyph="file", on_click=self._on_choose))
        first.addWidget(Button("Folder…", "localFolderButton", glyph="folder-open", on_click=self._on_choose_folder))
        second = line(margins=(24, 10, 24, 0))
        second.addWidget(self._table_label)
        second.addWidget(self.tables, 1)
        second.addStretch(1)
        third = line(margins=(24, 10, 24, 10))
        third.addWidget(self._about, 1)
        for row in (first, second, third):
            self.body.addLayout(row)
        self.body.addWidget(rule())
        self.body.addLayout(self._rows, 1)
        self._show_tables((), None)
        self._rows.addWidget(self._empty)

    def first_focus(self) -> QWidget | None:
        """The line for the path."""
        return self.path

    # -- which file -------------------------------------------------------------------------------------------------

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a table on this computer", self.path.text(), KINDS)
        if chosen:
            self.choose(chosen)

    def _on_choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Choose a folder of Markdown notes", self.path.text())
        if chosen:
            self.choose(chosen)

    def choose(self, path: str) -> None:
        """Take this file, and look at it."""
        self.path.setText(path)
        self._look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer can be dropped."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file that was dropped."""
        if path := _dropped(event):
            event.acceptProposedAction()
            self.choose(path)

    def _on_typed(self) -> None:
        self.path.mark_wrong(False)
        self.stop()
        self.draft.file = None
        if not self.path.text().strip():
            self.bar.clear()
            self._show_file(None)
        self._rest.start()
        self.changed.emit()

    def _on_return(self) -> None:
        """Enter first shows what is in the file; pressed once more it goes on."""
        if self.draft.file is None:
            self._look()

    # -- what is in it ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._rest.stop()
        source = self.path.text().strip()
        if not source:
            return
        self._looked_at = source
        service, wanted = self.controller.service, str(self.tables.currentData() or "")
        self.ask("Reading the file …", lambda _cancel: partial(look_at, service, source, wanted), self._on_looked)

    def _on_looked(self, looked: Looked) -> None:
        self._show_tables(looked.tables, looked.chosen)
        self._show_file(looked.file)
        if looked.file is None:
            self._then_go_on = False
            self.path.mark_wrong(True)
            why = "; ".join(f"{plain(table.name, 40)} {table.unusable}" for table in looked.tables[:SHOWN_FAULTS])
            self.bar.show_message("failed", "No table that can take part.", f"{why}." if why else "")
        else:
            name, never = _name_of(looked), looked.chosen.read_only if looked.chosen else ""
            self.draft.choose_file(looked.file, name, never)
        self.changed.emit()
        if self._then_go_on:
            self.go_on()

    def show_error(self, error: BaseException, again: object = None) -> None:
        """The line is marked as well; typing is the way to try again."""
        self._then_go_on = False
        self.path.mark_wrong(True)
        self.draft.file = None
        self._show_file(None)
        super().show_error(error)

    def _show_tables(self, tables: Sequence[LocalTableChoice], chosen: LocalTableChoice | None) -> None:
        self.tables.clear()
        for number, table in enumerate(tables):
            self.tables.addItem(_offer(table), table.source)
            self.tables.model().item(number).setEnabled(not table.unusable)  # type: ignore[attr-defined]
        if chosen is not None:
            self.tables.setCurrentIndex(self.tables.findData(chosen.source))
        for widget in (self.tables, self._table_label):
            widget.setVisible(bool(tables))

    def _show_file(self, file: FilePreview | None) -> None:
        self._rows.removeWidget(self._empty)
        clear(self._rows)
        self._about.setText(_about(file) if file else "")
        self._empty.setVisible(file is None)
        self._rows.addWidget(self._empty)
        if file is not None:
            table = TableView(_model(file), "localRowsTable", "First rows", dense=True)
            table.setMinimumHeight(table.height_of_rows(LEAST_ROWS))
            self._rows.addWidget(table, 1)

    # -- the way on -------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """As soon as there is a path: it is looked at before one goes on."""
        return bool(self.path.text().strip())

    @property
    def summary(self) -> str:
        """The file's name."""
        return self.draft.file_name if self.draft.file else ""

    def go_on(self) -> None:
        """Where the file was read; else it is read first."""
        self._then_go_on = self.draft.file is None
        if self._then_go_on:
            self._look()
        else:
            self.done.emit()


def _dropped(event: QDropEvent) -> str:
    """The path of the one file that is dropped; empty for anything else."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""


def _name_of(looked: Looked) -> str:
    assert looked.file is not None
    if looked.chosen is None:
        source = looked.file.source
        return plain(PurePath(source).name + ("/" if source.endswith("/") else ""), 120)
    path = looked.chosen.source.removesuffix(f"#{looked.chosen.name}")
    return plain(f"{PurePath(path).name} · {looked.chosen.name}", 120)


def _offer(table: LocalTableChoice) -> str:
    why = table.unusable or table.read_only
    return f"{plain(table.name, 80)} · {many(table.row_count, 'row')}{f' · {why}' if why else ''}"


def _about(file: FilePreview) -> str:
    more = len(file.columns) - MOST_COLUMNS
    return f"{plain(file.about, 120)}, {many(len(file.columns), 'column')}" + (
        f" (the first {MOST_COLUMNS} are shown)" if more > 0 else ""
    )


# -- the first rows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the preview; the first tells what each column seems to hold."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_kinds(self) -> bool:
        """Whether it tells of the columns."""
        return self.number == 0


def _model(file: FilePreview) -> RowModel[FileRow]:
    names = file.columns[:MOST_COLUMNS]
    guesses = dict(file.guesses)
    rows = [FileRow(0, tuple(guesses.get(name, "") for name in names))]
    rows += [FileRow(number, cells) for number, cells in enumerate(file.rows, 1)]
    columns = [_column(place, name, rows, last=place == len(names) - 1) for place, name in enumerate(names)]
    model = RowModel(columns, lambda row: str(row.number), lambda row: _described(row, names))
    model.show(rows)
    return model


def _column(place: int, name: str, rows: Sequence[FileRow], *, last: bool) -> Column[FileRow]:
    def cell_of(row: FileRow) -> object:
        text = plain(row.cells[place], 120) if place < len(row.cells) else ""
        return cell(text, "text3", "small") if row.is_kinds else cell(text)

    texts = [name, *(row.cells[place] for row in rows if place < len(row.cells))]
    widest = max((plain(text, WIDEST) for text in texts), key=len)
    return Column(plain(name, 80), cell_of, "" if last else widest or " ", room=12)  # type: ignore[arg-type]


def _described(row: FileRow, names: Sequence[str]) -> str:
    said = "; ".join(f"{plain(n, 40)}: {plain(c, 40)}" for n, c in zip(names, row.cells, strict=False) if c)
    return f"What the columns seem to hold. {said}" if row.is_kinds else f"Row {row.number}. {said}"
