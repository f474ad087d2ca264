"""A day of Meals' runs and those of the days before, with what one of them changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from msgspec.structs import replace

from airsync_gui.jobs.snapshots import ChangeLine, RunLine, Written
from airsync_gui.sync.records import Side, Value
from tests.ui.samples.pairs import NOW

NOON = NOW.astimezone().replace(hour=14, minute=3, second=0)
"""Today, on this computer's clock."""
HERE, THERE = Side.LOCAL, Side.AIRTABLE
NOTHING = Written()


def run(
    number: int,
    started: datetime,
    airtable: Written = NOTHING,
    local: Written = NOTHING,
    calls: int = 1,
    **more: object,
) -> RunLine:
    made = RunLine(
        run_id=number,
        pair_id="meals",
        pair_name="Meals",
        kind="sync",
        started=started,
        ended=started + timedelta(seconds=1.2),
        status="done",
        error="",
        api_calls=calls,
        records=0,
        to_local=local.fields + local.added * 5 + local.deleted,
        to_airtable=airtable.fields + airtable.added * 5 + airtable.deleted,
        local=local,
        airtable=airtable,
    )
    return replace(made, **more)


def _ago(quarters: int, days: int = 0) -> datetime:
    return NOON - timedelta(minutes=15 * quarters, days=days)


MAIN = run(93, _ago(1), Written(6), Written(2), 2)
RUNS: Sequence[RunLine] = (
    run(94, _ago(0)),
    MAIN,
    run(92, _ago(2), Written(added=1), calls=2),
    run(91, _ago(3)),
    run(90, _ago(4), calls=0, status="failed", error="Airtable can't be reached", put_off=True),
    run(89, _ago(5), Written(3), calls=2),
    run(88, _ago(5) - timedelta(minutes=1), kind="resolve", local=Written(1)),
    run(87, _ago(6)),
    run(86, _ago(7), local=Written(6)),
    run(85, _ago(8), status="stopped", error="Stopped before writing"),
    run(84, _ago(9)),
    run(83, _ago(10), Written(deleted=1), calls=2),
    run(82, _ago(11), status="cancelled", error="Stopped"),
    run(81, _ago(0, 1), Written(4), calls=2),
    run(80, _ago(1, 1), status="failed", error="The access token is refused"),
    run(79, _ago(2, 1), kind="drop", calls=0),
    run(78, _ago(0, 14), local=Written(2)),
)


def change(
    number: int, record: str, side: Side, field: str, before: Value, after: Value, because: str, **more: object
) -> ChangeLine:
    made = ChangeLine(
        change_id=number,
        run_id=93,
        uid=f"u {record}",
        record=record,
        side=side,
        kind="update",
        field_name=field,
        before=before,
        after=after,
        other=after,
        because=because,
        overwritten=False,
        at=MAIN.started,
    )
    return replace(made, **more)


ONE_SIDE, UNION = "one side changed", "rule: union of lists"
CHANGES: Mapping[int, Sequence[ChangeLine]] = {
    93: (
        change(1, "Lunch, 12 May", THERE, "Calories", Decimal(580), Decimal(610), ONE_SIDE),
        change(2, "Dinner, 11 May", THERE, "Tags", ("dinner",), ("dinner", "late"), UNION, other=("late",)),
        change(3, "Breakfast, 12 May", HERE, "Notes", None, "with honey", ONE_SIDE),
        change(4, "Snack, 11 May", THERE, "Calories", Decimal(150), Decimal(180), ONE_SIDE),
        change(5, "Dinner, 10 May", THERE, "Rating", Decimal(4), Decimal(5), "you, in a conflict", overwritten=True),
        change(6, "Lunch, 10 May", THERE, "Protein (g)", Decimal(31), Decimal(32), "rule: larger number"),
        change(7, "Lunch, 10 May", THERE, "Tags", ("lunch",), ("lunch", "home"), UNION),
        change(8, "Lunch, 9 May", HERE, "Rating", Decimal(3), Decimal(4), ONE_SIDE),
    ),
    92: (change(9, "Lunch, 13 May", THERE, "Calories", None, Decimal(500), "new on the other side", kind="create"),),
    83: (
        change(
            10, "Snack, 1 May", THERE, "Calories", Decimal(90), None, "deleted on the other side", kind="delete",
            other=None,
        ),
    ),
    79: (
        change(
            11, "Snack, 2 May", THERE, "Calories", Decimal(90), None, "given up by you", kind="dropped update",
            other=Decimal(95),
        ),
    ),
}  # fmt: skip
