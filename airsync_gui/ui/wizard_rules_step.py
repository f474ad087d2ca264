"""The fifth step: which way changes go, what happens where both sides changed, what a deletion does, and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.pair_setup import KeyCheck
from airsync_gui.settings import LONGEST_NAME
from airsync_gui.sync.pairs import Direction, Policy
from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.rules_form import RulesForm
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import noop, tr

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
        self.form = RulesForm()
        self._fill()
        self.name.textEdited.connect(self._on_name)
        self.form.changed.connect(self._on_changed)

    def _fill(self) -> None:
        self.name.setMaxLength(LONGEST_NAME)
        named = column(spacing=6)
        named.addWidget(Label(tr("Name of the pair"), "strong"))
        named.addWidget(self.name)
        self.body.addLayout(named)
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def enter(self) -> None:
        """Show what is chosen."""
        self.name.setText(self.draft.name)
        draft = self.draft
        self.form.show_rules(
            draft, draft.ruled_fields, draft.usual, is_text=draft.is_text, only_push=bool(draft.never_written)
        )

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.name

    def _on_name(self, text: str) -> None:
        self.draft.name = text
        self.bar.clear()
        self.changed.emit()

    def _on_changed(self) -> None:
        self.form.write_to(self.draft)
        self.changed.emit()

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
        if not self.form.schedule.makes_sense:
            return
        self.form.write_to(self.draft)
        service, wishes, where = self.controller.service, self.draft.wishes(), self.draft.where
        self.ask(tr("Checking …"), lambda _cancel: partial(service.check_wishes, wishes, *where), self._on_checked)

    def _on_checked(self, _check: KeyCheck) -> None:
        self.done.emit()

    def show_error(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """The keyboard goes where the name is, which is what can be wrong here."""
        super().show_error(error)
        self.name.setFocus()
