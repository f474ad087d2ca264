"""What a pair's local cells showed for the records they link to, when they were last read or written."""

from __future__ import annotations

from collections.abc import Mapping

from airsync_gui.state.database import Database
from airsync_gui.state.decoding import values_of
from airsync_gui.sync.records import LocalId, RecordId, Values


def load(database: Database, pair_id: str) -> dict[RecordId, frozenset[str]]:
    """Record id → what cells showed for it."""
    found: dict[RecordId, set[str]] = {}
    with database.reading() as db:
        for record_id, shown in db.execute("SELECT record_id, shown FROM link_names WHERE pair_id = ?", (pair_id,)):
            found.setdefault(record_id, set()).add(shown)
    return {record_id: frozenset(shown) for record_id, shown in found.items()}


def keep(database: Database, pair_id: str, shown: Mapping[RecordId, frozenset[str]]) -> None:
    """Put these in place of what was kept."""
    before = {(record_id, text) for record_id, texts in load(database, pair_id).items() for text in texts}
    now = {(record_id, text) for record_id, texts in shown.items() for text in texts}
    if before == now:
        return
    with database.transaction() as db:
        db.executemany(
            "DELETE FROM link_names WHERE pair_id = ? AND record_id = ? AND shown = ?",
            [(pair_id, *entry) for entry in before - now],
        )
        db.executemany("INSERT OR IGNORE INTO link_names VALUES (?, ?, ?)", [(pair_id, *e) for e in now - before])


def last_linked(database: Database, pair_id: str) -> dict[LocalId, Values]:
    """Local id → the values that the record had on this computer when it was last in step."""
    with database.reading() as db:
        rows = db.execute(
            "SELECT local_id, local_values FROM memories WHERE pair_id = ? AND local_id IS NOT NULL", (pair_id,)
        )
        return {local_id: values_of(values) for local_id, values in rows}
