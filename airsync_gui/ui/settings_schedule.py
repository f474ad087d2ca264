"""The Settings page's card for when pairs are synced by themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal

from airsync_gui.jobs.preferences import Preferences
from airsync_gui.ui.cards import Card
from airsync_gui.ui.labels import Label
from airsync_gui.ui.schedule_fields import ScheduleFields
from airsync_gui.wording import noop, tr

WORDS = (noop("Sync a pair when its file changes"), noop("Sync all pairs by the clock"), noop("and at"))
NAMES = ("syncOnChangeBox", "syncEveryCombo", "syncAtEdit", "scheduleFault")


class ScheduleCard(Card):
    """On a change, by the clock, at times of the day.

    Signals:
        chosen: the schedule.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Schedule"), "scheduleCard")
        self._fields = ScheduleFields([tr(words) for words in WORDS], NAMES)
        self.rows.addWidget(self._fields)
        told = tr(
            "While AirSync runs; what was missed is made up for once. Where the month’s calls would not last, the "
            "clock goes slower. Pairs that you paused are left out, and a pair may have a schedule of its own."
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))
        self._fields.chosen.connect(self.chosen)

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        self._fields.show_schedule(known.schedule)
