"""The pace against the floor: how long writing and reading take, how even requests arrive, and whether any is refused.

The sandbox runs in this process, so that it can tell when each request arrived; AirSync runs in processes of its own,
one or two of them, which share one budget. The floor is the least that 5 requests a second allow: (calls − 1) / 5 s and
one answer.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from airsync_gui.sandbox import Sandbox, sample_sandbox, serve
from tests.benchmarks.measure import Figure

WRITTEN = 300
READ = 1_500
WRITING, READING = 1.08, 1.12
"""What is to be reached, times the floor."""
REQUESTS_PER_SECOND = 5
ANSWERS_MS = (0, 200, 400)
COLUMNS = ("Name", "Email", "City", "Age", "Notes")
JITTER_S = 0.15
"""On the way there, in the rows that say so: each request arrives up to so much late."""


class Watch(Struct):
    """When requests came and when their answers left, as the sandbox's own process saw it (s).

    Attributes:
        answer_s: how long each answer takes, the sandbox's own work included.
        jitter_s: each request is late on its way there by up to so much.
        kind: what the path of the requests that are measured ends with: ``/listRecords``, or nothing for a write.
    """

    answer_s: float
    jitter_s: float
    kind: str
    came: list[tuple[float, bool]] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    _this: threading.local = field(default_factory=threading.local)

    def before(self, method: str, path: str) -> None:
        """A request is here; or will be, after some time on its way."""
        if self.jitter_s:
            time.sleep(random.random() * self.jitter_s)
        self._this.came = time.perf_counter()
        of_records = method == "POST" and "/webhooks" not in path
        measured = of_records and path.endswith("/listRecords") == bool(self.kind)
        self.came.append((self._this.came, measured))

    def delay(self) -> None:
        """The answer is ready, and goes out when it is due."""
        time.sleep(max(0.0, self._this.came + self.answer_s - time.perf_counter()))
        self.left.append(time.perf_counter())

    def times(self) -> tuple[int, float]:
        """From the first request of the measured kind to the last answer: how many requests came, and how long."""
        first = min(at for at, measured in self.came if measured)
        return sum(at >= first for at, _ in self.came), max(self.left) - first

    def least_six(self) -> float:
        """The shortest time in which six requests came, in seconds: more than 1 is what Airtable asks for."""
        came = sorted(at for at, _ in self.came)
        return min((later - first for first, later in zip(came, came[5:], strict=False)), default=float("inf"))


class Program(Struct, frozen=True):
    """One AirSync: its own profile and file, bound to a table of its own; the runtime folder is shared."""

    folder: Path
    url: str
    runtime: Path

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "AIRSYNC_PROFILE": str(self.folder / "profile"),
            "AIRSYNC_RUNTIME": str(self.runtime),
            "AIRTABLE_ENDPOINT_URL": self.url,
        }

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "airsync_gui", *arguments]
        return subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def bind(self, people: int, table: str) -> None:
        """A file of so many people, and a pair."""
        self.folder.mkdir(parents=True)
        path = self.folder / "people.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *map(person, range(people))])
        pair = ("--local", str(path), "--airtable", f"Habits/{table}", "--key", "Name")
        ended(self.start("pair", "add", table, *pair))


def person(number: int) -> tuple[str, str, str, int, str]:
    """The cells of one row."""
    return f"Person {number}", f"p{number}@example.org", "Rome", 20 + number % 50, f"note {number}"


def ended(process: subprocess.Popen[bytes]) -> None:
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output.decode()


@contextmanager
def programs(count: int, people: int, table_rows: int, watch: Watch) -> Iterator[tuple[Sandbox, list[Program]]]:
    """A sandbox, and programs whose files hold ``people`` and whose tables ``table_rows``."""
    sandbox = sample_sandbox()
    sandbox.before_request.append(watch.before)
    sandbox.faults.delay = watch.delay
    base = sandbox.base("Habits")
    fields = [(name, "number", {"precision": 0}) if name == "Age" else (name, "singleLineText") for name in COLUMNS]
    with serve(sandbox) as server, tempfile.TemporaryDirectory() as folder:
        made = []
        for number in range(count):
            table = base.add_table(f"People {number}", fields)
            table.add_many(dict(zip(COLUMNS, person(n), strict=True)) for n in range(table_rows))
            made.append(Program(Path(folder) / str(number), server.url, Path(folder) / "runtime"))
            made[-1].bind(people, f"People {number}")
        yield sandbox, made


def measured(
    what: str,
    count: int,
    answer_ms: int,
    reach: float | None,
    *,
    people: int = 0,
    table_rows: int = 0,
    late_s: float = 0,
) -> tuple[Figure, int]:
    """One sync of each program, all at once: from the first write (or list) that comes to the last answer.

    Returns:
        The time as a multiple of the floor, and how many requests were refused.
    """
    watch = Watch(answer_ms / 1000, late_s, "/listRecords" if table_rows else "")
    with programs(count, people, table_rows, watch) as (sandbox, made):
        running = [program.start("sync") for program in made]
        for process in running:
            ended(process)
        refused = sandbox.requests.count(status=429)
    calls, took = watch.times()
    floor = (calls - 1) / REQUESTS_PER_SECOND + watch.answer_s
    who = "" if count == 1 else f", {count} processes"
    late = f", up to {late_s * 1000:.0f} ms late" if late_s else ""
    case = f"{what}, answers {answer_ms} ms{late}{who}"
    told = f"{calls} calls in {took:.2f} s, six of them in {watch.least_six():.2f} s at least"
    return Figure(f"pace: {case} ({told})", reach, took / floor, "× the floor"), refused


def pace(counts: Sequence[int] = (1, 2), answers_ms: Sequence[int] = ANSWERS_MS) -> list[Figure]:
    """Write 300 new records and read 1,500, by one process and by two that share the budget.

    One reader alone can do no better than its answers where they take 400 ms: each page is asked for by the one before.
    """
    found = []
    for count in counts:
        for answer_ms in answers_ms:
            found.append(measured(f"write {WRITTEN}", count, answer_ms, WRITING, people=WRITTEN))
            reach = None if answer_ms > 1000 * count / REQUESTS_PER_SECOND else READING
            found.append(measured(f"read {READ:,}", count, answer_ms, reach, table_rows=READ))
    return _with_refusals("pace", found)


def jitter() -> list[Figure]:
    """The same writing, with requests that are late on their way by up to 150 ms."""
    what = f"write {WRITTEN}"
    found = [measured(what, count, 200, None, people=WRITTEN, late_s=JITTER_S) for count in (1, 2)]
    return _with_refusals("late on their way", found)


def _with_refusals(what: str, found: Sequence[tuple[Figure, int]]) -> list[Figure]:
    refused = Figure(
        f"{what}: requests refused with 429, in all of these", 0, sum(count for _, count in found), "times"
    )
    return [*(figure for figure, _ in found), refused]


SCENARIOS: dict[str, Callable[[], list[Figure]]] = {"pace": pace, "jitter": jitter}
