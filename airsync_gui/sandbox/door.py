"""The side door: what people do in Airtable's own window, for tests and samples. No HTTP, tokens or limits.

Values are checked as the API checks them, and refused with the same ``ApiError``. Every edit takes the lock, moves
last-modified times and is signed by the sandbox's person.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import Any

from airsync_gui.sandbox import dates, reading, schema, texts
from airsync_gui.sandbox.changes import Origin, schema_action
from airsync_gui.sandbox.errors import ApiError
from airsync_gui.sandbox.model import Base, Choice, Compute, Field, Record, Table, User, World
from airsync_gui.sandbox.webhook import Webhook
from airsync_gui.sandbox.writes import COLORS, Writer

FieldSpec = tuple[str, str] | tuple[str, str, dict[str, Any]] | dict[str, Any]
"""``(name, type)``, ``(name, type, options)``, or the schema's ``{"name", "type", "options"?, "description"?}``.

Choices may be plain names. A table to link to is its id: ``{"linkedTableId": table.id}``.
"""


class BaseHandle:
    """One base, as a person sees it."""

    def __init__(self, world: World, base: Base, origin: Origin) -> None:
        self._world = world
        self._base = base
        self._origin = origin

    @property
    def id(self) -> str:
        """``app…``."""
        return self._base.id

    @property
    def name(self) -> str:
        """The name in Airtable's window."""
        return self._base.name

    @property
    def tables(self) -> list[TableHandle]:
        """All tables, in order of creation."""
        with self._world.lock:
            return [self._handle(table) for table in self._base.tables.values()]

    def table(self, name_or_id: str) -> TableHandle:
        """One table; KeyError where there is none."""
        with self._world.lock:
            table = self._base.table(name_or_id)
            if table is None:
                raise KeyError(name_or_id)
            return self._handle(table)

    def add_table(
        self, name: str, fields: Sequence[FieldSpec] = (("Name", "singleLineText"),), description: str | None = None
    ) -> TableHandle:
        """A new table; its first field is the primary one."""
        with self._world.lock, schema_action(self._world, self._base, self._origin):
            specs = [_spec(field) for field in fields]
            return self._handle(schema.add_table(self._world, self._base, name, specs, description))

    def delete_table(self, name_or_id: str) -> None:
        """Remove a table, and the link fields that point to it."""
        with self._world.lock, schema_action(self._world, self._base, self._origin):
            table = self._base.tables[self.table(name_or_id).id]
            for other, field in list(self._base.links_to(table)):
                _remove_field(self._base, other, field)
            del self._base.tables[table.id]

    def add_person(self, name: str, email: str) -> str:
        """A new collaborator; the ``usr…`` id."""
        with self._world.lock:
            person = User(self._world.ids.new("usr"), email, name)
            self._base.people[person.id] = person
            return person.id

    def acting_as(self, source: str, **details: Any) -> BaseHandle:
        """The same base, edited by something else than a person: ``automation``, ``sync``, ``formSubmission`` …

        ``details`` are what webhooks are told of it, such as ``automationId``.
        """
        return BaseHandle(self._world, self._base, Origin(self._origin.user, source, details=details))

    # --- webhooks ---

    def webhook_ids(self) -> list[str]:
        """The ids of all webhooks, ended ones included."""
        with self._world.lock:
            return list(self._base.webhooks)

    def payloads(self, webhook_id: str) -> list[dict[str, Any]]:
        """What a webhook has to tell, the oldest first; does not refresh it."""
        with self._world.lock:
            return [stored.payload for stored in self._webhook(webhook_id).payloads]

    def expire_webhook(self, webhook_id: str) -> None:
        """End a webhook now; it can still be read for 7 days."""
        with self._world.lock:
            self._webhook(webhook_id).expires = self._world.now()

    def break_webhook(self, webhook_id: str, code: str = "INTERNAL_ERROR") -> None:
        """Let a webhook tell of an error, and of nothing after it."""
        with self._world.lock:
            webhook, now = self._webhook(webhook_id), self._world.now()
            webhook.broken = True
            frame = {"timestamp": dates.instant_text(now), "baseTransactionNumber": self._base.transactions}
            webhook.tell(now, {"error": True, "code": code, **frame, "payloadFormat": "v0"})

    def lose_payloads(self, webhook_id: str, count: int = 1) -> None:
        """Drop the oldest payloads before their time."""
        with self._world.lock:
            self._webhook(webhook_id).lose(count)

    def _webhook(self, webhook_id: str) -> Webhook:
        return self._base.webhooks[webhook_id]

    def _handle(self, table: Table) -> TableHandle:
        return TableHandle(self._world, self._base, table, self._origin)


class TableHandle:
    """One table, as a person sees it. Records and fields are named by id; fields by name as well."""

    def __init__(self, world: World, base: Base, table: Table, origin: Origin) -> None:
        self._world = world
        self._base = base
        self._table = table
        self._origin = origin

    @property
    def id(self) -> str:
        """``tbl…``."""
        return self._table.id

    @property
    def name(self) -> str:
        """The name in Airtable's window."""
        return self._table.name

    def rename(self, name: str) -> None:
        """Give the table another name."""
        with self._world.lock, self._schema_action():
            self._table.name = name

    # --- records ---

    def records(self) -> list[dict[str, Any]]:
        """All records as the API would send them, in order of creation."""
        with self._world.lock:
            return self._read(self._table.records.values())

    def record_ids(self) -> list[str]:
        """The ids of all records, in order of creation."""
        with self._world.lock:
            return list(self._table.records)

    def record(self, record_id: str) -> dict[str, Any]:
        """One record as the API would send it; KeyError where there is none."""
        with self._world.lock:
            return self._read([self._table.records[record_id]])[0]

    def find(self, **values: Any) -> str:
        """The id of the first record with these values (field name to read form); KeyError where there is none."""
        return self.find_where(values)

    def find_where(self, values: dict[str, Any]) -> str:
        """Like :meth:`find`, for names that are no Python names."""
        for record in self.records():
            if all(record["fields"].get(name) == value for name, value in values.items()):
                return str(record["id"])
        raise KeyError(values)

    def add(self, fields: dict[str, Any]) -> str:
        """A new record; its id."""
        return self.add_many([fields])[0]

    def add_many(self, rows: Iterable[dict[str, Any]]) -> list[str]:
        """New records; their ids in the same order."""
        with self._world.lock, self._writer() as writer:
            return [writer.create(fields).id for fields in rows]

    def edit(self, record_id: str, fields: dict[str, Any]) -> None:
        """Change a record; what is not named stays."""
        with self._world.lock, self._writer() as writer:
            writer.update(self._table.records[record_id], fields)

    def delete(self, *record_ids: str) -> None:
        """Delete records, and the links to them."""
        with self._world.lock, self._writer() as writer:
            for record in [self._table.records[record_id] for record_id in record_ids]:
                writer.delete(record)

    def empty(self) -> None:
        """Delete all records."""
        with self._world.lock:
            self.delete(*self._table.records)

    # --- fields ---

    def field_id(self, name: str) -> str:
        """The ``fld…`` id of a field; KeyError where there is none."""
        with self._world.lock:
            return self._field(name).id

    def add_field(
        self, name: str, kind: str, options: dict[str, Any] | None = None, compute: Compute | None = None
    ) -> str:
        """A new field of any type (``kind``), computed ones included; its id.

        ``compute`` gives a formula's value from the row's other fields, by name; a rollup's from ``{"values": […]}``.
        """
        with self._world.lock, self._schema_action():
            spec = {"name": name, "type": kind, "options": options}
            return schema.add_field(self._world, self._base, self._table, spec, compute).id

    def rename_field(self, field: str, name: str) -> None:
        """Give a field another name; its id stays."""
        with self._world.lock, self._schema_action():
            self._field(field).name = name

    def retype_field(self, field: str, kind: str, options: dict[str, Any] | None = None) -> None:
        """Convert a field, its id staying; cells are converted as far as their text makes sense in the new type."""
        with self._world.lock, self._schema_action():
            old = self._field(field)
            read = reading.reader(self._base, self._table, old)
            seen = {row.id: texts.as_text(self._base, old, read(row)) for row in self._table.records.values()}
            schema.cut_inverse(self._base, old)
            spec = {"name": old.name, "type": kind, "options": options, "description": old.description}
            self._table.fields[old.id] = schema.make_field(self._world, self._base, self._table, spec, field_id=old.id)
            self._convert(old.id, seen)

    def delete_field(self, field: str) -> None:
        """Remove a field and its cells; ValueError for the primary field, which Airtable keeps."""
        with self._world.lock, self._schema_action():
            found = self._field(field)
            if found.id == self._table.primary_field_id:
                raise ValueError(f"{found.name} is the primary field")
            _remove_field(self._base, self._table, found)

    def add_choice(self, field: str, name: str) -> str:
        """A new option of a select field; its ``sel…`` id."""
        with self._world.lock:
            found = self._field(field)
            choice = Choice(self._world.ids.new("sel"), name, COLORS[len(found.choices) % len(COLORS)])
            found.choices[choice.id] = choice
            return choice.id

    def rename_choice(self, field: str, old: str, new: str) -> None:
        """Rename an option: the text of all its cells changes, and no last-modified time moves."""
        with self._world.lock:
            choice = self._field(field).choice_named(old)
            if choice is None:
                raise KeyError(old)
            choice.name = new

    def set_default(self, field: str, value: Any) -> None:
        """What a person's new rows start with in this field, in the form that a write has; None is nothing."""
        with self._world.lock:
            self._field(field).default = value

    # --- inside ---

    def _field(self, name_or_id: str) -> Field:
        field = self._table.field(name_or_id)
        if field is None:
            raise KeyError(name_or_id)
        return field

    def _read(self, records: Iterable[Record]) -> list[dict[str, Any]]:
        columns = reading.columns(self._base, self._table)
        return [reading.record_json(record, columns) for record in records]

    def _schema_action(self) -> contextlib.AbstractContextManager[None]:
        return schema_action(self._world, self._base, self._origin)

    def _writer(self, *, typecast: bool = False) -> Writer:
        return Writer(self._world, self._base, self._table, self._origin, typecast=typecast)

    def _convert(self, field_id: str, seen: dict[str, str]) -> None:
        """Fill a converted field from the texts that its cells showed; no last-modified time moves."""
        self._table.schema_changed()
        for record in self._table.records.values():
            record.cells.pop(field_id, None)
        for record in list(self._table.records.values()):
            with contextlib.suppress(ApiError), self._writer(typecast=True) as writer:
                writer.update(record, {field_id: seen[record.id]}, touch=False)


def _remove_field(base: Base, table: Table, field: Field) -> None:
    """Take a field away, with its cells."""
    schema.cut_inverse(base, field)
    del table.fields[field.id]
    table.schema_changed()
    for record in table.records.values():
        record.cells.pop(field.id, None)


def _spec(field: FieldSpec) -> dict[str, Any]:
    if isinstance(field, dict):
        return field
    name, kind, *options = field
    return {"name": name, "type": kind, "options": options[0] if options else None}
