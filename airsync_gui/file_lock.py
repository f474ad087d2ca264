"""A locked file: the one primitive behind everything that processes do in turns.

``flock`` on Unix, ``msvcrt.locking`` on Windows. The lock belongs to the open file, so it keeps two threads of one
process apart as well as two processes, and the operating system frees it when its process ends, however it ends:
there is never a stale one to clean up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def locked(path: Path, wait: Callable[[float], None], retry_s: float) -> Iterator[int]:
    """Open and lock a file, made for this user alone if need be; its descriptor.

    Args:
        wait: called with ``retry_s`` as often as someone else holds the file; may raise to give up.

    Raises:
        OSError: the file can't be opened.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        while not _try_lock(fd):
            wait(retry_s)
        try:
            yield fd
        finally:
            _unlock(fd)
    finally:
        os.close(fd)
