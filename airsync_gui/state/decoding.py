"""What stands in the state file and can't be what AirSync wrote there: the file then counts as damaged."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, TypeVar

from airsync_gui.state.json_text import load_values
from airsync_gui.sync.records import Values

P = ParamSpec("P")
T = TypeVar("T")

_FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError)
"""OSError is how a time that no clock can show is refused."""


class NotAsWritten(sqlite3.DataError):
    """A value that SQLite takes for whole, and that is none of ours; told like any other damage."""


def decoding(read: Callable[P, T]) -> Callable[P, T]:
    """For what makes our values of rows: whatever goes wrong there is damage. To be called while the file is read."""

    @functools.wraps(read)
    def checked(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except _FAULTS as error:
            raise NotAsWritten(f"it holds what AirSync did not write there ({type(error).__name__})") from error

    return checked


@decoding
def moment(text: str) -> datetime:
    """A time as it is kept."""
    return datetime.fromisoformat(text)


@decoding
def values_of(text: str) -> Values:
    """Values as they are kept."""
    return load_values(text)
