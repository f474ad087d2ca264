"""A table of an SQLite database as a local table.

Rows are known by their declared primary key, else by a unique key that is never NULL; never by SQLite's own row
number, which a ``VACUUM`` may change. What may be written, and how, is left to :mod:`airsync_gui.local.sql_reading`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from sqlalchemy import Connection, func, select, table
from sqlalchemy import quoted_name as quoted
from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import TableMissing, TableUnreadable, UsageError
from airsync_gui.local.bulk import without_collector
from airsync_gui.local.source_names import joined
from airsync_gui.local.sql_errors import check_there, in_our_words
from airsync_gui.local.sql_reading import SqlReading
from airsync_gui.local.sql_rows import RowMaker, Selection
from airsync_gui.local.sql_shape import TableInfo, TableShape
from airsync_gui.local.sql_sqlite import BUSY_TIMEOUT_S, Fault, SqliteFile, describe, fault_of, table_names
from airsync_gui.local.sql_values import Raw, SqlColumn
from airsync_gui.sync.schema import Field

SHOWN_TABLES = 8
_NO_KEY = "has neither a primary key nor a unique key"


class SqlTable:
    """One table, or one view, of an SQLite database.

    Args:
        path: the database file; a link is followed.
        table: its name in the database.
        styles: column name → what a pair says about how it is read (see
            :class:`airsync_gui.local.sql_values.SqlColumn`).
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.
        busy_timeout_s: how long another program's transaction is waited for.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        table: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> None:
        self.path = Path(path).absolute()
        self.table = table
        self.name = f"{self.path.name} · {table}"
        self.identity = f"{os.path.normcase(os.path.realpath(self.path))}#{table.lower()}"
        self.proven: Mapping[str, str] = {}
        self._source = joined(self.path, table)
        self._file = SqliteFile(self.path, busy_timeout_s)
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone
        self._is_view: bool | None = None

    @property
    def stable_row_ids(self) -> bool:
        """Whether rows are known by a key of the table; those of a view are not. Looks into the file once."""
        if self._is_view is None:
            with _opened(self._file) as connection:
                self._shape(connection)
        return not self._is_view

    def headers(self) -> list[str]:
        """The names of its columns, to map them.

        Raises:
            TableMissing, TableUnreadable.
            UsageError: there is no such table; lists those there are.
        """
        with _opened(self._file) as connection:
            if describe(connection, self.table) is None:
                raise UsageError(
                    detail=f"{self.path.name} has no table “{self.table}”. {_offer(self.path, connection)}"
                )
            return self._shape(connection).column_names

    def read(self, columns: Mapping[str, Field]) -> SqlReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector(), _opened(self._file) as connection:
            shape = self._shape(connection)
            found = {name: real for name in columns if (real := _find_column(shape, name)) is not None}
            time_column = _find_column(shape, self._time_column) if self._time_column else None
            selection = Selection(shape, found.values(), time_column)
            raws = list(selection.all(connection))
            mapped = [
                self._column(name, shape, real, columns[name], (raw[selection.place(real)] for raw in raws))
                for name, real in found.items()
            ]
            rows = RowMaker(selection, mapped)
            missing = frozenset(field.id for name, field in columns.items() if name not in found)
            modified_at = datetime.fromtimestamp(self._file.modified_ns() / 1e9, UTC)
            reading = SqlReading(self._file, self._source, selection, rows, raws, missing, modified_at)
        self.proven = reading.proven
        return reading

    def _column(self, name: str, shape: TableShape, real: str, field: Field, raws: Iterable[Raw]) -> SqlColumn:
        described = next(column for column in shape.columns if column.name == real)
        return SqlColumn(name, described, field, raws, self._styles.get(name, ""), self._zone)

    def _shape(self, connection: Connection) -> TableShape:
        shape = describe(connection, self.table)
        if shape is None:
            detail = f"is not in the database: {self.path.name} has no table “{self.table}”"
            raise TableMissing(path=self._source, what="table", detail=detail, remedy=_offer(self.path, connection))
        if not shape.key and not shape.is_view:
            remedy = "Add one: without it AirSync can't tell which row is which."
            raise TableUnreadable(path=self._source, what="table", detail=_NO_KEY, remedy=remedy)
        self._is_view = shape.is_view
        return shape


def tables_in(path: Path) -> list[TableInfo]:
    """The tables and views that a database offers, by name, with what stands against syncing each.

    Raises:
        TableMissing, TableUnreadable.
    """
    with _opened(SqliteFile(path)) as connection:
        return [_info(connection, name) for name in table_names(connection)]


def no_table_named(path: Path) -> UsageError:
    """What to say where a database is named without a table."""
    with _opened(SqliteFile(path)) as connection:
        return UsageError(detail=f"{path.name} is a database: say which of its tables. {_offer(path, connection)}")


def _info(connection: Connection, name: str) -> TableInfo:
    try:
        shape = describe(connection, name)
        count = connection.execute(select(func.count()).select_from(table(quoted(name, quote=True)))).scalar_one()
    except DBAPIError as error:
        if fault_of(error) is not Fault.REFUSED:
            raise
        return TableInfo(name, 0, (), unusable="can't be read")  # a view of tables that are gone
    if shape is not None and shape.is_view:
        return TableInfo(name, count, (), read_only="is a view")
    key = shape.key if shape is not None else ()
    return TableInfo(name, count, key, unusable="" if key else _NO_KEY)


@contextmanager
def _opened(file: SqliteFile) -> Iterator[Connection]:
    check_there(file.path)
    with in_our_words(file.path), file.reading() as connection:
        yield connection


def _offer(path: Path, connection: Connection) -> str:
    names = table_names(connection)
    if not names:
        return "It has no tables."
    shown = ", ".join(names[:SHOWN_TABLES]) + (
        f", and {len(names) - SHOWN_TABLES:,} more" * (len(names) > SHOWN_TABLES)
    )
    return f"It has: {shown}. Write {joined(path, names[0])} for the first."


def _find_column(shape: TableShape, name: str) -> str | None:
    """The column's own name: exactly this, else without outer blanks."""
    names = shape.column_names
    if name in names:
        return name
    stripped = [real for real in names if real.strip() == name.strip()]
    return stripped[0] if len(stripped) == 1 else None
