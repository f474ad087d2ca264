"""Look for duplicates on both sides, and merge one group: a journalled run of its own, previewed, guarded, undoable.

The record that is kept is written first, and only then do the others go: what ends the run in between costs nothing.
Only the duplicates' own side is written, and no memory moves: the next sync sees what an edit by hand would have done,
and carries it over. What had no memory has none afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, NotFound, Stopped, UsageError
from airsync_gui.sync import guards
from airsync_gui.sync.apply import Applied, Applier
from airsync_gui.sync.duplicates import Group, Merge, groups_in, merged
from airsync_gui.sync.mapping import remembered
from airsync_gui.sync.match import local_id_of, make_uid
from airsync_gui.sync.operations import Operation, OperationKind, Refusal
from airsync_gui.sync.pairs import Pair, Policy
from airsync_gui.sync.plan import Plan, plan_id
from airsync_gui.sync.ports import Completion, LocalReading, LocalResult, PairState, RunOutcome, local_change
from airsync_gui.sync.reading import believing, read_here, read_ids
from airsync_gui.sync.records import FieldId, Memory, RecordId, Row, Side, Values
from airsync_gui.sync.run import Consent, RunResult, copy_first, failed
from airsync_gui.sync.schema import Field
from airsync_gui.sync.settle import IN_DOUBT, Journalled
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.validate import check, sanitise

RUN_KIND = "merge"
RULE = "duplicates"
"""Why a merge wrote what it wrote, in history."""


class Found(Struct, frozen=True):
    """Both sides, looked through.

    Attributes:
        memories: what is remembered of each record, by its side and its id there.
        unmapped: side → names of its fields or columns that take no part in the pair: they are not merged, and what a
            deleted record has in them is gone.
    """

    pair: Pair
    groups: tuple[Group, ...]
    fields: Mapping[FieldId, Field]
    state: PairState
    local: LocalReading
    rows: Mapping[Side, Sequence[Row]]
    unmapped: Mapping[Side, tuple[str, ...]]
    stable_row_ids: bool
    memories: Mapping[tuple[Side, str], Memory]

    def writable(self) -> list[Field]:
        """The fields that a merge fills: what people edit, without the key."""
        not_ours = {*self.pair.kept_by_us(), *self.pair.key}
        return [f for f in self.fields.values() if not f.read_only and f.id not in not_ours]

    def memory_of(self, side: Side, row: Row) -> Memory | None:
        """What is remembered of a record; None where it was never in step."""
        return self.memories.get((side, row.row_id if side is Side.AIRTABLE else self.local_id_of(row)))

    def local_id_of(self, row: Row) -> str:
        """What a row on this computer is known by."""
        return row.row_id if self.stable_row_ids else local_id_of(self.pair.key_of(row.values))

    def why_not(self, group: Group) -> str:
        """Why AirSync can't merge this group, and what to do instead, as a sentence; empty where it can."""
        here = group.side is Side.LOCAL
        names = " and ".join(row.label or row.row_id for row in group.rows)
        if not self.pair.may_write(group.side):
            where = "on this computer" if here else "in Airtable"
            return f"This pair never writes {where}: merge {names} there yourself."
        if here and group.twins and not self.stable_row_ids:
            return f"Nothing tells {names} apart but their places: delete all but one, or give each a key of its own."
        unreadable = next((row for row in group.rows if row.problems), None)
        if unreadable is not None:
            return f"{unreadable.label} has a cell that can't be read: mend it first."
        parked = {m.uid for row in group.rows if (m := self.memory_of(group.side, row))} & self.state.parked
        return "One of them waits as a conflict: settle that first." if parked else ""


class Wish(Struct, frozen=True):
    """What a person wants merged.

    Attributes:
        kept: the record that stays, by its id in Airtable, or by what a row on this computer is called.
        values: field id → the value that it shall have.
    """

    group_id: str
    kept: str
    values: Values


class MergeResult(Struct, frozen=True):
    """What a merge did, or would do."""

    result: RunResult
    merge: Merge
    unmapped: tuple[str, ...] = ()


def look_for(pair: Pair, tools: Toolbox) -> Found:
    """Every group of duplicates on both sides. Nothing is written or kept."""
    state = remembered(pair, tools.store)

    def read(refresh: bool) -> tuple[dict[FieldId, Field], LocalReading, dict[RecordId, Row]]:
        fields, _, local = read_here(pair, tools, refresh=refresh)
        pages = tools.airtable.read(read_ids(pair, fields))
        return fields, local, {row.row_id: row for page in pages for row in page}  # pages may come again

    fields, local, airtable = believing(read)
    rows = {Side.LOCAL: list(local.rows), Side.AIRTABLE: list(airtable.values())}
    taken = {*pair.columns.values(), pair.time_column}
    schema = tools.airtable.schema().fields
    unmapped = {
        Side.LOCAL: tuple(name for name in local.columns if name not in taken),
        Side.AIRTABLE: tuple(f.name for f in schema if not f.read_only and f.id not in pair.columns),
    }
    groups = tuple(group for side in Side for group in groups_in(pair, side, rows[side]))
    return Found(pair, groups, fields, state, local, rows, unmapped, tools.local.stable_row_ids, _by_id(state.memories))


def _by_id(memories: Sequence[Memory]) -> dict[tuple[Side, str], Memory]:
    found = {(Side.AIRTABLE, memory.record_id): memory for memory in memories if memory.record_id is not None}
    return found | {(Side.LOCAL, memory.local_id): memory for memory in memories if memory.local_id is not None}


def merge(
    pair: Pair, tools: Toolbox, wish: Wish, *, dry_run: bool = False, consent: Consent | None = None
) -> MergeResult:
    """Merge one group into one of its records.

    Raises:
        NotFound: there is no such group, or no such record in it.
        UsageError: it can't be merged, or values differ that a person has to choose from.
        Stopped: a guard holds it back; nothing was written.
        Refused: the kept record could not be written; the others are still there.
        AirSyncError: what ended it.
    """
    found = look_for(pair, tools)
    work = _worked_out(found, wish)
    plan = _plan(found, work)
    unmapped = found.unmapped[work.group.side]
    if dry_run:
        return MergeResult(RunResult(pair, None, plan, api_calls=tools.airtable.calls), work, unmapped)
    consent = consent or Consent()
    if not guards.lifted(plan.stops, plan.id, yes=consent.yes, consent=consent.plan_id):
        raise Stopped(stops=plan.stops, plan_id=plan.id, consent=consent.plan_id, plan=plan)
    return MergeResult(_carry_out(found, tools, plan), work, unmapped)


# -- planning -------------------------------------------------------------------------------------------------------


def _worked_out(found: Found, wish: Wish) -> Merge:
    group = next((group for group in found.groups if group.id == wish.group_id), None)
    if group is None:
        choices = [group.id for group in found.groups]
        raise NotFound(what="group of duplicates", name=wish.group_id, where=found.pair.name, choices=choices)
    if why_not := found.why_not(group):
        raise UsageError(detail=why_not)
    kept = next((row for row in group.rows if wish.kept in (row.row_id, row.label)), None)
    if kept is None:
        choices = [row.label or row.row_id for row in group.rows]
        raise NotFound(what="record", name=wish.kept, where=f"the duplicates of {group.label}", choices=choices)
    if _is_in_flight(found, group):
        raise UsageError(detail="The last run left work on these records whose end is not known: sync first.")
    work = merged(group, kept, found.writable(), _checked(found, wish.values))
    if work.undecided:
        names = ", ".join(found.fields[f].name for f in work.undecided)
        raise UsageError(detail=f"The duplicates of {group.label} differ in {names}: say which value is to stay.")
    return work


def _is_in_flight(found: Found, group: Group) -> bool:
    uids = {memory.uid for row in group.rows if (memory := found.memory_of(group.side, row))}
    return any(e.state in IN_DOUBT and e.operation.uid in uids for e in found.state.journal)


def _checked(found: Found, chosen: Values) -> Values:
    """The chosen values as they can be sent. Raises UsageError, InvalidValue."""
    able = {field.id for field in found.writable()}
    for field_id in chosen:
        if field_id not in able:
            name = found.pair.field_names.get(field_id, field_id)
            raise UsageError(detail=f"{name} can't be chosen: it is part of the key, or nothing that people fill.")
    values = {f: sanitise(value).value for f, value in chosen.items()}
    for field_id, value in values.items():
        if error := check(found.fields[field_id], value, found.pair):
            raise error
    return values


def _plan(found: Found, work: Merge) -> Plan:
    pair, side = found.pair, work.group.side
    operations = [_operation(found, side, row, "delete", row.values) for row in work.others]
    if work.values:
        update = _operation(found, side, work.kept, "update", {f: work.kept.values.get(f) for f in work.values})
        locked = side is Side.AIRTABLE and pair.policy is Policy.OPTIMISTIC_LOCK
        operations.insert(0, replace(update, values=work.values, lock=dict(work.kept.values) if locked else None))
    live = [memory for memory in found.state.memories if memory.tombstone is None]
    known = {
        Side.LOCAL: sum(memory.local_id is not None for memory in live),
        Side.AIRTABLE: sum(memory.record_id is not None for memory in live),
    }
    rows = {each: len(found.rows[each]) for each in Side}
    return Plan(
        id=plan_id(operations, pair),
        operations=tuple(operations),
        stops=guards.check(tuple(operations), guards.Counts(known, rows)),
        local_rows=max(known[Side.LOCAL], rows[Side.LOCAL]),
    )


def _operation(found: Found, side: Side, row: Row, kind: OperationKind, before: Values) -> Operation:
    """What becomes of one of them; ``in_step`` is False, since only the next sync brings the record in step."""
    memory, local_id = found.memory_of(side, row), found.local_id_of(row)
    seed = row.row_id if side is Side.AIRTABLE else f"local\n{local_id}"
    uid = memory.uid if memory else make_uid(found.pair.id, seed, {m.uid for m in found.state.memories}.__contains__)
    return Operation(
        side=side,
        kind=kind,
        uid=uid,
        label=", ".join(str(part) for part in found.pair.key_of(row.values)),
        local_id=memory.local_id if memory else local_id if side is Side.LOCAL else None,
        record_id=memory.record_id if memory else row.row_id if side is Side.AIRTABLE else None,
        row_id=row.row_id if side is Side.LOCAL else None,
        before=dict(before),
        rules=dict.fromkeys(before, RULE),
        in_step=False,
    )


# -- writing --------------------------------------------------------------------------------------------------------


class _Merging(Applier):
    """Writes as any run does, and leaves all memories as they are."""

    def _done_here(self, entry: Journalled, result: LocalResult, raw: str) -> Completion:
        return replace(self._completed(entry, result.row), raw=raw)

    def _done_there(self, entry: Journalled, row: Row) -> Completion:
        return self._completed(entry, row)

    def _deleted(self, entry: Journalled) -> Completion:
        return self._completed(entry, None)

    def _completed(self, entry: Journalled, row: Row | None) -> Completion:
        operation = entry.operation
        self.out.completed.append(operation)
        after = {f: row.values.get(f) for f in operation.values} if row else {}
        return Completion(entry.id, operation, self.memories.get(operation.uid), after)


def _carry_out(found: Found, tools: Toolbox, plan: Plan) -> RunResult:
    pair = found.pair
    run_id = tools.store.begin(pair.id, RUN_KIND, tools.clock.now())
    try:
        copy_first(tools, run_id, plan, found.local)
        applied = _apply(found, tools, run_id, plan)
    except AirSyncError as error:
        tools.store.finish(run_id, pair.id, failed(error, tools), tools.clock.now())
        raise
    tools.store.finish(run_id, pair.id, RunOutcome("done", "", tools.airtable.calls), tools.clock.now())
    refused = tuple(Refusal(operation, error) for operation, error in applied.refused)
    return RunResult(pair, run_id, plan, tuple(applied.completed), refused, api_calls=tools.airtable.calls)


def _apply(found: Found, tools: Toolbox, run_id: int, plan: Plan) -> Applied:
    """The kept record first; unless that is done, none of the others goes."""
    pair, only = found.pair, frozenset(op.uid for op in plan.operations)
    if plan.of(Side.LOCAL):
        for foreseen in found.local.preview([local_change(op) for op in plan.operations]):
            if foreseen.refused:
                raise foreseen.refused
    entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), only=only)
    applier = _Merging(
        pair=pair,
        fields=dict(found.fields),
        field_ids=read_ids(pair, found.fields),
        airtable=tools.airtable,
        store=tools.store,
        run_id=run_id,
        clock=tools.clock,
        cancel=tools.cancel,
        report=tools.report,
        stable_row_ids=found.stable_row_ids,
        memories={memory.uid: memory for memory in found.state.memories},
    )
    if plan.of(Side.LOCAL):
        return applier.apply(entries, found.local)
    first = [entry for entry in entries if entry.operation.kind == "update"]
    others = [entry for entry in entries if entry.operation.kind == "delete"]
    try:
        applier.apply(first, found.local)
        for _, error in applier.out.refused:
            raise error
        if len(applier.out.completed) < len(first):
            label = plan.operations[0].label
            raise UsageError(detail=f"{label} changed in Airtable since it was looked at. Nothing was deleted.")
    except AirSyncError:
        tools.store.withdraw([entry.id for entry in others])
        raise
    return applier.apply(others, found.local)
