"""Pairs whose tables link to one another: in which order they are synced, and whose keys a pair's links show.

A link is shown by the keys of another pair where that pair binds the linked table of the same base. Which table a
field links to is taken from the schema as it was last read; no request is sent for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from airsync_gui.errors import AirSyncError, InvalidValue
from airsync_gui.state import link_names, memories
from airsync_gui.sync.links import (
    LINK_TYPE,
    KeyBook,
    Names,
    in_link_order,
    key_book,
    key_text,
    linked_table,
    reaches,
    unknown_rule,
)
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.schema import Field, TableSchema
from airsync_gui.sync.validate import SHOWN_CHARACTERS
from airsync_gui.sync.values import is_blank

if TYPE_CHECKING:
    from airsync_gui.state.database import Database
    from airsync_gui.sync.ports import LocalTable
    from airsync_gui.sync.records import FieldId, LocalId, RecordId, Value, Values

KnownSchema = Callable[[Pair], TableSchema | None]
"""A pair's Airtable table as it was last read; None where it never was."""


def has_links(pair: Pair) -> bool:
    """Whether any of its fields links to records."""
    return LINK_TYPE in pair.field_types.values()


def binding(pair: Pair, table_id: str, pairs: Sequence[Pair]) -> Pair | None:
    """The pair that binds a linked table: this one if it is its own, else the first in the settings."""
    same = [p for p in pairs if (p.endpoint, p.base_id, p.table_id) == (pair.endpoint, pair.base_id, table_id)]
    return next((p for p in same if p.id == pair.id), None) or next(iter(same), None)


def links_between(pairs: Sequence[Pair], known_schema: KnownSchema) -> dict[str, dict[FieldId, str]]:
    """Pair id → its link fields, each with the id of the pair that binds the linked table."""
    found: dict[str, dict[FieldId, str]] = {}
    for pair in pairs:
        schema = known_schema(pair) if has_links(pair) else None
        for f in schema.fields if schema else ():
            table_id = linked_table(f)
            other = binding(pair, table_id, pairs) if table_id and f.id in pair.columns else None
            if other is not None:
                found.setdefault(pair.id, {})[f.id] = other.id
    return found


def in_order(pairs: Sequence[Pair], all_pairs: Sequence[Pair], known_schema: KnownSchema) -> list[Pair]:
    """These pairs, those that others link to first."""
    by_id = {pair.id: pair for pair in pairs}
    links = links_between(all_pairs, known_schema)
    return [by_id[i] for i in in_link_order(list(by_id), {i: set(to.values()) for i, to in links.items()})]


class PairLinks:
    """:class:`airsync_gui.sync.links.Links` of one pair, over the state file and the other pairs.

    Args:
        open_table: a pair's local table, its links as they stand in the cells.
    """

    def __init__(
        self,
        database: Database,
        pair: Pair,
        pairs: Sequence[Pair],
        known_schema: KnownSchema,
        open_table: Callable[[Pair], LocalTable],
    ) -> None:
        self._database, self._pair, self._pairs = database, pair, pairs
        self._known_schema, self._open_table = known_schema, open_table

    def book(self, table_id: str) -> KeyBook | None:
        """The keys of a linked table's records; None where no pair binds it."""
        other = binding(self._pair, table_id, self._pairs)
        if other is None:
            return None
        with self._database.reading() as db:
            return key_book(other, memories.each(db, other.id))

    def former(self) -> Mapping[RecordId, frozenset[str]]:
        """What the cells showed when they were last read or written."""
        return link_names.load(self._database, self._pair.id)

    def last_linked(self) -> Mapping[LocalId, Values]:
        """The values of the pair's records when they were last in step."""
        return link_names.last_linked(self._database, self._pair.id)

    def coming(self, table_id: str) -> frozenset[str]:
        """Keys in the linked table here, where that pair links back to this one and so can't always go first."""
        other = binding(self._pair, table_id, self._pairs)
        links = {i: set(to.values()) for i, to in links_between(self._pairs, self._known_schema).items()}
        if other is None or not reaches(other.id, self._pair.id, links):
            return frozenset()
        return self._keys_here(other)

    def _keys_here(self, other: Pair) -> frozenset[str]:
        schema = self._known_schema(other)
        fields = schema.by_id() if schema else {}
        with suppress(AirSyncError, KeyError):
            reading = self._open_table(other).read({other.columns[f]: fields[f] for f in other.key})
            keys = (other.key_of(row.values) for row in reading.rows if not row.malformed)
            return frozenset(key_text(key) for key in keys if not any(is_blank(part) for part in key))
        return frozenset()

    def keep(self, shown: Mapping[RecordId, frozenset[str]]) -> None:
        """Remember what the cells show."""
        link_names.keep(self._database, self._pair.id, shown)

    def ids(self, field: Field, value: Value) -> Value:
        """What a person typed, as record ids; values of other fields stay.

        Raises:
            InvalidValue: a name that no record has, or several.
        """
        table_id = linked_table(field)
        book = self.book(table_id) if table_id and isinstance(value, tuple) else None
        if book is None or not isinstance(value, tuple):
            return value
        found = Names(book).resolve(value, ())
        if found.unknown is not None:
            raise InvalidValue(
                field=field.name, value=", ".join(value)[:SHOWN_CHARACTERS], rule=unknown_rule(found, book)
            )
        return found.ids

    def names(self) -> dict[RecordId, str]:
        """The linked records by the keys that a person reads, for every field whose linked table a pair binds.

        One that is gone has the name by which the cells know it for as long as they do.
        """
        schema = self._known_schema(self._pair) if has_links(self._pair) else None
        tables = {linked_table(f) for f in schema.fields if f.id in self._pair.columns} if schema else set()
        books = [book for table_id in tables if table_id and (book := self.book(table_id)) is not None]
        known = {record_id: book.shown(record_id) for book in books for record_id in book.keys}
        former = self.former() if books else {}
        return {record_id: next(iter(texts)) for record_id, texts in former.items() if len(texts) == 1} | known
