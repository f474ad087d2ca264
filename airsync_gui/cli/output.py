"""What commands print: tables for people, one stable JSON shape each for programs.

A listing with ``--json`` is one object whose member ``items`` holds the rows, every row with an ``id``. Values are
plain JSON: numbers as numbers, dates as ISO text, lists as arrays, blank as null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from airsync_gui.messages import plain
from airsync_gui.sync.records import FieldId, Value, Values
from airsync_gui.sync.values import instant_text, number_text


def json_value(value: Value) -> Any:
    """A canonical value as plain JSON."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def named(values: Values | None, names: Mapping[FieldId, str]) -> dict[str, Any] | None:
    """Field name → plain JSON value; None stays None."""
    return None if values is None else {names.get(f, f): json_value(v) for f, v in values.items()}


def shown(value: Value) -> str:
    """A canonical value for a person; blank is the word."""
    if value is None:
        return "blank"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, tuple):
        return ", ".join(value)
    return plain(value, 60)


def when(moment: datetime | None) -> str:
    """A time for a person, in this computer's zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment else "never"


def print_json(data: Any) -> None:
    """One JSON document on one line."""
    click.echo(json.dumps(data, ensure_ascii=False, separators=(", ", ": ")))


def print_items(items: Sequence[Mapping[str, Any]], **more: Any) -> None:
    """A listing for programs."""
    print_json({"items": list(items), **more})


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A listing for people: columns as wide as their widest cell, the last one free."""
    cells = [[plain(cell, 200) for cell in row] for row in rows]
    if not cells:
        click.echo(empty)
        return
    widths = [max(len(row[i]) for row in (list(heads), *cells)) for i in range(len(heads))]
    for row in ([head.upper() for head in heads], *cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())
