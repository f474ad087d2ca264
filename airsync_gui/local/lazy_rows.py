"""Rows that are made when they are asked for: all of a large table's at once would take more room than the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from airsync_gui.sync.records import Row


class LazyRows(Sequence[Row]):
    """A number of rows, each made anew whenever it is asked for.

    Args:
        make: the row at a place, counted from 0.
        digests: see :class:`airsync_gui.sync.ports.DigestedRows`; without it no row can be told by its text.
    """

    def __init__(
        self,
        count: int,
        make: Callable[[int], Row],
        digests: Callable[[bytes], Iterable[bytes] | None] | None = None,
    ) -> None:
        self._count, self._make, self._digests = count, make, digests

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> Row: ...

    @overload
    def __getitem__(self, number: slice) -> list[Row]: ...

    def __getitem__(self, number: int | slice) -> Row | list[Row]:
        numbers = range(self._count)[number]
        return self._make(numbers) if isinstance(numbers, int) else [self._make(each) for each in numbers]

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, range(self._count))

    def digests(self, scope: bytes) -> Iterable[bytes] | None:
        """See :class:`airsync_gui.sync.ports.DigestedRows`."""
        return self._digests(scope) if self._digests is not None else None
