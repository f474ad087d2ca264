"""The collector of the GUI thread: cycles go soon, and a heap that grows is left alone until all is quiet."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from airsync_gui.jobs.collector import MOST_AT_ONCE, QUIET_LOOKS, WORTH_A_LOOK, Collector

pytestmark = [pytest.mark.serial, pytest.mark.usefixtures("qapp")]


class Knot:
    """Refers to itself, so that only a collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    made._timer.stop()
    gc.collect()
    yield made
    made.stop()


def knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_a_cycle_is_freed_at_the_next_look(collector: Collector) -> None:
    lost = knot()
    some: list[object] = [[] for _ in range(2 * WORTH_A_LOOK)]
    collector.look()
    assert lost() is None
    assert some


def test_a_few_objects_are_not_worth_it(collector: Collector) -> None:
    lost = knot()
    collector.look()
    assert lost() is not None


def test_what_much_work_made_is_looked_at_when_it_is_over(collector: Collector) -> None:
    lost = knot()
    much: list[object] = [[] for _ in range(2 * MOST_AT_ONCE)]
    before = gc.get_freeze_count()
    collector.look()
    assert lost() is not None
    assert gc.get_freeze_count() >= before + len(much)
    assert gc.get_count()[0] < WORTH_A_LOOK
    for _ in range(QUIET_LOOKS - 1):
        collector.look()
    assert lost() is not None
    collector.look()
    assert lost() is None
    assert much


def test_what_lives_on_is_not_looked_at_again_and_again(collector: Collector) -> None:
    before = gc.get_freeze_count()
    alive: list[object] = []
    while len(alive) <= MOST_AT_ONCE:
        alive += [[] for _ in range(2 * WORTH_A_LOOK)]
        collector.look()
    assert gc.get_freeze_count() > before + MOST_AT_ONCE


def test_at_the_end_nothing_stays_set_aside(collector: Collector) -> None:
    gc.freeze()
    collector.stop()
    assert gc.get_freeze_count() == 0
