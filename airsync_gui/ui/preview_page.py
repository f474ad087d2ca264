"""What a sync of a pair would do now, before it is asked to; and the one place where a guard is lifted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from airsync_gui.errors import Cancelled
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PlanPreview
from airsync_gui.messages import Message, plain_sentence
from airsync_gui.plan_words import stop_sentence
from airsync_gui.sync.events import Event
from airsync_gui.sync.records import Side
from airsync_gui.ui import plan_rows
from airsync_gui.ui.busy_view import BusyView
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.foot import Foot
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.pair_words import told
from airsync_gui.ui.plan_view import PlanView
from airsync_gui.wording import listed, noop, tr

LEAST_VIEW = 160
"""So much of what would be done can always be seen, at H = 16; where it has no room, the page scrolls."""
NOT_WRITTEN = noop("Nothing has been written yet.")


class PreviewPage(QFrame):
    """Computes a preview (:meth:`start`) or shows one (:meth:`show_preview`), and asks for the sync.

    Signals:
        apply_asked: pair id, and the plan's id where a person lifted a guard for just this plan; else empty.
        closed: the person goes back.
    """

    apply_asked = Signal(str, str)
    closed = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewPage")
        self.setProperty("tone", "surface")
        self.controller = controller
        self.preview: PlanPreview | None = None
        self._pair_id = ""
        self._title = Label(tr("What a sync would do now"), "title", wrap=True)
        self._sentence = Label("", "body", "text2", wrap=True, name="previewSentence")
        self.bar = MessageBar("previewMessage")
        self.view = PlanView()
        self._busy = BusyView("previewBusy")
        self._stack = QStackedWidget()
        self._back = Button(tr("Back"), "previewBackButton", on_click=self.closed.emit)
        self._apply = Button(tr("Sync now"), "previewApplyButton", "primary", on_click=self._on_apply)
        self._lay_out()
        self._busy.cancelled.connect(self._on_cancel)
        controller.previewed.connect(self._on_previewed)
        controller.preview_progressed.connect(self._on_progress)
        controller.preview_failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        rows = column(self)
        inner = frame("surface")
        page = column(inner)
        head = column(margins=(24, 16, 24, 12))
        head.addWidget(self._title)
        head.addSpacing(look().px(4))
        head.addWidget(self._sentence)
        head.addSpacing(look().px(8))
        head.addWidget(self.bar)
        page.addLayout(head)
        for shown in (self.view, self._busy, QWidget()):
            shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            self._stack.addWidget(shown)
        self._stack.setMinimumHeight(look().px(LEAST_VIEW))
        page.addWidget(self._stack, 1)
        self._page = scrolled(inner, "previewScroll", tr("What a sync would do now"))
        rows.addWidget(self._page, 1)
        rows.addWidget(Foot([Label(tr(NOT_WRITTEN), "body", "text2")], [self._back, self._apply]))

    # -- computing --------------------------------------------------------------------------------------------------

    def start(self, pair_id: str) -> None:
        """Compute what a sync of this pair would do, and show it."""
        self._pair_id, self.preview = pair_id, None
        self._sentence.setText(tr("Both sides are read and compared. Nothing is written."))
        self.bar.clear()
        self._apply.setEnabled(False)
        self._apply.set_text(tr("Sync now"))
        self._busy.say(f"{_capital(told(None))} …")
        self._stack.setCurrentIndex(1)
        self._busy.stop.setFocus()
        self.controller.preview(pair_id)

    def _on_progress(self, pair_id: str, event: Event) -> None:
        if pair_id == self._pair_id and self.preview is None:
            self._busy.say(f"{_capital(told(event))} …")

    def _on_cancel(self) -> None:
        self._busy.say(tr("Stopping …"))
        self.controller.cancel(self._pair_id)

    def _on_previewed(self, pair_id: str, preview: PlanPreview) -> None:
        if pair_id == self._pair_id and self.preview is None:
            self.show_preview(preview)

    def _on_failed(self, pair_id: str, message: Message, error: BaseException) -> None:
        if pair_id != self._pair_id or self.preview is not None:
            return
        if isinstance(error, Cancelled):
            self.closed.emit()
            return
        self._stack.setCurrentIndex(2)
        self._sentence.setText(tr("It could not be worked out."))
        again = Button(tr("Try again"), "previewAgainButton", on_click=lambda: self.start(pair_id))
        self.bar.show_message("failed", message.title + ".", str(message), [again])

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_preview(self, preview: PlanPreview) -> None:
        """Show a plan that was computed just now."""
        self._pair_id, self.preview = preview.pair.id, preview
        self.view.show_preview(preview)
        self._stack.setCurrentIndex(0)
        self._sentence.setText(tr("Both sides were read just now.") + f" {plain_sentence(preview.sentence, 600)}")
        done = plan_rows.effect(preview)
        self._apply.set_text(tr("Sync now: {done}", done=done) if done else tr("Sync now"))
        self._apply.setEnabled(not preview.plan.stops)
        self._apply.setVisible(not preview.plan.stops)
        self.bar.clear()
        if preview.plan.stops:
            self._show_guard(preview)
        (self._back if preview.plan.stops else self._apply).setFocus()
        self._page.verticalScrollBar().setValue(0)

    def _show_guard(self, preview: PlanPreview) -> None:
        sentences = " ".join(stop_sentence(stop) for stop in preview.plan.stops)
        lift = Button(f"{forced(preview)}…", "previewLiftButton", "danger", on_click=self._on_lift)
        asked = all(stop.code == "unapproved" for stop in preview.plan.stops)
        title = tr("This waits for your approval.") if asked else tr("A guard stops this sync.")
        self.bar.show_message("needs_you", title, f"{sentences} " + tr("Nothing was written."), [lift])

    def _on_lift(self) -> None:
        """Ask once more, in the same place; Enter keeps everything."""
        preview = self.preview
        if preview is None:
            return
        keep = Button(tr("Keep everything"), "previewKeepButton", on_click=self._on_keep)
        sure = Button(forced_now(preview), "previewSureButton", "danger", on_click=self._on_sure)
        self.bar.show_message(
            "needs_you",
            f"{forced(preview)}?",
            tr("Just what is listed below is done. If a side moves before, nothing is written."),
            [keep, sure],
        )
        keep.setAutoDefault(True)
        keep.setFocus()

    def _on_keep(self) -> None:
        if self.preview is not None:
            self._show_guard(self.preview)

    def _on_sure(self) -> None:
        if self.preview is not None:
            self.apply_asked.emit(self._pair_id, self.preview.plan.id)

    def _on_apply(self) -> None:
        self.apply_asked.emit(self._pair_id, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, or stops what is computed."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stack.currentIndex() == 1:
            self._on_cancel()
        else:
            self.closed.emit()


def forced(preview: PlanPreview) -> str:
    """What lifting the guards does: ``Delete 64 records in Airtable``."""
    if deletes := listed(plan_rows.deletions(preview)):
        return tr("Delete {what}", what=deletes)
    changes = listed(_changes(preview))
    return tr("Change {what}", what=changes) if changes else tr("Sync all the same")


def forced_now(preview: PlanPreview) -> str:
    """The same where it is done at once."""
    if deletes := listed(plan_rows.deletions(preview)):
        return tr("Delete {what} now", what=deletes)
    changes = listed(_changes(preview))
    return tr("Change {what} now", what=changes) if changes else tr("Sync all the same now")


def _changes(preview: PlanPreview) -> list[str]:
    here, there = (plan_rows.counts_of(preview, side).written for side in (Side.LOCAL, Side.AIRTABLE))
    return plan_rows.placed(here, there, plan_rows.short_name(preview))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
