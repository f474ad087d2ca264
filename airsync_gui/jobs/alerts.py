"""What a desktop is told: which states need a person, and each of them once. Pure.

An alert stands for a state, not for an event: it is told when the state begins, and never again before it has ended.
Its words hold names and numbers only, nothing from a table: a locked screen may show them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.jobs.health_states import LONGEST_NAME, HealthKind, names_in_short
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.wording import noop, number, plural, tr

Goal = Literal["overview", "queue", "conflicts", "health", "key"]
"""Where an alert's action leads."""
MOST_AT_ONCE = 3
"""More that begin at once are told as one."""
ALL = "all"


class Alert(Struct, frozen=True):
    """One state, in words.

    Attributes:
        key: of the state; the same for as long as it lasts.
        pair_id: whose; empty for that of no single pair.
        action: what the button says.
        mendable: the next sync may end it: not told before one had its time.
    """

    key: str
    title: str
    text: str
    action: str
    goal: Goal
    pair_id: str = ""
    mendable: bool = False


class News(Struct, frozen=True):
    """What is to be done now: alerts to show, and keys of those that are over."""

    show: tuple[Alert, ...] = ()
    withdraw: tuple[str, ...] = ()


def alerts_of(lines: Sequence[PairLine], report: HealthReport | None) -> tuple[Alert, ...]:
    """Every state that needs a person now."""
    of_pairs = (alert for line in lines for alert in _of_pair(line))
    return (*_of_key(lines), *_of_keyring(lines), *of_pairs, *_of_health(report))


def undecided(lines: Sequence[PairLine]) -> frozenset[str]:
    """Pairs that are worked on: how that ends decides whether their states have ended."""
    return frozenset(line.pair_id for line in lines if line.status in ("syncing", "cancelling", "waiting"))


def _of_key(lines: Sequence[PairLine]) -> Iterator[Alert]:
    waiting = [line for line in lines if line.needs_key]
    if waiting:
        text = tr(
            "{names} can’t be synced until there is another access token.",
            names=names_in_short([line.name for line in waiting]),
        )
        yield Alert("key", tr("Airtable does not accept the access token"), text, tr("Replace the token…"), "key")


def _of_keyring(lines: Sequence[PairLine]) -> Iterator[Alert]:
    waiting = [line for line in lines if line.keyring_gone]
    if waiting:
        problem = waiting[0].problem
        title = plain(problem.title, 120) if problem else tr("The system’s keyring can’t be used")
        text = tr("{names} can’t be synced without it.", names=names_in_short([line.name for line in waiting]))
        yield Alert("keyring", title, text, tr("Look…"), "overview")


def _of_pair(line: PairLine) -> Iterator[Alert]:
    name = plain(line.name, LONGEST_NAME)
    if line.conflicts:
        title = plural(
            "{name}: {n} conflict waits for you", "{name}: {n} conflicts wait for you", line.conflicts, name=name
        )
        text = tr("Both sides changed. Nothing is written there until you decide.")
        yield Alert(f"conflicts:{line.pair_id}", title, text, tr("Decide…"), "conflicts", line.pair_id)
    if line.problem is None or line.needs_key or line.keyring_gone:
        return
    if line.status == "needs_you":
        title, text = tr("{name}: stopped before anything was written", name=name), plain(line.problem.title, 120)
        yield Alert(f"guard:{line.pair_id}", title, text, tr("Look…"), "overview", line.pair_id)
    elif line.status == "failed":
        title, text = tr("{name} can’t be synced", name=name), plain(line.problem.title, 120)
        yield Alert(f"failed:{line.pair_id}", title, text, tr("Look…"), "overview", line.pair_id)


_Words = tuple[str, str, Goal]
"""Title, what the button says, where it leads."""
_STATES: Mapping[HealthKind, _Words] = {
    "errors": (noop("AirSync is unhealthy"), noop("Look…"), "health"),
    "rate_limited": (noop("Airtable asks for pauses"), noop("Look…"), "health"),
    "stale": (noop("{name} is out of date"), noop("Look…"), "health"),
    "feed": (noop("{name}: the change feed is dead"), noop("Look…"), "health"),
    "queue": (noop("{name}: changes wait"), noop("Look…"), "queue"),
    "token_age": (noop("An access token is old"), noop("Replace the token…"), "key"),
    "calls": (noop("The month’s calls are nearly spent"), noop("Look…"), "health"),
}
_MENDABLE: Collection[HealthKind] = ("stale", "feed", "queue")


def _of_health(report: HealthReport | None) -> Iterator[Alert]:
    for state in report.states if report is not None else ():
        if state.alert:
            title, action, goal = _STATES[state.kind]
            title = tr(title, name=plain(state.name, 60)) if "{name}" in title else tr(title)
            yield Alert(
                state.key,
                title,
                plain_sentence(state.words, 240),
                tr(action),
                goal,
                state.pair_id,
                mendable=state.kind in _MENDABLE,
            )


class AlertBook:
    """Remembers which states were told."""

    def __init__(self) -> None:
        self._told: dict[str, Alert] = {}
        self._shown: set[str] = set()

    def news(
        self,
        current: Sequence[Alert],
        *,
        busy: Collection[str] = (),
        seen: bool = False,
        silent: bool = False,
        settled: bool = True,
    ) -> News:
        """What to show of the states that there are now.

        Args:
            busy: pairs whose states, where they are missing just now, have not ended.
            seen: the person looks at the window, and so knows.
            silent: not now; what still stands when that is over is told then.
            settled: what was missed while the computer slept had its time to be caught up with.
        """
        standing = {alert.key for alert in current}
        ended = [key for key, alert in self._told.items() if key not in standing and alert.pair_id not in busy]
        for key in ended:
            del self._told[key]
        fresh = [a for a in current if a.key not in self._told and (settled or seen or not a.mendable)]
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
    rest = tr("{title}; and {count} more.", title=first, count=number(len(fresh) - 1))
    title = plural("{n} thing needs you", "{n} things need you", len(fresh))
    return (Alert(ALL, title, rest, tr("Open AirSync"), "overview"),)
