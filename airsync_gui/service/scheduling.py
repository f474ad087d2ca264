"""What the schedule asks: whether a local table moved, what to watch, and what the month still has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from airsync_gui.errors import AirSyncError
from airsync_gui.local.source_names import split_source
from airsync_gui.local.watching import paths_to_watch, stamp_of
from airsync_gui.service.part import ServicePart

if TYPE_CHECKING:
    from airsync_gui.call_budget import CallPace
    from airsync_gui.local.sql_table import SqlTable


class SchedulingPart(ServicePart):
    """Looks in passing, which ask nothing of Airtable or of a person."""

    def call_pace(self) -> CallPace:
        """What syncs by the clock may still cost this month."""
        _ = self._database
        return self._app.call_pace()

    def local_stamp(self, pair_id: str) -> str:
        """Changes whenever the pair's local table does; empty while it can't be looked at.

        A table on a server tells of edits where the pair names a column with their times; of others nobody tells.
        """
        pair = self._pair(pair_id)
        parts = split_source(pair.source)
        if not parts.server:
            return stamp_of(parts)
        if pair.time_column is None:
            return parts.server.url
        if self._app.passwords.knows(parts.server):  # a look in passing must not ask a person for the keyring
            with suppress(AirSyncError):
                table = cast("SqlTable", self._app.open_source(pair.source, time_column=pair.time_column))
                return table.latest_edit()
        return ""

    def watched_paths(self, pair_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Pair → the files and folders that move when somebody edits its local table."""
        wanted = set(pair_ids)
        return {p.id: paths_to_watch(split_source(p.source)) for p in self._app.settings.pairs() if p.id in wanted}
