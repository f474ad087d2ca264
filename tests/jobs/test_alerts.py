"""What a desktop is told: each state once, not while somebody looks, not in quiet hours, again when it came anew."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from airsync_gui.jobs.alerts import ALL, AlertBook, News, alerts_of, undecided
from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.jobs.health_states import HealthState
from airsync_gui.jobs.snapshots import PairLine, Place
from airsync_gui.messages import Message
from airsync_gui.sync.records import Side
from tests.ui.samples.health import HOUR

HOSTILE = "Meals\x1b[31m\n<b>now</b>"
LINE = PairLine("p", "Meals", "in_step", Place(Side.LOCAL, "meals.csv"), Place(Side.AIRTABLE, "Habits › Meals"))
CONFLICTS = replace(LINE, status="needs_you", conflicts=2)
GUARD = replace(LINE, status="needs_you", problem=Message("Stopped before writing", "", ""), plan_id="x")
KEY = replace(LINE, status="failed", problem=Message("Key refused", "", ""), needs_key=True)
FAILED = replace(LINE, status="failed", problem=Message("meals.csv is not there", "", ""))
KEYRING = replace(LINE, status="failed", problem=Message("No usable keyring", "", ""), keyring_gone=True)
OFFLINE = replace(LINE, status="waiting", problem=Message("Airtable can’t be reached", "", ""))


def healthy(**changes: object) -> HealthReport:
    return replace(HOUR, healthy=True, calls_this_month=1, allowance=1000, **changes)


@pytest.mark.parametrize(
    ("line", "key", "goal", "title"),
    [
        (CONFLICTS, "conflicts:p", "conflicts", "Meals: 2 conflicts wait for you"),
        (replace(LINE, conflicts=1), "conflicts:p", "conflicts", "Meals: 1 conflict waits for you"),
        (GUARD, "guard:p", "overview", "Meals: stopped before anything was written"),
        (KEY, "key", "key", "Airtable does not accept the access token"),
        (FAILED, "failed:p", "overview", "Meals can’t be synced"),
        (KEYRING, "keyring", "overview", "No usable keyring"),
    ],
)
def test_each_state_that_needs_a_person(line: PairLine, key: str, goal: str, title: str) -> None:
    (alert,) = alerts_of([line], healthy())
    assert (alert.key, alert.goal, alert.title) == (key, goal, title)
    assert alert.pair_id == ("" if key in ("key", "keyring") else "p")


@pytest.mark.parametrize("line", [LINE, OFFLINE, replace(LINE, status="paused"), replace(LINE, status="syncing")])
def test_what_passes_by_itself_is_no_alert(line: PairLine) -> None:
    assert alerts_of([line], healthy()) == ()


@pytest.mark.parametrize(
    ("state", "goal", "title"),
    [
        (HealthState("errors", "9 of 20 failed.", alert=True), "health", "AirSync is unhealthy"),
        (HealthState("rate_limited", "9 of 20.", alert=True), "health", "Airtable asks for pauses"),
        (HealthState("stale", "Late.", "Meals", "p", alert=True), "health", "Meals is out of date"),
        (HealthState("feed", "Dead.", "Meals", "p", alert=True), "health", "Meals: the change feed is dead"),
        (HealthState("queue", "Many.", "Meals", "p", alert=True), "queue", "Meals: changes wait"),
        (HealthState("token_age", "91 days.", "work", alert=True), "key", "An access token is old"),
        (HealthState("calls", "900 of 1,000.", ill=False, alert=True), "health", "The month’s calls are nearly spent"),
    ],
)
def test_each_state_of_health_that_is_told(state: HealthState, goal: str, title: str) -> None:
    (alert,) = alerts_of([], healthy(states=(state,)))
    assert (alert.key, alert.goal, alert.title, alert.text) == (state.key, goal, title, state.words)
    assert alert.pair_id == state.pair_id
    assert alerts_of([], healthy(states=(replace(state, alert=False),))) == ()


def test_what_the_next_sync_may_mend_is_told_after_it_had_its_time() -> None:
    book, stale = AlertBook(), HealthState("stale", "Late.", "Meals", "p", alert=True)
    old = HealthState("token_age", "91 days.", "work", alert=True)
    alerts = alerts_of([], healthy(states=(stale, old)))
    assert keys(book.news(alerts, settled=False)) == [old.key]
    assert keys(book.news(alerts, settled=True)) == [stale.key]
    assert book.news(alerts, settled=False) == News()  # asleep for a while: it is not told again
    assert book.news(alerts, settled=True) == News()
    assert book.news((), settled=True).withdraw


def test_many_pairs_without_a_key_are_one_alert_and_names_are_plain() -> None:
    (alert,) = alerts_of([replace(KEY, pair_id=str(n), name=HOSTILE) for n in range(5)], None)
    assert alert.text.startswith("Meals")
    assert "and 4 more can’t be synced" in alert.text
    (alert,) = alerts_of([replace(KEYRING, pair_id=str(n), name=HOSTILE) for n in range(5)], None)
    assert "and 4 more can’t be synced" in alert.text
    assert alert.text.isprintable()
    assert all(a.title.isprintable() for a in alerts_of([replace(CONFLICTS, name=HOSTILE)], None))


def news(book: AlertBook, *lines: PairLine, seen: bool = False, silent: bool = False) -> News:
    return book.news(alerts_of(lines, None), busy=undecided(lines), seen=seen, silent=silent)


def keys(told: News) -> list[str]:
    return [alert.key for alert in told.show]


def test_a_state_is_told_once_and_again_when_it_came_anew() -> None:
    book = AlertBook()
    assert keys(news(book, CONFLICTS)) == ["conflicts:p"]
    assert news(book, CONFLICTS) == News()
    assert news(book, replace(CONFLICTS, conflicts=7)) == News()
    assert news(book, LINE) == News((), ("conflicts:p",))
    assert news(book, LINE) == News()
    assert keys(news(book, CONFLICTS)) == ["conflicts:p"]


def test_a_sync_under_way_and_a_network_that_is_gone_end_no_state() -> None:
    book = AlertBook()
    assert keys(news(book, FAILED)) == ["failed:p"]
    for between in (replace(FAILED, status="syncing", problem=None), OFFLINE):
        assert news(book, between) == News()
        assert news(book, FAILED) == News()
    assert news(book, LINE) == News((), ("failed:p",))


def test_who_looks_at_the_window_is_not_told() -> None:
    book = AlertBook()
    assert news(book, CONFLICTS, seen=True) == News()
    assert news(book, CONFLICTS) == News()


def test_what_was_shown_goes_when_the_person_comes() -> None:
    book = AlertBook()
    news(book, CONFLICTS)
    assert news(book, CONFLICTS, seen=True) == News((), ("conflicts:p",))


def test_quiet_hours_put_off_and_forget_nothing() -> None:
    book = AlertBook()
    assert news(book, CONFLICTS, FAILED_TOO, silent=True) == News()
    assert news(book, FAILED_TOO, silent=True) == News()
    assert keys(news(book, FAILED_TOO)) == ["failed:q"]


FAILED_TOO = replace(FAILED, pair_id="q")


def test_more_than_a_few_at_once_are_told_as_one() -> None:
    book = AlertBook()
    lines = [replace(CONFLICTS, pair_id=str(n), name=f"Pair {n}") for n in range(5)]
    (alert,) = news(book, *lines).show
    assert (alert.key, alert.title) == (ALL, "5 things need you")
    assert "Pair 0: 2 conflicts wait for you; and 4 more." in alert.text
    calm = [replace(line, conflicts=0, status="in_step") for line in lines]
    assert news(book, *calm[:4], lines[4]) == News()
    assert news(book, *calm) == News((), (ALL,))
