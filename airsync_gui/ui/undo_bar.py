"""Undoing, in place: what it would do, a person's yes, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.errors import Stopped
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import UndoPreview
from airsync_gui.messages import Message, describe
from airsync_gui.sync.records import FieldId
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.wording import plural, tr

MOST_REASONS = 3
"""So many of the values that stay as they are say why."""


class Wish(Struct, frozen=True):
    """What a person wants undone: a run, or one change or field of it; ``question`` asks for it in a few words."""

    pair_id: str
    run_id: int
    question: str
    change_id: int | None = None
    field_id: FieldId | None = None


class UndoBar(MessageBar):
    """Hidden until :meth:`ask`.

    Signals:
        spoke: it says something else now, or nothing.
        wants_conflicts: the person wants to see what waits now.
    """

    spoke = Signal()
    wants_conflicts = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__("undoBar", parent)
        self._controller = controller
        self._wish: Wish | None = None
        self._busy = False
        controller.undone.connect(self._on_undone)
        controller.undo_failed.connect(self._on_undo_failed)

    def ask(self, wish: Wish) -> None:
        """Find out what undoing this would do, and show it with a button that does it."""
        if self._busy:
            return
        self._wish = wish
        self._say("syncing", wish.question, tr("Looking at both sides…"))
        look = partial(self._controller.service.preview_undo, wish.run_id, wish.change_id, wish.field_id)
        self._controller.ask(look, partial(self._on_previewed, wish), partial(self._on_not_previewed, wish), asker=self)

    def leave(self, run_id: int | None) -> None:
        """Another run is looked at: a question about the one before is dropped."""
        if self._wish is not None and not self._busy and self._wish.run_id != run_id:
            self._close()

    def _say(self, mark: Mark, fact: str, sentence: str, buttons: Sequence[Button] = ()) -> None:
        self.show_message(mark, fact, sentence, buttons)
        self.spoke.emit()

    def _close(self) -> None:
        self._wish = None
        self.clear()
        self.spoke.emit()

    def _on_previewed(self, wish: Wish, preview: UndoPreview) -> None:
        if wish != self._wish:
            return
        said = [preview.sentence, *_reasons(preview), _afterwards(preview.waiting, then=True)]
        if not preview.writes:
            self._say("nothing_changed", wish.question, _joined(said), (self._button(tr("Close")),))
            return
        if preview.stop:
            said.insert(0, preview.stop)
        go = Button(tr("Undo anyway") if preview.stop else tr("Undo"), "undoConfirmButton", "primary")
        go.clicked.connect(partial(self._on_confirmed, wish, preview.plan_id))
        mark: Mark = "failed" if preview.stop else "needs_you"
        self._say(mark, wish.question, _joined(said), (self._button(tr("Leave it")), go))

    def _on_not_previewed(self, wish: Wish, error: BaseException) -> None:
        if wish == self._wish:
            self._show_failure(describe(error))

    def _on_confirmed(self, wish: Wish, plan_id: str, _checked: bool = False) -> None:
        self._busy = True
        self._say("syncing", tr("Undoing…"), "")
        consent = Consent(plan_id=plan_id)
        self._controller.undo(wish.pair_id, wish.run_id, wish.change_id, wish.field_id, consent)

    def _on_undone(self, run_id: int, result: RunResult) -> None:
        if not self._is_mine(run_id):
            return
        self._busy = False
        if result.run_id is None:
            self._say("nothing_changed", tr("Nothing was put back."), "", (self._button(tr("Close")),))
            return
        said = [_afterwards(len(result.conflicts), then=False)]
        if result.refused:
            refused = plural(
                "{n} record could not be put back; they wait as conflicts.",
                "{n} records could not be put back; they wait as conflicts.",
                len(result.refused),
            )
            said.append(refused)
        buttons = [self._button(tr("Close"))]
        if result.conflicts:
            conflicts = Button(tr("Show conflicts"), "undoConflictsButton", on_click=self.wants_conflicts.emit)
            buttons.append(conflicts)
        self._say("done", tr("Undone."), _joined(said), buttons)

    def _on_undo_failed(self, run_id: int, message: Message, error: BaseException) -> None:
        if not self._is_mine(run_id):
            return
        self._busy = False
        if isinstance(error, Stopped) and self._wish is not None:
            again = Button(tr("Look again"), "undoAgainButton", on_click=partial(self.ask, self._wish))
            text = tr("Something changed since you looked. Nothing was written.")
            self._say("needs_you", message.title + ".", text, (self._button(tr("Close")), again))
            return
        self._show_failure(message)

    def _is_mine(self, run_id: int) -> bool:
        return self._busy and self._wish is not None and self._wish.run_id == run_id

    def _show_failure(self, message: Message) -> None:
        self._say("failed", f"{message.title}.", str(message), (self._button(tr("Close")),))

    def _button(self, text: str) -> Button:
        return Button(text, "undoCloseButton", "quiet", on_click=self._close)


def _reasons(preview: UndoPreview) -> list[str]:
    more = len(preview.skipped) - MOST_REASONS
    return [*preview.skipped[:MOST_REASONS], *([plural("And {n} more.", "And {n} more.", more)] if more > 0 else [])]


def _afterwards(count: int, *, then: bool) -> str:
    if not count:
        return ""
    if then:
        return plural(
            "{n} record differs on the two sides then and waits for you.",
            "{n} records differ on the two sides then and wait for you.",
            count,
        )
    return plural(
        "{n} record differs on the two sides now and waits for you.",
        "{n} records differ on the two sides now and wait for you.",
        count,
    )


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part)
