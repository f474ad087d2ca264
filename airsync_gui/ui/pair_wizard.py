"""A new pair in six steps, in the whole window: Key, Airtable, This computer, Fields, Rules, Preview."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.foot import Foot
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.wizard_airtable_step import AirtableStep
from airsync_gui.ui.wizard_draft import ACCOUNT, Draft
from airsync_gui.ui.wizard_fields_step import FieldsStep
from airsync_gui.ui.wizard_key_step import KeyStep
from airsync_gui.ui.wizard_local_step import LocalStep
from airsync_gui.ui.wizard_preview_step import PreviewStep
from airsync_gui.ui.wizard_rail import Rail
from airsync_gui.ui.wizard_rules_step import RulesStep
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import tr


class PairWizard(QFrame):
    """Leads through the steps; nothing is written before the last one's button.

    Args:
        only_key: just replace the token; it ends by :attr:`cancelled`.
        account: whose token that is.

    Signals:
        finished: the new pair's id; its first sync has begun.
        cancelled: the person left; nothing was kept but a token.
    """

    finished = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        controller: Controller,
        parent: QWidget | None = None,
        *,
        only_key: bool = False,
        account: str = ACCOUNT,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pairWizard")
        self.setProperty("tone", "surface")
        self.controller = controller
        self.draft = Draft()
        every = self._make_steps(account, passes_by=not only_key)
        self.steps = every[:1] if only_key else every
        self._pages = QStackedWidget()
        for step in every:
            self._pages.addWidget(step)
        self._here = 0
        self._begun = False
        self._rail = Rail(tr("Access token") if only_key else tr("New pair"), [tr(step.title) for step in self.steps])
        self._cancel = Button(tr("Cancel"), "wizardCancelButton", "quiet", on_click=self._on_cancel)
        self._ring = MarkView("syncing")
        self._sentence = Label("", "body", "text2", name="wizardSentence")
        self._back = Button(tr("Back"), "wizardBackButton", on_click=self._on_back)
        self._next = Button(tr("Continue"), "wizardNextButton", "primary", on_click=self._on_next)
        self._lay_out()
        for step in self.steps:
            step.changed.connect(self._show_foot)
            step.done.connect(self._on_done)
            step.goes_to.connect(self.show_step)
        self._show_foot()

    def _make_steps(self, account: str, *, passes_by: bool) -> tuple[WizardStep, ...]:
        """All steps in their order; some tell one another what they made."""
        controller, draft = self.controller, self.draft
        key = KeyStep(controller, draft, passes_by=passes_by, account=account)
        airtable, local = AirtableStep(controller, draft), LocalStep(controller, draft)
        self._preview = PreviewStep(controller, draft)
        key.replaced.connect(airtable.forget)
        local.made.connect(airtable.take_table)
        self._preview.computed.connect(self._on_computed)
        return (key, airtable, local, FieldsStep(controller, draft), RulesStep(controller, draft), self._preview)

    def _lay_out(self) -> None:
        rows = column(self)
        above = line(spacing=0)
        above.addWidget(self._rail)
        above.addWidget(self._pages, 1)
        rows.addLayout(above, 1)
        rows.addWidget(Foot([self._cancel, self._ring, self._sentence], [self._back, self._next]))

    @property
    def step(self) -> WizardStep:
        """The step that is seen."""
        return self.steps[self._here]

    def showEvent(self, event: QShowEvent) -> None:
        """It begins when it is first seen."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._enter()

    # -- from step to step ------------------------------------------------------------------------------------------

    def show_step(self, key: str) -> None:
        """Show a step by its key; what the others hold stays."""
        self.step.leave()
        self._here = next(place for place, step in enumerate(self.steps) if step.key == key)
        self._enter()

    def _enter(self) -> None:
        self._pages.setCurrentIndex(self._here)
        self.step.enter()
        self._show_foot()
        wanted = self.step.first_focus()
        if wanted is not None:
            wanted.setFocus()

    def _on_done(self) -> None:
        if self.sender() is not self.step:
            return
        if self.step is self._preview:
            self._finish(self._preview.pair_id)
            return
        if self._here == len(self.steps) - 1:
            self.controller.refresh()
            self.cancelled.emit()
            return
        self.show_step(self.steps[self._here + 1].key)

    def _on_computed(self) -> None:
        """Enter starts it, unless the keyboard is somewhere by choice."""
        if self.focusWidget() not in (self._cancel, self._back):
            self._next.setFocus()

    def _finish(self, pair_id: str) -> None:
        self.controller.refresh()
        self.controller.sync(pair_id)
        self.finished.emit(pair_id)

    def _on_next(self) -> None:
        if self.step.may_go_on and not self.step.busy:
            self.step.go_on()

    def _on_back(self) -> None:
        self.show_step(self.steps[self._here - 1].key)

    def _on_cancel(self) -> None:
        self.step.leave()
        self.cancelled.emit()

    # -- what is shown around a step --------------------------------------------------------------------------------

    def _show_foot(self) -> None:
        step = self.step
        self._ring.setVisible(bool(step.busy))
        self._sentence.setText(step.busy or step.foot)
        self._sentence.setAccessibleName(self._sentence.text())
        last = self._here == len(self.steps) - 1
        self._next.set_text(
            step.primary
            or (tr("Done") if last else tr("Continue to {step}", step=tr(self.steps[self._here + 1].title)))
        )
        self._next.setEnabled(step.may_go_on and not step.busy)
        self._back.setVisible(self._here > 0)
        self._rail.show_states(self._here, [each.summary for each in self.steps])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, where no control takes it, is the primary button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_next()
            return
        super().keyPressEvent(event)
