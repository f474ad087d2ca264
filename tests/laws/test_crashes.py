"""Law 5: die at any request, commit or write, run again, and the end is the same as without the death.

Every moment of every story is a death of its own. Here some of each are tried; ``packaging/dev soak --crashes`` tries
all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.stories import STORIES, Story
from tests.laws.world import Death, World, tally

pytestmark = pytest.mark.timeout(1200)
STEP = int(os.environ.get("AIRSYNC_CRASH_STEP", "7"))


@pytest.fixture(scope="module", autouse=True)
def _said_in_the_end() -> Iterator[None]:
    before = tally["kills"]
    yield
    print(f"\n{tally['kills'] - before} deaths")


by_name = {story.name: story for story in STORIES}


def lost_to_history(world: World) -> list[str]:
    """Every value that a policy overwrote and every record that was deleted, as history tells it."""
    overwritten = [str(change.before[f]) for change in world.changes() for f in change.overwrites]
    deleted = [str(sorted(map(str, change.before.values()))) for change in world.changes() if change.kind == "delete"]
    return sorted(overwritten + deleted)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: re.sub(r"\W+", "-", story.name))
def test_a_death_at_any_moment_changes_nothing_in_the_end(story: Story, tmp_path: Path) -> None:
    alive = story.begin(tmp_path / "alive")
    story.act(alive)
    wanted = story.end(alive).summary(), lost_to_history(alive)
    moments = story.moments(tmp_path / "alive")
    assert moments > 10
    for moment in range(STORIES.index(story) % STEP, moments, STEP):
        world = story.begin(tmp_path / "dying")
        assert story.dies_at(moment, world)
        assert (story.end(world).summary(), lost_to_history(world)) == wanted, f"died at {moment} of {moments}"
        world.close()
    alive.close()


def test_two_deaths_are_no_worse_than_one(tmp_path: Path) -> None:
    story = by_name["a CSV file"]
    wanted = story.end(story.begin(tmp_path / "alive")).summary()
    for first, second in [(15, 9), (19, 19), (24, 4), (24, 12), (27, 17), (30, 22)]:
        world = story.begin(tmp_path / "dying")
        story.dies_at(first, world)
        story.dies_at(second, world)
        assert story.end(world).summary() == wanted, f"died at {first} and {second}"
        world.close()


@pytest.mark.parametrize(("take", "city"), [("local", "same length A"), ("airtable", "same length B")])
def test_an_answer_is_finished_by_the_next_run(take: str, city: str, tmp_path: Path) -> None:
    story = by_name[f"answer {take}"]
    given = 0
    for moment in range(story.moments(tmp_path / "alive")):
        world = story.begin(tmp_path / "dying")
        assert story.dies_at(moment, world)
        was_given = any(row.answered for row in world.conflicts()) or not world.conflicts()
        if was_given:
            given += 1
            world.run()
            row, record = world.row("clash"), world.record("clash")
            assert row is not None
            assert record is not None
            assert row["City"] == record["City"] == city, moment
            assert world.conflicts() == []
        world.close()
    assert given > 3


def test_a_killed_first_run_goes_on_with_no_guard_in_the_way(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write_rows([{"Name": f"n{number}"} for number in range(100)])
    world.deaths.arm(25)
    with pytest.raises(Death):
        world.run()
    world.deaths.arm(None)
    world.restart()
    assert 0 < len(world.records()) < 100
    result = world.run(consent=None)
    assert result.exit_code == 0
    assert len(world.records()) == 100
