"""Ctrl-C, SIGTERM and a terminal that was closed: an orderly end, within a second."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from airsync_gui.errors import Cancelled

STDOUT, STDERR = 1, 2
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
    """While the block runs, the first Ctrl-C, SIGTERM or SIGHUP asks it to end; a second one ends the process at once.

    Whoever started it to outlive its terminal (nohup) has it go on.

    A step that takes longer than the grace (a request that waits for its answer) is interrupted by Cancelled, raised
    where it stands. What it had begun is in the journal, as after a crash. Windows can't interrupt a waiting thread:
    there the process ends.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(signum: int, _frame: object) -> None:
        cancel.set()
        _let_go_of_gone_terminal()
        signal.signal(signum, signal.SIG_DFL)
        _interrupt_later()

    before = {signum: signal.signal(signum, ask) for signum in _stopping()}
    try:
        yield
    finally:
        _interrupt_no_more()
        for signum, handler in before.items():
            signal.signal(signum, handler)


def _stopping() -> list[int]:
    """The signals that ask for an end; SIGHUP is not on Windows, and is left alone where it is ignored."""
    hangup = [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []
    return [signal.SIGINT, signal.SIGTERM, *(number for number in hangup if signal.getsignal(number) != signal.SIG_IGN)]


def _let_go_of_gone_terminal() -> None:
    """What is still told goes nowhere then: each write would be an error, and end what is to end in order."""
    for stream in (STDOUT, STDERR):
        if _is_gone(stream):
            with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream)


if hasattr(signal, "setitimer"):
    import termios

    def _is_gone(descriptor: int) -> bool:
        """Whether it is a terminal that was closed; not so a file or a pipe, nor one that is open."""
        try:
            termios.tcgetattr(descriptor)
        except termios.error as error:
            return bool(error.args[0] == errno.EIO)
        return False

    def _interrupt_later() -> None:
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, GRACE_S, AGAIN_S)

    def _interrupt(_signum: int, _frame: object) -> None:
        raise Cancelled

    def _interrupt_no_more() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

else:

    def _is_gone(descriptor: int) -> bool:
        """No signal tells of it there."""
        return descriptor < 0

    def _interrupt_later() -> None:
        timer = threading.Timer(GRACE_S, os._exit, (130,))
        timer.daemon = True
        timer.start()

    def _interrupt_no_more() -> None:
        pass
