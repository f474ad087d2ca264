"""What is not as it should be, judged from what is known of pairs, requests, feeds and tokens, and in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import get_args

from msgspec import Struct

from airsync_gui import errors, messages
from airsync_gui.call_budget import Usage
from airsync_gui.errors import AirSyncError
from airsync_gui.health_limits import HealthLimits, reached
from airsync_gui.jobs.health_report import ReadingLine
from airsync_gui.jobs.health_states import (
    LONGEST_NAME,
    HealthKind,
    HealthState,
    TokenAge,
    names_in_short,
    share,
)
from airsync_gui.messages import plain
from airsync_gui.state.health import Figures
from airsync_gui.wording import number, plural, tr


class PairFacts(Struct, frozen=True):
    """What is known of one pair.

    Attributes:
        error: what ended its last try; only the kind is told, as history knows no more.
        synced_at: when the last sync came to its end; None for never.
        due_at: when it should have been synced after that; None where no clock makes it due.
        waits_since: since when the oldest of its changes waits.
    """

    pair_id: str
    name: str
    paused: bool = False
    error: type[AirSyncError] | None = None
    synced_at: datetime | None = None
    due_at: datetime | None = None
    conflicts: int = 0
    waits: int = 0
    waits_since: datetime | None = None


class Facts(Struct, frozen=True):
    """All that is judged by.

    Attributes:
        when: the range of the figures, in words: ``in the last hour``.
    """

    limits: HealthLimits
    now: datetime
    figures: Figures
    when: str
    usage: Usage
    pairs: Sequence[PairFacts] = ()
    readings: Sequence[ReadingLine] = ()
    tokens: Sequence[TokenAge] = ()

    @property
    def awake(self) -> list[PairFacts]:
        """The pairs that are not paused."""
        return [pair for pair in self.pairs if not pair.paused]


def states(facts: Facts) -> tuple[HealthState, ...]:
    """What is not as it should be, the gravest first."""
    looks = (_of_requests, _of_errors, _of_calls, _of_stale, _of_feeds, _of_queues, _of_conflicts, _of_tokens)
    found = [state for look in looks for state in look(facts)]
    order = {kind: place for place, kind in enumerate(get_args(HealthKind))}
    return tuple(sorted(found, key=lambda state: order[state.kind]))


# -- requests -------------------------------------------------------------------------------------------------------


def requests_words(figures: Figures, when: str, limits: HealthLimits) -> str:
    """``2 of 486 requests failed in the last hour. Unhealthy from 5 %.``"""
    if not figures.requests:
        return tr("No requests {when}.", when=when)
    errors_, whole = figures.errors, figures.requests
    parts = {"failed": number(errors_), "requests": number(whole), "when": when}
    limit = f" {_from(limits.error_percent)}" if limits.error_percent else ""
    if not _too_many(errors_, whole, limits.error_percent):
        return tr("{failed} of {requests} requests failed {when}.", **parts) + limit
    parts |= {"share": number(100 * share(errors_, whole), 1), "limited": number(figures.rate_limited)}
    if figures.rate_limited:
        said = tr(
            "{failed} of {requests} requests failed {when} ({share} %); {limited} of them because of the rate.", **parts
        )
    else:
        said = tr("{failed} of {requests} requests failed {when} ({share} %).", **parts)
    return said + limit


def _from(percent: float) -> str:
    return tr("Unhealthy from {percent} %.", percent=number(int(percent) if percent == int(percent) else percent))


def _too_many(part: int, whole: int, percent: float) -> bool:
    return bool(whole) and reached(100 * part / whole, percent)


def _of_requests(facts: Facts) -> Iterator[HealthState]:
    figures, limits = facts.figures, facts.limits
    if _too_many(figures.errors, figures.requests, limits.error_percent):
        yield HealthState("errors", requests_words(figures, facts.when, limits), alert=True)
    # What was refused because the month's calls are used up has the same status, and is told as that.
    spent = any(pair.error is not None and issubclass(pair.error, errors.AllowanceSpent) for pair in facts.awake)
    if not spent and _too_many(figures.rate_limited, figures.requests, limits.rate_limited_percent):
        words = tr(
            "Airtable asked for a pause at {limited} of {requests} requests {when} ({share} %): more was sent than it "
            "takes, by AirSync or by other programs.",
            limited=number(figures.rate_limited),
            requests=number(figures.requests),
            when=facts.when,
            share=number(100 * share(figures.rate_limited, figures.requests), 1),
        )
        yield HealthState("rate_limited", f"{words} {_from(limits.rate_limited_percent)}", alert=True)


# -- what ended the last try ----------------------------------------------------------------------------------------

_SHARED: Sequence[tuple[tuple[type[AirSyncError], ...], HealthKind, Callable[[str], str]]] = (
    (
        (errors.KeyringUnavailable,),
        "keyring",
        lambda names: tr("{names} can’t be synced without it.", names=names),
    ),
    (
        (errors.AccessDenied,),
        "token",
        lambda names: tr("{names} can’t be synced until there is another access token.", names=names),
    ),
    (
        (errors.AllowanceSpent,),
        "calls",
        lambda names: tr("{names} can’t be synced before the next month.", names=names),
    ),
    (
        (errors.Unreachable, errors.ServerFault),
        "unreachable",
        lambda names: tr("It is tried again by itself for {names}.", names=names),
    ),
)
"""Errors that pairs have together, told once for all of them; the first that fits counts."""
_NO_STATE = (errors.Cancelled, errors.Busy, errors.RateLimited)
"""Nothing is wrong, or the figures tell."""


def _of_errors(facts: Facts) -> Iterator[HealthState]:
    left = [pair for pair in facts.awake if pair.error is not None and not issubclass(pair.error, _NO_STATE)]
    for kinds, state, words in _SHARED:
        hit = [pair for pair in left if pair.error is not None and issubclass(pair.error, kinds)]
        left = [pair for pair in left if pair not in hit]
        if hit:
            only = hit[0] if len(hit) == 1 else None
            said = f"{_title(hit[0])}. {words(names_in_short([pair.name for pair in hit]))}"
            yield HealthState(state, said, only.name if only else "", only.pair_id if only else "")
    for pair in left:
        if pair.error is not None and issubclass(pair.error, errors.Stopped):
            said = tr("{name} stopped before anything was written: a guard asks what to do.", name=_name(pair))
            yield HealthState("guard", said, pair.name, pair.pair_id)
        else:
            said = tr("{name} can’t be synced: {problem}.", name=_name(pair), problem=_title(pair))
            yield HealthState("failed", said, pair.name, pair.pair_id)


def _title(pair: PairFacts) -> str:
    """The error's kind in a few words: all that history knows of it."""
    return messages.describe(pair.error()).title if pair.error is not None else ""


def _name(pair: PairFacts | ReadingLine) -> str:
    return plain(pair.name, LONGEST_NAME)


# -- pairs ----------------------------------------------------------------------------------------------------------


def _of_stale(facts: Facts) -> Iterator[HealthState]:
    for pair in facts.awake:
        if pair.due_at is None or pair.synced_at is None:
            continue
        late = facts.now - pair.due_at
        if reached(late / timedelta(hours=1), facts.limits.stale_hours):
            words = tr(
                "{name} was last synced {ago} ago: by its schedule it is {late} late.",
                name=_name(pair),
                ago=_length(facts.now - pair.synced_at),
                late=_length(late),
            )
            yield HealthState("stale", words, pair.name, pair.pair_id, alert=True)


def _of_feeds(facts: Facts) -> Iterator[HealthState]:
    paused = {pair.pair_id for pair in facts.pairs if pair.paused}
    for reading in facts.readings:
        if reading.dead and reading.pair_id not in paused:
            words = tr("The change feed of {name} is dead; a sync mends it.", name=_name(reading))
            yield HealthState("feed", words, reading.name, reading.pair_id, alert=True)


def _of_queues(facts: Facts) -> Iterator[HealthState]:
    limits = facts.limits
    for pair in facts.awake:
        waited = facts.now - pair.waits_since if pair.waits_since is not None else timedelta()
        if reached(waited / timedelta(hours=1), limits.queue_hours):
            words = plural(
                "{n} change of {name} waits, for {length}.",
                "{n} changes of {name} wait, the oldest for {length}.",
                pair.waits,
                name=_name(pair),
                length=_length(waited),
            )
        elif reached(pair.waits, limits.queue_most):
            words = plural("{n} change of {name} waits.", "{n} changes of {name} wait.", pair.waits, name=_name(pair))
        else:
            continue
        yield HealthState("queue", words, pair.name, pair.pair_id, alert=True)


def _of_conflicts(facts: Facts) -> Iterator[HealthState]:
    for pair in facts.pairs:
        if pair.conflicts:
            words = plural(
                "{n} conflict of {name} waits for you.",
                "{n} conflicts of {name} wait for you.",
                pair.conflicts,
                name=_name(pair),
            )
            yield HealthState("conflicts", words, pair.name, pair.pair_id, ill=False)


# -- tokens and the month -------------------------------------------------------------------------------------------


def _of_tokens(facts: Facts) -> Iterator[HealthState]:
    for token in facts.tokens:
        if token.old:
            words = plural(
                "The access token “{account}” is {n} day old: make a new one at Airtable, and replace it.",
                "The access token “{account}” is {n} days old: make a new one at Airtable, and replace it.",
                token.days,
                account=plain(token.account, LONGEST_NAME),
            )
            yield HealthState("token_age", words, token.account, alert=True)


def _of_calls(facts: Facts) -> Iterator[HealthState]:
    used, allowance = facts.usage.used, facts.usage.allowance
    spent = any(pair.error is not None and issubclass(pair.error, errors.AllowanceSpent) for pair in facts.awake)
    if allowance and not spent and _too_many(used, allowance, facts.limits.calls_percent):
        words = tr(
            "{used} of {allowance} calls to Airtable are used this month.",
            used=number(used),
            allowance=number(allowance),
        )
        yield HealthState("calls", words, ill=False, alert=True)


def token_ages(stored: dict[str, datetime], used: Sequence[str], now: datetime, days: int) -> tuple[TokenAge, ...]:
    """The ages of the tokens that pairs use.

    Args:
        stored: account → when its token was stored.
        used: the accounts of pairs.
        days: from so many on a token is old; 0 is never.
    """
    ages = {account: max(0, (now - at).days) for account, at in stored.items() if account in used}
    return tuple(TokenAge(account, age, reached(age, days)) for account, age in ages.items())


def why(states_: Sequence[HealthState], requests: str) -> str:
    """Whether all is well in a sentence or two: what the requests say, then the gravest of what else is wrong."""
    others = [state.words for state in states_ if state.ill and state.kind != "errors"]
    if not others:
        return requests
    more = [plural("And {n} thing more.", "And {n} things more.", len(others) - 1)] if len(others) > 1 else []
    return " ".join([requests, others[0], *more])


def _length(passed: timedelta) -> str:
    """``5 hours``, ``3 days``."""
    hours = int(passed / timedelta(hours=1))
    return plural("{n} day", "{n} days", passed.days) if hours >= 48 else plural("{n} hour", "{n} hours", hours)
