"""filterByFormula: a useful part of Airtable's formula language, turned into a predicate on records.

Functions are those in ``_FUNCTIONS`` plus those that look at the record; any other is refused with Airtable's text.
What Airtable documents nowhere is settled thus: a blank equals ``""``, 0 and FALSE(); a number and a text are compared
as numbers where the text is one, else as texts; an instant and a text are compared as instants where the text is an
ISO date; a blank date is neither before nor after another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from airsync_gui.sandbox import dates, errors, reading, texts
from airsync_gui.sandbox.formula_syntax import SYNTAX, Call, Literal, Node, Operation, Reference, parse
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, Field, Record, Table

Value = Any
"""None (blank), str, int, float, bool or an aware datetime."""

Evaluate = Callable[[Record], Value]


class _Failure(Exception):
    """The formula gives an error for this record, which then isn't in the list."""


# --- values ---------------------------------------------------------------------------------------------------------


def _text(value: Value) -> str:
    """A value as ``&`` and the text functions see it; an instant is its ISO text."""
    if isinstance(value, datetime):
        return dates.instant_text(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _number(value: Value) -> float:
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
    raise _Failure


def _instant(value: Value) -> datetime:
    """A value as the date functions see it."""
    if isinstance(value, datetime):
        return value
    moment = dates.parse_instant(value) if isinstance(value, str) else None
    if moment is None:
        raise _Failure
    return moment


def _truthy(value: Value) -> bool:
    """Airtable's rule for a row to be in the list: not 0, false, empty text, NaN or blank."""
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def _equal(left: Value, right: Value) -> bool:
    if left is None or right is None:
        return not isinstance(left or right, datetime) and not (left or right)
    try:
        left, right = _comparable(left, right)
    except _Failure:
        return False
    return bool(left == right)


def _less(left: Value, right: Value) -> bool:
    left, right = _comparable(left, right)
    return bool(left < right)


def _comparable(left: Value, right: Value) -> tuple[Any, Any]:
    """Two values brought to one type."""
    if isinstance(left, datetime) or isinstance(right, datetime):
        return _instant(left), _instant(right)
    if isinstance(left, str) and isinstance(right, str):
        return left, right
    try:
        return _number(left), _number(right)
    except _Failure:
        return _text(left), _text(right)


def _divide(left: float, right: float) -> float:
    if right == 0:
        raise _Failure
    return left / right


_OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": _less,
    ">": lambda left, right: _less(right, left),
    "<=": lambda left, right: not _less(right, left),
    ">=": lambda left, right: not _less(left, right),
    "&": lambda left, right: _text(left) + _text(right),
    "+": lambda left, right: _number(left) + _number(right),
    "-": lambda left, right: _number(left) - _number(right),
    "*": lambda left, right: _number(left) * _number(right),
    "/": lambda left, right: _divide(_number(left), _number(right)),
}


# --- functions of values --------------------------------------------------------------------------------------------

_UNITS = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16, "second": 19, "millisecond": 23}
"""How many characters of the ISO text two instants share when they are the same in this unit."""

_FORMATS = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}
_FORMAT_TOKEN = re.compile("|".join([*_FORMATS, "SSS"]))


def _find(needle: Value, text: Value, start: Value = 1) -> int:
    """Position from 1, 0 where there is none; case counts."""
    return _text(text).find(_text(needle), max(int(_number(start)) - 1, 0)) + 1


def _search(needle: Value, text: Value, start: Value = 1) -> int | None:
    """Like FIND, but case does not count, and blank where there is none."""
    return _find(_text(needle).lower(), _text(text).lower(), start) or None


def _both(left: Value, right: Value) -> bool:
    """Whether there are two dates to compare; a blank one is neither before nor after anything."""
    return left is not None and right is not None


def _is_same(left: Value, right: Value, unit: Value = "millisecond") -> bool:
    if not _both(left, right):
        return False
    length = _UNITS.get(_text(unit).rstrip("s"))
    if length is None:
        raise _Failure
    return dates.instant_text(_instant(left))[:length] == dates.instant_text(_instant(right))[:length]


def _parse(text: Value, layout: Value = None) -> datetime:
    """DATETIME_PARSE: ISO, or a layout of ``YYYY MM DD HH mm ss``."""
    if layout is None or isinstance(text, datetime):
        return _instant(text)
    pattern = _FORMAT_TOKEN.sub(lambda found: _FORMATS.get(found[0], "%f"), _text(layout).replace("%", "%%"))
    try:
        return datetime.strptime(_text(text), pattern).replace(tzinfo=UTC)
    except ValueError:
        raise _Failure from None


def _format(moment: Value, layout: Value = None) -> str:
    """DATETIME_FORMAT with ``YYYY MM DD HH mm ss SSS``; ISO without a layout."""
    instant = _instant(moment)
    if layout is None:
        return dates.instant_text(instant)

    def part(found: re.Match[str]) -> str:
        code = _FORMATS.get(found[0])
        return instant.strftime(code) if code else f"{instant.microsecond // 1000:03d}"

    return _FORMAT_TOKEN.sub(part, _text(layout))


@dataclass(frozen=True)
class _Function:
    least: int
    most: int
    run: Callable[..., Value]


_MANY = 100_000
_FUNCTIONS = {
    "TRUE": _Function(0, 0, lambda: True),
    "FALSE": _Function(0, 0, lambda: False),
    "BLANK": _Function(0, 0, lambda: None),
    "NOT": _Function(1, 1, lambda value: not _truthy(value)),
    "XOR": _Function(1, _MANY, lambda *values: sum(map(_truthy, values)) % 2 == 1),
    "IS_AFTER": _Function(2, 2, lambda left, right: _both(left, right) and _instant(left) > _instant(right)),
    "IS_BEFORE": _Function(2, 2, lambda left, right: _both(left, right) and _instant(left) < _instant(right)),
    "IS_SAME": _Function(2, 3, _is_same),
    "DATETIME_PARSE": _Function(1, 2, _parse),
    "DATETIME_FORMAT": _Function(1, 2, _format),
    "FIND": _Function(2, 3, _find),
    "SEARCH": _Function(2, 3, _search),
    "LOWER": _Function(1, 1, lambda value: _text(value).lower()),
    "UPPER": _Function(1, 1, lambda value: _text(value).upper()),
    "TRIM": _Function(1, 1, lambda value: _text(value).strip()),
    "LEN": _Function(1, 1, lambda value: len(_text(value))),
}


# --- meaning --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """A formula made ready for one table."""

    evaluate: Evaluate
    only_ids: frozenset[str] | None
    """Where the formula is just a choice of ``RECORD_ID()``: those ids, so that nobody need look at other rows."""

    def matches(self, record: Record) -> bool:
        """Whether the record belongs to the list."""
        if self.only_ids is not None:
            return record.id in self.only_ids
        try:
            return _truthy(self.evaluate(record))
        except _Failure:
            return False


def compile_filter(text: str, base: Base, table: Table) -> Filter:
    """Make a formula ready.

    Raises:
        ApiError: INVALID_FILTER_BY_FORMULA, naming unknown fields where that is what is wrong.
    """
    try:
        node = parse(text)
        compiler = _Compiler(base, table)
        evaluate = compiler.compile(node)
    except RecursionError:
        raise errors.invalid_formula(SYNTAX) from None
    if compiler.unknown:
        raise errors.unknown_fields_in_formula(compiler.unknown)
    return Filter(evaluate, _only_ids(node))


def _only_ids(node: Node) -> frozenset[str] | None:
    """The ids, if the formula is ``RECORD_ID()='…'`` or an OR of nothing else."""
    match node:
        case Operation("=", Call("RECORD_ID", ()), Literal(str(record_id))):
            return frozenset({record_id})
        case Operation("=", Literal(str(record_id)), Call("RECORD_ID", ())):
            return frozenset({record_id})
        case Call("OR", arguments) if arguments:
            parts = [_only_ids(argument) for argument in arguments]
            known = [part for part in parts if part is not None]
            return frozenset().union(*known) if len(known) == len(parts) else None
    return None


class _Compiler:
    """Turns syntax into closures over one table; unknown fields are collected, to be named all at once."""

    def __init__(self, base: Base, table: Table) -> None:
        self._base = base
        self._table = table
        self.unknown: list[str] = []

    def compile(self, node: Node) -> Evaluate:
        match node:
            case Literal(value):
                return lambda record: value
            case Reference(name):
                return self._reference(name)
            case Operation(operator, left, right):
                return self._operation(_OPERATORS[operator], self.compile(left), self.compile(right))
            case Call():
                return self._call(node)

    def _operation(self, run: Callable[[Value, Value], Value], left: Evaluate, right: Evaluate) -> Evaluate:
        return lambda record: run(left(record), right(record))

    def _call(self, call: Call) -> Evaluate:
        special = {
            "RECORD_ID": self._record_id,
            "CREATED_TIME": self._created_time,
            "LAST_MODIFIED_TIME": self._last_modified_time,
            "AND": self._and,
            "OR": self._or,
            "IF": self._if,
        }.get(call.name)
        if special:
            return special(call.arguments)
        function = _FUNCTIONS.get(call.name)
        if function is None or not function.least <= len(call.arguments) <= function.most:
            raise errors.invalid_formula(SYNTAX)
        run, arguments = function.run, [self.compile(argument) for argument in call.arguments]
        return lambda record: run(*(argument(record) for argument in arguments))

    def _reference(self, name: str) -> Evaluate:
        field = self._field(name)
        return _field_value(self._base, self._table, field) if field else lambda record: None

    def _field(self, name: str) -> Field | None:
        field = self._table.fields.get(name) if is_id(name, "fld") else self._table.field(name)
        if field is None and name not in self.unknown:
            self.unknown.append(name)
        return field

    def _record_id(self, arguments: Sequence[Node]) -> Evaluate:
        _none(arguments)
        return lambda record: record.id

    def _created_time(self, arguments: Sequence[Node]) -> Evaluate:
        _none(arguments)
        return lambda record: record.created

    def _last_modified_time(self, arguments: Sequence[Node]) -> Evaluate:
        fields = [self._field(node.name) for node in arguments if isinstance(node, Reference)]
        if len(fields) != len(arguments):
            raise errors.invalid_formula(SYNTAX)
        watched = [field.id for field in fields if field]
        return lambda record: record.modified(watched)

    def _and(self, arguments: Sequence[Node]) -> Evaluate:
        parts = self._some(arguments)
        return lambda record: all(_truthy(part(record)) for part in parts)

    def _or(self, arguments: Sequence[Node]) -> Evaluate:
        parts = self._some(arguments)
        return lambda record: any(_truthy(part(record)) for part in parts)

    def _if(self, arguments: Sequence[Node]) -> Evaluate:
        if len(arguments) not in (2, 3):
            raise errors.invalid_formula(SYNTAX)
        condition, then, *rest = (self.compile(argument) for argument in arguments)
        otherwise = rest[0] if rest else lambda record: None
        return lambda record: then(record) if _truthy(condition(record)) else otherwise(record)

    def _some(self, arguments: Sequence[Node]) -> list[Evaluate]:
        if not arguments:
            raise errors.invalid_formula(SYNTAX)
        return [self.compile(argument) for argument in arguments]


def _none(arguments: Sequence[Node]) -> None:
    if arguments:
        raise errors.invalid_formula(SYNTAX)


def _field_value(base: Base, table: Table, field: Field) -> Evaluate:
    """A cell as formulas see it: dates as instants, links as primary texts, lists as joined text."""
    read = reading.reader(base, table, field)
    if field.type in _INSTANT_TYPES:
        return lambda record: _read_instant(read(record))
    return lambda record: _as_value(base, field, read(record))


_INSTANT_TYPES = frozenset({"date", "dateTime", "createdTime", "lastModifiedTime"})


def _read_instant(value: Any) -> datetime | None:
    return dates.parse_instant(value) if isinstance(value, str) else None


def _as_value(base: Base, field: Field, value: Any) -> Value:
    if isinstance(value, dict) and ("error" in value or "specialValue" in value):
        raise _Failure
    if field.type == "checkbox":
        return bool(value)
    return texts.as_text(base, field, value) if isinstance(value, list | dict) else value
