"""Changes to a JSON file: a new text in which only the changed values, new rows and deleted rows differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, RecordGone, Refused
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.json_document import KEY, ROW, VALUE, JsonDocument, JsonRow, nodes_of, row_alone
from airsync_gui.local.json_layout import Layout, layout_of, layout_of_file
from airsync_gui.local.json_rows import JsonRowReader
from airsync_gui.local.json_scan import Span
from airsync_gui.local.json_text import BadJson, Node, raw_of
from airsync_gui.local.outcomes import Outcome, written
from airsync_gui.local.raw_rows import parts_of
from airsync_gui.local.typed_values import Nested, Raw
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Values
from airsync_gui.sync.values import is_blank

_LOOKED_AT = 50
"""So many rows tell how a file is written."""


class Spans(Struct):
    """Parts of a text to be put in place of others.

    Attributes:
        parts: (start, end, new text); insertions at one place keep their order.
        added: members to be added to an object, or in place of a ``null``, by where it stands.
    """

    parts: list[tuple[int, int, str]] = field(default_factory=list)
    added: dict[int, tuple[Node, dict[str, Any]]] = field(default_factory=dict)

    def applied(self, text: str, start: int, end: int) -> str:
        """``text[start:end]`` with all parts put in."""
        pieces, position = [], start
        for first, last, new in sorted(self.parts, key=lambda part: part[:2]):
            pieces += [text[position:first], new]
            position = last
        return "".join([*pieces, text[position:end]])


class Editing:
    """Changes on their way into a new text.

    Args:
        places: row id → index among the document's rows.
        made: how many rows were made so far, to give the next one an id.
    """

    def __init__(self, document: JsonDocument, rows: JsonRowReader, places: Mapping[str, int], made: int) -> None:
        self._document, self._text, self.made = document, document.text, made
        self._reader, self._columns = rows, rows.columns
        self._places = dict(places)
        self._spans: dict[int, Spans] = {}
        self._keys = {row.key for row in document.rows}
        self._new: dict[str, str] = {}
        whole = [row for row in document.rows if not row.malformed]
        self._sample = whole[-1] if whole else None
        self._whole = layout_of_file(self._text, filter(None, map(self._node, whole[:_LOOKED_AT])))

    def apply(self, change: LocalChange) -> Outcome:
        """Note one change."""
        try:
            if change.kind == "create":
                return self._create(change.values, change.raw)
            row_id = str(change.row_id)
            if row_id not in self._places:
                return RecordGone(record=change.row_id, detail="is not in the file")
            if change.kind == "delete":
                self._keys.discard(self._document.rows[self._places.pop(row_id)].key)
            else:
                self._update(self._places[row_id], change.values)
        except Refused as refused:
            return refused
        return row_id

    def new_row(self, values: Values, former: str = "") -> str:
        """A new row by itself, in the way of the others, or of what it was before. Raises InvalidValue."""
        raws = self._raws(values)
        return self._made_again(former, raws) or self._new_row(raws)

    def result(self) -> tuple[str, dict[str, int]]:
        """The new text, and where each row stands in it."""
        ids = {index: row_id for row_id, index in self._places.items()}
        kept = [(index, self._shown(index)) for index in sorted(ids)]
        order = [ids.get(index) for index, _ in kept] + list(self._new)
        places = {row_id: place for place, row_id in enumerate(order) if row_id is not None}
        return self._assembled(kept), places

    def _shown(self, index: int) -> str:
        row = self._document.rows[index]
        spans = self._spans.get(index)
        if spans is None:
            return self._text[row.start : row.end]
        for node, tree in spans.added.values():
            spans.parts.append(self._added(node, tree))
        spans.added.clear()
        return spans.applied(self._text, row.start, row.end)

    # -- one row ----------------------------------------------------------------------------------------------------

    def _raws(self, values: Values) -> dict[str, Raw]:
        """Column → what is to stand there. Raises InvalidValue."""
        raws: dict[str, Raw] = {}
        for field_id, value in values.items():
            column = self._columns.get(field_id)
            if column is None:
                raise InvalidValue(field=field_id, rule="has no column in the file")
            raws[column.name] = written(column, value)
        return raws

    def _update(self, index: int, values: Values) -> None:
        row = self._document.rows[index]
        if row.malformed:
            raise InvalidValue(record=row.key or f"row {index + 1}", rule="is in a row that can't be read")
        self.set_raws(index, self._raws(values))

    def set_raws(self, index: int, raws: dict[str, Raw]) -> None:
        """Note what is to stand in a row. Raises InvalidValue."""
        row = self._document.rows[index]
        spans = Spans()
        if KEY in raws and row.key is not None:
            self._rename(row, raws.pop(KEY), spans)
        node = self._node(row)
        if node is None:
            raise InvalidValue(record=row.key or f"row {index + 1}", rule="is in a row with too many levels")
        nodes = dict(nodes_of(node)) if row.is_object else {VALUE: node}
        for name, raw in raws.items():
            self._set(node, nodes, name, raw, spans)
        self._keep(index, spans)

    def _keep(self, index: int, spans: Spans) -> None:
        known = self._spans.setdefault(index, Spans())
        replaced = {part[:2] for part in spans.parts}
        known.parts = [part for part in known.parts if part[:2] not in replaced] + spans.parts
        for place, (node, tree) in spans.added.items():
            _merge(known.added.setdefault(place, (node, {}))[1], tree)

    def _rename(self, row: JsonRow, raw: Raw, spans: Spans) -> None:
        name = self._free_name(raw, row.key)
        spans.parts.append((row.start, row.name_end, self._whole.string(name)))
        self._keys = (self._keys - {row.key}) | {name}

    def _free_name(self, raw: Raw, present: str | None = None) -> str:
        if not isinstance(raw, str) or not raw:
            raise InvalidValue(field=KEY, rule="is blank, and each row here is known by its name")
        if raw != present and raw in self._keys:
            raise InvalidValue(field=KEY, value=raw[:PROBLEM_TEXT_LENGTH], rule="is the name of another row")
        return raw

    def _set(self, whole: Node, nodes: Mapping[str, Node], name: str, raw: Raw, spans: Spans) -> None:
        node = nodes.get(name)
        if node is not None:
            if raw_of(node) != raw and not (is_blank(raw_of(node)) and is_blank(raw)):
                spans.parts.append((node.start, node.end, self._value(node, raw)))
        elif not is_blank(raw):
            self._add(whole, name, raw, spans)

    def _value(self, old: Node, raw: Raw) -> str:
        """A value as it is written in place of another."""
        layout = self._whole
        if old.kind == "array" and old.items:
            inside = self._text[old.start : old.end]
            between = self._text[old.items[0].end : old.items[1].start] if len(old.items) > 1 else layout.comma
            lines = "\n" in inside
            layout = _with_lists(layout, lines, layout.comma if lines else between)
        return layout.show(raw, self._indent_at(old.start))

    def _add(self, node: Node, name: str, raw: Raw, spans: Spans) -> None:
        """A member that the row lacks: in the deepest object on its way that is there."""
        names = self._names(name)
        while len(names) > 1 and (deeper := node.member(names[0])) is not None:
            node, names = deeper, names[1:]
        found = node.member(names[0]) if node.kind == "object" else None
        if (node.kind != "object" and node.text != "null") or found is not None:
            raise InvalidValue(field=name, rule="is inside something that is no object")
        tree = spans.added.setdefault(node.start, (node, {}))[1]
        _merge(tree, _tree(names, raw))

    def _added(self, node: Node, tree: dict[str, Any]) -> tuple[int, int, str]:
        indent = self._indent_at(node.start)
        layout = layout_of(self._text, node, self._whole)
        if node.kind != "object" or not node.members:
            return node.start, node.end, layout.show(tree, indent)
        last = node.members[-1]
        before = node.members[-2].node.end if len(node.members) > 1 else node.start + 1
        between = self._text[before : last.start]
        comma = between if len(node.members) > 1 else f",{between or layout.comma[1:]}"
        inner = between.rpartition("\n")[2] if "\n" in between else indent
        parts = [f"{layout.string(n)}{layout.colon}{layout.show(value, inner)}" for n, value in tree.items()]
        return last.node.end, last.node.end, "".join(comma + part for part in parts)

    # -- new rows ---------------------------------------------------------------------------------------------------

    def _create(self, values: Values, former: str = "") -> str:
        raws = self._raws(values)
        key = None
        if self._is_map:
            key = self._free_name(raws.pop(KEY, None))
            self._keys.add(key)
        text = self._made_again(former, raws) or self._new_row(raws)
        self.made += 1
        row_id = f"n{self.made}"
        self._new[row_id] = text if key is None else f"{self._whole.string(key)}{self._whole.colon}{text}"
        return row_id

    def _made_again(self, former: str, raws: Mapping[str, Raw]) -> str:
        """A row as it was, with these values in it; empty where that can't be."""
        text = parts_of(former).get(ROW)
        if not isinstance(text, str):
            return ""
        document = row_alone(text)
        if document is None:
            return ""
        had, again = document.rows[0].cells, Editing(document, self._reader, {"row": 0}, 0)
        wanted = {c.name: (c, raws.get(c.name, c.blank)) for c in self._columns.values() if c.name != KEY}
        try:
            again.set_raws(
                0, {n: raw for n, (c, raw) in wanted.items() if n not in had or c.read(had[n]) != c.read(raw)}
            )
        except Refused:
            return ""
        return again.result()[0]

    def _node(self, row: JsonRow) -> Node | None:
        """A row with the place of every part; None for one with too many levels."""
        try:
            return self._document.node(row)
        except BadJson:
            return None

    def _names(self, column: str) -> list[str]:
        """The names on the way to a column: as some row has them, since a name may have dots of its own."""
        if "." not in column:
            return [column]
        having = next((row for row in self._document.rows if column in row.cells), None)
        node = self._node(having) if having else None
        if node is not None and node.member(column) is not None:
            return [column]
        return column.split(".")

    @property
    def _is_map(self) -> bool:
        return self._document.container is not None and self._document.container.sign == "{"

    def _new_row(self, raws: dict[str, Raw]) -> str:
        sample = self._sample
        by_name = {column.name: column for column in self._columns.values()}
        if sample is not None:
            if not sample.is_object:
                return self._whole.show(raws.get(VALUE, by_name[VALUE].blank if VALUE in by_name else None))
            node = self._node(sample)
            layout = layout_of(self._text, node, self._whole) if node else self._whole
            usual = [name for name, raw in sample.cells.items() if not isinstance(raw, Nested)]
        else:
            layout, usual = self._whole, list(by_name)
        tree: dict[str, Any] = {}
        for name in dict.fromkeys([*usual, *raws]):
            column = by_name.get(name)
            if column is None or name == KEY:
                continue
            raw = raws.get(name, column.blank)
            if name in usual or not is_blank(raw):
                _merge(tree, _tree(self._names(name), raw))
        return layout.show(tree, self._row_indent())

    def _row_indent(self) -> str:
        """What the rows of the list are indented by."""
        container = self._document.container
        if container is None:
            return ""
        rows = self._document.rows
        if rows:
            return self._indent_at(rows[-1].start)
        return self._indent_at(container.start) + (self._whole.unit or "")

    def _indent_at(self, position: int) -> str:
        """The blanks that the line of a place begins with."""
        line = self._text[self._text.rfind("\n", 0, position) + 1 : position]
        return line[: len(line) - len(line.lstrip(" \t"))]

    # -- the whole file ---------------------------------------------------------------------------------------------

    def _assembled(self, kept: Sequence[tuple[int, str]]) -> str:
        container = self._document.container
        if container is None:
            return self._lines(dict(kept))
        inside = self._inside(container, kept)
        return f"{self._text[: container.start + 1]}{inside}{self._text[container.end - 1 :]}"

    def _inside(self, container: Span, kept: Sequence[tuple[int, str]]) -> str:
        rows, new = self._document.rows, list(self._new.values())
        if not rows:
            return self._first_rows(container, new)
        if not kept and not new:
            return ""
        lead = self._text[container.start + 1 : rows[0].start]
        tail = self._text[rows[-1].end : container.end - 1]
        between = ["", *(self._text[one.end : next_one.start] for one, next_one in pairwise(rows))]
        usual = between[-1] if len(rows) > 1 else f",{lead or self._whole.comma[1:]}"
        parts = [("" if place == 0 else between[index]) + text for place, (index, text) in enumerate(kept)]
        parts += [(usual if place or kept else "") + text for place, text in enumerate(new)]
        return lead + "".join(parts) + tail

    def _first_rows(self, container: Span, new: Sequence[str]) -> str:
        if not new:
            return self._text[container.start + 1 : container.end - 1]
        if self._whole.unit is None:
            return self._whole.comma.join(new)
        inner = self._whole.line_end + self._row_indent()
        outer = self._whole.line_end + self._row_indent().removesuffix(self._whole.unit)
        return inner + f",{inner}".join(new) + outer

    def _lines(self, kept: Mapping[int, str]) -> str:
        rows, text = self._document.rows, self._text
        line_end = "\r\n" if "\r\n" in text else "\n"
        pieces, position = [], 0
        for index, row in enumerate(rows):
            after = text.find("\n", row.end) + 1 or len(text)
            if index in kept:
                pieces += [text[position : row.start], kept[index], text[row.end : after]]
            position = after
        pieces.append(text[position:])
        whole = "".join(pieces)
        ends = not text or text.endswith("\n")
        if self._new and whole and not whole.endswith("\n"):
            whole += line_end
        whole += "".join(row + line_end for row in self._new.values())
        return whole if ends else whole.removesuffix(line_end)


def _tree(names: Sequence[str], raw: Raw) -> dict[str, Any]:
    return {names[0]: raw if len(names) == 1 else _tree(names[1:], raw)}


def _merge(tree: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(tree.get(name), dict):
            _merge(tree[name], value)
        else:
            tree[name] = value


def _with_lists(layout: Layout, lines: bool, comma: str) -> Layout:
    return replace(layout, list_lines=lines, comma=comma, unit=layout.unit or ("  " if lines else None))
