"""A refused record's row edited for a person: on this computer, checked against what was shown, kept in history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import ConflictError, InvalidValue, UsageError
from airsync_gui.state import history, queue
from airsync_gui.sync.local_edit import CellEdit, edit_here, look_here, refused_cells
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Direction
from airsync_gui.sync.records import CellProblem, Side
from airsync_gui.sync.run import RunResult
from tests.laws.world import Death, World

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Worlds in which Ann and Bob are in step."""
    made: list[World] = []

    def one(**options: Any) -> World:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        world = World(folder, **options)
        world.change_pair(field_names={field_id: name for name, field_id in world.field_ids.items()})
        made.append(world)
        for name in ("Ann", "Bob"):
            world.add_row(Name=name, City="Rome", Count="5")
        assert world.run().exit_code == 0
        return world

    yield one
    for world in made:
        world.close()


@pytest.fixture
def refused(make: Make) -> World:
    """Ann's count is none, and that was refused."""
    world = make()
    world.edit_row("Ann", Count="many", City="Oslo")
    assert world.run().exit_code == 7
    return world


@pytest.fixture
def new(make: Make) -> World:
    """Cid was never in Airtable: his count is refused."""
    world = make()
    world.add_row(Name="Cid", City="Rome", Count="many")
    assert world.run().exit_code == 7
    return world


def waiting(world: World) -> Operation:
    (row,) = world.queue()
    return row.operation


def seen(world: World) -> dict[str, Any]:
    """What was refused, as far as that is known."""
    (row,) = world.queue()
    assert row.error is not None
    return refused_cells(world.pair, row.operation, row.error)


def edit(world: World, shown: dict[str, Any] | None = None, **values: Any) -> RunResult:
    by_id = {world.field_ids[name]: value for name, value in values.items()}
    saw = seen(world) if shown is None else {world.field_ids[name]: cell for name, cell in shown.items()}
    return edit_here(world.pair, world.tools(), CellEdit(waiting(world), by_id, saw))


def here(world: World, name: str, field: str = "Count") -> str | None:
    return (world.row(name) or {}).get(field)


def there(world: World, name: str, field: str = "Count") -> Any:
    return (world.record(name) or {}).get(field)


def test_an_update_is_mended_here_and_the_next_sync_sends_it(refused: World) -> None:
    result = edit(refused, Count=Decimal(7))
    assert [(op.side, op.kind) for op in result.completed] == [(Side.LOCAL, "update")]
    assert (here(refused, "Ann"), there(refused, "Ann")) == ("7", 5)
    assert here(refused, "Ann", "City") == "Oslo"
    assert len(refused.queue()) == 1  # it waits until it is planned anew
    assert [(op.side, op.kind) for op in refused.run().completed if op.side is Side.AIRTABLE] == [
        (Side.AIRTABLE, "update")
    ]
    assert (there(refused, "Ann"), there(refused, "Ann", "City")) == (7, "Oslo")
    assert refused.queue() == []
    assert refused.run().plan.operations == ()


def test_a_record_that_is_not_in_airtable_yet_is_mended_and_added_once(new: World) -> None:
    edit(new, Count=Decimal(7))
    assert {memory.local_id for memory in new.memories()} == {'["Ann"]', '["Bob"]'}  # nobody takes it for known
    assert new.run().exit_code == 0
    assert (there(new, "Cid"), len(new.records())) == (7, 3)
    assert new.conflicts() == []


def test_history_keeps_what_stood_there(refused: World) -> None:
    result = edit(refused, Count=Decimal(7))
    with refused.state.reading() as db:
        run = history.runs(db)[0]
    assert (run.id, run.kind, run.status) == (result.run_id, "edit", "done")
    change, count = refused.changes()[-1], refused.field_ids["Count"]
    assert (change.side, change.before[count], change.after[count], change.rules[count]) == (
        *(Side.LOCAL, "many", Decimal(7), "edited"),
    )


def test_a_cell_that_moved_since_is_left(refused: World) -> None:
    refused.edit_row("Ann", Count="more")
    before = refused.both_sides()
    with pytest.raises(ConflictError, match="changed since"):
        edit(refused, Count=Decimal(7))
    assert refused.both_sides() == before
    assert refused.last_run() == 2


def test_another_cell_of_the_row_may_move(refused: World) -> None:
    refused.edit_row("Ann", Note="new")
    edit(refused, Count=Decimal(7))
    assert (here(refused, "Ann"), here(refused, "Ann", "Note")) == ("7", "new")


def test_a_cell_that_moves_at_the_last_moment_is_left_and_the_queue_stays(refused: World) -> None:
    refused.before_writes = [lambda: refused.edit_row("Ann", Count="9")]
    with pytest.raises(ConflictError):
        edit(refused, Count=Decimal(7))
    assert here(refused, "Ann") == "9"
    assert [row.state for row in refused.queue()] == ["refused"]
    with refused.state.reading() as db:
        assert (history.runs(db)[0].kind, history.runs(db)[0].status) == ("edit", "failed")


def test_another_row_that_moves_at_the_last_moment_is_kept(refused: World) -> None:
    refused.before_writes = [lambda: refused.edit_row("Bob", Count="9")]
    edit(refused, Count=Decimal(7))
    assert (here(refused, "Ann"), here(refused, "Bob")) == ("7", "9")
    assert [row.state for row in refused.queue()] == ["refused"]


def test_a_row_that_is_gone_is_told_of(refused: World) -> None:
    refused.delete_row("Ann")
    with pytest.raises(ConflictError, match="its row is gone"):
        look_here(refused.pair, refused.tools(), waiting(refused))


def test_what_validation_refuses_is_not_written_either(refused: World) -> None:
    before = refused.both_sides()
    with pytest.raises(InvalidValue, match="not one of the choices"):
        edit(refused, Kind="huge")
    assert refused.both_sides() == before


def test_the_value_that_stands_there_needs_no_writing(refused: World) -> None:
    result = edit(refused, City="Oslo")
    assert (result.run_id, result.completed) == (None, ())


@pytest.mark.parametrize("direction", [Direction.PULL, Direction.PUSH])
def test_a_pair_of_one_direction_is_edited_in_its_own_table(refused: World, direction: Direction) -> None:
    refused.change_pair(direction=direction)
    before = refused.both_sides()
    with pytest.raises(UsageError, match="never writes"):
        edit(refused, Count=Decimal(7))
    assert refused.both_sides() == before


def test_a_computed_field_is_not_edited(refused: World) -> None:
    with pytest.raises(UsageError, match="not edited by people"):
        edit(refused, Shout="ROME")


# -- keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("local", ["csv", "sqlite"])
def test_a_new_key_of_a_known_record_is_a_changed_key(make: Make, local: str) -> None:
    world = make(local=local)
    world.edit_row("Ann", Kind="huge")
    world.run()
    edit(world, Name="Anna", Kind="big")
    assert world.run().exit_code == 0
    assert (there(world, "Anna", "Kind"), len(world.records()), len(world.rows())) == ("big", 2, 2)


def test_a_new_key_of_a_new_record_is_the_one_that_is_added(new: World) -> None:
    result = edit(new, Name="Cyd", Count=Decimal(7))
    assert new.run().exit_code == 0
    assert sorted(str(record["Name"]) for record in new.records().values()) == ["Ann", "Bob", "Cyd"]
    assert result.run_id is not None
    outcome = new.undo(result.run_id)  # history knows which record that is by now
    assert [(op.side, op.values[new.field_ids["Name"]]) for op in outcome.result.completed] == [(Side.LOCAL, "Cid")]


@pytest.mark.parametrize(("name", "why"), [(None, "must not be blank"), ("Bob", "key of another record")])
def test_a_key_stays_whole_and_its_own(refused: World, name: str | None, why: str) -> None:
    before = refused.both_sides()
    with pytest.raises(InvalidValue, match=why):
        edit(refused, Name=name)
    assert refused.both_sides() == before


# -- undo -----------------------------------------------------------------------------------------------------------


def test_an_edit_is_undone_and_then_waits(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Kind="huge")
    world.run()
    run_id = edit(world, Kind="big").run_id
    world.run()
    assert run_id is not None
    world.undo(run_id)
    assert (here(world, "Ann", "Kind"), there(world, "Ann", "Kind")) == ("huge", "big")
    assert [row.conflict.kind for row in world.conflicts()] == ["undone"]


def test_what_was_no_value_is_not_put_back_and_that_is_said(refused: World) -> None:
    run_id = edit(refused, Count=Decimal(7)).run_id
    assert run_id is not None
    outcome = refused.undo(run_id)
    assert [(skipped.reason, skipped.was) for skipped in outcome.skipped] == [("no_value", "many")]
    assert here(refused, "Ann") == "7"


def test_an_edit_of_a_record_that_airtable_never_had_is_undone(make: Make) -> None:
    world = make()
    world.add_row(Name="Cid", Kind="huge")
    world.run()
    run_id = edit(world, Kind="big").run_id
    assert run_id is not None
    world.undo(run_id)
    assert here(world, "Cid", "Kind") == "huge"
    assert world.run().exit_code == 7  # refused as before: it is not taken for one that Airtable lost
    assert {memory.local_id for memory in world.memories()} == {'["Ann"]', '["Bob"]'}


# -- deaths ---------------------------------------------------------------------------------------------------------


def test_wherever_it_dies_the_edit_is_done_or_not_and_history_knows(make: Make) -> None:
    died = 0
    for moment in range(12):
        world, of_new = make(), bool(moment % 2)
        name = "Cid" if of_new else "Ann"
        world.add_row(Name=name, Kind="huge") if of_new else world.edit_row(name, Kind="huge")
        world.run()
        world.deaths.arm(moment, "commit|write")
        try:
            edit(world, Kind="big")
        except Death:
            died += 1
        world.deaths.arm(None)
        world.restart()
        done = here(world, name, "Kind") == "big"
        assert world.run().exit_code == (0 if done else 7)
        assert there(world, name, "Kind") == ("big" if done else None)
        kind = world.field_ids["Kind"]
        kept = [c.before[kind] for c in world.changes() if c.rules.get(kind) == "edited"]
        assert kept == (["huge"] if done else [])
    assert died


def test_what_was_refused_is_known_by_its_text_or_its_value(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Count="many", City="Oslo")
    world.run()
    count, city = world.field_ids["Count"], world.field_ids["City"]
    assert seen(world) == {count: CellProblem("invalid", "many", "is not a number"), city: "Oslo"}
    uid = waiting(world).uid
    with world.state.reading() as db:
        assert queue.refused_in_airtable(db, world.pair.id, uid) is not None
        assert queue.refused_in_airtable(db, world.pair.id, "nobody") is None
