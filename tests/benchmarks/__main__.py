"""``packaging/dev bench``: how fast AirSync is, against the floor of Airtable's limits, or against plain Python.

Each scenario says in its docstring what it measures and against what. Times on a shared machine vary: read the
ratios. Nothing here is asserted; the test suite holds the counts of calls.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence

from tests.benchmarks import calls, over_the_wire, pace, peers, scale, versions, window, without_network
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
}
GROUPS = {"window": tuple(window.SCENARIOS)}
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
    for name in chosen:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += SCENARIOS[name]()
    print(json.dumps([row.as_json() for row in rows]) if options.json else table(rows))
    return 0


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
