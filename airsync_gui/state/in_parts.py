"""One question about many records, asked for some hundred of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from airsync_gui.state.database import Database
from airsync_gui.sync.records import Side

Made = Callable[[tuple[Any, ...]], tuple[Any, ...]]
"""What is made of a row while the file is read."""
MOST_PARAMETERS = 500
"""Values in one statement."""


def for_side(text: str, side: Side, values: int = 0) -> str:
    """A statement for one side, with so many parameters for values."""
    side_id = "local_id" if side is Side.LOCAL else "record_id"
    index = "memories_by_local_id" if side is Side.LOCAL else "memories_by_record"  # SQLite would read the whole pair
    return text.format(side=side.value, side_id=side_id, index=index, marks=", ".join("?" * values))


class Asking:
    """Asks about one pair."""

    def __init__(self, database: Database, pair_id: str) -> None:
        self._database, self._pair_id = database, pair_id

    def rows(
        self, sql: str, side: Side, values: Iterable[str], *, of_pair: bool = False, made: Made | None = None
    ) -> list[tuple[Any, ...]]:
        """The answers to one statement; the pair is its first parameter where it is ``of_pair``."""
        first = (self._pair_id,) if of_pair else ()
        found: list[tuple[Any, ...]] = []
        with self._database.staging() as db:
            cursor = db.cursor()
            cursor.row_factory = None  # plain tuples
            for part in _parts(values):
                rows = cursor.execute(for_side(sql, side, len(part)), (*first, *part))
                found += rows if made is None else map(made, rows)
        return found


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    coming = iter(values)
    while part := list(islice(coming, MOST_PARAMETERS)):
        yield part
