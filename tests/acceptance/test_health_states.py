"""Each state of health from its cause to its cure: in the window, as JSON, as an alert, and gone again."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from msgspec import Struct
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from airsync_gui.credentials import Token
from airsync_gui.health_limits import HealthLimits
from airsync_gui.jobs.alerts import AlertBook, alerts_of
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.health_states import HealthKind
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.health_panel import HealthPanel
from airsync_gui.ui.text_runs import RunsLabel
from tests.acceptance.health_world import DAY_S, HOUR_S, HealthWorld, health_world
from tests.fakes.clock import FakeCancel
from tests.jobs.bench import LIMIT_S
from tests.ui.looking import dress

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)
Hand = Callable[[HealthWorld], None]


class Case(Struct, frozen=True):
    """One state.

    Attributes:
        words: what the window and the JSON say, in part.
        alert: the key of the alert that it is told by; empty where it is told by none.
    """

    kind: HealthKind
    cause: Hand
    cure: Hand
    words: str
    alert: str = ""
    ill: bool = True


def faulty(world: HealthWorld) -> None:
    world.sandbox.faults.server_errors.every = 1
    world.sync()


def hours_without_faults(world: HealthWorld) -> None:
    world.sandbox.faults.clear()
    world.sync()
    world.clock.advance(2 * HOUR_S)


def told_to_wait(world: HealthWorld) -> None:
    world.sandbox.faults.rate_limits.next = 1
    world.sync()


def revoked(world: HealthWorld) -> None:
    next(iter(world.sandbox.tokens._tokens.values())).revoked = True
    world.sync()


def let_in_again(world: HealthWorld) -> None:
    next(iter(world.sandbox.tokens._tokens.values())).revoked = False
    world.sync()


def keyring_gone(world: HealthWorld) -> None:
    world.break_keyring()
    world.sync()


def keyring_back(world: HealthWorld) -> None:
    world.mend_keyring()
    world.sync()


def offline(world: HealthWorld) -> None:
    world.network.there = False
    world.sync()


def online(world: HealthWorld) -> None:
    world.network.there = True
    world.sync()


def month_spent(world: HealthWorld) -> None:
    world.sandbox.faults.billing_limits.every = 1
    world.sync()


def plan_is_small(world: HealthWorld) -> None:
    world.service.set_plan("", world.app.call_usage().used + 1)


def plan_is_large(world: HealthWorld) -> None:
    world.service.set_plan("team", None)


def emptied(world: HealthWorld) -> None:
    text = (world.folder / "people.csv").read_bytes()
    (world.folder / "kept").write_bytes(text)
    world.write(("Ada", 36, "London"))
    world.sync()


def filled_again(world: HealthWorld) -> None:
    (world.folder / "people.csv").write_bytes((world.folder / "kept").read_bytes())
    world.sync()


def taken_away(world: HealthWorld) -> None:
    (world.folder / "people.csv").rename(world.folder / "kept")
    world.sync()


def brought_back(world: HealthWorld) -> None:
    (world.folder / "kept").rename(world.folder / "people.csv")
    world.sync()


def a_day_too_late(world: HealthWorld) -> None:
    world.clock.advance(DAY_S + 2 * HOUR_S)


def a_week_away(world: HealthWorld) -> None:
    world.clock.advance(8 * DAY_S)


def synced(world: HealthWorld) -> None:
    world.sync()


def refused_for_days(world: HealthWorld) -> None:
    world.sandbox.faults.refused_text = "poison"
    world.replace("London", "poison")
    world.wait(1.5)


def taken_after_all(world: HealthWorld) -> None:
    world.replace("poison", "Oslo")
    world.sync()


def many_refused(world: HealthWorld) -> None:
    world.service.set_health_limits(HealthLimits(queue_most=2))
    world.sandbox.faults.refused_text = "poison"
    world.replace("London", "poison 1")
    world.replace("Rome", "poison 2")
    world.sync()


def all_taken(world: HealthWorld) -> None:
    world.replace("poison 1", "London")
    world.replace("poison 2", "Rome")
    world.sync()


def both_edited(world: HealthWorld) -> None:
    world.replace("London", "Paris")
    world.people.edit(world.people.find(Name="Ada"), {"City": "Oslo"})
    world.sync()


def decided(world: HealthWorld) -> None:
    (line,) = world.service.conflicts(world.pair_id)
    cancel = FakeCancel(world.clock)
    world.service.resolve(world.pair_id, line.uid, Answer(take=Side.LOCAL), cancel)  # type: ignore[arg-type]
    world.clock.advance(2 * HOUR_S)


def token_grows_old(world: HealthWorld) -> None:
    world.clock.advance(91 * DAY_S)
    world.sync()


def token_replaced(world: HealthWorld) -> None:
    world.app.keep_token("default", Token(world.sandbox.add_token()))
    world.sync()


PAIR = "{pair}"
CASES = {
    "errors": Case("errors", faulty, hours_without_faults, "requests failed in the last hour", "errors:"),
    "rate": Case("rate_limited", told_to_wait, hours_without_faults, "asked for a pause at 1 of", "rate_limited:"),
    "token": Case("token", revoked, let_in_again, "People can’t be synced until there is another", "key"),
    "keyring": Case("keyring", keyring_gone, keyring_back, "People can’t be synced without it.", "keyring"),
    "offline": Case("unreachable", offline, online, "It is tried again by itself for People."),
    "out of order": Case("unreachable", faulty, hours_without_faults, "It is tried again by itself for People."),
    "spent": Case("calls", month_spent, hours_without_faults, "before the next month", f"failed:{PAIR}"),
    "nearly spent": Case("calls", plan_is_small, plan_is_large, "calls to Airtable are used", "calls:", ill=False),
    "guard": Case("guard", emptied, filled_again, "People stopped before anything was written", f"guard:{PAIR}"),
    "no file": Case("failed", taken_away, brought_back, "People can’t be synced: ", f"failed:{PAIR}"),
    "stale": Case("stale", a_day_too_late, synced, "was last synced 26 hours ago", f"stale:{PAIR}"),
    "feed": Case("feed", a_week_away, synced, "The change feed of People is dead", f"feed:{PAIR}"),
    "old work": Case("queue", refused_for_days, taken_after_all, "1 change of People waits, for ", f"queue:{PAIR}"),
    "full": Case("queue", many_refused, all_taken, "2 changes of People wait.", f"queue:{PAIR}"),
    "conflicts": Case(
        "conflicts", both_edited, decided, "1 conflict of People waits for you.", f"conflicts:{PAIR}", ill=False
    ),
    "old token": Case(
        "token_age", token_grows_old, token_replaced, "access token “default” is 91 days old", "token_age:default"
    ),
}


@pytest.fixture
def world(tmp_path: Path, qapp: object) -> Iterator[HealthWorld]:
    gc.disable()
    gc.collect()
    dress()
    with health_world(tmp_path) as made:
        yield made


class Window(Struct):
    """The Health panel, over whichever start of the program there is."""

    world: HealthWorld
    panel: HealthPanel
    qtbot: QtBot

    def says(self) -> list[str]:
        """The verdict's first word, and the states, as they stand there now."""
        self.panel.controller.service = self.world.service
        with self.qtbot.waitSignal(self.panel.loaded, timeout=LIMIT_MS):
            self.panel.reload()
        QApplication.processEvents()  # what has just come into a layout is shown
        found = self.panel.findChildren(RunsLabel)
        states = [label for label in found if label.objectName().startswith("state_") and not label.isHidden()]
        return [self.panel.verdict.text().split()[0], *(label.text() for label in states)]


@pytest.fixture
def window(world: HealthWorld, qtbot: QtBot) -> Iterator[Window]:
    controller = Controller(world.service)
    panel = HealthPanel(controller)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT_MS):
        panel.show()
    yield Window(world, panel, qtbot)
    panel.hide()
    assert controller.background.close(lambda: None, LIMIT_S)


def test_every_state_has_a_cause_here() -> None:
    assert {case.kind for case in CASES.values()} == set(get_args(HealthKind))


@pytest.mark.parametrize("name", CASES)
def test_a_state_comes_with_its_cause_and_goes_with_it(name: str, world: HealthWorld, window: Window) -> None:
    case, book = CASES[name], AlertBook()

    def news() -> tuple[list[str], tuple[str, ...]]:
        told = book.news(alerts_of(world.service.pairs(), world.service.health("hour")))
        return [alert.key for alert in told.show], told.withdraw

    def in_json() -> list[str]:
        return [state["why"] for state in world.as_json()["states"] if state["state"] == case.kind]

    assert (window.says(), world.as_json()["states"], news()) == (["Healthy"], [], ([], ()))
    case.cause(world)
    seen, report = window.says(), world.as_json()
    (state,) = [state for state in report["states"] if state["state"] == case.kind]
    assert case.words in state["why"]
    assert state["why"] in seen
    assert seen[1:] == [each["why"] for each in report["states"]]
    assert (seen[0] == "Unhealthy") is (not report["healthy"]) is any(each["unhealthy"] for each in report["states"])
    assert state["unhealthy"] is case.ill
    key = case.alert.replace(PAIR, world.pair_id)
    shown, _gone = news()
    assert key in shown if key else not any(each.startswith(case.kind) for each in shown)
    assert news() == ([], ())  # once
    case.cure(world)
    assert state["why"] not in window.says()
    assert in_json() == []
    if key:
        assert key in news()[1]
