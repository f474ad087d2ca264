"""What a desktop is told: which states need a person, and each of them once. Pure.

An alert stands for a state, not for an event: it is told when the state begins, and never again before it has ended.
Its words hold names and numbers only, nothing from a table: a locked screen may show them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from airsync_gui.jobs.snapshots import HealthReport, PairLine
from airsync_gui.messages import plain
from airsync_gui.value_words import many

Goal = Literal["overview", "conflicts", "health", "key"]
"""Where an alert's action leads."""
MOST_AT_ONCE = 3
"""More that begin at once are told as one."""
NEARLY_SPENT = 0.9
"""From this share of the month's calls on."""
ALL = "all"


@dataclass(frozen=True, slots=True)
class Alert:
    """One state, in words.

    Attributes:
        key: of the state; the same for as long as it lasts.
        pair_id: whose; empty for that of no single pair.
        action: what the button says.
    """

    key: str
    title: str
    text: str
    action: str
    goal: Goal
    pair_id: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is to be done now: alerts to show, and keys of those that are over."""

    show: tuple[Alert, ...] = ()
    withdraw: tuple[str, ...] = ()


def alerts_of(lines: Sequence[PairLine], report: HealthReport | None) -> tuple[Alert, ...]:
    """Every state that needs a person now."""
    return (*_of_key(lines), *(alert for line in lines for alert in _of_pair(line)), *_of_health(report))


def undecided(lines: Sequence[PairLine]) -> frozenset[str]:
    """Pairs that are worked on: how that ends decides whether their states have ended."""
    return frozenset(line.pair_id for line in lines if line.status in ("syncing", "cancelling", "waiting"))


def _of_key(lines: Sequence[PairLine]) -> Iterator[Alert]:
    waiting = [line for line in lines if line.needs_key]
    if waiting:
        names = plain(waiting[0].name, 60) + (f" and {len(waiting) - 1} more" if len(waiting) > 1 else "")
        text = f"{names} can’t be synced until there is another access token."
        yield Alert("key", "Airtable does not accept the access token", text, "Replace the token…", "key")


def _of_pair(line: PairLine) -> Iterator[Alert]:
    name = plain(line.name, 60)
    if line.conflicts:
        noun = many(line.conflicts, "conflict")
        title = f"{name}: {noun} {'waits' if line.conflicts == 1 else 'wait'} for you"
        text = "Both sides changed. Nothing is written there until you decide."
        yield Alert(f"conflicts:{line.pair_id}", title, text, "Decide…", "conflicts", line.pair_id)
    if line.problem is None or line.needs_key:
        return
    if line.status == "needs_you":
        title = f"{name}: stopped before anything was written"
        yield Alert(f"guard:{line.pair_id}", title, plain(line.problem.title, 120), "Look…", "overview", line.pair_id)
    elif line.status == "failed":
        text = plain(line.problem.title, 120)
        yield Alert(f"failed:{line.pair_id}", f"{name} can’t be synced", text, "Look…", "overview", line.pair_id)


def _of_health(report: HealthReport | None) -> Iterator[Alert]:
    if report is None:
        return
    if not report.healthy:
        yield Alert("health", "AirSync is unhealthy", plain(report.why, 240), "Look…", "health")
    used, allowance = report.calls_this_month, report.allowance
    if allowance is not None and used >= NEARLY_SPENT * allowance:
        text = f"{used:,} of {allowance:,} calls to Airtable are used this month."
        yield Alert("calls", "The month’s calls are nearly spent", text, "Look…", "health")


class AlertBook:
    """Remembers which states were told."""

    def __init__(self) -> None:
        self._told: dict[str, Alert] = {}
        self._shown: set[str] = set()

    def news(
        self, current: Sequence[Alert], *, busy: Collection[str] = (), seen: bool = False, silent: bool = False
    ) -> News:
        """What to show of the states that there are now.

        Args:
            busy: pairs whose states, where they are missing just now, have not ended.
            seen: the person looks at the window, and so knows.
            silent: not now; what still stands when that is over is told then.
        """
        standing = {alert.key for alert in current}
        ended = [key for key, alert in self._told.items() if key not in standing and alert.pair_id not in busy]
        for key in ended:
            del self._told[key]
        fresh = [alert for alert in current if alert.key not in self._told]
        if silent and not seen:
            fresh = []
        self._told |= {alert.key: alert for alert in fresh}
        gone = [key for key in self._shown if seen or (key in ended) or (key == ALL and not self._told)]
        self._shown -= set(gone)
        show = () if seen else _at_most(fresh)
        self._shown |= {alert.key for alert in show}
        return News(show, tuple(gone))


def _at_most(fresh: Sequence[Alert]) -> tuple[Alert, ...]:
    if len(fresh) <= MOST_AT_ONCE:
        return tuple(fresh)
    first = fresh[0].title
    rest = f"{first}; and {len(fresh) - 1} more."
    return (Alert(ALL, f"{len(fresh)} things need you", rest, "Open AirSync", "overview"),)
