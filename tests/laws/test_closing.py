"""The application is closed in the middle of a run, an answer or an undo, and goes on after the next start."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest

from airsync_gui.errors import Cancelled
from tests.laws.stories import STORIES, Story, lost_to_history
from tests.laws.world import World

pytestmark = pytest.mark.timeout(1200)
by_name = {story.name: story for story in STORIES}
CLOSED = ("a CSV file", "an SQLite table", "answer both", "undone", "undone, SQLite")
STEP = 3
"""Every third request; each story begins with another one."""


def closed_at(number: int, story: Story, world: World) -> bool:
    """Close the program while its ``number``-th request is on its way; whether it got that far."""
    seen: list[str] = []

    def close(method: str, path: str) -> None:
        seen.append(f"{method} {path}")
        if len(seen) == number + 1:
            world.cancel.cancel()

    world.sandbox.before_request.append(close)
    with suppress(Cancelled):
        story.act(world)
    world.sandbox.before_request.remove(close)
    world.restart()
    return len(seen) > number


@pytest.mark.parametrize("name", CLOSED, ids=lambda name: re.sub(r"\W+", "-", name))
def test_closing_at_any_request_changes_nothing_in_the_end(name: str, tmp_path: Path) -> None:
    story = by_name[name]
    alive = story.begin(tmp_path / "alive")
    story.act(alive)
    wanted = story.end(alive).summary(), lost_to_history(alive)
    alive.close()
    closed = 0
    for number in range(CLOSED.index(name) % STEP, 100, STEP):
        world = story.begin(tmp_path / "closing")
        if not closed_at(number, story, world):
            world.close()
            break
        assert (story.end(world).summary(), lost_to_history(world)) == wanted, f"closed at request {number}"
        world.close()
        closed += 1
    assert closed > 0
