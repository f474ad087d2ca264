"""What is asked of Airtable against what the plan allows, and against the share that a pair may have of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from airsync_gui.app.tables import Tables
from airsync_gui.call_budget import PACE, CallPace, Usage, forecast, month_begin, month_end, over_share
from airsync_gui.errors import BudgetSpent
from airsync_gui.sync.pairs import Pair

if TYPE_CHECKING:
    from airsync_gui.state.store import SqliteStore

USUAL_CALLS = 2.0
"""What a sync of a pair costs that was not synced lately."""


class Calls(Tables):
    """The month's calls."""

    def calls_by_pair(self) -> dict[str, int]:
        """Pair id → requests sent for it this month; what was outside of runs is under the empty id."""
        from airsync_gui.state import health

        now = self.clock.now()
        self.requests.write(now)
        return health.by_pair(self.database, month_begin(now))

    def call_usage(self) -> Usage:
        """This month's calls, the plan's allowance, and where that leads."""
        from airsync_gui.state import calls, health

        now = self.clock.now()
        self.requests.write(now)
        used = sum(calls.in_month(self.database, now).values())
        first = health.first_since(self.database, now - PACE)
        recent = health.count_since(self.database, now - PACE)
        ahead = forecast(used, recent, now - (first or now), now)
        return Usage(used, self.settings.allowance(), ahead)

    def call_pace(self, usage: Usage | None = None) -> CallPace:
        """What syncs by the clock may still cost this month; of the usage, where that was just looked up."""
        from airsync_gui.state import history

        now = self.clock.now()
        usage = usage or self.call_usage()
        with self.database.reading() as db:
            usual = history.usual_calls(db, now - PACE)
        pairs = [pair for pair in self.settings.pairs() if not pair.paused]
        left = None if usage.allowance is None else max(0, usage.allowance - usage.used)
        calls = sum(usual.get(pair.id, USUAL_CALLS) for pair in pairs)
        return CallPace(left, (month_end(now) - now).total_seconds(), calls)

    def _store_of(self, pair: Pair) -> SqliteStore:
        """The store; for a pair with a share of the month's calls one that looks at that before it lets a run write."""
        from airsync_gui.state.thrifty import ThriftyStore

        if pair.budget is None:
            return self.store
        return ThriftyStore(self.database, partial(self._afford, pair))

    def _afford(self, pair: Pair, calls: int = 0) -> None:
        """Raise BudgetSpent where so many more calls (or, of none, any) are more than the pair's share of the month."""
        if pair.budget is not None:
            used = self.calls_by_pair().get(pair.id, 0)
            if over_share(pair.budget, used, calls or 1):
                raise BudgetSpent(pair=pair.name, share=pair.budget, used=used, needed=calls)
