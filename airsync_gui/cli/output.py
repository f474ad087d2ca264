"""What commands print: tables for people, one stable JSON shape each for programs.

A listing with ``--json`` is one object whose member ``items`` holds the rows, every row with an ``id``. Values are
plain JSON: numbers as numbers, dates as ISO text, lists as arrays, blank as null.
"""

from __future__ import annotations

import codecs
import json
import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from airsync_gui.app import LOOPBACK
from airsync_gui.messages import plain
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Value, Values
from airsync_gui.sync.values import instant_text
from airsync_gui.value_words import value_text

COLUMN_WIDTH = 48
LAST_WIDTH = 200
"""Most characters of a cell in a table for people; JSON has them all."""


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
    """A canonical value for a person, as in the window but for its seconds; plain text."""
    return when(value) if isinstance(value, datetime) else value_text(value)


def when(moment: datetime | None) -> str:
    """A time for a person, in this computer's zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment else "never"


_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What JSON allows as it is and a terminal would act upon: the upper controls, marks of direction, half characters."""


def print_json(data: Any) -> None:
    """One JSON document on one line, safe to show; with escapes only where standard output is not UTF-8."""
    ascii_only = codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name != "utf-8"
    text = json.dumps(data, ensure_ascii=ascii_only, separators=(", ", ": "))
    click.echo(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def print_items(items: Sequence[Mapping[str, Any]]) -> None:
    """A listing for programs."""
    print_json({"items": list(items)})


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A listing for people: columns as wide as their widest cell (within reason), the last one free."""
    cells = [[*(plain(cell, COLUMN_WIDTH) for cell in row[:-1]), plain(row[-1], LAST_WIDTH)] for row in rows]
    if not cells:
        click.echo(empty)
        return
    widths = [max(columns(row[i]) for row in (heads, *cells)) for i in range(len(heads))]
    for row in ([head.upper() for head in heads], *cells):
        line = "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for most of East Asia, none for what is put on top."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in ("W", "F") for c in text)
    return len(text) + wide - sum(unicodedata.category(c) in ("Mn", "Me") for c in text)


def airtable_name(pair: Pair) -> str:
    """The pair's Airtable table, ``Habits › Meals``, and whether that is in a sandbox."""
    sandbox = " (sandbox)" if pair.endpoint == LOOPBACK else ""
    return f"{plain(pair.base_name or pair.base_id)} › {plain(pair.table_name or pair.table_id)}{sandbox}"


def quoted(name: str) -> str:
    """A name as it can be typed after a command."""
    return f"-- {shlex.quote(name)}" if name.startswith("-") else shlex.quote(name)
