"""Locks between processes that die with their process: one run at a time per Airtable table and per local table."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from airsync_gui import file_lock
from airsync_gui.errors import Busy, StateError

RUN_WAIT_S = 10.0
"""How long a second run of the same table waits before it gives up."""
RETRY_S = 0.05


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
    ends = time.monotonic() + wait_s

    def wait(seconds: float) -> None:
        if time.monotonic() >= ends:
            raise Busy(what=what, waited_s=wait_s)
        sleep(seconds)

    with ExitStack() as stack:
        try:
            stack.enter_context(file_lock.locked(path, wait, RETRY_S))
        except OSError as error:
            raise StateError(path=str(path), detail=error.strerror or str(error)) from error
        yield


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
