"""How many requests each token sent in each month (UTC), as far as AirSync sent them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from airsync_gui.state.database import Database


def add(database: Database, sent: Counter[tuple[str, str]], at: datetime) -> None:
    """Add counts by (token label, base id)."""
    month = at.astimezone(UTC).strftime("%Y-%m")
    if not sent:
        return
    with database.transaction() as db:
        db.executemany(
            "INSERT INTO calls VALUES (?, ?, ?, ?)"
            " ON CONFLICT (month, token, base) DO UPDATE SET count = count + excluded.count",
            [(month, token, base, count) for (token, base), count in sent.items()],
        )


def in_month(database: Database, at: datetime) -> dict[str, int]:
    """Token label → requests in the month of ``at``."""
    month = at.astimezone(UTC).strftime("%Y-%m")
    with database.reading() as db:
        rows = db.execute("SELECT token, SUM(count) AS sent FROM calls WHERE month = ? GROUP BY token", (month,))
        return {row["token"]: row["sent"] for row in rows}
