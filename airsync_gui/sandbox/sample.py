"""The sample: a base ``Habits`` such as a meal and habit tracker grows into, with most field types in it.

Content and ids are the same for the same seed, size and time. ``Contacts`` is empty, for whoever wants to push a CSV.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from airsync_gui.sandbox import dates
from airsync_gui.sandbox.clock import ManualClock
from airsync_gui.sandbox.door import BaseHandle, TableHandle
from airsync_gui.sandbox.sandbox import Sandbox

_NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
_MENU = {
    "Breakfast": (
        ("Porridge", 380, 12.5, 0.9, "with apple and cinnamon"),
        ("Rye bread with cheese", 420, 18.0, 1.6, ""),
        ("Omelette", 450, 27.0, 2.1, "three eggs, chives"),
        ("Shakshuka", 410, 21.5, 2.8, "with feta"),
    ),
    "Lunch": (
        ("Lentil soup", 520, 24.0, 2.4, "enough for tomorrow"),
        ("Salad bowl", 480, 19.5, 9.8, ""),
        ("餃子", 610, 26.0, 8.5, "at the corner, with Jo"),
        ("Vegetable curry", 590, 17.0, 3.2, "mild"),
    ),
    "Dinner": (
        ("Ramen", 690, 32.0, 12.5, "extra egg"),
        ("Risotto", 640, 15.5, 3.9, 'Said "never again"\nand meant it'),
        ("Baked salmon", 560, 38.0, 7.4, "second helping"),
        ("Pizza", 820, 30.0, 11.0, ""),
    ),
    "Snack": (
        ("Apple", 90, 0.5, 0.5, ""),
        ("Almonds", 180, 6.5, 0.8, ""),
        ("Yoghurt", 150, 9.0, 0.7, "with honey"),
        ("Crème brûlée", 330, 5.0, 5.5, "shared"),
    ),
}
"""Kind → (dish, calories, protein in g, cost, notes), in the day's order."""
_KINDS = tuple(_MENU)
_TIMES = {"Breakfast": time(7, 45), "Lunch": time(12, 30), "Dinner": time(19, 15), "Snack": time(16, 0)}
_TAGS = ("home", "restaurant", "vegan", "leftovers", "quick", "late")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPORTS = {
    "Run": (340, "**Easy** pace\n* no pain\n* rain"),
    "Swim": (1500, "Lane was full after ten"),
    "Bike": (150, "To the *lake* and back"),
    "Yoga": (None, "With Jo"),
}
"""Kind → (seconds for a kilometre, what is written about some)."""
_TRAINING = ("Run", "Yoga", "Bike", "Run", "Swim", "Yoga")
_MOODS = ("Great", "Good", "So-so", "Bad")
_BOOKS = (
    ("The Left Hand of Darkness", "Ursula K. Le Guin", 304, "Read"),
    ("Middlemarch", "George Eliot", 880, "Reading"),
    ("The Dispossessed", "Ursula K. Le Guin", 387, "Wanted"),
    ("Silent Spring", "Rachel Carson", 368, "Read"),
    ("Godel, Escher, Bach", "Douglas Hofstadter", 777, "Wanted"),
)


def sample_sandbox(*, records: int = 40, now: datetime = _NOW, **options: Any) -> Sandbox:
    """A sandbox with the sample base.

    Args:
        records: rows of ``Meals``; the other tables stay small.
        now: aware; all days end before its own, and times of day are in its zone.
        options: as for :class:`Sandbox`.
    """
    sandbox = Sandbox(**options)
    clock, sandbox.world.clock = sandbox.world.clock, ManualClock()
    dice = random.Random(options.get("seed", 0))
    base = sandbox.add_base("Habits")
    meals = _add_meals(base, dice, records, now)
    _add_workouts(base, meals, dice, now.date())
    _add_daily_habits(base, dice, now.date())
    _add_reading_list(base)
    _add_contacts(base)
    sandbox.world.clock = clock
    return sandbox


def _add_meals(base: BaseHandle, dice: random.Random, count: int, now: datetime) -> TableHandle:
    table = base.add_table(
        "Meals",
        [
            ("Meal id", "singleLineText"),
            ("Meal", "singleLineText"),
            ("Dish", "singleLineText"),
            ("Day", "date"),
            ("Kind", "singleSelect", {"choices": list(_KINDS)}),
            ("Calories", "number", {"precision": 0}),
            ("Protein (g)", "number", {"precision": 1}),
            ("Cost", "currency", {"precision": 2, "symbol": "€"}),
            ("Tags", "multipleSelects", {"choices": list(_TAGS)}),
            ("Rating", "rating"),
            ("Home cooked", "checkbox"),
            ("Logged at", "dateTime", {"timeZone": "client"}),
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
    first_day = now.date() - timedelta(days=(count + len(_KINDS) - 1) // len(_KINDS))
    table.add_many(_meal(number, dice, first_day, now) for number in range(1, count + 1))
    return table


def _meal(number: int, dice: random.Random, first_day: date, now: datetime) -> dict[str, Any]:
    day = first_day + timedelta(days=(number - 1) // len(_KINDS))
    kind = _KINDS[(number - 1) % len(_KINDS)]
    dish, calories, protein, cost, notes = dice.choice(_MENU[kind])
    logged = datetime.combine(day, _TIMES[kind], now.tzinfo) + timedelta(minutes=dice.randrange(0, 40, 5))
    return {
        "Meal id": f"meal-{number:04d}",
        "Meal": f"{kind}, {day_name(day)}",
        "Dish": dish,
        "Day": day.isoformat(),
        "Kind": kind,
        "Calories": calories + dice.randrange(-60, 70, 10),
        "Protein (g)": protein,
        "Cost": cost,
        "Tags": dice.sample(_TAGS, dice.randrange(3)),
        "Rating": dice.choice((None, 1, 2, 3, 4, 5)),
        "Home cooked": cost < 5,
        "Logged at": dates.instant_text(logged),
        "Notes": notes,
    }


def day_name(day: date) -> str:
    """``12 May``: as the records' names have it, in English whatever the system's language."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _kilojoules(fields: Mapping[str, Any]) -> Any:
    return round(fields.get("Calories", 0) * 4.184)


def _add_workouts(base: BaseHandle, meals: TableHandle, dice: random.Random, today: date) -> None:
    table = base.add_table(
        "Workouts",
        [
            ("Workout id", "singleLineText"),
            ("Workout", "singleLineText"),
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
        day = today - timedelta(days=(13 - number) * 2)
        sport = _TRAINING[number % len(_TRAINING)]
        pace_s_per_km, log = _SPORTS[sport]
        duration_s = dice.randrange(1200, 5400, 60)
        table.add(
            {
                "Workout id": f"workout-{number:03d}",
                "Workout": f"{sport}, {day_name(day)}",
                "Kind": sport,
                "Day": day.isoformat(),
                "Duration": duration_s,
                "Distance (km)": round(duration_s / pace_s_per_km, 2) if pace_s_per_km else None,
                "Felt good": dice.random() < 0.7,
                "Log": dice.choice(("", log)),
                "Meals before": dice.sample(meal_ids, min(len(meal_ids), dice.randrange(3))),
            }
        )


def _add_daily_habits(base: BaseHandle, dice: random.Random, today: date) -> None:
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
        day = (today - timedelta(days=30 - number)).isoformat()
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
