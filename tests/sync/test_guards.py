"""Every reason to stop, and who can lift it."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from airsync_gui.sync.guards import Counts, Stop, check, copy_first, lifted
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


@pytest.mark.parametrize("kind", ["delete", "update"])
def test_a_stop_names_its_side_its_records_and_how_many_there_are(kind: Literal["delete", "update"]) -> None:
    for side in Side:
        known = {side: 30, side.other: 10_000}
        (stop,) = check(operations(25, kind, side=side), Counts(known, known))
        assert (stop.side, stop.labels, stop.of) == (side, tuple(f"n{n}" for n in range(25)), 30)
        assert not stop.needs_plan_id
        assert check(operations(25, kind, side=side.other), Counts(known, known)) == ()


def test_what_a_person_chose_counts_for_no_guard() -> None:
    assert codes(operations(500, "delete", counts=False)) == []


def test_what_looks_like_a_lost_table_needs_the_plans_own_id() -> None:
    both = dict.fromkeys(Side, 5)
    emptied = check((), Counts(both, dict.fromkeys(Side, 0)))
    assert [(stop.side, stop.of, stop.needs_plan_id) for stop in emptied] == [(side, 5, True) for side in Side]
    (cut,) = check((), Counts(both, both, lost_line_end=True, vanished=2))
    assert (cut.side, cut.of, cut.needs_plan_id) == (Side.LOCAL, 2, True)
    (cut,) = check((), Counts(both, both, lost_line_end=True, last_row_cut=True))
    assert (cut.code, cut.of) == ("local_cut", 0)


def test_an_emptied_side_is_named() -> None:
    assert codes((), rows=0) == ["local_emptied", "airtable_emptied"]
    assert codes((), known=0, rows=0) == []


def test_each_side_is_emptied_for_itself_and_this_computers_stops_come_first() -> None:
    never_had_any = Counts({Side.LOCAL: 0, Side.AIRTABLE: 7}, dict.fromkeys(Side, 0))
    assert [stop.code for stop in check((), never_had_any)] == ["airtable_emptied"]

    def stopped(*emptied: Side, done: tuple[Operation, ...] = ()) -> list[tuple[str, Side, int]]:
        known = {Side.LOCAL: 5, Side.AIRTABLE: 7}
        rows = {side: 0 if side in emptied else 3 for side in Side}
        return [(stop.code, stop.side, stop.of) for stop in check(done, Counts(known, rows))]

    assert stopped(Side.LOCAL) == [("local_emptied", Side.LOCAL, 5)]
    assert stopped(Side.AIRTABLE) == [("airtable_emptied", Side.AIRTABLE, 7)]
    done = operations(11, "delete", side=Side.AIRTABLE) + operations(11, "delete")
    assert stopped(done=done) == [("deletes", Side.LOCAL, 5), ("deletes", Side.AIRTABLE, 7)]
    assert [code for code, _, _ in stopped(Side.LOCAL, done=done)] == ["local_emptied", "deletes", "deletes"]


def test_a_lost_line_end_matters_only_with_lost_rows() -> None:
    assert codes((), lost_line_end=True, vanished=1) == ["local_cut"]
    assert codes((), lost_line_end=True) == []
    assert codes((), vanished=1) == []


def test_what_is_written_in_airtable_waits_for_approval_where_the_pair_says_so() -> None:
    done = operations(2, "create", side=Side.AIRTABLE) + operations(3, "update")
    both = dict.fromkeys(Side, 5)
    (stop,) = check(done, Counts(both, both, ask_first=True))
    assert (stop.code, stop.side, stop.labels, stop.needs_plan_id) == (
        "unapproved", Side.AIRTABLE, ("n0", "n1"), True
    )  # fmt: skip
    assert check(done, Counts(both, both)) == ()
    assert codes(operations(3, "delete"), ask_first=True) == []
    assert codes(operations(3, "update", side=Side.AIRTABLE, counts=False), ask_first=True) == []


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
        ((EMPTIED, SHARE), True, None, False),
        ((), False, "other", False),
    ],
)
def test_who_can_lift_what(stops: tuple[Stop, ...], yes: bool, consent: str | None, wanted: bool) -> None:
    assert lifted(stops, "this", yes=yes, consent=consent) is wanted


@pytest.mark.parametrize(
    ("deletes", "updates", "rows", "wanted"),
    [
        (10, 0, 10, False),
        (11, 0, 110, False),
        (11, 0, 109, True),
        (0, 20, 20, False),
        (0, 21, 42, False),
        (0, 21, 41, True),
        (6, 15, 41, True),
        (6, 15, 42, False),
    ],
)
def test_a_copy_comes_before_a_guards_share_of_changes_here(
    deletes: int, updates: int, rows: int, wanted: bool
) -> None:
    done = operations(deletes, "delete") + operations(updates, "update")
    assert copy_first(done, (), rows) is wanted
    there = operations(deletes, "delete", side=Side.AIRTABLE) + operations(updates, "update", side=Side.AIRTABLE)
    assert not copy_first(there, (), rows)


def test_new_rows_and_computed_values_call_for_no_copy() -> None:
    assert not copy_first(operations(500, "create") + operations(500, "update", counts=False), (), 10)


def test_what_a_person_agreed_to_is_copied_first_however_little_it_is() -> None:
    emptied = (Stop("airtable_emptied", Side.AIRTABLE, of=3, needs_plan_id=True),)
    assert copy_first(operations(3, "delete"), emptied, 3)
    assert not copy_first(operations(3, "create"), emptied, 3)
