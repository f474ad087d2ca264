"""Where the rows of a JSON table stand, and what they hold: the fast way through a large file.

Python's own scanner reads each row; where its values stand inside the row is found only for rows that are changed (see
:mod:`airsync_gui.local.json_text`, which also tells what is amiss with a text that is no JSON).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in its stubs
from typing import Any, NoReturn

from msgspec import Struct

from airsync_gui.local.json_text import BadJson, parse_json
from airsync_gui.local.typed_values import Number

_SPACE = re.compile(r"[ \t\n\r]*").match


class Twins(dict[str, Any]):
    """An object that has a member twice.

    Attributes:
        name: the member's.
    """

    name = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twins, names = Twins(found), [name for name, _ in pairs]
    twins.name = next(name for name in names if names.count(name) > 1)
    return twins


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


_SCAN = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=_no_constant
).scan_once  # type: ignore[attr-defined]  # not in its stubs


class Span(Struct, frozen=True):
    """Where a value stands, and what it is.

    Attributes:
        sign: its first character.
    """

    start: int
    end: int
    sign: str


class Found(Struct, frozen=True):
    """One element of a list, or one member of an object.

    Attributes:
        start: where it starts, a member with its name.
        value_start: where its value starts.
        end: where it ends.
        name: of a member.
        name_end: where that ends, with its quotes.
        value: its value: texts, numbers in their spelling, lists, dicts.
    """

    start: int
    value_start: int
    end: int
    value: Any
    name: str | None = None
    name_end: int = 0


class Scan:
    """A walk over a text.

    Raises:
        BadJson: from each of its methods, where the text is no JSON.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def value(self, start: int, end: int | None = None) -> Any:
        """The one value that stands between two places."""
        try:
            found, after = _SCAN(self._text, start)
        except (ValueError, StopIteration, RecursionError):
            raise self._fault() from None
        if end is not None and after != end:
            raise self._fault()
        return found

    def _fault(self) -> BadJson:
        """What is amiss, by a look at the whole."""
        try:
            parse_json(self._text)
        except BadJson as bad:
            return bad
        return BadJson(0, "has too many levels")

    def space(self, position: int) -> int:
        """The next character that is no blank."""
        found = _SPACE(self._text, position)
        return found.end() if found else position

    def sign(self, position: int) -> str:
        """The character there; nothing at the end."""
        return self._text[position : position + 1]

    def skip(self, start: int) -> int:
        """Where the value that starts here ends."""
        try:
            return int(_SCAN(self._text, start)[1])
        except (ValueError, StopIteration, RecursionError):
            raise self._fault() from None

    def parts(self, start: int) -> Iterator[Found]:
        """The elements of the list, or members of the object, that starts here."""
        is_object = self.sign(start) == "{"
        close = "}" if is_object else "]"
        position = self.space(start + 1)
        if self.sign(position) == close:
            return
        while True:
            found = self._member(position) if is_object else self._element(position)
            yield found
            position = self.space(found.end)
            if self.sign(position) == close:
                return
            if self.sign(position) != ",":
                raise self._fault()
            position = self.space(position + 1)

    def _element(self, position: int) -> Found:
        try:
            value, end = _SCAN(self._text, position)
        except (ValueError, StopIteration, RecursionError):
            raise self._fault() from None
        return Found(position, position, end, value)

    def _member(self, position: int) -> Found:
        if self.sign(position) != '"':
            raise self._fault()
        try:
            name, name_end = scanstring(self._text, position + 1, True)
            colon = self.space(name_end)
            if self.sign(colon) != ":":
                raise self._fault()
            start = self.space(colon + 1)
            value, end = _SCAN(self._text, start)
        except (ValueError, StopIteration, RecursionError):
            raise self._fault() from None
        return Found(position, start, end, value, name, name_end)

    def whole(self) -> Span:
        """The one value of the text."""
        start = self.space(0)
        end = self.skip(start)
        if self.space(end) < len(self._text):
            raise self._fault()
        return Span(start, end, self.sign(start))
