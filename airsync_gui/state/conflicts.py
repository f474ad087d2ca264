"""Parked records: conflicts that wait for a person, their answers, and the log of how each one ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from airsync_gui.state.codec import conflict_in, conflict_out, resolution_in, resolution_out
from airsync_gui.state.decoding import decoding

if TYPE_CHECKING:
    from airsync_gui.sync.operations import Conflict
    from airsync_gui.sync.plan import Plan
    from airsync_gui.sync.records import Uid
    from airsync_gui.sync.resolve import Resolution


class ConflictRow(Struct, frozen=True):
    """One open conflict, for a person.

    Attributes:
        opened_at: when a run first met it. seen_at: when it was last seen as it is now.
        answered: a person has answered; a run still has to finish it.
    """

    pair_id: str
    conflict: Conflict
    opened_at: datetime
    seen_at: datetime
    answered: bool


class ClosedConflict(Struct, frozen=True):
    """One line of the conflict log; ``how`` is ``answered``, ``settled`` (by a rule, or by becoming equal)."""

    pair_id: str
    conflict: Conflict
    opened_at: datetime
    closed_at: datetime
    how: str


def record(
    db: sqlite3.Connection, run_id: int, pair_id: str, plan: Plan, at: datetime, only: frozenset[Uid] | None
) -> None:
    """Open and refresh what the plan found; close what it no longer finds."""
    unfit = set(plan.unfit)
    for uid in unfit:
        db.execute("UPDATE conflicts SET answer = NULL, by_hand = 1 WHERE pair_id = ? AND uid = ?", (pair_id, uid))
    for conflict in plan.conflicts:
        put(db, pair_id, conflict, at, keep_answer=conflict.uid in plan.resolving)
    if only is not None:
        return
    kept = {conflict.uid for conflict in plan.conflicts} | set(plan.resolving)
    kept |= {held.uid for held in plan.held if held.uid}
    rows = db.execute("SELECT uid FROM conflicts WHERE pair_id = ?", (pair_id,)).fetchall()
    for row in rows:
        if row["uid"] not in kept:
            close(db, pair_id, row["uid"], "settled", run_id, at)


def put(db: sqlite3.Connection, pair_id: str, conflict: Conflict, at: datetime, *, keep_answer: bool = False) -> None:
    """Open a conflict, or show what is there now; its age stays, and that it comes from an undo."""
    db.execute(
        "INSERT INTO conflicts (pair_id, uid, kind, label, conflict, opened_at, seen_at, undone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (pair_id, uid) DO UPDATE SET kind = excluded.kind, label = excluded.label,"
        " conflict = excluded.conflict, answer = CASE WHEN ? THEN answer END, undone = MAX(undone, excluded.undone),"
        " seen_at = CASE WHEN conflict = excluded.conflict THEN seen_at ELSE excluded.seen_at END",
        (
            pair_id,
            conflict.uid,
            conflict.kind,
            conflict.label,
            conflict_out(conflict),
            at.isoformat(),
            at.isoformat(),
            conflict.kind == "undone",
            keep_answer,
        ),
    )


def close(db: sqlite3.Connection, pair_id: str, uid: Uid, how: str, run_id: int, at: datetime) -> None:
    """Move a conflict to the log."""
    db.execute(
        "INSERT INTO conflict_log (pair_id, uid, kind, label, conflict, opened_at, closed_at, how, answer, run_id)"
        " SELECT pair_id, uid, kind, label, conflict, opened_at, ?, ?, answer, ? FROM conflicts"
        " WHERE pair_id = ? AND uid = ?",
        (at.isoformat(), how, run_id, pair_id, uid),
    )
    db.execute("DELETE FROM conflicts WHERE pair_id = ? AND uid = ?", (pair_id, uid))


def answer(db: sqlite3.Connection, pair_id: str, resolution: Resolution) -> None:
    """Keep an answer with its conflict."""
    db.execute(
        "UPDATE conflicts SET answer = ? WHERE pair_id = ? AND uid = ?",
        (resolution_out(resolution), pair_id, resolution.uid),
    )


def reopen(db: sqlite3.Connection, pair_id: str, uids: Iterable[Uid]) -> None:
    """The answer could not be carried out: the conflict stays open, by hand only."""
    db.executemany(
        "UPDATE conflicts SET answer = NULL, by_hand = 1 WHERE pair_id = ? AND uid = ?",
        [(pair_id, uid) for uid in uids],
    )


def drop_answers(db: sqlite3.Connection, pair_id: str, uids: Iterable[Uid]) -> None:
    """The answers are no longer wanted, or carried out; the conflicts stay."""
    db.executemany("UPDATE conflicts SET answer = NULL WHERE pair_id = ? AND uid = ?", [(pair_id, uid) for uid in uids])


def forget(db: sqlite3.Connection, pair_id: str, uids: Iterable[Uid]) -> None:
    """These never were for a person to see."""
    db.executemany("DELETE FROM conflicts WHERE pair_id = ? AND uid = ?", [(pair_id, uid) for uid in uids])


def parked(db: sqlite3.Connection, pair_id: str) -> tuple[frozenset[Uid], frozenset[Uid]]:
    """The records that wait, and those of them of which something was undone."""
    rows = db.execute("SELECT uid, undone FROM conflicts WHERE pair_id = ?", (pair_id,)).fetchall()
    return frozenset(row["uid"] for row in rows), frozenset(row["uid"] for row in rows if row["undone"])


def by_hand(db: sqlite3.Connection, pair_id: str) -> frozenset[Uid]:
    """Records that no policy may settle."""
    rows = db.execute("SELECT uid FROM conflicts WHERE pair_id = ? AND by_hand = 1", (pair_id,))
    return frozenset(row["uid"] for row in rows)


@decoding
def answers(db: sqlite3.Connection, pair_id: str) -> dict[Uid, Resolution]:
    """Answers that are not carried out yet."""
    rows = db.execute("SELECT uid, answer FROM conflicts WHERE pair_id = ? AND answer IS NOT NULL", (pair_id,))
    return {row["uid"]: resolution_in(row["answer"]) for row in rows}


@decoding
def listed(db: sqlite3.Connection, pair_id: str | None = None, uid: Uid | None = None) -> list[ConflictRow]:
    """Open conflicts, oldest first; of one pair or of all, or only that of one record."""
    rows = db.execute(
        "SELECT * FROM conflicts WHERE (?1 IS NULL OR pair_id = ?1) AND (?2 IS NULL OR uid = ?2)"
        " ORDER BY opened_at, label",
        (pair_id, uid),
    )
    return [
        ConflictRow(
            row["pair_id"],
            conflict_in(row["conflict"]),
            datetime.fromisoformat(row["opened_at"]),
            datetime.fromisoformat(row["seen_at"]),
            row["answer"] is not None,
        )
        for row in rows
    ]


@decoding
def log(db: sqlite3.Connection, pair_id: str | None = None) -> list[ClosedConflict]:
    """Every closed conflict, newest first."""
    rows = db.execute("SELECT * FROM conflict_log WHERE ?1 IS NULL OR pair_id = ?1 ORDER BY id DESC", (pair_id,))
    return [
        ClosedConflict(
            row["pair_id"],
            conflict_in(row["conflict"]),
            datetime.fromisoformat(row["opened_at"]),
            datetime.fromisoformat(row["closed_at"]),
            row["how"],
        )
        for row in rows
    ]


@decoding
def settled_by(db: sqlite3.Connection, run_id: int) -> dict[Uid, Conflict]:
    """The conflicts that a run settled by an answer, by record."""
    rows = db.execute("SELECT uid, conflict FROM conflict_log WHERE run_id = ? AND how = 'answered'", (run_id,))
    return {row["uid"]: conflict_in(row["conflict"]) for row in rows}
