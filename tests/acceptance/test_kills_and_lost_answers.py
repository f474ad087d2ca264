"""Nothing is doubled and nothing is lost: real kills of the real program, and answers that never arrive.

A create whose answer was lost may still arrive within its time-out, and the next run waits that out: that is 5 s here,
or 30 s as in real life where ``AIRSYNC_TEST_PATIENT`` is set. ``AIRSYNC_TEST_KILLS`` sets how many kills there are,
``AIRSYNC_TEST_PEOPLE`` how many rows.
"""

from __future__ import annotations

import csv
import os
import random
import time
from collections.abc import Callable

import pytest

from tests.acceptance.world import World

KILLS = int(os.environ.get("AIRSYNC_TEST_KILLS", "2"))
PEOPLE = int(os.environ.get("AIRSYNC_TEST_PEOPLE", "200"))
SLOW = ("--delay-ms", "400")
"""Answers that take longer than the pace: several requests are under way when the program is killed."""
HURRIED = not os.environ.get("AIRSYNC_TEST_PATIENT")


@pytest.mark.timeout(120 + 60 * KILLS + PEOPLE)
def test_killed_during_the_creates_and_run_again(make_world: Callable[..., World]) -> None:
    dice = random.Random(11)
    world = make_world(PEOPLE, *SLOW)
    world.hurried = HURRIED
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


@pytest.mark.timeout(240 + 60 * KILLS + PEOPLE)
def test_killed_in_the_middle_of_edits_on_both_sides_and_run_again(make_world: Callable[..., World]) -> None:
    dice = random.Random(12)
    world = make_world(PEOPLE, *SLOW)
    world.hurried = HURRIED
    world.add_pair()
    world.run("sync", expect=0)
    there, gone, clash = range(0, 40, 2), range(40, 46), 47
    for number in there:
        world.edit_in_airtable(f"Person {number}", City="Oslo")
    world.edit_in_airtable(f"Person {clash}", City="Lima")
    lines = world.file.read_text(encoding="utf-8").splitlines()
    for number in range(50):
        lines[number + 1] = lines[number + 1].replace("note ", "edited ")
    lines[clash + 1] = lines[clash + 1].replace("Rome", "Bern")
    kept = [line for number, line in enumerate(lines) if number - 1 not in gone]
    new = [f"New {number},n{number}@example.org,Rome,30,new" for number in range(30)]
    world.file.write_text("\n".join([*kept, *new]) + "\n", encoding="utf-8")
    for _ in range(KILLS):
        _kill_after(world, dice.randint(2, 9), dice.random() * 0.2)
    world.run("sync", expect=3)
    records = {fields["Name"]: fields for fields in world.records().values()}
    assert len(records) == len(world.records()) == PEOPLE - len(gone) + len(new)
    rows = {row["Name"]: row for row in csv.DictReader(world.file.read_text(encoding="utf-8").splitlines())}
    assert rows.keys() == records.keys()
    parked = f"Person {clash}"
    assert (rows.pop(parked)["City"], records.pop(parked)["City"]) == ("Bern", "Lima")
    assert {n: (r["City"], r["Notes"]) for n, r in rows.items()} == {
        n: (r["City"], r["Notes"]) for n, r in records.items()
    }
    assert [records[f"Person {n}"]["City"] for n in there] == ["Oslo"] * len(there)
    text, state = world.file.read_bytes(), world.state()
    world.run("sync", expect=3)
    assert (world.file.read_bytes(), world.state()) == (text, state)


@pytest.mark.timeout(300 + PEOPLE)
def test_every_third_write_loses_its_answer(make_world: Callable[..., World]) -> None:
    world = make_world(PEOPLE // 2, "--lose-every", "3")
    world.hurried = HURRIED
    world.add_pair()
    world.run("sync", expect=0)
    world.assert_all_there_once()
    text = world.file.read_bytes()
    world.run("sync", expect=0)
    assert world.file.read_bytes() == text
