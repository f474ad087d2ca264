"""A whole plan from two lists of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.decide import Rules
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.records import Memory, Row, Side
from airsync_gui.sync.resolve import Resolution
from tests.sync.examples import FIELDS, INVALID, KIND, here, known, memory, pair_of, there


def situation(
    local: Sequence[Row], airtable: Sequence[Row], memories: Sequence[Memory] = (), **options: Any
) -> Situation:
    return Situation(Rules(pair_of(), FIELDS), local, airtable, memories, **options)


def planned(local: Sequence[Row], airtable: Sequence[Row], memories: Sequence[Memory] = (), **options: Any) -> Plan:
    return make_plan(situation(local, airtable, memories, **options))


def in_step(name: str, number: int, city: str) -> Memory:
    both = known(Name=name, City=city)
    return memory(name, f"rec{number}", f"uid{number}", local=both, airtable=both)


people = st.lists(
    st.tuples(st.sampled_from(["Ann", "Bob", "Eve", "Zed"]), st.sampled_from(["Oslo", "Bern", "Rome"])), max_size=6
)


@given(people, people, st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_any_order(
    local: list[tuple[str, str]], airtable: list[tuple[str, str]], random: Any
) -> None:
    rows = [here(n, Name=name, City=city) for n, (name, city) in enumerate(local)]
    records = [there(f"rec{n}", Name=name, City=city) for n, (name, city) in enumerate(airtable)]
    memories = [in_step("Ann", 0, "Oslo"), in_step("Bob", 1, "Bern"), in_step("Zed", 2, "Rome")]
    first = planned(rows, records, memories)
    for each in (rows, records, memories):
        random.shuffle(each)
    again = planned(rows, records, memories)
    assert again.id == first.id
    assert sorted(held.label for held in again.held) == sorted(held.label for held in first.held)
    assert {c.uid: c for c in again.conflicts} == {c.uid: c for c in first.conflicts}


def test_the_id_changes_with_what_would_be_written() -> None:
    one = planned([here(1, Name="Ann")], [])
    assert planned([here(7, Name="Ann")], []).id == one.id
    assert planned([here(1, Name="Ann", City="Oslo")], []).id != one.id


def test_this_computer_comes_first_and_creates_last() -> None:
    memories = [in_step("Ann", 1, "Oslo"), in_step("Bob", 2, "Oslo"), in_step("Eve", 3, "Oslo")]
    local = [here(1, Name="Ann", City="Bern"), here(2, Name="Bob", City="Oslo"), here(4, Name="New")]
    airtable = [
        there("rec1", Name="Ann", City="Oslo"),
        there("rec2", Name="Bob", City="Rome"),
        there("rec3", Name="Eve", City="Oslo"),
    ]
    kinds = [(op.side, op.kind) for op in planned(local, airtable, memories).operations]
    assert kinds == [
        (Side.LOCAL, "update"),
        (Side.AIRTABLE, "delete"),
        (Side.AIRTABLE, "update"),
        (Side.AIRTABLE, "create"),
    ]


def test_all_that_want_one_key_are_held_and_what_waits_for_them_too() -> None:
    known_as = [("Ann", 1, "Oslo"), ("Bob", 2, "Bern"), ("Eve", 3, "Rome")]
    memories = [replace(in_step(*each), local_id=f"r{each[1]}") for each in known_as]
    local = [
        here(1, Name="Bob", City="Oslo"),  # Ann is now called Bob …
        here(2, Name="Zed", City="Bern"),  # … and Bob Zed, which somebody in Airtable …
        here(3, Name="Eve", City="Rome"),
    ]
    airtable = [
        there("rec1", Name="Ann", City="Oslo"),
        there("rec2", Name="Bob", City="Bern"),
        there("rec3", Name="Zed", City="Rome"),  # … now calls Eve
    ]
    plan = planned(local, airtable, memories, stable_row_ids=True)
    assert plan.operations == ()
    assert sorted(held.uid or "" for held in plan.held) == ["uid1", "uid2", "uid3"]
    free = planned(local, airtable[:2], memories[:2], stable_row_ids=True)
    assert sorted(str(op.values.get("fldName")) for op in free.of(Side.AIRTABLE)) == ["Bob", "Eve", "Zed"]


def test_a_record_that_waits_keeps_its_key_for_the_others_too() -> None:
    memories = [replace(in_step(name, n, "Oslo"), local_id=f"r{n}") for n, name in ((1, "Ann"), (2, "Bob"))]
    local = [here(1, {"Count": INVALID}, Name="Bob", City="Oslo"), here(2, Name="Ann", City="Oslo")]
    airtable = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Bob", City="Oslo")]
    plan = planned(local, airtable, memories, stable_row_ids=True)
    assert plan.operations == (), "Airtable would have two records called Ann"
    assert [refusal.operation.uid for refusal in plan.refusals] == ["uid1"]
    assert [(held.reason, held.uid) for held in plan.held] == [("key_taken", "uid2")]


def test_a_refused_operation_waits_until_it_or_its_field_changes() -> None:
    start = situation([here(1, Name="Ann", City="Oslo")], [])
    (operation,) = make_plan(start).operations
    error = InvalidValue(field="City", status=422)
    waiting = replace(start, refused={(operation.uid, Side.AIRTABLE): (operation.fingerprint(), error)})
    plan = make_plan(waiting)
    assert plan.operations == ()
    assert [(r.error, r.by_validation) for r in plan.refusals] == [(error, False)]
    edited = replace(waiting, local_rows=[here(1, Name="Ann", City="Bern")])
    assert len(make_plan(edited).operations) == 1
    changed = {**FIELDS, "fldCity": replace(FIELDS["fldCity"], options={"new": True})}
    assert len(make_plan(replace(waiting, rules=Rules(pair_of(), changed))).operations) == 1


def test_our_own_validation_decides_anew_each_time() -> None:
    start = situation([here(1, Name="Ann", Kind="huge")], [])
    (refusal,) = make_plan(start).refusals
    assert refusal.by_validation
    choices = [{"id": "sel1", "name": "big"}, {"id": "sel2", "name": "huge"}]
    fields = {**FIELDS, "fldKind": replace(KIND, options={"choices": choices})}
    assert len(make_plan(replace(start, rules=Rules(pair_of(), fields))).operations) == 1


def test_a_plan_says_how_many_requests_it_costs() -> None:
    plan = planned([here(n, Name=f"n{n}") for n in range(25)], [])
    assert plan.api_calls == 3


def ruled(local: Sequence[Row], airtable: Sequence[Row], memories: Sequence[Memory] = (), **pair: Any) -> Plan:
    return make_plan(Situation(Rules(pair_of(**pair), FIELDS), local, airtable, memories))


def test_a_field_that_airtable_needs_is_asked_of_new_records_only() -> None:
    required = frozenset({"fldCity"})
    (refusal,) = ruled([here(1, Name="Ann")], [], required=required).refusals
    assert (refusal.error.field, refusal.by_validation) == ("City", True)
    assert len(ruled([here(1, Name="Ann", City="Oslo")], [], required=required).operations) == 1
    note = ruled([here(1, Name="Ann", Note="n")], [there("rec1", Name="Ann")], [memory()], required=required)
    assert [dict(op.values) for op in note.operations] == [{"fldNote": "n"}]


def test_what_goes_to_airtable_is_cleaned_and_said_and_what_comes_from_there_is_not() -> None:
    sent = planned([here(1, Name="Ann", Note="a\x07b")], [])
    assert sent.operations[0].values["fldNote"] == "ab"
    assert [(note.code, note.label, note.field) for note in sent.notes] == [("sanitised", "Ann", "fldNote")]
    assert planned([here(1, Name="Ann", Note="ab")], []).notes == ()
    taken = planned([], [there("rec1", Name="Ann", Note="a\x07b", Kind="huge")])
    assert taken.operations[0].values["fldNote"] == "a\x07b"
    assert (taken.notes, taken.refusals) == ((), ())


def test_a_key_that_is_taken_is_told_where_it_was_given() -> None:
    memories = [replace(in_step("Ann", 1, "Oslo"), local_id="r1"), replace(in_step("Bob", 2, "Bern"), local_id="r2")]
    in_step_there = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Bob", City="Bern")]
    moved = [here(1, Name="Eve", City="Oslo"), here(2, Name="Bob", City="Bern")]
    other = [*in_step_there, there("rec3", Name="Eve", City="Rome")]
    plan = planned(moved, other, memories, stable_row_ids=True)
    assert plan.operations == ()
    held, new = sorted(plan.held, key=lambda each: each.side, reverse=True)
    assert (held.side, held.reason, held.label, held.uid) == (Side.LOCAL, "key_taken", "row 1", "uid1")
    assert (new.side, new.reason, new.label) == (Side.AIRTABLE, "key_taken", "rec3")
    assert "Eve" in held.detail


def cut(text: str | None, *, newline_lost: bool = True, **options: Any) -> list[str]:
    """The guards that stop a file whose last row has this city now."""
    memories = [in_step("Ann", 1, "Oslo"), in_step("Bob", 2, "Bern")]
    last = here(2, Name="Bob", City=text, **options)
    airtable = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Bob", City="Bern")]
    plan = planned([here(1, Name="Ann", City="Oslo"), last], airtable, memories, lost_line_end=newline_lost)
    return [stop.code for stop in plan.stops]


def test_a_file_that_lost_its_line_end_is_believed_unless_its_last_row_lost_something_too() -> None:
    assert cut("Bern") == []
    assert cut("Be") == ["local_cut"]
    assert cut(None) == ["local_cut"]
    assert cut("Basel") == [], "an edit, not a cut"
    assert cut("Bern", problems={"Count": INVALID}) == ["local_cut"]
    assert cut("Be", newline_lost=False) == []
    nobodys = planned([here(1, Name="New")], [], lost_line_end=True)
    assert nobodys.stops == ()
    assert planned([], [], lost_line_end=True).stops == ()


def test_what_is_left_alone_is_listed_by_the_side_that_has_it() -> None:
    there_only = replace(in_step("Ann", 1, "Oslo"), tombstone=Side.AIRTABLE)
    plan = planned([], [there("rec1", Name="Ann")], [there_only])
    assert [(n.code, n.label, n.uid, n.detail) for n in plan.notes] == [("left_alone", "rec1", "uid1", "airtable")]
    here_only = replace(there_only, tombstone=Side.LOCAL)
    plan = planned([here(4, Name="Ann")], [], [here_only])
    assert [(n.code, n.label, n.uid, n.detail) for n in plan.notes] == [("left_alone", "row 4", "uid1", "local")]


def test_an_answer_is_carried_out_while_it_fits_and_else_left_to_a_person() -> None:
    local, airtable = here(1, Name="Ann", City="Oslo"), there("rec1", Name="Ann", City="Bern")
    shown = dict(local.values), dict(airtable.values)
    answers = {"uid1": Resolution("uid1", *shown, shown[0], shown[0])}
    plan = planned([local], [airtable], [memory()], resolutions=answers)
    assert (plan.resolving, plan.unfit, plan.conflicts) == (("uid1",), (), ())
    assert [(op.side, dict(op.values)) for op in plan.operations] == [(Side.AIRTABLE, {"fldCity": "Oslo"})]
    moved = there("rec1", Name="Ann", City="Bonn")
    rules = Rules(pair_of(policy=Policy.LOCAL_WINS), FIELDS)
    plan = make_plan(Situation(rules, [local], [moved], [memory()], resolutions=answers))
    assert (plan.resolving, plan.unfit, plan.operations) == ((), ("uid1",), ())
    assert [conflict.uid for conflict in plan.conflicts] == ["uid1"], "no policy settles what a person has begun"
    by_hand = make_plan(Situation(rules, [local], [moved], [memory()], by_hand=frozenset({"uid1"})))
    assert [conflict.uid for conflict in by_hand.conflicts] == ["uid1"]


def test_rows_made_here_come_in_the_order_in_which_airtable_made_them() -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)
    ages = {"rec3": 1, "rec1": 2, "rec2": 2}
    records = [replace(there(i, Name=i), created_at=start + timedelta(days=age)) for i, age in ages.items()]
    assert [op.record_id for op in planned([], records).operations] == ["rec3", "rec1", "rec2"]
    assert [op.record_id for op in planned([], records[::-1]).operations] == ["rec3", "rec1", "rec2"]


def test_a_request_takes_ten() -> None:
    for number, calls in ((0, 0), (10, 1), (11, 2)):
        assert planned([here(n, Name=f"n{n}") for n in range(number)], []).api_calls == calls
    both_kinds = planned([here(1, Name="Ann", City="Oslo"), here(2, Name="New")], [there(Name="Ann")], [memory()])
    assert both_kinds.api_calls == 2


def test_only_what_a_side_was_known_to_have_can_be_missed_there() -> None:
    assert planned([], [], [in_step("Ann", 1, "Oslo")]).stops != ()
    assert planned([], [], [replace(in_step("Ann", 1, "Oslo"), tombstone=Side.LOCAL)]).stops == ()
    codes = [stop.code for stop in planned([], [], [replace(in_step("Ann", 1, "Oslo"), record_id=None)]).stops]
    assert codes == ["local_emptied"]
    codes = [stop.code for stop in planned([], [], [replace(in_step("Ann", 1, "Oslo"), local_id=None)]).stops]
    assert codes == ["airtable_emptied"]


def test_a_plan_with_nothing_to_do_is_empty_in_every_part() -> None:
    whole = {**known(Name="Ann"), "fldShout": None}
    plan = planned([here(1, Name="Ann")], [there("rec1", Name="Ann")], [memory(local=whole, airtable=whole)])
    assert plan == Plan(plan.id, local_rows=1)


def test_a_key_that_moves_on_both_sides_is_looked_for_on_each() -> None:
    memories = [replace(in_step("Ann", 1, "Oslo"), local_id="r1")]
    local = [here(1, Name="Ann", City="Bern")]
    airtable = [there("rec1", Name="Eve", City="Oslo")]
    plan = planned(local, airtable, memories, stable_row_ids=True)
    assert [(op.side, dict(op.values)) for op in plan.operations] == [
        (Side.LOCAL, {"fldName": "Eve"}),
        (Side.AIRTABLE, {"fldCity": "Bern"}),
    ]
    taken_here = planned([*local, here(2, Name="Eve")], airtable, memories, stable_row_ids=True)
    assert "uid1" in {held.uid for held in taken_here.held}
