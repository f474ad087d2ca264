"""A store that journals no plan which costs more calls than the pair has left: so nothing of it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Uid
from airsync_gui.sync.settle import Journalled, Settled


class ThriftyStore(SqliteStore):
    """The engine's store, for a pair with a share of the month's calls.

    Args:
        afford: raises BudgetSpent where so many more calls are too many.
    """

    def __init__(self, database: Database, afford: Callable[[int], None]) -> None:
        super().__init__(database)
        self._afford = afford

    def record_plan(
        self,
        run_id: int,
        pair_id: str,
        plan: Plan,
        at: datetime,
        settled: Settled | None = None,
        only: frozenset[Uid] | None = None,
    ) -> Sequence[Journalled]:
        """Journal a plan before its first write. Raises BudgetSpent: then nothing is journalled."""
        if plan.api_calls:
            self._afford(plan.api_calls)
        return super().record_plan(run_id, pair_id, plan, at, settled, only)
