"""Locks between processes that die with their process: one run at a time per Airtable table and per local table.

``flock`` on Unix, ``msvcrt.locking`` on Windows: the operating system frees them when the process ends, however it
ends, so there is never a stale lock to clean up.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from airsync_gui.errors import Busy, StateError

RUN_WAIT_S = 10.0
"""How long a second run of the same table waits before it gives up."""
RETRY_S = 0.05

if sys.platform == "win32":
    import msvcrt

    def try_lock(fd: int) -> bool:
        """Take the lock of an open file without waiting; whether it was free."""
        os.lseek(fd, 1 << 30, os.SEEK_SET)  # locks are mandatory there: a byte far behind any content
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(fd: int) -> bool:
        """Take the lock of an open file without waiting; whether it was free."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held_file(path: Path, *, wait_s: float, what: str, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Hold the lock that ``path`` stands for.

    Args:
        what: what it guards, for the message.
        sleep: waits between two tries; may raise Cancelled.

    Raises:
        Busy: another process (or another run of this one) still holds it after ``wait_s``.
        StateError: the lock file can't be made.
    """
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StateError(path=str(path), detail=error.strerror or str(error)) from error
    try:
        ends = time.monotonic() + wait_s
        while not try_lock(fd):
            if time.monotonic() >= ends:
                raise Busy(what=what, waited_s=wait_s)
            sleep(RETRY_S)
        yield
    finally:
        os.close(fd)  # closing frees the lock


@contextmanager
def held_tables(
    folder: Path, identities: dict[str, str], *, wait_s: float = RUN_WAIT_S, sleep: Callable[[float], None] = time.sleep
) -> Iterator[None]:
    """Hold several tables at once.

    Args:
        folder: the user's folder for locks.
        identities: what names each table uniquely → what a person calls it.
    """
    with ExitStack() as stack:
        for identity in sorted(identities):  # one order for everybody: no two runs wait for each other
            name = hashlib.blake2b(identity.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
            path = folder / f"run-{name}.lock"
            stack.enter_context(held_file(path, wait_s=wait_s, what=identities[identity], sleep=sleep))
        yield
