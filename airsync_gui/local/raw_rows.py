"""Whole rows in words of their table's own, to be kept with the history of a deletion and made again by an undo.

Everything of a row is in them, also what no field is mapped to. They are JSON objects; what they hold is up to the kind
of table. Whoever takes one back takes nothing for granted: the table may have other columns by now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any


def raw_row(parts: Mapping[str, Any]) -> str:
    """A row's parts, which JSON can hold, as one text."""
    return json.dumps(parts, ensure_ascii=False)


def parts_of(raw: str) -> dict[str, Any]:
    """What :func:`raw_row` was given; nothing where it can't be read."""
    with suppress(ValueError, RecursionError):
        parts = json.loads(raw)
        if isinstance(parts, dict):
            return parts
    return {}


def raw_cells_row(names: Sequence[str], cells: Iterable[Any]) -> str:
    """A row of cells, each under its column's name; columns without a name of their own are left out."""
    counts = Counter(names)
    return raw_row({name: cell for name, cell in zip(names, cells, strict=True) if counts[name] == 1})


def cells_by_place(raw: str, names: Sequence[str]) -> dict[int, object]:
    """Place → cell of those columns that are there now."""
    counts = Counter(names)
    return {names.index(name): cell for name, cell in parts_of(raw).items() if counts[name] == 1}
