"""The sample: a base ``Habits`` such as a meal and habit tracker grows into, with most field types in it.

Content and ids are the same for the same seed and size. ``Contacts`` is empty, for whoever wants to push a CSV.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from airsync_gui.sandbox import dates
from airsync_gui.sandbox.clock import ManualClock
from airsync_gui.sandbox.door import BaseHandle, TableHandle
from airsync_gui.sandbox.sandbox import Sandbox

_FIRST_DAY = date(2026, 1, 5)
_KINDS = ("Breakfast", "Lunch", "Dinner", "Snack")
_DISHES = ("Porridge", "Lentil soup", "Rye bread", "Vegetable curry", "Omelette", "Crème brûlée", "餃子", "Salad")
_TAGS = ("home", "restaurant", "vegan", "leftovers")
_SPORTS = ("Run", "Swim", "Bike", "Yoga")
_MOODS = ("Great", "Good", "So-so", "Bad")
_BOOKS = (
    ("The Left Hand of Darkness", "Ursula K. Le Guin", 304, "Read"),
    ("Middlemarch", "George Eliot", 880, "Reading"),
    ("The Dispossessed", "Ursula K. Le Guin", 387, "Wanted"),
    ("Silent Spring", "Rachel Carson", 368, "Read"),
    ("Godel, Escher, Bach", "Douglas Hofstadter", 777, "Wanted"),
)


def sample_sandbox(*, records: int = 40, **options: Any) -> Sandbox:
    """A sandbox with the sample base.

    Args:
        records: rows of ``Meals``; the other tables stay small.
        options: as for :class:`Sandbox`.
    """
    sandbox = Sandbox(**options)
    clock, sandbox.world.clock = sandbox.world.clock, ManualClock()
    dice = random.Random(options.get("seed", 0))
    base = sandbox.add_base("Habits")
    meals = _add_meals(base, dice, records)
    _add_workouts(base, meals, dice)
    _add_daily_habits(base, dice)
    _add_reading_list(base)
    _add_contacts(base)
    sandbox.world.clock = clock
    return sandbox


def _add_meals(base: BaseHandle, dice: random.Random, count: int) -> TableHandle:
    table = base.add_table(
        "Meals",
        [
            ("Meal id", "singleLineText"),
            ("Dish", "singleLineText"),
            ("Day", "date"),
            ("Kind", "singleSelect", {"choices": list(_KINDS)}),
            ("Calories", "number", {"precision": 0}),
            ("Protein (g)", "number", {"precision": 1}),
            ("Cost", "currency", {"precision": 2, "symbol": "€"}),
            ("Tags", "multipleSelects", {"choices": list(_TAGS)}),
            ("Rating", "rating"),
            ("Home cooked", "checkbox"),
            ("Logged at", "dateTime"),
            ("Notes", "multilineText"),
            ("Photos", "multipleAttachments"),
            ("Cook", "singleCollaborator"),
        ],
        description="What was eaten",
    )
    table.add_field("Number", "autoNumber")
    table.add_field("Created", "createdTime", _instant_result())
    table.add_field("Last modified", "lastModifiedTime", _watching_all())
    table.add_field("Last modified by", "lastModifiedBy")
    formula = {"formula": "", "isValid": True, "referencedFieldIds": [table.field_id("Calories")]}
    formula["formula"] = f"{{{table.field_id('Calories')}}}*4.184"
    formula["result"] = {"type": "number", "options": {"precision": 0}}
    table.add_field("Kilojoules", "formula", formula, compute=_kilojoules)
    table.add_many(_meal(number, dice) for number in range(1, count + 1))
    return table


def _meal(number: int, dice: random.Random) -> dict[str, Any]:
    day = _FIRST_DAY + timedelta(days=(number - 1) // len(_KINDS))
    logged = datetime(day.year, day.month, day.day, 7 + number % 4 * 4, dice.randrange(60), tzinfo=UTC)
    return {
        "Meal id": f"meal-{number:04d}",
        "Dish": dice.choice(_DISHES),
        "Day": day.isoformat(),
        "Kind": _KINDS[(number - 1) % len(_KINDS)],
        "Calories": dice.randrange(0, 900, 10),
        "Protein (g)": dice.randrange(400) / 10,
        "Cost": dice.randrange(2000) / 100,
        "Tags": dice.sample(_TAGS, dice.randrange(3)),
        "Rating": dice.choice((None, 1, 2, 3, 4, 5)),
        "Home cooked": dice.random() < 0.6,
        "Logged at": dates.instant_text(logged),
        "Notes": dice.choice(("", "", "Second helping", 'Said "never again"\nand meant it')),
    }


def _kilojoules(fields: Mapping[str, Any]) -> Any:
    return round(fields.get("Calories", 0) * 4.184)


def _add_workouts(base: BaseHandle, meals: TableHandle, dice: random.Random) -> None:
    table = base.add_table(
        "Workouts",
        [
            ("Workout id", "singleLineText"),
            ("Kind", "singleSelect", {"choices": list(_SPORTS)}),
            ("Day", "date"),
            ("Duration", "duration", {"durationFormat": "h:mm:ss"}),
            ("Distance (km)", "number", {"precision": 2}),
            ("Felt good", "checkbox"),
            ("Log", "richText"),
            ("Meals before", "multipleRecordLinks", {"linkedTableId": meals.id}),
        ],
    )
    link = table.field_id("Meals before")
    table.add_field("Meals counted", "count", {"isValid": True, "recordLinkFieldId": link})
    looked_up = {"fieldIdInLinkedTable": meals.field_id("Calories"), "result": {"type": "number"}}
    table.add_field(
        "Calories before", "multipleLookupValues", {"isValid": True, "recordLinkFieldId": link, **looked_up}
    )
    table.add_field("Last modified", "lastModifiedTime", _watching_all())
    meal_ids = meals.record_ids()[:12]
    for number in range(1, 13):
        table.add(
            {
                "Workout id": f"workout-{number:03d}",
                "Kind": dice.choice(_SPORTS),
                "Day": (_FIRST_DAY + timedelta(days=number * 2)).isoformat(),
                "Duration": dice.randrange(900, 5400),
                "Distance (km)": dice.randrange(2000) / 100,
                "Felt good": dice.random() < 0.7,
                "Log": dice.choice(("", "**Easy** pace\n* no pain\n* rain")),
                "Meals before": dice.sample(meal_ids, min(len(meal_ids), dice.randrange(3))),
            }
        )


def _add_daily_habits(base: BaseHandle, dice: random.Random) -> None:
    table = base.add_table(
        "Daily Habits",
        [
            ("Entry", "singleLineText"),
            ("Day", "date"),
            ("Steps", "number", {"precision": 0}),
            ("Water", "percent", {"precision": 0}),
            ("Sleep", "duration", {"durationFormat": "h:mm"}),
            ("Mood", "singleSelect", {"choices": list(_MOODS)}),
            ("Meditated", "checkbox"),
            ("Reminder", "dateTime"),
        ],
    )
    for number in range(30):
        day = (_FIRST_DAY + timedelta(days=number)).isoformat()
        table.add(
            {
                "Entry": f"habits-{day}",
                "Day": day,
                "Steps": dice.randrange(15_000),
                "Water": dice.randrange(130) / 100,
                "Sleep": dice.randrange(300, 560) * 60,
                "Mood": dice.choice(_MOODS),
                "Meditated": dice.random() < 0.4,
                "Reminder": f"{day}T19:30:00.000Z",
            }
        )


def _add_reading_list(base: BaseHandle) -> None:
    table = base.add_table(
        "Reading list",
        [
            ("Title", "singleLineText"),
            ("Author", "singleLineText"),
            ("Pages", "number", {"precision": 0}),
            ("Status", "singleSelect", {"choices": ["Wanted", "Reading", "Read"]}),
            ("Progress", "percent", {"precision": 1}),
            ("Stars", "rating"),
            ("Link", "url"),
            ("Lent to", "email"),
            ("Shelf mark", "barcode"),
            ("Readers", "multipleCollaborators"),
        ],
    )
    for number, (title, author, pages, status) in enumerate(_BOOKS, 1):
        table.add(
            {
                "Title": title,
                "Author": author,
                "Pages": pages,
                "Status": status,
                "Progress": {"Read": 1, "Reading": 0.125, "Wanted": 0}[status],
                "Stars": 5 if status == "Read" else None,
                "Link": f"https://example.com/books/{number}",
                "Shelf mark": {"text": f"B{number:05d}", "type": "code39"},
            }
        )


def _add_contacts(base: BaseHandle) -> None:
    base.add_table(
        "Contacts",
        [
            ("Name", "singleLineText"),
            ("Contact id", "singleLineText"),
            ("Email", "email"),
            ("Phone", "phoneNumber"),
            ("City", "singleLineText"),
            ("Age", "number", {"precision": 0}),
            ("Joined", "date"),
            ("Active", "checkbox"),
            ("Balance", "currency", {"precision": 2, "symbol": "$"}),
            ("Notes", "multilineText"),
        ],
    )


def _instant_result() -> dict[str, Any]:
    day = {"name": "iso", "format": "YYYY-MM-DD"}
    options = {"dateFormat": day, "timeFormat": {"name": "24hour", "format": "HH:mm"}, "timeZone": "utc"}
    return {"result": {"type": "dateTime", "options": options}}


def _watching_all() -> dict[str, Any]:
    return {"isValid": True, "referencedFieldIds": [], **_instant_result()}
