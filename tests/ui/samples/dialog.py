"""Conflicts side by side: one with fields of every kind, a deleted record, a long text, and what hostile cells hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from airsync_gui.jobs.conflict_views import ConflictView, ResolutionPreview
from airsync_gui.service.resolutions import preview
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Memory
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.schema import Field
from tests.ui.samples.pairs import MEALS_HERE, MEALS_THERE

NOW = datetime.now(UTC).replace(microsecond=0)
LUNCH = "uid-lunch"


def field(name: str, type_: str, **options: Any) -> Field:
    return Field(f"fld{name.replace(' ', '')}", name, type_, MappingProxyType(options))


def choices(*names: str) -> list[dict[str, str]]:
    return [{"id": f"sel{name}", "name": name} for name in names]


def noon(hour: int, minute: int) -> datetime:
    """12 May 2026 by this computer's clock."""
    return datetime(2026, 5, 12, hour, minute).astimezone().astimezone(UTC)


FIELDS = (
    field("Name", "singleLineText"),
    field("Calories", "number", precision=0),
    field("Notes", "multilineText"),
    field("Ingredients", "multilineText"),
    field("Tags", "multipleSelects", choices=choices("lunch", "home", "quick", "late")),
    field("Kind", "singleSelect", choices=choices("Meal", "Snack")),
    field("Eaten at", "dateTime"),
    field("Rating", "rating", max=5),
    field("Vegan", "checkbox"),
    field("Day", "date"),
    field("Protein share", "percent", precision=0),
    field("Place", "singleLineText"),
    field("Total", "formula", result={"type": "number"}),
)
PAIR = Pair(
    id="meals",
    name="Meals",
    source="/home/ana/Documents/habits/meals.csv",
    base_id="appX",
    table_id="tblX",
    columns={f.id: f.name for f in FIELDS},
    key=("fldName",),
    base_name="Habits",
    table_name="Meals",
    field_names={f.id: f.name for f in FIELDS},
    field_types={f.id: f.type for f in FIELDS},
)


def values(**by_name: Any) -> dict[str, Any]:
    return {f"fld{name}": value for name, value in by_name.items()}


BEFORE = values(
    Name="Lunch, 12 May",
    Calories=Decimal(540),
    Notes="with rice",
    Ingredients="rice, chicken, peas, soy sauce",
    Tags=("lunch",),
    Kind="Meal",
    Eatenat=noon(12, 30),
    Rating=Decimal(3),
    Vegan=None,
    Day=noon(12, 0).date(),
    Proteinshare=Decimal("0.3"),
    Place="Home",
    Total=Decimal(540),
)
HERE = BEFORE | values(
    Calories=Decimal(610),
    Notes="with brown rice",
    Ingredients="rice, chicken, beans, soy sauce",
    Tags=("lunch", "home"),
    Eatenat=noon(12, 45),
    Rating=Decimal(4),
)
THERE = BEFORE | values(
    Calories=Decimal(580),
    Notes="with rice, spicy",
    Ingredients="rice, smoked tofu, peas, soy sauce",
    Tags=("lunch", "quick"),
    Eatenat=noon(13, 0),
    Place="Canteen",
)
CLASHING = ("fldCalories", "fldNotes", "fldIngredients", "fldTags", "fldEatenat")
MERGED = values(Rating=Decimal(4), Place="Canteen")


def view(uid: str = LUNCH, **changes: Any) -> ConflictView:
    """The lunch's conflict, with something else where given."""
    conflict = Conflict(
        uid=uid,
        kind="both_edited",
        label="Lunch, 12 May",
        local_id='["Lunch, 12 May"]',
        record_id="recLunch",
        fields=CLASHING,
        local=HERE,
        airtable=THERE,
        local_ancestor=BEFORE,
        airtable_ancestor=BEFORE,
        merged=MERGED,
        local_label="row 88",
    )
    return ConflictView(
        pair=PAIR,
        conflict=replace(conflict, **changes),
        fields=FIELDS,
        local=MEALS_HERE,
        airtable=MEALS_THERE,
        seen_at=NOW - timedelta(minutes=2),
        in_step_at=NOW - timedelta(hours=20),
    )


def deleted_there() -> ConflictView:
    """Edited on this computer, deleted in Airtable."""
    return view("uid-gone", kind="edited_deleted", airtable=None, fields=("fldCalories", "fldNotes"), merged={})


def first_run() -> ConflictView:
    """Never in step."""
    made = view("uid-first", kind="created_twice", local_ancestor={}, airtable_ancestor={}, merged={})
    return replace(made, in_step_at=None)


HOSTILE = "<b>bold</b> & <img src=x onerror=alert(1)> \u202eevil\u202c"


def hostile() -> ConflictView:
    """Names and cells that look like markup, and that would turn the text round."""
    bad = (field("Calories", "number"), field("Notes", "multilineText"))
    fields = (*FIELDS[:1], bad[0], replace(bad[1], name=HOSTILE), *FIELDS[3:])
    made = view(
        "uid-hostile",
        label=HOSTILE,
        local=HERE | values(Notes=HOSTILE, Tags=(HOSTILE, "lunch")),
        airtable=THERE | values(Notes="<h1>Sold</h1>\n" * 12),
    )
    return replace(made, fields=fields)


LONG = " ".join(f"Sentence {n} says nothing that matters." for n in range(60))


def long_text() -> ConflictView:
    """One word of many."""
    return view(
        "uid-long",
        local_ancestor=BEFORE | values(Notes=LONG),
        airtable_ancestor=BEFORE | values(Notes=LONG),
        local=HERE | values(Notes=LONG.replace("Sentence 41 says", "Sentence 41 shouts")),
        airtable=THERE | values(Notes=LONG.replace("Sentence 7 says", "Phrase 7 says")),
    )


def preview_of(made: ConflictView, answer: Answer) -> ResolutionPreview:
    """What the real computation makes of an answer."""
    conflict = made.conflict
    memory = Memory(
        conflict.uid,
        conflict.local_id,
        conflict.record_id,
        dict(conflict.local_ancestor),
        dict(conflict.airtable_ancestor),
    )
    fields = {f.id: f for f in made.fields}
    return preview(made.pair, fields, conflict, memory, answer)
