"""What of a pair's memory is no measure any more once its columns and fields are bound otherwise."""

from __future__ import annotations

from airsync_gui.sync.mapping import mapped_anew, without
from airsync_gui.sync.records import Memory, Side

THEN = {"fldA": ("a", "number"), "fldB": ("b", "singleLineText"), "fldC": ("c", "")}


def test_a_field_with_another_column_or_type_or_that_came_or_went_is_mapped_anew() -> None:
    now = {"fldA": ("b", "number"), "fldB": ("a", "singleLineText"), "fldD": ("d", "number")}
    assert mapped_anew(THEN, now) == {"fldA", "fldB", "fldC", "fldD"}
    assert mapped_anew(THEN, {**THEN, "fldA": ("a", "rating")}) == {"fldA"}


def test_nothing_is_mapped_anew_where_it_is_the_same_or_one_of_both_is_not_known() -> None:
    assert mapped_anew(THEN, {**THEN, "fldC": ("c", "url"), "fldB": ("b", "")}) == frozenset()
    assert mapped_anew({}, THEN) == frozenset()


def test_a_memory_without_a_field_has_it_on_neither_side_and_not_as_lossy() -> None:
    memory = Memory("u", "[1]", "rec", {"fldA": "x", "fldB": "y"}, {"fldA": "x"}, {"fldA": Side.LOCAL})
    left = without(memory, frozenset({"fldA"}))
    assert (left.local, left.airtable, left.lossy) == ({"fldB": "y"}, {}, {})
