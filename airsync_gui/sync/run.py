"""One run of one pair: settle what was in flight, read, compare, plan, apply, remember.

A preview is the same computation, stopped before the first write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from airsync_gui.errors import (
    AirSyncError,
    Cancelled,
    ChangedUnderneath,
    NotFound,
    NotPermitted,
    Refused,
    Stopped,
    Unreachable,
)
from airsync_gui.sync import guards
from airsync_gui.sync.apply import Applied, Applier, wait_until
from airsync_gui.sync.decide import Rules
from airsync_gui.sync.events import Event, Reading
from airsync_gui.sync.match import make_uid
from airsync_gui.sync.operations import Conflict, Operation, Refusal
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.ports import (
    AirtableTable,
    Cancel,
    Clock,
    LocalChange,
    LocalReading,
    LocalTable,
    PairState,
    RunOutcome,
    Store,
    local_change,
)
from airsync_gui.sync.records import FieldId, Memory, RecordId, Row, Side
from airsync_gui.sync.schema import Field, of_mapped
from airsync_gui.sync.settle import Settled, settle

MOST_REPLANS = 3
"""How often a local table may move under a run before the run gives up."""
MOST_READS = 3
"""How often a list is read again that came back short (known records missing that still exist)."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to before a run: everything (``yes``), or exactly the plan they saw."""

    yes: bool = False
    plan_id: str | None = None


KeepCopy = Callable[[int, LocalReading, Sequence[LocalChange]], None]
"""Keep a copy of what these changes of a run are going to touch. Raises NotCopied: then nothing is written."""


def _no_copy(_run_id: int, _reading: LocalReading, _changes: Sequence[LocalChange]) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The outside, as one run needs it.

    Attributes:
        keep_copy: called before a plan is carried out that changes much of the local table.
    """

    local: LocalTable
    airtable: AirtableTable
    store: Store
    clock: Clock
    cancel: Cancel
    report: Callable[[Event], None] = lambda _event: None
    keep_copy: KeepCopy = _no_copy


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did, or what a preview would do.

    Attributes:
        run_id: its number in history; None for a preview.
        refused: every operation that waits for a change, old and new.
        api_calls: requests sent.
    """

    pair: Pair
    run_id: int | None
    plan: Plan
    completed: tuple[Operation, ...] = ()
    refused: tuple[Refusal, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    api_calls: int = 0

    @property
    def exit_code(self) -> int:
        """0 in step, 3 conflicts wait, 7 records refused or held; a preview that a guard would stop says 4."""
        if self.run_id is None and self.plan.stops:
            return 4
        if self.conflicts:
            return 3
        return 7 if self.refused or self.plan.held else 0


@dataclass(slots=True)
class Read:
    """Both sides as read, and what the state says about them."""

    state: PairState
    fields: dict[FieldId, Field]
    schema_conflicts: list[Conflict]
    local: LocalReading
    airtable_rows: Sequence[Row]
    settled: Settled
    fresh_schema: bool


def run(pair: Pair, tools: Toolbox, *, dry_run: bool = False, consent: Consent | None = None) -> RunResult:
    """One pass over one pair.

    Raises:
        Stopped: a guard holds the plan back; nothing was written.
        Cancelled: a person stopped it; the journal keeps what was not done.
        AirSyncError: what ended it; the journal keeps the work.
    """
    if dry_run:
        _, plan = _read_and_plan(pair, tools)
        return RunResult(
            pair, None, plan, refused=plan.refusals, conflicts=plan.conflicts, api_calls=tools.airtable.calls
        )
    run_id = tools.store.begin(pair.id, "sync", tools.clock.now())
    try:
        read, plan = _read_and_plan(pair, tools)
        result = _write(pair, tools, run_id, read, plan, consent or Consent())
    except AirSyncError as error:
        tools.store.finish(run_id, pair.id, failed(error, tools), tools.clock.now())
        raise
    outcome = RunOutcome(
        "done", "", tools.airtable.calls, read.local.ends_with_newline, _fields_seen(read.fields, read.state)
    )
    tools.store.finish(run_id, pair.id, outcome, tools.clock.now())
    return result


def failed(error: AirSyncError, tools: Toolbox) -> RunOutcome:
    """What history keeps of a run that was ended by an error."""
    name, calls = type(error).__name__, tools.airtable.calls
    if isinstance(error, Stopped):
        return RunOutcome("stopped", name, calls)
    return RunOutcome("cancelled" if isinstance(error, Cancelled) else "failed", name, calls)


def _fields_seen(fields: Mapping[FieldId, Field], state: PairState) -> Mapping[FieldId, Field]:
    """The mapped fields as they are now; those in a schema conflict stay as they were."""
    return {**state.fields, **fields}


# -- reading --------------------------------------------------------------------------------------------------------


def _read_and_plan(pair: Pair, tools: Toolbox) -> tuple[Read, Plan]:
    """Both sides and the plan; all of it again where a refusal may come from a schema that has changed since."""
    read = read_both(pair, tools)
    plan = _plan(pair, tools, read)
    doubtful = not read.fresh_schema and any(refusal.by_validation for refusal in plan.refusals)
    if doubtful and _schema_moved(pair, tools, read):
        read = _read_with(pair, tools, refresh=False)
        plan = _plan(pair, tools, read)
    return read, plan


def _schema_moved(pair: Pair, tools: Toolbox, read: Read) -> bool:
    """Whether Airtable, asked now, has other fields than the cache said."""
    now, _ = mapped_fields(pair, tools, refresh=True)
    return any(now.get(field_id) != field for field_id, field in read.fields.items())


def read_both(pair: Pair, tools: Toolbox) -> Read:
    """Both sides; read once more with a fresh schema where Airtable contradicts the cached one."""
    try:
        read = _read_with(pair, tools, refresh=False)
    except (Refused, NotPermitted):  # a field or the whole table may be gone: the schema, read again, names it
        return _read_with(pair, tools, refresh=True)
    return _read_with(pair, tools, refresh=True) if _contradicts(read) else read


def _contradicts(read: Read) -> bool:
    """Whether records hold choices that the cached schema does not know, so it must be older than they are."""
    for f in read.fields.values():
        if f.type in ("singleSelect", "multipleSelects"):
            names = set(f.choices.values())
            for row in read.airtable_rows:
                value = row.values.get(f.id)
                if not names.issuperset(value if isinstance(value, tuple) else (value,) if value else ()):
                    return True
    return False


def read_here(
    pair: Pair, tools: Toolbox, *, refresh: bool = False
) -> tuple[dict[FieldId, Field], list[Conflict], LocalReading]:
    """The fields that can take part, a conflict for each that can't, and this computer's table."""
    fields, conflicts = mapped_fields(pair, tools, refresh=refresh)
    local = _local(pair, tools, fields)
    fields, conflicts = _without_missing_columns(pair, local, fields, conflicts)
    return fields, conflicts, local


def _local(pair: Pair, tools: Toolbox, fields: Mapping[FieldId, Field]) -> LocalReading:
    return tools.local.read({pair.columns[field_id]: field for field_id, field in fields.items()})


def _read_with(pair: Pair, tools: Toolbox, *, refresh: bool) -> Read:
    """Both sides, and what they tell about the operations of a dead run."""
    state = tools.store.load(pair.id)
    fields, conflicts, local = read_here(pair, tools, refresh=refresh)
    airtable_rows = _airtable_rows(pair, tools, fields, state)
    settled = _settle(pair, tools, state, fields, local, airtable_rows)
    latest = max((entry.sent_at for entry in settled.missing if entry.sent_at), default=None)
    if latest is not None:
        may_arrive_until = latest + timedelta(seconds=tools.airtable.create_timeout_s)
        if may_arrive_until > tools.clock.now():
            wait_until(may_arrive_until, tools.clock, tools.cancel, tools.report)
            airtable_rows = _airtable_rows(pair, tools, fields, state)
            settled = _settle(pair, tools, state, fields, local, airtable_rows)
    return Read(state, fields, conflicts, local, airtable_rows, settled, refresh)


def _settle(
    pair: Pair,
    tools: Toolbox,
    state: PairState,
    fields: Mapping[FieldId, Field],
    local: LocalReading,
    airtable_rows: Sequence[Row],
) -> Settled:
    stable = tools.local.stable_row_ids
    return settle(state.journal, state.memories, local.rows, airtable_rows, fields, pair, stable_row_ids=stable)


def mapped_fields(pair: Pair, tools: Toolbox, *, refresh: bool = False) -> tuple[dict[FieldId, Field], list[Conflict]]:
    """The mapped fields that can take part, and a conflict for each that is gone or was retyped."""
    schema = tools.airtable.schema(refresh=refresh)
    fields = of_mapped(schema, pair.columns)
    if len(fields) < len(pair.columns) or _retyped(pair, fields):
        schema = tools.airtable.schema(refresh=True)
        fields = of_mapped(schema, pair.columns)
    for field_id in (*pair.key, *([pair.version_field] if pair.version_field else ())):
        if field_id not in schema.by_id():
            raise NotFound(what="field", name=pair.field_names.get(field_id, field_id), where=schema.name, role="key")
    conflicts = [_schema_conflict(pair, f, "gone") for f in pair.columns if f not in fields]
    for field_id in _retyped(pair, fields):
        if field_id in pair.key:
            name = fields[field_id].name
            raise NotFound(what="field", name=name, where=schema.name, role="key", retyped=fields[field_id].type)
        conflicts.append(_schema_conflict(pair, field_id, f"now {fields.pop(field_id).type}"))
    return fields, conflicts


def _retyped(pair: Pair, fields: Mapping[FieldId, Field]) -> list[FieldId]:
    return [f for f, now in fields.items() if pair.field_types.get(f, now.type) != now.type]


def _schema_conflict(pair: Pair, field_id: FieldId, detail: str) -> Conflict:
    name = pair.field_names.get(field_id, field_id)
    uid = make_uid(pair.id, f"schema\n{field_id}")
    return Conflict(uid, "schema", name, None, None, (field_id,), None, None, local_label=detail)


def _without_missing_columns(
    pair: Pair, local: LocalReading, fields: dict[FieldId, Field], conflicts: list[Conflict]
) -> tuple[dict[FieldId, Field], list[Conflict]]:
    """A mapped column that is gone from the table is a schema conflict, never a column of blanks."""
    missing = [f for f in fields if f in local.missing]
    for field_id in missing:
        if field_id in pair.key:
            raise NotFound(what="column", name=pair.columns[field_id], where=pair.source, role="key")
    gone = [_schema_conflict(pair, f, f"column {pair.columns[f]} is gone") for f in missing]
    return {f: v for f, v in fields.items() if f not in missing}, conflicts + gone


def _airtable_rows(pair: Pair, tools: Toolbox, fields: Mapping[FieldId, Field], state: PairState) -> Sequence[Row]:
    """All records; a list that misses known records which still exist is read again, never believed."""
    ids = read_ids(pair, fields)
    for _ in range(MOST_READS):
        rows = _list_all(tools, ids)
        live = (m.record_id for m in state.memories if m.tombstone is not Side.LOCAL)
        gone = [record_id for record_id in live if record_id and record_id not in rows]
        if not gone or not tools.airtable.read_records(gone, pair.key):
            return list(rows.values())
    raise Unreachable(endpoint="records", detail=f"Airtable's list of {pair.table_name} kept coming back incomplete")


def _list_all(tools: Toolbox, field_ids: Sequence[FieldId]) -> dict[RecordId, Row]:
    rows: dict[RecordId, Row] = {}
    for page in tools.airtable.read(field_ids):
        tools.cancel.check()
        rows.update((row.row_id, row) for row in page)
        tools.report(Reading(Side.AIRTABLE, len(rows)))
    return rows


def read_ids(pair: Pair, fields: Mapping[FieldId, Field]) -> list[FieldId]:
    """What every list names: the mapped fields, and the version."""
    extra = [pair.version_field] if pair.version_field and pair.version_field not in fields else []
    return [*fields, *extra]


# -- planning -------------------------------------------------------------------------------------------------------


def rules_for(
    pair: Pair, tools: Toolbox, state: PairState, fields: Mapping[FieldId, Field], local: LocalReading
) -> Rules:
    """What every record of this pair is decided by now."""
    return Rules(
        pair=pair,
        fields=fields,
        file_modified_at=local.modified_at,
        clock_skew=timedelta(seconds=tools.airtable.clock_skew_s),
        renamed_choices=renamed_choices(state.fields, fields),
    )


def _plan(pair: Pair, tools: Toolbox, read: Read) -> Plan:
    state = read.state
    refused = {
        (entry.operation.uid, entry.operation.side): (entry.operation.fingerprint(), state.refusals[entry.id])
        for entry in state.journal
        if entry.state == "refused" and entry.id in state.refusals
    }
    plan = make_plan(
        Situation(
            rules=rules_for(pair, tools, state, read.fields, read.local),
            local_rows=read.local.rows,
            airtable_rows=read.airtable_rows,
            memories=read.settled.memories,
            stable_row_ids=tools.local.stable_row_ids,
            refused=refused,
            by_hand=state.by_hand,
            undone=state.undone,
            resolutions=state.resolutions,
            known_bad_rows=state.bad_rows,
            suspects=state.suspects,
            first_run=state.first_run,
            lost_line_end=state.ended_with_newline is True and not read.local.ends_with_newline,
        )
    )
    return replace(plan, conflicts=(*read.schema_conflicts, *plan.conflicts))


def renamed_choices(then: Mapping[FieldId, Field], now: Mapping[FieldId, Field]) -> dict[FieldId, dict[str, str]]:
    """Field id → old name → new name, for choices that kept their id."""
    renamed: dict[FieldId, dict[str, str]] = {}
    for field_id, present in now.items():
        past = then[field_id].choices if field_id in then else {}
        names = {old: present.choices[c] for c, old in past.items() if present.choices.get(c, old) != old}
        if names:
            renamed[field_id] = names
    return renamed


# -- writing --------------------------------------------------------------------------------------------------------


def _write(pair: Pair, tools: Toolbox, run_id: int, read: Read, plan: Plan, consent: Consent) -> RunResult:
    for attempt in count(1):
        if not guards.lifted(plan.stops, plan.id, yes=consent.yes, consent=consent.plan_id):
            raise Stopped(stops=plan.stops, plan_id=plan.id, consent=consent.plan_id, plan=plan)
        copy_first(tools, run_id, plan, read.local)
        entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), read.settled)
        applier = applier_for(pair, tools, run_id, read.fields, (*read.settled.memories, *plan.remember))
        try:
            applied = applier.apply(entries, read.local)
            break
        except ChangedUnderneath:
            if attempt >= MOST_REPLANS:
                raise
            _read_here_again(pair, tools, read)
            plan = _plan(pair, tools, read)
    close_answered(tools, run_id, plan, applied)
    if applied.news and pair.may_write(Side.LOCAL):
        _bring_news(pair, tools, run_id, read, applied)
    refused = [*plan.refusals, *(Refusal(op, error) for op, error in applied.refused)]
    return RunResult(
        pair,
        run_id,
        plan,
        completed=tuple(applied.completed),
        refused=tuple(refused),
        conflicts=(*plan.conflicts, *applied.parked),
        api_calls=tools.airtable.calls,
    )


def copy_first(tools: Toolbox, run_id: int, plan: Plan, reading: LocalReading) -> None:
    """Have the local table copied where the plan changes much of it. Raises NotCopied before anything is written."""
    if plan.copy_first:
        tools.keep_copy(run_id, reading, [local_change(op) for op in plan.of(Side.LOCAL)])


def close_answered(tools: Toolbox, run_id: int, plan: Plan, applied: Applied) -> None:
    """Close the conflicts whose answers were carried out whole; the others stay open, for a person only.

    An undo that was carried out leaves a conflict where the sides differ by it.
    """
    done = {(op.uid, op.side) for op in applied.completed}
    unfinished = {op.uid for op in plan.operations if (op.uid, op.side) not in done}
    unfinished |= {refusal.operation.uid for refusal in plan.refusals}
    still_open = {conflict.uid: conflict for conflict in plan.conflicts}
    done_with = [uid for uid in plan.resolving if uid not in unfinished]
    reopened = [uid for uid in plan.resolving if uid in unfinished]
    closed = [uid for uid in done_with if uid not in still_open]
    left_open = [_as_it_became(still_open[uid], applied) for uid in done_with if uid in still_open]
    if plan.resolving:
        tools.store.answered(run_id, closed, reopened, tools.clock.now(), left_open)


def _as_it_became(conflict: Conflict, applied: Applied) -> Conflict:
    """A conflict that an undo leaves, with the ids of what was made again and with Airtable's own answer."""
    memory = applied.memories.get(conflict.uid)
    if memory is None:
        return conflict
    answer = applied.answers.get(memory.record_id or "")
    airtable = dict(answer.values) if answer else conflict.airtable
    return replace(conflict, local_id=memory.local_id, record_id=memory.record_id, airtable=airtable)


def applier_for(
    pair: Pair, tools: Toolbox, run_id: int, fields: dict[FieldId, Field], memories: Iterable[Memory]
) -> Applier:
    """An applier of one plan, with the memories as they are once the plan is recorded."""
    return Applier(
        pair=pair,
        fields=fields,
        field_ids=read_ids(pair, fields),
        airtable=tools.airtable,
        store=tools.store,
        run_id=run_id,
        clock=tools.clock,
        cancel=tools.cancel,
        report=tools.report,
        stable_row_ids=tools.local.stable_row_ids,
        memories={memory.uid: memory for memory in memories},
    )


def _read_here_again(pair: Pair, tools: Toolbox, read: Read) -> None:
    """The local table moved before anything was written: look again at it, and at the state that was kept by now."""
    read.state = tools.store.load(pair.id)
    read.settled = as_stored(read.state)
    read.local = _local(pair, tools, read.fields)


def as_stored(state: PairState) -> Settled:
    """The memories as they are kept, where nothing is in flight."""
    return Settled(list(state.memories), moved=[], arrived=[], missing=[])


def _bring_news(pair: Pair, tools: Toolbox, run_id: int, read: Read, applied: Applied) -> None:
    """Airtable's answers showed computed values (or others' edits): bring them here without reading all again.

    Only updates of this computer are carried out; whatever else the answers would call for waits for the next run,
    which decides on a fresh read.
    """
    rows = {row.row_id: row for row in read.airtable_rows if row.row_id not in applied.deleted}
    rows.update(applied.answers)
    state = tools.store.load(pair.id)
    local = _local(pair, tools, read.fields)
    settled = as_stored(state)
    again = replace(read, state=state, settled=settled, local=local, airtable_rows=list(rows.values()))
    plan = _plan(pair, tools, again)
    answered = frozenset(memory.uid for memory in state.memories if memory.record_id in applied.answers)
    plan = plan.restricted(answered, lambda op: op.side is Side.LOCAL and op.kind == "update")
    if not plan.operations:
        return
    entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), only=answered)
    try:
        applier_for(pair, tools, run_id, read.fields, (*state.memories, *plan.remember)).apply(entries, local)
    except ChangedUnderneath:
        return  # the next run brings them
