"""What stands in the settings file, as msgspec checks it, and what its types allow that makes no sense."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Literal

import msgspec

from airsync_gui.call_budget import PLANS
from airsync_gui.health_limits import USUAL, HealthLimits, limit_fault
from airsync_gui.schedule import interval_fault, parsed, quiet_hours_of, times_of
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy

VERSION = 1
Colors = Literal["system", "light", "dark"]
LogLevel = Literal["debug", "info", "warning"]
Option = Literal["keep_in_tray", "notifications", "quiet_hours", "log_level", "language"]
LEAST_RATE, MOST_RATE = 0.1, 1000
"""Requests a second that an agreement with Airtable may allow."""
_PASSWORD = re.compile(r"[a-z]+://[^/@]*:[^/]*@", re.IGNORECASE)


class FieldEntry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One mapped column and its Airtable field: ``[[pairs.Meals.fields]]``."""

    column: str
    field: str
    id: str
    type: str = ""
    key: bool = False
    required: bool = False
    max_length: int | None = None
    policy: Policy | None = None
    style: str = ""


class PairEntry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One pair: ``[pairs.Meals]``."""

    id: str
    local: str
    base_id: str
    table_id: str
    base: str = ""
    table: str = ""
    account: str = "default"
    endpoint: str = "api.airtable.com"
    direction: Direction = Direction.BOTH
    drift: Drift = Drift.LEAVE
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK
    version_field: str | None = None
    stamp_field: str | None = None
    time_column: str | None = None
    zone: str = ""
    create_choices: bool = False
    escape_formulas: bool = False
    rolling: bool = False
    ask_first: bool = False
    change_feed: bool = True
    check_hours: float = 6.0
    paused: bool = False
    budget: int | None = None
    schedule: str = ""
    fields: list[FieldEntry] = []


class TokenEntry(msgspec.Struct, forbid_unknown_fields=True):
    """That a token was stored for an account and a host; the token itself is in the keyring."""

    account: str
    host: str


class NewPairs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The rules that a new pair begins with: ``[new_pairs]``."""

    direction: Direction = Direction.BOTH
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK


class Document(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file.

    Attributes:
        history_days: how long history is kept, and with it the way back; 0 is for ever.
        plan: of the Airtable workspace: ``free``, ``team``, ``business``, ``enterprise``; empty where it was not told.
        calls_per_month: what the plan allows, where it is none of these.
        requests_per_second: what Airtable takes for a base, where it is not the usual 5.
        token_requests_per_second: what it takes of all of a person's tokens, where it is not the usual 50.
        sync_on_change: the window syncs a pair when its local table changes.
        sync_every_minutes: the window syncs every pair so often by itself, or less often where the month's calls would
            not last; 5 to 10080 (a week), or 0 for never.
        sync_at: the window syncs every pair at these times of the day: ``["07:00", "19:30"]``.
        colors: the window's: ``system``, ``light``, ``dark``.
        language: the window's: ``system``, or a code such as ``de``; English where that is not there.
        keep_in_tray: closing the window leaves AirSync at work where the desktop has a tray.
        notifications: the desktop is told of what needs a person.
        quiet_hours: but not between these times: ``22:00-07:00``.
        log_level: what the log holds: ``debug``, ``info``, ``warning``.
        new_pairs: the rules that a new pair begins with.
        health: from where on something counts as not healthy.
    """

    version: int = VERSION
    history_days: int = 0
    plan: str = ""
    calls_per_month: int | None = None
    requests_per_second: float | None = None
    token_requests_per_second: float | None = None
    sync_on_change: bool = True
    sync_every_minutes: int = 60
    sync_at: list[str] = []
    colors: Colors = "system"
    language: Annotated[str, msgspec.Meta(pattern="^[A-Za-z_]{2,20}$")] = "system"
    keep_in_tray: bool = False
    notifications: bool = True
    quiet_hours: str = ""
    log_level: LogLevel = "info"
    new_pairs: NewPairs = NewPairs()
    health: HealthLimits = USUAL
    pairs: dict[str, PairEntry] = {}
    tokens: list[TokenEntry] = []


def fault_of(document: Document) -> str | None:
    """What a file says that its types allow and that makes no sense; with the place."""
    if document.history_days < 0:
        return "`history_days` is below 0; 0 keeps history for ever"
    if document.plan and document.plan not in PLANS:
        return f"`plan` is none of {', '.join(PLANS)}"
    if document.calls_per_month is not None and document.calls_per_month < 1:
        return "`calls_per_month` is below 1; leave it out where there is no limit"
    for name in ("requests_per_second", "token_requests_per_second"):
        rate = getattr(document, name)
        if rate is not None and not LEAST_RATE <= rate <= MOST_RATE:
            return f"`{name}` is not between {LEAST_RATE} and {MOST_RATE}"
    if document.new_pairs.policy is Policy.OPTIMISTIC_LOCK:
        return "`new_pairs.policy` can't be optimistic-lock, for which each pair needs a field of its own"
    if fault := limit_fault(document.health):
        return f"`health`: {fault}"
    for name, look in _READ_AGAIN:
        try:
            look(document)
        except ValueError as error:
            return f"`{name}`: {error}"
    ids = Counter(entry.id for entry in document.pairs.values())
    faults = (_pair_fault(entry, known_twice=ids[entry.id] > 1) for entry in document.pairs.values())
    return next((f"`pairs.{name}` {fault}" for name, fault in zip(document.pairs, faults, strict=True) if fault), None)


def _look_at_interval(document: Document) -> None:
    if fault := interval_fault(document.sync_every_minutes):
        raise ValueError(f"{fault} 0 is never.")


_READ_AGAIN: Sequence[tuple[str, Callable[[Document], object]]] = (
    ("sync_every_minutes", _look_at_interval),
    ("sync_at", lambda document: times_of(document.sync_at)),
    ("quiet_hours", lambda document: quiet_hours_of(document.quiet_hours)),
)
"""What is written as text, and how it is read; each raises ValueError with a sentence."""


def _pair_fault(entry: PairEntry, *, known_twice: bool) -> str | None:
    if known_twice:
        return "has the same id as another pair"
    if not 0 <= entry.check_hours < float("inf"):
        return "has `check_hours` below 0 or without end; 0 reads all records at each sync"
    if _PASSWORD.match(entry.local):
        remedy = "take it out there, and store it: airsync-gui password set"
        return f"has a password in `local`, where everybody can read it: {remedy}"
    if entry.budget is not None and entry.budget < 1:
        return "has a `budget` below 1; leave it out where there is none"
    if entry.schedule:
        try:
            parsed(entry.schedule)
        except ValueError as error:
            return f"has a `schedule` that makes no sense. {error}"
    if not any(f.key for f in entry.fields):
        return "has no key: write key = true at one of its fields"
    for what, names in (("field id", [f.id for f in entry.fields]), ("column", [f.column for f in entry.fields])):
        twice = [each for each, count in Counter(names).items() if count > 1]
        if twice:
            return f"has the {what} {twice[0]} twice"
    return None
