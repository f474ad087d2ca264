"""From what a person types to a local table: ``meals.csv``, ``health.db#workouts``, ``postgresql://…#people``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from airsync_gui.errors import UsageError
from airsync_gui.local.server_names import Passwords, ServerAddress
from airsync_gui.local.source_names import (
    CLAW,
    FILE_SUFFIXES,
    JSON_SUFFIXES,
    LINES_SUFFIXES,
    WORKBOOK_SUFFIXES,
    SourceParts,
    is_pattern,
    split_source,
)
from airsync_gui.local.sql_shape import TableInfo
from airsync_gui.sync.ports import LocalChange, LocalReading, LocalTable
from airsync_gui.sync.schema import Field

if TYPE_CHECKING:
    from airsync_gui.local.sql_database import SqlDatabase

__all__ = ["Copied", "OpenReading", "OpenTable", "absolute_source", "open_local_table", "tables_in"]

_WANTED = (
    "give an SQLite database and its table as data.db#table, one on a server as postgresql://user@host/database#table "
    "or mysql://user@host/database#table, a workbook and its sheet as book.xlsx#Sheet1, a JSON "
    "file and the list in it as log.json#entries, a folder of Markdown notes as notes/, or the path of a .csv, .tsv, "
    ".json or .jsonl file"
)


class Copied(Protocol):
    """A reading of a local table that can be copied before it is written; all of ours can."""

    def copy_to(self, folder: Path, changes: Sequence[LocalChange], /) -> None:
        """Keep a copy of what the changes are going to touch, under the names it has. Raises OSError."""


class OpenReading(LocalReading, Copied, Protocol):
    """A reading of a local table of whichever kind, with what a person may want to know of it."""

    @property
    def styles(self) -> Mapping[str, str]:
        """Column name → its form in a person's words."""

    @property
    def proven(self) -> Mapping[str, str]:
        """Column name → what the column proves about how it is read, for a pair to remember."""

    @property
    def notes(self) -> Sequence[str]:
        """What a person should know and what is no error, as full sentences."""


class OpenTable(LocalTable, Protocol):
    """A local table of whichever kind.

    Attributes:
        path: the file.
        proven: column name → the style that the last reading proved, for a pair to remember.
    """

    path: Path

    @property
    def proven(self) -> Mapping[str, str]:
        """As above."""

    def headers(self) -> list[str]:
        """The names of its columns. Raises TableMissing, UsageError."""

    def read(self, columns: Mapping[str, Field]) -> OpenReading:
        """See LocalTable."""


def absolute_source(source: str) -> str:
    """The same source, good from any folder and without a password; links are left, so that a pair follows them."""
    parts = _parts_of(source)
    if parts.server and not parts.table:
        return parts.server.url
    if parts.is_claw:
        return CLAW
    return f"{parts.path}/" if parts.is_folder else parts.source_of(parts.table)


def open_local_table(
    source: str,
    *,
    styles: Mapping[str, str] | None = None,
    time_column: str | None = None,
    zone: tzinfo | None = None,
    passwords: Passwords | None = None,
    escape_formulas: bool = False,
) -> OpenTable:
    """The table that a source names; it need not exist yet.

    One in an OpenClaw workspace is read without the access keys that an agent left there.

    Args:
        passwords: where a server's is got; None for nowhere.
        escape_formulas: whether a text file gets an apostrophe before what a spreadsheet would take for a formula.

    Raises:
        UsageError: it is no kind of table that AirSync knows, or a database without a table's name.
        TableMissing, TableUnreadable: a database without a table's name can't be looked into.
    """
    parts = _parts_of(source)
    if parts.is_claw:
        from airsync_gui.local.openclaw import source_of

        source_of("")  # tells which there are
    table = _opened(parts, styles, time_column, zone, passwords, escape_formulas)
    return _guarded(table) if parts.server is None else table


def _opened(
    parts: SourceParts,
    styles: Mapping[str, str] | None,
    time_column: str | None,
    zone: tzinfo | None,
    passwords: Passwords | None,
    escape_formulas: bool,
) -> OpenTable:
    if parts.is_folder:
        from airsync_gui.local.notes_table import NotesTable

        return NotesTable(parts.folder, styles=styles, time_column=time_column, zone=zone, deep=parts.is_deep)
    if parts.is_database:
        from airsync_gui.local.sql_table import SqlTable, no_table_named

        database = database_of(parts, passwords)
        if not parts.table:
            raise no_table_named(database)
        return SqlTable(database, parts.table, styles=styles, time_column=time_column, zone=zone)
    if is_pattern(parts) and parts.table:
        from airsync_gui.local.json_lists import JsonListsTable

        return JsonListsTable(parts.path, parts.table, styles=styles, time_column=time_column, zone=zone)
    if is_pattern(parts):
        from airsync_gui.local.json_set import JsonSetTable

        return JsonSetTable(parts.path, styles=styles, time_column=time_column, zone=zone)
    if parts.suffix in JSON_SUFFIXES | LINES_SUFFIXES:
        from airsync_gui.local.json_table import JsonTable

        return JsonTable(parts.path, parts.table, styles=styles, time_column=time_column, zone=zone)
    if parts.suffix in WORKBOOK_SUFFIXES:
        from airsync_gui.local.xlsx_table import XlsxTable, no_sheet_named

        if not parts.table:
            raise no_sheet_named(parts.path)
        return XlsxTable(parts.path, parts.table, styles=styles, time_column=time_column, zone=zone)
    from airsync_gui.local.csv_table import CsvTable

    return CsvTable(parts.path, styles=styles, time_column=time_column, zone=zone, escape_formulas=escape_formulas)


def tables_in(source: str, passwords: Passwords | None = None) -> list[TableInfo]:
    """The tables that a file or a server's database offers for a pair; a table that the source names is left aside.

    Raises:
        UsageError: its kind of file is one table by itself.
        TableMissing, TableUnreadable.
    """
    parts = _parts_of(source)
    if parts.is_claw:
        from airsync_gui.local.openclaw import tables

        return [replace(table.info, name=table.name) for table in tables()]
    if parts.is_database:
        from airsync_gui.local.sql_table import tables_in as in_database

        return in_database(database_of(parts, passwords))
    if is_pattern(parts):
        return [TableInfo("", 0, ())]
    if parts.suffix in JSON_SUFFIXES:
        from airsync_gui.local.json_table import tables_in as in_json

        return in_json(parts.path)
    if parts.suffix in WORKBOOK_SUFFIXES:
        from airsync_gui.local.xlsx_table import tables_in as in_workbook

        return in_workbook(parts.path)
    raise UsageError(detail=f"{parts.path.name} is one table by itself.")


def _guarded(table: OpenTable) -> OpenTable:
    """The table, looked after where it lies in an OpenClaw workspace. Raises UsageError for OpenClaw's own files."""
    from airsync_gui.local.openclaw_places import home_of, is_own

    root = home_of(table.path)
    if root is None:
        return table
    if is_own(table.path.resolve(), root):
        what = "OpenClaw's own: settings, keys or the agent's state. AirSync never syncs those"
        raise UsageError(detail=f"{table.path} is {what}.")
    from airsync_gui.local.guarded_table import GuardedTable

    return GuardedTable(table)


def database_of(parts: SourceParts, passwords: Passwords | None = None) -> SqlDatabase:
    """The database that a source names; it is not opened yet."""
    if parts.server is not None:
        return _on_server(parts.server, passwords)
    from airsync_gui.local.sql_sqlite import SqliteFile

    return SqliteFile(parts.path)


def _on_server(address: ServerAddress, passwords: Passwords | None) -> SqlDatabase:
    if address.kind == "postgresql":
        from airsync_gui.local.sql_postgresql import PostgresDatabase

        return PostgresDatabase(address, passwords)
    from airsync_gui.local.sql_mysql import MySqlDatabase

    return MySqlDatabase(address, passwords)


def _parts_of(source: str) -> SourceParts:
    if not source.strip():
        raise UsageError(detail=f"No local table is named: {_WANTED}.")
    parts = split_source(source)
    if parts.is_claw and parts.table:
        from airsync_gui.local.openclaw import source_of

        return _parts_of(source_of(parts.table))
    if parts.server or parts.is_claw:
        return parts
    path = _absolute(parts.path)
    # A file's suffix means a file, also where a folder stands now: that is told, not read as an empty table.
    if parts.is_folder or (parts.suffix not in FILE_SUFFIXES and _is_folder(path)):
        return SourceParts(path, is_folder=True)
    if parts.suffix not in FILE_SUFFIXES:
        what = f"{path.suffix} files" if path.suffix else f"“{path.name}”, which has no file ending"
        raise UsageError(detail=f"AirSync can't sync {what}: {_WANTED}.")
    return SourceParts(path, parts.table)


def _absolute(path: Path) -> Path:
    """Raises UsageError for what can't be the name of a file."""
    if "\0" in str(path):
        raise UsageError(detail="A file's name can't hold the NUL character.")
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(detail=f"There is no user {path.parts[0]} on this computer.") from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, or a folder that may not be looked into: told when it is opened
        return False
