"""A plan that changes much of the local table has it copied first; where that fails, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import NotCopied
from airsync_gui.sync.ports import LocalChange, LocalReading
from airsync_gui.sync.run import Consent, RunResult, run
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.undo_run import Task, undo
from tests.laws.world import World

NAMES = [f"N{number:02}" for number in range(30)]


class Copies:
    """What was asked to be kept, and what the table held then."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: list[tuple[int, list[str], list[str]]] = []
        self.full = False

    def __call__(self, run_id: int, reading: LocalReading, changes: Sequence[LocalChange]) -> None:
        assert reading.rows is not None
        self.asked.append((run_id, [change.kind for change in changes], cities(self.world)))
        if self.full:
            raise NotCopied(path="people.csv", detail="no space left on device")

    def tools(self) -> Toolbox:
        self.world.clock.advance(1)
        return replace(self.world.tools(), keep_copy=self)

    def run(self, **options: Any) -> RunResult:
        return run(self.world.pair, self.tools(), **{"consent": Consent(yes=True), **options})


def cities(world: World) -> list[str]:
    return [row["City"] for row in world.rows()]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    for name in NAMES:
        world.add_row(Name=name, City="Rome")
    assert world.run().exit_code == 0
    yield world
    world.close()


@pytest.fixture
def copies(world: World) -> Copies:
    return Copies(world)


def move(world: World, names: Sequence[str]) -> None:
    for name in names:
        world.edit_record(name, City="Oslo")


def test_many_updates_are_preceded_by_a_copy(world: World, copies: Copies) -> None:
    move(world, NAMES[:21])
    done = copies.run()
    assert copies.asked == [(done.run_id, ["update"] * 21, ["Rome"] * 30)]
    assert cities(world).count("Oslo") == 21


def test_few_are_not(world: World, copies: Copies) -> None:
    move(world, NAMES[:20])
    copies.run()
    for name in NAMES[20:]:
        world.delete_record(name)
    copies.run()
    world.add_record(Name="New", City="Bonn")
    copies.run()
    assert copies.asked == []


def test_what_goes_to_airtable_is_no_matter(world: World, copies: Copies) -> None:
    for name in NAMES[:25]:
        world.edit_row(name, City="Oslo")
    copies.run()
    assert copies.asked == []


def test_deletions_that_a_person_agreed_to_are(world: World, copies: Copies) -> None:
    for name in NAMES[:11]:
        world.delete_record(name)
    copies.run()
    assert [kinds for _, kinds, _ in copies.asked] == [["delete"] * 11]


def test_updates_and_deletions_count_together(world: World, copies: Copies) -> None:
    move(world, NAMES[:15])
    for name in NAMES[20:26]:
        world.delete_record(name)
    copies.run()
    assert [sorted(kinds) for _, kinds, _ in copies.asked] == [["delete"] * 6 + ["update"] * 15]


def test_a_preview_copies_nothing(world: World, copies: Copies) -> None:
    move(world, NAMES)
    copies.run(dry_run=True)
    assert copies.asked == []


def test_without_a_copy_nothing_is_written_anywhere(world: World, copies: Copies) -> None:
    move(world, NAMES)
    world.add_row(Name="New", City="Bonn")
    before, copies.full = world.both_sides(), True
    with pytest.raises(NotCopied):
        copies.run()
    assert world.both_sides() == before
    copies.full = False
    copies.run()
    assert cities(world) == ["Oslo"] * 30 + ["Bonn"]


def test_an_undo_is_preceded_by_one_too(world: World, copies: Copies) -> None:
    from airsync_gui.state import history

    move(world, NAMES[:25])
    done = copies.run()
    assert done.run_id is not None
    with world.state.reading() as db:
        task = Task(done.run_id, history.past(db, done.run_id))
    copies.asked.clear()
    copies.full = True
    with pytest.raises(NotCopied):
        undo(world.pair, copies.tools(), task, consent=Consent(yes=True))
    assert cities(world).count("Oslo") == 25
    assert world.conflicts() == []
    copies.full = False
    undo(world.pair, copies.tools(), task, consent=Consent(yes=True))
    assert [(kinds, found.count("Oslo")) for _, kinds, found in copies.asked] == [(["update"] * 25, 25)] * 2
    assert cities(world) == ["Rome"] * 30
