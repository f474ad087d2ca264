"""Whoever blocks the window is caught in the act."""

from __future__ import annotations

import os
import sys
import threading
from types import TracebackType
from typing import Any, Self

from airsync_gui.state.database import Database

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ALWAYS = ("sqlite3.connect", "socket.__new__", "socket.connect", "socket.getaddrinfo", "subprocess.Popen")


class Blocking(AssertionError):
    """The GUI thread did what belongs on the pool."""


class GuiThreadGuard:
    """Inside its block the thread that made it may neither use SQLite nor a socket, nor open a file for writing.

    What it tries raises there and then, and again at the end of the block (a slot's exception may have been swallowed).
    """

    _installed: list[GuiThreadGuard | None] | None = None

    def __init__(self) -> None:
        self.caught: list[str] = []
        self._thread = threading.get_ident()
        self._connection = Database.connection

    def __enter__(self) -> Self:
        guard = self

        def connection(database: Database) -> Any:
            guard._check("the state file")
            return guard._connection(database)

        Database.connection = connection  # type: ignore[method-assign, assignment]
        self._switch(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._switch(None)
        Database.connection = self._connection  # type: ignore[method-assign]
        if error is None and self.caught:
            raise Blocking(f"on the GUI thread: {', '.join(self.caught)}")

    def _check(self, what: str) -> None:
        if threading.get_ident() == self._thread:
            self.caught.append(what)
            raise Blocking(f"{what} was used on the GUI thread")

    def _event(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _ALWAYS:
            self._check(f"{event} {args!r:.80}")
        elif event == "open" and _is_write(args) and "__pycache__" not in str(args[0]):
            self._check(f"writing {args[0]}")

    @classmethod
    def _switch(cls, guard: GuiThreadGuard | None) -> None:
        """Audit hooks stay for good, so there is one, which asks the guard of the moment."""
        if cls._installed is None:
            present: list[GuiThreadGuard | None] = [guard]
            cls._installed = present

            def hook(event: str, args: tuple[Any, ...]) -> None:
                active = present[0]
                if active is not None:
                    active._event(event, args)

            sys.addaudithook(hook)
        cls._installed[0] = guard


def _is_write(args: tuple[Any, ...]) -> bool:
    _, mode, flags = args
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & _WRITES)
