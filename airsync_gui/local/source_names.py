"""What a source says: ``meals.csv`` is a file, ``health.db#workouts`` a table in a database file, ``notes/`` a folder,
``postgresql://ada@host/club#people`` a table on a server.

Nothing is opened here, and nothing slow imported: whoever only names a place uses this alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from airsync_gui.local.server_names import ServerAddress, parse_server, scheme_of

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
DATABASE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3", ".db3"})
JSON_SUFFIXES = frozenset({".json"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})
PARTED_SUFFIXES = DATABASE_SUFFIXES | JSON_SUFFIXES | WORKBOOK_SUFFIXES
"""Files with several tables in them, one of which a source names behind a ``#``."""
FILE_SUFFIXES = TEXT_SUFFIXES | LINES_SUFFIXES | PARTED_SUFFIXES
CLAW = "openclaw:"
"""Stands before the name of a table in an OpenClaw workspace."""
_FOLDERS = re.compile(r"[/\\]")


class SourceParts(Struct, frozen=True):
    """A source taken apart.

    Attributes:
        path: the file, as it was written.
        table: the table in it; empty for a file that is one table, and where none is named.
        is_folder: whether a folder is named, with a slash at its end.
        server: the database on a server that it is in, instead of a file; ``path`` means nothing then.
        is_claw: whether ``table`` is a name in an OpenClaw workspace, which stands for a file; ``path`` means nothing.
    """

    path: Path
    table: str = ""
    is_folder: bool = False
    server: ServerAddress | None = None
    is_claw: bool = False

    @property
    def is_deep(self) -> bool:
        """Whether a folder is named with those below it: ``notes/**/``."""
        return self.is_folder and self.path.name == "**"

    @property
    def folder(self) -> Path:
        """The folder that is named."""
        return self.path.parent if self.is_deep else self.path

    @property
    def suffix(self) -> str:
        """What tells the kind of a file, in small letters; nothing for a folder."""
        return "" if self.is_folder or self.server or self.is_claw else self.path.suffix.lower()

    @property
    def is_database(self) -> bool:
        """Whether it is a database: on a server, or a file by its suffix."""
        return self.server is not None or self.suffix in DATABASE_SUFFIXES

    @property
    def is_parted(self) -> bool:
        """Whether it may have several tables in it."""
        return self.is_claw or self.server is not None or self.suffix in PARTED_SUFFIXES

    def source_of(self, table: str) -> str:
        """The source of one of its tables."""
        if self.is_claw:
            return f"{CLAW}{table}"
        return f"{self.server.url}#{table}" if self.server else joined(self.path, table)

    @property
    def name(self) -> str:
        """``meals.csv``, ``health.db · workouts``, ``notes/``."""
        if self.is_folder:
            return f"{self.folder.name}/{'**/' if self.is_deep else ''}"
        whole = self.server.name if self.server else self.path.name
        return f"{whole} · {self.table}" if self.table else whole


def is_pattern(parts: SourceParts) -> bool:
    """Whether a source names several files: a ``*`` in the name of a JSON file that is not there as it stands."""
    if "*" not in parts.path.name or parts.suffix not in JSON_SUFFIXES:
        return False
    try:
        return not parts.path.exists()
    except OSError:  # a name that is too long is none that is there
        return True


def split_source(source: str) -> SourceParts:
    """Path and table. A ``#`` parts them only behind such a file's suffix: ``my#list.csv`` is a file's name.

    Raises:
        UsageError: it is an address of a server that makes no sense.
    """
    if source.startswith(CLAW):
        return SourceParts(Path(CLAW), source.removeprefix(CLAW), is_claw=True)
    if scheme_of(source):
        address, table, _ = parse_server(source)
        return SourceParts(Path(address.url), table, server=address)
    for sign in reversed([found.start() for found in re.finditer("#", source)]):
        path, table = Path(source[:sign]), source[sign + 1 :]
        a_file = _FOLDERS.search(table) and Path(table).suffix.lower() in FILE_SUFFIXES
        if path.suffix.lower() in PARTED_SUFFIXES and not a_file:
            return SourceParts(path, table)
    return SourceParts(Path(source), is_folder=source.endswith(("/", os.sep)))


SHOWN_TABLES = 8


def offer_of(tables: Sequence[str], first: str) -> str:
    """Which tables a person could name instead; ``first`` is the source of the first of them."""
    shown, more = ", ".join(tables[:SHOWN_TABLES]), len(tables) - SHOWN_TABLES
    return f"It has: {shown}{f', and {more:,} more' if more > 0 else ''}. Write {first} for the first."


def joined(path: Path, table: str) -> str:
    """The source of a table in a file; the inverse of :func:`split_source`."""
    return f"{path}#{table}" if table else str(path)
