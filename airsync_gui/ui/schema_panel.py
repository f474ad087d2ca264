"""Schema: each field with its column and what is done about it, and below what changed in Airtable and when."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.schema_view import FieldLine, SchemaChangeLine, SchemaView
from airsync_gui.kept_words import field_news
from airsync_gui.messages import plain
from airsync_gui.type_words import type_words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import TableCard
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.field_rules_card import FieldRulesCard
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.time_words import moment
from airsync_gui.ui.whole_table import WholeTable
from airsync_gui.wording import noop, plural, tr

LONGEST = 60
_PAIR, _COLUMN, _TYPE = 1, 2, 3
_ROLES = {
    "key": noop("Key"),
    "edited": noop("Edited on both sides"),
    "pushed": noop("Written to Airtable only"),
    "pulled": noop("Written to this computer only"),
    "computed": noop("Computed in Airtable, read only"),
    "version": noop("Version, kept by AirSync"),
    "stamp": noop("Time of AirSync's writes"),
}
_CHANGES = {
    "renamed": noop("Renamed"),
    "retyped": noop("Another type"),
    "gone": noop("Gone from Airtable"),
    "choice_renamed": noop("Choice renamed"),
}


class SchemaPanel(Panel):
    """The fields of one pair, or of all."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, "schemaPanel", parent)
        self._fields: RowModel[FieldLine] = RowModel(
            [
                Column(tr("Field in Airtable"), _field, "A field's long name", room=16),
                Column(tr("Pair"), lambda line: cell(plain(line.pair_name, LONGEST)), "Body metrics", room=16),
                Column(tr("Column here"), lambda line: cell(plain(line.column, LONGEST)), "A column's name", room=16),
                Column(
                    tr("Type"), lambda line: cell(type_words(line.type), "text2"), tr("Multiple record links"), room=16
                ),
                Column(tr("What AirSync does"), _role),
            ],
            lambda line: f"{line.pair_id} {line.field_id}",
            _field_in_words,
            self,
        )
        self._changes: RowModel[SchemaChangeLine] = RowModel(
            [
                Column(tr("Seen"), lambda line: cell(moment(line.at), "text2"), "31 December, 00:00", room=16),
                Column(tr("Pair"), lambda line: cell(plain(line.pair_name, LONGEST)), "Body metrics", room=16),
                Column(tr("Field"), lambda line: cell(plain(line.field, LONGEST)), "A field's name", room=16),
                Column(tr("What"), lambda line: cell(_what(line)), tr("Choice renamed"), room=16),
                Column(tr("Before and now"), lambda line: cell(_before_and_now(line))),
            ],
            lambda line: str(line.change_id),
            _change_in_words,
            self,
        )
        self.fields = WholeTable(self._fields, "fieldsTable", tr("Fields"), leave_out=(_TYPE, _COLUMN))
        self.changes = WholeTable(self._changes, "schemaChangesTable", tr("What changed in Airtable"))
        self._lay_out()

    def _lay_out(self) -> None:
        to_conflicts = partial(self.goes_to.emit, "conflicts")
        self._waiting = Button("", "schemaConflictsButton", "link", on_click=to_conflicts)
        mapped, changed = (
            TableCard(tr("Fields"), "fieldsCard", self._waiting),
            TableCard(tr("Changes"), "schemaChangesCard"),
        )
        mapped.rows.addWidget(self.fields)
        self._none = Label(
            tr("Nothing has changed in Airtable since the first sync."), "body", "text2", name="noChangesLabel"
        )
        below = column(margins=(15, 4, 15, 4))
        below.addWidget(self._none)
        changed.rows.addWidget(self.changes)
        changed.rows.addLayout(below)
        page = frame("surface", name="schemaPage")
        rows = column(page, margins=(24, 16, 24, 16), spacing=12)
        self._rules = FieldRulesCard()
        self._rules.remove_asked.connect(self._on_remove_asked)
        rows.addWidget(mapped)
        rows.addWidget(self._rules)
        rows.addWidget(changed)
        rows.addStretch()
        self._empty = EmptyState(
            "columns", tr("No fields yet"), tr("A pair's fields are listed here, with what becomes of them.")
        )
        self._empty.setObjectName("schemaEmpty")
        self.pages = QStackedWidget()
        self._blank = QWidget()
        self._page = scrolled(page, "schemaScroll", tr("Schema"))
        for widget in (self._blank, self._page, self._empty):
            self.pages.addWidget(widget)
        column(self).addWidget(self.pages)

    def forget(self) -> None:
        """Nothing is known of the other pair yet."""
        for model in (self._fields, self._changes):
            model.show((), anew=True)
        self.pages.setCurrentWidget(self._blank)

    def load(self) -> None:
        """Read the fields and what changed."""
        self.ask_for(partial(self.controller.service.schema, self.pair_id), self._on_schema)

    def _on_schema(self, view: SchemaView) -> None:
        for table in (self.fields, self.changes):
            table.show_column(_PAIR, self.pair_id is None)
        self._fields.show(view.fields)
        self._rules.show_rules(view.fields, with_pairs=self.pair_id is None)
        self._changes.show(view.changes)
        self.changes.setVisible(bool(view.changes))
        self._none.setVisible(not view.changes)
        waiting = sum(bool(line.problem) for line in view.fields)
        self._waiting.setVisible(bool(waiting))
        self._waiting.set_text(plural("{n} waits for you in Conflicts", "{n} wait for you in Conflicts", waiting))
        self.pages.setCurrentWidget(self._page if view.fields else self._empty)

    def _on_remove_asked(self, line: FieldLine) -> None:
        service = self.controller.service
        self.controller.ask(partial(service.set_field_policy, line.pair_id, (line.field_id,), None), self._on_removed)

    def _on_removed(self, _nothing: None) -> None:
        self.reload()


def _field(line: FieldLine) -> Cell:
    return cell(plain(line.name, LONGEST), font="strong" if line.role == "key" else "body")


def _role(line: FieldLine) -> Cell:
    if line.problem:
        left = tr("Left alone: {problem}", problem=field_news(plain(line.problem, LONGEST)))
        return cell(left, "accent_text", mark="needs_you", tip=_advice(line))
    rule = f". {plain(line.rule, LONGEST)}" if line.rule else ""
    return cell(f"{tr(_ROLES[line.role])}{rule}", "text2")


def _advice(line: FieldLine) -> str:
    problem = field_news(plain(line.problem, LONGEST))
    return plain(tr("{field}: {problem}. All other fields go on.", field=line.name, problem=problem), 200)


def _before_and_now(line: SchemaChangeLine) -> str:
    return " → ".join(plain(name, LONGEST) for name in _names(line) if name)


def _names(line: SchemaChangeLine) -> tuple[str, str]:
    """What it was called before and is now; a type in words."""
    words = type_words if line.change == "retyped" else str
    return words(line.before), words(line.after)


def _field_in_words(line: FieldLine) -> str:
    parts = (line.name, tr("column {column}", column=line.column), type_words(line.type), _role(line).text)
    return ". ".join(plain(part, LONGEST) for part in parts if part)


def _what(line: SchemaChangeLine) -> str:
    return tr(_CHANGES[line.change]) if line.change in _CHANGES else plain(line.change, LONGEST)


def _change_in_words(line: SchemaChangeLine) -> str:
    before, after = _names(line)
    if after:
        change = tr("{what}: {before}, now {after}", what=_what(line), before=before, after=after)
    else:
        change = f"{_what(line)}: {before}"
    return plain(f"{moment(line.at)}. {line.field}. {change}", 4 * LONGEST)
