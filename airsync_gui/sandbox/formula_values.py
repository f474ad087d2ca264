"""Values of formulas: what they are turned into, how they compare, and the operators.

What Airtable documents nowhere is settled thus: a blank equals ``""``, 0 and FALSE(); a number and a text are compared
as numbers where the text is one, else as texts; an instant and a text are compared as instants where the text is an
ISO date; a blank date is neither before nor after another.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from airsync_gui.sandbox import dates

Value = Any
"""None (blank), str, int, float, bool or an aware datetime."""


class Failure(Exception):
    """The formula gives an error for this record, which then isn't in the list."""


def text_of(value: Value) -> str:
    """A value as ``&`` and the text functions see it; an instant is its ISO text."""
    if isinstance(value, datetime):
        return dates.instant_text(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def number_of(value: Value) -> float:
    """A value as arithmetic sees it: blank is 0, and what is no number fails."""
    if value is None or value == "":
        return 0
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
    raise Failure


def instant_of(value: Value) -> datetime:
    """A value as the date functions see it."""
    if isinstance(value, datetime):
        return value
    moment = dates.parse_instant(value) if isinstance(value, str) else None
    if moment is None:
        raise Failure
    return moment


def is_true(value: Value) -> bool:
    """Airtable's rule for a row to be in the list: not 0, false, empty text, NaN or blank."""
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def _equal(left: Value, right: Value) -> bool:
    if left is None or right is None:
        return not isinstance(left or right, datetime) and not (left or right)
    try:
        left, right = _comparable(left, right)
    except Failure:
        return False
    return bool(left == right)


def _less(left: Value, right: Value) -> bool:
    left, right = _comparable(left, right)
    return bool(left < right)


def _comparable(left: Value, right: Value) -> tuple[Any, Any]:
    """Two values brought to one type."""
    if isinstance(left, datetime) or isinstance(right, datetime):
        return instant_of(left), instant_of(right)
    if isinstance(left, str) and isinstance(right, str):
        return left, right
    try:
        return number_of(left), number_of(right)
    except Failure:
        return text_of(left), text_of(right)


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": _less,
    ">": lambda left, right: _less(right, left),
    "<=": lambda left, right: not _less(right, left),
    ">=": lambda left, right: not _less(left, right),
    "&": lambda left, right: text_of(left) + text_of(right),
    "+": lambda left, right: number_of(left) + number_of(right),
    "-": lambda left, right: number_of(left) - number_of(right),
    "*": lambda left, right: number_of(left) * number_of(right),
    "/": lambda left, right: number_of(left) / number_of(right),
}
