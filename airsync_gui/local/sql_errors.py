"""A database's errors in our own words."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import LocalTableError, Refused, TableMissing, TableNotWritable, TableUnreadable
from airsync_gui.local.sql_database import Fault, SqlDatabase


@contextmanager
def in_our_words(database: SqlDatabase, *, writing: bool = False) -> Iterator[None]:
    """Translate what the database says into errors of the local side.

    Raises:
        TableUnreadable, TableNotWritable: with what to do.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translated(database, error, writing=writing) from _without_frames(error)
    except UnicodeDecodeError as error:  # what the database says of the damage holds bytes of the file
        detail, remedy = database.words(Fault.DAMAGED, writing=False) or ("is damaged", None)
        raise TableUnreadable(path=database.place, what=database.what, detail=detail, remedy=remedy) from error
    except OSError as error:
        kind = TableNotWritable if writing else TableUnreadable
        detail = f"can't be opened: {error.strerror or error}"
        raise kind(path=database.place, what=database.what, detail=detail) from error


def _translated(database: SqlDatabase, error: DBAPIError, *, writing: bool) -> LocalTableError:
    fault = database.fault_of(error)
    writing = writing and fault not in (Fault.DAMAGED, Fault.NO_DATABASE)
    verb = "written" if writing else "read"
    plain = (f"can't be {verb}: {database.said(error)}", None)
    detail, remedy = database.words(fault, writing=writing) or plain
    if fault in (Fault.GONE, Fault.DENIED):
        detail = f"{detail} ({database.said(error)})"
    kind = TableNotWritable if writing else TableUnreadable
    return kind(path=database.place, what=database.what, detail=detail, remedy=remedy)


def _without_frames(error: BaseException) -> BaseException:
    """An error, and what led to it, without their frames: the driver's have the password among their variables."""
    led: BaseException | None = error
    while led is not None:
        led.__traceback__ = None
        led = led.__cause__ or led.__context__
    return error


def refusal(database: SqlDatabase, error: DBAPIError) -> Refused:
    """One change that the database turned down."""
    return Refused(by="the database", detail=database.said(error))


def check_file(path: Path) -> None:
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
