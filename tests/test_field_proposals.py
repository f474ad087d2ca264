"""Which field a column could become, from what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from airsync_gui.errors import UsageError
from airsync_gui.field_proposals import CREATABLE, DEFAULT_OPTIONS, Samples, propose, with_types


def kind_of(*texts: str) -> tuple[str, Any]:
    """Type and options of a column that is no key."""
    _, found = propose([Samples("Key", ["a"]), Samples("Column", texts)], ["Key"])
    return found.type, dict(found.options)


@pytest.mark.parametrize(
    ("texts", "kind", "options"),
    [
        ([], "singleLineText", {}),
        (["  "], "singleLineText", {}),
        (["true", "false"], "checkbox", DEFAULT_OPTIONS["checkbox"]),
        (["Yes", "no", "yes"], "checkbox", DEFAULT_OPTIONS["checkbox"]),
        (["x", "x"], "checkbox", DEFAULT_OPTIONS["checkbox"]),
        (["1", "0"], "number", {"precision": 0}),
        (["1", "-20", "3e2"], "number", {"precision": 0}),
        (["1.5", "2"], "number", {"precision": 1}),
        (["1,5", "2,25"], "number", {"precision": 2}),
        (["1.234,5", "2"], "number", {"precision": 1}),
        (["12.5%", "3%"], "percent", {"precision": 1}),
        (["€ 12.50", "€ 3"], "currency", {"precision": 2, "symbol": "€"}),
        (["$ 1", "€ 2"], "singleLineText", {}),
        (["007", "12"], "singleLineText", {}),
        (["12345678901234567"], "singleLineText", {}),
        (["1", "many"], "singleLineText", {}),
        (["1,234", "5"], "singleLineText", {}),  # a thousand, or one and a quarter
        (["2026-05-12", "2026-01-01"], "date", DEFAULT_OPTIONS["date"]),
        (["13.05.2026", "01.02.2026"], "date", DEFAULT_OPTIONS["date"]),
        (["05/06/2026", "01/02/2026"], "singleLineText", {}),
        (["2026-05-12T10:00:00Z"], "dateTime", DEFAULT_OPTIONS["dateTime"]),
        (["2026-05-12 10:00"], "dateTime", DEFAULT_OPTIONS["dateTime"]),
        (["a@b.org", "c@d.example.com"], "email", {}),
        (["https://a.org", "http://b.org/x?y"], "url", {}),
        (["+49 30 123456", "+1 (555) 123-4567"], "phoneNumber", {}),
        (["555 1234"], "singleLineText", {}),
        (["one\ntwo"], "multilineText", {}),
        (["x" * 201], "multilineText", {}),
        (["x" * 200], "singleLineText", {}),
        (["red", "blue"] * 3, "singleSelect", {"choices": [{"name": "red"}, {"name": "blue"}]}),
        (["red", "blue"] * 2, "singleLineText", {}),
        (["red", "Red"] * 3, "singleLineText", {}),
        (["red", "blue "] * 3, "singleLineText", {}),
        (["red"] * 9, "singleLineText", {}),
        ([f"v{n}" for n in range(13)] * 3, "singleLineText", {}),
    ],
)
def test_a_column_gets_the_narrowest_type_that_loses_nothing(texts: Sequence[str], kind: str, options: Any) -> None:
    assert kind_of(*texts) == (kind, dict(options))


def test_lists_become_a_multiple_select() -> None:
    (found,) = propose([Samples("Tags", lists=[["a", "b"], ["b"]])], ["x"])[:1]
    assert found.type == "singleLineText"  # the first field of a table can't be one
    _, found = propose([Samples("Name", ["n"]), Samples("Tags", lists=[["a", "b"], ["b"]])], ["Name"])
    assert (found.type, found.options) == ("multipleSelects", {"choices": [{"name": "a"}, {"name": "b"}]})


def test_the_key_comes_first_and_is_no_select() -> None:
    columns = [Samples("A", ["1"]), Samples("K2", ["red", "blue"] * 3), Samples("K1", ["yes"])]
    found = propose(columns, ["K1", "K2"])
    assert [(p.column, p.type) for p in found] == [
        ("K1", "singleLineText"),
        ("K2", "singleLineText"),
        ("A", "number"),
    ]
    assert all(p.why for p in found)


@pytest.mark.parametrize("names", [["A", "a "], ["A", " "]])
def test_names_that_airtable_can_not_have(names: list[str]) -> None:
    with pytest.raises(UsageError):
        propose([Samples(name) for name in names])


def test_a_person_knows_better() -> None:
    proposals = propose([Samples("Name", ["n"]), Samples("Stars", ["1", "5"])], ["Name"])
    _, changed = with_types(proposals, {"Stars": "rating"})
    assert changed.spec == {
        "name": "Stars",
        "type": "rating",
        "options": {"icon": "star", "color": "yellowBright", "max": 5},
    }
    for wrong in ({"Moon": "rating"}, {"Stars": "formula"}, {"Name": "checkbox"}):
        with pytest.raises(UsageError):
            with_types(proposals, wrong)


def test_every_type_is_asked_for_with_what_airtable_wants_to_know() -> None:
    from airsync_gui.sandbox.schema import _REQUIRED_OPTIONS

    for kind in CREATABLE:
        assert set(_REQUIRED_OPTIONS.get(kind, ())) <= set(DEFAULT_OPTIONS.get(kind, {}))
