"""Lists of records: parameters, filter, sort, pages.

The first request freezes which rows there are and their order; each page reads the rows' values when it is asked for.
A row deleted meanwhile is left out of its page, so that a page may be short, or empty, with more to come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from airsync_gui.sandbox import errors, formula, reading, texts
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, Field, Record, Table, World

MAX_PAGE = 100
"""Records in one page. https://airtable.com/developers/web/api/list-records"""


Arguments = MultiDict[str, str]
"""A query string: some names appear more than once."""


@dataclass
class Query:
    """What a list request asks for; names not yet looked up."""

    fields: list[str] | None = None
    formula: str = ""
    max_records: int | None = None
    page_size: int = MAX_PAGE
    sort: list[tuple[str, bool]] = field(default_factory=list)
    """(field name or id, whether descending), the most significant first."""
    view: str | None = None
    offset: str = ""
    by_id: bool = False
    as_text: bool = False
    comment_count: bool = False


_SORT_KEY = re.compile(r"sort\[(\d+)]\[(field|direction)]")
_BODY_NAMES = {
    *("fields", "recordMetadata", "returnFieldsByFieldId", "includeDateDependencyMetadata"),
    *("filterByFormula", "sort", "view", "maxRecords", "pageSize", "offset"),
    *("cellFormat", "timeZone", "userLocale"),
}


def query_from_url(arguments: Arguments) -> Query:
    """The options of a GET, as the same JSON that a POST would carry, and then like it."""
    body: dict[str, Any] = {}
    sort: dict[int, dict[str, str]] = {}
    for name in arguments:
        value = arguments.get(name)
        if match := _SORT_KEY.fullmatch(name):
            sort.setdefault(int(match[1]), {})[match[2]] = value or ""
        elif name in ("fields[]", "recordMetadata[]"):
            body[name[:-2]] = arguments.getlist(name)
        elif name in ("fields", "recordMetadata"):
            body[name] = _unbracketed(arguments.getlist(name))
        elif name in ("pageSize", "maxRecords"):
            body[name] = _integer(value)
        elif name in ("returnFieldsByFieldId", "includeDateDependencyMetadata"):
            body[name] = boolean(value)
        else:
            body[name] = value
    if sort:
        body["sort"] = [sort[index] for index in sorted(sort)]
    return query_from_body(body)


def query_from_body(body: dict[str, Any]) -> Query:
    """The options of a POST to listRecords, checked for structure."""
    if set(body) - _BODY_NAMES:
        raise errors.invalid_request()
    return Query(
        fields=_strings(body.get("fields")),
        formula=_string(body.get("filterByFormula")),
        max_records=_within(body.get("maxRecords"), 1, None, None),
        page_size=_within(body.get("pageSize"), 1, MAX_PAGE, MAX_PAGE) or MAX_PAGE,
        sort=_sort(body.get("sort")),
        view=_string(body.get("view")) or None,
        offset=_string(body.get("offset")),
        by_id=_flag(body.get("returnFieldsByFieldId")),
        as_text=as_text_wanted(body),
        comment_count=_comment_count(body.get("recordMetadata")),
    )


def boolean(text: str | None) -> bool:
    """``true`` or ``false`` in a query string."""
    if text not in ("true", "false", "1", "0"):
        raise errors.invalid_request()
    return text in ("true", "1")


def as_text_wanted(body: dict[str, Any]) -> bool:
    """Whether ``cellFormat`` is ``string``, which needs ``timeZone`` and ``userLocale``."""
    kind = body.get("cellFormat") or "json"
    if kind not in ("json", "string") or (kind == "string" and not (body.get("timeZone") and body.get("userLocale"))):
        raise errors.invalid_request()
    return bool(kind == "string")


def _unbracketed(values: list[str]) -> list[str]:
    """``fields=A&fields=B`` reads as a list; a single value without brackets does not."""
    if len(values) < 2:
        raise errors.invalid_request()
    return values


def _integer(text: str | None) -> int:
    if text is None or not re.fullmatch(r"\d{1,9}", text):
        raise errors.invalid_request()
    return int(text)


def _within(value: Any, least: int, most: int | None, default: int | None) -> int | None:
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < least or (most is not None and value > most):
        raise errors.invalid_request()
    return value


def _string(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise errors.invalid_request()
    return value or ""


def _strings(value: Any) -> list[str] | None:
    if value is not None and not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        raise errors.invalid_request()
    return value


def _flag(value: Any) -> bool:
    if value is not None and not isinstance(value, bool):
        raise errors.invalid_request()
    return bool(value)


def _comment_count(value: Any) -> bool:
    names = _strings(value) or []
    if set(names) - {"commentCount"}:
        raise errors.invalid_request()
    return bool(names)


def _sort(value: Any) -> list[tuple[str, bool]]:
    if value is not None and not isinstance(value, list):
        raise errors.invalid_request()
    result = []
    for entry in value or ():
        if not isinstance(entry, dict) or set(entry) - {"field", "direction"}:
            raise errors.invalid_request()
        name, direction = entry.get("field"), entry.get("direction", "asc")
        if not isinstance(name, str) or direction not in ("asc", "desc"):
            raise errors.invalid_request()
        result.append((name, direction == "desc"))
    return result


# --- pages ----------------------------------------------------------------------------------------------------------


@dataclass
class _Frozen:
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
    world: World, iterators: Iterators, base: Base, table: Table, query: Query, *, short: bool = False
) -> dict[str, Any]:
    """One page, ``{"records": […], "offset"?}``.

    Args:
        short: end the list after two rows without a word, as has been seen in the wild.
    """
    columns = _columns(base, table, query)
    if query.offset:
        iterator_id, frozen = iterators.resume(table, query.offset)
        start = frozen.starts[query.offset]
    else:
        record_ids = _rows(base, table, query)
        iterator_id, frozen = iterators.freeze(table, record_ids[:2] if short else record_ids)
        start = 0
    end = min(start + query.page_size, len(frozen.record_ids))
    page_ids = frozen.record_ids[start:end]
    records = [reading.record_json(table.records[key], columns) for key in page_ids if key in table.records]
    reply: dict[str, Any] = {"records": records}
    if query.comment_count:
        records[:] = [{**record, "commentCount": 0} for record in records]
    if end < len(frozen.record_ids):
        reply["offset"] = f"{iterator_id}/{page_ids[-1]}"
        frozen.starts[reply["offset"]] = end
    return reply


def _columns(base: Base, table: Table, query: Query) -> list[tuple[str, reading.Reader]]:
    only = None if query.fields is None else [_known(table, name) for name in query.fields]
    if not only:  # an empty list of fields asks for all of them
        only = list(table.fields.values())
    found = reading.columns(base, table, by_id=query.by_id, only=only)
    if not query.as_text:
        return found
    return [(key, _text_reader(base, field, read)) for field, (key, read) in zip(only, found, strict=True)]


def _text_reader(base: Base, field: Field, read: reading.Reader) -> reading.Reader:
    return lambda record: texts.as_text(base, field, read(record))


def text_columns(base: Base, table: Table, *, by_id: bool) -> list[tuple[str, reading.Reader]]:
    """All columns for ``cellFormat=string``."""
    return _columns(base, table, Query(by_id=by_id, as_text=True))


def _known(table: Table, name: str) -> Field:
    field = table.field(name)
    if field is None:
        raise errors.unknown_field(name)
    return field


def _rows(base: Base, table: Table, query: Query) -> list[str]:
    """The ids of the whole list, filtered, in order, cut to ``maxRecords``."""
    record_ids = list(table.records) if _has_view(table, query.view) else table.ids_in_order()
    if query.formula:
        record_ids = _filtered(formula.compile_filter(query.formula, base, table), table, record_ids)
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
