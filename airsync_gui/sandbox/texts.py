"""Cells as the text that formulas, ``cellFormat=string`` and links by name see."""

from __future__ import annotations

from typing import Any

from airsync_gui.sandbox import reading
from airsync_gui.sandbox.model import Base, Field, Record, Table


def primary_text(base: Base, table: Table, record: Record) -> str:
    """What a link to this record shows."""
    field = table.fields[table.primary_field_id]
    return as_text(base, field, reading.reader(base, table, field)(record))


def as_text(base: Base, field: Field, value: Any) -> str:
    """A cell in read form as display text; lists are joined with a comma and a blank."""
    if field.type == "multipleRecordLinks" and value:
        linked = base.tables[field.options["linkedTableId"]]
        return ", ".join(primary_text(base, linked, linked.records[key]) for key in value if key in linked.records)
    return plain(value)


def plain(value: Any) -> str:
    """Any JSON value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "checked" if value else ""
    if isinstance(value, list):
        return ", ".join(plain(entry) for entry in value)
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value.get("filename") or value.get("label") or "")
    return str(value)
