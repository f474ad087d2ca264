"""Whole runs over the real parts: what the engine's own modules can't show alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.airtable.table import WebTable
from airsync_gui.errors import (
    Cancelled,
    ChangedUnderneath,
    ConflictError,
    InvalidValue,
    NotFound,
    Refused,
    Stopped,
    UsageError,
)
from airsync_gui.state.memories import Stored
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync import run as runs
from airsync_gui.sync.events import Writing
from airsync_gui.sync.look import look_at
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import Memory
from airsync_gui.sync.resolution_run import resolve_conflict
from airsync_gui.sync.resolve import Answer, Choice
from airsync_gui.sync.run import Consent, run
from airsync_gui.sync.schema import TableSchema
from airsync_gui.sync.toolbox import Toolbox
from tests.fakes.table import MemoryLocalTable
from tests.laws.world import COLUMNS, Death, World
from tests.whole_plans import PLAN_OF_A_RUN

Make = Callable[..., World]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A world with Ann and Bob in step, for a pair with these options."""
    made: list[World] = []

    def one(sandbox: dict[str, Any] | None = None, **pair: Any) -> World:
        world = World(tmp_path, pair=pair, **(sandbox or {}))
        made.append(world)
        source = pair.get("direction", Direction.BOTH)
        for name in ("Ann", "Bob"):
            if source is not Direction.PULL:
                world.add_row(Name=name, City="Rome")
            else:
                world.add_record(Name=name, City="Rome")
        assert world.run().exit_code == 0
        return world

    yield one
    for world in made:
        world.close()


def locked(world: World) -> World:
    """The pair with optimistic locking on the Version field."""
    world.pair = replace(world.pair, policy=Policy.OPTIMISTIC_LOCK, version_field=world.door.field_id("Version"))
    return world


def assert_at_rest(world: World) -> None:
    before = world.both_sides()
    assert world.run().plan.operations == ()
    assert world.both_sides() == before


def only_conflict(world: World) -> str:
    (row,) = world.conflicts()
    return row.conflict.uid


# -- values that lose something -------------------------------------------------------------------------------------


def test_a_run_never_reads_every_memory(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make()
    monkeypatch.setattr(runs, "_plan", PLAN_OF_A_RUN)

    def all_of_them(_memories: Stored) -> list[Memory]:
        raise AssertionError("the memories of records at rest are no run's business")

    monkeypatch.setattr(Stored, "_all", property(all_of_them))
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Bob", Note="from there")
    world.add_row(Name="Eve")
    assert len(world.preview().plan.operations) == len(world.run().completed) == 3
    assert world.run().plan.operations == ()


def test_a_rounded_number_is_written_once_and_never_echoed(make: Make) -> None:
    world = make({"round_numbers": True})
    world.edit_row("Ann", Count="3.14159")
    world.run()
    assert_at_rest(world)
    ann, record = world.row("Ann"), world.record("Ann")
    assert (ann or {})["Count"] == "3.14159"
    assert (record or {})["Count"] == 3.1


@pytest.mark.parametrize("policy", [Policy.LOCAL_WINS, Policy.AIRTABLE_WINS, Policy.MERGE])
def test_an_edit_of_the_shorter_form_is_always_a_conflict(make: Make, policy: Policy) -> None:
    world = make({"round_numbers": True}, policy=policy)
    world.edit_row("Ann", Count="3.14159")
    world.run()
    world.edit_record("Ann", Count=3.2)
    assert world.run().exit_code == 3


def test_an_edit_of_the_fuller_form_is_written_normally(make: Make) -> None:
    world = make({"round_numbers": True})
    world.edit_row("Ann", Count="3.14159")
    world.run()
    world.edit_row("Ann", Count="2.71828")
    assert world.run().exit_code == 0
    assert (world.record("Ann") or {})["Count"] == 2.7


def test_a_text_is_cut_in_airtable_and_whole_here(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Note="x" * 100_001)
    result = world.run()
    assert [note.code for note in result.plan.notes] == ["sanitised"]
    assert_at_rest(world)
    assert len((world.record("Ann") or {})["Note"]) == 100_000
    assert len((world.row("Ann") or {})["Note"]) == 100_001
    world.edit_record("Ann", Note="short")
    assert world.run().exit_code == 3


def test_line_ends_are_no_difference(make: Make) -> None:
    world = make()
    world.add_record(Name="Eve", Note="a\nb")
    world.write_rows([*world.rows(), {"Name": "Eve", "Note": "a\r\nb"}])
    assert world.run().exit_code == 0
    assert_at_rest(world)


# -- computed fields ------------------------------------------------------------------------------------------------


def test_a_computed_value_comes_in_the_run_that_changed_it(make: Make) -> None:
    world = make()
    assert (world.row("Ann") or {})["Shout"] == "ROME"
    world.edit_row("Ann", City="Oslo")
    world.run()
    assert (world.row("Ann") or {})["Shout"] == "OSLO"
    assert_at_rest(world)


def test_an_edit_of_a_computed_cell_is_put_back_and_noted(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Shout="nonsense")
    result = world.run()
    assert [(note.code, note.label) for note in result.plan.notes] == [("computed_put_back", "Ann")]
    assert (world.row("Ann") or {})["Shout"] == "ROME"
    assert_at_rest(world)


def test_computed_cells_count_for_no_guard(make: Make) -> None:
    world = make()
    world.write_rows([{"Name": f"n{number}", "City": "Rome"} for number in range(40)])
    world.run(consent=Consent(plan_id=world.preview().plan.id))
    world.write_rows([{**row, "Shout": "?"} for row in world.rows()])
    assert world.run(consent=None).exit_code == 0
    assert {row["Shout"] for row in world.rows()} == {"ROME"}


# -- cells and values that don't fit --------------------------------------------------------------------------------


def test_a_cell_that_cant_be_read_waits_and_lets_other_fields_come(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Count="many", City="Oslo")
    world.edit_record("Ann", Note="from there", Count=5)
    result = world.run()
    assert result.exit_code == 7
    (refusal,) = result.refused
    assert (refusal.error.field, refusal.error.value) == ("Count", "many")
    ann, record = world.row("Ann") or {}, world.record("Ann") or {}
    assert (ann["Count"], ann["City"], ann["Note"]) == ("many", "Oslo", "from there")
    assert (record["Count"], record["City"]) == (5, "Rome")
    assert_at_rest(world)
    world.edit_row("Ann", Count="5")
    assert world.run().exit_code == 0
    assert (world.record("Ann") or {})["City"] == "Oslo"


def test_a_refused_choice_is_sent_once_airtable_has_it(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Kind="huge")
    assert world.run().exit_code == 7
    assert_at_rest(world)
    world.door.add_choice("Kind", "huge")
    assert world.run().exit_code == 0
    assert (world.record("Ann") or {})["Kind"] == "huge"


class StaleTable:
    """An Airtable table whose schema comes from a cache, until somebody asks for a fresh one."""

    def __init__(self, table: Any, cached: TableSchema) -> None:
        self._table, self._cached, self.refreshed = table, cached, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    def schema(self, *, refresh: bool = False) -> TableSchema:
        if refresh:
            self.refreshed += 1
            self._cached = self._table.schema(refresh=True)
        return self._cached


def test_a_refusal_may_come_from_an_old_schema_so_it_is_read_once_more(make: Make) -> None:
    world = make()
    tools = world.tools()
    stale = StaleTable(tools.airtable, tools.airtable.schema())
    world.door.add_choice("Kind", "huge")
    world.edit_row("Ann", Kind="huge")
    world.edit_row("Bob", Kind="immense")
    result = run(world.pair, replace(tools, airtable=stale))
    assert [refusal.operation.label for refusal in result.refused] == ["Bob"]
    assert (world.record("Ann") or {})["Kind"] == "huge"
    assert stale.refreshed == 1


def test_a_value_of_another_kind_tells_that_the_field_was_retyped(make: Make) -> None:
    world = make()
    world.run()
    tools = world.tools()
    stale = StaleTable(tools.airtable, tools.airtable.schema())
    world.door.retype_field("Count", "singleLineText")
    world.edit_record("Ann", Count="T 12")
    result = run(world.pair, replace(tools, airtable=stale))
    assert stale.refreshed == 1
    assert not result.refused
    assert [conflict.kind for conflict in result.conflicts] == ["schema"]


def test_one_bad_record_does_not_stop_the_others(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Kind="huge")
    world.edit_row("Bob", City="Oslo")
    world.add_row(Name="Bad", Count="lots")
    world.add_row(Name="", City="no key")
    world.add_row(Name="Eve")
    world.run()
    assert (world.record("Bob") or {})["City"] == "Oslo"
    assert world.record("Eve") is not None
    assert world.record("Bad") is None


def test_a_record_that_airtable_turns_down_does_not_hold_up_its_batch(make: Make) -> None:
    world = make()
    for number in range(9):
        world.add_row(Name=f"n{number}", Links="recNoSuchRecord00" if number == 4 else "")
    result = world.run()
    assert [refusal.operation.label for refusal in result.refused] == ["n4"]
    assert sorted(r["Name"] for r in world.records().values()) == sorted(
        ["Ann", "Bob", *(f"n{number}" for number in range(9) if number != 4)]
    )
    assert_at_rest(world)


def test_new_records_answered_in_another_order_are_not_taken_for_one_another(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, create = make(), WebTable.create
    monkeypatch.setattr(WebTable, "create", lambda table, records: create(table, records)[::-1])
    for name in ("Cy", "Dee", "Eve"):
        world.add_row(Name=name, City="Rome")
    world.run()
    assert world.run().plan.operations == ()
    world.edit_record("Cy", City="Oslo")
    world.run()
    assert [(row["Name"], row["City"]) for row in world.rows()][2:] == [
        ("Cy", "Oslo"),
        ("Dee", "Rome"),
        ("Eve", "Rome"),
    ]


def test_a_column_that_is_gone_is_a_conflict_and_clears_nothing(make: Make) -> None:
    world = make()
    text = world.path.read_text(encoding="utf-8")
    world.path.write_text(text.replace("City", "Town", 1), encoding="utf-8")
    assert world.run().exit_code == 3
    assert {(record["Name"], record["City"]) for record in world.records().values()} == {
        ("Ann", "Rome"),
        ("Bob", "Rome"),
    }
    world.path.write_text(text, encoding="utf-8")
    assert world.run().exit_code == 0
    assert world.conflicts() == []
    assert_at_rest(world)


def test_dropping_a_refused_update_leaves_both_sides_for_ever(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Kind="huge")
    world.run()
    (row,) = world.queue()
    assert SqliteStore(world.state).drop(row.id, world.clock.now()) is not None
    assert world.run().exit_code == 0
    assert_at_rest(world)
    assert (world.row("Ann") or {})["Kind"] == "huge"
    assert "Kind" not in (world.record("Ann") or {})


def test_a_cell_that_cant_be_read_is_dropped_until_either_side_is_edited(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Count="many", City="Oslo")
    world.edit_record("Ann", Count=2)
    assert world.run().exit_code == 7
    SqliteStore(world.state).drop(world.queue()[0].id, world.clock.now())
    for _ in range(2):
        assert world.run().exit_code == 0
        assert_at_rest(world)
    assert ((world.row("Ann") or {})["Count"], (world.record("Ann") or {})["Count"]) == ("many", 2)
    world.edit_record("Ann", Count=3)
    assert world.run().exit_code == 7
    world.edit_row("Ann", Count="4")
    assert [c.fields for c in world.run().conflicts] == [(world.field_ids["Count"],)]


def test_a_dropped_cell_that_is_mended_is_sent(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Count="many")
    world.run()
    SqliteStore(world.state).drop(world.queue()[0].id, world.clock.now())
    world.edit_row("Ann", Count="4")
    assert (world.run().exit_code, (world.record("Ann") or {})["Count"]) == (0, 4)


def test_dropping_a_refused_create_keeps_the_row_out_of_the_pair(make: Make) -> None:
    world = make()
    world.add_row(Name="New", Kind="huge")
    world.run()
    (row,) = world.queue()
    SqliteStore(world.state).drop(row.id, world.clock.now())
    world.edit_row("New", Kind="big")
    result = world.run()
    assert result.exit_code == 0
    assert [note.code for note in result.plan.notes] == ["left_alone"]
    assert world.record("New") is None


def test_what_is_not_refused_cant_be_dropped(make: Make) -> None:
    world = make()
    assert SqliteStore(world.state).drop(4711, world.clock.now()) is None


# -- a local table with primary keys and a mind of its own ---------------------------------------------------------


@pytest.fixture
def keyed(make: Make) -> tuple[World, MemoryLocalTable, Toolbox]:
    """The same people in a table whose rows have primary keys."""
    world = make()
    table = MemoryLocalTable(COLUMNS, [{"Name": name, "City": "Rome"} for name in ("Ann", "Bob")], stable_row_ids=True)
    world.pair = replace(world.pair, id="p2")
    tools = replace(world.tools(), local=table)
    assert run(world.pair, tools).exit_code == 0
    return world, table, tools


def test_a_row_keeps_its_record_whatever_its_name(keyed: tuple[World, MemoryLocalTable, Toolbox]) -> None:
    world, table, tools = keyed
    ids = world.ids_of("Ann")
    table.edit(1, Name="Zoe", City="Oslo")
    assert run(world.pair, tools).exit_code == 0
    assert world.ids_of("Zoe") == ids


def test_a_row_made_again_under_another_primary_key_is_the_same_record(
    keyed: tuple[World, MemoryLocalTable, Toolbox],
) -> None:
    world, table, tools = keyed
    ids = world.ids_of("Ann")
    table.remove(1)
    table.add({"Name": "Ann", "City": "Rome", "Note": "again"})
    assert run(world.pair, tools).exit_code == 0
    assert world.ids_of("Ann") == ids
    assert (world.record("Ann") or {})["Note"] == "again"


def test_what_this_side_refuses_waits_and_the_rest_goes_on(keyed: tuple[World, MemoryLocalTable, Toolbox]) -> None:
    world, table, tools = keyed
    table.refuses = lambda change: "violates a constraint" if change.row_id == "1" else None
    world.edit_record("Ann", City="Oslo")
    world.edit_record("Bob", City="Bonn")
    result = run(world.pair, tools)
    assert [(refusal.operation.label, refusal.error.rule) for refusal in result.refused] == [
        ("Ann", "violates a constraint")
    ]
    assert [row["City"] for row in table.contents()] == ["Rome", "Bonn"]
    writes = table.writes
    assert len(run(world.pair, tools).refused) == 1
    assert table.writes == writes
    world.edit_record("Ann", City="Bern")
    table.refuses = lambda change: None
    assert run(world.pair, tools).exit_code == 0
    assert [row["City"] for row in table.contents()] == ["Bern", "Bonn"]


def test_an_answer_that_this_side_refuses_leaves_the_conflict_open(
    keyed: tuple[World, MemoryLocalTable, Toolbox],
) -> None:
    world, table, tools = keyed
    table.edit(1, City="Oslo")
    world.edit_record("Ann", City="Bern")
    run(world.pair, tools)
    table.refuses = lambda _change: "violates a constraint"
    (row,) = world.conflicts()
    with pytest.raises(Refused):
        resolve_conflict(world.pair, tools, row.conflict, Answer(values={world.door.field_id("City"): "Paris"}))
    assert run(world.pair, tools).exit_code == 3
    (row,) = world.conflicts()
    table.refuses = lambda _change: None
    resolve_conflict(world.pair, tools, row.conflict, Answer(take="airtable"))
    assert run(world.pair, tools).exit_code == 0
    assert table.contents()[0]["City"] == (world.record("Ann") or {})["City"] == "Bern"


# -- optimistic locking ---------------------------------------------------------------------------------------------


def test_the_version_is_counted_up_by_each_write(make: Make) -> None:
    world = locked(make())
    world.edit_row("Ann", City="Oslo")
    world.run()
    world.edit_row("Ann", City="Bonn")
    world.run()
    assert (world.record("Ann") or {})["Version"] == 2
    assert_at_rest(world)


def test_a_mapped_version_is_shown_as_each_write_leaves_it(make: Make) -> None:
    world = locked(make())
    version = world.door.field_id("Version")
    columns, types = {**world.pair.columns, version: "Own"}, {**world.pair.field_types, version: "number"}
    world.pair = replace(world.pair, columns=columns, field_types=types)
    world.run()
    for number, city in enumerate(("Oslo", "Bonn"), 1):
        world.edit_row("Ann", City=city)
        result = world.run()
        assert (world.row("Ann") or {})["Own"] == str(number)
        assert result.exit_code == 0
        assert_at_rest(world)


def test_a_version_that_moved_since_the_plan_parks_the_record(make: Make) -> None:
    world = locked(make())
    world.edit_row("Ann", City="Oslo")
    reads = {"listRecords": 0}

    def edit_after_the_list(method: str, path: str) -> None:
        reads["listRecords"] += path.endswith("listRecords")
        if path.endswith("listRecords") and reads["listRecords"] == 2:
            world.door.edit(world.ids_of("Ann")[0], {"Version": 9, "City": "Bern"})

    world.sandbox.before_request.append(edit_after_the_list)
    result = world.run()
    world.sandbox.before_request.remove(edit_after_the_list)
    (conflict,) = result.conflicts
    assert conflict.kind == "version_moved"
    assert (world.record("Ann") or {})["City"] == "Bern"
    uid = only_conflict(world)
    assert world.run().exit_code == 3
    assert only_conflict(world) == uid
    world.resolve(uid, Answer(take="local"))
    record = world.record("Ann") or {}
    assert (record["City"], record["Version"]) == ("Oslo", 10)
    assert world.run().exit_code == 0
    assert_at_rest(world)


def test_a_plans_id_knows_no_version_and_no_stamp(make: Make) -> None:
    world = locked(make())
    world.edit_row("Ann", City="Oslo")
    first = world.preview().plan.id
    world.clock.advance(500)
    assert world.preview().plan.id == first


# -- one way --------------------------------------------------------------------------------------------------------


def test_drift_is_reported_left_and_at_rest(make: Make) -> None:
    world = make(direction=Direction.PUSH)
    world.edit_record("Ann", City="Bern")
    world.add_record(Name="Zed")
    result = world.run()
    assert result.exit_code == 0
    assert sorted((note.label, note.kind) for note in result.plan.drift) == [("Ann", "updated"), ("Zed", "created")]
    assert_at_rest(world)
    assert (world.row("Ann") or {})["City"] == "Rome"


def test_drift_is_overwritten_where_the_pair_says_so(make: Make) -> None:
    world = make(direction=Direction.PUSH, drift=Drift.OVERWRITE)
    world.edit_record("Ann", City="Bern")
    world.add_record(Name="Zed")
    world.delete_record("Bob")
    world.run()
    assert (world.record("Ann") or {})["City"] == "Rome"
    assert world.record("Zed") is None
    assert world.record("Bob") is not None
    assert "Bern" in {v for change in world.changes() for v in change.before.values()}
    assert_at_rest(world)


@pytest.mark.parametrize(("take", "there"), [("local", "Oslo"), ("airtable", "Bern")])
def test_drift_that_the_source_then_edits_is_a_conflict(make: Make, take: Any, there: str) -> None:
    world = make(direction=Direction.PUSH)
    world.edit_record("Ann", City="Bern")
    world.run()
    world.edit_row("Ann", City="Oslo")
    assert world.run().exit_code == 3
    world.resolve(only_conflict(world), Answer(take=take))
    assert world.run().exit_code == 0
    assert (world.record("Ann") or {})["City"] == there
    assert (world.row("Ann") or {})["City"] == "Oslo"
    assert_at_rest(world)


def test_an_unreadable_cell_of_a_pull_pair_is_drift(make: Make) -> None:
    world = make(direction=Direction.PULL)
    world.edit_row("Ann", Count="many")
    world.edit_record("Ann", Count=3, City="Oslo")
    result = world.run()
    assert [(note.label, note.kind) for note in result.plan.drift] == [("Ann", "updated")]
    assert (world.row("Ann") or {})["Count"] == "many"
    assert (world.row("Ann") or {})["City"] == "Oslo"
    assert_at_rest(world)


# -- deletions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["local", "airtable"])
def test_a_kept_deletion_leaves_the_other_side_alone_until_the_key_comes_back(make: Make, side: str) -> None:
    world = make(deletes=Deletes.KEEP)
    (world.delete_row if side == "local" else world.delete_record)("Ann")
    assert [note.code for note in world.run().plan.notes] == ["deletion_kept"]
    assert [note.code for note in world.run().plan.notes] == ["left_alone"]
    assert_at_rest(world)
    if side == "local":
        world.add_row(Name="Ann")
    else:
        world.add_record(Name="Ann")
    assert world.run().exit_code == 0
    assert (world.row("Ann") or {})["City"] == (world.record("Ann") or {})["City"] == "Rome"


def test_edited_here_and_deleted_there_is_a_persons(make: Make) -> None:
    world = make(policy=Policy.LOCAL_WINS)
    world.edit_row("Ann", City="Oslo")
    world.delete_record("Ann")
    assert world.run().exit_code == 3
    (row,) = world.conflicts()
    assert row.conflict.kind == "edited_deleted"


@pytest.mark.parametrize(("take", "left"), [("local", True), ("airtable", False)])
def test_an_edit_against_a_deletion_is_restored_or_deleted(make: Make, take: Any, left: bool) -> None:
    world = make()
    world.edit_row("Ann", City="Oslo")
    world.delete_record("Ann")
    world.run()
    world.resolve(only_conflict(world), Answer(take=take))
    assert world.run().exit_code == 0
    assert (world.row("Ann") is not None, world.record("Ann") is not None) == (left, left)
    assert_at_rest(world)


def test_keeping_them_apart_leaves_one_side_alone(make: Make) -> None:
    world = make()
    world.edit_row("Ann", City="Oslo")
    world.delete_record("Ann")
    world.run()
    world.resolve(only_conflict(world), Answer(keep_apart=True))
    assert [note.code for note in world.run().plan.notes] == ["left_alone"]
    assert world.record("Ann") is None


# -- identity -------------------------------------------------------------------------------------------------------


def test_a_record_made_again_in_airtable_is_bound_to_its_new_id(make: Make) -> None:
    world = make()
    world.delete_record("Ann")
    world.add_record(Name="Ann", City="Rome", Note="again")
    result = world.run()
    assert {op.kind for op in result.completed} == {"update"}
    assert (world.row("Ann") or {})["Note"] == "again"
    assert len(world.ids_of("Ann")) == 1
    assert_at_rest(world)


def test_a_renamed_row_keeps_its_record(make: Make) -> None:
    world = make()
    world.edit_row("Bob", City="Oslo")
    world.run()
    (record_id,) = world.ids_of("Bob")
    world.edit_row("Bob", Name="Robert")
    world.edit_record("Bob", Note="edited meanwhile")
    world.run()
    assert world.ids_of("Robert") == [record_id]
    assert (world.row("Robert") or {})["Note"] == "edited meanwhile"


def test_two_rows_that_swap_keys_swap_their_values(make: Make) -> None:
    world = make()
    world.edit_row("Bob", City="Oslo")
    world.run()
    world.write_rows([{**row, "Name": {"Ann": "Bob", "Bob": "Ann"}[row["Name"]]} for row in world.rows()])
    assert world.run().exit_code == 0
    assert (world.record("Ann") or {})["City"] == "Oslo"
    assert_at_rest(world)


def test_a_key_that_is_taken_is_held(make: Make) -> None:
    world = make()
    world.edit_record("Ann", Name="Eve")
    world.edit_row("Bob", Name="Eve", City="Oslo")
    result = world.run()
    assert result.exit_code in (3, 7)
    assert len(world.ids_of("Eve")) == 1
    assert_at_rest(world)


# -- conflicts ------------------------------------------------------------------------------------------------------


def clashing(make: Make, **pair: Any) -> World:
    world = make(**pair)
    world.edit_row("Ann", City="Oslo", Note="only here")
    world.edit_record("Ann", City="Bern", Count=4)
    assert world.run().exit_code == 3
    return world


def test_a_parked_record_is_not_written_at_all(make: Make) -> None:
    world = clashing(make)
    assert "Note" not in (world.record("Ann") or {})
    assert (world.row("Ann") or {})["Count"] == ""


def test_a_conflict_keeps_its_id_and_shows_what_is_there_now(make: Make) -> None:
    world = clashing(make)
    uid = only_conflict(world)
    world.edit_record("Ann", City="Bonn")
    world.run()
    (row,) = world.conflicts()
    assert row.conflict.uid == uid
    assert "Bonn" in (row.conflict.airtable or {}).values()
    assert row.seen_at > row.opened_at


def test_a_conflict_closes_itself_when_the_sides_agree(make: Make) -> None:
    world = clashing(make)
    world.edit_record("Ann", City="Oslo")
    assert world.run().exit_code == 0
    assert world.conflicts() == []
    assert (world.record("Ann") or {})["Note"] == "only here"


def test_a_policy_set_later_settles_open_conflicts(make: Make) -> None:
    world = clashing(make)
    world.pair = replace(world.pair, policy=Policy.AIRTABLE_WINS)
    assert world.run().exit_code == 0
    assert (world.row("Ann") or {})["City"] == "Bern"


def test_an_answer_takes_the_fields_along_that_do_not_clash(make: Make) -> None:
    world = clashing(make)
    world.resolve(only_conflict(world), Answer(take="local"))
    ann, record = world.row("Ann") or {}, world.record("Ann") or {}
    assert (ann["City"], ann["Note"], ann["Count"]) == ("Oslo", "only here", "4")
    assert (record["City"], record["Note"], record["Count"]) == ("Oslo", "only here", 4)
    world.run()
    assert_at_rest(world)


def test_a_side_that_moved_since_it_was_shown_stops_the_answer(make: Make) -> None:
    world = clashing(make)
    uid = only_conflict(world)
    world.edit_record("Ann", City="Bonn")
    before = world.both_sides()
    with pytest.raises(ConflictError):
        world.resolve(uid, Answer(take="local"))
    assert world.both_sides() == before
    (row,) = world.conflicts()
    assert "Bonn" in (row.conflict.airtable or {}).values()


def test_an_answer_that_no_longer_fits_leaves_it_to_a_person(make: Make) -> None:
    world = clashing(make)
    uid = only_conflict(world)
    world.deaths.arm(0, only="PATCH .*")
    with pytest.raises(Death):
        world.resolve(uid, Answer(take="local"))
    world.deaths.arm(None)
    world.restart()
    assert [row.answered for row in world.conflicts()] == [True]
    world.edit_record("Ann", City="Bonn")
    world.pair = replace(world.pair, policy=Policy.AIRTABLE_WINS)
    assert world.run().exit_code == 3
    assert world.run().exit_code == 3
    world.resolve(uid, Answer(take="airtable"))
    assert world.run().exit_code == 0


def test_an_answer_that_is_not_valid_writes_nothing(make: Make) -> None:
    world = clashing(make)
    before = world.both_sides()
    with pytest.raises(InvalidValue):
        world.resolve(only_conflict(world), Answer(take="local", values={world.door.field_id("Kind"): "huge"}))
    assert world.both_sides() == before
    assert len(world.conflicts()) == 1


def test_an_answer_that_this_computer_turns_down_is_not_sent_either(make: Make) -> None:
    world = clashing(make)
    before = world.both_sides()
    with pytest.raises(InvalidValue):
        world.resolve(only_conflict(world), Answer(take="local", values={world.door.field_id("City"): "nul\0"}))
    assert world.both_sides() == before
    assert world.run().exit_code == 3
    assert world.both_sides() == before
    world.resolve(only_conflict(world), Answer(take="local"))
    assert world.run().exit_code == 0


def test_a_field_that_is_gone_is_a_conflict_that_no_record_answer_settles(make: Make) -> None:
    world = make()
    world.door.delete_field("Note")
    world.edit_row("Ann", City="Oslo")
    assert world.run().exit_code == 3
    assert (world.record("Ann") or {})["City"] == "Oslo"
    with pytest.raises(UsageError):
        world.resolve(only_conflict(world), Answer(take="local"))


def test_an_answer_meets_a_field_that_is_gone_by_now(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = clashing(make)
    tools = world.tools()
    tools.airtable.schema()
    world.door.delete_field("Note")
    monkeypatch.setattr(world, "tools", lambda: tools)
    uid = only_conflict(world)
    look = look_at(world.pair, tools, uid)
    assert look is not None
    assert look.airtable is not None
    world.resolve(uid, Answer(take="local"))
    assert (world.record("Ann") or {})["City"] == (world.row("Ann") or {})["City"]


def test_a_key_field_that_is_gone_stops_the_run(make: Make) -> None:
    world = make()
    world.pair = replace(world.pair, key=("fldNoSuchField000",))
    with pytest.raises(NotFound):
        world.run()


def test_a_value_for_both_sides_is_in_step_once_both_have_it(make: Make) -> None:
    world = make(policy=Policy.MERGE)
    world.edit_row("Ann", Tags="t1, t2")
    world.edit_record("Ann", Tags=["t1", "t3"])
    world.deaths.arm(0, only="PATCH .*")
    with pytest.raises(Death):
        world.run()
    world.deaths.arm(None)
    world.restart()
    assert world.run().exit_code == 0
    assert (world.row("Ann") or {})["Tags"] == "t1, t3, t2"
    assert set((world.record("Ann") or {})["Tags"]) == {"t1", "t2", "t3"}
    overwritten = {change.before[f] for change in world.changes() for f in change.overwrites}
    assert {frozenset(v) for v in overwritten if isinstance(v, tuple)} == {
        frozenset({"t1", "t2"}),
        frozenset({"t1", "t3"}),
    }
    assert_at_rest(world)


# -- the run itself -------------------------------------------------------------------------------------------------


def test_a_preview_leaves_everything_as_it_was(make: Make) -> None:
    world = make()
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Ann", City="Bern")
    world.edit_row("Bob", Count="many")
    world.add_row(Name="Eve")
    before = world.both_sides(), world.state_content()
    preview = world.preview()
    assert (len(preview.plan.operations), len(preview.conflicts), len(preview.refused)) == (1, 1, 1)
    assert (world.both_sides(), world.state_content()) == before


def test_a_file_that_moves_under_the_run_is_read_again(make: Make) -> None:
    world = make()
    world.edit_record("Ann", City="Oslo")
    world.before_writes.append(lambda: world.edit_row("Bob", City="Bonn"))
    assert world.run().exit_code == 0
    assert (world.row("Ann") or {})["City"] == "Oslo"
    assert (world.record("Bob") or {})["City"] == "Bonn"


def test_a_file_that_never_rests_ends_the_run(make: Make) -> None:
    world = make()
    world.edit_record("Ann", City="Oslo")
    for number in range(3):
        world.before_writes.append(lambda n=number: world.edit_row("Bob", City=f"c{n}"))  # type: ignore[misc]
    with pytest.raises(ChangedUnderneath):
        world.run()
    world.run()
    assert (world.record("Bob") or {})["City"] == "c2"


def test_a_list_that_ends_early_is_not_believed(make: Make) -> None:
    world = make()
    for number in range(5):
        world.add_row(Name=f"n{number}")
    world.run()
    world.sandbox.faults.short_lists.next = 1
    assert world.run().plan.operations == ()
    assert len(world.rows()) == 7


def test_a_cancelled_run_keeps_its_work_and_the_next_one_finishes_it(make: Make) -> None:
    world = make()
    for number in range(35):
        world.add_row(Name=f"n{number}")
    tools = world.tools()

    def stop_at_ten(event: object) -> None:
        if isinstance(event, Writing) and event.done >= 10:
            tools.cancel.cancel()  # type: ignore[attr-defined]

    with pytest.raises(Cancelled):
        run(world.pair, replace(tools, report=stop_at_ten), consent=Consent(yes=True))
    assert 10 <= len(world.records()) < 37
    assert {row.state for row in world.queue()} == {"pending"}
    world.run()
    assert len(world.records()) == 37
    assert world.queue() == []


def test_a_lost_answer_is_waited_out_before_a_create_is_repeated(make: Make) -> None:
    world = make()
    world.add_row(Name="Eve")
    world.sandbox.faults.lost_answers.next = 1
    before = world.clock.now()
    assert world.run().exit_code == 0
    assert world.clock.now() - before >= timedelta(seconds=30)
    assert len(world.ids_of("Eve")) == 1


@pytest.mark.parametrize("arrives", [False, True])
def test_a_create_of_a_dead_run_is_waited_for_before_it_is_repeated(make: Make, arrives: bool) -> None:
    world = make()
    world.add_row(Name="Eve")
    world.deaths.arm(1 if arrives else 0, only=f"POST .*/{world.door.id}")
    with pytest.raises(Death):
        world.run()
    world.deaths.arm(None)
    world.restart()
    assert len(world.ids_of("Eve")) == arrives
    died = world.clock.now()
    assert world.run().exit_code == 0
    assert len(world.ids_of("Eve")) == 1
    waited = world.clock.now() - died
    assert waited < timedelta(seconds=5) if arrives else waited > timedelta(seconds=25)


def test_consent_to_another_plan_is_no_consent(make: Make) -> None:
    world = make()
    for number in range(20):
        world.add_row(Name=f"n{number}")
    world.run()
    world.write_rows([row for row in world.rows() if row["Name"] == "Ann"])
    plan = world.preview().plan
    assert [stop.code for stop in plan.stops] == ["deletes"]
    world.edit_row("Ann", City="Oslo")
    with pytest.raises(Stopped) as stopped:
        world.run(consent=Consent(plan_id=plan.id))
    assert world.run(consent=Consent(plan_id=stopped.value.plan_id)).exit_code == 0
    assert len(world.records()) == 1


def test_an_emptied_table_needs_the_plans_own_id(make: Make) -> None:
    world = make()
    world.write_rows([])
    with pytest.raises(Stopped) as stopped:
        world.run(consent=Consent(yes=True))
    assert len(world.records()) == 2
    world.run(consent=Consent(plan_id=stopped.value.plan_id))
    assert world.records() == {}


def test_a_file_that_lost_rows_and_its_last_line_end_is_not_believed(make: Make) -> None:
    world = make()
    world.path.write_bytes(world.path.read_bytes().split(b"Bob")[0].rstrip(b"\n"))
    with pytest.raises(Stopped) as stopped:
        world.run()
    assert [stop.code for stop in stopped.value.stops] == ["local_cut"]


def test_disjoint_edits_commute_with_runs(tmp_path: Path) -> None:
    ends = []
    for number, runs_between in enumerate((False, True)):
        folder = tmp_path / str(number)
        folder.mkdir()
        world = World(folder)
        world.add_row(Name="Ann", City="Rome")
        world.run()
        world.edit_row("Ann", City="Oslo")
        if runs_between:
            world.run()
        world.edit_record("Ann", Note="n")
        if runs_between:
            world.run()
        world.edit_row("Ann", Count="4")
        world.run()
        world.run()
        ends.append(world.summary())
        world.close()
    assert ends[0] == ends[1]


@pytest.mark.parametrize("take", ["local", "airtable"])
def test_drift_that_an_answer_does_not_concern_stays_drift(make: Make, take: Choice) -> None:
    world = make(direction=Direction.PULL)
    world.edit_row("Ann", Note="mine", City="here")
    world.edit_record("Ann", City="there")
    (conflict,) = world.run().conflicts
    world.resolve(conflict.uid, Answer(take=take))
    (drift,) = world.run().plan.drift
    left = ("City", "Note") if take == "local" else ("Note",)
    assert sorted(drift.fields) == sorted(map(world.door.field_id, left))
    assert (world.row("Ann") or {})["Note"] == "mine"


@pytest.mark.parametrize("left", ["drift", "tombstone"])
def test_a_new_row_is_not_taken_for_one_of_its_name_that_is_gone(make: Make, left: str) -> None:
    world = make(direction=Direction.PULL) if left == "drift" else make(deletes=Deletes.KEEP)
    names = ["Cid", "Dee", "Eva", "Fay", "Gil"]
    for name in names:
        world.add_record(Name=name, City="Rome")
    world.run()
    for name in names:
        world.delete_row(name)
        world.run()
    for name in names:
        world.edit_record(name, Name=f"{name} was")
        world.add_record(Name=name, City="Kyiv")
    world.run()
    for name in names:
        world.edit_record(f"{name} was", City="Oslo")
        world.edit_record(name, City="Lviv")
    world.run()
    assert {name: (world.row(name) or {}).get("Shout") for name in names} == dict.fromkeys(names, "LVIV")
    assert not any(world.row(f"{name} was") for name in names)


def test_what_a_rule_left_in_a_one_way_pair_stays_drift_beside_an_answer(make: Make) -> None:
    world = make(direction=Direction.PULL)
    note = world.door.field_id("Note")
    world.pair = replace(world.pair, field_policies={note: Policy.LOCAL_WINS})
    world.edit_row("Ann", Note="mine", City="here")
    world.edit_record("Ann", Note="theirs", City="there")
    (conflict,) = world.run().conflicts
    assert conflict.fields == (world.door.field_id("City"),)
    world.resolve(conflict.uid, Answer(take="airtable"))
    assert (world.row("Ann") or {})["City"] == "there"
    for _ in range(2):
        result = world.run()
        assert (result.plan.operations, [drift.fields for drift in result.plan.drift]) == ((), [(note,)])


def test_an_answer_clears_nothing_of_a_column_that_is_gone(make: Make) -> None:
    world = make()
    world.edit_row("Ann", Note="kept")
    world.run()
    world.edit_row("Ann", City="Oslo")
    world.edit_record("Ann", City="Bern")
    assert world.run().exit_code == 3
    (row,) = world.conflicts()
    text = world.path.read_text(encoding="utf-8")
    world.path.write_text(text.replace("Note", "Remarks", 1), encoding="utf-8")
    with suppress(ConflictError):
        world.resolve(row.conflict.uid, Answer(take="local"))
    for row in world.conflicts():
        if row.conflict.kind != "schema":
            world.resolve(row.conflict.uid, Answer(take="local"))
    record = world.record("Ann") or {}
    assert (record["City"], record["Note"]) == ("Oslo", "kept")
