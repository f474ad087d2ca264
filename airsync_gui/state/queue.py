"""The journal: operations decided and not yet done, and those that were refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, groupby

from msgspec import Struct
from msgspec.structs import replace as replaced

from airsync_gui.errors import Refused
from airsync_gui.state.codec import error_in, error_out, operation_in, operation_out
from airsync_gui.state.decoding import decoding
from airsync_gui.sync.operations import Operation, Refusal
from airsync_gui.sync.records import Memory, RecordId, Side, Uid
from airsync_gui.sync.settle import Journalled, JournalState


class QueueRow(Struct, frozen=True):
    """One line of the queue, for a person."""

    id: int
    pair_id: str
    operation: Operation
    state: JournalState
    tries: int
    since: datetime
    error: Refused | None


@decoding
def load(db: sqlite3.Connection, pair_id: str) -> tuple[list[Journalled], dict[int, Refused]]:
    """A pair's journal in order, and by number the errors of the operations that a side refused."""
    rows = db.execute("SELECT * FROM queue WHERE pair_id = ? ORDER BY position, id", (pair_id,)).fetchall()
    refusals = {row["id"]: error_in(row["error"]) for row in rows if row["state"] == "refused" and not row["checked"]}
    return [_journalled(row) for row in rows], refusals


@decoding
def listed(db: sqlite3.Connection, pair_id: str | None = None) -> list[QueueRow]:
    """Every line, refused ones first; of one pair or of all."""
    rows = db.execute(
        "SELECT * FROM queue WHERE ?1 IS NULL OR pair_id = ?1 ORDER BY state <> 'refused', position, id", (pair_id,)
    )
    return [
        QueueRow(
            row["id"],
            row["pair_id"],
            operation_in(row["operation"]),
            row["state"],
            row["tries"],
            datetime.fromisoformat(row["since"]),
            error_in(row["error"]) if row["state"] == "refused" else None,
        )
        for row in rows
    ]


@decoding
def senders(db: sqlite3.Connection, pair_id: str) -> dict[tuple[Uid, Side], int]:
    """(uid, side) → the run that planned what stands there in the queue, where history still knows it."""
    sql = "SELECT uid, side, run_id FROM queue JOIN runs ON runs.id = queue.run_id WHERE queue.pair_id = ?"
    rows = db.execute(sql, (pair_id,))
    return {(row["uid"], Side(row["side"])): row["run_id"] for row in rows}


@decoding
def refused(db: sqlite3.Connection, entry_id: int) -> tuple[str, Operation] | None:
    """(pair id, operation) of one refused line; None when there is none (any more)."""
    sql = "SELECT pair_id, operation FROM queue WHERE id = ? AND state = 'refused'"
    row = db.execute(sql, (entry_id,)).fetchone()
    return (row["pair_id"], operation_in(row["operation"])) if row else None


@decoding
def refused_in_airtable(db: sqlite3.Connection, pair_id: str, uid: Uid) -> tuple[Operation, Refused] | None:
    """What Airtable's side of a record was refused, and why; None where nothing is (any more)."""
    sql = "SELECT operation, error FROM queue WHERE pair_id = ? AND uid = ? AND side = ? AND state = 'refused'"
    row = db.execute(sql, (pair_id, uid, Side.AIRTABLE)).fetchone()
    return (operation_in(row["operation"]), error_in(row["error"])) if row else None


def replace(
    db: sqlite3.Connection,
    run_id: int,
    pair_id: str,
    operations: Sequence[Operation],
    refusals: Sequence[Refusal],
    at: datetime,
    only: frozenset[Uid] | None,
) -> list[Journalled]:
    """Put a plan's operations in place of everything that stood there (of these records, with ``only``)."""
    # What was refused and what was not are told apart: a value that was mended since begins anew.
    before = {
        (row["uid"], row["side"], row["state"] == "refused"): (row["since"], row["tries"])
        for row in db.execute("SELECT uid, side, state, since, tries FROM queue WHERE pair_id = ?", (pair_id,))
    }
    # One that waits as before is found under its number again, by whoever listed it before this run.
    known = {
        (row["uid"], row["side"], row["operation"]): row["id"]
        for row in db.execute(
            "SELECT id, uid, side, operation FROM queue WHERE pair_id = ? AND state = 'refused'", (pair_id,)
        )
        if only is None or row["uid"] in only
    }
    new = (at.isoformat(), 0)
    if only is None:
        db.execute("DELETE FROM queue WHERE pair_id = ?", (pair_id,))
    else:
        db.executemany("DELETE FROM queue WHERE pair_id = ? AND uid = ?", [(pair_id, uid) for uid in only])
    planned = (
        _line(run_id, pair_id, position, op, before.get((op.uid, op.side, False), new))
        for position, op in enumerate(operations)
    )
    waiting = (
        _line(
            run_id, pair_id, len(operations), r.operation, before.get((r.operation.uid, r.operation.side, True), new), r
        )
        for r in refusals
    )
    newest = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'queue'").fetchone()
    again = ((known.get((line[_UID], line[_SIDE], line[_OPERATION])), *line) for line in waiting)
    db.executemany(_INSERT, chain(((None, *line) for line in planned), again))
    sql = "SELECT id FROM queue WHERE id > ? ORDER BY id LIMIT ?"
    ids = db.execute(sql, (newest["seq"] if newest else 0, len(operations)))
    return [Journalled(row["id"], op, "pending") for row, op in zip(ids, operations, strict=True)]


_INSERT = """
INSERT INTO queue
(id, pair_id, run_id, position, uid, side, kind, label, operation, state, error, since, tries, checked)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UID, _SIDE, _OPERATION = 3, 4, 7
"""Places in a line."""


def _line(
    run_id: int,
    pair_id: str,
    position: int,
    operation: Operation,
    waited: tuple[str, int],
    refusal: Refusal | None = None,
) -> tuple[object, ...]:
    return (
        pair_id,
        run_id,
        position,
        operation.uid,
        operation.side,
        operation.kind,
        operation.label,
        operation_out(operation),
        "refused" if refusal else "pending",
        error_out(refusal.error) if refusal else "",
        *waited,
        bool(refusal and refusal.by_validation),
    )


def sending(db: sqlite3.Connection, entry_ids: Sequence[int], at: datetime) -> None:
    """Mark operations as sent now."""
    db.executemany(
        "UPDATE queue SET state = 'in_flight', sent_at = ?, tries = tries + 1 WHERE id BETWEEN ? AND ?",
        [(at.isoformat(), *stretch) for stretch in _stretches(entry_ids)],
    )


def set_state(db: sqlite3.Connection, entry_ids: Sequence[int], state: JournalState, error: str) -> None:
    """Change the state of operations that were not done."""
    db.executemany(
        "UPDATE queue SET state = ?, error = ? WHERE id = ?", [(state, error, entry_id) for entry_id in entry_ids]
    )


def refuse(db: sqlite3.Connection, entry_id: int, error: Refused, at: datetime) -> None:
    """Mark one operation as refused, with Airtable's (or the table's) own words."""
    db.execute(
        "UPDATE queue SET state = 'refused', error = ?, since = ? WHERE id = ?",
        (error_out(error), at.isoformat(), entry_id),
    )


@decoding
def records(db: sqlite3.Connection, entry_ids: Sequence[int]) -> list[tuple[str, RecordId]]:
    """(pair, Airtable's record) of these operations, where they are about one that is there."""
    rows = [db.execute("SELECT pair_id, operation FROM queue WHERE id = ?", (i,)).fetchone() for i in entry_ids]
    found = [(row["pair_id"], operation_in(row["operation"]).record_id) for row in rows if row is not None]
    return [(pair_id, record_id) for pair_id, record_id in found if record_id]


def remove(db: sqlite3.Connection, entry_ids: Iterable[int]) -> None:
    """Take operations out of the journal."""
    db.executemany("DELETE FROM queue WHERE id BETWEEN ? AND ?", _stretches(entry_ids))


def _stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The same numbers as stretches without a gap, from the first to the last of each."""
    return [
        ((stretch := [number for _, number in group])[0], stretch[-1])
        for _, group in groupby(enumerate(sorted(numbers)), key=lambda each: each[1] - each[0])
    ]


def left_to_send(db: sqlite3.Connection, pair_id: str) -> bool:
    """Whether any operation waits to be sent; refused ones wait for something else."""
    row = db.execute("SELECT 1 FROM queue WHERE pair_id = ? AND state <> 'refused' LIMIT 1", (pair_id,)).fetchone()
    return row is not None


def memory_after_drop(operation: Operation, known: Memory | None) -> Memory:
    """The memory that leaves both sides as they are, for an operation that a person gave up."""
    memory = known or Memory(operation.uid, operation.local_id, operation.record_id)
    if operation.kind == "update":
        others = {**operation.other, **operation.unread}
        here, there = (operation.before, others), (others, operation.before)
        local, airtable = here if operation.side is Side.LOCAL else there
        return replaced(memory, local={**memory.local, **local}, airtable={**memory.airtable, **airtable})
    still_has = operation.side if operation.kind == "delete" else operation.side.other
    if operation.kind == "create":
        values = dict(operation.other)
        filled = {"local": values} if still_has is Side.LOCAL else {"airtable": values}
        memory = replaced(memory, **filled)
    return replaced(memory, tombstone=still_has)


@decoding
def _journalled(row: sqlite3.Row) -> Journalled:
    return Journalled(
        id=row["id"],
        operation=operation_in(row["operation"]),
        state=row["state"],
        sent_at=datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None,
        tries=row["tries"],
    )
