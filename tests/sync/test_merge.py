"""One field: two ancestors, two values, one outcome."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from airsync_gui.sync.merge import FieldState, Verdict, merge_field, merge_lists
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.records import Side, Value
from airsync_gui.sync.schema import Field

TEXT = Field("fld", "F", "singleLineText")
TAGS = Field("fld", "F", "multipleSelects")
RICH = Field("fld", "F", "richText")
WHO = Field("fld", "F", "singleCollaborator")
CHOICE = Field("fld", "F", "singleSelect")


def merged(
    ancestor: Value, local: Value, airtable: Value, policy: Policy = Policy.ASK, field: Field = TEXT, **options: object
) -> tuple[Verdict, Value]:
    state = FieldState(field, True, ancestor, ancestor, local, airtable, **options)  # type: ignore[arg-type]
    outcome = merge_field(state, policy, lambda: None)
    return outcome.verdict, outcome.value


@pytest.mark.parametrize("policy", list(Policy))
def test_a_change_on_one_side_needs_no_policy(policy: Policy) -> None:
    assert merged("a", "b", "a", policy) == (Verdict.TAKE, "b")
    assert merged("a", "a", "b", policy) == (Verdict.TAKE, "b")
    assert merged("a", None, "a", policy) == (Verdict.TAKE, None)
    assert merged("a", "b", "b", policy) == (Verdict.SETTLED, None)
    assert merged("a", "a", "a", policy) == (Verdict.NOTHING, None)


def test_each_side_is_compared_with_its_own_ancestor() -> None:
    state = FieldState(TEXT, True, "3.14159", "3.1", "3.14159", "3.1")
    assert merge_field(state, Policy.ASK, lambda: None).verdict is Verdict.NOTHING


@pytest.mark.parametrize(
    ("field", "ancestor", "local", "airtable", "wanted"),
    [
        (TEXT, "a", "bbb", "cc", "bbb"),
        (TEXT, "a", "bb", "ccc", "ccc"),
        (RICH, "a", "**b**", "c", "**b**"),
        (TEXT, "a", None, "cc", "cc"),
        (TEXT, "a", "bb", None, "bb"),
        (TAGS, ("a", "b"), None, ("a",), ("a",)),
        (TEXT, Decimal(1), Decimal(3), Decimal(2), Decimal(3)),
        (TEXT, Decimal(1), Decimal(2), Decimal(3), Decimal(3)),
        (TEXT, date(2026, 1, 1), date(2026, 1, 3), date(2026, 1, 2), date(2026, 1, 3)),
        (TEXT, date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 3)),
        (
            TEXT,
            None,
            datetime(2026, 1, 3, tzinfo=UTC),
            datetime(2026, 1, 4, tzinfo=UTC),
            datetime(2026, 1, 4, tzinfo=UTC),
        ),
        (TAGS, ("a", "b"), ("a", "c"), ("a", "b", "d"), ("a", "d", "c")),
        (TAGS, ("a", "b"), ("b",), ("a",), None),
    ],
)
def test_what_can_be_merged(field: Field, ancestor: Value, local: Value, airtable: Value, wanted: Value) -> None:
    verdict, value = merged(ancestor, local, airtable, Policy.MERGE, field)
    assert (verdict, value or None) == (Verdict.TAKE, wanted)


@pytest.mark.parametrize(
    ("field", "local", "airtable"), [(TEXT, "bb", "cc"), (WHO, "long", "x"), (CHOICE, "long", "x")]
)
def test_what_cant_be_merged_is_a_persons(field: Field, local: Value, airtable: Value) -> None:
    assert merged("a", local, airtable, Policy.MERGE, field)[0] is Verdict.CLASH


@pytest.mark.parametrize("policy", [Policy.ASK, Policy.OPTIMISTIC_LOCK])
def test_only_the_merge_policy_takes_the_longer_text(policy: Policy) -> None:
    assert merged("a", "bbb", "cc", policy)[0] is Verdict.CLASH


@pytest.mark.parametrize(
    ("local", "airtable"),
    [
        (("a", "b"), "a"),
        ("a", ("a", "b")),
        (Decimal(1), "2"),
        ("2", Decimal(1)),
        (date(2026, 1, 1), "x"),
        ("x", date(2026, 1, 1)),
        (date(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC)),
        (datetime(2026, 1, 2, tzinfo=UTC), date(2026, 1, 1)),
        ("x", True),
        (True, "x"),
    ],
)
def test_values_of_two_kinds_are_a_persons(local: Value, airtable: Value) -> None:
    for field in (TEXT, TAGS, CHOICE):
        assert merged(None, local, airtable, Policy.MERGE, field)[0] is Verdict.CLASH


@pytest.mark.parametrize(
    ("old_local", "old_airtable", "local", "airtable", "wanted"),
    [
        (None, None, ("a",), ("b",), ("b", "a")),
        (("a",), None, ("b",), ("a",), ("a", "b")),
        (None, ("a",), ("a",), ("b",), ("b", "a")),
        (("a", "b"), ("a", "b"), ("b",), ("b",), ("b",)),
    ],
    ids=["never in step", "taken out here, put in there", "the other way round", "taken out on both"],
)
def test_lists_are_merged_by_what_each_side_did(
    old_local: Value, old_airtable: Value, local: tuple[str, ...], airtable: tuple[str, ...], wanted: Value
) -> None:
    assert merge_lists(local, airtable, old_local, old_airtable) == wanted


def test_the_merge_policy_takes_out_of_a_list_what_was_taken_out_on_its_own_side() -> None:
    state = FieldState(TAGS, True, ("a", "b"), ("c",), ("a",), ("b", "c", "d"))
    assert merge_field(state, Policy.MERGE, lambda: None).value == ("b", "c", "d", "a")
    state = FieldState(TAGS, True, ("c",), ("a", "b"), ("b", "c", "d"), ("a",))
    assert merge_field(state, Policy.MERGE, lambda: None).value == ("a", "b", "c", "d")
    state = FieldState(TAGS, True, ("a", "b"), ("x", "y"), ("a",), ("x", "y", "z"))
    assert merge_field(state, Policy.MERGE, lambda: None).value == ("x", "y", "z", "a")
    state = FieldState(TAGS, True, ("a", "b"), ("a", "b", "c"), ("a", "c"), ("a", "b", "d"))
    assert merge_field(state, Policy.MERGE, lambda: None).value == ("a", "d", "c")


def test_an_outcome_says_why_and_whose_edit_is_lost() -> None:
    def outcome(known: bool, local: Value, airtable: Value, policy: Policy = Policy.ASK) -> tuple[str, object]:
        found = merge_field(FieldState(TEXT, known, "a", "a", local, airtable), policy, lambda: Side.AIRTABLE)
        return found.rule, found.overwrites

    assert outcome(True, "b", "a") == ("changed on one side", ())
    assert outcome(False, None, "b") == ("first run: blank filled", ())
    assert outcome(True, "b", "b") == outcome(True, "a", "a") == outcome(True, "b", "c") == ("", ())
    assert outcome(True, "b", "c", Policy.LOCAL_WINS) == ("local-wins", (Side.AIRTABLE,))
    assert outcome(True, "b", "c", Policy.AIRTABLE_WINS) == ("airtable-wins", (Side.LOCAL,))
    assert outcome(True, "b", "c", Policy.LAST_WRITE_WINS) == ("last-write-wins", (Side.LOCAL,))
    assert outcome(True, "long", "c", Policy.MERGE) == ("merge", (Side.AIRTABLE,))


@pytest.mark.parametrize("policy", list(Policy))
def test_an_edit_of_the_shortened_form_always_clashes(policy: Policy) -> None:
    state = FieldState(TEXT, True, "long text", "long", "long text", "lung", lossy=Side.AIRTABLE)
    assert merge_field(state, policy, lambda: Side.LOCAL).verdict is Verdict.CLASH
    state = FieldState(TEXT, True, "long text", "long", "longer text", "long", lossy=Side.AIRTABLE)
    assert merge_field(state, policy, lambda: None).value == "longer text"


def test_a_first_run_fills_blanks_and_asks_about_the_rest() -> None:
    def first(local: Value, airtable: Value, policy: Policy = Policy.ASK) -> tuple[Verdict, Value]:
        outcome = merge_field(FieldState(TEXT, False, None, None, local, airtable), policy, lambda: None)
        return outcome.verdict, outcome.value

    assert first(None, "b") == (Verdict.TAKE, "b")
    assert first("a", None) == (Verdict.TAKE, "a")
    assert first("a", "a")[0] is Verdict.SETTLED
    assert first("a", "b")[0] is Verdict.CLASH
    assert first("a", "b", Policy.AIRTABLE_WINS) == (Verdict.TAKE, "b")
