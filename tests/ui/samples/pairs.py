"""Six pairs, one in each state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from airsync_gui.jobs.snapshots import PairLine, Place
from airsync_gui.messages import Message
from airsync_gui.sync.records import Side

NOW = datetime.now(UTC).replace(microsecond=0)


def here(name: str, folder: str) -> Place:
    return Place(Side.LOCAL, name, folder, url=f"file:///home/ana/{name}")


def there(name: str, *, sandbox: bool = False) -> Place:
    return Place(Side.AIRTABLE, name, sandbox=sandbox, url="https://airtable.com/appX/tblX")


MEALS_HERE, MEALS_THERE = here("meals.csv", "~/Documents/habits"), there("Habits › Meals")
WORKOUTS_HERE, WORKOUTS_THERE = here("health.db · workouts", "~/.local/share/fitlog"), there("Training › Workouts")
HABITS_HERE, HABITS_THERE = here("daily-log.csv", "~/habits-agent"), there("Habits › Daily log")

PAIRS = (
    PairLine("meals", "Meals", "in_step", MEALS_HERE, MEALS_THERE, last_run_at=NOW - timedelta(minutes=2)),
    PairLine("workouts", "Workouts", "in_step", WORKOUTS_HERE, WORKOUTS_THERE, waits=480, last_run_at=NOW),
    PairLine("habits", "Habits", "needs_you", HABITS_HERE, HABITS_THERE, conflicts=14, last_run_at=NOW),
    PairLine(
        "recipes",
        "Recipes",
        "waiting",
        here("recipes.csv", "~/Documents"),
        there("Kitchen › Recipes"),
        last_run_at=NOW,
        until=NOW + timedelta(seconds=25),
    ),
    PairLine(
        "body",
        "Body metrics",
        "failed",
        here("body.csv", "~/Documents"),
        there("Health › Body"),
        last_run_at=NOW,
        problem=Message(
            "Key refused", "Airtable does not accept the access token.", "Store a new one with: airsync-gui token set"
        ),
        needs_key=True,
    ),
    PairLine("reading", "Reading list", "paused", here("reading.csv", "~/Documents"), there("Habits › Reading list")),
)
"""``Workouts`` is the one to show while it runs: the controller says so, not its line."""
