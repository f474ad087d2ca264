"""A queue of 480 changes in every state, as a run works on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from airsync_gui.jobs.snapshots import QueueLine, QueueState, RefusedRow
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import CellProblem
from airsync_gui.sync.schema import Field
from tests.ui.samples.pairs import HABITS_HERE, NOW, WORKOUTS_HERE, WORKOUTS_THERE

DAY = timedelta(days=1)
EARLIER = NOW - timedelta(hours=3)
URL = "https://airtable.com/appX/tblX/rec"
BENCH_PRESS = "0bench0press00"
DURATION = Field("fldDuration", "Duration", "duration", options={"durationFormat": "h:mm"})
ROWS = {
    BENCH_PRESS: RefusedRow(
        pair=Pair(
            id="workouts",
            name="Workouts",
            source="/home/ana/.local/share/fitlog/health.db#workouts",
            base_id="appX",
            table_id="tblX",
            columns={"fldDuration": "duration"},
            key=("fldName",),
        ),
        uid=BENCH_PRESS,
        fields=(DURATION,),
        cells={"fldDuration": CellProblem("invalid", "45 min", "is not a duration (seconds, h:mm or h:mm:ss)")},
        place=WORKOUTS_HERE,
    )
}
FLIGHT = (
    ("Row, 3 May", "Heart rate"),
    ("Row, 4 May", "Heart rate"),
    ("Squat, 4 May", "Sets, Reps"),
    ("Deadlift, 4 May", "Sets"),
    ("Run, 5 May", "Distance, Pace, Shoes, Route, Weather, Heart rate"),
    ("Yoga, 5 May", "Duration"),
    ("Bike, 6 May", "Distance"),
    ("Pull-ups, 6 May", "Reps"),
    ("Run, 7 May", "Pace"),
    ("Swim, 7 May", "Distance"),
)


def line(
    record: str, state: QueueState, fields: str = "", kind: str = "update", tries: int = 1, since: datetime = NOW
) -> QueueLine:
    return QueueLine(
        key=f"workouts airtable {record}",
        entry_id=hash(record) % 100_000,
        pair_id="workouts",
        pair_name="Workouts",
        state=state,
        kind=kind,
        record=record,
        fields=tuple(fields.split(", ")) if fields else (),
        place=WORKOUTS_THERE,
        tries=tries,
        since=since,
        record_url="" if kind == "create" else URL,
    )


def _problems() -> Iterator[QueueLine]:
    from msgspec.structs import replace

    yield replace(
        line("Bench press, 11 May", "failed", "Duration", tries=3, since=NOW - 14 * DAY),
        reason="Airtable refused the field Duration: “45 min” is not a duration.",
        advice="Change the value (or the field in Airtable), or drop the operation from the queue.",
        uid=BENCH_PRESS,
        editable=("fldDuration",),
    )
    yield replace(
        line("Climbing, 12 May", "failed", kind="create", since=EARLIER),
        reason="“Bouldering” is not a choice of “Kind”.",
        advice="Add the choice in Airtable, or change the value.",
    )
    yield QueueLine(
        "held-1", None, "habits", "Habits", "held", "held", "row 88", (), HABITS_HERE, 0, EARLIER,
        "“03/04/26” can be read in two ways.",
        "Write the cell so that it can be read in one way only, or say in the pair how the column is written.",
    )  # fmt: skip
    yield replace(
        line("Plan B, week 20", "waiting_for_key", "Coach", since=EARLIER),
        reason="Airtable does not permit this with the present token. It probably lacks: data.records:write.",
        advice="In Airtable's builder hub, give the token the scope data.records:write.",
    )
    for record, fields in (("Run, 12 May", "Distance, Pace"), ("Swim, 12 May", "Distance")):
        yield replace(
            line(record, "retry", fields, tries=2),
            reason="Airtable answered with an error of its own (HTTP 503).",
            advice="Nothing was lost: what was not done stays in the queue, and the next sync goes on.",
            retry_at=NOW + timedelta(minutes=4),
        )


QUEUE = (
    *_problems(),
    *(line(record, "in_flight", fields) for record, fields in FLIGHT),
    *(line(f"Bench press, {n} April", "pending", "Weight", tries=0) for n in range(1, 31)),
    *(line(f"Hike {n:03}", "pending", kind="create", tries=0) for n in range(1, 434)),
    line("Row, 1 May", "pending", kind="delete", tries=0),
)


def many(count: int) -> tuple[QueueLine, ...]:
    """A queue as long as it gets: every hundredth is refused."""
    return tuple(
        line(f"Set {n:06}", "failed" if n % 100 == 0 else "pending", "Weight, Reps", tries=n % 4) for n in range(count)
    )
