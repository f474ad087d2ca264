"""What every editor in place has in common: checked as one types, ended by a key or by being left.

Enter (or Tab, or leaving) keeps what stands in it, Esc leaves all as it was.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from airsync_gui.kept_words import said
from airsync_gui.messages import plain
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.validate import check, sanitise
from airsync_gui.ui.compare_model import Wrong
from airsync_gui.ui.field_words import NotAValue
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.wording import tr

MOST_ROWS = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


def result_name(field: Field) -> str:
    """What an editor is called, for assistive tools."""
    return tr("{field}, result", field=plain(field.name, 60))


class ValueEditor(QWidget):
    """One field being edited.

    Signals:
        committed: the value. gave_wrong: a Wrong. cancelled: leave all as it was. Just one of them, once.
        applied: Ctrl+Enter was pressed, after one of the first two.
        edited: something else stands in it now; it may need more room, or less.
    """

    committed = Signal(object)
    gave_wrong = Signal(object)
    cancelled = Signal()
    applied = Signal()
    edited = Signal()

    keeps_enter = False
    """Whether Enter is a character here."""

    def __init__(self, field: Field, pair: Pair, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.pair, self.control = field, pair, control
        self._over = False
        control.setObjectName("resultEditor")
        control.setAccessibleName(result_name(field))
        control.installEventFilter(self)
        self._problem = Label("", "small", "fail", wrap=True, name="resultProblem")
        self._problem.hide()
        rows = column(self, spacing=2)
        rows.addWidget(control)
        rows.addWidget(self._problem)
        rows.addStretch(1)
        self.setFocusProxy(control)

    # -- to be given by each kind -------------------------------------------------------------------------------------

    def value(self) -> Value:
        """What it stands for now. Raises NotAValue."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands in it, for showing it as it is."""
        raise NotImplementedError

    def begin(self) -> None:
        """It was just shown."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self, text: str) -> None:
        """Put back what was typed before and is no value."""

    # -- checking -----------------------------------------------------------------------------------------------------

    @property
    def problem(self) -> str:
        """Why what stands in it can't be taken, as the end of a sentence; empty where it can."""
        try:
            value = sanitise(self.value()).value
        except NotAValue as error:
            return str(error)
        found = check(self.field, value, self.pair)
        return said(str(found.rule)) if found else ""

    def _on_changed(self) -> None:
        problem = self.problem
        name = plain(self.field.name, 40)
        self._problem.setText(f"{name} {problem}." if problem else "")
        self._problem.setVisible(bool(problem))
        if bool(self.control.property("wrong")) is not bool(problem):
            self.control.setProperty("wrong", bool(problem))
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)
        self.edited.emit()

    def look_over(self) -> None:
        """Say at once what is wrong with what stands in it, before anything is typed."""
        self._on_changed()

    def typed(self) -> Value | Wrong:
        """What stands in it now, right or wrong."""
        problem = self.problem
        return Wrong(self.text(), problem) if problem else self.value()

    # -- the end ------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Keep what stands in it."""
        if self._over:
            return
        self._over = True
        typed = self.typed()
        if isinstance(typed, Wrong):
            self.gave_wrong.emit(typed)
        else:
            self.committed.emit(typed)

    def go_on(self) -> None:
        """That was not the end: where Apply stands beside it, leaving it is none."""
        self._over = False

    def cancel(self) -> None:
        """Leave all as it was."""
        if not self._over:
            self._over = True
            self.cancelled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that end it, and its being left."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._took_key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and self._is_left(event):
            self.finish()
        return super().eventFilter(watched, event)

    def _is_left(self, event: QFocusEvent) -> bool:
        """Whether the focus went elsewhere for good."""
        return event.reason() not in _STAYS

    def _took_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        if event.key() not in _ENTER:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            self.applied.emit()
            return True
        if self.keeps_enter:
            return False
        self.finish()
        return True
