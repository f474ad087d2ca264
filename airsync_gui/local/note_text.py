"""A Markdown note taken apart: its front matter in YAML, with the place of every value, and its body.

YAML is read as version 1.2: ``yes`` and ``2026-05-12`` are texts; only ``true``, ``false``, ``null`` and numbers in
their usual spelling are anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from msgspec import Struct

from airsync_gui.local.typed_values import NUMBER, Nested, Number, Raw, Scalar

FILE = "file"
"""The column of a note's file name, without its ending."""
BODY = "body"
"""The column of what stands below the front matter."""
_FENCE = re.compile(r"---[ \t]*(\r?\n|$)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_BODY = re.compile(r"((?:[ \t]*\r?\n)*)(.*?)((?:\r?\n)*)", re.DOTALL)
_WORDS: Mapping[str, Raw] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_LEVELS = 8
_DEEP = re.compile(r"(?:[\[{][^\[\]{}]*+){64}")
"""So many brackets in a row, none of them closed: the YAML reader takes seconds before it gives up on a thousand."""


class BadNote(Exception):
    """A note that can't be read; the message is the end of a sentence that starts with its name."""


class Cell(Struct, frozen=True):
    """One value of the front matter.

    Attributes:
        key: where its name stands, as the YAML reader tells.
        node: where it stands itself.
        ours: False where it stands elsewhere too (an alias), so that it can't be changed here.
    """

    key: Any
    node: Any
    raw: Raw
    ours: bool


class NoteText(Struct, frozen=True):
    """A note.

    Attributes:
        text: all of it, without the mark that it may begin with.
        front: where the YAML stands in it; None where it has no front matter.
        root: the front matter's mapping; None where it is empty.
        cells: name → value; what is nested deeper has a name for each level, with dots.
        body: where the body stands, without the blank lines around it.
    """

    text: str
    front: tuple[int, int] | None
    root: Any
    cells: Mapping[str, Cell]
    body: tuple[int, int]

    @property
    def yaml(self) -> str:
        """The front matter's own text."""
        return self.text[slice(*self.front)] if self.front else ""

    @property
    def line_end(self) -> str:
        """The note's own line end."""
        found = re.search(r"\r?\n", self.text)
        return found[0] if found else "\n"

    def raw(self, name: str) -> Raw:
        """The value of a column of the front matter; None where it is not there."""
        return self.cells[name].raw if name in self.cells else None


def note_of(text: str) -> NoteText:
    """Take a note apart. Raises BadNote."""
    start = _FENCE.match(text)
    if start is None:
        return NoteText(text, None, None, {}, _body(text, 0))
    end = _END.search(text, start.end())
    if end is None:
        raise BadNote("has front matter without an end")
    front = start.end(), end.start()
    if _DEEP.search(text, *front):
        raise BadNote("has front matter with too many levels")
    root = _composed(text[slice(*front)])
    cells: dict[str, Cell] = {}
    if root is not None:
        _flatten(root, (), cells, end=front[1] - front[0])
    return NoteText(text, front, root, cells, _body(text, end.end()))


def _body(text: str, start: int) -> tuple[int, int]:
    found = _BODY.fullmatch(text, start)
    assert found is not None  # it takes any text
    return found.span(2)


def _composed(yaml: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        reader = YAML(typ="safe", pure=True)
        reader.composer.warn_double_anchors = False  # it would print the note; YAML takes the later one
        root = reader.compose(yaml)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 2}" if mark else ""
        raise BadNote(f"has front matter that is no YAML{where}: {error.problem}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise BadNote("has front matter that is no YAML") from error
    if root is not None and root.id != "mapping":
        raise BadNote("has front matter that is no list of names with values")
    return root


def _flatten(node: Any, above: tuple[str, ...], cells: dict[str, Cell], *, end: int) -> None:
    """Note the values of a mapping, level by level. ``end``: where it ends at the latest."""
    names: set[str] = set()
    for place, (key, value) in enumerate(node.value):
        if key.id != "scalar":
            continue
        name = ".".join((*above, key.value))
        if key.value in names or name in cells:
            raise BadNote(f"has “{name}” twice in its front matter")
        names.add(key.value)
        following = node.value[place + 1][0].start_mark.index if place + 1 < len(node.value) else end
        ours = key.end_mark.index < value.start_mark.index <= value.end_mark.index <= following and not value.anchor
        if value.id == "mapping" and value.value and len(above) < _MOST_LEVELS and ours:
            _flatten(value, (*above, key.value), cells, end=following)
        else:
            cells[name] = Cell(key, value, raw_of(value), ours)


def raw_of(node: Any) -> Raw:
    """The value that a node stands for."""
    if node.id == "mapping":
        return Nested("{…}")
    if node.id == "sequence":
        if any(item.id != "scalar" for item in node.value):
            return Nested("[…]")
        return tuple(cast("Scalar", raw_of(item)) for item in node.value)
    return plain_raw(node.value) if node.style is None else str(node.value)


def plain_raw(text: str) -> Raw:
    """What a text without quotes stands for."""
    if text in _WORDS:
        return _WORDS[text]
    return Number(text) if NUMBER.fullmatch(text) else text
