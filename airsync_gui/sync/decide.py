r"""The decision table, per record: two sides, two ancestors and a pair's rules, to operations or a conflict.

::

    this computer \\ Airtable   none           updated          deleted          created
    none                       nothing        write here       delete here      create here
    updated                    write there    merge by field   conflict
    deleted                    delete there   conflict         forget
    created                    create there                                     as a first run

Pure: nothing is read or written here, and the outcome does not depend on the order of records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.match import Match, moved
from airsync_gui.sync.merge import FieldOutcome, FieldState, Verdict, merge_field, settle_clash
from airsync_gui.sync.operations import Conflict, ConflictKind, DriftNote, Note, Operation
from airsync_gui.sync.pairs import Deletes, Drift, Pair, Policy
from airsync_gui.sync.records import NO_VALUES, FieldId, Memory, Row, Side, Value, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import as_remembered, is_blank, same, shows_as, without_blanks

MTIME_MARGIN = timedelta(seconds=5)
"""A file's mtime is only an upper bound of a row's edit: Airtable must be later by more than this to win."""
CHOICE_RENAMED = "choice renamed in Airtable"
LINK_RENAMED = "linked record renamed"
NOBODYS_EDITS = frozenset({CHOICE_RENAMED, LINK_RENAMED})
"""Rules by which a cell is written anew although its value stays: no guard counts that."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one record is decided by.

    Attributes:
        fields: the mapped fields that take part now (those in a schema conflict are left out).
        file_modified_at: the local table's mtime, where its rows have no times of their own (UTC).
        clock_skew: Airtable's clock minus ours.
        renamed_choices: field id → old choice name → new name, since the last run.
    """

    pair: Pair
    fields: Mapping[FieldId, Field]
    file_modified_at: datetime | None = None
    clock_skew: timedelta = timedelta(0)
    renamed_choices: Mapping[FieldId, Mapping[str, str]] = field(default_factory=dict)

    def writable(self) -> Iterator[Field]:
        """The fields that people edit on both sides."""
        ours = self.pair.kept_by_us()
        return (f for f in self.fields.values() if not f.read_only and f.id not in ours)

    def pulled_only(self) -> Iterator[Field]:
        """Fields whose value is only ever Airtable's: computed ones, the version and the stamp."""
        ours = self.pair.kept_by_us()
        return (f for f in self.fields.values() if f.read_only or f.id in ours)


@dataclass(slots=True)
class Decision:
    """The outcome for one record.

    Attributes:
        remember: the record's memory as it is to be stored before anything is written, if it changes.
        invalid: local cells that can't be their field's type: the record's write to Airtable waits.
    """

    match: Match
    operations: list[Operation] = field(default_factory=list)
    conflict: Conflict | None = None
    drift: DriftNote | None = None
    notes: list[Note] = field(default_factory=list)
    remember: Memory | None = None
    invalid: list[InvalidValue] = field(default_factory=list)


def decide(match: Match, rules: Rules, *, by_hand: bool = False, undone: bool = False) -> Decision:
    """What happens to one record.

    Args:
        by_hand: an answer of a person's could not be carried out: no policy settles this record now.
        undone: what was done to it was undone: nothing but a person settles it, until its sides are equal again.
    """
    decision = Decision(match)
    if _at_rest(match, rules):
        return decision
    decision.notes += _waiting_links(match, rules)
    if match.local is not None and match.airtable is not None:
        _both(decision, rules, match.local, match.airtable, by_hand=by_hand, undone=undone)
    elif match.memory is None:
        _created(decision, rules)
    elif undone:
        _undone_and_gone(decision, rules, _follow_choices(match.memory, rules))
    else:
        _one_gone(decision, rules, _follow_choices(match.memory, rules))
    return decision


def _at_rest(match: Match, rules: Rules) -> bool:
    """Whether both sides have exactly what is remembered: most records, most of the time, need no further look."""
    memory, local, airtable = match.memory, match.local, match.airtable
    if memory is None or local is None or airtable is None or local.problems or rules.renamed_choices:
        return False
    if local.outdated and rules.pair.may_write(Side.LOCAL):
        return False
    if (memory.local_id, memory.record_id) != (match.local_id, match.record_id):
        return False
    version = rules.pair.version_field
    if version is not None and airtable.values.get(version) != memory.airtable.get(version):
        return False
    return as_remembered(local.values, memory.local, rules.fields) and as_remembered(
        airtable.values, memory.airtable, rules.fields
    )


def _waiting_links(match: Match, rules: Rules) -> list[Note]:
    """What links to rows that are not in Airtable yet: a later plan, made when they are, brings that."""
    if match.local is None or not rules.pair.may_write(Side.AIRTABLE):
        return []
    label = label_of(match, rules.pair)
    found = ((f, p) for f, p in match.local.problems.items() if p.kind == "waiting" and f in rules.fields)
    return [Note("link_waits", label, match.uid, f, f"{p.text} {p.rule}") for f, p in found]


def _follow_choices(memory: Memory, rules: Rules) -> Memory:
    """The memory with Airtable's choices under their present names: a rename there is nobody's edit."""
    if not rules.renamed_choices:
        return memory
    airtable = {f: _renamed(v, rules.renamed_choices.get(f)) for f, v in memory.airtable.items()}
    return replace(memory, airtable=airtable)


def _renamed(value: Value, names: Mapping[str, str] | None) -> Value:
    if not names:
        return value
    if isinstance(value, tuple):
        return tuple(names.get(member, member) for member in value)
    return names.get(value, value) if isinstance(value, str) else value


# -- both sides have it ---------------------------------------------------------------------------------------------


def _both(decision: Decision, rules: Rules, local: Row, airtable: Row, *, by_hand: bool, undone: bool) -> None:
    match, pair = decision.match, rules.pair
    memory = _follow_choices(match.memory or Memory(match.uid, match.local_id, match.record_id), rules)
    states = {f.id: _state(f, memory, local, airtable) for f in rules.writable() if f.id not in local.problems}
    decision.invalid = _invalid_cells(rules, local)
    if not undone and pair.policy is Policy.OPTIMISTIC_LOCK and _lock_broken(states, memory, airtable, pair):
        _park_whole(decision, rules, memory, states)
        return
    if undone:
        outcomes = {f: _where_undone(s) for f, s in states.items()}
    else:
        outcomes = {f: _outcome(s, rules, local, airtable, by_hand) for f, s in states.items()}
    if pair.source_side is Side.AIRTABLE:
        _unreadable_drift(rules, memory, local, airtable, states, outcomes)
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


def _unreadable_drift(
    rules: Rules,
    memory: Memory,
    local: Row,
    airtable: Row,
    states: dict[FieldId, FieldState],
    outcomes: dict[FieldId, FieldOutcome],
) -> None:
    """A pull pair never sends what it can't read here: such a cell is drift like any other edit of it."""
    for f in rules.writable():
        if f.id in local.problems:
            states[f.id] = _state(f, memory, local, airtable)
            overwrite = FieldOutcome(Verdict.TAKE, airtable.values.get(f.id), "drift overwritten", (Side.LOCAL,))
            outcomes[f.id] = overwrite if rules.pair.drift is Drift.OVERWRITE else DRIFTED


def _state(f: Field, memory: Memory, local: Row, airtable: Row) -> FieldState:
    known = f.id in memory.local and f.id in memory.airtable
    return FieldState(
        field=f,
        known=known,
        local_ancestor=memory.local.get(f.id),
        airtable_ancestor=memory.airtable.get(f.id),
        local=local.values.get(f.id),
        airtable=airtable.values.get(f.id),
        lossy=memory.lossy.get(f.id),
    )


def _invalid_cells(rules: Rules, local: Row) -> list[InvalidValue]:
    if not rules.pair.may_write(Side.AIRTABLE):
        return []
    return [
        InvalidValue(field=f.name, value=local.problems[f.id].text, rule=local.problems[f.id].rule)
        for f in rules.writable()
        if f.id in local.problems and local.problems[f.id].kind != "waiting"
    ]


def _lock_broken(states: Mapping[FieldId, FieldState], memory: Memory, airtable: Row, pair: Pair) -> bool:
    """Optimistic locking: an edit here, while the version or any mapped value moved there."""
    if not any(state.changed(Side.LOCAL) for state in states.values()):
        return False
    version = pair.version_field
    version_moved = bool(
        version and version in memory.airtable and not same(memory.airtable.get(version), airtable.values.get(version))
    )
    differs = any(not same(s.local, s.airtable) for s in states.values())
    return differs and (version_moved or any(state.changed(Side.AIRTABLE) for state in states.values()))


def _outcome(state: FieldState, rules: Rules, local: Row, airtable: Row, by_hand: bool) -> FieldOutcome:
    pair = rules.pair
    policy = Policy.ASK if by_hand else pair.policy_of(state.field.id)
    names = rules.renamed_choices.get(state.field.id)
    if names and pair.may_write(Side.LOCAL) and state.known and not any(state.changed(s) for s in Side):
        renamed = _renamed(state.local, names)
        if not same(renamed, state.local) and same(renamed, state.airtable):
            return FieldOutcome(Verdict.TAKE, state.airtable, CHOICE_RENAMED)
    later = _LaterSide(rules, local, airtable)
    if pair.source_side is None:
        return merge_field(state, policy, later)
    return _one_way(state, pair, pair.source_side, policy, later)


def _where_undone(state: FieldState) -> FieldOutcome:
    """No rule takes a value in a record of which something was undone."""
    if state.known and not any(state.changed(side) for side in Side):
        return FieldOutcome(Verdict.NOTHING)
    return FieldOutcome(Verdict.SETTLED if same(state.local, state.airtable) else Verdict.CLASH)


def _one_way(state: FieldState, pair: Pair, source: Side, policy: Policy, later: _LaterSide) -> FieldOutcome:
    """One field of a push or pull pair: the target is written or left, the source never written."""
    target_changed = state.changed(source.other) if state.known else not is_blank(state.now(source.other))
    source_changed = state.changed(source) if state.known else not is_blank(state.now(source))
    if state.known and not (target_changed or source_changed):
        return FieldOutcome(Verdict.NOTHING)
    if same(state.local, state.airtable):
        return FieldOutcome(Verdict.SETTLED)
    if pair.drift is Drift.OVERWRITE:
        lost = (source.other,) if target_changed else ()
        return FieldOutcome(
            Verdict.TAKE, state.now(source), "drift overwritten" if lost else "changed on one side", lost
        )
    if not source_changed:
        return DRIFTED
    if state.lossy is source:
        return FieldOutcome(Verdict.CLASH)
    if not target_changed:
        return FieldOutcome(Verdict.TAKE, state.now(source), "changed on one side")
    return settle_clash(state, policy, later)


DRIFTED = FieldOutcome(Verdict.NOTHING, rule="drift")


@dataclass(frozen=True, slots=True)
class _LaterSide:
    """Last write wins: which side of this record was modified later, if that is known for sure."""

    rules: Rules
    local: Row
    airtable: Row

    def __call__(self) -> Side | None:
        there = self.airtable.modified_at
        if there is None:
            return None
        there -= self.rules.clock_skew
        here = self.local.modified_at
        if here is not None:
            return None if here == there else (Side.LOCAL if here > there else Side.AIRTABLE)
        bound = self.rules.file_modified_at
        return Side.AIRTABLE if bound is not None and there > bound + MTIME_MARGIN else None


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
            decision.operations.append(_update(decision.match, rules, side, writes, rule_of, overwrites))
    return drifted


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
        edited = bad or not same(here, memory.local.get(f.id))
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


# -- conflicts ------------------------------------------------------------------------------------------------------


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
    _open(decision, rules, memory, "undone" if undone else kind, clashing, merged)


def _park_whole(decision: Decision, rules: Rules, memory: Memory, states: Mapping[FieldId, FieldState]) -> None:
    edited = tuple(
        f for f, s in states.items() if any(s.changed(side) for side in Side) and not same(s.local, s.airtable)
    )
    _open(decision, rules, memory, "version_moved", edited, NO_VALUES)


def _gone_kind(gone: Side) -> ConflictKind:
    return "edited_deleted" if gone is Side.AIRTABLE else "deleted_edited"


def _open(
    decision: Decision, rules: Rules, memory: Memory, kind: ConflictKind, fields: tuple[FieldId, ...], merged: Values
) -> None:
    match = decision.match
    local, airtable = match.local, match.airtable
    decision.operations = []
    decision.conflict = Conflict(
        uid=match.uid,
        kind=kind,
        label=label_of(match, rules.pair),
        local_id=match.local_id,
        record_id=match.record_id,
        fields=fields,
        local=dict(local.values) if local else None,
        airtable=dict(airtable.values) if airtable else None,
        local_ancestor=memory.local,
        airtable_ancestor=memory.airtable,
        merged=merged,
        local_label=local.label if local else "",
    )
    bound = replace(memory, local_id=match.local_id, record_id=match.record_id, tombstone=None)
    decision.remember = bound if bound != match.memory else None


# -- one side has it ------------------------------------------------------------------------------------------------


def _created(decision: Decision, rules: Rules) -> None:
    match, pair = decision.match, rules.pair
    side = Side.LOCAL if match.local is not None else Side.AIRTABLE
    target = side.other
    if pair.may_write(target):
        decision.operations.append(_create(decision, rules, target))
        return
    if pair.drift is Drift.OVERWRITE:
        decision.operations.append(_delete(match, rules, side, "drift overwritten"))
        return
    decision.drift = DriftNote(side, match.uid, label_of(match, pair), "created")


def _create(decision: Decision, rules: Rules, target: Side) -> Operation:
    match, pair = decision.match, rules.pair
    source = match.row(target.other)
    assert source is not None
    if target is Side.AIRTABLE:
        decision.invalid = _invalid_cells(rules, source)
        fields = [f.id for f in rules.writable()]
    else:
        fields = list(rules.fields)
    values = without_blanks({f: source.values.get(f) for f in fields})
    version = pair.version_field
    if target is Side.LOCAL and version and version not in fields:
        fields.append(version)  # not shown here, but remembered
    return Operation(
        side=target,
        kind="create",
        uid=match.uid,
        label=label_of(match, pair),
        local_id=match.local_id,
        record_id=match.record_id,
        values=values,
        other={f: source.values.get(f) for f in fields},
        rules=dict.fromkeys(values, "created on one side"),
    )


def _one_gone(decision: Decision, rules: Rules, memory: Memory) -> None:
    match, pair = decision.match, rules.pair
    gone = Side.LOCAL if match.local is None else Side.AIRTABLE
    row = match.row(gone.other)
    assert row is not None
    edited = _edited_fields(rules, memory, row, gone.other)
    if pair.source_side is gone.other:
        _target_gone(decision, rules, gone, edited, memory)
    elif pair.rolling and gone is Side.LOCAL:
        decision.remember = replace(memory, tombstone=gone.other)
        decision.notes.append(Note("rolled_out", label_of(match, pair), match.uid, detail=str(gone.other)))
    elif edited:
        _open(decision, rules, memory, _gone_kind(gone), edited, NO_VALUES)
    elif pair.deletes is Deletes.KEEP:
        decision.remember = replace(memory, tombstone=gone.other)
        label = label_of(match, pair)
        decision.notes.append(Note("deletion_kept", label, match.uid, detail=str(gone.other)))
    else:
        decision.operations.append(_delete(match, rules, gone.other, "deleted on one side"))


def _undone_and_gone(decision: Decision, rules: Rules, memory: Memory) -> None:
    has = Side.LOCAL if decision.match.local is not None else Side.AIRTABLE
    row = decision.match.row(has)
    assert row is not None
    _open(decision, rules, memory, "undone", _edited_fields(rules, memory, row, has), NO_VALUES)


def _edited_fields(rules: Rules, memory: Memory, row: Row, side: Side) -> tuple[FieldId, ...]:
    """What moved on the side that still has the record; all of it where nothing is remembered."""
    return tuple(f.id for f in rules.writable() if f.id in row.problems or moved(row.values, memory.of(side), (f.id,)))


def _target_gone(decision: Decision, rules: Rules, gone: Side, edited: tuple[FieldId, ...], memory: Memory) -> None:
    """One-way pair: the written-only side lost a record that the source still has."""
    pair, match = rules.pair, decision.match
    if pair.drift is Drift.OVERWRITE:
        operation = _create(decision, rules, gone)
        decision.operations.append(replace(operation, rules=dict.fromkeys(operation.values, "drift overwritten")))
    elif edited:
        _open(decision, rules, memory, _gone_kind(gone), edited, NO_VALUES)
    else:
        decision.drift = DriftNote(gone, match.uid, label_of(match, pair), "deleted")


def _delete(match: Match, rules: Rules, side: Side, rule: str) -> Operation:
    row = match.row(side)
    assert row is not None
    return Operation(
        side=side,
        kind="delete",
        uid=match.uid,
        label=label_of(match, rules.pair),
        local_id=match.local_id,
        record_id=match.record_id,
        row_id=row.row_id,
        before=dict(row.values),
        rules=dict.fromkeys(row.values, rule),
    )


def label_of(match: Match, pair: Pair) -> str:
    """What a person calls the record: its key, as the side that has it now says it."""
    row = match.local or match.airtable
    values = row.values if row else (match.memory.airtable or match.memory.local if match.memory else NO_VALUES)
    return ", ".join(str(part) for part in pair.key_of(values) if part is not None) or (row.label if row else match.uid)
