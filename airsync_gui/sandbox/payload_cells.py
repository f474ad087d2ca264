"""Cells as webhooks tell them: choices as objects, links with names, look-ups by linked row; an empty one is null."""

from __future__ import annotations

from typing import Any

from airsync_gui.sandbox import reading, texts
from airsync_gui.sandbox.model import Base, Field, Record, Table

COMPUTED = frozenset({"formula", "rollup", "multipleLookupValues", "count"})
"""The computed types whose changes are told."""
_UNTOLD = frozenset(
    {
        *("autoNumber", "createdTime", "lastModifiedTime", "createdBy", "lastModifiedBy"),
        *("button", "aiText", "externalSyncSource"),
    }
)


def snapshot(base: Base, table: Table, record: Record) -> dict[str, Any]:
    """Field id to value, None where the cell is empty; without what is never told."""
    told = [field for field in table.fields.values() if field.type not in _UNTOLD]
    return {field.id: _value(base, table, field, record) for field in told}


def computed_ids(table: Table) -> frozenset[str]:
    """The fields that change without being written."""
    return frozenset(field.id for field in table.fields.values() if field.type in COMPUTED)


def _value(base: Base, table: Table, field: Field, record: Record) -> Any:
    stored = record.cells.get(field.id)
    match field.type:
        case "singleSelect":
            return _choice(field, stored)
        case "multipleSelects":
            return [_choice(field, choice_id) for choice_id in stored] if stored else None
        case "multipleRecordLinks":
            return [_link(base, field, linked) for linked in stored] if stored else None
        case "multipleLookupValues":
            return _lookup(base, table, field, record)
    value = reading.reader(base, table, field)(record)
    return None if value is None or value is False or value in ("", []) else _with_level(field, value)


def _choice(field: Field, choice_id: str | None) -> dict[str, str] | None:
    choice = field.choices.get(choice_id or "")
    return {"id": choice.id, "name": choice.name, "color": choice.color} if choice else None


def _link(base: Base, field: Field, record_id: str) -> dict[str, str]:
    linked = base.tables[field.options["linkedTableId"]]
    record = linked.records.get(record_id)
    return {"id": record_id, "name": texts.primary_text(base, linked, record) if record else ""}


def _lookup(base: Base, table: Table, field: Field, record: Record) -> dict[str, Any] | None:
    link = table.fields.get(field.options.get("recordLinkFieldId", ""))
    other = base.tables.get(link.options.get("linkedTableId", "")) if link else None
    source = other.fields.get(field.options.get("fieldIdInLinkedTable", "")) if other else None
    linked = record.cells.get(link.id, ()) if link else ()
    if other is None or source is None or not linked:
        return None
    read = reading.reader(base, other, source)
    values = {key: read(other.records[key]) for key in linked if key in other.records}
    listed = {key: value if isinstance(value, list) else [value] for key, value in values.items() if value is not None}
    return {"valuesByLinkedRecordId": listed, "linkedRecordIds": list(linked)}


def _with_level(field: Field, value: Any) -> Any:
    """Collaborators come with their permission; all other values as a list of records has them."""
    if field.type == "singleCollaborator":
        return {**value, "permissionLevel": "create"}
    if field.type == "multipleCollaborators":
        return [{**person, "permissionLevel": "create"} for person in value]
    if field.type == "multipleAttachments":
        # Addresses are other ones on each read, and no change.
        return [{key: part for key, part in entry.items() if key not in ("url", "thumbnails")} for entry in value]
    return value
