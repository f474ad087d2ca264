"""The plan of the wizard's last step, and one that a guard holds back."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec.structs import replace

from airsync_gui.jobs.snapshots import PlanPreview
from airsync_gui.sync.guards import Stop
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Side, Value
from tests.ui.samples.pairs import MEALS_HERE, MEALS_THERE

NAMES = {
    "fldId": "Meal id", "fldDate": "Date", "fldMeal": "Meal", "fldName": "Name", "fldCal": "Calories",
    "fldProt": "Protein (g)", "fldTags": "Tags", "fldNotes": "Notes", "fldRate": "Rating",
}  # fmt: skip
PAIR = Pair(
    "meals",
    "Meals",
    "/home/ana/Documents/habits/meals.csv",
    "appX",
    "tblX",
    columns={f: name.lower().replace(" ", "_") for f, name in NAMES.items()},
    key=("fldId",),
    base_name="Habits",
    table_name="Meals",
    field_names=NAMES,
)
HERE, THERE = Side.LOCAL, Side.AIRTABLE


def fill(side: Side, label: str, field: str, value: Value) -> Operation:
    return Operation(side, "update", f"uid-{label}-{field}", label, None, "recX", values={field: value})


def add(side: Side, label: str, day: str, meal: str, calories: int, more: int = 6) -> Operation:
    values: dict[str, Value] = {"fldDate": day, "fldMeal": meal, "fldCal": Decimal(calories)}
    rest: dict[str, Value] = {
        "fldName": label,
        "fldId": f"M-{calories:04}",
        "fldTags": ("home",),
        "fldNotes": "with honey",
        "fldRate": Decimal(4),
        "fldProt": Decimal("12.5"),
    }
    values |= dict(list(rest.items())[:more])
    return Operation(side, "create", f"uid-{label}", label, None, None, values=values)


def conflict(label: str) -> Conflict:
    return Conflict(
        f"uid-{label}",
        "created_twice",
        label,
        "x",
        "recX",
        ("fldCal", "fldNotes"),
        {"fldCal": Decimal(610), "fldNotes": "with brown rice"},
        {"fldCal": Decimal(580)},
    )


SHOWN = (
    fill(THERE, "Lunch, 12 May", "fldCal", Decimal(610)),
    fill(THERE, "Dinner, 11 May", "fldTags", ("dinner", "late")),
    fill(HERE, "Breakfast, 12 May", "fldNotes", "with honey"),
    add(THERE, "Porridge, 12 May", "2026-05-12", "Breakfast", 340),
    add(THERE, "Lentil soup, 11 May", "2026-05-11", "Dinner", 420),
    add(HERE, "Apple, 11 May", "2026-05-11", "Snack", 95, 3),
    fill(THERE, "Lunch, 10 May", "fldProt", Decimal(32)),
    fill(HERE, "Dinner, 9 May", "fldRate", Decimal(5)),
    add(THERE, "Toast, 9 May", "2026-05-09", "Breakfast", 210, 5),
    add(THERE, "Omelette, 9 May", "2026-05-09", "Lunch", 480),
    fill(THERE, "Snack, 8 May", "fldCal", Decimal(180)),
    add(THERE, "Curry, 8 May", "2026-05-08", "Dinner", 640),
)


def _more() -> Iterable[Operation]:
    yield from (add(HERE, f"Pear, {day} April", f"2026-04-{day:02}", "Snack", 90, 3) for day in range(1, 6))
    yield fill(HERE, "Lunch, 4 April", "fldCal", Decimal(500))
    yield from (add(THERE, f"Rice, {day} April", f"2026-04-{day:02}", "Lunch", 500) for day in range(1, 4))
    yield from (fill(THERE, f"Soup, {day} April", "fldCal", Decimal(410)) for day in range(1, 9))


FIRST = PlanPreview(
    PAIR,
    Plan("0123456789ab", (*SHOWN, *_more()), conflicts=tuple(conflict(f"Lunch, {day} May") for day in range(1, 6))),
    MEALS_HERE,
    MEALS_THERE,
    api_calls=5,
    equal=284,
    read_calls=3,
    sentence="Airtable: 8 new, 12 changed. meals.csv: 6 new, 3 changed. 5 API calls.",
)

_GONE = tuple(
    Operation(THERE, "delete", f"uid-{number}", f"Lunch, day {number}", None, f"rec{number}") for number in range(64)
)
_CHANGED = Operation(
    THERE, "update", "uid-c", "Lunch, 12 May", None, "recX",
    values={"fldCal": Decimal(610), "fldNotes": None, "fldTags": ("home", "late")},
    before={"fldCal": Decimal(540), "fldNotes": "with brown rice"},
)  # fmt: skip
GUARDED = replace(
    FIRST,
    plan=Plan(
        "fedcba987654",
        (_CHANGED, *_GONE),
        stops=(Stop("deletes", THERE, tuple(op.label for op in _GONE), 312),),
    ),
    equal=247,
    sentence="Airtable: 1 changed, 64 deleted. meals.csv is not changed. 12 API calls.",
    api_calls=12,
)
