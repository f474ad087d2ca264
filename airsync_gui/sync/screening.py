"""Which records need a look: those whose rows are not exactly what is remembered of them.

Most records, most of the time, are *at rest*: each side has what its memory says, and no other row has its key.
Deciding them would come to nothing, so they are only noted on disk, by record and by key (the anti-join of both sides
with the memories); every other row is kept. What is held in memory grows with what changed, not with the tables, and
the plan made from what is kept is the plan that all rows would give.

Where a table's rows are told by digests (:class:`airsync_gui.sync.ports.DigestedRows`), what an earlier run found of a
row's text is recalled, and the row is not even read; nothing is noted then but which records are *not* at rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice, repeat
from typing import NamedTuple, Protocol, TypeVar

from msgspec import Struct

from airsync_gui.sync.letting_go import let_go
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import NONE_AT_REST, AtRest
from airsync_gui.sync.ports import DigestedRows, Images
from airsync_gui.sync.records import FieldId, Key, Memory, RecordId, Row, Side, Uid, Values
from airsync_gui.sync.values import as_remembered, checksum_of, is_blank, without_blanks

_T = TypeVar("_T")
CHUNK = 500
"""Rows that are compared with the state at a time."""


class Noted(NamedTuple):
    """A row that is as remembered: what of it is not in its memory. ``key`` is JSON, times are ISO 8601.

    ``checksum`` is that of its side's memory, with which the row's own agrees; None where they only mean the same.
    """

    uid: Uid
    key: str
    row_id: str
    label: str
    fingerprint: str
    created_at: str | None
    modified_at: str | None
    checksum: str | None = None
    digest: bytes | None = None


class ImagePart(NamedTuple):
    """A part of an image: how many records it has, and those that were not noted."""

    size: int
    rows: Sequence[Row]


class Staging(Protocol):
    """The rows that are as remembered, noted on disk for the length of one run."""

    def clear(self, side: Side) -> None:
        """Forget what was noted on a side."""

    def recall(self) -> dict[bytes, Uid]:
        """Digest → record, where a row with this digest was found to be what is remembered of this computer's side.

        Both memories are as they were then, and no other record is known by its key.
        """

    def note_recalled(self, but: Collection[Uid]) -> None:
        """Note the rows of this computer whose records were recalled, but for these."""

    def learn(self) -> None:
        """Keep what the digests of noted rows stand for, to be recalled, where both sides have the same key."""

    def remembered(self, side: Side, ids: Sequence[str]) -> Mapping[str, tuple[Uid, str]]:
        """Local or record id → the record and its side's checksum; ids of no record, or of several, are left out."""

    def values(self, side: Side, uids: Sequence[Uid]) -> Mapping[Uid, Values]:
        """The remembered values of one side."""

    def note(self, side: Side, rows: Sequence[Noted]) -> Sequence[Noted]:
        """Note rows; those whose record or key another noted row has already are not, and come back.

        A row that was noted before as it is may come again.
        """

    def note_image(self, images: Images, key: Sequence[FieldId], apart: Collection[str]) -> Iterator[ImagePart]:
        """Note those records of the pair's image that are as remembered, a part of it after the other.

        Args:
            images: where the image's other records are read; they are kept where the memories are.
            key: the fields of a record's key.
            apart: ids, ours or Airtable's, of records that are not to be noted.
        """

    def take(self, side: Side, uids: Iterable[Uid]) -> Sequence[Noted]:
        """Rows that turn out not to be at rest: they are noted no longer. Of the recalled ones nothing is told."""

    def with_keys(self, side: Side, keys: Iterable[str]) -> Sequence[Uid]:
        """The records whose noted row has one of these keys."""

    def in_use(self, side: Side, key: str) -> bool:
        """Whether a noted row has this key."""

    def not_on_both(self) -> list[Memory]:
        """Every memory, tombstones included, whose rows are not noted on both sides, by uid."""

    def unseen(self, record_ids: Collection[RecordId]) -> list[RecordId]:
        """Airtable's records that must be there, are not noted, and are none of these."""

    def count(self) -> int:
        """How many rows of Airtable's are noted."""

    def has_uid(self, uid: Uid) -> bool:
        """Whether a record is remembered under this id; of those that :meth:`not_on_both` has, nobody asks."""


class Screened(Struct, frozen=True):
    """The rows and memories that a plan has to look at, and what stands for all others."""

    local_rows: list[Row]
    airtable_rows: list[Row]
    memories: Sequence[Memory]
    at_rest: AtRest = NONE_AT_REST


class Screening:
    """Sorts the rows of both sides, as they come, into those at rest and those to look at.

    Args:
        fields: the mapped fields that take part now.
        look_at: records that are never at rest, since something about them waits.
        learns: whether what is found of rows will be kept, to be recalled by later runs.
    """

    def __init__(
        self,
        pair: Pair,
        fields: Iterable[FieldId],
        staging: Staging,
        *,
        stable_row_ids: bool,
        look_at: Collection[Uid] = (),
        learns: bool = True,
    ) -> None:
        self._pair, self._staging, self._stable, self._look_at = pair, staging, stable_row_ids, look_at
        self._learns = learns
        mapped = frozenset(fields)
        versions = {pair.version_field} if pair.version_field else set()
        self._fields = {Side.LOCAL: tuple(sorted(mapped)), Side.AIRTABLE: tuple(sorted(mapped | versions))}
        self._checksum = {side: checksum_of(self._fields[side]) for side in Side}
        self._scope = repr((pair.key, self._fields)).encode()
        self._rows: Sequence[Row] = ()
        self._recalled: dict[Uid, int] = {}
        self._local: list[Row] = []
        self._airtable: dict[RecordId, Row] = {}
        for side in Side:
            staging.clear(side)

    # -- taking rows ------------------------------------------------------------------------------------------------

    def take_local(self, rows: Sequence[Row], *, keep_last: bool = False) -> None:
        """This computer's table, anew; with ``keep_last`` its last row is looked at in any case."""
        self._staging.clear(Side.LOCAL)
        self._rows, self._local, self._recalled = rows, [], {}
        for chunk, digests in self._not_recalled(rows):
            self._local += self._to_look_at(Side.LOCAL, chunk, digests)
        last = rows[-1] if keep_last and rows else None
        if last is not None and (not self._local or self._local[-1] != last):
            key = self._key(last)
            same = self._staging.with_keys(Side.LOCAL, [key] if key else [])
            self._staging.take(Side.LOCAL, same)
            for uid in same:
                self._recalled.pop(uid, None)
            self._local.append(last)

    def _not_recalled(self, rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], Sequence[bytes] | None]]:
        """The rows that have to be read, in their order, a part after the other; with their digests, where of use."""
        digests = rows.digests(self._scope) if isinstance(rows, DigestedRows) and not self._stable else None
        known = {} if digests is None else self._staging.recall()
        if digests is None or not (known or self._learns):
            return ((chunk, None) for chunk in _chunks(rows))
        others: list[tuple[int, bytes]] = []
        for number, digest in enumerate(digests):
            uid = known.pop(digest, None)
            if uid is None:
                others.append((number, digest))
            else:
                self._recalled[uid] = number
        self._staging.note_recalled(known.values())
        return (([rows[number] for number, _ in part], [digest for _, digest in part]) for part in _chunks(others))

    def start_airtable(self) -> None:
        """Airtable's list comes anew: forget what came before."""
        self._staging.clear(Side.AIRTABLE)
        self._airtable = {}

    def take_airtable(self, rows: Iterable[Row]) -> None:
        """A part of Airtable's records; one that comes again is as it came last."""
        for chunk in _chunks(rows):
            latest = {row.row_id: row for row in chunk}
            for row_id in latest:
                self._airtable.pop(row_id, None)
            kept = self._to_look_at(Side.AIRTABLE, list(latest.values()))
            self._airtable.update((row.row_id, row) for row in kept)

    def take_image(self, images: Images, changes: Mapping[RecordId, Row | None]) -> Iterator[int]:
        """All of Airtable's records anew: the pair's image, which was read with the fields that take part, with these
        changes on top. Tells after each part how many came.
        """
        self.start_airtable()
        came, left = 0, dict(changes)
        for part in self._staging.note_image(images, self._pair.key, {*changes, *self._look_at}):
            now = [left.pop(row.row_id, row) for row in part.rows]
            self.take_airtable([row for row in now if row is not None])
            came += part.size
            yield came
        self.take_airtable([row for row in left.values() if row is not None])

    def unseen(self) -> list[RecordId]:
        """Airtable's known records that did not come."""
        return self._staging.unseen(self._airtable.keys())

    def _to_look_at(self, side: Side, rows: Sequence[Row], digests: Sequence[bytes | None] | None = None) -> list[Row]:
        """Note the rows that are as remembered; the others, in their order."""
        keys = [self._key(row) for row in rows]
        by_key = side is Side.LOCAL and not self._stable
        ids = keys if by_key else [row.row_id for row in rows]
        known = self._staging.remembered(side, [known_as for known_as in ids if known_as])
        found = [known.get(known_as) if known_as else None for known_as in ids]
        alike = self._as_remembered(side, rows, found)
        noted = {
            row.row_id: _note(row, record, key, digest)
            for row, record, key, digest in zip(rows, alike, keys, digests or repeat(None, len(rows)), strict=True)
            if record is not None and key is not None
        }
        for back in self._staging.note(side, list(noted.values())):
            del noted[back.row_id]
        kept = [(row, record) for row, record in zip(rows, found, strict=True) if row.row_id not in noted]
        if side is Side.AIRTABLE:  # what it was when it came before does not count
            self._staging.take(side, [record[0] for _, record in kept if record])
        return [row for row, _ in kept]

    def _as_remembered(
        self, side: Side, rows: Sequence[Row], found: Sequence[tuple[Uid, str] | None]
    ) -> list[tuple[Uid, str | None] | None]:
        """The record of each row that is exactly what its side's memory says, and the checksum that both have."""
        checksum, look_at = self._checksum[side], self._look_at
        alike: list[tuple[Uid, str | None] | None] = [None] * len(rows)
        differing: dict[int, Uid] = {}
        for place, (row, record) in enumerate(zip(rows, found, strict=True)):
            if record is None or row.problems or row.malformed or row.outdated or record[0] in look_at:
                continue
            if checksum(row.values) == record[1]:
                alike[place] = record
            else:
                differing[place] = record[0]
        if differing:  # a checksum that differs may still be another spelling of the same value
            values = self._staging.values(side, list(differing.values()))
            for place, uid in differing.items():
                same = as_remembered(rows[place].values, values[uid], self._fields[side])
                alike[place] = (uid, None) if same else None
        return alike

    def _key(self, row: Row) -> str | None:
        key = self._pair.key_of(row.values)
        return None if None in key or any(map(is_blank, key)) else local_id_of(key)

    def learn(self) -> None:
        """Keep what was found of both sides' rows, for the next run."""
        self._staging.learn()

    def let_go(self) -> None:
        """Nothing of what came is needed any more."""
        self._rows = ()
        while self._airtable:
            self._airtable.popitem()
        let_go(self._local)

    # -- what is left -----------------------------------------------------------------------------------------------

    def outcome(self) -> Screened:
        """What has to be looked at, once both sides came."""
        for side, rows in ((Side.LOCAL, self._local), (Side.AIRTABLE, self._airtable.values())):
            keys = {key for row in rows if not row.malformed and (key := self._key(row))}
            self._again(side, self._staging.with_keys(side, keys))
        memories = self._staging.not_on_both()
        by_uid = {memory.uid: memory for memory in memories}
        for side in Side:
            self._again(side, list(by_uid))
        return Screened(self._local, list(self._airtable.values()), memories, _AtRest(self._staging))

    def _again(self, side: Side, uids: Sequence[Uid]) -> None:
        """Rows that were noted have to be looked at after all: they come before the others, the last stays last."""
        noted = self._staging.take(side, uids)
        values = self._staging.values(side, [note.uid for note in noted]) if noted else {}
        rows = [_row(note, values[note.uid], self._fields[side]) for note in noted]
        if side is Side.LOCAL:
            recalled = [self._rows[self._recalled.pop(uid)] for uid in uids if uid in self._recalled]
            self._local = [*rows, *recalled, *self._local]
        else:
            self._airtable = {row.row_id: row for row in rows} | self._airtable


class AllToLookAt:
    """A staging that takes no row for being at rest, for those who need every row and memory."""

    def __init__(self, pair_id: str, memories: Sequence[Memory]) -> None:
        self._pair_id, self._memories = pair_id, memories

    def clear(self, side: Side) -> None:
        """Nothing is noted."""

    def recall(self) -> dict[bytes, Uid]:
        """Nothing that would let a row be at rest."""
        return {}

    def note_recalled(self, but: Collection[Uid]) -> None:
        """Nothing is noted."""

    def learn(self) -> None:
        """Nothing was found."""

    def remembered(self, side: Side, ids: Sequence[str]) -> Mapping[str, tuple[Uid, str]]:
        """Nothing that would let a row be at rest."""
        return {}

    def values(self, side: Side, uids: Sequence[Uid]) -> Mapping[Uid, Values]:
        """Nothing is noted."""
        return {}

    def note(self, side: Side, rows: Sequence[Noted]) -> Sequence[Noted]:
        """Every row comes back."""
        return rows

    def note_image(self, images: Images, key: Sequence[FieldId], apart: Collection[str]) -> Iterator[ImagePart]:
        """Every record comes back."""
        return (ImagePart(len(rows), rows) for rows in _chunks(images.rows(self._pair_id)))

    def take(self, side: Side, uids: Iterable[Uid]) -> Sequence[Noted]:
        """Nothing is noted."""
        return []

    def with_keys(self, side: Side, keys: Iterable[str]) -> Sequence[Uid]:
        """Nothing is noted."""
        return []

    def in_use(self, side: Side, key: str) -> bool:
        """Nothing is noted."""
        return False

    def not_on_both(self) -> list[Memory]:
        """Every memory."""
        return list(self._memories)

    def unseen(self, record_ids: Collection[RecordId]) -> list[RecordId]:
        """Airtable's records that must be there and are none of these."""
        live = (memory.record_id for memory in self._memories if memory.tombstone is not Side.LOCAL)
        return [record_id for record_id in live if record_id and record_id not in record_ids]

    def count(self) -> int:
        """No row is noted."""
        return 0

    def has_uid(self, uid: Uid) -> bool:
        """Every memory is looked at anyway."""
        return False


class _AtRest(Struct, frozen=True):
    """The records that nothing is kept of; see :class:`airsync_gui.sync.plan.AtRest`."""

    staging: Staging

    def count(self) -> int:
        return self.staging.count()

    def in_use(self, side: Side, key: Key) -> bool:
        return self.staging.in_use(side, local_id_of(key))

    def has_uid(self, uid: Uid) -> bool:
        return self.staging.has_uid(uid)


def _note(row: Row, record: tuple[Uid, str | None], key: str, digest: bytes | None) -> Noted:
    created, modified = row.created_at, row.modified_at
    return Noted(
        record[0],
        key,
        row.row_id,
        row.label,
        row.fingerprint,
        created.isoformat() if created else None,
        modified.isoformat() if modified else None,
        record[1],
        digest,
    )


def _row(note: Noted, values: Values, fields: Sequence[FieldId]) -> Row:
    """A noted row, as it came."""
    return Row(
        note.row_id,
        without_blanks({f: values[f] for f in fields if f in values}),
        label=note.label,
        fingerprint=note.fingerprint,
        created_at=datetime.fromisoformat(note.created_at) if note.created_at else None,
        modified_at=datetime.fromisoformat(note.modified_at) if note.modified_at else None,
    )


def _chunks(rows: Iterable[_T]) -> Iterator[list[_T]]:
    coming = iter(rows)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk
