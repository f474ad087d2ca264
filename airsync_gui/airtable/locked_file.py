"""A small file that threads and processes change in turns."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from airsync_gui import file_lock

RETRY_S = 0.002
MAX_BYTES = 1 << 20


class LockedFile:
    """An open file that only its holder may change. Made by :func:`locked`."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def read(self) -> bytes:
        """The whole content; empty for a new file."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        return os.read(self._fd, MAX_BYTES)

    def write(self, content: bytes) -> None:
        """Replace the content."""
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, content)
        os.ftruncate(self._fd, len(content))


@contextmanager
def locked(path: Path, wait: Callable[[float], None]) -> Iterator[LockedFile]:
    """Open and lock a file, made for this user alone if need be.

    Args:
        wait: called with seconds as often as someone else holds the file; may raise to give up.
    """
    with file_lock.locked(path, wait, RETRY_S) as fd:
        yield LockedFile(fd)
