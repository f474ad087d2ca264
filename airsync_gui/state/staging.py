"""The rows of a run that are as remembered, in temporary tables beside the state file's connection.

SQLite keeps temporary tables in a file of their own, which it deletes (https://www.sqlite.org/tempfiles.html); they
are this thread's alone, and nothing here makes another process wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from airsync_gui.state import memories
from airsync_gui.state.database import Database
from airsync_gui.state.decoding import values_of
from airsync_gui.state.in_parts import Asking, for_side
from airsync_gui.state.recalled import Recalled
from airsync_gui.sync.ports import Images
from airsync_gui.sync.records import FieldId, Memory, RecordId, Side, Uid, Values
from airsync_gui.sync.screening import ImagePart, Noted

IMAGE_PART = 5_000
"""Records of an image that are compared in one statement: less than a tenth of a second's work."""

_CREATE = """
CREATE TEMP TABLE IF NOT EXISTS noted_{side} (
    uid TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, row_id TEXT, label TEXT, fingerprint TEXT, created_at TEXT,
    modified_at TEXT, checksum TEXT, digest BLOB
)
"""
"""Rows are put one after the other; only the short entries of its two indexes go between others."""
_REMEMBERED = """
SELECT {side_id}, uid, {side}_checksum FROM memories INDEXED BY {index}
WHERE pair_id = ? AND {side_id} IN ({marks}) AND tombstone IS NULL
"""
_VALUES = """
SELECT uid, coalesce(nullif({side}_values, ''), local_values) FROM memories WHERE pair_id = ? AND uid IN ({marks})
"""
_NOTE = "INSERT OR IGNORE INTO temp.noted_{side} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NOTED = "SELECT * FROM temp.noted_{side} WHERE uid IN ({marks})"
_TAKE = "DELETE FROM temp.noted_{side} WHERE uid IN ({marks})"
_WITH_KEYS = "SELECT uid FROM temp.noted_{side} WHERE key IN ({marks})"
_HAS_KEY = "SELECT 1 FROM temp.noted_{side} WHERE key = ?"
_NOT_ON_BOTH = "SELECT * FROM memories WHERE pair_id = :pair AND uid IN ({local} UNION {airtable}) ORDER BY uid"
_NOT_NOTED = {
    False: "SELECT uid FROM memories WHERE pair_id = :pair AND uid NOT IN (SELECT uid FROM temp.noted_{side})",
    True: "SELECT uid FROM temp.not_recalled_{side} WHERE uid NOT IN (SELECT uid FROM temp.noted_{side})",
}
"""The records without a noted row on a side, where none or some were recalled."""
_APART = "CREATE TEMP TABLE IF NOT EXISTS apart (id TEXT PRIMARY KEY) WITHOUT ROWID"
_TWICE = """
INSERT OR IGNORE INTO temp.apart SELECT record_id FROM memories INDEXED BY memories_by_record
WHERE pair_id = ? AND record_id IS NOT NULL GROUP BY record_id HAVING count(*) > 1
"""
_PART = """
SELECT max(record_id), count(*)
FROM (SELECT record_id FROM images WHERE pair_id = :pair AND record_id > :after ORDER BY record_id LIMIT :most)
"""
_NOTE_IMAGE = """
INSERT OR IGNORE INTO temp.noted_airtable
SELECT m.uid, '[' || {key} || ']', i.record_id, i.record_id, '', i.created_at, i.modified_at, i.checksum, NULL
FROM images i CROSS JOIN memories m INDEXED BY memories_by_record
WHERE i.pair_id = :pair AND i.record_id > :after AND i.record_id <= :end
AND m.pair_id = :pair AND m.record_id = +i.record_id AND m.airtable_checksum = i.checksum AND m.tombstone IS NULL
AND m.uid NOT IN temp.apart AND i.record_id NOT IN temp.apart AND instr(i.cells, '\\u0000') = 0
"""
"""SQLite takes a text with a NUL for one that ends there. The plus keeps it from looking at a range of memories for
each record of the range."""
_KEY_PART = """
CASE json_type(i.cells, :{part})
WHEN 'text' THEN CASE json_quote(json_extract(i.cells, :{part}))
    WHEN '"' || json_extract(i.cells, :{part}) || '"' THEN json_quote(json_extract(i.cells, :{part})) END
WHEN 'object' THEN replace(json_extract(i.cells, :{part}), '":"', '": "') END
"""
"""A part of a key as :func:`airsync_gui.sync.match.local_id_of` has it (objects are numbers and times); NULL, which is
not noted, for what is not told so easily: texts in which characters are escaped, lists, check boxes."""
_IMAGE_NOT_NOTED = """
SELECT record_id FROM images i WHERE pair_id = :pair AND record_id > :after AND record_id <= :end AND NOT EXISTS (
    SELECT 1 FROM memories m INDEXED BY memories_by_record CROSS JOIN temp.noted_airtable n ON n.uid = m.uid
    WHERE m.pair_id = i.pair_id AND m.record_id = i.record_id
) ORDER BY record_id
"""
_UNSEEN = """
SELECT record_id FROM memories
WHERE pair_id = :pair AND record_id IS NOT NULL AND tombstone IS NOT 'local' AND uid IN ({airtable}) ORDER BY uid
"""


class SqliteStaging:
    """:class:`airsync_gui.sync.screening.Staging` of one pair."""

    def __init__(self, database: Database, pair_id: str) -> None:
        self._database, self._pair_id = database, pair_id
        self._has_noted = set(Side)  # what an earlier run of this thread left is not looked at before it is cleared
        self._asking, self._recalled = Asking(database, pair_id), Recalled(database, pair_id)
        with database.staging() as db:
            for side in Side:
                db.execute(for_side(_CREATE, side))

    def clear(self, side: Side) -> None:
        """Forget what was noted on a side."""
        self._recalled.clear(side)
        with self._database.staging() as db:
            db.execute(for_side("DELETE FROM temp.noted_{side}", side))
        self._has_noted.discard(side)

    def recall(self) -> dict[bytes, Uid]:
        """Digest → record, where a row with this digest is what is remembered of this computer's side."""
        return self._recalled.recall()

    def note_recalled(self, but: Collection[Uid]) -> None:
        """Note the rows of this computer whose records were recalled, but for these."""
        self._recalled.note_local(but)
        if self._recalled.count(Side.LOCAL):
            self._has_noted.add(Side.LOCAL)

    def learn(self) -> None:
        """Keep what the digests of noted rows stand for, to be recalled, where both sides have the same key."""
        self._recalled.learn()

    def remembered(self, side: Side, ids: Sequence[str]) -> Mapping[str, tuple[Uid, str]]:
        """Local or record id → the record and its side's checksum; ids of no record, or of several, are left out."""
        records = self._asking.rows(_REMEMBERED, side, ids, of_pair=True)
        found = {known_as: (uid, checksum) for known_as, uid, checksum in records}
        if len(found) < len(records):
            times = Counter(known_as for known_as, *_ in records)
            found = {known_as: record for known_as, record in found.items() if times[known_as] == 1}
        return found

    def values(self, side: Side, uids: Sequence[Uid]) -> Mapping[Uid, Values]:
        """The remembered values of one side."""
        return dict(self._asking.rows(_VALUES, side, uids, of_pair=True, made=_uid_and_values))

    def note(self, side: Side, rows: Sequence[Noted]) -> Sequence[Noted]:
        """Note rows; those whose record or key another noted row has already come back."""
        if not rows:
            return []
        self._has_noted.add(side)
        taken = self._recalled.with_keys(side, [row.key for row in rows])
        free = [row for row in rows if row.key not in taken] if taken else rows
        with self._database.staging() as db:
            if db.executemany(for_side(_NOTE, side), free).rowcount == len(rows):
                return []
        noted = {(uid, row_id) for uid, _, row_id, *_ in self._asking.rows(_NOTED, side, [row.uid for row in rows])}
        return [row for row in rows if (row.uid, row.row_id) not in noted]

    def note_image(self, images: Images, key: Sequence[FieldId], apart: Collection[str]) -> Iterator[ImagePart]:
        """Note those records of the pair's image that are as remembered, a part of it after the other."""
        self._has_noted.add(Side.AIRTABLE)
        with self._database.staging() as db:
            db.execute(_APART)
            db.execute("DELETE FROM temp.apart")
            db.executemany("INSERT OR IGNORE INTO temp.apart VALUES (?)", [(known_as,) for known_as in apart])
            db.execute(_TWICE, (self._pair_id,))
        if self._recalled.most(Side.LOCAL):
            return self._recalled.note_image(images)
        return self._note_image(images, key)

    def _note_image(self, images: Images, key: Sequence[FieldId]) -> Iterator[ImagePart]:
        paths = {f"part_{number}": f'$."{field_id}"' for number, field_id in enumerate(key)}
        note = _NOTE_IMAGE.format(key=" || ', ' || ".join(_KEY_PART.format(part=part) for part in paths))
        part = {"pair": self._pair_id, "after": "", "most": IMAGE_PART, **paths}
        while True:
            with self._database.staging() as db:
                part["end"], count = db.execute(_PART, part).fetchone()
                noted = db.execute(note, part).rowcount if count else 0
                left = db.execute(_IMAGE_NOT_NOTED, part).fetchall() if noted < count else []
            if not count:
                return
            yield ImagePart(count, list(images.known(self._pair_id, [record_id for (record_id,) in left]).values()))
            part["after"] = part["end"]

    def take(self, side: Side, uids: Iterable[Uid]) -> Sequence[Noted]:
        """Rows that turn out not to be at rest: they are noted no longer. Of the recalled ones nothing is told."""
        wanted = list(uids)
        taken = [Noted(*row) for row in self._asking.rows(_NOTED, side, wanted)]
        self._asking.rows(_TAKE, side, [row.uid for row in taken])
        return [*taken, *self._recalled.take(side, wanted)]

    def with_keys(self, side: Side, keys: Iterable[str]) -> Sequence[Uid]:
        """The records whose noted row has one of these keys."""
        wanted = list(keys)
        noted = [uid for (uid,) in self._asking.rows(_WITH_KEYS, side, wanted)]
        return [*noted, *self._recalled.with_keys(side, wanted).values()]

    def in_use(self, side: Side, key: str) -> bool:
        """Whether a noted row has this key."""
        if side not in self._has_noted:
            return False
        with self._database.glance() as db:
            noted = db.execute(for_side(_HAS_KEY, side), (key,)).fetchone() is not None
        return noted or bool(self._recalled.with_keys(side, [key]))

    def not_on_both(self) -> list[Memory]:
        """Every memory, tombstones included, whose rows are not noted on both sides, by uid."""
        sql = _NOT_ON_BOTH.format(local=self._not_noted(Side.LOCAL), airtable=self._not_noted(Side.AIRTABLE))
        with self._database.staging() as db:
            return [memories.from_row(row) for row in db.execute(sql, {"pair": self._pair_id})]

    def unseen(self, record_ids: Collection[RecordId]) -> list[RecordId]:
        """Airtable's records that must be there, are not noted, and are none of these."""
        sql = _UNSEEN.format(airtable=self._not_noted(Side.AIRTABLE))
        with self._database.staging() as db:
            found = db.execute(sql, {"pair": self._pair_id})
            return [record_id for (record_id,) in found if record_id not in record_ids]

    def _not_noted(self, side: Side) -> str:
        return for_side(_NOT_NOTED[self._recalled.any(side)], side)

    def count(self) -> int:
        """How many rows of Airtable's are noted."""
        with self._database.staging() as db:
            number: int = db.execute("SELECT count(*) FROM temp.noted_airtable").fetchone()[0]
        return number + self._recalled.count(Side.AIRTABLE)

    def has_uid(self, uid: Uid) -> bool:
        """Whether a record is remembered under this id; where none is noted, all are among :meth:`not_on_both`."""
        if not self._has_noted:
            return False
        sql = "SELECT 1 FROM memories WHERE pair_id = ? AND uid = ?"
        with self._database.glance() as db:
            return db.execute(sql, (self._pair_id, uid)).fetchone() is not None


def _uid_and_values(row: tuple[Any, ...]) -> tuple[Uid, Values]:
    uid, text = row
    return uid, values_of(text)
