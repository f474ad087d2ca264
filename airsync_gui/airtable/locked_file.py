"""A small file that threads and processes change in turns.

The lock belongs to the open file, so it also keeps two threads of one process apart, and it dies with its process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

RETRY_S = 0.002
MAX_BYTES = 1 << 20

if sys.platform == "win32":
    import msvcrt

    # Locks are mandatory on Windows: a byte far behind the content leaves that readable for others.
    _LOCKED_BYTE = 1 << 30

    def _try_lock(fd: int) -> bool:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


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
    fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        while not _try_lock(fd):
            wait(RETRY_S)
        try:
            yield LockedFile(fd)
        finally:
            _unlock(fd)
    finally:
        os.close(fd)
