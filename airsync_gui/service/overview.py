"""The figures of the Overview, read from the state file."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta

from airsync_gui.jobs.snapshots import DayCount
from airsync_gui.service.history_lines import FIELDS_WRITTEN
from airsync_gui.sync.records import Side

DAYS = 14
"""So many are shown, the present one among them."""


def record_counts(db: sqlite3.Connection, pair_id: str | None) -> tuple[int, int]:
    """Records known on this computer and in Airtable."""
    row = db.execute(
        "SELECT TOTAL(tombstone IS NULL OR tombstone = 'local'), TOTAL(tombstone IS NULL OR tombstone = 'airtable')"
        " FROM memories WHERE ?1 IS NULL OR pair_id = ?1",
        (pair_id,),
    ).fetchone()
    return int(row[0]), int(row[1])


def sharing_a_key(db: sqlite3.Connection, pair_id: str | None) -> int:
    """Records that the last run held because others have their key."""
    found: int = db.execute(
        "SELECT COUNT(*) FROM held WHERE reason = 'duplicate_key' AND (?1 IS NULL OR pair_id = ?1)", (pair_id,)
    ).fetchone()[0]
    return found


def records_by_pair(db: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """(pair id, records known on this computer)."""
    rows = db.execute(
        "SELECT pair_id, TOTAL(tombstone IS NULL OR tombstone = 'local') FROM memories GROUP BY 1"
    ).fetchall()
    return tuple((row[0], int(row[1])) for row in rows)


def day_counts(db: sqlite3.Connection, pair_id: str | None, today: date) -> list[DayCount]:
    """Fields written on each of the last days, the present one last."""
    first = today - timedelta(days=DAYS - 1)
    rows = db.execute(
        f"SELECT date(at, 'localtime') AS day, side, SUM({FIELDS_WRITTEN}) AS fields FROM changes"  # noqa: S608 - our own
        " WHERE at >= ?1 AND (?2 IS NULL OR pair_id = ?2) AND kind NOT LIKE 'dropped%' GROUP BY 1, 2",
        (midnight(first).isoformat(), pair_id),
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row["day"]][row["side"]] = row["fields"]
    days = (first + timedelta(days=number) for number in range(DAYS))
    return [DayCount(day, found[str(day)]["local"], found[str(day)]["airtable"]) for day in days]


def received(db: sqlite3.Connection, pair_id: str | None, side: Side, since: datetime) -> tuple[int, int]:
    """(fields, records) written to a side since then."""
    row = db.execute(
        f"SELECT TOTAL({FIELDS_WRITTEN}), COUNT(DISTINCT pair_id || uid) FROM changes"  # noqa: S608 - our own
        " WHERE at >= ?1 AND (?2 IS NULL OR pair_id = ?2) AND side = ?3 AND kind NOT LIKE 'dropped%'",
        (since.isoformat(), pair_id, side),
    ).fetchone()
    return int(row[0]), int(row[1])


def last_change(db: sqlite3.Connection, pair_id: str | None, side: Side) -> datetime | None:
    """When an edit made on this side was last carried to the other."""
    found = db.execute(
        "SELECT MAX(at) FROM changes WHERE (?1 IS NULL OR pair_id = ?1) AND side = ?2 AND kind NOT LIKE 'dropped%'",
        (pair_id, side.other),
    ).fetchone()[0]
    return datetime.fromisoformat(found) if found else None


def midnight(day: date) -> datetime:
    """The begin of a day on this computer, in UTC."""
    return datetime.combine(day, time()).astimezone(UTC)
