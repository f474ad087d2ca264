"""Records that a run knows to be at rest without having read their rows: an earlier run found what their text says.

What is kept of a row's digest is true of the text, whatever happens to the memory later: that it has such a key, and
values with such a checksum. A memory that has these is what the row says. Mostly that is all of a table, so that what
is noted, in temporary tables as all of a run, are the records of which it is *not* known.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from airsync_gui.state.database import Database
from airsync_gui.state.in_parts import Asking, for_side
from airsync_gui.sync.ports import Images
from airsync_gui.sync.records import Side, Uid
from airsync_gui.sync.screening import ImagePart, Noted

PART = 5_000
"""Rows that are kept in one transaction, or read at a time: others need not wait for long."""

_CREATE = "CREATE TEMP TABLE IF NOT EXISTS not_recalled_{side} (uid TEXT PRIMARY KEY) WITHOUT ROWID"
_RECALL = """
SELECT d.digest, m.uid FROM memories m INDEXED BY memories_by_local_id LEFT JOIN row_digests d
ON d.pair_id = m.pair_id AND d.local_id = m.local_id AND d.local_checksum = m.local_checksum
AND d.airtable_checksum = m.airtable_checksum AND m.tombstone IS NULL
WHERE m.pair_id = ?
"""
_SHARED = """
SELECT uid FROM memories INDEXED BY memories_by_local_id WHERE pair_id = :pair AND tombstone IS NULL AND local_id IN (
    SELECT local_id FROM memories INDEXED BY memories_by_local_id
    WHERE pair_id = :pair AND tombstone IS NULL AND local_id IS NOT NULL GROUP BY local_id HAVING count(*) > 1
)
"""
_SET_APART = "INSERT OR IGNORE INTO temp.not_recalled_{side} VALUES (?)"
_RECALL_IMAGE = """
INSERT OR IGNORE INTO temp.not_recalled_airtable
SELECT uid FROM temp.not_recalled_local UNION ALL
SELECT m.uid FROM memories m INDEXED BY memories_by_record
WHERE m.pair_id = :pair AND (m.record_id IS NULL OR m.uid IN temp.apart OR m.record_id IN temp.apart OR NOT EXISTS (
    SELECT 1 FROM images i
    WHERE i.pair_id = m.pair_id AND i.record_id = m.record_id AND i.checksum = m.airtable_checksum
))
"""
_APART_IN_IMAGE = """
SELECT DISTINCT i.record_id FROM temp.not_recalled_airtable a
CROSS JOIN memories m ON m.pair_id = :pair AND m.uid = a.uid
CROSS JOIN images i ON i.pair_id = :pair AND i.record_id = m.record_id
ORDER BY i.record_id
"""
_IMAGE_LEFT = """
SELECT i.record_id FROM images i WHERE i.pair_id = :pair AND NOT EXISTS (
    SELECT 1 FROM memories m INDEXED BY memories_by_record
    WHERE m.pair_id = i.pair_id AND m.record_id = i.record_id AND m.uid NOT IN temp.not_recalled_airtable
) ORDER BY i.record_id
"""
_WITH_KEYS = """
SELECT local_id, uid FROM memories INDEXED BY memories_by_local_id
WHERE pair_id = ? AND local_id IN ({marks}) AND tombstone IS NULL AND uid NOT IN temp.not_recalled_{side}
"""
"""Both sides have the key by which this computer's row is known."""
_AS_NOTED = """
SELECT m.uid, m.local_id, i.record_id, i.record_id, '', i.created_at, i.modified_at
FROM memories m CROSS JOIN images i ON i.pair_id = m.pair_id AND i.record_id = m.record_id
WHERE m.pair_id = ? AND m.uid IN ({marks}) AND m.uid NOT IN temp.not_recalled_airtable
"""
_LEARN = """
INSERT OR REPLACE INTO row_digests SELECT :pair, l.key, l.checksum, a.checksum, l.digest
FROM temp.noted_local l CROSS JOIN temp.noted_airtable a ON a.uid = l.uid
WHERE l.rowid > :after AND l.rowid <= :after + :most AND a.key = l.key
AND l.digest IS NOT NULL AND l.checksum IS NOT NULL AND a.checksum IS NOT NULL
"""
_FORGET = """
DELETE FROM row_digests WHERE pair_id = :pair AND NOT EXISTS (
    SELECT 1 FROM memories m INDEXED BY memories_by_local_id
    WHERE m.pair_id = :pair AND m.local_id = row_digests.local_id
)
"""


class Recalled:
    """The recalled records of one pair in one run."""

    def __init__(self, database: Database, pair_id: str) -> None:
        self._database, self._pair_id = database, pair_id
        self._asking = Asking(database, pair_id)
        self._memories: dict[Side, int] = {}
        with database.staging() as db:
            for side in Side:
                db.execute(for_side(_CREATE, side))

    def clear(self, side: Side) -> None:
        """None is any more."""
        self._memories.pop(side, None)
        with self._database.staging() as db:
            db.execute(for_side("DELETE FROM temp.not_recalled_{side}", side))

    def any(self, side: Side) -> bool:
        """Whether records of a side were recalled, so that the others are told by :data:`_SET_APART`."""
        return side in self._memories

    def most(self, side: Side) -> bool:
        """Whether more than half of the pair were."""
        return 2 * self.count(side) > self._memories.get(side, 0)

    def count(self, side: Side) -> int:
        """How many were."""
        return self._memories[side] - self._count_apart(side) if side in self._memories else 0

    def _count_apart(self, side: Side) -> int:
        with self._database.glance() as db:
            count: int = db.execute(for_side("SELECT count(*) FROM temp.not_recalled_{side}", side)).fetchone()[0]
        return count

    def recall(self) -> dict[bytes, Uid]:
        """Digest → record; those that can't be recalled are set apart."""
        with self._database.staging() as db:
            if db.execute("SELECT 1 FROM row_digests WHERE pair_id = ? LIMIT 1", (self._pair_id,)).fetchone() is None:
                return {}
            cursor = db.cursor()
            cursor.row_factory = None  # plain tuples
            known: dict[bytes, Uid] = {}
            unknown: list[Uid] = []
            count = 0
            for digest, uid in cursor.execute(_RECALL, (self._pair_id,)):
                count += 1
                if digest is None:
                    unknown.append(uid)
                else:
                    known[digest] = uid
            shared = {uid for (uid,) in cursor.execute(_SHARED, {"pair": self._pair_id})}
            if shared:
                known = {digest: uid for digest, uid in known.items() if uid not in shared}
            self._memories[Side.LOCAL] = count
            self._set_apart(db, Side.LOCAL, [*unknown, *shared])
        return known

    def note_local(self, but: Collection[Uid]) -> None:
        """Those that were recalled are noted, but for these."""
        with self._database.staging() as db:
            self._set_apart(db, Side.LOCAL, but)

    def note_image(self, images: Images) -> Iterator[ImagePart]:
        """The image's records that are as remembered are noted, where this computer's row is recalled; the others come.

        What is set apart in ``temp.apart`` is.
        """
        pair = {"pair": self._pair_id}
        with self._database.staging() as db:
            self._memories[Side.AIRTABLE] = self._memories[Side.LOCAL]
            noted = self._memories[Side.LOCAL] - db.execute(_RECALL_IMAGE, pair).rowcount
            left = db.execute(_APART_IN_IMAGE, pair).fetchall()
            (size,) = db.execute("SELECT count(*) FROM images WHERE pair_id = :pair", pair).fetchone()
            if noted + len(left) < size:  # some are of no memory
                left = db.execute(_IMAGE_LEFT, pair).fetchall()
        yield ImagePart(noted, [])
        for start in range(0, len(left), PART):
            part = [record_id for (record_id,) in left[start : start + PART]]
            rows = list(images.known(self._pair_id, part).values())
            yield ImagePart(len(rows), rows)

    def take(self, side: Side, uids: Sequence[Uid]) -> Sequence[Noted]:
        """They are noted no longer; Airtable's rows of those that were."""
        if side not in self._memories:
            return []
        noted = []
        if side is Side.AIRTABLE:
            noted = [Noted(*row) for row in self._asking.rows(_AS_NOTED, side, uids, of_pair=True)]
            uids = [row.uid for row in noted]
        with self._database.staging() as db:
            self._set_apart(db, side, uids)
        return noted

    @staticmethod
    def _set_apart(db: sqlite3.Connection, side: Side, uids: Iterable[Uid]) -> None:
        db.executemany(for_side(_SET_APART, side), zip(uids, strict=False))

    def with_keys(self, side: Side, keys: Sequence[str]) -> dict[str, Uid]:
        """Key → record, of those that are noted."""
        return dict(self._asking.rows(_WITH_KEYS, side, keys, of_pair=True)) if side in self._memories else {}

    def learn(self) -> None:
        """Keep what the digests of noted rows stand for; what is of records that are gone is let go of."""
        part: dict[str, Any] = {"pair": self._pair_id, "after": 0, "most": PART}
        with self._database.glance() as db:
            last = db.execute("SELECT max(rowid) FROM temp.noted_local WHERE digest IS NOT NULL").fetchone()[0] or 0
        while part["after"] < last:
            with self._database.transaction() as db:
                db.execute(_LEARN, part)
            part["after"] += PART
        if last:
            with self._database.transaction() as db:
                db.execute(_FORGET, part)
