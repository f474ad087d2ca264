"""Requests to Airtable: kept for some weeks, one row each, and the figures made from them.

Requests are noted in memory and written a few at a time, so that no request waits for the disk; what a killed process
had not written yet is lost, and is no more than its last run's.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from statistics import fmean

from msgspec import Struct

from airsync_gui.state import calls
from airsync_gui.state.database import Database
from airsync_gui.state.decoding import decoding

KEPT = timedelta(days=32)
"""Longer than any month, so that this month's calls can be told apart by pair."""
MOST_KEPT = 200_000
WRITTEN_AT_ONCE = 100
"""So many are kept in memory at most."""

_asking: ContextVar[tuple[str, str]] = ContextVar("asking", default=("", ""))


@contextmanager
def asking_for(pair_id: str, base_id: str) -> Iterator[None]:
    """Whatever this thread asks of Airtable inside the block is on behalf of this pair."""
    before = _asking.set((pair_id, base_id))
    try:
        yield
    finally:
        _asking.reset(before)


class Request(Struct, frozen=True):
    """One request.

    Attributes:
        endpoint: the path with its parameters' names: ``/v0/{base}/{table}``.
        status: None where no answer came.
    """

    at: datetime
    method: str
    endpoint: str
    status: int | None
    ms: float
    token: str = ""
    base_id: str = ""
    pair_id: str = ""

    @property
    def failed(self) -> bool:
        """Whether it was not answered with what it asked for; a rate limit counts too."""
        return self.status is None or self.status >= 400

    @property
    def rate_limited(self) -> bool:
        """Whether Airtable asked for a pause."""
        return self.status == 429


class RequestBook:
    """Takes note of requests. Threads may share it.

    Args:
        database: called when something is to be written, so that a profile is not made before.
    """

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database
        self._noted: list[Request] = []
        self._lock = threading.Lock()

    def note(self, at: datetime, method: str, endpoint: str, status: int | None, ms: float, token: str) -> bool:
        """Remember one; whether it is time to :meth:`write` them."""
        pair_id, base_id = _asking.get()
        with self._lock:
            self._noted.append(Request(at, method, endpoint, status, ms, token, base_id, pair_id))
            return len(self._noted) >= WRITTEN_AT_ONCE

    def write(self, now: datetime) -> None:
        """Write what was noted since the last time. Raises StateError; then it stays noted."""
        with self._lock:
            noted, self._noted = self._noted, []
        if not noted:
            return
        try:
            _insert(self._database(), noted, now)
        except BaseException:
            with self._lock:
                self._noted = noted + self._noted
            raise


def _insert(database: Database, noted: Sequence[Request], now: datetime) -> None:
    with database.transaction() as db:
        db.executemany(
            "INSERT INTO requests (at, token, base, pair_id, method, endpoint, status, ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(_ms(r.at), r.token, r.base_id, r.pair_id, r.method, r.endpoint, r.status, r.ms) for r in noted],
        )
        db.execute("DELETE FROM requests WHERE at < ?", (_ms(now - KEPT),))
        db.execute("DELETE FROM requests WHERE id <= (SELECT MAX(id) FROM requests) - ?", (MOST_KEPT,))
    months: dict[str, list[Request]] = defaultdict(list)
    for request in noted:
        months[request.at.astimezone(UTC).strftime("%Y-%m")].append(request)
    for requests in months.values():
        calls.add(database, Counter((r.token, r.base_id) for r in requests), requests[0].at)


def since(database: Database, start: datetime) -> list[Request]:
    """The requests from then on, oldest first."""
    with database.reading() as db:
        rows = db.execute(
            "SELECT at, method, endpoint, status, ms, token, base, pair_id FROM requests WHERE at >= ? ORDER BY at, id",
            (_ms(start),),
        )
        return [_request(row) for row in rows]


def first_since(database: Database, start: datetime) -> datetime | None:
    """When the first request from then on was sent."""
    with database.reading() as db:
        found = db.execute("SELECT MIN(at) FROM requests WHERE at >= ?", (_ms(start),)).fetchone()[0]
        return _moment(found) if found is not None else None


@decoding
def _request(row: sqlite3.Row) -> Request:
    at, method, endpoint, status, ms, *rest = row
    return Request(_moment(at), method, endpoint, None if status is None else int(status), float(ms), *rest)


@decoding
def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def count_since(database: Database, start: datetime) -> int:
    """How many requests were sent from then on."""
    with database.reading() as db:
        found: int = db.execute("SELECT COUNT(*) FROM requests WHERE at >= ?", (_ms(start),)).fetchone()[0]
    return found


def by_pair(database: Database, start: datetime) -> dict[str, int]:
    """Pair id → requests from then on; those outside a run are under the empty id."""
    with database.reading() as db:
        rows = db.execute("SELECT pair_id, COUNT(*) AS sent FROM requests WHERE at >= ? GROUP BY 1", (_ms(start),))
        return {row["pair_id"]: row["sent"] for row in rows}


class Figures(Struct, frozen=True):
    """Requests of some stretch of time, summed up; response times are of those that were answered."""

    at: datetime
    requests: int = 0
    errors: int = 0
    rate_limited: int = 0
    mean_ms: float = 0.0
    p95_ms: float = 0.0


def figures(requests: Iterable[Request], at: datetime) -> Figures:
    """The figures of these requests."""
    requests = list(requests)
    times = sorted(r.ms for r in requests if r.status is not None)
    return Figures(
        at,
        len(requests),
        sum(r.failed for r in requests),
        sum(r.rate_limited for r in requests),
        fmean(times) if times else 0.0,
        times[-(-95 * len(times) // 100) - 1] if times else 0.0,
    )


def apart(requests: Iterable[Request], at: datetime, by: Callable[[Request], str]) -> dict[str, Figures]:
    """The figures of each group of these requests, the largest group first."""
    groups: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        groups[by(request)].append(request)
    return {key: figures(groups[key], at) for key in sorted(groups, key=lambda key: (-len(groups[key]), key))}


def stretches(requests: Iterable[Request], first: datetime, length: timedelta, count: int) -> list[Figures]:
    """The figures of each of ``count`` stretches of time, one after another, the empty ones too."""
    sorted_in: dict[int, list[Request]] = defaultdict(list)
    for request in requests:
        sorted_in[(request.at - first) // length].append(request)
    return [figures(sorted_in.get(number, ()), first + number * length) for number in range(count)]


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
