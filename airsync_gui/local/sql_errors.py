"""A database's errors in our own words."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import LocalTableError, Refused, TableMissing, TableNotWritable, TableUnreadable
from airsync_gui.local.sql_sqlite import Fault, fault_of

_WRITING = {
    Fault.BUSY: ("is in use by another program", "Try again when the other program is done, or close it."),
    Fault.READ_ONLY: ("is read-only", "Allow this user to write the file and its folder."),
    Fault.FULL: ("can't be written: the disk is full", "Make room on that disk."),
    Fault.UNAVAILABLE: (
        "can't be written: its journal can't be made in its folder",
        "Allow this user to write the folder that it is in.",
    ),
}
_READING = {
    Fault.BUSY: ("is in use by another program", "Try again when the other program is done, or close it."),
    Fault.READ_ONLY: (
        "can't be read before an unfinished change to it is undone",
        "Open it once with the program that writes it, or allow this user to write the file and its folder.",
    ),
    Fault.UNAVAILABLE: (
        "can't be opened: no permission",
        "Allow this user to read it and to write its folder, or close the program that has it open.",
    ),
    Fault.DAMAGED: ("is damaged", "Restore it from a copy, or mend it with the program that made it."),
    Fault.NO_DATABASE: ("is not an SQLite database, or an encrypted one", "Name an SQLite database."),
}


@contextmanager
def in_our_words(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Translate what the database says into errors of the local side.

    Raises:
        TableUnreadable, TableNotWritable: with what to do.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translated(path, error, writing=writing) from error
    except OSError as error:
        kind = TableNotWritable if writing else TableUnreadable
        raise kind(path=str(path), detail=f"can't be opened: {error.strerror or error}") from error


def _translated(path: Path, error: DBAPIError, *, writing: bool) -> LocalTableError:
    fault = fault_of(error)
    if writing and fault not in (Fault.DAMAGED, Fault.NO_DATABASE):
        detail, remedy = _WRITING.get(fault, (f"can't be written: {said(error)}", None))
        return TableNotWritable(path=str(path), detail=detail, remedy=remedy)
    detail, remedy = _READING.get(fault, (f"can't be read: {said(error)}", None))
    return TableUnreadable(path=str(path), detail=detail, remedy=remedy)


def said(error: DBAPIError) -> str:
    """The database's own words, without the statement."""
    return str(error.orig).strip() or type(error.orig).__name__


def refusal(error: DBAPIError) -> Refused:
    """One change that the database turned down."""
    return Refused(by="the database", detail=said(error))


def check_there(path: Path) -> None:
    """Whether there is a file to open. Asked first, since the database itself says the same for all that is amiss.

    Raises:
        TableMissing, TableUnreadable: with what to do.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise TableMissing(path=str(path), detail="does not exist") from error
    except NotADirectoryError as error:
        raise TableMissing(path=str(path), detail="is in a folder that does not exist") from error
    except OSError as error:
        what = "no permission" if error.errno == errno.EACCES else error.strerror or str(error)
        raise TableUnreadable(path=str(path), detail=f"can't be opened: {what}") from error
    if not stat.S_ISREG(mode):
        what = "is a folder" if stat.S_ISDIR(mode) else "is not a file"
        raise TableUnreadable(path=str(path), detail=what, remedy="Name a database file.")
