"""Links by keys: renames in the linked table are nobody's edit of a link, and both sides come to mean the same records.

Two tables in memory, recipes and the meals that link to them, each kept by a pair; people edit both sides of both.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from airsync_gui.linked_pairs import PairLinks
from airsync_gui.local.linked_table import LinkedTable
from airsync_gui.local.sources import OpenTable
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import RecordId, Values
from airsync_gui.sync.run import Consent, RunResult, run
from airsync_gui.sync.schema import Field, TableSchema
from airsync_gui.sync.toolbox import Toolbox
from tests.fakes.airtable import MemoryAirtable
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.table import MemoryLocalTable

NAMES = ["Pasta", "Salad", "Soup", "Stew", "Rice"]
MEALS = ["Lunch", "Dinner", "Snack"]
NAME, MINUTES = Field("fldName", "Name", "singleLineText"), Field("fldMin", "Minutes", "multilineText")
MEAL = Field("fldMeal", "Meal", "singleLineText")
FOOD = Field("fldFood", "Food", "multipleRecordLinks", {"linkedTableId": "tblRecipes"})
ROUNDS = 5


class Airtable(MemoryAirtable):
    """With ids of Airtable's own shape."""

    def __init__(self, table_id: str, *fields: Field) -> None:
        super().__init__(fields, random.Random(1))
        self._schema = TableSchema("app1", table_id, table_id, fields[0].id, fields)

    def add(self, values: Values) -> RecordId:
        made = super().add(values)
        record_id = f"rec{made.removeprefix('rec'):0>14}"
        self.records[record_id] = self.records.pop(made)
        return record_id


class Edit(Struct, frozen=True):
    """One thing that somebody does: to the ``at``-th recipe or meal, counted round."""

    kind: Literal["rename here", "rename there", "add here", "delete there", "link here", "link there"]
    at: int
    name: str
    names: tuple[str, ...] = ()


class Kitchen:
    """Both tables on both sides, and their pairs."""

    def __init__(self, folder: Path) -> None:
        self.recipes_there, self.meals_there = Airtable("tblRecipes", NAME, MINUTES), Airtable("tblMeals", MEAL, FOOD)
        self.recipes_here = MemoryLocalTable(["Name", "Minutes"])
        self.meals_here = MemoryLocalTable(["Meal", "Food"])
        self.recipes_there.add({"fldName": "Water", "fldMin": "stays"})  # a guard asks about an empty table
        for number, name in enumerate(NAMES[:3]):
            self.recipes_there.add({"fldName": name, "fldMin": f"{number} min"})
        ids = list(self.recipes_there.records)[1:]
        for number, meal in enumerate(MEALS):
            self.meals_there.add({"fldMeal": meal, "fldFood": tuple(ids[: number + 1])})
        self.database = Database(folder / "state.sqlite")
        self.store, self.clock = SqliteStore(self.database), FakeClock()
        self.recipes = self._pair("Recipes", "tblRecipes", NAME, MINUTES)
        self.meals = self._pair("Meals", "tblMeals", MEAL, FOOD)
        self.made = 0

    def _pair(self, name: str, table_id: str, *fields: Field) -> Pair:
        columns = {f.id: f.name for f in fields}
        return Pair(name, name, f"/{name}", "app1", table_id, columns, (fields[0].id,), field_types={})

    def linked(self) -> LinkedTable:
        pairs = [self.recipes, self.meals]
        links = PairLinks(self.database, self.meals, pairs, lambda _pair: None, lambda _pair: self.recipes_here)
        return LinkedTable(cast(OpenTable, _WithPath(self.meals_here)), self.meals, links, remember=True)

    def sync(self) -> list[RunResult]:
        """Those that the others link to first."""
        return [
            run(pair, Toolbox(local, there, self.store, self.clock, FakeCancel(self.clock)), consent=Consent(yes=True))
            for pair, local, there in (
                (self.recipes, self.recipes_here, self.recipes_there),
                (self.meals, self.linked(), self.meals_there),
            )
        ]

    def settle(self) -> RunResult:
        """Until nothing is left to write; the last run of the meals."""
        for _ in range(ROUNDS):
            results = self.sync()
            if not any(result.completed for result in results):
                return results[-1]
        raise AssertionError("runs go on writing")

    def links_here(self) -> dict[str, frozenset[RecordId] | None]:
        """Meal → the records that its cell means; None where that can't be told."""
        rows = self.linked().read({"Meal": MEAL, "Food": FOOD}).rows
        return {str(row.values["fldMeal"]): None if row.problems else _ids(row.values.get("fldFood")) for row in rows}

    def links_there(self) -> dict[str, frozenset[RecordId] | None]:
        return {str(v["fldMeal"]): _ids(v.get("fldFood")) for v in self.meals_there.records.values()}

    # -- what people do -----------------------------------------------------------------------------------------------

    def do(self, edit: Edit) -> None:
        ids = list(self.recipes_there.records)[1:]
        rows = [row for row in self.recipes_here.rows if row.cells["Minutes"] != "stays"]
        meal = MEALS[edit.at % len(MEALS)]
        if edit.kind == "rename there" and ids:
            self.recipes_there.records[ids[edit.at % len(ids)]]["fldName"] = edit.name
        elif edit.kind == "rename here" and rows:
            self.recipes_here.edit(rows[edit.at % len(rows)].number, Name=edit.name)
        elif edit.kind == "add here":
            self.made += 1
            self.recipes_here.add({"Name": edit.name, "Minutes": f"new {self.made}"})
        elif edit.kind == "delete there" and ids:
            self._delete(ids[edit.at % len(ids)])
        elif edit.kind == "link here":
            number = next(row.number for row in self.meals_here.rows if row.cells["Meal"] == meal)
            self.meals_here.edit(number, Food=edit.names or None)
        elif edit.kind == "link there":
            chosen = tuple(i for i, v in self.recipes_there.records.items() if v.get("fldName") in edit.names)
            record = next(v for v in self.meals_there.records.values() if v["fldMeal"] == meal)
            record.update({"fldFood": chosen}) if chosen else record.pop("fldFood", None)

    def _delete(self, record_id: RecordId) -> None:
        """Airtable takes the links to a record away with it."""
        del self.recipes_there.records[record_id]
        for values in self.meals_there.records.values():
            left = tuple(i for i in cast(Sequence[str], values.get("fldFood", ())) if i != record_id)
            values.update({"fldFood": left}) if left else values.pop("fldFood", None)


class _WithPath:
    """What a file's table has besides."""

    path = Path("/meals")
    proven: dict[str, str] = {}  # noqa: RUF012 - nothing is ever proven

    def __init__(self, table: MemoryLocalTable) -> None:
        self._table = table

    def __getattr__(self, name: str) -> object:
        return getattr(self._table, name)


def _ids(value: object) -> frozenset[RecordId]:
    return frozenset(cast(Sequence[str], value or ()))


names = st.sampled_from(NAMES)
some_names = st.lists(names, unique=True, max_size=3).map(tuple)
renames = st.builds(Edit, st.sampled_from(["rename here", "rename there", "add here"]), st.integers(0, 9), names)
edits = st.builds(
    Edit,
    st.sampled_from(["rename here", "rename there", "add here", "delete there", "link here", "link there"]),
    st.integers(0, 9),
    names,
    some_names,
)
quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(st.lists(st.lists(renames, max_size=4), min_size=1, max_size=3))
def test_renames_are_nobodys_edit_of_a_link(rounds: list[list[Edit]]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="airsync-laws-"))
    kitchen = Kitchen(folder)
    try:
        kitchen.settle()
        before, writes = kitchen.links_there(), kitchen.meals_there.writes
        for edits_ in rounds:
            for edit in edits_:
                kitchen.do(edit)
            kitchen.sync()
        last = kitchen.settle()
        gone = {i for ids in before.values() for i in ids or ()} - set(kitchen.recipes_there.records)
        if not gone:  # a rename that could not be told from a deletion and a creation made another record
            assert kitchen.links_there() == before
            assert kitchen.meals_there.writes == writes
            assert kitchen.links_here() == before
            assert not last.conflicts
            assert not last.refused
    finally:
        kitchen.database.close()
        shutil.rmtree(folder)


@quick
@given(st.lists(st.lists(edits, max_size=4), min_size=1, max_size=3))
def test_both_sides_come_to_mean_the_same_records(rounds: list[list[Edit]]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="airsync-laws-"))
    kitchen = Kitchen(folder)
    try:
        kitchen.settle()
        for edits_ in rounds:
            for edit in edits_:
                kitchen.do(edit)
            kitchen.sync()
        last = kitchen.settle()
        open_ = {conflict.label for conflict in last.conflicts} | {r.operation.label for r in last.refused}
        here, there = kitchen.links_here(), kitchen.links_there()
        assert {m: here[m] for m in MEALS if m not in open_} == {m: there[m] for m in MEALS if m not in open_}
    finally:
        kitchen.database.close()
        shutil.rmtree(folder)
