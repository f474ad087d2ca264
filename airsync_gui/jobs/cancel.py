"""A person's wish to stop, for threads."""

from __future__ import annotations

import threading

from airsync_gui.errors import Cancelled


class CancelFlag:
    """A wish to stop that every wait of the program listens to; see :class:`airsync_gui.sync.ports.Cancel`."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def is_set(self) -> bool:
        """Whether it was asked for."""
        return self._event.is_set()

    def set(self) -> None:
        """Ask the work to end."""
        self._event.set()

    def check(self) -> None:
        """Raise Cancelled once asked."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleep; raise Cancelled at once when asked."""
        if self._event.wait(max(0.0, seconds)):
            raise Cancelled
