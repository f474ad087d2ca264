"""Canonical values: one form per kind of field, so that a value from a cell and one from Airtable can be compared.

=============  =======================================================================================
text           ``str``, compared by code point (NFC and NFD differ)
rich text      ``str`` without one trailing newline (Airtable appends one)
number         ``Decimal``; percent is a fraction, duration seconds
check box      ``True``, or blank
choice         the choice's name
list           ``tuple`` of ``str``, compared by member
date           ``datetime.date``
date and time  ``datetime.datetime``, aware, UTC
=============  =======================================================================================

Blank is ``None``. A computed error value is its text (``#ERROR!``, ``NaN``).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from airsync_gui.sync.records import Cell, CellProblem, FieldId, Value, Values
from airsync_gui.sync.schema import Field, Kind


def is_blank(value: Any) -> bool:
    """Whether a value counts as "asked for, and empty": ``None``, ``""``, ``()``, ``[]``, ``False``."""
    return not value and (value is None or value is False or isinstance(value, (str, tuple, list)))


def without_blanks(values: Values) -> dict[str, Value]:
    """The same values with blank fields left out."""
    return {field_id: value for field_id, value in values.items() if not is_blank(value)}


def same(left: Value, right: Value) -> bool:
    """Whether two canonical values of one field are equal.

    Lists are equal when they have the same members, texts when they differ in the kind of their line ends only.
    """
    if type(left) is type(right) and left == right:
        return True
    if is_blank(left) or is_blank(right):
        return is_blank(left) and is_blank(right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return Counter(left) == Counter(right)
    if isinstance(left, str) and isinstance(right, str) and "\r" in left + right:
        return left.replace("\r\n", "\n") == right.replace("\r\n", "\n")
    return False


def same_cell(one: Cell, other: Cell) -> bool:
    """Whether two looks at a cell saw the same."""
    if isinstance(one, CellProblem) or isinstance(other, CellProblem):
        return isinstance(one, CellProblem) and isinstance(other, CellProblem) and one.text == other.text
    return same(one, other)


def arrived(field: Field, sent: Value, found: Value) -> bool:
    """Whether ``found`` is what a side makes of ``sent``: equal, or equal after that type's own rounding."""
    if same(sent, found):
        return True
    if isinstance(sent, Decimal) and isinstance(found, Decimal):
        return _rounds_to(sent, found, field)
    if isinstance(sent, datetime) and isinstance(found, datetime):
        return found in {_truncated(sent, unit) for unit in ("millisecond", "second", "minute")}
    if isinstance(sent, str) and isinstance(found, str):
        if field.kind is Kind.RICH_TEXT:
            return plain_rich_text(sent) == plain_rich_text(found)
        return sent.strip() == found
    return False


def is_lossy(field: Field, full: Value, found: Value) -> bool:
    """Whether ``found`` is less than ``full`` (cut, rounded), not just another spelling of it."""
    if same(full, found):
        return False
    if isinstance(full, str) and isinstance(found, str):
        return field.kind is not Kind.RICH_TEXT or not same(plain_rich_text(full), plain_rich_text(found))
    return True


def shows_as(field: Field, airtable: Value, local: Value) -> bool:
    """Whether a read-only field's local cell already shows Airtable's value (attachments show their names only)."""
    if field.type == "multipleAttachments" and isinstance(airtable, tuple):
        airtable = tuple(member.split("/", 2)[-1] for member in airtable)
    return same(airtable, local)


def plain_rich_text(text: str) -> str:
    """Rich text without the differences that Airtable's own rewriting makes (list marks, trailing blanks)."""
    lines = [line.rstrip() for line in text.rstrip("\n").split("\n")]
    return "\n".join(_dashed(line) for line in lines)


def _dashed(line: str) -> str:
    stripped = line.lstrip()
    if stripped[:2] in ("* ", "+ "):
        return line[: len(line) - len(stripped)] + "- " + stripped[2:]
    return line


def _rounds_to(sent: Decimal, found: Decimal, field: Field) -> bool:
    if float(sent) == float(found):
        return True
    precision = int(field.result_options.get("precision") or 0)
    digits = {precision, precision + 2} if field.type == "percent" else {precision}
    if field.type == "duration":
        digits = {0, 1, 2, 3}
    return any(abs(sent - found) <= Decimal(5).scaleb(-n - 1) and round(found, n) == found for n in digits)


def _truncated(moment: datetime, unit: str) -> datetime:
    if unit == "millisecond":
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return moment.replace(microsecond=0) if unit == "second" else moment.replace(second=0, microsecond=0)


def to_json(value: Value) -> Any:
    """A canonical value as JSON that says its kind; the inverse of :func:`from_json`."""
    if isinstance(value, Decimal):
        return {"n": number_text(value)}
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, datetime):
        return {"t": instant_text(value)}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return list(value)


def from_json(data: Any) -> Value:
    """The value that :func:`to_json` wrote."""
    if isinstance(data, dict):
        if "n" in data:
            return Decimal(data["n"])
        if "t" in data:
            return datetime.fromisoformat(data["t"]).astimezone(UTC)
        return date.fromisoformat(data["d"])
    return tuple(data) if isinstance(data, list) else data


def number_text(value: Decimal) -> str:
    """The shortest plain decimal that reads back equal: ``1234.5``, ``-3``, ``0.0001``; never an exponent."""
    text = str(value)  # four times as quick as a format, which it differs from by exponents only
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def instant_text(moment: datetime) -> str:
    """ISO 8601 in UTC with ``Z``; milliseconds always (Airtable's own form), microseconds only where there are any."""
    unit = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=unit) + "Z"


def dump_values(values: Values) -> str:
    """Values as one line of JSON with sorted keys: equal mappings give equal text (list order kept)."""
    return compact_json(plain(values))


def plain(values: Values) -> dict[str, Any]:
    """Values as JSON data, see :func:`to_json`."""
    return {f: v if type(v) is str else to_json(v) for f, v in values.items()}  # most are texts


compact_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode
"""Data as one line of JSON with sorted keys; ``json.dumps`` would make an encoder for each line."""


def checksum(values: Values, fields: Sequence[str] | None = None) -> str:
    """32 hexadecimal digits that change when a value does, or the fields that are known.

    Equal checksums mean equal values; values that are equal may be spelled in two ways (``1.5`` and ``1.50``).

    Args:
        fields: ids of the fields that are known, sorted; without it, those that ``values`` has.
    """
    return _checksum_of(tuple(sorted(values) if fields is None else fields))(values)


def checksum_of(fields: Sequence[FieldId]) -> Callable[[Values], str]:
    """The :func:`checksum` of many values by the same fields, which are sorted."""
    head = f"({fields and ','.join(fields)!r}, "
    blake = hashlib.blake2b

    def of(values: Values) -> str:
        text = f"{head}{list(map(values.get, fields))!r})"
        return blake(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    return of


@lru_cache
def _checksum_of(fields: tuple[FieldId, ...]) -> Callable[[Values], str]:
    """The records of a table mostly have the same fields."""
    return checksum_of(list(fields))


def as_remembered(values: Values, remembered: Values, fields: Iterable[str]) -> bool:
    """Whether a side has exactly what is remembered of it, in every one of these fields."""
    return all(f in remembered and values.get(f) == remembered[f] for f in fields)
