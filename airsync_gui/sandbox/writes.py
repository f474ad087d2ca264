"""Creating, changing and deleting rows: inverse links, last-modified times, and all or nothing.

A :class:`Writer` remembers how to undo each step, and undoes them all when its ``with`` block ends in an error. So a
batch with one bad value writes nothing, makes no choice and burns no auto number.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from airsync_gui.sandbox import cells, dates, errors, texts
from airsync_gui.sandbox.changes import Origin, Recorder, linking_rows
from airsync_gui.sandbox.model import Base, Choice, Field, Record, Table, User, World

COLORS = tuple(
    f"{color}{shade}"
    for shade in ("Light2", "Light1", "Bright", "Dark1")
    for color in ("blue", "cyan", "teal", "green", "yellow", "orange", "red", "pink", "purple", "gray")
)
"""The 40 names of choice colours, in the order in which new choices take them."""


class Writer:
    """One author's changes to one table, as a unit. Use it in a ``with`` block, holding the world's lock."""

    def __init__(
        self,
        world: World,
        base: Base,
        table: Table,
        origin: Origin,
        *,
        typecast: bool = False,
        may_add_choices: bool = True,
    ) -> None:
        self.base = base
        self.table = table
        self.typecast = typecast
        self.switches = world.switches
        self._world = world
        self._author = origin.user
        self._may_add_choices = may_add_choices
        self._fills_in = origin.source == "client" or world.switches.apply_defaults
        self._undo: list[Callable[[], object]] = []
        self._recorder = Recorder(world, base, origin) if base.webhooks else None
        now = world.now()
        self._created = dates.whole_seconds(now)
        self._now = self._created if world.switches.whole_seconds else dates.whole_milliseconds(now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for step in reversed(self._undo):
                step()
        elif self._recorder:
            self._recorder.finish()

    def create(self, fields: dict[str, Any]) -> Record:
        """A new row. ``fields``: name or id to JSON value."""
        return self._create(self.table, fields)

    def update(self, record: Record, fields: dict[str, Any], *, replace: bool = False, touch: bool = True) -> None:
        """Change a row.

        Args:
            record: one of the table.
            fields: name or id to JSON value.
            replace: every writable field that is not named is cleared.
            touch: its last-modified time moves.
        """
        changes = self.accepted(self.table, fields, record)
        if replace:
            for field in self.table.fields.values():
                if field.type in cells.WRITABLE and field.id not in changes:
                    changes[field.id] = cells.accept(None, field, self, record.cells.get(field.id))
        self._change(self.table, record, changes, touch=touch)

    def delete(self, record: Record) -> None:
        """Take a row away, and the links that point to it. Not undone: check all ids before the first."""
        if self._recorder:
            self._recorder.destroyed(self.table, record)
        for other, field in list(self.base.links_to(self.table)):
            for row in linking_rows(self.table, other, field, record):
                kept = [linked for linked in row.cells.get(field.id, ()) if linked != record.id]
                self._put(other, row, {field.id: kept or None}, touch=self.switches.links_touch_other_side)
        self.table.remove_record(record)

    def accepted(self, table: Table, fields: dict[str, Any], record: Record | None) -> dict[str, Any]:
        """Field id to stored value (None for empty), after all checks."""
        stored = {}
        for key, value in fields.items():
            field = table.field(key)
            if field is None:
                raise errors.unknown_field(key)
            stored[field.id] = cells.accept(value, field, self, record.cells.get(field.id) if record else None)
        return stored

    def new_id(self, prefix: str) -> str:
        """A fresh id."""
        return self._world.ids.new(prefix)

    def new_choice(self, field: Field, name: str) -> str:
        """Add a choice if typecast and role allow it; its id."""
        if not self.typecast or not self._may_add_choices:
            raise errors.unknown_choice(name)
        choice = Choice(self.new_id("sel"), name, COLORS[len(field.choices) % len(COLORS)])
        field.choices[choice.id] = choice
        self._undo.append(lambda: field.choices.pop(choice.id))
        return choice.id

    def linked_by_text(self, table: Table, text: str) -> str:
        """The id of the first row whose primary text is this, or of a new one."""
        for record in table.records.values():
            if texts.primary_text(self.base, table, record) == text:
                return record.id
        return self._create(table, {table.primary_field_id: text}).id

    def _create(self, table: Table, fields: dict[str, Any]) -> Record:
        changes = {**self._defaults(table), **self.accepted(table, fields, None)}
        number = table.next_number
        record = Record(self.new_id("rec"), self._created, self._author, number, modified_by=self._author)
        table.next_number = number + 1
        table.add_record(record)
        if self._recorder:
            self._recorder.created(table, record)
        self._undo.append(lambda: setattr(table, "next_number", number))
        self._undo.append(lambda: table.remove_record(record))
        self._change(table, record, changes, touch=False)
        return record

    def _defaults(self, table: Table) -> dict[str, Any]:
        """What the fields of a new row start with; a person sees them, and a program where the switch says so."""
        if not self._fills_in:
            return {}
        given = {field.id: field.default for field in table.fields.values() if field.default is not None}
        return self.accepted(table, given, None)

    def _change(self, table: Table, record: Record, changes: dict[str, Any], *, touch: bool = True) -> None:
        if not self.switches.equal_write_touches:
            changes = {key: value for key, value in changes.items() if record.cells.get(key) != value}
        before = {key: record.cells.get(key) for key in changes}
        self._put(table, record, changes, touch=touch)
        for field_id, value in changes.items():
            if table.fields[field_id].type == "multipleRecordLinks":
                self._mirror(table.fields[field_id], record, before[field_id] or [], value or [])

    def _put(self, table: Table, record: Record, changes: dict[str, Any], *, touch: bool) -> None:
        """Set stored values, and undo that with the rest."""
        if not changes:
            return
        if self._recorder:
            self._recorder.before(table, record, set(changes))
        cells_before, touched, author = record.cells, record.touched, record.modified_by
        self._undo.append(lambda: _restore(table, record, cells_before, touched, author))
        merged = {**cells_before, **changes}
        table.set_cells(record, {key: value for key, value in merged.items() if value is not None})
        if touch:
            record.touched = {**touched, **dict.fromkeys(changes, self._now)}
            record.modified_by = self._author

    def _mirror(self, field: Field, record: Record, before: list[str], after: list[str]) -> None:
        """Bring the inverse link field of the other table into step."""
        other = self.base.tables[field.options["linkedTableId"]]
        inverse_id = field.options.get("inverseLinkFieldId")
        if inverse_id not in other.fields:
            return
        for row_id in dict.fromkeys([*before, *after]):
            row = other.records.get(row_id)
            if row is None or (row_id in before) == (row_id in after):
                continue
            links = [linked for linked in row.cells.get(inverse_id, ()) if linked != record.id]
            links += [record.id] if row_id in after else []
            self._put(other, row, {inverse_id: links or None}, touch=self.switches.links_touch_other_side)


def _restore(
    table: Table, record: Record, cells_before: dict[str, Any], touched: dict[str, datetime], author: User | None
) -> None:
    table.set_cells(record, cells_before)
    record.touched = touched
    record.modified_by = author
