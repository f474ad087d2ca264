"""What people did on both sides since they were last in step, as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field


class Edit(Struct, frozen=True):
    """One record's story.

    Attributes:
        name: the record's, as people call it: the value of the pair's key field.
        before: field → value with which it starts on both sides, as Airtable's API has it.
        here: column → cell's text, edited on this computer.
        there: field → value, edited in Airtable.
        deleted_there: whether it was deleted in Airtable instead.
    """

    name: str
    before: Mapping[str, Any] = field(default_factory=dict)
    here: Mapping[str, Any] = field(default_factory=dict)
    there: Mapping[str, Any] = field(default_factory=dict)
    deleted_there: bool = False


def minute(moment: datetime) -> str:
    """``2026-05-12 12:30`` on this computer's clock, as the file has it."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
