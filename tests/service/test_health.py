"""Requests in figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from airsync_gui.state import health
from airsync_gui.state.health import Request
from tests.jobs.bench import Bench


def test_requests_are_counted_by_pair_and_kept(bench: Bench) -> None:
    bench.in_step()
    sent = len(bench.sandbox.requests)
    report = bench.service.health("day")
    assert (report.requests, report.errors, report.calls_this_month) == (sent, 0, sent)
    assert sum(count for _, count in report.by_pair) == sent
    assert report.log[0].what == "Club › People · write records"
    assert report.forecast >= sent
    assert report.mean_ms > 0
    assert report.p95_ms >= report.buckets[0].p95_ms
    assert sum(bucket.requests for bucket in report.buckets) == sent
    bench.service.close()
    bench.reopen()
    assert bench.service.health("month").requests == sent


def test_figures_of_a_stretch_of_time() -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)

    def request(minute: int, status: int | None, ms: float) -> Request:
        return Request(start + timedelta(minutes=minute), "GET", "/v0", status, ms)

    requests = [request(0, 200, ms) for ms in range(1, 101)] + [request(2, 429, 5.0), request(2, None, 30_000.0)]
    first, second, third = health.stretches(requests, start, timedelta(minutes=1), 3)
    assert (first.requests, first.errors, first.mean_ms, first.p95_ms) == (100, 0, 50.5, 95)
    assert (second.requests, second.mean_ms) == (0, 0.0)
    assert (third.requests, third.errors, third.rate_limited, third.p95_ms) == (2, 2, 1, 5.0)


def test_old_requests_are_forgotten(bench: Bench) -> None:
    book, now = bench.app.requests, bench.app.clock.now()
    book.note(now - timedelta(days=40), "GET", "/v0", 200, 1.0, "t")
    book.note(now - timedelta(days=3), "GET", "/v0", 200, 1.0, "t")
    book.write(now)
    assert len(health.since(bench.app.database, now - timedelta(days=60))) == 1
