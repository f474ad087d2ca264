"""Meals that stand more than once, here and in Airtable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from airsync_gui.jobs.duplicates import DuplicateGroup, DuplicateRecord, MergePreview
from airsync_gui.sync.records import FieldId, Value
from tests.ui.samples.pairs import PAIRS

MEALS = next(pair for pair in PAIRS if pair.pair_id == "meals")
GROUPS: Sequence[DuplicateGroup] = (
    DuplicateGroup(
        "1f2a91c07d5e",
        "meals",
        "Lunch, 12 May",
        MEALS.airtable,
        (
            DuplicateRecord(
                "recL7k2Qm4Xp9RtZa",
                True,
                (("Meal id", "Lunch, 12 May"), ("Calories", Decimal(610)), ("Tags", ("lunch", "home"))),
            ),
            DuplicateRecord(
                "recB3n8Wq1Ty6UvXc",
                False,
                (("Meal id", "lunch, 12 may"), ("Calories", Decimal(640)), ("Notes", "with the neighbours")),
            ),
            DuplicateRecord("recC5m2Er7Yu4IoPq", False, (("Meal id", "Lunch, 12 May "), ("Rating", Decimal(4)))),
        ),
        (("fldCalories", "Calories", (Decimal(610), Decimal(640))),),
    ),
    DuplicateGroup(
        "2f2a91c07d5e",
        "meals",
        "Snack, 11 May",
        MEALS.local,
        (
            DuplicateRecord("row 88", True, (("Meal id", "Snack, 11 May"), ("Calories", Decimal(180)))),
            DuplicateRecord("row 131", True, (("Meal id", "Snack, 11 May"), ("Calories", Decimal(150)))),
        ),
        (("fldCalories", "Calories", (Decimal(180), Decimal(150))),),
        "Nothing tells row 88 and row 131 apart but their places: delete all but one, or give each a key of its own.",
    ),
)


def preview(group_id: str, kept: str, _values: Mapping[FieldId, Value]) -> MergePreview:
    """What merging the first of them would do."""
    sentence = f"Habits › Meals: {kept} stays and gets Notes, Rating; 2 records deleted. 2 API calls."
    return MergePreview(group_id, "p", sentence, left_out=("Photo",))
