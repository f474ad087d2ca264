"""Carry out a plan: this computer first, then Airtable, each answer moving the state forward.

This computer comes first because its replace can still be refused (the file may have moved since it was read), and
then nothing has been sent yet. Creates are POSTed once: one with a lost answer is set aside, looked up by its key
after its time-out has passed, and only then repeated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, ChangedUnderneath, RecordGone, Refused, Transient
from airsync_gui.sync.created_order import in_order_sent
from airsync_gui.sync.events import Event, Waiting, Writing
from airsync_gui.sync.letting_go import let_go
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Pair, Policy
from airsync_gui.sync.ports import (
    AirtableTable,
    Cancel,
    Clock,
    Completion,
    LocalReading,
    LocalResult,
    Store,
    local_change,
)
from airsync_gui.sync.records import FieldId, Memory, RecordId, Row, Side, Uid, Value, Values
from airsync_gui.sync.refused_field import name_field
from airsync_gui.sync.schema import Field
from airsync_gui.sync.send import Sender
from airsync_gui.sync.sending_order import KeyMove, in_sending_order, key_move
from airsync_gui.sync.settle import Journalled, after_write, has_sent_values, unchanged
from airsync_gui.sync.values import arrived, same

MOST_ROUNDS = 10
"""How often creates with lost answers are looked up and repeated in one run."""


class Applied(Struct):
    """What was really done.

    Attributes:
        answers: record id → Airtable's whole answer, for every record written there.
        memories: uid → the memory of every record that was written and not deleted.
        deleted: record ids that are gone.
        lost: records that were to be updated in Airtable, and that Airtable has not got any more.
        local_written: whether the local table was written at all.
        news: an answer showed mapped fields that the memory does not know yet (computed ones, others' edits).
    """

    answers: dict[RecordId, Row] = field(default_factory=dict)
    memories: dict[Uid, Memory] = field(default_factory=dict)
    deleted: set[RecordId] = field(default_factory=set)
    lost: list[Uid] = field(default_factory=list)
    completed: list[Operation] = field(default_factory=list)
    refused: list[tuple[Operation, Refused]] = field(default_factory=list)
    parked: list[Conflict] = field(default_factory=list)
    local_written: bool = False
    news: bool = False


class Applier(Struct):
    """Everything one application of a plan needs; :meth:`apply` is called once."""

    pair: Pair
    fields: dict[FieldId, Field]
    field_ids: Sequence[FieldId]
    airtable: AirtableTable
    store: Store
    run_id: int
    clock: Clock
    cancel: Cancel
    report: Callable[[Event], None]
    stable_row_ids: bool
    memories: dict[Uid, Memory]
    resolving: frozenset[Uid] = frozenset()
    """Records that get a person's answer, which goes to both sides or, where this computer turns it down, to none."""
    out: Applied = field(default_factory=Applied)
    local_now: dict[Uid, Values] = field(default_factory=dict)
    total: int = 0
    calls_before: int = 0
    of_calls: int = 0

    def apply(self, entries: Sequence[Journalled], reading: LocalReading) -> Applied:
        """Write everything that the plan asks for.

        Raises:
            ChangedUnderneath: the local table moved; nothing was written anywhere.
            AirSyncError: whatever ended the work early; the journal says how far it came.
        """
        self._apply_here([e for e in entries if e.operation.side is Side.LOCAL], reading)
        self._apply_there(self._still_to_send([e for e in entries if e.operation.side is Side.AIRTABLE]))
        return self.out

    def _still_to_send(self, entries: list[Journalled]) -> list[Journalled]:
        """Without those of answers that this computer turned down."""
        turned_down = {operation.uid for operation, _ in self.out.refused} & self.resolving
        if not turned_down:
            return entries
        self.store.withdraw([entry.id for entry in entries if entry.operation.uid in turned_down])
        return [entry for entry in entries if entry.operation.uid not in turned_down]

    # -- this computer ----------------------------------------------------------------------------------------------

    def _apply_here(self, entries: Sequence[Journalled], reading: LocalReading) -> None:
        if not entries:
            return
        self.cancel.check()
        ids = [entry.id for entry in entries]
        operations = [entry.operation for entry in entries]
        gone = reading.raw_rows([op.row_id for op in operations if op.kind == "delete" and op.row_id])
        self.store.sending(ids, self.clock.now())
        try:
            results = reading.write([local_change(operation) for operation in operations])
        except ChangedUnderneath:
            self.store.withdraw(ids)
            raise
        except AirSyncError as error:
            if not error.outcome_unknown:  # else the next run's fresh read tells whether they arrived
                self.store.set_state(ids, "pending", type(error).__name__)
            raise
        completions = [
            self._done_here(entry, result, gone.get(entry.operation.row_id or "", ""))
            for entry, result in zip(entries, results, strict=True)
            if not result.refused
        ]
        self.store.done(self.run_id, completions, self.clock.now())
        for entry, result in zip(entries, results, strict=True):
            if result.refused:
                self._refuse(entry, result.refused)
        self.out.local_written = True
        let_go(completions)
        self.report(Writing(Side.LOCAL, len(entries), len(entries)))

    def _done_here(self, entry: Journalled, result: LocalResult, raw: str) -> Completion:
        operation = entry.operation
        self.out.completed.append(operation)
        if operation.kind == "delete" or result.row is None:
            return Completion(entry.id, operation, self._memory_after_deletion(operation), raw=raw)
        found = result.row.values
        self.local_now[operation.uid] = found
        local_id = result.row.row_id if self.stable_row_ids else local_id_of(self.pair.key_of(found))
        memory = self._memory_of(operation)
        memory = replace(memory, local_id=local_id, record_id=operation.record_id or memory.record_id)
        memory = after_write(memory, operation.without(operation.both), found, self.fields)
        after = {f: found.get(f) for f in operation.values}
        if self._is_nobodys(operation, memory):
            return Completion(entry.id, operation, None, after)
        self.memories[operation.uid] = self.out.memories[operation.uid] = memory
        return Completion(entry.id, operation, memory, after)

    def _is_nobodys(self, operation: Operation, memory: Memory) -> bool:
        """Whether the row belongs to no record that was ever in step: written apart, it stays as unknown as before."""
        apart = operation.kind == "update" and not operation.in_step
        return apart and memory.record_id is None and operation.uid not in self.memories

    def _memory_after_deletion(self, operation: Operation) -> Memory | None:
        if not operation.in_step:
            return self._memory_of(operation)
        self.memories.pop(operation.uid, None)
        return None

    def _memory_of(self, operation: Operation) -> Memory:
        return self.memories.get(operation.uid) or Memory(operation.uid, operation.local_id, operation.record_id)

    # -- Airtable ---------------------------------------------------------------------------------------------------

    def _apply_there(self, entries: Sequence[Journalled]) -> None:
        self.total = len(entries)
        self.calls_before = self.airtable.calls
        self.of_calls = _batches(entries, self.airtable.batch_size)
        sender = Sender(self, self.airtable, self.store, self.field_ids, self.clock, self.cancel, self._tell_sent)
        unknown = sender.send(in_sending_order(entries, self.key_move))
        if unknown:
            self._settle_unknown(unknown, sender)
            self._tell_sent(self.total)

    def _tell_sent(self, settled: int) -> None:
        calls = self.airtable.calls - self.calls_before
        self.report(Writing(Side.AIRTABLE, settled, self.total, calls, max(calls, self.of_calls)))

    def key_move(self, entry: Journalled) -> KeyMove:
        """What an operation on Airtable does to its record's key."""
        return key_move(entry.operation, self._memory_of(entry.operation), self.pair)

    def still_unmoved(self, entries: Sequence[Journalled], rows: Sequence[Row]) -> list[Journalled]:
        """Park those of these operations whose records moved since the plan was made; the others."""
        found = {row.row_id: row for row in rows}
        return [entry for entry in entries if not self._park_if_moved(entry, found)]

    def _park_if_moved(self, entry: Journalled, rows: dict[RecordId, Row]) -> bool:
        operation = entry.operation
        if operation.lock is None:
            return False
        row = rows.get(operation.record_id or "")
        watched = [f for f in self.field_ids if f == self.pair.version_field or self._people_edit(f)]
        if row is not None and unchanged(row.values, operation.lock, watched):
            return False
        memory = self._memory_of(operation)
        local = {**memory.local, **operation.other}
        conflict = Conflict(
            uid=operation.uid,
            kind="version_moved" if row is not None else "edited_deleted",
            label=operation.label,
            local_id=operation.local_id,
            record_id=operation.record_id,
            fields=tuple(operation.values),
            local={f: v for f, v in local.items() if v is not None and f in self.fields},
            airtable=dict(row.values) if row is not None else None,
            local_ancestor=memory.local,
            airtable_ancestor=memory.airtable,
        )
        self.store.park(self.run_id, conflict, self.clock.now())
        self.out.parked.append(conflict)
        return True

    def _people_edit(self, field_id: FieldId) -> bool:
        field = self.fields.get(field_id)
        return field is not None and not field.read_only and field_id != self.pair.stamp_field

    def refused(self, unit: Sequence[Journalled], error: Refused) -> list[Journalled]:
        """Airtable turned down one operation by itself, or an exchange of keys; those whose records stay as they are.

        Of an exchange those wait with Airtable's words that write anything but their key, since nobody knows which of
        them it meant; the others are planned anew once those are mended, and held until then.
        """
        if len(unit) == 1:
            return self._refused_alone(unit[0], error)
        blamed = [entry for entry in unit if not set(entry.operation.values) <= set(self.pair.key)] or list(unit)
        gone = [entry for entry in unit if not self._exists(entry)] if isinstance(error, RecordGone) else []
        if gone:
            blamed = []
            self._lost(gone)
        for entry in blamed:
            self._refuse(entry, error)
        self.store.withdraw([entry.id for entry in unit if entry not in (*blamed, *gone)])
        return list(unit)

    def _refused_alone(self, entry: Journalled, error: Refused) -> list[Journalled]:
        if isinstance(error, RecordGone) and entry.operation.kind == "delete":
            self.store.done(self.run_id, [self._deleted(entry)], self.clock.now())
            return []
        if isinstance(error, RecordGone) and entry.operation.kind == "update" and not self._exists(entry):
            self._lost([entry])
            return []
        self._refuse(entry, error)
        return [entry]

    def _lost(self, entries: Sequence[Journalled]) -> None:
        self.store.withdraw([entry.id for entry in entries], gone=True)
        self.out.lost.extend(entry.operation.uid for entry in entries)

    def _exists(self, entry: Journalled) -> bool:
        """Whether the record itself is there (else what is gone may be a record it links to)."""
        record_id = entry.operation.record_id
        return bool(record_id and self.airtable.read_records([record_id], self.pair.key))

    def _refuse(self, entry: Journalled, error: Refused) -> None:
        name_field(error, entry.operation.values, self.fields)
        self.store.refuse(self.run_id, entry.id, error, self.clock.now())
        self.out.refused.append((entry.operation, error))

    def answered(self, batch: Sequence[Journalled], rows: Sequence[Row]) -> None:
        """A batch was done; Airtable's records as they are now, none for those that are deleted."""
        if batch[0].operation.kind == "delete":
            completions = [self._deleted(entry) for entry in batch]
        else:
            if batch[0].operation.kind == "create":
                rows = in_order_sent([entry.operation for entry in batch], rows, self._has_key)
            completions = [self._done_there(entry, row) for entry, row in zip(batch, rows, strict=True)]
        self.store.done(self.run_id, completions, self.clock.now())

    def values_to_send(self, operation: Operation) -> Values:
        """The values to send, with the version counted up and the time of this write."""
        values: dict[FieldId, Value] = dict(operation.values)
        version, stamp = self.pair.version_field, self.pair.stamp_field
        if version and self.pair.policy is Policy.OPTIMISTIC_LOCK:
            values[version] = next_version((operation.lock or {}).get(version))
        if stamp:
            values[stamp] = self.clock.now()
        return values

    def _deleted(self, entry: Journalled) -> Completion:
        self.out.completed.append(entry.operation)
        if entry.operation.record_id:
            self.out.deleted.add(entry.operation.record_id)
        return Completion(entry.id, entry.operation, self._memory_after_deletion(entry.operation))

    def _done_there(self, entry: Journalled, row: Row) -> Completion:
        operation = entry.operation
        self.out.completed.append(operation)
        self.out.answers[row.row_id] = row
        memory = self._memory_of(operation)
        local_id = operation.local_id if memory.local_id is None else memory.local_id
        memory = replace(memory, local_id=local_id, record_id=row.row_id, created_at=row.created_at)
        here = self.local_now.get(operation.uid)
        other_now = {f: here.get(f) for f in operation.both} if here is not None else None
        half_done = operation.both if here is None else frozenset[FieldId]()
        memory = after_write(memory, operation.without(half_done), row.values, self.fields, other_now)
        memory = self._with_version(memory, row)
        self.memories[operation.uid] = self.out.memories[operation.uid] = memory
        self._note_news(memory, row)
        after = {f: row.values.get(f) for f in operation.values}
        return Completion(entry.id, operation, memory, after, answer=row)

    def _with_version(self, memory: Memory, row: Row) -> Memory:
        """With the version that this write made; a column that shows it has yet to learn of it."""
        version = self.pair.version_field
        if not version:
            return memory
        shown = memory.local
        if version in self.fields and self.pair.may_write(Side.LOCAL):
            shown = {f: value for f, value in shown.items() if f != version}
        return replace(memory, local=shown, airtable={**memory.airtable, version: row.values.get(version)})

    def _note_news(self, memory: Memory, row: Row) -> None:
        for field_id in self.fields:
            known = field_id in memory.local and field_id in memory.airtable
            if not known or not same(row.values.get(field_id), memory.airtable.get(field_id)):
                self.out.news = True
                return

    # -- creates with a lost answer ---------------------------------------------------------------------------------

    def _settle_unknown(self, unknown: Sequence[Journalled], sender: Sender) -> None:
        for _ in range(MOST_ROUNDS):
            self._wait_out(unknown)
            missing = self._look_up(unknown)
            if not missing:
                return
            unknown = sender.send(missing)
            if not unknown:
                return
        raise Transient(endpoint="records", detail="answers to new records kept getting lost", outcome_unknown=True)

    def _wait_out(self, unknown: Sequence[Journalled]) -> None:
        """Wait until none of them can arrive any more."""
        wait_out_creates(unknown, self.airtable.create_timeout_s, self.clock, self.cancel, self.report)

    def _look_up(self, unknown: Sequence[Journalled]) -> list[Journalled]:
        """Adopt those that did arrive; the rest may be sent again."""
        key_fields = [self.fields[f] for f in self.pair.key]
        keys = [self.pair.key_of(entry.operation.values) for entry in unknown]
        rows = self.airtable.find(key_fields, keys, self.field_ids)
        known = {memory.record_id for memory in self.memories.values()}

        def is_known(record_id: RecordId) -> bool:
            return record_id in known or self.store.knows_record(self.pair.id, record_id)

        completions, missing = [], []
        for entry in unknown:
            found = [row for row in rows if not is_known(row.row_id) and self._has_key(row, entry.operation)]
            if not found:
                missing.append(entry)
            elif len(found) == 1 and has_sent_values(entry.operation, found[0], self.fields):
                known.add(found[0].row_id)
                completions.append(self._done_there(entry, found[0]))
            else:  # someone else's record with our key, or more than one: the next plan decides with both in view
                self.store.withdraw([entry.id])
        self.store.done(self.run_id, completions, self.clock.now())
        return missing

    def _has_key(self, row: Row, operation: Operation) -> bool:
        return all(arrived(self.fields[f], operation.values.get(f), row.values.get(f)) for f in self.pair.key)


def next_version(value: Value) -> Value:
    """One more than the version that was read; the first is 1."""
    return (value if isinstance(value, Decimal) else Decimal(0)) + 1


def wait_out_creates(
    entries: Sequence[Journalled],
    timeout_s: float,
    clock: Clock,
    cancel: Cancel,
    report: Callable[[Event], None],
) -> bool:
    """Wait, cancellably, until none of these creates can arrive any more; whether there was anything to wait for.

    One that was sent at a time still to come was sent before the clock was set back, nobody knows how long ago: it
    gets its whole time-out again, not the time by which the clock is wrong.
    """
    now = clock.now()
    latest = max((min(entry.sent_at, now) for entry in entries if entry.sent_at), default=None)
    if latest is None:
        return False
    moment = latest + timedelta(seconds=timeout_s)
    if moment <= now:
        return False
    report(Waiting("unknown_creates", moment))
    cancel.wait((moment - now).total_seconds())
    return True


def _batches(entries: Sequence[Journalled], batch_size: int) -> int:
    """How many requests these take: no request both changes and deletes, say."""
    return sum(-(-count // batch_size) for count in Counter(entry.operation.kind for entry in entries).values())
