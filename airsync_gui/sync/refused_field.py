"""Which field a refusal is about, where Airtable names something else: a choice, a record, or the field's id."""

from __future__ import annotations

from collections.abc import Mapping

from airsync_gui.errors import Refused
from airsync_gui.sync.records import FieldId, Value, Values
from airsync_gui.sync.schema import Field


def name_field(error: Refused, sent: Values, fields: Mapping[FieldId, Field]) -> None:
    """Let the error know the field's name, if there is only one that it can be about."""
    field = fields.get(error.field or "") or (None if error.field else _about(error, sent, fields))
    if field is not None:
        error.facts["field"] = field.name


def _about(error: Refused, sent: Values, fields: Mapping[FieldId, Field]) -> Field | None:
    if not (error.value or error.record):
        return None
    types = ("multipleRecordLinks",) if error.record else ("singleSelect", "multipleSelects")
    wanted = error.record or error.value
    found = [
        fields[f] for f, value in sent.items() if f in fields and fields[f].type in types and _holds(value, wanted)
    ]
    return found[0] if len(found) == 1 else None


def _holds(value: Value, wanted: str) -> bool:
    return wanted in value if isinstance(value, tuple) else value == wanted
