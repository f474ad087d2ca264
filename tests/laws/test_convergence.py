"""Law 8: from one table changed on both sides, every order of operations, batch split and fault leads to one end.

One random table is in step; both copies are changed; then runs follow each other, their operations shuffled, their
batches cut anywhere, pages and answers in any order, some answers lost. After few runs nothing is left to do, and the
end is that of a run that nothing disturbed.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import Transient
from airsync_gui.state import conflicts
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync import run as runs
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.records import Value
from airsync_gui.sync.run import Consent, RunResult, run
from airsync_gui.sync.schema import Field
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.values import without_blanks
from tests.fakes.airtable import MemoryAirtable
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.table import MemoryLocalTable

MOST_ROUNDS = 8
FIELDS = (
    Field("fldName", "Name", "singleLineText"),
    Field("fldCity", "City", "singleLineText"),
    Field("fldTags", "Tags", "multipleSelects", {"choices": [{"id": f"s{c}", "name": c} for c in "abcd"]}),
)
NAMES = ["Ann", "Bob", "Eve", "Joe", "Zed"]
CITIES: list[Value] = [None, "Rome", "Oslo", "Bern"]
tags = st.lists(st.sampled_from("abcd"), unique=True, max_size=3).map(lambda t: tuple(t) or None)
record = st.fixed_dictionaries({"Name": st.sampled_from(NAMES), "City": st.sampled_from(CITIES), "Tags": tags})


class Edit(Struct, frozen=True):
    """One thing that somebody does to one side: the ``at``-th record, counted round."""

    kind: Literal["add", "edit", "delete", "rename"]
    at: int
    values: dict[str, Value]


edit = st.builds(Edit, st.sampled_from(["add", "edit", "edit", "delete", "rename"]), st.integers(0, 9), record)
ways = st.sampled_from(
    [(Direction.BOTH, Drift.LEAVE)] * 3 + [(d, drift) for d in (Direction.PUSH, Direction.PULL) for drift in Drift]
)


class Town:
    """A pair whose both sides are in memory."""

    def __init__(self, folder: Path, pair: Pair, stable: bool, seed: int, batch_size: int) -> None:
        folder.mkdir()
        self.pair = pair
        self.dice = random.Random(seed)
        self.local = MemoryLocalTable([f.name for f in FIELDS], stable_row_ids=stable)
        self.airtable = MemoryAirtable(FIELDS, self.dice, batch_size=batch_size)
        self.clock = FakeClock()
        self.database = Database(folder / "state.sqlite")
        self.database.connection().execute("PRAGMA synchronous = OFF")
        self.store = SqliteStore(self.database)

    def run(self) -> RunResult:
        tools = Toolbox(self.local, self.airtable, self.store, self.clock, FakeCancel(self.clock))
        plan = tools_plan_id(self.pair, tools)
        return run(self.pair, tools, consent=Consent(plan_id=plan))

    def settle(self, rounds: int = MOST_ROUNDS) -> int:
        """Run until nothing is left to do; how many runs that took."""
        for number in range(rounds):
            with suppress(Transient):
                if not self.run().plan.operations:
                    return number
            self.clock.advance(60)
        raise AssertionError(f"after {rounds} runs there is still something to do")

    def edit_here(self, edit: Edit) -> None:
        rows = sorted(self.local.rows, key=lambda row: (str(row.cells.get("Name")), str(row.cells.get("City"))))
        if edit.kind == "add":
            self.local.add(edit.values)
        elif rows:
            row = rows[edit.at % len(rows)]
            if edit.kind == "delete":
                self.local.remove(row.number)
            else:
                self.local.edit(row.number, **_meant(edit))

    def edit_there(self, edit: Edit) -> None:
        by_name = sorted(self.airtable.records, key=lambda i: (str(self.airtable.records[i].get("fldName")), i))
        if edit.kind == "add":
            self.airtable.add({f"fld{name}": value for name, value in edit.values.items()})
        elif by_name:
            record_id = by_name[edit.at % len(by_name)]
            if edit.kind == "delete":
                del self.airtable.records[record_id]
            else:
                new = {f"fld{name}": value for name, value in _meant(edit).items()}
                self.airtable.records[record_id] = dict(
                    without_blanks({**self.airtable.records[record_id], **new})  # type: ignore[dict-item]
                )

    def end(self) -> dict[str, Any]:
        with self.database.reading() as db:
            open_now = [row.conflict for row in conflicts.listed(db)]
            held = sorted(tuple(row) for row in db.execute("SELECT side, reason FROM held"))
        return {
            "local": sorted(_text(row) for row in self.local.contents()),
            "airtable": sorted(_text({k[3:]: v for k, v in r.items()}) for r in self.airtable.records.values()),
            "conflicts": sorted((c.kind, c.label, c.fields) for c in open_now),
            "held": held,
        }


def _meant(edit: Edit) -> dict[str, Value]:
    names = ["Name"] if edit.kind == "rename" else ["City", "Tags"][edit.at % 2 :]
    return {name: edit.values[name] for name in names}


def _text(cells: Any) -> str:
    return str(sorted((n, sorted(v) if isinstance(v, tuple) else v) for n, v in cells.items()))


def tools_plan_id(pair: Pair, tools: Toolbox) -> str:
    """Everybody agrees to everything here."""
    return run(pair, tools, dry_run=True).plan.id


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    start=st.lists(record, max_size=5, unique_by=lambda r: r["Name"]),
    here=st.lists(edit, max_size=5),
    there=st.lists(edit, max_size=5),
    policy=st.sampled_from([Policy.ASK, Policy.MERGE, Policy.LOCAL_WINS, Policy.AIRTABLE_WINS]),
    deletes=st.sampled_from(list(Deletes)),
    way=ways,
    stable=st.booleans(),
    seed=st.integers(0, 1 << 20),
    batch_size=st.integers(1, 4),
)
def test_every_order_leads_to_one_end(
    monkeypatch: pytest.MonkeyPatch,
    start: list[dict[str, Value]],
    here: Sequence[Edit],
    there: Sequence[Edit],
    policy: Policy,
    deletes: Deletes,
    way: tuple[Direction, Drift],
    stable: bool,
    seed: int,
    batch_size: int,
) -> None:
    columns = {f.id: f.name for f in FIELDS}
    pair = Pair("p1", "people", "/p", "app1", "tbl1", columns, ("fldName",), policy=policy, deletes=deletes)
    dice = random.Random(seed)

    def shuffled(situation: Situation) -> Plan:
        plan = make_plan(situation)
        operations = list(plan.operations)
        dice.shuffle(operations)
        return replace(plan, operations=tuple(operations))

    folder = Path(tempfile.mkdtemp(prefix="airsync-convergence-"))
    ends = []
    try:
        for disturbed in (False, True):
            town = Town(folder / str(disturbed), pair, stable, seed, batch_size if disturbed else 10)
            for cells in start:
                town.local.add(cells)
            town.settle()
            town.pair = replace(pair, direction=way[0], drift=way[1])
            for change in here:
                town.edit_here(change)
            for change in there:
                town.edit_there(change)
            if disturbed:
                monkeypatch.setattr(runs, "make_plan", shuffled)
                town.airtable.faults = 0.3
                with suppress(AssertionError):
                    town.settle(3)
                town.airtable.faults = 0.0
            town.clock.advance(60)
            town.settle()
            monkeypatch.setattr(runs, "make_plan", make_plan)
            ends.append(town.end())
            town.database.close()
    finally:
        shutil.rmtree(folder)
    assert ends[1] == ends[0]
