"""The decision table, cell by cell, then every rule that bends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.sync.decide import decide
from airsync_gui.sync.decision import Decision, Rules, label_of
from airsync_gui.sync.match import Match
from airsync_gui.sync.operations import Conflict, DriftNote, Note, Operation
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import CellProblem, Memory, Row, Side
from airsync_gui.sync.schema import Field
from tests.sync.examples import FIELDS, INVALID, decided, here, known, memory, pair_of, said, there, values

SAME_HERE, SAME_THERE = here(Name="Ann"), there(Name="Ann")
NEW_HERE, NEW_THERE = here(Name="Ann", City="Oslo"), there(Name="Ann", City="Bern")
IN_STEP = memory()
EVERY_FIELD = {**known(Name="Ann"), "fldShout": None}
WHOLE = memory(local=EVERY_FIELD, airtable=EVERY_FIELD)


@pytest.mark.parametrize(
    ("local", "airtable", "remembered", "wanted"),
    [
        (SAME_HERE, SAME_THERE, IN_STEP, "nothing"),
        (SAME_HERE, NEW_THERE, IN_STEP, "local update City"),
        (SAME_HERE, None, IN_STEP, "local delete"),
        (None, SAME_THERE, None, "local create"),
        (NEW_HERE, SAME_THERE, IN_STEP, "airtable update City"),
        (here(Name="Ann", Note="n"), NEW_THERE, IN_STEP, "local update City, airtable update Note"),
        (NEW_HERE, there(Name="Ann", City="Oslo"), IN_STEP, "nothing"),
        (NEW_HERE, NEW_THERE, IN_STEP, "conflict both_edited"),
        (NEW_HERE, None, IN_STEP, "conflict edited_deleted"),
        (None, SAME_THERE, IN_STEP, "airtable delete"),
        (None, NEW_THERE, IN_STEP, "conflict deleted_edited"),
        (SAME_HERE, None, None, "airtable create"),
        (NEW_HERE, NEW_THERE, None, "conflict created_twice"),
        (NEW_HERE, SAME_THERE, None, "airtable update City"),
        (SAME_HERE, NEW_THERE, None, "local update City"),
    ],
)
def test_two_changes_come_to_what_the_decision_table_says(
    local: Row | None, airtable: Row | None, remembered: Memory | None, wanted: str
) -> None:
    assert said(decided(local, airtable, remembered)) == wanted
    if remembered:  # with every field remembered, what is at rest is seen at a glance: the outcome must be the same
        assert said(decided(local, airtable, WHOLE)) == wanted


ONE = Decimal(1)
LOCKED: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK, "version_field": "fldVersion"}


@pytest.mark.parametrize(
    ("local", "airtable", "remembered", "options"),
    [
        (SAME_HERE, SAME_THERE, WHOLE, {}),
        (
            SAME_HERE,
            there(Name="Ann", Version=ONE),
            replace(WHOLE, airtable={**EVERY_FIELD, "fldVersion": ONE}),
            LOCKED,
        ),
        (replace(SAME_HERE, outdated=frozenset({"fldCity"})), SAME_THERE, WHOLE, {"direction": Direction.PUSH}),
    ],
)
def test_a_record_at_rest_is_not_looked_at_field_by_field(
    local: Row, airtable: Row, remembered: Memory, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("airsync_gui.sync.decide.decide_both")
    assert said(decided(local, airtable, remembered, **options)) == "nothing"


@pytest.mark.parametrize(
    ("local", "airtable", "remembered", "options"),
    [
        (SAME_HERE, there("rec1", Name="Ann"), replace(WHOLE, record_id="rec2"), {}),
        (SAME_HERE, SAME_THERE, replace(WHOLE, local_id="other"), {}),
        (
            SAME_HERE,
            there(Name="Ann", Version=Decimal(2)),
            replace(WHOLE, airtable={**EVERY_FIELD, "fldVersion": ONE}),
            LOCKED,
        ),
    ],
)
def test_a_record_whose_memory_moves_is_not_at_rest(
    local: Row, airtable: Row, remembered: Memory, options: dict[str, Any]
) -> None:
    after = decided(local, airtable, remembered, **options).remember
    assert after is not None
    assert (after.local_id, after.record_id) == (WHOLE.local_id, "rec1")
    assert after.airtable.get("fldVersion") == airtable.values.get("fldVersion")


PUSH_LEAVE: dict[str, Any] = {"direction": Direction.PUSH}
PUSH_OVER: dict[str, Any] = {"direction": Direction.PUSH, "drift": Drift.OVERWRITE}
PULL_LEAVE: dict[str, Any] = {"direction": Direction.PULL}
PULL_OVER: dict[str, Any] = {"direction": Direction.PULL, "drift": Drift.OVERWRITE}


@pytest.mark.parametrize(
    ("options", "local", "airtable", "remembered", "wanted"),
    [
        (PUSH_LEAVE, NEW_HERE, SAME_THERE, IN_STEP, "airtable update City"),
        (PUSH_LEAVE, SAME_HERE, NEW_THERE, IN_STEP, "drift updated"),
        (PUSH_LEAVE, NEW_HERE, NEW_THERE, IN_STEP, "conflict both_edited"),
        (PUSH_LEAVE, None, SAME_THERE, None, "drift created"),
        (PUSH_LEAVE, SAME_HERE, None, IN_STEP, "drift deleted"),
        (PUSH_LEAVE, NEW_HERE, None, IN_STEP, "conflict edited_deleted"),
        (PUSH_LEAVE, None, SAME_THERE, IN_STEP, "airtable delete"),
        (PUSH_LEAVE, None, NEW_THERE, IN_STEP, "conflict deleted_edited"),
        (PUSH_OVER, SAME_HERE, NEW_THERE, IN_STEP, "airtable update City"),
        (PUSH_OVER, NEW_HERE, NEW_THERE, IN_STEP, "airtable update City"),
        (PUSH_OVER, None, SAME_THERE, None, "airtable delete"),
        (PUSH_OVER, SAME_HERE, None, IN_STEP, "airtable create"),
        (PULL_LEAVE, SAME_HERE, NEW_THERE, IN_STEP, "local update City"),
        (PULL_LEAVE, NEW_HERE, SAME_THERE, IN_STEP, "drift updated"),
        (PULL_LEAVE, NEW_HERE, None, None, "drift created"),
        (PULL_LEAVE, None, SAME_THERE, IN_STEP, "drift deleted"),
        (PULL_LEAVE, SAME_HERE, None, IN_STEP, "local delete"),
        (PULL_OVER, NEW_HERE, SAME_THERE, IN_STEP, "local update City"),
        (PULL_OVER, NEW_HERE, None, None, "local delete"),
        (PULL_OVER, None, SAME_THERE, IN_STEP, "local create"),
    ],
)
def test_a_one_way_pair_writes_one_side_and_leaves_or_overwrites_drift(
    options: dict[str, Any], local: Row | None, airtable: Row | None, remembered: Memory | None, wanted: str
) -> None:
    assert said(decided(local, airtable, remembered, **options)) == wanted


def test_a_policy_that_favours_the_written_side_leaves_it_as_drift() -> None:
    options: dict[str, Any] = {**PULL_LEAVE, "policy": Policy.LOCAL_WINS}
    for remembered in (IN_STEP, None):
        assert said(decided(NEW_HERE, NEW_THERE, remembered, **options)) == "drift updated"


@pytest.mark.parametrize("direction", list(Direction))
def test_a_kept_deletion_becomes_a_tombstone_of_the_side_that_still_has_it(direction: Direction) -> None:
    if direction is not Direction.PUSH:
        decision = decided(SAME_HERE, None, IN_STEP, direction=direction, deletes=Deletes.KEEP)
        assert (said(decision), decision.remember and decision.remember.tombstone) == ("nothing", Side.LOCAL)
    if direction is not Direction.PULL:
        decision = decided(None, SAME_THERE, IN_STEP, direction=direction, deletes=Deletes.KEEP)
        assert (said(decision), decision.remember and decision.remember.tombstone) == ("nothing", Side.AIRTABLE)


@pytest.mark.parametrize("policy", list(Policy))
def test_no_policy_settles_an_edit_against_a_deletion(policy: Policy) -> None:
    assert said(decided(NEW_HERE, None, IN_STEP, policy=policy)) == "conflict edited_deleted"
    assert said(decided(None, NEW_THERE, IN_STEP, policy=policy)) == "conflict deleted_edited"


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [(Policy.LOCAL_WINS, "airtable update City"), (Policy.AIRTABLE_WINS, "local update City")],
)
def test_a_policy_says_what_it_overwrote(policy: Policy, wanted: str) -> None:
    decision = decided(NEW_HERE, NEW_THERE, IN_STEP, policy=policy)
    assert said(decision) == wanted
    (operation,) = decision.operations
    assert operation.overwrites == {"fldCity": operation.side}
    assert operation.before == {"fldCity": "Bern" if operation.side is Side.AIRTABLE else "Oslo"}


def test_a_fields_policy_goes_before_the_pairs() -> None:
    options: dict[str, Any] = {"policy": Policy.LOCAL_WINS, "field_policies": {"fldCity": Policy.ASK}}
    assert said(decided(NEW_HERE, NEW_THERE, IN_STEP, **options)) == "conflict both_edited"


def test_by_hand_means_that_no_policy_counts() -> None:
    assert said(decided(NEW_HERE, NEW_THERE, IN_STEP, policy=Policy.LOCAL_WINS, by_hand=True)) == "conflict both_edited"


NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("here_s", "there_s", "bound_s", "skew_s", "wanted"),
    [
        (10, 0, None, 0, "airtable update City"),
        (0, 10, None, 0, "local update City"),
        (0, 0, None, 0, "conflict both_edited"),
        (0, 10, None, 20, "airtable update City"),
        (None, 10, 0, 0, "local update City"),
        (None, 5, 0, 0, "conflict both_edited"),
        (None, 6, 0, 0, "local update City"),
        (None, 10, None, 0, "conflict both_edited"),
        (None, 0, 10, 0, "conflict both_edited"),
        (0, None, None, 0, "conflict both_edited"),
    ],
)
def test_last_write_wins_only_where_the_times_are_known(
    here_s: int | None, there_s: int | None, bound_s: int | None, skew_s: int, wanted: str
) -> None:
    def at(seconds: int | None) -> datetime | None:
        return None if seconds is None else NOON + timedelta(seconds=seconds)

    local = Row("r1", NEW_HERE.values, modified_at=at(here_s))
    airtable = Row("rec1", NEW_THERE.values, modified_at=at(there_s))
    rules = {"file_modified_at": at(bound_s), "clock_skew": timedelta(seconds=skew_s)}
    assert said(decided(local, airtable, IN_STEP, policy=Policy.LAST_WRITE_WINS, rules=rules)) == wanted


def test_optimistic_locking_never_merges_fields() -> None:
    lock: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK}
    assert said(decided(here(Name="Ann", Note="n"), NEW_THERE, IN_STEP, **lock)) == "conflict version_moved"
    assert said(decided(SAME_HERE, NEW_THERE, IN_STEP, **lock)) == "local update City"


def test_optimistic_locking_has_nothing_to_lock_on_a_first_run() -> None:
    lock: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK}
    assert (
        said(decided(NEW_HERE, there(Name="Ann", Note="n"), None, **lock)) == "local update Note, airtable update City"
    )
    assert said(decided(NEW_HERE, NEW_THERE, None, **lock)) == "conflict created_twice"


def test_a_version_that_moved_is_enough_even_from_blank() -> None:
    options: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK, "version_field": "fldVersion"}
    first = decided(SAME_HERE, SAME_THERE, IN_STEP, **options)
    assert first.remember is not None
    moved = there(Name="Ann", Version=Decimal(1))
    assert said(decided(NEW_HERE, moved, first.remember, **options)) == "conflict version_moved"
    assert said(decided(NEW_HERE, SAME_THERE, first.remember, **options)) == "airtable update City"


def test_an_unreadable_cell_stops_what_would_be_sent_and_nothing_else() -> None:
    decision = decided(here(1, {"Count": INVALID}, Name="Ann", Note="n"), NEW_THERE, IN_STEP)
    assert said(decision) == "local update City, airtable update Note"
    assert [(error.field, error.value) for error in decision.invalid] == [("Count", "many")]


def test_an_unreadable_cell_against_a_deletion_counts_as_an_edit() -> None:
    assert said(decided(here(1, {"Count": INVALID}, Name="Ann"), None, IN_STEP)) == "conflict edited_deleted"


def test_computed_values_come_here_and_are_no_edit() -> None:
    decision = decided(SAME_HERE, there(Name="Ann", Shout="ANN"), IN_STEP)
    assert said(decision) == "local update Shout"
    assert not decision.operations[0].counts
    remembered = memory(
        local={**known(Name="Ann"), "fldShout": "ANN"}, airtable={**known(Name="Ann"), "fldShout": "ANN"}
    )
    edited = here(Name="Ann", Shout="me")
    assert [note.code for note in decided(edited, there(Name="Ann", Shout="ANN"), remembered).notes] == [
        "computed_put_back"
    ]
    assert said(decided(edited, None, remembered)) == "local delete"


def test_a_renamed_choice_is_nobodys_edit() -> None:
    remembered = memory(local=known(Name="Ann", Kind="big"), airtable=known(Name="Ann", Kind="big"))
    rules = {"renamed_choices": {"fldKind": {"big": "large"}}}
    decision = decided(here(Name="Ann", Kind="big"), there(Name="Ann", Kind="large"), remembered, rules=rules)
    assert said(decision) == "local update Kind"
    assert not decision.operations[0].counts
    decision = decided(None, there(Name="Ann", Kind="large"), remembered, rules=rules)
    assert said(decision) == "airtable delete"


def test_a_field_mapped_anew_is_matched_as_on_a_first_run() -> None:
    before = {f: v for f, v in known(Name="Ann").items() if f != "fldCity"}
    remembered = memory(local=before, airtable=before)
    assert said(decided(NEW_HERE, NEW_THERE, remembered)) == "conflict created_twice"
    assert said(decided(NEW_HERE, SAME_THERE, remembered)) == "airtable update City"


def test_a_field_that_only_one_side_remembers_is_no_field_in_step() -> None:
    before = {f: v for f, v in known(Name="Ann").items() if f != "fldCity"}
    for remembered in (memory(local=before), memory(airtable=before)):
        assert said(decided(NEW_HERE, NEW_THERE, remembered)) == "conflict created_twice"


def test_renamed_choices_in_lists_are_nobodys_edit_even_where_two_exchange_their_names() -> None:
    tags = Field("fldTags", "Tags", "multipleSelects")
    pair = replace(pair_of(), columns={**pair_of().columns, "fldTags": "Tags"})
    rules = Rules(pair, {**FIELDS, "fldTags": tags}, renamed_choices={"fldTags": {"a": "b", "b": "a"}})
    both = {**known(Name="Ann"), "fldTags": ("a", "c")}
    match = Match("uid1", memory(local=both, airtable=both), here(Name="Ann", Tags=("a", "c")), None, None, "rec1")
    renamed = replace(match, airtable=there(Name="Ann", Tags=("b", "c")), local_id=IN_STEP.local_id)
    (operation,) = decide(renamed, rules).operations
    assert (operation.side, operation.values, operation.counts) == (Side.LOCAL, {"fldTags": ("b", "c")}, False)


@pytest.mark.parametrize("direction", [Direction.PUSH, Direction.PULL])
@pytest.mark.parametrize("policy", list(Policy))
def test_drift_against_a_value_that_stands_is_left(direction: Direction, policy: Policy) -> None:
    both = known(Name="Ann", City="Rome")
    remembered = memory(local=both, airtable=both)
    stands_here, stands_there = here(Name="Ann", City="Rome"), there(Name="Ann", City="Rome")
    edited = (stands_here, NEW_THERE) if direction is Direction.PUSH else (NEW_HERE, stands_there)
    assert said(decided(*edited, remembered, direction=direction, policy=policy)) == "drift updated"


def test_a_pull_pair_refuses_nothing_for_a_cell_that_it_would_never_send() -> None:
    unreadable = here(1, {"Count": INVALID}, Name="Ann")
    decision = decided(unreadable, SAME_THERE, IN_STEP, direction=Direction.PULL)
    assert (said(decision), decision.invalid) == ("drift updated", [])


def test_only_optimistic_locking_looks_again() -> None:
    for policy in Policy:
        (operation,) = decided(NEW_HERE, SAME_THERE, IN_STEP, policy=policy).operations
        assert (operation.lock is not None) is (policy is Policy.OPTIMISTIC_LOCK)
        (operation,) = decided(SAME_HERE, NEW_THERE, IN_STEP, policy=policy).operations
        assert operation.lock is None


def test_a_record_in_conflict_is_bound_though_nothing_is_in_step() -> None:
    remembered = decided(NEW_HERE, NEW_THERE, None).remember
    assert remembered is not None
    assert (remembered.uid, remembered.record_id, remembered.local) == ("uid1", "rec1", {})


def test_what_is_created_here_has_all_fields_and_there_only_those_that_can_be_set() -> None:
    version: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK, "version_field": "fldVersion"}
    (here_too,) = decided(None, there(Name="Ann", Shout="ANN", Version=Decimal(3)), None, **version).operations
    assert here_too.values == values(Name="Ann", Shout="ANN")
    assert here_too.other["fldVersion"] == Decimal(3), "what a write is compared with later"
    assert "fldVersion" not in decided(None, SAME_THERE, None).operations[0].other
    decision = decided(here(1, {"Count": INVALID}, Name="Ann", Shout="?"), None, None)
    assert decision.operations[0].values == values(Name="Ann")
    assert [error.field for error in decision.invalid] == ["Count"]


def test_a_record_is_called_by_its_key_else_by_its_place() -> None:
    def called(local: Row | None, airtable: Row | None, remembered: Memory | None) -> str:
        return label_of(Match("uid1", remembered, local, airtable), pair_of())

    assert called(here(Name="Ann"), there(Name="Eve"), IN_STEP) == "Ann"
    assert called(None, there(Name="Eve"), IN_STEP) == "Eve"
    assert called(None, None, IN_STEP) == "Ann"
    assert called(here(3), None, None) == "row 3"
    assert called(None, None, None) == "uid1"


@pytest.mark.parametrize(("side", "edited"), [(side, field) for side in Side for field in FIELDS])
def test_a_glance_misses_no_edit_of_any_field(side: Side, edited: str) -> None:
    both = {**known(Name="Ann", City="Rome", Note="n", Count=Decimal(1), Kind="big"), "fldShout": "ROME"}
    remembered = memory(local=both, airtable=both)
    rows = {Side.LOCAL: Row("r1", both), Side.AIRTABLE: Row("rec1", both)}
    assert said(decided(rows[Side.LOCAL], rows[Side.AIRTABLE], remembered)) == "nothing"
    rows[side] = replace(rows[side], values={**both, edited: Decimal(7) if edited == "fldCount" else "x"})
    decision = decided(rows[Side.LOCAL], rows[Side.AIRTABLE], remembered)
    target = Side.LOCAL if edited == "fldShout" else side.other
    assert [(op.side, list(op.values)) for op in decision.operations] == [(target, [edited])]


def test_drift_says_on_which_side() -> None:
    pushed = decided(SAME_HERE, NEW_THERE, IN_STEP, direction=Direction.PUSH).drift
    pulled = decided(NEW_HERE, SAME_THERE, IN_STEP, direction=Direction.PULL).drift
    assert pushed is not None
    assert pulled is not None
    assert (pushed.side, pushed.fields) == (Side.AIRTABLE, ("fldCity",))
    assert (pulled.side, pulled.fields) == (Side.LOCAL, ("fldCity",))


@pytest.mark.parametrize("way", [PUSH_OVER, PULL_OVER])
def test_overwriting_drift_says_what_was_lost_and_nothing_else_does(way: dict[str, Any]) -> None:
    drifted = (SAME_HERE, NEW_THERE) if way is PUSH_OVER else (NEW_HERE, SAME_THERE)
    (operation,) = decided(*drifted, IN_STEP, **way).operations
    assert operation.rules == {"fldCity": "drift overwritten"}
    assert operation.overwrites == {"fldCity": operation.side}
    edited = (NEW_HERE, SAME_THERE) if way is PUSH_OVER else (SAME_HERE, NEW_THERE)
    (operation,) = decided(*edited, IN_STEP, **way).operations
    assert (operation.rules, operation.overwrites) == ({"fldCity": "changed on one side"}, {})


def test_an_unreadable_cell_of_a_pull_pair_that_overwrites_is_overwritten() -> None:
    unreadable = here(1, {"Count": INVALID}, Name="Ann")
    (operation,) = decided(unreadable, there(Name="Ann", Count=Decimal(3)), IN_STEP, **PULL_OVER).operations
    assert (operation.side, operation.values["fldCount"]) == (Side.LOCAL, Decimal(3))
    assert (operation.rules["fldCount"], operation.overwrites["fldCount"]) == ("drift overwritten", Side.LOCAL)
    left = decided(unreadable, there(Name="Ann", Count=Decimal(3)), IN_STEP, **PULL_LEAVE)
    assert (said(left), left.operations) == ("drift updated", [])


def test_a_value_for_both_sides_is_marked_on_both() -> None:
    longer, shorter = here(Name="Ann", City="Oslo by the fjord"), there(Name="Ann", City="Bern")
    (one,) = decided(longer, shorter, IN_STEP, policy=Policy.MERGE).operations
    assert (one.side, one.both) == (Side.AIRTABLE, frozenset())
    tags = Field("fldTags", "Tags", "multipleSelects")
    pair = replace(pair_of(policy=Policy.MERGE), columns={"fldName": "Name", "fldTags": "Tags"})
    match = Match("uid1", None, here(Name="Ann", Tags=("a",)), there(Name="Ann", Tags=("b",)), None, "rec1")
    operations = decide(match, Rules(pair, {"fldName": FIELDS["fldName"], "fldTags": tags})).operations
    assert [(op.side, op.both) for op in operations] == [(side, frozenset({"fldTags"})) for side in Side]


def test_the_same_edit_on_both_sides_breaks_no_lock() -> None:
    decision = decided(NEW_HERE, there(Name="Ann", City="Oslo"), IN_STEP, policy=Policy.OPTIMISTIC_LOCK)
    assert said(decision) == "nothing"


def test_a_conflict_shows_both_sides_and_takes_the_rest_along() -> None:
    conflict = decided(here(Name="Ann", City="Oslo", Note="n"), NEW_THERE, IN_STEP).conflict
    assert conflict is not None
    assert (conflict.fields, conflict.merged) == (("fldCity",), values(Note="n"))
    assert conflict.local == values(Name="Ann", City="Oslo", Note="n")
    assert conflict.airtable == NEW_THERE.values
    gone = decided(NEW_HERE, None, IN_STEP).conflict
    assert gone is not None
    assert (gone.airtable, gone.fields) == (None, ("fldCity",))


def test_a_kept_deletion_is_told() -> None:
    (note,) = decided(None, SAME_THERE, IN_STEP, deletes=Deletes.KEEP).notes
    assert (note.code, note.label, note.detail) == ("deletion_kept", "Ann", "airtable")


@pytest.mark.parametrize("row", [SAME_THERE, NEW_THERE])
def test_a_row_that_left_a_rolling_table_is_no_deletion(row: Row) -> None:
    decision = decided(None, row, IN_STEP, rolling=True)
    (note,) = decision.notes
    assert (note.code, note.label) == ("rolled_out", "Ann")
    assert (decision.operations, decision.conflict) == ([], None)
    assert decision.remember is not None
    assert decision.remember.tombstone is Side.AIRTABLE


def test_a_record_that_is_gone_in_airtable_is_deleted_from_a_rolling_table() -> None:
    assert said(decided(SAME_HERE, None, IN_STEP, rolling=True)) == said(decided(SAME_HERE, None, IN_STEP))


def test_a_computed_value_that_is_shown_already_is_only_remembered() -> None:
    decision = decided(here(Name="Ann", Shout="ANN"), there(Name="Ann", Shout="ANN"), IN_STEP)
    assert said(decision) == "nothing"
    assert decision.notes == []
    assert decision.remember is not None
    assert decision.remember.local["fldShout"] == decision.remember.airtable["fldShout"] == "ANN"


def test_a_computed_cell_that_cant_be_read_is_put_back() -> None:
    decision = decided(here(1, {"Shout": INVALID}, Name="Ann"), there(Name="Ann"), WHOLE)
    assert said(decision) == "local update Shout"
    assert [note.code for note in decision.notes] == ["computed_put_back"]
    again = decided(here(1, {"Shout": INVALID}, Name="Ann"), there(Name="Ann"), IN_STEP)
    assert (said(again), again.notes) == ("local update Shout", [])


def test_a_computed_value_that_its_column_cant_show_is_written_once() -> None:
    unreadable = here(1, {"Shout": INVALID}, Name="Ann")
    written = replace(WHOLE, airtable={**EVERY_FIELD, "fldShout": "7"})
    at_rest = decided(unreadable, there(Name="Ann", Shout="7"), written)
    assert (said(at_rest), at_rest.notes) == ("nothing", [])
    moved = decided(unreadable, there(Name="Ann", Shout="8"), written)
    assert (said(moved), moved.notes) == ("local update Shout", [])


def test_only_a_memory_that_changes_is_stored() -> None:
    whole = {**known(Name="Ann"), "fldShout": None}
    assert decided(SAME_HERE, SAME_THERE, memory(local=whole, airtable=whole)).remember is None
    settled = decided(NEW_HERE, there(Name="Ann", City="Oslo"), IN_STEP).remember
    assert settled is not None
    assert settled.local["fldCity"] == settled.airtable["fldCity"] == "Oslo"


def changes(side: Side, *, kind: str = "update", **options: Any) -> Operation:
    """An operation on Ann's record."""
    row = {"row_id": "r1" if side is Side.LOCAL else "rec1"} if kind != "create" else {}
    return Operation(side, kind, "uid1", "Ann", IN_STEP.local_id, "rec1", **{**row, **options})  # type: ignore[arg-type]


def test_an_update_says_all_about_itself() -> None:
    local, airtable = (
        here(Name="Ann", City="Oslo", Note="n"),
        there(Name="Ann", Note="m", City="Bern", Count=Decimal(2)),
    )
    before = known(Name="Ann", City="Rome", Note="m")
    remembered = memory(local={**before, "fldNote": "n"}, airtable={**before, "fldCity": "Bern"})
    decision = decided(local, airtable, remembered)
    assert decision.operations == [
        changes(
            Side.LOCAL,
            values={"fldCount": Decimal(2)},
            before={"fldCount": None},
            other={"fldCount": Decimal(2)},
            rules={"fldCount": "changed on one side"},
        ),
        changes(
            Side.AIRTABLE,
            values={"fldCity": "Oslo"},
            before={"fldCity": "Bern"},
            other={"fldCity": "Oslo"},
            rules={"fldCity": "changed on one side"},
        ),
    ]
    locked = decided(NEW_HERE, SAME_THERE, IN_STEP, policy=Policy.OPTIMISTIC_LOCK).operations
    assert [operation.lock for operation in locked] == [SAME_THERE.values]


def test_creates_and_deletions_say_all_about_themselves() -> None:
    (create,) = decided(NEW_HERE, None, None).operations
    filled, blank = values(Name="Ann", City="Oslo"), dict.fromkeys(["fldNote", "fldCount", "fldKind"])
    why = dict.fromkeys(filled, "created on one side")
    assert create == replace(
        changes(Side.AIRTABLE, kind="create", values=filled, other={**filled, **blank}, rules=why), record_id=None
    )
    (create,) = decided(None, there(Name="Ann", City="Oslo"), None).operations
    every = {**filled, **blank, "fldShout": None}
    assert create == changes(Side.LOCAL, kind="create", values=filled, other=every, rules=why)
    (delete,) = decided(SAME_HERE, None, IN_STEP).operations
    gone = {"before": SAME_HERE.values, "rules": {"fldName": "deleted on one side"}}
    assert delete == replace(changes(Side.LOCAL, kind="delete", **gone), record_id=None)
    (delete,) = decided(None, SAME_THERE, IN_STEP).operations
    assert delete == changes(Side.AIRTABLE, kind="delete", **gone)
    (delete,) = decided(None, SAME_THERE, None, **PUSH_OVER).operations
    assert delete.rules == {"fldName": "drift overwritten"}
    (create,) = decided(SAME_HERE, None, IN_STEP, **PUSH_OVER).operations
    assert create.rules == {"fldName": "drift overwritten"}


def test_a_conflict_says_all_about_itself() -> None:
    before = memory(local=known(Name="Ann", City="Rome"), airtable=known(Name="Ann", City="Roma"))
    both = decided(NEW_HERE, NEW_THERE, before).conflict
    expected = Conflict(
        "uid1",
        "both_edited",
        "Ann",
        IN_STEP.local_id,
        "rec1",
        ("fldCity",),
        NEW_HERE.values,
        NEW_THERE.values,
        before.local,
        before.airtable,
        local_label="row 1",
    )
    assert both == expected
    decision = decided(None, NEW_THERE, before)
    assert decision.conflict == replace(expected, kind="deleted_edited", local=None, local_label="")
    assert decision.remember is None, "nothing to remember that is not remembered already"
    tombstone = replace(before, tombstone=Side.LOCAL, local_id="old", record_id="rec0")
    bound = decided(NEW_HERE, NEW_THERE, tombstone).remember
    assert bound == before


def test_drift_says_all_about_itself() -> None:
    assert decided(None, SAME_THERE, None, **PUSH_LEAVE).drift == DriftNote(Side.AIRTABLE, "uid1", "Ann", "created")
    assert decided(SAME_HERE, None, None, **PULL_LEAVE).drift == DriftNote(Side.LOCAL, "uid1", "Ann", "created")
    assert decided(SAME_HERE, None, IN_STEP, **PUSH_LEAVE).drift == DriftNote(Side.AIRTABLE, "uid1", "Ann", "deleted")
    assert decided(None, SAME_THERE, IN_STEP, **PULL_LEAVE).drift == DriftNote(Side.LOCAL, "uid1", "Ann", "deleted")
    edited = decided(SAME_HERE, there(Name="Ann", City="x", Note="y"), IN_STEP, **PUSH_LEAVE)
    assert edited.drift == DriftNote(Side.AIRTABLE, "uid1", "Ann", "updated", ("fldCity", "fldNote"))


def once_undone(local: Row | None, airtable: Row | None, remembered: Memory = IN_STEP, **pair: Any) -> Decision:
    match = Match("uid1", remembered, local, airtable, IN_STEP.local_id, "rec1")
    return decide(match, Rules(pair_of(**pair), FIELDS), undone=True)


@pytest.mark.parametrize("policy", list(Policy))
def test_what_was_undone_comes_again_by_no_rule(policy: Policy) -> None:
    for local, airtable in ((NEW_HERE, SAME_THERE), (SAME_HERE, NEW_THERE), (NEW_HERE, NEW_THERE)):
        conflict = once_undone(local, airtable, policy=policy).conflict
        assert conflict is not None
        assert (conflict.kind, conflict.fields, conflict.merged) == ("undone", ("fldCity",), {})
    here_only, there_only = once_undone(NEW_HERE, None).conflict, once_undone(None, NEW_THERE).conflict
    for conflict in (here_only, there_only):
        assert conflict is not None
        assert (conflict.kind, conflict.fields) == ("undone", ("fldCity",))
    unedited = once_undone(None, SAME_THERE).conflict
    assert unedited is not None
    assert unedited.fields == ()


def test_what_was_undone_and_is_equal_again_is_in_step() -> None:
    assert said(once_undone(SAME_HERE, SAME_THERE)) == "nothing"
    settled = once_undone(NEW_HERE, there(Name="Ann", City="Oslo"))
    assert said(settled) == "nothing"
    assert settled.remember is not None
    assert settled.remember.local["fldCity"] == settled.remember.airtable["fldCity"] == "Oslo"
    apart = memory(local=known(Name="Ann", City="Rome"), airtable=known(Name="Ann", City="Roma"))
    assert said(once_undone(here(Name="Ann", City="Rome"), there(Name="Ann", City="Roma"), apart)) == "nothing"
    never = memory(local={}, airtable={})
    assert said(once_undone(SAME_HERE, SAME_THERE, never)) == "nothing"
    assert said(once_undone(SAME_HERE, there(Name="Ann", City="x"), never)) == "conflict undone"


def test_a_record_under_other_ids_is_bound_to_them_though_no_value_moved() -> None:
    for match in (
        Match("uid1", WHOLE, SAME_HERE, SAME_THERE, "other", "rec1"),
        Match("uid1", WHOLE, SAME_HERE, SAME_THERE, WHOLE.local_id, "rec9"),
    ):
        remembered = decide(match, Rules(pair_of(), FIELDS)).remember
        assert remembered == replace(WHOLE, local_id=match.local_id, record_id=match.record_id)


def test_a_version_that_moved_alone_is_remembered() -> None:
    lock: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK, "version_field": "fldVersion"}
    counted = replace(WHOLE, airtable={**WHOLE.airtable, "fldVersion": Decimal(1)})
    assert decided(SAME_HERE, there(Name="Ann", Version=Decimal(1)), counted, **lock).remember is None
    moved = decided(SAME_HERE, there(Name="Ann", Version=Decimal(2)), counted, **lock)
    assert (said(moved), moved.remember and moved.remember.airtable["fldVersion"]) == ("nothing", Decimal(2))


def test_each_side_of_a_record_at_rest_has_a_memory_of_its_own() -> None:
    apart = replace(WHOLE, local={**EVERY_FIELD, "fldCity": "Rome"}, airtable={**EVERY_FIELD, "fldCity": "Roma"})
    decision = decided(here(Name="Ann", City="Rome"), there(Name="Ann", City="Roma"), apart)
    assert (said(decision), decision.remember) == ("nothing", None)
    for local, airtable, wanted in (("Roma", "Roma", "nothing"), ("x", "Roma", "airtable update City")):
        moved = decided(here(Name="Ann", City=local), there(Name="Ann", City=airtable), apart)
        assert said(moved) == wanted
    for city in ("Roma", "Rome"):
        settled = decided(here(Name="Ann", City=city), there(Name="Ann", City=city), apart).remember
        assert settled is not None
        assert settled.local["fldCity"] == settled.airtable["fldCity"] == city


def test_a_computed_value_is_put_back_with_all_that_goes_here() -> None:
    computed = replace(WHOLE, local={**EVERY_FIELD, "fldShout": "A"}, airtable={**EVERY_FIELD, "fldShout": "A!"})
    as_it_was = decided(here(Name="Ann", Shout="A"), there(Name="Ann", Shout="A!"), computed)
    assert (said(as_it_was), as_it_was.notes) == ("nothing", [])
    beside = decided(here(Name="Ann", Shout="A"), there(Name="Ann", City="Bern", Shout="A!"), computed)
    assert said(beside) == "local update City"
    decision = decided(here(Name="Ann", Shout="mine"), there(Name="Ann", City="Bern", Shout="A!"), computed)
    assert decision.notes == [Note("computed_put_back", "Ann", "uid1", "fldShout", "mine")]
    assert decision.operations == [
        changes(
            Side.LOCAL,
            values={"fldCity": "Bern", "fldShout": "A!"},
            before={"fldCity": None, "fldShout": "mine"},
            other={"fldCity": "Bern", "fldShout": "A!"},
            rules={"fldCity": "changed on one side", "fldShout": "computed in Airtable"},
        )
    ]
    alone = decided(here(Name="Ann", City="Oslo", Shout="A"), there(Name="Ann", Shout="B"), computed)
    assert [(op.side, op.counts) for op in alone.operations] == [(Side.LOCAL, False), (Side.AIRTABLE, True)]
    assert alone.operations[0].rules == {"fldShout": "computed in Airtable"}
    assert alone.notes == []
    pushed = decided(here(Name="Ann", Shout="mine"), there(Name="Ann", Shout="B"), computed, **PUSH_LEAVE)
    assert (said(pushed), pushed.notes) == ("nothing", [])


def test_what_shows_a_computed_value_in_another_form_is_remembered_on_each_side() -> None:
    files = Field("fldFiles", "Files", "multipleAttachments")
    rules = Rules(replace(pair_of(), columns={"fldName": "Name", "fldFiles": "Files"}), {**FIELDS, "fldFiles": files})
    local, airtable = here(Name="Ann", Files=("a.png",)), there(Name="Ann", Files=("att1/12/a.png",))
    decision = decide(Match("uid1", IN_STEP, local, airtable, IN_STEP.local_id, "rec1"), rules)
    assert (said(decision), decision.notes) == ("nothing", [])
    assert decision.remember is not None
    assert decision.remember.local["fldFiles"] == ("a.png",)
    assert decision.remember.airtable["fldFiles"] == ("att1/12/a.png",)


@pytest.mark.parametrize(
    ("local", "airtable", "options", "wanted"),
    [
        (NEW_HERE, SAME_THERE, PUSH_LEAVE, "airtable update City"),
        (SAME_HERE, NEW_THERE, PUSH_LEAVE, "drift updated"),
        (NEW_HERE, NEW_THERE, PUSH_LEAVE, "conflict created_twice"),
        (NEW_HERE, there(Name="Ann", City="Oslo"), PUSH_LEAVE, "nothing"),
        (SAME_HERE, NEW_THERE, PUSH_OVER, "airtable update City"),
        (NEW_HERE, NEW_THERE, PUSH_OVER, "airtable update City"),
        (NEW_HERE, SAME_THERE, PULL_LEAVE, "drift updated"),
        (SAME_HERE, NEW_THERE, PULL_LEAVE, "local update City"),
        (NEW_HERE, NEW_THERE, PULL_LEAVE, "conflict created_twice"),
        (NEW_HERE, SAME_THERE, PULL_OVER, "local update City"),
    ],
)
def test_one_way_on_a_first_run(local: Row, airtable: Row, options: dict[str, Any], wanted: str) -> None:
    decision = decided(local, airtable, None, **options)
    assert said(decision) == wanted
    if decision.operations:
        (operation,) = decision.operations
        lost = options in (PUSH_OVER, PULL_OVER)
        assert operation.rules == {"fldCity": "drift overwritten" if lost else "changed on one side"}


def test_the_shortened_form_of_a_source_is_never_taken() -> None:
    long = known(Name="Ann", City="Oslo")
    remembered = memory(local=long, airtable=known(Name="Ann", City="Oslo by the fjord"), lossy={"fldCity": Side.LOCAL})
    edited = here(Name="Ann", City="Bern"), there(Name="Ann", City="Oslo by the fjord")
    for policy in Policy:
        assert said(decided(*edited, remembered, **PUSH_LEAVE, policy=policy)) == "conflict both_edited"
    there_short = replace(remembered, lossy={"fldCity": Side.AIRTABLE})
    assert said(decided(*edited, there_short, **PUSH_LEAVE)) == "airtable update City"
    settled = decided(edited[0], there(Name="Ann", City="Bern"), remembered).remember
    assert settled is not None
    assert settled.lossy == {}


def test_a_renamed_choice_is_followed_only_where_nobody_edited_it() -> None:
    remembered = memory(local=known(Name="Ann", Kind="big"), airtable=known(Name="Ann", Kind="big"))
    rules = {"renamed_choices": {"fldKind": {"big": "large"}}}

    def kind(local: str | None, airtable: str | None, known_before: Memory = remembered, **pair: Any) -> str:
        decision = decided(
            here(Name="Ann", Kind=local), there(Name="Ann", Kind=airtable), known_before, rules=rules, **pair
        )
        quiet = all(not operation.counts for operation in decision.operations)
        return f"{said(decision)}{' quietly' if quiet and decision.operations else ''}"

    assert kind("big", "large") == "local update Kind quietly"
    assert kind("small", "large") == "airtable update Kind"
    assert kind("big", "small") == "local update Kind"
    assert kind("small", "tiny") == "conflict both_edited"
    assert kind("big", "large", memory()) == "conflict both_edited"
    assert kind("big", "large", memory(local={}, airtable={})) == "conflict created_twice"
    assert kind("small", "small", memory(local=known(Name="Ann", Kind="small"), airtable=IN_STEP.airtable)) == "nothing"
    small = known(Name="Ann", Kind="small")
    assert kind("small", "small", memory(local=small, airtable=small)) == "nothing"
    assert kind("big", "large", **PUSH_LEAVE) == "nothing"
    assert kind("big", "large", **PULL_LEAVE) == "local update Kind quietly"
    decision = decided(
        here(Name="Ann", Kind="big", Note="n"), there(Name="Ann", Kind="large", City="x"), remembered, rules=rules
    )
    assert [operation.counts for operation in decision.operations] == [True, True]


def test_a_link_that_waits_is_told_and_refuses_nothing() -> None:
    waits = {"City": CellProblem("waiting", "Bob", "is not in Airtable yet"), "Gone": CellProblem("waiting", "x", "y")}
    decision = decided(here(1, waits, Name="Ann", Note="n"), SAME_THERE, IN_STEP)
    assert (said(decision), decision.invalid) == ("airtable update Note", [])
    assert decision.notes == [Note("link_waits", "Ann", "uid1", "fldCity", "Bob is not in Airtable yet")]
    assert decided(here(1, waits, Name="Ann"), SAME_THERE, IN_STEP, **PULL_LEAVE).notes == []
    assert decided(here(1, {"City": INVALID}, Name="Ann"), SAME_THERE, IN_STEP).notes == []
    assert decided(None, SAME_THERE, None).notes == []


def test_a_cell_that_shows_a_former_name_is_written_anew_and_counts_for_nothing() -> None:
    outdated = replace(SAME_HERE, values=values(Name="Ann", City="Oslo"), outdated=frozenset({"fldCity"}))
    whole = replace(WHOLE, local={**EVERY_FIELD, "fldCity": "Oslo"}, airtable={**EVERY_FIELD, "fldCity": "Oslo"})
    decision = decided(outdated, there(Name="Ann", City="Oslo"), whole)
    (operation,) = decision.operations
    assert (operation.side, operation.values, operation.counts) == (Side.LOCAL, {"fldCity": "Oslo"}, False)
    assert operation.rules == {"fldCity": "linked record renamed"}
    moved = decided(outdated, there(Name="Ann", City="Bern"), whole).operations
    assert [(op.side, op.values, op.rules, op.counts) for op in moved] == [
        (Side.LOCAL, {"fldCity": "Bern"}, {"fldCity": "changed on one side"}, True)
    ]
    assert said(decided(outdated, there(Name="Ann", City="Oslo"), whole, **PUSH_LEAVE)) == "nothing"
    assert said(decided(outdated, there(Name="Ann", City="Oslo"), whole, **PULL_LEAVE)) == "local update City"
    apart = replace(whole, airtable={**EVERY_FIELD, "fldCity": "Oslo!"})
    (operation,) = decided(outdated, there(Name="Ann", City="Oslo!"), apart).operations
    assert operation.values == {"fldCity": "Oslo"}
    drifted = replace(outdated, values=values(Name="Ann", City="Bern"))
    assert said(decided(drifted, there(Name="Ann", City="Oslo"), whole, **PULL_LEAVE)) == "drift updated"


def test_a_row_that_leaves_a_rolling_table_leaves_the_pair() -> None:
    decision = decided(None, SAME_THERE, IN_STEP, rolling=True)
    assert (said(decision), decision.remember) == ("nothing", replace(IN_STEP, tombstone=Side.AIRTABLE))
    assert decision.notes == [Note("rolled_out", "Ann", "uid1", detail="airtable")]
    assert said(decided(SAME_HERE, None, IN_STEP, rolling=True)) == "local delete"


def test_a_key_of_several_fields_names_its_record() -> None:
    pair = replace(pair_of(), key=("fldName", "fldCity"))
    assert label_of(Match("uid1", None, NEW_HERE, None), pair) == "Ann, Oslo"
    assert label_of(Match("uid1", None, SAME_HERE, None), pair) == "Ann"
    only_here = memory(airtable={})
    assert label_of(Match("uid1", only_here, None, None), pair_of()) == "Ann"
    apart = memory(airtable=known(Name="Anne"))
    assert label_of(Match("uid1", apart, None, None), pair_of()) == "Anne"


def test_clocks_are_taken_to_agree_unless_told_otherwise() -> None:
    local, airtable = replace(NEW_HERE, modified_at=NOON), replace(NEW_THERE, modified_at=NOON + timedelta(seconds=1))
    assert said(decided(local, airtable, IN_STEP, policy=Policy.LAST_WRITE_WINS)) == "local update City"


def test_a_mapped_version_is_shown_here_and_never_compared() -> None:
    lock: dict[str, Any] = {"policy": Policy.OPTIMISTIC_LOCK, "version_field": "fldCount"}
    decision = decided(SAME_HERE, there(Name="Ann", Count=Decimal(2)), IN_STEP, **lock)
    assert (said(decision), decision.operations[0].counts) == ("local update Count", False)


def test_a_broken_lock_names_the_fields_that_differ() -> None:
    local, airtable = here(Name="Ann", City="Oslo", Note="n"), there(Name="Ann", City="Bern", Note="n")
    conflict = decided(local, airtable, IN_STEP, policy=Policy.OPTIMISTIC_LOCK).conflict
    assert conflict is not None
    assert (conflict.kind, conflict.fields) == ("version_moved", ("fldCity",))


@pytest.mark.parametrize("options", [{}, PUSH_LEAVE, PULL_LEAVE])
def test_what_stands_in_a_shortened_form_stays_known_as_that(options: dict[str, Any]) -> None:
    long, short = known(Name="Ann", City="Oslo by the fjord"), known(Name="Ann", City="Oslo")
    remembered = memory(local=long, airtable=short, lossy={"fldCity": Side.AIRTABLE})
    rows = here(Name="Ann", City="Oslo by the fjord", Note="n"), there(Name="Ann", City="Oslo", Note="n")
    for found in (decided(*rows, remembered, **options), once_undone(*rows, remembered, **options)):
        assert found.remember is not None
        assert (found.remember.lossy, found.remember.local["fldNote"]) == ({"fldCity": Side.AIRTABLE}, "n")
