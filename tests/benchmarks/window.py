"""The real window in a process of its own: how soon it is painted, what it costs, how late its thread is under load.

The figures are those that it is to reach; where a figure names a share, the largest of all stands beside it. On a
machine with other work the thread is late for that, too: what it used of the processor tells the two apart.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from airsync_gui.errors import InvalidValue
from airsync_gui.state.codec import error_out
from tests.acceptance.world import World
from tests.benchmarks.measure import Figure, compiled

STARTS = 5
SYNCED = 50_000
ROWS = 100_000
REFUSED_ONE_IN = 200
CONFLICTS = 5_000
HEADS = ("Meal id", "Dish", "Calories")
"""Columns of the small pairs."""


def start() -> list[Figure]:
    """From the start of the process to the first paint, and to the paint with the pairs in it; one pair, offscreen."""
    with _meals(50) as world:
        found = [_probe(world, "start") for _ in range(STARTS + 1)][1:]
    return [
        Figure("start to painted window", 400, median(f["painted_ms"] for f in found)),
        Figure("start to window with its pairs", 400, median(f["pairs_ms"] for f in found)),
        Figure("start to window with its pairs, thread at work", None, median(f["cpu_ms"] for f in found)),
    ]


def idle() -> list[Figure]:
    """What a window costs while nothing happens, after all its panels were made."""
    with _meals(50) as world:
        _probe(world, "start")  # what is compiled takes room, too
        found = _probe(world, "idle")
    return [
        Figure("idle: share of a core", 0.5, 100 * found["core"], "%"),
        Figure("idle: memory", 120, found["mb"], "MB"),
    ]


def sync() -> list[Figure]:
    """The window's thread while 50,000 records come in, at Airtable's pace, and every panel is shown in turn."""
    with _meals(SYNCED) as world:
        found = _probe(world, "sync")
    print(json.dumps(found), file=sys.stderr)
    what = f"{SYNCED:,} records syncing"
    return [
        Figure(f"{what}: thread late outside our painting, p99", 4, found["calm_p99"]),
        Figure(f"{what}: a repaint, p99", 16, found["paint_p99"]),
        Figure(f"{what}: a repaint, the longest", 16, found["paint_max"]),
        Figure(f"{what}: a repaint, the longest, of the processor", 16, found["painting_max"]),
        Figure(f"{what}: thread late, the longest", 100, found["late_max"]),
        Figure(f"{what}: thread at work, the longest", 100, found["busy_max"]),
    ]


def rows() -> list[Figure]:
    """A queue of 100,000 rows and a run that wrote as many: opened, filtered, searched, ordered."""
    with _meals(50) as world:
        world.run("sync", "Meals", expect=0)
        world.run("pair", "pause", "Meals", expect=0)
        _fill(Path(world.environment["AIRSYNC_PROFILE"]))
        return _of_script(_probe(world, f"rows:{ROWS}"), 300, f"{ROWS:,} rows")


def bulk(side: str = "allAirtable") -> list[Figure]:
    """5,000 conflicts found, decided alike and taken back, in the window; both need one sync of the pair."""
    with _meals(CONFLICTS, HEADS) as world:
        _put_in_conflict(world)
        return _of_script(_probe(world, f"bulk:{CONFLICTS}:{side}"), 300, f"{CONFLICTS:,} conflicts")


def bulk_to_airtable() -> list[Figure]:
    """The same, with this computer's values for all: Airtable's records are written in 500 calls, twice."""
    return bulk("allLocal")


def _of_script(found: list[dict[str, Any]], shown_ms: float, what: str) -> list[Figure]:
    """Work at Airtable's pace, and what comes after the first rows, has no goal but that of the thread."""
    paced = {"applied", "list empty", "undo looked at", "undone", "queue: the rest of it", "history: the rest of it"}
    figures = []
    for step in found:
        name = f"{what}: {step['name']}"
        figures.append(Figure(f"{name}, shown", None if step["name"] in paced else shown_ms, step["shown_ms"]))
        figures.append(Figure(f"{name}, thread at work", 50, step["busy_ms"]))
        figures.append(Figure(f"{name}, thread late", None, step["blocked_ms"]))
    return figures


# -- what is looked at ------------------------------------------------------------------------------------------------


@contextmanager
def _meals(
    records: int, heads: tuple[str, ...] = ("Meal id", "Meal", "Dish", "Day", "Kind", "Calories", "Tags", "Notes")
) -> Iterator[World]:
    """A sandbox whose table Meals has so many records, and a pair of it with an empty file."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), 0, ["--records", str(records)])
        world.file = Path(folder) / "meals.csv"
        world.file.write_text(",".join(heads) + "\n", encoding="utf-8")
        try:
            arguments = ("--local", str(world.file), "--airtable", "Habits/Meals", "--key", "Meal id")
            world.run("pair", "add", "Meals", *arguments, expect=0)
            yield world
        finally:
            world.stop_sandbox()


def _put_in_conflict(world: World) -> None:
    """Sync once, then give every record another number of calories on either side, and sync again."""
    world.run("sync", "Meals", expect=0)
    with world.file.open(newline="", encoding="utf-8") as file:
        found = list(csv.reader(file))
    with world.file.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [*found[:1], *([*row[:2], str(int(row[2] or 0) + 1)] for row in found[1:])]
        )
    (base,) = [base for base in world.state()["bases"] if base["name"] == "Habits"]
    (table,) = [table for table in base["tables"] if table["name"] == "Meals"]
    for record in table["records"]:
        body = {"base": "Habits", "table": "Meals", "id": record["id"], "fields": {"Calories": 9_000}}
        data = json.dumps(body).encode()
        urlopen(Request(f"{world.url}/_sandbox/edit", data=data, headers={"Content-Type": "application/json"})).close()
    world.run("sync", "Meals", expect=3)


_COPIED = "run_id, pair_id, before_values, other_values, rules, overwrites, reports, at"
_NUMBERS = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS - 1})"
_FILL_HISTORY = f"""
{_NUMBERS} INSERT INTO changes (label, uid, side, kind, after_values, {_COPIED})
SELECT 'Meal ' || (i * 7919 % {ROWS}), 'u' || i, 'local', 'create', '{{"fldNone": "soup"}}', {_COPIED} FROM n, one
"""
_FILL_QUEUE = f"""
{_NUMBERS} INSERT INTO queue (pair_id, run_id, position, uid, side, kind, label, operation, state, error, since)
SELECT pair_id, run_id, i, 'u' || i, 'airtable', 'update', 'Meal ' || (i * 7919 % {ROWS}), :operation,
CASE i % {REFUSED_ONE_IN} WHEN 0 THEN 'refused' ELSE 'pending' END,
CASE i % {REFUSED_ONE_IN} WHEN 0 THEN :error ELSE '' END, at FROM n, one
"""


def _fill(profile: Path) -> None:
    """Repeat what the only run changed until there are enough lines, and let as many wait in the queue."""
    operation = json.dumps({"record_id": "rec00000000000000", "values": {"fldNone": 1}})
    error = error_out(InvalidValue(field="Tags", rule="is not one of the choices", value="brave"))
    with closing(sqlite3.connect(profile / "state.sqlite")) as db, db:
        db.execute(f"CREATE TEMP TABLE one AS SELECT {_COPIED} FROM changes LIMIT 1")
        db.execute("DELETE FROM changes")
        db.execute(_FILL_HISTORY)
        db.execute(_FILL_QUEUE, {"operation": operation, "error": error})


def _probe(world: World, what: str) -> Any:
    environment = {**os.environ, **world.environment, "QT_QPA_PLATFORM": "offscreen"}
    environment |= compiled()
    profile = environment["AIRSYNC_PROFILE"]
    command = [sys.executable, "-m", "tests.benchmarks.window_probe", what, profile, str(time.monotonic_ns())]
    ended = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=900)
    return json.loads(ended.stdout.splitlines()[-1])


SCENARIOS: dict[str, Callable[[], list[Figure]]] = {
    "start": start,
    "idle": idle,
    "sync": sync,
    "rows": rows,
    "bulk": bulk,
    "bulk-to-airtable": bulk_to_airtable,
}
