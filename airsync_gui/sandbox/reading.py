"""Records as JSON: stored cells in their read form, computed cells worked out, empty ones left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from airsync_gui.sandbox import cells, dates
from airsync_gui.sandbox.model import COMPUTED_TYPES, Base, Compute, Field, Record, Table

Reader = Callable[[Record], Any]
"""A record to one of its cells in read form; None where the cell is empty."""

_DERIVED = frozenset({"formula", "rollup", "multipleLookupValues"})


def record_json(record: Record, columns: Iterable[tuple[str, Reader]]) -> dict[str, Any]:
    """``{"id", "createdTime", "fields"}``. Empty text, list, null and an unchecked box are left out; 0 is not."""
    fields = {}
    for key, reader in columns:
        value = reader(record)
        if value is None or value is False or value in ("", []):
            continue
        fields[key] = value
    return {"id": record.id, "createdTime": dates.instant_text(record.created), "fields": fields}


def columns(
    base: Base, table: Table, *, by_id: bool = False, only: Iterable[Field] | None = None
) -> list[tuple[str, Reader]]:
    """The key and the reader of each field, all or ``only`` those; prepared once for many records."""
    fields = table.fields.values() if only is None else only
    return [(field.id if by_id else field.name, reader(base, table, field)) for field in fields]


def reader(base: Base, table: Table, field: Field) -> Reader:
    """How to read this field."""
    if field.type in COMPUTED_TYPES:
        return _COMPUTED[field.type](base, table, field)
    field_id, convert = field.id, cells.conversion(field.type)
    if convert is None:
        return lambda record: record.cells.get(field_id)

    def read(record: Record) -> Any:
        stored = record.cells.get(field_id)
        return None if stored is None else convert(stored, field, base)

    return read


def _auto_number(base: Base, table: Table, field: Field) -> Reader:
    return lambda record: record.number


def _count(base: Base, table: Table, field: Field) -> Reader:
    link_id = field.options.get("recordLinkFieldId", "")
    return lambda record: len(record.cells.get(link_id, ()))


def _created_time(base: Base, table: Table, field: Field) -> Reader:
    return lambda record: _as_result(dates.instant_text(record.created), field)


def _last_modified_time(base: Base, table: Table, field: Field) -> Reader:
    watched = field.options.get("referencedFieldIds")
    return lambda record: _as_result(dates.instant_text(record.modified(watched)), field)


def _as_result(instant: str, field: Field) -> str:
    """An instant, or its day where the field shows a date."""
    result = field.options.get("result") or {}
    return instant[:10] if result.get("type") == "date" else instant


def _created_by(base: Base, table: Table, field: Field) -> Reader:
    return lambda record: record.created_by.read()


def _last_modified_by(base: Base, table: Table, field: Field) -> Reader:
    return lambda record: record.modified_by.read() if record.modified_by else None


def _formula(base: Base, table: Table, field: Field) -> Reader:
    """The field's callable over the fields it refers to (all, where it names none), by name.

    What it raises becomes ``#ERROR!``. Formulas don't see other formulas, roll-ups or look-ups. A field without a
    callable has a formula's text, which is worked out as Airtable would, and sees everything.
    """
    if field.compute is None and field.options.get("formula"):
        from airsync_gui.sandbox import formula_fields  # which reads cells itself

        return formula_fields.reader(base, table, str(field.options["formula"]))
    wanted = field.options.get("referencedFieldIds") or table.fields
    plain = [table.fields[key] for key in wanted if key in table.fields and table.fields[key].type not in _DERIVED]
    inputs = columns(base, table, only=plain)

    return lambda record: _guarded(field.compute, record_json(record, inputs)["fields"])


def _lookup(base: Base, table: Table, field: Field) -> Reader:
    """The linked rows' values, flattened by one level; empty where there are no links."""
    values = _linked_values(base, table, field)

    def look_up(record: Record) -> list[Any]:
        found: list[Any] = []
        for value in values(record):
            found.extend(value if isinstance(value, list) else [value])
        return found

    return look_up


def _rollup(base: Base, table: Table, field: Field) -> Reader:
    """The field's callable over ``{"values": [...]}``, the linked rows' values."""
    values = _linked_values(base, table, field)
    return lambda record: _guarded(field.compute, {"values": values(record)})


def _linked_values(base: Base, table: Table, field: Field) -> Callable[[Record], list[Any]]:
    link = table.fields.get(field.options.get("recordLinkFieldId", ""))
    other = base.tables.get(link.options.get("linkedTableId", "")) if link else None
    source = other.fields.get(field.options.get("fieldIdInLinkedTable", "")) if other else None
    if link is None or other is None or source is None:
        return lambda record: []
    read = reader(base, other, source)
    link_id, rows = link.id, other.records

    def values(record: Record) -> list[Any]:
        found = [read(rows[linked]) for linked in record.cells.get(link_id, ()) if linked in rows]
        return [value for value in found if value is not None]

    return values


def _guarded(compute: Compute | None, inputs: dict[str, Any]) -> Any:
    try:
        return compute(inputs) if compute else None
    except Exception:  # noqa: BLE001 - whatever a formula does wrong, Airtable shows an error value
        return {"error": "#ERROR!"}


def _button(base: Base, table: Table, field: Field) -> Reader:
    label = field.options.get("label", "Open")
    return lambda record: {"label": label, "url": f"https://example.com/{record.id}"}


def _ai_text(base: Base, table: Table, field: Field) -> Reader:
    empty = {"state": "empty", "isStale": False, "value": None}
    return lambda record: record.cells.get(field.id, empty)


def _stored(base: Base, table: Table, field: Field) -> Reader:
    return lambda record: record.cells.get(field.id)


_COMPUTED: dict[str, Callable[[Base, Table, Field], Reader]] = {
    "autoNumber": _auto_number,
    "count": _count,
    "createdTime": _created_time,
    "lastModifiedTime": _last_modified_time,
    "createdBy": _created_by,
    "lastModifiedBy": _last_modified_by,
    "formula": _formula,
    "rollup": _rollup,
    "multipleLookupValues": _lookup,
    "button": _button,
    "aiText": _ai_text,
    "externalSyncSource": _stored,
}
