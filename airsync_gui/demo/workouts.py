"""The pair Workouts: a table of ``health.db`` and Airtable's ``Habits › Workouts``, edited on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from airsync_gui.demo.edits import Edit
from airsync_gui.demo.hands import InAirtable, InDatabase
from airsync_gui.sandbox.sample import day_name

TABLE, KEY, KEY_COLUMN = "Workouts", "Workout", "workout"
RENAMES = {
    "workout": "Workout",
    "day": "Day",
    "kind": "Kind",
    "seconds": "Duration",
    "distance_km": "Distance (km)",
    "felt_good": "Felt good",
    "log": "Log",
}
"""Column → field."""
MAKE = """
CREATE TABLE workouts (
    id INTEGER PRIMARY KEY, workout TEXT NOT NULL UNIQUE, day TEXT NOT NULL, kind TEXT, seconds INTEGER,
    distance_km REAL, felt_good INTEGER NOT NULL DEFAULT 0, log TEXT
)
"""
NO_CHOICE = "Climbing"
"""A kind of workout that Airtable has no choice for: the change is refused, and says why."""


class Workouts:
    """Both sides of the pair, and what happens to them."""

    def __init__(self, folder: Path, url: str) -> None:
        self.database = InDatabase(folder / "health.db", "workouts", KEY_COLUMN)
        self.airtable = InAirtable(url, "Habits", TABLE, KEY)
        records = self._by_day()
        self._newest: dict[str, list[str]] = {}
        for record in reversed(records):
            self._newest.setdefault(record["Kind"], []).append(record[KEY])
        self._last_day = date.fromisoformat(records[-1]["Day"])

    @property
    def source(self) -> str:
        """The local table."""
        return f"{self.database.path}#workouts"

    def begin(self) -> None:
        """Give the records that are told of their first values, and the database the same records as Airtable."""
        for edit in self.edits():
            if edit.before:
                self.airtable.edit(edit.name, edit.before)
        self.database.make(MAKE, [_row(record) for record in self._by_day()])

    def go_on(self) -> None:
        """What people, and the program that owns the database, did since."""
        for edit in self.edits():
            if edit.here:
                self.database.edit(edit.name, edit.here)
            if edit.there:
                self.airtable.edit(edit.name, edit.there)
        self.database.add(self._new_here())

    def edits(self) -> tuple[Edit, ...]:
        """Every record that was touched."""
        run, yoga, bike, swim = (self._newest[kind] for kind in ("Run", "Yoga", "Bike", "Swim"))
        return (
            # refused
            Edit(yoga[0], {"Duration": 3000}, {"kind": NO_CHOICE, "seconds": 3300}),
            # conflicts
            Edit(run[0], {"Duration": 2700, "Distance (km)": 7.9}, {"seconds": 2820}, {"Duration": 2640}),
            Edit(
                swim[0],
                {"Felt good": False, "Log": "Lane was full after ten minutes"},
                {"log": "Lane was full after twenty minutes"},
                {"Log": "Lane was half full after ten minutes, cold water"},
            ),
            # nobody is asked
            Edit(bike[0], {"Distance (km)": 24}, {"distance_km": 26.5}, {"Log": "Along the river"}),
            Edit(run[1], {"Felt good": False}, {"felt_good": 1}),
            Edit(yoga[1], {"Duration": 2400}, {"seconds": 2700}),
            Edit(run[2], {"Duration": 2280}, there={"Duration": 2340}),
            Edit(bike[1], {"Felt good": False}, there={"Felt good": True}),
        )

    def _by_day(self) -> list[dict[str, Any]]:
        return sorted(self.airtable.records(), key=lambda record: str(record["Day"]))

    def _new_here(self) -> dict[str, Any]:
        day = self._last_day + timedelta(days=1)
        return {
            "workout": f"Swim, {day_name(day)}",
            "day": day.isoformat(),
            "kind": "Swim",
            "seconds": 2100,
            "distance_km": 1.4,
            "felt_good": 1,
        }


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    values = {column: record.get(field) for column, field in RENAMES.items()}
    return values | {"felt_good": int(bool(values["felt_good"])), "log": str(values["log"] or "").rstrip("\n") or None}
