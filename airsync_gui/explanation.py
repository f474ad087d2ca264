"""Why one record looks as it does, in words that both faces tell: made from what the state file knows of it, and from
a look at both sides where there was one. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from airsync_gui import messages
from airsync_gui.kept_words import said
from airsync_gui.messages import plain
from airsync_gui.plan_words import at_side
from airsync_gui.state.queue import QueueRow
from airsync_gui.state.story import Story
from airsync_gui.sync.decision import LINK_RENAMED
from airsync_gui.sync.look import Look
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import NO_VALUES, FieldId, Row, Side, Value, Values
from airsync_gui.sync.values import same
from airsync_gui.value_words import value_text
from airsync_gui.wording import listed, noop, tr

KIND_WORDS: Mapping[str, str] = {
    "both_edited": noop("edited on both sides"),
    "edited_deleted": noop("edited here, deleted in Airtable"),
    "deleted_edited": noop("deleted here, edited in Airtable"),
    "created_twice": noop("on both sides from the start, different"),
    "version_moved": noop("its version moved in Airtable"),
    "undone": noop("a run was undone, and its sides differ since"),
    "schema": noop("the schema changed"),
}
"""Kind of a conflict → the same in words."""
HOW_WORDS: Mapping[str, str] = {
    "answered": noop("by your answer"),
    "settled": noop("by itself, or by a rule"),
    "gone": noop("the record is gone"),
}
"""How a conflict was closed → the same in words."""
_STATE_WORDS: Mapping[str, str] = {
    "pending": noop("pending"),
    "in_flight": noop("in flight"),
    "retry": noop("retry"),
    "held": noop("held"),
    "failed": noop("failed"),
}
NOT_TOUCHED = noop("The next sync would not touch it.")


class Seen(Struct, frozen=True):
    """One field of the record on one side.

    Attributes:
        last: what was last in step there; ``known`` where anything ever was.
        now: what stands there; ``there`` where the side was looked at and has the record.
        problem: what stands there in place of a value, and why it can't be read.
        changed: whether it moved since it was last in step.
    """

    last: Value = None
    known: bool = False
    now: Value = None
    there: bool = False
    problem: str = ""
    changed: bool = False


class FieldSeen(Struct, frozen=True):
    """One field on both sides."""

    name: str
    local: Seen
    airtable: Seen

    def of(self, side: Side) -> Seen:
        """One side of it."""
        return self.local if side is Side.LOCAL else self.airtable

    @property
    def changed_where(self) -> str:
        """The sides on which it changed: "on this computer and in Airtable"."""
        return listed([at_side(side) for side in Side if self.of(side).changed])


class Explanation(Struct, frozen=True):
    """One record.

    Attributes:
        record: what a person calls it.
        record_id: its id in Airtable; None where none is remembered.
        looked: whether both sides were looked at.
        standing: where it stands, as AirSync remembers it; a sentence each.
        fields: those that hold anything, in the pair's order.
        to_come: what the next sync would do to it; empty where nobody looked.
    """

    uid: str
    record: str
    record_id: str | None
    looked: bool
    standing: tuple[str, ...]
    fields: tuple[FieldSeen, ...]
    to_come: tuple[str, ...]


def explained(story: Story, look: Look | None, pair: Pair, when: Callable[[datetime], str]) -> Explanation:
    """Put it into words.

    Args:
        look: both sides now; None where they were not looked at.
        when: a time as this face says it.
    """
    return Explanation(
        uid=story.uid,
        record=label_of(story, pair),
        record_id=story.memory.record_id if story.memory else None,
        looked=look is not None,
        standing=tuple(_standing(story, pair, when)),
        fields=tuple(seen for f in pair.columns if (seen := _field(f, story, look, pair))),
        to_come=tuple(_to_come(look, pair)) if look else (),
    )


def label_of(story: Story, pair: Pair) -> str:
    """What a person calls the record: its key, else what it went by in history, else our own id."""
    if story.memory is not None:
        values = story.memory.local or story.memory.airtable
        return ", ".join(str(part) for part in pair.key_of(values) if part is not None) or story.uid
    return story.changes[-1].label if story.changes else story.uid


def _standing(story: Story, pair: Pair, when: Callable[[datetime], str]) -> list[str]:
    told = []
    if story.memory is None:
        if story.changes:
            told.append(tr("It is not remembered any more: it was gone on both sides."))
    elif story.memory.tombstone is not None:
        left = at_side(story.memory.tombstone)
        told.append(tr("It is out of the pair: it was deleted on one side and is left {where}.", where=left))
    elif story.in_step_at is not None:
        told.append(tr("What was last in step is of {time}.", time=when(story.in_step_at)))
    told += _conflict(story, pair, when)
    told += [_waiting(row) for row in story.waiting]
    told += [
        tr("Held {where}: {why}.", where=at_side(Side(side)), why=said(plain(detail)))
        for side, _reason, detail in story.held
    ]
    told += [
        tr(
            "A conflict was settled {time} {how}: {kind}.",
            time=when(row.closed_at),
            how=tr(HOW_WORDS.get(row.how, row.how)),
            kind=tr(KIND_WORDS[row.conflict.kind]),
        )
        for row in story.closed
    ]
    return told


def _waiting(row: QueueRow) -> str:
    where = at_side(row.operation.side)
    if row.error is not None:
        return tr("Refused {where}: {why}", where=where, why=messages.describe(row.error))
    state = tr(_STATE_WORDS[row.state]) if row.state in _STATE_WORDS else row.state.replace("_", " ")
    return tr("Waits to be written {where} ({state}).", where=where, state=state)


def _conflict(story: Story, pair: Pair, when: Callable[[datetime], str]) -> list[str]:
    if story.conflict is None:
        return []
    conflict = story.conflict.conflict
    since, kind = when(story.conflict.opened_at), tr(KIND_WORDS[conflict.kind])
    told = [tr("It waits for you as a conflict since {time}: {kind}.", time=since, kind=kind)]
    names = ", ".join(plain(pair.field_names.get(f, f), 40) for f in conflict.fields)
    return [*told, tr("The fields in question: {fields}.", fields=names)] if names else told


def _field(field_id: FieldId, story: Story, look: Look | None, pair: Pair) -> FieldSeen | None:
    memory = story.memory
    local = _seen(field_id, memory.local if memory else NO_VALUES, look.local if look else None)
    airtable = _seen(field_id, memory.airtable if memory else NO_VALUES, look.airtable if look else None)
    if all(side.last is None and side.now is None and not side.problem for side in (local, airtable)):
        return None
    return FieldSeen(pair.field_names.get(field_id, field_id), local, airtable)


def _seen(field_id: FieldId, before: Values, row: Row | None) -> Seen:
    last, known = before.get(field_id), field_id in before
    if row is None:
        return Seen(last, known)
    found = row.problems.get(field_id)
    problem = f"{found.text!r} {said(found.rule)}" if found else ""
    now = row.values.get(field_id)
    return Seen(last, known, now, there=True, problem=problem, changed=known and (bool(problem) or not same(now, last)))


def _to_come(look: Look, pair: Pair) -> list[str]:
    plan = look.plan
    told = [tr("The next sync would {deed}.", deed=operation_sentence(op, pair)) for op in plan.operations]
    told += [
        tr("The next sync would be refused: {why}", why=messages.describe(refusal.error)) for refusal in plan.refusals
    ]
    told += [
        tr("The next sync would leave it to you: {kind}.", kind=tr(KIND_WORDS[conflict.kind]))
        for conflict in plan.conflicts
    ]
    return told or [tr(NOT_TOUCHED)]


def operation_sentence(op: Operation, pair: Pair) -> str:
    """One operation for a person: what, where, from what to what."""
    where, name = at_side(op.side), plain(op.label, 60)
    if op.kind == "delete":
        return tr("delete {record} {where}", record=name, where=where)
    changes = ", ".join(
        f"{plain(pair.field_names.get(f, f), 40)} {_from(op, f)} → {value_text(value)}"
        if op.kind == "update"
        else f"{plain(pair.field_names.get(f, f), 40)} {value_text(value)}"
        for f, value in op.values.items()
    )
    parts = {"record": name, "where": where}
    deed = tr("add {record} {where}", **parts) if op.kind == "create" else tr("change {record} {where}", **parts)
    return f"{deed}: {plain(changes, 200)}" if changes else deed


def _from(op: Operation, field_id: FieldId) -> str:
    return tr("in former words") if op.rules.get(field_id) == LINK_RENAMED else value_text(op.before.get(field_id))
