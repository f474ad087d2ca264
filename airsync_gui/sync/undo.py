"""What a run did, worked back: what each side shall have again, and what is left as it is and why.

A value goes back to what it was before the run where it still is what the run made of it; what was edited since is
skipped. The result is an answer for each record (:class:`airsync_gui.sync.resolve.Resolution`), which is planned,
journalled and carried out as any answer is. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import NotFound, UsageError
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.match import Match, Matching, local_id_of, make_uid
from airsync_gui.sync.operations import OperationKind
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import NO_VALUES, FieldId, LocalId, Memory, RecordId, Row, Side, Uid, Value, Values
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.validate import has_shape
from airsync_gui.sync.values import same, without_blanks

SkipReason = Literal[
    "edited_since",
    "already",
    "gone",
    "there_again",
    "one_way",
    "not_mapped",
    "computed",
    "waits",
    "left_alone",
    "held",
    "refused",
    "no_value",
]


NO_ONE: Mapping[Uid, str] = MappingProxyType({})


class PastChange(Struct, frozen=True):
    """One record written on one side by the run that is undone.

    Attributes:
        before, after: what that side had in the written fields; a deletion has the whole record before.
        local_id, record_id: which records these were; None where that was not kept.
        raw: of a deletion on this computer: the whole row, in words of the table's own.
    """

    change_id: int
    uid: Uid
    label: str
    side: Side
    kind: OperationKind
    before: Values
    after: Values
    local_id: LocalId | None = None
    record_id: RecordId | None = None
    raw: str = ""


class Part(Struct, frozen=True):
    """What of a run is to be undone, where it is not all.

    Attributes:
        change_id: one change of one record. record: everything about one record, by its label.
        field: only this field of it.
    """

    change_id: int | None = None
    record: str | None = None
    field: FieldId | None = None


def chosen(changes: Sequence[PastChange], part: Part | None, run_id: int) -> list[PastChange]:
    """The changes that are meant.

    Raises:
        NotFound: the run wrote no such thing.
        UsageError: a field of a record that was added or deleted whole.
    """
    if part is None:
        return list(changes)
    meant = [c for c in changes if part.change_id in (None, c.change_id) and part.record in (None, c.label)]
    if part.field is not None:
        whole = next((c for c in meant if c.kind != "update"), None)
        if whole is not None:
            did = "added" if whole.kind == "create" else "deleted"
            raise UsageError(detail=f"Run {run_id} {did} {whole.label} whole: undo the record, not a field of it.")
        meant = [c for c in meant if part.field in c.after]
    if not meant:
        what = ("change", str(part.change_id)) if part.change_id is not None else ("record", part.record or "")
        labels = list(dict.fromkeys(change.label for change in changes))
        raise NotFound(what=what[0], name=what[1], where=f"what run {run_id} wrote", choices=labels)
    return meant


class Skipped(Struct, frozen=True):
    """A value, or a whole record, that is not put back.

    Attributes:
        field: None for the whole record.
        was: what would be put back. now: what stands there.
        detail: for ``held`` and ``refused``: why, as the end of a sentence.
    """

    uid: Uid
    label: str
    side: Side
    reason: SkipReason
    field: FieldId | None = None
    was: Value = None
    now: Value = None
    detail: str = ""


class WorkedBack(Struct):
    """What an undo comes to.

    Attributes:
        made_again: records that are made again in Airtable, under a new id: uid → the id it had.
    """

    resolutions: dict[Uid, Resolution] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    made_again: dict[Uid, RecordId | None] = field(default_factory=dict)


def memories_of_deleted(
    changes: Sequence[PastChange], memories: Sequence[Memory], pair: Pair, *, twins: bool = False
) -> list[Memory]:
    """A memory for every record that the run deleted and that is forgotten: it makes them known again.

    Those of ``twins`` have no values: by its key, which another record has too, none is found again.
    """
    known = {memory.uid for memory in memories}
    record_ids = {memory.record_id for memory in memories}
    local_ids = {memory.local_id for memory in memories}
    found: dict[Uid, Memory] = {}
    for change in changes:
        if change.kind != "delete" or change.uid in known:
            continue
        local_id = change.local_id or local_id_of(pair.key_of(change.before))
        memory = found.get(change.uid) or Memory(
            change.uid,
            local_id if local_id not in local_ids else None,
            change.record_id if change.record_id not in record_ids else None,
        )
        values = {} if twins else {f: change.before.get(f) for f in pair.columns}
        here = change.side is Side.LOCAL
        found[change.uid] = replace(memory, local=values) if here else replace(memory, airtable=values)
    return list(found.values())


def told_apart(
    changes: Sequence[PastChange], matching: Matching, rows: Mapping[Side, Sequence[Row]], pair: Pair
) -> list[PastChange]:
    """The changes of a merge of duplicates, each under the record that it is about now.

    A sync may have bound the record that was kept to what was remembered of one that is gone. One that is gone, while
    another of the same key stands there, comes back as a record of its own.
    """
    holders = {(Side.AIRTABLE, m.airtable.row_id): m.uid for m in matching.matches if m.airtable}
    holders |= {(Side.LOCAL, m.local_id): m.uid for m in matching.matches if m.local and m.local_id}
    keys = {side: {pair.key_of(row.values) for row in rows[side]} for side in Side}

    def uid_of(change: PastChange) -> Uid:
        name = change.record_id if change.side is Side.AIRTABLE else change.local_id
        if (change.side, name or "") in holders:
            return holders[change.side, name or ""]
        if change.kind == "delete" and pair.key_of(change.before) in keys[change.side]:
            return make_uid(pair.id, f"twin\n{name}", set(holders.values()).__contains__)
        return change.uid

    return [replace(change, uid=uid_of(change)) for change in changes]


def work_back(
    changes: Sequence[PastChange],
    matching: Matching,
    memories: Sequence[Memory],
    rules: Rules,
    *,
    waiting: frozenset[Uid] = frozenset(),
    held: Mapping[Uid, str] = NO_ONE,
    only_field: FieldId | None = None,
) -> WorkedBack:
    """The answer for each record that these changes touched.

    Args:
        matching: both sides as they are now, sorted into records.
        memories: those that the matching was made with.
        waiting: records that wait for a person, or for an answer to be finished: they stay as they are.
        held: uid → why the last run held it; only the records concerned were read since.
    """
    out = WorkedBack()
    by_uid: defaultdict[Uid, list[PastChange]] = defaultdict(list)
    for change in changes:
        by_uid[change.uid].append(change)
    found = _Found(matching, memories, held)
    for uid, of_record in by_uid.items():
        reason, detail = ("waits", "") if uid in waiting else found.why_not(uid)
        if reason:
            out.skipped.append(Skipped(uid, of_record[0].label, of_record[0].side, reason, detail=detail))
            continue
        _work_back_record(out, of_record, found.match(uid), rules, only_field)
    return out


class _Found:
    """What became of each record."""

    def __init__(self, matching: Matching, memories: Sequence[Memory], held: Mapping[Uid, str]) -> None:
        self._matches = {found.uid: found for found in matching.matches}
        self._memories = {memory.uid: memory for memory in memories}
        self._held = {**held, **{found.uid: found.detail for found in matching.held if found.uid}}
        self._left_alone = {found.uid for found in matching.left_alone}

    def why_not(self, uid: Uid) -> tuple[SkipReason | None, str]:
        """(reason, detail) where the record takes no part now."""
        if uid in self._held:
            return "held", self._held[uid]
        return ("left_alone" if uid in self._left_alone else None), ""

    def match(self, uid: Uid) -> Match:
        """The record; without rows where it is gone on both sides."""
        memory = self._memories.get(uid)
        ids = (memory.local_id, memory.record_id) if memory else (None, None)
        return self._matches.get(uid) or Match(uid, memory, None, None, *ids)


def _work_back_record(
    out: WorkedBack, changes: Sequence[PastChange], match: Match, rules: Rules, only_field: FieldId | None
) -> None:
    targets: dict[Side, Values | None] = {}
    for side in Side:
        of_side = [change for change in changes if change.side is side]
        back = _OneSide(match.row(side), side, rules, only_field, out.skipped)
        for change in reversed(of_side):
            back.work_back(change)
        targets[side] = back.values
    shown = {side: _values(match.row(side)) for side in Side}
    if all(targets[side] == shown[side] for side in Side):
        return
    raw = next((change.raw for change in changes if change.side is Side.LOCAL and change.kind == "delete"), "")
    out.resolutions[match.uid] = Resolution(
        match.uid,
        shown[Side.LOCAL],
        shown[Side.AIRTABLE],
        targets[Side.LOCAL],
        targets[Side.AIRTABLE],
        undo=True,
        raw=raw if shown[Side.LOCAL] is None else "",
    )
    if shown[Side.AIRTABLE] is None and targets[Side.AIRTABLE] is not None:
        out.made_again[match.uid] = match.record_id


def _values(row: Row | None) -> Values | None:
    return dict(row.values) if row else None


class _OneSide:
    """One record on one side, as it becomes while one change after the other is worked back, the newest first."""

    def __init__(
        self, row: Row | None, side: Side, rules: Rules, only_field: FieldId | None, skipped: list[Skipped]
    ) -> None:
        self.values = _values(row)
        self._problems = row.problems if row else {}
        self._side = side
        self._rules = rules
        self._writable = {f.id for f in rules.writable()}
        self._only_field = only_field
        self._skipped = skipped

    def work_back(self, change: PastChange) -> None:
        """Take one change back, as far as nobody has changed since what it made."""
        if not self._rules.pair.may_write(self._side):
            self._skip(change, "one_way")
        elif change.kind == "update":
            self._update(change)
        elif change.kind == "create":
            self._create(change)
        elif self.values is None:
            kept = {f: v for f, v in change.before.items() if f in self._rules.fields}
            self.values = without_blanks(kept)
        else:
            self._skip(change, "already" if self._is_as_before(change) else "there_again")

    def _update(self, change: PastChange) -> None:
        if self.values is None:
            self._skip(change, "gone")
            return
        for field_id in change.after:
            if self._only_field not in (None, field_id):
                continue
            if field_id not in self._writable:
                self._not_ours(change, field_id)
                continue
            was, made, now = change.before.get(field_id), change.after[field_id], self.values.get(field_id)
            if not has_shape(self._rules.fields[field_id], was):  # what stood there could not be read
                self._skip(change, "no_value", field_id)
            elif field_id not in self._problems and same(now, made):
                self.values = without_blanks({**self.values, field_id: was})
            else:
                as_before = field_id not in self._problems and same(now, was)
                self._skip(change, "already" if as_before else "edited_since", field_id)

    def _not_ours(self, change: PastChange, field_id: FieldId) -> None:
        """A computed column follows by itself: that is worth a word only where just that was asked for."""
        if field_id not in self._rules.fields:
            self._skip(change, "not_mapped", field_id)
        elif self._only_field is not None:
            self._skip(change, "computed", field_id)

    def _create(self, change: PastChange) -> None:
        if self.values is None:
            self._skip(change, "already")
            return
        edited = self._edited(change.after)
        if edited is None:
            self.values = None
        else:
            self._skip(change, "edited_since", edited)

    def _is_as_before(self, change: PastChange) -> bool:
        return self._edited(change.before) is None

    def _edited(self, values: Values) -> FieldId | None:
        """The first field that is not as given any more."""
        now = self.values or NO_VALUES
        moved = (
            f
            for f in self._rules.fields
            if f in self._writable and (f in self._problems or not same(now.get(f), values.get(f)))
        )
        return next(moved, None)

    def _skip(self, change: PastChange, reason: SkipReason, field_id: FieldId | None = None) -> None:
        was = change.before.get(field_id) if field_id else None
        now = (self.values or NO_VALUES).get(field_id) if field_id else None
        self._skipped.append(Skipped(change.uid, change.label, self._side, reason, field_id, was, now))
