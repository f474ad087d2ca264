"""One window per profile: a second start has the first window come to the front, and ends."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from airsync_gui import file_lock
from airsync_gui.errors import Busy


class OneWindow(QObject):
    """A profile's claim to the one window, held until :meth:`give_up` or the end of the process.

    Args:
        folder: where the profile's data are; it is made by whoever writes them first, and here if need be.

    Signals:
        called: another start wants to see the window.
    """

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock, self._bell = folder / "window.lock", folder / "window.call"
        self._held = ExitStack()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_bell)

    def claim(self, *, call: bool = True) -> bool:
        """Whether this is the profile's first window; else the first one is called, if wanted. Raises OSError."""
        try:
            self._held.enter_context(file_lock.locked(self._lock, _do_not_wait, 0.0))
        except Busy:
            if call:
                self._bell.write_text(str(os.getpid()), encoding="ascii")
            return False
        self._bell.touch(mode=0o600)
        self._watcher.addPath(str(self._bell))
        return True

    def give_up(self) -> None:
        """The window is gone."""
        self._watcher.removePath(str(self._bell))
        self._held.close()

    def _on_bell(self, path: str) -> None:
        self._watcher.addPath(path)  # where it was replaced, it is watched no longer
        self.called.emit()


def _do_not_wait(_seconds: float) -> None:
    raise Busy(what="the window", waited_s=0.0)
