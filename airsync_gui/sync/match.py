"""Which local record and which Airtable record are the same one.

The state's memories say it for known records; the pair's key fields say it for the others. What can't be told apart
(a key that is blank or not unique, a row that can't be read) is *held*: it is neither written nor deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from json.encoder import encode_basestring

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import NO_VALUES, FieldId, Key, LocalId, Memory, RecordId, Row, Side, Uid
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import dump_values, is_blank, same, to_json, without_blanks


class Match(Struct, frozen=True):
    """One record with what each side has of it now.

    ``memory`` without values means: never in step, to be decided as on a first run.
    """

    uid: Uid
    memory: Memory | None
    local: Row | None
    airtable: Row | None
    local_id: LocalId | None = None
    record_id: RecordId | None = None

    def row(self, side: Side) -> Row | None:
        """The row of one side."""
        return self.local if side is Side.LOCAL else self.airtable


class Held(Struct, frozen=True):
    """A row, or a known record, that takes no part for now.

    Attributes:
        side: where the trouble is.
        reason: a code: ``malformed``, ``ambiguous``, ``blank_key``, ``duplicate_key``, ``key_taken``, ``suspect``.
        label: where to look: ``row 88``, a record id.
        detail: what is wrong with it, as the end of a sentence; the rows that share a key are named.
        uid: the known record, where it is one.
        fingerprint: the raw row's hash; stays as long as the row is not mended.
        suspects: for ``suspect``: fingerprints of the unreadable rows, one of which may be this record.
    """

    side: Side
    reason: str
    label: str
    detail: str
    uid: Uid | None = None
    fingerprint: str = ""
    suspects: tuple[str, ...] = ()


class Matching(Struct):
    """Every record, sorted into those to be decided and those that take no part."""

    matches: list[Match] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    left_alone: list[Match] = field(default_factory=list)
    ignored_blank: list[RecordId] = field(default_factory=list)
    forget: list[Uid] = field(default_factory=list)


def local_id_of(key: Key) -> LocalId:
    """The id of a local record that has no primary key: its key as JSON."""
    if len(key) == 1 and isinstance(key[0], str):  # most keys: as the encoder would, in a third of its time
        return f"[{encode_basestring(key[0])}]"
    return _AS_JSON([to_json(part) for part in key])


_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _never(_uid: Uid) -> bool:
    return False


def make_uid(pair_id: str, seed: str, taken: Callable[[Uid], bool] = _never) -> Uid:
    """An id for a new record, the same each time it is computed from the same facts (a preview must agree)."""
    for attempt in range(1_000_000):
        text = f"{pair_id}\n{seed}\n{attempt or ''}"
        uid = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).hexdigest()
        if not taken(uid):
            return uid
    raise AssertionError("a million ids are taken")


def match(
    pair: Pair,
    fields: Mapping[FieldId, Field],
    local_rows: Sequence[Row],
    airtable_rows: Sequence[Row],
    memories: Sequence[Memory],
    *,
    stable_row_ids: bool,
    known_bad_rows: frozenset[str] = frozenset(),
    suspects: Mapping[Uid, frozenset[str]] | None = None,
    has_uid: Callable[[Uid], bool] = _never,
) -> Matching:
    """Sort all rows and memories into records.

    Args:
        known_bad_rows: fingerprints of unreadable rows that an earlier run saw; only *new* ones make vanished records
            suspect.
        suspects: uid → fingerprints that held it in the last run.
        has_uid: whether a record that is not among ``memories`` has this id.
    """
    return _Matcher(
        pair, fields, local_rows, airtable_rows, memories, stable_row_ids, known_bad_rows, suspects or {}, has_uid
    ).run()


class _Matcher:
    """The steps of :func:`match`; each takes rows out of ``new_local`` / ``new_airtable`` until none is left."""

    def __init__(
        self,
        pair: Pair,
        fields: Mapping[FieldId, Field],
        local_rows: Sequence[Row],
        airtable_rows: Sequence[Row],
        memories: Sequence[Memory],
        stable_row_ids: bool,
        known_bad_rows: frozenset[str],
        suspects: Mapping[Uid, frozenset[str]],
        has_uid: Callable[[Uid], bool],
    ) -> None:
        self.pair = pair
        self.fields = fields
        self.memories = memories
        self.stable = stable_row_ids
        self.known_bad = known_bad_rows
        self.suspects = suspects
        self.has_uid = has_uid
        self.out = Matching()
        self.new_airtable = {row.row_id: row for row in airtable_rows}
        self.bad_rows: list[Row] = []
        self.uid_of_held: dict[int, Uid] = {}
        self.shared_local_keys: set[Key] = set()
        self.new_duplicates: set[Key] = set()
        self._airtable_index: defaultdict[Key, list[Row]] | None = None
        self._local_index: defaultdict[Key, list[LocalId]] | None = None
        self.new_local: dict[LocalId, Row] = {}
        self.held_local: defaultdict[LocalId, list[Held]] = defaultdict(list)
        self._sort_local(local_rows)
        self.held_airtable = self._held_airtable()
        self.taken: set[Uid] = {memory.uid for memory in memories}

    def run(self) -> Matching:
        """All steps, known records first."""
        known = [memory for memory in self.memories if memory.tombstone is None]
        tombstones = [memory for memory in self.memories if memory.tombstone is not None]
        open_known = [self._with_rows(memory) for memory in known]
        open_tombs = [self._with_rows(memory) for memory in tombstones]
        if not self.stable and not self.pair.rolling:  # where rows leave by themselves, a new one is no old one
            open_known, open_tombs = self._follow_renames(open_known, open_tombs)
        for found in open_known:
            self._known(found)
        for found in self._without_void(open_tombs):
            self._tombstone(found)
        self._match_new()
        self.out.held = [replace(h, uid=self.uid_of_held.get(id(h), h.uid)) for h in self.out.held]
        return self.out

    # -- sorting the rows -------------------------------------------------------------------------------------------

    def _sort_local(self, rows: Sequence[Row]) -> None:
        by_key: defaultdict[Key, list[Row]] = defaultdict(list)
        readable: list[tuple[Row, Key]] = []
        for row in rows:
            trouble = self._local_trouble(row)
            if trouble:
                self.out.held.append(trouble)
                if self.stable and not row.malformed:
                    self.held_local[row.row_id].append(trouble)
                else:
                    self.bad_rows.append(row)
                continue
            key = self.pair.key_of(row.values)
            by_key[key].append(row)
            readable.append((row, key))
        for row, key in readable:
            local_id = row.row_id if self.stable else local_id_of(key)
            if len(by_key[key]) > 1:
                self.shared_local_keys.add(key)
                self._hold_duplicate(Side.LOCAL, row, by_key[key], local_id)
                continue
            problem = next((p for f, p in row.problems.items() if p.kind == "ambiguous" and f in self.fields), None)
            if problem:
                self._hold_ambiguous(row, local_id)
                continue
            self.new_local[local_id] = row

    def _local_trouble(self, row: Row) -> Held | None:
        if row.malformed:
            return Held(Side.LOCAL, "malformed", row.label, row.malformed, fingerprint=row.fingerprint)
        for field_id in self.pair.key:
            if field_id in row.problems:
                detail = f"{self._name(field_id)}: {row.problems[field_id].text!r} {row.problems[field_id].rule}"
                return Held(Side.LOCAL, "ambiguous", row.label, detail, fingerprint=row.fingerprint)
        if self._blank_key(row):
            names = ", ".join(self._name(f) for f in self.pair.key if is_blank(row.values.get(f)))
            return Held(Side.LOCAL, "blank_key", row.label, f"{names} is blank", fingerprint=row.fingerprint)
        return None

    def _hold_duplicate(self, side: Side, row: Row, rows: Sequence[Row], local_id: LocalId | None) -> None:
        labels = (other.label for other in rows if other is not row)
        others = ", ".join(sorted(labels, key=lambda label: (len(label), label)))  # row 9 before row 10
        key = ", ".join(str(part) for part in self.pair.key_of(row.values))
        held = Held(side, "duplicate_key", row.label, f"key {key} is also in {others}", fingerprint=row.fingerprint)
        if side is Side.LOCAL:
            assert local_id is not None
            self.held_local[local_id].append(held)
        self.out.held.append(held)

    def _hold_ambiguous(self, row: Row, local_id: LocalId) -> None:
        parts = [
            f"{self._name(f)}: “{p.text}” {p.rule}" + (f" (did you mean “{p.suggestion}”?)" if p.suggestion else "")
            for f, p in row.problems.items()
            if p.kind == "ambiguous" and f in self.fields
        ]
        held = Held(Side.LOCAL, "ambiguous", row.label, "; ".join(parts), fingerprint=row.fingerprint)
        self.held_local[local_id].append(held)
        self.out.held.append(held)

    def _held_airtable(self) -> dict[RecordId, Held]:
        known_ids = {memory.record_id for memory in self.memories}
        by_key: defaultdict[Key, list[Row]] = defaultdict(list)
        held: dict[RecordId, Held] = {}
        for row in self.new_airtable.values():
            if self._blank_key(row):
                if row.row_id not in known_ids and not self._has_values(row):
                    self.out.ignored_blank.append(row.row_id)
                    held[row.row_id] = Held(Side.AIRTABLE, "blank", row.label, "is wholly blank")
                    continue
                names = ", ".join(self._name(f) for f in self.pair.key if is_blank(row.values.get(f)))
                held[row.row_id] = Held(Side.AIRTABLE, "blank_key", row.label, f"{names} is blank")
                self.out.held.append(held[row.row_id])
            else:
                by_key[self.pair.key_of(row.values)].append(row)
        for key, same_key in by_key.items():
            if len(same_key) == 1:
                continue
            if any(row.row_id not in known_ids for row in same_key):
                self.new_duplicates.add(key)
            for row in same_key:
                self._hold_duplicate(Side.AIRTABLE, row, same_key, None)
                held[row.row_id] = self.out.held[-1]
        return held

    def _has_values(self, row: Row) -> bool:
        """Whether any field that people fill has a value (an auto number alone does not make a record)."""
        ours = self.pair.kept_by_us()
        return any(
            not is_blank(value) and f in self.fields and not self.fields[f].read_only and f not in ours
            for f, value in row.values.items()
        )

    def _blank_key(self, row: Row) -> bool:
        return any(is_blank(part) for part in self.pair.key_of(row.values))

    def _name(self, field_id: FieldId) -> str:
        return self.fields[field_id].name if field_id in self.fields else field_id

    # -- known records ----------------------------------------------------------------------------------------------

    def _with_rows(self, memory: Memory) -> Match:
        local = self.new_local.pop(memory.local_id, None) if memory.local_id is not None else None
        airtable = self.new_airtable.pop(memory.record_id, None) if memory.record_id is not None else None
        return Match(memory.uid, memory, local, airtable, memory.local_id, memory.record_id)

    def _follow_renames(self, known: list[Match], tombs: list[Match]) -> tuple[list[Match], list[Match]]:
        """A vanished and a new key with all other values equal, once each, are one record under a new key."""
        vanished: defaultdict[str, list[Match]] = defaultdict(list)
        for found in (*known, *(t for t in tombs if t.memory and t.memory.tombstone is Side.LOCAL)):
            if found.local is None and found.local_id is not None and found.local_id not in self.held_local:
                signature = self._signature(found.memory.local if found.memory else NO_VALUES)
                if signature:
                    vanished[signature].append(found)
        appeared: defaultdict[str, list[LocalId]] = defaultdict(list)
        if vanished:
            for local_id, row in self.new_local.items():
                appeared[self._signature(row.values)].append(local_id)
        renamed: dict[Uid, LocalId] = {
            gone[0].uid: appeared[signature][0]
            for signature, gone in vanished.items()
            if len(gone) == 1 and len(appeared.get(signature, ())) == 1
        }
        return [self._renamed(f, renamed) for f in known], [self._renamed(f, renamed) for f in tombs]

    def _renamed(self, found: Match, renamed: Mapping[Uid, LocalId]) -> Match:
        local_id = renamed.get(found.uid)
        if local_id is None:
            return found
        return replace(found, local=self.new_local.pop(local_id), local_id=local_id)

    def _signature(self, values: Mapping[FieldId, object]) -> str:
        others = {f: v for f, v in values.items() if f in self.fields and f not in self.pair.key}
        filled = without_blanks(others)  # type: ignore[arg-type]
        ordered = {f: tuple(sorted(v)) if isinstance(v, tuple) else v for f, v in filled.items()}
        return dump_values(ordered) if ordered else ""

    def _known(self, found: Match) -> None:
        memory = found.memory
        assert memory is not None
        if self._hold_known(found):
            return
        if found.airtable is None:
            again = self._again_airtable(memory)
            if again is None:
                return
            if again:
                found = replace(found, airtable=again[0], record_id=again[0].row_id, memory=_unlearned(memory))
        if found.local is None and self.stable:
            rebound = self._again_local(memory)
            if rebound is None:
                return
            if rebound:
                local_id = rebound[0]
                found = replace(found, local=self.new_local.pop(local_id), local_id=local_id, memory=_unlearned(memory))
        if found.local is None and self._suspect(found, memory):
            return
        if found.local is None and found.airtable is None:
            self.out.forget.append(found.uid)
            return
        self.out.matches.append(found)

    def _hold_known(self, found: Match) -> bool:
        """Whether one of the record's rows is held: then the record is, whole; its reason is already listed."""
        held = list(self.held_local.get(found.local_id, ())) if found.local_id and not found.local else []
        if found.record_id in self.held_airtable:
            held.append(self.held_airtable[found.record_id])
        self.uid_of_held.update((id(row), found.uid) for row in held)
        return bool(held)

    def _again_airtable(self, memory: Memory) -> list[Row] | None:
        """The one new Airtable record with a vanished record's key ([]: none); None when several have it (held)."""
        key = self.pair.key_of(memory.airtable or memory.local)
        rows = self._new_airtable_with(key)
        if key in self.new_duplicates:
            detail = "is gone, and more than one new record has its key"
            self.out.held.append(Held(Side.AIRTABLE, "duplicate_key", memory.record_id or "", detail, memory.uid))
            return None
        if rows:
            del self.new_airtable[rows[0].row_id]
        return rows

    def _again_local(self, memory: Memory) -> list[LocalId] | None:
        key = self.pair.key_of(memory.local or memory.airtable)
        if key in self.shared_local_keys:
            detail = "is gone, and more than one new row has its key"
            self.out.held.append(Held(Side.LOCAL, "duplicate_key", str(memory.local_id), detail, memory.uid))
            return None
        return self._new_local_with(key)

    def _new_airtable_with(self, key: Key) -> list[Row]:
        """New records with that key which nothing has claimed yet; held ones never count."""
        if self._airtable_index is None:
            self._airtable_index = defaultdict(list)
            for row in self.new_airtable.values():
                if row.row_id not in self.held_airtable:
                    self._airtable_index[self.pair.key_of(row.values)].append(row)
        return [row for row in self._airtable_index.get(key, ()) if row.row_id in self.new_airtable]

    def _new_local_with(self, key: Key) -> list[LocalId]:
        if self._local_index is None:
            self._local_index = defaultdict(list)
            for local_id, row in self.new_local.items():
                self._local_index[self.pair.key_of(row.values)].append(local_id)
        return [local_id for local_id in self._local_index.get(key, ()) if local_id in self.new_local]

    def _suspect(self, found: Match, memory: Memory) -> bool:
        """Hold a record that vanished while new unreadable rows turned up: one of them may be it.

        What took its place in Airtable meanwhile is held with it.
        """
        if self.stable or not self.bad_rows:
            return False
        now = {row.fingerprint for row in self.bad_rows}
        suspects = (self.suspects.get(found.uid, frozenset()) & now) | (now - self.known_bad)
        if not suspects:
            return False
        labels = ", ".join(row.label for row in self.bad_rows if row.fingerprint in suspects)
        detail = f"is not found, and {labels} can't be read: it may be this record"
        label = ", ".join(str(part) for part in self.pair.key_of(memory.local or memory.airtable))
        held = Held(Side.LOCAL, "suspect", label, detail, found.uid, suspects=tuple(sorted(suspects)))
        self.out.held.append(held)
        if found.airtable is not None and found.record_id != memory.record_id:
            detail = f"has the key {label}, which {detail}"
            self.out.held.append(replace(held, side=Side.AIRTABLE, label=found.airtable.label, detail=detail))
        return True

    # -- tombstones and new rows ------------------------------------------------------------------------------------

    def _without_void(self, tombs: Iterable[Match]) -> list[Match]:
        """The tombstones whose record is still there; what the other side has by now of the others is new."""
        kept = []
        for found in tombs:
            if found.memory and found.memory.tombstone and found.row(found.memory.tombstone) is not None:
                kept.append(found)
                continue
            self.out.forget.append(found.uid)
            if found.local is not None and found.local_id is not None:
                self.new_local[found.local_id] = found.local
            if found.airtable is not None:
                self.new_airtable[found.airtable.row_id] = found.airtable
        self._local_index = self._airtable_index = None
        return kept

    def _tombstone(self, found: Match) -> None:
        memory = found.memory
        assert memory is not None
        if memory.tombstone is Side.AIRTABLE:
            self._tombstone_in_airtable(found, memory)
        else:
            self._tombstone_here(found, memory)

    def _tombstone_in_airtable(self, found: Match, memory: Memory) -> None:
        local_id, local = found.local_id, found.local
        if local is None:
            key = self.pair.key_of(memory.local or memory.airtable)
            local_id = next(iter(self._new_local_with(key)), None)
            local = self.new_local.pop(local_id) if local_id is not None else None
        if local is None:
            self.out.left_alone.append(found)
        else:
            self._lift(replace(found, local=local, local_id=local_id), memory)

    def _tombstone_here(self, found: Match, memory: Memory) -> None:
        rows = self._new_airtable_with(self.pair.key_of(memory.airtable or memory.local))
        if not rows:
            self.out.left_alone.append(found)
            return
        del self.new_airtable[rows[0].row_id]
        self._lift(replace(found, airtable=rows[0], record_id=rows[0].row_id), memory)

    def _lift(self, found: Match, memory: Memory) -> None:
        self.out.matches.append(replace(found, memory=_unlearned(memory)))

    def _match_new(self) -> None:
        for local_id, row in self.new_local.items():
            partners = self._new_airtable_with(self.pair.key_of(row.values))
            if partners:
                partner = partners[0]
                del self.new_airtable[partner.row_id]
                self._add_new(partner.row_id, local=row, airtable=partner, local_id=local_id)
            else:
                self._add_new(f"local\n{local_id}", local=row, airtable=None, local_id=local_id)
        for record_id, row in self.new_airtable.items():
            if record_id not in self.held_airtable:
                self._add_new(record_id, local=None, airtable=row, local_id=None)

    def _add_new(self, seed: str, *, local: Row | None, airtable: Row | None, local_id: LocalId | None) -> None:
        uid = make_uid(self.pair.id, seed, lambda uid: uid in self.taken or self.has_uid(uid))
        self.taken.add(uid)
        record_id = airtable.row_id if airtable else None
        self.out.matches.append(Match(uid, None, local, airtable, local_id, record_id))


def _unlearned(memory: Memory) -> Memory:
    """The same record with nothing remembered, to be matched as on a first run."""
    return replace(memory, local=NO_VALUES, airtable=NO_VALUES, lossy={}, tombstone=None)


def keys_in_use(pair: Pair, rows: Iterable[Row]) -> Counter[Key]:
    """How often each whole key stands on a side."""
    return Counter(key for key in (pair.key_of(row.values) for row in rows) if not any(is_blank(p) for p in key))


def moved(values: Mapping[FieldId, object], ancestor: Mapping[FieldId, object], fields: Iterable[FieldId]) -> bool:
    """Whether any of these fields differs from its ancestor (a field without one counts as moved)."""
    return any(f not in ancestor or not same(values.get(f), ancestor.get(f)) for f in fields)  # type: ignore[arg-type]
