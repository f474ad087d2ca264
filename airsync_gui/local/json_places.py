"""Where in a JSON file a table stands: ``log.json``, ``log.json#data.entries``, ``habits.json#habits{}``.

Names are parted by dots; one that has a dot, a brace or a quote in it stands in double quotes, as in JSON:
``log.json#"a.b".entries``. Braces behind the last name say that the table is an object whose members are its rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from airsync_gui.errors import UsageError
from airsync_gui.local.json_text import Node

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^.{}"]+')
_MOST_LEVELS = 4


class JsonPlace(Struct, frozen=True):
    """A place in a JSON file.

    Attributes:
        names: the members to go through, from the top.
        is_map: whether its members are the rows, each known by its name; else the rows are a list's elements.
    """

    names: tuple[str, ...] = ()
    is_map: bool = False

    def __str__(self) -> str:
        """As it stands behind the ``#`` of a source."""
        return ".".join(map(_spelled, self.names)) + "{}" * self.is_map

    def find(self, root: Node) -> Node | None:
        """What stands there, whatever it is; None where nothing does."""
        found: Node | None = root
        for name in self.names:
            found = found.member(name) if found is not None and found.kind == "object" else None
        return found


def _name(part: str) -> str:
    try:
        return str(json.loads(part)) if part.startswith('"') else part
    except ValueError as error:
        raise UsageError(detail=f"{part} is no name in double quotes as JSON has them.") from error


def place_from(text: str) -> JsonPlace:
    """The place that a text names. Raises UsageError."""
    is_map = text.endswith("{}")
    rest = text.removesuffix("{}")
    names: list[str] = []
    position = 0
    while position < len(rest):
        found = _PART.match(rest, position)
        end = found.end() if found else position
        if found is None or (end < len(rest) and (rest[end] != "." or end + 1 == len(rest))):
            detail = f"“{text}” is no place in a JSON file: write names with dots between them, as in data.entries."
            raise UsageError(detail=detail)
        names.append(_name(found[0]))
        position = end + 1
    return JsonPlace(tuple(names), is_map)


def _spelled(name: str) -> str:
    return name if name and not re.search(r'[.{}"]', name) else json.dumps(name, ensure_ascii=False)


def places_in(root: Node, names: tuple[str, ...] = ()) -> Iterator[tuple[JsonPlace, Node]]:
    """Every list of objects, and every object that looks like a map of rows, from the top."""
    if root.kind == "array":
        if not root.items or any(item.kind == "object" for item in root.items):
            yield JsonPlace(names), root
        return
    if root.kind != "object" or len(names) > _MOST_LEVELS:
        return
    for member in root.members:
        yield from places_in(member.node, (*names, member.name))
    if _is_map(root):
        yield JsonPlace(names, is_map=True), root


def _is_map(node: Node) -> bool:
    """Whether its members look like rows: two or more objects, or as many values of one kind."""
    kinds = {member.node.kind for member in node.members}
    return len(node.members) > 1 and len(kinds) == 1 and kinds != {"array"}
