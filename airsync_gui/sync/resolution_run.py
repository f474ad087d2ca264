"""Carry out one answer to one conflict: a journalled run of its own, over one record.

Both sides of the record are read again. If one moved since it was shown, nothing is written and the conflict shows
what is there now. Else this computer is written first, then Airtable, and the memories follow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from airsync_gui.errors import AirSyncError, Cancelled, ConflictError
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.ports import LocalReading, PairState, RunOutcome
from airsync_gui.sync.records import FieldId, RecordId, Row, Uid
from airsync_gui.sync.resolve import Answer, Resolution, work_out
from airsync_gui.sync.run import RunResult, Toolbox, applier_for, close_answered, mapped_fields, read_ids, rules_for
from airsync_gui.sync.schema import Field


def resolve_conflict(
    pair: Pair, tools: Toolbox, conflict: Conflict, answer: Answer, *, dry_run: bool = False
) -> RunResult:
    """Settle one conflict by hand.

    Raises:
        UsageError: the answer does not fit the conflict.
        ConflictError: a side moved since the conflict was shown; it now shows the new values.
        InvalidValue: the result is not valid for its field; nothing was written.
        Refused: Airtable turned the result down; the conflict stays open with what each side has now.
    """
    state = tools.store.load(pair.id)
    fields, _ = mapped_fields(pair, tools)
    local = tools.local.read({pair.columns[f]: field for f, field in fields.items()})
    situation = situation_of(pair, tools, state, fields, local, conflict.uid, conflict.record_id)
    resolution = work_out(conflict, answer, situation.rules)
    only = frozenset({conflict.uid})
    answering = replace(situation, resolutions={conflict.uid: resolution})
    plan = make_plan(answering).restricted(only, lambda _operation: True)
    if conflict.uid not in plan.resolving:
        _show_again(pair, tools, situation, conflict, dry_run=dry_run)
    for refusal in plan.refusals:
        raise refusal.error
    if dry_run:
        return RunResult(pair, None, plan, api_calls=tools.airtable.calls)
    return _carry_out(pair, tools, plan, resolution, situation, local)


def situation_of(
    pair: Pair,
    tools: Toolbox,
    state: PairState,
    fields: dict[FieldId, Field],
    local: LocalReading,
    uid: Uid,
    record_id: RecordId | None,
) -> Situation:
    """Both sides of the one record as they are now."""
    stable = tools.local.stable_row_ids
    others = {memory.local_id for memory in state.memories if memory.uid != uid}

    def may_be_it(row: Row) -> bool:
        return bool(row.malformed) or (row.row_id if stable else local_id_of(pair.key_of(row.values))) not in others

    record_ids = [record_id] if record_id else []
    return Situation(
        rules=rules_for(pair, tools, state, fields, local),
        local_rows=[row for row in local.rows if may_be_it(row)],
        airtable_rows=tools.airtable.read_records(record_ids, read_ids(pair, fields)) if record_ids else [],
        memories=[memory for memory in state.memories if memory.uid == uid],
        stable_row_ids=stable,
        by_hand=state.by_hand,
        undone=state.undone,
        known_bad_rows=state.bad_rows,
        suspects=state.suspects,
    )


def _show_again(pair: Pair, tools: Toolbox, situation: Situation, conflict: Conflict, *, dry_run: bool) -> None:
    """A side moved: keep the conflict with what each side has now, write nothing."""
    fresh = make_plan(situation)
    shown = next((c for c in fresh.conflicts if c.uid == conflict.uid), None)
    held = any(row.uid == conflict.uid for row in fresh.held)
    if shown is not None and not dry_run:
        tools.store.show_again(pair.id, shown, tools.clock.now())
    detail = "it is held" if held else "it changed since it was shown"
    raise ConflictError(record=conflict.label, uid=conflict.uid, detail=detail, settled=shown is None and not held)


def _carry_out(
    pair: Pair, tools: Toolbox, plan: Plan, resolution: Resolution, situation: Situation, reading: LocalReading
) -> RunResult:
    run_id = tools.store.begin(pair.id, "resolve", tools.clock.now())
    memories = [*situation.memories, *plan.remember]
    try:
        tools.store.answer(pair.id, resolution, tools.clock.now())
        only = frozenset({resolution.uid})
        entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), only=only)
        applied = applier_for(pair, tools, run_id, dict(situation.rules.fields), memories).apply(entries, reading)
        close_answered(tools, run_id, plan, applied)
    except AirSyncError as error:
        status: Literal["cancelled", "failed"] = "cancelled" if isinstance(error, Cancelled) else "failed"
        failed = RunOutcome(status, type(error).__name__, tools.airtable.calls)
        tools.store.finish(run_id, pair.id, failed, tools.clock.now())
        raise
    tools.store.finish(run_id, pair.id, RunOutcome("done", "", tools.airtable.calls), tools.clock.now())
    for _, refused in applied.refused:
        raise refused
    return RunResult(
        pair,
        run_id,
        plan,
        completed=tuple(applied.completed),
        conflicts=tuple(applied.parked),
        api_calls=tools.airtable.calls,
    )
