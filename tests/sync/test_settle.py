"""What a dead run had in flight, as both sides tell it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.records import Memory, Row, Side, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.settle import Journalled, JournalState, Settled, after_write, settle
from tests.sync.examples import COUNT, FIELDS, NOTE, here, known, memory, pair_of, there, values


def entry(
    kind: Any, side: Side, sent: Values, state: JournalState = "in_flight", number: int = 1, **options: Any
) -> Journalled:
    facts = {"local_id": local_id_of(("Ann",)), "record_id": "rec1", "other": dict(sent), **options}
    return Journalled(number, Operation(side, kind, "uid1", "Ann", values=sent, **facts), state)


def settled(
    entries: Sequence[Journalled], local: Sequence[Row], airtable: Sequence[Row], memories: Sequence[Memory] = ()
) -> Settled:
    return settle(entries, memories, local, airtable, FIELDS, pair_of(), stable_row_ids=False)


NEW = values(Name="Ann", Count=Decimal("3.14159"))


def test_a_create_that_arrived_is_ours_through_the_types_own_rounding() -> None:
    airtable = [there("rec9", Name="Ann", Count=Decimal("3.1"))]
    found = settled([entry("create", Side.AIRTABLE, NEW, record_id=None)], [here(1, Name="Ann")], airtable)
    (made,) = found.memories
    assert (made.record_id, made.lossy) == ("rec9", {"fldCount": Side.AIRTABLE})
    assert (made.local["fldCount"], made.airtable["fldCount"]) == (Decimal("3.14159"), Decimal("3.1"))
    assert (found.missing, len(found.arrived), found.moved) == ([], 1, [made])


@pytest.mark.parametrize(
    "airtable",
    [
        [],
        [there("rec9", Name="Ann", Count=Decimal(7))],
        [there("rec8", Name="Ann", Count=Decimal("3.1")), there("rec9", Name="Ann", Count=Decimal("3.1"))],
    ],
    ids=["nowhere", "other values", "twice"],
)
def test_a_create_that_is_not_plainly_ours_is_missing(airtable: list[Row]) -> None:
    found = settled([entry("create", Side.AIRTABLE, NEW, "unknown", record_id=None)], [], airtable)
    assert (found.memories, [e.id for e in found.missing]) == ([], [1])


def test_a_create_that_was_never_sent_is_nobodys_business() -> None:
    airtable = [there("rec9", Name="Ann", Count=Decimal("3.1"))]
    found = settled([entry("create", Side.AIRTABLE, NEW, "pending", record_id=None)], [], airtable)
    assert (found.memories, found.missing) == ([], [])


def test_a_row_edited_meanwhile_is_an_edit_of_the_record_we_made() -> None:
    airtable = [there("rec9", Name="Ann", Count=Decimal("3.1"))]
    local = [here(1, Name="Ann", Count=Decimal(5))]
    (made,) = settled([entry("create", Side.AIRTABLE, NEW, record_id=None)], local, airtable).memories
    assert made.local["fldCount"] == Decimal("3.14159")


def test_a_row_made_here_is_known_again() -> None:
    found = settled([entry("create", Side.LOCAL, values(Name="Ann"))], [here(1, Name="Ann")], [there(Name="Ann")])
    assert [(m.local_id, m.record_id) for m in found.memories] == [(local_id_of(("Ann",)), "rec1")]


@pytest.mark.parametrize(
    ("local", "adopted"),
    [
        ([here(7, Name="Ann")], ["r7"]),
        ([here(7, Name="Bob"), here(8, Name="Ann")], ["r8"]),
        ([here(7, Name="Ann"), here(8, Name="Ann")], []),
        ([here(7, Name="Ann", City="Rome")], ["r7"]),
        ([here(7, Name="Bob")], []),
    ],
    ids=["alone", "beside another", "twice", "filled by a trigger", "not there"],
)
def test_a_row_that_its_table_named_is_known_by_its_key(local: list[Row], adopted: list[str]) -> None:
    sent = [entry("create", Side.LOCAL, values(Name="Ann"), local_id=None)]
    found = settle(sent, [], local, [there(Name="Ann")], FIELDS, pair_of(), stable_row_ids=True)
    assert [m.local_id for m in found.memories] == adopted


def test_a_row_that_another_record_is_known_by_is_not_taken_for_a_new_one() -> None:
    known_row = replace(memory("Ann", "rec9", "uid9"), local_id="r7")
    sent = [entry("create", Side.LOCAL, values(Name="Ann"), local_id=None)]
    local = [here(7, Name="Ann")]
    found = settle(sent, [known_row], local, [there(Name="Ann")], FIELDS, pair_of(), stable_row_ids=True)
    assert found.memories == [known_row]


def test_an_update_moves_the_memory_as_far_as_it_arrived() -> None:
    sent = values(City="Oslo", Note="n")
    airtable = [there(Name="Ann", City="Oslo")]
    found = settled([entry("update", Side.AIRTABLE, sent)], [here(1, Name="Ann")], airtable, [memory()])
    (moved,) = found.moved
    assert moved.airtable["fldCity"] == "Oslo"
    assert moved.airtable["fldNote"] is None
    assert [dict(arrival.operation.values) for arrival in found.arrived] == [values(City="Oslo")]


def test_a_field_written_on_both_sides_moves_when_both_have_it() -> None:
    sent = values(City="Oslo")
    both = frozenset({"fldCity"})
    entries = [entry("update", side, sent, number=n, both=both) for n, side in enumerate(Side)]
    half = settled(entries, [here(1, Name="Ann", City="Oslo")], [there(Name="Ann", City="Bern")], [memory()])
    assert half.moved == []
    assert [(a.operation.side, dict(a.after)) for a in half.arrived] == [(Side.LOCAL, sent)]
    whole = settled(entries, [here(1, Name="Ann", City="Oslo")], [there(Name="Ann", City="Oslo")], [memory()])
    assert [m.local["fldCity"] for m in whole.moved] == ["Oslo"]


def test_a_row_is_found_under_the_key_that_we_gave_it() -> None:
    sent = values(Name="Anna", City="Oslo")
    local = [here(1, Name="Anna", City="Oslo")]
    (moved,) = settled([entry("update", Side.LOCAL, sent)], local, [there(Name="Anna")], [memory()]).moved
    assert (moved.local_id, moved.local["fldName"]) == (local_id_of(("Anna",)), "Anna")


@pytest.mark.parametrize("ours_first", [True, False])
def test_a_row_that_has_a_twin_by_now_still_shows_what_we_wrote(ours_first: bool) -> None:
    update = entry("update", Side.LOCAL, values(City="Oslo"), before=values(City="Bern"))
    rows = [here(1, Name="Ann", City="Oslo"), here(2, Name="Ann", City="Rome")]
    found = settled([update], rows if ours_first else rows[::-1], [there(Name="Ann", City="Oslo")], [memory()])
    assert [arrival.operation.before for arrival in found.arrived] == [values(City="Bern")]
    assert [moved.local["fldCity"] for moved in found.moved] == ["Oslo"]


def test_a_deletion_that_arrived_is_kept_in_history() -> None:
    found = settled([entry("delete", Side.AIRTABLE, {})], [], [], [memory()])
    assert [arrival.operation.kind for arrival in found.arrived] == ["delete"]
    assert settled([entry("delete", Side.AIRTABLE, {})], [], [there(Name="Ann")], [memory()]).arrived == []


def test_a_deletion_of_what_was_never_in_step_is_kept_in_history_too() -> None:
    for side in Side:
        gone = entry("delete", side, {}, before=values(Name="Ann", City="Oslo"))
        (arrival,) = settled([gone], [], []).arrived
        assert arrival.operation.before == values(Name="Ann", City="Oslo")
        assert settled([gone], [here(1, Name="Ann")], [there(Name="Ann")]).arrived == []


def test_only_the_fields_we_sent_move() -> None:
    update = entry("update", Side.AIRTABLE, values(City="Oslo")).operation
    after = after_write(memory(), update, values(Name="Ann", City="Oslo", Note="someone else's"), FIELDS)
    assert after.airtable == {**known(Name="Ann"), "fldCity": "Oslo"}


@pytest.mark.parametrize(
    ("field", "full", "found", "lossy"),
    [
        (NOTE, "a\r\nb", "a\nb", False),
        (NOTE, "abc", "ab", True),
        (COUNT, Decimal("3.14"), Decimal("3.1"), True),
        (COUNT, Decimal("3.10"), Decimal("3.1"), False),
        (Field("fldNote", "Note", "richText"), "* a\n", "- a", False),
    ],
)
def test_what_is_lossy_and_what_is_only_spelling(field: Field, full: Any, found: Any, lossy: bool) -> None:
    update = entry("update", Side.AIRTABLE, {field.id: full}).operation
    after = after_write(memory(), update, {field.id: found}, {**FIELDS, field.id: field})
    assert bool(after.lossy) is lossy


def test_what_a_create_left_blank_and_someone_filled_is_news() -> None:
    sent = entry("create", Side.AIRTABLE, values(Name="Ann"), record_id=None, other=known(Name="Ann"))
    airtable = [there("rec9", Name="Ann", Note="someone else's")]
    (made,) = settled([sent], [here(1, Name="Ann")], airtable).memories
    assert made.airtable["fldNote"] is None


@pytest.mark.parametrize(
    ("now", "told"),
    [("ours", {"fldCity": "ours"}), ("theirs", {}), ("edited since", {"fldCity": "ours"})],
    ids=["arrived", "did not arrive", "nobody can tell"],
)
def test_what_a_lost_update_may_have_overwritten_is_in_history(now: str, told: Values) -> None:
    sent = entry(
        "update",
        Side.AIRTABLE,
        values(City="ours"),
        before=values(City="theirs"),
        overwrites={"fldCity": Side.AIRTABLE},
    )
    found = settled([sent], [here(1, Name="Ann", City="ours")], [there(Name="Ann", City=now)], [memory()])
    assert [(arrival.operation.values, arrival.after) for arrival in found.arrived] == ([(told, told)] if told else [])


def test_an_update_that_overwrote_nothing_is_told_only_where_it_is_seen() -> None:
    sent = entry("update", Side.AIRTABLE, values(City="ours"), before=values(City="old"))
    found = settled([sent], [here(1, Name="Ann", City="ours")], [there(Name="Ann", City="since")], [memory()])
    assert found.arrived == []
