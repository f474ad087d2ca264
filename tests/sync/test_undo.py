"""Undoing a run, a resolution or a value, over the real parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import ChangedUnderneath, Stopped, Transient
from airsync_gui.state import history
from airsync_gui.state.history import RunRow
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent
from airsync_gui.sync.undo_run import UndoResult
from tests.laws.world import Death, World

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A world with Ann, Bob and Cid in step."""
    made: list[World] = []

    def one(**pair: Any) -> World:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        world = World(folder, pair=pair)
        made.append(world)
        for name in ("Ann", "Bob", "Cid"):
            world.add_record(Name=name, City="Rome")
            if pair.get("direction") is Direction.PUSH:
                world.add_row(Name=name, City="Rome", Shout="ROME")
        assert world.run().exit_code in (0, 3)
        return world

    yield one
    for world in made:
        world.close()


@pytest.fixture
def world(make: Make) -> World:
    return make()


def ran(world: World, **options: Any) -> int:
    """The number of a run made now."""
    run_id = world.run(**options).run_id
    assert run_id is not None
    return run_id


def runs(world: World) -> list[RunRow]:
    with world.state.reading() as db:
        return history.runs(db)


def here(world: World, name: str = "Ann", field: str = "City") -> str | None:
    row = world.row(name)
    return row[field] if row else None


def there(world: World, name: str = "Ann", field: str = "City") -> Any:
    record = world.record(name)
    return record.get(field) if record else None


def why(outcome: UndoResult) -> list[tuple[str, str]]:
    return [(skipped.label, skipped.reason) for skipped in outcome.skipped]


def waits(world: World) -> list[tuple[str, str]]:
    return [(row.conflict.kind, row.conflict.label) for row in world.conflicts()]


def assert_stays(world: World) -> None:
    """Nothing re-applies by itself, however often it is synced."""
    before, open_ = world.both_sides(), waits(world)
    for _ in range(2):
        assert world.run().plan.operations == ()
        assert world.both_sides() == before
        assert waits(world) == open_


# -- values ---------------------------------------------------------------------------------------------------------


def test_what_was_carried_to_airtable_is_put_back_and_waits(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    run_id = ran(world)
    outcome = world.undo(run_id)
    assert [(op.side, op.kind) for op in outcome.result.completed] == [(Side.AIRTABLE, "update")]
    assert (here(world), there(world)) == ("Oslo", "Rome")
    assert outcome.skipped == ()
    assert waits(world) == [("undone", "Ann")]
    (row,) = world.conflicts()
    city = world.door.field_id("City")
    assert row.conflict.fields == (city,)
    assert (row.conflict.local or {})[city] == "Oslo"
    assert (row.conflict.airtable or {})[city] == "Rome"
    assert_stays(world)


def test_an_undo_is_a_run_of_its_own_with_its_values(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    run_id = ran(world)
    outcome = world.undo(run_id)
    newest = runs(world)[0]
    assert (newest.id, newest.kind, newest.status, newest.undoes) == (outcome.result.run_id, "undo", "done", run_id)
    city = world.door.field_id("City")
    change = world.changes()[-1]
    assert (change.run_id, change.side, change.kind) == (newest.id, Side.AIRTABLE, "update")
    assert (change.before[city], change.after[city], change.rules[city]) == ("Oslo", "Rome", "undo")


@pytest.mark.parametrize("take", ["local", "airtable"])
def test_the_conflict_that_is_left_is_settled_as_any(world: World, take: str) -> None:
    world.edit_row("Ann", City="Oslo")
    world.undo(ran(world))
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take=take))  # type: ignore[arg-type]
    assert here(world) == there(world) == ("Oslo" if take == "local" else "Rome")
    assert waits(world) == []
    world.run()  # the computed column follows
    assert_stays(world)


def test_keeping_apart_what_was_undone_ends_the_waiting(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.undo(ran(world))
    world.resolve(world.conflicts()[0].conflict.uid, Answer(keep_apart=True))
    assert waits(world) == []
    assert_stays(world)
    assert (here(world), there(world)) == ("Oslo", "Rome")


@pytest.mark.parametrize(("take", "city"), [("local", "Bern"), ("airtable", "Rome")])
def test_what_a_person_leaves_here_is_no_drift_to_overwrite(make: Make, take: Any, city: str) -> None:
    world = make(direction=Direction.PULL, drift=Drift.OVERWRITE)
    world.edit_row("Ann", City="Bern")
    run_id = ran(world)
    assert here(world) == "Rome"
    world.undo(run_id)
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take=take))
    assert world.run().exit_code == 0
    assert world.run().plan.operations == ()
    assert (here(world), there(world)) == (city, "Rome")
    world.edit_record("Ann", City="Oslo")
    world.run()
    assert here(world) == "Oslo"


def test_what_a_policy_overwrote_comes_back_on_its_side(make: Make) -> None:
    world = make(policy=Policy.LOCAL_WINS)
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Ann", City="Bern")
    run_id = ran(world)
    assert there(world) == "Oslo"
    world.undo(run_id)
    assert (here(world), there(world)) == ("Oslo", "Bern")
    assert waits(world) == [("undone", "Ann")]
    assert_stays(world)  # the policy would take Oslo again


def test_a_merge_is_undone_on_both_sides(make: Make) -> None:
    world = make(policy=Policy.MERGE)
    world.edit_row("Ann", City="Stockholm", Count="2")
    world.edit_record("Ann", City="Bern", Count=3)
    run_id = ran(world)
    assert (here(world, field="Count"), there(world)) == ("3", "Stockholm")
    world.undo(run_id)
    assert (here(world), here(world, field="Count")) == ("Stockholm", "2")
    assert (there(world), there(world, field="Count")) == ("Bern", 3)
    assert_stays(world)


def test_only_one_value_is_put_back(world: World) -> None:
    world.edit_row("Ann", City="Oslo", Note="new")
    world.edit_row("Bob", City="Bern")
    run_id = ran(world)
    only = world.door.field_id("Note")
    world.undo(run_id, only=lambda change: change.label == "Ann", only_field=only)
    assert (there(world), there(world, field="Note"), there(world, "Bob")) == ("Oslo", None, "Bern")
    assert waits(world) == [("undone", "Ann")]


def test_what_was_edited_since_is_left_and_told(world: World) -> None:
    world.edit_row("Ann", City="Oslo", Note="new")
    world.edit_row("Bob", City="Bern")
    run_id = ran(world)
    world.edit_record("Ann", City="Paris")
    outcome = world.undo(run_id)
    assert why(outcome) == [("Ann", "edited_since")]
    (skipped,) = outcome.skipped
    assert (skipped.field, skipped.was, skipped.now) == (world.door.field_id("City"), "Rome", "Paris")
    assert (there(world), there(world, field="Note"), there(world, "Bob")) == ("Paris", None, "Rome")


def test_a_computed_column_follows_by_itself(world: World) -> None:
    world.edit_record("Ann", City="Oslo")
    run_id = ran(world)
    assert here(world, field="Shout") == "OSLO"
    outcome = world.undo(run_id)
    assert outcome.skipped == ()
    assert [set(op.values) for op in outcome.result.completed] == [{world.door.field_id("City")}]
    assert (here(world), there(world)) == ("Rome", "Oslo")


def test_undoing_the_same_run_again_says_so_and_writes_nothing(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.edit_row("Bob", City="Bern")
    run_id = ran(world)
    world.undo(run_id)
    before = world.both_sides(), len(runs(world))
    again = world.undo(run_id)
    assert again.result.run_id is None
    assert sorted(why(again)) == [("Ann", "already"), ("Bob", "already")]
    assert (world.both_sides(), len(runs(world))) == before


def test_undoing_the_undo_does_it_again_and_nothing_waits(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    done = ran(world)
    after = world.summary()
    undone = world.undo(done).result.run_id
    assert undone is not None
    world.undo(undone)
    assert (world.summary(), waits(world)) == (after, [])
    assert_stays(world)


def test_a_resolution_is_undone(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Ann", City="Bern")
    world.run()
    settled = world.resolve(world.conflicts()[0].conflict.uid, Answer(take="local")).run_id
    assert settled is not None
    world.undo(settled)
    assert (here(world), there(world), waits(world)) == ("Oslo", "Bern", [("undone", "Ann")])
    assert_stays(world)


def test_the_conflict_shows_later_edits_and_closes_when_the_sides_agree(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.undo(ran(world))
    world.edit_record("Ann", City="Paris")
    assert world.run().exit_code == 3
    assert (world.conflicts()[0].conflict.airtable or {})[world.door.field_id("City")] == "Paris"
    world.edit_record("Ann", City="Oslo")
    assert world.run().exit_code == 0
    assert waits(world) == []


def test_an_edit_of_another_field_waits_with_it(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.undo(ran(world))
    world.edit_row("Ann", Note="later")
    assert world.run().plan.operations == ()
    assert set(world.conflicts()[0].conflict.fields) == {world.door.field_id("City"), world.door.field_id("Note")}


def test_a_record_in_another_conflict_is_left_alone(world: World) -> None:
    world.edit_row("Ann", Note="new")
    run_id = ran(world)
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Ann", City="Bern")
    world.run()
    assert why(world.undo(run_id)) == [("Ann", "waits")]
    assert waits(world) == [("both_edited", "Ann")]


def test_a_held_record_is_left_alone(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    run_id = ran(world)
    world.add_record(Name="Ann", City="another")
    world.run()
    outcome = world.undo(run_id)
    assert why(outcome) == [("Ann", "held")]
    assert "key Ann is also in" in outcome.skipped[0].detail
    assert there(world) == "Oslo"


# -- records --------------------------------------------------------------------------------------------------------


def test_a_record_that_was_added_is_taken_out_again(world: World) -> None:
    world.add_row(Name="Eve", City="Kyiv")
    run_id = ran(world)
    world.undo(run_id)
    assert (here(world, "Eve"), world.record("Eve")) == ("Kyiv", None)
    assert waits(world) == [("undone", "Eve")]
    assert_stays(world)
    again = world.undo(run_id)
    assert why(again) == [("Eve", "already")]


def test_a_row_that_was_added_here_is_taken_out_again(world: World) -> None:
    world.add_record(Name="Eve", City="Kyiv")
    run_id = ran(world)
    world.undo(run_id)
    assert (world.row("Eve"), there(world, "Eve")) == (None, "Kyiv")
    assert_stays(world)
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take="airtable"))
    assert here(world, "Eve") == "Kyiv"
    assert_stays(world)


def test_an_added_record_that_was_edited_since_stays(world: World) -> None:
    world.add_row(Name="Eve", City="Kyiv")
    run_id = ran(world)
    world.edit_record("Eve", Note="mine")
    outcome = world.undo(run_id)
    assert why(outcome) == [("Eve", "edited_since")]
    assert world.record("Eve") is not None


def test_a_deleted_record_is_made_again_under_a_new_id(world: World) -> None:
    (old,) = world.ids_of("Ann")
    world.delete_row("Ann")
    run_id = ran(world)
    assert world.record("Ann") is None
    preview = world.undo(run_id, dry_run=True)
    assert preview.made_again == 1
    outcome = world.undo(run_id)
    assert outcome.made_again == 1
    assert (world.row("Ann"), there(world)) == (None, "Rome")
    assert world.ids_of("Ann") != [old]
    assert waits(world) == [("undone", "Ann")]
    assert_stays(world)
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take="airtable"))
    assert here(world) == "Rome"
    assert_stays(world)
    assert why(world.undo(run_id)) == [("Ann", "already")]


def test_a_deleted_row_is_made_again_here(world: World) -> None:
    world.edit_row("Ann", Note="kept", Count="2.5")
    world.run()
    world.delete_record("Ann")
    run_id = ran(world)
    assert world.row("Ann") is None
    world.undo(run_id)
    assert (here(world), here(world, field="Note"), here(world, field="Count")) == ("Rome", "kept", "2.5")
    assert world.record("Ann") is None
    assert_stays(world)
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take="local"))
    assert there(world, field="Note") == "kept"
    assert_stays(world)


def test_a_row_that_is_made_again_has_what_only_this_computer_knew(world: World) -> None:
    world.edit_row("Ann", Own="private")
    world.run()
    before = world.row("Ann")
    world.delete_record("Ann")
    world.undo(ran(world))
    assert world.row("Ann") == before


def test_so_it_has_where_the_undo_died_on_its_way(world: World) -> None:
    world.edit_row("Ann", Own="private")
    world.run()
    world.delete_record("Ann")
    run_id = ran(world)
    for after in range(60):
        world.deaths.arm(after)
        try:
            world.undo(run_id)
        except Death:
            world.deaths.arm(None)
            world.restart()
            world.run()
        else:
            break
        finally:
            world.deaths.arm(None)
    assert here(world, field="Own") == "private"


def test_the_undo_of_a_deletion_is_undone(world: World) -> None:
    world.delete_row("Ann")
    undone = world.undo(ran(world)).result.run_id
    assert undone is not None
    world.undo(undone)
    assert (world.row("Ann"), world.record("Ann")) == (None, None)
    assert_stays(world)
    assert waits(world) == []


def test_an_undone_addition_is_added_again(world: World) -> None:
    world.add_row(Name="Eve", City="Kyiv")
    undone = world.undo(ran(world)).result.run_id
    assert undone is not None
    world.undo(undone)
    assert (here(world, "Eve"), there(world, "Eve"), waits(world)) == ("Kyiv", "Kyiv", [])
    assert_stays(world)


def test_a_record_deleted_on_both_sides_by_an_answer_comes_back_on_both(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.delete_record("Ann")
    world.run()
    settled = world.resolve(world.conflicts()[0].conflict.uid, Answer(take="airtable")).run_id
    assert settled is not None
    assert world.row("Ann") is None
    world.undo(settled)
    assert here(world) == "Oslo"
    assert_stays(world)


def test_a_record_whose_key_is_taken_by_now_is_not_made_again(world: World) -> None:
    world.delete_row("Ann")
    run_id = ran(world)
    world.add_row(Name="Ann", City="another Ann")
    world.run()
    outcome = world.undo(run_id)
    assert [reason for _, reason in why(outcome)] == ["held"]
    assert len(world.ids_of("Ann")) == 1
    assert waits(world) == []
    assert_stays(world)


def test_a_row_added_meanwhile_under_the_key_is_the_record_again(world: World) -> None:
    world.delete_row("Ann")
    world.undo(ran(world))
    world.add_row(Name="Ann", City="Oslo")
    world.run()
    assert len(world.ids_of("Ann")) == 1
    assert sum(row["Name"] == "Ann" for row in world.rows()) == 1
    assert waits(world) == [("undone", "Ann")]


def test_a_renamed_record_is_known_under_its_old_name_again(world: World) -> None:
    world.edit_record("Ann", Name="Anna")
    run_id = ran(world)
    assert here(world, "Anna") == "Rome"
    world.undo(run_id)
    assert (here(world), there(world, "Anna")) == ("Rome", "Rome")
    assert len(world.rows()) == len(world.records()) == 3
    assert_stays(world)


# -- links ----------------------------------------------------------------------------------------------------------


def linked(world: World) -> World:
    """The column Own holds links to other people; Bob's names Ann."""
    world.door.add_field("Friends", "multipleRecordLinks", {"linkedTableId": world.door.id})
    world.pair = replace(world.pair, columns={**world.pair.columns, world.door.field_id("Friends"): "Own"})
    (ann,) = world.ids_of("Ann")
    world.door.edit(world.ids_of("Bob")[0], {"Friends": [ann]})
    world.run()
    assert here(world, "Bob", "Own") == ann
    return world


def test_links_point_to_a_record_under_its_new_id(world: World) -> None:
    linked(world)
    world.delete_row("Ann")
    run_id = ran(world)
    assert not there(world, "Bob", "Friends")
    world.undo(run_id)
    (ann,) = world.ids_of("Ann")
    assert (here(world, "Bob", "Own"), there(world, "Bob", "Friends")) == (ann, [ann])
    assert waits(world) == [("undone", "Ann")]
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take="airtable"))
    assert_stays(world)


def test_links_that_the_same_run_took_away_come_back_under_the_new_id(world: World) -> None:
    linked(world)
    world.edit_row("Bob", Own="", City="Oslo")
    world.delete_row("Ann")
    run_id = ran(world)
    outcome = world.undo(run_id)
    (ann,) = world.ids_of("Ann")
    assert (there(world, "Bob", "Friends"), there(world, "Bob")) == ([ann], "Rome")
    assert outcome.result.refused == ()
    assert waits(world) == [("undone", "Ann"), ("undone", "Bob")]
    assert_stays(world)


def test_links_that_a_later_run_took_away_come_back_under_the_new_id(world: World) -> None:
    linked(world)
    world.delete_row("Ann")
    first = ran(world)
    second = ran(world)
    assert here(world, "Bob", "Own") == ""
    world.undo(first)
    world.undo(second)
    (ann,) = world.ids_of("Ann")
    assert here(world, "Bob", "Own") == ann


def test_two_that_link_to_each_other_come_back_linked(world: World) -> None:
    linked(world)
    (bob,) = world.ids_of("Bob")
    world.door.edit(world.ids_of("Ann")[0], {"Friends": [bob]})
    world.run()
    world.delete_row("Ann")
    world.delete_row("Bob")
    world.undo(ran(world))
    (ann,), (bob,) = world.ids_of("Ann"), world.ids_of("Bob")
    assert (there(world, "Ann", "Friends"), there(world, "Bob", "Friends")) == ([bob], [ann])
    assert sorted(waits(world)) == [("undone", "Ann"), ("undone", "Bob")]
    assert_stays(world)


# -- directions, guards, purity -------------------------------------------------------------------------------------


def test_a_one_way_pair_never_writes_its_source(world: World) -> None:
    world.edit_record("Ann", City="Oslo")
    run_id = ran(world)
    world.pair = replace(world.pair, direction=Direction.PUSH)
    outcome = world.undo(run_id)
    assert {reason for _, reason in why(outcome)} == {"one_way"}
    assert here(world) == "Oslo"


@pytest.mark.parametrize("drift", list(Drift))
def test_what_a_push_pair_wrote_is_put_back_and_not_pushed_again(make: Make, drift: Drift) -> None:
    world = make(direction=Direction.PUSH, drift=drift)
    world.edit_row("Ann", City="Oslo")
    world.undo(ran(world))
    assert (here(world), there(world)) == ("Oslo", "Rome")
    assert_stays(world)
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take="local"))
    assert there(world) == "Oslo"
    assert_stays(world)


def test_deletions_are_guarded(world: World) -> None:
    for number in range(12):
        world.add_row(Name=f"n{number}")
    run_id = ran(world)
    before = world.both_sides()
    with pytest.raises(Stopped) as stopped:
        world.undo(run_id, consent=None)
    assert [stop.code for stop in stopped.value.stops] == ["deletes"]
    assert (world.both_sides(), len(runs(world)), waits(world)) == (before, 2, [])
    with pytest.raises(Stopped):
        world.undo(run_id, consent=Consent(plan_id="something else"))
    world.undo(run_id, consent=Consent(plan_id=stopped.value.plan_id))
    assert len(world.records()) == 3
    assert_stays(world)


def test_a_table_that_an_undo_emptied_is_not_taken_for_lost(world: World) -> None:
    first = runs(world)[0].id
    world.undo(first)
    assert world.rows() == []
    assert len(world.conflicts()) == 3
    assert_stays(world)
    world.run(consent=None)


def test_many_updates_are_guarded(world: World) -> None:
    for number in range(22):
        world.add_row(Name=f"n{number}", City="Rome")
    world.run()
    world.write_rows([{**row, "City": "Oslo"} for row in world.rows()])
    run_id = ran(world)
    with pytest.raises(Stopped) as stopped:
        world.undo(run_id, consent=None)
    assert [stop.code for stop in stopped.value.stops] == ["updates"]
    world.undo(run_id, consent=Consent(yes=True))
    assert {record["City"] for record in world.records().values()} == {"Rome"}


def test_a_preview_changes_nothing_and_says_what_will_be_done(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Bob", City="Bern")
    run_id = ran(world)
    before = world.both_sides(), world.state_content()
    preview = world.undo(run_id, dry_run=True)
    assert (world.both_sides(), world.state_content()) == before
    done = world.undo(run_id)
    assert preview.result.plan.id == done.result.plan.id
    assert [op.fingerprint() for op in preview.result.plan.operations] == [
        op.fingerprint() for op in done.result.completed
    ]


def test_only_the_records_concerned_are_read(world: World) -> None:
    for number in range(250):
        world.add_row(Name=f"n{number}")
    world.run()
    world.edit_row("Ann", City="Oslo")
    run_id = ran(world)
    assert world.undo(run_id).result.api_calls == 4  # the schema takes two, then one look, one write


def test_the_schema_is_read_again_where_a_field_is_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.edit_row("Ann", City="Oslo", Note="n")
    run_id = ran(world)
    tools = world.tools()
    tools.airtable.schema()
    world.door.delete_field("Note")
    monkeypatch.setattr(world, "tools", lambda: tools)
    outcome = world.undo(run_id)
    assert (there(world), why(outcome)) == ("Rome", [("Ann", "not_mapped")])


def test_a_kept_deletion_stays_out_of_it(make: Make) -> None:
    world = make(deletes=Deletes.KEEP)
    world.add_row(Name="Eve", City="Kyiv")
    run_id = ran(world)
    world.delete_row("Eve")
    world.run()
    assert why(world.undo(run_id)) == [("Eve", "left_alone")]
    assert there(world, "Eve") == "Kyiv"


def test_a_value_that_its_field_takes_no_more_is_left(world: World) -> None:
    world.edit_record("Ann", Kind="big")
    world.run()
    world.edit_row("Ann", Kind="small", City="Oslo")
    run_id = ran(world)
    city = world.door.field_id("City")
    world.pair = replace(world.pair, max_length={city: 3})
    world.edit_row("Bob", City="Ulm")
    outcome = world.undo(run_id)
    assert why(outcome) == [("Ann", "refused")]
    assert there(world, field="Kind") == "small"
    assert waits(world) == []


def test_a_field_that_left_the_pair_is_not_put_back(world: World) -> None:
    world.edit_row("Ann", City="Oslo", Note="new")
    run_id = ran(world)
    city = world.door.field_id("City")
    world.pair = replace(world.pair, columns={f: c for f, c in world.pair.columns.items() if f != city})
    assert why(world.undo(run_id)) == [("Ann", "not_mapped")]
    assert (there(world), there(world, field="Note")) == ("Oslo", None)


# -- things that happen meanwhile -----------------------------------------------------------------------------------


def test_the_file_moves_just_before_it_is_written(world: World) -> None:
    world.edit_record("Ann", City="Oslo")
    world.edit_record("Bob", City="Bern")
    run_id = ran(world)
    world.before_writes.append(lambda: world.edit_row("Ann", City="Paris"))
    outcome = world.undo(run_id)
    assert why(outcome) == [("Ann", "edited_since")]
    assert (here(world), here(world, "Bob")) == ("Paris", "Rome")
    assert waits(world) == [("undone", "Bob")]
    world.run()
    assert there(world) == "Paris"  # Ann's edit goes its way: nothing of hers was undone


def test_the_file_keeps_moving(world: World) -> None:
    world.edit_record("Ann", City="Oslo")
    run_id = ran(world)
    moves = iter(range(100))
    world.before_writes += [lambda: world.edit_row("Bob", Note=f"{next(moves)}")] * 10
    with pytest.raises(ChangedUnderneath):
        world.undo(run_id)
    world.before_writes.clear()
    assert waits(world) == []
    assert runs(world)[0].status == "failed"
    assert here(world) == "Oslo"


def test_lost_answers_make_no_second_record(world: World) -> None:
    world.delete_row("Ann")
    run_id = ran(world)
    world.sandbox.faults.lost_answers.next = 1
    world.undo(run_id)
    assert len(world.ids_of("Ann")) == 1
    assert_stays(world)


def test_an_undo_that_airtable_never_answers_is_finished_by_the_next_run(world: World) -> None:
    world.edit_row("Ann", City="Oslo")
    run_id = ran(world)
    world.sandbox.faults.server_errors.every = 1
    with pytest.raises(Transient):
        world.undo(run_id)
    world.sandbox.faults.clear()
    world.run()
    assert (here(world), there(world)) in [("Oslo", "Rome"), ("Oslo", "Oslo")]
    assert_stays(world)


@pytest.mark.timeout(600)
def test_a_death_at_any_moment_of_an_undo_is_made_good(make: Make) -> None:
    """Every record ends undone or as it was, never half; a second undo finishes it."""

    def everything_done(world: World) -> int:
        world.edit_row("Ann", City="Stockholm")
        world.edit_record("Ann", City="Bern", Note="only there")
        world.delete_row("Bob")
        world.delete_record("Cid")
        world.add_row(Name="Eve", City="Kyiv")
        world.add_record(Name="Fay", City="Ulm")
        return ran(world)

    undone = make(policy=Policy.MERGE)
    run_id = everything_done(undone)
    done = undone.summary()
    undone.undo(run_id)
    undone.run()
    wanted = undone.summary()
    assert {kind for kind, _ in waits(undone)} == {"undone"}
    for moment in range(1000):
        world = make(policy=Policy.MERGE)
        run_id = everything_done(world)
        world.deaths.arm(moment)
        died = True
        try:
            world.undo(run_id)
            died = False
        except Death:
            pass
        world.deaths.arm(None)
        world.restart()
        world.clock.advance(120)
        world.run()
        assert world.run().plan.operations == ()
        assert world.summary() in (wanted, done), f"died at {moment}"
        world.undo(run_id)
        world.run()
        assert world.summary() == wanted, f"died at {moment}"
        world.close()
        if not died:
            break
    assert moment > 20


@pytest.mark.timeout(600)
def test_an_undo_that_died_is_finished_by_the_same_undo(make: Make) -> None:
    """With no sync in between: what was in flight is looked up, so that nothing is made twice."""
    for moment in range(1000):
        world = make()
        world.delete_row("Ann")
        world.edit_row("Bob", City="Oslo")
        world.delete_record("Cid")
        run_id = ran(world)
        world.deaths.arm(moment)
        died = True
        try:
            world.undo(run_id)
            died = False
        except Death:
            pass
        world.deaths.arm(None)
        world.restart()
        world.undo(run_id)
        assert [len(world.ids_of(name)) for name in ("Ann", "Bob", "Cid")] == [1, 1, 0], f"died at {moment}"
        assert (world.row("Ann"), here(world, "Cid"), there(world, "Bob")) == (None, "Rome", "Rome")
        world.run()
        assert sorted(waits(world)) == [("undone", "Ann"), ("undone", "Bob"), ("undone", "Cid")], f"died at {moment}"
        world.close()
        if not died:
            break
    assert moment > 20
