"""The field's own editor, in place: a line, several lines, a calendar, choices, ticks; checked as one types.

Enter (or Tab, or leaving) keeps it, Esc leaves all as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from airsync_gui.messages import plain
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.validate import check, sanitise
from airsync_gui.ui.compare_model import Wrong
from airsync_gui.ui.controls import Label, column
from airsync_gui.ui.field_words import NotAValue, shown, typed_form, typed_value
from airsync_gui.ui.icons import icon
from airsync_gui.ui.look import look

MOST_ROWS = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


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
        control.setAccessibleName(f"{plain(field.name, 60)}, result")
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
        return str(found.rule) if found else ""

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


# -- lines ------------------------------------------------------------------------------------------------------------


class LineEditor(ValueEditor):
    """Text, a number, an address, members with commas: all on one line."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._line = QLineEdit()
        super().__init__(field, pair, self._line, parent)
        self._first, self._first_text = value, ""
        self._line.setFixedHeight(look().control + look().px(8))
        self._line.setText(typed_form(field, value))
        # A line shows some characters as others (line ends, for one): as long as nothing is typed, nothing changes.
        self._first_text = self._line.text()
        self._line.textChanged.connect(self._on_changed)

    @property
    def line(self) -> QLineEdit:
        """What one types in."""
        return self._line

    def begin(self) -> None:
        """All of it is selected: typing replaces it."""
        super().begin()
        self._line.selectAll()

    def value(self) -> Value:
        """As typed."""
        if self._line.text() == self._first_text:
            return self._first
        return typed_value(self.field, self._line.text())

    def text(self) -> str:
        """As typed."""
        return self._line.text()

    def restore(self, text: str) -> None:
        """As typed before."""
        self._line.setText(text)


class _Popup(QFrame):
    """A frame over the window that goes when one clicks elsewhere, or by Esc.

    Signals:
        closed: it is gone.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Gone."""
        super().hideEvent(event)
        self.closed.emit()


class DayEditor(LineEditor):
    """A date, or a date and time: typed, or picked from a calendar."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        super().__init__(field, value, pair, parent)
        self.line.setPlaceholderText("2026-05-12 12:30" if field.kind is Kind.DATETIME else "2026-05-12")
        picture = icon("calendar-blank", look().colors.text2, look().icon)
        self._action = self.line.addAction(picture, QLineEdit.ActionPosition.TrailingPosition)
        self._action.setText("Calendar")
        self._action.setToolTip("Calendar (Alt+Down)")
        self._action.setObjectName("calendarAction")
        self._action.triggered.connect(self.open_calendar)
        self._popup: _Popup | None = None

    @property
    def calendar(self) -> QCalendarWidget | None:
        """The calendar, while it is open."""
        return self._popup.findChild(QCalendarWidget) if self._popup else None

    def open_calendar(self) -> None:
        """Show the month of what is typed."""
        popup = _Popup(self)
        popup.closed.connect(self._on_closed)
        calendar = QCalendarWidget()
        calendar.setObjectName("calendar")
        calendar.setAccessibleName("Calendar")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if (day := self._day()) is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._on_picked)
        calendar.activated.connect(self._on_picked)
        column(popup, margins=(4, 4, 4, 4)).addWidget(calendar)
        self._popup = popup
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        popup.show()
        calendar.setFocus()

    def _day(self) -> date | None:
        try:
            value = self.value()
        except NotAValue:
            return None
        if isinstance(value, datetime):
            return value.astimezone().date()
        return value if isinstance(value, date) else None

    def _on_picked(self, day: QDate) -> None:
        clock = self.line.text().strip().rpartition(" ")[2] if self.field.kind is Kind.DATETIME else ""
        keeps = f" {clock}" if ":" in clock else " 00:00"
        self.line.setText(day.toString("yyyy-MM-dd") + (keeps if self.field.kind is Kind.DATETIME else ""))
        if self._popup is not None:
            self._popup.hide()

    def _on_closed(self) -> None:
        if self._popup is not None:
            self.line.setFocus(Qt.FocusReason.PopupFocusReason)
            self._popup.deleteLater()
            self._popup = None

    def _is_left(self, event: QFocusEvent) -> bool:
        """The calendar is a part of it."""
        return self._popup is None and super()._is_left(event)

    def _took_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        return super()._took_key(event)


class LongTextEditor(ValueEditor):
    """A text of several lines; Tab keeps it."""

    keeps_enter = True

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._edit = QPlainTextEdit()
        super().__init__(field, pair, self._edit, parent)
        self._first = value
        self._edit.setTabChangesFocus(True)
        self._edit.setPlainText(typed_form(field, value))
        self._first_text = self._edit.toPlainText()
        lines = min(MOST_ROWS, max(3, self._edit.document().blockCount() + 1))
        self._edit.setFixedHeight(lines * look().H + look().px(16))
        self._edit.textChanged.connect(self._on_changed)

    def value(self) -> Value:
        """As typed."""
        text = self._edit.toPlainText()
        return self._first if text == self._first_text else typed_value(self.field, text)

    def text(self) -> str:
        """As typed."""
        return self._edit.toPlainText()

    def restore(self, text: str) -> None:
        """As typed before."""
        self._edit.setPlainText(text)


# -- choices ----------------------------------------------------------------------------------------------------------


class ChoiceEditor(ValueEditor):
    """One of the field's choices, or blank; where the pair may make new ones, a new one can be typed."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._box = QComboBox()
        super().__init__(field, pair, self._box, parent)
        self._box.setFixedHeight(look().control + look().px(8))
        self._names = list(dict.fromkeys([*field.choices.values(), *([value] if isinstance(value, str) else [])]))
        self._box.addItem("(blank)", None)
        for name in self._names:
            self._box.addItem(plain(name, 100), name)
        self._box.setCurrentIndex(self._names.index(value) + 1 if isinstance(value, str) else 0)
        self._box.setEditable(pair.create_choices)
        if (line := self._box.lineEdit()) is not None:
            self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line.installEventFilter(self)
        self._box.currentTextChanged.connect(lambda _text: self._on_changed())

    def value(self) -> Value:
        """The chosen name."""
        found = self._box.currentIndex()
        if not self._box.isEditable() or self._box.currentText() == self._box.itemText(found):
            chosen: Value = self._box.itemData(found)
            return chosen
        return self._box.currentText().strip() or None

    def text(self) -> str:
        """As shown."""
        return self._box.currentText()


class RatingEditor(ValueEditor):
    """So many of the field's stars."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._box = QComboBox()
        super().__init__(field, pair, self._box, parent)
        self._box.setFixedHeight(look().control + look().px(8))
        most = int(field.options.get("max") or 5)
        self._box.addItem("(blank)", "")
        for count in range(1, most + 1):
            self._box.addItem(f"{count} of {most}", str(count))
        found = self._box.findData(typed_form(field, value))
        self._box.setCurrentIndex(max(0, found))
        self._box.currentTextChanged.connect(lambda _text: self._on_changed())

    def value(self) -> Value:
        """The chosen number."""
        return typed_value(self.field, self._box.currentData())

    def text(self) -> str:
        """As shown."""
        return self._box.currentText()


class TickEditor(ValueEditor):
    """Ticked or not."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._tick = QCheckBox()
        super().__init__(field, pair, self._tick, parent)
        self._tick.setFixedHeight(look().control + look().px(8))
        self._tick.setChecked(value is True)
        self._say()
        self._tick.toggled.connect(lambda _on: self._say())
        self._tick.toggled.connect(lambda _on: self._on_changed())

    def _say(self) -> None:
        self._tick.setText(shown(self.field, True if self._tick.isChecked() else None))
        self.control.setAccessibleName(f"{plain(self.field.name, 60)}, result")

    def value(self) -> Value:
        """True, or blank."""
        return True if self._tick.isChecked() else None

    def text(self) -> str:
        """As shown."""
        return self._tick.text()


class MembersEditor(ValueEditor):
    """Several of the field's choices, each with a box to tick; the order is the field's."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._list = QListWidget()
        super().__init__(field, pair, self._list, parent)
        self._first = value if isinstance(value, tuple) else ()
        with QSignalBlocker(self._list):
            for name in dict.fromkeys([*self._first, *field.choices.values()]):
                item = QListWidgetItem(plain(name, 100), self._list)
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if name in self._first else Qt.CheckState.Unchecked)
        self._list.setProperty("boxed", True)
        self._list.setCurrentRow(0)
        rows = max(2, min(MOST_ROWS, self._list.count()))
        self._list.setFixedHeight(rows * max(look().row_dense, self._list.sizeHintForRow(0)) + look().px(8))
        self._list.itemChanged.connect(lambda _item: self._on_changed())

    def value(self) -> Value:
        """The ticked ones."""
        items = [self._list.item(row) for row in range(self._list.count())]
        ticked = tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        return ticked or None

    def text(self) -> str:
        """With commas."""
        return typed_form(self.field, self.value())


# -- which ------------------------------------------------------------------------------------------------------------

_BY_TYPE: Mapping[str, Callable[[Field, Value, Pair, QWidget], ValueEditor]] = MappingProxyType(
    {
        "multilineText": LongTextEditor,
        "richText": LongTextEditor,
        "singleSelect": ChoiceEditor,
        "rating": RatingEditor,
        "checkbox": TickEditor,
        "date": DayEditor,
        "dateTime": DayEditor,
    }
)


def editor_for(field: Field, value: Value, pair: Pair, parent: QWidget) -> ValueEditor:
    """The editor of this field's type, with a value to start from."""
    if field.type == "multipleSelects" and not pair.create_choices:
        return MembersEditor(field, value, pair, parent)
    return _BY_TYPE.get(field.type, LineEditor)(field, value, pair, parent)
