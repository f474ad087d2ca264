"""All notes of a folder, each taken apart."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from airsync_gui.errors import TableMissing, TableUnreadable
from airsync_gui.local.csv_dialect import Encoding, decode
from airsync_gui.local.note_names import MOST_NOTES, SUFFIX, folded, notes_in
from airsync_gui.local.note_text import BODY, FILE, BadNote, NoteText, note_of
from airsync_gui.local.typed_values import Nested, Raw
from airsync_gui.local.whole_file import Stamp, read_whole

_UTF8 = Encoding("utf-8")


class Note(Struct, frozen=True):
    """One note as it was read.

    Attributes:
        path: its file.
        stem: the file's name without its ending; with the folders on the way to it, and slashes between.
        text: what is in it; None where it can't be read.
        stamp: of the file; None for one that is not written yet.
        malformed: why it can't be read; empty where it can.
    """

    path: Path
    stem: str
    text: NoteText | None
    encoding: Encoding = _UTF8
    stamp: Stamp | None = None
    malformed: str = ""

    def has(self, column: str) -> bool:
        """Whether it has a value for a column, be it a blank one."""
        return column in (FILE, BODY) or (self.text is not None and column in self.text.cells)

    def raw(self, column: str) -> Raw:
        """The value of a column."""
        if column == FILE:
            return self.stem
        if self.text is None:
            return None
        if column == BODY:
            return self.text.text[slice(*self.text.body)]
        if column not in self.text.cells and any(name.startswith(f"{column}.") for name in self.text.cells):
            return Nested("{…}")
        return self.text.raw(column)


def columns_of(notes: Sequence[Note]) -> list[str]:
    """The file's name, the names in front matter in the order in which they come up, and the body."""
    names = [name for note in notes if note.text for name in note.text.cells if name not in (FILE, BODY)]
    return [FILE, *dict.fromkeys(names), BODY]


def notes_of(folder: Path, *, deep: bool = False) -> list[Note]:
    """All notes in a folder, by name, with those in folders below it if asked. Raises TableMissing, TableUnreadable."""
    paths = note_paths(folder, deep=deep)
    if len(paths) > MOST_NOTES:
        remedy = "Split it into smaller folders."
        raise TableUnreadable(
            path=str(folder), what="folder", detail=f"has more than {MOST_NOTES:,} notes", remedy=remedy
        )
    found = (_note(path, folder) for path in paths)
    return [note for note in found if note is not None]


def note_paths(folder: Path, *, deep: bool = False) -> list[Path]:
    """The files of all notes, by name. Raises TableMissing, TableUnreadable."""
    try:
        names = [os.path.relpath(entry.path, folder) for entry in notes_in(folder, deep=deep)]
    except FileNotFoundError as error:
        raise TableMissing(path=str(folder), what="folder", detail="does not exist") from error
    except NotADirectoryError as error:
        raise TableUnreadable(
            path=str(folder), what="folder", detail="is no folder", remedy="Name a folder."
        ) from error
    except OSError as error:
        detail = f"can't be read: {error.strerror or error}"
        raise TableUnreadable(path=str(folder), what="folder", detail=detail) from error
    return [folder / name for name in sorted(names, key=lambda name: (folded(name), name))]


def _note(path: Path, folder: Path) -> Note | None:
    """A note; None for one that is gone meanwhile."""
    stem = path.relative_to(folder).as_posix()[: -len(SUFFIX)]
    try:
        stem.encode()
        data, stamp = read_whole(path)
    except UnicodeEncodeError:
        return Note(path, stem.encode("utf-8", "replace").decode(), None, malformed="has a name that is no text")
    except TableMissing:
        return None
    except TableUnreadable as error:
        return Note(path, stem, None, malformed=str(error.detail))
    try:
        text, encoding = decode(data, str(path))
        if not encoding.name.startswith("utf"):
            return Note(path, stem, None, stamp=stamp, malformed="is not UTF-8")
        return Note(path, stem, note_of(text), encoding, stamp)
    except TableUnreadable as error:
        return Note(path, stem, None, stamp=stamp, malformed=str(error.detail))
    except BadNote as bad:
        return Note(path, stem, None, stamp=stamp, malformed=str(bad))
