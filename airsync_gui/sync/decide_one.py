"""A record that one side has: it is new there, or it is gone from the other side."""

from __future__ import annotations

from msgspec.structs import replace

from airsync_gui.sync.decision import Decision, Rules, deletion_of, invalid_cells, label_of, open_conflict
from airsync_gui.sync.match import Match, moved
from airsync_gui.sync.operations import ConflictKind, DriftNote, Note, Operation
from airsync_gui.sync.pairs import Deletes, Drift
from airsync_gui.sync.records import NO_VALUES, FieldId, Memory, Row, Side
from airsync_gui.sync.values import without_blanks


def decide_created(decision: Decision, rules: Rules) -> None:
    """It was never on the other side."""
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


def decide_one_gone(decision: Decision, rules: Rules, memory: Memory) -> None:
    """It was on both sides, and one lost it."""
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
        open_conflict(decision, rules, memory, _gone_kind(gone), edited, NO_VALUES)
    elif pair.deletes is Deletes.KEEP:
        decision.remember = replace(memory, tombstone=gone.other)
        label = label_of(match, pair)
        decision.notes.append(Note("deletion_kept", label, match.uid, detail=str(gone.other)))
    else:
        decision.operations.append(_delete(match, rules, gone.other, "deleted on one side"))


def decide_undone_and_gone(decision: Decision, rules: Rules, memory: Memory) -> None:
    """It is on one side since something was undone: a person says whether it stays."""
    has = Side.LOCAL if decision.match.local is not None else Side.AIRTABLE
    row = decision.match.row(has)
    assert row is not None
    open_conflict(decision, rules, memory, "undone", _edited_fields(rules, memory, row, has), NO_VALUES)


def _create(decision: Decision, rules: Rules, target: Side) -> Operation:
    match, pair = decision.match, rules.pair
    source = match.row(target.other)
    assert source is not None
    if target is Side.AIRTABLE:
        decision.invalid = invalid_cells(rules, source)
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
        open_conflict(decision, rules, memory, _gone_kind(gone), edited, NO_VALUES)
    else:
        decision.drift = DriftNote(gone, match.uid, label_of(match, pair), "deleted")


def _gone_kind(gone: Side) -> ConflictKind:
    return "edited_deleted" if gone is Side.AIRTABLE else "deleted_edited"


def _delete(match: Match, rules: Rules, side: Side, rule: str) -> Operation:
    deletion = deletion_of(match, rules.pair, side)
    return replace(deletion, rules=dict.fromkeys(deletion.before, rule))
