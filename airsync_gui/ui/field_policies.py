"""Rules for single fields that both sides changed: a list of those there are, and two boxes to add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.messages import plain
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.records import FieldId
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, line
from airsync_gui.ui.rule_words import POLICIES
from airsync_gui.ui.text_runs import RunsLabel, sentence, strong
from airsync_gui.wording import tr

LONGEST = 60


class FieldPolicies(QWidget):
    """Hidden where no field can have a rule.

    Signals:
        changed: a rule was added or removed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[FieldId, str] = {}
        self.policies: dict[FieldId, Policy] = {}
        self.setObjectName("fieldPolicies")
        self._field = ChoiceBox("fieldPolicyFieldCombo", tr("Field with a rule of its own"), least=200)
        self._policy = ChoiceBox("fieldPolicyCombo", tr("Its rule"), least=220)
        for policy, words, _told in POLICIES:
            self._policy.addItem(tr(words), str(policy))
        self._add = Button(tr("Add this rule"), "addFieldPolicyButton", on_click=self._on_add)
        self._list = column(spacing=2)
        rows = column(self, margins=(0, 18, 0, 0), spacing=6)
        rows.addWidget(Label(tr("Rules for single fields, where both sides changed them"), "strong", wrap=True))
        rows.addLayout(self._list)
        row = Flow(gap=8, line_gap=6)
        for widget in (self._field, self._policy, self._add):
            row.addWidget(widget)
        rows.addLayout(row)

    def show_fields(self, fields: Sequence[tuple[FieldId, str]], policies: Mapping[FieldId, Policy]) -> None:
        """What can be chosen, and what is; rules of fields that are not among them are left out."""
        self._names = dict(fields)
        self.policies = {f: policy for f, policy in policies.items() if f in self._names}
        self.setVisible(bool(fields))
        self._show()

    def _show(self) -> None:
        clear(self._list)
        words = {policy: tr(said) for policy, said, _told in POLICIES}
        for number, (field_id, policy) in enumerate(self.policies.items()):
            self._list.addWidget(self._row(number, field_id, words.get(policy, str(policy))))
        free = [f for f in self._names if f not in self.policies]
        self._field.clear()
        for field_id in free:
            self._field.addItem(plain(self._names[field_id], LONGEST), field_id)
        for widget in (self._field, self._policy, self._add):
            widget.setEnabled(bool(free))

    def _row(self, number: int, field_id: FieldId, rule: str) -> QWidget:
        name = plain(self._names[field_id], LONGEST)
        row = QWidget()
        parts = line(row)
        said = RunsLabel(sentence("{field}: {rule}", color="text2", field=strong(name), rule=rule))
        said.setObjectName(f"fieldPolicy{number}")
        tip = tr("Remove the rule for {field}", field=name)
        remove = Button(tr("Remove"), f"removeFieldPolicy{number}Button", "link", tip=tip)
        remove.clicked.connect(partial(self._on_remove, field_id))
        parts.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        parts.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _on_add(self) -> None:
        field_id = self._field.currentData()
        if field_id in self._names:
            self.policies[field_id] = Policy(self._policy.currentData())
            self._show()
            self.changed.emit()

    def _on_remove(self, field_id: FieldId, _checked: bool = False) -> None:
        del self.policies[field_id]
        self._show()
        self.changed.emit()
