"""What comes of each field of a record that both sides have: by its state, the pair's policies and its direction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.sync.decision import CHOICE_RENAMED, Rules
from airsync_gui.sync.merge import FieldOutcome, FieldState, Verdict, merge_field, settle_clash
from airsync_gui.sync.pairs import Drift, Pair, Policy
from airsync_gui.sync.records import FieldId, Memory, Row, Side, Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import is_blank, same

MTIME_MARGIN = timedelta(seconds=5)
"""A file's mtime is only an upper bound of a row's edit: Airtable must be later by more than this to win."""
DRIFTED = FieldOutcome(Verdict.NOTHING, rule="drift")


def field_state(f: Field, memory: Memory, local: Row, airtable: Row) -> FieldState:
    """What each side has in a field, and had when they were last in step."""
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


def outcome_of(state: FieldState, rules: Rules, local: Row, airtable: Row, by_hand: bool) -> FieldOutcome:
    """What becomes of a field; ``by_hand``: no policy settles it."""
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


def where_undone(state: FieldState) -> FieldOutcome:
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


def overwrite_unreadable_drift(
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
            states[f.id] = field_state(f, memory, local, airtable)
            overwrite = FieldOutcome(Verdict.TAKE, airtable.values.get(f.id), "drift overwritten", (Side.LOCAL,))
            outcomes[f.id] = overwrite if rules.pair.drift is Drift.OVERWRITE else DRIFTED


def lock_broken(states: Mapping[FieldId, FieldState], memory: Memory, airtable: Row, pair: Pair) -> bool:
    """Optimistic locking: an edit here, while the version or any mapped value moved there."""
    if not any(state.changed(Side.LOCAL) for state in states.values()):
        return False
    version = pair.version_field
    version_moved = bool(
        version and version in memory.airtable and not same(memory.airtable.get(version), airtable.values.get(version))
    )
    differs = any(not same(s.local, s.airtable) for s in states.values())
    return differs and (version_moved or any(state.changed(Side.AIRTABLE) for state in states.values()))


class _LaterSide(Struct, frozen=True):
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


def follow_choices(memory: Memory, rules: Rules) -> Memory:
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
