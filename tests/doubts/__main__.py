"""Runs the tests that speak to the sandbox with each doubt of Airtable's settled the other way.

    packaging/dev doubts [NAME[=VALUE]…] [--tests PATH…] [--jobs N]

First they all run with the usual ways, which tells which tests make Airtable look at which switch; then those run again
for each other way of it. Ends with 1 if a test fails. A test that needs one way sets the switch itself.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from msgspec import Struct

from airsync_gui.sandbox.switches import CHOICES, Switches

ROOT = Path(__file__).parents[2]
TESTS = (
    "tests/acceptance/test_fault_matrix.py",
    "tests/airtable",
    "tests/cli",
    "tests/laws",
    "tests/service",
    "tests/sync",
    "tests/test_app.py",
    "tests/test_field_proposals.py",
)
"""What speaks to the sandbox: neither its own tests, nor windows, nor what waits for a real clock."""
NOT_THESE = (
    *("tests/laws/test_doubts.py", "tests/laws/test_every_doubt.py"),  # go both ways by themselves
    *("tests/laws/test_crashes.py", "tests/laws/test_wide_lives.py"),  # take too long to be run so many times
    *("tests/cli/test_processes.py", "tests/cli/test_servers.py", "tests/cli/test_window.py"),
)
AMOUNTS: dict[str, tuple[Any, ...]] = {
    "offset_life_s": (1.0,),
    "max_body_bytes": (250_000,),  # room for one whole cell, not for ten
    "several_matches_type": ("SOME_OTHER_WORD",),
    "payload_records": (0, 1),
}
"""Other values of the switches that are no yes or no, and have no fixed words."""

ALL_PASSED, NOTHING_RAN = 0, 5  # pytest's exit statuses


class Outcome(Struct, frozen=True):
    """What became of the tests with one way: how many passed, and which did not."""

    way: str
    passed: int
    failed: Sequence[str]
    seconds: float

    def line(self) -> str:
        """A row of the table."""
        name, _, value = (self.way or "(as usual)").partition("=")
        return f"{name:31}{value:20}{self.passed:8}{len(self.failed):8}{self.seconds:9.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    started = time.monotonic()
    print(f"{'switch':31}{'value':20}{'passed':>8}{'failed':>8}{'seconds':>9}", flush=True)
    with tempfile.TemporaryDirectory(prefix="airsync-doubts-") as folder, ThreadPoolExecutor(options.jobs) as pool:
        usual = Path(folder) / "usual.json"
        outcomes = [run("", options.tests, usual)]
        print(outcomes[0].line(), flush=True)
        if usual.exists():
            again = pool.map(lambda way: run(way, options.tests, Path(folder) / f"{way}.json", usual), options.ways)
            for outcome in again:
                print(outcome.line(), flush=True)
                outcomes.append(outcome)
    print(f"{len(outcomes) - 1} other ways, {time.monotonic() - started:.0f} s")
    for outcome in outcomes:
        for test in outcome.failed:
            print(f"FAILED {outcome.way or '(as usual)'}: {test}")
    return int(any(outcome.failed for outcome in outcomes))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/dev doubts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ways", nargs="*", metavar="NAME[=VALUE]", help="only these switches, or ways")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="PATH", help="other tests than the usual ones")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes side by side (2)")
    options = parser.parse_args(arguments)
    try:
        options.ways = list(chosen(options.ways))
    except ValueError as error:
        parser.error(str(error))
    return options


def chosen(asked: Sequence[str]) -> Iterator[str]:
    """``NAME=VALUE`` for every other way of what is asked for; of every switch if nothing is.

    Raises:
        ValueError: there is no such switch, or it does not take such a value.
    """
    others = other_ways()
    for way in asked or others:
        name, equals, value = way.partition("=")
        Switches().set({name: value if equals else others.get(name, [""])[0]})
        yield from (way,) if equals else (f"{name}={other}" for other in others[name])


def other_ways() -> dict[str, list[str]]:
    """Each switch's other values than its own, as texts.

    Raises:
        KeyError: a switch has none: it is missing in ``AMOUNTS``.
    """
    return {name: [str(other) for other in _others(name, value)] for name, value in Switches().as_json().items()}


def _others(name: str, usual: Any) -> Sequence[Any]:
    if isinstance(usual, bool):
        return (not usual,)
    return [value for value in CHOICES.get(name) or AMOUNTS[name] if value != usual]


def run(way: str, tests: Sequence[str], report: Path, usual: Path | None = None) -> Outcome:
    """The tests with one way, or with none; of those in ``usual`` only the ones that it makes a difference to."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.doubts.plugin"]
    command += [f"--doubts-report={report}", *(f"--ignore={path}" for path in NOT_THESE)]
    command += [f"--doubt={way}"] * bool(way) + [f"--doubts-usual={usual}"] * bool(usual)
    started = time.monotonic()
    ended = subprocess.run([*command, *tests], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    found: dict[str, Any] = (
        json.loads(report.read_text(encoding="utf-8")) if report.exists() else {"passed": 0, "failed": []}
    )
    if ended.returncode not in ({ALL_PASSED, NOTHING_RAN} if usual else {ALL_PASSED}) and not found["failed"]:
        found["failed"] = [f"pytest ended with {ended.returncode}: {(ended.stdout + ended.stderr)[-2000:]}"]
    return Outcome(way, found["passed"], found["failed"], seconds)


if __name__ == "__main__":
    sys.exit(main())
