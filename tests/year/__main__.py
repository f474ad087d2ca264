"""Weeks of the schedule in accelerated time, with faults; what the program takes at the end of each.

    packaging/dev year [--weeks N] [--seed S] [--look SECONDS]

Prints a line a week, then for everything that was measured whether it is flat; the rule is that of
:mod:`tests.year.verdict`. Ends with 1 where something grows, or the schedule does not hold. 52 weeks are a year; a week
takes about half a minute of one core.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.year.verdict import LEAST_WEEKS, head, is_well, line, verdicts


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="packaging/dev year", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weeks", type=int, default=LEAST_WEEKS, help=f"how many; {LEAST_WEEKS} or more are judged")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look", type=int, default=60, help="seconds between two looks at the clock, 60 to 3600")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication

    from tests.year.life import Pace, life

    _app = QCoreApplication.instance() or QCoreApplication([])
    began, weeks = time.monotonic(), []
    print(head(), flush=True)
    pace = Pace(options.seed, options.look)
    with tempfile.TemporaryDirectory(prefix="airsync-year-") as folder, life(Path(folder), pace) as lived:
        for number in range(1, options.weeks + 1):
            weeks.append(lived.week(number))
            print(line(weeks[-1]), flush=True)
        bugs = list(lived.bugs)
    found = verdicts(weeks)
    for name, words in found.items():
        print(f"{name}: {words}")
    for bug in bugs:
        print(f"unexpected: {bug}")
    print(f"{options.weeks} weeks in {(time.monotonic() - began) / 60:.1f} minutes, seed {options.seed}")
    return int(bool(bugs) or not is_well(found))


if __name__ == "__main__":
    sys.exit(main())
