"""A column of a database that declares its types and keeps to them: values as text of the database, and canonical ones.

The drivers are told to hand over every value as the database spells it, so that a number keeps all its digits and
nothing is lost on the way; here it is read by its column's declared type. What a column may hold is known from that
type, and never from what happens to stand in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Final

from airsync_gui.local import sql_arrays
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.forms import BadCell
from airsync_gui.local.sql_column import MappedColumn
from airsync_gui.local.sql_database import Raw
from airsync_gui.local.sql_shape import Affinity, ColumnShape
from airsync_gui.local.sql_values import JSON_STYLE, as_text, holds_json, json_members
from airsync_gui.local.typed_values import NUMBER, Nested, Number, TypedColumn
from airsync_gui.local.typed_values import Raw as Typed
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, number_text

_HOLDS: Final[dict[Affinity, frozenset[type]]] = {
    "number": frozenset({Number}),
    "bits": frozenset({Number}),
    "boolean": frozenset({bool}),
    "date": frozenset({date}),
    "moment": frozenset({date}),
    "array": frozenset({tuple}),
    "set": frozenset({tuple}),
}
_TEXT: Final[frozenset[type]] = frozenset()
_LIST: Final[frozenset[type]] = frozenset({tuple})


class DeclaredColumn(MappedColumn):
    """One mapped column; see :class:`airsync_gui.local.sql_database.SqlColumn`.

    Args:
        raws: all its values.
        style: what the pair says about it (see :func:`airsync_gui.local.cells.form_of`); besides, ``JSON``.
        zone: of times without offset; None for this computer's.
    """

    def __init__(
        self,
        name: str,
        shape: ColumnShape,
        field: Field,
        raws: Iterable[Raw],
        style: str = "",
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(name, shape, field)
        counts = Counter(raws)
        self._json = field.kind is Kind.LIST and self._is_json(counts, style)
        holds = _LIST if self._json else _HOLDS.get(shape.affinity, _TEXT)
        typed: Counter[Typed] = Counter()
        for raw, count in counts.items():
            typed[self._decoded(raw)] += count
        self._typed = TypedColumn(name, field, typed, style, zone, holds=holds)
        self.about = "JSON list" if self._json else self._typed.about
        self.proven = JSON_STYLE if self._json else self._typed.proven

    def _is_json(self, counts: Counter[Raw], style: str) -> bool:
        if self._shape.affinity == "json":
            return True
        texts = {raw: n for raw, n in counts.items() if isinstance(raw, str) and raw}
        return self._shape.affinity == "text" and holds_json(texts, self._shape, style)

    # -- reading ----------------------------------------------------------------------------------------------------

    def _read(self, raw: Raw) -> Value | CellProblem:
        if self._shape.affinity == "binary":
            return CellProblem("invalid", _shown(raw), "is binary data")
        if isinstance(raw, bytes) and self._shape.affinity != "bits":
            return CellProblem("invalid", _shown(raw), "is no text in UTF-8")
        return self._typed.read(self._decoded(raw))

    def _decoded(self, raw: Raw) -> Typed:
        """The value as its type says; a text that is no such value stays one, to be told of."""
        if raw is None:
            return None
        text = as_text(raw)
        if self._json:
            members = json_members(text)
            return Nested(text[:PROBLEM_TEXT_LENGTH]) if members is None else tuple(members)
        try:
            return self._by_type(raw, text)
        except (ValueError, InvalidOperation):
            return text

    def _by_type(self, raw: Raw, text: str) -> Typed:
        match self._shape.affinity:
            case "number":
                return _number(text)
            case "bits":
                return Number(str(int.from_bytes(raw))) if isinstance(raw, bytes) else _number(text)
            case "boolean":
                return text == "t"
            case "date":
                return date.fromisoformat(text)
            case "moment":
                return datetime.fromisoformat(text)
            case "instant":
                return in_utc(text)
            case "array":
                members = sql_arrays.members(text)
                return Nested(text[:PROBLEM_TEXT_LENGTH]) if members is None else members
            case "set":
                return tuple(text.split(",")) if text else ()
            case "padded":
                return text.rstrip(" ")
        return text

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, value: Value) -> Raw:
        """See :class:`airsync_gui.local.sql_database.SqlColumn`."""
        if self._shape.generated:
            raise BadCell("is for a column that the database computes")
        if self._shape.affinity == "binary":
            raise BadCell("is for a column of binary data")
        return self._blank() if is_blank(value) else self._encoded(self._typed.write(value))

    def _blank(self) -> Raw:
        typed = self._typed.blank
        if self._shape.not_null and typed is None:
            typed = self._blank_but_not_null()
        return self._encoded(typed)

    def _blank_but_not_null(self) -> Typed:
        holds = _LIST if self._json else _HOLDS.get(self._shape.affinity, _TEXT)
        if self.field.kind is Kind.CHECKBOX and holds & {bool, Number}:
            return False if bool in holds else Number("0")
        if tuple in holds:
            return ()
        # A blank number or date in a column that refuses NULL is the database's to refuse.
        return "" if self._shape.affinity in ("text", "padded") else None

    def _encoded(self, typed: Typed) -> Raw:
        match typed:
            case bool():
                return "t" if typed else "f"
            case Number():
                return typed.text
            case tuple():
                return self._encoded_list(
                    [member.text if isinstance(member, Number) else str(member) for member in typed]
                )
            case datetime():
                if self._shape.affinity == "date":
                    raise BadCell("is for a column of dates, which keeps no time")
                return typed.isoformat(sep=" ")
            case date():
                return typed.isoformat()
            case Nested():
                return typed.text
        return _in_the_session(typed) if self._shape.affinity == "instant" and typed else typed

    def _encoded_list(self, members: list[str]) -> str:
        if self._json:
            return json.dumps(members, ensure_ascii=False)
        if self._shape.affinity == "array":
            return sql_arrays.written(members)
        if any("," in member for member in members):
            raise BadCell("has a comma in a choice, which its column can't hold")
        return ",".join(members)


def in_utc(text: str) -> str:
    """A moment of a database whose session keeps UTC, in ISO 8601. Raises ValueError for another text."""
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    whole = moment.microsecond % 1000 == 0
    return moment.isoformat(timespec="milliseconds" if whole else "microseconds").replace("+00:00", "Z")


def _in_the_session(text: str) -> str:
    """A moment as a session that keeps UTC takes it: not every server knows what a ``Z`` is."""
    try:
        return in_utc(text).replace("T", " ").removesuffix("Z")
    except ValueError:
        return text


def _number(text: str) -> Typed:
    if NUMBER.fullmatch(text):
        return Number(text)
    found = Decimal(text)
    return Number(number_text(found)) if found.is_finite() else text


def _shown(raw: Raw) -> str:
    return as_text(raw)[:PROBLEM_TEXT_LENGTH]
