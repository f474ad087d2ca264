"""The health report: requests of a chosen stretch of time, whether that is healthy, and the month's calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from airsync_gui.call_budget import Usage, month_begin
from airsync_gui.health_limits import USUAL, HealthLimits
from airsync_gui.jobs.health_report import Bucket, HealthReport, RequestLine
from airsync_gui.jobs.health_states import HealthPart, TokenAge
from airsync_gui.service import health_states
from airsync_gui.service.health_states import Facts, PairFacts
from airsync_gui.service.readings import reading_lines
from airsync_gui.service.words import airtable_place
from airsync_gui.state import health
from airsync_gui.wording import noop, tr

if TYPE_CHECKING:
    from airsync_gui.state.database import Database
    from airsync_gui.state.health import Figures, Request
    from airsync_gui.sync.pairs import Pair

RangeName = Literal["hour", "day", "month"]
LOGGED = 300
NOTHING_SENT = Usage(0)
OUTSIDE_RUNS = noop("Set-up and checks")


class _Range(Struct, frozen=True):
    words: str
    length: timedelta
    count: int

    @property
    def whole(self) -> timedelta:
        return self.count * self.length


_RANGES: Mapping[RangeName, _Range] = {
    "hour": _Range(noop("in the last hour"), timedelta(minutes=1), 60),
    "day": _Range(noop("in the last 24 hours"), timedelta(hours=1), 24),
    "month": _Range(noop("in the last 30 days"), timedelta(days=1), 30),
}


class Known(Struct, frozen=True):
    """What else counts for health, besides requests and feeds."""

    limits: HealthLimits = USUAL
    pairs: tuple[PairFacts, ...] = ()
    tokens: tuple[TokenAge, ...] = ()


NOTHING_KNOWN = Known()


def report(
    database: Database,
    pairs: Mapping[str, Pair],
    range_name: RangeName,
    now: datetime,
    usage: Usage = NOTHING_SENT,
    known: Known = NOTHING_KNOWN,
) -> HealthReport:
    """Everything that the health panel shows."""
    readings = reading_lines(database, pairs.values(), now)
    chosen = _RANGES[range_name]
    first = now - chosen.whole
    requests = health.since(database, first)
    whole, when = health.figures(requests, first), tr(chosen.words)
    states = health_states.states(
        Facts(known.limits, now, whole, when, usage, known.pairs, readings, known.tokens),
    )
    return HealthReport(
        range_name=range_name,
        healthy=not any(state.ill for state in states),
        why=health_states.why(states, health_states.requests_words(whole, when, known.limits)),
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
        states=states,
        parts=tuple(_parts(requests, first, pairs)),
        tokens=known.tokens,
        limits=known.limits,
    )


def _parts(requests: Sequence[Request], first: datetime, pairs: Mapping[str, Pair]) -> Iterator[HealthPart]:
    """The figures of each token, base and pair."""
    bases = {pair.base_id: pair.base_name or pair.base_id for pair in pairs.values()}
    names = {pair.id: pair.name for pair in pairs.values()}
    groups: Sequence[tuple[Literal["token", "base", "pair"], Callable[[Request], str], Mapping[str, str]]] = (
        ("token", lambda request: request.token, {}),
        ("base", lambda request: request.base_id, bases),
        ("pair", lambda request: request.pair_id, names),
    )
    for of, by, known in groups:
        for key, one in health.apart(requests, first, by).items():
            figures = (one.requests, one.errors, one.rate_limited, one.mean_ms, one.p95_ms)
            yield HealthPart(of, key, known.get(key, key) or tr(OUTSIDE_RUNS), *figures)


def _bucket(one: Figures) -> Bucket:
    return Bucket(one.at, one.requests, one.errors, one.rate_limited, one.mean_ms, one.p95_ms)


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
    base = (pair.base_name or pair.base_id) if pair else ""
    if "whoami" in template:
        return tr("whose token it is")
    if template.endswith("/tables"):
        fields = tr("fields")
        return f"{base} · {fields}" if base else tr("fields of a base")
    if "/meta/" in template:
        return tr("list of bases")
    if "/webhooks" in template:
        feed = tr("change feed")
        return f"{base} · {feed}" if base else tr("change feed of a base")
    reads = template.endswith("listRecords") or request.method == "GET"
    part = tr("read records") if reads else tr("write records")
    return f"{airtable_place(pair).name} · {part}" if pair else part


def _by_pair(sent: Mapping[str, int], pairs: Mapping[str, Pair]) -> tuple[tuple[str, int], ...]:
    named: dict[str, int] = {}
    for pair_id, count in sent.items():
        name = pairs[pair_id].name if pair_id in pairs else tr(OUTSIDE_RUNS)
        named[name] = named.get(name, 0) + count
    return tuple(sorted(named.items(), key=lambda entry: (-entry[1], entry[0])))
