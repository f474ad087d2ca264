"""In which order operations on Airtable leave: a key is freed before another record takes it.

Deletes come first, then updates, then creates. An update that frees a key comes before the one that takes it. Those
that exchange their keys have no such order: they stay next to each other, and leave in one request or not at all. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Key, Memory
from airsync_gui.sync.settle import Journalled
from airsync_gui.sync.values import is_blank


class KeyMove(Struct, frozen=True):
    """The key that an operation frees and the one that it takes; None where there is none, or it is not whole."""

    freed: Key | None = None
    taken: Key | None = None


NO_MOVE = KeyMove()


def key_move(operation: Operation, memory: Memory, pair: Pair) -> KeyMove:
    """What an operation on Airtable does to its record's key."""
    if operation.kind == "create":
        return KeyMove(taken=_whole(pair.key_of(operation.values)))
    if operation.kind == "update" and not set(pair.key) & set(operation.values):
        return NO_MOVE
    before = {**memory.airtable, **operation.before}
    freed = _whole(pair.key_of(before))
    if operation.kind == "delete":
        return KeyMove(freed)
    taken = _whole(pair.key_of({**before, **operation.values}))
    return KeyMove(freed, taken) if freed != taken else NO_MOVE


def _whole(key: Key) -> Key | None:
    return None if any(is_blank(part) for part in key) else key


def in_sending_order(entries: Iterable[Journalled], move_of: Callable[[Journalled], KeyMove]) -> list[Journalled]:
    """The operations in the order in which they are to leave."""
    by_kind: dict[str, list[Journalled]] = {"delete": [], "update": [], "create": []}
    for entry in entries:
        by_kind[entry.operation.kind].append(entry)
    return [*by_kind["delete"], *_freeing_first(by_kind["update"], move_of), *by_kind["create"]]


def _freeing_first(updates: Sequence[Journalled], move_of: Callable[[Journalled], KeyMove]) -> list[Journalled]:
    frees = {move.freed: entry for entry in updates if (move := move_of(entry)).freed is not None}
    ordered: list[Journalled] = []
    placed: set[int] = set()
    for entry in updates:
        chain: list[Journalled] = []
        following: Journalled | None = entry
        while following is not None and following.id not in placed:
            placed.add(following.id)
            chain.append(following)
            taken = move_of(following).taken
            following = frees.get(taken) if taken is not None else None
        ordered += reversed(chain)
    return ordered


def in_units(ordered: Sequence[Journalled], move_of: Callable[[Journalled], KeyMove]) -> list[list[Journalled]]:
    """What must leave together: each exchange of keys as one, everything else alone; the order stays."""
    freed = ((move_of(entry).freed, at) for at, entry in enumerate(ordered))
    frees = {key: at for key, at in freed if key is not None}
    units: list[list[Journalled]] = []
    at = 0
    while at < len(ordered):
        ends = _exchange_ends(at, ordered, frees, move_of)
        units.append(list(ordered[at:ends]))
        at = ends
    return units


def _exchange_ends(
    start: int, ordered: Sequence[Journalled], frees: Mapping[Key, int], move_of: Callable[[Journalled], KeyMove]
) -> int:
    """The place after the exchange of keys that begins here; of no exchange, the next place."""
    following, furthest = start, start
    for _ in ordered:
        taken = move_of(ordered[following]).taken
        freer = frees.get(taken) if taken is not None else None
        if freer is None or freer < start:
            return start + 1
        following, furthest = freer, max(furthest, freer)
        if following == start:
            return furthest + 1
    return start + 1
