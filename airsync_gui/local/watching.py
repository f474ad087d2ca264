"""How to notice that somebody edited a local table: a stamp that moves with it, and the paths to watch.

A file on another computer's disk is told of by nobody; it is looked at from time to time, by its stamp alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from airsync_gui.errors import LocalTableError
from airsync_gui.local.note_names import folder_stamp, notes_in
from airsync_gui.local.source_names import SourceParts, is_pattern

MOST_WATCHED = 1_000
"""So many files of a folder are watched one by one: each takes a watch of the system, which has few of them."""
MOUNTS = Path("/proc/self/mounts")
_REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "ncpfs", "vboxsf", "fuse"})
_SQLITE = b"SQLite format 3\0"
_WRITE_VERSION, _ROLLBACK_JOURNAL = 18, 1
_CHANGE_COUNTER = slice(24, 28)
"""Places in an SQLite file's header: https://www.sqlite.org/fileformat.html#the_database_header."""


def stamp_of(parts: SourceParts) -> str:
    """A text that changes whenever the table does; empty while it can't be looked at. Not of a server's."""
    try:
        if is_pattern(parts):
            from airsync_gui.local.json_files import set_stamp

            return set_stamp(parts.path)
        if parts.is_folder:
            return folder_stamp(parts.folder, deep=parts.is_deep)
        found = parts.path.stat()
        counter = _change_counter(parts.path) if parts.is_database else ""
    except (OSError, ValueError, LocalTableError):
        return ""
    return f"{found.st_ino} {found.st_size} {counter or found.st_mtime_ns}{_journal_stamp(parts.path)}"


def _change_counter(path: Path) -> str:
    """What SQLite counts up with each transaction; empty where transactions go to a journal beside the file first."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_SQLITE) or header[_WRITE_VERSION] != _ROLLBACK_JOURNAL:
        return ""
    return f"v{int.from_bytes(header[_CHANGE_COUNTER])}"


def journal_of(path: Path) -> Path:
    """The file in which a database keeps what is committed and not yet in the database itself; beside a link's end."""
    return Path(f"{os.path.realpath(path)}-wal")


def _journal_stamp(path: Path) -> str:
    """A stamp of what a database has committed but not yet put into its file; an empty journal is none."""
    with suppress(OSError):
        found = journal_of(path).stat()
        return f" {found.st_size} {found.st_mtime_ns}" if found.st_size else ""
    return ""


def paths_to_watch(parts: SourceParts) -> tuple[str, ...]:
    """What the system is to tell of: the file and its folder, since many programs save by a new file under the old
    name; a database's journal; of a folder each file. Nothing on another computer's disk, and nothing on a server.
    """
    if parts.server or parts.is_claw or is_remote(parts.folder if parts.is_folder else parts.path):
        return ()
    found: list[str] = []
    with suppress(OSError, ValueError, LocalTableError):
        found.extend(str(path) for path in islice(_paths(parts), MOST_WATCHED))
    return tuple(found)


def _paths(parts: SourceParts) -> Iterator[Path]:
    if parts.is_folder:
        yield parts.folder
        notes = [Path(entry.path) for entry in notes_in(parts.folder, deep=parts.is_deep)]
        yield from dict.fromkeys(note.parent for note in notes if note.parent != parts.folder)
        yield from notes
        return
    yield parts.path.parent
    if is_pattern(parts):
        from airsync_gui.local.json_files import paths_of

        yield from paths_of(parts.path)
        return
    yield parts.path
    if parts.is_database:
        yield journal_of(parts.path)


def is_remote(path: Path) -> bool:
    """Whether a file lies on another computer's disk, where this system says so (Linux)."""
    try:
        mounts = [line.split(" ") for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()]
        real = path.resolve()
    except OSError:
        return False
    found = [(place, kind) for _, place, kind, *_ in mounts if real.is_relative_to(place.replace("\\040", " "))]
    return bool(found) and max(found, key=lambda mount: len(mount[0]))[1].partition(".")[0] in _REMOTE
