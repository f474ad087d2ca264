"""What may be sent to Airtable: each value is sanitised first, then checked against its field's own options.

Field types and their options: https://airtable.com/developers/web/api/field-model
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from urllib.parse import urlsplit

from msgspec import Struct

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank

MOST_CHARACTERS = 100_000
"""Longest text in one cell, widely reported for single line and long text fields."""
CUT_MARK = "… [cut by AirSync]"
"""Ends a text that was cut; the whole, mark included, is ``MOST_CHARACTERS`` long."""
SHOWN_CHARACTERS = 80
"""How much of a value an error message repeats."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_BREAK = re.compile(r"[\r\n\u2028\u2029]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"[+\d(][\d\s().\-/]{2,}(\s*(x|ext\.?|#)\s*\d+)?", re.IGNORECASE)


class Sanitised(Struct, frozen=True):
    """A value fit to be sent, and what was done to it (``None``: nothing)."""

    value: Value
    report: str | None = None


def sanitise(value: Value) -> Sanitised:
    """Remove control characters other than newline and tab, cut over-long text. The local value is never touched."""
    if not isinstance(value, str):
        return Sanitised(value)
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", plain).encode("utf-8", "replace").decode()  # half of a surrogate pair is no character
    report = None if text == plain else "control characters removed"
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - len(CUT_MARK)] + CUT_MARK
        report = f"text cut to {MOST_CHARACTERS:,} characters"
    return Sanitised(text or None, report)


def check(field: Field, value: Value, pair: Pair) -> InvalidValue | None:
    """Why Airtable could not take this (sanitised) value, or None when it can.

    A collaborator or a link is left to Airtable: only it knows who and what there is.
    """
    rule = _broken_rule(field, value, pair)
    if rule is None:
        return None
    return InvalidValue(field=field.name, value=_shown(value)[:SHOWN_CHARACTERS], rule=rule)


def has_shape(field: Field, value: Value) -> bool:
    """Whether a value is one of its field's kind at all; a blank is."""
    if is_blank(value):
        return True
    shape = _SHAPES.get(field.kind)
    return (shape is None or isinstance(value, shape)) and isinstance(value, bool) is (field.kind is Kind.CHECKBOX)


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _broken_rule(field: Field, value: Value, pair: Pair) -> str | None:
    if field.read_only:
        return "is computed or read-only in Airtable"
    if is_blank(value):
        return "is required and must not be blank" if field.id in pair.required else None
    if not has_shape(field, value):
        return f"is not a {field.kind.value}"
    length = pair.max_length.get(field.id)
    if length is not None and isinstance(value, str) and len(value) > length:
        return f"is longer than {length:,} characters"
    special = _BY_TYPE.get(field.type)
    if special and (rule := special(field, value)):
        return rule
    return _unknown_choice(field, value) if not pair.create_choices else None


_SHAPES: Mapping[Kind, type] = MappingProxyType(
    {
        Kind.TEXT: str,
        Kind.RICH_TEXT: str,
        Kind.NUMBER: Decimal,
        Kind.CHECKBOX: bool,
        Kind.CHOICE: str,
        Kind.LIST: tuple,
        Kind.DATE: date,
        Kind.DATETIME: datetime,
    }
)


def _unknown_choice(field: Field, value: Value) -> str | None:
    if field.type not in ("singleSelect", "multipleSelects"):
        return None
    wanted = value if isinstance(value, tuple) else (value,)
    names = set(field.choices.values())
    unknown = [str(name) for name in wanted if name not in names]
    if not unknown:
        return None
    listed = ", ".join(sorted(names)[:8]) + (", …" if len(names) > 8 else "")
    choices = f"one of the choices in Airtable ({listed or 'there are none'})"
    return f"is not {choices}" if len(wanted) == 1 else f"has “{unknown[0]}”, which is not {choices}"


def _one_line(_field: Field, value: Value) -> str | None:
    return "must be one line" if isinstance(value, str) and _LINE_BREAK.search(value) else None


def _email(_field: Field, value: Value) -> str | None:
    return None if isinstance(value, str) and _EMAIL.fullmatch(value) else "does not look like an e-mail address"


def _url(_field: Field, value: Value) -> str | None:
    try:
        parts = urlsplit(str(value))
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", str(value))
    except ValueError:
        good = False
    return None if good else "does not look like a web address (http or https)"


def _phone(_field: Field, value: Value) -> str | None:
    return None if isinstance(value, str) and _PHONE.fullmatch(value) else "does not look like a phone number"


def _finite(_field: Field, value: Value) -> str | None:
    return None if isinstance(value, Decimal) and value.is_finite() else "is not a finite number"


def _rating(field: Field, value: Value) -> str | None:
    most = int(field.options.get("max") or 5)
    good = isinstance(value, Decimal) and value.is_finite() and value == int(value) and 1 <= value <= most
    return None if good else f"must be a whole number from 1 to {most}"


def _date(_field: Field, value: Value) -> str | None:
    return "is a time, not a date" if isinstance(value, datetime) else None


_BY_TYPE: Mapping[str, Callable[[Field, Value], str | None]] = MappingProxyType(
    {
        "singleLineText": _one_line,
        "email": _email,
        "url": _url,
        "phoneNumber": _phone,
        "number": _finite,
        "currency": _finite,
        "percent": _finite,
        "duration": _finite,
        "rating": _rating,
        "date": _date,
    }
)
