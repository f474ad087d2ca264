"""What stops a run before anything is written, tried with the real program."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.acceptance.world import World

PEOPLE = 200


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    made = make_world(PEOPLE)
    made.add_pair()
    made.run("sync", expect=0)
    return made


@pytest.mark.timeout(240)
def test_a_damaged_file_or_an_emptied_table_deletes_nothing(world: World) -> None:
    good, state = world.file.read_bytes(), world.state()
    header_only = good.splitlines(keepends=True)[0]
    for damaged in (b"", header_only, None, good[:-9]):
        if damaged is None:
            world.file.unlink()
        else:
            world.file.write_bytes(damaged)
        world.run("sync", expect=4)
        world.run("sync", "--yes", expect=4)
        assert world.state() == state
        assert (world.file.read_bytes() if world.file.exists() else None) == damaged
    world.file.write_bytes(good)
    world.run("sync", expect=0)

    for record_id in list(world.records())[:150]:
        world.delete_in_airtable(record_id)
    world.run("sync", expect=4)
    assert world.file.read_bytes() == good
    plan = json.loads(world.run("sync", "--dry-run", "--json", expect=4).stdout)["plan"]
    world.run("sync", "Contacts", "--plan", "0123456789ab", expect=4)
    assert world.file.read_bytes() == good
    world.run("sync", "Contacts", "--plan", plan, expect=0)
    assert len(world.file.read_text(encoding="utf-8").splitlines()) == 1 + PEOPLE - 150


@pytest.mark.timeout(240)
def test_unreachable_keeps_the_work(world: World) -> None:
    world.edit_here("Person 3,p3@example.org,Rome", "Person 3,p3@example.org,Turin")
    reachable = world.environment["AIRTABLE_ENDPOINT_URL"]
    world.environment["AIRTABLE_ENDPOINT_URL"] = "http://127.0.0.1:9"
    world.run("sync", expect=6)
    assert b"Turin" in world.file.read_bytes()
    world.environment["AIRTABLE_ENDPOINT_URL"] = reachable
    world.run("sync", expect=0)
    assert world.records()[world.record_id("Person 3")]["City"] == "Turin"
