"""Lists of records: filter, sort, pages.

The first request freezes which rows there are and their order; each page reads the rows' values when it is asked for.
A row deleted meanwhile is left out of its page, so that a page may be short, or empty, with more to come.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from airsync_gui.sandbox import display, errors, formula, reading, texts
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, Field, Record, Table, World
from airsync_gui.sandbox.query import Query


class _Frozen(Struct):
    """The rows of one list, as they were at its first request."""

    table_id: str
    record_ids: list[str]
    used: float
    """Monotonic seconds of the last request for it."""
    starts: dict[str, int] = field(default_factory=dict)
    """Offset token to the index of the first row of its page."""


class Iterators:
    """The lists that have pages to come. A page may be asked for again, as after a lost answer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._frozen: dict[str, _Frozen] = {}

    def freeze(self, table: Table, record_ids: list[str]) -> tuple[str, _Frozen]:
        """Remember the rows of a list; its ``itr…`` id."""
        self._forget_old()
        iterator_id = self._world.ids.new("itr")
        self._frozen[iterator_id] = _Frozen(table.id, record_ids, self._world.clock.monotonic())
        return iterator_id, self._frozen[iterator_id]

    def resume(self, table: Table, offset: str) -> tuple[str, _Frozen]:
        """The list that an offset belongs to.

        Raises:
            ApiError: it has expired, never was one of this table's, or does not look like an offset at all.
        """
        iterator_id, _, record_id = offset.partition("/")
        if not (is_id(iterator_id, "itr") and is_id(record_id, "rec")):
            raise errors.invalid_offset(offset)
        self._forget_old()
        frozen = self._frozen.get(iterator_id)
        if frozen is None or frozen.table_id != table.id or offset not in frozen.starts:
            raise errors.offset_expired()
        frozen.used = self._world.clock.monotonic()
        return iterator_id, frozen

    def expire(self) -> None:
        """Let every list die now, as a restart of the server would."""
        self._frozen.clear()

    def _forget_old(self) -> None:
        oldest = self._world.clock.monotonic() - self._world.switches.offset_life_s
        for iterator_id in [key for key, frozen in self._frozen.items() if frozen.used < oldest]:
            del self._frozen[iterator_id]


def list_page(
    world: World,
    iterators: Iterators,
    base: Base,
    table: Table,
    query: Query,
    *,
    short: bool = False,
    endless: bool = False,
) -> dict[str, Any]:
    """One page, ``{"records": […], "offset"?}``.

    Args:
        short: end the list after two rows without a word, as has been seen in the wild.
        endless: promise this page again after it.
    """
    columns = _columns(base, table, query)
    if query.offset:
        iterator_id, frozen = iterators.resume(table, query.offset)
        start = frozen.starts[query.offset]
    else:
        record_ids = _rows(world, base, table, query)
        iterator_id, frozen = iterators.freeze(table, record_ids[:2] if short else record_ids)
        start = 0
    end = _page_end(table, frozen.record_ids, start, query.page_size, fill=world.switches.fill_pages)
    page_ids = frozen.record_ids[start:end]
    records = [reading.record_json(table.records[key], columns) for key in page_ids if key in table.records]
    reply: dict[str, Any] = {"records": records}
    if query.comment_count:
        records[:] = [{**record, "commentCount": 0} for record in records]
    if endless:
        reply["offset"] = f"{iterator_id}/{world.ids.new('rec')}"
        frozen.starts[reply["offset"]] = start
    elif end < len(frozen.record_ids):
        reply["offset"] = f"{iterator_id}/{page_ids[-1]}"
        frozen.starts[reply["offset"]] = end
    return reply


def _page_end(table: Table, record_ids: list[str], start: int, size: int, *, fill: bool) -> int:
    """Where a page ends: after ``size`` rows, or (``fill``) after as many that are still there."""
    if not fill:
        return min(start + size, len(record_ids))
    end, found = start, 0
    while end < len(record_ids) and found < size:
        found += record_ids[end] in table.records
        end += 1
    return end


def _columns(base: Base, table: Table, query: Query) -> list[tuple[str, reading.Reader]]:
    only = None if query.fields is None else [_known(table, name) for name in query.fields]
    if not only:  # an empty list of fields asks for all of them
        only = list(table.fields.values())
    found = reading.columns(base, table, by_id=query.by_id, only=only)
    if not query.as_text:
        return found
    return [
        (key, _text_reader(base, field, read, query.time_zone)) for field, (key, read) in zip(only, found, strict=True)
    ]


def _text_reader(base: Base, field: Field, read: reading.Reader, time_zone: str) -> reading.Reader:
    return lambda record: display.shown(base, field, read(record), time_zone)


def text_columns(base: Base, table: Table, *, by_id: bool, time_zone: str) -> list[tuple[str, reading.Reader]]:
    """All columns for ``cellFormat=string``."""
    return _columns(base, table, Query(by_id=by_id, as_text=True, time_zone=time_zone))


def _known(table: Table, name: str) -> Field:
    field = table.field(name)
    if field is None:
        raise errors.unknown_field(name)
    return field


def _rows(world: World, base: Base, table: Table, query: Query) -> list[str]:
    """The ids of the whole list, filtered, in order, cut to ``maxRecords``."""
    record_ids = list(table.records) if _has_view(table, query.view) else table.ids_in_order()
    if query.formula:
        record_ids = _filtered(formula.compile_filter(query.formula, base, table, world.now()), table, record_ids)
    for name, descending in reversed(query.sort):
        record_ids = _sorted(base, table, record_ids, _known(table, name), descending)
    return list(record_ids[: query.max_records])


def _has_view(table: Table, view: str | None) -> bool:
    if view is not None and not any(view in (candidate.id, candidate.name) for candidate in table.views):
        raise errors.unknown_view(view)
    return view is not None


def _filtered(wanted: formula.Filter, table: Table, record_ids: list[str]) -> list[str]:
    if wanted.only_ids is not None:
        return [key for key in record_ids if key in wanted.only_ids]
    return [key for key in record_ids if wanted.matches(table.records[key])]


def _sorted(base: Base, table: Table, record_ids: list[str], field: Field, descending: bool) -> list[str]:
    """By one field: blanks first when ascending, choices in the order of the field, text without regard to case."""
    read = reading.reader(base, table, field)
    ranks = {choice.name: rank for rank, choice in enumerate(field.choices.values())}

    def key(record_id: str) -> tuple[int, Any]:
        return _sort_key(base, field, ranks, table.records[record_id], read)

    return sorted(record_ids, key=key, reverse=descending)


def _sort_key(base: Base, field: Field, ranks: dict[str, int], record: Record, read: reading.Reader) -> tuple[int, Any]:
    value = read(record)
    if value is None or value in ("", []):
        return (0, 0)
    if isinstance(value, int | float):
        return (1, value)
    if isinstance(value, str) and value in ranks:
        return (1, ranks[value])
    return (2, texts.as_text(base, field, value).casefold())
