"""A file that is read whole and replaced whole: never half-written, never over someone else's edit.

The new content goes to a temporary file in the same folder, is flushed to the disk, and takes the old file's place in
one step, after a last look whether the old one is still what was read. Mode, owner and extended attributes are kept
as far as the system lets us; a symbolic link stays and its target is replaced.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from airsync_gui.errors import ChangedUnderneath, TableMissing, TableNotWritable, TableUnreadable
from airsync_gui.local.temporary_files import remove_leftovers_of, temporary_beside

MAX_BYTES = 1 << 30
_TRIES = 3


class Stamp(Struct, frozen=True):
    """What tells one content of a file from another: size, time, inode, and a hash for all that these miss."""

    size: int
    modified_ns: int
    inode: int
    digest: bytes
    links: int = 1

    @property
    def modified_at(self) -> datetime:
        """When the file was last written, UTC."""
        return datetime.fromtimestamp(self.modified_ns / 1e9, UTC)

    def notes(self, path: Path) -> tuple[str, ...]:
        """What a person should know about the file, as full sentences."""
        if self.links < 2:
            return ()
        what = f"{path.name} has {self.links} hard links"
        return (f"{what}: a write replaces this one, and the other names keep the old content.",)

    def same_content(self, other: Stamp) -> bool:
        """Whether nobody has written the file in between."""
        mine = (self.size, self.modified_ns, self.inode, self.digest)
        return mine == (other.size, other.modified_ns, other.inode, other.digest)


def read_whole(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of a file, all of one moment.

    Raises:
        TableMissing, TableUnreadable: with what to do.
    """
    try:
        for _ in range(_TRIES):
            if (content := _read_once(path)) is not None:
                return content
    except FileNotFoundError as error:
        raise TableMissing(path=str(path), detail="does not exist") from error
    except NotADirectoryError as error:
        raise TableMissing(path=str(path), detail="is in a folder that does not exist") from error
    except PermissionError as error:
        remedy = "Allow this user to read it, or close the program that has it open."
        raise TableUnreadable(path=str(path), detail="can't be opened: no permission", remedy=remedy) from error
    except OSError as error:
        raise TableUnreadable(path=str(path), detail=f"can't be read: {error.strerror or error}") from error
    raise TableUnreadable(path=str(path), detail="is being written right now", remedy="Try again when that is done.")


def _read_once(path: Path) -> tuple[bytes, Stamp] | None:
    """The content, or None if it changed while it was read."""
    # Checked before opening: a pipe would wait for its writer.
    if not stat.S_ISREG(path.stat().st_mode):
        what = "is a folder" if path.is_dir() else "is not a file"
        raise TableUnreadable(path=str(path), detail=what, remedy="Name a file.")
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        if before.st_size > MAX_BYTES:
            raise TableUnreadable(path=str(path), detail="is larger than 1 GB", remedy="Split it into smaller tables.")
        data = file.read()
        after = os.fstat(file.fileno())
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
        return None
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return data, Stamp(len(data), after.st_mtime_ns, after.st_ino, digest, after.st_nlink)


def replace_whole(path: Path, data: bytes, read: Stamp) -> Stamp:
    """As :func:`replace_file`, for a file that is a table of its own: what was left of earlier writes is removed."""
    target = path.resolve()
    with _translated(path):
        check_writable(target)
        remove_leftovers_of(target)
    return replace_file(path, data, read)


def replace_file(path: Path, data: bytes, read: Stamp) -> Stamp:
    """Replace a file's content in one step; ``read`` is the stamp of what it is meant to replace.

    Raises:
        ChangedUnderneath: it is not that content any more.
        TableNotWritable: no permission or no room; the old content is untouched.
    """
    target = path.resolve()
    with _translated(path):
        check_writable(target)
        temporary = _write_beside(target, data)
        try:
            _check_unchanged(path, read)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        flush_folder(target.parent)
        found = target.stat()
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return Stamp(len(data), found.st_mtime_ns, found.st_ino, digest, found.st_nlink)


def copy_file(path: Path, folder: Path) -> None:
    """A copy of a file, under its own name, for this user alone, on the disk for good. Raises OSError."""
    with path.open("rb") as source, open(folder / path.name, "xb", opener=_private) as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ChangedUnderneath(path=str(path), detail="or its folder is not there any more") from error
    except PermissionError as error:
        remedy = "Allow this user to write the file and its folder, or close the program that has it open."
        raise TableNotWritable(path=str(path), detail="can't be replaced: no permission", remedy=remedy) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "Make room on that disk." if full else "Try again, or keep the file on another disk."
        detail = f"can't be replaced: {'the disk is full' if full else error.strerror or error}"
        raise TableNotWritable(path=str(path), detail=detail, remedy=remedy) from error


def check_writable(target: Path) -> None:
    """Raise TableNotWritable for a file that is marked read-only, or that this user may not write."""
    # A replace needs only the folder's permission; a file that is marked read-only is left alone all the same.
    with contextlib.suppress(FileNotFoundError):
        if not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
            raise TableNotWritable(path=str(target), detail="is read-only", remedy="Allow this user to write the file.")


def _check_unchanged(path: Path, read: Stamp) -> None:
    try:
        _, now = read_whole(path)
    except (TableMissing, TableUnreadable) as error:
        raise ChangedUnderneath(path=str(path), detail="is not there any more, or can't be read") from error
    if not now.same_content(read):
        raise ChangedUnderneath(path=str(path), detail="was written by another program after it was read")


def _write_beside(target: Path, data: bytes) -> Path:
    temporary = temporary_beside(target)
    try:
        with open(temporary, "xb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_over_attributes(target, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _take_over_attributes(target: Path, temporary: Path) -> None:
    """Owner, mode and extended attributes (access lists are among them), each as far as this user may."""
    found = target.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, found.st_uid, found.st_gid)
    with contextlib.suppress(OSError):
        temporary.chmod(stat.S_IMODE(found.st_mode))
    if hasattr(os, "listxattr"):
        for name in _attribute_names(target):
            with contextlib.suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))


def _attribute_names(target: Path) -> list[str]:
    """The names of a file's extended attributes; none on a disk that has no such thing."""
    with contextlib.suppress(OSError):
        return os.listxattr(target)
    return []


def flush_folder(folder: Path) -> None:
    """Have a new name in a folder survive a power cut, as far as the system lets us (Windows can't open folders)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
