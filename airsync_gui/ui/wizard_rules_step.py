"""The fifth step: which way changes go, what happens where both sides changed, and what a deletion does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.pair_setup import KeyCheck
from airsync_gui.settings import LONGEST_NAME
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import noop, tr

E = TypeVar("E", bound=StrEnum)

DIRECTIONS = (
    (Direction.BOTH, noop("Both ways"), noop("An edit on either side is carried to the other.")),
    (Direction.PUSH, noop("Only from this computer to Airtable"), noop("The table on this computer is never written.")),
    (Direction.PULL, noop("Only from Airtable to this computer"), noop("Airtable is never written.")),
)
DRIFTS = (
    (Drift.LEAVE, noop("Leave edits on the other side as they are"), noop("They are told of in the preview.")),
    (Drift.OVERWRITE, noop("Overwrite edits on the other side"), noop("History keeps what was overwritten.")),
)
POLICIES = (
    (Policy.ASK, noop("Ask me"), noop("The record waits in Conflicts; everything else goes on.")),
    (Policy.LAST_WRITE_WINS, noop("Take the later edit"), noop("Where the times are not known for sure, ask me.")),
    (Policy.LOCAL_WINS, noop("Take this computer’s value"), noop("History keeps the other one.")),
    (Policy.AIRTABLE_WINS, noop("Take Airtable’s value"), noop("History keeps the other one.")),
    (
        Policy.MERGE,
        noop("Merge both"),
        noop("Lists are united, of numbers and times the larger is taken, of texts the longer."),
    ),
)
DELETES = (
    (
        Deletes.PROPAGATE,
        noop("Delete it on the other side too"),
        noop("Many deletions at once are held back until you agree."),
    ),
    (Deletes.KEEP, noop("Keep it on the other side"), noop("The record leaves the pair and stays there.")),
)
SWITCHES = {
    "create_choices": (
        noop("New choices"),
        noop("Add missing choices to Airtable"),
        noop("Else a value that a select field does not have yet is refused."),
    ),
    "ask_first": (
        noop("Approval"),
        noop("Ask me before anything is written in Airtable"),
        noop("For a table that a program or an agent writes: a sync waits until you have seen what it would send."),
    ),
    "rolling": (
        noop("Rows that leave by themselves"),
        noop("A row that is gone here was not deleted"),
        noop("For a file that holds today only: yesterday’s records stay in Airtable as they are."),
    ),
    "escape_formulas": (
        noop("Formulas"),
        noop("Make formulas in texts from Airtable harmless"),
        noop(
            "A spreadsheet would run them. An apostrophe stands before them in the file, and is left out again when "
            "the file is read."
        ),
    ),
}
"""What is on or off, by its name in the draft: a title, what is chosen, and what that does."""
SHORT = {
    Direction.BOTH: noop("Both ways"),
    Direction.PUSH: noop("To Airtable only"),
    Direction.PULL: noop("To this computer only"),
}
SHORT_POLICIES = {
    Policy.ASK: noop("ask me"),
    Policy.LAST_WRITE_WINS: noop("later edit"),
    Policy.LOCAL_WINS: noop("this computer"),
    Policy.AIRTABLE_WINS: "Airtable",
    Policy.MERGE: noop("merge"),
}


class RulesStep(WizardStep):
    """The pair's name, and a group of sentences to choose from for each rule."""

    key = "rules"
    title = noop("Rules")

    def __init__(self, controller: Controller, draft: Draft) -> None:
        super().__init__(
            controller,
            draft,
            tr("What shall happen, and when?"),
            tr("These are careful to begin with: nothing is overwritten without asking you."),
            inset=True,
        )
        self.name = TextField("pairNameEdit", tr("Name of the pair"), most=360)
        self.directions = Choices(tr("Direction"), "direction", DIRECTIONS)
        self.drifts = Choices(tr("Edited on the side that is only written"), "drift", DRIFTS)
        self.policies = Choices(tr("Changed on both sides"), "policy", POLICIES)
        self.deletes = Choices(tr("Deleted on one side"), "deletes", DELETES)
        self.switches = {name: Switch(name, *map(tr, words)) for name, words in SWITCHES.items()}
        self._fill()
        self.name.textEdited.connect(self._on_name)
        for name, switch in self.switches.items():
            switch.box.toggled.connect(partial(setattr, draft, name))
        for group in (self.directions, self.drifts, self.policies, self.deletes):
            group.changed.connect(self._on_changed)

    def _fill(self) -> None:
        self.name.setMaxLength(LONGEST_NAME)
        named = column(spacing=6)
        named.addWidget(Label(tr("Name of the pair"), "strong"))
        named.addWidget(self.name)
        self.body.addLayout(named)
        for widget in (self.directions, self.drifts, self.policies, self.deletes):
            self.body.addWidget(widget)
        for switch in self.switches.values():
            self.body.addWidget(switch)
        self.body.addStretch(1)

    def enter(self) -> None:
        """Show what is chosen."""
        self.name.setText(self.draft.name)
        self.directions.choose(self.draft.direction)
        self.drifts.choose(self.draft.drift)
        self.policies.choose(self.draft.policy)
        self.deletes.choose(self.draft.deletes)
        self.directions.allow((Direction.PUSH,) if self.draft.never_written else tuple(Direction))
        for name, switch in self.switches.items():
            switch.box.setChecked(getattr(self.draft, name))
        self.switches["escape_formulas"].setVisible(self.draft.is_text)
        self._show_drift()

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.name

    def _on_name(self, text: str) -> None:
        self.draft.name = text
        self.bar.clear()
        self.changed.emit()

    def _on_changed(self) -> None:
        self.draft.direction = self.directions.chosen
        self.draft.drift = self.drifts.chosen
        self.draft.policy = self.policies.chosen
        self.draft.deletes = self.deletes.chosen
        self._show_drift()
        self.changed.emit()

    def _show_drift(self) -> None:
        self.drifts.setVisible(self.draft.direction is not Direction.BOTH)

    # -- the way on -------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """With a name."""
        return bool(self.draft.name.strip())

    @property
    def summary(self) -> str:
        """Direction and policy."""
        return f"{tr(SHORT[self.draft.direction])}, {tr(SHORT_POLICIES[self.draft.policy])}"

    def go_on(self) -> None:
        """As soon as it is known that such a pair could be made."""
        service, wishes, where = self.controller.service, self.draft.wishes(), self.draft.where
        self.ask(tr("Checking …"), lambda _cancel: partial(service.check_wishes, wishes, *where), self._on_checked)

    def _on_checked(self, _check: KeyCheck) -> None:
        self.done.emit()

    def show_error(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """The keyboard goes where the name is, which is what can be wrong here."""
        super().show_error(error)
        self.name.setFocus()


class Switch(QWidget):
    """One thing that is on or off: a title, a box, and a sentence below it."""

    def __init__(self, name: str, title: str, words: str, told: str) -> None:
        super().__init__()
        first, *rest = name.split("_")
        self.box = QCheckBox(words)
        self.box.setObjectName(f"{first}{''.join(map(str.title, rest))}Box")
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(told)
        rows: QVBoxLayout = column(self, margins=(0, 18, 0, 0), spacing=4)
        rows.addWidget(Label(title, "strong"))
        rows.addWidget(self.box)
        below = line(margins=(28, 0, 0, 4))
        below.addWidget(Label(told, "small", "text3", wrap=True), 1)
        rows.addLayout(below)


class Choices(QWidget, Generic[E]):
    """One rule: a title, and a sentence for each way to have it.

    Signals:
        changed: the person chose another.
    """

    changed = Signal()

    def __init__(self, title: str, name: str, ways: Sequence[tuple[E, str, str]]) -> None:
        super().__init__()
        self.setObjectName(f"{name}Choices")
        self._group = QButtonGroup(self)
        self._ways = [way for way, _, _ in ways]
        rows: QVBoxLayout = column(self, margins=(0, 18, 0, 0), spacing=4)
        rows.addWidget(Label(title, "strong"))
        for number, (way, words, told) in enumerate(ways):
            radio = QRadioButton(tr(words))
            radio.setObjectName(f"{name}{way.value.title().replace('-', '')}Radio")
            radio.setAccessibleName(f"{title}: {tr(words)}")
            radio.setAccessibleDescription(tr(told))
            self._group.addButton(radio, number)
            rows.addWidget(radio)
            below = line(margins=(28, 0, 0, 4))
            below.addWidget(Label(tr(told), "small", "text3", wrap=True), 1)
            rows.addLayout(below)
        self._group.idToggled.connect(lambda _number, chosen: self.changed.emit() if chosen else None)

    @property
    def chosen(self) -> E:
        """The way that is chosen."""
        return self._ways[self._group.checkedId()]

    def choose(self, way: E) -> None:
        """Choose a way, without a word."""
        before = self._group.blockSignals(True)
        self._group.button(self._ways.index(way)).setChecked(True)
        self._group.blockSignals(before)

    def allow(self, ways: Sequence[E]) -> None:
        """Only these can be chosen."""
        for number, way in enumerate(self._ways):
            self._group.button(number).setEnabled(way in ways)
