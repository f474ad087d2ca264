"""What may be sent, type by type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.validate import CUT_MARK, MOST_CHARACTERS, check, sanitise
from tests.sync.examples import pair_of

CHOICES = {"choices": [{"id": "s1", "name": "big"}, {"id": "s2", "name": "small, red"}]}
GOOD: list[tuple[str, Mapping[str, Any], Value]] = [
    ("singleLineText", {}, "one line"),
    ("multilineText", {}, "two\nlines"),
    ("richText", {}, "**bold**\n- x"),
    ("email", {}, "ada@example.com"),
    ("url", {}, "https://example.com/a?b#c"),
    ("phoneNumber", {}, "+49 (30) 123-456 ext. 7"),
    ("number", {"precision": 1}, Decimal("3.14159")),
    ("currency", {}, Decimal(-1)),
    ("percent", {}, Decimal("1.5")),
    ("duration", {}, Decimal(60)),
    ("rating", {"max": 3}, Decimal(3)),
    ("checkbox", {}, True),
    ("singleSelect", CHOICES, "small, red"),
    ("multipleSelects", CHOICES, ("big", "small, red")),
    ("date", {}, date(2026, 2, 28)),
    ("dateTime", {}, datetime(2026, 2, 28, tzinfo=UTC)),
    ("multipleRecordLinks", {}, ("rec1",)),
    ("singleCollaborator", {}, "ada@example.com"),
    ("number", {}, None),
]
BAD: list[tuple[str, Mapping[str, Any], Value, str]] = [
    ("singleLineText", {}, "two\nlines", "one line"),
    ("singleLineText", {}, Decimal(1), "is not a text"),
    ("email", {}, "ada@", "e-mail"),
    ("url", {}, "ftp://example.com", "web address"),
    ("url", {}, "http://", "web address"),
    ("phoneNumber", {}, "call me", "phone"),
    ("number", {}, "1", "is not a number"),
    ("number", {}, True, "is not a number"),
    ("number", {}, Decimal("NaN"), "finite"),
    ("rating", {"max": 3}, Decimal(4), "1 to 3"),
    ("rating", {}, Decimal("1.5"), "whole number"),
    ("checkbox", {}, "yes", "check box"),
    ("singleSelect", CHOICES, "huge", "is not one of the choices"),
    ("multipleSelects", CHOICES, ("big", "huge"), "has “huge”, which is not one"),
    ("multipleSelects", CHOICES, "big", "is not a list"),
    ("date", {}, datetime(2026, 1, 1, tzinfo=UTC), "not a date"),
    ("dateTime", {}, date(2026, 1, 1), "is not a date and time"),
    ("formula", {}, "x", "computed"),
    ("multipleAttachments", {}, ("x",), "read-only"),
]


@pytest.mark.parametrize(("kind", "options", "value"), GOOD)
def test_what_fits_is_let_through(kind: str, options: Mapping[str, Any], value: Value) -> None:
    assert check(Field("fld", "F", kind, options), value, pair_of()) is None


@pytest.mark.parametrize(("kind", "options", "value", "rule"), BAD)
def test_what_does_not_fit_is_named(kind: str, options: Mapping[str, Any], value: Value, rule: str) -> None:
    error = check(Field("fld", "F", kind, options), value, pair_of())
    assert error is not None
    assert error.field == "F"
    assert rule in error.rule


def test_a_required_field_must_not_be_blank() -> None:
    error = check(Field("fld", "F", "singleLineText"), None, pair_of(required=frozenset({"fld"})))
    assert error is not None
    assert "required" in error.rule


def test_a_pair_may_limit_a_length_and_make_choices() -> None:
    field = Field("fld", "F", "singleLineText")
    assert check(field, "abcd", pair_of(max_length={"fld": 3})) is not None
    assert check(field, "abc", pair_of(max_length={"fld": 3})) is None
    assert check(Field("fld", "F", "singleSelect", CHOICES), "huge", pair_of(create_choices=True)) is None


def test_a_long_value_is_cut_in_the_message() -> None:
    error = check(Field("fld", "F", "email"), "x" * 500, pair_of())
    assert error is not None
    assert len(error.value) == 80


@pytest.mark.parametrize(
    ("text", "wanted", "reported"),
    [
        ("plain\ttext\n", "plain\ttext\n", False),
        ("a\r\nb\rc", "a\nb\nc", False),
        ("a\x00b\x1bc\x85", "abc", True),
        ("\x07", None, True),
        ("half \ud800 pair", "half ? pair", True),
    ],
)
def test_control_characters_are_removed_and_reported(text: str, wanted: str | None, reported: bool) -> None:
    cleaned = sanitise(text)
    assert cleaned.value == wanted
    assert (cleaned.report is not None) is reported


@pytest.mark.parametrize("length", [MOST_CHARACTERS, MOST_CHARACTERS + 1, 3 * MOST_CHARACTERS])
def test_text_is_cut_with_its_mark_included(length: int) -> None:
    value = sanitise("x" * length).value
    assert isinstance(value, str)
    assert len(value) == MOST_CHARACTERS
    assert value.endswith(CUT_MARK) is (length > MOST_CHARACTERS)
