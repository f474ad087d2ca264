"""Plain functions on a thread pool, and their answers back on the GUI thread.

A task is a function with plain data; what goes to the pool knows no QObject but through a :class:`Mailbox`, which the
GUI thread can cut off at any time. (A QObject owned by a runnable was freed on the pool's thread in 20 of 20 trials,
PySide6 6.8 to 6.12.) Answers are looked up by number on the GUI thread, so that callbacks, and all that they hold,
never leave it.
"""

from __future__ import annotations

import inspect
import logging
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any, TypeVar

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from airsync_gui.errors import Cancelled

T = TypeVar("T")
log = logging.getLogger("airsync_gui.jobs")

THREADS = 6
"""So many tasks at once: a few runs, which mostly wait for Airtable, and the panels' queries beside them."""
QUERY_PRIORITY = 1
"""Queries go before runs that wait for a thread."""


class Done(Struct, frozen=True):
    """A task's end: its number, and what it returned or raised."""

    number: int
    result: Any = None
    error: BaseException | None = None


class Dispatcher(QObject):
    """Owns the one signal that crosses threads. Lives on the GUI thread."""

    delivered = Signal(object)


class Mailbox:
    """Takes frozen values from any thread to the GUI thread; after :meth:`cut` they are dropped."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher: Dispatcher | None = dispatcher
        self._lock = threading.Lock()

    def post(self, letter: object) -> None:
        """Queue a value for the GUI thread. Never waits for it, never raises."""
        with self._lock:
            if self._dispatcher is not None:
                with suppress(RuntimeError):  # Qt's half is gone already
                    self._dispatcher.delivered.emit(letter)

    def cut(self) -> None:
        """Deliver nothing any more."""
        with self._lock:
            self._dispatcher = None


class Tasks:
    """How many tasks there are, and whether new ones are still begun. Threads share it."""

    def __init__(self) -> None:
        self._count = 0
        self._closing = False
        self._changed = threading.Condition()

    def add(self) -> None:
        """One more."""
        with self._changed:
            self._count += 1

    def end(self) -> None:
        """One less."""
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    @property
    def closing(self) -> bool:
        """Whether tasks that have not begun are to be left."""
        return self._closing

    def close(self) -> None:
        """Begin no task any more."""
        self._closing = True

    def wait(self) -> None:
        """Until the last one has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0)


class _Asked(Struct, frozen=True):
    """Who waits for an answer; never leaves the GUI thread."""

    then: Callable[[], Callable[[Any], None] | None]
    or_else: Callable[[], Callable[[BaseException], None] | None]
    is_there: Callable[[], bool]


class Background(QObject):
    """Runs functions on a pool of its own and hands out their answers on the thread that it lives on.

    Signals:
        posted: what a task sent through the :attr:`mailbox` before its end.
        lost: an error that nobody waited for.
    """

    posted = Signal(object)
    lost = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = THREADS) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)  # what is kept by thread, as a connection to the state file, serves again
        self._dispatcher = Dispatcher(self)
        self._dispatcher.delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        self.mailbox = Mailbox(self._dispatcher)
        self._asked: dict[int, _Asked] = {}
        self._numbers = count(1)
        self._tasks = Tasks()
        self._closer: threading.Thread | None = None

    def ask(
        self,
        function: Callable[[], T],
        then: Callable[[T], None],
        or_else: Callable[[BaseException], None] | None = None,
        *,
        asker: QObject | None = None,
        priority: int = QUERY_PRIORITY,
    ) -> None:
        """Run ``function`` on the pool, then ``then`` with its answer on this thread; neither if the asker is gone.

        Args:
            function: blocks as long as it likes; touches no QObject.
            then: a method of the asker, or any function where ``asker`` is given.
            or_else: gets what it raised instead; without it :attr:`lost` does (Cancelled is then dropped).
            asker: whose end makes the answer pointless; the object of ``then`` where that is a method.
        """
        if self._tasks.closing:
            return
        number = next(self._numbers)
        owner = asker if asker is not None else then.__self__ if inspect.ismethod(then) else None
        self._asked[number] = _Asked(_weak(then), _weak(or_else), _presence(owner))
        self._tasks.add()
        self._pool.start(_task(number, function, self.mailbox, self._tasks), priority)

    def _on_delivered(self, letter: object) -> None:
        if not isinstance(letter, Done):
            self.posted.emit(letter)
            return
        asked = self._asked.pop(letter.number, None)
        if asked is not None:
            self._hand_out(letter, asked)

    def _hand_out(self, done: Done, asked: _Asked) -> None:
        there = asked.is_there()
        if done.error is None:
            then = asked.then() if there else None
            if then is not None:
                then(done.result)
            return
        or_else = asked.or_else() if there else None
        if or_else is not None:
            or_else(done.error)
        elif not isinstance(done.error, Cancelled):
            self.lost.emit(done.error)

    def close(self, finish: Callable[[], None], timeout_s: float) -> bool:
        """Hand out no more answers, begin no more tasks; once those under way have ended, ``finish``.

        That happens on a thread of its own, which keeps the process alive as long as it takes. May be called again, to
        wait on.

        Returns:
            Whether it came to its end within the time.
        """
        self.mailbox.cut()
        self._asked.clear()
        self._tasks.close()
        if self._closer is None:
            self._closer = threading.Thread(target=_finish, args=(self._tasks, finish), name="closer")
            self._closer.start()
        self._closer.join(timeout_s)
        return not self._closer.is_alive()


def _task(number: int, function: Callable[[], object], mailbox: Mailbox, tasks: Tasks) -> Callable[[], None]:
    """What runs on the pool. It holds none of the asker's objects."""

    def work() -> None:
        try:
            if not tasks.closing:
                mailbox.post(Done(number, function()))
        except BaseException as error:  # noqa: BLE001 - raised again, or told, on the GUI thread
            mailbox.post(Done(number, error=error))
        finally:
            tasks.end()

    return work


def _finish(tasks: Tasks, finish: Callable[[], None]) -> None:
    tasks.wait()
    try:
        finish()
    except Exception:
        log.exception("closing")


def _weak(function: Callable[..., None] | None) -> Callable[[], Any]:
    """A method without its object, so that waiting for an answer keeps no window alive; other functions as they are."""
    return weakref.WeakMethod(function) if inspect.ismethod(function) else lambda: function


def _presence(owner: object | None) -> Callable[[], bool]:
    """Tells whether an object is still there; a QObject must have its Qt half too."""
    if owner is None:
        return lambda: True
    found = weakref.ref(owner)

    def is_there() -> bool:
        present = found()
        return present is not None and (not isinstance(present, QObject) or shiboken6.isValid(present))

    return is_there
