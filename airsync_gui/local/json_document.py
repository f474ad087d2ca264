"""A JSON or JSON Lines file taken apart into the rows of one table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.csv_dialect import Encoding, decode
from airsync_gui.local.json_places import JsonPlace, places_in
from airsync_gui.local.json_scan import Found, Scan, Span, Twins
from airsync_gui.local.json_text import BadJson, Node, parse_json, place_of
from airsync_gui.local.source_names import joined, offer_of
from airsync_gui.local.typed_values import Nested, Raw

KEY = "key"
"""The column of an object's member names, where its members are the rows."""
ROW = "row"
"""In a row that is kept: the row's own text."""
VALUE = "value"
"""The column of such a member's value, where that is no object."""
_LINE = re.compile(r"[^\n]*\n?")
_MOST_LEVELS = 8


class JsonRow(Struct, frozen=True):
    """One row of a table.

    Attributes:
        start: where it starts, in a map with its name.
        value_start: where its value starts.
        end: where it ends.
        cells: column → value; what is nested deeper has a name for each level, with dots.
        key: its name in a map.
        name_end: where that ends, with its quotes.
        is_object: whether its value is an object.
        malformed: why it can't be read; empty where it can.
    """

    start: int
    value_start: int
    end: int
    cells: Mapping[str, Raw]
    key: str | None = None
    name_end: int = 0
    is_object: bool = True
    malformed: str = ""


class JsonDocument(Struct, frozen=True):
    """All of a file.

    Attributes:
        text: without the mark that it may begin with.
        container: the list or object that holds the rows; None in a file of lines.
    """

    text: str
    encoding: Encoding
    container: Span | None
    rows: list[JsonRow]

    def columns(self) -> list[str]:
        """All columns, in the order in which they come up."""
        filled: dict[str, bool] = {}
        nested: set[str] = set()
        for row in self.rows:
            if row.key is not None:
                filled[KEY] = True
            for name, raw in row.cells.items():
                if isinstance(raw, Nested):
                    nested.add(name)
                elif raw is None:
                    filled.setdefault(name, False)
                else:
                    filled[name] = True
        # ``meal`` is no column where it is null in one row, and in another an object with columns of its own.
        return [name for name, is_filled in filled.items() if is_filled or name not in nested]

    def node(self, row: JsonRow) -> Node:
        """A row's value, with the place of every part. Raises BadJson for one with too many levels."""
        return parse_json(self.text, row.value_start, row.end)


def parse_document(data: bytes, path: Path, place: JsonPlace) -> JsonDocument:
    """Take a JSON file apart.

    Raises:
        TableUnreadable: no UTF, no JSON, half-written, or without a table at this place.
    """
    text, encoding = _decoded(data, path)
    try:
        container = _container(text, place)
        if container is None or container.sign != ("{" if place.is_map else "["):
            raise _no_table(path, place, text)
        rows = [_row(found) for found in Scan(text).parts(container.start)]
    except BadJson as bad:
        raise _no_json(text, path, bad) from bad
    return JsonDocument(text, encoding, container, _without_twins(rows) if place.is_map else rows)


def _container(text: str, place: JsonPlace) -> Span | None:
    """What stands at a place; None where nothing does."""
    scan = Scan(text)
    found: Span | None = scan.whole()
    for name in place.names:
        if found is None or found.sign != "{":
            return None
        inner = [part for part in scan.parts(found.start) if part.name == name]
        found = Span(inner[0].value_start, inner[0].end, scan.sign(inner[0].value_start)) if inner else None
    return found


def parse_lines(data: bytes, path: Path) -> JsonDocument:
    """Take a JSON Lines file apart; a line that is no JSON object is a row that can't be read.

    Raises:
        TableUnreadable: no UTF, or its last line is half-written.
    """
    text, encoding = _decoded(data, path)
    rows, scan = [], Scan(text)
    for found in _LINE.finditer(text):
        line = found[0].strip(" \t\r\n")
        if line:
            start = found.start() + found[0].index(line)
            rows.append(_line_row(text, scan, start, start + len(line), path))
    return JsonDocument(text, encoding, None, rows)


def parse_object(data: bytes, path: Path) -> JsonDocument:
    """Take apart a JSON file that is one row: an object. Anything else is a row that can't be read.

    Raises:
        TableUnreadable: no UTF, no JSON, or half-written.
    """
    text, encoding = _decoded(data, path)
    try:
        return JsonDocument(text, encoding, None, [_only_row(text)])
    except BadJson as bad:
        raise _no_json(text, path, bad) from bad


def row_alone(text: str) -> JsonDocument | None:
    """A row that is all of a document; None where it can't be read."""
    try:
        row = _only_row(text)
    except BadJson:
        return None
    return None if row.malformed else JsonDocument(text, Encoding("utf-8"), None, [row])


def _only_row(text: str) -> JsonRow:
    """The row that is all of a text. Raises BadJson."""
    scan = Scan(text)
    whole = scan.whole()
    return _row(Found(whole.start, whole.start, whole.end, scan.value(whole.start, whole.end)))


def json_places(data: bytes, path: Path) -> list[tuple[JsonPlace, int]]:
    """The places in a file that could be a table, each with its number of rows. Raises TableUnreadable."""
    text, _ = _decoded(data, path)
    try:
        return _places_in_root(parse_json(text))
    except BadJson as bad:
        raise _no_json(text, path, bad) from bad


def _places_in_root(root: Node) -> list[tuple[JsonPlace, int]]:
    return [(place, len(node.items or node.members)) for place, node in places_in(root)]


def _no_json(text: str, path: Path, bad: BadJson) -> TableUnreadable:
    if not text.strip(" \t\r\n"):
        return TableUnreadable(path=str(path), detail="is empty", remedy="Write [] into it to begin a table.")
    line, column = place_of(text, bad.position)
    remedy = "Let the program that writes it finish, or mend it." if bad.cut_off else "Mend it there."
    detail = f"is no JSON at column {column}: it {bad.detail}"
    return TableUnreadable(path=str(path), detail=detail, line=line, remedy=remedy)


def _decoded(data: bytes, path: Path) -> tuple[str, Encoding]:
    text, encoding = decode(data, str(path))
    if not encoding.name.startswith("utf"):
        remedy = "Save it again as UTF-8 text."
        raise TableUnreadable(path=str(path), detail="is not UTF-8, as JSON must be", remedy=remedy)
    return text, encoding


def _no_table(path: Path, place: JsonPlace, text: str) -> TableUnreadable:
    root = parse_json(text)
    found, where = place.find(root), str(place) or "its top"
    if found is None:
        detail = f"has nothing at {where}"
    elif found.kind == "word":
        detail = f"has {found.text} at {where}, not a list of rows"
    else:
        kinds = {"object": "an object", "array": "a list", "string": "a text", "number": "a number"}
        detail = f"has {kinds[found.kind]} at {where}, not {'an object' if place.is_map else 'a list'} of rows"
    return TableUnreadable(path=str(path), detail=detail, remedy=offer(path, _places_in_root(root)))


def offer(path: Path, places: list[tuple[JsonPlace, int]]) -> str:
    """Which places a person could name instead."""
    if not places:
        return "It has no list of objects."
    names = [str(place) for place, _ in places]
    return offer_of([name or "the whole file" for name in names], joined(path, names[0]))


# -- rows -----------------------------------------------------------------------------------------------------------


def _row(found: Found) -> JsonRow:
    span = found.start, found.value_start, found.end
    if isinstance(found.value, dict):
        cells: dict[str, Raw] = {}
        malformed = _flatten(found.value, "", 1, cells)
        return JsonRow(*span, {} if malformed else cells, found.name, found.name_end, malformed=malformed)
    if found.name is not None:
        return JsonRow(*span, {VALUE: _raw(found.value)}, found.name, found.name_end, is_object=False)
    return JsonRow(*span, {}, is_object=False, malformed="is no object")


def _without_twins(rows: list[JsonRow]) -> list[JsonRow]:
    counts = Counter(row.key for row in rows)
    if len(counts) == len(rows):
        return rows
    why = "has a name that stands there twice"
    return [replace(row, cells={}, malformed=why) if counts[row.key] > 1 else row for row in rows]


def _line_row(text: str, scan: Scan, start: int, end: int, path: Path) -> JsonRow:
    try:
        return _row(Found(start, start, end, scan.value(start, end)))
    except BadJson:
        return _broken_line(text, start, end, path)


def _broken_line(text: str, start: int, end: int, path: Path) -> JsonRow:
    try:
        parse_json(text, start, end)
    except BadJson as bad:
        line, column = place_of(text, bad.position)
        if end == len(text) and bad.cut_off:
            remedy = "Let the program that writes it finish, or mend that line."
            raise TableUnreadable(path=str(path), detail=bad.detail, line=line, remedy=remedy) from bad
        why = f"is no JSON at column {column}: it {bad.detail}"
        return JsonRow(start, start, end, {}, is_object=False, malformed=why)
    return JsonRow(start, start, end, {}, is_object=False, malformed="has too many levels")


def _flatten(whole: dict[str, Any], above: str, level: int, cells: dict[str, Raw]) -> str:
    """Note what stands in an object, level by level; why it can't be a row, or nothing."""
    if isinstance(whole, Twins):
        return f"has two members named “{whole.name}”"
    for name, value in whole.items():
        column = above + name
        if column in cells:
            return f"has two values called “{column}”"
        cells[column] = _raw(value)
        if (
            isinstance(value, dict)
            and level < _MOST_LEVELS
            and (why := _flatten(value, f"{column}.", level + 1, cells))
        ):
            return why
    return ""


def _raw(value: Any) -> Raw:
    if isinstance(value, dict):
        return Nested("{…}")
    if isinstance(value, list):
        return Nested("[…]") if any(isinstance(part, dict | list) for part in value) else tuple(value)
    return cast("Raw", value)


def nodes_of(node: Node, above: str = "", level: int = 1) -> Iterator[tuple[str, Node]]:
    """The columns in an object, each with the value that stands there."""
    for member in node.members:
        column = above + member.name
        yield column, member.node
        if member.node.kind == "object" and level < _MOST_LEVELS:
            yield from nodes_of(member.node, f"{column}.", level + 1)
