"""The pair Meals: ``meals.csv`` and Airtable's ``Habits › Meals``, each edited by people since they were in step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from airsync_gui.demo.edits import Edit, minute
from airsync_gui.demo.hands import InAirtable, InFile
from airsync_gui.sandbox.sample import day_name

TABLE, KEY = "Meals", "Meal"
COLUMNS = (KEY, "Day", "Kind", "Dish", "Calories", "Protein (g)", "Tags", "Home cooked", "Logged at", "Notes")


class Meals:
    """Both sides of the pair, and what happens to them. The sample's meals end the day before today."""

    def __init__(self, folder: Path, url: str) -> None:
        self.file = InFile(folder / "meals.csv", KEY)
        self.airtable = InAirtable(url, "Habits", TABLE, KEY)
        last_day = max(record["Day"] for record in self.airtable.records())
        self.today = date.fromisoformat(last_day) + timedelta(days=1)

    @property
    def source(self) -> str:
        """The local table."""
        return str(self.file.path)

    def begin(self) -> None:
        """Give the records that are told of their first values, and the file the same records as Airtable."""
        for edit in self.edits():
            if edit.before:
                self.airtable.edit(edit.name, edit.before)
        records = sorted(self.airtable.records(), key=lambda record: str(record["Logged at"]))
        self.file.write(COLUMNS, [_row(record) for record in records])

    def go_on(self) -> None:
        """What people did since."""
        for edit in self.edits():
            if edit.here:
                self.file.edit(edit.name, edit.here)
            if edit.deleted_there:
                self.airtable.delete(edit.name)
            elif edit.there:
                self.airtable.edit(edit.name, edit.there)
        self.file.add(self._new_here())
        self.airtable.add(self._new_there())

    def edits(self) -> tuple[Edit, ...]:
        """Every record that people touched."""
        return (*self._conflicts(), *self._merges(), *self._here(), *self._there())

    def _conflicts(self) -> tuple[Edit, ...]:
        """Both sides edited one field: five records for a person to decide."""
        return (
            Edit(self._name("Lunch", 2), {"Calories": 540}, {"Calories": "610"}, {"Calories": 580}),
            Edit(
                self._name("Dinner", 3),
                {"Dish": "Lentil soup", "Notes": "with rye bread, a little too salty, enough for tomorrow"},
                {"Notes": "with fresh rye bread, a little too salty, enough for tomorrow"},
                {"Notes": "with rye bread and butter, not salty at all, enough for tomorrow"},
            ),
            Edit(
                self._name("Dinner", 1),
                {
                    "Dish": "Chili",
                    "Calories": 720,
                    "Protein (g)": 28,
                    "Tags": ["vegan", "late"],
                    "Notes": "not too hot",
                },
                {"Calories": "760", "Tags": "vegan, late, home"},
                {"Calories": 690, "Tags": ["vegan", "quick"]},
            ),
            Edit(
                self._name("Snack", 2),
                {"Dish": "Almonds", "Calories": 180, "Protein (g)": 6.5, "Notes": ""},
                {"Calories": "240", "Notes": "two handfuls"},
                deleted_there=True,
            ),
            self._conflict_of_three(),
        )

    def _conflict_of_three(self) -> Edit:
        return Edit(
            self._name("Breakfast", 1),
            {
                "Dish": "Porridge",
                "Calories": 380,
                "Notes": "with apple and cinnamon",
                "Logged at": self._at(1, 7, 45).isoformat(),
            },
            {
                "Calories": "420",
                "Notes": "with apple, walnuts and cinnamon",
                "Logged at": minute(self._at(1, 8, 5)),
            },
            {
                "Calories": 350,
                "Notes": "with half an apple and cinnamon",
                "Logged at": self._at(1, 7, 30).isoformat(),
            },
        )

    def _merges(self) -> tuple[Edit, ...]:
        """Both sides edited one record, in different fields: nobody is asked."""
        return (
            Edit(
                self._name("Breakfast", 3),
                {"Dish": "Rye bread with cheese", "Calories": 420, "Protein (g)": 18, "Notes": ""},
                {"Calories": "460"},
                {"Notes": "a second slice"},
            ),
            Edit(
                self._name("Lunch", 5),
                {"Dish": "Salad", "Tags": ["quick"]},
                {"Tags": "quick, home"},
                {"Dish": "Salad with chickpeas"},
            ),
        )

    def _here(self) -> tuple[Edit, ...]:
        return (
            Edit(self._name("Dinner", 4), {"Calories": 690}, {"Calories": "730"}),
            Edit(self._name("Lunch", 6), {"Notes": ""}, {"Notes": "eaten outside"}),
            Edit(
                self._name("Snack", 5),
                {"Dish": "Apple", "Calories": 90, "Protein (g)": 0.5, "Notes": ""},
                {"Dish": "Two apples", "Calories": "180", "Protein (g)": "1"},
            ),
        )

    def _there(self) -> tuple[Edit, ...]:
        return (
            Edit(self._name("Breakfast", 2), {"Calories": 450}, there={"Calories": 430}),
            Edit(self._name("Lunch", 3), {"Tags": []}, there={"Tags": ["restaurant"]}),
            Edit(self._name("Dinner", 5), {"Home cooked": False}, there={"Home cooked": True}),
            Edit(self._name("Snack", 4), {"Notes": ""}, there={"Notes": "shared with Jo"}),
        )

    def _new_here(self) -> dict[str, str]:
        return {
            KEY: f"Breakfast, {day_name(self.today)}",
            "Day": self.today.isoformat(),
            "Kind": "Breakfast",
            "Dish": "Muesli with berries",
            "Calories": "440",
            "Protein (g)": "14.5",
            "Tags": "home, quick",
            "Home cooked": "yes",
            "Logged at": minute(self._at(0, 8, 0)),
            "Notes": "",
        }

    def _new_there(self) -> dict[str, Any]:
        return {
            KEY: f"Snack, {day_name(self.today)}",
            "Day": self.today.isoformat(),
            "Kind": "Snack",
            "Dish": "Banana",
            "Calories": 110,
            "Protein (g)": 1.5,
            "Logged at": self._at(0, 10, 30).isoformat(),
        }

    def _name(self, kind: str, days_ago: int) -> str:
        return f"{kind}, {day_name(self.today - timedelta(days=days_ago))}"

    def _at(self, days_ago: int, hour: int, minutes: int) -> datetime:
        """A moment on this computer's clock."""
        return datetime.combine(self.today - timedelta(days=days_ago), time(hour, minutes)).astimezone()


def _row(record: Mapping[str, Any]) -> dict[str, str]:
    """A record as somebody writes it into a file: yes and no, lists with commas, times as on the clock."""
    cells = {name: str(value) for name, value in record.items() if name in COLUMNS}
    return cells | {
        "Tags": ", ".join(record.get("Tags", ())),
        "Home cooked": "yes" if record.get("Home cooked") else "no",
        "Logged at": minute(datetime.fromisoformat(record["Logged at"])),
    }
