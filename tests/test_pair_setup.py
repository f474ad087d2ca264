"""From names to a pair that is kept by ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from airsync_gui.errors import NotFound, UsageError
from airsync_gui.local.numbers import WithUnit
from airsync_gui.pair_setup import (
    Misfit,
    Wishes,
    change_field_rules,
    check_key,
    check_rules,
    find_table,
    learn_fields,
    make_pair,
    map_anew,
    map_columns,
    unmap,
)
from airsync_gui.sync.pairs import Pair, Policy
from airsync_gui.sync.records import CellProblem, Row
from airsync_gui.sync.schema import Field, TableSchema

SCHEMA = TableSchema(
    base_id="appA",
    table_id="tblA",
    name="People",
    primary_field_id="fldName",
    base_name="Club",
    fields=(
        Field("fldName", "Name", "singleLineText", {}),
        Field("fldCity", "City", "singleLineText", {}),
        Field("fldAge", "Age", "number", {"precision": 0}),
        Field("fldMade", "Made", "createdTime", {}),
        Field("fldStamp", "Stamp", "dateTime", {}),
    ),
)
COLUMNS = ("Age", "Name", "City", "Extra")


def wishes(**changes: Any) -> Wishes:
    return Wishes(**{"name": "P", "source": "/p.csv", "key": ["Name"], **changes})


def made(columns: Sequence[str] = COLUMNS, **changes: Any) -> Pair:
    return make_pair(wishes(**changes), columns, SCHEMA, pair_id="1", endpoint="api.airtable.com")


class Bases:
    """Knows one table, and what it was asked for."""

    def __init__(self, base: str, table: str) -> None:
        self.known = base, table

    def find_table(self, base: str, table: str) -> TableSchema:
        if base != self.known[0]:
            raise NotFound(what="base", name=base, where="", choices=[self.known[0]])
        if table != self.known[1]:
            raise NotFound(what="table", name=table, where=base, choices=[self.known[1]])
        return SCHEMA


@pytest.mark.parametrize(("base", "table"), [("a", "b"), ("a/b", "c"), ("a", "b/c"), ("a / b", "c / d/e")])
def test_a_table_is_found_wherever_the_slash_is(base: str, table: str) -> None:
    known: Any = Bases(base, table)
    assert find_table(known, f"{base}/{table}") is SCHEMA


def test_the_nearest_miss_is_told() -> None:
    known: Any = Bases("a/b", "c")
    for named, what in (("a/b/d", "table"), ("x/y/z", "base")):
        with pytest.raises(NotFound) as caught:
            find_table(known, named)
        assert caught.value.what == what
    with pytest.raises(UsageError, match="BASE/TABLE"):
        find_table(known, "ab")


def test_equal_names_find_each_other_in_the_tables_order() -> None:
    assert map_columns(COLUMNS, SCHEMA, {}) == {"fldName": "Name", "fldCity": "City", "fldAge": "Age"}


def test_blanks_around_a_name_do_not_count_where_it_is_one_of_its_kind() -> None:
    assert map_columns((" Name ", "City", "City "), SCHEMA, {}) == {"fldName": " Name ", "fldCity": "City"}
    assert map_columns(("Name", " City", "City "), SCHEMA, {}) == {"fldName": "Name"}
    assert map_columns(("Name", "City "), SCHEMA, {}, ["City "]) == {"fldName": "Name"}


def test_a_column_that_is_left_out_takes_no_part_whatever_its_name() -> None:
    assert map_columns(COLUMNS, SCHEMA, {}, ["Age"]) == {"fldName": "Name", "fldCity": "City"}
    assert "fldAge" not in made(left_out=["Age"]).columns


def test_a_rename_goes_before_an_equal_name() -> None:
    assert map_columns(("Name", "City"), SCHEMA, {"City": "Name"}) == {"fldName": "City"}
    assert map_columns(("Name", "City"), SCHEMA, {"City": "fldAge"}) == {"fldName": "Name", "fldAge": "City"}


def test_nothing_in_common_is_told_with_both_lists() -> None:
    with pytest.raises(UsageError, match=r"Columns: X, Y\. Fields: Name, City"):
        map_columns(("X", "Y"), SCHEMA, {})


def test_a_pair_knows_ids_names_and_types() -> None:
    pair = made(key=["Name", "City"], version_field="Age", stamp_field="Stamp", columns=("Name", "City"))
    assert pair.key == ("fldName", "fldCity")
    assert pair.field_types == {"fldName": "singleLineText", "fldCity": "singleLineText"}
    assert pair.field_names["fldAge"] == "Age"
    assert (pair.base_name, pair.table_name, pair.version_field, pair.stamp_field) == (
        "Club",
        "People",
        "fldAge",
        "fldStamp",
    )


def test_the_key_may_be_named_by_its_column() -> None:
    assert made(("Who", "City"), key=["Who"], renames={"Who": "Name"}).key == ("fldName",)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"key": []}, "needs a key"),
        ({"key": ["Name", "fldName"]}, "named twice"),
        ({"key": ["Stamp"]}, "has no column"),
        ({"key": ["Made"], "renames": {"Extra": "Made"}}, "Airtable computes it"),
        ({"renames": {"Extra": "City", "Age": "City"}}, "mapped twice"),
        ({"policy": Policy.OPTIMISTIC_LOCK}, "--version-field"),
        ({"policies": {"City": Policy.OPTIMISTIC_LOCK}}, "whole pair"),
        ({"version_field": "Age", "key": ["Age"]}, "can't be part of the key"),
        ({"version_field": "City"}, "must be a number"),
        ({"stamp_field": "Age"}, "must be a date with time"),
        ({"required": ["Stamp"]}, "has no column"),
    ],
)
def test_what_can_not_work_is_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(UsageError) as caught:
        made(**changes)
    assert fault in caught.value.detail


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"renames": {"Nope": "City"}}, "column"),
        ({"renames": {"City": "Nope"}}, "field"),
        ({"key": ["Nope"]}, "field"),
        ({"time_column": "Nope"}, "column"),
        ({"max_length": {"Nope": 3}}, "field"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(NotFound) as caught:
        made(**changes)
    assert caught.value.what == what
    assert caught.value.choices


def test_a_field_is_taken_out_by_name_column_or_id_with_its_rules() -> None:
    pair = made(renames={"Extra": "City"}, policies={"City": Policy.MERGE}, required=["City"], max_length={"City": 9})
    for name in ("City", "Extra", "fldCity"):
        left = unmap(pair, [name], SCHEMA)
        assert set(left.columns) == {"fldName", "fldAge"}
        assert (left.field_policies, left.required, left.max_length) == ({}, frozenset(), {})
        assert unmap(pair, [name], None) == left
    for name, fault in (("Nope", "is not mapped"), ("Name", "is part of the key")):
        with pytest.raises(UsageError) as caught:
            unmap(pair, [name], SCHEMA)
        assert fault in caught.value.detail


def test_mapping_anew_replaces_what_a_column_or_field_had() -> None:
    pair = map_anew(made(), {"Extra": "City", "City": "Stamp"}, COLUMNS, SCHEMA)
    assert dict(pair.columns) == {"fldName": "Name", "fldAge": "Age", "fldCity": "Extra", "fldStamp": "City"}
    assert pair.field_types["fldStamp"] == "dateTime"
    for renames, kind in (
        ({"Nope": "City"}, NotFound),
        ({"City": "Nope"}, NotFound),
        ({"Name": "Stamp"}, UsageError),
        ({"City": "Stamp", "Extra": "Stamp"}, UsageError),
    ):
        with pytest.raises(kind):
            map_anew(made(), renames, COLUMNS, SCHEMA)


def test_rules_are_added_to_those_there_are() -> None:
    pair = made(policies={"City": Policy.MERGE}, version_field="Age")
    nothing: dict[str, Any] = {"max_length": {}, "required": [], "version_field": None, "stamp_field": None}
    changed = change_field_rules(pair, SCHEMA, policies={"Age": Policy.LOCAL_WINS}, **{**nothing, "required": ["City"]})
    assert changed.field_policies == {"fldCity": Policy.MERGE, "fldAge": Policy.LOCAL_WINS}
    assert changed.required == {"fldCity"}
    assert changed.version_field == "fldAge"


def test_rules_are_checked_without_the_file() -> None:
    check_rules(made(), ())
    with pytest.raises(NotFound):
        check_rules(made(time_column="Extra"), ("Name",))


def test_fields_are_learnt_as_they_are_now() -> None:
    assert learn_fields(made(), SCHEMA) == made()


def test_a_key_is_judged_by_the_rows_that_would_be_held() -> None:
    rows = [Row("1", {"fldName": "a"}), Row("2", {"fldName": "a"}), Row("3", {}), Row("4", {"fldName": "b"})]
    check = check_key(made(), [*rows, Row("5", {}, malformed="line 6 has 2 cells")])
    assert (check.rows, check.shared, check.blank, check.malformed) == (5, 2, 1, 1)
    assert str(check) == "5 rows, 2 share a key; 1 have a blank key; 1 can't be read"
    assert str(check_key(made(), rows[3:])) == "1 row, all with a key of their own"


def test_cells_that_do_not_fit_are_counted_and_shown() -> None:
    texts = ("32 g", "n/a", "32 g", "?", "none")
    rows = [
        Row(
            str(number), {"fldName": text}, {"fldAge": CellProblem("invalid", text, "is not a number")}, f"row {number}"
        )
        for number, text in enumerate(texts, 1)
    ]
    told = Misfit(
        "fldAge",
        5,
        ("32 g", "n/a", "?"),
        "is not a number",
        (("row 1", "row 3"), ("row 2",), ("row 4",)),
        WithUnit("32 g", "32", "g"),
    )
    assert check_key(made(), rows).misfits == (told,)
