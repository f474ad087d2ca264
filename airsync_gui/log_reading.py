"""The log read again, for people: the latest entries, the newest first. Only the standard library."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

MOST_BYTES = 1_000_000
"""So much of the log's end is read."""
MOST_ENTRIES = 2_000
LONGEST = 20_000
"""Characters of one entry; a traceback is shorter."""
_BEGIN = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([A-Z]+) ([\w.]+): (.*)")


class LogEntry(Struct, frozen=True):
    """One entry.

    Attributes:
        same: how many of the same moment stand before it in the log.
        level: ``INFO``, ``WARNING``, …
        part: who wrote it: ``app``, ``jobs``.
        text: with the traceback, where there is one.
    """

    same: int
    at: datetime
    level: str
    part: str
    text: str

    @property
    def is_problem(self) -> bool:
        """Whether it tells of something that went wrong."""
        return self.level not in ("INFO", "DEBUG")


def latest(folder: Path) -> tuple[LogEntry, ...]:
    """The latest entries of the log in a folder, the newest first; none where there is no log. Raises OSError."""
    text = _tail(folder / "airsync.log.1", MOST_BYTES // 2) + _tail(folder / "airsync.log", MOST_BYTES)
    return tuple(_entries(text))[: -MOST_ENTRIES - 1 : -1]


def _tail(file: Path, most: int) -> str:
    try:
        with file.open("rb") as log:
            length = log.seek(0, os.SEEK_END)
            log.seek(max(0, length - most))
            return log.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _entries(text: str) -> Iterator[LogEntry]:
    """In the file's order; what stands before the first whole entry is left out."""
    begun: re.Match[str] | None = None
    more: list[str] = []
    seen: Counter[str] = Counter()
    for line in text.split("\n"):
        found = _begin(line)
        if found is None:
            more.append(line)
            continue
        if begun is not None:
            yield _entry(begun, more, seen)
        begun, more = found, []
    if begun is not None:
        yield _entry(begun, more, seen)


def _begin(line: str) -> re.Match[str] | None:
    """An entry's first line; a text in the log may look like one and have a time that no clock shows."""
    found = _BEGIN.fullmatch(line)
    if found is not None:
        try:
            datetime.fromisoformat(found[1])
        except ValueError:
            return None
    return found


def _entry(begun: re.Match[str], more: list[str], seen: Counter[str]) -> LogEntry:
    at, level, part, first = begun.groups()
    seen[at] += 1
    text = "\n".join([first, *more]).rstrip("\n")[:LONGEST]
    return LogEntry(seen[at] - 1, datetime.fromisoformat(at), level, part.removeprefix("airsync_gui").lstrip("."), text)
