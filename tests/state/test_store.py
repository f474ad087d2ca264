"""The engine's store over a real state file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, RecordGone, Refused
from airsync_gui.state import conflicts, history, memories, queue
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.match import Held
from airsync_gui.sync.operations import Conflict, Operation, Refusal
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.ports import Completion, RunOutcome
from airsync_gui.sync.records import Memory, Side, Value, Values
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.schema import Field
from airsync_gui.sync.settle import Arrival, Journalled, Settled

NOW = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
EVERYTHING: dict[str, Value] = {
    "fldText": "Lämp\n“x”",
    "fldNumber": Decimal("0.1"),
    "fldCheck": True,
    "fldList": ("b", "a, c"),
    "fldDate": date(2026, 2, 28),
    "fldTime": datetime(2026, 2, 28, 23, 59, 59, 250_000, tzinfo=UTC),
    "fldBlank": None,
}
MEMORY = Memory("uid1", '["Ann"]', "rec1", EVERYTHING, EVERYTHING, {"fldText": Side.AIRTABLE}, None, NOW)
CREATE = Operation(
    Side.AIRTABLE, "create", "uid1", "Ann", '["Ann"]', None, values={"fldText": "a"}, other={"fldText": "a"}
)
UPDATE = Operation(
    Side.LOCAL,
    "update",
    "uid2",
    "Bob",
    '["Bob"]',
    "rec2",
    values=EVERYTHING,
    before={"fldText": "old"},
    other=EVERYTHING,
    both=frozenset({"fldText"}),
    rules={"fldText": "merge"},
    reports={"fldText": "cut"},
    overwrites={"fldText": Side.LOCAL},
    counts=False,
    shape="abc",
)
CONFLICT = Conflict(
    "uid3",
    "both_edited",
    "Eve",
    '["Eve"]',
    "rec3",
    ("fldText",),
    EVERYTHING,
    None,
    EVERYTHING,
    EVERYTHING,
    EVERYTHING,
    "row 3",
)
RESOLUTION = Resolution("uid3", EVERYTHING, None, EVERYTHING, EVERYTHING)


def begun(store: SqliteStore) -> int:
    return store.begin("p1", "sync", NOW)


def recorded(store: SqliteStore, plan: Plan, **options: Any) -> Sequence[Journalled]:
    return store.record_plan(begun(store), "p1", plan, options.pop("at", NOW), **options)


def test_a_new_pair_has_nothing_but_its_first_run(store: SqliteStore) -> None:
    state = store.load("p1")
    assert ([*state.memories], state.journal) == ([], [])
    assert state.first_run
    assert state.ended_with_newline is None


def test_memories_come_back_as_they_went_in(store: SqliteStore) -> None:
    tombstone = replace(MEMORY, uid="uid9", local_id=None, tombstone=Side.AIRTABLE, created_at=None)
    recorded(store, Plan("x", remember=(MEMORY, tombstone)))
    assert [*store.load("p1").memories] == [MEMORY, tombstone]
    recorded(store, Plan("x", forget=("uid1",)))
    assert [*store.load("p1").memories] == [tombstone]
    assert [*store.load("p2").memories] == []


def test_the_journal_comes_back_as_it_went_in(store: SqliteStore) -> None:
    entries = recorded(store, Plan("x", operations=(UPDATE, CREATE)))
    assert [entry.operation for entry in entries] == [UPDATE, CREATE]
    journal = store.load("p1").journal
    assert [(e.id, e.operation, e.state) for e in journal] == [(e.id, e.operation, "pending") for e in entries]


def test_an_operation_moves_from_pending_to_done(store: SqliteStore, database: Database) -> None:
    (entry,) = recorded(store, Plan("x", operations=(UPDATE,)))
    store.sending([entry.id], LATER)
    (sent,) = store.load("p1").journal
    assert (sent.state, sent.sent_at, sent.tries) == ("in_flight", LATER, 1)
    store.set_state([entry.id], "unknown", "Unreachable")
    assert [e.state for e in store.load("p1").journal] == ["unknown"]
    run_id = begun(store)
    store.done(run_id, [Completion(entry.id, UPDATE, replace(MEMORY, uid="uid2"), {"fldText": "new"})], LATER)
    state = store.load("p1")
    assert (state.journal, [m.uid for m in state.memories]) == ([], ["uid2"])
    with database.reading() as db:
        (change,) = history.changes(db, run_id)
    assert (change.before, change.after) == (UPDATE.before, {"fldText": "new"})
    assert (change.rules, change.overwrites, change.side) == (UPDATE.rules, UPDATE.overwrites, Side.LOCAL)


def test_only_the_operations_that_are_named_move(store: SqliteStore) -> None:
    operations = tuple(replace(UPDATE, uid=f"uid{number}") for number in range(6))
    entries = recorded(store, Plan("x", operations=operations))
    store.sending([entries[n].id for n in (4, 0, 1)], LATER)
    assert [e.state == "in_flight" for e in store.load("p1").journal] == [n in (0, 1, 4) for n in range(6)]
    store.withdraw([entries[n].id for n in (5, 1, 2)])
    assert [e.id for e in store.load("p1").journal] == [entries[n].id for n in (0, 3, 4)]


def test_what_a_dead_run_did_is_kept_with_the_next_plan(store: SqliteStore, database: Database) -> None:
    settled = Settled([MEMORY], [MEMORY], [Arrival(UPDATE, {"fldText": "there"})], [])
    run_id = begun(store)
    store.record_plan(run_id, "p1", Plan("x"), NOW, settled)
    assert [*store.load("p1").memories] == [MEMORY]
    with database.reading() as db:
        assert [change.after for change in history.changes(db, run_id)] == [{"fldText": "there"}]


def test_a_new_plan_replaces_the_old_one_and_keeps_the_age_of_refusals(store: SqliteStore, database: Database) -> None:
    refusal = Refusal(CREATE, RecordGone(detail="no such record", status=422))
    recorded(store, Plan("x", operations=(UPDATE,), refusals=(refusal,)))
    recorded(store, Plan("y", refusals=(refusal,)), at=LATER)
    with database.reading() as db:
        (row,) = queue.listed(db, "p1")
    assert (row.state, row.since) == ("refused", NOW)
    assert isinstance(row.error, RecordGone)
    assert row.error.facts == {"detail": "no such record", "status": 422}


def test_what_waits_as_before_keeps_its_number(store: SqliteStore, database: Database) -> None:
    def numbers(operation: Operation) -> list[int]:
        recorded(store, Plan("x", operations=(UPDATE,), refusals=(Refusal(operation, RecordGone()),)))
        with database.reading() as db:
            return [row.id for row in queue.listed(db, "p1") if row.state == "refused"]

    assert numbers(CREATE) == numbers(CREATE)
    assert numbers(CREATE) != numbers(replace(CREATE, values={"fldText": "other"}))


def test_what_was_tried_stays_tried_when_it_is_planned_anew(store: SqliteStore, database: Database) -> None:
    sent, refused = recorded(store, Plan("x", operations=(UPDATE, CREATE)))
    store.sending([sent.id, refused.id], LATER)
    store.set_state([sent.id], "unknown", "Unreachable")
    store.refuse(begun(store), refused.id, RecordGone(detail="gone"), LATER)
    refusal = Refusal(CREATE, RecordGone(detail="gone"))
    recorded(store, Plan("y", operations=(UPDATE,), refusals=(refusal,)), at=LATER)
    with database.reading() as db:
        rows = queue.listed(db, "p1")
    assert [(row.state, row.since, row.tries) for row in rows] == [("refused", LATER, 1), ("pending", NOW, 1)]
    recorded(store, Plan("z", operations=(CREATE,)), at=LATER)
    with database.reading() as db:
        (mended,) = queue.listed(db, "p1")
    assert (mended.state, mended.tries) == ("pending", 0)


def test_only_a_sides_refusals_are_remembered_for_the_next_plan(store: SqliteStore) -> None:
    checked = Refusal(CREATE, InvalidValue(field="F", rule="is not a number"), by_validation=True)
    turned_down = Refusal(UPDATE, Refused(detail="no"))
    recorded(store, Plan("x", refusals=(checked, turned_down)))
    state = store.load("p1")
    assert len(state.journal) == 2
    assert [error.detail for error in state.refusals.values()] == ["no"]


def test_an_operation_that_airtable_refuses_waits_with_its_words(store: SqliteStore) -> None:
    (entry,) = recorded(store, Plan("x", operations=(UPDATE,)))
    store.refuse(begun(store), entry.id, InvalidValue(field="F", detail="Unknown field"), LATER)
    state = store.load("p1")
    assert [e.state for e in state.journal] == ["refused"]
    assert state.refusals[entry.id].detail == "Unknown field"


def test_a_refusal_that_names_no_field_names_none_when_it_is_read_again(store: SqliteStore) -> None:
    (entry,) = recorded(store, Plan("x", operations=(UPDATE,)))
    store.refuse(begun(store), entry.id, Refused(field=None, record=None, detail="no"), LATER)
    (error,) = store.load("p1").refusals.values()
    assert (error.field, error.record, error.detail) == (None, None, "no")


def test_a_plan_for_one_record_leaves_the_others_alone(store: SqliteStore) -> None:
    recorded(
        store,
        Plan("x", operations=(UPDATE,), conflicts=(CONFLICT,), held=(Held(Side.LOCAL, "malformed", "row 1", "x"),)),
    )
    recorded(store, Plan("y", operations=(CREATE,)), only=frozenset({"uid1"}))
    state = store.load("p1")
    assert {e.operation.uid for e in state.journal} == {"uid1", "uid2"}


def opened(database: Database) -> list[conflicts.ConflictRow]:
    with database.reading() as db:
        return conflicts.listed(db, "p1")


def closed(database: Database) -> list[tuple[str, str]]:
    with database.reading() as db:
        return [(row.conflict.uid, row.how) for row in conflicts.log(db, "p1")]


def test_a_conflict_keeps_its_age_and_shows_what_changed(store: SqliteStore, database: Database) -> None:
    recorded(store, Plan("x", conflicts=(CONFLICT,)))
    recorded(store, Plan("x", conflicts=(CONFLICT,)), at=LATER)
    (row,) = opened(database)
    assert (row.conflict, row.opened_at, row.seen_at) == (CONFLICT, NOW, NOW)
    moved = replace(CONFLICT, airtable={"fldText": "new"})
    recorded(store, Plan("x", conflicts=(moved,)), at=LATER)
    (row,) = opened(database)
    assert (row.conflict, row.opened_at, row.seen_at) == (moved, NOW, LATER)


def test_a_conflict_that_is_no_more_is_closed_but_not_while_its_record_is_held(
    store: SqliteStore, database: Database
) -> None:
    recorded(store, Plan("x", conflicts=(CONFLICT,)))
    recorded(store, Plan("x", held=(Held(Side.LOCAL, "duplicate_key", "row 3", "x", "uid3"),)))
    assert len(opened(database)) == 1
    recorded(store, Plan("x"))
    assert (opened(database), closed(database)) == ([], [("uid3", "settled")])


def test_an_answer_is_kept_until_it_is_carried_out(store: SqliteStore, database: Database) -> None:
    recorded(store, Plan("x", conflicts=(CONFLICT,)))
    store.answer("p1", RESOLUTION, NOW)
    assert store.load("p1").resolutions == {"uid3": RESOLUTION}
    assert [row.answered for row in opened(database)] == [True]
    recorded(store, Plan("x", resolving=("uid3",)))
    store.answered(begun(store), ["uid3"], [], LATER)
    assert (opened(database), closed(database)) == ([], [("uid3", "answered")])


def test_an_answer_that_fails_leaves_the_conflict_to_a_person(store: SqliteStore, database: Database) -> None:
    recorded(store, Plan("x", conflicts=(CONFLICT,)))
    store.answer("p1", RESOLUTION, NOW)
    store.answered(begun(store), [], ["uid3"], LATER)
    state = store.load("p1")
    assert (state.resolutions, state.by_hand) == ({}, frozenset({"uid3"}))
    assert [row.answered for row in opened(database)] == [False]


def test_an_answer_that_no_longer_fits_is_dropped_by_the_plan(store: SqliteStore) -> None:
    recorded(store, Plan("x", conflicts=(CONFLICT,)))
    store.answer("p1", RESOLUTION, NOW)
    recorded(store, Plan("x", conflicts=(CONFLICT,), unfit=("uid3",)))
    state = store.load("p1")
    assert (state.resolutions, state.by_hand) == ({}, frozenset({"uid3"}))


def test_a_record_parked_while_writing_leaves_the_journal(store: SqliteStore, database: Database) -> None:
    recorded(store, Plan("x", operations=(UPDATE,)))
    store.park(begun(store), replace(CONFLICT, uid="uid2"), LATER)
    assert store.load("p1").journal == []
    assert [row.conflict.uid for row in opened(database)] == ["uid2"]


def test_a_dropped_update_is_in_step_as_it_stands(store: SqliteStore, database: Database) -> None:
    recorded(store, Plan("x", remember=(replace(MEMORY, uid="uid2"),), refusals=(Refusal(UPDATE, Refused()),)))
    (entry,) = store.load("p1").journal
    assert store.drop(entry.id, LATER) == UPDATE
    state = store.load("p1")
    assert state.journal == []
    assert state.memories[0].local["fldText"] == "old"
    assert state.memories[0].airtable["fldText"] == EVERYTHING["fldText"]
    with database.reading() as db:
        (run, *_) = history.runs(db, "p1")
        assert [change.kind for change in history.changes(db, run.id)] == ["dropped update"]


def test_a_dropped_create_or_deletion_leaves_a_tombstone(store: SqliteStore) -> None:
    delete = replace(UPDATE, kind="delete", values={})
    recorded(store, Plan("x", refusals=(Refusal(CREATE, Refused()), Refusal(delete, Refused()))))
    for entry in store.load("p1").journal:
        store.drop(entry.id, LATER)
    assert {m.uid: m.tombstone for m in store.load("p1").memories} == {"uid1": Side.LOCAL, "uid2": Side.LOCAL}


def test_only_what_was_refused_can_be_dropped(store: SqliteStore) -> None:
    (entry,) = recorded(store, Plan("x", operations=(CREATE,)))
    assert store.drop(entry.id, LATER) is None
    assert len(store.load("p1").journal) == 1


def test_what_is_held_is_known_to_the_next_run(store: SqliteStore) -> None:
    held = (
        Held(Side.LOCAL, "malformed", "row 8", "x", fingerprint="print"),
        Held(Side.LOCAL, "suspect", "Ann", "x", "uid1", suspects=("print",)),
    )
    recorded(store, Plan("x", held=held))
    state = store.load("p1")
    assert (state.bad_rows, state.suspects) == (frozenset({"print"}), {"uid1": frozenset({"print"})})


FIELDS = {"fld1": Field("fld1", "Kind", "singleSelect", {"choices": [{"id": "s1", "name": "big"}]})}


def test_a_first_run_is_over_when_nothing_is_left_to_send(store: SqliteStore) -> None:
    done = RunOutcome("done", ended_with_newline=True, fields=FIELDS)
    (entry,) = recorded(store, Plan("x", operations=(CREATE,)))
    store.finish(begun(store), "p1", done, NOW)
    assert store.load("p1").first_run
    store.refuse(begun(store), entry.id, Refused(), NOW)
    store.finish(begun(store), "p1", RunOutcome("failed"), NOW)
    assert store.load("p1").first_run
    store.finish(begun(store), "p1", done, NOW)
    state = store.load("p1")
    assert (state.first_run, state.ended_with_newline, state.fields) == (False, True, FIELDS)


def test_every_change_of_a_field_is_logged(store: SqliteStore, database: Database) -> None:
    store.finish(begun(store), "p1", RunOutcome("done", fields=FIELDS), NOW)
    renamed = Field("fld1", "Size", "singleSelect", {"choices": [{"id": "s1", "name": "large"}]})
    store.finish(begun(store), "p1", RunOutcome("done", fields={"fld1": renamed}), LATER)
    with database.reading() as db:
        rows = [tuple(row) for row in db.execute("SELECT change, before, after FROM schema_log ORDER BY id")]
    assert rows == [("renamed", "Kind", "Size"), ("choice_renamed", "big", "large")]


def test_a_field_that_is_gone_or_of_another_type_is_logged_when_it_is_found(
    store: SqliteStore, database: Database
) -> None:
    def conflict(found: str) -> Conflict:
        return Conflict("uid9", "schema", "Kind", None, None, ("fld1",), None, None, local_label=found)

    store.finish(begun(store), "p1", RunOutcome("done", fields=FIELDS), NOW)
    text = Field("fld1", "Kind", "singleLineText")
    for found in (conflict("gone"), conflict("gone"), None, conflict("gone"), conflict("now singleLineText")):
        recorded(store, Plan("x", conflicts=(found,) if found else ()))
    store.finish(begun(store), "p1", RunOutcome("done", fields={"fld1": text}), LATER)  # mapped anew
    with database.reading() as db:
        rows = [tuple(row) for row in db.execute("SELECT change, before, after FROM schema_log ORDER BY id")]
    assert rows == [("gone", "Kind", ""), ("gone", "Kind", ""), ("retyped", "singleSelect", "singleLineText")]


def test_a_forgotten_pair_keeps_its_history(store: SqliteStore, database: Database) -> None:
    recorded(store, Plan("x", operations=(UPDATE,), remember=(MEMORY,), conflicts=(CONFLICT,)))
    store.forget_pair("p1")
    state = store.load("p1")
    assert ([*state.memories], state.journal, opened(database)) == ([], [], [])
    with database.reading() as db:
        assert len(history.runs(db, "p1")) == 1


def test_a_run_that_never_ended_is_interrupted_once_the_next_begins(store: SqliteStore) -> None:
    dead = store.begin("p1", "sync", NOW)
    store.begin("p1", "sync", NOW)
    with store.database.reading() as db:
        status = {run.id: run.status for run in history.runs(db, "p1")}
    assert status[dead] == "interrupted"
    assert sorted(status.values()) == ["interrupted", "running"]


# -- undo -----------------------------------------------------------------------------------------------------------

UNDO = replace(RESOLUTION, undo=True)
UNDONE = replace(CONFLICT, kind="undone")


def conflict_of(store: SqliteStore, uid: str = "uid3") -> conflicts.ConflictRow | None:
    with store.database.reading() as db:
        return next(iter(conflicts.listed(db, "p1", uid)), None)


def test_what_an_undo_puts_back_is_kept_from_the_first_moment(store: SqliteStore) -> None:
    store.park_to_undo("p1", [UNDONE], [UNDO], [MEMORY], NOW)
    state = store.load("p1")
    assert state.resolutions == {"uid3": UNDO}
    assert state.parked == state.undone == frozenset({"uid3"})
    assert [memory.uid for memory in state.memories] == ["uid1"]


def test_an_undone_record_stays_one_whatever_else_happens_to_it(store: SqliteStore) -> None:
    store.park_to_undo("p1", [UNDONE], [UNDO], [], NOW)
    recorded(store, Plan(id="x", conflicts=(UNDONE,), resolving=("uid3",)))
    assert store.load("p1").resolutions == {"uid3": UNDO}  # the plan that carries it out leaves it there
    store.park(begun(store), replace(CONFLICT, kind="version_moved"), LATER)
    assert store.load("p1").undone == frozenset({"uid3"})
    assert store.load("p1").resolutions == {}
    store.answered(begun(store), ["uid3"], [], LATER)
    assert store.load("p1").undone == frozenset()


def test_an_undo_that_is_carried_out_leaves_its_conflict(store: SqliteStore) -> None:
    store.park_to_undo("p1", [UNDONE], [UNDO], [], NOW)
    store.answered(begun(store), [], [], LATER, [replace(UNDONE, record_id="rec9")])
    row = conflict_of(store)
    assert row is not None
    assert (row.conflict.record_id, row.answered, row.opened_at) == ("rec9", False, NOW)


def test_an_undo_that_wrote_nothing_is_called_off(store: SqliteStore) -> None:
    store.park_to_undo("p1", [UNDONE, replace(UNDONE, uid="uid4")], [UNDO, replace(UNDO, uid="uid4")], [], NOW)
    store.call_off("p1", ["uid3", "uid4"], ["uid4"])
    state = store.load("p1")
    assert (state.undone, state.resolutions) == (frozenset({"uid3"}), {})


def test_what_is_undone_does_not_count_as_in_step(store: SqliteStore) -> None:
    (entry,) = recorded(store, Plan(id="x", operations=(replace(UPDATE, in_step=False),)))
    memory = replace(MEMORY, uid="uid2")
    store.done(begun(store), [Completion(entry.id, UPDATE, memory)], NOW)
    store.done(begun(store), [Completion(entry.id, replace(UPDATE, in_step=False), memory)], LATER)
    with store.database.reading() as db:
        assert db.execute("SELECT in_step_at FROM memories WHERE uid = 'uid2'").fetchone()[0] == NOW.isoformat()


def test_a_change_knows_its_records_and_its_run_what_it_undoes(store: SqliteStore) -> None:
    run_id = store.begin("p1", "undo", NOW, 7)
    (entry,) = store.record_plan(run_id, "p1", Plan(id="x", operations=(CREATE,)), NOW)
    store.done(run_id, [Completion(entry.id, CREATE, MEMORY, {"fldText": "a"})], NOW)
    with store.database.reading() as db:
        (past,) = history.past(db, run_id)
        assert (past.local_id, past.record_id, past.kind) == ('["Ann"]', "rec1", "create")
        assert history.runs(db)[0].undoes == 7
        assert history.successors(db) == {}
    delete = replace(CREATE, kind="delete", record_id="rec0")
    (entry,) = recorded(store, Plan(id="x", operations=(delete,)))
    store.done(begun(store), [Completion(entry.id, replace(delete, in_step=False), MEMORY)], LATER)
    with store.database.reading() as db:
        assert history.successors(db) == {"rec0": "rec1"}


def test_of_what_changed_nothing_the_last_of_each_pair_is_kept(store: SqliteStore) -> None:
    later = LATER + timedelta(days=1)
    done, failed = RunOutcome("done"), RunOutcome("failed")
    for pair_id, at, outcome in (
        ("p1", NOW, done), ("p1", NOW, failed), ("p1", LATER, done), ("p2", NOW, done), ("p2", LATER, failed),
        ("p3", NOW, failed),
    ):  # fmt: skip
        store.finish(store.begin(pair_id, "sync", at), pair_id, outcome, at)
    written = store.begin("p1", "sync", NOW)
    (entry,) = store.record_plan(written, "p1", Plan(id="x", operations=(CREATE,)), NOW)
    store.done(written, [Completion(entry.id, CREATE, MEMORY)], NOW)
    store.finish(written, "p1", RunOutcome("done"), NOW)
    with store.database.transaction() as db:
        history.forget_quiet(db, later)
    with store.database.reading() as db:
        kept = {(run.pair_id, run.started, run.status) for run in history.runs(db)}
    assert kept == {
        ("p1", NOW, "done"), ("p2", NOW, "done"), ("p2", LATER, "failed"), ("p3", NOW, "failed"),
    }  # fmt: skip


def test_conflicts_and_schema_changes_are_forgotten_with_the_rest(store: SqliteStore) -> None:
    with store.database.transaction() as db:
        for at in (NOW, LATER):
            db.execute(
                "INSERT INTO conflict_log (pair_id, uid, kind, label, conflict, opened_at, closed_at, how)"
                " VALUES ('p1', 'u', 'edited', 'Ann', '{}', ?1, ?1, 'gone')",
                (at.isoformat(),),
            )
            db.execute("INSERT INTO schema_log VALUES (NULL, 'p1', 'fld', 'renamed', 'a', 'b', ?)", (at.isoformat(),))
        history.forget_before(db, LATER)
        for table, column in (("conflict_log", "closed_at"), ("schema_log", "at")):
            assert [row[0] for row in db.execute(f"SELECT {column} FROM {table}")] == [LATER.isoformat()]


def test_old_history_is_forgotten(store: SqliteStore) -> None:
    for at in (NOW, LATER):
        run_id = store.begin("p1", "sync", at)
        (entry,) = store.record_plan(run_id, "p1", Plan(id="x", operations=(CREATE,)), at)
        store.done(run_id, [Completion(entry.id, CREATE, MEMORY)], at)
        store.finish(run_id, "p1", RunOutcome("done"), at)
    with store.database.transaction() as db:
        history.forget_before(db, LATER)
    with store.database.reading() as db:
        assert [(run.started, run.changes) for run in history.runs(db)] == [(LATER, 1)]


def test_what_both_sides_have_is_kept_once(store: SqliteStore) -> None:
    here: Values = {"fldName": "Ann"}
    there: list[Values] = [{"fldName": "Ann"}, {"fldName": "Ann", "fldNote": None}, {"fldName": "Bob"}]
    kept = [Memory(f"uid{number}", f"[{number}]", f"rec{number}", here, other) for number, other in enumerate(there)]
    with store.database.transaction() as db:
        memories.put(db, "p1", kept, NOW)
        texts = [row["airtable_values"] for row in db.execute("SELECT airtable_values FROM memories ORDER BY uid")]
    assert texts == ["", '{"fldName":"Ann","fldNote":null}', '{"fldName":"Bob"}']
    assert list(store.load("p1").memories) == kept
    found = store.staging("p1").values(Side.AIRTABLE, ["uid0", "uid1", "uid2"])
    assert found == {memory.uid: memory.airtable for memory in kept}


def test_what_is_written_as_the_other_side_has_it_is_kept_once(store: SqliteStore) -> None:
    """In the journal and in history, with a rule that all of it has."""
    values: Values = {"fldName": "Ann", "fldAge": Decimal(7)}
    rules = dict.fromkeys(values, "created on one side")
    same = replace(CREATE, side=Side.LOCAL, values=values, other={**values, "fldNote": None}, rules=rules)
    lossy = replace(same, uid="uid2", other={**values, "fldAge": Decimal("7.5")}, rules={"fldAge": "merge"})
    entries = recorded(store, Plan("x", operations=(same, lossy)))
    assert [entry.operation for entry in store.load("p1").journal] == [same, lossy]
    run_id = begun(store)
    found = [
        Completion(e.id, replace(e.operation, other=other), MEMORY, values) for e in entries for other in (values, {})
    ]
    store.done(run_id, found, NOW)
    with store.database.reading() as db:
        told = [(change.other, change.rules) for change in history.changes(db, run_id)]
        texts = [tuple(row) for row in db.execute("SELECT other_values, rules FROM changes")]
    assert told == [(values, rules), ({}, rules), (values, {"fldAge": "merge"}), ({}, {"fldAge": "merge"})]
    assert texts[0] == ("", '"created on one side"')
    assert texts[-1] == ("{}", '{"fldAge":"merge"}')


def test_what_was_bound_to_another_column_or_type_is_forgotten_when_the_mapping_is_next_kept(
    store: SqliteStore,
) -> None:
    values: Values = {"fldName": "Ann", "fldAge": Decimal(7), "fldNote": "x"}
    with store.database.transaction() as db:
        memories.put(db, "p1", [Memory("uid1", "[1]", "rec1", values, values, {"fldNote": Side.LOCAL})], NOW)
    then = {"fldName": ("Name", "singleLineText"), "fldAge": ("Age", "number"), "fldNote": ("Note", "")}
    store.follow_mapping("p1", then)
    assert store.load("p1").mapping == then
    assert store.load("p1").memories[0].local == values  # with what they were made before is not known
    now = {"fldName": ("Name", "singleLineText"), "fldAge": ("Age", "currency"), "fldNote": ("Notes", "")}
    store.follow_mapping("p1", now)
    (left,) = store.load("p1").memories
    assert (left.local, left.airtable, left.lossy) == ({"fldName": "Ann"}, {"fldName": "Ann"}, {})
    assert store.load("p1").mapping == now
