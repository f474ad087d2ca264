"""filterByFormula: a useful part of Airtable's formula language, turned into a predicate on records.

Functions are those of :mod:`.formula_functions` plus those below that look at the record, at the time or not at all of
their arguments; any other is refused with Airtable's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from airsync_gui.sandbox import dates, errors, reading, texts
from airsync_gui.sandbox.formula_functions import FUNCTIONS
from airsync_gui.sandbox.formula_syntax import SYNTAX, Call, Literal, Node, Operation, Reference, parse
from airsync_gui.sandbox.formula_values import OPERATORS, Failure, Value, is_true
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, Field, Record, Table

Evaluate = Callable[[Record], Value]


class Filter(Struct, frozen=True):
    """A formula made ready for one table."""

    evaluate: Evaluate
    only_ids: frozenset[str] | None
    """Where the formula is just a choice of ``RECORD_ID()``: those ids, so that nobody need look at other rows."""

    def matches(self, record: Record) -> bool:
        """Whether the record belongs to the list."""
        if self.only_ids is not None:
            return record.id in self.only_ids
        try:
            return is_true(self.evaluate(record))
        except Failure:
            return False


def compile_filter(text: str, base: Base, table: Table, now: datetime) -> Filter:
    """Make a formula ready.

    Raises:
        ApiError: INVALID_FILTER_BY_FORMULA, naming unknown fields where that is what is wrong.
    """
    try:
        node = parse(text)
        compiler = _Compiler(base, table, now)
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

    def __init__(self, base: Base, table: Table, now: datetime) -> None:
        self._now = now
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
                return self._operation(OPERATORS[operator], self.compile(left), self.compile(right))
            case Call():
                return self._call(node)

    def _operation(self, run: Callable[[Value, Value], Value], left: Evaluate, right: Evaluate) -> Evaluate:
        worked_out = _worked_out(run)
        return lambda record: worked_out(left(record), right(record))

    def _call(self, call: Call) -> Evaluate:
        special = {
            "RECORD_ID": self._record_id,
            "CREATED_TIME": self._created_time,
            "LAST_MODIFIED_TIME": self._last_modified_time,
            "AND": self._and,
            "OR": self._or,
            "IF": self._if,
            "SWITCH": self._switch,
            "ISERROR": self._is_error,
            "NOW": self._now_function,
            "TODAY": self._today,
        }.get(call.name)
        if special:
            return special(call.arguments)
        function = FUNCTIONS.get(call.name)
        if function is None or not function.least <= len(call.arguments) <= function.most:
            raise errors.invalid_formula(SYNTAX)
        run, arguments = _worked_out(function.run), [self.compile(argument) for argument in call.arguments]
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
        return lambda record: all(is_true(part(record)) for part in parts)

    def _or(self, arguments: Sequence[Node]) -> Evaluate:
        parts = self._some(arguments)
        return lambda record: any(is_true(part(record)) for part in parts)

    def _if(self, arguments: Sequence[Node]) -> Evaluate:
        if len(arguments) not in (2, 3):
            raise errors.invalid_formula(SYNTAX)
        condition, then, *rest = (self.compile(argument) for argument in arguments)
        otherwise = rest[0] if rest else lambda record: None
        return lambda record: then(record) if is_true(condition(record)) else otherwise(record)

    def _switch(self, arguments: Sequence[Node]) -> Evaluate:
        if len(arguments) < 3:
            raise errors.invalid_formula(SYNTAX)
        sought, *rest = (self.compile(argument) for argument in arguments)
        otherwise = rest.pop() if len(rest) % 2 else lambda record: None
        cases = list(zip(rest[::2], rest[1::2], strict=True))

        def choose(record: Record) -> Value:
            value = sought(record)
            equal = OPERATORS["="]
            return next((then for case, then in cases if equal(value, case(record))), otherwise)(record)

        return choose

    def _is_error(self, arguments: Sequence[Node]) -> Evaluate:
        if len(arguments) != 1:
            raise errors.invalid_formula(SYNTAX)
        inner = self.compile(arguments[0])

        def fails(record: Record) -> bool:
            try:
                inner(record)
            except Failure:
                return True
            return False

        return fails

    def _now_function(self, arguments: Sequence[Node]) -> Evaluate:
        _none(arguments)
        return lambda record: self._now

    def _today(self, arguments: Sequence[Node]) -> Evaluate:
        _none(arguments)
        midnight = self._now.replace(hour=0, minute=0, second=0, microsecond=0)
        return lambda record: midnight

    def _some(self, arguments: Sequence[Node]) -> list[Evaluate]:
        if not arguments:
            raise errors.invalid_formula(SYNTAX)
        return [self.compile(argument) for argument in arguments]


def _worked_out(run: Callable[..., Value]) -> Callable[..., Value]:
    """What can't be worked out (too large, no pattern, no such unit) is a Failure, whoever finds that out."""

    def guarded(*values: Value) -> Value:
        try:
            return run(*values)
        except (ArithmeticError, LookupError, ValueError, re.error) as error:
            raise Failure from error

    return guarded


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
        raise Failure
    if field.type == "checkbox":
        return bool(value)
    return texts.as_text(base, field, value) if isinstance(value, list | dict) else value
