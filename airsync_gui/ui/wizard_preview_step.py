"""The last step: what the first sync would do, and the button that starts it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from airsync_gui.errors import UsageError
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PlanPreview
from airsync_gui.messages import plain
from airsync_gui.sync.events import Event
from airsync_gui.ui import plan_rows
from airsync_gui.ui.busy_view import BusyView
from airsync_gui.ui.pair_words import told
from airsync_gui.ui.plan_view import PlanView
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import noop, tr

READING = noop("Both sides are read and compared. Nothing is written.")


class PreviewStep(WizardStep):
    """Computes the first sync's plan and shows it; :attr:`done` comes when the pair is kept.

    Attributes:
        pair_id: the new pair's id, once it is kept.

    Signals:
        computed: the plan is shown.
    """

    computed = Signal()

    key = "preview"
    title = noop("Preview")

    def __init__(self, controller: Controller, draft: Draft) -> None:
        super().__init__(controller, draft, tr("What the first sync will do"), tr(READING))
        self.pair_id = ""
        self.preview: PlanPreview | None = None
        self.view = PlanView()
        self._computing = BusyView("wizardPreviewBusy")
        self._stack = QStackedWidget()
        for page in (self.view, self._computing, QWidget()):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)
        self._computing.cancelled.connect(lambda: self.goes_to.emit("rules"))

    def enter(self) -> None:
        """Compute it anew: a side may have moved, or a rule."""
        self.preview = None
        self.sentence.setText(tr(READING))
        self._computing.say(tr("Reading both sides …"))
        self._stack.setCurrentIndex(1)
        service, wishes, where = self.controller.service, self.draft.wishes(), self.draft.where
        report = self.controller.new_report(self._on_event)
        self.ask(
            tr("Reading both sides …"),
            lambda cancel: partial(service.preview_wishes, wishes, *where, report, cancel),
            self._on_preview,
        )

    def first_focus(self) -> QWidget | None:
        """The way to stop, while it is computed."""
        return self._computing.stop if self.preview is None else None

    def _on_event(self, event: Event) -> None:
        said = told(event)
        self._computing.say(f"{said[:1].upper()}{said[1:]} …")

    def _on_preview(self, preview: PlanPreview) -> None:
        self.preview = preview
        self.view.show_preview(preview)
        self._stack.setCurrentIndex(0)
        said = tr("Both sides were read just now.")
        if _writes_file(preview):
            said += " " + tr("A copy of {file} is kept before it is changed.", file=plain(self.draft.file_name, 60))
        self.sentence.setText(said)
        self.changed.emit()
        self.computed.emit()

    def show_error(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """Said in place of the plan; a name that is taken by now is mended at the rules."""
        if self.preview is None:
            self._stack.setCurrentIndex(2)
        if isinstance(error, UsageError):
            super().show_error(error)
        else:
            super().show_error(error, self.enter if self.preview is None else None)

    # -- the way on -------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """With a plan."""
        return self.preview is not None

    @property
    def primary(self) -> str:
        """It names the plan's effect."""
        done = plan_rows.effect(self.preview) if self.preview is not None else ""
        return tr("Start: {done}", done=done) if done else tr("Start")

    @property
    def foot(self) -> str:
        """Nothing yet."""
        return tr("Nothing has been written yet.")

    def go_on(self) -> None:
        """Keep the pair."""
        service, wishes, where = self.controller.service, self.draft.wishes(), self.draft.where
        self.ask(tr("Keeping the pair …"), lambda _cancel: partial(service.add_pair, wishes, *where), self._on_kept)

    def _on_kept(self, pair_id: str) -> None:
        self.pair_id = pair_id
        self.done.emit()


def _writes_file(preview: PlanPreview) -> bool:
    return any(op.side.value == "local" for op in preview.plan.operations)
