"""Ctrl-C and SIGTERM: an orderly end, within a second."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from airsync_gui.errors import Cancelled

GRACE_S = 0.6
"""How long the work has to notice that it shall end, before it is interrupted where it stands."""
AGAIN_S = 0.5
"""How long until it is interrupted once more: a library may have swallowed the first."""


class Cancel(Protocol):
    """What the work looks at between its steps."""

    def set(self) -> None:
        """Ask it to end."""


@contextmanager
def stop_on_signals(cancel: Cancel) -> Iterator[None]:
    """While the block runs, the first Ctrl-C or SIGTERM asks it to end; a second one ends the process at once.

    A step that takes longer than the grace (a request that waits for its answer) is interrupted by Cancelled, raised
    where it stands. What it had begun is in the journal, as after a crash. Windows can't interrupt a waiting thread:
    there the process ends.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(signum: int, _frame: object) -> None:
        cancel.set()
        signal.signal(signum, signal.SIG_DFL)
        _interrupt_later()

    before = {signum: signal.signal(signum, ask) for signum in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        _interrupt_no_more()
        for signum, handler in before.items():
            signal.signal(signum, handler)


if hasattr(signal, "setitimer"):

    def _interrupt_later() -> None:
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, GRACE_S, AGAIN_S)

    def _interrupt(_signum: int, _frame: object) -> None:
        raise Cancelled

    def _interrupt_no_more() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

else:

    def _interrupt_later() -> None:
        timer = threading.Timer(GRACE_S, os._exit, (130,))
        timer.daemon = True
        timer.start()

    def _interrupt_no_more() -> None:
        pass
