"""The main job on real input: a CSV of a thousand rows against a sandbox that limits the rate as Airtable does."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.acceptance.world import World

PEOPLE = 1_000
MOST_EXTRA_CALLS = 3


@pytest.mark.timeout(240)
def test_first_sync_merge_conflict_and_resolution(make_world: Callable[..., World]) -> None:
    world = make_world(PEOPLE)
    world.add_pair()
    before = len(world.requests())
    world.run("sync", expect=0)
    sent = world.requests()[before:]
    assert {status for _, _, status in sent} == {200}
    upkeep = [path for _, path, _ in sent if "webhooks" in path]
    assert len(sent) - len(upkeep) <= PEOPLE / 10 + MOST_EXTRA_CALLS
    assert len(upkeep) == 3  # to look for a change feed, to make it, and to hear it
    world.assert_all_there_once()

    text, state = world.file.read_bytes(), world.state()
    world.run("sync", expect=0)
    assert world.file.read_bytes() == text
    assert world.state() == state

    world.edit_in_airtable("Person 5", City="Oslo")
    world.edit_here("Person 5,p5@example.org,Rome,25", "Person 5,p5@example.org,Rome,99")
    world.run("sync", expect=0)
    assert b"Person 5,p5@example.org,Oslo,99" in world.file.read_bytes()
    assert world.records()[world.record_id("Person 5")]["Age"] == 99

    world.edit_in_airtable("Person 7", City="Lima")
    world.edit_here("Person 7,p7@example.org,Rome", "Person 7,p7@example.org,Bern")
    world.run("sync", expect=3)
    (conflict,) = json.loads(world.run("conflicts", "--json", expect=0).stdout)["items"]
    assert conflict["fields"] == {"City": {"ancestor": "Rome", "local": "Bern", "airtable": "Lima"}}
    assert b"Person 7,p7@example.org,Bern" in world.file.read_bytes()
    world.run("resolve", conflict["id"], "--take", "local", expect=0)
    assert world.records()[world.record_id("Person 7")]["City"] == "Bern"
    world.run("sync", expect=0)
