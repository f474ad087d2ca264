"""What became of the operations that a dead run had in flight.

Updates and deletes are never repeated by a later run: a fresh read tells whether they arrived (on either side, through
the type's own rounding), and what did not is planned anew. A create that arrived is recognised by its key and by the
values we sent. Pure: memories in, memories out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import NO_VALUES, FieldId, Key, LocalId, Memory, RecordId, Row, Side, Uid, Value, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import arrived, is_blank, is_lossy, same

JournalState = Literal["pending", "in_flight", "unknown", "refused"]
IN_DOUBT: tuple[JournalState, ...] = ("in_flight", "unknown")
"""Operations that may have been done: only the sides themselves can tell."""


class Journalled(Struct, frozen=True):
    """One operation as the journal has it.

    Attributes:
        id: the queue's number for it.
        state: ``pending`` was never sent; ``in_flight`` was sent and not answered; ``unknown`` is a create whose
            answer was lost; ``refused`` waits for a change.
        sent_at: when it was last sent (UTC).
    """

    id: int
    operation: Operation
    state: JournalState
    sent_at: datetime | None = None
    tries: int = 0


class Arrival(Struct):
    """An operation of a dead run that its side shows as done, as far as it does; ``after`` is what stands there."""

    operation: Operation
    after: Values


class Settled(Struct):
    """What the two sides tell about a dead run's operations.

    Attributes:
        memories: all memories, as the lost answers would have left them.
        moved: those of them that are not as they were stored.
        arrived: what was done, for the history.
        missing: creates that are nowhere to be found (yet).
    """

    memories: list[Memory]
    moved: list[Memory]
    arrived: list[Arrival]
    missing: list[Journalled]

    def of(self, uids: frozenset[Uid]) -> Settled:
        """Only what concerns these records: the rest stays in the journal for the next run."""
        moved = [memory for memory in self.moved if memory.uid in uids]
        return Settled(self.memories, moved, [a for a in self.arrived if a.operation.uid in uids], missing=[])


def settle(
    entries: Iterable[Journalled],
    memories: Sequence[Memory],
    local_rows: Sequence[Row],
    airtable_rows: Sequence[Row],
    fields: Mapping[FieldId, Field],
    pair: Pair,
    *,
    stable_row_ids: bool,
) -> Settled:
    """Move the memories as far as the sides themselves show that operations arrived."""
    sides = _Sides(memories, local_rows, airtable_rows, fields, pair, stable_row_ids)
    by_uid: defaultdict[Uid, list[Journalled]] = defaultdict(list)
    for entry in entries:
        if entry.state in IN_DOUBT:
            by_uid[entry.operation.uid].append(entry)
    missing: list[Journalled] = []
    for of_record in by_uid.values():
        for entry in of_record:
            operation = entry.operation
            if operation.kind == "create":
                if not sides.adopt(operation) and operation.side is Side.AIRTABLE:
                    missing.append(entry)
            elif operation.kind == "update":
                sides.recognise(operation, of_record)
            else:
                sides.miss(operation)
    return Settled(list(sides.memories.values()), [sides.memories[uid] for uid in sides.moved], sides.arrived, missing)


def after_write(
    memory: Memory,
    operation: Operation,
    found: Values,
    fields: Mapping[FieldId, Field],
    other_now: Values | None = None,
) -> Memory:
    """The memory once one operation was answered: **only the fields we sent** move.

    Args:
        found: what the written side has now, in the fields that were sent.
        other_now: what the other side has by now, for fields written on both.
    """
    if not operation.in_step:
        return memory
    sent, other = operation.values, {**operation.other, **other_now} if other_now else operation.other
    here, there = dict(memory.of(operation.side)), dict(memory.of(operation.side.other))
    lossy = dict(memory.lossy)
    for field_id in sent if operation.kind == "update" else {**sent, **operation.other}:
        # A field that a create left out was asked to be blank.
        now, wanted = found.get(field_id) if field_id in sent else None, other.get(field_id)
        here[field_id], there[field_id] = now, wanted
        lossy.pop(field_id, None)
        if field_id in sent and not same(wanted, now):
            field = fields.get(field_id)
            if field and not field.read_only and is_lossy(field, wanted, now):
                lossy[field_id] = operation.side
    local, airtable = (here, there) if operation.side is Side.LOCAL else (there, here)
    return replace(memory, local=local, airtable=airtable, lossy=lossy)


class _Sides:
    """Both sides by id and by key, and the memories as they become."""

    def __init__(
        self,
        memories: Sequence[Memory],
        local_rows: Sequence[Row],
        airtable_rows: Sequence[Row],
        fields: Mapping[FieldId, Field],
        pair: Pair,
        stable_row_ids: bool,
    ) -> None:
        self.fields, self.pair, self.stable = fields, pair, stable_row_ids
        self.memories: dict[Uid, Memory] = {memory.uid: memory for memory in memories}
        self.known_records = {memory.record_id for memory in memories}
        self.known_locals = {memory.local_id for memory in memories}
        self.airtable: dict[RecordId, Row] = {row.row_id: row for row in airtable_rows}
        self.local: dict[LocalId, Row] = {}
        self.twins: defaultdict[LocalId, list[Row]] = defaultdict(list)
        for row in local_rows:
            if not row.malformed:
                local_id = row.row_id if stable_row_ids else local_id_of(pair.key_of(row.values))
                if local_id in self.local:
                    self.twins[local_id].append(row)
                self.local.setdefault(local_id, row)
        self._by_key: defaultdict[Key, list[Row]] | None = None
        self.moved: dict[Uid, None] = {}
        self.arrived: list[Arrival] = []

    def _move(self, memory: Memory, operation: Operation, row: Row, other_now: Values | None = None) -> None:
        """What the lost answer would have done to the memory."""
        self.memories[memory.uid] = after_write(memory, operation, row.values, self.fields, other_now)
        self.moved[memory.uid] = None

    def _note(self, operation: Operation, row: Row) -> None:
        """What was overwritten is known from now on, even where the memory waits for the other side."""
        self.arrived.append(Arrival(operation, {f: row.values.get(f) for f in operation.values}))

    def row_of(self, memory: Memory, side: Side) -> Row | None:
        if side is Side.LOCAL:
            return self.local.get(memory.local_id) if memory.local_id is not None else None
        return self.airtable.get(memory.record_id) if memory.record_id is not None else None

    # -- creates ----------------------------------------------------------------------------------------------------

    def adopt(self, operation: Operation) -> bool:
        """Whether a create turns out to be done: exactly one unknown record with its key has the values we sent."""
        if operation.side is Side.LOCAL:
            return self._adopt_local(operation)
        known = self.memories.get(operation.uid)
        if known and known.record_id in self.airtable:
            return True
        found = [row for row in self._unknown_with_key(operation) if row.row_id not in self.known_records]
        if len(found) != 1 or not has_sent_values(operation, found[0], self.fields):
            return False
        row = found[0]
        memory = replace(
            known or Memory(operation.uid, operation.local_id, row.row_id),
            record_id=row.row_id,
            local_id=operation.local_id,
            created_at=row.created_at,
        )
        self._move(memory, operation, row)
        self._note(operation, row)
        self.known_records.add(row.row_id)
        return True

    def _adopt_local(self, operation: Operation) -> bool:
        found = self._made_here(operation)
        if found is None or found[0] in self.known_locals or not has_sent_values(operation, found[1], self.fields):
            return False
        local_id, row = found
        memory = self.memories.get(operation.uid) or Memory(operation.uid, local_id, operation.record_id)
        memory = replace(memory, local_id=local_id, record_id=operation.record_id)
        self._move(memory, operation, row)
        self._note(operation, row)
        self.known_locals.add(local_id)
        return True

    def _made_here(self, operation: Operation) -> tuple[LocalId, Row] | None:
        """The row that a create may have made, with its id; one that its table named is the only new one of its key."""
        key = self.pair.key_of(operation.values)
        if not self.stable:
            local_id = operation.local_id or local_id_of(key)
            row = self.local.get(local_id)
            return (local_id, row) if row is not None else None
        unknown = [
            (local_id, row)
            for local_id, row in self.local.items()
            if local_id not in self.known_locals and self.pair.key_of(row.values) == key
        ]
        return unknown[0] if len(unknown) == 1 else None

    def _unknown_with_key(self, operation: Operation) -> list[Row]:
        """Records with the operation's key, through the key fields' own rounding."""
        if self._by_key is None:
            self._by_key = defaultdict(list)
            for row in self.airtable.values():
                self._by_key[self.pair.key_of(row.values)].append(row)
        sent = self.pair.key_of(operation.values)
        exact = self._by_key.get(sent)
        if exact:
            return exact
        return [
            row
            for key, rows in self._by_key.items()
            if all(arrived(self.fields[f], s, k) for f, s, k in zip(self.pair.key, sent, key, strict=True))
            for row in rows
        ]

    # -- updates and deletes ----------------------------------------------------------------------------------------

    def miss(self, operation: Operation) -> None:
        """A deletion arrived if its record is gone; matching forgets it then."""
        # A row that was never in step (drift that is overwritten) has no memory; its last values must not be lost.
        unknown = Memory(operation.uid, operation.local_id, operation.record_id)
        if self.row_of(self.memories.get(operation.uid, unknown), operation.side) is None:
            self.arrived.append(Arrival(operation, NO_VALUES))

    def recognise(self, operation: Operation, of_record: Sequence[Journalled]) -> None:
        """Move the memory in the fields where the written side shows what we sent."""
        memory = self.memories.get(operation.uid)
        if memory is None:
            self._recognise_unknown(operation)
            return
        memory = self._under_its_new_key(memory, operation)
        row = self._written_row(memory, operation)
        if row is None:
            return
        there = {f: v for f, v in operation.values.items() if self._there(f, v, row)}
        done = dict(there)
        partner = next((e.operation for e in of_record if e.operation.side is not operation.side), None)
        other_row = self.row_of(memory, operation.side.other)
        other_now: dict[FieldId, Value] = {}
        for field_id in operation.both & frozenset(done):
            if not (partner and other_row and self._there(field_id, partner.values.get(field_id), other_row)):
                done.pop(field_id)
            else:
                other_now[field_id] = other_row.values.get(field_id)
        if done:
            self._move(memory, replace(operation, values=done), row, other_now)
        self._tell(operation, there, row)

    def _tell(self, operation: Operation, there: Mapping[FieldId, Value], row: Row) -> None:
        """What arrived, for history; and what may have overwritten a value that stands there no longer.

        Where somebody has edited the field since, nobody can tell whether the write came between: what it would have
        overwritten must not be lost.
        """
        maybe = {
            f: sent
            for f, sent in operation.values.items()
            if f in operation.overwrites and f not in there and not same(row.values.get(f), operation.before.get(f))
        }
        if there or maybe:
            after = {f: row.values.get(f) for f in there} | maybe
            self.arrived.append(Arrival(replace(operation, values={**there, **maybe}), after))

    def _recognise_unknown(self, operation: Operation) -> None:
        """A record that was written without being in step (a merge of duplicates): what it had must not be lost."""
        row = self.row_of(Memory(operation.uid, operation.local_id, operation.record_id), operation.side)
        there = {f: v for f, v in operation.values.items() if row is not None and self._there(f, v, row)}
        if row is not None and there and not operation.in_step:
            self._note(replace(operation, values=there), row)

    def _written_row(self, memory: Memory, operation: Operation) -> Row | None:
        """The record's row; where rows share its key by now, the one that shows most of what we wrote."""
        row = self.row_of(memory, operation.side)
        twins = self.twins.get(memory.local_id or "", []) if operation.side is Side.LOCAL else []
        if row is None or not twins:
            return row
        return max((row, *twins), key=lambda each: sum(self._there(f, v, each) for f, v in operation.values.items()))

    def _under_its_new_key(self, memory: Memory, operation: Operation) -> Memory:
        """An update of a local row's key may have moved the row to another id."""
        if operation.side is Side.AIRTABLE or self.stable or not set(self.pair.key) & set(operation.values):
            return memory
        local_id = local_id_of(self.pair.key_of({**memory.local, **operation.values}))
        found = local_id in self.local and local_id not in self.known_locals
        return replace(memory, local_id=local_id) if found and self.row_of(memory, Side.LOCAL) is None else memory

    def _there(self, field_id: FieldId, sent: Value, row: Row) -> bool:
        field = self.fields.get(field_id)
        return field is not None and field_id not in row.problems and arrived(field, sent, row.values.get(field_id))


def has_sent_values(operation: Operation, row: Row, fields: Mapping[FieldId, Field]) -> bool:
    """Whether a record has every value that a create sent, through each type's own rounding."""
    return all(
        f in fields and f not in row.problems and arrived(fields[f], sent, row.values.get(f))
        for f, sent in operation.values.items()
        if not (is_blank(sent) and is_blank(row.values.get(f)))
    )


def unchanged(left: Values, right: Values, fields: Iterable[FieldId]) -> bool:
    """Whether two readings of one record agree in these fields."""
    return all(same(left.get(f), right.get(f)) for f in fields)
