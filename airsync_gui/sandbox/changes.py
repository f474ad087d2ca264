"""What one action changed in a base: rows, fields and tables, before and after. Webhooks are told of it.

Nothing is recorded for a base without webhooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct, field

from airsync_gui.sandbox import dates, payload_cells, payloads
from airsync_gui.sandbox.model import Base, Field, Record, Table, User, World
from airsync_gui.sandbox.payloads import Action, Cells, FieldForm, TableForm

_LINKED = frozenset({"count", "rollup", "multipleLookupValues"})


class Origin(Struct, frozen=True):
    """Who did something, and by which way."""

    user: User
    source: str = "client"
    """``client``, ``publicApi``, ``automation``, ``formSubmission``, ``sync``, ``system`` …"""
    role: str = "create"
    details: dict[str, Any] = field(default_factory=dict)
    """What the source tells of itself, such as ``{"automationId": …}``."""

    def metadata(self) -> dict[str, Any]:
        """``actionMetadata``; only people are named."""
        told: dict[str, Any] = dict(self.details)
        if self.source in ("client", "publicApi"):
            told["user"] = {**self.user.read(), "permissionLevel": self.role}
        return {"source": self.source, **({"sourceMetadata": told} if told else {})}


class Recorder:
    """Notes what one writer does to the rows of a base, and tells the base's webhooks in the end."""

    def __init__(self, world: World, base: Base, origin: Origin) -> None:
        self._world = world
        self._base = base
        self._origin = origin
        self._before: dict[tuple[str, str], dict[str, Any]] = {}
        self._written: dict[tuple[str, str], set[str]] = {}
        self._created: dict[tuple[str, str], None] = {}
        self._destroyed: dict[str, list[str]] = {}

    def before(self, table: Table, record: Record, field_ids: set[str]) -> None:
        """These cells of a row are about to be written."""
        self._written.setdefault((table.id, record.id), set()).update(field_ids)
        self._remember(table, record)
        for other, link in self._base.links_to(table):
            if any(_reads(link, candidate) for candidate in other.fields.values()):
                for row in linking_rows(table, other, link, record):
                    self._remember(other, row)

    def created(self, table: Table, record: Record) -> None:
        """A row was made, still without cells."""
        self._created[table.id, record.id] = None

    def destroyed(self, table: Table, record: Record) -> None:
        """A row is about to go."""
        self.before(table, record, set())
        self._destroyed.setdefault(table.id, []).append(record.id)

    def finish(self) -> None:
        """Tell the webhooks what there is to tell."""
        action = Action(self._origin.metadata())
        for table_id, record_ids in self._destroyed.items():
            action.table(table_id).destroyed = record_ids
        for key in {**self._created, **self._before}:
            self._add_row(action, *key)
        publish(self._world, self._base, action)

    def _remember(self, table: Table, record: Record) -> None:
        key = (table.id, record.id)
        if key not in self._before and key not in self._created:
            self._before[key] = payload_cells.snapshot(self._base, table, record)

    def _add_row(self, action: Action, table_id: str, record_id: str) -> None:
        table = self._base.tables[table_id]
        record = table.records.get(record_id)
        if record is None:
            return
        key = (table_id, record_id)
        cells = Cells(
            before=self._before.get(key, {}),
            after=payload_cells.snapshot(self._base, table, record),
            written=frozenset(self._written.get(key, ())),
            computed=payload_cells.computed_ids(table),
        )
        if key in self._created:
            action.table(table_id).created[record_id] = (dates.instant_text(record.created), cells)
        elif cells.changed_ids():
            action.table(table_id).changed[record_id] = cells


def _reads(link: Field, candidate: Field) -> bool:
    """Whether a field shows something of the rows behind this link."""
    return candidate.type in _LINKED and candidate.options.get("recordLinkFieldId") == link.id


def linking_rows(table: Table, other: Table, link: Field, record: Record) -> list[Record]:
    """Rows of ``other`` whose ``link`` holds this record: by the inverse field where there is one."""
    inverse_id = link.options.get("inverseLinkFieldId")
    if inverse_id in table.fields:
        return [other.records[key] for key in record.cells.get(inverse_id, ()) if key in other.records]
    return [row for row in other.records.values() if record.id in row.cells.get(link.id, ())]


@contextmanager
def schema_action(world: World, base: Base, origin: Origin) -> Iterator[None]:
    """What happens within to tables and fields is told to the webhooks, unless it fails."""
    before = schema_forms(base) if base.webhooks else None
    yield
    if before is not None:
        action = Action(origin.metadata(), schema_before=before, schema_after=schema_forms(base))
        publish(world, base, action)


def schema_forms(base: Base) -> dict[str, TableForm]:
    """What webhooks tell of the schema, by table id."""
    return {table.id: _table_form(table) for table in base.tables.values()}


def _table_form(table: Table) -> TableForm:
    fields = {field.id: FieldForm(field.name, field.type) for field in table.fields.values()}
    return TableForm(table.name, table.description, fields, frozenset(view.id for view in table.views))


def publish(world: World, base: Base, action: Action) -> None:
    """Number an action, and let every webhook have what it asked for of it."""
    if action.is_empty():
        return
    base.transactions += 1
    now = world.now()
    frame = {
        "timestamp": dates.instant_text(now),
        "baseTransactionNumber": base.transactions,
        "payloadFormat": "v0",
    }
    known = schema_forms(base)
    for webhook in base.webhooks.values():
        if not webhook.is_enabled(now) or webhook.broken:
            continue
        if payloads.is_broken(webhook, known):
            webhook.broken = True
            webhook.tell(now, {"error": True, "code": "INVALID_FILTERS", **frame})
            continue
        for content in payloads.contents(webhook, action, known, world.switches):
            webhook.tell(now, {**frame, "actionMetadata": action.metadata, **content})
