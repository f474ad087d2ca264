"""Lists that come in pages have to end."""

from __future__ import annotations

from collections.abc import Iterable

from airsync_gui.errors import Unreachable

MOST_IDLE_PAGES = 20
"""How many pages in a row may bring nothing new before a list counts as one without end."""
MOST_THINGS = 1_000_000
"""Twice the records that a base of the largest plan holds."""


class Progress:
    """Sees to it that a list ends: its rows are frozen at its first page, so that no page repeats what another had."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._idle_pages = 0

    def note(self, ids: Iterable[str]) -> None:
        """One page with these things on it.

        Raises:
            Unreachable: page after page brings nothing new, or more than there can be.
        """
        known = len(self._seen)
        self._seen.update(ids)
        self._idle_pages = self._idle_pages + 1 if len(self._seen) == known else 0
        if self._idle_pages > MOST_IDLE_PAGES or len(self._seen) > MOST_THINGS:
            raise Unreachable(endpoint="records", detail="Airtable's list has no end.", outcome_unknown=False)
