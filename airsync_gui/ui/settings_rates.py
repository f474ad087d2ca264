"""The Settings page's card for how many requests a second Airtable takes."""

from __future__ import annotations

from PySide6.QtCore import Signal

from airsync_gui.airtable.limiter import BASE_REQUESTS_PER_SECOND, TOKEN_REQUESTS_PER_SECOND
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.settings.document import LEAST_RATE, MOST_RATE
from airsync_gui.ui.cards import Card
from airsync_gui.ui.labels import Label
from airsync_gui.ui.number_rows import NumberRows
from airsync_gui.wording import noop, number, tr

ROWS = {
    "requests_per_second": (noop("For each base"), BASE_REQUESTS_PER_SECOND),
    "token_requests_per_second": (noop("For all of a person’s tokens"), TOKEN_REQUESTS_PER_SECOND),
}
"""Setting → what it is about, and what Airtable takes from everybody."""


class RatesCard(Card):
    """A number for a base, and one for a person.

    Signals:
        chosen: both rates, in requests a second; None where it is what Airtable takes from everybody.
    """

    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(tr("Requests a second that Airtable takes"), "ratesCard")
        self._kept: dict[str, float | None] = dict.fromkeys(ROWS)
        self._numbers = NumberRows("rateFault", _fault, dict.fromkeys(ROWS, (LEAST_RATE, MOST_RATE)))
        self._numbers.edited.connect(self._on_edited)
        for name, (words, _usual) in ROWS.items():
            self._numbers.add(name, Label(tr(words)), tr("Requests a second: {what}", what=tr(words)))
        self.rows.addWidget(self._numbers)
        told = tr(
            "All of AirSync on this computer keeps below both. Your agreement with Airtable may differ from "
            "{base} and {token}; less leaves room for other programs on the same base.",
            base=number(BASE_REQUESTS_PER_SECOND, 0),
            token=number(TOKEN_REQUESTS_PER_SECOND, 0),
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        for name, (_words, usual) in ROWS.items():
            self._kept[name] = getattr(known, name)
            self._numbers.show_number(name, self._kept[name] or usual)

    def _on_edited(self, name: str, rate: float) -> None:
        chosen = None if rate == ROWS[name][1] else rate
        if chosen != self._kept[name]:
            self._kept[name] = chosen
            self.chosen.emit(*self._kept.values())


def _fault(_name: str) -> str:
    return tr("Write a number from {least} to {most}.", least=number(LEAST_RATE), most=number(MOST_RATE))
