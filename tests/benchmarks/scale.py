"""Comparing and planning a big pair, its state on disk, in a process of its own: time and peak memory.

``python -m tests.benchmarks.scale 500000`` prints one line of JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from airsync_gui.local.csv_table import CsvTable
from airsync_gui.state import memories
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import RunOutcome
from airsync_gui.sync.records import Memory, Value
from airsync_gui.sync.records import Row as Record
from airsync_gui.sync.run import run
from airsync_gui.sync.schema import Field, TableSchema
from airsync_gui.sync.toolbox import Toolbox
from tests.benchmarks.measure import Figure
from tests.fakes.clock import FakeCancel, FakeClock

COLUMNS = 12
SIZES = (50_000, 500_000)
LONGEST_S, MOST_MB = 20, 500
"""What is to be reached at the larger size, on two cores."""
CHANGED_SHARE = 100
"""One record in so many was changed here since the last run."""
PAGE = 100
BORN = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = [
    Field(
        f"fld{n}", f"Column {n}", "number" if n % 3 == 2 else "singleLineText", {"precision": 2} if n % 3 == 2 else {}
    )
    for n in range(COLUMNS)
]
PAIR = Pair(
    "bench", "bench", "/bench.csv", "app", "tbl", columns={f.id: f.name for f in FIELDS}, key=("fld0",), table_name="T"
)


def values_of(number: int) -> dict[str, Value]:
    """One record: eight texts and four numbers."""
    return {f.id: Decimal(number * 7 % 1000 + n) if n % 3 == 2 else f"text {number} {n}" for n, f in enumerate(FIELDS)}


@dataclass
class Rows(Sequence[Record]):
    """This computer's rows, made as they are asked for."""

    number: int

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: Any) -> Any:
        values = values_of(place)
        if place % CHANGED_SHARE == 0:
            values["fld2"] = Decimal(-1)
        return Record(f"r{place}", values, label=f"row {place + 2}", fingerprint=f"{place:032x}")

    def __iter__(self) -> Iterator[Record]:
        return (self[place] for place in range(self.number))


class Local:
    """A local table of so many rows, as :class:`airsync_gui.sync.ports.LocalTable` and its own reading."""

    name = identity = "bench"
    stable_row_ids = False
    columns: Sequence[str] = ()
    missing: frozenset[str] = frozenset()
    ends_with_newline = True
    modified_at = None

    def __init__(self, count: int) -> None:
        self.rows = Rows(count)

    def read(self, columns: Mapping[str, Field]) -> Local:
        return self


class Airtable:
    """A table in Airtable of so many records, as far as a preview asks it."""

    batch_size, create_timeout_s, clock_skew_s, calls = 10, 30.0, 0.0, 0

    def __init__(self, count: int) -> None:
        self.count = count

    def schema(self, *, refresh: bool = False) -> TableSchema:
        return TableSchema("app", "tbl", "T", "fld0", tuple(FIELDS))

    def read(self, field_ids: Sequence[str]) -> Iterator[list[Record]]:
        coming = (Record(f"rec{n:014d}", values_of(n), label="rec", created_at=BORN) for n in range(self.count))
        while page := list(islice(coming, PAGE)):
            yield page

    def read_records(self, record_ids: Sequence[str], field_ids: Sequence[str]) -> list[Record]:
        raise AssertionError("every record is there")


def keep(store: SqliteStore, count: int) -> None:
    """What a first run leaves in the state."""
    coming = (
        Memory(f"{n:014x}", local_id_of((f"text {n} 0",)), f"rec{n:014d}", values_of(n), values_of(n), created_at=BORN)
        for n in range(count)
    )
    while part := list(islice(coming, 10_000)):
        with store.database.transaction() as db:
            memories.put(db, PAIR.id, part, BORN)
    run_id = store.begin(PAIR.id, "sync", BORN)
    store.finish(run_id, PAIR.id, RunOutcome("done", ended_with_newline=True, fields={f.id: f for f in FIELDS}), BORN)


def csv_of(count: int, path: Path) -> CsvTable:
    """The same rows in a file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([f.name for f in FIELDS])
        writer.writerows([row.values[f.id] for f in FIELDS] for row in Rows(count))
    return CsvTable(path)


def measure(count: int, *, in_file: bool = False) -> dict[str, float]:
    """Seconds and peak megabytes of one preview; reading alone is the same rows made and thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Database(Path(folder) / "state.sqlite"))
        airtable, clock = Airtable(count), FakeClock()
        local: Any = csv_of(count, Path(folder) / "table.csv") if in_file else Local(count)
        storing = _seconds(lambda: keep(store, count))
        columns = {f.name: f for f in FIELDS}
        reading = _seconds(
            lambda: [sum(1 for _ in local.read(columns).rows), sum(len(page) for page in airtable.read(()))]
        )
        before = _peak_mb()
        tools: Any = Toolbox(local, airtable, store, clock, FakeCancel(clock))  # type: ignore[arg-type]
        planned: list[int] = []
        started = time.process_time()
        whole = _seconds(lambda: planned.append(len(run(PAIR, tools, dry_run=True).plan.operations)))
        cpu = time.process_time() - started
        assert planned == [-(-count // CHANGED_SHARE)]
        size = (Path(folder) / "state.sqlite").stat().st_size / 1e6
    return {
        "records": count,
        "plan_s": round(whole, 2),
        "plan_cpu_s": round(cpu, 2),
        "rows_alone_s": round(reading, 2),
        "peak_mb": round(_peak_mb(), 1),
        "peak_before_mb": round(before, 1),
        "storing_s": round(storing, 2),
        "state_mb": round(size, 1),
    }


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def big_pairs() -> list[Figure]:
    """Compare and plan 50,000 and 500,000 × 12 records on each side, 1 % of them changed here, in memory and in a CSV.

    Airtable's side comes page by page and is not on the wire. Of the processor is what the process itself used: on a
    machine with other work the time is longer for that. Peak memory is the whole process's. Making the rows, and a
    first run's storing, are measured apart.
    """
    small = _figures(SIZES[0], in_file=False)
    return small + _figures(SIZES[-1], in_file=False) + _figures(SIZES[-1], in_file=True)


def _figures(count: int, *, in_file: bool) -> list[Figure]:
    command = [sys.executable, "-m", "tests.benchmarks.scale", str(count), *(["--csv"] if in_file else [])]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    kind = " in a CSV file" if in_file else ""
    what = f"compare and plan {count:,} × {COLUMNS}{kind}, 1 % changed"
    seconds, megabytes = (LONGEST_S, MOST_MB) if count == SIZES[-1] else (None, None)
    return [
        Figure(what, seconds, found["plan_s"], "s"),
        Figure(f"{what}, of the processor", None, found["plan_cpu_s"], "s"),
        Figure(f"{what}, reading the rows alone", None, found["rows_alone_s"], "s"),
        Figure(f"{what}, a first run's storing", None, found["storing_s"], "s"),
        Figure(f"{what}, peak memory", megabytes, found["peak_mb"], "MB"),
    ]


SCENARIOS = {"scale": big_pairs}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=int)
    parser.add_argument("--csv", action="store_true", help="the local rows stand in a CSV file")
    options = parser.parse_args()
    print(json.dumps(measure(options.records, in_file=options.csv)))
