"""The Settings page's card for the limits of health: from where on something counts as not healthy."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from airsync_gui.health_limits import MOST, PERCENTS, USUAL
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.ui.cards import Card
from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.look import look
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
        self._fields: dict[str, TextField] = {}
        self._fault = Label("", "small", "fail", wrap=True, name="limitFault")
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(2, 1)
        for name, (before, after) in ROWS.items():
            self._add(grid, name, tr(before), tr(after))
        self.rows.addWidget(rows)
        self.rows.addWidget(self._fault)
        told = tr("0 looks at nothing. What is reached is told in Health, and by a notification.")
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))

    def _add(self, grid: QGridLayout, name: str, before: str, after: str) -> None:
        row, field = grid.rowCount(), TextField(f"{name}Edit", f"{before}: {after}", most=160)
        label = Label(before, wrap=True)
        label.setBuddy(field)
        field.editingFinished.connect(partial(self._on_edited, name))
        field.textEdited.connect(lambda _text: self._say("", name))
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)
        grid.addWidget(Label(after), row, 2)
        self._fields[name] = field

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        self._kept = known.limits
        for name, field in self._fields.items():
            field.setText(f"{getattr(known.limits, name):.10g}")
            self._say("", name)

    def _on_edited(self, name: str) -> None:
        value = _number(name, self._fields[name].text())
        if value is None:
            most = number(100 if name in PERCENTS else MOST)
            self._say(tr("Write a number from 0 to {most}.", most=most), name)
            return
        self._fields[name].setText(f"{value:.10g}")
        if value != getattr(self._kept, name):
            self._kept = msgspec.structs.replace(self._kept, **{name: value})
            self.chosen.emit(self._kept)

    def _say(self, fault: str, name: str) -> None:
        field = self._fields[name]
        field.mark_wrong(bool(fault))
        field.setAccessibleDescription(fault)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))


def _number(name: str, text: str) -> float | int | None:
    """A number that is this limit; None where the text is none."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    if not 0 <= value <= (100 if name in PERCENTS else MOST):
        return None
    return int(value) if name in WHOLE else value
