"""A person's answer, as what each side shall have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import UsageError
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.match import Match
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Direction
from airsync_gui.sync.records import Row, Side, Values
from airsync_gui.sync.resolve import Answer, Resolution, carry_out, still_fits, work_out
from tests.sync.examples import FIELDS, INVALID, known, memory, pair_of, values

RULES = Rules(pair_of(), FIELDS)
LOCAL, AIRTABLE = values(Name="Ann", City="Oslo"), values(Name="Ann", City="Bern", Note="n")


def conflict(local: Values | None = LOCAL, airtable: Values | None = AIRTABLE, **options: Any) -> Conflict:
    facts = {"fields": ("fldCity",), "local_ancestor": known(Name="Ann", City="Rome"), **options}
    facts.setdefault("airtable_ancestor", known(Name="Ann", City="Rome"))
    return Conflict("uid1", "both_edited", "Ann", '["Ann"]', "rec1", local=local, airtable=airtable, **facts)


@pytest.mark.parametrize(
    ("answer", "city"),
    [
        (Answer(take="local"), "Oslo"),
        (Answer(take="airtable"), "Bern"),
        (Answer(take="ancestor"), "Rome"),
        (Answer(take="both"), "Oslo / Bern"),
        (Answer(fields={"fldCity": "airtable"}), "Bern"),
        (Answer(take="local", values={"fldCity": "Paris"}), "Paris"),
    ],
)
def test_what_both_sides_shall_have(answer: Answer, city: str) -> None:
    resolution = work_out(conflict(merged=values(Note="n")), answer, RULES)
    assert resolution.target_local == resolution.target_airtable == values(Name="Ann", City=city, Note="n")


@pytest.mark.parametrize(
    ("answer", "local"),
    [
        (Answer(), LOCAL),
        (Answer(take="both"), values(Name="Ann", City="Oslo")),
        (Answer(take="both"), None),
        (Answer(take="local", values={"fldCity": "x"}), None),
    ],
)
def test_an_answer_that_leaves_something_open_is_refused(answer: Answer, local: Values | None) -> None:
    fields = ("fldCity", "fldNote") if answer.take == "both" and local else ("fldCity",)
    changed = conflict(local, fields=fields)
    if answer.take == "both" and local:
        assert work_out(changed, answer, RULES).target_local is not None  # a blank side gives way
        return
    with pytest.raises(UsageError):
        work_out(changed, answer, RULES)


def test_never_in_step_means_no_earlier_value() -> None:
    with pytest.raises(UsageError):
        work_out(conflict(local_ancestor={}, airtable_ancestor={}), Answer(take="ancestor"), RULES)


def test_a_field_conflict_has_no_record_answer() -> None:
    schema = Conflict("uid1", "schema", "City", None, None, ("fldCity",), None, None)
    with pytest.raises(UsageError):
        work_out(schema, Answer(take="local"), RULES)


def test_a_one_way_pair_never_writes_its_source() -> None:
    rules = Rules(pair_of(direction=Direction.PUSH), FIELDS)
    resolution = work_out(conflict(), Answer(take="airtable"), rules)
    assert (resolution.target_local, resolution.target_airtable) == (LOCAL, AIRTABLE)


def found(local: Values | None = LOCAL, airtable: Values | None = AIRTABLE, **problems: Any) -> Match:
    row = Row("r1", local, {f"fld{name}": p for name, p in problems.items()}) if local is not None else None
    record = Row("rec1", airtable) if airtable is not None else None
    return Match("uid1", memory(), row, record, '["Ann"]', "rec1")


TAKE_LOCAL = Resolution("uid1", LOCAL, AIRTABLE, LOCAL, LOCAL)


@pytest.mark.parametrize(
    ("match", "fits"),
    [
        (found(), True),
        (found(LOCAL, LOCAL), True),
        (found(LOCAL, values(Name="Ann", City="Paris")), False),
        (found(values(Name="Ann")), False),
        (found(None), False),
        (found(Count=INVALID), True),
    ],
)
def test_an_answer_fits_while_each_side_is_as_shown_or_as_wanted(match: Match, fits: bool) -> None:
    assert still_fits(TAKE_LOCAL, match, RULES) is fits


def test_only_what_differs_is_written_and_the_rest_is_in_step() -> None:
    decision = carry_out(TAKE_LOCAL, found(), RULES)
    (operation,) = decision.operations
    assert (operation.side, operation.kind) == (Side.AIRTABLE, "update")
    assert operation.values == values(City="Oslo", Note=None)
    assert not operation.counts
    assert set(operation.rules.values()) == {"resolution"}


def test_a_finished_answer_has_nothing_left_to_write() -> None:
    decision = carry_out(TAKE_LOCAL, found(LOCAL, LOCAL), RULES)
    assert decision.operations == []
    assert decision.remember is not None
    assert decision.remember.local["fldCity"] == decision.remember.airtable["fldCity"] == "Oslo"


def test_a_value_for_both_sides_is_written_on_both() -> None:
    wanted = values(Name="Ann", City="Paris", Note="n")
    decision = carry_out(Resolution("uid1", LOCAL, AIRTABLE, wanted, wanted), found(), RULES)
    assert [op.side for op in decision.operations] == [Side.LOCAL, Side.AIRTABLE]
    assert {field for op in decision.operations for field in op.both} == {"fldCity"}


def test_a_cell_that_cant_be_read_is_not_remembered_as_blank() -> None:
    match = found(LOCAL, LOCAL, Count=INVALID)
    match = replace(match, memory=memory(local=known(Name="Ann", Count=Decimal(5))))
    decision = carry_out(TAKE_LOCAL, match, RULES)
    assert decision.remember is not None
    assert decision.remember.local["fldCount"] == Decimal(5)


def test_keeping_apart_a_deleted_record_leaves_a_tombstone() -> None:
    resolution = work_out(conflict(None), Answer(keep_apart=True), RULES)
    decision = carry_out(resolution, found(None), RULES)
    assert decision.operations == []
    assert decision.remember is not None
    assert decision.remember.tombstone is Side.AIRTABLE
