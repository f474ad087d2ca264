"""When pairs are due by the clock: intervals, times of the day, what was missed, and weeks of it in no time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from airsync_gui.schedule import (
    AT_JITTER_S,
    LEAST_MINUTES,
    MOST_JITTER_S,
    MOST_MINUTES,
    RETRY_S,
    TOGETHER_S,
    Agenda,
    Planned,
    Schedule,
    in_words,
    is_quiet,
    next_at,
    next_due,
    parsed,
    quiet_hours_of,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
HOURLY = Planned(Schedule(), 3600.0)
AT_SEVEN = Planned(Schedule(every_minutes=0, at=(time(7), time(19, 30))), 0.0)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("never", Schedule(False, 0)),
        ("change", Schedule(True, 0)),
        ("30 min", Schedule(False, 30)),
        ("Change, every 2 hours", Schedule(True, 120)),
        ("2h", Schedule(False, 120)),
        ("19:30,7:00, 07:00", Schedule(False, 0, (time(7), time(19, 30)))),
        ("change, 60 min, 07:00", Schedule(True, 60, (time(7),))),
    ],
)
def test_a_schedule_is_read_from_words_and_said_in_them(text: str, schedule: Schedule) -> None:
    assert parsed(text) == schedule
    assert parsed(str(schedule)) == schedule


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(False, 0), "Never by itself"),
        (Schedule(), "Every hour, and when meals.csv is saved"),
        (Schedule(True, 0), "When meals.csv is saved"),
        (Schedule(False, 45), "Every 45 minutes"),
        (Schedule(False, 1440, (time(7),)), "Every day, and at 07:00"),
        (
            Schedule(True, 180, (time(7), time(12), time(19, 30))),
            "Every 3 hours, at 07:00, 12:00 and 19:30, and when meals.csv is saved",
        ),
        (Schedule(False, 2880), "Every 2 days"),
    ],
)
def test_a_schedule_is_said_as_a_sentence(schedule: Schedule, words: str) -> None:
    assert in_words(schedule, "meals.csv") == words


@pytest.mark.parametrize(
    "text",
    ["", " , ", "sometimes", "7", "24:00", "07:60", "1 min", "8 days", "200 h", "10 min, 20 min", "never, 5 min"],
)
def test_what_is_no_schedule_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parsed(text)


@given(
    st.booleans(),
    st.sampled_from([0, LEAST_MINUTES, 90, MOST_MINUTES]),
    st.sets(st.times().map(lambda t: t.replace(second=0, microsecond=0)), max_size=24),
)
def test_every_schedule_is_read_as_it_is_said(on_change: bool, minutes: int, at: set[time]) -> None:
    schedule = Schedule(on_change, minutes, tuple(sorted(t.replace(fold=0) for t in at)))
    assert parsed(str(schedule)) == schedule


def test_quiet_hours_may_go_over_midnight() -> None:
    night, noon = quiet_hours_of("22:00 – 7:00"), quiet_hours_of("12:00-13:00")
    quiet = [(is_quiet(night, at, UTC), is_quiet(noon, at, UTC)) for at in (NOW.replace(hour=h) for h in range(24))]
    assert [h for h in range(24) if quiet[h][0]] == [0, 1, 2, 3, 4, 5, 6, 22, 23]
    assert [h for h in range(24) if quiet[h][1]] == [12]
    assert quiet_hours_of(" ") is None
    assert not is_quiet(None, NOW)


@pytest.mark.parametrize("text", ["22:00", "22-7", "22:00-25:00", "07:00-07:00", "-"])
def test_what_are_no_quiet_hours_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        quiet_hours_of(text)


def test_a_time_of_the_day_follows_the_clocks_that_people_set() -> None:
    spring = datetime(2026, 3, 28, 20, 0, tzinfo=ROME)  # the clocks go from 2 to 3 the night after
    first = next_at((time(2, 30), time(7)), spring, ROME)
    assert first is not None
    assert first.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    second = next_at((time(7),), first, ROME)
    assert second is not None
    assert second.astimezone(UTC) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 23, 0, tzinfo=ROME)  # half past two comes twice
    once = next_at((time(2, 30),), autumn, ROME)
    assert once is not None
    again = next_at((time(2, 30),), once, ROME)
    assert again is not None
    assert again.astimezone(UTC) - once.astimezone(UTC) == timedelta(hours=25)


def test_not_everybody_comes_at_the_full_hour_and_nobody_early() -> None:
    for share in (0.0, 0.5, 1.0):
        due = next_due(Schedule(), NOW, 3600.0, share)
        assert due is not None
        assert 0 <= (due - NOW).total_seconds() - 3600 <= MOST_JITTER_S
        at = next_due(AT_SEVEN.schedule, NOW, 0.0, share, UTC)
        assert at is not None
        assert 0 <= (at - NOW.replace(hour=19, minute=30)).total_seconds() <= AT_JITTER_S
    assert next_due(Schedule(), NOW, 3600.0, 1.0) != next_due(Schedule(), NOW, 3600.0, 0.0)


def test_what_was_missed_is_due_once() -> None:
    agenda = Agenda(0.0, UTC)
    agenda.follow({"a": NOW - timedelta(days=9), "b": NOW - timedelta(days=9)}, NOW)
    plans = {"a": HOURLY, "b": AT_SEVEN}
    assert agenda.take_due(plans, NOW) == ["a", "b"]
    assert agenda.take_due(plans, NOW) == []
    agenda.follow({"a": NOW - timedelta(days=9), "b": NOW - timedelta(days=9)}, NOW)  # it failed before it began
    assert agenda.take_due(plans, NOW + timedelta(minutes=59)) == []
    assert agenda.take_due(plans, NOW + timedelta(minutes=60)) == ["a"]
    assert agenda.take_due(plans, NOW.replace(hour=19, minute=30)) == ["a", "b"]


def test_what_passes_by_itself_is_tried_again_less_and_less_often() -> None:
    agenda, offline = Agenda(0.0, UTC), replace(HOURLY, again=True)
    agenda.follow({"a": NOW, "b": NOW}, NOW)
    plans, begun = {"a": offline, "b": replace(AT_SEVEN, again=True)}, []
    for second in range(0, 3 * 3600, 10):
        due = agenda.take_due(plans, NOW + timedelta(seconds=second))
        begun += [second // 60] if "a" in due else []
        assert ("a" in due) == ("b" in due)
    assert begun == [2, 6, 14, 30, 62, 122]  # then no more rarely than it is due anyway
    agenda.ended(["a"])
    now = NOW + timedelta(hours=3)
    agenda.follow({"a": now, "b": now}, now)
    assert agenda.when("a", offline) == now + timedelta(seconds=RETRY_S)
    assert agenda.when("a", HOURLY) == now + timedelta(hours=1)


def test_a_sync_by_somebody_else_counts() -> None:
    agenda = Agenda(0.0)
    agenda.follow({"a": NOW}, NOW)
    agenda.follow({"a": NOW + timedelta(minutes=40)}, NOW + timedelta(minutes=41))
    assert agenda.take_due({"a": HOURLY}, NOW + timedelta(minutes=61)) == []
    assert agenda.take_due({"a": HOURLY}, NOW + timedelta(minutes=100)) == ["a"]


def test_a_pair_that_was_never_synced_waits_for_its_turn() -> None:
    agenda = Agenda(0.0)
    agenda.follow({"new": None}, NOW)
    agenda.follow({"new": None}, NOW + timedelta(minutes=59))
    assert agenda.take_due({"new": HOURLY}, NOW + timedelta(minutes=59)) == []
    assert agenda.take_due({"new": HOURLY}, NOW + timedelta(minutes=60)) == ["new"]


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    agenda = Agenda(0.0)
    agenda.follow({"a": NOW + timedelta(days=400)}, NOW)
    assert agenda.take_due({"a": HOURLY}, NOW + timedelta(hours=1)) == ["a"]
    agenda.follow({"a": NOW + timedelta(days=400)}, NOW - timedelta(days=30))
    assert agenda.take_due({"a": HOURLY}, NOW - timedelta(days=30) + timedelta(hours=1)) == ["a"]


def test_pairs_that_are_due_almost_at_once_go_together_in_their_order() -> None:
    agenda = Agenda(0.0)
    soon = timedelta(seconds=TOGETHER_S - 1)
    agenda.follow({"first": NOW + soon, "second": NOW, "later": NOW + 3 * soon}, NOW + 3 * soon)
    plans = dict.fromkeys(("first", "second", "later"), HOURLY)
    assert agenda.take_due(plans, NOW + timedelta(hours=1)) == ["first", "second"]


def test_weeks_of_it_with_sleep_and_failures() -> None:
    """Three weeks, a look a minute: a day is 24 turns and two, nights of sleep are caught up once, and no more."""
    agenda, begun = Agenda(0.7, ROME), dict.fromkeys(("a", "b"), 0)
    plans = {"a": HOURLY, "b": Planned(AT_SEVEN.schedule, 0.0)}
    now = datetime(2026, 3, 20, 0, 0, tzinfo=ROME).astimezone(UTC)
    agenda.follow(dict.fromkeys(plans, now), now)
    days = 21
    for _day in range(days):
        morning = now + timedelta(hours=9)
        now = morning  # asleep until then: 07:00 was missed
        end = morning + timedelta(hours=15)
        while now < end:
            for pair_id in agenda.take_due(plans, now):
                begun[pair_id] += 1  # as if each ended before it was in history: nobody tells of it
            now += timedelta(seconds=60)
    assert days * 14 <= begun["a"] <= days * 16
    assert begun["b"] == days * 2
