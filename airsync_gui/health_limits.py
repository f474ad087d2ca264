"""From where on something counts as not healthy; a person may set each of these. Pure."""

from __future__ import annotations

import msgspec

MOST = 1_000_000


class HealthLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``[health]`` of the settings file. Each that is 0 looks at nothing.

    Attributes:
        error_percent: so large a share of requests that failed.
        rate_limited_percent: so large a share of requests for which Airtable asked for a pause.
        stale_hours: a pair that should have been synced by its schedule so long ago, and was not.
        queue_most: so many changes of a pair that wait.
        queue_hours: a change that waits so long.
        token_days: a token that was stored so long ago.
        calls_percent: so much of the month's calls that is used.
    """

    error_percent: float = 5.0
    rate_limited_percent: float = 2.0
    stale_hours: float = 24.0
    queue_most: int = 1_000
    queue_hours: float = 24.0
    token_days: int = 90
    calls_percent: float = 90.0


USUAL = HealthLimits()
"""Where nobody said otherwise."""
PERCENTS = ("error_percent", "rate_limited_percent", "calls_percent")


def limit_fault(limits: HealthLimits) -> str:
    """What makes no sense, as the end of a sentence that begins with where it stands; empty where all does."""
    for name in HealthLimits.__struct_fields__:
        most = 100 if name in PERCENTS else MOST
        if not 0 <= getattr(limits, name) <= most:
            return f"`{name}` is not between 0, which looks at nothing, and {most}"
    return ""


def reached(value: float, limit: float) -> bool:
    """Whether a value is at its limit or above; a limit of 0 is none."""
    return limit > 0 and value >= limit
