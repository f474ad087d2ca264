"""What is SQLite's own: opening a file, its schema, its transactions, and what its errors mean.

The schema is read by SQLite's own table-valued pragmas (https://www.sqlite.org/pragma.html#pragfunc): a declared type
keeps its words, and names may be of any kind. Values pass as SQLite has them; SQLAlchemy's column types would round
numbers and refuse whole rows for one odd date.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from airsync_gui.errors import ChangedUnderneath, Refused, TableUnreadable
from airsync_gui.local.source_names import joined
from airsync_gui.local.sql_database import Fault, Raw
from airsync_gui.local.sql_errors import check_file
from airsync_gui.local.sql_rows import Identity, Selection, clause
from airsync_gui.local.sql_shape import Affinity, ColumnShape, TableShape
from airsync_gui.local.sql_values import DynamicColumn, NotText
from airsync_gui.local.watching import journal_of
from airsync_gui.local.whole_file import check_writable
from airsync_gui.paths import private_file
from airsync_gui.sync.schema import Field

BUSY_TIMEOUT_S = 4.0
"""How long another program's transaction is waited for."""
_ROW_NUMBERS = ("rowid", "_rowid_", "oid")
_FAULTS = {
    sqlite3.SQLITE_CONSTRAINT: Fault.REFUSED,
    sqlite3.SQLITE_MISMATCH: Fault.REFUSED,
    sqlite3.SQLITE_TOOBIG: Fault.REFUSED,
    sqlite3.SQLITE_ERROR: Fault.REFUSED,
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_PROTOCOL: Fault.BUSY,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.NO_DATABASE,
    sqlite3.SQLITE_CANTOPEN: Fault.UNAVAILABLE,
}
_WRITING = {
    Fault.BUSY: ("is in use by another program", "Try again when the other program is done, or close it."),
    Fault.READ_ONLY: ("is read-only", "Allow this user to write the file and its folder."),
    Fault.FULL: ("can't be written: the disk is full", "Make room on that disk."),
    Fault.UNAVAILABLE: (
        "can't be written: its journal can't be made in its folder",
        "Allow this user to write the folder that it is in.",
    ),
}
_READING = {
    Fault.BUSY: ("is in use by another program", "Try again when the other program is done, or close it."),
    Fault.READ_ONLY: (
        "can't be read before an unfinished change to it is undone",
        "Open it once with the program that writes it, or allow this user to write the file and its folder.",
    ),
    Fault.UNAVAILABLE: (
        "can't be opened: no permission",
        "Allow this user to read it and to write its folder, or close the program that has it open.",
    ),
    Fault.DAMAGED: ("is damaged", "Restore it from a copy, or mend it with the program that made it."),
    Fault.NO_DATABASE: ("is not an SQLite database, or an encrypted one", "Name an SQLite database."),
}


class SqliteFile:
    """One database file; see :class:`airsync_gui.local.sql_database.SqlDatabase`.

    Args:
        path: the file; a link is followed.
        busy_timeout_s: how long another program's transaction is waited for.
    """

    what = "file"

    def __init__(self, path: str | os.PathLike[str], *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self.path = Path(path).absolute()
        self.name = self.path.name
        self.place = str(self.path)
        self.identity = os.path.normcase(os.path.realpath(self.path))
        self._busy_timeout_s = busy_timeout_s

    def source_of(self, table: str) -> str:
        """See SqlDatabase."""
        return joined(self.path, table)

    def table_identity(self, name: str) -> str:
        """See SqlDatabase."""
        return name.lower()

    def check_there(self) -> None:
        """See SqlDatabase."""
        check_file(self.path)

    def check_writable(self) -> None:
        """See SqlDatabase."""
        check_writable(self.path.resolve())

    # -- connections ------------------------------------------------------------------------------------------------

    @cached_property
    def _engine(self) -> Engine:
        return create_engine("sqlite://", creator=self._connect, poolclass=NullPool)

    def _connect(self) -> sqlite3.Connection:
        # "rw" opens what is there and makes nothing. A file that may only be read is opened for reading by itself, and
        # closing a WAL database tidies up after us, which a read-only connection could not do.
        uri = f"{self.path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            uri, uri=True, timeout=self._busy_timeout_s, isolation_level=None, check_same_thread=False
        )
        connection.text_factory = _text
        return connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database for the length of the block."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql("BEGIN")
            self._check_whole(connection)
            yield connection
            connection.rollback()

    def _check_whole(self, connection: Connection) -> None:
        """SQLite itself takes a last page that is cut off for a whole one with zeros at its end."""
        connection.exec_driver_sql("PRAGMA schema_version")  # what is no database at all is told here
        page_bytes = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        if self.path.stat().st_size % page_bytes:
            detail = "is damaged or half-written: its last page is cut off"
            remedy = "Let the program that writes it finish, or restore it from a copy."
            raise TableUnreadable(path=self.place, detail=detail, remedy=remedy)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside. It is undone unless the block commits it.

        The rules that the database declares are in force, foreign keys among them.

        Raises:
            ChangedUnderneath: another file took its place meanwhile; what was written went away with the old one.
        """
        before = self._inode()
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.rollback()
        except DBAPIError as error:
            moved = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED
            if moved or self._inode() != before:
                raise self._replaced() from error
            raise
        if self._inode() != before:
            raise self._replaced()

    def _replaced(self) -> ChangedUnderneath:
        return ChangedUnderneath(path=self.place, detail="was replaced by another program while it was written")

    def _inode(self) -> tuple[int, int]:
        """Which file it is just now; nothing where there is none."""
        with suppress(OSError):
            found = self.path.stat()
            return found.st_dev, found.st_ino
        return 0, 0

    def copy_to(self, folder: Path) -> None:
        """Copy the database into a folder, what stands in its journal included. Raises OSError."""
        private_file(folder / self.path.name)
        try:
            with closing(self._connect()) as source, closing(sqlite3.connect(folder / self.path.name)) as copy:
                # A reader keeps writers from committing beside it; without this a locked one would be waited for
                # without end.
                source.execute("BEGIN")
                source.execute("SELECT 1 FROM sqlite_master").fetchone()
                source.backup(copy)
        except sqlite3.Error as error:
            full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error

    def keep_copy(self, folder: Path, shape: TableShape, rows: Iterable[Mapping[str, Raw]]) -> None:
        """See SqlDatabase: the whole file, as of one moment."""
        self.copy_to(folder)

    def modified_at(self) -> datetime:
        """See SqlDatabase: what was committed may still stand in its journal."""
        times = [self.path.stat().st_mtime_ns]
        with suppress(FileNotFoundError):
            times.append(journal_of(self.path).stat().st_mtime_ns)
        return datetime.fromtimestamp(max(times) / 1e9, UTC)

    # -- tables and values ------------------------------------------------------------------------------------------

    def table_names(self, connection: Connection) -> list[str]:
        """See SqlDatabase."""
        return table_names(connection)

    def describe(self, connection: Connection, name: str) -> TableShape | None:
        """See SqlDatabase: a table by its name in any case."""
        return describe(connection, name)

    def about_rows(self, connection: Connection, shape: TableShape) -> int:
        """See SqlDatabase: a file's rows are counted."""
        return 0

    def column(
        self, name: str, shape: ColumnShape, field: Field, raws: Iterable[Raw], style: str, zone: tzinfo | None
    ) -> DynamicColumn:
        """See SqlDatabase."""
        return DynamicColumn(name, shape, field, raws, style, zone)

    def bound_as(self, shape: ColumnShape) -> TypeEngine[Any] | None:
        """See SqlDatabase: as they are."""
        return None

    # -- writing ----------------------------------------------------------------------------------------------------

    def keep_others_out(self, connection: Connection, selection: Selection) -> None:
        """See SqlDatabase: nobody writes beside a transaction that writes."""

    def insert(self, connection: Connection, selection: Selection, stored: Mapping[str, Raw]) -> Identity | None:
        """See SqlDatabase: by the row's number where rows have one, since a trigger may have given the key."""
        shape = selection.shape
        statement = insert(selection.table).values(dict(stored))
        if shape.row_number:
            done = connection.execute(statement)
            if done.rowcount != 1:
                return None
            numbered = clause(shape.row_number) == getattr(done, "lastrowid", None)
            row = connection.execute(select(*selection.key).select_from(selection.table).where(numbered)).first()
            if row is None:
                raise Refused(by="the database", detail="a trigger removed the new row again")
            return tuple(row)
        if all(name in stored for name in shape.key):
            return tuple(stored[name] for name in shape.key) if connection.execute(statement).rowcount == 1 else None
        row = connection.execute(statement.returning(*selection.key)).first()
        return None if row is None else tuple(row)

    def in_transaction(self, connection: Connection) -> bool:
        """See SqlDatabase: a trigger may have rolled it back."""
        return bool(getattr(connection.connection.dbapi_connection, "in_transaction", False))

    # -- what it says -----------------------------------------------------------------------------------------------

    def fault_of(self, error: DBAPIError) -> Fault:
        """See SqlDatabase."""
        return fault_of(error)

    def said(self, error: DBAPIError) -> str:
        """See SqlDatabase."""
        return str(error.orig).strip() or type(error.orig).__name__

    def words(self, fault: Fault, *, writing: bool) -> tuple[str, str | None] | None:
        """See SqlDatabase."""
        return (_WRITING if writing else _READING).get(fault)


def fault_of(error: DBAPIError) -> Fault:
    """What kind of error it is. The low byte of SQLite's codes says it (https://www.sqlite.org/rescode.html)."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return _FAULTS.get(code & 0xFF, Fault.OTHER) if isinstance(code, int) else Fault.OTHER


def _text(data: bytes) -> str | bytes:
    """Text as it is; bytes that are none stay bytes, so that one bad cell does not hide the others."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return NotText(data)


# -- the schema -----------------------------------------------------------------------------------------------------


def table_names(connection: Connection) -> list[str]:
    """Tables and views that a person made, by name; SQLite's own and the inner ones of virtual tables are left out."""
    found = connection.execute(
        text(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%'"
            " ESCAPE '\\' ORDER BY name COLLATE NOCASE"
        )
    ).all()
    virtual = tuple(f"{name}_" for name, sql in found if str(sql or "").upper().startswith("CREATE VIRTUAL"))
    return [name for name, _ in found if not (virtual and name.startswith(virtual))]


def describe(connection: Connection, name: str) -> TableShape | None:
    """A table by its name in any case; None where there is none."""
    found = connection.execute(
        text("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(:name)"),
        {"name": name},
    ).first()
    if found is None:
        return None
    real, is_view = str(found[0]), found[1] == "view"
    rows = connection.execute(
        text('SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(:name) ORDER BY cid'),
        {"name": real},
    ).all()
    columns = tuple(_column(row) for row in rows if row[5] != 1)
    primary = [str(row[0]) for row in sorted(rows, key=lambda row: row[4]) if row[4]]
    not_null = {column.name for column in columns if column.not_null}
    key = primary or _unique_key(connection, real, not_null)
    row_number = "" if is_view else _row_number(connection, real, [column.name for column in columns])
    return TableShape(real, columns, tuple(key), is_view, row_number)


def _column(row: Any) -> ColumnShape:
    name, declared, not_null, default, _, hidden = row
    declared = str(declared or "")
    return ColumnShape(
        str(name), declared, _affinity(declared), bool(not_null), default is not None, generated=hidden in (2, 3)
    )


def _affinity(declared: str) -> Affinity:
    """SQLite's rules, in their order: https://www.sqlite.org/datatype3.html#determination_of_column_affinity."""
    words = declared.upper()
    if "INT" in words:
        return "number"
    if any(word in words for word in ("CHAR", "CLOB", "TEXT")):
        return "text"
    if "BLOB" in words or not words:
        return "any"
    return "real" if any(word in words for word in ("REAL", "FLOA", "DOUB")) else "number"


def _unique_key(connection: Connection, table: str, not_null: set[str]) -> list[str]:
    """The unique key with the fewest columns, none of which may be NULL; partial ones and expressions do not count."""
    indexes = connection.execute(
        text("SELECT name FROM pragma_index_list(:name) WHERE \"unique\" AND NOT partial AND origin <> 'pk'"),
        {"name": table},
    ).scalars()
    keys: list[list[str]] = []
    for index in indexes.all():
        names = connection.execute(
            text('SELECT name FROM pragma_index_xinfo(:name) WHERE "key" ORDER BY seqno'), {"name": index}
        ).scalars()
        key = [str(name or "") for name in names]  # an expression has no name
        if not_null.issuperset(key):
            keys.append(key)
    return min(keys, key=lambda key: (len(key), key), default=[])


def _row_number(connection: Connection, table: str, columns: list[str]) -> str:
    taken = {name.lower() for name in columns}
    name = next((name for name in _ROW_NUMBERS if name not in taken), "")
    quoted = table.replace('"', '""')
    try:
        connection.exec_driver_sql(f'SELECT {name or "NULL"} FROM "{quoted}" LIMIT 0')  # noqa: S608 - quoted
    except DBAPIError as error:
        if fault_of(error) is Fault.REFUSED:  # WITHOUT ROWID
            return ""
        raise
    return name
