"""Rows of a database table: how they are asked for, what they are known by, and what they hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnClause, Connection, Select, TableClause, and_, column, quoted_name, select, table
from sqlalchemy.types import TypeEngine

from airsync_gui.local.csv_rows import moment_of
from airsync_gui.local.raw_rows import parts_of, raw_cells_row
from airsync_gui.local.sql_database import Raw, SqlColumn
from airsync_gui.local.sql_declared import in_utc
from airsync_gui.local.sql_shape import ColumnShape, TableShape
from airsync_gui.local.sql_values import NotText, as_text
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value

Identity = tuple[Raw, ...]
"""The values of a row's key columns; a row's number in a view, which has no key."""
RawRow = tuple[Raw, ...]
"""The values of the selected columns, each once."""

_BYTES, _NO_TEXT = "x", "no text"
_LABEL_LENGTH = 60
_CHUNK = 1_000


def clause(name: str, bound_as: TypeEngine[Any] | None = None) -> ColumnClause[Any]:
    """A column by its name, of whichever kind the name is."""
    return column(quoted_name(name, quote=True), bound_as)


class Selection:
    """What is asked of a table: its key, the mapped columns, and the time of a row's last edit.

    Args:
        bound_as: how a column's values pass to the driver; None for as they are.

    Attributes:
        table: the table, for statements.
        key: its key's columns, for statements.
    """

    def __init__(
        self,
        shape: TableShape,
        mapped: Iterable[str],
        time_column: str | None,
        bound_as: Callable[[ColumnShape], TypeEngine[Any] | None],
    ) -> None:
        self.shape, self._bound_as = shape, bound_as
        self.time_column = time_column
        self.names = list(dict.fromkeys([*shape.key, *mapped, *([time_column] if time_column else [])]))
        described = {column.name: column for column in shape.columns}
        clauses = [clause(name, bound_as(described[name])) for name in (self.names or shape.column_names)]
        schema = quoted_name(shape.schema, quote=True) if shape.schema else None
        self.table: TableClause = table(quoted_name(shape.name, quote=True), *clauses, schema=schema)
        self.key = [clause(name, bound_as(described[name])) for name in shape.key]
        self._all: Select[Any] = select(*self.table.c)

    def of(self, names: Iterable[str]) -> Selection:
        """The same, with these columns in place of the mapped ones."""
        return Selection(self.shape, names, None, self._bound_as)

    def all(self, connection: Connection, *, for_update: bool = False) -> Iterator[RawRow]:
        """Every row in the table's own order; where asked, nobody else may change them any more.

        They come as they are read: a server need not send all of them before the first is looked at.
        """
        order = [clause(self.shape.row_number)] if self.shape.row_number else self.key
        statement = self._all.order_by(*order)
        asked = statement.with_for_update() if for_update else statement
        for chunk in connection.execute(asked, execution_options={"yield_per": _CHUNK}).partitions(_CHUNK):
            yield from (tuple(row) for row in chunk)

    def one(self, connection: Connection, identity: Identity, *, for_update: bool = False) -> RawRow | None:
        """The row with this key as it is now; None where it is gone.

        A key may compare more loosely than it is unique (``COLLATE NOCASE``); then the row that equals it exactly.
        """
        statement = self._all.where(self.is_row(identity))
        found = [tuple(row) for row in connection.execute(statement.with_for_update() if for_update else statement)]
        exact = (raw for raw in found if self.identity_of(raw) == identity)
        return next(exact, found[0] if found else None)

    def is_row(self, identity: Identity) -> Any:
        """The condition that a row has this key."""
        return and_(*(column == value for column, value in zip(self.key, identity, strict=True)))

    def place(self, name: str) -> int:
        """Where a selected column stands in a row."""
        return self.names.index(name)

    def identity_of(self, raw: RawRow) -> Identity:
        """The key of a row: its columns are the first that are selected."""
        return raw[: len(self.shape.key)]


def raw_row_of(names: Sequence[str], row: RawRow) -> str:
    """A row to be kept; see :mod:`airsync_gui.local.raw_rows`."""
    texts = [{_NO_TEXT: True} if isinstance(raw, NotText) else raw for raw in row]
    return raw_cells_row(names, [{_BYTES: raw.hex()} if isinstance(raw, bytes) else raw for raw in texts])


def cells_of(former: str) -> dict[str, Raw]:
    """Column → value of such a row; what can't be kept is left out."""
    found: dict[str, Raw] = {}
    for name, part in parts_of(former).items():
        if part is None or isinstance(part, str | int | float):
            found[name] = part
        elif isinstance(part, dict) and isinstance(part.get(_BYTES), str):
            with suppress(ValueError):
                found[name] = bytes.fromhex(part[_BYTES])
    return found


class RowMaker:
    """Makes rows of what a table answers.

    Attributes:
        columns: field id → the mapped column that is there.
    """

    def __init__(self, selection: Selection, mapped: Iterable[SqlColumn]) -> None:
        self._selection = selection
        self.columns: dict[FieldId, SqlColumn] = {made.field.id: made for made in mapped}
        self._plan = [(selection.place(made.column), made) for made in self.columns.values()]
        self._time_place = selection.place(selection.time_column) if selection.time_column else None
        described = {column.name: column for column in selection.shape.columns}
        self._in_utc = bool(selection.time_column) and described[selection.time_column or ""].affinity == "instant"

    def row(self, raw: RawRow, row_id: str, label: str) -> Row:
        """One row."""
        fingerprint = hashlib.blake2b(repr(raw).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        identity = self._selection.identity_of(raw)
        if identity and not is_known_by(identity):
            why = f"its key ({', '.join(self._selection.shape.key)}) is NULL or no text in UTF-8"
            return Row(row_id, {}, label=label, malformed=why, fingerprint=fingerprint)
        values: dict[FieldId, Value] = {}
        problems: dict[FieldId, CellProblem] = {}
        for place, made in self._plan:
            value = made.read(raw[place])
            if isinstance(value, CellProblem):
                problems[made.field.id] = value
            elif value is not None:
                values[made.field.id] = value
        time = raw[self._time_place] if self._time_place is not None else None
        modified_at = self._moment(time) if isinstance(time, str) else None
        return Row(row_id, values, problems, label, fingerprint=fingerprint, modified_at=modified_at)

    def _moment(self, text: str) -> datetime | None:
        try:
            return moment_of(in_utc(text) if self._in_utc else text)
        except ValueError:
            return None


def is_known_by(identity: Identity) -> bool:
    """Whether a key names one row: NULL may stand in several, and broken text equals nothing."""
    return bool(identity) and not any(part is None or isinstance(part, NotText) for part in identity)


def row_id_of(identity: Identity) -> str:
    """A key as JSON: the same text for the same key, in every reading."""
    return json.dumps(
        [{_BYTES: part.hex()} if isinstance(part, bytes) else part for part in identity], ensure_ascii=False
    )


def label_of(shape: TableShape, identity: Identity) -> str:
    """``id 5``: where a person finds the row."""
    parts = (f"{name} {_shown(part)}" for name, part in zip(shape.key, identity, strict=True))
    return ", ".join(parts)


def _shown(part: Raw) -> str:
    text = as_text(part) if isinstance(part, bytes) else str(part)
    return text if len(text) <= _LABEL_LENGTH else f"{text[: _LABEL_LENGTH - 1]}…"
