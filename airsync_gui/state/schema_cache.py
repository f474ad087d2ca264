"""Airtable's schema as last fetched, so that most runs need no call for it."""

from __future__ import annotations

from datetime import datetime

from airsync_gui.state.database import Database
from airsync_gui.state.decoding import moment


class CachedSchemas:
    """Base id → the tables' JSON and when it was fetched, for one endpoint's host."""

    def __init__(self, database: Database, host: str) -> None:
        self._database = database
        self._host = host

    def load(self, base_id: str) -> tuple[str, datetime] | None:
        """The cached JSON text and its time (UTC); None where there is none."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT tables, fetched_at FROM schema_cache WHERE endpoint = ? AND base_id = ?", (self._host, base_id)
            ).fetchone()
            return (row["tables"], moment(row["fetched_at"])) if row else None

    def save(self, base_id: str, text: str, fetched_at: datetime) -> None:
        """Keep the JSON text in place of what was there."""
        with self._database.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO schema_cache VALUES (?, ?, ?, ?)",
                (self._host, base_id, text, fetched_at.isoformat()),
            )
