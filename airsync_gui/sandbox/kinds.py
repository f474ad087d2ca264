"""What a request asks for, in a word: so that a fault can be ordered for some kinds of call and for no others."""

from __future__ import annotations

import json
from collections.abc import Sequence

KINDS = (
    *("whoami", "bases", "schema", "change_schema"),
    *("list", "page", "find", "get", "create", "update", "delete"),
    *("hooks", "hook_create", "hook_payloads", "hook_refresh", "hook_switch", "hook_delete"),
)
"""``list`` is the first page of a list, ``page`` a later one, ``find`` one with a formula; ``hook…`` are webhooks."""

_RECORDS = {"POST": "create", "PATCH": "update", "PUT": "update", "DELETE": "delete"}
_HOOKS = {"payloads": "hook_payloads", "refresh": "hook_refresh", "enableNotifications": "hook_switch"}


def kind_of(method: str, segments: tuple[str, ...], in_url: Sequence[str], data: bytes) -> str:
    """One of :data:`KINDS`.

    Args:
        segments: the decoded parts of the path behind ``/v0``.
        in_url: the names of the query's parameters.
        data: the body.
    """
    if segments[:1] == ("meta",):
        return _of_metadata(method, segments)
    if segments[:1] == ("bases",):
        return _of_webhooks(method, segments)
    if segments[-1:] == ("listRecords",):
        return _of_list([*in_url, *_names(data)])
    if method == "GET":
        return "get" if len(segments) > 2 else _of_list(in_url)
    return _RECORDS.get(method, "get")


def _of_metadata(method: str, segments: tuple[str, ...]) -> str:
    if segments[1:] == ("whoami",):
        return "whoami"
    if method != "GET":
        return "change_schema"
    return "schema" if len(segments) > 2 else "bases"


def _of_webhooks(method: str, segments: tuple[str, ...]) -> str:
    if len(segments) > 4:
        return _HOOKS.get(segments[4], "hooks")
    return {"POST": "hook_create", "DELETE": "hook_delete"}.get(method, "hooks")


def _of_list(names: Sequence[str]) -> str:
    if "filterByFormula" in names:
        return "find"
    return "page" if "offset" in names else "list"


def _names(data: bytes) -> Sequence[str]:
    """The members of a body that is a JSON object."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    return tuple(body) if isinstance(body, dict) else ()
