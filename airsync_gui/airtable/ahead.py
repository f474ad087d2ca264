"""One request that is under way while its asker works on the answer before it.

The request is sent on a thread of its own, which ends with the ``with`` block: nothing is in flight afterwards. What
there is to tell of requests is told on the asker's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.errors import Cancelled
from airsync_gui.sync.ports import Cancel

T = TypeVar("T")

LOOK_AGAIN_S = 0.25
"""How often a long wait is broken to see whether anybody still wants the answer."""


class Unwanted:
    """A cancel that is also asked for when the asker goes away."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel
        self._unwanted = threading.Event()

    @property
    def is_set(self) -> bool:
        """Whether the asker has gone."""
        return self._unwanted.is_set()

    def set(self) -> None:
        """Nobody wants the answer any more."""
        self._unwanted.set()

    def check(self) -> None:
        """Raise Cancelled if either asks for it."""
        if self._unwanted.is_set():
            raise Cancelled
        self._cancel.check()

    def wait(self, seconds: float) -> None:
        """Wait, and raise Cancelled soon after either asks for it."""
        left_s = seconds
        while left_s > LOOK_AGAIN_S:
            self.check()
            self._cancel.wait(LOOK_AGAIN_S)
            left_s -= LOOK_AGAIN_S
        self.check()
        self._cancel.wait(left_s)


class Ahead:
    """Sends one request at a time behind its asker's back. Use it in a ``with`` block.

    Attributes:
        client: what is started is to be sent through this view of the asker's client.
    """

    def __init__(self, client: AirtableClient) -> None:
        self._unwanted = Unwanted(client.cancel)
        self._told: list[tuple[Any, ...]] = []
        self._tell = client.on_request
        self._thread: ThreadPoolExecutor | None = None
        self.client = client.view(self._unwanted, lambda *request: self._told.append(request))

    def start(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begin; what is returned waits for the end, and has its result or raises its error."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        future = self._thread.submit(work)

        def result() -> T:
            try:
                return future.result()
            finally:
                self._pass_on()

        return result

    def _pass_on(self) -> None:
        told, self._told = self._told, []
        for request in told:
            if self._tell is not None:
                self._tell(*request)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unwanted.set()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
        self._pass_on()
