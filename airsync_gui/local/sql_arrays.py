"""PostgreSQL's spelling of an array: ``{hot,"a, b"}`` (https://www.postgresql.org/docs/current/arrays.html)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MEMBER = re.compile(r'"((?:[^"\\]|\\.)*)"|([^",{}\s\\][^",{}\\]*)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def members(text: str) -> tuple[str, ...] | None:
    """The members of an array of one dimension; None for another, and for one with NULL in it."""
    found: list[str] = []
    if not text.startswith("{") or not text.endswith("}"):
        return None  # "[2:3]={…}" counts from elsewhere
    place, end = 1, len(text) - 1
    while place < end:
        member = _MEMBER.match(text, place, end)
        if member is None or (member[2] or "").upper() == "NULL":
            return None
        found.append(_ESCAPED.sub(r"\1", member[1]) if member[2] is None else member[2])
        place = member.end()
        if place < end and text[place] != ",":
            return None
        place += 1
    return tuple(found)


def written(texts: Iterable[str]) -> str:
    """The array with these members."""
    quoted = ('"' + re.sub(r'(["\\])', r"\\\1", text) + '"' for text in texts)
    return "{" + ",".join(quoted) + "}"
