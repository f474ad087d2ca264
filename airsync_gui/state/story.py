"""Everything that the state file knows of one record: what was last in step, what was done to it, what waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from airsync_gui.state import conflicts, history, memories, queue
from airsync_gui.state.conflicts import ClosedConflict, ConflictRow
from airsync_gui.state.decoding import moment
from airsync_gui.state.history import ChangeRow
from airsync_gui.state.queue import QueueRow
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Memory, Uid, Values


class Story(Struct, frozen=True):
    """One record.

    Attributes:
        memory: None once it is forgotten (it is gone on both sides).
        in_step_at: when its memory last moved.
        changes: what runs did to it, oldest first; ``run_kinds`` says what kind of run each was.
        held: (side, reason, detail) of the last run.
    """

    uid: Uid
    memory: Memory | None
    in_step_at: datetime | None
    changes: Sequence[ChangeRow]
    run_kinds: dict[int, str]
    conflict: ConflictRow | None
    closed: Sequence[ClosedConflict]
    waiting: Sequence[QueueRow]
    held: Sequence[tuple[str, str, str]]


def find(db: sqlite3.Connection, pair: Pair, key: str) -> list[Uid]:
    """The records that go (or went) by this key, this Airtable id or this id of ours; those still known first."""
    found = [
        memory.uid
        for memory in memories.load(db, pair.id)
        if key in (memory.uid, memory.record_id, _label(pair, memory.local), _label(pair, memory.airtable))
    ]
    for table in ("conflicts", "queue", "held", "changes"):
        rows = db.execute(
            f"SELECT DISTINCT uid FROM {table} WHERE pair_id = ? AND uid IS NOT NULL AND ? IN (label, uid)",  # noqa: S608 - our own
            (pair.id, key),
        )
        found += [row["uid"] for row in rows]
    return list(dict.fromkeys(found))


def _label(pair: Pair, values: Values) -> str:
    return ", ".join(str(part) for part in pair.key_of(values) if part is not None)


def tell(db: sqlite3.Connection, pair: Pair, uid: Uid) -> Story:
    """All about one record."""
    step = db.execute("SELECT in_step_at FROM memories WHERE pair_id = ? AND uid = ?", (pair.id, uid)).fetchone()
    changes = history.of_record(db, pair.id, uid)
    kinds = {
        row["id"]: row["kind"]
        for row in db.execute(
            "SELECT DISTINCT runs.id, runs.kind FROM runs JOIN changes ON changes.run_id = runs.id"
            " WHERE changes.pair_id = ? AND changes.uid = ?",
            (pair.id, uid),
        )
    }
    held = db.execute("SELECT side, reason, detail FROM held WHERE pair_id = ? AND uid = ?", (pair.id, uid))
    return Story(
        uid=uid,
        memory=memories.get(db, pair.id, uid),
        in_step_at=moment(step["in_step_at"]) if step else None,
        changes=changes,
        run_kinds=kinds,
        conflict=next(iter(conflicts.listed(db, pair.id, uid)), None),
        closed=[row for row in conflicts.log(db, pair.id) if row.conflict.uid == uid],
        waiting=[row for row in queue.listed(db, pair.id) if row.operation.uid == uid],
        held=[(row["side"], row["reason"], row["detail"]) for row in held],
    )
