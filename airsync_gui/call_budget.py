"""The month's calls to Airtable: the plan's allowance, a forecast, a pair's share, and a schedule that fits. Pure.

Airtable counts calls by workspace and calendar month and tells nobody how many are left; what is counted here are the
calls that AirSync sent: https://support.airtable.com/docs/managing-api-call-limits-in-airtable
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from msgspec import Struct

from airsync_gui.wording import number, plural

PLANS: Mapping[str, int | None] = MappingProxyType(
    {"free": 1_000, "team": 100_000, "business": None, "enterprise": None}
)
"""A plan's calls a month; None has no limit."""
PACE = timedelta(days=7)
"""A forecast goes by the calls of so many days."""
LEAST_OBSERVED = timedelta(days=1)
"""A pace taken from less than this would be a guess."""
FOR_SCHEDULE = 0.8
"""So much of what is left of an allowance is for syncs by the clock; the rest is for edits here, and for people."""


def month_begin(now: datetime) -> datetime:
    """When the month of ``now`` began, in UTC as Airtable counts it."""
    return now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_end(now: datetime) -> datetime:
    """When the next month begins."""
    return month_begin(month_begin(now) + timedelta(days=32))


def forecast(used: int, recent: int, observed: timedelta, now: datetime) -> int:
    """Calls by the end of the month, at the pace of the last days.

    Args:
        used: this month, so far.
        recent: sent in the time observed.
        observed: at most PACE.
    """
    left = month_end(now) - now.astimezone(UTC)
    return used + round(recent * (left / max(observed, LEAST_OBSERVED)))


class Usage(Struct, frozen=True):
    """This month's calls, as far as AirSync sent them.

    Attributes:
        allowance: the plan's calls a month; None where there is no limit, or the plan was not told.
    """

    used: int
    allowance: int | None = None
    forecast: int = 0


def used_words(used: int, allowance: int | None) -> str:
    """``340 of 1,000 used this month``."""
    if allowance is None:
        return plural("{n} used this month", "{n} used this month", used)
    return plural("{n} of {all} used this month", "{n} of {all} used this month", used, all=number(allowance))


def cost_words(calls: int, usage: Usage) -> str:
    """``12 calls; 340 of 1,000 used this month by AirSync``."""
    used = used_words(usage.used, usage.allowance)
    return plural("{n} call; {used} by AirSync", "{n} calls; {used} by AirSync", calls, used=used)


class CallPace(Struct, frozen=True):
    """What syncs by the clock may cost.

    Attributes:
        left: calls of the allowance that are not used yet; None where there is no limit.
        seconds_left: until the month ends.
        round_calls: what one sync of every pair costs, by those of the last days.
    """

    left: int | None
    seconds_left: float
    round_calls: float


def stretched_s(wanted_s: float, pace: CallPace, waited_s: float = 0.0) -> float:
    """Seconds between two syncs by the clock: as wanted, or longer, so that the calls last until the month ends.

    Args:
        waited_s: how long ago the last one was when the pace was told: where nothing is left, the next one comes when
            the month ends, and not so long after the last one.
    """
    if pace.left is None or pace.round_calls <= 0:
        return wanted_s
    rounds = pace.left * FOR_SCHEDULE / pace.round_calls
    return max(wanted_s, pace.seconds_left / rounds if rounds >= 1 else max(0.0, waited_s) + pace.seconds_left)


def over_share(share: int | None, used: int, calls: int) -> bool:
    """Whether so many more calls are more than a pair's share of the month."""
    return share is not None and used + calls > share
