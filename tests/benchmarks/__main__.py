"""``packaging/dev bench``: how fast AirSync is, against the figures it is to reach and what people use instead.

Each scenario says in its docstring what it measures and against what. On a machine with other work times are longer
for that: there seconds of the processor, and ratios of what ran in turn, are what to read. Times at Airtable's pace
are mostly waiting. Nothing here is asserted; the test suite holds the counts of calls.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime

from tests.benchmarks import big_files, calls, over_the_wire, pace, peers, scale, versions, window, without_network
from tests.benchmarks.duel import HEAD, Duel
from tests.benchmarks.measure import Figure, Row

SCENARIOS: dict[str, Callable[[], Sequence[Row | Figure | Duel]]] = {
    **peers.SCENARIOS,
    **versions.SCENARIOS,
    **over_the_wire.SCENARIOS,
    **pace.SCENARIOS,
    **calls.SCENARIOS,
    **without_network.SCENARIOS,
    **scale.SCENARIOS,
    **window.SCENARIOS,
    **big_files.SCENARIOS,
}
GROUPS = {"window": (*window.SCENARIOS, *big_files.SCENARIOS)}
"""Names for several scenarios."""
ASKED_FOR = ("wire", "jitter", "bulk", "bulk-to-airtable")
"""What runs only where it is named: no figure to reach hangs on it, and all together would take too long."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen scenarios (all by default) and print one table."""
    parser = argparse.ArgumentParser(prog="packaging/dev bench", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join([*GROUPS, *SCENARIOS]))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    chosen = [name for asked in options.scenarios or _usual() for name in GROUPS.get(asked, (asked,))]
    unknown = set(chosen) - SCENARIOS.keys()
    if unknown:
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    rows: list[Row | Figure | Duel] = []
    failed = False
    for name in chosen:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            rows += SCENARIOS[name]()
        except Exception:  # noqa: BLE001 - what was measured for a quarter of an hour is not lost with one of them
            traceback.print_exc()
            failed = True
    where = machine()
    if options.json:
        print(json.dumps({"machine": where, "rows": [row.as_json() for row in rows]}))
    else:
        print("\n\n".join((", ".join(f"{name} {value}" for name, value in where.items()), table(rows))))
    return 1 if failed else 0


def machine() -> dict[str, str]:
    """Where and when this was measured; the load says how much else the machine had to do."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "date": f"{datetime.now().astimezone():%Y-%m-%d}",
        "commit": commit.stdout.strip() or "unknown",
        "cores": str(os.cpu_count()),
        "Python": platform.python_version(),
        "load": f"{os.getloadavg()[2]:.1f}" if hasattr(os, "getloadavg") else "unknown",
    }


def _usual() -> list[str]:
    return [name for name in SCENARIOS if name not in ASKED_FOR]


def table(rows: Sequence[Row | Figure | Duel]) -> str:
    """The rows as Markdown tables: against others, figures to reach, then what is compared."""
    duels = [row.as_line() for row in rows if isinstance(row, Duel)]
    figures = [row for row in rows if isinstance(row, Figure)]
    compared = [row for row in rows if isinstance(row, Row)]
    against = "\n".join([HEAD, *duels]) if duels else ""
    return "\n\n".join(part for part in (against, _figures(figures), _compared(compared)) if part)


def _figures(figures: Sequence[Figure]) -> str:
    lines = ["| figure | reach | measured | |", "|---|---|---|---|"]
    for f in figures:
        reach = "–" if f.reach is None else f"{f.reach:g} {f.unit}"
        lines.append(f"| {f.what} | {reach} | {_number(f.measured)} {f.unit} | {'' if f.reached else 'missed'} |")
    return "\n".join(lines) if figures else ""


def _number(value: float) -> str:
    """So many digits as tell something."""
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:,.1f}"


def _compared(rows: Sequence[Row]) -> str:
    lines = ["| what | calls | ours | against | theirs | ratio |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {r.what} | {r.calls if r.calls is not None else '–'} | {r.ours_s:.2f} s | {r.against} | {r.theirs_s:.2f} s "
        f"| {r.ours_s / r.theirs_s:.2f} |"
        for r in rows
    ]
    return "\n".join(lines) if rows else ""


if __name__ == "__main__":
    sys.exit(main())
