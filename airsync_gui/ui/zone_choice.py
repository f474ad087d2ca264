"""The zone of a pair's times that say none themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.wording import tr


class ZoneChoice(QWidget):
    """A list of zones by their IANA names; the first is this computer's, whichever that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = tr("Zone of times without an offset")
        told = tr(
            "The times of this computer’s table that say no offset from UTC are of this zone, where their field in "
            "Airtable names none."
        )
        self._box = ChoiceBox("zoneCombo", title, least=300)
        self._box.setAccessibleDescription(told)
        rows = column(self, margins=(0, 18, 0, 0), spacing=4)
        rows.addWidget(Label(title, "strong", wrap=True))
        around = Flow()
        around.addWidget(self._box)
        rows.addLayout(around)
        rows.addWidget(Label(told, "small", "text3", wrap=True))

    def show_zones(self, chosen: str, zones: Sequence[str], own: str) -> None:
        """All of them.

        Args:
            chosen: the pair's; empty for this computer's. One that is not among the others is offered, too.
            own: this computer's at present; empty where it has no name.
        """
        self._box.clear()
        now = tr("This computer’s, now {zone}", zone=own) if own else tr("This computer’s")
        self._box.addItem(now, "")
        for zone in sorted({*zones, chosen} - {""}):
            self._box.addItem(zone, zone)
        self._box.setCurrentIndex(self._box.findData(chosen))

    @property
    def chosen(self) -> str:
        """The zone's name; empty for this computer's."""
        return str(self._box.currentData())
