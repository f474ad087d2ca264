"""The Settings page's small cards: the Airtable plan, the look, and where things are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from airsync_gui.call_budget import PLANS
from airsync_gui.jobs.preferences import PlaceLine, Preferences
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import Card
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox, TextField, named
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import clear, column
from airsync_gui.ui.look import look
from airsync_gui.wording import noop, number, plural, tr

OWN = "own"
MOST_CALLS = 1_000_000_000
LEVELS = {"info": noop("What is done"), "warning": noop("Problems only"), "debug": noop("What is done, in detail")}
COLORS = (("system", noop("As the system")), ("light", noop("Light")), ("dark", noop("Dark")))


_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}([.,'’\s])[0-9]{3}(\1[0-9]{3})*")


class PlanCard(Card):
    """How many calls a month Airtable allows.

    Signals:
        chosen: a plan's name and None, or "" and the calls a month; "" and None where it is not told.
    """

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(tr("Airtable plan"), "planCard")
        self._kept: tuple[str, int | None] = ("", None)
        self._plans = ChoiceBox("planCombo", tr("Airtable plan"), least=260)
        self._calls = TextField("planCallsEdit", tr("Calls a month"), tr("calls a month"), most=160)
        self._fault = Label("", "small", "fail", wrap=True, name="planFault")
        self._plans.addItem(tr("Not told: calls are only counted"), "")
        for name, calls in PLANS.items():
            self._plans.addItem(tr("{plan}: {calls}", plan=name.capitalize(), calls=_calls(calls)), name)
        self._plans.addItem(tr("A number of my own"), OWN)
        row = Flow(gap=8)
        row.addWidget(self._plans)
        row.addWidget(self._calls)
        self.rows.addLayout(row)
        self.rows.addWidget(self._fault)
        told = tr(
            "Airtable does not say which it is. The calls that AirSync sends are counted against it, in the sidebar."
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))
        self._plans.activated.connect(self._on_plan)
        self._calls.editingFinished.connect(self._on_calls)
        self._calls.textEdited.connect(lambda _text: self._say(""))

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        self._kept = (known.plan, known.calls_per_month)
        own = known.calls_per_month is not None
        self._plans.setCurrentIndex(self._plans.findData(OWN if own else known.plan))
        self._calls.setText(number(known.calls_per_month) if known.calls_per_month is not None else "")
        self._calls.setVisible(own)
        self._say("")

    def _on_plan(self) -> None:
        plan = str(self._plans.currentData())
        self._calls.setVisible(plan == OWN)
        self._say("")
        if plan == OWN:
            self._calls.setFocus()
        else:
            self._choose(plan, None)

    def _on_calls(self) -> None:
        if self._plans.currentData() != OWN:
            return
        calls = _number(self._calls.text())
        if calls is None:
            self._say(tr("How many calls a month? Write a whole number above 0."))
        else:
            self._calls.setText(number(calls))
            self._choose("", calls)

    def _choose(self, plan: str, calls: int | None) -> None:
        if (plan, calls) != self._kept:
            self._kept = (plan, calls)
            self.chosen.emit(plan, calls)

    def _say(self, fault: str) -> None:
        self._calls.mark_wrong(bool(fault))
        self._calls.setAccessibleDescription(fault)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))


def _calls(calls: int | None) -> str:
    if calls is None:
        return tr("no limit")
    return plural("{n} call a month", "{n} calls a month", calls)


def _number(text: str) -> int | None:
    """A whole number as any language writes it: plain, or in threes: ``1,000``, ``1.000``, ``1 000``, ``1’000``."""
    typed = text.strip()
    if not _WHOLE.fullmatch(typed):
        return None
    digits = "".join(filter(str.isdecimal, typed))
    calls = int(digits) if len(digits) <= len(str(MOST_CALLS)) else 0
    return calls if 0 < calls <= MOST_CALLS else None


class LookCard(Card):
    """Light or dark.

    Signals:
        chosen: system, light or dark.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Colours"), "lookCard")
        self._group = QButtonGroup(self)
        row = Flow(gap=20)
        for place, (colors, words) in enumerate(COLORS):
            radio = named(QRadioButton(tr(words)), f"{colors}ColorsRadio", tr("Colours: {colours}", colours=tr(words)))
            self._group.addButton(radio, place)
            row.addWidget(radio)
        self.rows.addLayout(row)
        self._group.idClicked.connect(lambda place: self.chosen.emit(COLORS[place][0]))

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        chosen = next(place for place, (colors, _words) in enumerate(COLORS) if colors == known.colors)
        self._group.button(chosen).setChecked(True)


class SetUpsCard(Card):
    """All pairs into a file, and from one.

    Signals:
        save_asked, open_asked: what was pressed.
    """

    save_asked = Signal()
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Saved set-ups"), "setUpsCard")
        row = Flow(gap=12)
        row.addWidget(Button(tr("Save all pairs…"), "saveSetUpButton", on_click=self.save_asked.emit))
        row.addWidget(
            Button(tr("Open a saved set-up…"), "openSetUpButton", glyph="folder-open", on_click=self.open_asked.emit)
        )
        self.rows.addLayout(row)
        told = tr(
            "Pairs with their rules in a file, for another computer. No token, and nothing of your tables: "
            "there each pair begins with a first sync."
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))


class PlacesCard(Card):
    """Where settings, data, logs and copies are.

    Signals:
        diagnostics_asked: the person wants what to send with a problem report.
        log_asked: the person wants to read the log.
        option_chosen: an option's name, and its value.
    """

    diagnostics_asked = Signal()
    log_asked = Signal()
    option_chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(tr("Where things are"), "placesCard")
        self._list = column()
        self._copy = Button(
            tr("Copy diagnostics"), "copyDiagnosticsButton", glyph="copy", on_click=self.diagnostics_asked.emit
        )
        self.rows.addLayout(self._list)
        self._level = ChoiceBox("logLevelCombo", tr("The log holds"), least=240)
        for level, words in LEVELS.items():
            self._level.addItem(tr(words), level)
        self._level.activated.connect(self._on_level)
        label = Label(tr("The log holds"))
        label.setBuddy(self._level)
        log = Flow(gap=12)
        log.addWidget(label)
        log.addWidget(self._level)
        self.rows.addLayout(log)
        row = Flow(gap=12)
        row.addWidget(Button(tr("Show the log…"), "showLogButton", glyph="list-bullets", on_click=self.log_asked.emit))
        row.addWidget(self._copy)
        self.rows.addLayout(row)
        told = tr(
            "For a problem report: versions, these folders, and whether keyring and Airtable answer. "
            "No token, and nothing of your tables."
        )
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))

    def show_places(self, places: Sequence[PlaceLine]) -> None:
        """As they are now."""
        clear(self._list)
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(1, 1)
        for row, place in enumerate(places):
            path = ElidedLabel(plain(place.path, 400), "mono", "text2", name=f"place_{row}")
            path.setAccessibleName(f"{place.name}: {plain(place.path, 400)}")
            grid.addWidget(Label(place.name, wrap=True), row, 0)
            grid.addWidget(path, row, 1)
            grid.addWidget(_open_button(row, place), row, 2, Qt.AlignmentFlag.AlignRight)
        self._list.addWidget(rows)

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        self._level.setCurrentIndex(self._level.findData(known.log_level))

    def _on_level(self) -> None:
        self.option_chosen.emit("log_level", str(self._level.currentData()))

    def set_busy(self, busy: bool) -> None:
        """While diagnostics are put together."""
        self._copy.setEnabled(not busy)
        self._copy.set_text(tr("Looking …") if busy else tr("Copy diagnostics"))


def _open_button(row: int, place: PlaceLine) -> Button:
    words = tr("Open folder") if place.there else tr("Not there yet")
    button = Button(words, f"openFolder_{row}", on_click=lambda: open_folder(place.folder))
    button.setAccessibleName(f"{words}: {place.name}")
    button.setEnabled(place.there)
    return button


def open_folder(folder: str) -> None:
    """In the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
