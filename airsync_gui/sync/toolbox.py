"""The outside, as a run needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from airsync_gui.sync.events import Event
from airsync_gui.sync.ports import (
    AirtableTable,
    Cancel,
    ChangeFeed,
    Clock,
    Images,
    LocalChange,
    LocalReading,
    LocalTable,
    Store,
)

KeepCopy = Callable[[int, LocalReading, Sequence[LocalChange]], None]
"""Keep a copy of what these changes of a run are going to touch. Raises NotCopied: then nothing is written."""


def _no_copy(_run_id: int, _reading: LocalReading, _changes: Sequence[LocalChange]) -> None:
    pass


class Toolbox(Struct, frozen=True):
    """The outside, as one run needs it.

    Attributes:
        keep_copy: called before a plan is carried out that changes much of the local table.
        images: what Airtable had when it was last seen; without them all of its records are read each time.
        feed: the base's change feed, if it is to be used.
        keep_image: whether images and hooks may move; they stay as they are in a preview.
        full: read all of Airtable's records in any case.
    """

    local: LocalTable
    airtable: AirtableTable
    store: Store
    clock: Clock
    cancel: Cancel
    report: Callable[[Event], None] = lambda _event: None
    keep_copy: KeepCopy = _no_copy
    images: Images | None = None
    feed: ChangeFeed | None = None
    keep_image: bool = False
    full: bool = False
