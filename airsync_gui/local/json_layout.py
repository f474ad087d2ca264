"""How new JSON looks: in the style of what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.local.json_text import Node
from airsync_gui.local.typed_values import Nested, Number, Raw

Tree = Mapping[str, "Raw | Tree"]
"""Names and values of an object to be written; a mapping is an object in it."""


class Layout(Struct, frozen=True):
    """A way of writing JSON.

    Attributes:
        unit: what each level is indented by; None for everything on one line.
        line_end: the file's own.
        colon: between a name and its value.
        comma: between two values on one line.
        padding: inside the braces of an object on one line.
        list_lines: whether the members of a list stand on lines of their own.
        ascii: whether letters beyond ASCII are written as escapes.
    """

    unit: str | None = None
    line_end: str = "\n"
    colon: str = ": "
    comma: str = ", "
    padding: str = ""
    list_lines: bool = False
    ascii: bool = False

    def string(self, text: str) -> str:
        """A text in its quotes."""
        return json.dumps(text, ensure_ascii=self.ascii)

    def show(self, value: Raw | Tree, indent: str = "") -> str:
        """A value; ``indent`` is that of the line on which it starts."""
        if isinstance(value, Mapping):
            parts = [
                f"{self.string(name)}{self.colon}{self.show(part, self._deeper(indent))}"
                for name, part in value.items()
            ]
            return self._around("{", parts, "}", indent, lines=True)
        if isinstance(value, tuple):
            parts = [self.show(part) for part in value]
            return self._around("[", parts, "]", indent, lines=self.list_lines)
        if isinstance(value, Number):
            return value.text
        assert not isinstance(value, Nested)  # never written
        return self.string(value) if isinstance(value, str) else json.dumps(value)

    def _deeper(self, indent: str) -> str:
        return indent + (self.unit or "")

    def _around(self, first: str, parts: list[str], last: str, indent: str, *, lines: bool) -> str:
        if not parts:
            return first + last
        if self.unit is None or not lines:
            padding = self.padding if first == "{" else ""
            return f"{first}{padding}{self.comma.join(parts)}{padding}{last}"
        inner = self.line_end + self._deeper(indent)
        return f"{first}{inner}{f',{inner}'.join(parts)}{self.line_end}{indent}{last}"


def layout_of(text: str, node: Node, whole: Layout) -> Layout:
    """The way in which an object is written; ``whole`` is the file's, for what the object does not show."""
    if not node.members:
        return whole
    first, last = node.members[0], node.members[-1]
    lead, tail = text[node.start + 1 : first.start], text[last.node.end : node.end - 1]
    colon = text[first.name_end : first.node.start]
    between = text[first.node.end : node.members[1].start] if len(node.members) > 1 else ""
    if "\n" in lead:
        inner, outer = lead.rpartition("\n")[2], tail.rpartition("\n")[2]
        unit = inner.removeprefix(outer) if "\n" in tail and inner.startswith(outer) else whole.unit
        return replace(whole, unit=unit or whole.unit or "  ", colon=colon)
    comma = between if between and "\n" not in between else (", " if colon.endswith(" ") else ",")
    return replace(whole, unit=None, colon=colon, comma=comma, padding=lead)


def layout_of_file(text: str, samples: Iterable[Node]) -> Layout:
    """What the whole file shows; ``samples`` are some of its rows."""
    inside = text.strip()
    line_end = "\r\n" if "\r\n" in inside else "\n"
    indents = re.findall(r"\n([ \t]+)\S", inside[:20_000])
    unit = min(indents, key=len) if indents else ("  " if "\n" in text else None)
    spaced = not inside or ":" not in inside or re.search(r'"\s*:\s', inside) is not None
    sample = next((found for row in samples if (found := _list_in(row))), None)
    return Layout(
        unit=unit,
        line_end=line_end,
        colon=": " if spaced else ":",
        comma=", " if spaced else ",",
        list_lines="\n" in text[sample.start : sample.end] if sample else unit is not None and _dumped(inside),
        ascii=text.isascii() and re.search(r"\\u(?!00[0-7])", text) is not None,
    )


def _dumped(inside: str) -> bool:
    """Whether it looks like what a program's pretty printer writes: nothing but an opening sign ends a first line."""
    return re.match(r"[\[{]\s*\n", inside) is not None and not re.search(r"[{\[][^\n\]}]", inside[:20_000])


def _list_in(node: Node) -> Node | None:
    """The first list of plain values that is not empty."""
    if node.kind == "array" and node.items and not any(item.kind in ("object", "array") for item in node.items):
        return node
    parts = node.items or [member.node for member in node.members]
    return next((found for part in parts if (found := _list_in(part))), None)
