"""What a source says: ``meals.csv`` is a file, ``health.db#workouts`` a table in a database file, ``notes/`` a folder.

Nothing is opened here, and nothing slow imported: whoever only names a place uses this alone.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
DATABASE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3", ".db3"})
JSON_SUFFIXES = frozenset({".json"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})
PARTED_SUFFIXES = DATABASE_SUFFIXES | JSON_SUFFIXES | WORKBOOK_SUFFIXES
"""Files with several tables in them, one of which a source names behind a ``#``."""
FILE_SUFFIXES = TEXT_SUFFIXES | LINES_SUFFIXES | PARTED_SUFFIXES
_FOLDERS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class SourceParts:
    """A source taken apart.

    Attributes:
        path: the file, as it was written.
        table: the table in it; empty for a file that is one table, and where none is named.
        is_folder: whether a folder is named, with a slash at its end.
    """

    path: Path
    table: str = ""
    is_folder: bool = False

    @property
    def suffix(self) -> str:
        """What tells the kind of a file, in small letters; nothing for a folder."""
        return "" if self.is_folder else self.path.suffix.lower()

    @property
    def is_database(self) -> bool:
        """Whether the file is a database by its suffix."""
        return self.suffix in DATABASE_SUFFIXES

    @property
    def is_parted(self) -> bool:
        """Whether the file may have several tables in it."""
        return self.suffix in PARTED_SUFFIXES

    @property
    def name(self) -> str:
        """``meals.csv``, ``health.db · workouts``, ``notes/``."""
        if self.is_folder:
            return f"{self.path.name}/"
        return f"{self.path.name} · {self.table}" if self.table else self.path.name


def split_source(source: str) -> SourceParts:
    """Path and table. A ``#`` parts them only behind such a file's suffix: ``my#list.csv`` is a file's name."""
    for sign in reversed([found.start() for found in re.finditer("#", source)]):
        path, table = Path(source[:sign]), source[sign + 1 :]
        a_file = _FOLDERS.search(table) and Path(table).suffix.lower() in FILE_SUFFIXES
        if path.suffix.lower() in PARTED_SUFFIXES and not a_file:
            return SourceParts(path, table)
    return SourceParts(Path(source), is_folder=source.endswith(("/", os.sep)))


def joined(path: Path, table: str) -> str:
    """The source of a table in a file; the inverse of :func:`split_source`."""
    return f"{path}#{table}" if table else str(path)
