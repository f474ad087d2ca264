"""One run of one pair: settle what was in flight, read, compare, plan, apply, remember.

A preview is the same computation, stopped before the first write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, Cancelled, ChangedUnderneath, Stopped, Unreachable
from airsync_gui.sync import guards
from airsync_gui.sync.airtable_reading import MOST_READS
from airsync_gui.sync.apply import Applied, Applier
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.doubtful_reading import holds_what_is_gone, leaves_out, schema_moved
from airsync_gui.sync.mapping import mapping_of, remembered
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Conflict, Operation, Refusal
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.ports import LocalReading, PairState, RunOutcome, local_change
from airsync_gui.sync.reading import (
    Read,
    lost_line_end,
    read_both,
    read_here_again,
    read_ids,
    read_local,
    read_with,
)
from airsync_gui.sync.records import FieldId, Memory, Row, Side, Uid
from airsync_gui.sync.schema import Field, renamed_choices
from airsync_gui.sync.settle import Settled
from airsync_gui.sync.toolbox import Toolbox

MOST_REPLANS = 3
"""How often a local table may move under a run before the run gives up."""


class Consent(Struct, frozen=True):
    """What a person agreed to before a run: everything (``yes``), or exactly the plan they saw."""

    yes: bool = False
    plan_id: str | None = None


class RunResult(Struct, frozen=True):
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
    tools = replace(tools, keep_image=True)
    run_id = tools.store.begin(pair.id, "sync", tools.clock.now())
    try:
        tools.store.follow_mapping(pair.id, mapping_of(pair))
        read, plan = _read_and_plan(pair, tools)
        result = _write(pair, tools, run_id, read, plan, consent or Consent())
    except AirSyncError as error:
        tools.store.finish(run_id, pair.id, failed(error, tools), tools.clock.now())
        raise
    outcome = RunOutcome(
        "done", "", tools.airtable.calls, read.local.ends_with_newline, _fields_seen(read.fields, read.state)
    )
    tools.store.finish(run_id, pair.id, outcome, tools.clock.now())
    read.let_go()
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


# -- planning -------------------------------------------------------------------------------------------------------


def _read_and_plan(pair: Pair, tools: Toolbox) -> tuple[Read, Plan]:
    """Both sides and the plan; all of it again where a refusal may come from a schema that has changed since."""
    read = read_both(pair, tools)
    plan = _plan(pair, tools, read)
    doubtful = not read.fresh_schema and any(refusal.by_validation for refusal in plan.refusals)
    if doubtful and schema_moved(pair, tools, read):
        read = read_with(pair, tools, refresh=False)
        plan = _plan(pair, tools, read)
    if holds_what_is_gone(pair, tools, plan):
        read = read_both(pair, replace(tools, full=True))
        plan = _plan(pair, tools, read)
    for _ in range(MOST_READS):
        if not leaves_out(pair, tools, read, plan):
            return read, plan
        read = read_both(pair, replace(tools, full=True))
        plan = _plan(pair, tools, read)
    raise Unreachable(endpoint="records", detail=f"Airtable's list of {pair.table_name} kept coming back incomplete")


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
            local_rows=read.local_rows,
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
            lost_line_end=lost_line_end(state, read.local),
            at_rest=read.at_rest,
        )
    )
    return replace(plan, conflicts=(*read.schema_conflicts, *plan.conflicts))


# -- writing --------------------------------------------------------------------------------------------------------


def _write(pair: Pair, tools: Toolbox, run_id: int, read: Read, plan: Plan, consent: Consent) -> RunResult:
    for attempt in count(1):
        if not guards.lifted(plan.stops, plan.id, yes=consent.yes, consent=consent.plan_id):
            raise Stopped(stops=plan.stops, plan_id=plan.id, consent=consent.plan_id, plan=plan)
        copy_first(tools, run_id, plan, read.local)
        entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), read.settled)
        memories = (*read.settled.memories, *plan.remember)
        applier = applier_for(pair, tools, run_id, read.fields, memories, plan.resolving)
        try:
            applied = applier.apply(entries, read.local)
            break
        except ChangedUnderneath:
            if attempt >= MOST_REPLANS:
                raise
            read_here_again(pair, tools, read)
            plan = _plan(pair, tools, read)
    close_answered(tools, run_id, plan, applied)
    if applied.news and pair.may_write(Side.LOCAL):
        _bring_news(pair, tools, run_id, read, applied)
    asked = _ask_of_lost(pair, tools, run_id, read, applier, applied.lost) if applied.lost else ()
    refused = [*plan.refusals, *(Refusal(op, error) for op, error in applied.refused)]
    return RunResult(
        pair,
        run_id,
        plan,
        completed=tuple(applied.completed),
        refused=tuple(refused),
        conflicts=(*plan.conflicts, *applied.parked, *asked),
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
    pair: Pair,
    tools: Toolbox,
    run_id: int,
    fields: dict[FieldId, Field],
    memories: Iterable[Memory],
    resolving: Iterable[Uid] = (),
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
        resolving=frozenset(resolving),
    )


def as_stored(state: PairState) -> Settled:
    """The memories as they are kept, where nothing is in flight."""
    return Settled(list(state.memories), moved=[], arrived=[], missing=[])


def _bring_news(pair: Pair, tools: Toolbox, run_id: int, read: Read, applied: Applied) -> None:
    """Airtable's answers showed computed values (or others' edits): bring them here without reading all again.

    Only updates of this computer are carried out; whatever else the answers would call for waits for the next run,
    which decides on a fresh read.
    """
    memories = [memory for memory in applied.memories.values() if memory.record_id in applied.answers]
    again = _read_of(pair, tools, read, memories, list(applied.answers.values()))
    answered = frozenset(memory.uid for memory in memories)
    plan = _plan(pair, tools, again).restricted(answered, lambda op: _is_news(op, pair))
    if not plan.operations:
        return
    entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), only=answered)
    try:
        applier_for(pair, tools, run_id, read.fields, (*memories, *plan.remember)).apply(entries, again.local)
    except ChangedUnderneath:
        return  # the next run brings them


def _ask_of_lost(
    pair: Pair, tools: Toolbox, run_id: int, read: Read, applier: Applier, lost: Sequence[Uid]
) -> tuple[Conflict, ...]:
    """Open the conflicts of records that were edited here, and that Airtable turned out not to have any more.

    Nothing is written: whatever else the deletions call for waits for the next run, as above.
    """
    memories = [applier.memories[uid] for uid in lost if uid in applier.memories]
    plan = _plan(pair, tools, _read_of(pair, tools, read, memories, []))
    asked = frozenset(conflict.uid for conflict in plan.conflicts if conflict.uid in lost)
    plan = plan.restricted(asked, lambda _: False)
    if asked:
        tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), only=asked)
    return plan.conflicts


def _read_of(pair: Pair, tools: Toolbox, read: Read, memories: Sequence[Memory], airtable_rows: list[Row]) -> Read:
    """What was read, of these records only: the local table as it is now, and these of Airtable's."""
    local = read_local(pair, tools, read.fields)
    return replace(
        read,
        state=remembered(pair, tools.store),
        settled=Settled(list(memories), moved=[], arrived=[], missing=[]),
        local=local,
        local_rows=_rows_of(pair, tools, local, memories),
        airtable_rows=airtable_rows,
    )


def _rows_of(pair: Pair, tools: Toolbox, local: LocalReading, memories: Sequence[Memory]) -> list[Row]:
    """The local rows of these records."""
    ids = {memory.local_id for memory in memories}
    if tools.local.stable_row_ids:
        return [row for row in local.rows if row.row_id in ids]
    return [row for row in local.rows if not row.malformed and local_id_of(pair.key_of(row.values)) in ids]


def _is_news(operation: Operation, pair: Pair) -> bool:
    """Whether it may be done with a few records in view: whether a key is free, only a whole reading can tell."""
    return operation.side is Side.LOCAL and operation.kind == "update" and not set(pair.key) & set(operation.values)
