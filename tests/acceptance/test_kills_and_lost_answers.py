"""Nothing is doubled and nothing is lost: real kills of the real program, and answers that never arrive.

A create whose answer was lost may still arrive within its time-out of 30 s, and the next run waits that out: these
tests take a minute or two. ``AIRSYNC_TEST_KILLS`` sets how many kills there are, ``AIRSYNC_TEST_PEOPLE`` how many rows.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest

from tests.acceptance.world import World

KILLS = int(os.environ.get("AIRSYNC_TEST_KILLS", "2"))
PEOPLE = int(os.environ.get("AIRSYNC_TEST_PEOPLE", "200"))


@pytest.mark.timeout(120 + 60 * KILLS + PEOPLE)
def test_killed_during_the_creates_and_run_again(make_world: Callable[..., World]) -> None:
    dice = random.Random(11)
    world = make_world(PEOPLE)
    world.add_pair()
    for _ in range(KILLS):
        _kill_after(world, dice.randint(2, 7), dice.random() * 0.2)
    assert 0 < len(world.records()) < PEOPLE
    world.run("sync", expect=0)
    world.assert_all_there_once()
    text, state = world.file.read_bytes(), world.state()
    world.run("sync", expect=0)
    assert (world.file.read_bytes(), world.state()) == (text, state)


def _kill_after(world: World, requests: int, seconds: float) -> None:
    """Start a sync, let it send so many requests and a little longer, then kill it without warning."""
    goal = len(world.requests()) + requests
    process = world.start("sync")
    ends = time.monotonic() + 90
    while len(world.requests()) < goal and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.02)
    time.sleep(seconds)
    process.kill()
    process.wait()


@pytest.mark.timeout(300 + PEOPLE)
def test_every_third_write_loses_its_answer(make_world: Callable[..., World]) -> None:
    world = make_world(PEOPLE // 2, "--lose-every", "3")
    world.add_pair()
    world.run("sync", expect=0)
    world.assert_all_there_once()
    text = world.file.read_bytes()
    world.run("sync", expect=0)
    assert world.file.read_bytes() == text
