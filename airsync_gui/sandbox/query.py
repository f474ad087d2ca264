"""The options of a list request, from a URL or a body, checked for structure."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field
from werkzeug.datastructures import MultiDict

from airsync_gui.sandbox import errors

MAX_PAGE = 100
"""Records in one page. https://airtable.com/developers/web/api/list-records"""

Arguments = MultiDict[str, str]
"""A query string: some names appear more than once."""


class Query(Struct):
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
    time_zone: str = "utc"
    """Where instants are shown, with ``as_text``."""
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
        time_zone=_string(body.get("timeZone")) or "utc",
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
