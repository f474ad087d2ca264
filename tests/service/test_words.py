"""Places, conflicts and rules in words; links by their keys."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.service import words
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Direction, Pair
from airsync_gui.sync.resolve import Answer
from tests.jobs.bench import Bench, silent

PAIR = Pair("1", "P", "/home/ada/meals.csv", "appA", "tblA", {"f": "c"}, ("f",), base_name="Habits", table_name="Meals")


def test_places_are_named_and_can_be_opened() -> None:
    assert words.local_place(PAIR).url == "file:///home/ada/meals.csv"
    assert words.airtable_place(PAIR).url == "https://airtable.com/appA/tblA"
    assert words.record_url(PAIR, "rec1") == "https://airtable.com/appA/tblA/rec1"
    assert words.record_url(PAIR, None) == ""
    inside = words.local_place(replace(PAIR, source="/srv/health.db#workouts"))
    assert (inside.name, inside.detail, inside.url) == ("health.db · workouts", "/srv", "file:///srv/health.db")
    assert words.local_place(replace(PAIR, source="/srv/a#b.csv")).name == "a#b.csv"


def test_foreign_names_can_not_turn_the_text_around() -> None:
    nasty = replace(PAIR, base_name="a\u202eb\n", table_name="t")
    assert words.airtable_place(nasty).name == "ab  › t"


@pytest.mark.parametrize(
    ("conflict", "sentence"),
    [
        (
            Conflict("u", "created_twice", "A", None, None, ("f", "g"), {"f": "1"}, {"f": "2"}),
            "Same key made on both sides, 2 fields differ",
        ),
        (
            Conflict("u", "deleted_edited", "A", None, None, ("f",), None, {"f": "2"}),
            "Deleted on this computer, edited in Airtable",
        ),
        (
            Conflict("u", "version_moved", "A", None, None, ("f",), {"f": "1"}, {"f": None}),
            "Its version moved in Airtable. Field: this computer 1, Airtable blank",
        ),
        (Conflict("u", "schema", "Kcal", None, None, ("f",), None, None, local_label="gone"), "The field Kcal: gone"),
        (
            Conflict("u", "schema", "Kcal", None, None, ("f",), None, None, local_label="now singleSelect"),
            "The field Kcal: now Single select",
        ),
        (Conflict("u", "undone", "A", None, None, (), {"f": "1"}, None), "Undone: it is gone in Airtable"),
    ],
)
def test_every_kind_of_conflict_has_its_sentence(conflict: Conflict, sentence: str) -> None:
    assert words.conflict_sentence(conflict, {"f": "Field"}) == sentence


def test_a_one_way_pairs_rule_says_what_becomes_of_the_other_side() -> None:
    texts = [text for _, title, text in words.rules(replace(PAIR, direction=Direction.PUSH)) if title == "Direction"]
    assert texts == ["Only from this computer to Airtable; edits on the other side are left as they are"]


def test_a_merge_says_how_it_merged() -> None:
    said = [words.because("merge", "update", value) for value in (Decimal(1), ("a",), "x", datetime.now(UTC), True)]
    assert said == [
        "rule: larger number",
        "rule: union of lists",
        "rule: longer text",
        "rule: later time",
        "rule: merge",
    ]


def test_links_are_shown_and_typed_by_keys(bench: Bench) -> None:
    base = bench.sandbox.base("Club")
    groups = base.add_table("Groups", [("Name", "singleLineText"), ("Age", "number")])
    bench.people.add_field("Group", "multipleRecordLinks", {"linkedTableId": groups.id})
    (bench.folder / "people.csv").write_text("Name,City,Group\nAda,London,choir\n")
    (bench.folder / "groups.csv").write_text("Name,Age\nchoir,3\nband,4\n")
    people, others = bench.add_pair(), bench.add_pair("Groups", "groups.csv", "Groups")
    assert {line.pair_id: line.follows for line in bench.service.pairs()} == {people: (others,), others: ()}
    bench.sync(others)
    bench.sync(people)
    bench.replace("choir", '"choir, band"')
    bench.edit("Ada", Group=[])
    bench.sync(people)
    (conflict,) = bench.service.conflicts(people)
    (field_id,) = bench.service.conflict(people, conflict.uid).conflict.fields
    assert "choir, band" in conflict.sentence
    wrong = Answer(values={field_id: ("nobody",)})
    assert bench.service.preview_resolution(people, conflict.uid, wrong).problems[0][0] == field_id
    with pytest.raises(InvalidValue):
        bench.service.resolve(people, conflict.uid, wrong, CancelFlag())
    bench.service.resolve(people, conflict.uid, Answer(values={field_id: ("band",)}), CancelFlag())
    assert "band" in (bench.folder / "people.csv").read_text()
    assert bench.people.records()[0]["fields"]["Group"] == [groups.find(Name="band")]
    groups.edit(groups.find(Name="band"), {"Name": "orchestra"})
    bench.sync(others)
    preview = bench.service.preview(people, silent, CancelFlag())
    assert "Group is written anew: orchestra" in preview.sentence
    assert preview.usage is not None
