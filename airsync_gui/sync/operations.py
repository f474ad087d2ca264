"""What a plan consists of: operations, conflicts, refusals, drift and notes, all frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import Refused
from airsync_gui.sync.records import FieldId, LocalId, RecordId, Side, Uid, Values
from airsync_gui.sync.values import plain

_sorted_json = json.JSONEncoder(sort_keys=True, check_circular=False).encode
OperationKind = Literal["create", "update", "delete"]
ConflictKind = Literal[
    "both_edited", "edited_deleted", "deleted_edited", "created_twice", "version_moved", "undone", "schema"
]


class Operation(Struct, frozen=True):
    """One create, update or delete on one side.

    Attributes:
        side: the side that is written.
        label: what a person calls the record: its key.
        row_id: the local row's handle in this run's reading (updates and deletes of the local side).
        values: field id → value to set; ``None`` makes it blank. Sanitised on the way to Airtable.
        before: what the written side had in these fields.
        other: what the *other* side has in these fields, as read: its half of the memory that follows.
        both: fields that this plan writes on both sides; their memory moves when both are done.
        rules: field id → why.
        reports: field id → what sanitising did.
        overwrites: field id → side whose own edit is lost by this plan.
        lock: for optimistic locking: Airtable's values (version included) as read; they must still stand.
        in_step: whether the record is in step once this is done; else (an undo) its memory learns of nothing but ids.
        counts: whether the guards count it (computed fields put back, and renamed choices, do not).
        shape: a hash of the written fields' types and options (Airtable's side): a refusal may end when they change.
        unread: field id → the text of a cell here that can't be read, for which the operation waits.
        raw: of a local row that is made again: all that it was, in words of its table's own.
    """

    side: Side
    kind: OperationKind
    uid: Uid
    label: str
    local_id: LocalId | None
    record_id: RecordId | None
    row_id: str | None = None
    values: Values = field(default_factory=dict)
    before: Values = field(default_factory=dict)
    other: Values = field(default_factory=dict)
    both: frozenset[FieldId] = frozenset()
    rules: Mapping[FieldId, str] = field(default_factory=dict)
    reports: Mapping[FieldId, str] = field(default_factory=dict)
    overwrites: Mapping[FieldId, Side] = field(default_factory=dict)
    lock: Values | None = None
    in_step: bool = True
    counts: bool = True
    shape: str = ""
    unread: Mapping[FieldId, str] = field(default_factory=dict)
    raw: str = ""

    def without(self, fields: frozenset[FieldId]) -> Operation:
        """The same as if it wrote none of these fields."""
        if not fields:
            return self
        return replace(self, values={f: v for f, v in self.values.items() if f not in fields})

    def fingerprint(self) -> str:
        """Changes with what would be sent, and with what its fields take: a refused operation waits for that."""
        content = [self.side, self.kind, self.uid, self.record_id, plain(self.values), self.shape]
        return hashlib.blake2b(_sorted_json(content).encode(), digest_size=16).hexdigest()


class Refusal(Struct, frozen=True):
    """An operation that was turned down, by validation or by the side it was for; it waits for a change."""

    operation: Operation
    error: Refused
    by_validation: bool = False


class Conflict(Struct, frozen=True):
    """A record (or a field of the schema) that the policies do not settle.

    Attributes:
        uid: the record's id, and the conflict's.
        fields: the fields that clash; for an edit against a deletion those that were edited.
        local, airtable: what each side has now; None where the record is gone.
        local_ancestor, airtable_ancestor: what each had when last in step; empty on a first run.
        merged: field id → value for the changed fields that do not clash: a resolution takes them along.
    """

    uid: Uid
    kind: ConflictKind
    label: str
    local_id: LocalId | None
    record_id: RecordId | None
    fields: tuple[FieldId, ...]
    local: Values | None
    airtable: Values | None
    local_ancestor: Values = field(default_factory=dict)
    airtable_ancestor: Values = field(default_factory=dict)
    merged: Values = field(default_factory=dict)
    local_label: str = ""

    def of(self, side: Side) -> Values | None:
        """What one side has now."""
        return self.local if side is Side.LOCAL else self.airtable


class DriftNote(Struct, frozen=True):
    """An edit on the written-only side of a one-way pair, left as it is."""

    side: Side
    uid: Uid
    label: str
    kind: Literal["updated", "created", "deleted"]
    fields: tuple[FieldId, ...] = ()


class Note(Struct, frozen=True):
    """Something a person should know of that needs no decision.

    ``code`` is one of: ``computed_put_back``, ``blank_ignored``, ``sanitised``, ``left_alone``, ``deletion_kept``,
    ``rolled_out``.
    """

    code: str
    label: str
    uid: Uid | None = None
    field: FieldId | None = None
    detail: str = ""
