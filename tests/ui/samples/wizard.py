"""What the wizard finds: a base with its tables, a file with a column that does not fit, a first plan."""

from __future__ import annotations

from typing import Any

from airsync_gui.jobs.wizard_choices import BaseChoice, FilePreview, TableChoice
from airsync_gui.local.numbers import WithUnit
from airsync_gui.pair_setup import KeyCheck, LocalTableChoice, Misfit
from airsync_gui.sync.schema import Field
from tests.ui.samples.plans import FIRST
from tests.ui.still import Still

BASES = (
    BaseChoice("appHabits", "Habits", "create"),
    BaseChoice("appHealth", "Health", "edit"),
    BaseChoice("appKitchen", "Kitchen", "edit"),
    BaseChoice("appTraining", "Training", "create"),
    BaseChoice("appFamily", "Family calendar", "read"),
)
FIELDS = (
    Field("fldId", "Meal id", "singleLineText"),
    Field("fldDate", "Date", "date"),
    Field("fldMeal", "Meal", "singleSelect"),
    Field("fldName", "Name", "singleLineText"),
    Field("fldCal", "Calories", "number"),
    Field("fldProt", "Protein (g)", "number"),
    Field("fldTags", "Tags", "multipleSelects"),
    Field("fldNotes", "Notes", "multilineText"),
    Field("fldRate", "Rating", "rating"),
    Field("fldEaten", "Eaten at", "dateTime"),
    Field("fldLogged", "Logged", "checkbox"),
    Field("fldDens", "Energy density", "formula", {"result": {"type": "number"}}),
)
TABLES = (
    TableChoice("appHabits", "tblMeals", "Meals", FIELDS),
    TableChoice("appHabits", "tblLog", "Daily log", FIELDS[:5]),
    TableChoice("appHabits", "tblHabits", "Habits", FIELDS[:4]),
    TableChoice("appHabits", "tblReading", "Reading list", FIELDS[:7]),
)
COLUMNS = (
    "meal_id", "date", "meal", "title", "calories", "protein_g", "tags", "notes", "rating", "eaten_at", "done",
    "kcal_per_g", "notes_old",
)  # fmt: skip
ROWS = (
    ("M-0312", "2026-05-12", "Lunch", "Lunch, 12 May", "610", "32.5", "lunch;home", "with brown rice", "4",
     "2026-05-12 12:45", "yes", "1.42", ""),
    ("M-0311", "2026-05-11", "Dinner", "Dinner, 11 May", "720", "32 g", "vegan", "", "5",
     "2026-05-11 19:10", "yes", "1.20", ""),
    ("M-0310", "2026-05-11", "Snack", "Apple, 11 May", "95", "0.5", "", "", "",
     "2026-05-11 16:00", "no", "0.52", ""),
    ("M-0309", "2026-05-10", "Lunch", "Lunch, 10 May", "540", "n/a", "home", "second helping", "3",
     "2026-05-10 12:30", "yes", "1.31", ""),
)  # fmt: skip
KINDS = (
    "text", "dates", "text", "text", "whole numbers", "text", "text", "text", "whole numbers", "dates with times",
    "yes or no", "numbers", "blank",
)  # fmt: skip
FILE = FilePreview(
    "/home/ana/Documents/habits/meals.csv",
    "UTF-8, comma, 312 rows",
    COLUMNS,
    ROWS * 4,
    312,
    ("meal_id", "title"),
    tuple(zip(COLUMNS, KINDS, strict=True)),
)
DATABASE = (
    LocalTableChoice("/home/ana/fit/health.db#workouts", "workouts", 480, ("id",)),
    LocalTableChoice("/home/ana/fit/health.db#this_week", "this_week", 7, (), read_only="is a view"),
    LocalTableChoice(
        "/home/ana/fit/health.db#log", "log", 12, (), unusable="has neither a primary key nor a unique key"
    ),
)
MISFIT = Misfit(
    "fldProt",
    7,
    ("32 g", "n/a"),
    "is not a number",
    (("row 12", "row 40", "row 41"), ("row 77", "row 90", "row 91", "row 203")),
    WithUnit("32 g", "32", "g"),
)
CHECK = KeyCheck(312, 0, 0, 0, (MISFIT,))


def still(**changes: Any) -> Still:
    """A service that has all of this."""
    known: dict[str, Any] = {
        "base_choices": BASES,
        "table_choices": TABLES,
        "file": FILE,
        "key_check": CHECK,
        "plan_preview": FIRST,
    }
    return Still(**known | changes)
