"""From what a person types to a local table: ``meals.csv``, ``~/lists/meals.tsv``, ``health.db#workouts``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from airsync_gui.errors import UsageError
from airsync_gui.local.csv_table import CsvTable
from airsync_gui.local.source_names import DATABASE_SUFFIXES, TEXT_SUFFIXES, SourceParts, joined, split_source

if TYPE_CHECKING:
    from airsync_gui.local.sql_shape import TableInfo
    from airsync_gui.local.sql_table import SqlTable

__all__ = ["DATABASE_SUFFIXES", "TEXT_SUFFIXES", "absolute_source", "open_local_table", "tables_in"]

_WANTED = "give an SQLite database and its table as data.db#table, or the path of a .csv or .tsv file"


def absolute_source(source: str) -> str:
    """The same source, good from any folder; links are left as they are, so that a pair follows them."""
    parts = _parts_of(source)
    return joined(parts.path, parts.table)


def open_local_table(
    source: str,
    *,
    styles: Mapping[str, str] | None = None,
    time_column: str | None = None,
    zone: tzinfo | None = None,
) -> CsvTable | SqlTable:
    """The table that a source names; it need not exist yet.

    Raises:
        UsageError: it is no kind of table that AirSync knows, or a database without a table's name.
        TableMissing, TableUnreadable: a database without a table's name can't be looked into.
    """
    parts = _parts_of(source)
    if not parts.is_database:
        return CsvTable(parts.path, styles=styles, time_column=time_column, zone=zone)
    from airsync_gui.local.sql_table import SqlTable, no_table_named

    if not parts.table:
        raise no_table_named(parts.path)
    return SqlTable(parts.path, parts.table, styles=styles, time_column=time_column, zone=zone)


def tables_in(source: str) -> list[TableInfo]:
    """The tables that a database offers for a pair; a table that the source names is left aside.

    Raises:
        UsageError: it is no database.
        TableMissing, TableUnreadable.
    """
    parts = _parts_of(source)
    if not parts.is_database:
        raise UsageError(detail=f"{parts.path.name} is one table by itself.")
    from airsync_gui.local.sql_table import tables_in as found

    return found(parts.path)


def _parts_of(source: str) -> SourceParts:
    if not source.strip():
        raise UsageError(detail=f"No local table is named: {_WANTED}.")
    if "://" in source:
        kind = source.partition("://")[0]
        raise UsageError(detail=f"AirSync can't sync {kind}:// tables: {_WANTED}.")
    parts = split_source(source)
    path = Path(parts.path).expanduser().absolute()
    if path.suffix.lower() not in TEXT_SUFFIXES | DATABASE_SUFFIXES:
        what = f"{path.suffix} files" if path.suffix else f"“{path.name}”, which has no file ending"
        raise UsageError(detail=f"AirSync can't sync {what}: {_WANTED}.")
    return SourceParts(path, parts.table)
