"""Exceptions that nobody caught, on their way to the window: each is a bug, and is logged as before besides."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from msgspec import Struct

from airsync_gui.jobs.background import Mailbox


class Bug(Struct, frozen=True):
    """An exception that nobody caught, on its way to the window."""

    error: BaseException


def post_bugs(mailbox: Mailbox) -> Callable[[], None]:
    """Post uncaught exceptions of all threads; returns what undoes it."""
    before, before_in_threads = sys.excepthook, threading.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        if not isinstance(error, KeyboardInterrupt):
            mailbox.post(Bug(error))

    def uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
        before_in_threads(args)
        if args.exc_value is not None:
            mailbox.post(Bug(args.exc_value))

    def undo() -> None:
        sys.excepthook, threading.excepthook = before, before_in_threads

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread
    return undo
