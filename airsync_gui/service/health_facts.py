"""What counts for health besides requests: of each pair from the state file, of each token when it was stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from airsync_gui.app import App
from airsync_gui.call_budget import Usage, over_share, stretched_s
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
    now, limits, host = app.clock.now(), app.settings.health_limits(), app.endpoint.host
    with app.database.reading() as db:
        counts = status.counts(db)
    usual, pace = usual_schedule(app), app.call_pace(usage)

    def due_at(pair: Pair, synced_at: datetime | None) -> datetime | None:
        schedule: Schedule = pair_schedule(pair) or usual
        if synced_at is None:
            return None
        interval_s = stretched_s(schedule.every_minutes * 60.0, pace, (now - synced_at).total_seconds())
        return next_due(schedule, synced_at, interval_s, 1.0)

    used = app.calls_by_pair() if any(pair.budget is not None for pair in pairs) else {}

    def facts(pair: Pair, found: Counts) -> PairFacts:
        error = status.last_error(found, failures.get(pair.id))
        if error is None and over_share(pair.budget, used.get(pair.id, 0), 1):
            error = BudgetSpent()  # which ends a sync before it is in history
        return PairFacts(
            pair.id,
            pair.name,
            pair.paused,
            status.kind_of(error),
            found.synced_at,
            due_at(pair, found.synced_at),
            found.conflicts,
            found.waits,
            found.waits_since,
        )

    here = [pair for pair in pairs if app.is_here(pair)]
    stored = token_dates.stored_on(app.database, host)
    accounts = [] if app.given_token is not None else [pair.account for pair in here]
    return Known(
        limits,
        tuple(facts(pair, counts.get(pair.id, Counts())) for pair in pairs),
        token_ages(stored, accounts, now, limits.token_days),
    )
