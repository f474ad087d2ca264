"""The third step: the file or database table on this computer, with its first rows as AirSync reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath

from msgspec import Struct
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from airsync_gui.errors import TableMissing
from airsync_gui.field_proposals import FieldProposal
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.service import Service
from airsync_gui.jobs.wizard_choices import BaseChoice, FilePreview, TableChoice, WorkspaceTable
from airsync_gui.kept_words import said
from airsync_gui.messages import plain
from airsync_gui.pair_setup import LocalTableChoice
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.inputs import ChoiceBox, TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, line, rule
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.wizard_draft import ACCOUNT, Draft
from airsync_gui.ui.wizard_file_rows import MOST_COLUMNS, file_model
from airsync_gui.ui.wizard_new_table import proposal_model
from airsync_gui.ui.wizard_step import WizardStep, words_for
from airsync_gui.ui.workspace_choice import WorkspaceChoice
from airsync_gui.wording import noop, number, plural, tr

REST_MS = 300
"""Typing rests this long before the file is looked at."""
LEAST_ROWS = 3
SHOWN_FAULTS = 3
SUFFIXES = "*.csv *.tsv *.tab *.txt *.json *.jsonl *.ndjson *.xlsx *.xlsm *.db *.sqlite *.sqlite3 *.db3"


class Looked(Struct, frozen=True):
    """What was found at a source.

    Attributes:
        tables: those of a database; none for a file that is one table.
        file: the first rows; None where a database has no table that could take part.
        proposals: the fields that a new Airtable table would get, where one is wanted.
    """

    tables: Sequence[LocalTableChoice]
    chosen: LocalTableChoice | None
    file: FilePreview | None
    proposals: Sequence[FieldProposal] = ()


def look_at(service: Service, source: str, wanted: str, *, propose: bool = False) -> Looked:
    """Look at a file, and in a database at one of its tables, on the pool.

    Args:
        wanted: the source of the table that was chosen last.
        propose: say which fields a new Airtable table would get.
    """
    tables = service.local_tables(source)
    usable = [table for table in tables if not table.unusable]
    named = [t for t in usable if t.source == wanted] or [t for t in usable if source.endswith(f"#{t.name}")] or usable
    if tables and not named:
        return Looked(tables, None, None)
    chosen = named[0] if named else None
    file = service.file_preview(chosen.source if chosen else source)
    key = chosen.key_columns if chosen and chosen.key_columns else file.key_columns
    return Looked(tables, chosen, file, service.propose_table(file.source, key) if propose else ())


class LocalStep(WizardStep):
    """Type, choose or drop a file; one that is not there yet can be made, and so can the Airtable table for it.

    Signals:
        made: the Airtable table, as a TableChoice.
    """

    made = Signal(object)
    key = "local"
    title = noop("This computer")

    def __init__(self, controller: Controller, draft: Draft) -> None:
        super().__init__(
            controller,
            draft,
            tr("Which table on this computer?"),
            tr(
                "A CSV, TSV or JSON file, a workbook, a folder of Markdown notes, or a database's table. "
                "Type its path, or a server's address; choose it, or drop it here."
            ),
        )
        self._looked_at = ""
        self.path = TextField("localPathEdit", tr("Path of the file on this computer"), "~/Documents/meals.csv")
        self.tables = ChoiceBox("localTableCombo", tr("Table in the file"))
        self._table_label = Label(tr("Table"), "strong")
        self._about = Label("", "body", "text2", name="fileAbout")
        self._rows: QVBoxLayout = column()
        self._empty = EmptyState("file", tr("No file yet"), tr("Its first rows are shown here, as AirSync reads them."))
        self._proposals: Sequence[FieldProposal] = ()
        self._makes = False
        self.workspace = WorkspaceChoice()
        self.table_name = TextField("newTableNameEdit", tr("Name of the new table in Airtable"), most=320)
        self._name_label = Label(tr("New table"), "strong")
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self.setAcceptDrops(True)
        self.path.textChanged.connect(lambda _text: self._on_typed())
        self.path.returnPressed.connect(self._on_return)
        self.table_name.textChanged.connect(lambda _text: self.changed.emit())
        self.tables.activated.connect(lambda _number: self._look())
        self._rest.timeout.connect(self._look)
        self.workspace.chosen.connect(self._on_workspace_table)
        controller.ask(controller.service.workspace_tables, self.workspace.show_tables, lambda _error: None, asker=self)

    def _lay_out(self) -> None:
        first = line(margins=(24, 0, 24, 0))
        first.addWidget(self.path, 1)
        first.addWidget(Button(tr("Choose a file…"), "localChooseButton", glyph="file", on_click=self._on_choose))
        first.addWidget(
            Button(tr("Folder…"), "localFolderButton", glyph="folder-open", on_click=self._on_choose_folder)
        )
        found = line(margins=(24, 10, 24, 0))
        found.addWidget(self.workspace, 1)
        second = line(margins=(24, 10, 24, 0))
        second.addWidget(self._table_label)
        second.addWidget(self.tables, 1)
        second.addStretch(1)
        named = line(margins=(24, 10, 24, 0))
        named.addWidget(self._name_label)
        named.addWidget(self.table_name, 1)
        named.addStretch(1)
        third = line(margins=(24, 10, 24, 10))
        third.addWidget(self._about, 1)
        for row in (first, found, second, named, third):
            self.body.addLayout(row)
        self.body.addWidget(rule())
        self.body.addLayout(self._rows, 1)
        self._show_tables((), None)
        self._show_name()
        self._rows.addWidget(self._empty)

    def enter(self) -> None:
        """Whether a table is to be made may have changed since; the file is looked at for that."""
        if self._makes != self.draft.wants_table:
            self._makes = self.draft.wants_table
            self._show_name()
            self._look()

    def _show_name(self) -> None:
        for widget in (self.table_name, self._name_label):
            widget.setVisible(self._makes)

    def first_focus(self) -> QWidget | None:
        """The line for the path."""
        return self.path

    # -- which file -------------------------------------------------------------------------------------------------

    def _on_choose(self) -> None:
        kinds = tr("Tables") + f" ({SUFFIXES});;" + tr("All files") + " (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a table on this computer"), self.path.text(), kinds)
        if chosen:
            self.choose(chosen)

    def _on_choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose a folder of Markdown notes"), self.path.text())
        if chosen:
            self.choose(chosen)

    def choose(self, path: str) -> None:
        """Take this file, and look at it."""
        self.path.setText(path)
        self._look()

    def _on_workspace_table(self, table: WorkspaceTable) -> None:
        """A file of the present day only is taken for one whose rows leave by themselves."""
        self.draft.rolling = table.rolling
        self.choose(table.source)

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
        query = partial(look_at, service, source, wanted, propose=self._makes)
        self.ask(tr("Reading the file …"), lambda _cancel: query, self._on_looked)

    def _on_looked(self, looked: Looked) -> None:
        self._proposals = looked.proposals
        self._show_tables(looked.tables, looked.chosen)
        self._show_file(looked.file)
        if looked.file is None:
            self._then_go_on = False
            self.path.mark_wrong(True)
            why = "; ".join(f"{plain(table.name, 40)} {said(table.unusable)}" for table in looked.tables[:SHOWN_FAULTS])
            self.bar.show_message("failed", tr("No table that can take part."), f"{why}." if why else "")
        else:
            name, never = _name_of(looked), looked.chosen.read_only if looked.chosen else ""
            self.draft.choose_file(looked.file, name, never)
            self._propose_name(looked)
        self.changed.emit()
        if self._then_go_on:
            self.go_on()

    def show_error(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """The line is marked as well; typing is the way to try again."""
        self._then_go_on = False
        self.path.mark_wrong(True)
        self.draft.file = None
        self._show_file(None)
        if isinstance(error, TableMissing) and self.draft.table is not None:
            title, sentence = words_for(error)
            more = tr(
                "It can be made with the columns of {table}; the first sync fills it.", table=self.draft.airtable_name
            )
            make = Button(tr("Make this file"), "makeFileButton", on_click=self._make_file)
            self.bar.show_message("needs_you", title, f"{sentence} {more}", [make])
            self.changed.emit()
            return
        super().show_error(error)

    # -- what can be made -------------------------------------------------------------------------------------------

    def _make_file(self) -> None:
        service, source, (base_id, table_id) = self.controller.service, self._looked_at, self.draft.where
        query = partial(service.make_local, ACCOUNT, base_id, table_id, source)
        self.ask(tr("Making the file …"), lambda _cancel: query, lambda _none: self._look())

    def _propose_name(self, looked: Looked) -> None:
        if self._makes and not self.table_name.text().strip():
            stem = PurePath(looked.file.source if looked.file else "").name.partition(".")[0]
            self.table_name.setText(plain(looked.chosen.name if looked.chosen and looked.chosen.name else stem, 80))

    def _make_table(self) -> None:
        base, name, proposals = self.draft.base, self.table_name.text().strip(), self._proposals
        if base is None:
            return
        service, base_id = self.controller.service, base.base_id
        self.ask(
            tr("Making the table {table} in Airtable …", table=plain(name, 40)),
            lambda cancel: partial(service.make_table, ACCOUNT, base_id, name, proposals, cancel),
            partial(self._on_made, base),
        )

    def _on_made(self, base: BaseChoice, table: TableChoice) -> None:
        self._makes = False
        self._show_name()
        self.draft.choose_table(base, table)
        self._show_file(self.draft.file)
        self.made.emit(table)
        self.done.emit()

    def _show_tables(self, tables: Sequence[LocalTableChoice], chosen: LocalTableChoice | None) -> None:
        self.tables.clear()
        items = self.tables.model()
        assert isinstance(items, QStandardItemModel)
        for place, table in enumerate(tables):
            self.tables.addItem(_offer(table), table.source)
            items.item(place).setEnabled(not table.unusable)
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
            if self._makes:
                table = TableView(proposal_model(self._proposals), "proposalTable", tr("Fields of the new table"))
            else:
                table = TableView(file_model(file), "localRowsTable", tr("First rows"), dense=True)
            table.setMinimumHeight(table.height_of_rows(LEAST_ROWS))
            self._rows.addWidget(table, 1)

    # -- the way on -------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """As soon as there is a path: it is looked at before one goes on. A new table needs a name."""
        named = not self._makes or self.draft.file is None or bool(self.table_name.text().strip())
        return bool(self.path.text().strip()) and named

    @property
    def primary(self) -> str:
        """What is made, where something is."""
        if not self._makes or self.draft.file is None or self.draft.base is None:
            return ""
        return tr("Make this table in {base}", base=plain(self.draft.base.name, 24))

    @property
    def foot(self) -> str:
        """That making a table writes one."""
        if self._makes and self.draft.file is not None:
            return tr("The table is made without records; they follow when you start.")
        return super().foot

    @property
    def summary(self) -> str:
        """The file's name."""
        return self.draft.file_name if self.draft.file else ""

    def go_on(self) -> None:
        """Where the file was read; else it is read first."""
        self._then_go_on = self.draft.file is None
        if self._then_go_on:
            self._then_go_on = not self._makes  # a proposal is to be seen first
            self._look()
        elif self._makes:
            self._make_table()
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
    why = said(table.unusable or table.read_only)
    rows = plural("{n} row", "{n} rows", table.row_count)
    return " · ".join(filter(None, (plain(table.name, 80), rows, why)))


def _about(file: FilePreview) -> str:
    count, about = len(file.columns), plain(file.about, 120)
    if count > MOST_COLUMNS:
        shown = number(MOST_COLUMNS)
        return tr(
            "{about}, {columns} columns (the first {shown} are shown)", about=about, columns=number(count), shown=shown
        )
    return plural("{about}, {n} column", "{about}, {n} columns", count, about=about)
