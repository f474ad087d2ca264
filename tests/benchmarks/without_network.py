"""What happens on this computer alone: reading and changing a CSV file, and planning."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from airsync_gui.local.csv_table import CsvTable
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Situation, make_plan
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Memory
from airsync_gui.sync.records import Row as Record
from airsync_gui.sync.schema import Field
from tests.benchmarks.measure import Row, seconds

ROWS = 20_000
COLUMNS = 12


def csv_file() -> list[Row]:
    """Read a CSV of 20,000 × 12 into canonical values, and change one cell in a hundred rows.

    Against Python's csv module reading it into lists, and reading and writing it whole: that keeps no quoting, no
    line ends and no types.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([_names(), *(_cells(number) for number in range(ROWS))])
        table, columns = CsvTable(path), {field.name: field for field in _fields()}
        reading = table.read(columns)
        changes = [LocalChange("update", row.row_id, {"fld1": "changed"}) for row in reading.rows[::100]]
        return [
            Row(
                "read a CSV, 20,000 × 12",
                seconds(lambda: table.read(columns)),
                "csv module",
                seconds(lambda: _plain(path)),
            ),
            Row(
                "plan the bytes of 200 changes",
                seconds(lambda: reading.preview(changes)),
                "csv module, rewriting all",
                seconds(lambda: _rewrite(path)),
            ),
        ]


def _plain(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def _rewrite(path: Path) -> None:
    rows = _plain(path)
    with (path.parent / "copy.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def planning() -> list[Row]:
    """Compare and plan 20,000 × 12 records on each side, 1 % of them changed here.

    Against a loop over two dictionaries of dictionaries that only tells which records differ.
    """
    dice = random.Random(0)
    fields = {field.id: field for field in _fields()}
    values = {n: _values(n) for n in range(ROWS)}
    pair = Pair("bench", "bench", "", "", "", columns={f: f for f in fields}, key=("fld0",))
    memories = [
        Memory(f"{n:014x}", local_id_of((values[n]["fld0"],)), f"rec{n:014d}", values[n], values[n]) for n in values
    ]
    changed = set(dice.sample(range(ROWS), ROWS // 100))
    local = [Record(f"r{n}", {**values[n], "fld2": Decimal(-1)} if n in changed else values[n]) for n in values]
    airtable = [Record(f"rec{n:014d}", values[n]) for n in values]
    situation = Situation(Rules(pair, fields), local, airtable, memories)
    assert len(make_plan(situation).operations) == len(changed)
    before, after = dict(enumerate(m.local for m in memories)), dict(enumerate(r.values for r in local))
    return [
        Row(
            "compare and plan 20,000 × 12, 1 % changed",
            seconds(lambda: make_plan(situation)),
            "a loop that finds which differ",
            seconds(lambda: [n for n in before if before[n] != after[n]]),
        )
    ]


def _names() -> list[str]:
    return [f"Column {n}" for n in range(COLUMNS)]


def _fields() -> list[Field]:
    return [
        Field(f"fld{n}", name, "number" if n % 3 == 2 else "singleLineText", {"precision": 2} if n % 3 == 2 else {})
        for n, name in enumerate(_names())
    ]


def _cells(number: int) -> list[str]:
    return [str(number * 7 % 1000 + n) if n % 3 == 2 else f"text {number} {n}" for n in range(COLUMNS)]


def _values(number: int) -> dict[str, str | Decimal]:
    return {f"fld{n}": Decimal(cell) if n % 3 == 2 else cell for n, cell in enumerate(_cells(number))}


SCENARIOS: dict[str, Callable[[], list[Row]]] = {"csv": csv_file, "plan": planning}
