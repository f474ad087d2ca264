"""A whole plan from two lists of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.decide import Rules
from airsync_gui.sync.plan import Plan, Situation, make_plan
from airsync_gui.sync.records import Memory, Row, Side
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
