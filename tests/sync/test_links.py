"""Keys and record ids of links, and the order of pairs that link to one another; nothing else is there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from airsync_gui.sync.links import KeyBook, Names, in_link_order, key_book, key_text, linked_table, reaches
from airsync_gui.sync.pairs import Direction, Drift
from airsync_gui.sync.records import CellProblem, Memory, Row, Side, Value
from airsync_gui.sync.schema import Field
from tests.sync.examples import decided, known, memory, pair_of, said, there, values

PASTA, SALAD, SOUP = "recPasta000000001", "recSalad000000002", "recSoup0000000003"
BOOK = KeyBook("Recipes", {PASTA: "Pasta", SALAD: "Salad"})


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (("Pasta",), "Pasta"),
        (("Oslo", date(2026, 5, 12)), "Oslo, 2026-05-12"),
        ((Decimal("12.50"),), "12.5"),
        ((datetime(2026, 5, 12, tzinfo=UTC),), "2026-05-12T00:00:00.000Z"),
        ((True, ("a", "b")), "true, a, b"),
    ],
)
def test_a_key_as_one_text(key: tuple[Value, ...], text: str) -> None:
    assert key_text(key) == text


def test_the_book_of_a_pair_leaves_out_what_has_no_key_there() -> None:
    gone = Memory("u2", "x", "rec2", local=values(Name="Gone"), tombstone=Side.LOCAL)
    nameless = Memory("u3", "y", "rec3", local={"fldName": None})
    unsent = Memory("u4", "z", None, local=values(Name="New"))
    assert key_book(pair_of(), [memory("Ann"), gone, nameless, unsent]).keys == {"rec1": "Ann"}


def test_a_numeric_key_may_be_spelled_in_several_ways() -> None:
    numbers = key_book(pair_of(), [Memory("u1", "x", PASTA, local={"fldName": Decimal(5)})])
    assert Names(numbers).resolve(["5.0"], ()).ids == (PASTA,)
    assert not Names(numbers).resolve(["5.0"], ()).outdated
    assert Names(numbers).resolve(["x"], ()).unknown == "x"


@pytest.mark.parametrize(
    ("former", "last", "members", "ids", "unknown", "outdated"),
    [
        ({}, (), ["Salad", "Pasta"], (SALAD, PASTA), None, False),
        ({}, (), ["Pasta", "Pasta", PASTA], (PASTA,), None, True),
        ({}, (), [SOUP], (SOUP,), None, False),
        ({}, (), ["Soup", "Pasta"], (PASTA,), "Soup", False),
        ({PASTA: {"Noodles"}}, (), ["Noodles"], (PASTA,), None, True),
        # The keys changed places: what the cell linked to says what it means.
        ({PASTA: {"Salad"}, SALAD: {"Pasta"}}, (PASTA, SALAD), ["Pasta", "Salad"], (SALAD, PASTA), None, True),
        ({PASTA: {"Salad"}, SALAD: {"Pasta"}}, (), ["Pasta"], (PASTA,), None, False),
        ({SOUP: {"Pasta"}}, (SOUP,), ["Pasta"], (SOUP,), None, True),
        ({SOUP: {"Pasta"}}, (), ["Pasta"], (PASTA,), None, False),
        ({SOUP: {"x"}, PASTA: {"x"}}, (), ["x"], (), "x", False),
    ],
)
def test_what_a_cell_stands_for(
    former: dict[str, set[str]], last: Any, members: list[str], ids: Any, unknown: str | None, outdated: bool
) -> None:
    names = Names(BOOK, {record_id: frozenset(texts) for record_id, texts in former.items()})
    found = names.resolve(members, last)
    assert (found.ids, found.unknown, found.outdated) == (ids, unknown, outdated)


def test_a_key_that_two_records_have_is_shown_as_ids() -> None:
    twins = Names(KeyBook("Recipes", {PASTA: "Stew", SALAD: "Stew", SOUP: SALAD}))
    assert twins.written((PASTA, SALAD, SOUP, "recOther000000009")) == (PASTA, SALAD, SOUP, "recOther000000009")
    assert twins.resolve(["Stew"], ()).several == 2


def test_a_record_that_is_gone_keeps_the_name_that_cells_have_for_it_while_it_is_its_alone() -> None:
    former = {SOUP: frozenset({"Soup"})}
    names = Names(BOOK, former)
    assert names.written((SOUP, PASTA)) == ("Soup", "Pasta")
    found = names.resolve(["Soup"], (SOUP,))
    assert (found.ids, found.outdated) == ((SOUP,), False)
    assert Names(KeyBook("Recipes", {PASTA: "Soup"}), former).written((SOUP,)) == (SOUP,)
    assert Names(KeyBook(), former).written((SOUP,)) == (SOUP,)
    assert Names(BOOK, {SOUP: frozenset({"Soup", "Broth"})}).written((SOUP,)) == (SOUP,)
    assert Names(BOOK, {SOUP: frozenset({"x"}), "recGone0000000009": frozenset({"x"})}).written((SOUP,)) == (SOUP,)


def test_without_a_pair_cells_show_ids_whatever_they_look_like() -> None:
    assert Names(KeyBook()).resolve(["rec1"], ()).ids == ("rec1",)


def test_only_a_link_names_a_linked_table() -> None:
    assert linked_table(Field("f", "F", "multipleRecordLinks", {"linkedTableId": "tbl1"})) == "tbl1"
    assert linked_table(Field("f", "F", "multipleLookupValues", {"linkedTableId": "tbl1"})) is None


@pytest.mark.parametrize(
    ("links", "order"),
    [
        ({}, "abcd"),
        ({"a": "b"}, "bacd"),
        ({"a": "c", "c": "d"}, "dcab"),
        ({"a": "b", "b": "a"}, "bacd"),
        ({"a": "a"}, "abcd"),
        ({"a": "x"}, "abcd"),
    ],
)
def test_those_that_others_link_to_come_first(links: dict[str, str], order: str) -> None:
    assert "".join(in_link_order("abcd", links)) == order


def test_reaches_goes_over_any_number_of_steps() -> None:
    links = {"a": "b", "b": "c", "c": "bd"}
    assert reaches("a", "d", links)
    assert reaches("b", "b", links)
    assert not reaches("a", "a", links)
    assert not reaches("d", "a", links)


# -- what becomes of a record ---------------------------------------------------------------------------------------

OUTDATED = Row("r1", values(Name="Ann", Note="n"), label="row 1", outdated=frozenset({"fldNote"}))
IN_STEP = memory(local=known(Name="Ann", Note="n"), airtable=known(Name="Ann", Note="n"))


def test_an_outdated_cell_is_written_anew_and_counts_for_no_guard() -> None:
    decision = decided(OUTDATED, there(Name="Ann", Note="n"), IN_STEP)
    assert said(decision) == "local update Note"
    assert not decision.operations[0].counts
    assert decision.operations[0].values == {"fldNote": "n"}


def test_an_outdated_cell_of_a_push_pair_stays() -> None:
    assert said(decided(OUTDATED, there(Name="Ann", Note="n"), IN_STEP, direction=Direction.PUSH)) == "nothing"


def test_an_edited_outdated_cell_goes_there_and_is_written_here_too() -> None:
    edited = Row("r1", values(Name="Ann", Note="new"), label="row 1", outdated=frozenset({"fldNote"}))
    assert said(decided(edited, there(Name="Ann", Note="n"), IN_STEP)) == "local update Note, airtable update Note"


def test_drift_is_left_also_where_it_is_outdated() -> None:
    edited = Row("r1", values(Name="Ann", Note="new"), label="row 1", outdated=frozenset({"fldNote"}))
    options: dict[str, Any] = {"direction": Direction.PULL, "drift": Drift.LEAVE}
    decision = decided(edited, there(Name="Ann", Note="n"), IN_STEP, **options)
    assert (said(decision), decision.operations) == ("drift updated", [])


WAITING = CellProblem("waiting", "Soup", "links to “Soup”, which is not in Airtable yet")


def test_a_link_that_waits_is_left_out_and_told() -> None:
    row = Row("r1", values(Name="Ann", City="Oslo"), {"fldNote": WAITING}, label="row 1")
    created = decided(row, None, None)
    assert said(created) == "airtable create"
    assert "fldNote" not in created.operations[0].values
    assert not created.invalid
    updated = decided(row, there(Name="Ann", Note="n"), IN_STEP)
    assert said(updated) == "airtable update City"
    assert [(n.code, n.field) for n in updated.notes] == [("link_waits", "fldNote")]
    assert not decided(row, there(Name="Ann"), memory(), direction=Direction.PULL).notes
