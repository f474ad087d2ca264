"""The second step: a base that the token sees, and one of its tables, from two lists that can be searched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.wizard_choices import BaseChoice, TableChoice
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import Column, RowModel, cell
from airsync_gui.ui.search_field import SearchField
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.wizard_draft import ACCOUNT, Draft
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import noop, number, plural, tr

REST_MS = 200
"""The arrow keys rest this long on a base before its tables are asked for."""
LEAST_ROWS = 4
_EDIT = noop("edit")
_MAY = {
    "create": _EDIT,
    "edit": _EDIT,
    "comment": noop("read only"),
    "read": noop("read only"),
    "none": noop("nothing"),
}


class AirtableStep(WizardStep):
    """Bases on the left, the chosen base's tables on the right."""

    key = "airtable"
    title = "Airtable"

    def __init__(self, controller: Controller, draft: Draft) -> None:
        super().__init__(
            controller,
            draft,
            tr("Which table in Airtable?"),
            tr("Choose a base, then one of its tables, or a new one."),
        )
        self._bases: Sequence[BaseChoice] = ()
        self._tables: dict[str, Sequence[TableChoice]] = {}
        self.bases = TableView(_base_model(), "basesTable", tr("Bases"))
        self.tables = TableView(_table_model(), "tablesTable", tr("Tables"))
        self._base_search = SearchField(tr("Search bases"), "basesSearch", width=180)
        self._table_search = SearchField(tr("Search tables"), "tablesSearch", width=180)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        lists = line(spacing=0)
        lists.addLayout(_list(tr("Base"), self._base_search, self.bases), 1)
        lists.addWidget(rule(down=True))
        lists.addLayout(_list(tr("Table"), self._table_search, self.tables), 1)
        self.new_table = Button(
            tr("New table from a file…"), "newTableButton", glyph="plus", on_click=self._on_new_table
        )
        below = line(margins=(24, 8, 24, 8))
        below.addStretch(1)
        below.addWidget(self.new_table)
        self.body.addWidget(rule())
        self.body.addLayout(lists, 1)
        self.body.addWidget(rule())
        self.body.addLayout(below)
        self.changed.connect(lambda: self.new_table.setEnabled(self.draft.base is not None))
        self._base_search.textChanged.connect(lambda _text: self._show_bases())
        self._table_search.textChanged.connect(lambda _text: self._show_tables())
        self.bases.row_changed.connect(self._on_base)
        self.bases.opened.connect(lambda _key: self.tables.setFocus())
        self.tables.row_changed.connect(self._on_table)
        self.tables.opened.connect(lambda _key: self.go_on() if self.may_go_on else None)
        self._rest.timeout.connect(self._ask_tables)

    # -- bases ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Ask for the bases, unless they are there."""
        if not self._bases:
            service = self.controller.service
            self.ask(
                tr("Asking Airtable for your bases …"), lambda c: partial(service.bases, ACCOUNT, c), self._on_bases
            )

    def forget(self) -> None:
        """Another token may see other bases."""
        self._bases = ()
        self._tables.clear()

    def first_focus(self) -> QWidget | None:
        """The list of bases, or of tables where a base is chosen."""
        return self.tables if self.draft.table is not None else self.bases

    def _on_bases(self, bases: Sequence[BaseChoice]) -> None:
        self._bases = bases
        self._show_bases()
        if not bases:
            self.bar.show_message(
                "needs_you", tr("No base."), tr("The token sees no base: give it access to one in Airtable.")
            )
        known = {base.base_id for base in bases}
        if self.draft.base is not None and self.draft.base.base_id not in known:
            self.draft.base = self.draft.table = None
        self.bases.choose(self.draft.base.base_id if self.draft.base else bases[0].base_id if bases else "")
        self._show_tables()
        self.changed.emit()

    def _show_bases(self) -> None:
        """A base that the search leaves out stays chosen."""
        self.bases.rows.show(_found(self._bases, self._base_search.text()), anew=True)
        if self.draft.base is not None:
            self.bases.choose(self.draft.base.base_id)

    def _on_base(self, base_id: str) -> None:
        base = next((b for b in self._bases if b.base_id == base_id), None)
        same = self.draft.base is not None and self.draft.base.base_id == base_id
        if base is None or (same and base_id in self._tables):
            return
        if not same:
            self.draft.choose_table(base, None)
            self._table_search.clear()
        self._show_tables()
        self.changed.emit()
        if base_id in self._tables:
            self._on_tables(base_id, self._tables[base_id])
        else:
            self._rest.start()

    # -- tables -----------------------------------------------------------------------------------------------------

    def _ask_tables(self) -> None:
        base = self.draft.base
        if base is None:
            return
        service, base_id = self.controller.service, base.base_id
        self.ask(
            tr("Asking Airtable for the tables of {base} …", base=plain(base.name, 40)),
            lambda cancel: partial(service.tables, ACCOUNT, base_id, cancel),
            partial(self._on_tables, base_id),
        )

    def _on_tables(self, base_id: str, tables: Sequence[TableChoice]) -> None:
        self._tables[base_id] = tables
        if self.draft.table is not None and self.draft.table.table_id not in {table.table_id for table in tables}:
            self.draft.table = None
        self._show_tables()
        if len(tables) == 1:
            self.tables.choose(tables[0].table_id)

    def _show_tables(self) -> None:
        base = self.draft.base
        here = self._tables.get(base.base_id, ()) if base else ()
        self.tables.rows.show(_found(here, self._table_search.text()), anew=True)
        if self.draft.table is not None:
            self.tables.choose(self.draft.table.table_id)

    def _on_table(self, table_id: str) -> None:
        base = self.draft.base
        table = next((t for t in self._tables.get(base.base_id, ()) if t.table_id == table_id), None) if base else None
        if base is not None and table is not None:
            self.draft.choose_table(base, table)
        self.changed.emit()

    def _on_new_table(self) -> None:
        """The table is made in the next step, where the file is."""
        if self.draft.base is not None:
            self.tables.selectionModel().clear()
            self.draft.choose_new_table()
            self.done.emit()

    def take_table(self, table: TableChoice) -> None:
        """A table that was made just now."""
        known = self._tables.get(table.base_id, ())
        self._tables[table.base_id] = (*(t for t in known if t.table_id != table.table_id), table)
        self._show_tables()

    # -- the way on -------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """With a table, or to make one."""
        return self.draft.table is not None or self.draft.wants_table

    @property
    def summary(self) -> str:
        """Base and table."""
        return self.draft.airtable_name


def _found(rows: Sequence[BaseChoice] | Sequence[TableChoice], text: str) -> list[BaseChoice | TableChoice]:
    sought = text.strip().casefold()
    return [row for row in rows if sought in row.name.casefold()]


def _list(title: str, search: SearchField, table: TableView) -> QVBoxLayout:
    rows = column()
    words = Flow(gap=8)
    words.addWidget(Label(title, "strong"))
    words.add_end(search)
    head = line(margins=(24, 8, 16, 8))
    head.addLayout(words, 1)
    rows.addLayout(head)
    rows.addWidget(rule())
    rows.addWidget(table, 1)
    table.setMinimumHeight(table.height_of_rows(LEAST_ROWS))
    table.setMinimumWidth(look().px(150))
    return rows


def _base_model() -> RowModel[BaseChoice]:
    columns: tuple[Column[BaseChoice], ...] = (
        Column(tr("Name"), lambda base: cell(plain(base.name, 120), glyph="database")),
        Column(
            tr("You may"),
            lambda base: cell(_may(base), "text2"),
            tr("read only"),
        ),
    )
    return RowModel(columns, lambda base: base.base_id, lambda base: tr("Base {base}", base=plain(base.name, 120)))


def _may(base: BaseChoice) -> str:
    words = _MAY.get(base.permission)
    return tr(words) if words else plain(base.permission, 20)


def _described(table: TableChoice) -> str:
    name = plain(table.name, 120)
    return plural("Table {table}, {n} field", "Table {table}, {n} fields", len(table.fields), table=name)


def _table_model() -> RowModel[TableChoice]:
    columns: tuple[Column[TableChoice], ...] = (
        Column(tr("Name"), lambda table: cell(plain(table.name, 120), glyph="table")),
        Column(
            tr("Fields"),
            lambda table: cell(number(len(table.fields)), "text2", right=True),
            tr("Fields"),
            right=True,
            room=8,
        ),
    )
    return RowModel(columns, lambda t: t.table_id, _described)
