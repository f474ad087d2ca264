"""What is MySQL's and MariaDB's own: connections, their catalogue, their locks, and what their errors mean.

Every value comes as text: the driver is given no decoders. The session is told to refuse what it would otherwise cut,
round to zero or guess (https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html#sql-mode-strict).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Connection, Dialect, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from airsync_gui.errors import Refused
from airsync_gui.local.sql_database import Fault, Raw
from airsync_gui.local.sql_rows import Identity, Selection
from airsync_gui.local.sql_server import (
    CONNECT_TIMEOUT_S,
    COUNTED_ROWS,
    SILENCE_TIMEOUT_S,
    AsWritten,
    ServerDatabase,
)
from airsync_gui.local.sql_shape import Affinity, ColumnShape, TableShape

if TYPE_CHECKING:
    import pymysql

_SQL_MODE: Final = "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
_FAULTS: Final = {
    1021: Fault.FULL,  # disk full
    1114: Fault.FULL,  # the table is full
    1020: Fault.BUSY,  # record has changed since last read
    1040: Fault.BUSY,  # too many connections
    1203: Fault.BUSY,  # too many connections of this user
    1205: Fault.BUSY,  # lock wait timeout
    1206: Fault.BUSY,  # the lock table is full
    1213: Fault.BUSY,  # deadlock
    3572: Fault.BUSY,  # lock not available
    1044: Fault.DENIED,  # this user may not use this database
    1045: Fault.DENIED,  # access denied
    1698: Fault.DENIED,  # access denied, by a plug-in
    1049: Fault.UNAVAILABLE,  # no such database
    1142: Fault.READ_ONLY,  # command denied for the table
    1143: Fault.READ_ONLY,  # … for a column
    1290: Fault.READ_ONLY,  # the server runs read-only
    1792: Fault.READ_ONLY,  # a read-only transaction
    1836: Fault.READ_ONLY,  # read-only mode
    1053: Fault.GONE,  # the server shuts down
    1152: Fault.GONE,  # aborted connection
    1184: Fault.GONE,  # aborted connection
    1317: Fault.BUSY,  # the query was interrupted
    1927: Fault.GONE,  # the connection was killed
    4031: Fault.GONE,  # disconnected for idleness
}
"""Codes of the server (https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html)."""
_CLIENT_CODES: Final = range(2000, 3000)
_NUMBERS: Final = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year"})
_BINARY: Final = frozenset({"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "geometry", "vector"})
_AFFINITIES: Final[dict[str, Affinity]] = {
    "bit": "bits",
    "date": "date",
    "datetime": "moment",
    "timestamp": "instant",
    "json": "json",
    "set": "set",
}


class AsNumber(AsWritten):
    """A number that passes as one: a text would be put into a column of bits character by character."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """A decimal of the text; what is none is left for the database to refuse."""

        def process(value: Any) -> Any:
            try:
                return Decimal(value) if isinstance(value, str) else value
            except InvalidOperation:
                return value

        return process


class MySqlDatabase(ServerDatabase):
    """One database of a MySQL or MariaDB server; see :class:`airsync_gui.local.sql_database.SqlDatabase`."""

    dialect = "mysql+pymysql"

    def _connect(self) -> pymysql.Connection[Any]:
        import pymysql
        from pymysql.constants import CLIENT
        from pymysql.converters import encoders

        address = self.address
        options: dict[str, Any] = dict(address.options)
        if "ssl_verify_identity" in options:
            options["ssl_verify_cert"] = options["ssl_verify_identity"] = options["ssl_verify_identity"] in (
                "",
                "1",
                "true",
            )
        if address.on_this_computer and not options:
            options["ssl_disabled"] = True  # nobody listens here, and a handshake takes longer than most queries
        if (Path.home() / ".my.cnf").is_file():  # what it says counts only where the address says nothing
            options["read_default_file"] = str(Path.home() / ".my.cnf")
        if address.host or address.port:
            options |= {"host": address.host or "localhost", "port": address.port}
        password = self._password()
        return pymysql.connect(
            user=address.user or None,
            password=password or "",
            database=address.database,
            charset="utf8mb4",
            conv=cast("dict[Any, Any]", encoders),  # no decoders: values come as the server spells them
            client_flag=CLIENT.FOUND_ROWS,  # how many rows a change met, not how many it made different
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=SILENCE_TIMEOUT_S,
            write_timeout=SILENCE_TIMEOUT_S,
            init_command=(
                f"SET sql_mode = '{_SQL_MODE}', time_zone = '+00:00', autocommit = 0, "
                f"innodb_lock_wait_timeout = {round(self._busy_timeout_s) or 1}, "
                f"lock_wait_timeout = {round(self._busy_timeout_s) or 1}"
            ),
            program_name="airsync-gui",
            **options,
        )

    def _begin_reading(self, connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.exec_driver_sql("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")

    # -- the schema -------------------------------------------------------------------------------------------------

    def table_names(self, connection: Connection) -> list[str]:
        """See SqlDatabase."""
        return [str(name) for name in connection.execute(text(_TABLES)).scalars()]

    def describe(self, connection: Connection, name: str) -> TableShape | None:
        """See SqlDatabase: the table of just this name, else the only one that differs in case alone."""
        found = connection.execute(text(_FIND), {"name": name}).all()
        exact = [row for row in found if row.name == name]
        if len(exact or found) != 1:
            return None
        row = (exact or found)[0]
        is_view = row.kind != "BASE TABLE"
        checks = () if is_view else self._json_checks(connection, row.name)
        columns = tuple(_column(c, checks) for c in connection.execute(text(_COLUMNS), {"name": row.name}))
        not_writable = (
            "" if is_view or row.transactions == "YES" else f"is kept by {row.engine}, which can't undo a change"
        )
        key = () if is_view else self._key(connection, row.name, columns)
        return TableShape(row.name, columns, key, is_view, not_writable=not_writable)

    def _key(self, connection: Connection, table: str, columns: tuple[ColumnShape, ...]) -> tuple[str, ...]:
        whole = {column.name for column in columns if column.not_null}
        indexes: dict[str, list[str]] = {}
        for row in connection.execute(text(_INDEXES), {"name": table}):
            # An index over the beginning of a text, or over an expression, makes nothing unique that we can name.
            indexes.setdefault(row.index_name, []).append(row.column_name if row.part is None else "")
        if "PRIMARY" in indexes:
            return tuple(indexes["PRIMARY"]) if whole.issuperset(indexes["PRIMARY"]) else ()
        unique = [tuple(key) for key in indexes.values() if whole.issuperset(key)]
        return min(unique, key=lambda key: (len(key), key), default=())

    def _json_checks(self, connection: Connection, table: str) -> tuple[str, ...]:
        """MariaDB's JSON is a text with a rule: the columns that have it."""
        if not connection.dialect.is_mariadb:  # type: ignore[attr-defined]
            return ()
        found = connection.execute(text(_CHECKS), {"name": table}).all()
        return tuple(str(row.name) for row in found if row.rule == f"json_valid(`{row.name}`)")

    def about_rows(self, connection: Connection, shape: TableShape) -> int:
        """See SqlDatabase: the engine's guess."""
        count = int(connection.execute(text(_ABOUT_ROWS), {"name": shape.name}).scalar() or 0)
        return count if count >= COUNTED_ROWS else 0

    # -- values -----------------------------------------------------------------------------------------------------

    def bound_as(self, shape: ColumnShape) -> TypeEngine[Any] | None:
        """See SqlDatabase."""
        return AsNumber() if shape.affinity in ("number", "bits") else AsWritten()

    # -- writing ----------------------------------------------------------------------------------------------------

    def keep_others_out(self, connection: Connection, selection: Selection) -> None:
        """See SqlDatabase: reading all rows for update locks them and the gaps between."""

    def insert(self, connection: Connection, selection: Selection, stored: Mapping[str, Raw]) -> Identity | None:
        """See SqlDatabase."""
        shape = selection.shape
        statement = insert(selection.table).values(dict(stored))
        unknown = [name for name in shape.key if name not in stored]
        if not unknown:
            return tuple(stored[name] for name in shape.key) if connection.execute(statement).rowcount == 1 else None
        if connection.dialect.is_mariadb:  # type: ignore[attr-defined]
            row = connection.execute(statement.returning(*selection.key)).first()
            return None if row is None else tuple(row)
        counted = [column.name for column in shape.columns if column.name in unknown and column.counts]
        if unknown != counted:
            raise Refused(
                by="the database", detail=f"the new row would have a key that MySQL does not tell: {unknown[0]}"
            )
        number = str(connection.execute(statement).lastrowid)
        return tuple(stored.get(name, number) for name in shape.key)

    def in_transaction(self, connection: Connection) -> bool:
        """See SqlDatabase: a deadlock ends it, and that ends the work."""
        return True

    # -- what it says -----------------------------------------------------------------------------------------------

    def fault_of(self, error: DBAPIError) -> Fault:
        """See SqlDatabase."""
        import pymysql

        code = error.orig.args[0] if error.orig is not None and error.orig.args else None
        if isinstance(code, int) and code in _FAULTS:
            return _FAULTS[code]
        if isinstance(error.orig, pymysql.InterfaceError) or (isinstance(code, int) and code in _CLIENT_CODES):
            return Fault.GONE
        return Fault.REFUSED if isinstance(code, int) and code else Fault.OTHER

    def said(self, error: DBAPIError) -> str:
        """See SqlDatabase."""
        arguments: list[Any] = list(error.orig.args) if error.orig is not None else []
        return str(arguments[1]).rstrip(".") if len(arguments) > 1 else super().said(error)


def _column(row: Any, json_checks: tuple[str, ...]) -> ColumnShape:
    kind, extra = str(row.type).lower(), str(row.extra).lower()
    counts = "auto_increment" in extra
    return ColumnShape(
        str(row.name),
        str(row.declared),
        "json" if row.name in json_checks else _affinity(kind),
        not_null=row.nullable == "NO",
        has_default=row.default_text not in (None, "NULL") or counts,
        generated="generated" in extra.replace("default_generated", ""),
        counts=counts,
    )


def _affinity(kind: str) -> Affinity:
    if kind in _NUMBERS:
        return "number"
    return "binary" if kind in _BINARY else _AFFINITIES.get(kind, "text")


_TABLES = """
SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY LOWER(TABLE_NAME)
"""
_FIND = """
SELECT t.TABLE_NAME AS name, t.TABLE_TYPE AS kind, t.ENGINE AS engine, e.TRANSACTIONS AS transactions
FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
WHERE t.TABLE_SCHEMA = DATABASE() AND LOWER(t.TABLE_NAME) = LOWER(:name)
"""
_COLUMNS = """
SELECT COLUMN_NAME AS name, COLUMN_TYPE AS declared, DATA_TYPE AS type, IS_NULLABLE AS nullable,
  COLUMN_DEFAULT AS default_text, EXTRA AS extra
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = :name ORDER BY ORDINAL_POSITION
"""
_INDEXES = """
SELECT INDEX_NAME AS index_name, COALESCE(COLUMN_NAME, '') AS column_name, SUB_PART AS part
FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = :name AND NON_UNIQUE = 0 ORDER BY INDEX_NAME, SEQ_IN_INDEX
"""
_CHECKS = """
SELECT CONSTRAINT_NAME AS name, CHECK_CLAUSE AS rule FROM information_schema.CHECK_CONSTRAINTS
WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = :name
"""
_ABOUT_ROWS = """
SELECT TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = :name
"""
