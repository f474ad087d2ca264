"""What one record is decided by, and what is decided: operations, a conflict, drift, or a note."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.match import Match
from airsync_gui.sync.operations import Conflict, ConflictKind, DriftNote, Note, Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import NO_VALUES, FieldId, Memory, Row, Side, Values
from airsync_gui.sync.schema import Field

CHOICE_RENAMED = "choice renamed in Airtable"
LINK_RENAMED = "linked record renamed"
NOBODYS_EDITS = frozenset({CHOICE_RENAMED, LINK_RENAMED})
"""Rules by which a cell is written anew although its value stays: no guard counts that."""


class Rules(Struct, frozen=True):
    """What one record is decided by.

    Attributes:
        fields: the mapped fields that take part now (those in a schema conflict are left out).
        file_modified_at: the local table's mtime, where its rows have no times of their own (UTC).
        clock_skew: Airtable's clock minus ours.
        renamed_choices: field id → old choice name → new name, since the last run.
    """

    pair: Pair
    fields: Mapping[FieldId, Field]
    file_modified_at: datetime | None = None
    clock_skew: timedelta = timedelta(0)
    renamed_choices: Mapping[FieldId, Mapping[str, str]] = field(default_factory=dict)

    def writable(self) -> Iterator[Field]:
        """The fields that people edit on both sides."""
        ours = self.pair.kept_by_us()
        return (f for f in self.fields.values() if not f.read_only and f.id not in ours)

    def pulled_only(self) -> Iterator[Field]:
        """Fields whose value is only ever Airtable's: computed ones, the version and the stamp."""
        ours = self.pair.kept_by_us()
        return (f for f in self.fields.values() if f.read_only or f.id in ours)


class Decision(Struct):
    """The outcome for one record.

    Attributes:
        remember: the record's memory as it is to be stored before anything is written, if it changes.
        invalid: local cells that can't be their field's type: the record's write to Airtable waits.
    """

    match: Match
    operations: list[Operation] = field(default_factory=list)
    conflict: Conflict | None = None
    drift: DriftNote | None = None
    notes: list[Note] = field(default_factory=list)
    remember: Memory | None = None
    invalid: list[InvalidValue] = field(default_factory=list)


def label_of(match: Match, pair: Pair) -> str:
    """What a person calls the record: its key, as the side that has it now says it."""
    row = match.local or match.airtable
    values = row.values if row else (match.memory.airtable or match.memory.local if match.memory else NO_VALUES)
    return ", ".join(str(part) for part in pair.key_of(values) if part is not None) or (row.label if row else match.uid)


def invalid_cells(rules: Rules, local: Row, given_up: Container[FieldId] = ()) -> list[InvalidValue]:
    """The cells here that keep a record from being sent: they can't be their field's type, nor were given up."""
    if not rules.pair.may_write(Side.AIRTABLE):
        return []
    return [
        InvalidValue(field=f.name, value=local.problems[f.id].text, rule=local.problems[f.id].rule)
        for f in rules.writable()
        if f.id in local.problems and local.problems[f.id].kind != "waiting" and f.id not in given_up
    ]


def deletion_of(match: Match, pair: Pair, side: Side) -> Operation:
    """The record's deletion on one side; also what any operation on it says of the record itself."""
    row = match.row(side)
    return Operation(
        side=side,
        kind="delete",
        uid=match.uid,
        label=label_of(match, pair),
        local_id=match.local_id,
        record_id=match.record_id,
        row_id=row.row_id if row else None,
        before=dict(row.values) if row else {},
    )


def open_conflict(
    decision: Decision, rules: Rules, memory: Memory, kind: ConflictKind, fields: tuple[FieldId, ...], merged: Values
) -> None:
    """Make it a conflict over these fields; nothing of the record is written.

    Args:
        memory: what was last in step, as the conflict shows it.
        merged: what a merge settled in other fields, for once the conflict is.
    """
    match = decision.match
    local, airtable = match.local, match.airtable
    decision.operations = []
    decision.conflict = Conflict(
        uid=match.uid,
        kind=kind,
        label=label_of(match, rules.pair),
        local_id=match.local_id,
        record_id=match.record_id,
        fields=fields,
        local=dict(local.values) if local else None,
        airtable=dict(airtable.values) if airtable else None,
        local_ancestor=memory.local,
        airtable_ancestor=memory.airtable,
        merged=merged,
        local_label=local.label if local else "",
    )
    bound = replace(memory, local_id=match.local_id, record_id=match.record_id, tombstone=None)
    decision.remember = bound if bound != match.memory else None
