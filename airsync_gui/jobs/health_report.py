"""The health report: requests in figures, how records are read, and whether all is well, as frozen values."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from airsync_gui.health_limits import USUAL, HealthLimits

if TYPE_CHECKING:
    from airsync_gui.jobs.health_states import HealthPart, HealthState, TokenAge


class RequestLine(Struct, frozen=True):
    """One request to Airtable; ``status`` is None where no answer came.

    Attributes:
        endpoint: the path with its parameters' names, as the log has it.
        what: the same in words: ``Habits › Meals · records``.
    """

    at: datetime
    method: str
    endpoint: str
    status: int | None
    duration_ms: float
    what: str = ""


class Bucket(Struct, frozen=True):
    """The requests of a stretch of time: as long as the range that is shown asks for."""

    at: datetime
    requests: int
    errors: int
    rate_limited: int
    mean_ms: float
    p95_ms: float


class ReadingLine(Struct, frozen=True):
    """How a pair's records in Airtable are read.

    Attributes:
        way: by the base's change feed, by the times of last edits, or all of them at each sync; ``never`` so far.
        dead: the change feed in use may have missed something; the next sync reads everything.
        words: a sentence or two: which way, and why.
        checked_at: when all records were last read.
    """

    pair_id: str
    name: str
    way: Literal["feed", "modified", "full", "never"]
    dead: bool
    words: str
    checked_at: datetime | None = None


class HealthReport(Struct, frozen=True):
    """Requests of the chosen range, and whether all is healthy.

    Attributes:
        why: a sentence or more.
        calls_this_month: by AirSync; Airtable does not tell of other tools'.
        allowance: the plan's calls a month, a setting; None where there is no limit.
        forecast: calls by the end of the month at this pace.
        by_pair: (pair name, calls this month).
        readings: how each pair's records in Airtable are read.
        states: what is not as it should be, the gravest first.
        parts: the range's requests of each token, base and pair.
        tokens: the stored tokens that pairs use.
        limits: from where on something counts as not healthy.
    """

    range_name: Literal["hour", "day", "month"]
    healthy: bool
    why: str
    requests: int
    errors: int
    rate_limited: int
    mean_ms: float
    p95_ms: float
    buckets: tuple[Bucket, ...]
    log: tuple[RequestLine, ...]
    calls_this_month: int
    allowance: int | None
    forecast: int
    by_pair: tuple[tuple[str, int], ...]
    readings: tuple[ReadingLine, ...] = ()
    states: tuple[HealthState, ...] = ()
    parts: tuple[HealthPart, ...] = ()
    tokens: tuple[TokenAge, ...] = ()
    limits: HealthLimits = USUAL
