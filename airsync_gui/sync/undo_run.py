"""Undo a run, or a part of one: a journalled run of its own, previewed and guarded as any other.

Only the records concerned are read in Airtable. Each goes through the journal as an answer does, so that a run that
dies is finished by the next one; where the sides differ afterwards, the record waits as a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, ChangedUnderneath, Stopped
from airsync_gui.sync import guards
from airsync_gui.sync.apply import Applied
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.guards import Counts, Stop
from airsync_gui.sync.mapping import remembered
from airsync_gui.sync.match import Match, Matching
from airsync_gui.sync.operations import Conflict, Operation, Refusal
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, Situation, make_plan, plan_id, sort_into_records
from airsync_gui.sync.ports import PairState, RunOutcome
from airsync_gui.sync.reading import Read, believing, read_both, read_here, read_ids
from airsync_gui.sync.records import FieldId, Memory, RecordId, Row, Side, Uid
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.run import (
    MOST_REPLANS,
    Consent,
    RunResult,
    applier_for,
    as_stored,
    close_answered,
    copy_first,
    failed,
    rules_for,
)
from airsync_gui.sync.settle import IN_DOUBT
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.undo import PastChange, Skipped, WorkedBack, memories_of_deleted, told_apart, work_back
from airsync_gui.sync.undo_links import (
    follow_links,
    link_fields,
    links_to,
    point_rows_anew,
    with_new_ids,
    without_links,
)
from airsync_gui.sync.values import without_blanks


class Task(Struct, frozen=True):
    """What is to be undone.

    Attributes:
        run_id: the run that did it.
        changes: what it did, in order; or a part of that.
        only_field: nothing but this field of them.
        successors: id of a record that was deleted → the id under which it was made again.
        twins: it merged duplicates, which may share a key again afterwards.
    """

    run_id: int
    changes: Sequence[PastChange]
    only_field: FieldId | None = None
    successors: Mapping[RecordId, RecordId] = field(default_factory=dict)
    twins: bool = False


class UndoResult(Struct, frozen=True):
    """What an undo did, or would do.

    Attributes:
        result: as of any run; without a number where nothing was to be put back. Its conflicts are what it opened.
        skipped: what it left as it is.
        made_again: records that get a new id in Airtable.
    """

    result: RunResult
    skipped: tuple[Skipped, ...] = ()
    made_again: int = 0


class _Draft(Struct):
    """An undo, planned."""

    read: Read
    situation: Situation
    matching: Matching
    back: WorkedBack
    plan: Plan

    @property
    def resolutions(self) -> dict[Uid, Resolution]:
        return self.back.resolutions


def undo(
    pair: Pair, tools: Toolbox, task: Task, *, dry_run: bool = False, consent: Consent | None = None
) -> UndoResult:
    """Put back what these changes made, where nobody has changed it since.

    Raises:
        Stopped: a guard holds it back; nothing was written.
        AirSyncError: what ended it; the next run goes on with what the journal keeps.
    """
    consent = consent or Consent()
    run_id: int | None = None
    for attempt in count(1):
        draft = _draft(pair, tools, task)
        if dry_run or not draft.resolutions:
            _end(pair, tools, run_id, RunOutcome("done"))
            return _result(pair, tools, draft, None)
        if not guards.lifted(draft.plan.stops, draft.plan.id, yes=consent.yes, consent=consent.plan_id):
            _end(pair, tools, run_id, RunOutcome("stopped"))
            raise Stopped(stops=draft.plan.stops, plan_id=draft.plan.id, consent=consent.plan_id, plan=draft.plan)
        if run_id is None:
            run_id = tools.store.begin(pair.id, "undo", tools.clock.now(), task.run_id)
        try:
            applied = _carry_out(pair, tools, run_id, draft)
        except ChangedUnderneath as error:
            if attempt >= MOST_REPLANS:
                _end(pair, tools, run_id, failed(error, tools))
                raise
            continue
        except AirSyncError as error:
            _end(pair, tools, run_id, failed(error, tools))
            raise
        _end(pair, tools, run_id, RunOutcome("done"))
        return _result(pair, tools, draft, run_id, applied)
    raise AssertionError("the loop ends by itself")


def _end(pair: Pair, tools: Toolbox, run_id: int | None, outcome: RunOutcome) -> None:
    if run_id is not None:
        outcome = replace(outcome, api_calls=tools.airtable.calls)
        tools.store.finish(run_id, pair.id, outcome, tools.clock.now())


def _result(
    pair: Pair, tools: Toolbox, draft: _Draft, run_id: int | None, applied: Sequence[Applied] = ()
) -> UndoResult:
    plan = draft.plan
    as_they_were = set(_as_they_were(applied, draft.read.state))
    left = tuple(conflict for conflict in plan.conflicts if conflict.uid not in as_they_were)
    result = RunResult(
        pair,
        run_id,
        plan,
        completed=tuple(op for each in applied for op in each.completed),
        refused=tuple(Refusal(op, error) for each in applied for op, error in each.refused),
        conflicts=(*left, *(conflict for each in applied for conflict in each.parked)),
        api_calls=tools.airtable.calls,
    )
    return UndoResult(result, tuple(draft.back.skipped), len(draft.back.made_again))


# -- reading --------------------------------------------------------------------------------------------------------


def _read(pair: Pair, tools: Toolbox, changes: Sequence[PastChange]) -> Read:
    """This computer's table, and of Airtable's the records concerned; all of it where a dead run left work."""
    state = remembered(pair, tools.store)
    if any(entry.state in IN_DOUBT for entry in state.journal):
        return read_both(pair, tools, whole=True)
    return believing(lambda refresh: _read_concerned(pair, tools, changes, state, refresh=refresh))


def _read_concerned(
    pair: Pair, tools: Toolbox, changes: Sequence[PastChange], state: PairState, *, refresh: bool
) -> Read:
    fields, conflicts, local = read_here(pair, tools, refresh=refresh)
    uids = {change.uid for change in changes}
    ids = {memory.record_id for memory in state.memories if memory.uid in uids and memory.record_id}
    ids |= {change.record_id for change in changes if change.record_id}
    field_ids = read_ids(pair, fields)
    rows = {row.row_id: row for row in tools.airtable.read_records(sorted(ids), field_ids)} if ids else {}
    lost = [pair.key_of(change.before) for change in changes if change.kind == "delete"]
    if lost:
        found = tools.airtable.find([fields[f] for f in pair.key], lost, field_ids)
        rows |= {row.row_id: row for row in found}
    others = _as_last_seen(state, ids | set(rows))
    both = list(local.rows), [*rows.values(), *others]
    return Read(state, fields, conflicts, local, *both, as_stored(state), fresh_schema=True)


def _as_last_seen(state: PairState, read: set[RecordId]) -> list[Row]:
    """Records in Airtable that are not concerned, taken to be as they were."""
    return [
        Row(memory.record_id, without_blanks(memory.airtable), label=memory.record_id)
        for memory in state.memories
        if memory.record_id and memory.record_id not in read and memory.tombstone is not Side.LOCAL
    ]


# -- planning -------------------------------------------------------------------------------------------------------


def _draft(pair: Pair, tools: Toolbox, task: Task) -> _Draft:
    read = _read(pair, tools, task.changes)
    rules = rules_for(pair, tools, read.state, read.fields, read.local)
    changes = follow_links(task.changes, link_fields(rules), task.successors)
    if task.twins:
        now = sort_into_records(_situation(tools, read, rules, read.settled.memories))
        rows = {Side.LOCAL: read.local_rows, Side.AIRTABLE: read.airtable_rows}
        changes = told_apart(changes, now, rows, pair)
    lost = memories_of_deleted(changes, read.settled.memories, pair, twins=task.twins)
    situation = _situation(tools, read, rules, (*read.settled.memories, *lost))
    matching = sort_into_records(situation)
    back = work_back(
        changes,
        matching,
        situation.memories,
        rules,
        waiting=_waiting(read.state),
        held={} if task.twins else read.state.held,  # they may have been held for nothing but being twins
        only_field=task.only_field,
    )
    if task.twins:
        back.resolutions = {uid: replace(resolution, twin=True) for uid, resolution in back.resolutions.items()}
    plan = _plan(situation, back, lost)
    return _Draft(read, situation, matching, back, plan)


def _situation(tools: Toolbox, read: Read, rules: Rules, memories: Sequence[Memory]) -> Situation:
    return Situation(
        rules=rules,
        local_rows=read.local_rows,
        airtable_rows=read.airtable_rows,
        memories=memories,
        stable_row_ids=tools.local.stable_row_ids,
        by_hand=read.state.by_hand,
        undone=read.state.undone,
        known_bad_rows=read.state.bad_rows,
        suspects=read.state.suspects,
    )


def _waiting(state: PairState) -> frozenset[Uid]:
    """Records in a conflict that no undo opened, or with an answer that is not finished."""
    answered = {uid for uid, resolution in state.resolutions.items() if not resolution.undo}
    return (state.parked - state.undone) | answered


def _plan(situation: Situation, back: WorkedBack, lost: Sequence[Memory]) -> Plan:
    """The plan of all that can be put back; what can't is skipped, record by record."""
    while True:
        plan = make_plan(replace(situation, resolutions=back.resolutions))
        if not _skip_what_cant(plan, back):
            break
    plan = plan.restricted(frozenset(back.resolutions), lambda _operation: True)
    operations = tuple(replace(op, counts=True) for op in plan.operations)
    coming_back = tuple(memory for memory in lost if memory.uid in back.resolutions)
    return replace(
        plan,
        id=plan_id(operations, situation.pair),
        operations=operations,
        held=(),
        drift=(),
        notes=tuple(n for n in plan.notes if n.code == "sanitised" and n.uid in back.resolutions),
        remember=(*coming_back, *plan.remember),
        stops=_stops(operations, situation),
    )


def _skip_what_cant(plan: Plan, back: WorkedBack) -> bool:
    """Take out the records that a rule of validation, or a key in use, keeps as they are; whether there was one."""
    detail = {held.uid: held.detail for held in plan.held if held.uid}
    why = {refusal.operation.uid: refusal for refusal in plan.refusals}
    stuck = [uid for uid in back.resolutions if uid in why or uid in detail or uid not in plan.resolving]
    labels = {op.uid: op.label for op in plan.operations} | {uid: r.operation.label for uid, r in why.items()}
    for uid in stuck:
        resolution = back.resolutions.pop(uid)
        back.made_again.pop(uid, None)
        side = next((s for s in Side if resolution.target(s) != resolution.shown(s)), Side.AIRTABLE)
        if uid in why:
            error = why[uid].error
            said = " ".join(str(part) for part in (error.field, error.rule or error.detail) if part)
            back.skipped.append(Skipped(uid, labels[uid], side, "refused", detail=said))
        else:
            back.skipped.append(Skipped(uid, labels.get(uid, uid), side, "held", detail=detail.get(uid, "")))
    return bool(stuck)


def _stops(operations: Sequence[Operation], situation: Situation) -> tuple[Stop, ...]:
    """The guards of any run: an undo of many deletions or changes is one itself."""
    live = [memory for memory in situation.memories if memory.tombstone is None]
    known = {
        Side.LOCAL: sum(memory.local_id is not None for memory in live),
        Side.AIRTABLE: sum(memory.record_id is not None for memory in live),
    }
    rows = {Side.LOCAL: len(situation.local_rows), Side.AIRTABLE: len(situation.airtable_rows)}
    changing = any(op.kind != "create" for op in operations)
    return guards.check(tuple(operations), Counts(known, rows)) if changing else ()


# -- writing --------------------------------------------------------------------------------------------------------


def _carry_out(pair: Pair, tools: Toolbox, run_id: int, draft: _Draft) -> list[Applied]:
    """Everything, in one go; links to records that are made again follow once their new ids are known."""
    old_ids = frozenset(record_id for record_id in draft.back.made_again.values() if record_id)
    fields = link_fields(draft.situation.rules) if old_ids else ()
    later = {uid: r for uid, r in draft.resolutions.items() if links_to(r, fields, old_ids)}
    if not fields:
        return [_apply(pair, tools, run_id, draft.read, draft.plan, draft.resolutions)]
    first = {uid: r for uid, r in draft.resolutions.items() if uid not in later}
    first |= {uid: without_links(later[uid], fields, old_ids) for uid in later if uid in draft.back.made_again}
    lost = [m for m in draft.plan.remember if m.uid in first]
    plan = _plan(draft.situation, WorkedBack(dict(first)), lost)
    applied = [_apply(pair, tools, run_id, draft.read, plan, first)]
    return applied + _link_again(pair, tools, run_id, draft, first, later)


def _apply(
    pair: Pair, tools: Toolbox, run_id: int, read: Read, plan: Plan, resolutions: Mapping[Uid, Resolution]
) -> Applied:
    uids = list(resolutions)
    copy_first(tools, run_id, plan, read.local)
    to_park = _to_park(plan, resolutions)
    tools.store.park_to_undo(pair.id, to_park, list(resolutions.values()), plan.remember, tools.clock.now())
    only = frozenset(uids)
    entries = tools.store.record_plan(run_id, pair.id, plan, tools.clock.now(), read.settled.of(only), only=only)
    memories = (*read.settled.memories, *plan.remember)
    try:
        applied = applier_for(pair, tools, run_id, read.fields, memories, uids).apply(entries, read.local)
    except ChangedUnderneath:
        tools.store.call_off(pair.id, uids, [uid for uid in uids if uid not in read.state.parked])
        raise
    close_answered(tools, run_id, plan, applied)
    if as_it_was := _as_they_were([applied], read.state):
        tools.store.call_off(pair.id, as_it_was, as_it_was)
    return applied


def _as_they_were(applied: Sequence[Applied], state: PairState) -> list[Uid]:
    """Records of which all was refused and nothing written: there is nothing for a person to settle."""
    touched = {op.uid for each in applied for op in each.completed}
    touched |= {conflict.uid for each in applied for conflict in each.parked}
    refused = dict.fromkeys(op.uid for each in applied for op, _ in each.refused)
    return [uid for uid in refused if uid not in touched and uid not in state.parked]


def _to_park(plan: Plan, resolutions: Mapping[Uid, Resolution]) -> list[Conflict]:
    """Every record waits while it is put back; the conflict of one whose sides will be equal closes again."""
    left = {conflict.uid: conflict for conflict in plan.conflicts}
    labels = {op.uid: op.label for op in plan.operations}
    return [
        left.get(uid) or Conflict(uid, "undone", labels.get(uid, uid), None, None, (), r.shown_local, r.shown_airtable)
        for uid, r in resolutions.items()
    ]


def _link_again(
    pair: Pair,
    tools: Toolbox,
    run_id: int,
    draft: _Draft,
    first: Mapping[Uid, Resolution],
    later: Mapping[Uid, Resolution],
) -> list[Applied]:
    """The links to records that were made again, under their new ids."""
    state = remembered(pair, tools.store)
    now = {memory.uid: memory.record_id for memory in state.memories}
    successors = {
        old: new for uid, old in draft.back.made_again.items() if old and (new := now.get(uid)) not in (None, old)
    }
    if not successors:
        return []
    read = replace(draft.read, state=state, settled=as_stored(state))
    _, _, read.local = read_here(pair, tools)
    rules, fields = draft.situation.rules, link_fields(draft.situation.rules)
    stale = point_rows_anew(_matches(tools, read, rules, state), rules, successors)
    uids = {*stale, *later}
    ids = sorted(memory.record_id for memory in state.memories if memory.uid in uids and memory.record_id)
    fresh = {row.row_id: row for row in tools.airtable.read_records(ids, read_ids(pair, read.fields))} if ids else {}
    read.airtable_rows = [*fresh.values(), *_as_last_seen(state, set(ids))]
    matches = [found for found in _matches(tools, read, rules, state) if found.uid not in state.parked]
    answers = point_rows_anew(matches, rules, successors)
    answers |= {uid: with_new_ids(_after(first.get(uid), r), fields, successors) for uid, r in later.items()}
    back = WorkedBack(answers)
    plan = _plan(_situation(tools, read, rules, state.memories), back, ())
    draft.back.skipped += back.skipped
    return [_apply(pair, tools, run_id, read, plan, back.resolutions)] if back.resolutions else []


def _after(first: Resolution | None, then: Resolution) -> Resolution:
    """The second answer for a record, given to what the first one made of it."""
    return (
        then if first is None else replace(then, shown_local=first.target_local, shown_airtable=first.target_airtable)
    )


def _matches(tools: Toolbox, read: Read, rules: Rules, state: PairState) -> Sequence[Match]:
    return sort_into_records(_situation(tools, read, rules, state.memories)).matches
