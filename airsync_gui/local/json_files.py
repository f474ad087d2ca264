"""The JSON files that a pattern names, each taken apart; the column of what the ``*`` in it stands for."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import TableMissing, TableUnreadable
from airsync_gui.local.csv_dialect import Encoding
from airsync_gui.local.json_document import JsonDocument, parse_object
from airsync_gui.local.temporary_files import remove_leftovers
from airsync_gui.local.whole_file import Stamp, read_whole

FILE = "file"
"""The column of what the ``*`` in the pattern stands for."""
MOST_FILES = 50_000
Parser = Callable[[bytes, Path], JsonDocument]
"""Takes a file apart; the path is for what an error says. Raises TableUnreadable."""


class JsonFile(Struct, frozen=True):
    """One file of a table.

    Attributes:
        part: what the ``*`` stands for in its name; the whole name where the pattern has several.
        document: None where it can't be read; ``malformed`` says why.
        stamp: None for one that is not written yet.
    """

    path: Path
    part: str
    document: JsonDocument | None
    stamp: Stamp | None = None
    malformed: str = ""

    def shown(self, with_file: bool) -> JsonDocument:
        """The document with the column of the file's name."""
        assert self.document is not None
        if not with_file:
            return self.document
        rows = [replace(row, cells={FILE: self.part, **row.cells}) for row in self.document.rows]
        return replace(self.document, rows=rows)


def paths_of(pattern: Path) -> list[Path]:
    """The files that a pattern names, by name. Raises TableMissing, TableUnreadable."""
    shape, folder = _shape(pattern), pattern.parent
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name
                for entry in entries
                if not entry.name.startswith(".")
                and shape.fullmatch(entry.name)
                and entry.is_file(follow_symlinks=False)
            ]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise TableMissing(path=str(folder), what="folder", detail="does not exist") from error
    except OSError as error:
        detail = f"can't be read: {error.strerror or error}"
        raise TableUnreadable(path=str(folder), what="folder", detail=detail) from error
    if len(names) > MOST_FILES:
        detail, remedy = f"has more than {MOST_FILES:,} files of this name", "Name fewer."
        raise TableUnreadable(path=str(pattern), what="folder", detail=detail, remedy=remedy)
    return [folder / name for name in sorted(names)]


def remove_leftovers_of(pattern: Path) -> None:
    """Remove what was left on its way to one of them."""
    shape = _shape(pattern)
    remove_leftovers([pattern.parent], lambda name: shape.fullmatch(name) is not None)


def files_of(pattern: Path, parse: Parser = parse_object) -> list[JsonFile]:
    """All of them, each taken apart. Raises TableMissing, TableUnreadable."""
    found = (_file(path, pattern, parse) for path in paths_of(pattern))
    return [file for file in found if file is not None]


def _shape(pattern: Path) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, pattern.name.split("*"))), re.DOTALL)


def _part_of(pattern: Path, path: Path) -> str:
    """What the ``*`` in a pattern stands for in a file's name; the whole name where it has several."""
    shape = _shape(pattern)
    matched = shape.fullmatch(path.name)
    return matched[1] if matched and shape.groups == 1 else path.stem


def _file(path: Path, pattern: Path, parse: Parser) -> JsonFile | None:
    """One of them; None for one that is gone meanwhile."""
    part, stamp = _part_of(pattern, path), None
    try:
        data, stamp = read_whole(path)
        return JsonFile(path, part, parse(data, path), stamp)
    except TableMissing:
        return None
    except TableUnreadable as error:
        return JsonFile(path, part, None, stamp, malformed=str(error.detail))


def has_file_column(files: Iterable[JsonFile]) -> bool:
    """Whether the name of a file is a column: not where the objects have a member of that name."""
    return not any(FILE in row.cells for file in files if file.document for row in file.document.rows)


def whole_of(files: Iterable[JsonFile], with_file: bool) -> JsonDocument:
    """The rows of all files, to know the table's columns."""
    rows = [row for file in files if file.document for row in file.shown(with_file).rows]
    return JsonDocument("", Encoding("utf-8"), None, [row for row in rows if not row.malformed])


def set_stamp(pattern: Path) -> str:
    """A text that changes whenever one of the files does. Raises TableMissing, TableUnreadable, OSError."""
    digest = hashlib.blake2b(digest_size=16)
    for path in paths_of(pattern):
        found = path.stat()
        digest.update(
            f"{path.name}\0{found.st_size} {found.st_mtime_ns} {found.st_ino}\0".encode(errors="surrogateescape")
        )
    return digest.hexdigest()
