"""The fields of Meals, two of which wait for a decision, and what changed in Airtable."""

from __future__ import annotations

from datetime import timedelta

from airsync_gui.jobs.schema_view import FieldLine, FieldRole, SchemaChangeLine, SchemaView
from tests.ui.samples.pairs import NOW


def field(name: str, column: str, kind: str, role: FieldRole = "edited", **more: str) -> FieldLine:
    return FieldLine("meals", "Meals", f"fld{name}", name, column, kind, role, **more)


SCHEMA = SchemaView(
    fields=(
        field("Name", "name", "singleLineText", "key"),
        field("Day", "day", "date"),
        field("Calories", "kcal", "number", rule="The later edit is taken"),
        field("Tags", "tags", "multipleSelects", rule="Both are merged"),
        field("Score", "score", "formula", "computed"),
        field("Cook", "cook", "singleLineText", problem="gone"),
        field("Portions", "portions", "number", problem="now singleSelect"),
    ),
    changes=(
        SchemaChangeLine(3, "meals", "Meals", "Calories", "renamed", "Energy", "Calories", NOW - timedelta(hours=1)),
        SchemaChangeLine(
            2, "meals", "Meals", "Tags", "choice_renamed", "veggie", "vegetarian", NOW - timedelta(days=2)
        ),
    ),
)
