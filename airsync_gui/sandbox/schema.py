"""The metadata API: bases, tables and fields as JSON, and making and renaming them."""

from __future__ import annotations

from typing import Any

from airsync_gui.sandbox import errors, formula_fields
from airsync_gui.sandbox.cells import WRITABLE
from airsync_gui.sandbox.model import Base, Choice, Compute, Field, Table, View, World
from airsync_gui.sandbox.writes import COLORS

CREATABLE_TYPES = frozenset(WRITABLE)
"""Types that the API creates; the computed ones can only be made in Airtable's own window."""

PRIMARY_TYPES = {
    *("singleLineText", "multilineText", "email", "url", "phoneNumber", "barcode"),
    *("number", "currency", "percent", "duration", "date", "dateTime"),
}
_REQUIRED_OPTIONS = {
    "number": ("precision",),
    "currency": ("precision", "symbol"),
    "percent": ("precision",),
    "duration": ("durationFormat",),
    "rating": ("icon", "color", "max"),
    "checkbox": ("icon", "color"),
    "singleSelect": ("choices",),
    "multipleSelects": ("choices",),
    "date": ("dateFormat",),
    "dateTime": ("dateFormat", "timeFormat", "timeZone"),
    "multipleRecordLinks": ("linkedTableId",),
    "formula": ("formula",),
}
_DEFAULT_OPTIONS: dict[str, dict[str, Any]] = {
    "number": {"precision": 0},
    "currency": {"precision": 2, "symbol": "$"},
    "percent": {"precision": 0},
    "duration": {"durationFormat": "h:mm"},
    "rating": {"icon": "star", "max": 5, "color": "yellowBright"},
    "checkbox": {"icon": "check", "color": "greenBright"},
    "date": {"dateFormat": {"name": "iso", "format": "YYYY-MM-DD"}},
    "dateTime": {
        "dateFormat": {"name": "iso", "format": "YYYY-MM-DD"},
        "timeFormat": {"name": "24hour", "format": "HH:mm"},
        "timeZone": "utc",
    },
    "multipleAttachments": {"isReversed": False},
}


# --- as JSON --------------------------------------------------------------------------------------------------------


def table_json(table: Table, *, visible_fields: bool = False) -> dict[str, Any]:
    """A table as the schema shows it; ``description`` only where there is one."""
    views: list[dict[str, Any]] = [{"id": view.id, "name": view.name, "type": view.type} for view in table.views]
    if visible_fields:
        views = [{**view, "visibleFieldIds": list(table.fields)} for view in views]
    result: dict[str, Any] = {"id": table.id, "name": table.name}
    if table.description:
        result["description"] = table.description
    fields = [field_json(field) for field in table.fields.values()]
    return {**result, "primaryFieldId": table.primary_field_id, "fields": fields, "views": views}


def field_json(field: Field) -> dict[str, Any]:
    """A field as the schema shows it; ``options`` only for types that have some."""
    result: dict[str, Any] = {"id": field.id, "name": field.name, "type": field.type}
    if field.description:
        result["description"] = field.description
    options = dict(field.options)
    if field.type in ("singleSelect", "multipleSelects"):
        choices = field.choices.values()
        options["choices"] = [{"id": choice.id, "name": choice.name, "color": choice.color} for choice in choices]
    if options:
        result["options"] = options
    return result


# --- making ---------------------------------------------------------------------------------------------------------


def add_table(world: World, base: Base, name: str, specs: list[dict[str, Any]], description: str | None) -> Table:
    """A table with a grid view; the first field is the primary one. Checks nothing."""
    view = View(world.ids.new("viw"), "Grid view")
    table = Table(world.ids.new("tbl"), name, view, description)
    base.tables[table.id] = table
    for spec in specs:
        add_field(world, base, table, spec)
    return table


def add_field(world: World, base: Base, table: Table, spec: dict[str, Any], compute: Compute | None = None) -> Field:
    """A field at the end of the table, as :func:`make_field` makes it."""
    field = make_field(world, base, table, spec, compute)
    table.fields[field.id] = field
    table.primary_field_id = table.primary_field_id or field.id
    return field


def make_field(
    world: World,
    base: Base,
    table: Table,
    spec: dict[str, Any],
    compute: Compute | None = None,
    field_id: str | None = None,
) -> Field:
    """A field from ``{"name", "type", "options"?, "description"?}``, not yet in its table; checks nothing.

    Choices may be names or objects with a name. A link makes its inverse in the other table, as Airtable does.
    """
    kind = spec["type"]
    options = {**_DEFAULT_OPTIONS.get(kind, {}), **(spec.get("options") or {})}
    choices = _choices(world, options.pop("choices", []))
    new_id = field_id or world.ids.new("fld")
    field = Field(new_id, spec["name"], kind, options, choices, spec.get("description"), compute)
    if kind == "multipleRecordLinks":
        _add_inverse(world, base, table, field)
    return field


def _choices(world: World, specs: list[Any]) -> dict[str, Choice]:
    choices = {}
    for index, spec in enumerate(specs):
        given = spec if isinstance(spec, dict) else {"name": spec}
        color = given.get("color", COLORS[index % len(COLORS)])
        choice = Choice(given.get("id") or world.ids.new("sel"), given["name"], color)
        choices[choice.id] = choice
    return choices


def _add_inverse(world: World, base: Base, table: Table, field: Field) -> None:
    other = base.tables[field.options["linkedTableId"]]
    field.options = {"isReversed": False, "prefersSingleRecordLink": False, **field.options}
    if other is table:
        return
    options = {"linkedTableId": table.id, "isReversed": False, "prefersSingleRecordLink": False}
    options["inverseLinkFieldId"] = field.id
    inverse = Field(world.ids.new("fld"), _free_name(other, table.name), field.type, options)
    other.fields[inverse.id] = inverse
    field.options["inverseLinkFieldId"] = inverse.id


def cut_inverse(base: Base, field: Field) -> None:
    """Let the other side of a link, if there is one, forget that it has an inverse."""
    other = base.tables.get(field.options.get("linkedTableId", ""))
    inverse = other.fields.get(field.options.get("inverseLinkFieldId", "")) if other else None
    if inverse:
        inverse.options.pop("inverseLinkFieldId", None)


def _free_name(table: Table, wanted: str) -> str:
    """``wanted``, or with a number behind it if a field has that name."""
    names = {field.name.lower() for field in table.fields.values()}
    candidates = [wanted, *(f"{wanted} {number}" for number in range(2, len(names) + 3))]
    return next(name for name in candidates if name.lower() not in names)


# --- requests -------------------------------------------------------------------------------------------------------


def create_table(world: World, base: Base, body: dict[str, Any]) -> dict[str, Any]:
    """A new table, as its schema."""
    _only(body, {"name", "description", "fields"})
    specs = body.get("fields")
    if not isinstance(specs, list) or not specs:
        raise errors.invalid_request()
    name = _table_name(base, body.get("name"))
    seen: set[str] = set()
    for position, spec in enumerate(specs):
        _check_field(world, base, name, spec, seen, primary=position == 0)
        seen.add(spec["name"].lower())
    return table_json(add_table(world, base, name, specs, body.get("description")))


def change_table(base: Base, table: Table, body: dict[str, Any]) -> dict[str, Any]:
    """Rename or describe a table."""
    _only(body, {"name", "description"})
    if "name" in body and body["name"] != table.name:
        table.name = _table_name(base, body["name"], table)
    table.description = body.get("description", table.description)
    return table_json(table)


def create_field(world: World, base: Base, table: Table, body: dict[str, Any]) -> dict[str, Any]:
    """A new field, as its schema."""
    _check_field(world, base, table.name, body, {field.name.lower() for field in table.fields.values()})
    return field_json(add_field(world, base, table, _with_formula(table, body)))


def _with_formula(table: Table, spec: dict[str, Any]) -> dict[str, Any]:
    """A formula's options in full, from its text."""
    if spec["type"] != "formula":
        return spec
    try:
        return {**spec, "options": formula_fields.options(table, str(spec["options"]["formula"]))}
    except errors.ApiError:
        raise errors.bad_field_options(table.name, spec["name"], "Invalid formula") from None


def change_field(world: World, table: Table, field: Field, body: dict[str, Any]) -> dict[str, Any]:
    """Rename or describe a field; of its options only a formula's text can change, and where a switch says so."""
    is_formula = field.type == "formula" and world.switches.formulas_creatable
    _only(body, {"name", "description", "options"} if is_formula else {"name", "description"})
    if "options" in body:
        if not isinstance(body["options"], dict) or set(body["options"]) != {"formula"}:
            raise errors.invalid_request()
        changed = _with_formula(table, {"name": field.name, "type": field.type, "options": body["options"]})
        field.options, field.compute = changed["options"], None
    if "name" in body:
        others = {other.name.lower() for other in table.fields.values() if other is not field}
        if not isinstance(body["name"], str) or not body["name"].strip() or body["name"].lower() in others:
            raise errors.bad_field_name()
        field.name = body["name"]
    field.description = body.get("description", field.description)
    return field_json(field)


def _only(body: dict[str, Any], allowed: set[str]) -> None:
    description = body.get("description")
    if set(body) - allowed or not (description is None or isinstance(description, str)):
        raise errors.invalid_request()


def _table_name(base: Base, name: Any, same: Table | None = None) -> str:
    others = {table.name.lower() for table in base.tables.values() if table is not same}
    if not isinstance(name, str) or not name.strip() or name.lower() in others:
        raise errors.bad_table_name()
    return name


def _check_field(world: World, base: Base, table: str, spec: Any, taken: set[str], *, primary: bool = False) -> None:
    if not isinstance(spec, dict) or not isinstance(spec.get("type"), str):
        raise errors.invalid_request()
    _only(spec, {"name", "type", "description", "options"})
    name, kind = spec.get("name"), spec["type"]
    if not isinstance(name, str) or not name.strip() or name.lower() in taken:
        raise errors.bad_field_name()
    creatable = kind in CREATABLE_TYPES or (kind == "formula" and world.switches.formulas_creatable)
    if not creatable or (primary and kind not in PRIMARY_TYPES):
        raise errors.unsupported_field_type(table, name, kind)
    options = spec.get("options") or {}
    missing = [option for option in _REQUIRED_OPTIONS.get(kind, ()) if option not in options]
    if missing:
        raise errors.bad_field_options(table, name, f"Missing option {missing[0]}")
    if kind == "multipleRecordLinks":
        _check_link(base, table, name, options)


def _check_link(base: Base, table: str, name: str, options: dict[str, Any]) -> None:
    extra = set(options) - {"linkedTableId", "viewIdForRecordSelection"}
    if extra:
        raise errors.bad_field_options(table, name, f"Unexpected option {min(extra)}")
    if options["linkedTableId"] not in base.tables:
        raise errors.bad_field_options(table, name, "linkedTableId is not a table of this base")
