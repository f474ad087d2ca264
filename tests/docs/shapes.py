"""The shape of JSON: which members there are and of which type, whatever their values."""

from __future__ import annotations

from typing import Any

BY_FIELD = frozenset(
    {"after", "airtable", "before", "differing", "last_airtable", "last_local", "local", "other_side", "overwritten"}
    | {"rules", "sanitised", "styles", "values"}
)
"""Objects whose members are a record's fields: others for each record."""


def shape_difference(shown: Any, real: Any, place: str = "$") -> str:
    """In what two documents differ; empty where they have one shape.

    A null goes with anything, and so does the empty list or object on the real side where a page shows one row.
    """
    if shown is None or real is None:
        return ""
    if _kind(shown) != _kind(real):
        return f"{place}: the page shows {_kind(shown)}, it is {_kind(real)}"
    if isinstance(shown, dict):
        if place.rpartition(".")[2] in BY_FIELD:
            return ""
        if shown.keys() != real.keys():
            more, less = sorted(shown.keys() - real.keys()), sorted(real.keys() - shown.keys())
            return f"{place}: the page has {more} too much, lacks {less}"
        return next((found for k in shown if (found := shape_difference(shown[k], real[k], f"{place}.{k}"))), "")
    if isinstance(shown, list) and shown:
        if not real:
            return f"{place}: the page shows members, there are none"
        return shape_difference(shown[0], real[0], f"{place}[0]")
    return ""


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"
