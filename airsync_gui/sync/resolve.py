"""A person's answer to a conflict, as what each side shall have, and as the operations that bring it there.

The answer is journalled before anything is written. It is finished by a later run while each side has either what
was shown when it was given, or its result; once a side moved otherwise, the conflict stays open and no policy settles
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import UsageError
from airsync_gui.sync.decide import decide
from airsync_gui.sync.decide_both import pull_computed
from airsync_gui.sync.decision import Decision, Rules, deletion_of
from airsync_gui.sync.match import Match
from airsync_gui.sync.merge import merge_lists
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Drift, Policy
from airsync_gui.sync.records import FieldId, Memory, Row, Side, Uid, Value, Values
from airsync_gui.sync.values import arrived, is_blank, same, without_blanks

Choice = Literal["local", "airtable", "ancestor", "both"]


class Answer(Struct, frozen=True):
    """What a person chose.

    Attributes:
        take: for the whole record; None leaves it to the fields.
        fields: field id → choice, where it differs.
        values: field id → a value typed in.
        keep_apart: leave both sides as they are, out of step.
    """

    take: Choice | None = None
    fields: Mapping[FieldId, Choice] | None = None
    values: Values | None = None
    keep_apart: bool = False


class Resolution(Struct, frozen=True):
    """An answer worked out: what each side was shown with, and what it shall have (None: no record there).

    Attributes:
        keep_apart: both sides stay as they are, and that counts as in step.
        undo: it puts back what a run did: where the sides differ afterwards they wait for a person.
        twin: it may stand beside another record of the same key again, as before they were merged.
        raw: the local row that is made again, in words of its table's own.
    """

    uid: Uid
    shown_local: Values | None
    shown_airtable: Values | None
    target_local: Values | None
    target_airtable: Values | None
    keep_apart: bool = False
    undo: bool = False
    twin: bool = False
    raw: str = ""

    def shown(self, side: Side) -> Values | None:
        """What that side had when the answer was given."""
        return self.shown_local if side is Side.LOCAL else self.shown_airtable

    def target(self, side: Side) -> Values | None:
        """What that side shall have."""
        return self.target_local if side is Side.LOCAL else self.target_airtable


def work_out(conflict: Conflict, answer: Answer, rules: Rules) -> Resolution:
    """The answer as a result for each side.

    Raises:
        UsageError: the answer leaves something open, or does not fit this kind of conflict.
    """
    if conflict.kind == "schema":
        raise UsageError(detail=f"{conflict.label} is a field, not a record: map it again, or drop it from the pair.")
    shown = (conflict.local, conflict.airtable)
    if answer.keep_apart:
        return Resolution(conflict.uid, *shown, *shown, keep_apart=True)
    if conflict.local is None or conflict.airtable is None:
        result = _gone_result(conflict, answer)
        return Resolution(conflict.uid, *shown, result, result)
    targets = {side: dict(conflict.of(side) or {}) for side in Side}
    for field_id, value in conflict.merged.items():
        for side in Side:
            targets[side][field_id] = value
    for field_id in conflict.fields:
        for side in Side:
            targets[side][field_id] = _chosen(conflict, answer, field_id, side, rules)
    for field_id, value in (answer.values or {}).items():
        for side in Side:
            targets[side][field_id] = value
    _stay_within_direction(targets, conflict, rules)
    return Resolution(conflict.uid, *shown, without_blanks(targets[Side.LOCAL]), without_blanks(targets[Side.AIRTABLE]))


def _gone_result(conflict: Conflict, answer: Answer) -> Values | None:
    """Edited and deleted: the side that has the record restores it, the side that lacks it deletes on both."""
    if answer.take not in ("local", "airtable") or answer.fields or answer.values:
        raise UsageError(
            detail="This record was edited on one side and deleted on the other. Choose a whole side "
            "(--take local or --take airtable), or leave it on the side that has it (--keep-apart)."
        )
    return conflict.of(Side(answer.take))


def _chosen(conflict: Conflict, answer: Answer, field_id: FieldId, side: Side, rules: Rules) -> Value:
    if answer.values and field_id in answer.values:
        return answer.values[field_id]
    choice = (answer.fields or {}).get(field_id) or answer.take
    name = rules.fields[field_id].name if field_id in rules.fields else field_id
    local, airtable = (conflict.local or {}).get(field_id), (conflict.airtable or {}).get(field_id)
    if choice in ("local", "airtable"):
        return local if choice == "local" else airtable
    if choice == "ancestor":
        return _ancestor(conflict, field_id, side, name)
    if choice == "both":
        return _both(conflict, field_id, local, airtable, name)
    raise UsageError(detail=f"Nothing was chosen for {name}: take a side for the record, or give it a value.")


def _ancestor(conflict: Conflict, field_id: FieldId, side: Side, name: str) -> Value:
    ancestor = conflict.local_ancestor if side is Side.LOCAL else conflict.airtable_ancestor
    if field_id not in ancestor:
        raise UsageError(detail=f"{name} was never in step, so there is no earlier value to go back to.")
    return ancestor[field_id]


def _both(conflict: Conflict, field_id: FieldId, local: Value, airtable: Value, name: str) -> Value:
    if is_blank(local) or is_blank(airtable):
        return airtable if is_blank(local) else local
    if isinstance(local, tuple) and isinstance(airtable, tuple):
        old = conflict.local_ancestor.get(field_id), conflict.airtable_ancestor.get(field_id)
        return merge_lists(local, airtable, *old)
    if isinstance(local, str) and isinstance(airtable, str):
        return f"{local}\n{airtable}" if "\n" in local + airtable else f"{local} / {airtable}"
    raise UsageError(detail=f"Both values of {name} can't be kept in one field: take a side, or give it a value.")


def _stay_within_direction(targets: dict[Side, dict[FieldId, Value]], conflict: Conflict, rules: Rules) -> None:
    """A one-way pair never writes its source: what was chosen there stays as it is."""
    for side in Side:
        if not rules.pair.may_write(side):
            targets[side] = dict(conflict.of(side) or {})


def still_fits(resolution: Resolution, match: Match, rules: Rules) -> bool:
    """Whether each side has either what was shown, or the result (through its type's own rounding)."""
    return all(
        _is(match.row(side), resolution.shown(side), rules) or _is(match.row(side), resolution.target(side), rules)
        for side in Side
    )


def _is(row: Row | None, values: Values | None, rules: Rules) -> bool:
    if row is None or values is None:
        return row is None and values is None
    return all(arrived(f, values.get(f.id), row.values.get(f.id)) for f in rules.writable() if f.id not in row.problems)


def carry_out(resolution: Resolution, match: Match, rules: Rules) -> Decision:
    """The operations that bring both sides to the result, and the memory of all that need not be written."""
    if resolution.undo:
        return _put_back(resolution, match, rules)
    decision = Decision(match)
    memory = replace(
        match.memory or Memory(match.uid, match.local_id, match.record_id),
        local_id=match.local_id,
        record_id=match.record_id,
        tombstone=None,
    )
    if resolution.keep_apart and (match.local is None or match.airtable is None):
        has = Side.LOCAL if match.local is not None else Side.AIRTABLE
        decision.remember = replace(memory, tombstone=has)
        return decision
    for side in Side:
        operation = _operation(resolution, match, rules, side)
        if operation and rules.pair.may_write(side):
            decision.operations.append(operation)
    written = _written_on_both(decision)
    if match.local is not None and match.airtable is not None:
        shown = pull_computed(decision, rules, memory, match.local, match.airtable)
        drift = {} if _left_for_good(resolution, rules) else _drifted(memory, match.local, match.airtable, rules)
        memory = _in_step(memory, match.local, match.airtable, rules, written, shown, drift)
    decision.remember = memory
    return decision


def _put_back(resolution: Resolution, match: Match, rules: Rules) -> Decision:
    """The operations of an undo, and the conflict they leave behind; what was last in step stays remembered."""
    decision = Decision(match)
    for side in Side:
        operation = _operation(resolution, match, rules, side)
        if operation and rules.pair.may_write(side):
            why = dict.fromkeys(operation.rules, "undo")
            raw = resolution.raw if side is Side.LOCAL and operation.kind == "create" else ""
            decision.operations.append(replace(operation, rules=why, in_step=False, raw=raw))
    afterwards = replace(
        match,
        local=_row_as(match.local, resolution.target_local, Side.LOCAL),
        airtable=_row_as(match.airtable, resolution.target_airtable, Side.AIRTABLE),
    )
    if afterwards.local is not None or afterwards.airtable is not None:
        left = decide(afterwards, rules, undone=True)
        decision.conflict, decision.remember = left.conflict, left.remember if left.conflict else None
    return decision


def _row_as(row: Row | None, values: Values | None, side: Side) -> Row | None:
    """A row as it will be."""
    if values is None:
        return None
    return replace(row, values=values) if row else Row(f"new {side}", values)


def _operation(resolution: Resolution, match: Match, rules: Rules, side: Side) -> Operation | None:
    """What is to be done on one side, if anything."""
    row, target = match.row(side), resolution.target(side)
    deletion = replace(deletion_of(match, rules.pair, side), counts=False)
    if target is None:
        return deletion if row else None
    blank = replace(deletion, before={})
    other = match.row(side.other)
    others = other.values if other else (resolution.target(side.other) or {})
    return _update(blank, row, target, others, rules) if row else _create(blank, target, others, rules)


def _create(blank: Operation, target: Values, others: Values, rules: Rules) -> Operation:
    writable = [f.id for f in rules.writable()]
    values = without_blanks({f: target.get(f) for f in (rules.fields if blank.side is Side.LOCAL else writable)})
    other = {f: others.get(f) for f in writable}
    return replace(blank, kind="create", values=values, other=other, rules=dict.fromkeys(values, "resolution"))


def _update(blank: Operation, row: Row, target: Values, others: Values, rules: Rules) -> Operation | None:
    changed = {
        f.id: target.get(f.id) for f in rules.writable() if not arrived(f, target.get(f.id), row.values.get(f.id))
    }
    if not changed:
        return None
    locked = blank.side is Side.AIRTABLE and rules.pair.policy is Policy.OPTIMISTIC_LOCK
    return replace(
        blank,
        kind="update",
        values=changed,
        before={f: row.values.get(f) for f in changed},
        other={f: others.get(f) for f in changed},
        rules=dict.fromkeys(changed, "resolution"),
        lock=dict(row.values) if locked else None,
    )


def _written_on_both(decision: Decision) -> frozenset[FieldId]:
    """Mark fields that both operations write; returns every field that is written at all."""
    names = [frozenset(op.values) for op in decision.operations]
    both = names[0] & names[1] if len(names) == 2 else frozenset()
    decision.operations = [replace(op, both=both) for op in decision.operations]
    return frozenset().union(*names)


def _left_for_good(resolution: Resolution, rules: Rules) -> bool:
    """Whether what the answer leaves different counts as in step until a side changes.

    Where drift is overwritten, a value that a person chose to leave would be gone with the next run.
    """
    return resolution.keep_apart or rules.pair.drift is Drift.OVERWRITE


def _drifted(memory: Memory, local: Row, airtable: Row, rules: Rules) -> dict[FieldId, dict[Side, Value]]:
    """What to remember of the fields of a one-way pair whose sides differ, so that what is written-only stays drift.

    No answer concerned them, or one (or a rule) left the other side as it is: the source's value has been seen, and
    the other side's is an edit.
    """
    source = rules.pair.source_side
    if source is None:
        return {}
    rows = {Side.LOCAL: local, Side.AIRTABLE: airtable}
    found: dict[FieldId, dict[Side, Value]] = {}
    for field_id in (f.id for f in rules.writable() if f.id not in memory.lossy):
        now = {side: rows[side].values.get(field_id) for side in Side}
        moved = {side: not same(now[side], memory.of(side).get(field_id)) for side in Side}
        known = field_id in memory.local and field_id in memory.airtable
        if same(now[Side.LOCAL], now[Side.AIRTABLE]) or (known and not any(moved.values())):
            continue
        last = memory.of(source.other).get(field_id)
        found[field_id] = {source: now[source], source.other: last if known and moved[source.other] else now[source]}
    return found


def _in_step(
    memory: Memory,
    local: Row,
    airtable: Row,
    rules: Rules,
    written: frozenset[FieldId],
    shown: Sequence[FieldId],
    drift: Mapping[FieldId, Mapping[Side, Value]],
) -> Memory:
    """What is neither written nor drift stands as it is: that is what "in step" means from now on."""
    values = {Side.LOCAL: dict(memory.local), Side.AIRTABLE: dict(memory.airtable)}
    for field_id in drift.keys() - written:
        for side, value in drift[field_id].items():
            values[side][field_id] = value
    apart = written | drift.keys()
    standing = (f.id for f in rules.writable() if f.id not in apart and f.id not in local.problems)
    for field_id in (*standing, *shown):
        values[Side.LOCAL][field_id] = local.values.get(field_id)
        values[Side.AIRTABLE][field_id] = airtable.values.get(field_id)
    version = rules.pair.version_field
    if version:
        values[Side.AIRTABLE][version] = airtable.values.get(version)
    lossy = {f: side for f, side in memory.lossy.items() if f not in written}
    return replace(memory, local=values[Side.LOCAL], airtable=values[Side.AIRTABLE], lossy=lossy)
