"""The syntax of Airtable formulas: text to a tree.

Known: field references ``{Name}``, ``{fld…}`` and bare single words; numbers and quoted strings; calls;
``= != < <= > >= & + - * /``. Anything else is refused with Airtable's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from airsync_gui.sandbox import errors

SYNTAX = "Invalid formula. Please check your formula text."
"""Airtable's word for everything wrong but an unknown field."""


class Literal(Struct, frozen=True):
    """A number or a text."""

    value: Any


class Reference(Struct, frozen=True):
    """A field by name or id."""

    name: str


class Call(Struct, frozen=True):
    """A function, its name in capitals."""

    name: str
    arguments: tuple[Node, ...]


class Operation(Struct, frozen=True):
    """Two operands; a minus sign alone is 0 minus its operand."""

    operator: str
    left: Node
    right: Node


Node = Literal | Reference | Call | Operation

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:[.]\d+)?|[.]\d+)
  | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
  | \{(?P<field>(?:[^}\\]|\\.)*)\}
  | (?P<word>[^\W\d]\w*)
  | (?P<symbol>!=|<=|>=|[=<>&+\-*/(),])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_LEVELS: tuple[tuple[str, ...], ...] = (("=", "!=", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"))
"""Binary operators, from the loosest to the tightest."""


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of each token; a field's text is its unescaped name, a string's its unescaped value."""
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise errors.invalid_formula(SYNTAX)
        kind, token = match.lastgroup, match[match.lastgroup]
        if kind == "text":
            token = re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), token[1:-1], flags=re.DOTALL)
        if kind == "field":
            token = _field_name(token)
        yield kind, token
        position = match.end()


def _field_name(token: str) -> str:
    r"""A name out of its braces. ``\}`` is a brace, but Airtable takes no name with more than one."""
    if token.count("\\}") > 1:
        raise errors.invalid_formula(SYNTAX)
    return token.replace("\\}", "}")


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), ("end", "")]
        self._next = 0

    def parse(self) -> Node:
        node = self._binary(0)
        self._expect("end", "")
        return node

    def _take(self) -> tuple[str, str]:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._next]

    def _expect(self, kind: str, text: str) -> None:
        if self._take() != (kind, text):
            raise errors.invalid_formula(SYNTAX)

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        node = self._binary(level + 1)
        while self._peek()[0] == "symbol" and self._peek()[1] in _LEVELS[level]:
            operator = self._take()[1]
            node = Operation(operator, node, self._binary(level + 1))
        return node

    def _unary(self) -> Node:
        if self._peek() == ("symbol", "-"):
            self._take()
            return Operation("-", Literal(0), self._unary())
        return self._primary()

    def _primary(self) -> Node:
        kind, text = self._take()
        if kind == "number":
            return Literal(float(text) if "." in text else int(text))
        if kind == "text":
            return Literal(text)
        if kind == "field":
            return Reference(text)
        if kind == "word":
            return self._call(text) if self._peek() == ("symbol", "(") else Reference(text)
        if (kind, text) == ("symbol", "("):
            node = self._binary(0)
            self._expect("symbol", ")")
            return node
        raise errors.invalid_formula(SYNTAX)

    def _call(self, name: str) -> Call:
        self._expect("symbol", "(")
        arguments: list[Node] = []
        while self._peek() != ("symbol", ")"):
            if arguments:
                self._expect("symbol", ",")
            arguments.append(self._binary(0))
        self._take()
        return Call(name.upper(), tuple(arguments))


def parse(text: str) -> Node:
    """The tree of a formula.

    Raises:
        ApiError: INVALID_FILTER_BY_FORMULA, where the text is none.
    """
    return _Parser(text).parse()
