"""One measured line, and how time is taken."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins


class Row(Struct, frozen=True):
    """What was measured.

    Attributes:
        calls: requests to Airtable, where there are any.
        against: what ``theirs_s`` is: the floor of Airtable's limits, or plain Python doing less.
    """

    what: str
    ours_s: float
    against: str
    theirs_s: float
    calls: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The row with its ratio."""
        return {**to_builtins(self), "ratio": self.ours_s / self.theirs_s}


class Figure(Struct, frozen=True):
    """One of the figures to reach.

    Attributes:
        reach: at most so much; None where it is only told.
    """

    what: str
    reach: float | None
    measured: float
    unit: str = "ms"

    def as_json(self) -> dict[str, Any]:
        """The figure with whether it is reached."""
        return {**to_builtins(self), "reached": self.reached}

    @property
    def reached(self) -> bool:
        """Whether it is within its goal."""
        return self.reach is None or self.measured <= self.reach


@cache
def _compiled() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def compiled() -> dict[str, str]:
    """Variables for a process whose code is kept as the interpreter wants it, as where AirSync is installed.

    Else each start compiles what was edited since, or all of it where writing byte code is turned off.
    """
    return {"PYTHONPYCACHEPREFIX": str(_compiled()), "PYTHONDONTWRITEBYTECODE": ""}


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least of several rounds: what the machine's other work added least to."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)
