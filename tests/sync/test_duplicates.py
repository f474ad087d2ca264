"""What counts as a duplicate, and what merging a group comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from airsync_gui.sync.duplicates import Group, groups_in, merged
from airsync_gui.sync.records import Row, Side, Value, Values
from tests.sync.examples import AMBIGUOUS, CITY, COUNT, KIND, NOTE, here, pair_of, there, values

FIELDS = (CITY, NOTE, COUNT, KIND)


def found(*rows: Row, **options: object) -> list[Group]:
    return groups_in(replace(pair_of(), **options), Side.AIRTABLE, rows)


def group(*rows: Row) -> Group:
    (only,) = found(*rows)
    return only


@pytest.mark.parametrize(
    ("left", "right"),
    [("Ann", "Ann"), ("Ann", "aNN"), ("Ann", " Ann\t"), ("Ünal", "U\u0308nal"), ("Straße", "STRASSE")],
)
def test_the_same_but_for_capitals_space_and_spelling(left: str, right: str) -> None:
    made = group(there("rec1", Name=left), there("rec2", Name="Bob"), there("rec3", Name=right))
    assert [row.row_id for row in made.rows] == ["rec1", "rec3"]
    assert (made.label, made.twins) == (left, left == right)


@pytest.mark.parametrize(("left", "right"), [("Ann", "An n"), ("Ann", "Änn"), ("Ann", "Anna"), ("", "")])
def test_other_names_are_others(left: str, right: str) -> None:
    assert found(there("rec1", Name=left or None), there("rec2", Name=right or None)) == []


def test_all_of_a_key_counts() -> None:
    rows = (there("rec1", Name="Ann", City="Rome"), there("rec2", Name="ann", City="rome"), there("rec3", Name="Ann"))
    (both,) = found(*rows, key=("fldName", "fldCity"))
    assert [row.row_id for row in both.rows] == ["rec1", "rec2"]
    assert both.label == "Ann, Rome"


def test_numbers_are_keys_too() -> None:
    rows = (there("rec1", Count=Decimal("1.0")), there("rec2", Count=Decimal(1)), there("rec3", Count=Decimal(2)))
    (both,) = found(*rows, key=("fldCount",))
    assert [row.row_id for row in both.rows] == ["rec1", "rec2"]


def test_rows_that_can_not_be_read_are_left_out() -> None:
    rows = [here(1, Name="Ann"), here(2, malformed="has too few cells"), here(3, {"Name": AMBIGUOUS})]
    assert groups_in(pair_of(), Side.LOCAL, rows) == []


def test_a_group_keeps_its_id_while_it_is_told_by_the_same_key() -> None:
    first = group(there("rec1", Name="Ann"), there("rec2", Name="ann "))
    assert group(there("rec9", Name="ANN"), there("rec1", Name="Ann")).id == first.id
    assert group(there("rec1", Name="Bob"), there("rec2", Name="bob")).id != first.id
    (local,) = groups_in(pair_of(), Side.LOCAL, first.rows)
    assert local.id != first.id


# -- merging --------------------------------------------------------------------------------------------------------


ANN = there("rec1", Name="Ann", City="Rome")
TWIN = there("rec2", Name="Ann", City="Oslo", Note="tall")
THIRD = there("rec3", Name="Ann", Note="tall", Count=Decimal(3))


def merge(kept: Row, *others: Row, **chosen: Value) -> tuple[Values, dict[str, tuple[Value, ...]], tuple[str, ...]]:
    work = merged(group(kept, *others), kept, FIELDS, values(**chosen))
    assert work.others == others
    return work.values, dict(work.differing), work.undecided


def test_blanks_are_filled_and_the_kept_ones_values_stay() -> None:
    assert merge(ANN, TWIN, THIRD) == (values(Note="tall", Count=Decimal(3)), {"fldCity": ("Rome", "Oslo")}, ())


def test_what_differs_where_the_kept_one_is_blank_is_left_to_a_person() -> None:
    bare = there("rec0", Name="Ann")
    assert merge(bare, ANN, TWIN)[2] == ("fldCity",)
    assert merge(bare, ANN, TWIN, City="Oslo") == (
        values(City="Oslo", Note="tall"),
        {"fldCity": ("Rome", "Oslo")},
        (),
    )


def test_a_person_may_choose_another_value_or_none() -> None:
    assert merge(ANN, TWIN, City="Bonn", Note=None)[0] == values(City="Bonn")
    assert merge(ANN, TWIN, City=None, Note=None)[0] == values(City=None)
    assert merge(ANN, TWIN, City="Rome", Note=None)[0] == {}


def test_lists_in_another_order_do_not_differ() -> None:
    left, right = there("rec1", Name="Ann", Kind=("a", "b")), there("rec2", Name="Ann", Kind=("b", "a"))
    assert merge(left, right) == ({}, {}, ())
