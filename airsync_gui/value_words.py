"""Values and counts in a person's words, the same in the window and wherever else they are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from airsync_gui.messages import plain
from airsync_gui.sync.values import number_text
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.sync.records import RecordId, Value

_RECORD_ID = re.compile(r"rec[A-Za-z0-9]{14}")


class LinkWords:
    """Linked records by the keys that a person reads, where a pair knows those; Airtable's ids are never shared."""

    def __init__(self) -> None:
        self._names: Mapping[RecordId, str] | None = {}
        self._ids: Mapping[str, RecordId] = {}
        self._load: Callable[[], Mapping[RecordId, str]] | None = None

    def learn(self, names: Mapping[RecordId, str]) -> None:
        """These are the records by name from now on."""
        self._names, self._ids = names, {name: record_id for record_id, name in names.items()}

    def learn_when_needed(self, load: Callable[[], Mapping[RecordId, str]] | None) -> None:
        """Ask for them when a record is to be shown; None: nothing is known."""
        self._load = load
        self.learn({})
        self._names = None if load else {}

    def outdated(self) -> None:
        """Records may have other names by now."""
        self.learn_when_needed(self._load)

    def text(self, member: str) -> str:
        """A member of a list as a person reads it: a record's key, where it is known."""
        if not _RECORD_ID.fullmatch(member):
            return member
        if self._names is None and self._load is not None:
            self.learn(self._load())
        return (self._names or {}).get(member, member)

    def record_id(self, text: str) -> str:
        """The record that a person means; the text itself where none has that name."""
        return self._ids.get(text, text)


linked = LinkWords()
"""What this process knows. Whoever shows values of a profile fills it: the command line when it must, the window's
service with each answer."""


def many(count: int, noun: str) -> str:
    """``1 field``, ``1,200 fields``."""
    return f"{count:,} {noun}{'s' if count != 1 else ''}"


def value_text(value: Value, most: int = 60) -> str:
    """A canonical value for a person."""
    if value is None:
        return tr("blank")
    if isinstance(value, bool):
        return tr("ticked") if value else tr("not ticked")
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return plain(", ".join(map(linked.text, value)) if isinstance(value, tuple) else value, most)
