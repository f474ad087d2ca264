"""The full list of what one run would do, computed before any write.

The plan does not depend on the order of records, pages or payloads: its id is made from its operations' content, and
is the same however they were found.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, Refused
from airsync_gui.sync import guards, resolve
from airsync_gui.sync.decide import decide
from airsync_gui.sync.decision import Decision, Rules, label_of
from airsync_gui.sync.guards import Counts, Stop
from airsync_gui.sync.match import Held, Match, Matching, keys_in_use, match
from airsync_gui.sync.operations import Conflict, DriftNote, Note, Operation, Refusal
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Key, Memory, Row, Side, Uid, Value
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.schema import shape_of
from airsync_gui.sync.validate import check, sanitise
from airsync_gui.sync.values import is_blank, same

BATCH_SIZE = 10
"""Records in one write request. https://airtable.com/developers/web/api/create-records"""


class AtRest(Protocol):
    """The records that a plan need not look at, since each side has what is remembered of it and no other its key."""

    def count(self) -> int:
        """How many they are, on each side."""

    def in_use(self, side: Side, key: Key) -> bool:
        """Whether one of them has this key."""

    def has_uid(self, uid: Uid) -> bool:
        """Whether a record is known under this id."""


class _NoneAtRest:
    """Every row is in the situation itself."""

    def count(self) -> int:
        return 0

    def in_use(self, side: Side, key: Key) -> bool:
        return False

    def has_uid(self, uid: Uid) -> bool:
        return False


NONE_AT_REST: AtRest = _NoneAtRest()


class Situation(Struct, frozen=True):
    """Everything a plan is computed from: both sides as read, and what the state remembers.

    Attributes:
        at_rest: what stands for the records whose rows and memories are left out.
        refused: (uid, side) → fingerprint and error of operations that a side turned down before.
        by_hand: records whose answer could not be carried out; no policy settles them.
        undone: records of which something was undone: nothing but a person settles them.
        resolutions: answers not yet carried out.
        known_bad_rows, suspects: see :func:`airsync_gui.sync.match.match`.
    """

    rules: Rules
    local_rows: Sequence[Row]
    airtable_rows: Sequence[Row]
    memories: Sequence[Memory]
    stable_row_ids: bool = False
    refused: Mapping[tuple[Uid, Side], tuple[str, Refused]] = field(default_factory=dict)
    by_hand: frozenset[Uid] = frozenset()
    undone: frozenset[Uid] = frozenset()
    resolutions: Mapping[Uid, Resolution] = field(default_factory=dict)
    known_bad_rows: frozenset[str] = frozenset()
    suspects: Mapping[Uid, frozenset[str]] = field(default_factory=dict)
    first_run: bool = False
    lost_line_end: bool = False
    at_rest: AtRest = NONE_AT_REST

    @property
    def pair(self) -> Pair:
        """The pair that is planned for."""
        return self.rules.pair


class Plan(Struct, frozen=True):
    """What one run would do.

    Attributes:
        id: 12 hexadecimal digits made from the operations' content.
        remember: memories to store before the first write (fields found equal, records newly matched).
        forget: records that are gone on both sides.
        unfit: uids whose journalled answer no longer fits; their conflicts are open, by hand only.
        resolving: uids whose journalled answer this plan carries out.
        stops: guards it runs into.
        local_rows: how many records this computer's table has, or had.
        api_calls: write requests it will cost.
    """

    id: str
    operations: tuple[Operation, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    held: tuple[Held, ...] = ()
    drift: tuple[DriftNote, ...] = ()
    notes: tuple[Note, ...] = ()
    remember: tuple[Memory, ...] = ()
    forget: tuple[Uid, ...] = ()
    unfit: tuple[Uid, ...] = ()
    resolving: tuple[Uid, ...] = ()
    stops: tuple[Stop, ...] = ()
    local_rows: int = 0

    def of(self, side: Side) -> tuple[Operation, ...]:
        """The operations on one side, in the order they are carried out."""
        return tuple(op for op in self.operations if op.side is side)

    def restricted(self, uids: frozenset[Uid], wanted: Callable[[Operation], bool]) -> Plan:
        """Only what concerns these records, and of their operations only those that are wanted."""
        return replace(
            self,
            operations=tuple(op for op in self.operations if op.uid in uids and wanted(op)),
            refusals=tuple(refusal for refusal in self.refusals if refusal.operation.uid in uids),
            conflicts=tuple(conflict for conflict in self.conflicts if conflict.uid in uids),
            remember=tuple(memory for memory in self.remember if memory.uid in uids),
            forget=tuple(uid for uid in self.forget if uid in uids),
            unfit=(),
            resolving=tuple(uid for uid in self.resolving if uid in uids),
            stops=(),
        )

    @property
    def copy_first(self) -> bool:
        """Whether this computer's table is to be copied before this plan writes it."""
        return guards.copy_first(self.operations, self.stops, self.local_rows)

    @property
    def api_calls(self) -> int:
        """Write requests to Airtable: each kind in batches of ten."""
        kinds = Counter(op.kind for op in self.of(Side.AIRTABLE))
        return sum(-(-count // BATCH_SIZE) for count in kinds.values())


def make_plan(situation: Situation) -> Plan:
    """Match, decide, validate, and check the guards."""
    pair = situation.pair
    matching = sort_into_records(situation)
    _keep_gone_ones_that_come_back(situation, matching)
    decisions, unfit, resolving = _decide_all(situation, matching)
    taken = _hold_taken_keys(situation, decisions)
    held_uids = {held.uid for held in taken}
    operations, refusals, reports = _sort_out_refused(situation, decisions)
    operations = _in_order(operations, decisions)
    notes = [*(note for d in decisions for note in d.notes), *reports, *_notes_of(matching, situation.pair)]
    counts = _counts(situation, matching)
    return Plan(
        id=plan_id(operations, pair),
        operations=operations,
        refusals=refusals,
        conflicts=tuple(d.conflict for d in decisions if d.conflict),
        held=(*matching.held, *taken),
        drift=tuple(d.drift for d in decisions if d.drift),
        notes=tuple(notes),
        remember=tuple(d.remember for d in decisions if d.remember),
        forget=tuple(matching.forget),
        unfit=unfit,
        resolving=tuple(uid for uid in resolving if uid not in held_uids),
        stops=guards.check(operations, counts),
        local_rows=max(counts.known[Side.LOCAL], counts.rows[Side.LOCAL]),
    )


def sort_into_records(situation: Situation) -> Matching:
    """Which row here and which record in Airtable are the same one."""
    return match(
        situation.pair,
        situation.rules.fields,
        situation.local_rows,
        situation.airtable_rows,
        situation.memories,
        stable_row_ids=situation.stable_row_ids,
        known_bad_rows=situation.known_bad_rows,
        suspects=situation.suspects,
        has_uid=situation.at_rest.has_uid,
    )


def _keep_gone_ones_that_come_back(situation: Situation, matching: Matching) -> None:
    """A record that is gone on both sides is not forgotten while an undo makes it again."""
    gone = set(matching.forget)
    for memory in situation.memories:
        resolution = situation.resolutions.get(memory.uid)
        if memory.uid in gone and resolution and resolution.undo:
            found = Match(memory.uid, memory, None, None, memory.local_id, memory.record_id)
            if resolve.still_fits(resolution, found, situation.rules):
                matching.matches.append(found)
                gone.discard(memory.uid)
    matching.forget = [uid for uid in matching.forget if uid in gone]


def _decide_all(situation: Situation, matching: Matching) -> tuple[list[Decision], tuple[Uid, ...], tuple[Uid, ...]]:
    decisions, unfit, resolving = [], [], []
    for found in matching.matches:
        resolution = situation.resolutions.get(found.uid)
        if resolution and resolve.still_fits(resolution, found, situation.rules):
            resolving.append(found.uid)
            decisions.append(resolve.carry_out(resolution, found, situation.rules))
            continue
        if resolution:
            unfit.append(found.uid)
        by_hand = resolution is not None or found.uid in situation.by_hand
        undone = found.uid in situation.undone
        decisions.append(decide(found, situation.rules, by_hand=by_hand, undone=undone))
    return decisions, tuple(unfit), tuple(resolving)


def _notes_of(matching: Matching, pair: Pair) -> list[Note]:
    notes = [Note("blank_ignored", record_id) for record_id in matching.ignored_blank]
    for left in matching.left_alone:
        side = Side.LOCAL if left.local else Side.AIRTABLE
        notes.append(Note("left_alone", label_of(left, pair), left.uid, detail=str(side)))
    return notes


# -- keys that would stand twice ------------------------------------------------------------------------------------


def _hold_taken_keys(situation: Situation, decisions: Sequence[Decision]) -> list[Held]:
    """Hold every create, and every change of a key, that would give a side the same key twice.

    All that want one key are held, whatever their order. A held change keeps its old key in use, which may be what
    another one wants: so it goes round until nothing is held any more.
    """
    taken: list[Held] = []
    for side, rows in ((Side.LOCAL, situation.local_rows), (Side.AIRTABLE, situation.airtable_rows)):
        standing = keys_in_use(situation.pair, rows)
        moving = [(d, *move) for d in decisions for move in _key_moves(situation, d, side)]
        at_rest = {after: situation.at_rest.in_use(side, after) for _, _, after in moving if after is not None}
        while moving:
            in_use = standing.copy()
            in_use.subtract(before for _, before, _ in moving if before is not None)
            in_use.update(after for _, _, after in moving if after is not None)
            clashing = [
                (d, after) for d, _, after in moving if after is not None and in_use[after] + at_rest[after] > 1
            ]
            clashing = [(d, after) for d, after in clashing if not _may_be_twin(d, situation)]
            if not clashing:
                break
            for decision, key in clashing:
                taken.append(_taken(decision, side, key))
                decision.operations, decision.remember, decision.invalid = [], None, []
                decision.conflict = None  # what an undo would have left behind
            moving = [move for move in moving if move[0].operations]
    return taken


def _may_be_twin(decision: Decision, situation: Situation) -> bool:
    """Whether an undo takes a merge of duplicates back, so that there are two again."""
    resolution = situation.resolutions.get(decision.match.uid)
    return resolution is not None and resolution.twin


def _key_moves(situation: Situation, decision: Decision, side: Side) -> list[tuple[Key | None, Key | None]]:
    """(key before, key after) on one side, for operations that make, move or free a key."""
    pair = situation.pair
    moves: list[tuple[Key | None, Key | None]] = []
    for op in decision.operations:
        if op.side is not side:
            continue
        row = decision.match.row(side)
        before = pair.key_of(row.values) if row else None
        after = None if op.kind == "delete" else pair.key_of({**(row.values if row else {}), **op.values})
        if before != after and not (row and _refusal(op, decision, situation)[1]):  # what waits keeps its old key
            moves.append((_whole(before), _whole(after)))
    return moves


def _whole(key: Key | None) -> Key | None:
    return None if key is None or any(is_blank(part) for part in key) else key


def _taken(decision: Decision, side: Side, key: Key) -> Held:
    row = decision.match.row(side.other) or decision.match.row(side)
    text = ", ".join(str(part) for part in key)
    detail = f"its key {text} is already in use by another record on the other side"
    return Held(side.other, "key_taken", row.label if row else "", detail, decision.match.uid)


# -- what can't be sent ---------------------------------------------------------------------------------------------


def _sort_out_refused(
    situation: Situation, decisions: list[Decision]
) -> tuple[tuple[Operation, ...], tuple[Refusal, ...], list[Note]]:
    operations, refusals, reports = [], [], []
    for decision in decisions:
        for planned in decision.operations:
            op, refusal = _refusal(planned, decision, situation)
            if refusal:
                refusals.append(refusal)
            else:
                operations.append(op)
                reports += [Note("sanitised", op.label, op.uid, f, report) for f, report in op.reports.items()]
    return tuple(operations), tuple(refusals), reports


def _refusal(planned: Operation, decision: Decision, situation: Situation) -> tuple[Operation, Refusal | None]:
    """The operation as it would be sent, and why it waits if it does."""
    op, errors = _fit_to_send(planned, situation)
    if op.side is Side.AIRTABLE:
        errors = [*decision.invalid, *errors]
    before = situation.refused.get((op.uid, op.side))
    if errors:
        return op, Refusal(op, errors[0], by_validation=True)
    if before and before[0] == op.fingerprint():
        return op, Refusal(op, before[1])
    return op, None


def _fit_to_send(op: Operation, situation: Situation) -> tuple[Operation, list[InvalidValue]]:
    """The operation with its values sanitised, and what validation has against it (Airtable's side only)."""
    if op.side is Side.LOCAL or op.kind == "delete":
        return op, []
    fields, pair = situation.rules.fields, situation.pair
    values: dict[FieldId, Value] = {}
    reports: dict[FieldId, str] = {}
    for field_id, value in op.values.items():
        cleaned = sanitise(value)
        values[field_id] = cleaned.value
        if cleaned.report:
            reports[field_id] = cleaned.report
    errors = [check(fields[f], v, pair) for f, v in values.items()]
    if op.kind == "create":
        errors += [check(fields[f], None, pair) for f in sorted(pair.required) if f in fields and f not in values]
    shape = shape_of(fields[f] for f in sorted(values))
    return replace(op, values=values, reports=reports, shape=shape), [error for error in errors if error]


# -- order, id, guards ----------------------------------------------------------------------------------------------

_KINDS = ("delete", "update", "create")
_OLDEST = datetime.min.replace(tzinfo=UTC)


def _in_order(operations: Sequence[Operation], decisions: Sequence[Decision]) -> tuple[Operation, ...]:
    """This computer first; rows made here come in the order in which Airtable made them."""
    created = {d.match.uid: d.match.airtable.created_at for d in decisions if d.match.airtable}

    def rank(op: Operation) -> tuple[bool, int, datetime, str]:
        new_here = op.side is Side.LOCAL and op.kind == "create"
        born = (created.get(op.uid) or _OLDEST) if new_here else _OLDEST
        return op.side is Side.AIRTABLE, _KINDS.index(op.kind), born, (op.record_id or "") if new_here else ""

    return tuple(sorted(operations, key=rank))


def plan_id(operations: Sequence[Operation], pair: Pair) -> str:
    """Made from what would be written; our own version counter and stamp are no part of it."""
    ours = pair.kept_by_us()
    digests = sorted(op.without(ours).fingerprint() for op in operations)
    return hashlib.blake2b("\n".join((pair.id, *digests)).encode(), digest_size=6).hexdigest()


def _counts(situation: Situation, matching: Matching) -> Counts:
    # A side that an undo emptied is not one that was lost.
    live = [memory for memory in situation.memories if memory.tombstone is None and memory.uid not in situation.undone]
    at_rest = situation.at_rest.count()
    known = {
        Side.LOCAL: sum(memory.local_id is not None for memory in live) + at_rest,
        Side.AIRTABLE: sum(memory.record_id is not None for memory in live) + at_rest,
    }
    rows = {
        Side.LOCAL: len(situation.local_rows) + at_rest,
        Side.AIRTABLE: len(situation.airtable_rows) + at_rest,
    }
    vanished = sum(found.memory is not None and found.local is None for found in matching.matches)
    cut = situation.lost_line_end and _last_row_is_cut(situation, matching)
    return Counts(
        known, rows, situation.first_run, situation.lost_line_end, vanished, cut, situation.rules.pair.ask_first
    )


def _last_row_is_cut(situation: Situation, matching: Matching) -> bool:
    """Whether the last row's known record lost the end of a value: a file cut inside its last cell still parses."""
    last = situation.local_rows[-1] if situation.local_rows else None
    found = next((m for m in matching.matches if last is not None and m.local is last and m.memory), None)
    if last is None or found is None or found.memory is None:
        return False
    before = found.memory.local
    return any(
        f in last.problems or (not same(last.values.get(f), old) and _text(old).startswith(_text(last.values.get(f))))
        for f, old in before.items()
    )


def _text(value: Value) -> str:
    return "" if value is None else str(value)
