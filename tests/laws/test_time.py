"""A laptop that sleeps for a week, and clocks that are set: nothing is made twice, and nothing waits for hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from airsync_gui.airtable.limiter import RequestLimiter, base_key
from tests.fakes.clock import FakeCancel
from tests.laws.world import Death, World

HOUR_S, WEEK_S = 3600.0, 7 * 86400.0
LONGEST_WAIT_S = 120.0
"""More than the time-out of a create, and less than anybody would call hanging."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world in step, with five rows that Airtable does not have yet."""
    world = World(tmp_path)
    world.add_row(Name="Ann", City="Rome")
    world.run()
    for number in range(5):
        world.add_row(Name=f"n{number}", City="Oslo")
    yield world
    world.close()


def assert_in_step_once(world: World, *, within_s: float = LONGEST_WAIT_S) -> None:
    began = world.clock.monotonic()
    world.run()
    assert world.clock.monotonic() - began < within_s
    assert world.run().plan.operations == ()
    names = Counter(str(fields["Name"]) for fields in world.records().values())
    assert names == dict.fromkeys(("Ann", *(f"n{number}" for number in range(5))), 1)
    assert (world.conflicts(), world.queue()) == ([], [])


def die_while_creating(world: World, *, arrived: bool) -> None:
    world.deaths.arm(int(arrived), only=r"POST .*/tbl\w+")
    with pytest.raises(Death):
        world.run()
    world.deaths.arm(None)
    world.restart()
    assert {row.state for row in world.queue()} == {"in_flight"}


@pytest.mark.parametrize("arrived", [False, True])
@pytest.mark.parametrize("set_by_s", [WEEK_S, -HOUR_S, -WEEK_S], ids=["asleep", "an hour back", "a week back"])
def test_creates_in_flight_when_the_clock_jumps(world: World, set_by_s: float, arrived: bool) -> None:
    """After a sleep they are looked up at once; a clock set back makes nobody wait for longer than their time-out."""
    die_while_creating(world, arrived=arrived)
    world.clock.set_by(set_by_s)
    assert_in_step_once(world, within_s=5 if set_by_s > 0 else LONGEST_WAIT_S)


@pytest.mark.parametrize("set_by_s", [WEEK_S, -HOUR_S], ids=["asleep", "an hour back"])
@pytest.mark.parametrize("fault", ["lost_answers", "lost_requests"])
def test_the_clock_jumps_while_a_run_waits_for_lost_answers(world: World, set_by_s: float, fault: str) -> None:
    getattr(world.sandbox.faults, fault).next = 1

    def jump(method: str, path: str) -> None:
        if method == "POST" and not path.endswith("listRecords"):
            world.sandbox.before_request.remove(jump)
            world.clock.set_by(set_by_s)

    world.sandbox.before_request.append(jump)
    assert_in_step_once(world)


@pytest.mark.parametrize("set_by_s", [WEEK_S, -HOUR_S], ids=["asleep", "an hour back"])
def test_the_schema_is_asked_for_anew_after_a_jump(world: World, set_by_s: float) -> None:
    """A copy of it that seems to come from the future is not trusted, either."""
    world.run()
    world.clock.set_by(set_by_s)
    world.door.rename_field(world.field_ids["City"], "Town")
    world.edit_row("Ann", City="Bern")
    world.run()
    assert (world.record("Ann") or {})["City"] == "Bern"


@pytest.mark.parametrize("wake", [lambda world: world.clock.set_by(WEEK_S), lambda world: world.clock.set_by(-HOUR_S)])
def test_a_penalty_lasts_its_seconds_whatever_the_time_of_day(world: World, wake: Callable[[World], None]) -> None:
    limiter = RequestLimiter(world.folder / "limiter", world.clock)
    key = base_key("host", "app1")
    limiter.block(key, 30, "too many")
    wake(world)
    pause = limiter.pause(key)
    assert pause is not None
    assert pause.seconds == pytest.approx(30)
    assert (pause.until - world.clock.now()).total_seconds() == pytest.approx(30)
    began = world.clock.monotonic()
    limiter.wait_turn([key], FakeCancel(world.clock))
    assert world.clock.monotonic() - began == pytest.approx(30, abs=1)
