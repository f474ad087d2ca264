"""The strip under the queue's table: why the chosen changes wait, in full, and what can be done about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import attrgetter

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from airsync_gui.jobs.snapshots import QueueLine, RefusedRow
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.ui import queue_words as words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.clipboard import copy
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.queue_edit import QueueEdit
from airsync_gui.ui.text_runs import Run, RunsLabel, strong
from airsync_gui.wording import noop, plural, tr

COPIED_MS = 2000
"""So long the button says that it has copied."""
COPY = noop("Copy details")


class QueueStrip(QFrame):
    """The chosen rows in words, with their actions; asks in place before anything is given up.

    Attributes:
        retriable: those chosen rows for which another try can be asked.
        droppable: those that can be given up: what was refused. All else is still on its way.
        editor: where a refused value is edited.

    Signals:
        edit_asked: the value of this row, which is to be looked at first (:meth:`begin_edit`).
        retry_asked, drop_agreed: for these rows, as a tuple.
        left: its buttons went away under the keyboard's focus.
    """

    edit_asked = Signal(object)
    retry_asked = Signal(object)
    drop_agreed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queueStrip")
        self.setProperty("tone", "surface")
        self._lines: tuple[QueueLine, ...] = ()
        self.retriable: tuple[QueueLine, ...] = ()
        self.droppable: tuple[QueueLine, ...] = ()
        self._asking: frozenset[str] = frozenset()
        self._edited = ""
        self.editor = QueueEdit()
        self.editor.left.connect(self._on_edit_left)
        self._mark = MarkView()
        self._head = RunsLabel()
        self._reason = RunsLabel()
        self._reason.setObjectName("queueReason")
        self._head.setObjectName("queueChosen")
        self._copied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(lambda: self.copy_button.set_text(tr(COPY)))
        self._make_buttons()
        rows = column(self)
        rows.addWidget(rule())
        inner = column(margins=(24, 12, 24, 14), spacing=8)
        rows.addLayout(inner)
        inner.addLayout(self._head_row())
        inner.addWidget(self._reason)
        self._actions, self._question = self._action_row(), self._question_row()
        inner.addWidget(self._actions)
        inner.addWidget(self._question)
        inner.addWidget(self.editor)
        self.show_lines(())

    def _make_buttons(self) -> None:
        self.copy_button = Button(tr(COPY), "queueCopyButton", "quiet", "copy", on_click=self.copy)
        self.show_button = Button(
            tr("Show in Airtable"), "queueShowButton", "quiet", "arrow-square-out", on_click=self.show_record
        )
        self.edit_button = Button(tr("Edit the value…"), "queueEditButton", "primary", on_click=self.edit)
        self.retry_button = Button(tr("Retry now"), "queueRetryButton", on_click=self.retry)
        self.drop_button = Button(tr("Drop this change…"), "queueDropButton", "danger", on_click=self.ask_to_drop)
        self.agree_button = Button(
            plural("Drop {n} change", "Drop {n} changes", 1), "queueConfirmDropButton", "danger", on_click=self._agree
        )
        self.keep_button = Button(tr("Keep it"), "queueKeepButton", on_click=self.keep)

    def _head_row(self) -> Flow:
        row = Flow()
        said = QWidget()
        inner = line(said)
        inner.addWidget(self._mark)
        inner.addWidget(self._head, 1)
        row.addWidget(said)
        row.add_end(self.copy_button)
        row.add_end(self.show_button)
        return row

    def _action_row(self) -> QWidget:
        made = QWidget()
        row = Flow(made)
        row.addWidget(self.edit_button)
        row.addWidget(self.retry_button)
        row.addWidget(self.drop_button)
        return made

    def _question_row(self) -> QWidget:
        made = QWidget()
        made.setObjectName("queueQuestion")
        rows = column(made, spacing=8)
        self._sentence = RunsLabel()
        self._sentence.setObjectName("queueQuestionText")
        rows.addWidget(self._sentence)
        buttons = Flow()
        buttons.addWidget(self.agree_button)
        buttons.addWidget(self.keep_button)
        rows.addLayout(buttons)
        return made

    # -- what it shows ----------------------------------------------------------------------------------------------

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer about dropping."""
        return bool(self._asking)

    def show_lines(self, lines: Sequence[QueueLine]) -> None:
        """These rows are chosen, or have news; a question about others is taken back."""
        had_focus = self._has_focus()
        self._lines = tuple(lines)
        states = list(map(_STATE, lines))  # of 100,000 lines each is looked at once
        self._counts = Counter(states)
        self.retriable = tuple(compress(lines, map(words.RETRIED.__contains__, states)))
        self.droppable = tuple(line for line in self.retriable if line.state == "failed" and line.entry_id is not None)
        if self._asking and self._asking != {line.key for line in self.droppable}:
            self._asking = frozenset()
        if self._edited and (self.editable is None or self.editable.key != self._edited):
            self._end_edit()
        self.setVisible(bool(lines))
        if lines:
            self._say()
        if had_focus and not self._has_focus():
            self.left.emit()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _say(self) -> None:
        first, several = self._lines[0], len(self._lines) > 1
        self._mark.set_mark(first.state)
        if several:
            chosen = plural("{n} row chosen", "{n} rows chosen", len(self._lines))
            self._head.set_runs((strong(chosen), _quiet(words.chosen(self._counts))))
        else:
            self._head.set_runs((strong(words.record_name(first)), _quiet(words.waits(first))))
        said = _reasons(self._lines)
        self._reason.set_runs(said)
        self._reason.setVisible(bool(said))
        self.setAccessibleName(" ".join(part for part in (self._head.text(), self._reason.text()) if part))
        self.show_button.setVisible(bool(self.record_url))
        self._offer()

    def _offer(self) -> None:
        chosen, retried, dropped = len(self._lines), len(self.retriable), len(self.droppable)
        self.retry_button.set_text(words.retry_text(retried, chosen))
        self.drop_button.set_text(words.drop_text(dropped, chosen))
        self.edit_button.setVisible(self.editable is not None)
        self.retry_button.setVisible(retried > 0)
        self.drop_button.setVisible(dropped > 0)
        self._actions.setVisible(not self._asking and not self._edited and retried + dropped > 0)
        self._question.setVisible(bool(self._asking) and not self._edited)
        self.editor.setVisible(bool(self._edited))

    # -- what can be done -------------------------------------------------------------------------------------------

    @property
    def record_url(self) -> str:
        """Where Airtable shows the one chosen record; empty where it does not."""
        return self._lines[0].record_url if len(self._lines) == 1 else ""

    def copy(self) -> None:
        """All about the chosen rows, to the clipboard."""
        if self._lines:
            copy(words.details(self._lines))
            self.copy_button.set_text(tr("Copied"))
            self._copied.start()

    def show_record(self) -> None:
        """Open the record's page."""
        if self.record_url:
            QDesktopServices.openUrl(QUrl(self.record_url))

    @property
    def editable(self) -> QueueLine | None:
        """The one chosen row, where a value of it can be edited."""
        return self._lines[0] if len(self._lines) == 1 and self._lines[0].editable else None

    def edit(self) -> None:
        """Ask for what stands in the row now, to edit it."""
        if self.editable is not None and not self._edited:
            self.edit_asked.emit(self.editable)

    def begin_edit(self, line: QueueLine, row: RefusedRow) -> None:
        """What was asked for is here: its editor is shown, unless another row was chosen meanwhile."""
        if self.editable is None or self.editable.key != line.key or not row.fields:
            return
        self._edited, self._asking = line.key, frozenset()
        self._offer()
        self.editor.begin(row)

    def end_edit(self) -> None:
        """It is written, and this strip's own again."""
        had_focus = self._has_focus()
        self._end_edit()
        self._offer()
        if had_focus:
            self.left.emit()

    def _end_edit(self) -> None:
        self._edited = ""
        self.editor.end()

    def _on_edit_left(self) -> None:
        self._edited = ""
        self._offer()
        self.left.emit()

    def retry(self) -> None:
        """Another try, now."""
        if self.retriable:
            self.retry_asked.emit(self.retriable)

    def ask_to_drop(self) -> None:
        """Say what dropping means, and wait for an answer; the safe one has the focus."""
        dropped = self.droppable
        if not dropped:
            return
        self._end_edit()
        self._asking = frozenset(line.key for line in dropped)
        question = words.drop_question(dropped)
        self._sentence.set_runs((Run(question),))
        self.agree_button.set_text(plural("Drop {n} change", "Drop {n} changes", len(dropped)))
        self.keep_button.set_text(tr("Keep it") if len(dropped) == 1 else tr("Keep them"))
        for button in (self.agree_button, self.keep_button):
            button.setAccessibleDescription(question)
        self._offer()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Nothing is dropped."""
        self._asking = frozenset()
        self._offer()
        self.left.emit()

    def _agree(self) -> None:
        dropped = tuple(line for line in self.droppable if line.key in self._asking)
        self._asking = frozenset()
        self._offer()
        self.left.emit()
        self.drop_agreed.emit(dropped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape answers the question with no."""
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self.keep()
            return
        super().keyPressEvent(event)


_STATE = attrgetter("state")


def _quiet(text: str) -> Run:
    return Run(text, "text2", gap=8)


def _reasons(lines: Sequence[QueueLine]) -> tuple[Run, ...]:
    """Why, and what to do; for several rows only where it is the same for all."""
    told = {(line.reason, line.advice) for line in lines[: words.MOST_COPIED]}
    if len(told) != 1:
        return (Run(tr("They wait for different reasons; choose one to read its own."), "text2"),)
    ((reason, advice),) = told
    said = " ".join(plain_sentence(text, 600) for text in (reason, advice) if text)
    return _with_strong(said, lines[0].fields) if said else ()


def _with_strong(text: str, names: Sequence[str]) -> tuple[Run, ...]:
    """The text with the first field that it names in bold."""
    for name in names:
        before, found, after = text.partition(plain(name, 120))
        if found:
            return (Run(before, "text2"), strong(found), Run(after, "text2"))
    return (Run(text, "text2"),)
