"""Values and counts in a person's words, the same in the window and wherever else they are told."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from airsync_gui.messages import plain
from airsync_gui.sync.records import Value
from airsync_gui.sync.values import number_text


def many(count: int, noun: str) -> str:
    """``1 field``, ``1,200 fields``."""
    return f"{count:,} {noun}{'s' if count != 1 else ''}"


def value_text(value: Value, most: int = 60) -> str:
    """A canonical value for a person."""
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return "ticked" if value else "not ticked"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return plain(", ".join(value) if isinstance(value, tuple) else value, most)
