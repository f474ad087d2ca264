"""What a run says while it works: frozen values, safe to hand from thread to thread."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from airsync_gui.sync.records import Side


class Reading(Struct, frozen=True):
    """A side is being read; ``rows`` so far."""

    side: Side
    rows: int


class Writing(Struct, frozen=True):
    """Operations on one side: ``done`` of ``total``.

    Attributes:
        calls: requests to Airtable that this has taken so far. of_calls: how many it should take in all; 0 where it
            takes none.
    """

    side: Side
    done: int
    total: int
    calls: int = 0
    of_calls: int = 0


class Waiting(Struct, frozen=True):
    """Nothing is sent for now; ``until`` is when work goes on (UTC)."""

    why: Literal["unknown_creates", "rate_limited", "retry"]
    until: datetime


Event = Reading | Writing | Waiting
