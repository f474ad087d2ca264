"""A compact life of one pair, with every doubtful behaviour of Airtable's both ways.

Whatever the setting: edits arrive on the other side, a conflict waits and its answer counts, and once both sides are
in step a run writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import Transient, Unreachable
from airsync_gui.sandbox.switches import CHOICES, Switches
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.resolve import Answer
from tests.laws.world import World

NOT_OURS = {
    *("several_matches_type", "offset_life_s", "max_body_bytes"),
    *("empty_replies", "lost_cursor_refused", "refresh_revives", "computed_payloads", "payload_records"),
}
"""Tried in test_every_doubt, with what it takes."""


TIMES = {"equal_write_touches", "links_touch_other_side", "whole_seconds"}
"""What moves last-modified times, which matters where both sides have them."""


def _settings() -> Iterator[tuple[dict[str, Any], bool]]:
    """(switches, whether both sides have times): as they are, and each one otherwise."""
    yield from (({}, False), ({}, True))
    for name, value in Switches().as_json().items():
        others = [choice for choice in CHOICES.get(name, (not value,)) if choice != value]
        if name not in NOT_OURS:
            yield from (({name: other}, name in TIMES) for other in others)


def is_write(method: str, path: str) -> bool:
    return method != "GET" and not path.endswith("listRecords")


def rest(world: World) -> None:
    """Once in step: a run writes nothing, on either side."""
    before = world.both_sides()
    world.sandbox.requests.clear()
    result = world.run()
    assert result.completed == ()
    assert world.both_sides() == before
    assert not [seen for seen in world.sandbox.requests if is_write(seen.method, seen.path)]


def in_step(world: World) -> None:
    local = {row["Name"]: row["City"] for row in world.rows()}
    airtable = {fields["Name"]: fields.get("City", "") for fields in world.records().values()}
    assert local == airtable
    assert len(local) == len(world.rows()) == len(world.records())


def settle(world: World, most: int = 3) -> None:
    """Runs until nothing is left to do."""
    for _ in range(most):
        if not world.run().completed:
            break
    rest(world)


def world_with(folder: Path, switches: dict[str, Any], **options: Any) -> World:
    return World(folder, **options, **switches)


@pytest.mark.parametrize(("switches", "times"), list(_settings()), ids=str)
def test_a_life_is_the_same_either_way(switches: dict[str, Any], times: bool, tmp_path: Path) -> None:
    world = world_with(tmp_path, switches, times=times)
    for person in ("Ada", "Ben", "Cy", "Fay", "Gil"):
        world.add_row(Name=person, City="Rome", Count="1.5", Kind="big", Tags="t1, t2")
    assert len(world.run().completed) == 5
    in_step(world)
    rest(world)

    world.add_row(Name="Dan", City="Bern", Count="2")
    world.add_record(Name="Eve", City="Kyiv")
    world.edit_row("Ada", City="Oslo")
    world.edit_record("Ben", City="Lima", Note="moved")
    world.edit_row("Ben", Count="7.5")
    world.delete_row("Cy")
    world.delete_record("Fay")
    world.run()
    assert {row["Name"]: row["City"] for row in world.rows()} == {
        "Ada": "Oslo",
        "Ben": "Lima",
        "Dan": "Bern",
        "Eve": "Kyiv",
        "Gil": "Rome",
    }
    in_step(world)
    rest(world)

    world.edit_row("Gil", City="Paris")
    world.edit_record("Gil", City="Turin")
    assert world.run().exit_code == 3
    (waiting,) = world.conflicts()
    world.resolve(waiting.conflict.uid, Answer(take="local"))
    settle(world)
    assert world.record("Gil")["City"] == "Paris"  # type: ignore[index]
    in_step(world)
    world.close()


@pytest.mark.parametrize("gone_is_forbidden", [False, True])
def test_somebody_deletes_what_is_about_to_be_changed(gone_is_forbidden: bool, tmp_path: Path) -> None:
    world = World(tmp_path, gone_is_forbidden=gone_is_forbidden)
    for person in ("Ada", "Ben", "Cy"):
        world.add_row(Name=person, City="Rome")
    world.run()
    world.edit_row("Ada", City="Oslo")
    world.edit_row("Ben", City="Bern")
    world.before_requests.append(lambda: world.delete_record("Ada"))
    world.run()
    assert world.record("Ben")["City"] == "Bern"  # type: ignore[index]
    world.run()
    assert [(row.conflict.label, row.conflict.kind) for row in world.conflicts()] == [("Ada", "edited_deleted")]
    rest(world)
    world.close()


@pytest.mark.parametrize(("life_s", "arrives"), [(400.0, True), (0.5, False)])
def test_offsets_that_die_too_soon_delete_nothing(life_s: float, arrives: bool, tmp_path: Path) -> None:
    world = World(tmp_path, offset_life_s=life_s)
    world.write_rows([{"Name": str(number)} for number in range(120)])
    world.run()
    world.sandbox.before_request.append(lambda method, path: world.clock.advance(1))
    world.edit_row("7", City="Oslo")
    if arrives:
        settle(world)
        assert world.record("7")["City"] == "Oslo"  # type: ignore[index]
    else:
        with pytest.raises(Unreachable):
            world.run()
    assert len(world.rows()) == len(world.records()) == 120
    world.close()


@pytest.mark.parametrize("touches", [False, True])
@pytest.mark.parametrize("equal", [False, True])
def test_links_cut_from_the_other_side_arrive(touches: bool, equal: bool, tmp_path: Path) -> None:
    options: dict[str, Any] = {"links_touch_other_side": touches, "equal_write_touches": equal}
    world = World(tmp_path, times=True, pair={"policy": Policy.LAST_WRITE_WINS}, **options)
    red, blue = world.teams.add({"Name": "red"}), world.teams.add({"Name": "blue"})
    world.add_row(Name="Ada", Links=f"{red}, {blue}")
    settle(world)
    assert world.record("Ada")["Links"] == [red, blue]  # type: ignore[index]
    world.clock.advance(5)
    world.teams.delete(red)
    settle(world)
    assert world.rows()[0]["Links"] == blue
    world.close()


@pytest.mark.parametrize("fault", ["failed_answers", "html_bodies", "lost_answers", "garbled_bodies"])
def test_writes_that_were_done_and_not_confirmed_are_not_done_again(fault: str, tmp_path: Path) -> None:
    world = World(tmp_path)
    world.write_rows([{"Name": str(number), "City": "Rome"} for number in range(25)])
    trigger = getattr(world.sandbox.faults, fault)
    trigger.every = 3
    for _ in range(5):
        with suppress(Transient):
            world.run()
        world.clock.advance(120)
    assert trigger.fired
    trigger.every = 0
    settle(world)
    assert len(world.records()) == len({fields["Name"] for fields in world.records().values()}) == 25
    in_step(world)
    world.close()


@pytest.mark.parametrize("people", [(), ("Ada", "Ben", "Cy")])
def test_a_list_that_ends_early_makes_no_record_twice(people: tuple[str, ...], tmp_path: Path) -> None:
    """On a first run as well, where nothing tells how many records there should be."""
    world = World(tmp_path)
    if people:
        world.write_rows([{"Name": name} for name in people])
        settle(world)
    names = [f"p{number}" for number in range(6)]
    world.write_rows([{"Name": name} for name in (*people, *names)])
    for name in names:
        world.add_record(Name=name, City="Rome")
    world.sandbox.faults.short_lists.next = 1
    assert world.run().exit_code == 0
    in_step(world)
    assert len(world.records()) == len(people) + 6
    rest(world)
    world.close()


def test_a_first_list_that_always_ends_early_is_not_believed(tmp_path: Path) -> None:
    world = World(tmp_path)
    for number in range(6):
        world.write_rows([*world.rows(), {"Name": f"p{number}"}])
        world.add_record(Name=f"p{number}")
    world.sandbox.faults.set({"short_lists": {"every": 1}, "only": "list"})
    with pytest.raises(Unreachable, match="incomplete"):
        world.run()
    assert len(world.records()) == 6
    world.sandbox.faults.clear()
    settle(world)
    in_step(world)
    world.close()
