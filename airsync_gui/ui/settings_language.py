"""The Settings page's card for the window's language."""

from __future__ import annotations

from PySide6.QtCore import Signal

from airsync_gui.jobs.preferences import Preferences
from airsync_gui.ui.cards import Card
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.language import SYSTEM, codes, own_name
from airsync_gui.wording import tr


class LanguageCard(Card):
    """Which language the window speaks; each is named in itself, so that it is found by whom it is for.

    Signals:
        option_chosen: the option's name, and the language's code or ``system``.
    """

    option_chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(tr("Language"), "languageCard")
        self._box = ChoiceBox("languageCombo", tr("Language"), least=240)
        self._box.addItem(tr("As the system"), SYSTEM)
        for code in codes():
            self._box.addItem(own_name(code), code)
        row = Flow(gap=12)
        row.addWidget(self._box)
        self.rows.addLayout(row)
        self.rows.addWidget(Label(tr("The command line and its JSON are always English."), "small", "text2", wrap=True))
        self._box.activated.connect(self._on_chosen)

    def show_preferences(self, known: Preferences) -> None:
        """What is set; a language that is not there is the system's as far as can be seen."""
        self._box.setCurrentIndex(max(0, self._box.findData(known.language)))

    def _on_chosen(self) -> None:
        self.option_chosen.emit("language", str(self._box.currentData()))
