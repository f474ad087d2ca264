"""A new table on a PostgreSQL, MySQL or MariaDB server, with columns of the server's own types. It has no rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, MetaData, Numeric, String, Table, Text
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeEngine

from airsync_gui.errors import UsageError
from airsync_gui.local.server_names import split_table
from airsync_gui.local.sql_errors import in_our_words
from airsync_gui.sync.records import FieldId
from airsync_gui.sync.schema import Field, Kind

if TYPE_CHECKING:
    from airsync_gui.local.sql_database import SqlDatabase

_KEY_LENGTH = 191
"""Characters of a text in a key, which MySQL wants to know: the most that every version takes."""
_TEXT = Text().with_variant(mysql.MEDIUMTEXT(), "mysql")  # TEXT holds 65,535 bytes there, Airtable 100,000 characters
_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.NUMBER: Numeric(38, 10).with_variant(postgresql.NUMERIC(), "postgresql"),
    Kind.CHECKBOX: Boolean(),
    Kind.DATE: Date(),
    Kind.DATETIME: DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=3), "mysql"),
    Kind.LIST: postgresql.ARRAY(Text).with_variant(mysql.JSON(), "mysql"),
}
_EXACT: dict[str, Any] = {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin"}
"""Any text as it is, letters told apart by their case, and transactions."""
_WHOLE = frozenset({"rating", "count", "autoNumber"})


def create_on_server(database: SqlDatabase, name: str, fields: Sequence[Field], key: Collection[FieldId]) -> None:
    """Make a table with a column for each field, named as it is.

    Raises:
        UsageError: it is there already.
        TableUnreadable, TableNotWritable: the server can't be reached, or does not let this user make tables.
    """
    with in_our_words(database), database.reading() as connection:
        if database.describe(connection, name) is not None:
            detail = f"{database.name} has a table named {name} already: leave out --create-local to use it."
            raise UsageError(detail=detail)
    schema, table = split_table(name)
    columns = [Column(f.name, _type(f, f.id in key), primary_key=f.id in key, autoincrement=False) for f in fields]
    new = Table(table, MetaData(), *columns, schema=schema or None, **_EXACT)
    with in_our_words(database, writing=True), database.writing() as connection:
        connection.execute(CreateTable(new))
        connection.commit()


def _type(field: Field, is_key: bool) -> TypeEngine[Any]:
    if field.type in _WHOLE:
        return BigInteger()
    found = _TYPES.get(field.kind, _TEXT)
    return Text().with_variant(String(_KEY_LENGTH), "mysql") if is_key and found is _TEXT else found
