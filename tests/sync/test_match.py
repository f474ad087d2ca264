"""Which row is which record, and which ones take no part."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from airsync_gui.sync.match import Held, Matching, keys_in_use, local_id_of, make_uid, match, moved
from airsync_gui.sync.records import Memory, Row, Side
from airsync_gui.sync.schema import Field
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


def test_what_took_a_suspects_place_in_airtable_is_held_with_it() -> None:
    found = matched([here(9, malformed="has 2 cells")], [there("rec2", Name="Ann")], [memory()])
    assert [(h.side, h.label, h.uid) for h in found.held[1:]] == [
        (Side.LOCAL, "Ann", "uid1"),
        (Side.AIRTABLE, "rec2", "uid1"),
    ]
    assert "Ann" in found.held[2].detail
    assert found.held[1].suspects == found.held[2].suspects == ("print 9",)


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
    assert found.matches[0].uid == make_uid("p1", f"local\n{local_id_of(('Ann',))}")


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


def two_fields(local: Sequence[Row], airtable: Sequence[Row], memories: Sequence[Memory] = ()) -> Matching:
    """Known by name and city."""
    pair = replace(pair_of(), key=("fldName", "fldCity"))
    return match(pair, FIELDS, local, airtable, memories, stable_row_ids=False)


def test_a_held_row_says_where_and_what_is_wrong_and_is_known_again() -> None:
    ambiguous = here(2, {"Name": AMBIGUOUS}, City="Oslo")
    found = matched([here(1, City="Oslo"), ambiguous, here(3, malformed="has 2 cells")], [there("rec1", City="Oslo")])
    assert found.held == [
        Held(Side.LOCAL, "blank_key", "row 1", "Name is blank", fingerprint="print 1"),
        Held(Side.LOCAL, "ambiguous", "row 2", "Name: '1,234' can be read in two ways", fingerprint="print 2"),
        Held(Side.LOCAL, "malformed", "row 3", "has 2 cells", fingerprint="print 3"),
        Held(Side.AIRTABLE, "blank_key", "rec1", "Name is blank"),
    ]
    both_blank = two_fields(
        [here(1, Note="n"), here(2, Name="Ann")], [there("rec1", Note="n"), there("rec2", City="x")]
    )
    assert [held.detail for held in both_blank.held] == [
        "Name, City is blank",
        "City is blank",
        "Name, City is blank",
        "Name is blank",
    ]


def test_rows_that_share_a_key_name_all_the_others_and_nobody_else() -> None:
    rows = [here(n, Name="Ann", City="Oslo") for n in (1, 2, 3)]
    records = [there(f"rec{n}", Name="Bob", City="Bern") for n in (1, 2)]
    found = two_fields([*rows, here(4, Name="Ann", City="Bern")], records)
    assert [(held.side, held.label, held.detail, held.fingerprint) for held in found.held] == [
        (Side.LOCAL, "row 1", "key Ann, Oslo is also in row 2, row 3", "print 1"),
        (Side.LOCAL, "row 2", "key Ann, Oslo is also in row 1, row 3", "print 2"),
        (Side.LOCAL, "row 3", "key Ann, Oslo is also in row 1, row 2", "print 3"),
        (Side.AIRTABLE, "rec1", "key Bob, Bern is also in rec2", ""),
        (Side.AIRTABLE, "rec2", "key Bob, Bern is also in rec1", ""),
    ]
    assert pairs(found) == {("r4", None)}


def test_an_ambiguous_cell_says_each_reading_and_only_of_fields_that_take_part() -> None:
    plain = replace(AMBIGUOUS, suggestion=None)
    problems = {"Count": AMBIGUOUS, "Note": plain, "City": INVALID, "Gone": AMBIGUOUS}
    (held,) = matched([here(1, problems, Name="Ann")], []).held
    assert held.detail == (
        "Count: “1,234” can be read in two ways (did you mean “1234”?); Note: “1,234” can be read in two ways"
    )
    assert (held.side, held.label, held.fingerprint) == (Side.LOCAL, "row 1", "print 1")
    assert len(matched([here(1, {"Gone": AMBIGUOUS}, Name="Ann")], []).matches) == 1


def test_only_what_people_fill_makes_a_record() -> None:
    pair = pair_of(version_field="fldCount", stamp_field="fldStamp")
    for blank in ({"Shout": "X"}, {"Count": "1"}, {"Gone": "x"}, {"City": ""}, {}):
        found = match(pair, FIELDS, [], [there("rec1", **blank)], [], stable_row_ids=False)
        assert (found.ignored_blank, found.held, found.matches) == (["rec1"], [], [])
    for filled in ({"City": "Oslo"}, {"City": "", "Note": "n", "Shout": "X"}):
        found = match(pair, FIELDS, [], [there("rec1", **filled)], [], stable_row_ids=False)
        assert (found.ignored_blank, reasons(found)) == ([], ["blank_key"])


def test_a_field_that_takes_no_part_is_named_by_its_id() -> None:
    fields = {f: field for f, field in FIELDS.items() if f != "fldName"}
    (held,) = match(pair_of(), fields, [here(1, City="Oslo")], [], [], stable_row_ids=False).held
    assert held.detail == "fldName is blank"


def by_primary_key(uid: str, local_id: str, record_id: str, name: str, **options: Any) -> Memory:
    both = known(Name=name)
    return Memory(uid, local_id, record_id, **{"local": both, "airtable": both, **options})


def test_a_known_row_with_a_primary_key_is_held_though_its_key_can_not_be_read() -> None:
    remembered = [by_primary_key("uid1", "r1", "rec1", "Ann")]
    for trouble in (here(1, City="Oslo"), here(1, {"Name": AMBIGUOUS})):
        found = matched([trouble], [there("rec1", Name="Ann")], remembered, stable_row_ids=True)
        assert (found.matches, [held.uid for held in found.held]) == ([], ["uid1"])
    malformed = matched([here(1, malformed="?")], [there("rec1", Name="Ann")], remembered, stable_row_ids=True)
    assert (pairs(malformed), reasons(malformed)) == ({(None, "rec1")}, ["malformed"])


def test_a_row_made_again_twice_under_other_primary_keys_is_held() -> None:
    remembered = [by_primary_key("uid1", "1", "rec1", "Ann")]
    rows = [Row("2", {"fldName": "Ann"}, label="row 2"), Row("3", {"fldName": "Ann"}, label="row 3")]
    found = matched(rows, [there("rec1", Name="Ann")], remembered, stable_row_ids=True)
    assert found.matches == []
    assert found.held[-1] == Held(
        Side.LOCAL, "duplicate_key", "1", "is gone, and more than one new row has its key", "uid1"
    )


def test_a_row_made_again_is_matched_as_on_a_first_run() -> None:
    remembered = [by_primary_key("uid1", "1", "rec1", "Ann", lossy={"fldNote": Side.LOCAL})]
    row = Row("2", {"fldName": "Ann"})
    (only,) = matched([row], [there("rec1", Name="Ann")], remembered, stable_row_ids=True).matches
    assert (only.local, only.local_id, only.record_id) == (row, "2", "rec1")
    assert only.memory == Memory("uid1", "1", "rec1")
    gone = matched([Row("2", {"fldName": "Eve"})], [there("rec1", Name="Ann")], remembered, stable_row_ids=True)
    assert pairs(gone) == {("2", None), (None, "rec1")}


def test_what_is_made_again_is_looked_for_by_the_key_that_its_own_side_had() -> None:
    apart = {"local": known(Name="Ann"), "airtable": known(Name="Anne")}
    remembered = [by_primary_key("uid1", "r1", "rec1", "", **apart)]
    found = matched([here(1, Name="Ann")], [there("rec9", Name="Anne")], remembered, stable_row_ids=True)
    assert pairs(found) == {("r1", "rec9")}
    found = matched([Row("9", {"fldName": "Ann"})], [there("rec1", Name="Anne")], remembered, stable_row_ids=True)
    assert pairs(found) == {("9", "rec1")}
    only_here = [by_primary_key("uid1", "r1", "rec1", "", local=known(Name="Ann"), airtable={})]
    found = matched([here(1, Name="Ann")], [there("rec9", Name="Ann")], only_here, stable_row_ids=True)
    assert [m.uid for m in found.matches] == ["uid1"]
    only_there = [by_primary_key("uid1", "r1", "rec1", "", local={}, airtable=known(Name="Ann"))]
    found = matched([Row("9", {"fldName": "Ann"})], [there("rec1", Name="Ann")], only_there, stable_row_ids=True)
    assert [m.uid for m in found.matches] == ["uid1"]


def test_a_record_made_again_has_its_new_row_and_one_made_twice_says_so() -> None:
    again = there("rec9", Name="Ann")
    (only,) = matched([here(1, Name="Ann")], [again], [memory(lossy={"fldNote": Side.LOCAL})]).matches
    assert (only.airtable, only.memory) == (again, Memory("uid1", local_id_of(("Ann",)), "rec1"))
    found = matched([here(1, Name="Ann")], [there("rec8", Name="Ann"), there("rec9", Name="Ann")], [memory()])
    assert found.held[-1] == Held(
        Side.AIRTABLE, "duplicate_key", "rec1", "is gone, and more than one new record has its key", "uid1"
    )


def test_only_a_new_record_among_twins_may_be_one_that_is_gone() -> None:
    gone = memory("Bob", "rec3", "uid3", airtable=known(Name="Ann"))
    memories = [memory("Ann", "rec1", "uid1"), memory("Eve", "rec2", "uid2"), gone]
    records = [there("rec1", Name="Ann"), there("rec2", Name="Ann")]
    found = matched([here(1, Name="Ann"), here(3, Name="Bob")], records, memories)
    assert [(m.uid, m.airtable) for m in found.matches] == [("uid3", None)]
    found = matched([here(1, Name="Ann"), here(3, Name="Bob")], [*records, there("rec9", Name="Ann")], memories)
    assert found.matches == []
    assert "uid3" in {held.uid for held in found.held}


def test_rows_that_can_not_be_read_are_named_by_who_may_be_one_of_them() -> None:
    bad = [here(8, malformed="has 2 cells"), here(9, malformed="has 3 cells"), here(7, City="Oslo")]
    found = matched(bad, [there(Name="Ann")], [memory()], known_bad_rows=frozenset({"print 7"}))
    assert found.held[-1] == Held(
        Side.LOCAL,
        "suspect",
        "Ann",
        "is not found, and row 8, row 9 can't be read: it may be this record",
        "uid1",
        suspects=("print 8", "print 9"),
    )
    assert found.matches == []
    stable = matched(bad, [there(Name="Ann")], [by_primary_key("uid1", "r1", "rec1", "Ann")], stable_row_ids=True)
    assert pairs(stable) == {(None, "rec1")}


def test_a_rename_is_seen_by_this_computers_values_alone() -> None:
    tags = Field("fldTags", "Tags", "multipleSelects")
    fields = {**FIELDS, "fldTags": tags}
    local = {**known(Name="Ann"), "fldTags": ("b", "a"), "fldGone": "x"}
    remembered = memory(local=local, airtable=known(Name="Ann", City="Oslo"))
    row = here(1, Name="Anna", Tags=("a", "b"))
    found = match(pair_of(), fields, [row], [there(Name="Ann", City="Oslo")], [remembered], stable_row_ids=False)
    assert pairs(found) == {("r1", "rec1")}
    other = here(1, Name="Anna", City="Oslo")
    found = match(pair_of(), fields, [other], [there(Name="Ann", City="Oslo")], [remembered], stable_row_ids=False)
    assert pairs(found) == {("r1", None), (None, "rec1")}


def test_no_rename_of_a_row_that_is_there_or_held_or_has_a_primary_key() -> None:
    ann = renamed_memory(City="Oslo")
    new = here(9, Name="Anna", City="Oslo")
    records = [there("rec1", Name="Ann", City="Oslo")]
    assert pairs(matched([here(1, Name="Ann", City="Oslo"), new], records, [ann])) == {("r1", "rec1"), ("r9", None)}
    twins = [here(1, Name="Ann"), here(2, Name="Ann"), new]
    assert pairs(matched(twins, records, [ann])) == {("r9", None)}
    without_row = replace(ann, local_id=None)
    assert pairs(matched([new], records, [without_row])) == {("r9", None), (None, "rec1")}
    stable = replace(ann, local_id="r1")
    assert pairs(matched([new], records, [stable], stable_row_ids=True)) == {("r9", None), (None, "rec1")}


def test_a_kept_row_under_a_new_key_is_still_out_of_the_pair() -> None:
    tombstone = replace(renamed_memory(City="Oslo"), tombstone=Side.LOCAL)
    found = matched([here(1, Name="Anna", City="Oslo")], [], [tombstone])
    assert ([(m.uid, m.local_id) for m in found.left_alone], found.matches) == ([("uid1", local_id_of(("Anna",)))], [])
    kept_there = replace(tombstone, tombstone=Side.AIRTABLE)
    found = matched([here(1, Name="Anna", City="Oslo")], [there("rec1", Name="Ann", City="Oslo")], [kept_there])
    assert (pairs(found), [m.uid for m in found.left_alone]) == ({("r1", None)}, ["uid1"])


def test_a_tombstone_is_lifted_with_the_new_row_under_its_own_id() -> None:
    row = Row("r9", {"fldName": "Ann"})
    kept = by_primary_key("uid1", "r1", "rec1", "", local=known(Name="Ann"), airtable=known(Name="Anne"))
    in_airtable = replace(kept, tombstone=Side.AIRTABLE, lossy={"fldNote": Side.LOCAL})
    (only,) = matched([row], [there("rec1", Name="Anne")], [in_airtable], stable_row_ids=True).matches
    assert (only.local, only.local_id, only.record_id) == (row, "r9", "rec1")
    assert only.memory == Memory("uid1", "r1", "rec1")
    unknown_here = replace(in_airtable, local={}, airtable=known(Name="Ann"))
    found = matched([row], [there("rec1", Name="Ann")], [unknown_here], stable_row_ids=True)
    assert [(m.uid, m.local_id) for m in found.matches] == [("uid1", "r9")]
    new = there("rec9", Name="Anne")
    (only,) = matched([here(1, Name="Ann")], [new], [replace(kept, tombstone=Side.LOCAL)], stable_row_ids=True).matches
    assert (only.airtable, only.local_id, only.record_id) == (new, "r1", "rec9")
    unknown_there = replace(kept, tombstone=Side.LOCAL, airtable={})
    found = matched([here(1, Name="Ann")], [there("rec9", Name="Ann")], [unknown_there], stable_row_ids=True)
    assert pairs(found) == {("r1", "rec9")}


def test_what_a_void_tombstone_held_back_is_new() -> None:
    kept_here = memory(tombstone=Side.LOCAL)
    found = matched([], [there("rec1", Name="Ann")], [kept_here])
    assert (found.forget, pairs(found)) == (["uid1"], {(None, "rec1")})
    both = matched([], [there("rec1", Name="Ann")], [kept_here, memory("Bob", "rec2", "uid2")])
    assert (sorted(both.forget), pairs(both)) == (["uid1", "uid2"], {(None, "rec1")})
    kept_there = memory(tombstone=Side.AIRTABLE)
    found = matched([here(1, Name="Ann")], [there("rec9", Name="Ann")], [kept_there])
    assert (found.forget, pairs(found)) == (["uid1"], {("r1", "rec9")})
    nowhere = replace(kept_there, local_id=None, record_id=None)
    assert matched([], [], [nowhere]).forget == ["uid1"]


def test_what_is_gone_on_one_side_is_no_longer_looked_for_there() -> None:
    found = matched([here(1, Name="Ann")], [], [memory()])
    assert (pairs(found), found.forget) == ({("r1", None)}, [])
    found = matched([], [there("rec1", Name="Ann")], [memory()])
    assert (pairs(found), found.forget) == ({(None, "rec1")}, [])


def test_a_new_record_gets_an_id_that_nobody_has() -> None:
    (first,) = matched([here(1, Name="Ann")], []).matches
    assert (first.local_id, first.record_id, len(first.uid)) == (local_id_of(("Ann",)), None, 14)
    assert first.uid == make_uid("p1", f"local\n{first.local_id}")
    (elsewhere,) = matched([here(1, Name="Ann")], [], has_uid=lambda uid: uid == first.uid).matches
    (besides,) = (m for m in matched([here(1, Name="Ann")], [], [memory("Bob", "rec2", first.uid)]).matches if m.local)
    assert first.uid not in {elsewhere.uid, besides.uid}
    both = matched([here(1, Name="Ann"), here(2, Name="Bob")], []).matches
    assert len({m.uid for m in both}) == 2
    assert len(make_uid("p1", "half of a pair: \ud800")) == 14


def test_a_local_id_is_the_key_as_json() -> None:
    assert local_id_of(('Ann "é"\n',)) == '["Ann \\"é\\"\\n"]'
    assert local_id_of(("Ann", "Oslo")) == '["Ann", "Oslo"]'
    assert local_id_of((Decimal(3),)) == '[{"n": "3"}]'
    assert local_id_of(("é", Decimal(3))) == '["é", {"n": "3"}]'


def test_only_whole_keys_are_in_use() -> None:
    pair = replace(pair_of(), key=("fldName", "fldCity"))
    rows = [here(1, Name="Ann", City="Oslo"), here(2, Name="Ann", City="Oslo"), here(3, Name="Ann"), here(4)]
    assert keys_in_use(pair, rows) == {("Ann", "Oslo"): 2}


def test_a_field_moved_where_it_differs_from_what_was_or_never_was_in_step() -> None:
    before = {"fldName": "Ann", "fldCity": None}
    assert not moved({"fldName": "Ann"}, before, ("fldName", "fldCity"))
    assert moved({"fldName": "Eve"}, before, ("fldName", "fldCity"))
    assert moved({}, before, ("fldCity", "fldNote"))
    assert not moved({"fldName": "Eve"}, before, ())


def test_the_rows_that_share_a_key_are_named_in_their_order() -> None:
    (first, *_) = matched([here(1, Name="Ann"), here(10, Name="Ann"), here(9, Name="Ann")], []).held
    assert first.detail == "key Ann is also in row 9, row 10"


def test_where_rows_leave_by_themselves_a_new_one_is_no_old_one() -> None:
    local, airtable = [here(1, Name="Anna", City="Oslo")], [there("rec1", Name="Ann", City="Oslo")]
    found = match(pair_of(rolling=True), FIELDS, local, airtable, [renamed_memory(City="Oslo")], stable_row_ids=False)
    assert pairs(found) == {("r1", None), (None, "rec1")}
