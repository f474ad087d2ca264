"""The engine's store: memories, journal, conflicts, held rows and history move forward together.

Every public method is one transaction (:class:`airsync_gui.sync.ports.Store` says what each must keep). Rows of
single tables are written by the modules beside this one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from airsync_gui.errors import Refused
from airsync_gui.state import conflicts, feeds, history, memories, queue, schema_log
from airsync_gui.state.codec import fields_in, mapping_in
from airsync_gui.state.database import Database
from airsync_gui.state.decoding import decoding
from airsync_gui.state.json_text import dump
from airsync_gui.state.staging import SqliteStaging
from airsync_gui.sync.mapping import Bound, mapped_anew
from airsync_gui.sync.match import Held
from airsync_gui.sync.operations import Conflict, Note, Operation
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.ports import Completion, PairState, RunOutcome
from airsync_gui.sync.records import FieldId, Memory, RecordId, Side, Uid
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.settle import Arrival, Journalled, JournalState, Settled


class SqliteStore:
    """:class:`airsync_gui.sync.ports.Store` over the state file."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self, pair_id: str) -> PairState:
        """Everything remembered about a pair, as one consistent reading."""
        with self.database.reading() as db:
            journal, refusals = queue.load(db, pair_id)
            parked, undone = conflicts.parked(db, pair_id)
            state = db.execute("SELECT * FROM pair_states WHERE pair_id = ?", (pair_id,)).fetchone()
            held = db.execute(
                "SELECT uid, fingerprint, suspects, detail FROM held WHERE pair_id = ?", (pair_id,)
            ).fetchall()
            return PairState(
                memories=memories.Stored(self.database, pair_id),
                journal=journal,
                refusals=refusals,
                by_hand=conflicts.by_hand(db, pair_id),
                parked=parked,
                undone=undone,
                held={row["uid"]: row["detail"] for row in held if row["uid"]},
                resolutions=conflicts.answers(db, pair_id),
                bad_rows=frozenset(row["fingerprint"] for row in held if row["fingerprint"]),
                suspects={row["uid"]: frozenset(_names(row["suspects"])) for row in held if row["suspects"] != "[]"},
                first_run=state is None or bool(state["first_run"]),
                ended_with_newline=None
                if state is None or state["ended_with_newline"] is None
                else bool(state["ended_with_newline"]),
                fields=fields_in(state["fields"]) if state else {},
                mapping=mapping_in(state["mapping"]) if state else {},
            )

    def follow_mapping(self, pair_id: str, mapping: Mapping[FieldId, Bound]) -> None:
        """Keep what the memories are made with from now on; forget of them what was bound otherwise before."""
        with self.database.transaction() as db:
            row = db.execute("SELECT mapping FROM pair_states WHERE pair_id = ?", (pair_id,)).fetchone()
            then = mapping_in(row["mapping"]) if row else {}
            if then == mapping:
                return
            if anew := mapped_anew(then, mapping):
                memories.forget_fields(db, pair_id, anew)
            db.execute("INSERT OR IGNORE INTO pair_states (pair_id) VALUES (?)", (pair_id,))
            db.execute("UPDATE pair_states SET mapping = ? WHERE pair_id = ?", (dump(dict(mapping)), pair_id))

    def knows_record(self, pair_id: str, record_id: RecordId) -> bool:
        """Whether a record of Airtable's is remembered."""
        with self.database.reading() as db:
            return memories.knows_record(db, pair_id, record_id)

    def staging(self, pair_id: str) -> SqliteStaging:
        """Where a run notes the rows that are as remembered."""
        return SqliteStaging(self.database, pair_id)

    def begin(self, pair_id: str, kind: str, at: datetime, undoes: int | None = None) -> int:
        """Note the start of a run."""
        with self.database.transaction() as db:
            return history.begin(db, pair_id, kind, at, undoes)

    def record_plan(
        self,
        run_id: int,
        pair_id: str,
        plan: Plan,
        at: datetime,
        settled: Settled | None = None,
        only: frozenset[Uid] | None = None,
    ) -> Sequence[Journalled]:
        """Journal a plan before its first write."""
        with self.database.transaction() as db:
            if settled is not None:
                memories.put(db, pair_id, settled.moved, at)
                _note_arrived(db, run_id, pair_id, settled.arrived, at)
            memories.put(db, pair_id, plan.remember, at)
            memories.forget(db, pair_id, plan.forget)
            schema_log.note_conflicts(db, pair_id, plan.conflicts, at)
            conflicts.record(db, run_id, pair_id, plan, at, only)
            if only is None:
                _record_held(db, pair_id, plan.held, at)
                _record_notes(db, pair_id, plan, at)
            return queue.replace(db, run_id, pair_id, plan.operations, plan.refusals, at, only)

    def sending(self, entry_ids: Sequence[int], at: datetime) -> None:
        """These operations are about to be sent."""
        with self.database.transaction() as db:
            queue.sending(db, entry_ids, at)

    def done(self, run_id: int, completions: Sequence[Completion], at: datetime) -> None:
        """Move operation, memory and history forward together."""
        with self.database.transaction() as db:
            pair_id = history.pair_of(db, run_id)
            queue.remove(db, [completion.entry_id for completion in completions])
            memories.put(db, pair_id, [c.memory for c in completions if c.memory and c.operation.in_step], at)
            memories.put_apart(db, pair_id, [c.memory for c in completions if c.memory and not c.operation.in_step], at)
            memories.forget(db, pair_id, [c.operation.uid for c in completions if c.memory is None])
            memories.name_alone(db, pair_id, [c.memory for c in completions if c.memory and _is_new_row(c)])
            history.add_changes(db, run_id, pair_id, completions, at)
            feeds.answered(db, pair_id, [c.answer for c in completions if c.answer is not None])
            feeds.take_out(db, pair_id, _deleted_in_airtable(completions))

    def refuse(self, run_id: int, entry_id: int, error: Refused, at: datetime) -> None:
        """An operation was turned down: it waits for a change."""
        with self.database.transaction() as db:
            queue.refuse(db, entry_id, error, at)

    def set_state(self, entry_ids: Sequence[int], state: JournalState, error: str = "") -> None:
        """Not done: the outcome is unknown, or the operation waits for another try."""
        with self.database.transaction() as db:
            queue.set_state(db, entry_ids, state, error)

    def withdraw(self, entry_ids: Sequence[int], *, gone: bool = False) -> None:
        """Operations that are no longer wanted; with ``gone`` Airtable has not got their records any more."""
        with self.database.transaction() as db:
            for pair_id, record_id in queue.records(db, entry_ids) if gone else ():
                feeds.take_out(db, pair_id, [record_id])
            queue.remove(db, entry_ids)

    def park(self, run_id: int, conflict: Conflict, at: datetime) -> None:
        """A conflict found while writing: the record's operations are withdrawn."""
        with self.database.transaction() as db:
            pair_id = history.pair_of(db, run_id)
            _show(db, pair_id, conflict, at)

    def show_again(self, pair_id: str, conflict: Conflict, at: datetime) -> None:
        """The conflict shows what is there now; what was left of an earlier answer is no longer wanted."""
        with self.database.transaction() as db:
            _show(db, pair_id, conflict, at)

    def answer(self, pair_id: str, resolution: Resolution, at: datetime) -> None:
        """Keep a person's answer until it is carried out."""
        with self.database.transaction() as db:
            conflicts.answer(db, pair_id, resolution)

    def park_to_undo(
        self,
        pair_id: str,
        to_park: Sequence[Conflict],
        resolutions: Sequence[Resolution],
        remember: Sequence[Memory],
        at: datetime,
    ) -> None:
        """Put records aside, each with what an undo is to put back."""
        with self.database.transaction() as db:
            memories.put(db, pair_id, remember, at)
            for conflict in to_park:
                conflicts.put(db, pair_id, conflict, at)
            for resolution in resolutions:
                conflicts.answer(db, pair_id, resolution)

    def call_off(self, pair_id: str, uids: Sequence[Uid], new: Sequence[Uid]) -> None:
        """Nothing of an undo was written."""
        with self.database.transaction() as db:
            conflicts.drop_answers(db, pair_id, uids)
            conflicts.forget(db, pair_id, new)
            db.executemany("DELETE FROM queue WHERE pair_id = ? AND uid = ?", [(pair_id, uid) for uid in uids])

    def answered(
        self,
        run_id: int,
        closed: Sequence[Uid],
        reopened: Sequence[Uid],
        at: datetime,
        left_open: Sequence[Conflict] = (),
    ) -> None:
        """Close conflicts whose answers were carried out; open again those that were refused."""
        with self.database.transaction() as db:
            pair_id = history.pair_of(db, run_id)
            for uid in closed:
                conflicts.close(db, pair_id, uid, "answered", run_id, at)
            conflicts.reopen(db, pair_id, reopened)
            for conflict in left_open:
                conflicts.put(db, pair_id, conflict, at)
            db.executemany("DELETE FROM queue WHERE pair_id = ? AND uid = ?", [(pair_id, uid) for uid in reopened])

    def finish(self, run_id: int, pair_id: str, outcome: RunOutcome, at: datetime) -> None:
        """Note how a run ended; a first run is over once nothing is left to send."""
        with self.database.transaction() as db:
            history.finish(db, run_id, outcome, at)
            db.execute("INSERT OR IGNORE INTO pair_states (pair_id) VALUES (?)", (pair_id,))
            if outcome.ended_with_newline is not None:
                db.execute(
                    "UPDATE pair_states SET ended_with_newline = ? WHERE pair_id = ?",
                    (outcome.ended_with_newline, pair_id),
                )
            if outcome.fields is not None and not queue.left_to_send(db, pair_id):
                schema_log.keep_fields(db, pair_id, outcome.fields, at)
                db.execute("UPDATE pair_states SET first_run = 0 WHERE pair_id = ?", (pair_id,))

    def drop(self, entry_id: int, at: datetime) -> Operation | None:
        """Give up one refused operation: the sides stay different from now on, and history says so.

        For an update both memories are set to what was read; a create or delete leaves a tombstone.
        """
        with self.database.transaction() as db:
            row = queue.refused(db, entry_id)
            if row is None:
                return None
            pair_id, operation = row
            run_id = history.begin(db, pair_id, "drop", at)
            known = memories.get(db, pair_id, operation.uid)
            memories.put(db, pair_id, [queue.memory_after_drop(operation, known)], at)
            history.add_dropped(db, run_id, pair_id, operation, at)
            queue.remove(db, [entry_id])
            history.finish(db, run_id, RunOutcome("done"), at)
            return operation

    def forget_pair(self, pair_id: str) -> None:
        """Remove all that is kept about a pair; history stays."""
        with self.database.transaction() as db:
            db.execute("DELETE FROM memories WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM queue WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM conflicts WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM held WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM notes WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM pair_states WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM link_names WHERE pair_id = ?", (pair_id,))
            db.execute("DELETE FROM row_digests WHERE pair_id = ?", (pair_id,))
            feeds.forget(db, pair_id)


def _note_arrived(db: sqlite3.Connection, run_id: int, pair_id: str, arrived: Sequence[Arrival], at: datetime) -> None:
    """What a dead run turns out to have done is that run's own."""
    senders = queue.senders(db, pair_id)
    for arrival in arrived:
        sender = senders.get((arrival.operation.uid, arrival.operation.side), run_id)
        history.add_changes(db, sender, pair_id, [arrival], at)


@decoding
def _names(text: str) -> list[str]:
    return [str(name) for name in json.loads(text)]


def _show(db: sqlite3.Connection, pair_id: str, conflict: Conflict, at: datetime) -> None:
    """A conflict with what was there just now; what was to be written to the record is no longer wanted."""
    conflicts.put(db, pair_id, conflict, at)
    db.execute("DELETE FROM queue WHERE pair_id = ? AND uid = ?", (pair_id, conflict.uid))
    if conflict.airtable is None and conflict.record_id:
        feeds.take_out(db, pair_id, [conflict.record_id])


def _is_new_row(done: Completion) -> bool:
    return done.operation.side is Side.LOCAL and done.operation.kind == "create"


def _deleted_in_airtable(completions: Sequence[Completion]) -> list[RecordId]:
    done = (c.operation for c in completions if c.operation.side is Side.AIRTABLE and c.operation.kind == "delete")
    return [operation.record_id for operation in done if operation.record_id]


def _record_held(db: sqlite3.Connection, pair_id: str, held: Sequence[Held], at: datetime) -> None:
    since = {
        (row["side"], row["reason"], row["fingerprint"], row["uid"], row["label"]): row["since"]
        for row in db.execute("SELECT * FROM held WHERE pair_id = ?", (pair_id,))
    }
    db.execute("DELETE FROM held WHERE pair_id = ?", (pair_id,))
    db.executemany(
        "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                pair_id,
                h.side,
                h.reason,
                h.label,
                h.detail,
                h.uid,
                h.fingerprint,
                dump(list(h.suspects)),
                since.get((h.side, h.reason, h.fingerprint, h.uid, h.label), at.isoformat()),
            )
            for h in held
        ],
    )


def _record_notes(db: sqlite3.Connection, pair_id: str, plan: Plan, at: datetime) -> None:
    """What the last plan had to say; a sanitised value stands in history, not here."""
    drift = [
        Note(f"drift_{d.kind}", d.label, d.uid, None, dump({"side": d.side, "fields": list(d.fields)}))
        for d in plan.drift
    ]
    db.execute("DELETE FROM notes WHERE pair_id = ?", (pair_id,))
    db.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(pair_id, n.code, n.label, n.uid, n.field, n.detail, at.isoformat()) for n in (*plan.notes, *drift)],
    )
