"""A record that both sides have: its fields' outcomes as at most one update a side, or as a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from airsync_gui.sync.decision import (
    LINK_RENAMED,
    NOBODYS_EDITS,
    Decision,
    Rules,
    invalid_cells,
    label_of,
    open_conflict,
)
from airsync_gui.sync.field_outcomes import (
    DRIFTED,
    field_state,
    follow_choices,
    lock_broken,
    outcome_of,
    overwrite_unreadable_drift,
    where_undone,
)
from airsync_gui.sync.match import Match
from airsync_gui.sync.merge import FieldOutcome, FieldState, Verdict
from airsync_gui.sync.operations import ConflictKind, DriftNote, Note, Operation
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.records import NO_VALUES, FieldId, Memory, Row, Side, Value, Values
from airsync_gui.sync.values import is_blank, same, shows_as


def decide_both(decision: Decision, rules: Rules, local: Row, airtable: Row, *, by_hand: bool, undone: bool) -> None:
    """What happens to a record that stands on both sides; see :func:`airsync_gui.sync.decide.decide`."""
    match, pair = decision.match, rules.pair
    memory = follow_choices(match.memory or Memory(match.uid, match.local_id, match.record_id), rules)
    states = {f.id: field_state(f, memory, local, airtable) for f in rules.writable() if f.id not in local.problems}
    decision.invalid = invalid_cells(rules, local, _given_up(memory, local, airtable))
    if not undone and pair.policy is Policy.OPTIMISTIC_LOCK and lock_broken(states, memory, airtable, pair):
        _park_whole(decision, rules, memory, states)
        return
    if undone:
        outcomes = {f: where_undone(s) for f, s in states.items()}
    else:
        outcomes = {f: outcome_of(s, rules, local, airtable, by_hand) for f, s in states.items()}
    if pair.source_side is Side.AIRTABLE:
        overwrite_unreadable_drift(rules, memory, local, airtable, states, outcomes)
    if any(outcome.verdict is Verdict.CLASH for outcome in outcomes.values()):
        _park(decision, rules, memory, states, outcomes, undone=undone)
        return
    bound = replace(memory, local_id=match.local_id, record_id=match.record_id, created_at=airtable.created_at)
    remembered = _Remembering(bound, match.memory)
    drifted = _apply_outcomes(decision, rules, states, outcomes, remembered)
    for field_id in pull_computed(decision, rules, memory, local, airtable):
        remembered.set(field_id, Side.LOCAL, local.values.get(field_id))
        remembered.set(field_id, Side.AIRTABLE, airtable.values.get(field_id))
    if pair.version_field:
        remembered.set(pair.version_field, Side.AIRTABLE, airtable.values.get(pair.version_field))
    decision.remember = remembered.result()
    if drifted:
        side = Side.AIRTABLE if pair.source_side is Side.LOCAL else Side.LOCAL
        decision.drift = DriftNote(side, match.uid, label_of(match, pair), "updated", tuple(drifted))


def _given_up(memory: Memory, local: Row, airtable: Row) -> set[FieldId]:
    """Unreadable cells that a person dropped from the queue: remembered as they stand, until either side is edited."""
    return {
        field_id
        for field_id, problem in local.problems.items()
        if problem.text == memory.local.get(field_id)
        and same(airtable.values.get(field_id), memory.airtable.get(field_id))
    }


class _Remembering:
    """Collects what a record's memory becomes before anything is written."""

    def __init__(self, memory: Memory, stored: Memory | None) -> None:
        self.memory = memory
        self.stored = stored
        self.values = {Side.LOCAL: dict(memory.local), Side.AIRTABLE: dict(memory.airtable)}
        self.lossy = dict(memory.lossy)

    def set(self, field_id: FieldId, side: Side, value: Value) -> None:
        self.values[side][field_id] = value

    def settle(self, state: FieldState) -> None:
        self.set(state.field.id, Side.LOCAL, state.local)
        self.set(state.field.id, Side.AIRTABLE, state.airtable)
        self.lossy.pop(state.field.id, None)

    def result(self) -> Memory | None:
        """The memory to store, or None when nothing about it changed."""
        memory = replace(
            self.memory, local=self.values[Side.LOCAL], airtable=self.values[Side.AIRTABLE], lossy=self.lossy
        )
        return memory if memory != self.stored else None


def _apply_outcomes(
    decision: Decision,
    rules: Rules,
    states: Mapping[FieldId, FieldState],
    outcomes: Mapping[FieldId, FieldOutcome],
    remembered: _Remembering,
) -> list[FieldId]:
    """Turn field outcomes into at most one update a side; returns the fields that drifted."""
    writes: dict[Side, dict[FieldId, Value]] = {Side.LOCAL: {}, Side.AIRTABLE: {}}
    rule_of: dict[FieldId, str] = {}
    overwrites: dict[FieldId, Side] = {}
    drifted = []
    for field_id, outcome in outcomes.items():
        state = states[field_id]
        if outcome is DRIFTED:
            drifted.append(field_id)
        elif outcome.verdict is Verdict.SETTLED:
            remembered.settle(state)
        elif outcome.verdict is Verdict.TAKE:
            sides = [s for s in Side if not same(state.now(s), outcome.value) and rules.pair.may_write(s)]
            for side in sides:
                writes[side][field_id] = outcome.value
                rule_of[field_id] = outcome.rule
            for side in outcome.overwrites:
                if side in sides:
                    overwrites[field_id] = side
            if not sides and rules.pair.source_side:  # the source's edit loses, and the source is never written
                remembered.set(field_id, rules.pair.source_side, state.now(rules.pair.source_side))
                drifted.append(field_id)
    for field_id, value in _shown_anew(decision.match, rules, outcomes, states):
        writes[Side.LOCAL].setdefault(field_id, value)
        rule_of.setdefault(field_id, LINK_RENAMED)
    for side in Side:
        if writes[side] or (side is Side.AIRTABLE and decision.invalid):
            update = _update(decision.match, rules, side, writes, rule_of, overwrites)
            decision.operations.append(_with_unread(update, decision, rules) if side is Side.AIRTABLE else update)
    return drifted


def _with_unread(update: Operation, decision: Decision, rules: Rules) -> Operation:
    """An update that waits for cells that can't be read, with what stands in them: dropping it remembers that."""
    local, airtable = decision.match.local, decision.match.airtable
    if not decision.invalid or local is None or airtable is None:
        return update
    unread = {f.id: local.problems[f.id].text for f in rules.writable() if f.id in local.problems}
    before = {field_id: airtable.values.get(field_id) for field_id in unread}
    return replace(update, before={**before, **update.before}, unread=unread)


def _shown_anew(
    match: Match, rules: Rules, outcomes: Mapping[FieldId, FieldOutcome], states: Mapping[FieldId, FieldState]
) -> Iterator[tuple[FieldId, Value]]:
    """The cells here that show what they hold under a former name; drift is left as it is."""
    outdated = match.local.outdated if match.local is not None and rules.pair.may_write(Side.LOCAL) else ()
    for field_id, outcome in outcomes.items():
        if field_id in outdated and outcome is not DRIFTED:
            taken = outcome.verdict is Verdict.TAKE
            yield field_id, outcome.value if taken else states[field_id].local


def _update(
    match: Match,
    rules: Rules,
    side: Side,
    writes: Mapping[Side, Mapping[FieldId, Value]],
    rule_of: Mapping[FieldId, str],
    overwrites: Mapping[FieldId, Side],
) -> Operation:
    row, other = match.row(side), match.row(side.other)
    assert row is not None
    assert other is not None
    values = dict(writes[side])
    quiet = all(rule_of.get(f) in NOBODYS_EDITS for f in values) and bool(values)
    locked = side is Side.AIRTABLE and rules.pair.policy is Policy.OPTIMISTIC_LOCK
    return Operation(
        side=side,
        kind="update",
        uid=match.uid,
        label=label_of(match, rules.pair),
        local_id=match.local_id,
        record_id=match.record_id,
        row_id=row.row_id,
        values=values,
        before={f: row.values.get(f) for f in values},
        other={f: other.values.get(f) for f in values},
        both=frozenset(values) & frozenset(writes[side.other]),
        rules={f: rule_of[f] for f in values},
        overwrites={f: s for f, s in overwrites.items() if f in values},
        lock=dict(row.values) if locked else None,
        counts=not quiet,
    )


def pull_computed(decision: Decision, rules: Rules, memory: Memory, local: Row, airtable: Row) -> list[FieldId]:
    """Fields that only Airtable sets: their column shows its value, and an edit of the column is put back.

    Returns:
        The fields whose column shows it already, but that are not remembered like that.
    """
    if not rules.pair.may_write(Side.LOCAL):
        return []
    in_step: list[FieldId] = []
    values: dict[FieldId, Value] = {}
    for f in rules.pulled_only():
        here, there = local.values.get(f.id), airtable.values.get(f.id)
        known = f.id in memory.local and f.id in memory.airtable
        bad = f.id in local.problems
        # A typed column may turn what was written into something that can't be read as the field's type.
        never_shown = is_blank(memory.local.get(f.id)) and not is_blank(memory.airtable.get(f.id))
        edited = (bad and not never_shown) or not same(here, memory.local.get(f.id))
        if known and not edited and same(there, memory.airtable.get(f.id)):
            continue
        if not bad and shows_as(f, there, here):
            in_step.append(f.id)
            continue
        values[f.id] = there
        if known and edited:
            label = label_of(decision.match, rules.pair)
            decision.notes.append(Note("computed_put_back", label, decision.match.uid, f.id, str(here)))
    if values:
        _write_here_too(decision, rules, values, local, airtable)
    return in_step


def _write_here_too(decision: Decision, rules: Rules, values: Values, local: Row, airtable: Row) -> None:
    """Add computed values to the record's local update; one made for them alone counts for no guard."""
    before = {f: local.values.get(f) for f in values}
    other = {f: airtable.values.get(f) for f in values}
    rule_of = dict.fromkeys(values, "computed in Airtable")
    for position, operation in enumerate(decision.operations):
        if operation.side is Side.LOCAL:
            decision.operations[position] = replace(
                operation,
                values={**operation.values, **values},
                before={**operation.before, **before},
                other={**operation.other, **other},
                rules={**operation.rules, **rule_of},
            )
            return
    writes: dict[Side, Values] = {Side.LOCAL: values, Side.AIRTABLE: {}}
    operation = _update(decision.match, rules, Side.LOCAL, writes, rule_of, {})
    decision.operations.insert(0, replace(operation, counts=False))


def _park(
    decision: Decision,
    rules: Rules,
    memory: Memory,
    states: Mapping[FieldId, FieldState],
    outcomes: Mapping[FieldId, FieldOutcome],
    *,
    undone: bool,
) -> None:
    clashing = tuple(f for f, outcome in outcomes.items() if outcome.verdict is Verdict.CLASH)
    merged = {f: o.value for f, o in outcomes.items() if o.verdict is Verdict.TAKE}
    kind: ConflictKind = "both_edited" if any(states[f].known for f in clashing) else "created_twice"
    open_conflict(decision, rules, memory, "undone" if undone else kind, clashing, merged)


def _park_whole(decision: Decision, rules: Rules, memory: Memory, states: Mapping[FieldId, FieldState]) -> None:
    edited = tuple(
        f for f, s in states.items() if any(s.changed(side) for side in Side) and not same(s.local, s.airtable)
    )
    open_conflict(decision, rules, memory, "version_moved", edited, NO_VALUES)
