"""When a pair is due by itself: its local table changed, or an hour has passed. Both are off until switched on. Where
the month's calls would not last, the hour is stretched.

Programs save in many ways (in place, or by a new file under the old name), so each file is watched together with its
folder, and after a pause its stamp is compared with the one that the last run left. A database may keep what was
committed in a journal beside its file for long; that is watched too. Of a folder of notes every note is watched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal

from airsync_gui.call_budget import CallPace, stretched_s
from airsync_gui.jobs.background import Background
from airsync_gui.jobs.service import Service
from airsync_gui.jobs.snapshots import PairLine

SETTLE_MS = 2000
"""A file that was written less than this ago may be written again."""
HOUR_S = 3600.0
LONGEST_S = 20 * 86_400.0
"""Qt's timers take no more than 24 days."""
MOST_NOTES = 1_000
"""So many notes of a folder are watched one by one: each takes a watch of the system, which has few of them."""


class Scheduler(QObject):
    """Says which pair is due; whether it is run is decided by whoever listens.

    Args:
        is_running: whether a pair is run just now: its run may write the file, and tells its stamp at the end.

    Signals:
        due: a pair's id.
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
        self._files: dict[str, str] = {}
        self._stamps: dict[str, str] = {}
        self._moved: set[str] = set()
        self._watching = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_moved)
        self._watcher.directoryChanged.connect(self._on_moved)
        self.settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self.settle.timeout.connect(self._on_settled)
        self._wanted_s: float | None = None
        self._regular = QTimer(self)
        self._regular.timeout.connect(self._on_regular)

    def watch_files(self, on: bool) -> None:
        """Whether a change of a local table makes its pair due."""
        self._watching = on
        self._renew()
        for pair_id in self._stamps:
            self.look(pair_id)  # it may have changed while nobody watched

    def keep_to(self, *, on_change: bool, every_minutes: int) -> None:
        """Follow this schedule from now on; the clock goes on where its interval stays. 0 minutes is never."""
        seconds = every_minutes * 60.0 or None
        if on_change != self._watching:
            self.watch_files(on_change)
        if seconds != self._wanted_s:
            self.run_every(seconds)

    def run_every(self, seconds: float | None) -> None:
        """How often every pair is due, or less often where the month's calls would not last; None for never."""
        self._regular.stop()
        self._wanted_s = seconds
        if seconds is not None:
            self._regular.start(round(seconds * 1000))
            self.fit()

    def fit(self) -> None:
        """Ask what syncs by the clock may cost; where that can't be told, the interval stays."""
        self._background.ask(self._service.call_pace, self._on_pace, lambda _error: None, asker=self)

    def _on_pace(self, pace: CallPace) -> None:
        if self._wanted_s is None:
            return
        interval_ms = round(min(stretched_s(self._wanted_s, pace), LONGEST_S) * 1000)
        if interval_ms != self._regular.interval():
            self._regular.start(interval_ms)

    def stop(self) -> None:
        """Nothing is due any more."""
        self.watch_files(False)
        self.run_every(None)
        self.settle.stop()

    def follow(self, lines: Sequence[PairLine]) -> None:
        """These are the pairs now."""
        self._files = {line.pair_id: QUrl(line.local.url).toLocalFile() for line in lines if line.local.url}
        self._renew()

    def left(self, pair_id: str, stamp: str) -> None:
        """A run read (or wrote) the table as this stamp says; what differs from it is new."""
        self._stamps[pair_id] = stamp
        self.look(pair_id)

    def _renew(self) -> None:
        """Watch what should be watched; a replaced file has dropped out of the list."""
        files = set(self._files.values()) if self._watching else set()
        wanted = {path for file in files for path in (*_watched_for(file), *_notes_in(file))}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(list(gone))
        if new := wanted - watched:
            self._watcher.addPaths(list(new))  # those that are not there are left out
        for pair_id in self._files:
            if pair_id not in self._stamps:
                self.look(pair_id)

    def _on_moved(self, path: str) -> None:
        self._moved |= {pair_id for pair_id, file in self._files.items() if _concerns(path, file)}
        self.settle.start()

    def _on_settled(self) -> None:
        moved, self._moved = self._moved, set()
        self._renew()
        for pair_id in moved:
            self.look(pair_id)

    def look(self, pair_id: str) -> None:
        """Compare a table with what the last run left."""
        if self._watching and not self._is_running(pair_id):
            ask = partial(self._service.local_stamp, pair_id)
            self._background.ask(ask, partial(self._on_stamp, pair_id), lambda _error: None, asker=self)

    def _on_stamp(self, pair_id: str, stamp: str) -> None:
        before = self._stamps.get(pair_id)
        if not stamp or stamp == before or not self._watching or self._is_running(pair_id):
            return
        self._stamps[pair_id] = stamp
        if before is not None:
            self.due.emit(pair_id)

    def _on_regular(self) -> None:
        for pair_id in self._files:
            self.due.emit(pair_id)
        self.fit()


def _watched_for(file: str) -> tuple[str, str, str]:
    """A file, its folder, and a database's journal, which stands beside the file that a link leads to."""
    return file, str(Path(file).parent), f"{Path(file).resolve()}-wal"


def _notes_in(file: str) -> list[str]:
    """The notes, where the table is a folder of them: what is saved in place moves nothing in the folder itself."""
    folder = Path(file)
    return [str(path) for path in islice(folder.glob("[!.]*.md"), MOST_NOTES)] if folder.is_dir() else []


def _concerns(path: str, file: str) -> bool:
    return path in _watched_for(file) or Path(path).parent == Path(file)
