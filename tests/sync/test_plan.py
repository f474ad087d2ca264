"""A whole plan from two lists of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.match import Held, make_uid
from airsync_gui.sync.operations import Conflict, Operation, Refusal
from airsync_gui.sync.pairs import Deletes, Direction, Policy
from airsync_gui.sync.plan import Plan, Situation, make_plan, plan_id
from airsync_gui.sync.records import Key, Memory, Row, Side, Uid
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
    assert [(n.code, n.label, n.uid, n.detail) for n in plan.notes] == [("left_alone", "Ann", "uid1", "airtable")]
    here_only = replace(there_only, tombstone=Side.LOCAL)
    plan = planned([here(4, Name="Ann")], [], [here_only])
    assert [(n.code, n.label, n.uid, n.detail) for n in plan.notes] == [("left_alone", "Ann", "uid1", "local")]


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
    ann = here(1, Name="Ann", City="Oslo")
    assert [stop.code for stop in planned([ann], [], [in_step("Ann", 1, "Oslo")]).stops] == ["airtable_emptied"]
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


def operation(uid: str, side: Side = Side.LOCAL, **options: Any) -> Operation:
    return Operation(side, options.pop("kind", "update"), uid, uid, None, None, **options)


def test_a_plan_is_restricted_to_some_records_and_to_wanted_operations() -> None:
    error = InvalidValue(field="City")

    def whole(*uids: str) -> Plan:
        return Plan(
            "id",
            operations=tuple(operation(uid, side) for uid in uids for side in Side),
            refusals=tuple(Refusal(operation(uid), error) for uid in uids),
            conflicts=tuple(Conflict(uid, "both_edited", uid, None, None, (), None, None) for uid in uids),
            held=(Held(Side.LOCAL, "malformed", "row 9", "has 2 cells"),),
            remember=tuple(memory(uid=uid) for uid in uids),
            forget=uids,
            resolving=uids,
            local_rows=7,
        )

    both = replace(whole("a", "b"), unfit=("a",), stops=planned([], [], [memory()]).stops)
    assert both.stops
    assert both.restricted(frozenset({"a"}), lambda _: True) == whole("a")
    only_here = both.restricted(frozenset({"b"}), lambda op: op.side is Side.LOCAL)
    assert only_here == replace(whole("b"), operations=(operation("b"),))


def test_a_plan_tells_its_sides_apart_and_whether_the_table_is_copied_first() -> None:
    plan = Plan("id", operations=(operation("a"), operation("b", Side.AIRTABLE)), local_rows=100)
    assert (plan.of(Side.LOCAL), plan.of(Side.AIRTABLE)) == ((operation("a"),), (operation("b", Side.AIRTABLE),))
    assert plan.copy_first is False
    many = tuple(operation(f"u{n}", kind="delete") for n in range(11))
    assert replace(plan, operations=many).copy_first is True
    assert replace(plan, operations=many, local_rows=1000).copy_first is False
    assert Plan("id", operations=many).copy_first is True


def test_a_plan_knows_how_many_rows_this_computers_table_has_or_had() -> None:
    records = [there(f"rec{n}", Name=f"n{n}") for n in range(5)]
    assert planned([here(1, Name="Ann"), here(2, Name="Bob")], records, [memory()]).local_rows == 2
    assert planned([], records, [in_step("Ann", 1, "Oslo"), in_step("Bob", 2, "Oslo")]).local_rows == 2
    no_row = replace(in_step("Bob", 2, "Oslo"), local_id=None)
    assert planned([here(1, Name="Ann")], [], [memory(), no_row]).local_rows == 1


def test_a_plans_id_is_of_its_pair_and_of_what_is_written_in_any_order() -> None:
    one, other = operation("a", values={"fldCity": "Oslo"}), operation("b", values={"fldCity": "Bern"})
    found = plan_id((one, other), pair_of())
    assert len(found) == 12
    assert plan_id((other, one), pair_of()) == found
    assert found not in {
        plan_id((one,), pair_of()),
        plan_id((one, other), replace(pair_of(), id="p2")),
        plan_id((one, replace(other, values={"fldCity": "Rome"})), pair_of()),
        plan_id((one, replace(other, values={})), pair_of()),
    }
    counted = pair_of(version_field="fldVersion", stamp_field="fldStamp")
    with_ours = replace(one, values={"fldCity": "Oslo", "fldVersion": "1", "fldStamp": "now"})
    assert plan_id((with_ours, other), counted) == plan_id((one, other), counted)


def test_a_plans_id_does_not_depend_on_the_order_of_fields() -> None:
    local = [here(1, Name="Ann", City="Oslo", Note="n")]
    turned = dict(reversed(FIELDS.items()))
    plans = [make_plan(Situation(Rules(pair_of(), fields), local, [], [])) for fields in (FIELDS, turned)]
    assert plans[0].id == plans[1].id


def test_what_an_undo_makes_again_is_not_forgotten_while_it_can() -> None:
    gone, other = in_step("Ann", 1, "Oslo"), in_step("Bob", 2, "Bern")
    names: dict[str, Any] = {"Name": "Ann", "City": "Oslo"}
    values = dict(there(**names).values)
    back = Resolution("uid1", None, None, values, values, undo=True)

    def remade(**resolutions: Resolution) -> Plan:
        return planned([], [], [other, gone], resolutions=resolutions)

    plan = remade(uid1=back)
    assert [(op.side, op.kind, op.uid, op.local_id, op.record_id) for op in plan.operations] == [
        (side, "create", "uid1", gone.local_id, "rec1") for side in Side
    ]
    assert (plan.forget, plan.resolving) == (("uid2",), ("uid1",))
    for unfit in (replace(back, undo=False), replace(back, shown_local=values, target_local={"fldName": "Eve"})):
        plan = remade(uid1=unfit)
        assert (plan.operations, sorted(plan.forget)) == ((), ["uid1", "uid2"])
    standing = planned([here(**names)], [there(**names)], [gone], resolutions={"uid1": back})
    assert (standing.forget, standing.resolving, standing.operations) == ((), ("uid1",), ())


class AtRest:
    """Three records that are at rest."""

    def __init__(self, side: Side = Side.LOCAL, key: Key = (), uid: Uid = "") -> None:
        self.known = side, key, uid

    def count(self) -> int:
        return 3

    def in_use(self, side: Side, key: Key) -> bool:
        return (side, key) == self.known[:2]

    def has_uid(self, uid: Uid) -> bool:
        return uid == self.known[2]


def test_records_at_rest_count_and_keep_their_keys_and_ids() -> None:
    new = [there("rec1", Name="Ann")]
    (create,) = planned([], new, at_rest=AtRest()).operations
    assert (create.side, create.uid) == (Side.LOCAL, make_uid("p1", "rec1"))
    (again,) = planned([], new, at_rest=AtRest(uid=create.uid)).operations
    assert again.uid != create.uid
    (held,) = planned([], new, at_rest=AtRest(Side.LOCAL, ("Ann",))).held
    assert (held.reason, held.side) == ("key_taken", Side.AIRTABLE)
    assert planned([], new, at_rest=AtRest(Side.AIRTABLE, ("Ann",))).held == ()
    assert planned([], new, at_rest=AtRest()).local_rows == 3
    names = ("Ann", "Bob", "Eve")
    memories = [in_step(name, n, "Oslo") for n, name in enumerate(names)]
    rows = [here(n, Name=name, City="Oslo") for n, name in enumerate(names)]
    records = [there(f"rec{n}", Name=name, City="Oslo") for n, name in enumerate(names)]
    assert planned(rows, records, memories, at_rest=AtRest()).stops == ()
    assert planned([], [], memories, at_rest=AtRest()).stops == ()


def test_what_stops_names_how_many_were_known_on_each_side() -> None:
    memories = [in_step(f"n{n}", n, "Oslo") for n in range(12)]
    rows = [here(n, Name=f"n{n}", City="Oslo") for n in range(12)]
    records = [there(f"rec{n}", Name=f"n{n}", City="Oslo") for n in range(12)]
    (stop,) = planned(rows[:1], records, memories, at_rest=AtRest()).stops
    assert (stop.code, stop.side, stop.of) == ("deletes", Side.AIRTABLE, 15)
    (stop,) = planned(rows, records[:1], memories, at_rest=AtRest()).stops
    assert (stop.code, stop.side, stop.of) == ("deletes", Side.LOCAL, 15)


def test_half_of_the_records_may_be_updated_only_in_a_first_run() -> None:
    memories = [in_step(f"n{n}", n, "Oslo") for n in range(30)]
    rows = [here(n, Name=f"n{n}", City="Bern") for n in range(30)]
    records = [there(f"rec{n}", Name=f"n{n}", City="Oslo") for n in range(30)]
    assert [stop.code for stop in planned(rows, records, memories).stops] == ["updates"]
    assert planned(rows, records, memories, first_run=True).stops == ()


def test_a_cut_file_is_told_with_the_rows_that_it_lost_and_no_others() -> None:
    memories = [in_step(name, n, "Oslo") for n, name in enumerate(("Ann", "Bob", "Eve"))]
    records = [there(f"rec{n}", Name=name, City="Oslo") for n, name in enumerate(("Ann", "Bob", "Eve"))]
    rows = [here(1, Name="New"), here(2, Name="Bob", City="Oslo"), here(3, Name="Ann", City="Oslo")]
    (stop,) = planned(rows, [*records, there("rec8", Name="Zed")], memories, lost_line_end=True).stops
    assert (stop.code, stop.of) == ("local_cut", 1)
    assert planned(rows, records, memories).stops == ()


def test_the_last_row_is_compared_with_what_this_computer_had() -> None:
    local, airtable = known(Name="Bob", City="Bern"), known(Name="Bob", City="Bern (CH)")
    remembered = [memory("Bob", "rec1", local=local, airtable=airtable)]
    records = [there("rec1", Name="Bob", City="Bern (CH)")]
    assert planned([here(1, Name="Bob", City="Bern")], records, remembered, lost_line_end=True).stops == ()
    (stop,) = planned([here(1, Name="Bob", City="Ber")], records, remembered, lost_line_end=True).stops
    assert (stop.code, stop.of) == ("local_cut", 0)
    assert planned([], records, lost_line_end=True).stops == ()


def by_primary_key(name: str, number: int, city: str) -> Memory:
    return replace(in_step(name, number, city), local_id=f"r{number}")


def test_a_deleted_record_frees_its_key() -> None:
    memories = [by_primary_key("Ann", 1, "Oslo"), by_primary_key("Bob", 2, "Bern")]
    airtable = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Bob", City="Bern")]
    plan = planned([here(2, Name="Ann", City="Bern")], airtable, memories, stable_row_ids=True)
    assert [(op.kind, op.record_id) for op in plan.operations] == [("delete", "rec1"), ("update", "rec2")]
    assert plan.held == ()
    assert plan.operations[0].shape == ""


def test_who_keeps_a_key_is_not_held_for_who_wants_it() -> None:
    memories = [by_primary_key("Ann", 1, "Oslo"), by_primary_key("Eve", 2, "Bern")]
    airtable = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Eve", City="Bern")]
    records = [*airtable, there("rec3", Name="Zed")]
    local = [here(1, Name="Zed", City="Oslo"), here(2, Name="Eve", City="Rome")]
    plan = planned(local, records, memories, stable_row_ids=True)
    assert [(op.side, op.uid, dict(op.values)) for op in plan.operations] == [
        (Side.AIRTABLE, "uid2", {"fldCity": "Rome"})
    ]
    assert "uid1" in {held.uid for held in plan.held}


def test_a_key_of_two_fields_moves_with_either() -> None:
    pair = replace(pair_of(), key=("fldName", "fldCity"))
    memories = [by_primary_key("Ann", 1, "Oslo")]
    airtable = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Ann", City="Rome")]
    local = [here(1, Name="Ann", City="Rome")]
    rules = Rules(pair, FIELDS)
    plan = make_plan(Situation(rules, local, airtable, memories, stable_row_ids=True))
    assert plan.operations == ()
    assert {held.reason for held in plan.held} == {"key_taken"}
    assert all("its key Ann, Rome is" in held.detail for held in plan.held)
    free = make_plan(Situation(rules, local, airtable[:1], memories, stable_row_ids=True))
    assert [dict(op.values) for op in free.operations] == [{"fldCity": "Rome"}]


def test_an_answer_that_wants_a_taken_key_is_not_being_carried_out() -> None:
    memories = [by_primary_key("Ann", 1, "Oslo"), by_primary_key("Bob", 2, "Bern")]
    local = [here(1, Name="Ann", City="Oslo"), here(2, Name="Bob", City="Bern")]
    airtable = [there("rec1", Name="Ann", City="Oslo"), there("rec2", Name="Bob", City="Bern")]
    shown = dict(local[0].values)
    undo = Resolution("uid1", shown, shown, {**shown, "fldName": "Bob"}, shown, undo=True)
    plan = planned(local, airtable, memories, stable_row_ids=True, resolutions={"uid1": undo})
    assert (plan.operations, plan.resolving, plan.conflicts) == ((), (), ())
    assert [(held.reason, held.uid) for held in plan.held] == [("key_taken", "uid1")]


def test_a_cell_that_cant_be_read_keeps_from_being_sent_only() -> None:
    local = here(1, {"Count": INVALID, "Note": INVALID}, Name="Ann", Kind="big")
    plan = planned([local], [there("rec1", Name="Ann", City="Oslo")], [memory()])
    assert [(op.side, dict(op.values)) for op in plan.operations] == [(Side.LOCAL, {"fldCity": "Oslo"})]
    (refusal,) = plan.refusals
    assert (refusal.operation.side, refusal.error.field, refusal.by_validation) == (Side.AIRTABLE, "Note", True)


def test_of_several_missing_fields_the_first_is_named_and_unmapped_ones_are_not_asked_for() -> None:
    required = frozenset({"fldNote", "fldKind", "fldCount", "fldCity"})
    (refusal,) = ruled([here(1, Name="Ann")], [], required=required).refusals
    assert refusal.error.field == "City"
    assert ruled([here(1, Name="Ann")], [], required=frozenset({"fldGone"})).refusals == ()


def test_rows_whose_age_is_unknown_come_first_and_only_new_rows_are_sorted_by_age() -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)
    records = [replace(there("rec1", Name="a"), created_at=start), there("rec2", Name="b"), there("rec0", Name="c")]
    assert [op.record_id for op in planned([], records).operations] == ["rec0", "rec2", "rec1"]
    memories = [in_step("Ann", 2, "Oslo"), in_step("Bob", 1, "Oslo")]
    local = [here(1, Name="Ann", City="Oslo"), here(2, Name="Bob", City="Oslo")]
    edited = [
        replace(there("rec2", Name="Ann", City="Bern"), created_at=start + timedelta(days=1)),
        replace(there("rec1", Name="Bob", City="Bern"), created_at=start),
    ]
    assert [op.record_id for op in planned(local, edited, memories).operations] == ["rec2", "rec1"]


def test_a_plan_passes_on_all_that_was_found() -> None:
    gone = [in_step("Ann", 1, "Oslo")]
    assert planned([], [], gone).forget == ("uid1",)
    assert [note.code for note in planned([], [there("rec1", Shout="X")]).notes] == ["blank_ignored"]
    assert planned([], [there("rec1", Shout="X")]).notes[0].label == "rec1"
    row, record = here(1, Name="Ann", City="Oslo"), there("rec1", Name="Ann", City="Oslo")
    (held,) = planned([here(1, City="Oslo")], []).held
    assert held.reason == "blank_key"
    pushed = ruled([row], [there("rec1", Name="Ann", City="Bern")], gone, direction=Direction.PUSH)
    assert [(drift.side, drift.uid) for drift in pushed.drift] == [(Side.AIRTABLE, "uid1")]
    kept = ruled([], [record], gone, deletes=Deletes.KEEP)
    assert [note.code for note in kept.notes] == ["deletion_kept"]
    assert [(m.uid, m.tombstone) for m in kept.remember] == [("uid1", Side.AIRTABLE)]


def test_what_earlier_runs_saw_decides_who_is_suspect() -> None:
    bad, records = here(9, malformed="has 2 cells"), [there("rec1", Name="Ann", City="Oslo")]
    gone = [in_step("Ann", 1, "Oslo")]

    def reasons(**options: Any) -> list[str]:
        return [held.reason for held in planned([bad], records, gone, **options).held]

    assert reasons() == ["malformed", "suspect"]
    assert reasons(known_bad_rows=frozenset({"print 9"})) == ["malformed"]
    suspects = {"uid1": frozenset({"print 9"})}
    assert reasons(known_bad_rows=frozenset({"print 9"}), suspects=suspects) == ["malformed", "suspect"]


def test_no_rule_settles_a_record_of_which_something_was_undone() -> None:
    rules = Rules(pair_of(policy=Policy.LOCAL_WINS), FIELDS)
    row, record = here(1, Name="Ann", City="Oslo"), there("rec1", Name="Ann")
    plan = make_plan(Situation(rules, [row], [record], [memory()], undone=frozenset({"uid1"})))
    assert (plan.operations, [conflict.kind for conflict in plan.conflicts]) == ((), ["undone"])
    assert planned([], [], [memory()], undone=frozenset({"uid1"})).stops == ()
