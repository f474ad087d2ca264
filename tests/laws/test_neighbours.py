"""Two pairs on one Airtable table and on one local file: each field has one pair, and neither disturbs the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.run import Consent, RunResult, run
from tests.laws.world import World


class Neighbours:
    """A world whose pair carries City, and a second pair on the same file and table that carries Note."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.cities = self._only("cities", "City")
        self.notes = self._only("notes", "Note")

    def _only(self, name: str, field: str) -> Pair:
        pair, ids = self.world.pair, self.world.field_ids
        columns = {ids["Name"]: "Name", ids[field]: field}
        types = {field_id: pair.field_types[field_id] for field_id in columns}
        return replace(pair, id=name, name=name, columns=columns, field_types=types)

    def sync(self, pair: Pair) -> RunResult:
        self.world.clock.advance(1)
        return run(pair, self.world.tools(), consent=Consent(yes=True))

    def both(self, times: int = 2) -> None:
        for _ in range(times):
            self.sync(self.cities)
            self.sync(self.notes)
        before = self.world.both_sides()
        results = [self.sync(pair) for pair in (self.cities, self.notes)]
        assert [(r.plan.operations, r.conflicts, r.plan.held) for r in results] == [((), (), ())] * 2
        assert self.world.both_sides() == before

    def people(self) -> dict[str, tuple[str, str]]:
        """Name → (city, note), which must be the same on both sides and each there once."""
        here = sorted((r["Name"], r["City"], r["Note"]) for r in self.world.rows())
        records = self.world.records().values()
        there = sorted((r["Name"], r.get("City", ""), r.get("Note", "")) for r in records)
        assert here == there
        found = {name: (city, note) for name, city, note in here}
        assert len(found) == len(here)
        return found


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Neighbours]:
    two = Neighbours(tmp_path)
    two.world.write_rows([{"Name": name, "City": "Rome", "Note": f"of {name}"} for name in ("Ann", "Bob", "Cid")])
    two.both()
    yield two
    two.world.close()


def test_what_one_of_them_makes_the_other_takes_for_the_same_record(two: Neighbours) -> None:
    assert two.people() == {name: ("Rome", f"of {name}") for name in ("Ann", "Bob", "Cid")}
    two.world.add_row(Name="Eve", City="Oslo", Note="new")
    two.world.add_record(Name="Fay", City="Ulm", Note="there")
    two.both()
    assert two.people()["Eve"] == ("Oslo", "new")
    assert two.people()["Fay"] == ("Ulm", "there")


def test_edits_of_both_reach_the_other_side(two: Neighbours) -> None:
    two.world.edit_row("Ann", City="Oslo")
    two.world.edit_record("Ann", Note="from there")
    two.world.edit_row("Bob", Note="from here")
    two.both()
    people = two.people()
    assert (people["Ann"], people["Bob"]) == (("Oslo", "from there"), ("Rome", "from here"))


def test_a_deletion_that_one_of_them_carried_is_none_of_the_others_business(two: Neighbours) -> None:
    two.world.delete_row("Ann")
    two.world.delete_record("Bob")
    two.both()
    assert set(two.people()) == {"Cid"}


def test_a_renamed_row_stays_one_record_for_both(two: Neighbours) -> None:
    two.world.edit_record("Ann", Name="Anna")
    two.both()
    assert set(two.people()) == {"Anna", "Bob", "Cid"}
