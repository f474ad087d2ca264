"""JSON (RFC 8259) taken apart with the place of every part, so that one value can be replaced and all else kept.

Nothing is mended: comments, trailing commas and ``NaN`` are errors, told by line and column.
"""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in its stubs
from typing import Literal, NamedTuple, cast

from airsync_gui.local.typed_values import NUMBER, Nested, Number, Raw, Scalar

MOST_LEVELS = 200
_SPACE = re.compile(r"[ \t\n\r]*")
_WORDS = {"t": "true", "f": "false", "n": "null"}

NodeKind = Literal["object", "array", "string", "number", "word"]


class BadJson(Exception):
    """A text that is no JSON.

    Attributes:
        position: where that shows.
        detail: what is amiss, as a phrase.
        cut_off: the text simply ends.
    """

    def __init__(self, position: int, detail: str, *, cut_off: bool = False) -> None:
        super().__init__(detail)
        self.position, self.detail, self.cut_off = position, detail, cut_off


class Node:
    """One value and where it stands: ``text[start:end]``.

    Attributes:
        text: of a string its value, of a number its spelling, of a word ``true``, ``false`` or ``null``.
        members: of an object.
        items: of an array.
    """

    __slots__ = ("end", "items", "kind", "members", "start", "text")

    def __init__(self, kind: NodeKind, start: int, end: int, text: str = "") -> None:
        self.kind, self.start, self.end, self.text = kind, start, end, text
        self.members: list[Member] = []
        self.items: list[Node] = []

    def member(self, name: str) -> Node | None:
        """The value of the first member of this name."""
        return next((member.node for member in self.members if member.name == name), None)


class Member(NamedTuple):
    """One member of an object: its name, where that starts and ends (with its quotes), and its value."""

    name: str
    start: int
    name_end: int
    node: Node


def parse_json(text: str, start: int = 0, end: int | None = None) -> Node:
    """The one value of a text. Raises BadJson."""
    reader = _Reader(text, len(text) if end is None else end)
    node = reader.value(reader.space(start), 0)
    after = reader.space(node.end)
    if after < reader.size:
        raise BadJson(after, "goes on after its end")
    return node


class _Reader:
    def __init__(self, text: str, size: int) -> None:
        self.text, self.size = text, size
        self._space = _SPACE.match

    def space(self, position: int) -> int:
        """The next character that is no blank."""
        found = self._space(self.text, position, self.size)
        return found.end() if found else position

    def sign(self, position: int) -> str:
        return self.text[position] if position < self.size else ""

    def value(self, position: int, level: int) -> Node:
        sign = self.sign(position)
        if sign == '"':
            return self._string(position)
        if sign in ("{", "["):
            if level >= MOST_LEVELS:
                raise BadJson(position, f"has more than {MOST_LEVELS} levels")
            return self._object(position, level) if sign == "{" else self._array(position, level)
        word = _WORDS.get(sign)
        if word and self.text.startswith(word, position, self.size):
            return Node("word", position, position + len(word), word)
        found = NUMBER.match(self.text, position, self.size)
        if found is None:
            raise self._no_value(position)
        return Node("number", position, found.end(), found[0])

    def _no_value(self, position: int) -> BadJson:
        if position >= self.size:
            return BadJson(position, "ends in the middle, as a half-written file does", cut_off=True)
        sign = self.text[position]
        if sign in "/#":
            return BadJson(position, "has a comment, which JSON has not")
        if sign in "]}":
            return BadJson(position, f"has “{sign}” where a value is expected (a comma too many?)")
        return BadJson(position, f"has “{sign}” where a value is expected")

    def _string(self, position: int) -> Node:
        try:
            value, end = scanstring(self.text, position + 1, True)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated"):
                detail = "ends inside a text, as a half-written file does"
                raise BadJson(position, detail, cut_off=True) from error
            raise BadJson(error.pos, "has a text with a line break or a bad escape in it") from error
        if end > self.size:
            raise BadJson(position, "ends inside a text", cut_off=True)
        return Node("string", position, end, value)

    def _array(self, position: int, level: int) -> Node:
        node = Node("array", position, position)
        after = self.space(position + 1)
        if self.sign(after) != "]":
            while True:
                item = self.value(after, level + 1)
                node.items.append(item)
                after = self.space(item.end)
                if self.sign(after) != ",":
                    break
                after = self.space(after + 1)
            self._expect(after, "]")
        node.end = after + 1
        return node

    def _object(self, position: int, level: int) -> Node:
        node = Node("object", position, position)
        after = self.space(position + 1)
        if self.sign(after) != "}":
            while True:
                member = self._member(after, level)
                node.members.append(member)
                after = self.space(member.node.end)
                if self.sign(after) != ",":
                    break
                after = self.space(after + 1)
            self._expect(after, "}")
        node.end = after + 1
        return node

    def _member(self, position: int, level: int) -> Member:
        if self.sign(position) != '"':
            if position >= self.size:
                raise self._no_value(position)
            raise BadJson(position, f"has “{self.text[position]}” where a name in double quotes is expected")
        name = self._string(position)
        colon = self.space(name.end)
        self._expect(colon, ":")
        return Member(name.text, position, name.end, self.value(self.space(colon + 1), level + 1))

    def _expect(self, position: int, sign: str) -> None:
        if self.sign(position) == sign:
            return
        if position >= self.size:
            raise self._no_value(position)
        wanted = sign if sign == ":" else f", or {sign}"
        raise BadJson(position, f"has “{self.text[position]}” where “{wanted}” is expected")


def place_of(text: str, position: int) -> tuple[int, int]:
    """Line and column of a place, both counted from 1."""
    line = text.count("\n", 0, position) + 1
    return line, position - text.rfind("\n", 0, position)


def raw_of(node: Node) -> Raw:
    """The value that a node stands for; an object, and a list with objects or lists in it, is nested."""
    if node.kind == "object":
        return Nested("{…}")
    if node.kind == "array":
        if any(item.kind in ("object", "array") for item in node.items):
            return Nested("[…]")
        return tuple(cast("Scalar", raw_of(item)) for item in node.items)
    if node.kind == "number":
        return Number(node.text)
    if node.kind == "word":
        return {"true": True, "false": False}.get(node.text)
    return node.text
