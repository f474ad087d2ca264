"""A cell as Airtable's JSON and as a canonical value, for each type of field.

https://airtable.com/developers/web/api/field-model. Canonical forms are those of :mod:`airsync_gui.sync.values`;
besides, a collaborator is the e-mail address where there is one, else the id; an attachment ``id/size/filename``; a bar
code its text; a button its label; members of a look-up are texts.

Reading never fails: computed fields do not keep to their declared type, and new types appear without notice. What does
not fit becomes text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import msgspec

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import instant_text, is_blank, number_text

Reader = Callable[[Any], Value]

_COMPACT = msgspec.json.Encoder(decimal_format="number", order="sorted")


# Reading


def reader(field: Field) -> Reader:
    """A function from this field's JSON to its canonical value; blank (``""``, ``[]``, ``false``) becomes None."""
    read = _reader_of(field)

    def read_or_blank(data: Any) -> Value:
        if not data and is_blank(data):
            return None
        value = read(data)
        return None if not value and is_blank(value) else value

    return read_or_blank


def _number(data: Any) -> Value:
    if isinstance(data, bool):
        return _text(data)
    if isinstance(data, int | Decimal):
        return Decimal(data)
    return Decimal(str(data)) if isinstance(data, float) else _text(data)


def _rich_text(data: Any) -> Value:
    return data.removesuffix("\n") if isinstance(data, str) else _text(data)


def _checkbox(data: Any) -> Value:
    return True if data is True else _text(data)


def _date(data: Any) -> Value:
    if isinstance(data, str):
        try:
            return date.fromisoformat(data) if len(data) == len("2026-01-02") else _instant(data).date()
        except (ValueError, OverflowError):
            return data
    return _text(data)


def _datetime(data: Any) -> Value:
    if isinstance(data, str):
        try:
            return _instant(data)
        except (ValueError, OverflowError):
            return data
    return _text(data)


def instant(text: str | None) -> datetime | None:
    """Airtable's ISO time (``createdTime``, …) in UTC; None where there is none."""
    try:
        return _instant(text) if text else None
    except (ValueError, OverflowError):
        return None


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _list(member: Callable[[Any], str]) -> Reader:
    def read(data: Any) -> Value:
        if not isinstance(data, list):
            return _text(data)
        return tuple(member(item) for item in data if item is not None)

    return read


def _person(data: Any) -> str:
    return _named(data, "email", "id")


def _attachment(data: Any) -> str:
    if not isinstance(data, dict):
        return _text(data)
    return f"{data.get('id', '')}/{data.get('size', '')}/{data.get('filename', '')}"


def symbology(cell: Any) -> str | None:
    """The kind of code in a bar code's cell as Airtable sends it (``code39``), where it has one."""
    kind = cell.get("type") if isinstance(cell, dict) else None
    return kind if isinstance(kind, str) and kind else None


def thumbnail_urls(cells: Iterable[Any], size: str) -> Iterator[tuple[str, str]]:
    """(attachment id, address) of the thumbnails in attachment cells as Airtable sends them."""
    attachments = (entry for cell in cells if isinstance(cell, list) for entry in cell if isinstance(entry, dict))
    for entry in attachments:
        sizes = entry.get("thumbnails")
        found = sizes.get(size) if isinstance(sizes, dict) else None
        url = found.get("url") if isinstance(found, dict) else None
        if isinstance(url, str) and isinstance(entry.get("id"), str):
            yield entry["id"], url


def _computed(plain: Reader) -> Reader:
    """A formula's or rollup's cell: by its declared result where it keeps to it, else by what is there."""

    def read(data: Any) -> Value:
        while isinstance(data, list) and len(data) == 1:
            data = data[0]  # a formula over a look-up answers with a list of one although its result is declared single
        if isinstance(data, list):
            return tuple(_text(item) for item in data if item is not None)
        if data is True:
            return True
        if isinstance(data, int | float | Decimal) and not isinstance(data, bool):
            return _number(data)
        return plain(data) if data is not None and data is not False else None

    return read


def _text(data: Any) -> str:
    """Any JSON as the text that a person would expect in a cell."""
    if isinstance(data, str):
        return data
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int | Decimal):
        return number_text(Decimal(data))
    if isinstance(data, dict):
        # Computed errors, then what Airtable shows of a person, a choice, a button, a bar code, an AI answer.
        if "filename" in data:
            return _attachment(data)
        if "state" in data:
            return _ai_text(data)
        return _named(data, "error", "specialValue", "name", "email", "label", "text", "id")
    return _json(data)


def _ai_text(data: Any) -> str:
    """``{"state": …, "value": …}``; a state without a value is blank or an error's name."""
    if not isinstance(data, dict):
        return _text(data)
    return _text(data.get("value") or data.get("errorType") or "")


def _named(data: Any, *names: str) -> str:
    """The first of these members that is a text; else the JSON itself."""
    if not isinstance(data, dict):
        return _text(data)
    found = next((data[name] for name in names if isinstance(data.get(name), str) and data[name]), None)
    return found if found is not None else _json(data)


def _json(data: Any) -> str:
    try:
        return _COMPACT.encode(data).decode()
    except RecursionError:  # nested as far as it could just be read
        return "…"


_BY_KIND: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.RICH_TEXT: _rich_text,
        Kind.NUMBER: _number,
        Kind.CHECKBOX: _checkbox,
        Kind.CHOICE: _text,
        Kind.LIST: _list(_text),
        Kind.DATE: _date,
        Kind.DATETIME: _datetime,
        Kind.UNKNOWN: _json,
    }
)


def _reader_of(field: Field) -> Reader:
    match field.type:
        case "singleCollaborator" | "createdBy" | "lastModifiedBy":
            return _person
        case "multipleCollaborators":
            return _list(_person)
        case "multipleRecordLinks":
            return _list(lambda link: _named(link, "id"))
        case "multipleAttachments":
            return _list(_attachment)
        case "barcode":
            return lambda code: _named(code, "text")
        case "button":
            return lambda button: _named(button, "label")
        case "aiText":
            return _ai_text
        case "formula" | "rollup" if field.kind is not Kind.LIST:
            return _computed(_BY_KIND[field.kind])
        case _:
            return _BY_KIND[field.kind]


# Writing


def to_wire(field: Field, value: Value) -> Any:
    """What to send so that the cell holds this value; ``None`` empties it.

    Numbers stay Decimal: the client's encoder writes them exactly, as JSON numbers. A date and time always carries its
    ``Z``, as without an offset Airtable reads it in the field's own zone.

    Raises:
        InvalidValue: a number that JSON can't hold.
    """
    if value is None or value is False or value in ("", ()):
        return None
    if isinstance(value, Decimal):
        return _wire_number(field, value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_wire_person(v) for v in value] if field.type == "multipleCollaborators" else list(value)
    if isinstance(value, str) and field.type == "singleCollaborator":
        return _wire_person(value)
    if field.type == "barcode":
        return {"text": value}
    return value


def _wire_number(field: Field, value: Decimal) -> int | Decimal:
    if not value.is_finite():
        raise InvalidValue(field=field.name, value=str(value), rule="is not a finite number")
    # 12.00 as 12: a rating or a number without decimals should look like one.
    whole = value == value.to_integral_value() and abs(value) < 2**53
    return int(value) if whole else value


def _wire_person(text: str) -> dict[str, str]:
    return {"email": text} if "@" in text else {"id": text}
