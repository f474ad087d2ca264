"""Every fault × every kind of call, on a small pair with everything to do. The table: packaging/dev faults."""

from __future__ import annotations

import pytest

from airsync_gui.sync.feed import Way
from tests.acceptance.faults import FAULTS, HOOKS, KINDS, QUESTIONS, WRITES, Fault, Wrong, run, try_out
from tests.acceptance.faulty_pair import Stage


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("matrix"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_ends_as_it_should_and_comes_to_rest(fault: Fault, stage: Stage) -> None:
    wrong = []
    for kind, always, expected in fault.trials():
        with stage.trial(kind, in_turn=not always) as trial:
            try:
                found = try_out(trial, fault, kind, always=always).found
            except Wrong as error:
                found = str(error)
            if found != expected:
                wrong.append((kind, "always" if always else "once", found, expected))
    assert not wrong


def test_every_kind_of_call_meets_enough_faults() -> None:
    for kind in KINDS:
        assert sum(kind in fault.always for fault in FAULTS) >= 18, kind
    for kind in HOOKS:
        assert sum(kind in fault.hooks for fault in FAULTS) >= 14, kind
    assert set(QUESTIONS) | set(WRITES) == set(KINDS)


def test_without_a_fault_it_takes_eight_calls_and_four_for_a_change_feed_that_is_gone(stage: Stage) -> None:
    with stage.trial() as trial:
        ended = run(trial)
    assert (ended.found, ended.calls, ended.wrote) == ("0", 8 + 4, True)
    assert ended.seconds < 10  # paced, and nothing waited for


@pytest.mark.parametrize(("kind", "calls"), [("hook_payloads", 7), ("hook_refresh", 9)])
def test_with_a_change_feed_it_takes_seven_and_two_once_in_days(kind: str, calls: int, stage: Stage) -> None:
    with stage.trial(kind) as trial:
        ended = run(trial)
        assert (ended.found, ended.calls, ended.wrote) == ("0", calls, True)
        assert trial.feed()[0].way is Way.FEED
