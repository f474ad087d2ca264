"""Records that take each other's keys, while Airtable itself turns one of them down: no key ever stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.world import World

BAD = "recNOSUCHRECORD00"
"""A link to it passes our own validation, and is refused by Airtable."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Twelve rows with primary keys, in step."""
    world = World(tmp_path, local="sqlite")
    world.write_rows([{"Name": f"n{number:02}", "City": "Rome"} for number in range(12)])
    world.run()
    yield world
    world.close()


def change(world: World, edits: dict[str, dict[str, str]]) -> None:
    """Several rows at once, by the names that they have now."""
    world.write_rows([{**row, **edits.get(row["Name"], {})} for row in world.rows()])


def there(world: World) -> list[str]:
    """The names in Airtable, in the order in which the records were made first."""
    return [str(fields.get("Name")) for fields in world.records().values()]


def assert_each_once(world: World) -> None:
    assert len(set(there(world))) == len(there(world))


def refused(world: World) -> list[str]:
    return sorted(row.operation.label for row in world.queue() if row.state == "refused")


def assert_mended(world: World) -> None:
    """Once the link is taken out, all names arrive, and nothing is held."""
    world.write_rows([{**row, "Links": ""} for row in world.rows()])
    for _ in range(2):
        result = world.run()
        assert_each_once(world)
    assert (result.plan.operations, result.plan.held, world.queue()) == ((), (), [])
    records = world.records()
    known = {memory.local_id: memory.record_id for memory in world.memories()}
    for row in world.rows():
        assert records[known[world.side.row_id(row)] or ""]["Name"] == row["Name"]


@pytest.mark.parametrize("bad", ["n00", "n01"])
def test_an_exchange_is_done_whole_or_not_at_all(world: World, bad: str) -> None:
    before = there(world)
    edits = {"n00": {"Name": "n01"}, "n01": {"Name": "n00"}}
    edits[bad]["Links"] = BAD
    change(world, {**edits, "n05": {"City": "Oslo"}})
    world.run()
    assert there(world) == before
    assert (world.record("n05") or {})["City"] == "Oslo"
    assert len(refused(world)) == 1
    result = world.run()
    assert there(world) == before
    assert [held.reason for held in result.plan.held] == ["key_taken"]
    assert_mended(world)


def test_an_exchange_with_a_record_that_is_gone_is_planned_anew(world: World) -> None:
    change(world, {"n00": {"Name": "n01"}, "n01": {"Name": "n00"}})
    world.before_requests.append(lambda: world.delete_record("n01"))
    world.run()
    assert there(world)[0] == "n00"
    assert (refused(world), len(world.queue())) == ([], 0)
    result = world.run()
    assert [conflict.kind for conflict in result.conflicts] == ["edited_deleted"]
    assert_each_once(world)


def test_three_in_a_ring_are_one_too(world: World) -> None:
    before = there(world)
    change(world, {"n00": {"Name": "n01"}, "n01": {"Name": "n02"}, "n02": {"Name": "n00", "Links": BAD}})
    world.run()
    world.run()
    assert there(world) == before
    assert_mended(world)


def test_who_wants_a_refused_ones_key_waits_as_well(world: World) -> None:
    """A chain: the last one is refused, so that nobody moves; a new row that wants a key of it waits, too."""
    before = there(world)
    change(world, {"n00": {"Name": "n01"}, "n01": {"Name": "n02"}, "n02": {"Name": "free", "Links": BAD}})
    world.add_row(Name="n00", City="new")
    world.run()
    assert there(world) == before
    world.run()
    assert there(world) == before
    assert_mended(world)
    assert len(world.records()) == 13


def test_an_exchange_leaves_in_one_request(world: World) -> None:
    """Twelve updates are two requests; a ring of four is not torn apart by the batches of ten."""
    names = [f"n{number:02}" for number in range(12)]
    rings = [names[start : start + 4] for start in (0, 4, 8)]
    change(world, {name: {"Name": ring[at - 1]} for ring in rings for at, name in enumerate(ring)})
    seen: list[str] = []

    def look(method: str, _path: str) -> None:
        if method == "PATCH":
            assert_each_once(world)
            seen.append(method)

    world.sandbox.before_request.append(look)
    world.run()
    assert len(seen) == 2
    assert_mended(world)
