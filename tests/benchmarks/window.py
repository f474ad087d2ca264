"""The real window in a process of its own: how soon it is painted, and how late its thread is while records sync."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from tests.acceptance.world import World
from tests.benchmarks.measure import Row

STARTS = 5
SYNCED = 10_000
START_GOAL_S = 0.4
LATE_GOAL_S = 0.004


def start() -> list[Row]:
    """From the start of the process to the first paint, and to the paint with the pairs in it; one pair, offscreen."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), 50)
        try:
            world.add_pair()
            found = [_probe(world, "start") for _ in range(STARTS + 1)][1:]
        finally:
            world.stop_sandbox()
    return [
        Row("start to painted window", median(f["painted_ms"] for f in found) / 1000, "goal", START_GOAL_S),
        Row("start to window with its pairs", median(f["pairs_ms"] for f in found) / 1000, "goal", START_GOAL_S),
    ]


def late() -> list[Row]:
    """How late a 1 ms timer of the GUI thread is while 10,000 records come in and every panel is shown in turn."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), 0, ["--records", str(SYNCED)])
        meals = Path(folder) / "meals.csv"
        meals.write_text("Meal id,Meal,Dish,Day,Kind,Calories,Tags,Notes\n", encoding="utf-8")
        try:
            arguments = ("--local", str(meals), "--airtable", "Habits/Meals", "--key", "Meal id")
            world.run("pair", "add", "Meals", *arguments, expect=0)
            found = _probe(world, "late")
        finally:
            world.stop_sandbox()
    print(json.dumps(found), file=sys.stderr)
    return [
        Row(f"GUI thread late, {name}, {SYNCED:,} records syncing", found[name] / 1000, "goal at p99", LATE_GOAL_S)
        for name in ("p50", "p99", "max")
    ]


def _probe(world: World, what: str) -> Mapping[str, Any]:
    environment = {**os.environ, **world.environment, "QT_QPA_PLATFORM": "offscreen"}
    profile = environment["AIRSYNC_PROFILE"]
    command = [sys.executable, "-m", "tests.benchmarks.window_probe", what, profile, str(time.monotonic_ns())]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=900)
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


SCENARIOS: dict[str, Callable[[], list[Row]]] = {"start": start, "late": late}
