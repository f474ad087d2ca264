"""A table of many files: how one comes and goes, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from airsync_gui.errors import ChangedUnderneath, TableMissing, TableNotWritable, TableUnreadable
from airsync_gui.local.temporary_files import temporary_beside
from airsync_gui.local.whole_file import Stamp, flush_folder, read_whole


def delete_file(path: Path, stamp: Stamp | None) -> None:
    """Delete a file that is still what was read.

    Raises:
        ChangedUnderneath, TableNotWritable.
    """
    try:
        _, now = read_whole(path)
        if stamp is None or not now.same_content(stamp):
            raise ChangedUnderneath(path=str(path), detail="was written by another program after it was read")
        path.unlink()
    except TableMissing:
        return  # it is gone, as it should be
    except OSError as error:
        raise not_writable(path, error) from error


def check_files_unchanged(place: Path, find: Callable[[], Iterable[Path]], read: Mapping[Path, Stamp | None]) -> None:
    """Look whether the same files are there as were read, each as it was, by its size, time and inode.

    Args:
        place: the table, for what an error says.
        find: lists its files now.
        read: each file that was read, with its stamp where there is one.

    Raises:
        ChangedUnderneath.
    """
    try:
        now = {path: path.stat() for path in find()}
    except (TableMissing, TableUnreadable, OSError) as error:
        detail = "is not there any more, or can't be read"
        raise ChangedUnderneath(path=str(place), what="folder", detail=detail) from error
    same = now.keys() == read.keys() and all(
        stamp is None
        or (stamp.size, stamp.modified_ns, stamp.inode) == (now[path].st_size, now[path].st_mtime_ns, now[path].st_ino)
        for path, stamp in read.items()
    )
    if not same:
        detail = "was changed by another program after it was read"
        raise ChangedUnderneath(path=str(place), what="folder", detail=detail)


def new_file(path: Path, data: bytes) -> Stamp:
    """Make a file that was not there, whole or not at all.

    Raises:
        ChangedUnderneath: there is one by now.
        TableNotWritable.
    """
    temporary: Path | None = None
    try:
        temporary = temporary_beside(path)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_name(temporary, path)
    except FileExistsError as error:
        raise ChangedUnderneath(path=str(path), detail="was made by another program meanwhile") from error
    except OSError as error:
        raise not_writable(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    flush_folder(path.parent)
    return read_whole(path)[1]


def _take_name(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)  # unlike a rename it never replaces what is there
    except OSError as error:
        if error.errno == errno.EEXIST or path.exists():
            raise FileExistsError(error.errno, str(error), str(path)) from error
        temporary.rename(path)  # a disk without links


def not_writable(path: Path, error: OSError) -> TableNotWritable:
    """What to say where a file, or its folder, takes no change."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "Make room on that disk." if full else "Allow this user to write the folder and what is in it."
    detail = "can't be written: the disk is full" if full else f"can't be written: {error.strerror or error}"
    return TableNotWritable(path=str(path), detail=detail, remedy=remedy)
