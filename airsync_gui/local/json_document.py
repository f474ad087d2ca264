"""A JSON or JSON Lines file taken apart into the rows of one table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.csv_dialect import Encoding, decode
from airsync_gui.local.json_places import JsonPlace, places_in
from airsync_gui.local.json_text import BadJson, Node, parse_json, place_of

KEY = "key"
"""The column of an object's member names, where its members are the rows."""
VALUE = "value"
"""The column of such a member's value, where that is no object."""
_LINE = re.compile(r"[^\n]*\n?")
_MOST_LEVELS = 8
SHOWN_PLACES = 8


@dataclass(frozen=True, slots=True)
class JsonRow:
    """One row of a table.

    Attributes:
        start: where it starts, in a map with its name.
        end: where it ends.
        node: its value; None where it can't be read.
        key: its name in a map.
        cells: column → the value that stands there; what is nested deeper has a name for each level, with dots.
        malformed: why it can't be read; empty where it can.
    """

    start: int
    end: int
    node: Node | None
    key: str | None
    cells: Mapping[str, Node]
    malformed: str = ""


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """All of a file.

    Attributes:
        text: without the mark that it may begin with.
        container: the list or object that holds the rows; None in a file of lines.
        root: the whole; for a file of lines that of its first whole row, where it has one.
    """

    text: str
    encoding: Encoding
    root: Node | None
    container: Node | None
    rows: list[JsonRow]

    def columns(self) -> list[str]:
        """All columns, in the order in which they come up."""
        found: dict[str, bool] = {}
        for row in self.rows:
            if row.key is not None:
                found[KEY] = True
            for name, node in row.cells.items():
                found[name] = found.get(name, False) or node.text != "null"
        # ``meal`` is no column where it is null in one row, and in another an object with columns of its own.
        prefixes = {name[: dot.start()] for name in found for dot in re.finditer(r"\.", name)}
        return [name for name, filled in found.items() if filled or name not in prefixes]


def parse_document(data: bytes, path: Path, place: JsonPlace) -> JsonDocument:
    """Take a JSON file apart.

    Raises:
        TableUnreadable: no UTF, no JSON, half-written, or without a table at this place.
    """
    text, encoding, root = _whole(data, path)
    container = place.find(root)
    wanted = "object" if place.is_map else "array"
    if container is None or container.kind != wanted:
        raise _no_table(path, place, root, container)
    if place.is_map:
        rows = [_map_row(member.name, member.start, member.node) for member in container.members]
        rows = _without_twins(rows)
    else:
        rows = [_row(item, item.start) for item in container.items]
    return JsonDocument(text, encoding, root, container, rows)


def parse_lines(data: bytes, path: Path) -> JsonDocument:
    """Take a JSON Lines file apart; a line that is no JSON object is a row that can't be read.

    Raises:
        TableUnreadable: no UTF, or its last line is half-written.
    """
    text, encoding = _decoded(data, path)
    rows = []
    for found in _LINE.finditer(text):
        line = found[0].strip(" \t\r\n")
        if line:
            start = found.start() + found[0].index(line)
            rows.append(_line_row(text, start, start + len(line), path))
    first = next((row.node for row in rows if row.node is not None), None)
    return JsonDocument(text, encoding, first, None, rows)


def json_places(data: bytes, path: Path) -> list[tuple[JsonPlace, int]]:
    """The places in a file that could be a table, each with its number of rows. Raises TableUnreadable."""
    _, _, root = _whole(data, path)
    return [(place, len(node.items or node.members)) for place, node in places_in(root)]


def _whole(data: bytes, path: Path) -> tuple[str, Encoding, Node]:
    text, encoding = _decoded(data, path)
    if not text.strip(" \t\r\n"):
        raise TableUnreadable(path=str(path), detail="is empty", remedy="Write [] into it to begin a table.")
    try:
        return text, encoding, parse_json(text)
    except BadJson as bad:
        line, column = place_of(text, bad.position)
        remedy = "Let the program that writes it finish, or mend it." if bad.cut_off else "Mend it there."
        detail = f"is no JSON at column {column}: it {bad.detail}"
        raise TableUnreadable(path=str(path), detail=detail, line=line, remedy=remedy) from bad


def _decoded(data: bytes, path: Path) -> tuple[str, Encoding]:
    text, encoding = decode(data, str(path))
    if not encoding.name.startswith("utf"):
        remedy = "Save it again as UTF-8 text."
        raise TableUnreadable(path=str(path), detail="is not UTF-8, as JSON must be", remedy=remedy)
    return text, encoding


def _no_table(path: Path, place: JsonPlace, root: Node, found: Node | None) -> TableUnreadable:
    where = str(place) or "its top"
    if found is None:
        detail = f"has nothing at {where}"
    elif found.kind == "word":
        detail = f"has {found.text} at {where}, not a list of rows"
    else:
        kinds = {"object": "an object", "array": "a list", "string": "a text", "number": "a number"}
        detail = f"has {kinds[found.kind]} at {where}, not {'an object' if place.is_map else 'a list'} of rows"
    return TableUnreadable(path=str(path), detail=detail, remedy=offer(path, places_in_root(root)))


def places_in_root(root: Node) -> list[tuple[JsonPlace, int]]:
    """As :func:`json_places`, of what is parsed already."""
    return [(place, len(node.items or node.members)) for place, node in places_in(root)]


def offer(path: Path, places: list[tuple[JsonPlace, int]]) -> str:
    """Which places a person could name instead."""
    if not places:
        return "It has no list of objects."
    shown = ", ".join(str(place) or "the whole file" for place, _ in places[:SHOWN_PLACES])
    first = str(places[0][0])
    return f"It has: {shown}. Write {path}{'#' + first if first else ''} for the first."


# -- rows -----------------------------------------------------------------------------------------------------------


def _row(node: Node, start: int, key: str | None = None) -> JsonRow:
    if node.kind != "object":
        return JsonRow(start, node.end, node, key, {}, "is no object")
    cells: dict[str, Node] = {}
    malformed = _flatten(node, (), cells)
    return JsonRow(start, node.end, node, key, cells, malformed)


def _map_row(name: str, start: int, node: Node) -> JsonRow:
    if node.kind != "object":
        return JsonRow(start, node.end, node, name, {VALUE: node})
    return _row(node, start, name)


def _without_twins(rows: list[JsonRow]) -> list[JsonRow]:
    seen = [row.key for row in rows]
    twice = {key for key in seen if seen.count(key) > 1} if len(set(seen)) < len(seen) else set()
    why = "has a name that stands there twice"
    return [JsonRow(r.start, r.end, r.node, r.key, {}, why) if r.key in twice else r for r in rows]


def _line_row(text: str, start: int, end: int, path: Path) -> JsonRow:
    try:
        return _row(parse_json(text, start, end), start)
    except BadJson as bad:
        line, column = place_of(text, bad.position)
        if end == len(text) and bad.cut_off:
            remedy = "Let the program that writes it finish, or mend that line."
            raise TableUnreadable(path=str(path), detail=f"{bad.detail}", line=line, remedy=remedy) from bad
        return JsonRow(start, end, None, None, {}, f"is no JSON at column {column}: it {bad.detail}")


def _flatten(node: Node, above: tuple[str, ...], cells: dict[str, Node]) -> str:
    """Note what stands in an object, level by level; why it can't be a row, or nothing."""
    names: set[str] = set()
    for member in node.members:
        if member.name in names:
            return f"has two members named “{member.name}”"
        names.add(member.name)
        path = (*above, member.name)
        if member.node.kind == "object" and len(path) < _MOST_LEVELS:
            if why := _flatten(member.node, path, cells):
                return why
        elif not _is_list_of_more(member.node):
            column = ".".join(path)
            if column in cells:
                return f"has two values called “{column}”"
            cells[column] = member.node
    return ""


def _is_list_of_more(node: Node) -> bool:
    return node.kind == "object" or any(item.kind in ("object", "array") for item in node.items)
