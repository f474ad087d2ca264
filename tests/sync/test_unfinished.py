"""A program died over an undo or an answer, and a person goes on before any run has finished it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from airsync_gui.errors import ConflictError
from airsync_gui.state import history
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from tests.laws.world import Death, World

FIRST = 9
"""Before that moment nothing is kept of what is being done (both sides are read); then each second one differs."""
Act = Callable[[World], object]


def in_step(folder: Path, *names: str) -> World:
    folder.mkdir(parents=True)
    world = World(folder)
    for name in names:
        world.add_row(Name=name, City="Rome")
    world.run()
    return world


def die(world: World, act: Act, moment: int, only: str = ".*") -> bool:
    """Let the program die at that moment of what it does; whether it got that far."""
    world.deaths.arm(moment, only)
    try:
        act(world)
    except Death:
        return True
    finally:
        world.deaths.arm(None)
        world.restart()
    return False


def cities(world: World) -> list[tuple[str, str]]:
    """What each record has, here and there; both sides must have the same records, once each."""
    here = {row["Name"]: row["City"] for row in world.rows()}
    there = {str(fields["Name"]): str(fields.get("City", "")) for fields in world.records().values()}
    assert len(here) == len(world.rows())
    assert len(there) == len(world.records())
    return [(here.get(name, "-"), there.get(name, "-")) for name in sorted({*here, *there})]


def take(side: str) -> Act:
    def act(world: World) -> None:
        for row in world.conflicts():
            world.resolve(row.conflict.uid, Answer(take=side))  # type: ignore[arg-type]

    return act


def deaths_of(make: Callable[[], World], act: Act) -> Iterator[World]:
    """A world for each moment at which the act can die."""
    alive = make()
    alive.deaths.arm(None)
    act(alive)
    moments = len(alive.deaths.seen)
    alive.close()
    assert moments > 15
    for moment in range(FIRST, moments, 2):
        world = make()
        assert die(world, act, moment)
        yield world
        world.close()


def test_an_answer_to_a_half_undone_record_settles_first_what_was_sent(tmp_path: Path) -> None:
    """Nothing stays in the journal of a record that waits, and the values that were overwritten stay in history."""
    folders = iter(range(1000))

    def edited() -> World:
        world = in_step(tmp_path / str(next(folders)), "Ann", "Bob")
        world.edit_row("Ann", City="Oslo")
        world.run()
        return world

    sent = 0
    for world in deaths_of(edited, lambda world: world.undo(2)):
        sent += any(row.state == "in_flight" for row in world.queue())
        with suppress(ConflictError):  # it moved since it was shown: then it is shown again
            take("local")(world)
        open_ = {row.conflict.uid for row in world.conflicts()}
        assert not open_ & {row.operation.uid for row in world.queue()}
        take("local")(world)
        world.run()
        assert cities(world) in ([("Oslo", "Oslo"), ("Rome", "Rome")], [("Rome", "Rome")] * 2)
        assert (world.conflicts(), world.queue(), world.run().plan.operations) == ([], [], ())
        undone = [change for change in world.changes() if "undo" in change.rules.values()]
        back = [change for change in world.changes() if "resolution" in change.rules.values()]
        assert len(undone) >= len(back)  # an answer overwrites only what history says was put back
    assert sent > 1


@pytest.mark.parametrize("then", ["local", "airtable"])
def test_another_answer_to_a_record_whose_answer_died_makes_nothing_twice(then: str, tmp_path: Path) -> None:
    """The first answer makes the record again in Airtable; nobody knows whether that arrived."""
    folders = iter(range(1000))

    def deleted() -> World:
        world = in_step(tmp_path / str(next(folders)), "Ann", "Bob")
        world.edit_row("Ann", City="Oslo")
        world.delete_record("Ann")
        world.run()
        return world

    wanted = {"local": [("Oslo", "Oslo"), ("Rome", "Rome")], "airtable": [("Rome", "Rome")]}
    for world in deaths_of(deleted, take("local")):
        with suppress(ConflictError):
            take(then)(world)
        for _ in range(2):
            world.run()
        assert cities(world) in (wanted[then], wanted["local"])
        assert (world.conflicts(), world.queue()) == ([], [])


def test_what_a_dead_run_turns_out_to_have_done_is_its_own(tmp_path: Path) -> None:
    """So that undoing the run that found out takes back nothing of it, and undoing the dead one does."""
    world = in_step(tmp_path / "world", "Ann", "Bob")
    world.edit_row("Ann", City="Oslo")
    assert die(world, World.run, 1, only="PATCH .*")
    dead = world.last_run()
    assert world.changes()[-1].run_id != dead
    world.edit_row("Bob", City="Bern")
    found = world.run().run_id
    assert found == dead + 1
    with world.state.reading() as db:
        told = {run.id: [(c.side, c.label) for c in history.changes(db, run.id)] for run in history.runs(db)}
    assert told[dead] == [(Side.AIRTABLE, "Ann")]
    assert (Side.AIRTABLE, "Bob") in told[found]
    assert (Side.AIRTABLE, "Ann") not in told[found]
    world.undo(dead)
    assert (world.record("Ann") or {})["City"] == "Rome"
    assert (world.record("Bob") or {})["City"] == "Bern"
    world.close()


def test_a_record_gone_on_both_sides_before_its_undo_went_on_is_forgotten(tmp_path: Path) -> None:
    world = in_step(tmp_path / "world", "Ann", "Bob")
    world.edit_row("Ann", City="Oslo")
    run_id = world.run().run_id or 0
    assert die(world, lambda world: world.undo(run_id), 0, only="PATCH .*")
    assert [row.answered for row in world.conflicts()] == [True]
    world.delete_row("Ann")
    world.delete_record("Ann")
    world.run()
    assert cities(world) == [("Rome", "Rome")]
    assert (world.conflicts(), world.queue(), len(world.memories())) == ([], [], 1)
    world.close()
