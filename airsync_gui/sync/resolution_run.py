"""Carry out one answer to one conflict: a journalled run of its own, over one record.

Both sides of the record are read again. If one moved since it was shown, nothing is written and the conflict shows
what is there now. Else this computer is written first, then Airtable, and the memories follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from airsync_gui.errors import AirSyncError, ConflictError
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.ports import LocalReading, PairState, RunOutcome
from airsync_gui.sync.records import Memory, Row
from airsync_gui.sync.resolve import Answer, Resolution, work_out
from airsync_gui.sync.run import RunResult, Toolbox, applier_for, close_answered, mapped_fields, read_ids, rules_for


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
    rules = rules_for(pair, tools, state, fields, local)
    resolution = work_out(conflict, answer, rules)
    memory = next((m for m in state.memories if m.uid == conflict.uid), None)
    record_ids = [conflict.record_id] if conflict.record_id else []
    airtable_rows = tools.airtable.read_records(record_ids, read_ids(pair, fields)) if record_ids else []
    situation = Situation(
        rules=rules,
        local_rows=_rows_of(conflict, local.rows, pair, tools.local.stable_row_ids),
        airtable_rows=airtable_rows,
        memories=[memory] if memory else [],
        stable_row_ids=tools.local.stable_row_ids,
        first_run=True,
        resolutions={conflict.uid: resolution},
    )
    plan = replace(make_plan(situation), stops=())
    if conflict.uid not in plan.resolving:
        _show_again(pair, tools, state, situation, conflict, dry_run=dry_run)
    for refusal in plan.refusals:
        raise refusal.error
    if dry_run:
        return RunResult(pair, None, plan, api_calls=tools.airtable.calls)
    return _carry_out(pair, tools, plan, resolution, situation, local)


def _rows_of(conflict: Conflict, rows: Sequence[Row], pair: Pair, stable: bool) -> list[Row]:
    """The local rows that are, or claim to be, this record."""

    def id_of(row: Row) -> str:
        return row.row_id if stable else local_id_of(pair.key_of(row.values))

    return [row for row in rows if not row.malformed and id_of(row) == conflict.local_id]


def _show_again(
    pair: Pair, tools: Toolbox, state: PairState, situation: Situation, conflict: Conflict, *, dry_run: bool
) -> None:
    """A side moved: keep the conflict with what each side has now, write nothing."""
    fresh = make_plan(replace(situation, resolutions={}, by_hand=state.by_hand))
    shown = next((c for c in fresh.conflicts if c.uid == conflict.uid), None)
    if shown is not None and not dry_run:
        tools.store.show_again(pair.id, shown, tools.clock.now())
    detail = "it is held" if fresh.held else "it changed since it was shown"
    raise ConflictError(record=conflict.label, uid=conflict.uid, detail=detail, settled=shown is None)


def _carry_out(
    pair: Pair, tools: Toolbox, plan: Plan, resolution: Resolution, situation: Situation, reading: LocalReading
) -> RunResult:
    run_id = tools.store.begin(pair.id, "resolve", tools.clock.now())
    memories: list[Memory] = [*situation.memories, *plan.remember]
    try:
        tools.store.answer(pair.id, resolution, tools.clock.now())
        entries = tools.store.record_plan(run_id, pair.id, plan, situation.memories, only=frozenset({resolution.uid}))
        applied = applier_for(pair, tools, run_id, dict(situation.rules.fields), memories).apply(entries, reading)
        close_answered(tools, run_id, plan, applied)
    except AirSyncError as error:
        failed = RunOutcome("failed", type(error).__name__, tools.airtable.calls)
        tools.store.finish(run_id, pair.id, failed, tools.clock.now())
        raise
    tools.store.finish(run_id, pair.id, RunOutcome("done", "", tools.airtable.calls), tools.clock.now())
    for _, refused in applied.refused:
        raise refused
    return RunResult(pair, run_id, plan, completed=tuple(applied.completed), api_calls=tools.airtable.calls)
