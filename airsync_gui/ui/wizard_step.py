"""What the wizard's steps have in common: a heading, a message bar, questions that can be stopped, a way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from airsync_gui import messages
from airsync_gui.errors import AirSyncError, Cancelled, KeyRejected, KeyringUnavailable, NoKey
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.controller import Controller
from airsync_gui.kept_words import said
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.wording import tr

T = TypeVar("T")
_SCREENS = (KeyRejected, NoKey, KeyringUnavailable)
"""Their usual advice names commands, which is no help in a window."""


class WizardStep(QFrame):
    """One step.

    Args:
        draft: shared by all steps.
        heading, sentence: what it asks, and what one should know.
        inset: the body keeps clear of the edges; one with a table does not.

    Attributes:
        key, title: its name for the program, and in the rail.
        busy: what is asked just now, in words; empty while nothing is.

    Signals:
        changed: whether one may go on, what the primary button says, or what is asked, is another.
        done: all is well, go on.
        goes_to: the key of another step that has to be seen first.
    """

    changed = Signal()
    done = Signal()
    goes_to = Signal(str)
    key = ""
    title = ""

    def __init__(
        self, controller: Controller, draft: Draft, heading: str, sentence: str, *, inset: bool = False
    ) -> None:
        super().__init__()
        self.controller, self.draft = controller, draft
        self.busy = ""
        self._then_go_on = False
        self._asked = 0
        self._cancel: CancelFlag | None = None
        self.setObjectName(f"{self.key}Step")
        self.setProperty("tone", "surface")
        self.bar = MessageBar(f"{self.key}Message")
        self.sentence = Label(sentence, "body", "text2", wrap=True)
        rows = column(self)
        head = column(margins=(24, 20, 24, 12))
        head.addWidget(Label(heading, "title", wrap=True))
        head.addSpacing(look().px(6))
        head.addWidget(self.sentence)
        head.addSpacing(look().px(8))
        head.addWidget(self.bar)
        rows.addLayout(head)
        self.body: QVBoxLayout = column(margins=(24, 0, 24, 24) if inset else (0, 0, 0, 0))
        rows.addWidget(_scrolling(self.body, f"{self.key}Scroll"), 1)

    # -- what a step says of itself ---------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """Whether there is all that the next step needs."""
        return True

    @property
    def summary(self) -> str:
        """What was chosen, for the rail."""
        return ""

    @property
    def primary(self) -> str:
        """What the primary button says; empty for the usual."""
        return ""

    @property
    def foot(self) -> str:
        """What the foot says while nothing is asked."""
        return tr("Nothing is written until you start.")

    def enter(self) -> None:
        """It is seen now."""

    def leave(self) -> None:
        """Another step is seen now; nothing follows from what was asked here."""
        self._then_go_on = False
        self.stop()

    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins."""
        return None

    def go_on(self) -> None:
        """The person wants to go on; :attr:`done` follows as soon as all is checked."""
        self.done.emit()

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(self, words: str, query: Callable[[CancelFlag], Callable[[], T]], then: Callable[[T], None]) -> None:
        """Ask on the pool, in place of what was asked before; an error is said in the bar.

        Args:
            words: what is done meanwhile, for the foot.
            query: makes the function that runs on the pool; it touches no QObject.
        """
        self.stop()
        number = self._asked
        self._cancel = self.controller.new_cancel()

        def on_answer(answer: T) -> None:
            if number == self._asked:
                self._set_busy("")
                self.bar.clear()
                then(answer)

        def on_error(error: BaseException) -> None:
            if number == self._asked:
                self._set_busy("")
                self.show_error(error, lambda: self.ask(words, query, then))

        self._set_busy(words)
        self.controller.ask(query(self._cancel), on_answer, on_error, asker=self)

    def stop(self) -> None:
        """What was asked is not wanted any more."""
        self._asked += 1
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None
        self._set_busy("")

    def _set_busy(self, words: str) -> None:
        if words != self.busy:
            self.busy = words
            self.changed.emit()

    # -- what went wrong --------------------------------------------------------------------------------------------

    def show_error(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """Say in the bar what went wrong."""
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AirSyncError):
            self.controller.tell(error)  # a bug: it is logged, and told as one
        buttons = [Button(tr("Try again"), f"{self.key}AgainButton", on_click=again)] if again else []
        if isinstance(error, KeyRejected | NoKey) and self.key != "key":
            buttons = [
                Button(tr("Replace the token…"), "replaceTokenButton", on_click=lambda: self.goes_to.emit("key"))
            ]
        self.bar.show_message("failed", *words_for(error), buttons)
        self.changed.emit()


def words_for(error: BaseException) -> tuple[str, str]:
    """Title and sentence for a window: commands to type are left out."""
    told = messages.describe(error)
    if not isinstance(error, _SCREENS):
        return f"{told.title}.", str(told)
    if isinstance(error, KeyringUnavailable):
        usual = tr("Unlock or install a keyring (GNOME Keyring, KWallet, KeePassXC).")
        remedy = said(plain(error.remedy)) if error.remedy else usual
        return f"{told.title}.", f"{told.text} {remedy} " + tr("Nothing was stored.")
    return f"{told.title}.", f"{told.text} " + tr("Paste it again whole, or make a new one.")


def _scrolling(body: QVBoxLayout, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = frame("surface")
    inside.setLayout(body)
    area.setWidget(inside)
    return area
