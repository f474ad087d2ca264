"""The Settings page's cards for how AirSync runs on this computer, and for the rules that new pairs begin with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSystemTrayIcon, QWidget

from airsync_gui.jobs.preferences import Preferences, UsualRules
from airsync_gui.messages import plain
from airsync_gui.schedule import clock_text, quiet_hours_of
from airsync_gui.sync.pairs import Deletes, Direction, Policy
from airsync_gui.ui.cards import Card
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox, TextField, named
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import indented
from airsync_gui.ui.look import look
from airsync_gui.ui.wrapped_boxes import WrappedTick
from airsync_gui.wording import noop, tr

E = TypeVar("E", bound=StrEnum)
DIRECTIONS = {
    Direction.BOTH: noop("Both ways"),
    Direction.PUSH: noop("Only from this computer to Airtable"),
    Direction.PULL: noop("Only from Airtable to this computer"),
}
POLICIES = {
    Policy.ASK: noop("Ask me"),
    Policy.LAST_WRITE_WINS: noop("Take the later edit"),
    Policy.LOCAL_WINS: noop("Take this computer’s value"),
    Policy.AIRTABLE_WINS: noop("Take Airtable’s value"),
    Policy.MERGE: noop("Merge both"),
}
DELETES = {Deletes.PROPAGATE: noop("Delete it on the other side too"), Deletes.KEEP: noop("Keep it on the other side")}
NO_TRAY = noop("This desktop has no tray just now: closing the window ends AirSync.")
IN_TRAY = noop("The icon’s menu ends AirSync then.")


class RunningCard(Card):
    """Start, tray, notifications, quiet hours.

    Signals:
        option_chosen: an option's name, and its value.
        start_chosen: whether the desktop starts AirSync.
    """

    option_chosen = Signal(str, object)
    start_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__(tr("On this computer"), "runningCard")
        self._quiet_kept = ""
        self._start = named(WrappedTick(tr("Start AirSync when I log in")), "startAtLoginBox")
        self._tray = named(WrappedTick(tr("Go on in the tray when I close the window")), "keepInTrayBox")
        self._tray_told = Label("", "small", "text2", wrap=True, name="trayTold")
        self._notify = named(WrappedTick(tr("Notify me of conflicts and problems")), "notificationsBox")
        self._quiet = TextField("quietHoursEdit", tr("Quiet hours"), "22:00-07:00", most=160)
        self._fault = Label("", "small", "fail", wrap=True, name="quietFault")
        self._lay_out()
        self._start.clicked.connect(self.start_chosen)
        self._tray.clicked.connect(lambda on: self.option_chosen.emit("keep_in_tray", on))
        self._notify.clicked.connect(self._on_notify)
        self._quiet.editingFinished.connect(self._on_quiet)
        self._quiet.textEdited.connect(lambda _text: self._say(""))

    def _lay_out(self) -> None:
        quiet = QWidget()
        fields = Flow(quiet, gap=12)
        label = Label(tr("but not between"))
        label.setBuddy(self._quiet)
        fields.addWidget(label)
        fields.addWidget(self._quiet)
        told = tr("Each once, and not while you look at AirSync. What begins in quiet hours is told after them.")
        self.rows.addWidget(self._start)
        self.rows.addWidget(self._tray)
        self.rows.addLayout(indented(27, self._tray_told))
        self.rows.addWidget(self._notify)
        self.rows.addLayout(indented(27, quiet, self._fault, Label(told, "small", "text2", wrap=True)))

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        self._start.setVisible(known.start_at_login is not None)
        self._start.setChecked(bool(known.start_at_login))
        self._tray.setChecked(known.keep_in_tray)
        self._tray_told.setText(tr(IN_TRAY) if QSystemTrayIcon.isSystemTrayAvailable() else tr(NO_TRAY))
        self._notify.setChecked(known.notifications)
        self._quiet.setEnabled(known.notifications)
        self._quiet_kept = known.quiet_hours
        self._quiet.setText(known.quiet_hours)
        self._say("")

    def _on_notify(self, on: bool) -> None:
        self._quiet.setEnabled(on)
        self.option_chosen.emit("notifications", on)

    def _on_quiet(self) -> None:
        try:
            hours = quiet_hours_of(self._quiet.text())
        except ValueError as error:
            self._say(str(error))
            return
        text = "-".join(map(clock_text, hours)) if hours else ""
        self._quiet.setText(text)
        if text != self._quiet_kept:
            self._quiet_kept = text
            self.option_chosen.emit("quiet_hours", text)

    def _say(self, fault: str) -> None:
        self._quiet.mark_wrong(bool(fault))
        self._quiet.setAccessibleDescription(plain(fault))
        self._fault.setText(plain(fault))
        self._fault.setVisible(bool(fault))


class NewPairsCard(Card):
    """The rules that new pairs begin with.

    Signals:
        chosen: the UsualRules.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("New pairs begin with"), "newPairsCard")
        self._directions = ChoiceBox("usualDirectionCombo", tr("New pairs: direction"), least=300)
        self._policies = ChoiceBox("usualPolicyCombo", tr("New pairs: changed on both sides"), least=300)
        self._deletes = ChoiceBox("usualDeletesCombo", tr("New pairs: deleted on one side"), least=300)
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(2, 1)
        self._add(grid, tr("Direction"), self._directions, DIRECTIONS)
        self._add(grid, tr("Changed on both sides"), self._policies, POLICIES)
        self._add(grid, tr("Deleted on one side"), self._deletes, DELETES)
        self.rows.addWidget(rows)
        told = tr("Each pair’s own rules can be others. Pairs that there are stay as they are.")
        self.rows.addWidget(Label(told, "small", "text2", wrap=True))

    def _add(self, grid: QGridLayout, title: str, box: ChoiceBox, ways: Mapping[E, str]) -> None:
        label, row = Label(title), grid.rowCount()
        label.setBuddy(box)
        for way, words in ways.items():
            box.addItem(tr(words), str(way))
        box.activated.connect(self._on_chosen)
        grid.addWidget(label, row, 0)
        grid.addWidget(box, row, 1)

    def show_preferences(self, known: Preferences) -> None:
        """What is set."""
        rules = known.usual_rules
        for box, way in ((self._directions, rules.direction), (self._policies, rules.policy)):
            box.setCurrentIndex(box.findData(str(way)))
        self._deletes.setCurrentIndex(self._deletes.findData(str(rules.deletes)))

    def _on_chosen(self) -> None:
        self.chosen.emit(
            UsualRules(
                Direction(self._directions.currentData()),
                Deletes(self._deletes.currentData()),
                Policy(self._policies.currentData()),
            )
        )
