"""What each side last looked like, and which record is which."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, overload

from airsync_gui.state.decoding import decoding, moment
from airsync_gui.state.json_text import dump, dump_values, load_values
from airsync_gui.sync.mapping import without
from airsync_gui.sync.records import FieldId, Memory, RecordId, Side, Uid
from airsync_gui.sync.values import checksum, instant_text

if TYPE_CHECKING:
    from airsync_gui.state.database import Database

AS_HERE = ""
"""What stands in place of Airtable's values where both sides have the same: a row then mostly fits into its page."""


def load(db: sqlite3.Connection, pair_id: str) -> list[Memory]:
    """Every memory of a pair, tombstones included, ordered by uid."""
    rows = db.execute("SELECT * FROM memories WHERE pair_id = ? ORDER BY uid", (pair_id,))
    return [from_row(row) for row in rows]


def each(db: sqlite3.Connection, pair_id: str) -> Iterator[Memory]:
    """The memories of a pair one after another, while the reading is open; never all at once."""
    for row in db.execute("SELECT * FROM memories WHERE pair_id = ?", (pair_id,)):
        yield from_row(row)


class Stored(Sequence[Memory]):
    """Every memory of a pair, read when first looked at: most runs look at few of them."""

    def __init__(self, database: Database, pair_id: str) -> None:
        self._database, self._pair_id = database, pair_id

    @cached_property
    def _all(self) -> list[Memory]:
        with self._database.reading() as db:
            return load(db, self._pair_id)

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> Memory: ...

    @overload
    def __getitem__(self, place: slice) -> list[Memory]: ...

    def __getitem__(self, place: int | slice) -> Memory | list[Memory]:
        return self._all[place]


def get(db: sqlite3.Connection, pair_id: str, uid: Uid) -> Memory | None:
    """One memory."""
    row = db.execute("SELECT * FROM memories WHERE pair_id = ? AND uid = ?", (pair_id, uid)).fetchone()
    return from_row(row) if row else None


def knows_record(db: sqlite3.Connection, pair_id: str, record_id: RecordId) -> bool:
    """Whether a record of Airtable's is remembered."""
    found = db.execute("SELECT 1 FROM memories WHERE pair_id = ? AND record_id = ?", (pair_id, record_id)).fetchone()
    return found is not None


def put(db: sqlite3.Connection, pair_id: str, memories: Iterable[Memory], at: datetime) -> None:
    """Insert or replace memories."""
    db.executemany(
        "INSERT OR REPLACE INTO memories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        # In the order in which the table has them: each of its pages is then written once.
        [_row(pair_id, memory, at) for memory in sorted(memories, key=attrgetter("uid"))],
    )


def put_apart(db: sqlite3.Connection, pair_id: str, memories: Iterable[Memory], at: datetime) -> None:
    """The same for records that are not in step by this: when they last were stays as it is, where that is known."""
    for memory in memories:
        row = db.execute(
            "SELECT in_step_at FROM memories WHERE pair_id = ? AND uid = ?", (pair_id, memory.uid)
        ).fetchone()
        put(db, pair_id, [memory], moment(row["in_step_at"]) if row else at)


def name_alone(db: sqlite3.Connection, pair_id: str, owners: Iterable[Memory]) -> None:
    """New rows belong to nobody else: a record whose row of that name is gone is not known by it any more."""
    db.executemany(
        "UPDATE memories SET local_id = NULL WHERE pair_id = ? AND local_id = ? AND uid <> ?",
        [(pair_id, owner.local_id, owner.uid) for owner in owners],
    )


def forget(db: sqlite3.Connection, pair_id: str, uids: Iterable[Uid]) -> None:
    """Remove records that are gone."""
    db.executemany("DELETE FROM memories WHERE pair_id = ? AND uid = ?", [(pair_id, uid) for uid in uids])


def forget_fields(db: sqlite3.Connection, pair_id: str, field_ids: frozenset[FieldId]) -> None:
    """These fields were never in step: what both sides had of them is of another column, or of another type."""
    with_them = [memory for memory in each(db, pair_id) if field_ids & {*memory.local, *memory.airtable}]
    for memory in with_them:
        put_apart(db, pair_id, [without(memory, field_ids)], datetime.now(UTC))


def _row(pair_id: str, memory: Memory, at: datetime) -> tuple[object, ...]:
    local, local_sum = dump_values(memory.local), checksum(memory.local)
    airtable, airtable_sum = AS_HERE, local_sum
    if memory.airtable != memory.local:  # in most records both sides have the same
        airtable, airtable_sum = dump_values(memory.airtable), checksum(memory.airtable)
    return (
        pair_id,
        memory.uid,
        memory.local_id,
        memory.record_id,
        local,
        airtable,
        local_sum,
        airtable_sum,
        dump(dict(memory.lossy)),
        memory.tombstone,
        instant_text(memory.created_at) if memory.created_at else None,
        at.isoformat(),
    )


@decoding
def from_row(row: sqlite3.Row) -> Memory:
    """A memory as its table has it."""
    local = load_values(row["local_values"])
    return Memory(
        uid=row["uid"],
        local_id=row["local_id"],
        record_id=row["record_id"],
        local=local,
        airtable=local if row["airtable_values"] == AS_HERE else load_values(row["airtable_values"]),
        lossy={field_id: Side(side) for field_id, side in json.loads(row["lossy"]).items()},
        tombstone=Side(row["tombstone"]) if row["tombstone"] else None,
        created_at=datetime.fromisoformat(row["created_at"]) if row["created_at"] else None,
    )
