"""The health report's figures and charts, in words and as values to draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from airsync_gui.jobs.health_report import Bucket, HealthReport, RequestLine
from airsync_gui.ui.chart_data import ChartData, Series
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.scales import tick_text
from airsync_gui.ui.time_words import clock_time, day_of, is_today
from airsync_gui.wording import day_text, noop, number, plural, tr

NONE = "–"
_STRETCHES = {"hour": 60, "day": 24, "month": 30}
"""So many buckets a range has."""
_PACES = {"hour": noop("{count} a minute"), "day": noop("{count} an hour"), "month": noop("{count} a day")}
_PACE_TITLES = {"hour": noop("Requests a minute"), "day": noop("Requests an hour"), "month": noop("Requests a day")}
_ANSWERS = {
    401: noop("Key refused"),
    403: noop("Not permitted"),
    404: noop("Not found"),
    413: noop("Too large"),
    422: noop("Refused"),
    429: noop("Rate limited"),
    500: noop("Server error"),
    502: noop("Bad gateway"),
    503: noop("Unavailable"),
    504: noop("Too late"),
}


class Figure(Struct, frozen=True):
    """One of the large numbers."""

    title: str
    number: str
    note: str


def pace_title(range_name: str) -> str:
    """What one bucket counts: ``Requests a minute``."""
    return tr(_PACE_TITLES[range_name])


def figures(report: HealthReport) -> tuple[Figure, ...]:
    """Requests, errors, rate limited, mean and p95 response time."""
    mean = _short(report.requests / _STRETCHES[report.range_name])
    pace = tr(_PACES[report.range_name], count=mean) if report.requests else ""
    return (
        Figure(tr("Requests"), number(report.requests), pace),
        Figure(tr("Errors"), percent(report.errors, report.requests), _of(report.errors, report.requests)),
        Figure(tr("Rate limited"), percent(report.rate_limited, report.requests), _limited(report)),
        Figure(tr("Mean"), _milliseconds(report.mean_ms), tr("response time")),
        Figure(tr("p95"), _milliseconds(report.p95_ms), tr("response time")),
    )


def _short(value: float) -> str:
    return number(value, 0 if value >= 100 or f"{value:.1f}".endswith(".0") else 1)


def percent(part: int, whole: int) -> str:
    """``0.4 %``; a dash where there is nothing to share."""
    if not whole:
        return NONE
    share = 100 * part / whole
    return tr("under {share} %", share=number(0.1)) if 0 < share < 0.05 else f"{_short(share)} %"


def _of(part: int, whole: int) -> str:
    if not part:
        return tr("none") if whole else ""
    return tr("{part} of {whole}", part=number(part), whole=number(whole))


def _limited(report: HealthReport) -> str:
    """How many, and when the last one was, where the log still has it."""
    last = next((entry.at for entry in report.log if entry.status == 429), None)
    if not report.rate_limited or last is None:
        return _of(report.rate_limited, report.requests)
    return plural("{n}, at {time}", "{n}, last at {time}", report.rate_limited, time=log_time(last, seconds=False))


def _milliseconds(value: float) -> str:
    return tick_text(round(value), "ms") if value else NONE


# -- charts -----------------------------------------------------------------------------------------------------------


def labels(report: HealthReport) -> tuple[str, ...]:
    """Each bucket by its end, so that the last one is now."""
    buckets = report.buckets
    length = buckets[1].at - buckets[0].at if len(buckets) > 1 else timedelta()
    ends = [bucket.at + length for bucket in buckets]
    if report.range_name == "month":
        return tuple(day_of(end.astimezone().date()) for end in ends)
    return tuple(clock_time(end) for end in ends)


def requests_chart(report: HealthReport) -> ChartData:
    """Requests of each bucket."""
    counts = tuple(bucket.requests for bucket in report.buckets)
    return ChartData(labels(report), (Series(tr("requests"), counts, "series1"),) if any(counts) else (), whole=True)


def times_chart(report: HealthReport) -> ChartData:
    """Mean and p95 response time; a bucket without answers has none."""
    return ChartData(
        labels(report),
        (
            Series(tr("mean"), _times([b.mean_ms for b in report.buckets]), "series1", "line", filled=True),
            Series(tr("p95"), _times([b.p95_ms for b in report.buckets]), "series2", "line", dashed=True),
        ),
        unit="ms",
    )


def _times(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(value or None for value in values)


def errors_chart(report: HealthReport) -> ChartData:
    """Each bucket's share of failed requests, and from where on that is unhealthy."""
    limit = report.limits.error_percent
    return ChartData(
        labels(report),
        (Series(tr("errors"), tuple(map(_error_percent, report.buckets)), "fail"),),
        unit="%",
        threshold=limit or None,
        threshold_words=tr("unhealthy from {share} %", share=number(int(limit) if limit == int(limit) else limit)),
    )


def _error_percent(bucket: Bucket) -> float | None:
    return 100 * bucket.errors / bucket.requests if bucket.requests else None


# -- the log ----------------------------------------------------------------------------------------------------------


def failed(entry: RequestLine) -> bool:
    """Whether it was not answered with what it asked for."""
    return entry.status is None or entry.status >= 400


def log_time(at: datetime, *, seconds: bool = True) -> str:
    """``14:05:12`` for today, else ``11 May 14:05``."""
    if is_today(at):
        return clock_time(at, seconds=seconds)
    return tr("{day} {clock}", day=day_text(at.astimezone().date()), clock=clock_time(at))


def answer(entry: RequestLine) -> str:
    """``200 OK``, ``429 Rate limited``, ``No answer``."""
    if entry.status is None:
        return tr("No answer")
    usual = "OK" if entry.status < 300 else ""
    said = tr(_ANSWERS[entry.status]) if entry.status in _ANSWERS else usual
    return f"{entry.status} {said}".rstrip()


def answer_mark(entry: RequestLine) -> Mark:
    """Its mark: a rate limit is a pause, not a failure."""
    if entry.status == 429:
        return "waiting"
    return "failed" if failed(entry) else "done"
