"""What stands above Apply: each side's changes in few words, from the plan's operations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.apply_summary import change_runs, summary
from tests.ui.samples.dialog import CLASHING, FIELDS, deleted_there, field, noon, preview_of, view

BY_NAME = {f.name: f for f in FIELDS}


def text(runs: Any) -> str:
    return "".join(run.text for run in runs)


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("Calories", Decimal(580), Decimal(610), "Calories 580 → 610"),
        ("Calories", None, Decimal(610), "Calories blank → 610"),
        ("Notes", "with brown rice", "with rice, spicy", "Notes: − brown, + spicy"),
        ("Ingredients", "rice, peas, soy", "rice, beans, soy", "Ingredients: peas → beans"),
        ("Place", "Home", "Canteen", "Place Home → Canteen"),
        ("Tags", ("lunch", "late"), ("lunch", "home"), "Tags + home, − late"),
        ("Tags", None, ("a", "b", "c", "d"), "Tags + 4"),
        ("Eaten at", noon(13, 0), noon(12, 50), "Eaten at 13:00 → 12:50"),
        ("Day", noon(1, 0).date(), None, "Day 12 May 2026 → blank"),
        ("Vegan", None, True, "Vegan not ticked → ticked"),
    ],
)
def test_a_change_in_few_words(name: str, before: Any, after: Any, said: str) -> None:
    assert text(change_runs(BY_NAME[name], before, after)) == said


def test_the_new_is_bold_and_the_gone_struck() -> None:
    runs = change_runs(BY_NAME["Tags"], ("late",), ("home",))
    assert [(run.text, run.font, run.line) for run in runs][1:] == [
        ("+ ", "body", ""),
        ("home", "strong", ""),
        (", − ", "body", ""),
        ("late", "body", "through"),
    ]


def test_each_side_has_its_line() -> None:
    lines = summary(preview_of(view(), Answer(take="local")), view())
    assert [line.name for line in lines] == ["Airtable", "meals.csv"]
    assert lines[0].calls == "1 API call"
    assert "Calories 580 → 610" in text(lines[0].parts)
    assert "Place Home → Canteen" in text(lines[1].parts)


def test_a_side_that_is_not_written_says_so() -> None:
    made = view(merged={})
    lines = summary(preview_of(made, Answer(fields=dict.fromkeys(CLASHING, "airtable"))), made)
    assert [(line.name, text(line.parts)) for line in lines][1] == ("Airtable", "is not changed")
    assert lines[1].calls == "no API call"


def test_restoring_and_deleting_are_told() -> None:
    made = deleted_there()
    restored = summary(preview_of(made, Answer(take="local")), made)
    assert text(restored[0].parts) == "Lunch, 12 May is added again, with 11 fields"
    gone = summary(preview_of(made, Answer(take="airtable")), made)
    assert (gone[0].name, text(gone[0].parts)) == ("meals.csv", "Lunch, 12 May is deleted")


def test_hostile_text_stays_on_its_line() -> None:
    runs = change_runs(field("<b>N</b>\n\u202e", "singleLineText"), "a\nb", "<i>c</i>\u202e")
    assert "<b>N</b>" in text(runs)
    assert "\n" not in text(runs)
    assert "\u202e" not in text(runs)
