"""What counts for health besides requests: of each pair from the state file, of each token when it was stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from airsync_gui.app import App
from airsync_gui.call_budget import CallPace, Usage, over_share, stretched_s
from airsync_gui.errors import BudgetSpent
from airsync_gui.schedule import Schedule, next_due
from airsync_gui.service import status
from airsync_gui.service.figures import Known
from airsync_gui.service.health_states import PairFacts, token_ages
from airsync_gui.service.preferences import usual_schedule
from airsync_gui.service.status import Counts, Failure
from airsync_gui.service.words import pair_schedule
from airsync_gui.state import token_dates
from airsync_gui.sync.pairs import Pair


def known(app: App, pairs: Sequence[Pair], failures: Mapping[str, Failure], usage: Usage) -> Known:
    """All of it.

    Args:
        failures: pair id → how its last try ended, as this process saw it.
    """
    now, limits = app.clock.now(), app.settings.health_limits()
    with app.database.reading() as db:
        counts = status.counts(db)
    used = app.calls_by_pair() if any(pair.budget is not None for pair in pairs) else {}
    clock = _Clock(now, usual_schedule(app), app.call_pace(usage))
    found = tuple(
        _facts(pair, counts.get(pair.id, Counts()), failures.get(pair.id), clock, used.get(pair.id, 0))
        for pair in pairs
    )
    stored = token_dates.stored_on(app.database, app.endpoint.host)
    accounts = [] if app.given_token is not None else [pair.account for pair in pairs if app.is_here(pair)]
    return Known(limits, found, token_ages(stored, accounts, now, limits.token_days))


class _Clock(Struct, frozen=True):
    """By what it is told when a pair is due."""

    now: datetime
    usual: Schedule
    pace: CallPace

    def due_at(self, pair: Pair, synced_at: datetime | None) -> datetime | None:
        """When a pair should be synced after that; None where no clock makes it due."""
        if synced_at is None:
            return None
        schedule: Schedule = pair_schedule(pair) or self.usual
        since_s = (self.now - synced_at).total_seconds()
        return next_due(schedule, synced_at, stretched_s(schedule.every_minutes * 60.0, self.pace, since_s), 1.0)


def _facts(pair: Pair, found: Counts, failure: Failure | None, clock: _Clock, used: int) -> PairFacts:
    error = status.last_error(found, failure)
    if error is None and over_share(pair.budget, used, 1):
        error = BudgetSpent()  # which ends a sync before it is in history
    return PairFacts(
        pair.id,
        pair.name,
        pair.paused,
        status.kind_of(error),
        found.synced_at,
        clock.due_at(pair, found.synced_at),
        found.conflicts,
        found.waits,
        found.waits_since,
    )
