"""How often progress is shown: what runs and long queries report reaches the window at most ten times a second."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from airsync_gui.jobs.progress import Progress
from airsync_gui.sync.events import Event

PROGRESS_MS = 100


class ProgressPace(QObject):
    """Takes note of progress that has news, and has it shown in turn. Lives on the GUI thread.

    Signals:
        due: a :class:`Progress` whose latest event is to be shown; not one that a listener has.
    """

    due = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listeners: weakref.WeakKeyDictionary[Progress, weakref.WeakMethod[Callable[[Event], None]]]
        self._listeners = weakref.WeakKeyDictionary()
        self._moved: list[Progress] = []
        self._pace = QTimer(self, singleShot=True, interval=PROGRESS_MS)
        self._pace.timeout.connect(self._on_pace)

    def listen(self, progress: Progress, then: Callable[[Event], None]) -> None:
        """Have its events told here alone.

        Args:
            then: a method of a QObject; where that is gone, nobody is told.
        """
        self._listeners[progress] = weakref.WeakMethod(then)

    def note(self, progress: Progress) -> None:
        """It has news: they are shown now, or when the pace allows it."""
        self._moved.append(progress)
        if not self._pace.isActive():
            self._on_pace()

    def forget(self, progress: Progress) -> None:
        """Its work is over: nothing of it is shown any more."""
        self._moved = [moved for moved in self._moved if moved is not progress]

    def stop(self) -> None:
        """Show nothing any more by itself."""
        self._pace.stop()

    def _on_pace(self) -> None:
        moved, self._moved = self._moved, []
        for progress in moved:
            if progress in self._listeners:
                self._tell_listener(progress)
            else:
                self.due.emit(progress)
        if moved:
            self._pace.start()

    def _tell_listener(self, progress: Progress) -> None:
        event, then = progress.take(), self._listeners[progress]()
        if event is not None and then is not None and shiboken6.isValid(getattr(then, "__self__", None)):
            then(event)
