"""The health report's figures and charts, in words and as values to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from airsync_gui.jobs.snapshots import HealthReport, Minute, RequestLine
from airsync_gui.ui.chart_data import ChartData, Series
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.scales import tick_text
from airsync_gui.ui.time_words import clock_time, day, day_of

UNHEALTHY_PERCENT = 5
"""From this share of errors on."""
NONE = "–"
_STRETCHES = {"hour": ("minute", 60), "day": ("hour", 24), "month": ("day", 30)}
_ANSWERS = {
    401: "Key refused",
    403: "Not permitted",
    404: "Not found",
    413: "Too large",
    422: "Refused",
    429: "Rate limited",
    500: "Server error",
    502: "Bad gateway",
    503: "Unavailable",
    504: "Too late",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large numbers."""

    title: str
    number: str
    note: str


def stretch_name(report: HealthReport) -> str:
    """What one bucket is: minute, hour, day."""
    return _STRETCHES[report.range_name][0]


def figures(report: HealthReport) -> tuple[Figure, ...]:
    """Requests, errors, rate limited, mean and p95 response time."""
    name, count = _STRETCHES[report.range_name]
    a = "an" if name == "hour" else "a"
    pace = f"{_short(report.requests / count)} {a} {name}" if report.requests else ""
    return (
        Figure("Requests", f"{report.requests:,}", pace),
        Figure("Errors", percent(report.errors, report.requests), _of(report.errors, report.requests)),
        Figure("Rate limited", percent(report.rate_limited, report.requests), _limited(report)),
        Figure("Mean", _milliseconds(report.mean_ms), "response time"),
        Figure("p95", _milliseconds(report.p95_ms), "response time"),
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}".removesuffix(".0")


def percent(part: int, whole: int) -> str:
    """``0.4 %``; a dash where there is nothing to share."""
    if not whole:
        return NONE
    share = 100 * part / whole
    return "under 0.1 %" if 0 < share < 0.05 else f"{_short(share)} %"


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" if part else ("none" if whole else "")


def _limited(report: HealthReport) -> str:
    """How many, and when the last one was, where the log still has it."""
    last = next((entry.at for entry in report.log if entry.status == 429), None)
    if not report.rate_limited or last is None:
        return _of(report.rate_limited, report.requests)
    lead = "" if report.rate_limited == 1 else "last "
    return f"{report.rate_limited:,}, {lead}at {log_time(last, seconds=False)}"


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
    return ChartData(labels(report), (Series("requests", counts, "series1"),) if any(counts) else (), whole=True)


def times_chart(report: HealthReport) -> ChartData:
    """Mean and p95 response time; a bucket without answers has none."""
    return ChartData(
        labels(report),
        (
            Series("mean", _times([b.mean_ms for b in report.buckets]), "series1", "line", filled=True),
            Series("p95", _times([b.p95_ms for b in report.buckets]), "series2", "line", dashed=True),
        ),
        unit="ms",
    )


def _times(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(value or None for value in values)


def errors_chart(report: HealthReport) -> ChartData:
    """Each bucket's share of failed requests, and from where on that is unhealthy."""
    return ChartData(
        labels(report),
        (Series("errors", tuple(map(_error_percent, report.buckets)), "fail"),),
        unit="%",
        threshold=UNHEALTHY_PERCENT,
        threshold_words=f"unhealthy from {UNHEALTHY_PERCENT} %",
    )


def _error_percent(bucket: Minute) -> float | None:
    return 100 * bucket.errors / bucket.requests if bucket.requests else None


# -- the log ----------------------------------------------------------------------------------------------------------


def failed(entry: RequestLine) -> bool:
    """Whether it was not answered with what it asked for."""
    return entry.status is None or entry.status >= 400


def log_time(at: datetime, *, seconds: bool = True) -> str:
    """``14:05:12`` for today, else ``11 May 14:05``."""
    if day(at) == "today":
        return clock_time(at, seconds=seconds)
    local = at.astimezone()
    return f"{local.day} {local:%b} {clock_time(at)}"


def answer(entry: RequestLine) -> str:
    """``200 OK``, ``429 Rate limited``, ``No answer``."""
    if entry.status is None:
        return "No answer"
    usual = "OK" if entry.status < 300 else ""
    return f"{entry.status} {_ANSWERS.get(entry.status, usual)}".rstrip()


def answer_mark(entry: RequestLine) -> Mark:
    """Its mark: a rate limit is a pause, not a failure."""
    if entry.status == 429:
        return "waiting"
    return "failed" if failed(entry) else "done"
