"""The Settings page's card for the limits of health: from where on something counts as not healthy."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal

from airsync_gui.health_limits import MOST, PERCENTS, USUAL
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.ui.cards import Card
from airsync_gui.ui.labels import Label
from airsync_gui.ui.number_rows import NumberRows
from airsync_gui.wording import noop, number, tr

ROWS = {
    "error_percent": (noop("Requests that failed"), noop("% or more")),
    "rate_limited_percent": (noop("Pauses that Airtable asked for"), noop("% of requests or more")),
    "stale_hours": (noop("A pair was not synced when it should have been"), noop("hours ago or more")),
    "queue_most": (noop("Changes of a pair that wait"), noop("or more")),
    "queue_hours": (noop("A change that waits"), noop("hours or longer")),
    "token_days": (noop("An access token that is"), noop("days old or older")),
    "calls_percent": (noop("The month’s calls are used"), noop("% or more")),
}
"""Limit → what stands before and after its number."""
WHOLE = ("queue_most", "token_days")


class HealthCard(Card):
    """A number for each limit.

    Signals:
        chosen: the HealthLimits.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("What counts as not healthy"), "healthLimitsCard")
        self._kept = USUAL
        limits = {name: (0, 100 if name in PERCENTS else MOST) for name in ROWS}
        self._numbers = NumberRows("limitFault", _fault, limits)
        self._numbers.edited.connect(self._on_edited)
        for name, (before, after) in ROWS.items():
            label = Label(tr(before), wrap=True)
            self._numbers.add(name, label, f"{tr(before)}: {tr(after)}", tr(after))
        self.rows.addWidget(self._numbers)
        told = tr("0 looks at nothing. What is reached is told in Health, and by a notification.")
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        self._kept = known.limits
        for name in ROWS:
            self._numbers.show_number(name, getattr(known.limits, name))

    def _on_edited(self, name: str, written: float) -> None:
        value = int(written) if name in WHOLE else written
        self._numbers.show_number(name, value)
        if value != getattr(self._kept, name):
            self._kept = msgspec.structs.replace(self._kept, **{name: value})
            self.chosen.emit(self._kept)


def _fault(name: str) -> str:
    return tr("Write a number from 0 to {most}.", most=number(100 if name in PERCENTS else MOST))
