"""A table of a database as a local table.

Rows are known by their declared primary key, else by a unique key that is never NULL; never by a row number of the
database's own, which SQLite's ``VACUUM`` may change. What may be written, and how, is left to
:mod:`airsync_gui.local.sql_reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, column, func, select
from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import TableMissing, TableUnreadable, UsageError
from airsync_gui.local.bulk import without_collector
from airsync_gui.local.column_names import places_of
from airsync_gui.local.source_names import offer_of
from airsync_gui.local.sql_database import Fault, SqlDatabase
from airsync_gui.local.sql_errors import in_our_words
from airsync_gui.local.sql_reading import SqlReading
from airsync_gui.local.sql_rows import RowMaker, Selection
from airsync_gui.local.sql_shape import TableInfo, TableShape
from airsync_gui.sync.schema import Field

_NO_KEY = "has neither a primary key nor a unique key"


class SqlTable:
    """One table, or one view, of a database.

    Args:
        table: its name in the database.
        styles: column name → what a pair says about how it is read (see
            :meth:`airsync_gui.local.sql_database.SqlDatabase.column`).
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    def __init__(
        self,
        database: SqlDatabase,
        table: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self.database = database
        self.path = Path(database.place)
        self.table = table
        self.name = f"{database.name} · {table}"
        self.identity = f"{database.identity}#{database.table_identity(table)}"
        self.proven: Mapping[str, str] = {}
        self._source = database.source_of(table)
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone
        self._is_view: bool | None = None

    @property
    def stable_row_ids(self) -> bool:
        """Whether rows are known by a key of the table; those of a view are not. Looks into the file once."""
        if self._is_view is None:
            with _opened(self.database) as connection:
                self._shape(connection)
        return not self._is_view

    def headers(self) -> list[str]:
        """The names of its columns, to map them.

        Raises:
            TableMissing, TableUnreadable.
            UsageError: there is no such table; lists those there are.
        """
        with _opened(self.database) as connection:
            if self.database.describe(connection, self.table) is None:
                offer = _offer(self.database, connection)
                raise UsageError(detail=f"{self.database.name} has no table “{self.table}”. {offer}")
            return self._shape(connection).column_names

    def read(self, columns: Mapping[str, Field]) -> SqlReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector(), _opened(self.database) as connection:
            shape = self._shape(connection)
            found = {name: real for name in columns if (real := _find_column(shape, name)) is not None}
            time_column = _find_column(shape, self._time_column) if self._time_column else None
            selection = Selection(shape, found.values(), time_column, self.database.bound_as)
            raws = list(selection.all(connection))
            described = {column.name: column for column in shape.columns}
            mapped = [
                self.database.column(
                    name,
                    described[real],
                    columns[name],
                    (raw[selection.place(real)] for raw in raws),
                    self._styles.get(name, ""),
                    self._zone,
                )
                for name, real in found.items()
            ]
            rows = RowMaker(selection, mapped)
            missing = frozenset(field.id for name, field in columns.items() if name not in found)
            modified_at = self.database.modified_at()
            reading = SqlReading(self.database, self._source, selection, rows, raws, missing, modified_at)
        self.proven = reading.proven
        return reading

    def latest_edit(self) -> str:
        """The latest time in the column of edits, as the database spells it; empty where there is none.

        Raises:
            TableMissing, TableUnreadable.
        """
        with _opened(self.database) as connection:
            shape = self._shape(connection)
            name = _find_column(shape, self._time_column or "")
            if name is None:
                return ""
            table = Selection(shape, (), None, self.database.bound_as).table
            latest: Select[Any] = select(func.max(column(name))).select_from(table)
            return str(connection.execute(latest).scalar() or "")

    def _shape(self, connection: Connection) -> TableShape:
        shape = self.database.describe(connection, self.table)
        if shape is None:
            detail = f"is not in the database: {self.database.name} has no table “{self.table}”"
            offer = _offer(self.database, connection)
            raise TableMissing(path=self._source, what="table", detail=detail, remedy=offer)
        if not shape.key and not shape.is_view:
            remedy = "Add one: without it AirSync can't tell which row is which."
            raise TableUnreadable(path=self._source, what="table", detail=_NO_KEY, remedy=remedy)
        self._is_view = shape.is_view
        return shape


def tables_in(database: SqlDatabase) -> list[TableInfo]:
    """The tables and views that a database offers, by name, with what stands against syncing each.

    Raises:
        TableMissing, TableUnreadable.
    """
    with _opened(database) as connection:
        return [_info(database, connection, name) for name in database.table_names(connection)]


def no_table_named(database: SqlDatabase) -> UsageError:
    """What to say where a database is named without a table."""
    with _opened(database) as connection:
        offer = _offer(database, connection)
        return UsageError(detail=f"{database.name} is a database: say which of its tables. {offer}")


def _info(database: SqlDatabase, connection: Connection, name: str) -> TableInfo:
    try:
        with connection.begin_nested():
            shape = database.describe(connection, name)
            count = _row_count(database, connection, shape) if shape is not None else 0
    except DBAPIError as error:
        if database.fault_of(error) is not Fault.REFUSED:
            raise
        return TableInfo(name, 0, (), unusable="can't be read")  # a view of tables that are gone
    if shape is None:
        return TableInfo(name, 0, (), unusable="can't be told from another whose name differs in case alone")
    if shape.is_view:
        return TableInfo(name, count, (), read_only="is a view")
    return TableInfo(name, count, shape.key, shape.not_writable, unusable="" if shape.key else _NO_KEY)


def _row_count(database: SqlDatabase, connection: Connection, shape: TableShape) -> int:
    selection = Selection(shape, (), None, database.bound_as)
    counted = select(func.count()).select_from(selection.table)
    return database.about_rows(connection, shape) or int(connection.execute(counted).scalar_one())


@contextmanager
def _opened(database: SqlDatabase) -> Iterator[Connection]:
    database.check_there()
    with in_our_words(database), database.reading() as connection:
        yield connection


def _offer(database: SqlDatabase, connection: Connection) -> str:
    names = database.table_names(connection)
    if not names:
        return "It has no tables."
    return offer_of(names, database.source_of(names[0]))


def _find_column(shape: TableShape, name: str) -> str | None:
    """The column's own name; None where there is none, or several have it but for blanks."""
    places = places_of(name, shape.column_names)
    return shape.columns[places[0]].name if len(places) == 1 else None
