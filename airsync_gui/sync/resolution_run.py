"""Carry out one answer to one conflict: a journalled run of its own, over one record.

Both sides of the record are read again. If one moved since it was shown, nothing is written and the conflict shows
what is there now. Else this computer is written first, then Airtable, and the memories follow. A local table that moves
meanwhile is read again. Where a program died over the record, what became of that is settled first, as a run does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, ChangedUnderneath, ConflictError
from airsync_gui.sync.apply import Applied
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.mapping import remembered
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.ports import LocalReading, PairState, RunOutcome
from airsync_gui.sync.reading import believing, read_both, read_here, read_ids
from airsync_gui.sync.records import RecordId, Row, Uid
from airsync_gui.sync.resolve import Answer, Resolution, work_out
from airsync_gui.sync.run import MOST_REPLANS, RunResult, applier_for, close_answered, failed, rules_for
from airsync_gui.sync.settle import IN_DOUBT, Settled
from airsync_gui.sync.toolbox import Toolbox


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
    run_id: int | None = None
    try:
        for attempt in count(1):
            draft = _draft(pair, tools, conflict, answer, dry_run=dry_run)
            if dry_run:
                return RunResult(pair, None, draft.plan, api_calls=tools.airtable.calls)
            if run_id is None:
                run_id = tools.store.begin(pair.id, "resolve", tools.clock.now())
            try:
                applied = _carry_out(pair, tools, draft, run_id)
                break
            except ChangedUnderneath:  # another row, most likely: looked at again, and this one may not have moved
                tools.store.call_off(pair.id, [conflict.uid], [])
                if attempt >= MOST_REPLANS:
                    raise
    except AirSyncError as error:
        if run_id is not None:
            _end(pair, tools, run_id, failed(error, tools))
        raise
    assert run_id is not None
    _end(pair, tools, run_id, RunOutcome("done", "", tools.airtable.calls))
    for _, refused in applied.refused:
        raise refused
    return RunResult(
        pair,
        run_id,
        draft.plan,
        completed=tuple(applied.completed),
        conflicts=tuple(applied.parked),
        api_calls=tools.airtable.calls,
    )


def _end(pair: Pair, tools: Toolbox, run_id: int, outcome: RunOutcome) -> None:
    tools.store.finish(run_id, pair.id, outcome, tools.clock.now())


class _Draft(Struct, frozen=True):
    """What is to be done about the one record, by what both sides have now."""

    plan: Plan
    resolution: Resolution
    read: _Read


def _draft(pair: Pair, tools: Toolbox, conflict: Conflict, answer: Answer, *, dry_run: bool) -> _Draft:
    read = _read(pair, tools, conflict)
    situation = read.situation
    resolution = work_out(conflict, answer, situation.rules)
    answering = replace(situation, resolutions={conflict.uid: resolution})
    plan = make_plan(answering).restricted(frozenset({conflict.uid}), lambda _operation: True)
    if conflict.uid not in plan.resolving:
        _show_again(pair, tools, read, conflict, dry_run=dry_run)
    for refusal in plan.refusals:
        raise refusal.error
    return _Draft(plan, resolution, read)


class _Read(Struct, frozen=True):
    """The record on both sides, and what became of what a dead run had in flight for it."""

    situation: Situation
    local: LocalReading
    settled: Settled | None = None


def _read(pair: Pair, tools: Toolbox, conflict: Conflict) -> _Read:
    """Only this record; everything where a dead run left work on it, as what was created is found by its key only."""
    state = remembered(pair, tools.store)
    if any(entry.operation.uid == conflict.uid and entry.state in IN_DOUBT for entry in state.journal):
        return _read_all(pair, tools, conflict.uid)
    # An answer that died may have made the record again, under another id than was shown.
    known = next((memory.record_id for memory in state.memories if memory.uid == conflict.uid), None)
    return _Read(*situation_now(pair, tools, state, conflict.uid, known or conflict.record_id))


def _read_all(pair: Pair, tools: Toolbox, uid: Uid) -> _Read:
    read = read_both(pair, tools, whole=True)
    state = replace(read.state, memories=read.settled.memories)
    record_id = next((memory.record_id for memory in state.memories if memory.uid == uid), None)
    rows = [row for row in read.airtable_rows if row.row_id == record_id]
    rules = rules_for(pair, tools, state, read.fields, read.local)
    situation = _situation(pair, tools, state, rules, read.local, uid, rows)
    return _Read(situation, read.local, read.settled.of(frozenset({uid})))


def situation_now(
    pair: Pair, tools: Toolbox, state: PairState, uid: Uid, record_id: RecordId | None
) -> tuple[Situation, LocalReading]:
    """Both sides of the one record as they are now, and this computer's table."""

    def read(refresh: bool) -> tuple[Situation, LocalReading]:
        fields, _, local = read_here(pair, tools, refresh=refresh)
        rows = tools.airtable.read_records([record_id], read_ids(pair, fields)) if record_id else []
        rules = rules_for(pair, tools, state, fields, local)
        return _situation(pair, tools, state, rules, local, uid, rows), local

    return believing(read)


def _situation(
    pair: Pair,
    tools: Toolbox,
    state: PairState,
    rules: Rules,
    local: LocalReading,
    uid: Uid,
    airtable_rows: Sequence[Row],
) -> Situation:
    stable = tools.local.stable_row_ids
    others = {memory.local_id for memory in state.memories if memory.uid != uid}

    def may_be_it(row: Row) -> bool:
        return bool(row.malformed) or (row.row_id if stable else local_id_of(pair.key_of(row.values))) not in others

    return Situation(
        rules=rules,
        local_rows=[row for row in local.rows if may_be_it(row)],
        airtable_rows=airtable_rows,
        memories=[memory for memory in state.memories if memory.uid == uid],
        stable_row_ids=stable,
        by_hand=state.by_hand,
        undone=state.undone,
        known_bad_rows=state.bad_rows,
        suspects=state.suspects,
    )


def _show_again(pair: Pair, tools: Toolbox, read: _Read, conflict: Conflict, *, dry_run: bool) -> None:
    """A side moved: keep the conflict with what each side has now, write nothing."""
    fresh = make_plan(read.situation)
    shown = next((c for c in fresh.conflicts if c.uid == conflict.uid), None)
    held = any(row.uid == conflict.uid for row in fresh.held)
    if shown is not None and not dry_run and read.settled is None:
        tools.store.show_again(pair.id, shown, tools.clock.now())
    elif shown is not None and not dry_run:
        _settle_and_show_again(pair, tools, fresh, read, conflict.uid)
    detail = "it is held" if held else "it changed since it was shown"
    raise ConflictError(record=conflict.label, uid=conflict.uid, detail=detail, settled=shown is None and not held)


def _settle_and_show_again(pair: Pair, tools: Toolbox, fresh: Plan, read: _Read, uid: Uid) -> None:
    """What a dead run did to the record is kept in history, as a run that wrote nothing itself."""
    run_id, only = tools.store.begin(pair.id, "resolve", tools.clock.now()), frozenset({uid})
    plan = fresh.restricted(only, lambda _operation: False)
    tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), read.settled, only=only)
    outcome = RunOutcome("failed", ConflictError.__name__, tools.airtable.calls)
    tools.store.finish(run_id, pair.id, outcome, tools.clock.now())


def _carry_out(pair: Pair, tools: Toolbox, draft: _Draft, run_id: int) -> Applied:
    plan, situation = draft.plan, draft.read.situation
    tools.store.answer(pair.id, draft.resolution, tools.clock.now())
    only = frozenset({draft.resolution.uid})
    entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), draft.read.settled, only=only)
    memories = [*situation.memories, *plan.remember]
    applier = applier_for(pair, tools, run_id, dict(situation.rules.fields), memories, only)
    applied = applier.apply(entries, draft.read.local)
    close_answered(tools, run_id, plan, applied)
    return applied
