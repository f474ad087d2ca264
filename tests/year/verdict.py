"""Whether what a program takes is flat: what was measured at the end of each week, and the rule. Pure.

The rule: of anything measured, the average of the last quarter of the weeks is at most 5 % and a slack above that of
the quarter before. The first half may grow: caches fill, logs come to their size, history to its days. And in no week
are there fewer than half or more than twice the runs of the median week: the schedule neither sleeps nor storms.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

from msgspec import Struct

LEAST_WEEKS = 8
GROWTH = 1.05


class Week(Struct, frozen=True):
    """At the end of a simulated week.

    Attributes:
        rss_kb, handles, threads: of this process, the sandbox's among them; None where the system does not tell.
        runs, calls: in this week.
    """

    number: int
    rss_kb: int | None
    handles: int | None
    threads: int | None
    log_bytes: int
    state_bytes: int
    backup_bytes: int
    runs: int
    calls: int


SLACK = {
    "rss_kb": 6_000,
    "handles": 4,
    "threads": 2,
    "log_bytes": 64_000,
    "state_bytes": 256_000,
    "backup_bytes": 64_000,
}


def quarters(values: Sequence[float]) -> list[float]:
    """The averages of four stretches of as many values each; what is over at the begin is left out."""
    length = len(values) // 4
    start = len(values) - 4 * length
    return [fmean(values[start + part * length : start + (part + 1) * length]) for part in range(4)]


def verdicts(weeks: Sequence[Week]) -> dict[str, str]:
    """What was measured → its four averages, with ``flat`` or ``grows``; the runs → ``steady`` or ``uneven``."""
    found = {}
    for name, slack in SLACK.items():
        values = [value for week in weeks if (value := getattr(week, name)) is not None]
        if len(values) >= LEAST_WEEKS:
            means = quarters(values)
            word = "grows" if means[3] > means[2] * GROWTH + slack else "flat"
            found[name] = f"{word}: {', '.join(f'{mean:,.0f}' for mean in means)}"
    runs = [week.runs for week in weeks]
    usual = median(runs)
    even = all(usual / 2 <= count <= usual * 2 for count in runs)
    found["runs"] = f"{'steady' if even else 'uneven'}: {min(runs):,} to {max(runs):,} a week"
    return found


def is_well(found: dict[str, str]) -> bool:
    """Whether nothing grows, and the schedule holds."""
    return all(words.startswith(("flat", "steady")) for words in found.values())


def head() -> str:
    """The columns' names."""
    return "  ".join(f"{name:>12}" for name in Week.__struct_fields__)


def line(week: Week) -> str:
    """One row of the table."""
    values = (getattr(week, name) for name in Week.__struct_fields__)
    return "  ".join(f"{value:>12,}" if value is not None else f"{'–':>12}" for value in values)
