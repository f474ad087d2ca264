"""Fourteen conflicts of the pair Habits, in full, and what answers to them would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from airsync_gui.jobs.conflict_views import ConflictLine, ConflictView, ResolutionPreview
from airsync_gui.sync.operations import Conflict, ConflictKind
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Side, Uid, Value, Values
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.schema import Field
from airsync_gui.value_words import value_text
from tests.ui.samples.pairs import HABITS_HERE, HABITS_THERE

TODAY = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
FIELDS = (
    Field("fldHabit", "Habit", "singleLineText"),
    Field("fldMinutes", "Minutes", "number", {"precision": 0}),
    Field("fldScore", "Score", "rating", {"max": 5}),
    Field("fldPages", "Pages", "number", {"precision": 0}),
    Field("fldHours", "Hours", "number", {"precision": 1}),
    Field("fldSteps", "Steps", "number", {"precision": 0}),
    Field("fldLitres", "Litres", "number", {"precision": 1}),
    Field("fldDone", "Done", "checkbox"),
    Field(
        "fldTags", "Tags", "multipleSelects", {"choices": [{"id": "s1", "name": "home"}, {"id": "s2", "name": "late"}]}
    ),
    Field("fldNote", "Note", "multilineText"),
)
IDS = {field.name: field.id for field in FIELDS}
PAIR = Pair(
    "habits",
    "Habits",
    "/home/ana/habits-agent/daily-log.csv",
    "appHabits",
    "tblDaily",
    {field.id: field.name for field in FIELDS},
    ("fldHabit",),
    base_name="Habits",
    table_name="Daily log",
    field_names={field.id: field.name for field in FIELDS},
    field_types={field.id: field.type for field in FIELDS},
)


def at(clock: str, days_ago: int = 0) -> datetime:
    """A time of today's, or of some days ago."""
    return datetime.combine(TODAY.date() - timedelta(days=days_ago), time.fromisoformat(clock)).astimezone()


def by_id(values: Mapping[str, Value] | None) -> dict[FieldId, Value] | None:
    """Values by their field's id instead of its name."""
    return None if values is None else {IDS[name]: value for name, value in values.items()}


def view(
    uid: Uid,
    record: str,
    kind: ConflictKind,
    here: Mapping[str, Value] | None,
    there: Mapping[str, Value] | None,
    before: Mapping[str, Value] | None = None,
    *,
    fields: tuple[str, ...] | None = None,
    seen_at: datetime | None = None,
    in_step_at: datetime | None = None,
) -> ConflictView:
    """A conflict in full; values are by field name, and what differs are its fields."""
    key = {"fldHabit": record}
    local, airtable, ancestor = by_id(here), by_id(there), by_id(before or {})
    named = [IDS[name] for name in fields] if fields is not None else [*(local or {}), *(airtable or {})]
    conflict = Conflict(
        uid=uid,
        kind=kind,
        label=record,
        local_id=f'["{record}"]',
        record_id=f"rec{uid}",
        fields=tuple(dict.fromkeys(f for f in named if (local or {}).get(f) != (airtable or {}).get(f))),
        local=None if local is None else key | local,
        airtable=None if airtable is None else key | airtable,
        local_ancestor=key | (ancestor or {}) if before is not None else {},
        airtable_ancestor=key | (ancestor or {}) if before is not None else {},
    )
    return ConflictView(
        PAIR, conflict, FIELDS, HABITS_HERE, HABITS_THERE, seen_at or at("14:05"), in_step_at if before else None
    )


D = Decimal
LAST = at("20:00", 1)
NOON, MORNING, EARLY, EVE = at("12:40"), at("11:10"), at("09:02"), at("18:30", 1)


def one(
    uid: Uid, record: str, field: str, here: Value, there: Value, before: Value, seen_at: datetime = EARLY
) -> ConflictView:
    """One field was changed on both sides."""
    values = ({field: here}, {field: there}, {field: before})
    return view(uid, record, "both_edited", *values, seen_at=seen_at, in_step_at=LAST)


_ALL = (
    view(
        "c01",
        "Mood, 12 May",
        "both_edited",
        {"Score": D(4), "Tags": ("home",), "Note": "Slept well, walked to work.\nGood day."},
        {"Score": D(3), "Tags": ("home", "late"), "Note": "Slept badly, walked to work."},
        {"Score": D(2), "Tags": ("late",), "Note": "Walked to work."},
        in_step_at=LAST,
    ),
    one("c02", "Meditation, 12 May", "Minutes", D(15), D(20), D(10), at("14:05")),
    one("c03", "Meditation, 11 May", "Minutes", D(15), D(10), D(5), at("14:05")),
    one("c04", "Meditation, 10 May", "Minutes", D(12), D(10), D(5), at("14:05")),
    view(
        "c05",
        "Journal, 9 May",
        "edited_deleted",
        {"Minutes": D(30), "Note": "Wrote about the trip."},
        None,
        {"Minutes": D(30), "Note": "Wrote."},
        fields=("Note",),
        seen_at=NOON,
        in_step_at=LAST,
    ),
    view(
        "c06",
        "Water, 9 May",
        "version_moved",
        {"Litres": D("2.0")},
        {"Litres": D("1.5")},
        {"Litres": D(1)},
        seen_at=NOON,
        in_step_at=LAST,
    ),
    view(
        "c07",
        "Stretching, 8 May",
        "created_twice",
        {"Minutes": D(10), "Done": True, "Note": "Back"},
        {"Minutes": D(12), "Note": "Legs"},
        seen_at=MORNING,
    ),
    view(
        "c08",
        "Reading, 8 May",
        "both_edited",
        {"Pages": D(34), "Done": True},
        {"Pages": D(43)},
        {"Pages": D(20)},
        seen_at=MORNING,
        in_step_at=LAST,
    ),
    one("c09", "Sleep, 8 May", "Hours", D("7.5"), D(7), D(8)),
    one("c10", "Sleep, 7 May", "Hours", D(6), D("6.5"), D(7)),
    one("c11", "Walk, 6 May", "Steps", D(8412), D(8000), D(5000)),
    view(
        "c12",
        "No sugar, 6 May",
        "deleted_edited",
        None,
        {"Done": True},
        {"Done": None},
        fields=("Done",),
        seen_at=EVE,
        in_step_at=at("20:00", 3),
    ),
    view(
        "c13",
        "Piano, 5 May",
        "undone",
        {"Minutes": D(25)},
        {"Minutes": D(40)},
        {"Minutes": D(40)},
        seen_at=EVE,
        in_step_at=LAST,
    ),
    one(
        "c14",
        "Running, 4 May",
        "Note",
        "5 km along the river, slow, with a break at the bridge. " * 4,
        "5 km.",
        "5",
        EVE,
    ),
)
VIEWS: Mapping[Uid, ConflictView] = {found.conflict.uid: found for found in _ALL}

SENTENCES: Mapping[Uid, str] = {
    "c01": "Score: this computer 4, Airtable 3, and 2 more fields",
    "c02": "Minutes: this computer 15, Airtable 20",
    "c03": "Minutes: this computer 15, Airtable 10",
    "c04": "Minutes: this computer 12, Airtable 10",
    "c05": "Edited on this computer, deleted in Airtable",
    "c06": "Its version moved in Airtable. Litres: this computer 2, Airtable 1.5",
    "c07": "Same key made on both sides, 3 fields differ",
    "c08": "Pages: this computer 34, Airtable 43, and 1 more field",
    "c09": "Hours: this computer 7.5, Airtable 7",
    "c10": "Hours: this computer 6, Airtable 6.5",
    "c11": "Steps: this computer 8,412, Airtable 8,000",
    "c12": "Deleted on this computer, edited in Airtable",
    "c13": "Undone. Minutes: this computer 25, Airtable 40",
    "c14": "Note: this computer 5 km along the river, slow, with a break…, Airtable 5 km.",
}


def line_of(found: ConflictView, sentence: str) -> ConflictLine:
    """The same conflict as the list shows it."""
    conflict, names = found.conflict, found.pair.field_names
    fields = tuple(names.get(f, f) for f in conflict.fields)
    return ConflictLine(
        conflict.uid, found.pair.id, found.pair.name, conflict.label, conflict.kind, sentence, found.seen_at, fields
    )


LINES = tuple(line_of(VIEWS[uid], sentence) for uid, sentence in SENTENCES.items())
SCHEMA_LINE = ConflictLine(
    "c15",
    "habits",
    "Habits",
    "Calories",
    "schema",
    "The field Calories: gone from Airtable",
    at("09:00"),
    ("Calories",),
)
SCHEMA_VIEW = ConflictView(
    PAIR,
    Conflict("c15", "schema", "Calories", None, None, ("fldX",), None, None, local_label="gone from Airtable"),
    FIELDS,
    HABITS_HERE,
    HABITS_THERE,
    at("09:00"),
    None,
)


def resolution(_pair_id: str, uid: Uid, answer: Answer) -> ResolutionPreview:
    """What an answer would do, in about the words of the real service."""
    conflict = VIEWS[uid].conflict
    airtable = "Airtable is not changed."
    here = f"{HABITS_HERE.name} is not changed."
    calls = "0 API calls."
    if conflict.local is None or conflict.airtable is None:
        if not answer.keep_apart:
            verb = "deleted" if conflict.of(Side(answer.take or "local")) is None else "added"
            writes_there = (conflict.airtable is None) == (verb == "added")
            done = f"{conflict.label} is {verb}."
            airtable = f"Airtable: {done}" if writes_there else airtable
            here = here if writes_there else f"{HABITS_HERE.name}: {done}"
            calls = "1 API call." if writes_there else calls
    elif answer.take == "local":
        airtable, calls = f"Airtable: {_changes(conflict.airtable, conflict.local, conflict)}.", "1 API call."
    elif answer.take == "airtable":
        here = f"{HABITS_HERE.name}: {_changes(conflict.local, conflict.airtable, conflict)}."
    parts = sorted((airtable, here), key=lambda part: part.endswith("is not changed."))
    return ResolutionPreview(answer, sentence=" ".join([*parts, calls]), changes=" ".join(parts))


def _changes(before: Values, after: Values, conflict: Conflict) -> str:
    return "; ".join(
        f"{PAIR.field_names[f]} {value_text(before.get(f), 40)} → {value_text(after.get(f), 40)}"
        for f in conflict.fields
    )
