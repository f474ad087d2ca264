"""Whole runs that go on from what Airtable had: as right as runs that read everything, for a call or two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import Stopped
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync.feed import Way, Why
from airsync_gui.sync.pairs import Direction, Drift, Policy
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult, run
from tests.laws.world import World

NAMES = ("Ann", "Bob", "Cy", "Dee")
WAYS = pytest.mark.parametrize("by_feed", [True, False], ids=["feed", "times"])
Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A world in step, minutes ago, whose runs go on from an image."""
    made: list[World] = []

    def one(*, by_feed: bool = True, sandbox: dict[str, Any] | None = None, **pair: Any) -> World:
        world = World(tmp_path, pair={"change_feed": by_feed, **pair}, image=True, **(sandbox or {}))
        made.append(world)
        for name in NAMES:
            world.add_row(Name=name, City="Rome")
        assert world.run().exit_code == 0
        world.run()
        world.clock.advance(600)
        return world

    yield one
    for world in made:
        world.close()


def calls(result: RunResult) -> int:
    """Requests of a run but the one that a world's program, which keeps no schema, asks for it with."""
    return result.api_calls - 2


def mark(world: World) -> Any:
    return SqliteImages(world.state).mark("p1")


def hooks(world: World) -> dict[str, Any]:
    return world.sandbox.world.bases[world.base.id].webhooks


def assert_as_a_full_run(world: World) -> None:
    """A run that reads everything would do the same."""
    full = run(world.pair, replace(world.tools(), images=None), dry_run=True)
    preview = world.preview()
    assert preview.plan.id == full.plan.id
    assert [c.uid for c in preview.conflicts] == [c.uid for c in full.conflicts]


def cities(world: World) -> dict[str, Any]:
    return {row["Name"]: row["City"] for row in world.rows()}


def assert_equal(world: World) -> None:
    assert cities(world) == {r["Name"]: r.get("City", "") for r in world.records().values()}


@WAYS
def test_nothing_changed_is_one_call(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    for _ in range(3):
        result = world.run()
        assert (calls(result), result.plan.operations) == (1, ())
    assert mark(world).way is (Way.FEED if by_feed else Way.MODIFIED)


def test_an_edit_and_a_deletion_there_are_two_calls(make: Make) -> None:
    world = make()
    world.edit_record("Ann", City="Oslo")
    world.delete_record("Bob")
    result = world.run()
    assert calls(result) == 2
    assert cities(world) == {"Ann": "Oslo", "Cy": "Rome", "Dee": "Rome"}
    assert calls(world.run()) == 1


@WAYS
def test_our_own_echo_costs_no_more(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.edit_row("Ann", City="Oslo")
    world.add_row(Name="Eve", City="Kyiv")
    world.delete_row("Bob")
    assert len(world.run().completed) == 3
    assert_equal(world)
    result = world.run()
    assert (calls(result), result.plan.operations) == (1, ())
    assert_equal(world)


@WAYS
def test_what_we_deleted_does_not_come_back(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.delete_row("Bob")
    world.run()
    for _ in range(2):
        world.clock.advance(600)
        assert world.run().plan.operations == ()
    assert "Bob" not in cities(world)
    assert world.ids_of("Bob") == []


def test_a_record_that_turns_out_to_be_gone_is_gone_from_the_image(make: Make) -> None:
    world = make(by_feed=False)
    world.delete_record("Bob")
    world.edit_row("Bob", Note="here")
    for _ in range(3):  # the first does not know yet, and finds nothing to update
        result = world.run()
        assert ([c.kind for c in result.conflicts], result.exit_code) == (["edited_deleted"], 3)


def test_a_record_that_turns_out_to_be_gone_is_no_word_on_the_others(make: Make) -> None:
    world = make(by_feed=False)
    world.delete_record("Bob")
    world.edit_row("Bob", Note="here")
    world.edit_row("Ann", Note="here")
    result = world.run()
    assert [(c.label, c.kind) for c in result.conflicts] == [("Bob", "edited_deleted")]
    assert _note(world, "Ann") == "here"
    answered = world.resolve(result.conflicts[0].uid, Answer("local"))
    assert (answered.exit_code, _note(world, "Bob")) == (0, "here")


@WAYS
def test_a_record_that_was_made_again_is_matched_at_once(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.delete_record("Bob")
    world.add_record(Name="Bob", City="Oslo")
    result = world.run()
    assert ([c.kind for c in result.conflicts], result.plan.held) == (["created_twice"], ())


@WAYS
def test_a_duplicate_that_is_removed_is_held_no_longer(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.add_record(Name="Bob", City="Oslo")
    world.edit_record("Ann", City="Bern")
    assert len(world.run().plan.held) == 2
    world.clock.advance(600)
    again = world.run()
    assert (len(again.plan.held), calls(again)) == (2, 1 if by_feed else 2)  # asked for those two alone
    world.door.delete(world.ids_of("Bob")[1])
    world.clock.advance(600)
    assert world.run().exit_code == 0
    assert_equal(world)


def test_what_a_one_way_pair_makes_of_a_lost_record_waits_for_the_next_run(make: Make) -> None:
    world = make(by_feed=False, direction=Direction.PUSH, drift=Drift.OVERWRITE)
    world.delete_record("Bob")
    world.edit_row("Bob", Note="here")
    assert (world.run().conflicts, world.ids_of("Bob")) == ((), [])
    world.run()
    assert _note(world, "Bob") == "here"


def _note(world: World, name: str) -> str | None:
    record = world.record(name)
    return record["Note"] if record else None


def test_a_locked_record_that_is_gone_stays_a_conflict(make: Make) -> None:
    world = make(by_feed=False, policy=Policy.OPTIMISTIC_LOCK, version_field="Version")
    world.delete_record("Bob")
    world.edit_row("Bob", Note="here")
    for _ in range(3):
        assert [c.kind for c in world.run().conflicts] == ["edited_deleted"]


@WAYS
def test_a_deletion_there_reaches_here_in_time(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.delete_record("Bob")
    if not by_feed:
        assert world.run().plan.operations == ()
        world.clock.advance(6 * 3600)
    world.run()
    assert "Bob" not in cities(world)


@WAYS
def test_both_edited_is_a_conflict_whose_answer_is_in_the_image(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.edit_record("Ann", City="Oslo")
    world.edit_row("Ann", City="Bern")
    (conflict,) = world.run().conflicts
    assert [c.uid for c in world.run().conflicts] == [conflict.uid]
    world.resolve(conflict.uid, Answer(take="local"))
    world.run()  # brings what the formula makes of it
    result = world.run()
    assert (calls(result), result.plan.operations, result.conflicts) == (1, (), ())
    assert_equal(world)


def test_the_feed_tells_which_edit_was_the_last(make: Make) -> None:
    world = make(policy=Policy.LAST_WRITE_WINS)
    world.edit_row("Ann", City="Bern")
    world.clock.advance(60)
    world.edit_record("Ann", City="Oslo")
    assert world.run().conflicts == ()
    assert cities(world)["Ann"] == "Oslo"
    assert_equal(world)


@WAYS
def test_an_undo_is_seen(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.edit_row("Ann", City="Oslo")
    world.delete_row("Bob")
    world.clock.advance(600)
    run_id = world.run().run_id
    assert run_id is not None
    world.undo(run_id)
    assert_as_a_full_run(world)
    world.run()
    assert_as_a_full_run(world)
    assert "Bob" in {record["Name"] for record in world.records().values()}


def test_the_sandbox_answers_every_doubt_the_other_way(make: Make) -> None:
    switches = dict.fromkeys(("lost_cursor_refused", "refresh_revives", "equal_write_touches", "empty_replies"), True)
    world = make(sandbox={**switches, "computed_payloads": False, "payload_records": 1})
    world.edit_record("Ann", City="Oslo")
    world.add_record(Name="Eve", City="Kyiv")
    world.edit_row("Cy", City="Bern")
    world.run()
    assert_equal(world)
    assert world.run().plan.operations == ()
    world.clock.advance(9 * 86_400)
    world.edit_record("Ann", City="Lima")
    world.delete_record("Dee")
    world.run()
    assert_equal(world)


@pytest.mark.parametrize("kind", ["gone", "broken", "gap"])
def test_a_doubt_loses_nothing(make: Make, kind: str) -> None:
    world = make()
    (hook,) = hooks(world).values()
    world.edit_record("Ann", City="Oslo")
    world.delete_record("Bob")
    if kind == "gone":
        hooks(world).clear()
    elif kind == "broken":
        hook.tell(world.clock.now(), {"error": True, "code": "INTERNAL_ERROR"})
    else:
        hook.lose(len(hook.payloads) - 1)
    world.run()
    assert mark(world).way is Way.FULL
    assert cities(world) == {"Ann": "Oslo", "Cy": "Rome", "Dee": "Rome"}
    assert len(hooks(world)) == 1
    assert calls(world.run()) == 1


def test_a_renamed_choice_is_followed(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Kind="big")
    world.run()
    world.run()
    world.door.rename_choice("Kind", "big", "huge")
    world.run()
    assert mark(world).why is Why.FIELDS
    assert [row["Kind"] for row in world.rows() if row["Name"] == "Ann"] == ["huge"]
    assert world.run().plan.operations == ()


def test_a_new_field_is_news_of_the_schema(make: Make) -> None:
    world = make()
    world.door.add_field("Another", "singleLineText")
    world.edit_record("Ann", City="Oslo")
    world.run()
    assert mark(world).way is Way.FEED
    assert cities(world)["Ann"] == "Oslo"
    assert calls(world.run()) == 1


def test_a_preview_moves_nothing_and_says_what_the_run_does(make: Make) -> None:
    world = make()
    world.edit_record("Ann", City="Oslo")
    world.delete_record("Bob")
    world.edit_row("Cy", City="Bern")
    before = world.both_sides(), world.state_content()
    preview = world.preview()
    assert_as_a_full_run(world)
    assert (world.both_sides(), world.state_content()) == before
    assert world.run().plan.id == preview.plan.id


def test_a_first_preview_makes_no_hook(tmp_path: Path) -> None:
    world = World(tmp_path, image=True)
    world.add_row(Name="Ann")
    before = world.state_content()
    world.preview()
    assert world.state_content() == before
    assert not hooks(world)
    world.close()


@WAYS
def test_a_run_that_a_guard_stopped_has_the_news_all_the_same(make: Make, by_feed: bool) -> None:
    world = make(by_feed=by_feed)
    world.door.add_many({"Name": f"n{number}", "City": "Rome"} for number in range(22))
    world.run()
    world.clock.advance(600)
    for record_id in world.records():
        world.door.edit(record_id, {"City": "Oslo"})
    for _ in range(2):
        with pytest.raises(Stopped):
            world.run(consent=Consent())
    world.run()
    assert_equal(world)


def test_a_run_that_dies_anywhere_loses_and_doubles_nothing(tmp_path: Path) -> None:
    for moment in range(2, 60, 9):
        folder = tmp_path / str(moment)
        folder.mkdir()
        world = World(folder, image=True)
        for name in NAMES:
            world.add_row(Name=name, City="Rome")
        died = world.die_at(moment % 30)
        if moment >= 30:
            world.run()
            world.edit_record("Ann", City="Oslo")
            world.delete_record("Bob")
            world.add_row(Name="Eve", City="Kyiv")
            world.edit_row("Cy", City="Bern")
            world.delete_row("Dee")
            died = world.die_at(moment - 30)
        world.run()
        assert world.run().plan.operations == ()
        assert_equal(world)
        assert len(hooks(world)) == 1, died
        world.close()
