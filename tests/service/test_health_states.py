"""What counts for health, at its edges: limits that are reached or off, paused pairs, and many pairs at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from airsync_gui import errors
from airsync_gui.call_budget import Usage
from airsync_gui.health_limits import USUAL, HealthLimits
from airsync_gui.jobs.health_report import ReadingLine
from airsync_gui.jobs.health_states import TokenAge
from airsync_gui.service.health_states import Facts, PairFacts, requests_words, states, token_ages, why
from airsync_gui.state.health import Figures

NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)
CALM = Facts(USUAL, NOW, Figures(NOW, 100), "in the last hour", Usage(10, 1_000))
PAIR = PairFacts("p1", "Meals", synced_at=NOW - timedelta(hours=1), due_at=NOW)
OFF = HealthLimits(
    error_percent=0,
    rate_limited_percent=0,
    stale_hours=0,
    queue_most=0,
    queue_hours=0,
    token_days=0,
    calls_percent=0,
)


def kinds(facts: Facts) -> list[str]:
    return [state.kind for state in states(facts)]


@pytest.mark.parametrize(
    ("below", "at", "kind"),
    [
        (replace(CALM, figures=Figures(NOW, 100, 4)), replace(CALM, figures=Figures(NOW, 100, 5)), "errors"),
        (
            replace(CALM, figures=Figures(NOW, 1_000, 19, 19)),
            replace(CALM, figures=Figures(NOW, 1_000, 20, 20)),
            "rate_limited",
        ),
        (
            replace(CALM, pairs=[replace(PAIR, due_at=NOW - timedelta(hours=23, minutes=59))]),
            replace(CALM, pairs=[replace(PAIR, due_at=NOW - timedelta(hours=24))]),
            "stale",
        ),
        (
            replace(CALM, pairs=[replace(PAIR, waits=999, waits_since=NOW)]),
            replace(CALM, pairs=[replace(PAIR, waits=1_000, waits_since=NOW)]),
            "queue",
        ),
        (
            replace(CALM, pairs=[replace(PAIR, waits=1, waits_since=NOW - timedelta(hours=23))]),
            replace(CALM, pairs=[replace(PAIR, waits=1, waits_since=NOW - timedelta(hours=24))]),
            "queue",
        ),
        (replace(CALM, usage=Usage(899, 1_000)), replace(CALM, usage=Usage(900, 1_000)), "calls"),
    ],
)
def test_a_limit_counts_from_where_it_is_reached_and_0_is_none(below: Facts, at: Facts, kind: str) -> None:
    assert kinds(below) == []
    assert kinds(at) == [kind]
    assert kinds(replace(at, limits=OFF)) == []


def test_a_token_is_old_from_its_day_on() -> None:
    stored = {"home": NOW - timedelta(days=90), "work": NOW - timedelta(days=89, hours=23), "none": NOW}
    ages = token_ages(stored, ["work", "home"], NOW, 90)
    assert ages == (TokenAge("home", 90, old=True), TokenAge("work", 89, old=False))
    assert kinds(replace(CALM, tokens=ages)) == ["token_age"]
    assert not token_ages(stored, ["home"], NOW, 0)[0].old
    assert token_ages({"home": NOW + timedelta(days=3)}, ["home"], NOW, 90)[0].days == 0  # the clock was set back


def test_no_plan_and_no_clock_and_no_sync_yet_make_nothing_late_or_spent() -> None:
    never = replace(PAIR, synced_at=None, due_at=None)
    by_hand = replace(PAIR, synced_at=NOW - timedelta(days=400), due_at=None)
    assert kinds(replace(CALM, usage=Usage(10**6), pairs=[never, by_hand])) == []


def test_a_paused_pair_can_only_have_conflicts() -> None:
    ill = replace(
        PAIR,
        error=errors.TableMissing,
        due_at=NOW - timedelta(days=9),
        conflicts=2,
        waits=5_000,
        waits_since=NOW - timedelta(days=9),
    )
    feeds = [ReadingLine("p1", "Meals", "feed", dead=True, words="")]
    assert kinds(replace(CALM, pairs=[ill], readings=feeds)) == ["failed", "stale", "feed", "queue", "conflicts"]
    assert kinds(replace(CALM, pairs=[replace(ill, paused=True)], readings=feeds)) == ["conflicts"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.KeyRejected, "token"),
        (errors.NotPermitted, "token"),
        (errors.NoKey, "token"),
        (errors.KeyringUnavailable, "keyring"),
        (errors.Unreachable, "unreachable"),
        (errors.ServerFault, "unreachable"),
        (errors.AllowanceSpent, "calls"),
        (errors.Stopped, "guard"),
        (errors.TableNotWritable, "failed"),
        (errors.BudgetSpent, "failed"),
        (errors.Cancelled, None),
        (errors.Busy, None),
        (errors.RateLimited, None),
    ],
)
def test_each_error_is_of_one_kind(error: type[errors.AirSyncError], kind: str | None) -> None:
    found = states(replace(CALM, pairs=[replace(PAIR, error=error)]))
    assert [state.kind for state in found] == ([kind] if kind else [])
    assert all(state.words.endswith(".") and "Meals" in state.words and state.ill for state in found)


def test_a_month_that_is_used_up_is_not_told_as_a_pace_that_was_too_fast() -> None:
    spent = replace(CALM, figures=Figures(NOW, 20, 1, 1), pairs=[replace(PAIR, error=errors.AllowanceSpent)])
    assert kinds(spent) == ["errors", "calls"]


def test_what_many_pairs_share_is_told_once_and_names_are_plain() -> None:
    pairs = [
        replace(PAIR, pair_id=str(n), name="Meals\x1b[31m\n" if not n else f"P{n}", error=errors.NoKey)
        for n in range(3)
    ]
    (state,) = states(replace(CALM, pairs=pairs))
    assert (state.name, state.pair_id, state.key) == ("", "", "token:")
    assert "Meals[31m" in state.words
    assert "and 2 more" in state.words
    assert state.words.isprintable()


def test_why_tells_of_requests_first_and_of_the_gravest_of_the_rest() -> None:
    facts = replace(
        CALM,
        pairs=[replace(PAIR, error=errors.Stopped, conflicts=1)],
        tokens=(TokenAge("work", 91, old=True),),
    )
    said = why(states(facts), requests_words(facts.figures, facts.when, facts.limits))
    assert said == (
        "0 of 100 requests failed in the last hour. Unhealthy from 5 %. "
        "Meals stopped before anything was written: a guard asks what to do. And 1 thing more."
    )
    assert requests_words(facts.figures, facts.when, OFF) == "0 of 100 requests failed in the last hour."
    assert requests_words(Figures(NOW), facts.when, OFF) == "No requests in the last hour."
