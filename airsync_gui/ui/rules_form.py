"""The rules of a pair, to be chosen: a group of sentences for each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from airsync_gui.schedule import Schedule
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import FieldId
from airsync_gui.ui.field_policies import FieldPolicies
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.rule_words import DELETES, DIRECTIONS, DRIFTS, LOCK, POLICIES, SWITCHES, guard_words
from airsync_gui.ui.schedule_choice import ScheduleChoice
from airsync_gui.ui.wrapped_boxes import WrappedRadio, WrappedTick, words_begin
from airsync_gui.wording import tr

E = TypeVar("E", bound=StrEnum)


class Rules(Protocol):
    """What the form shows and changes; see :class:`airsync_gui.jobs.pair_rules.RuleSet`."""

    direction: Direction
    drift: Drift
    deletes: Deletes
    policy: Policy
    policies: dict[FieldId, Policy]
    schedule: Schedule | None


class RulesForm(QWidget):
    """All rules one below the other.

    Args:
        has_version: whether the pair may be locked by a version field.

    Signals:
        changed: the person chose something else.
    """

    changed = Signal()

    def __init__(self, *, has_version: bool = False) -> None:
        super().__init__()
        self.directions = Choices(tr("Direction"), "direction", DIRECTIONS)
        self.drifts = Choices(tr("Edited on the side that is only written"), "drift", DRIFTS)
        self.policies = Choices(tr("Changed on both sides"), "policy", (*POLICIES, LOCK) if has_version else POLICIES)
        self.field_policies = FieldPolicies()
        self.deletes = Choices(tr("Deleted on one side"), "deletes", DELETES)
        self.switches = {name: Switch(name, *map(tr, words)) for name, words in SWITCHES.items()}
        self.schedule = ScheduleChoice()
        rows = column(self)
        groups = (self.directions, self.drifts, self.policies, self.deletes)
        parts: list[QWidget] = [self.directions, self.drifts, self.policies, self.field_policies, self.deletes]
        for widget in [*parts, _Guards(), *self.switches.values(), self.schedule]:
            rows.addWidget(widget)
        for group in groups:
            group.changed.connect(self._on_changed)
        for switch in self.switches.values():
            switch.box.toggled.connect(self._on_changed)
        for part in (self.field_policies, self.schedule):
            part.changed.connect(self._on_changed)

    def show_rules(
        self,
        rules: Rules,
        fields: Sequence[tuple[FieldId, str]],
        usual: Schedule,
        *,
        is_text: bool,
        only_push: bool = False,
    ) -> None:
        """What is chosen, without a word.

        Args:
            fields: (id, name) of each that may have a rule of its own.
            usual: the schedule of all pairs.
            is_text: whether the local table is a file that a spreadsheet may open.
            only_push: whether the local table can never be written.
        """
        before = self.blockSignals(True)
        self.directions.choose(rules.direction)
        self.drifts.choose(rules.drift)
        self.policies.choose(rules.policy)
        self.deletes.choose(rules.deletes)
        self.directions.allow((Direction.PUSH,) if only_push else tuple(Direction))
        self.field_policies.show_fields(fields, rules.policies)
        for name, switch in self.switches.items():
            switch.box.setChecked(getattr(rules, name))
        self.switches["escape_formulas"].setVisible(is_text)
        self.schedule.show_schedule(rules.schedule, usual)
        self._show_drift()
        self.blockSignals(before)

    def write_to(self, rules: Rules) -> None:
        """What is chosen now."""
        rules.direction = self.directions.chosen
        rules.drift = self.drifts.chosen
        rules.policy = self.policies.chosen
        rules.policies = dict(self.field_policies.policies)
        rules.deletes = self.deletes.chosen
        for name, switch in self.switches.items():
            setattr(rules, name, switch.box.isChecked())
        rules.schedule = self.schedule.schedule

    def _on_changed(self) -> None:
        self._show_drift()
        self.changed.emit()

    def _show_drift(self) -> None:
        self.drifts.setVisible(self.directions.chosen is not Direction.BOTH)


class _Guards(QWidget):
    """What stops a sync whatever is chosen."""

    def __init__(self) -> None:
        super().__init__()
        rows = column(self, margins=(0, 18, 0, 0), spacing=4)
        rows.addWidget(Label(tr("Guards"), "strong"))
        rows.addWidget(Label(guard_words(), "small", "text3", wrap=True, name="guardWords"))


class Switch(QWidget):
    """One thing that is on or off: a title, a box, and a sentence below it."""

    def __init__(self, name: str, title: str, words: str, told: str) -> None:
        super().__init__()
        first, *rest = name.split("_")
        self.box = WrappedTick(words)
        self.box.setObjectName(f"{first}{''.join(map(str.title, rest))}Box")
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(told)
        rows: QVBoxLayout = column(self, margins=(0, 18, 0, 0), spacing=4)
        rows.addWidget(Label(title, "strong", wrap=True))
        rows.addWidget(self.box)
        below = line(margins=(words_begin(), 0, 0, 4))
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
        rows.addWidget(Label(title, "strong", wrap=True))
        for number, (way, words, told) in enumerate(ways):
            radio = WrappedRadio(tr(words))
            radio.setObjectName(f"{name}{way.value.title().replace('-', '')}Radio")
            radio.setAccessibleName(f"{title}: {tr(words)}")
            radio.setAccessibleDescription(tr(told))
            self._group.addButton(radio, number)
            rows.addWidget(radio)
            below = line(margins=(words_begin(), 0, 0, 4))
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
