"""Rows that the last run held: which, on which side, and why they can't be synced as they are."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import datetime

from msgspec import Struct

from airsync_gui.state.decoding import decoding
from airsync_gui.sync.records import Side, Uid


class HeldRow(Struct, frozen=True):
    """One held row, for a person.

    Attributes:
        id: ``held-`` and a text that stays the same from run to run, as long as the row is held for the same reason.
        label: what its record is called, or where it stands.
        detail: the reason as a sentence.
        uid: None for a row that nobody knows.
    """

    id: str
    pair_id: str
    side: Side
    reason: str
    label: str
    detail: str
    uid: Uid | None
    since: datetime


@decoding
def listed(db: sqlite3.Connection, pair_id: str | None = None) -> list[HeldRow]:
    """Every held row, of one pair or of all."""
    rows = db.execute("SELECT * FROM held WHERE ?1 IS NULL OR pair_id = ?1", (pair_id,))
    return [
        HeldRow(
            id=_id(row),
            pair_id=row["pair_id"],
            side=Side(row["side"]),
            reason=row["reason"],
            label=row["label"],
            detail=row["detail"],
            uid=row["uid"],
            since=datetime.fromisoformat(row["since"]),
        )
        for row in rows
    ]


def _id(row: sqlite3.Row) -> str:
    """The table has no number of its own that would outlive a run."""
    told = "\n".join(str(row[name]) for name in ("pair_id", "side", "reason", "label", "uid", "fingerprint"))
    return f"held-{hashlib.blake2b(told.encode(), digest_size=6).hexdigest()}"
