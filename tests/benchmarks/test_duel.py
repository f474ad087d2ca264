"""What the benchmarks say of two contenders: who ran when, what each took, and what is told of one that failed."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.benchmarks.__main__ import table
from tests.benchmarks.duel import Cost, Duel, Rival, fought, launched
from tests.benchmarks.measure import Figure


def noted(name: str, log: list[str], wall_s: list[float]) -> Callable[[int], Cost]:
    def run(number: int) -> Cost:
        log.append(f"{name}{number}")
        return Cost(calls=10, wall_s=wall_s[number], cpu_s=1.0, peak_mb=50.0)

    return run


def test_they_run_in_turn_and_the_middle_round_counts() -> None:
    log: list[str] = []
    rivals = [Rival("b", "state", noted("b", log, [4.0, 9.0, 6.0])), Rival("c", "", noted("c", log, [1.0] * 3))]
    first, second = fought("read", noted("a", log, [3.0, 1.0, 2.0]), rivals, 3, lambda calls: calls / 5)
    assert log == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]
    assert (first.ours.wall_s, first.theirs.wall_s, second.theirs.wall_s, first.floor_s) == (2.0, 6.0, 1.0, 2.0)
    assert first.as_json()["ratios"] == {"calls": 1.0, "wall_s": 0.333, "cpu_s": 1.0, "peak_mb": 1.0}


def test_one_that_failed_is_compared_with_nothing() -> None:
    duel = Duel("read", "b", "state", Cost(3, 1.0, 0.5, 40), Cost(9, 7.0, 0.4, 45, failed="gave up"), 0.6)
    assert set(duel.as_json()["ratios"].values()) == {None}
    assert (
        table([duel]).splitlines()[-1]
        == "| read | b | 3 / 9 | 0.60 s | 1.00 s / – | 0.50 s / – | 40 MB / – | gave up |"
    )


def test_a_command_is_measured_by_itself_and_says_how_it_ended() -> None:
    work = "import os; data = bytearray(60_000_000); sum(range(10**6)); print(os.environ['MARK']); raise SystemExit(3)"
    cost, output = launched([sys.executable, "-S", "-c", work], {"MARK": "here"})
    assert output == "here\n"
    assert cost.failed == "ended with status 3"
    assert 60 < cost.peak_mb < 110
    assert 0 < cost.cpu_s <= cost.wall_s * 1.5 + 0.1
    cost, _ = launched([sys.executable, "-S", "-c", ""], {})
    assert not cost.failed
    assert cost.peak_mb < 30  # not that of the one before, nor this process's


def test_a_figure_that_is_not_reached_says_so() -> None:
    rows = [Figure("calls", 3, 3, "calls"), Figure("pace", 1.08, 1.1, "× the floor"), Figure("time", None, 12.34, "s")]
    assert table(rows).splitlines()[2:] == [
        "| calls | 3 calls | 3 calls |  |",
        "| pace | 1.08 × the floor | 1.10 × the floor | missed |",
        "| time | – | 12.3 s |  |",
    ]
