"""A new local table for fields of Airtable's: columns without rows, which the first sync brings.

Only where columns can stand without rows: a CSV or TSV file, a sheet of a new workbook, a table of a database.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

from airsync_gui.errors import ChangedUnderneath, TableNotWritable, UsageError
from airsync_gui.local.many_files import new_file
from airsync_gui.local.server_names import Passwords
from airsync_gui.local.source_names import DATABASE_SUFFIXES, TEXT_SUFFIXES, WORKBOOK_SUFFIXES, split_source
from airsync_gui.local.temporary_files import remove_leftovers_of
from airsync_gui.sync.records import FieldId
from airsync_gui.sync.schema import Field, Kind

_SQL_TYPES = {
    Kind.NUMBER: "NUMERIC",
    Kind.CHECKBOX: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.DATETIME: "TIMESTAMP",
}


def create_local_table(
    source: str, fields: Sequence[Field], key: Collection[FieldId], passwords: Passwords | None = None
) -> None:
    """Make the table that an absolute source names, with a column for each field, named as it is.

    Args:
        passwords: where a server's is got; None for nowhere.

    Raises:
        UsageError: it is there already, or such a table can't be without rows.
        TableNotWritable: the folder is missing, or can't be written; a server does not let this user make tables.
        TableUnreadable: a server can't be reached.
    """
    parts = split_source(source)
    if parts.server and parts.table:
        from airsync_gui.local.new_sql import create_on_server
        from airsync_gui.local.sources import database_of

        create_on_server(database_of(parts, passwords), parts.table, fields, key)
        return
    path, suffix = Path(parts.path), parts.suffix
    if suffix in DATABASE_SUFFIXES and parts.table:
        _in_database(path, parts.table, fields, key)
        return
    if suffix in WORKBOOK_SUFFIXES - {".xlsm"} and parts.table:
        data = _workbook(parts.table, [f.name for f in fields])
    elif suffix in TEXT_SUFFIXES:
        data = _header([f.name for f in fields], "\t" if suffix in (".tsv", ".tab") else ",")
    else:
        raise UsageError(
            detail=f"{parts.path.name or source} can't be made without rows in it: name a .csv or .tsv file, a sheet "
            "of a new workbook (book.xlsx#Sheet1), or a table of a database (data.db#table)."
        )
    _write_new(path, data)


def _write_new(path: Path, data: bytes) -> None:
    """Whole or not at all, and never over a file that is there, also one that came just now."""
    if not path.parent.is_dir():
        raise TableNotWritable(path=str(path), detail="is in a folder that does not exist")
    remove_leftovers_of(path)
    try:
        new_file(path, data)
    except ChangedUnderneath as error:
        raise UsageError(detail=f"{path} is there already: leave out --create-local to use it.") from error


def _header(names: Sequence[str], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerow(names)
    return text.getvalue().encode()


def _workbook(sheet: str, names: Sequence[str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    heads = [WriteOnlyCell(page, name) for name in names]
    for head in heads:
        head.data_type = "s"  # a name that begins with = is no formula
    page.append(heads)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _in_database(path: Path, table: str, fields: Sequence[Field], key: Collection[FieldId]) -> None:
    import sqlite3

    columns = [_column(f, f.id in key) for f in fields]
    keys = ", ".join(_quoted(f.name) for f in fields if f.id in key)
    sql = f"CREATE TABLE {_quoted(table)} ({', '.join(columns)}, PRIMARY KEY ({keys}))"
    try:
        db = sqlite3.connect(path)
        try:
            with db:
                db.execute(sql)
        finally:
            db.close()
    except sqlite3.OperationalError as error:
        if "already exists" in str(error):
            detail = f"{path.name} has a table named {table} already: leave out --create-local to use it."
            raise UsageError(detail=detail) from error
        raise TableNotWritable(path=str(path), detail=f"can't be made ({error})") from error
    except sqlite3.DatabaseError as error:
        raise TableNotWritable(path=str(path), detail=f"is no SQLite database ({error})") from error


def _column(field: Field, is_key: bool) -> str:
    return f"{_quoted(field.name)} {_SQL_TYPES.get(field.kind, 'TEXT')}{' NOT NULL' if is_key else ''}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
