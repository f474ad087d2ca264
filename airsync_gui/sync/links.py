"""Links to records by the keys that a person reads, where the linked table is kept by a pair too.

Inside the engine a link is a record id: ids are what memories, checksums and merges compare. A local cell shows the
keys of the linked records as the other pair's local table has them. What a cell showed last is remembered, so that a
record whose key was changed since is still known by its former one. Pure: nothing is read or written here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Protocol, TypeVar

from msgspec import Struct, field

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Key, LocalId, Memory, RecordId, Value, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import instant_text, is_blank, number_text

LINK_TYPE = "multipleRecordLinks"
_RECORD_ID = re.compile(r"rec[A-Za-z0-9]{14}")
_Item = TypeVar("_Item")
SHOWN_CHARACTERS = 60
"""How much of a name an error message repeats."""


def linked_table(f: Field) -> str | None:
    """The id of the table that a field links to; None for a field of another type."""
    return str(f.options.get("linkedTableId") or "") or None if f.type == LINK_TYPE else None


def key_text(key: Key) -> str:
    """A record's key as one text: parts as a new text column would show them, with commas between."""
    return ", ".join(_part(part) for part in key)


def _part(value: Value) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, bool):
        return "true"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


class KeyBook(Struct, frozen=True, dict=True):
    """The keys of one table's records, as far as the pair that binds it knows them.

    Attributes:
        pair_name: that pair's name.
        keys: record id → its key as one text.
        numeric: the key is a single number, which a cell may spell in several ways.
    """

    pair_name: str = ""
    keys: Mapping[RecordId, str] = field(default_factory=dict)
    numeric: bool = False

    @cached_property
    def ids(self) -> Mapping[str, tuple[RecordId, ...]]:
        """A key → the records that have it."""
        found: dict[str, list[RecordId]] = {}
        for record_id, key in self.keys.items():
            found.setdefault(key, []).append(record_id)
        return {key: tuple(ids) for key, ids in found.items()}

    def shown(self, record_id: RecordId) -> str:
        """What a cell shows for a record: its key, or its id where the key is unknown or not its alone."""
        key = self.keys.get(record_id, "")
        return key if key and len(self.ids[key]) == 1 and not _RECORD_ID.fullmatch(key) else record_id

    def plain(self, member: str) -> str:
        """A cell's member as the keys are spelled."""
        if not self.numeric:
            return member
        try:
            return number_text(Decimal(member))
        except InvalidOperation:
            return member


def key_book(pair: Pair, memories: Iterable[Memory]) -> KeyBook:
    """The keys of the records that a pair knows on both sides, as its local table shows them."""
    keys: dict[RecordId, str] = {}
    numeric = True
    for memory in memories:
        key = pair.key_of(memory.local or memory.airtable)
        if memory.record_id is None or memory.tombstone is not None or any(is_blank(part) for part in key):
            continue
        keys[memory.record_id] = key_text(key)
        numeric = numeric and len(key) == 1 and isinstance(key[0], Decimal)
    return KeyBook(pair.name, keys, numeric and bool(keys))


class Resolved(Struct, frozen=True):
    """What the members of a cell stand for.

    Attributes:
        ids: the linked records, each once, in the cell's order.
        known: (record id, member) of every member that could be told.
        unknown: the first member that could not.
        several: how many records have it for a key.
        outdated: a record is shown by what is no longer its key.
    """

    ids: tuple[RecordId, ...] = ()
    known: tuple[tuple[RecordId, str], ...] = ()
    unknown: str | None = None
    several: int = 0
    outdated: bool = False


def unknown_rule(resolved: Resolved, book: KeyBook) -> str:
    """Why a cell's members are not all records, as the end of a sentence."""
    member, where = f"“{(resolved.unknown or '')[:SHOWN_CHARACTERS]}”", book.pair_name or "the linked table"
    if resolved.several:
        return f"has {member}, which is the key of {resolved.several} records of {where}"
    return f"has {member}, which is no key in {where} that is in Airtable"


class Names(Struct, frozen=True, dict=True):
    """From the members of cells to record ids and back.

    Attributes:
        book: the keys as they are now.
        former: record id → what cells showed for it when they were last read or written.
    """

    book: KeyBook
    former: Mapping[RecordId, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _by_former(self) -> Mapping[str, tuple[RecordId, ...]]:
        found: dict[str, list[RecordId]] = {}
        for record_id, members in self.former.items():
            for member in members:
                found.setdefault(member, []).append(record_id)
        return {member: tuple(ids) for member, ids in found.items()}

    def written(self, value: Value) -> Value:
        """Record ids as a cell shows them."""
        return tuple(map(self.shown, value)) if isinstance(value, tuple) else value

    def shown(self, record_id: RecordId) -> str:
        """What a cell shows for a record; for one that is gone what it showed last, until its link is gone, too.

        Without a change feed that may take until the next full check. A name that is another record's by now is not
        kept, nor is one of a table that no pair binds any more.
        """
        former = self.former.get(record_id, frozenset())
        if self.book.pair_name and record_id not in self.book.keys and len(former) == 1:
            (name,) = former
            if name not in self.book.ids and len(self._by_former[name]) == 1:
                return name
        return self.book.shown(record_id)

    def is_clear(self, member: str) -> bool:
        """Whether a member means the same whatever the cell linked to before."""
        plain = self.book.plain(member)
        formerly, now = self._by_former.get(plain, ()), self.book.ids.get(plain, ())
        return len(now) == 1 and (not formerly or formerly == now)

    def resolve(self, members: Sequence[str], last: Collection[RecordId]) -> Resolved:
        """The records that a cell's members stand for.

        Args:
            last: the records that this cell linked to when it was last in step: a former key means one of these first,
                so that a key which went to another record meanwhile is nobody's edit of the cell.
        """
        ids: dict[RecordId, None] = {}
        known: list[tuple[RecordId, str]] = []
        unknown, several, outdated = None, 0, False
        for member in members:
            plain = self.book.plain(member)
            found = self._records(plain, last)
            if len(found) == 1:
                ids[found[0]] = None
                known.append((found[0], plain))
                outdated = outdated or plain != self.shown(found[0])
            elif unknown is None:
                unknown, several = member, len(found)
        return Resolved(tuple(ids), tuple(known), unknown, several, outdated)

    def _records(self, member: str, last: Collection[RecordId]) -> Sequence[RecordId]:
        """One record where the member is clear; none, or several."""
        formerly, now = self._by_former.get(member, ()), self.book.ids.get(member, ())
        for found in (_among(formerly, last), _among(now, last), now, formerly):
            if len(found) == 1:
                return found
        if now or formerly:
            return now or formerly
        # Without a pair that knows the keys a cell shows ids, whatever they look like: Airtable says which are good.
        return (member,) if _RECORD_ID.fullmatch(member) or not self.book.pair_name else ()


def _among(ids: Sequence[RecordId], last: Collection[RecordId]) -> Sequence[RecordId]:
    return [record_id for record_id in ids if record_id in last]


class Links(Protocol):
    """What translating a pair's links needs from the state and from the other pairs. Read anew at each reading."""

    def book(self, table_id: str) -> KeyBook | None:
        """The keys of a linked table's records; None where no pair binds it."""

    def former(self) -> Mapping[RecordId, frozenset[str]]:
        """Record id → what this pair's cells showed for it when they were last read or written."""

    def last_linked(self) -> Mapping[LocalId, Values]:
        """Local id → the values of the pair's records when they were last in step on this computer."""

    def coming(self, table_id: str) -> frozenset[str]:
        """Keys of rows that will be in Airtable only after this pair's own, where each links to the other."""

    def keep(self, shown: Mapping[RecordId, frozenset[str]]) -> None:
        """Remember what the cells show, in place of what was remembered."""


# -- the order of pairs ---------------------------------------------------------------------------------------------


def in_link_order(items: Sequence[_Item], links: Mapping[_Item, Collection[_Item]]) -> list[_Item]:
    """Those that others link to first; otherwise in the order given, which also decides where they go in circles."""
    ordered: dict[_Item, None] = {}
    visiting: set[_Item] = set()

    def visit(item: _Item) -> None:
        if item in ordered or item in visiting:
            return
        visiting.add(item)
        for other in items:
            if other in links.get(item, ()):
                visit(other)
        ordered[item] = None

    for item in items:
        visit(item)
    return list(ordered)


def reaches(start: _Item, goal: _Item, links: Mapping[_Item, Collection[_Item]]) -> bool:
    """Whether links lead from one to the other, over any number of steps (at least one)."""
    seen: set[_Item] = set()
    ahead = list(links.get(start, ()))
    while ahead:
        item = ahead.pop()
        if item == goal:
            return True
        if item not in seen:
            seen.add(item)
            ahead += links.get(item, ())
    return False
