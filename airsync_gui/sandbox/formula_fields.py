"""Formula fields whose formula is a text: the same language as filterByFormula, as the value of a cell."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

from airsync_gui.sandbox import dates, formula
from airsync_gui.sandbox.cells import js_number
from airsync_gui.sandbox.errors import ApiError
from airsync_gui.sandbox.formula_syntax import Call, Literal, Node, Operation, Reference, parse
from airsync_gui.sandbox.formula_values import Failure
from airsync_gui.sandbox.model import Base, Record, Table
from airsync_gui.sandbox.reading import Reader

_NUMERIC = {
    *("ABS", "AND", "AVERAGE", "CEILING", "COUNT", "COUNTA", "COUNTALL", "DATETIME_DIFF", "DAY", "EXACT", "FALSE"),
    *("FIND", "FLOOR", "HOUR", "INT", "IS_AFTER", "IS_BEFORE", "IS_SAME", "ISERROR", "LEN", "MAX", "MIN", "MINUTE"),
    *("MOD", "MONTH", "NOT", "OR", "REGEX_MATCH", "ROUND", "ROUNDDOWN", "ROUNDUP", "SEARCH", "SECOND", "SUM", "TRUE"),
    *("VALUE", "WEEKDAY", "XOR", "YEAR"),
}
ERROR = {"error": "#ERROR!"}


def reader(base: Base, table: Table, text: str) -> Reader:
    """A record to what the formula gives; where it can't be worked out, an error value."""
    try:
        evaluate = formula.compile_filter(text, base, table, datetime.now(UTC)).evaluate
    except (ApiError, RecursionError):  # a field is gone, or it refers to itself
        return lambda record: ERROR

    def read(record: Record) -> Any:
        try:
            return _sent(evaluate(record))
        except Failure:
            return ERROR

    return read


def _sent(value: Any) -> Any:
    """A value of the language as JSON: truth is 1 or 0, an instant its ISO text."""
    if isinstance(value, datetime):
        return dates.instant_text(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return (
            js_number(value) if math.isfinite(value) else {"specialValue": "NaN" if math.isnan(value) else "Infinity"}
        )
    return value


def options(table: Table, text: str) -> dict[str, Any]:
    """What a schema says of a formula: its text with ids for names, what it refers to, and of which type it is.

    Raises:
        ApiError: INVALID_FILTER_BY_FORMULA, where the text is no formula.
    """
    node = parse(text)
    fields = [field for name in _names(node) if (field := table.field(name))]
    for field in fields:
        text = re.sub(r"\{" + re.escape(field.name) + r"\}", "{" + field.id + "}", text)
    referenced = list(dict.fromkeys(field.id for field in fields))
    return {"isValid": True, "formula": text, "referencedFieldIds": referenced, "result": _result(node)}


def _result(node: Node) -> dict[str, Any]:
    """The type that a formula declares, by its outermost part: a number where that is one, else a text."""
    match node:
        case Operation(operator):
            is_number = operator != "&"
        case Call(name):
            is_number = name in _NUMERIC
        case Literal(value):
            is_number = not isinstance(value, str)
        case _:
            is_number = False
    return {"type": "number", "options": {"precision": 2}} if is_number else {"type": "singleLineText"}


def _names(node: Node) -> list[str]:
    match node:
        case Reference(name):
            return [name]
        case Call(_, arguments):
            return [name for argument in arguments for name in _names(argument)]
        case Operation(_, left, right):
            return [*_names(left), *_names(right)]
    return []
