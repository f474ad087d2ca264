"""Writable cells: what a write accepts, the form it is stored in, and the form it is read in, per field type.

``accept`` and ``read`` are inverse up to Airtable's own normalisation (rich text gets a final newline, an instant
becomes UTC). Blanks never get here: ``null``, ``""`` and ``[]`` clear a cell of any type.
"""

from __future__ import annotations

import math
import mimetypes
import re
import zlib
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from msgspec import Struct

from airsync_gui.sandbox import attachments, dates, errors
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, Field, Table, User
from airsync_gui.sandbox.switches import Switches

MAX_TEXT = 100_000
"""Characters in one text cell."""

_MAX_EXACT_INTEGER = 2**53
_BULLET = re.compile(r"^(\s*)\* ", re.MULTILINE)


class Writing(Protocol):
    """What accepting a cell may need to know, or to make."""

    base: Base
    table: Table
    typecast: bool
    switches: Switches

    def new_choice(self, field: Field, name: str) -> str:
        """Add a choice, or refuse; the choice's id."""

    def linked_by_text(self, table: Table, text: str) -> str:
        """The id of the row whose primary text is this, made where there is none."""

    def new_id(self, prefix: str) -> str:
        """A fresh id."""


class CellType(Struct, frozen=True):
    """One writable field type."""

    accept: Callable[[Any, Field, Writing, Any], Any]
    """(value, field, writing, the value stored so far or None) to the value to store, or None for empty."""
    read: Callable[[Any, Field, Base], Any] | None = None
    """(stored value, field, base) to the form that is sent; None where they are the same."""


def accept(value: Any, field: Field, writing: Writing, before: Any) -> Any:
    """The form in which to store a value; None for an empty cell.

    Raises:
        ApiError: the field is computed, or the value isn't one of its type.
    """
    cell_type = WRITABLE.get(field.type)
    if cell_type is None:
        raise errors.computed_field(field.name)
    if value is None or value in ("", []):
        return _cleared(field, before)
    return cell_type.accept(value, field, writing, before)


def conversion(kind: str) -> Callable[[Any, Field, Base], Any] | None:
    """How a stored value of this type is brought into the form that is sent; None where they are the same."""
    cell_type = WRITABLE.get(kind)
    return cell_type.read if cell_type else None


def js_number(value: float) -> int | float:
    """A number as JavaScript keeps it: a double, written without ``.0`` where it is whole."""
    number = float(value)
    return int(number) if number.is_integer() and abs(number) <= _MAX_EXACT_INTEGER else number


def _cleared(field: Field, before: Any) -> Any:
    """Rich text that was ever set stays a lone newline; all else becomes empty."""
    return "\n" if field.type == "richText" and before is not None else None


def _text(value: Any, field: Field, writing: Writing, before: Any) -> str:
    if writing.typecast and isinstance(value, int | float):
        value = str(value).lower() if isinstance(value, bool) else str(js_number(value))
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise errors.invalid_value(field.name)
    return value


def _rich_text(value: Any, field: Field, writing: Writing, before: Any) -> str:
    """Bullets become ``- `` and the text ends in a newline, as recorded from the real service."""
    text = _BULLET.sub(r"\1- ", _text(value, field, writing, before))
    return text if text.endswith("\n") else text + "\n"


def _number(value: Any, field: Field, writing: Writing, before: Any) -> int | float | None:
    if writing.typecast and isinstance(value, str):
        return _number_from_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise errors.invalid_value(field.name)
    try:
        number = js_number(value)
    except OverflowError:
        raise errors.invalid_value(field.name) from None
    if not math.isfinite(number):
        raise errors.invalid_value(field.name)
    return number


def _number_from_text(text: str) -> int | float | None:
    """Best effort: currency signs, blanks and thousands commas are dropped; what is no number becomes empty."""
    percent = text.strip().endswith("%")
    try:
        number = float(re.sub(r"[\s,$€£¥%]", "", text))
    except ValueError:
        return None
    return js_number(number / 100 if percent else number) if math.isfinite(number) else None


def _rounded(extra_digits: int) -> Callable[[Any, Field, Writing, Any], int | float | None]:
    """Numbers with a precision: kept as sent, or rounded half up where the switch says so."""

    def convert(value: Any, field: Field, writing: Writing, before: Any) -> int | float | None:
        number = _number(value, field, writing, before)
        if number is None or not writing.switches.round_numbers:
            return number
        step = Decimal(1).scaleb(-(int(field.options.get("precision", 0)) + extra_digits))
        exact = Decimal(repr(number))
        return number if exact.adjusted() > 15 else js_number(float(exact.quantize(step, rounding=ROUND_HALF_UP)))

    return convert


def _duration(value: Any, field: Field, writing: Writing, before: Any) -> int | float | None:
    """Seconds; with typecast also ``h:mm`` and ``h:mm:ss``."""
    if writing.typecast and isinstance(value, str) and ":" in value:
        try:
            hours, minutes, seconds = (float(part) for part in (value + ":0").split(":")[:3])
        except ValueError:
            return None
        return js_number(hours * 3600 + minutes * 60 + seconds)
    return _number(value, field, writing, before)


def _rating(value: Any, field: Field, writing: Writing, before: Any) -> int | None:
    """A whole number from 1 to ``max``; 0 is not a rating."""
    number = _number(value, field, writing, before)
    if number is None:
        return None
    if not isinstance(number, int) or not 1 <= number <= int(field.options.get("max", 5)):
        raise errors.invalid_value(field.name)
    return number


def _checkbox(value: Any, field: Field, writing: Writing, before: Any) -> bool | None:
    if writing.typecast and isinstance(value, str | int):
        value = str(value).strip().lower() in ("true", "1", "yes", "checked")
    if not isinstance(value, bool):
        raise errors.invalid_value(field.name)
    return True if value else None


def _choice(name: Any, field: Field, writing: Writing) -> str:
    """The id of a choice; with typecast it is made where it is missing."""
    if writing.typecast and isinstance(name, int | float) and not isinstance(name, bool):
        name = str(js_number(name))
    if not isinstance(name, str):
        raise errors.invalid_value(field.name)
    choice = field.choice_named(name)
    return choice.id if choice else writing.new_choice(field, name)


def _single_select(value: Any, field: Field, writing: Writing, before: Any) -> str:
    return _choice(value, field, writing)


def _multiple_selects(value: Any, field: Field, writing: Writing, before: Any) -> list[str]:
    names = _listed(value, field, writing)
    return list(dict.fromkeys(_choice(name, field, writing) for name in names))


def _listed(value: Any, field: Field, writing: Writing) -> list[Any]:
    """A list; with typecast also a text with commas."""
    if writing.typecast and isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise errors.invalid_value(field.name)
    return value


def _date(value: Any, field: Field, writing: Writing, before: Any) -> str | None:
    """A plain day, ``YYYY-MM-DD``."""
    if not isinstance(value, str):
        raise errors.invalid_value(field.name)
    if dates.parse_day(value):
        return value
    if not writing.typecast:
        raise errors.invalid_value(field.name)
    return _date_from_text(value)


def _date_from_text(text: str) -> str | None:
    """Best effort: an instant's day, or ``M/D/YYYY``; what is no day becomes empty."""
    moment = dates.parse_instant(text.strip())
    if moment:
        return moment.date().isoformat()
    try:
        return datetime.strptime(f"{text.strip()} +0000", "%m/%d/%Y %z").date().isoformat()
    except ValueError:
        return None


def _date_time(value: Any, field: Field, writing: Writing, before: Any) -> str | None:
    """An instant: ISO text (without offset read in the field's time zone) or epoch milliseconds."""
    moment = None
    if isinstance(value, str):
        moment = dates.parse_instant(value, field.options.get("timeZone", "utc"))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        moment = dates.from_epoch_ms(value)
    if moment is None and not writing.typecast:
        raise errors.invalid_value(field.name)
    return dates.instant_text(moment) if moment else None


def _person(value: Any, field: Field, writing: Writing, *, bare: bool) -> User:
    """A collaborator of the base by ``{"id"}`` or ``{"email"}`` (id wins), or by bare id where ``bare``."""
    if isinstance(value, str) and (bare or writing.typecast):
        wanted: Any = value
    elif isinstance(value, dict):
        wanted = value.get("id") or value.get("email")
    else:
        raise errors.invalid_value(field.name)
    for person in writing.base.people.values():
        names = [person.id, person.email, *([person.name] if writing.typecast else ())]
        if wanted in names:
            return person
    raise errors.invalid_value(field.name)


def _collaborator(value: Any, field: Field, writing: Writing, before: Any) -> str:
    return _person(value, field, writing, bare=False).id


def _collaborators(value: Any, field: Field, writing: Writing, before: Any) -> list[str]:
    people = (_person(entry, field, writing, bare=True).id for entry in _listed(value, field, writing))
    return list(dict.fromkeys(people))


def _read_person(stored: str, field: Field, base: Base) -> dict[str, str] | None:
    person = base.people.get(stored)
    return person.read() if person else None


def _read_people(stored: list[str], field: Field, base: Base) -> list[dict[str, str]]:
    return [base.people[user_id].read() for user_id in stored if user_id in base.people]


def _links(value: Any, field: Field, writing: Writing, before: Any) -> list[str]:
    """Record ids of the linked table; one field takes many even where the schema prefers one."""
    linked = writing.base.tables[field.options["linkedTableId"]]
    entries = _listed(value, field, writing)
    return list(dict.fromkeys(_link(entry, linked, field, writing) for entry in entries))


def _link(entry: Any, linked: Table, field: Field, writing: Writing) -> str:
    if not isinstance(entry, str):
        raise errors.invalid_value(field.name)
    if entry in linked.records:
        return entry
    if is_id(entry, "rec"):
        raise errors.row_does_not_exist(entry)
    if not writing.typecast:
        raise errors.invalid_value(field.name)
    return writing.linked_by_text(linked, entry)


def _attachments(value: Any, field: Field, writing: Writing, before: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise errors.invalid_value(field.name)
    kept = {attachment["id"]: attachment for attachment in before or ()}
    return [_attachment(entry, kept, field, writing) for entry in value]


def _attachment(entry: Any, kept: dict[str, Any], field: Field, writing: Writing) -> dict[str, Any]:
    """One that the cell already has, by ``{"id"}``, or a new one from ``{"url", "filename"?}``."""
    if not isinstance(entry, dict):
        raise errors.invalid_value(field.name)
    if "id" in entry:
        if entry["id"] not in kept:
            raise errors.invalid_attachment()
        return dict(kept[entry["id"]])
    url = entry.get("url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise errors.invalid_attachment()
    filename = entry.get("filename") or url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    # Nothing is fetched: size and type are made up from the URL and the name.
    size = zlib.crc32(url.encode()) % 1_000_000 + 1
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return {"id": writing.new_id("att"), "filename": filename, "size": size, "type": kind}


def _read_attachments(stored: list[dict[str, Any]], field: Field, base: Base) -> list[dict[str, Any]]:
    return [attachments.read(attachment) for attachment in stored]


def _barcode(value: Any, field: Field, writing: Writing, before: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or set(value) - {"text", "type"}:
        raise errors.invalid_value(field.name)
    return dict(value)


def _read_choice(stored: str, field: Field, base: Base) -> str | None:
    choice = field.choices.get(stored)
    return choice.name if choice else None


def _read_choices(stored: list[str], field: Field, base: Base) -> list[str]:
    return [field.choices[choice_id].name for choice_id in stored if choice_id in field.choices]


WRITABLE: dict[str, CellType] = {
    "singleLineText": CellType(_text),
    "multilineText": CellType(_text),
    "richText": CellType(_rich_text),
    "email": CellType(_text),
    "url": CellType(_text),
    "phoneNumber": CellType(_text),
    "number": CellType(_rounded(0)),
    "currency": CellType(_rounded(0)),
    "percent": CellType(_rounded(2)),
    "duration": CellType(_duration),
    "rating": CellType(_rating),
    "checkbox": CellType(_checkbox),
    "singleSelect": CellType(_single_select, _read_choice),
    "multipleSelects": CellType(_multiple_selects, _read_choices),
    "date": CellType(_date),
    "dateTime": CellType(_date_time),
    "singleCollaborator": CellType(_collaborator, _read_person),
    "multipleCollaborators": CellType(_collaborators, _read_people),
    "multipleRecordLinks": CellType(_links),
    "multipleAttachments": CellType(_attachments, _read_attachments),
    "barcode": CellType(_barcode),
}
"""The types that take a value; a type neither here nor computed is one that this sandbox does not know."""
