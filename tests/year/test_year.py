"""The year in short: two weeks of schedule with every fault, judged as the long one is; and the rule by itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from airsync_gui.schedule import Schedule
from tests.year.life import DAY, START, Life, Pace, life
from tests.year.verdict import SLACK, Week, is_well, quarters, verdicts

pytestmark = pytest.mark.serial
WEEK = Week(1, 130_000, 30, 8, 600_000, 5_000_000, 400_000, 430, 800)


def test_what_stays_is_flat_and_what_grows_is_said() -> None:
    weeks = [replace(WEEK, number=n) for n in range(1, 13)]
    assert is_well(verdicts(weeks))
    for name in SLACK:
        leak = [replace(w, **{name: getattr(w, name) * (10 + w.number) // 10 + 10 * w.number}) for w in weeks]
        found = verdicts(leak)
        assert found[name].startswith("grows: "), name
        assert not is_well(found)
        filled = [replace(w, **{name: getattr(w, name) // 3}) for w in weeks[:5]] + weeks[5:]
        assert is_well(verdicts(filled)), name  # caches fill at the begin


def test_a_schedule_that_sleeps_or_storms_is_said() -> None:
    weeks = [replace(WEEK, number=n) for n in range(1, 9)]
    for runs in (200, 900):
        found = verdicts([*weeks, replace(WEEK, number=9, runs=runs)])
        assert found["runs"].startswith("uneven: ")
        assert not is_well(found)


def test_few_weeks_are_not_judged_and_quarters_are_even() -> None:
    assert set(verdicts([WEEK] * 3)) == {"runs"}
    assert quarters([100, 1, 1, 2, 2, 3, 3, 4, 4]) == [1, 2, 3, 4]


PACE = Pace(
    seed=7, look_s=1800, schedule=Schedule(True, 480, (time(2, 30), time(7))), edits=0.3, kinds=("csv", "sheet")
)


@pytest.fixture
def lived(tmp_path: Path, qapp: object) -> Iterator[Life]:
    gc.disable()
    gc.collect()
    with life(tmp_path, PACE) as made:
        yield made


def test_two_weeks_of_faults_leave_both_sides_alike_and_nothing_open(lived: Life) -> None:
    """All that goes wrong comes at least once; afterwards all is in step, and the program holds no more than before."""
    first, days = lived.measured(0), 14
    for day in range(days):
        lived.plan(START + day * DAY, weekday=day % 7)
    lived.at(START + timedelta(hours=6), lived.go_offline)
    lived.at(START + timedelta(hours=10), partial(lived.open_elsewhere, 12))
    lived.at(START + timedelta(hours=11), lived.hands[1].edit_there)
    lived.live(START + days * DAY)
    lived.settle()
    last = lived.measured(1)
    assert lived.bugs == []
    statuses = {line.name: line.status for line in lived.controller.lines}
    assert set(statuses.values()) == {"in_step"}, statuses
    for hands in lived.hands:
        names = [record["fields"]["Name"] for record in hands.there.records()]
        assert sorted(names) == sorted(hands.here.names())
    assert days * 2 * len(lived.hands) < last.runs < days * 16 * len(lived.hands)
    for name, most in (("handles", 20), ("threads", 8)):
        before, after = getattr(first, name), getattr(last, name)
        assert before is None or after - before <= most, name
    with lived.app.database.reading() as db:
        ended = {(row["status"], row["error"]) for row in db.execute("SELECT DISTINCT status, error FROM runs")}
    assert {("done", ""), ("stopped", "Stopped"), ("failed", "Unreachable")} <= ended
    assert ("failed", "TableNotWritable") in ended
