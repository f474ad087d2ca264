"""Which row is which record, and which ones take no part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.sync.match import Matching, local_id_of, make_uid, match
from airsync_gui.sync.records import Memory, Row, Side
from tests.sync.examples import AMBIGUOUS, FIELDS, INVALID, here, known, memory, pair_of, there


def matched(local: Sequence[Row], airtable: Sequence[Row], memories: Sequence[Memory] = (), **options: Any) -> Matching:
    return match(pair_of(), FIELDS, local, airtable, memories, **{"stable_row_ids": False, **options})


def pairs(found: Matching) -> set[tuple[str | None, str | None]]:
    return {(m.local.row_id if m.local else None, m.airtable.row_id if m.airtable else None) for m in found.matches}


def reasons(found: Matching) -> list[str]:
    return sorted(held.reason for held in found.held)


def test_new_rows_are_matched_by_key() -> None:
    found = matched([here(1, Name="Ann"), here(2, Name="Bob")], [there("rec1", Name="Ann"), there("rec2", Name="Eve")])
    assert pairs(found) == {("r1", "rec1"), ("r2", None), (None, "rec2")}


def test_known_records_are_matched_by_their_ids() -> None:
    found = matched([here(1, Name="Ann")], [there("rec1", Name="Anne")], [memory()])
    assert pairs(found) == {("r1", "rec1")}


def test_rows_without_a_key_are_held() -> None:
    found = matched([here(1, City="Oslo")], [there("rec1", City="Oslo")])
    assert reasons(found) == ["blank_key", "blank_key"]
    assert found.matches == []


def test_a_wholly_blank_unknown_record_is_ignored_but_not_a_known_one() -> None:
    assert matched([], [there("rec1", Shout="X")]).ignored_blank == ["rec1"]
    found = matched([here(1, Name="Ann")], [there("rec1")], [memory()])
    assert (reasons(found), found.matches, found.held[0].uid) == (["blank_key"], [], "uid1")


def test_rows_that_share_a_key_are_held_and_name_each_other() -> None:
    found = matched([here(1, Name="Ann"), here(2, Name="Ann")], [there("rec1", Name="Ann")], [memory()])
    assert reasons(found) == ["duplicate_key", "duplicate_key"]
    assert found.matches == []
    assert "row 2" in found.held[0].detail
    assert "uid1" in {held.uid for held in found.held}


def test_a_known_record_with_a_twin_in_airtable_is_held() -> None:
    found = matched([here(1, Name="Ann")], [there("rec1", Name="Ann"), there("rec2", Name="Ann")], [memory()])
    assert found.matches == []


def test_an_ambiguous_cell_holds_its_record_and_an_invalid_one_does_not() -> None:
    found = matched([here(1, {"Count": AMBIGUOUS}, Name="Ann")], [there(Name="Ann")], [memory()])
    assert (reasons(found), found.matches) == (["ambiguous"], [])
    assert "1234" in found.held[0].detail
    assert len(matched([here(1, {"Count": INVALID}, Name="Ann")], [there(Name="Ann")], [memory()]).matches) == 1


def test_a_record_that_vanished_while_a_row_became_unreadable_is_suspect() -> None:
    bad = here(9, malformed="has 2 cells")
    found = matched([bad], [there(Name="Ann")], [memory()])
    assert reasons(found) == ["malformed", "suspect"]
    assert found.held[1].suspects == ("print 9",)
    again = matched([bad], [there(Name="Ann")], [memory()], known_bad_rows=frozenset({"print 9"}))
    assert len(again.matches) == 1, "an old unreadable row says nothing about a record that vanished since"
    suspects = {"uid1": frozenset({"print 9"})}
    still = matched([bad], [there(Name="Ann")], [memory()], known_bad_rows=frozenset({"print 9"}), suspects=suspects)
    assert reasons(still) == ["malformed", "suspect"]


def renamed_memory(uid: str = "uid1", name: str = "Ann", record_id: str = "rec1", **others: Any) -> Memory:
    values = known(Name=name, **others)
    return memory(name, record_id, uid, local=values, airtable=values)


def test_one_vanished_and_one_new_key_with_equal_values_are_a_rename() -> None:
    found = matched(
        [here(1, Name="Anna", City="Oslo")], [there(Name="Ann", City="Oslo")], [renamed_memory(City="Oslo")]
    )
    assert pairs(found) == {("r1", "rec1")}
    assert found.matches[0].local_id == local_id_of(("Anna",))


def test_no_rename_without_another_value_or_when_two_rows_fit() -> None:
    assert pairs(matched([here(1, Name="Anna")], [there(Name="Ann")], [memory()])) == {("r1", None), (None, "rec1")}
    rows = [here(1, Name="Anna", City="Oslo"), here(2, Name="Anne", City="Oslo")]
    found = matched(rows, [there(Name="Ann", City="Oslo")], [renamed_memory(City="Oslo")])
    assert pairs(found) == {("r1", None), ("r2", None), (None, "rec1")}


def test_a_record_made_again_is_bound_to_its_new_id_with_nothing_remembered() -> None:
    found = matched([here(1, Name="Ann")], [there("rec9", Name="Ann")], [memory()])
    (only,) = found.matches
    assert (only.uid, only.record_id) == ("uid1", "rec9")
    assert only.memory is not None
    assert (only.memory.local, only.memory.airtable) == ({}, {})


def test_a_record_made_again_twice_is_held() -> None:
    found = matched([here(1, Name="Ann")], [there("rec8", Name="Ann"), there("rec9", Name="Ann")], [memory()])
    assert found.matches == []
    assert "uid1" in {held.uid for held in found.held}


def test_a_record_that_is_gone_is_held_while_its_key_stands_twice() -> None:
    renamed = memory("Bob", "rec7", "uid2")
    rows = [here(1, Name="Ann"), here(2, Name="Bob")]
    found = matched(rows, [there("rec7", Name="Ann"), there("rec9", Name="Ann")], [memory(), renamed])
    assert found.matches == []
    assert "uid1" in {held.uid for held in found.held}


def test_a_row_made_again_under_another_primary_key_is_bound_to_it() -> None:
    remembered = Memory("uid1", "1", "rec1", known(Name="Ann"), known(Name="Ann"))
    row = Row("2", {"fldName": "Ann"})
    found = matched([row], [there(Name="Ann")], [remembered], stable_row_ids=True)
    assert [(m.uid, m.local_id) for m in found.matches] == [("uid1", "2")]


def test_what_is_gone_on_both_sides_is_forgotten() -> None:
    assert matched([], [], [memory()]).forget == ["uid1"]


def test_a_tombstone_is_left_alone_until_its_key_comes_back() -> None:
    tombstone = memory(tombstone=Side.AIRTABLE)
    alone = matched([], [there(Name="Ann")], [tombstone])
    assert ([m.uid for m in alone.left_alone], alone.matches) == (["uid1"], [])
    lifted = matched([here(1, Name="Ann")], [there(Name="Ann")], [tombstone])
    assert pairs(lifted) == {("r1", "rec1")}
    assert lifted.matches[0].memory is not None
    assert lifted.matches[0].memory.local == {}


def test_a_tombstone_whose_record_is_gone_too_is_forgotten() -> None:
    tombstone = memory(tombstone=Side.AIRTABLE)
    found = matched([here(1, Name="Ann")], [], [tombstone])
    assert found.forget == ["uid1"]
    assert pairs(found) == {("r1", None)}


def test_a_tombstone_of_a_row_is_lifted_by_a_new_record() -> None:
    tombstone = memory(record_id="rec1", tombstone=Side.LOCAL)
    found = matched([here(1, Name="Ann")], [there("rec9", Name="Ann")], [tombstone])
    assert [(m.uid, m.record_id) for m in found.matches] == [("uid1", "rec9")]


def test_an_id_is_the_same_each_time_and_never_one_that_is_taken() -> None:
    uid = make_uid("p1", "rec1")
    assert uid == make_uid("p1", "rec1")
    assert make_uid("p1", "rec1", {uid}.__contains__) not in {uid, make_uid("p2", "rec1")}


names = st.sampled_from(["Ann", "Bob", "Eve", None])
cities = st.sampled_from(["Oslo", "Bern", None])
rows = st.lists(st.tuples(names, cities), max_size=6)


@given(rows, rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_records_does_not_matter(
    local: list[tuple[str | None, str | None]], airtable: list[tuple[str | None, str | None]], random: Any
) -> None:
    here_rows = [here(n, Name=name, City=city) for n, (name, city) in enumerate(local)]
    there_rows = [there(f"rec{n}", Name=name, City=city) for n, (name, city) in enumerate(airtable)]
    memories = [renamed_memory("uid1", "Ann", "rec0", City="Oslo"), renamed_memory("uid2", "Bob", "rec1", City="Bern")]

    def content(found: Matching) -> Any:
        return (
            sorted((m.uid, m.local_id or "", m.record_id or "") for m in found.matches),
            sorted((h.side, h.reason, h.label, h.uid or "") for h in found.held),
            sorted(found.forget),
            sorted(found.ignored_blank),
        )

    first = content(matched(here_rows, there_rows, memories))
    random.shuffle(here_rows)
    random.shuffle(there_rows)
    assert content(matched(here_rows, there_rows, memories)) == first
