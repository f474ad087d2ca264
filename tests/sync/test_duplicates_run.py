"""Merging duplicates over the real parts: what is written, what the next sync makes of it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, NotFound, Refused, Stopped, UsageError
from airsync_gui.state import history
from airsync_gui.sync.duplicates import Group
from airsync_gui.sync.duplicates_run import Found, MergeResult, Wish, look_for, merge
from airsync_gui.sync.pairs import Direction, Policy
from airsync_gui.sync.records import Side
from airsync_gui.sync.run import Consent
from airsync_gui.sync.undo_run import Task, UndoResult, undo
from tests.laws.world import Death, World

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A world with Ann and Bob in step."""
    made: list[World] = []

    def one(local: str = "csv", **pair: Any) -> World:
        world = World(tmp_path, local=local, pair=pair)
        made.append(world)
        for name in ("Ann", "Bob"):
            if pair.get("direction") is Direction.PULL:
                world.add_record(Name=name, City="Rome")
            else:
                world.add_row(Name=name, City="Rome")
        assert world.run().exit_code == 0
        return world

    yield one
    for world in made:
        world.close()


def found(world: World) -> Found:
    return look_for(world.pair, world.tools())


def only(world: World) -> Group:
    (group,) = found(world).groups
    return group


def merged(world: World, kept: str, dry_run: bool = False, plan: str | None = None, **chosen: Any) -> MergeResult:
    world.clock.advance(1)
    values = {world.field_ids.get(name, name): value for name, value in chosen.items()}
    wish = Wish(only(world).id, kept, values)
    return merge(world.pair, world.tools(), wish, dry_run=dry_run, consent=Consent(yes=plan is None, plan_id=plan))


def undone(world: World, run_id: int | None) -> UndoResult:
    assert run_id is not None
    world.clock.advance(1)
    with world.state.reading() as db:
        changes, successors = history.past(db, run_id), history.successors(db)
        assert history.kind_of(db, run_id) == "merge"
    task = Task(run_id, changes, None, successors, twins=True)
    return undo(world.pair, world.tools(), task, consent=Consent(yes=True))


def people(world: World, *fields: str) -> list[tuple[str, ...]]:
    """Everybody in Airtable."""
    return sorted(tuple(str(record.get(f) or "") for f in ("Name", *fields)) for record in world.records().values())


def here(world: World, *fields: str) -> list[tuple[str, ...]]:
    return sorted(tuple(row.get(f) or "" for f in ("Name", *fields)) for row in world.rows())


def twin(world: World, **fields: Any) -> tuple[str, str]:
    """A second Ann in Airtable: (id of the known one, id of the other)."""
    (known,) = world.ids_of("Ann")
    return known, world.add_record(**{"Name": "Ann", "City": "Rome", **fields})


def assert_at_rest(world: World) -> None:
    before = world.both_sides()
    assert world.run().plan.operations == ()
    assert world.both_sides() == before


# -- twins in Airtable ------------------------------------------------------------------------------------------------


def test_twins_are_found_and_merging_ends_what_held_them(make: Make) -> None:
    world = make()
    known, other = twin(world, Note="tall")
    assert world.run().exit_code == 7
    group = only(world)
    assert (group.side, group.twins, {row.row_id for row in group.rows}) == (Side.AIRTABLE, True, {known, other})
    done = merged(world, known)
    assert [(op.kind, op.record_id) for op in done.result.completed] == [("update", known), ("delete", other)]
    assert people(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    assert found(world).groups == ()
    assert world.run().exit_code == 0
    assert here(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    assert_at_rest(world)


def test_a_field_that_is_gone_by_now_hides_no_twins(make: Make) -> None:
    world = make()
    world.run()
    _, other = twin(world)
    tools = world.tools()
    tools.airtable.schema()
    world.door.delete_field("Note")
    (group,) = look_for(world.pair, tools).groups
    assert other in {row.row_id for row in group.rows}


def test_the_one_that_was_never_in_step_may_be_the_one_that_stays(make: Make) -> None:
    world = make()
    _, other = twin(world, Note="tall")
    merged(world, other)
    assert world.ids_of("Ann") == [other]
    assert world.run().exit_code == 0
    assert here(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    assert_at_rest(world)


def test_history_has_all_that_the_deleted_one_had(make: Make) -> None:
    world = make()
    known, _ = twin(world, Note="tall", City="Oslo")
    run_id = merged(world, known).result.run_id
    (update, delete) = [change for change in world.changes() if change.run_id == run_id]
    assert (update.kind, update.after) == ("update", {world.field_ids["Note"]: "tall"})
    assert delete.before[world.field_ids["City"]] == "Oslo"
    assert set(delete.rules.values()) == {"duplicates"}


@pytest.mark.parametrize("synced", [False, True])
@pytest.mark.parametrize("keep_known", [False, True])
def test_a_merge_is_taken_back(make: Make, synced: bool, keep_known: bool) -> None:
    world = make()
    world.run()
    known, other = twin(world, Note="tall")
    world.run()
    done = merged(world, known if keep_known else other)
    if synced:
        world.run()
    back = undone(world, done.result.run_id)
    assert [skipped.reason for skipped in back.skipped] == []
    assert people(world, "Note") == [("Ann", ""), ("Ann", "tall"), ("Bob", "")]
    before = world.both_sides()
    world.run()
    assert world.both_sides() == before


def test_a_merge_of_what_was_never_synced_is_taken_back(make: Make) -> None:
    world = make()
    first = world.add_record(Name="Cid", City="Rome")
    world.add_record(Name="Cid", Note="tall")
    done = merged(world, first)
    assert people(world, "City", "Note")[-1] == ("Cid", "Rome", "tall")
    undone(world, done.result.run_id)
    assert people(world, "City", "Note")[-2:] == [("Cid", "", "tall"), ("Cid", "Rome", "")]


# -- near twins -------------------------------------------------------------------------------------------------------


def test_records_that_differ_by_a_capital_are_merged_on_both_sides_by_the_next_sync(make: Make) -> None:
    world = make()
    world.add_row(Name="ann ", Note="tall")
    assert world.run().exit_code == 0
    groups = found(world).groups
    assert [group.side for group in groups] == [Side.LOCAL, Side.AIRTABLE]
    kept = next(row.row_id for row in groups[1].rows if row.values[world.field_ids["Name"]] == "Ann")
    world.clock.advance(1)
    merge(world.pair, world.tools(), Wish(groups[1].id, kept, {}), consent=Consent(yes=True))
    assert people(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    assert world.run().exit_code == 0
    assert here(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    assert_at_rest(world)


@pytest.mark.parametrize("local", ["csv", "sqlite"])
def test_rows_here_are_merged_too(make: Make, local: str) -> None:
    world = make(local)
    world.add_row(Name="ANN", Note="tall")
    world.run()
    group = found(world).groups[0]
    assert (group.side, group.twins) == (Side.LOCAL, False)
    kept = next(row.label for row in group.rows if row.values[world.field_ids["Name"]] == "Ann")
    world.clock.advance(1)
    done = merge(world.pair, world.tools(), Wish(group.id, kept, {}), consent=Consent(yes=True))
    assert here(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    world.run()
    assert people(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    assert_at_rest(world)
    undone(world, done.result.run_id)
    assert here(world, "Note") == [("ANN", "tall"), ("Ann", ""), ("Bob", "")]


@pytest.mark.parametrize("synced", [False, True])
def test_twins_in_a_database_are_told_apart_by_its_key(make: Make, synced: bool) -> None:
    world = make("sqlite")
    world.add_row(Name="Ann", Note="tall")
    assert world.run().exit_code == 7
    group = only(world)
    assert (group.side, group.twins, found(world).why_not(group)) == (Side.LOCAL, True, "")
    done = merged(world, group.rows[0].label)
    assert here(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    if synced:
        assert world.run().exit_code == 0
        assert people(world, "Note") == [("Ann", "tall"), ("Bob", "")]
    undone(world, done.result.run_id)
    assert here(world, "Note") == [("Ann", ""), ("Ann", "tall"), ("Bob", "")]
    before = world.both_sides()
    world.run()
    assert world.both_sides() == before


def test_twins_in_a_file_are_listed_with_what_to_do(make: Make) -> None:
    world = make()
    world.add_row(Name="Ann", Note="tall")
    why_not = found(world).why_not(only(world))
    assert "delete all but one, or give each a key of its own" in why_not
    with pytest.raises(UsageError, match="but their places"):
        merged(world, only(world).rows[0].label)
    assert len(world.rows()) == 3


# -- what is refused --------------------------------------------------------------------------------------------------


def test_a_choice_is_asked_for_where_the_kept_one_is_blank(make: Make) -> None:
    world = make()
    (known,) = world.ids_of("Bob")
    world.edit_record("Bob", Note=None)
    for note in ("short", "tall"):
        world.add_record(Name="Bob", Note=note)
    with pytest.raises(UsageError, match="differ in Note"):
        merged(world, known)
    merged(world, known, Note="short")
    assert people(world, "Note") == [("Ann", ""), ("Bob", "short")]


def test_what_can_not_be_is_said(make: Make) -> None:
    world = make()
    known, _ = twin(world)
    with pytest.raises(NotFound, match="rec0"):
        merged(world, "rec0")
    with pytest.raises(NotFound):
        merge(world.pair, world.tools(), Wish("0", known, {}))
    with pytest.raises(UsageError, match="part of the key"):
        merged(world, known, Name="Anna")
    with pytest.raises(InvalidValue):
        merged(world, known, City="two\nlines")
    assert people(world) == [("Ann",), ("Ann",), ("Bob",)]


def test_a_side_that_the_pair_never_writes_is_left_alone(make: Make) -> None:
    world = make(direction=Direction.PULL)
    known, _ = twin(world)
    with pytest.raises(UsageError, match="never writes in Airtable"):
        merged(world, known)


def test_a_record_that_waits_for_a_person_waits(make: Make) -> None:
    world = make()
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Ann", City="Bonn")
    assert world.run().exit_code == 3
    known, _ = twin(world)
    with pytest.raises(UsageError, match="waits as a conflict"):
        merged(world, known)


def test_many_deletions_need_a_yes(make: Make) -> None:
    world = make()
    known, _ = twin(world)
    for _ in range(11):
        world.add_record(Name="Ann", City="Rome")
    preview = merged(world, known, dry_run=True).result.plan
    assert [stop.code for stop in preview.stops] == ["deletes"]
    with pytest.raises(Stopped):
        merge(world.pair, world.tools(), Wish(only(world).id, known, {}))
    assert len(world.ids_of("Ann")) == 13
    merged(world, known, plan=preview.id)
    assert world.ids_of("Ann") == [known]


def test_a_preview_writes_and_keeps_nothing(make: Make) -> None:
    world = make()
    known, other = twin(world, Note="tall")
    before = world.both_sides(), world.state_content()
    plan = merged(world, known, dry_run=True).result.plan
    assert [(op.kind, op.record_id) for op in plan.operations] == [("update", known), ("delete", other)]
    assert (world.both_sides(), world.state_content()) == before


# -- what goes wrong --------------------------------------------------------------------------------------------------


def test_unless_the_kept_one_is_written_nothing_is_deleted(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make()
    known, _ = twin(world, Note="tall")
    tools = world.tools()

    def refuse(_records: object) -> None:
        raise Refused(status=422, detail="no")

    monkeypatch.setattr(type(tools.airtable), "update", lambda _self, records: refuse(records))
    with pytest.raises(Refused):
        merge(world.pair, tools, Wish(only(world).id, known, {}))
    monkeypatch.undo()
    assert people(world, "Note") == [("Ann", ""), ("Ann", "tall"), ("Bob", "")]
    with world.state.reading() as db:
        assert history.runs(db)[0].status == "failed"


@pytest.mark.parametrize("keep_known", [True, False])
def test_a_death_at_any_moment_loses_nothing_and_it_can_be_done_again(make: Make, keep_known: bool) -> None:
    world = make()
    world.edit_record("Ann", City="Oslo")
    world.run()
    known, other = twin(world, Note="tall", City=None)
    kept = known if keep_known else other
    died = 0
    while len(world.ids_of("Ann")) > 1:
        world.deaths.arm(died + 1)
        try:
            merged(world, kept)
        except Death:
            died += 1
        world.deaths.arm(None)
        world.restart()
        world.run()
    assert died > 3
    world.run()
    assert (
        people(world, "City", "Note") == here(world, "City", "Note") == [("Ann", "Oslo", "tall"), ("Bob", "Rome", "")]
    )
    assert_at_rest(world)
    city, note = world.field_ids["City"], world.field_ids["Note"]
    merging = [c for c in world.changes() if set(c.rules.values()) == {"duplicates"}]
    assert {c.kind for c in merging} == {"update", "delete"}
    assert {c.after.get(note if keep_known else city) for c in merging if c.kind == "update"} == {
        "tall" if keep_known else "Oslo"
    }


def test_the_version_is_counted_on(make: Make) -> None:
    world = make()
    world.pair = replace(world.pair, policy=Policy.OPTIMISTIC_LOCK, version_field=world.door.field_id("Version"))
    world.edit_row("Ann", City="Oslo")
    world.run()
    known, _ = twin(world, Note="tall")
    before = world.records()[known]["Version"]
    merged(world, known)
    assert world.records()[known]["Version"] == before + 1
