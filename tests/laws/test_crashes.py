"""Law 5: die at any request, commit or write, run again, and the end is the same as without the death."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.resolve import Answer
from tests.laws.world import Death, World

pytestmark = pytest.mark.timeout(600)

Make = Callable[[str], World]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A world in which one run has everything to do."""

    def made(name: str, policy: Policy = Policy.MERGE) -> World:
        folder = tmp_path / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        world = World(folder, pair={"policy": policy}, round_numbers=True)
        names = ["both", "here", "there", "renamed", "moved", "cut", "dead", "gone", "clash", *map(str, range(9))]
        world.write_rows([{"Name": each, "City": f"City of {each}", "Count": "1"} for each in names])
        world.run()
        edit_all(world)
        return world

    return made


def edit_all(world: World) -> None:
    """An edit of every kind on both sides."""
    world.edit_row("both", City="longer than there")
    world.edit_record("both", City="shorter", Note="only there")
    world.edit_row("here", Note="a note", Count="3.14159")
    world.edit_record("there", City="elsewhere", Count=2.5)
    world.edit_row("renamed", Name="re-named")
    world.edit_record("moved", Name="re-moved", City="somewhere")
    world.delete_row("dead")
    world.delete_record("gone")
    world.edit_row("clash", City="same length A")
    world.edit_record("clash", City="same length B")
    world.edit_row("cut", Count="many")
    for number in range(12):
        world.add_row(Name=f"new here {number}", City=f"c{number}", Count="0.25")
    world.add_record(Name="new there", City="x", Count=7)
    world.add_row(Name="new twice", City="y")
    world.add_record(Name="new twice", City="y", Note="filled")


def finish(world: World) -> World:
    """Run until nothing is left to do."""
    world.clock.advance(120)
    for _ in range(3):
        if not world.run().plan.operations:
            break
    return world


def test_a_death_at_any_moment_of_a_run_changes_nothing_in_the_end(make: Make) -> None:
    wanted = finish(make("wanted")).summary()
    assert [c[0] for c in wanted["conflicts"]] == ["both_edited"]
    moment = 0
    while True:
        world = make("dying")
        if not world.die_at(moment):
            break
        assert finish(world).summary() == wanted, f"died at {moment}"
        assert overwritten(world) == {"shorter"}, f"died at {moment}: history lost what the policy overwrote"
        world.close()
        moment += 1
    assert moment > 30


def overwritten(world: World) -> set[object]:
    """Every value that a policy overwrote, as history tells it."""
    return {change.before[f] for change in world.changes() for f in change.overwrites}


def test_two_deaths_are_no_worse_than_one(make: Make) -> None:
    wanted = finish(make("wanted")).summary()
    for first, second in [(15, 9), (19, 19), (24, 4), (24, 12), (27, 17), (30, 22)]:
        world = make("dying")
        world.die_at(first)
        world.die_at(second)
        assert finish(world).summary() == wanted, f"died at {first} and {second}"
        world.close()


@pytest.mark.parametrize("take", ["local", "airtable"])
def test_an_answer_is_finished_by_the_next_run(make: Make, take: str) -> None:
    answer = Answer(fields={}, take=take)  # type: ignore[arg-type]
    given = 0
    moment = 0
    while True:
        world = finish(make("dying"))
        before = world.summary()
        uid = world.conflicts()[0].conflict.uid
        world.deaths.arm(moment)
        try:
            world.resolve(uid, answer)
            died = False
        except Death:
            died = True
        world.deaths.arm(None)
        world.restart()
        was_given = any(row.answered for row in world.conflicts()) or not world.conflicts()
        finish(world)
        if was_given:
            given += 1
            row, record = world.row("clash"), world.record("clash")
            assert row is not None
            assert record is not None
            assert row["City"] == record["City"] == f"same length {'A' if take == 'local' else 'B'}", moment
            assert world.conflicts() == []
        else:
            assert world.summary() == before, moment
        world.close()
        moment += 1
        if not died:
            break
    assert given > 3


def test_a_killed_first_run_goes_on_with_no_guard_in_the_way(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write_rows([{"Name": f"n{number}"} for number in range(100)])
    world.die_at(25)
    assert 0 < len(world.records()) < 100
    result = world.run(consent=None)
    assert result.exit_code == 0
    assert len(world.records()) == 100
