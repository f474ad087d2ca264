"""Every reason to stop, and who can lift it."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from airsync_gui.sync.guards import Counts, Stop, check, lifted
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.records import Side


def operations(number: int, kind: Literal["create", "update", "delete"], **options: Any) -> tuple[Operation, ...]:
    return tuple(
        Operation(
            options.get("side", Side.LOCAL), kind, f"u{n}", f"n{n}", None, None, counts=options.get("counts", True)
        )
        for n in range(number)
    )


def codes(done: tuple[Operation, ...], known: int = 100, rows: int = 100, **options: Any) -> list[str]:
    both = dict.fromkeys(Side, known)
    return [stop.code for stop in check(done, Counts(both, dict.fromkeys(Side, rows), **options))]


@pytest.mark.parametrize(
    ("number", "known", "wanted"),
    [(10, 20, []), (11, 100, ["deletes"]), (11, 110, []), (12, 110, ["deletes"]), (11, 11, ["deletes"])],
)
def test_deletions_stop_above_ten_and_a_tenth(number: int, known: int, wanted: list[str]) -> None:
    assert codes(operations(number, "delete"), known) == wanted
    assert codes(operations(number, "delete"), known, first_run=True) == wanted


@pytest.mark.parametrize(("number", "known", "wanted"), [(20, 20, []), (21, 41, ["updates"]), (21, 42, [])])
def test_updates_stop_above_twenty_and_a_half_but_not_in_a_first_run(
    number: int, known: int, wanted: list[str]
) -> None:
    assert codes(operations(number, "update"), known) == wanted
    assert codes(operations(number, "update"), known, first_run=True) == []


def test_creates_and_computed_values_count_for_nothing() -> None:
    assert codes(operations(500, "create")) == []
    assert codes(operations(500, "update", counts=False)) == []


def test_each_side_is_counted_for_itself() -> None:
    done = operations(8, "delete") + operations(8, "delete", side=Side.AIRTABLE)
    assert codes(done, known=20) == []


def test_an_emptied_side_is_named() -> None:
    assert codes((), rows=0) == ["local_emptied", "airtable_emptied"]
    assert codes((), known=0, rows=0) == []


def test_a_lost_line_end_matters_only_with_lost_rows() -> None:
    assert codes((), lost_line_end=True, vanished=1) == ["local_cut"]
    assert codes((), lost_line_end=True) == []
    assert codes((), vanished=1) == []


SHARE = Stop("deletes", Side.LOCAL)
EMPTIED = Stop("local_emptied", Side.LOCAL, needs_plan_id=True)


@pytest.mark.parametrize(
    ("stops", "yes", "consent", "wanted"),
    [
        ((), False, None, True),
        ((SHARE,), False, None, False),
        ((SHARE,), True, None, True),
        ((SHARE,), False, "this", True),
        ((SHARE,), True, "other", False),
        ((EMPTIED,), True, None, False),
        ((EMPTIED, SHARE), False, "this", True),
        ((), False, "other", False),
    ],
)
def test_who_can_lift_what(stops: tuple[Stop, ...], yes: bool, consent: str | None, wanted: bool) -> None:
    assert lifted(stops, "this", yes=yes, consent=consent) is wanted
