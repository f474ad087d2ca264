"""The real program against the sandbox on a socket, its rate limit on: calls, and time against the floor.

The floor is the least that 5 requests a second allow: (calls − 1) / 5 s and one answer.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.world import World
from tests.benchmarks.measure import Row

WRITTEN = 400
REQUESTS_PER_SECOND = 5
ANSWER_S = 0.01


def write_new_records() -> list[Row]:
    """A first sync of a CSV of 400 rows into an empty table; a second sync reads them and writes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), WRITTEN)
        try:
            world.add_pair()
            first = _timed(world, "first sync: 400 new records to Airtable")
            second = _timed(world, "second sync: nothing changed, full read")
        finally:
            world.stop_sandbox()
    return [first, second]


def _timed(world: World, what: str) -> Row:
    """One run of the program, start-up and all, against the floor of its calls."""
    before = len(world.requests())
    started = time.perf_counter()
    world.run("sync", expect=0)
    took = time.perf_counter() - started
    sent = world.requests()[before:]
    assert all(status == 200 for _, _, status in sent), "a request was refused"
    floor = (len(sent) - 1) / REQUESTS_PER_SECOND + ANSWER_S
    return Row(what, took, "floor at 5 requests a second", max(floor, ANSWER_S), len(sent))


SCENARIOS: dict[str, Callable[[], list[Row]]] = {"wire": write_new_records}
