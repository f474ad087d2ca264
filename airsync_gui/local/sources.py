"""From what a person types to a local table: ``meals.csv``, ``~/lists/meals.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

from airsync_gui.errors import UsageError
from airsync_gui.local.csv_table import CsvTable

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})


def absolute_source(source: str) -> str:
    """The same source, good from any folder; links are left as they are, so that a pair follows them."""
    return str(_path_of(source))


def open_local_table(
    source: str,
    *,
    styles: Mapping[str, str] | None = None,
    time_column: str | None = None,
    zone: tzinfo | None = None,
) -> CsvTable:
    """The table that a source names; it need not exist yet.

    Raises:
        UsageError: it is no kind of table that AirSync knows.
    """
    return CsvTable(_path_of(source), styles=styles, time_column=time_column, zone=zone)


def _path_of(source: str) -> Path:
    if not source.strip():
        raise UsageError(detail="No local table is named: give the path of a .csv or .tsv file.")
    if "://" in source:
        kind = source.partition("://")[0]
        raise UsageError(detail=f"AirSync can't sync {kind}:// tables: give the path of a .csv or .tsv file.")
    path = Path(source).expanduser().absolute()
    if path.suffix.lower() not in TEXT_SUFFIXES:
        what = f"{path.suffix} files" if path.suffix else f"“{path.name}”, which has no file ending"
        raise UsageError(detail=f"AirSync can't sync {what}: give the path of a .csv or .tsv file.")
    return path
