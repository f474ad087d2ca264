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
    """Operations on one side: ``done`` of ``total``."""

    side: Side
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is sent for now; ``until`` is when work goes on (UTC)."""

    why: Literal["unknown_creates", "rate_limited", "retry"]
    until: datetime


Event = Reading | Writing | Waiting
