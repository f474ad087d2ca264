"""Lanes without threads: what is begun is done at once, and the answers are told in an order that dice say."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from airsync_gui.errors import AirSyncError
from airsync_gui.sync.ports import AirtableTable, Landed
from airsync_gui.sync.records import Row

REQUESTS = ("create", "update", "delete", "read_records")


class InlineLanes:
    """See :class:`airsync_gui.sync.ports.Lanes`.

    Args:
        table_telling: the table to ask, which calls what it is given before each request leaves.
        most: up to so many answers wait to be told.
    """

    def __init__(
        self, table_telling: Callable[[Callable[[], None]], AirtableTable], dice: random.Random, most: int = 3
    ) -> None:
        self.most = most
        self._table_telling = table_telling
        self._dice = dice
        self._waiting: list[Landed] = []

    def start(
        self, number: int, request: Callable[[AirtableTable], Sequence[Row]], leaving: Callable[[], None]
    ) -> None:
        try:
            self._waiting.append(Landed(number, request(self._table_telling(leaving))))
        except AirSyncError as error:
            self._waiting.append(Landed(number, error=error))

    def landed(self, patience_s: float | None = None) -> Landed | None:
        return self._waiting.pop(self._dice.randrange(len(self._waiting))) if self._waiting else None

    def close(self) -> None:
        pass


class told_before:  # noqa: N801 - reads as what it does
    """A table that calls ``leaving`` before each request that changes or reads records."""

    def __init__(self, table: Any, leaving: Callable[[], None]) -> None:
        self._table = table
        self._leaving = leaving

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._table, name)
        if name not in REQUESTS:
            return found

        def request(*arguments: Any) -> Any:
            self._leaving()
            return found(*arguments)

        return request
