"""What a base holds: tables, fields, records, people. Data and look-ups; rules are in the modules around it.

Cells are kept in a stored form that survives renames: choices and collaborators by id, everything else as JSON.
An empty cell is absent from :attr:`Record.cells`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct, field

from airsync_gui.sandbox.clock import Clock, ManualClock, SystemClock
from airsync_gui.sandbox.ids import Ids
from airsync_gui.sandbox.switches import Switches
from airsync_gui.sandbox.webhook import Webhook

Compute = Callable[[Mapping[str, Any]], Any]
"""A formula: the row's stored fields (name to read form, empty ones absent) to a JSON value."""

COMPUTED_TYPES = frozenset(
    {
        "autoNumber",
        "count",
        "createdTime",
        "lastModifiedTime",
        "createdBy",
        "lastModifiedBy",
        "formula",
        "rollup",
        "multipleLookupValues",
        "button",
        "aiText",
        "externalSyncSource",
    }
)


class User(Struct, frozen=True):
    """A person; ``id`` is ``usr…``."""

    id: str
    email: str
    name: str

    def read(self) -> dict[str, str]:
        """The form in cells."""
        return {"id": self.id, "email": self.email, "name": self.name}


class Choice(Struct):
    """One option of a select field; ``id`` is ``sel…``."""

    id: str
    name: str
    color: str


class Field(Struct):
    """A column. ``options`` are the schema's, choices apart."""

    id: str
    name: str
    type: str
    options: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    description: str | None = None
    compute: Compute | None = None
    default: Any = None
    """What a person's new row starts with, in the form that a write has; None is nothing."""

    @property
    def computed(self) -> bool:
        """Whether a write is refused."""
        return self.type in COMPUTED_TYPES

    def choice_named(self, name: str) -> Choice | None:
        """The choice with exactly this name."""
        return next((choice for choice in self.choices.values() if choice.name == name), None)


class Record(Struct):
    """A row."""

    id: str
    created: datetime
    created_by: User
    number: int
    """What an autoNumber field shows."""
    cells: dict[str, Any] = field(default_factory=dict)
    """Field id to stored value; empty cells absent."""
    touched: dict[str, datetime] = field(default_factory=dict)
    """Field id to when it last changed, only for changes after creation."""
    modified_by: User | None = None

    def modified(self, field_ids: list[str] | None = None) -> datetime:
        """When one of these fields (all, if None or empty) last changed; the creation where none did."""
        if not self.touched:
            return self.created
        times = self.touched.values() if not field_ids else [self.touched.get(key, self.created) for key in field_ids]
        return max(self.created, *times)


MergeKey = tuple[Any, ...]


class View(Struct):
    """A view without filter: rows in the order of their creation."""

    id: str
    name: str
    type: str = "grid"


class Table:
    """A table: fields and records in order of creation, the first field being the primary one."""

    def __init__(self, table_id: str, name: str, view: View, description: str | None = None) -> None:
        self.id = table_id
        self.name = name
        self.description = description
        self.views = [view]
        self.primary_field_id = ""
        self.fields: dict[str, Field] = {}
        self.records: dict[str, Record] = {}
        self.next_number = 1
        self._sorted: list[str] | None = None
        self._indexes: dict[tuple[str, ...], dict[MergeKey, set[str]]] = {}

    def field(self, name_or_id: str) -> Field | None:
        """The field with this id or exactly this name."""
        found = self.fields.get(name_or_id)
        return found or next((field for field in self.fields.values() if field.name == name_or_id), None)

    def add_record(self, record: Record) -> None:
        """Put a record in, cells and all."""
        self.records[record.id] = record
        self._sorted = None
        for field_ids, index in self._indexes.items():
            index.setdefault(_key(record, field_ids), set()).add(record.id)

    def remove_record(self, record: Record) -> None:
        """Take a record out; links to it are the caller's business."""
        del self.records[record.id]
        self._sorted = None
        for field_ids, index in self._indexes.items():
            index[_key(record, field_ids)].discard(record.id)

    def set_cells(self, record: Record, cells: dict[str, Any]) -> None:
        """Replace all cells of a record; every change of a cell comes through here, for the indexes' sake."""
        for field_ids, index in self._indexes.items():
            index[_key(record, field_ids)].discard(record.id)
        record.cells = cells
        for field_ids, index in self._indexes.items():
            index.setdefault(_key(record, field_ids), set()).add(record.id)

    def schema_changed(self) -> None:
        """Forget what was derived from cells, after a field was removed or converted."""
        self._indexes.clear()

    def ids_in_order(self) -> list[str]:
        """Record ids in the order of an unsorted list: ascending by the id's bytes."""
        if self._sorted is None:
            self._sorted = sorted(self.records)
        return self._sorted

    def matching(self, field_ids: tuple[str, ...], key: MergeKey) -> set[str]:
        """Ids of the records whose stored values in these fields equal ``key``."""
        index = self._indexes.get(field_ids)
        if index is None:
            index = self._indexes[field_ids] = {}
            for record in self.records.values():
                index.setdefault(_key(record, field_ids), set()).add(record.id)
        return index.get(key, set())


def _key(record: Record, field_ids: tuple[str, ...]) -> MergeKey:
    return tuple(hashable(record.cells.get(field_id)) for field_id in field_ids)


def hashable(value: Any) -> Any:
    """A stored value as part of a dictionary key."""
    return tuple(value) if isinstance(value, list) else value


class Base:
    """A base: its tables and the people who may be named in its cells."""

    def __init__(self, base_id: str, name: str) -> None:
        self.id = base_id
        self.name = name
        self.tables: dict[str, Table] = {}
        self.people: dict[str, User] = {}
        self.webhooks: dict[str, Webhook] = {}
        self.transactions = 0

    def table(self, name_or_id: str) -> Table | None:
        """The table with this id or exactly this name."""
        found = self.tables.get(name_or_id)
        return found or next((table for table in self.tables.values() if table.name == name_or_id), None)

    def record(self, record_id: str) -> tuple[Table, Record] | None:
        """A record anywhere in the base, with its table."""
        for table in self.tables.values():
            if record_id in table.records:
                return table, table.records[record_id]
        return None

    def links_to(self, table: Table) -> Iterator[tuple[Table, Field]]:
        """Every link field that points at ``table``, with the table it is in."""
        for other in self.tables.values():
            for candidate in other.fields.values():
                if candidate.type == "multipleRecordLinks" and candidate.options.get("linkedTableId") == table.id:
                    yield other, candidate


class World(Struct):
    """Everything that the sandbox's parts share. Whoever reads or changes it holds ``lock``."""

    ids: Ids = field(default_factory=Ids)
    clock: Clock = field(default_factory=SystemClock)
    clock_skew_s: float = 0.0
    """How far Airtable's clock is ahead of ``clock``; may be negative."""
    switches: Switches = field(default_factory=Switches)
    bases: dict[str, Base] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def now(self) -> datetime:
        """Airtable's time of day."""
        return self.clock.now() + timedelta(seconds=self.clock_skew_s)

    def advance(self, seconds: float) -> None:
        """Move the time of day on (and, where the clock can be moved, all that is counted in seconds)."""
        if isinstance(self.clock, ManualClock):
            self.clock.advance(seconds)
        else:
            self.clock_skew_s += seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass: a clock that can be moved is moved."""
        move = getattr(self.clock, "advance", time.sleep)
        move(seconds)

    def forget_old_webhooks(self) -> None:
        """Drop webhooks and payloads whose time is over."""
        now = self.now()
        for base in self.bases.values():
            base.webhooks = {key: hook for key, hook in base.webhooks.items() if not hook.is_gone(now)}
            for webhook in base.webhooks.values():
                webhook.forget_old(now)
