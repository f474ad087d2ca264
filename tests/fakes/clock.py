"""Time that only moves when something waits, and a wish to stop that comes when a test says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from airsync_gui.errors import Cancelled

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class FakeClock:
    """A clock that stands still until it is moved (the sandbox accepts it too)."""

    def __init__(
        self, start: datetime = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), *, uptime_s: float = 1000.0
    ) -> None:
        self._start = start
        self._uptime_s = uptime_s
        self._elapsed_s = 0.0
        self._set_by_s = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The start, plus all moves."""
        return self._start + timedelta(seconds=self._elapsed_s + self._set_by_s)

    def monotonic(self) -> float:
        """Seconds since the pretended start of the computer."""
        return self._uptime_s + self._elapsed_s

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        with self._lock:
            self._elapsed_s += seconds

    def set_by(self, seconds: float) -> None:
        """Set the time of day on (or back), as after a sleep in which the monotonic clock stands still."""
        with self._lock:
            self._set_by_s += seconds


class FakeCancel:
    """A cancel whose waits move a :class:`FakeClock`.

    Attributes:
        waits: the length of every wait so far.
        during: called in each wait with its length, before time moves; may call :meth:`cancel`.
    """

    def __init__(self, clock: FakeClock, during: Callable[[float], None] | None = None) -> None:
        self.clock = clock
        self.waits: list[float] = []
        self.during = during
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """From now on every look and every wait raises Cancelled."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise if cancelled."""
        if self._cancelled.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Move the clock instead of sleeping."""
        self.check()
        self.waits.append(seconds)
        if self.during is not None:
            self.during(seconds)
            self.check()
        self.clock.advance(seconds)
