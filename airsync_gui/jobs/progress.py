"""How far a run is, from the thread that it is on to the window."""

from __future__ import annotations

import threading
from collections.abc import Callable

from airsync_gui.sync.events import Event


class Progress:
    """A run's latest event, on its way from the run's thread to the window; those in between are skipped."""

    def __init__(self, post: Callable[[object], None]) -> None:
        self._post = post
        self._latest: Event | None = None
        self._on_its_way = False
        self._lock = threading.Lock()

    def report(self, event: Event) -> None:
        """Called by the run."""
        with self._lock:
            self._latest = event
            if self._on_its_way:
                return
            self._on_its_way = True
        self._post(self)

    def take(self) -> Event | None:
        """The latest one that was not taken yet."""
        with self._lock:
            latest, self._latest, self._on_its_way = self._latest, None, False
        return latest
