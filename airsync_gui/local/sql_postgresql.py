"""What is PostgreSQL's own: connections, its catalogue, its locks, and what its errors mean.

Every value comes and goes as text (https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES):
the server's own spelling keeps each digit, and it reads what we write by its column's type. Without a password of ours
libpq looks where it always does: PGPASSWORD, ~/.pgpass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError

from airsync_gui.local.server_names import join_table, split_table
from airsync_gui.local.sql_database import Fault, Raw
from airsync_gui.local.sql_rows import Identity, Selection
from airsync_gui.local.sql_server import CONNECT_TIMEOUT_S, COUNTED_ROWS, SILENCE_TIMEOUT_S, ServerDatabase
from airsync_gui.local.sql_shape import Affinity, ColumnShape, TableShape

if TYPE_CHECKING:
    import psycopg

DEFAULT_SCHEMA: Final = "public"
_SESSION: Final = (
    "SET SESSION TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; "
    "SET extra_float_digits = 1; SET standard_conforming_strings = on; "
    "SET idle_in_transaction_session_timeout = 0"
)
_FAULTS: Final = {
    "08": Fault.GONE,  # connection exception
    "0A": Fault.REFUSED,  # feature not supported
    "21": Fault.REFUSED,  # cardinality violation
    "22": Fault.REFUSED,  # data exception
    "23": Fault.REFUSED,  # integrity constraint violation
    "25": Fault.READ_ONLY,  # a read-only server or session
    "27": Fault.REFUSED,  # triggered data change violation
    "28": Fault.DENIED,  # invalid authorization
    "3D": Fault.UNAVAILABLE,  # no such database
    "40": Fault.BUSY,  # serialization failure, deadlock
    "42": Fault.REFUSED,  # syntax or access rule, row-level security among them
    "44": Fault.REFUSED,  # WITH CHECK OPTION
    "53": Fault.BUSY,  # too many connections, out of memory
    "54": Fault.REFUSED,  # too complex, an index row too large
    "55": Fault.BUSY,  # lock not available
    "57": Fault.GONE,  # shut down, or told to end
    "P0": Fault.REFUSED,  # raised by a function
}
"""The first two characters of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""
_FAULTS_BY_CODE: Final = {"53100": Fault.FULL, "57014": Fault.BUSY}
_ABOUT_A_KEY: Final = ("23503", "23505")  # foreign key, unique
_AFFINITIES: Final[dict[str, Affinity]] = {
    "int2": "number",
    "int4": "number",
    "int8": "number",
    "numeric": "number",
    "float4": "number",
    "float8": "number",
    "oid": "number",
    "bool": "boolean",
    "date": "date",
    "timestamp": "moment",
    "timestamptz": "instant",
    "bytea": "binary",
    "json": "json",
    "jsonb": "json",
    "bpchar": "padded",
}


class PostgresDatabase(ServerDatabase):
    """One database of a PostgreSQL server; see :class:`airsync_gui.local.sql_database.SqlDatabase`."""

    dialect = "postgresql+psycopg"

    def _connect(self) -> psycopg.Connection[Any]:
        import psycopg

        address, password = self.address, self._password()
        given: dict[str, Any] = {"host": address.host, "port": address.port, "user": address.user, "password": password}
        given |= dict(address.options)
        connection = psycopg.connect(
            dbname=address.database,
            connect_timeout=CONNECT_TIMEOUT_S,
            # A server that is gone without a word is noticed, also in the middle of a long wait.
            keepalives_idle=15,
            keepalives_interval=5,
            keepalives_count=4,
            tcp_user_timeout=SILENCE_TIMEOUT_S * 1000,
            application_name="airsync-gui",
            client_encoding="UTF8",
            **{name: value for name, value in given.items() if value},
        )
        try:
            _hand_over_texts(connection)
            connection.execute(_SESSION)
            connection.execute(f"SET lock_timeout = {round(self._busy_timeout_s * 1000) or 1}")
            connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection

    def _begin_reading(self, connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    # -- the schema -------------------------------------------------------------------------------------------------

    def table_identity(self, name: str) -> str:
        """See SqlDatabase."""
        schema, table = split_table(name)
        return f"{schema or DEFAULT_SCHEMA}.{table}".lower()

    def table_names(self, connection: Connection) -> list[str]:
        """See SqlDatabase; those that this user may read."""
        found = connection.execute(text(_TABLES)).all()
        return [join_table("" if schema == DEFAULT_SCHEMA else schema, name) for schema, name in found]

    def describe(self, connection: Connection, name: str) -> TableShape | None:
        """See SqlDatabase: the table of just this name, else the only one that differs in case alone."""
        schema, table = split_table(name)
        found = connection.execute(text(_FIND), {"schema": schema or DEFAULT_SCHEMA, "name": table}).all()
        exact = [row for row in found if row.relname == table]
        if len(exact or found) != 1:
            return None
        row = (exact or found)[0]
        columns = tuple(_column(c) for c in connection.execute(text(_COLUMNS), {"oid": row.oid}))
        is_view = row.relkind not in ("r", "p")
        return TableShape(
            row.relname,
            columns,
            () if is_view else self._key(connection, row.oid, columns),
            is_view,
            not_writable="" if is_view or row.may_write == "t" else "may not be written by this user",
            schema=row.nspname,
        )

    def _key(self, connection: Connection, oid: str, columns: tuple[ColumnShape, ...]) -> tuple[str, ...]:
        not_null = {column.name for column in columns if column.not_null}
        indexes: dict[tuple[str, str], list[str]] = {}
        for row in connection.execute(text(_INDEXES), {"oid": oid}):
            indexes.setdefault((row.is_primary, row.index_oid), []).append(row.attname)
        primary = [key for (is_primary, _), key in indexes.items() if is_primary == "t"]
        unique = [key for key in indexes.values() if not_null.issuperset(key)]
        return tuple((primary or sorted(unique, key=lambda key: (len(key), key)) or [[]])[0])

    def about_rows(self, connection: Connection, shape: TableShape) -> int:
        """See SqlDatabase: the planner's guess."""
        found = connection.execute(text(_ABOUT_ROWS), {"schema": shape.schema, "name": shape.name}).scalar()
        count = int(found or 0)
        return count if count >= COUNTED_ROWS else 0

    # -- writing ----------------------------------------------------------------------------------------------------

    def keep_others_out(self, connection: Connection, selection: Selection) -> None:
        """See SqlDatabase: readers go on."""
        quoted = connection.dialect.identifier_preparer.format_table(selection.table)
        connection.exec_driver_sql(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE")

    def insert(self, connection: Connection, selection: Selection, stored: Mapping[str, Raw]) -> Identity | None:
        """See SqlDatabase."""
        statement = insert(selection.table).values(dict(stored)).returning(*selection.key)
        row = connection.execute(statement).first()
        return None if row is None else tuple(row)

    def in_transaction(self, connection: Connection) -> bool:
        """See SqlDatabase: nothing but a lost connection ends it before we do."""
        return True

    # -- what it says -----------------------------------------------------------------------------------------------

    def fault_of(self, error: DBAPIError) -> Fault:
        """See SqlDatabase."""
        import psycopg

        state = getattr(error.orig, "sqlstate", None)
        if state:
            return _FAULTS_BY_CODE.get(state) or _FAULTS.get(state[:2], Fault.OTHER)
        if isinstance(error.orig, psycopg.OperationalError):
            needs_password = getattr(getattr(error.orig, "pgconn", None), "needs_password", False)
            return Fault.DENIED if needs_password or "password authentication failed" in str(error.orig) else Fault.GONE
        # Said by the driver before anything was sent: a text with a NUL in it, say.
        return Fault.REFUSED if isinstance(error.orig, psycopg.DataError) else Fault.OTHER

    def said(self, error: DBAPIError) -> str:
        """See SqlDatabase: its sentence, and where one key is at fault, which."""
        about = getattr(error.orig, "diag", None)
        if about is None or not about.message_primary:
            return super().said(error)
        # The details of other rules show the whole row, with what the pair has nothing to do with.
        key = about.message_detail if about.sqlstate in _ABOUT_A_KEY else None
        return ": ".join(part for part in (about.message_primary, key) if part).rstrip(".")


def _hand_over_texts(connection: psycopg.Connection[Any]) -> None:
    """Have every value handed over as the server spells it, whatever its type."""
    from psycopg.types.string import TextLoader

    for oid in _oids(connection):
        connection.adapters.register_loader(oid, TextLoader)


def _oids(connection: psycopg.Connection[Any]) -> Iterator[int]:
    for info in connection.adapters.types:
        yield info.oid
        if info.array_oid:
            yield info.array_oid


def _column(row: Any) -> ColumnShape:
    affinity: Affinity = "array" if row.category == "A" else _AFFINITIES.get(row.type, "text")
    return ColumnShape(
        row.attname,
        row.declared,
        affinity,
        not_null=row.not_null == "t",
        has_default=row.has_default == "t",
        generated=row.generated == "t",
    )


_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND has_table_privilege(c.oid, 'SELECT')
ORDER BY n.nspname <> 'public', lower(n.nspname), lower(c.relname)
"""
_FIND = """
SELECT c.oid::text AS oid, n.nspname::text AS nspname, c.relname::text AS relname, c.relkind::text AS relkind,
  (has_any_column_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'UPDATE')
   OR has_table_privilege(c.oid, 'DELETE')) AS may_write
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND (n.nspname = :schema OR lower(n.nspname::text COLLATE "default") = lower(:schema))
  AND (c.relname = :name OR lower(c.relname::text COLLATE "default") = lower(:name))
"""
_COLUMNS = """
SELECT a.attname::text AS attname, format_type(a.atttypid, a.atttypmod) AS declared,
  b.typname::text AS type, b.typcategory::text AS category, a.attnotnull OR t.typnotnull AS not_null,
  (a.atthasdef AND a.attgenerated = '') OR a.attidentity <> '' OR t.typdefault IS NOT NULL AS has_default,
  a.attgenerated <> '' OR a.attidentity = 'a' AS generated
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
WHERE a.attrelid = CAST(:oid AS oid) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_INDEXES = """
SELECT i.indexrelid::text AS index_oid, i.indisprimary AS is_primary, a.attname::text AS attname
FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
WHERE i.indrelid = CAST(:oid AS oid) AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL
  AND i.indexprs IS NULL AND k.place <= i.indnkeyatts
ORDER BY i.indexrelid, k.place
"""
_ABOUT_ROWS = """
SELECT c.reltuples::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = :schema AND c.relname = :name
"""
