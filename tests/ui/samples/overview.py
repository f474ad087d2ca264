"""What Meals' first panel says, and that of all pairs."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from airsync_gui.jobs.snapshots import DayCount, Overview, RunLine
from tests.ui.samples.pairs import NOW

_WRITTEN = (
    (3, 10), (5, 14), (2, 6), (8, 18), (6, 22), (0, 3), (1, 2), (4, 12), (9, 17), (12, 30), (5, 16), (2, 4), (7, 14),
    (6, 18),
)  # fmt: skip
DAYS = tuple(
    DayCount((NOW.astimezone() - timedelta(days=13 - number)).date(), here, there)
    for number, (here, there) in enumerate(_WRITTEN)
)


def run(number: int, minutes_ago: float, to_airtable: int = 0, to_local: int = 0, calls: int = 1) -> RunLine:
    """One of today's runs of Meals; it ended well."""
    started = NOW - timedelta(minutes=minutes_ago)
    return RunLine(
        run_id=number,
        pair_id="meals",
        pair_name="Meals",
        kind="sync",
        started=started,
        ended=started + timedelta(seconds=3),
        status="done",
        error="",
        api_calls=calls,
        records=to_airtable + to_local,
        to_local=to_local,
        to_airtable=to_airtable,
    )


REFUSED = "The access token is refused"
RUNS = (run(94, 2), run(93, 17, 6, 2, 2), run(92, 32, 1, 0, 2), run(91, 47))
RULES = (
    ("arrows-left-right", "Direction", "Both ways"),
    ("scales", "Changed on both sides", "Ask me"),
    ("trash", "Deleted on one side", "Delete on the other too"),
    ("shield-check", "Guard", "Stop if a run would delete or change more than 10 %"),
    ("clock", "When", "Every 15 min, and when meals.csv is saved"),
    ("key", "Key field", "Meal id"),
)
MEALS = Overview(
    pair_id="meals",
    local_records=312,
    airtable_records=312,
    last_local_change=NOW - timedelta(minutes=7),
    last_airtable_change=NOW - timedelta(minutes=4),
    received_local=(6, 4),
    received_airtable=(18, 11),
    days=DAYS,
    runs=RUNS,
    rules=RULES,
    mapped=12,
    computed=2,
    left_columns=("notes_old",),
)
ALL = replace(
    MEALS,
    pair_id="",
    runs=(
        RUNS[0],
        replace(run(90, 5, 480, 0, 48), pair_id="workouts", pair_name="Workouts", status="running"),
        replace(run(89, 9, calls=3), pair_id="body", pair_name="Body metrics", status="failed", error=REFUSED),
        replace(run(88, 12, 1, 4, 2), pair_id="habits", pair_name="Habits"),
        *RUNS[1:],
    ),
    rules=(),
    records_by_pair=(("meals", 312), ("workouts", 1480), ("habits", 96), ("recipes", 44), ("body", 0), ("reading", 61)),
)
NEW = replace(
    MEALS,
    local_records=0,
    airtable_records=0,
    last_local_change=None,
    last_airtable_change=None,
    received_local=(0, 0),
    received_airtable=(0, 0),
    days=tuple(DayCount(entry.day, 0, 0) for entry in DAYS),
    runs=(),
    computed=0,
    left_columns=(),
)
"""A pair that was never synced."""
