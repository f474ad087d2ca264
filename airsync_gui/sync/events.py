"""What a run says while it works: frozen values, safe to hand from thread to thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from airsync_gui.sync.records import Side


@dataclass(frozen=True, slots=True)
class Reading:
    """A side is being read; ``rows`` so far."""

    side: Side
    rows: int


@dataclass(frozen=True, slots=True)
class Writing:
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is sent for now; ``until`` is when work goes on (UTC)."""

    why: Literal["unknown_creates", "rate_limited", "retry"]
    until: datetime


Event = Reading | Writing | Waiting
