"""AirSync beside its window: the tray's icon, what the desktop is told, and whether closing the window ends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from airsync_gui.jobs.alerts import Alert, AlertBook, alerts_of, undecided
from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.schedule import is_quiet, quiet_hours_of
from airsync_gui.ui.language import speaker
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.notifier import Notifier
from airsync_gui.ui.tray import Tray
from airsync_gui.wording import tr

TICK_MS = 30_000
"""Quiet hours end, and the desktop's tray may come later than AirSync does."""
BEGIN_MS = 3_000
"""A window that has just come may not have the keyboard yet: who opened it is not notified of what it shows."""
FIRST_LOOK_MS = 5_000
"""At login AirSync may be there before the tray is, and Qt asks the desktop for one only once."""
TRAY_MS = 1_000
TRAY_TRIES = 20
"""So often a tray is looked for where AirSync was started without a window."""
SLEPT = timedelta(seconds=4 * TICK_MS / 1000)
"""Two looks at the clock that are further apart than this: the computer slept."""
CAUGHT_UP = timedelta(minutes=3)
"""After the start, and after waking, syncs have so much time to mend what was missed, before it is told."""
STAYS = "stays"
"""The key of what is told when the window goes and AirSync stays."""


def _stays() -> Alert:
    text = tr("Pairs are synced as before. The icon’s menu ends it; Settings say whether closing the window does.")
    return Alert(STAYS, tr("AirSync goes on in the tray"), text, tr("Open AirSync"), "overview")


def _now() -> datetime:
    return datetime.now(UTC)


class InBackground(QObject):
    """Belongs to a window, from after its first paint to its end.

    Args:
        hidden: AirSync was started with the desktop, without its window: it stays in the tray, or, where none comes,
            the window is minimised.
        notifier: in the place of its own, in tests.

    Attributes:
        now: the time of day.
        looks_on: whether the person looks at AirSync just now.
    """

    def __init__(self, window: MainWindow, *, hidden: bool = False, notifier: Notifier | None = None) -> None:
        super().__init__(window)
        self._window = window
        controller = window.controller
        self.now: Callable[[], datetime] = _now
        self.looks_on: Callable[[], bool] = lambda: QGuiApplication.focusWindow() is not None
        self.tray: Tray | None = None
        self.notifier = notifier or Notifier(controller, self)
        self._known = Preferences()
        self._heard = self._begun = False
        self._book = AlertBook()
        self._report: HealthReport | None = None
        self._told_that_it_stays = False
        self._looked_at: datetime | None = None
        self._awake_since: datetime | None = None
        self._tries = 0
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self._seek = QTimer(self, interval=FIRST_LOOK_MS)
        self._seek.timeout.connect(self._on_seek)
        window.stays_open = self._stays_open
        window.went_away.connect(self._on_went_away)
        window.health_told.connect(self._on_health)
        window.closed.connect(self._on_closed)
        controller.pairs_changed.connect(self._on_pairs)
        controller.preferences_changed.connect(self._on_preferences)
        self.notifier.pressed.connect(self._on_pressed)
        if (language := speaker()) is not None:
            language.changed.connect(self._on_language)
        if hidden:
            self._begun = True
            self._seek.start()
        else:
            QTimer.singleShot(BEGIN_MS, self, self.begin_to_tell)
            self.find_tray()

    # -- the tray ---------------------------------------------------------------------------------------------------

    def find_tray(self) -> bool:
        """Put the icon into the desktop's tray; False where there is none by now."""
        if self.tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = tray = Tray(self)
            window = self._window
            tray.open_asked.connect(window.come_to_front)
            tray.sync_asked.connect(window.controller.sync_all)
            tray.pause_asked.connect(self._on_pause)
            tray.resume_asked.connect(self._on_resume)
            tray.settings_asked.connect(self._on_settings)
            tray.quit_asked.connect(window.quit)
            self.notifier.use_tray(tray)
            tray.show_pairs(window.controller.lines)
        return self.tray is not None

    def _on_language(self) -> None:
        """The icon's menu is made anew."""
        if self.tray is not None:
            self.tray.remove()
            self.tray.deleteLater()
            self.tray = None
            self.find_tray()

    def _on_seek(self) -> None:
        self._tries += 1
        self._seek.setInterval(TRAY_MS)
        if self.find_tray():
            self._seek.stop()
        elif self._tries >= TRAY_TRIES:
            self._seek.stop()
            if not self._window.isVisible():
                self._window.showMinimized()

    def _on_pause(self) -> None:
        for line in self._window.controller.lines:
            if line.status != "paused":
                self._window.controller.pause(line.pair_id)

    def _on_resume(self) -> None:
        for line in self._window.controller.lines:
            self._window.controller.resume(line.pair_id)

    def _on_settings(self) -> None:
        self._window.come_to_front()
        self._window.open_settings()

    # -- the window's end -------------------------------------------------------------------------------------------

    def _stays_open(self) -> bool:
        return self._known.keep_in_tray and self.tray is not None

    def _on_went_away(self) -> None:
        if not self._told_that_it_stays and self._known.notifications:
            self.notifier.show(_stays())
        self._told_that_it_stays = True

    def _on_closed(self) -> None:
        self._tick.stop()
        self._seek.stop()
        self.notifier.close()
        if self.tray is not None:
            self.tray.remove()

    # -- alerts -----------------------------------------------------------------------------------------------------

    def begin_to_tell(self) -> None:
        """From now on the desktop is told; what stands already, too, unless the person looks at it."""
        self._begun = True
        self._tell()

    def _on_preferences(self, known: Preferences) -> None:
        self._known, self._heard = known, True
        self._tell()

    def _on_pairs(self, lines: Sequence[PairLine]) -> None:
        if self.tray is not None:
            self.tray.show_pairs(lines)
        self._tell()

    def _on_health(self, report: HealthReport) -> None:
        self._report = report
        self._tell()

    def _on_tick(self) -> None:
        if not self._seek.isActive():
            self.find_tray()
        self._tell()

    def _tell(self) -> None:
        """Before it is known what the person wants, nothing is told."""
        if not self._heard or not self._begun:
            return
        known, lines, now = self._known, self._window.controller.lines, self.now()
        silent = not known.notifications or is_quiet(quiet_hours_of(known.quiet_hours), now)
        news = self._book.news(
            alerts_of(lines, self._report),
            busy=undecided(lines),
            seen=self.looks_on(),
            silent=silent,
            settled=self._has_caught_up(now),
        )
        for key in news.withdraw:
            self.notifier.withdraw(key)
        for alert in news.show:
            self.notifier.show(alert)

    def _has_caught_up(self, now: datetime) -> bool:
        """Whether what was missed while the computer slept, or AirSync did not run, had its time."""
        looked, self._looked_at = self._looked_at, now
        if looked is None or self._awake_since is None or not timedelta(0) <= now - looked <= SLEPT:
            self._awake_since = now
        return now - self._awake_since >= CAUGHT_UP

    def _on_pressed(self, alert: Alert) -> None:
        window = self._window
        window.come_to_front()
        if alert.goal == "key":
            window.open_wizard(only_key=True)
        elif alert.key != STAYS:
            window.leave_settings()
            window.show_pair(alert.pair_id)
            window.show_panel(alert.goal)
        self._tell()
