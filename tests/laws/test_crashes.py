"""Law 5: die at any request, commit or write, run again, and the end is the same as without the death.

Every moment of every story is a death of its own. Here some of each are tried; ``packaging/dev soak --crashes`` tries
all of them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.laws.stories import STORIES, Story
from tests.laws.world import Death, World

pytestmark = pytest.mark.timeout(1200)
STEP = 7
by_name = {story.name: story for story in STORIES}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: re.sub(r"\W+", "-", story.name))
def test_a_death_at_any_moment_changes_nothing_in_the_end(story: Story, tmp_path: Path) -> None:
    found = story.sweep(tmp_path, STORIES.index(story) % STEP, STEP)
    assert found.differences == []
    assert found.kill_points > 1


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
