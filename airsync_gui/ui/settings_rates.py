"""The Settings page's card for how many requests a second Airtable takes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from airsync_gui.airtable.limiter import BASE_REQUESTS_PER_SECOND, TOKEN_REQUESTS_PER_SECOND
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.settings.document import LEAST_RATE, MOST_RATE
from airsync_gui.ui.cards import Card
from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.look import look
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
        self._fields: dict[str, TextField] = {}
        self._fault = Label("", "small", "fail", wrap=True, name="rateFault")
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(2, 1)
        for row, (name, (words, _usual)) in enumerate(ROWS.items()):
            self._add(grid, row, name, tr(words))
        self.rows.addWidget(rows)
        self.rows.addWidget(self._fault)
        told = tr(
            "All of AirSync on this computer keeps below both. Your agreement with Airtable may differ from "
            "{base} and {token}; less leaves room for other programs on the same base.",
            base=number(BASE_REQUESTS_PER_SECOND, 0),
            token=number(TOKEN_REQUESTS_PER_SECOND, 0),
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))

    def _add(self, grid: QGridLayout, row: int, name: str, words: str) -> None:
        field = TextField(f"{name}Edit", tr("Requests a second: {what}", what=words), most=160)
        label = Label(words)
        label.setBuddy(field)
        field.editingFinished.connect(partial(self._on_edited, name))
        field.textEdited.connect(lambda _text: self._say("", name))
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)
        self._fields[name] = field

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        for name, field in self._fields.items():
            self._kept[name] = getattr(known, name)
            self._show(name, field)
            self._say("", name)

    def _show(self, name: str, field: TextField) -> None:
        field.setText(f"{self._kept[name] or ROWS[name][1]:.10g}")

    def _on_edited(self, name: str) -> None:
        rate = _rate(self._fields[name].text())
        if rate is None:
            least, most = number(LEAST_RATE), number(MOST_RATE)
            self._say(tr("Write a number from {least} to {most}.", least=least, most=most), name)
            return
        chosen = None if rate == ROWS[name][1] else rate
        if chosen != self._kept[name]:
            self._kept[name] = chosen
            self.chosen.emit(*self._kept.values())
        self._show(name, self._fields[name])

    def _say(self, fault: str, name: str) -> None:
        field = self._fields[name]
        field.mark_wrong(bool(fault))
        field.setAccessibleDescription(fault)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))


def _rate(text: str) -> float | None:
    """A number that is a rate; None where the text is none."""
    try:
        rate = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return rate if LEAST_RATE <= rate <= MOST_RATE else None
