"""Lives in which one run has everything to do, for programs that die in the middle of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.resolve import Answer, Choice
from tests.laws.world import Death, World

NAMES = ("both", "here", "there", "renamed", "moved", "cut", "dead", "gone", "clash", "lists", *map(str, range(9)))


def edit_all(world: World) -> None:
    """An edit of every kind on both sides."""
    world.edit_row("both", City="longer than there")
    world.edit_record("both", City="shorter", Note="only there")
    world.edit_row("here", Note="a note", Count="3.14159")
    world.edit_record("there", City="elsewhere", Count=2.5)
    world.edit_row("renamed", Name="re-named")
    world.edit_record("moved", Name="re-moved", City="somewhere")
    world.delete_row("dead")
    world.delete_record("gone")
    world.edit_row("clash", City="same length A")
    world.edit_record("clash", City="same length B")
    world.edit_row("lists", Tags="t1, t2")
    world.edit_record("lists", Tags=["t1", "t3"])
    world.edit_row("cut", Count="many")
    world.edit_row("8", Kind="huge", Note="waits with it")
    for number in range(12):
        world.add_row(Name=f"new here {number}", City=f"c{number}", Count="0.25")
    world.add_record(Name="new there", City="x", Count=7)
    world.add_row(Name="new twice", City="y")
    world.add_record(Name="new twice", City="y", Note="filled")


def nothing_yet(_world: World) -> None:
    """The first run is the one that dies."""


def run(world: World) -> None:
    """What dies: a run."""
    world.run()


def answer_with(answer: Answer) -> Callable[[World], None]:
    """What dies: carrying out this answer. Before that, a run finds the conflict."""

    def act(world: World) -> None:
        for row in world.conflicts():
            if row.conflict.label == world.label("clash") and not row.answered:
                world.resolve(row.conflict.uid, answer)

    return act


def take_back(world: World) -> None:
    """What dies: undoing the run that carried all the edits."""
    world.undo(2)


class Story(Struct, frozen=True):
    """What happened before (``edits``), and what the program is doing when it dies (``act``)."""

    name: str
    edits: Callable[[World], None] = edit_all
    act: Callable[[World], None] = run
    world: dict[str, Any] = field(default_factory=dict)
    pair: dict[str, Any] = field(default_factory=dict)

    def begin(self, folder: Path) -> World:
        """The world just before the act."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        options: dict[str, Any] = {"policy": Policy.MERGE, **self.pair}
        way = {name: options.pop(name) for name in ("direction", "drift") if name in options}
        world = World(folder, pair=options, round_numbers=True, **self.world)
        world.write_rows([{"Name": each, "City": f"City of {each}", "Count": "1"} for each in NAMES])
        if self.edits is not nothing_yet:
            world.run()
        world.change_pair(**way)
        self.edits(world)
        if self.act is not run:
            finish(world)
        return world

    def end(self, world: World) -> World:
        """Whatever died, it is begun again, and goes on until nothing is left to do."""
        world.clock.advance(120)
        if self.act is not run:
            world.run()
            self.act(world)
        return finish(world)

    def dies_at(self, moment: int, world: World) -> bool:
        """Let the program die at that moment of the act; whether it got that far."""
        world.deaths.arm(moment)
        try:
            self.act(world)
        except Death:
            return True
        finally:
            world.deaths.arm(None)
            world.restart()
        return False

    def sweep(self, folder: Path, first: int = 0, step: int = 1) -> Sweep:
        """Let the program die at every ``step``-th moment, each time in a world of its own, and compare the ends."""
        alive = self.begin(folder / "alive")
        self.act(alive)
        wanted = self.end(alive).summary(), lost_to_history(alive)
        alive.close()
        found = Sweep()
        moments = self.moments(folder / "alive")
        for moment in range(first, moments, step):
            world = self.begin(folder / "dying")
            assert self.dies_at(moment, world)
            found.kill_points += 1
            if (self.end(world).summary(), lost_to_history(world)) != wanted:
                found.differences.append(f"{self.name}: died at {moment} of {moments}")
            world.close()
        return found

    def moments(self, folder: Path) -> int:
        """In how many moments the program can die."""
        world = self.begin(folder)
        world.deaths.arm(None)
        self.act(world)
        seen = len(world.deaths.seen)
        world.close()
        return seen


class Sweep(Struct):
    """How often a program died, and each time that its end was another than without the death."""

    kill_points: int = 0
    differences: list[str] = field(default_factory=list)


def lost_to_history(world: World) -> list[str]:
    """Every value that a policy overwrote and every record that was deleted, as history tells it."""
    overwritten = [str(change.before[f]) for change in world.changes() for f in change.overwrites]
    deleted = [str(sorted(map(str, change.before.values()))) for change in world.changes() if change.kind == "delete"]
    return sorted(overwritten + deleted)


def finish(world: World) -> World:
    """Run until nothing is left to do."""
    world.clock.advance(120)
    for _ in range(4):
        if not world.run().plan.operations:
            break
    return world


def _stories() -> Iterator[Story]:
    sqlite = {"local": "sqlite"}
    yield Story("a CSV file")
    yield Story("an SQLite table", world=sqlite)
    yield Story("two key fields", world={"two_keys": True})
    yield Story("a first run", edits=nothing_yet)
    yield Story("a first run of SQLite", edits=nothing_yet, world=sqlite)
    yield Story("pushed", pair={"direction": Direction.PUSH, "drift": Drift.OVERWRITE})
    yield Story("pulled", pair={"direction": Direction.PULL}, world=sqlite)
    yield Story("pulled over drift", pair={"direction": Direction.PULL, "drift": Drift.OVERWRITE})
    yield Story("deletions kept", pair={"deletes": Deletes.KEEP, "policy": Policy.ASK})
    yield Story("locked", pair={"policy": Policy.OPTIMISTIC_LOCK, "version_field": "Version", "stamp_field": "Stamp"})
    takes: tuple[Choice, ...] = ("local", "airtable")
    for take in takes:
        yield Story(f"answer {take}", act=answer_with(Answer(take=take)))
    typed = answer_with(Answer(take="both"))
    yield Story("answer both", act=typed)
    yield Story("answer both, SQLite", act=typed, world=sqlite)
    yield Story("answer apart", act=answer_with(Answer(keep_apart=True)))
    yield Story("undone", act=take_back)
    yield Story("undone, SQLite", act=take_back, world=sqlite)


STORIES = list(_stories())
