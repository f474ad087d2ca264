"""Editors to type in: one line, several lines, a date with its calendar."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QPlainTextEdit, QWidget

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.ui.field_words import NotAValue, typed_form, typed_value
from airsync_gui.ui.icons import icon
from airsync_gui.ui.language import locale_of, speaker
from airsync_gui.ui.layouts import column
from airsync_gui.ui.look import look
from airsync_gui.ui.value_editor import MOST_ROWS, ValueEditor
from airsync_gui.wording import tr


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
        self._action.setText(tr("Calendar"))
        self._action.setToolTip(tr("Calendar (Alt+Down)"))
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
        calendar.setAccessibleName(tr("Calendar"))
        if (known := speaker()) is not None:
            calendar.setLocale(locale_of(known.code))
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
