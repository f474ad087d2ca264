"""Runs, and what each did, record by record, with the values before and after and the rule that decided."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from airsync_gui.errors import NotFound
from airsync_gui.state.codec import rules_in, rules_out, values_in
from airsync_gui.state.decoding import decoding
from airsync_gui.state.json_text import dump, dump_values
from airsync_gui.sync.ports import Completion, RunOutcome
from airsync_gui.sync.records import FieldId, RecordId, Side, Uid, Values
from airsync_gui.sync.undo import PastChange

if TYPE_CHECKING:
    from airsync_gui.sync.operations import Operation
    from airsync_gui.sync.settle import Arrival

AS_AFTER = ""
"""What stands in place of the other side's values where the written side has the same by now."""


class RunRow(Struct, frozen=True):
    """One run; ``status`` is ``running`` for one that died or still goes on.

    Attributes:
        undoes: for an undo, the run that it undid.
    """

    id: int
    pair_id: str
    kind: str
    started: datetime
    ended: datetime | None
    status: str
    error: str
    api_calls: int
    changes: int
    undoes: int | None = None


class ChangeRow(Struct, frozen=True):
    """One record written on one side by one run; ``other`` is what the other side had in these fields.

    Attributes:
        raw: of a row deleted on this computer: all of it, in words of its table's own.
    """

    id: int
    run_id: int
    pair_id: str
    uid: Uid
    label: str
    side: Side
    kind: str
    before: Values
    after: Values
    other: Values
    rules: Mapping[FieldId, str]
    overwrites: Mapping[FieldId, Side]
    reports: Mapping[FieldId, str]
    at: datetime
    raw: str = ""


def begin(db: sqlite3.Connection, pair_id: str, kind: str, at: datetime, undoes: int | None = None) -> int:
    """A new run; its number.

    Whoever begins a sync or an answer holds the pair's tables, so an earlier run that never ended has died.
    """
    if kind != "drop":
        dead = "UPDATE runs SET status = 'interrupted', ended = started WHERE pair_id = ? AND status = 'running'"
        db.execute(dead, (pair_id,))
    cursor = db.execute(
        "INSERT INTO runs (pair_id, kind, started, undoes) VALUES (?, ?, ?, ?)", (pair_id, kind, at.isoformat(), undoes)
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def finish(db: sqlite3.Connection, run_id: int, outcome: RunOutcome, at: datetime) -> None:
    """Note how a run ended."""
    db.execute(
        "UPDATE runs SET ended = ?, status = ?, error = ?, api_calls = ? WHERE id = ?",
        (at.isoformat(), outcome.status, outcome.error, outcome.api_calls, run_id),
    )


def usual_calls(db: sqlite3.Connection, since: datetime) -> dict[str, float]:
    """Pair id → calls of an average sync since then."""
    rows = db.execute(
        "SELECT pair_id, AVG(api_calls) FROM runs WHERE kind = 'sync' AND status = 'done' AND started >= ? GROUP BY 1",
        (since.isoformat(),),
    )
    return {row[0]: row[1] for row in rows}


def pair_of(db: sqlite3.Connection, run_id: int) -> str:
    """The pair that a run belongs to. Raises NotFound where there is no such run."""
    row = db.execute("SELECT pair_id FROM runs WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        raise NotFound(what="run", name=str(run_id), where="the history")
    pair_id: str = row["pair_id"]
    return pair_id


def kind_of(db: sqlite3.Connection, run_id: int) -> str:
    """What kind of run it was; empty where there is no such run."""
    row = db.execute("SELECT kind FROM runs WHERE id = ?", (run_id,)).fetchone()
    return str(row["kind"]) if row else ""


def add_changes(
    db: sqlite3.Connection, run_id: int, pair_id: str, done: Iterable[Completion | Arrival], at: datetime
) -> None:
    """Add what was done."""
    changes = [
        _change(run_id, pair_id, d.operation, d.operation.kind, d.after, at, _record_id(d), _raw(d)) for d in done
    ]
    _insert(db, changes)


def _record_id(done: Completion | Arrival) -> RecordId | None:
    """The Airtable record's id; a new one is known by its answer."""
    memory = done.memory if isinstance(done, Completion) else None
    return memory.record_id if memory and done.operation.kind == "create" else done.operation.record_id


def _raw(done: Completion | Arrival) -> str:
    return done.raw if isinstance(done, Completion) else ""


def forget_before(db: sqlite3.Connection, at: datetime) -> None:
    """Forget what was done before that time, for good: it can be neither explained nor undone any more."""
    moment = (at.isoformat(),)
    db.execute("DELETE FROM changes WHERE at < ?", moment)
    db.execute("DELETE FROM conflict_log WHERE closed_at < ?", moment)
    db.execute("DELETE FROM schema_log WHERE at < ?", moment)
    forget_quiet(db, at)


def forget_quiet(db: sqlite3.Connection, at: datetime) -> None:
    """Forget runs before that time that changed nothing; how each pair was last synced is known all the same."""
    db.execute(
        "DELETE FROM runs WHERE started < ? AND status <> 'running'"
        " AND NOT EXISTS (SELECT 1 FROM changes WHERE run_id = runs.id)"
        " AND EXISTS (SELECT 1 FROM runs AS later WHERE later.pair_id = runs.pair_id AND later.id > runs.id"
        " AND later.kind = 'sync' AND later.status = 'done')",
        (at.isoformat(),),
    )


def add_dropped(db: sqlite3.Connection, run_id: int, pair_id: str, operation: Operation, at: datetime) -> None:
    """Note an operation that a person gave up."""
    _insert(db, [_change(run_id, pair_id, operation, f"dropped {operation.kind}", {}, at, operation.record_id)])


def _insert(db: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    db.executemany(
        "INSERT INTO changes (run_id, pair_id, uid, label, side, kind, before_values, after_values, other_values,"
        " rules, overwrites, reports, at, local_id, record_id, raw)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _change(
    run_id: int,
    pair_id: str,
    op: Operation,
    kind: str,
    after: Values,
    at: datetime,
    record_id: RecordId | None,
    raw: str = "",
) -> tuple[object, ...]:
    return (
        run_id,
        pair_id,
        op.uid,
        op.label,
        op.side,
        kind,
        dump_values(op.before),
        dump_values(after),
        AS_AFTER if op.other == after else dump_values(op.other),
        dump(rules_out(op.rules, after or op.before)),
        dump(dict(op.overwrites)),
        dump(dict(op.reports)),
        at.isoformat(),
        op.local_id,
        record_id,
        raw,
    )


@decoding
def past(db: sqlite3.Connection, run_id: int) -> list[PastChange]:
    """What one run did, in order, as an undo needs it."""
    rows = db.execute("SELECT * FROM changes WHERE run_id = ? AND kind NOT LIKE 'dropped%' ORDER BY id", (run_id,))
    return [
        PastChange(
            row["id"],
            row["uid"],
            row["label"],
            Side(row["side"]),
            row["kind"],
            values_in(json.loads(row["before_values"])) or {},
            values_in(json.loads(row["after_values"])) or {},
            row["local_id"],
            row["record_id"],
            row["raw"],
        )
        for row in rows
    ]


def successors(db: sqlite3.Connection) -> dict[RecordId, RecordId]:
    """Id of a record that was deleted and made again → the id it has now, of all pairs."""
    rows = db.execute(
        "SELECT changes.record_id AS was, memories.record_id AS now FROM changes"
        " JOIN memories ON memories.pair_id = changes.pair_id AND memories.uid = changes.uid"
        " WHERE changes.kind = 'delete' AND changes.side = 'airtable' AND changes.record_id IS NOT NULL"
        " AND memories.record_id <> changes.record_id",
    )
    return {row["was"]: row["now"] for row in rows}


@decoding
def runs(db: sqlite3.Connection, pair_id: str | None = None, most: int = 200) -> list[RunRow]:
    """The newest runs first."""
    rows = db.execute(
        "SELECT runs.*, (SELECT COUNT(*) FROM changes WHERE run_id = runs.id) AS changes"
        " FROM runs WHERE ?1 IS NULL OR pair_id = ?1 ORDER BY id DESC LIMIT ?2",
        (pair_id, most),
    )
    return [
        RunRow(
            row["id"],
            row["pair_id"],
            row["kind"],
            datetime.fromisoformat(row["started"]),
            datetime.fromisoformat(row["ended"]) if row["ended"] else None,
            row["status"],
            row["error"],
            row["api_calls"],
            row["changes"],
            row["undoes"],
        )
        for row in rows
    ]


def changes(db: sqlite3.Connection, run_id: int, most: int | None = None) -> list[ChangeRow]:
    """What one run did, in order; the first so many of it."""
    limit = -1 if most is None else most
    return _listed(db.execute("SELECT * FROM changes WHERE run_id = ? ORDER BY id LIMIT ?", (run_id, limit)))


def of_record(db: sqlite3.Connection, pair_id: str, uid: Uid) -> list[ChangeRow]:
    """What every run did to one record, in order."""
    return _listed(db.execute("SELECT * FROM changes WHERE pair_id = ? AND uid = ? ORDER BY id", (pair_id, uid)))


@decoding
def _listed(rows: Iterable[sqlite3.Row]) -> list[ChangeRow]:
    return [_change_row(row) for row in rows]


def _change_row(row: sqlite3.Row) -> ChangeRow:
    before, after = (values_in(json.loads(row[name])) or {} for name in ("before_values", "after_values"))
    return ChangeRow(
        row["id"],
        row["run_id"],
        row["pair_id"],
        row["uid"],
        row["label"],
        Side(row["side"]),
        row["kind"],
        before,
        after,
        after if row["other_values"] == AS_AFTER else values_in(json.loads(row["other_values"])) or {},
        rules_in(json.loads(row["rules"]), after or before),
        {f: Side(s) for f, s in json.loads(row["overwrites"]).items()},
        json.loads(row["reports"]),
        datetime.fromisoformat(row["at"]),
        row["raw"],
    )
