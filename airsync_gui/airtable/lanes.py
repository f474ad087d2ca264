"""Several requests under way at once, each on a thread of its own; what there is to tell is told on the asker's.

Threads are daemons: whoever does not wait for an answer need not wait for the thread either, not even to end the
process. Pacing is the limiter's business; more lanes than one window of it holds would only wait there.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from airsync_gui.airtable.ahead import Unwanted
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.errors import AirSyncError
from airsync_gui.sync.ports import AirtableTable, Landed
from airsync_gui.sync.records import Row

MOST = 5
"""Requests in one window of a base's limit."""
LOOK_AGAIN_S = 0.1
"""How often a wait is broken to see whether a person cancelled, or whether anybody still wants the answer."""

News = Callable[[], Landed | None]
"""Something that a lane has to tell; run on the asker's thread. What ended is returned."""


class WebLanes:
    """See :class:`airsync_gui.sync.ports.Lanes`.

    Args:
        client: the asker's; its cancel ends waits.
        table_through: the table, asked through a view of that client.
    """

    most = MOST

    def __init__(self, client: AirtableClient, table_through: Callable[[AirtableClient], AirtableTable]) -> None:
        self._client = client
        self._table_through = table_through
        self._unwanted = Unwanted(client.cancel)
        self._news: SimpleQueue[News] = SimpleQueue()

    def start(
        self, number: int, request: Callable[[AirtableTable], Sequence[Row]], leaving: Callable[[], None]
    ) -> None:
        """Begin a request on a thread of its own; see the port."""
        client = self._client.view(self._unwanted, self._tell, partial(self._leave, leaving))
        work = partial(self._work, number, partial(request, self._table_through(client)))
        # In the asker's context, which says for which pair requests are sent.
        thread = threading.Thread(target=contextvars.copy_context().run, args=(work,), name=f"lane {number}")
        thread.daemon = True
        thread.start()

    def landed(self, patience_s: float | None = None) -> Landed | None:
        """Wait for a request to end; see the port."""
        ends = None if patience_s is None else time.monotonic() + patience_s
        while True:
            if ends is None:
                self._client.cancel.check()
            left_s = LOOK_AGAIN_S if ends is None else min(LOOK_AGAIN_S, max(0.0, ends - time.monotonic()))
            try:
                news = self._news.get(timeout=left_s)
            except Empty:
                if ends is not None and time.monotonic() >= ends:
                    return None
                continue
            landed = news()
            if landed is not None or ends is None:
                return landed

    def close(self) -> None:
        """Let nothing more leave; see the port."""
        self._unwanted.set()

    # -- on a lane's thread -----------------------------------------------------------------------------------------

    def _work(self, number: int, request: Callable[[], Sequence[Row]]) -> None:
        try:
            landed = Landed(number, request())
        except AirSyncError as error:
            landed = Landed(number, error=error)
        except BaseException as bug:  # noqa: BLE001 - raised again where it is asked for
            self._news.put(partial(_raise, bug))
            return
        self._news.put(lambda: landed)

    def _leave(self, leaving: Callable[[], None]) -> None:
        """Have the asker told, and wait until it has taken note."""
        noted = threading.Event()

        def note() -> None:
            if not self._unwanted.is_set:
                leaving()
                noted.set()

        self._news.put(note)
        while not noted.wait(LOOK_AGAIN_S):
            self._unwanted.check()

    def _tell(self, *request: Any) -> None:
        """Of a request that was sent: on the asker's thread, as long as it listens."""
        tell = self._client.on_request
        if tell is None:
            return
        if self._unwanted.is_set:
            tell(*request)
        else:
            self._news.put(partial(_told, tell, request))


def _told(tell: Callable[..., None], request: Sequence[Any]) -> None:
    tell(*request)


def _raise(bug: BaseException) -> None:
    raise bug
