"""What the Settings page shows and changes: frozen values, as in :mod:`airsync_gui.jobs.snapshots`."""

from __future__ import annotations

from datetime import time
from typing import Literal

from msgspec import Struct

from airsync_gui.health_limits import USUAL, HealthLimits
from airsync_gui.schedule import Schedule
from airsync_gui.sync.pairs import Deletes, Direction, Policy

ColorChoice = Literal["system", "light", "dark"]
LogLevel = Literal["debug", "info", "warning"]
Option = Literal["keep_in_tray", "notifications", "quiet_hours", "log_level", "language"]
"""What is kept as it is said, one by one."""


class UsualRules(Struct, frozen=True):
    """The rules that a new pair begins with."""

    direction: Direction = Direction.BOTH
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK


class Preferences(Struct, frozen=True):
    """What a person has set for all pairs.

    Attributes:
        plan: of the Airtable workspace (a key of ``call_budget.PLANS``); empty where it was not told.
        calls_per_month: what the plan allows, where it is none of these.
        requests_per_second: what Airtable takes for a base; None as from everybody.
        token_requests_per_second: what it takes of all of a person's tokens; None as from everybody.
        sync_on_change: a pair is synced when its local table changes.
        sync_every_minutes: how often every pair is synced by the clock; 0 is never.
        language: a language's code, or ``system``.
        sync_at: and at these times of the day.
        keep_in_tray: closing the window leaves AirSync at work, where the desktop has a tray.
        notifications: the desktop is told of what needs a person.
        quiet_hours: but not then: ``22:00-07:00``; may be empty.
        start_at_login: whether the desktop starts AirSync by itself; None where that can't be.
        limits: from where on something counts as not healthy.
    """

    plan: str = ""
    calls_per_month: int | None = None
    sync_on_change: bool = True
    sync_every_minutes: int = 60
    colors: ColorChoice = "system"
    language: str = "system"
    sync_at: tuple[time, ...] = ()
    keep_in_tray: bool = False
    notifications: bool = True
    quiet_hours: str = ""
    start_at_login: bool | None = False
    log_level: LogLevel = "info"
    usual_rules: UsualRules = UsualRules()
    limits: HealthLimits = USUAL
    requests_per_second: float | None = None
    token_requests_per_second: float | None = None

    @property
    def schedule(self) -> Schedule:
        """When pairs that have no schedule of their own are synced by themselves."""
        return Schedule(self.sync_on_change, self.sync_every_minutes, self.sync_at)


class AccountLine(Struct, frozen=True):
    """A token that is kept in the keyring, without the token.

    Attributes:
        label: what Airtable shows of it, too: ``patXXXXXXXXXXXXXX.…``, or ``…``; empty where it can't be looked at.
        age_days: since it was stored; None where it can't be looked at.
        old: it is time for a new one.
        problem: why it can't be looked at.
        in_use: it is for the Airtable that this window talks to.
        pairs: how many pairs use it.
    """

    account: str
    host: str
    label: str = ""
    age_days: int | None = None
    old: bool = False
    problem: str = ""
    in_use: bool = True
    pairs: int = 0


class PlaceLine(Struct, frozen=True):
    """Where something is kept.

    Attributes:
        folder: what to open to see it.
        there: whether that folder exists by now.
    """

    name: str
    path: str
    folder: str
    there: bool
