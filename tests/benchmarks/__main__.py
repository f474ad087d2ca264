"""``packaging/dev bench``: how fast AirSync is, against the floor of Airtable's limits, or against plain Python.

Each scenario says in its docstring what it measures and against what. Times on a shared machine vary: read the
ratios. Nothing here is asserted; the test suite holds the counts of calls.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from tests.benchmarks import calls, over_the_wire, pace, scale, window, without_network
from tests.benchmarks.measure import Row

SCENARIOS = {
    **over_the_wire.SCENARIOS,
    **pace.SCENARIOS,
    **calls.SCENARIOS,
    **without_network.SCENARIOS,
    **scale.SCENARIOS,
    **window.SCENARIOS,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen scenarios (all by default) and print one table."""
    parser = argparse.ArgumentParser(prog="packaging/dev bench", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    unknown = set(options.scenarios) - SCENARIOS.keys()
    if unknown:
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    for name in options.scenarios or SCENARIOS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += SCENARIOS[name]()
    print(json.dumps([row.as_json() for row in rows]) if options.json else table(rows))
    return 0


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | calls | ours | against | theirs | ratio |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {r.what} | {r.calls if r.calls is not None else '–'} | {r.ours_s:.2f} s | {r.against} | {r.theirs_s:.2f} s "
        f"| {r.ours_s / r.theirs_s:.2f} |"
        for r in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
