"""What Airtable had when it was last seen (a pair's *image*), how far that has come, and each base's hook.

An image moves together with its mark, in one transaction, and only its rows that differ are written. Rows come a chunk
at a time, so that no more than a chunk is ever held in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from airsync_gui.state.codec import fields_in, fields_out
from airsync_gui.state.database import Database
from airsync_gui.state.decoding import decoding
from airsync_gui.state.json_text import dump_values, load_values
from airsync_gui.sync.feed import Barred, BaseFeed, Hook, Mark, Way, Why
from airsync_gui.sync.records import FieldId, RecordId, Row
from airsync_gui.sync.values import checksum_of

CHUNK = 500
_COLUMNS = "record_id, cells, created_at, modified_at"


class SqliteImages:
    """:class:`airsync_gui.sync.ports.Images` over the state file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- hooks ------------------------------------------------------------------------------------------------------

    def base_feed(self, endpoint: str, base_id: str) -> BaseFeed:
        """What is known of a base's feed."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT * FROM base_feeds WHERE endpoint = ? AND base_id = ?", (endpoint, base_id)
            ).fetchone()
            return BaseFeed() if row is None else _base_feed(row)

    def note_feed(self, endpoint: str, base_id: str, feed: BaseFeed) -> None:
        """Keep that in place of what was known."""
        hook = feed.hook
        values = (hook.id if hook else None, _text(hook.expires_at if hook else None), feed.barred)
        with self._database.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO base_feeds VALUES (?, ?, ?, ?, ?, ?)",
                (endpoint, base_id, *values, _text(feed.barred_at)),
            )

    # -- images -----------------------------------------------------------------------------------------------------

    def mark(self, pair_id: str) -> Mark | None:
        """How far a pair's image has come; None where there is none."""
        with self._database.reading() as db:
            return mark_of(db, pair_id)

    def rows(self, pair_id: str) -> Iterator[Row]:
        """The records of an image, by id."""
        return _rows(self._database, "SELECT {columns} FROM images WHERE pair_id = ? AND", (pair_id,))

    def known(self, pair_id: str, record_ids: Iterable[RecordId]) -> dict[RecordId, Row]:
        """Those of these records that an image has."""
        with self._database.reading() as db:
            return _known(db, "SELECT {columns} FROM images WHERE pair_id = ? AND", (pair_id,), record_ids)

    def count(self, pair_id: str) -> int:
        """How many records an image has."""
        with self._database.reading() as db:
            found: int = db.execute("SELECT COUNT(*) FROM images WHERE pair_id = ?", (pair_id,)).fetchone()[0]
            return found

    def move(self, pair_id: str, mark: Mark, changes: Mapping[RecordId, Row | None]) -> None:
        """Bring an image and its mark forward together; None is a record that is gone."""
        with self._database.transaction() as db:
            _change(db, pair_id, changes, mark.fields)
            _put_mark(db, pair_id, mark)

    def list_anew(self, pair_id: str, fields: Collection[FieldId]) -> SqliteListing:
        """A place for a whole list of records, read with these fields, while it comes in."""
        return SqliteListing(self._database, pair_id, fields)


class SqliteListing:
    """:class:`airsync_gui.sync.ports.Listing` in a temporary table, which goes with its connection.

    One a thread: a new one empties the one before.
    """

    def __init__(self, database: Database, pair_id: str, fields: Collection[FieldId]) -> None:
        self._database = database
        self._pair_id, self._fields = pair_id, fields
        with database.staging() as db:
            db.execute(
                "CREATE TEMP TABLE IF NOT EXISTS listing"
                " (record_id TEXT PRIMARY KEY, cells TEXT NOT NULL, created_at TEXT, modified_at TEXT, checksum TEXT)"
                " WITHOUT ROWID"
            )
        self.clear()

    def clear(self) -> None:
        """The list comes anew."""
        with self._database.staging() as db:
            db.execute("DELETE FROM temp.listing")

    def put(self, changes: Mapping[RecordId, Row | None]) -> None:
        """Records as they are now; None is one that is gone."""
        with self._database.staging() as db:
            records = _records(changes, self._fields)
            db.executemany("INSERT OR REPLACE INTO temp.listing VALUES (?, ?, ?, ?, ?)", records)
            db.executemany("DELETE FROM temp.listing WHERE record_id = ?", _gone(changes))

    def rows(self) -> Iterator[Row]:
        """What came in, by id."""
        return _rows(self._database, "SELECT {columns} FROM temp.listing WHERE", ())

    def known(self, record_ids: Iterable[RecordId]) -> dict[RecordId, Row]:
        """Those of these records that came in."""
        with self._database.reading() as db:
            return _known(db, "SELECT {columns} FROM temp.listing WHERE", (), record_ids)

    def missing(self) -> list[RecordId]:
        """Records of the pair's image, as it still is, that did not come."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT record_id FROM images WHERE pair_id = ? AND record_id NOT IN"
                " (SELECT record_id FROM temp.listing) ORDER BY record_id",
                (self._pair_id,),
            )
            return [record_id for (record_id,) in rows]

    def keep(self, mark: Mark) -> None:
        """Make it the pair's image, with its mark."""
        pair = (self._pair_id,)
        with self._database.transaction() as db:
            db.execute(
                "DELETE FROM images WHERE pair_id = ? AND record_id NOT IN (SELECT record_id FROM temp.listing)", pair
            )
            db.execute(
                "INSERT OR REPLACE INTO images SELECT ?, l.* FROM temp.listing l LEFT JOIN images i"
                " ON i.pair_id = ? AND i.record_id = l.record_id WHERE i.cells IS NOT l.cells"
                " OR i.checksum IS NOT l.checksum"
                " OR i.created_at IS NOT l.created_at OR i.modified_at IS NOT l.modified_at",
                pair * 2,
            )
            _put_mark(db, self._pair_id, mark)


def answered(db: sqlite3.Connection, pair_id: str, rows: Iterable[Row]) -> None:
    """What Airtable answered to our own writes; no image begins by it.

    Answers have every field of the table, an image only those that it was read with.
    """
    mark = mark_of(db, pair_id)
    if mark is not None:
        rows = [replace(row, values={f: v for f, v in row.values.items() if f in mark.fields}) for row in rows]
        _change(db, pair_id, {row.row_id: row for row in rows}, mark.fields)


def forget(db: sqlite3.Connection, pair_id: str) -> None:
    """Remove a pair's image; the base's hook may serve others, and ends by itself."""
    db.execute("DELETE FROM images WHERE pair_id = ?", (pair_id,))
    db.execute("DELETE FROM image_marks WHERE pair_id = ?", (pair_id,))


def take_out(db: sqlite3.Connection, pair_id: str, record_ids: Iterable[RecordId]) -> None:
    """Records that we deleted are not in the image any more, whether or not a feed will say so."""
    db.executemany("DELETE FROM images WHERE pair_id = ? AND record_id = ?", [(pair_id, r) for r in record_ids])


@decoding
def mark_of(db: sqlite3.Connection, pair_id: str) -> Mark | None:
    """How far a pair's image has come; None where there is none."""
    row = db.execute("SELECT * FROM image_marks WHERE pair_id = ?", (pair_id,)).fetchone()
    if row is None:
        return None
    return Mark(
        way=Way(row["way"]),
        why=Why(row["why"]),
        fields=fields_in(row["fields"]),
        read_at=datetime.fromisoformat(row["read_at"]),
        checked_at=_moment(row["checked_at"]),
        hook_id=row["hook_id"],
        cursor=row["cursor"],
        heard_at=_moment(row["heard_at"]),
        modified_field=row["modified_field"],
    )


@decoding
def _base_feed(row: sqlite3.Row) -> BaseFeed:
    hook = Hook(row["hook_id"], _moment(row["expires_at"])) if row["hook_id"] else None
    return BaseFeed(hook, Barred(row["barred"]) if row["barred"] else None, _moment(row["barred_at"]))


def _put_mark(db: sqlite3.Connection, pair_id: str, mark: Mark) -> None:
    db.execute(
        "INSERT OR REPLACE INTO image_marks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pair_id,
            mark.way,
            mark.why,
            fields_out(mark.fields),
            mark.modified_field,
            mark.read_at.isoformat(),
            _text(mark.checked_at),
            mark.hook_id,
            mark.cursor,
            _text(mark.heard_at),
        ),
    )


def _change(
    db: sqlite3.Connection, pair_id: str, changes: Mapping[RecordId, Row | None], fields: Collection[FieldId]
) -> None:
    """Write the rows that differ."""
    db.executemany(
        "INSERT INTO images VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pair_id, record_id) DO UPDATE"
        " SET cells = excluded.cells, created_at = excluded.created_at, modified_at = excluded.modified_at,"
        " checksum = excluded.checksum"
        " WHERE cells <> excluded.cells OR checksum IS NOT excluded.checksum OR created_at IS NOT excluded.created_at"
        " OR modified_at IS NOT excluded.modified_at",
        ((pair_id, *record) for record in _records(changes, fields)),
    )
    take_out(db, pair_id, (record_id for (record_id,) in _gone(changes)))


def _records(changes: Mapping[RecordId, Row | None], fields: Collection[FieldId]) -> Iterator[tuple[object, ...]]:
    total = checksum_of(sorted(fields))
    for row in changes.values():
        if row is not None:
            cells = dump_values(row.values)
            yield (row.row_id, cells, _text(row.created_at), _text(row.modified_at), total(row.values))


def _gone(changes: Mapping[RecordId, Row | None]) -> list[tuple[RecordId]]:
    return [(record_id,) for record_id, row in changes.items() if row is None]


def _rows(database: Database, select: str, parameters: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a query by id, a chunk at a time: others may write in between."""
    sql, last = f"{select.format(columns=_COLUMNS)} record_id > ? ORDER BY record_id LIMIT {CHUNK}", ""
    while True:
        with database.reading() as db:
            chunk: Sequence[Row] = [_row(row) for row in db.execute(sql, (*parameters, last))]
        yield from chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].row_id


def _known(
    db: sqlite3.Connection, select: str, parameters: tuple[str, ...], record_ids: Iterable[RecordId]
) -> dict[RecordId, Row]:
    sql = select.format(columns=_COLUMNS) + " record_id = ?"
    found = (db.execute(sql, (*parameters, record_id)).fetchone() for record_id in record_ids)
    return {row["record_id"]: _row(row) for row in found if row is not None}


@decoding
def _row(row: sqlite3.Row) -> Row:
    return Row(
        row_id=row["record_id"],
        values=load_values(row["cells"]),
        label=row["record_id"],
        created_at=_moment(row["created_at"]),
        modified_at=_moment(row["modified_at"]),
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
