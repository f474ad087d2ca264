"""The health report: requests of a chosen stretch of time, whether that is healthy, and the month's calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from airsync_gui.call_budget import Usage, month_begin
from airsync_gui.jobs.snapshots import HealthReport, Minute, ReadingLine, RequestLine
from airsync_gui.messages import plain
from airsync_gui.service.readings import reading_lines
from airsync_gui.service.words import airtable_place
from airsync_gui.state import health
from airsync_gui.state.database import Database
from airsync_gui.state.health import Figures, Request
from airsync_gui.sync.pairs import Pair

RangeName = Literal["hour", "day", "month"]
UNHEALTHY = 0.05
"""From this share of failed requests on."""
LOGGED = 300
NOTHING_SENT = Usage(0)
OUTSIDE_RUNS = "Set-up and checks"


@dataclass(frozen=True, slots=True)
class _Range:
    words: str
    length: timedelta
    count: int

    @property
    def whole(self) -> timedelta:
        return self.count * self.length


_RANGES: Mapping[RangeName, _Range] = {
    "hour": _Range("in the last hour", timedelta(minutes=1), 60),
    "day": _Range("in the last 24 hours", timedelta(hours=1), 24),
    "month": _Range("in the last 30 days", timedelta(days=1), 30),
}


def report(
    database: Database, pairs: Mapping[str, Pair], range_name: RangeName, now: datetime, usage: Usage = NOTHING_SENT
) -> HealthReport:
    """Everything that the health panel shows."""
    readings = reading_lines(database, pairs.values(), now)
    chosen = _RANGES[range_name]
    first = now - chosen.whole
    requests = health.since(database, first)
    whole = health.figures(requests, first)
    healthy, why = judged(whole, chosen.words, [line for line in readings if line.dead])
    return HealthReport(
        range_name=range_name,
        healthy=healthy,
        why=why,
        requests=whole.requests,
        errors=whole.errors,
        rate_limited=whole.rate_limited,
        mean_ms=whole.mean_ms,
        p95_ms=whole.p95_ms,
        buckets=tuple(map(_bucket, health.stretches(requests, first, chosen.length, chosen.count))),
        log=tuple(_line(r, pairs) for r in reversed(requests[-LOGGED:])),
        calls_this_month=usage.used,
        allowance=usage.allowance,
        forecast=usage.forecast,
        by_pair=_by_pair(health.by_pair(database, month_begin(now)), pairs),
        readings=readings,
    )


def judged(whole: Figures, when: str, dead_feeds: Sequence[ReadingLine] = ()) -> tuple[bool, str]:
    """Whether that is healthy, and why."""
    healthy, why = _judged_by_requests(whole, when)
    if not dead_feeds:
        return healthy, why
    names = dead_feeds[0].name + (f" and {len(dead_feeds) - 1} more" if len(dead_feeds) > 1 else "")
    return False, f"{why} The change feed of {plain(names, 80)} is dead; a sync mends it."


def _judged_by_requests(whole: Figures, when: str) -> tuple[bool, str]:
    if not whole.requests:
        return True, f"No requests {when}."
    failed = f"{whole.errors:,} of {whole.requests:,} requests failed {when}"
    share = whole.errors / whole.requests
    if share >= UNHEALTHY:
        limited = f"; {whole.rate_limited:,} of them because of the rate" if whole.rate_limited else ""
        return False, f"{failed} ({share * 100:.1f} %){limited}. Unhealthy from {UNHEALTHY * 100:.0f} %."
    return True, f"{failed}. Unhealthy from {UNHEALTHY * 100:.0f} %."


def _bucket(one: Figures) -> Minute:
    return Minute(one.at, one.requests, one.errors, one.rate_limited, one.mean_ms, one.p95_ms)


def _line(request: Request, pairs: Mapping[str, Pair]) -> RequestLine:
    return RequestLine(
        at=request.at,
        method=request.method,
        endpoint=request.endpoint,
        status=request.status,
        duration_ms=request.ms,
        what=_what(request, pairs.get(request.pair_id)),
    )


def _what(request: Request, pair: Pair | None) -> str:
    template = request.endpoint
    if "whoami" in template:
        return "whose token it is"
    if template.endswith("/tables"):
        return f"{pair.base_name or pair.base_id} · fields" if pair else "fields of a base"
    if "/meta/" in template:
        return "list of bases"
    if "/webhooks" in template:
        return f"{pair.base_name or pair.base_id} · change feed" if pair else "change feed of a base"
    part = "read records" if template.endswith("listRecords") or request.method == "GET" else "write records"
    return f"{airtable_place(pair).name} · {part}" if pair else part


def _by_pair(sent: Mapping[str, int], pairs: Mapping[str, Pair]) -> tuple[tuple[str, int], ...]:
    named: dict[str, int] = {}
    for pair_id, count in sent.items():
        name = pairs[pair_id].name if pair_id in pairs else OUTSIDE_RUNS
        named[name] = named.get(name, 0) + count
    return tuple(sorted(named.items(), key=lambda entry: (-entry[1], entry[0])))
