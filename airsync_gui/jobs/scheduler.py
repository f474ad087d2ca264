"""When a pair is due by itself: its local table changed, an hour has passed, or it is seven o'clock. All is off until
switched on. Where the month's calls would not last, the hour is stretched.

Programs save in many ways (in place, or by a new file under the old name), so each file is watched together with its
folder, and after a pause its stamp is compared with the one that the last run left. Other computers' disks and servers
tell nobody, and a system has few watches: stamps are compared once a minute, too.

The time of day is looked at every few seconds, since timers stand still while the computer sleeps. Whatever was missed
meanwhile is due once (:mod:`airsync_gui.schedule`), a little after waking: the network needs its time, too. A try that
ended with what passes by itself, offline for one, is repeated after minutes, then less and less often.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from airsync_gui.call_budget import CallPace, stretched_s
from airsync_gui.schedule import NEVER, Agenda, Planned, Schedule

if TYPE_CHECKING:
    from airsync_gui.jobs.background import Background
    from airsync_gui.jobs.service import Service
    from airsync_gui.jobs.snapshots import PairLine

SETTLE_MS = 2000
"""A file that was written less than this ago may be written again."""
TICK_MS = 10_000
SLEPT_S = 60.0
"""Two looks at the clock that are further apart than this: the computer slept."""
GRACE_S = 20.0
"""After waking, and after the start, nothing is due by the clock for so long."""
POLL_S = 60.0
"""How often a table is looked at whether or not anybody tells of an edit."""


def _now() -> datetime:
    return datetime.now(UTC)


class Scheduler(QObject):
    """Says which pair is due; whether it is run is decided by whoever listens.

    Args:
        is_running: whether a pair is run just now: its run may write the file, and tells its stamp at the end.

    Signals:
        due: a pair's id.

    Attributes:
        now: the time of day.
    """

    due = Signal(str)

    def __init__(
        self,
        service: Service,
        background: Background,
        is_running: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._background = background
        self._is_running = is_running
        self._usual = NEVER
        self._on = False
        self._lines: Mapping[str, PairLine] = {}
        self._paths: Mapping[str, frozenset[str]] = {}
        self._stamps: dict[str, str] = {}
        self._absent: set[str] = set()
        self._moved: set[str] = set()
        self._looking: set[str] = set()
        self._look_again: set[str] = set()
        self._polled: datetime | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_moved)
        self._watcher.directoryChanged.connect(self._on_moved)
        self.settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self.settle.timeout.connect(self._on_settled)
        self.now: Callable[[], datetime] = _now
        self._agenda = Agenda(random.random())
        self._pace: CallPace | None = None
        self._pace_at = self.now()
        self._looked: datetime | None = None
        self._not_before: datetime | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.look_at_clock)

    # -- what is wanted ---------------------------------------------------------------------------------------------

    def keep_to(self, schedule: Schedule) -> None:
        """Follow this schedule from now on, but for pairs with one of their own."""
        if self._on and schedule == self._usual:
            return
        before = self._watched()
        self._on, self._usual = True, schedule
        self._renew()
        for pair_id in self._watched() - before:
            self.look(pair_id)  # it may have changed while nobody watched
        self._tick.start()
        self.fit()

    def stop(self) -> None:
        """Nothing is due any more."""
        self._on = False
        self._renew()
        self._tick.stop()
        self.settle.stop()

    def follow(self, lines: Sequence[PairLine]) -> None:
        """These are the pairs now, in the order in which they are synced."""
        before = self._watched()
        self._lines = {line.pair_id: line for line in lines}
        self._agenda.follow({line.pair_id: line.last_run_at for line in lines}, self.now())
        self._agenda.ended(line.pair_id for line in lines if line.status != "waiting")
        self._renew()
        for pair_id in self._watched() - before:
            if pair_id in self._stamps:
                self.look(pair_id)

    def schedule_of(self, pair_id: str) -> Schedule:
        """The pair's own schedule, else that of all."""
        line = self._lines.get(pair_id)
        if not self._on:
            return NEVER
        return line.schedule if line is not None and line.schedule is not None else self._usual

    # -- by the clock -----------------------------------------------------------------------------------------------

    def look_at_clock(self) -> None:
        """Tell of every pair that is due by now."""
        now, looked = self.now(), self._looked
        self._looked = now
        if looked is None or not timedelta(0) <= now - looked <= timedelta(seconds=SLEPT_S):
            self._not_before = now + timedelta(seconds=GRACE_S)
        if self._not_before is not None and now < self._not_before:
            return
        self._poll(now)
        plans = {pair_id: plan for pair_id, plan in self._plans().items() if not self._waits(pair_id, now)}
        due = self._agenda.take_due(plans, now)
        for pair_id in due:
            self.due.emit(pair_id)
        if due:
            self.fit()

    def _waits(self, pair_id: str, now: datetime) -> bool:
        """Whether Airtable asked for silence, which is not over."""
        until = self._lines[pair_id].until
        return until is not None and now < until

    def next_due(self, pair_id: str) -> datetime | None:
        """When a pair is due by the clock; None for never."""
        plan = self._plans().get(pair_id)
        return self._agenda.when(pair_id, plan) if plan is not None else None

    def _plans(self) -> dict[str, Planned]:
        """What is on the clock, in the pairs' order; what is paused waits, and is due once when it goes on."""
        awake = {pair_id: line for pair_id, line in self._lines.items() if line.status != "paused"}
        return {
            pair_id: Planned(plan, self._interval_s(pair_id, plan), again=line.passes)
            for pair_id, line in awake.items()
            if (plan := self.schedule_of(pair_id)).by_clock
        }

    def _interval_s(self, pair_id: str, schedule: Schedule) -> float:
        wanted_s = schedule.every_minutes * 60.0
        if self._pace is None:
            return wanted_s
        last = self._agenda.last(pair_id) or self._pace_at
        return stretched_s(wanted_s, self._pace, (self._pace_at - last).total_seconds())

    def fit(self) -> None:
        """Ask what syncs by the clock may cost; where that can't be told, the intervals stay."""
        if self._on:
            self._background.ask(self._service.call_pace, self._on_pace, lambda _error: None, asker=self)

    def _on_pace(self, pace: CallPace) -> None:
        self._pace, self._pace_at = pace, self.now()

    # -- by changes -------------------------------------------------------------------------------------------------

    def _watched(self) -> set[str]:
        return {pair_id for pair_id in self._lines if self.schedule_of(pair_id).on_change}

    def left(self, pair_id: str, stamp: str) -> None:
        """A run read (or wrote) the table as this stamp says; what differs from it is new."""
        self._stamps[pair_id] = stamp
        self.look(pair_id)

    def _renew(self) -> None:
        """Watch what should be watched; which files those are is asked in the background."""
        watching = self._watched()
        for pair_id in watching:
            if pair_id not in self._stamps:
                self.look(pair_id)
        if not watching:
            self._on_paths({})
            return
        ask = partial(self._service.watched_paths, tuple(sorted(watching)))
        self._background.ask(ask, self._on_paths, lambda _error: None, asker=self)

    def _on_paths(self, paths: Mapping[str, Sequence[str]]) -> None:
        """Watch these; a replaced file has dropped out of the list, and may have moved before it is in it again."""
        watching = self._watched()
        self._paths = {pair_id: frozenset(found) for pair_id, found in paths.items() if pair_id in watching}
        wanted = frozenset[str]().union(*self._paths.values())
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(list(gone))
        if new := wanted - watched:
            self._watcher.addPaths(list(new))  # those that are not there are left out
        for pair_id in self._concerned(new):
            self.look(pair_id)

    def _concerned(self, paths: Collection[str]) -> set[str]:
        return {pair_id for pair_id, watched in self._paths.items() if not watched.isdisjoint(paths)}

    def _on_moved(self, path: str) -> None:
        self._moved |= self._concerned((path,))
        self.settle.start()

    def _on_settled(self) -> None:
        moved, self._moved = self._moved, set()
        self._renew()
        for pair_id in moved:
            self.look(pair_id)

    def _poll(self, now: datetime) -> None:
        if self._polled is None or not timedelta(0) <= now - self._polled < timedelta(seconds=POLL_S):
            self._polled = now
            for pair_id in self._watched():
                self.look(pair_id)

    def look(self, pair_id: str) -> None:
        """Compare a table with what the last run left. One that does not answer is not asked again meanwhile."""
        if not self.schedule_of(pair_id).on_change or self._is_running(pair_id):
            return
        if pair_id in self._looking:
            self._look_again.add(pair_id)
            return
        self._looking.add(pair_id)
        ask = partial(self._service.local_stamp, pair_id)
        self._background.ask(ask, partial(self._on_stamp, pair_id), partial(self._on_no_stamp, pair_id), asker=self)

    def _on_no_stamp(self, pair_id: str, _error: BaseException) -> None:
        self._on_stamp(pair_id, "")

    def _on_stamp(self, pair_id: str, stamp: str) -> None:
        self._looking.discard(pair_id)
        if pair_id in self._look_again:
            self._look_again.discard(pair_id)
            self.look(pair_id)
        before = self._stamps.get(pair_id)
        watched = self.schedule_of(pair_id).on_change
        is_back = self._note_presence(pair_id, there=bool(stamp))
        if not stamp or not watched or self._is_running(pair_id) or (stamp == before and not is_back):
            return
        self._stamps[pair_id] = stamp
        if before is not None:
            self.due.emit(pair_id)

    def _note_presence(self, pair_id: str, *, there: bool) -> bool:
        """Whether a table is back, as it was, that was not there when the last run wanted it."""
        if not there:
            self._absent.add(pair_id)
        elif pair_id in self._absent:
            self._absent.discard(pair_id)
            line = self._lines.get(pair_id)
            return line is not None and line.status == "failed"
        return False
