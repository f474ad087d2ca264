"""A folder that is gone when the demo is, and what an earlier demo left that was killed."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from airsync_gui.file_lock import locked

PREFIX = "airsync-demo-"
MARKER = ".airsync-demo"
"""The file that says that a folder may be deleted; its owner holds it locked as long as it lives."""
OLD_S = 60.0
"""A folder this young may belong to a demo that is just about to lock it."""


class _Held(Exception):
    """Somebody is there."""


class ThrowAwayFolder:
    """A new, private folder in the system's place for temporary files."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
        self._lock: AbstractContextManager[int] | None = _lock(self.path)
        self._lock.__enter__()

    def close(self) -> None:
        """Delete it with all that is in it. May be called twice."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.__exit__(None, None, None)
            shutil.rmtree(self.path, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def delete_leftovers() -> None:
    """Delete what demos left that did not come to their end. What is not surely one of those stays."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_ours(folder) and _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether this person's own demo made it: a private folder of theirs, no link, with our marker in it."""
    try:
        found, marker = folder.lstat(), (folder / MARKER).lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode) or not stat.S_ISREG(marker.st_mode) or marker.st_mtime > time.time() - OLD_S:
        return False
    if not hasattr(os, "getuid"):
        return True  # Windows has a folder for temporary files per person
    return found.st_uid == os.getuid() == marker.st_uid and not found.st_mode & 0o077


def _is_abandoned(folder: Path) -> bool:
    """Whether nobody holds the marker: the system frees it however its holder ends."""
    try:
        with _lock(folder):
            return True
    except (_Held, OSError):
        return False


def _lock(folder: Path) -> AbstractContextManager[int]:
    def give_up(_seconds: float) -> None:
        raise _Held

    return locked(folder / MARKER, give_up, 0)
