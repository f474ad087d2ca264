"""The month's calls: forecast, shares and a schedule that fits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from airsync_gui.call_budget import (
    CallPace,
    Usage,
    cost_words,
    forecast,
    month_begin,
    month_end,
    over_share,
    stretched_s,
    used_words,
)
from airsync_gui.schedule import Agenda, Planned, Schedule

DAY_S = 86_400.0
MIDDLE = datetime(2026, 6, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "begin", "end"),
    [
        (datetime(2026, 2, 28, 23, 59, tzinfo=UTC), (2026, 2, 1), (2026, 3, 1)),
        (datetime(2026, 12, 1, tzinfo=UTC), (2026, 12, 1), (2027, 1, 1)),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), (2026, 1, 1), (2026, 2, 1)),
    ],
)
def test_a_month_is_airtables_own(now: datetime, begin: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert (month_begin(now), month_end(now)) == (datetime(*begin, tzinfo=UTC), datetime(*end, tzinfo=UTC))


def test_a_month_begins_in_utc() -> None:
    there = datetime(2026, 5, 31, 23, tzinfo=UTC).astimezone(tz=None)
    assert month_begin(there) == datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("used", "recent", "observed", "ahead"),
    [
        (300, 140, timedelta(days=7), 300 + 20 * 15),  # 20 a day, 15 days to go
        (300, 0, timedelta(days=7), 300),
        (10, 10, timedelta(hours=1), 10 + 10 * 15),  # an hour is no pace: taken as a day's calls
    ],
)
def test_a_forecast_goes_by_the_last_days(used: int, recent: int, observed: timedelta, ahead: int) -> None:
    assert forecast(used, recent, observed, MIDDLE) == ahead


@pytest.mark.parametrize(
    ("pace", "interval_s"),
    [
        (CallPace(None, 15 * DAY_S, 4), 3600.0),
        (CallPace(100_000, 15 * DAY_S, 4), 3600.0),
        (CallPace(500, 15 * DAY_S, 4), 15 * DAY_S / 100),  # 400 calls for the clock are 100 rounds
        (CallPace(5, 15 * DAY_S, 4), 15 * DAY_S),
        (CallPace(4, 15 * DAY_S, 4), 15 * DAY_S),
        (CallPace(0, 60.0, 4), 3600.0),
        (CallPace(0, 15 * DAY_S, 0), 3600.0),
    ],
)
def test_the_clock_slows_down_where_the_calls_would_not_last(pace: CallPace, interval_s: float) -> None:
    assert stretched_s(3600.0, pace) == pytest.approx(interval_s)


@pytest.mark.parametrize("spent", [0, 600, 990])
def test_a_months_calls_last_until_its_end(spent: int) -> None:
    """Two pairs every quarter of an hour would take 11,520 calls; the plan allows 1,000."""
    now, used, synced = datetime(2026, 6, 1, tzinfo=UTC), spent, []
    end, agenda = month_end(now), Agenda(0.5, UTC)
    agenda.follow(dict.fromkeys("ab", now), now)
    while now < end:
        pace = CallPace(1_000 - used, (end - now).total_seconds(), 4.0)
        waited_s = (now - (agenda.last("a") or now)).total_seconds()
        planned = Planned(Schedule(on_change=False, every_minutes=15), stretched_s(900.0, pace, waited_s))
        due = agenda.take_due({"a": planned, "b": planned}, now)
        used += 2 * len(due)
        synced += [now] if due else []
        now += timedelta(minutes=5)
    assert used <= 1_000
    assert used >= spent + 0.8 * (1_000 - spent) - 4
    days = [at.day for at in synced]
    assert max(days.count(day) for day in days) <= 5 * max(1, len(days) // 30) + 1  # spread, not spent at once
    assert synced[-1] > end - timedelta(days=12)


def test_a_cost_is_told_with_the_months_use_and_the_allowance_where_there_is_one() -> None:
    assert cost_words(12, Usage(340, 1000)) == "12 calls; 340 of 1,000 used this month by AirSync"
    assert cost_words(1, Usage(1340)) == "1 call; 1,340 used this month by AirSync"
    assert used_words(0, 100_000) == "0 of 100,000 used this month"


@pytest.mark.parametrize(
    ("share", "used", "calls", "over"), [(10, 8, 2, False), (10, 8, 3, True), (None, 8, 99, False)]
)
def test_a_pairs_share_may_be_used_up_and_not_exceeded(share: int | None, used: int, calls: int, over: bool) -> None:
    assert over_share(share, used, calls) is over
