"""Why a lunch looks as it does: edited here since, written by three runs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from msgspec.structs import replace

from airsync_gui.explanation import Explanation, FieldSeen, Seen
from airsync_gui.jobs.snapshots import RecordStory
from airsync_gui.sync.records import Side, Value
from tests.ui.samples.history import CHANGES, MAIN, change
from tests.ui.samples.pairs import PAIRS

MEALS = next(pair for pair in PAIRS if pair.pair_id == "meals")


def _same(name: str, value: Value) -> FieldSeen:
    side = Seen(value, known=True, now=value, there=True)
    return FieldSeen(name, side, side)


def _moved(name: str, last: Value, now: Value) -> FieldSeen:
    here = Seen(last, known=True, now=now, there=True, changed=True)
    return FieldSeen(name, here, Seen(last, known=True, now=last, there=True))


LUNCH = RecordStory(
    pair_id="meals",
    pair_name="Meals",
    local=MEALS.local,
    airtable=MEALS.airtable,
    explanation=Explanation(
        uid="u Lunch, 12 May",
        record="Lunch, 12 May",
        record_id="recL7k2Qm4Xp9RtZa",
        looked=True,
        standing=(
            "What was last in step is of 12 May 2026 at 13:48.",
            "A conflict was settled 11 May 2026 at 18:20 by your answer: edited on both sides.",
        ),
        fields=(
            _same("Meal id", "Lunch, 12 May"),
            _moved("Calories", Decimal(610), Decimal(640)),
            _same("Tags", ("lunch", "home", "vegetarian")),
            FieldSeen(
                "Rating",
                Seen(Decimal(4), known=True, there=True, problem="'four' is not a number", changed=True),
                Seen(Decimal(4), known=True, now=Decimal(5), there=True, changed=True),
            ),
            FieldSeen("Notes", Seen(None, known=True, there=True), Seen(None, now="with the neighbours", there=True)),
        ),
        to_come=("The next sync would change Lunch, 12 May in Airtable: Calories 610 → 640.",),
    ),
    changes=(
        replace(CHANGES[93][0], at=MAIN.started),
        change(
            31, "Lunch, 12 May", Side.LOCAL, "Rating", Decimal(3), Decimal(4), "you, in a conflict", overwritten=True,
            at=MAIN.started - timedelta(days=1), run_id=81,
        ),
        change(
            21, "Lunch, 12 May", Side.AIRTABLE, "Calories", None, Decimal(580), "new on the other side", kind="create",
            at=MAIN.started - timedelta(days=2), run_id=78,
        ),
    ),
    record_url="https://airtable.com/appX/tblY/recL7k2Qm4Xp9RtZa",
)  # fmt: skip
