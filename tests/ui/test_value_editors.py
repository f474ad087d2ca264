"""Each field's own editor, with keys and clicks: what it gives, how it ends, what it says of what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from airsync_gui.sync.schema import Field
from airsync_gui.ui import line_editors
from airsync_gui.ui.compare_model import Wrong
from airsync_gui.ui.line_editors import DayEditor
from airsync_gui.ui.value_editor import ValueEditor
from airsync_gui.ui.value_editors import editor_for
from tests.ui.samples.dialog import FIELDS, HOSTILE, PAIR, choices, field, noon

pytestmark = pytest.mark.serial

BY_NAME = {f.name: f for f in FIELDS}
Make = Callable[..., ValueEditor]
of_popups = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Offscreen, Qt has no windows to raise and no keyboard to grab."""


class Ends:
    """How an editor ended."""

    def __init__(self, editor: ValueEditor) -> None:
        self.committed: list[Any] = []
        self.wrong: list[Wrong] = []
        self.cancelled = 0
        self.applied = 0
        editor.committed.connect(self.committed.append)
        editor.gave_wrong.connect(self.wrong.append)
        editor.cancelled.connect(self._on_cancelled)
        editor.applied.connect(self._on_applied)

    def _on_cancelled(self) -> None:
        self.cancelled += 1

    def _on_applied(self) -> None:
        self.applied += 1


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    kept: list[QWidget] = []

    def made(of: Field, value: Any, **pair: Any) -> ValueEditor:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(300, 200)
        editor = editor_for(of, value, replace(PAIR, **pair), window)
        editor.resize(280, 160)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        editor.show()
        editor.begin()
        kept.append(window)
        assert QApplication.focusWidget() is not None
        return editor

    return made


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_a_number_is_typed_over_and_enter_keeps_it(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Calories"], Decimal(540))
    ends = Ends(editor)
    type_in(qtbot, "610")
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == [Decimal(610)]


def test_escape_leaves_all_as_it_was(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Calories"], Decimal(540)))
    type_in(qtbot, "9")
    press(qtbot, Qt.Key.Key_Escape)
    assert (ends.committed, ends.wrong, ends.cancelled) == ([], [], 1)


def test_what_is_no_number_is_marked_as_one_types_and_kept(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Calories"], Decimal(540))
    ends = Ends(editor)
    type_in(qtbot, "six")
    problem = editor.findChild(QLabel, "resultProblem")
    assert problem is not None
    assert problem.isVisible()
    assert problem.text() == "Calories is not a number (write it as 1234.5)."
    assert editor.control.property("wrong") is True
    press(qtbot, Qt.Key.Key_Return)
    assert [wrong.text for wrong in ends.wrong] == ["six"]
    assert ends.committed == []


def test_the_mark_goes_when_it_fits(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Calories"], Decimal(540))
    type_in(qtbot, "6x")
    press(qtbot, Qt.Key.Key_Backspace)
    assert editor.problem == ""
    assert editor.control.property("wrong") is False


def test_control_enter_keeps_it_and_applies(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Place"], "Home"))
    type_in(qtbot, "Park")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (ends.committed, ends.applied) == (["Park"], 1)


def test_leaving_it_keeps_what_was_typed(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Place"], "Home")
    ends = Ends(editor)
    other = QLineEdit(editor.window())
    other.show()
    type_in(qtbot, "Park")
    press(qtbot, Qt.Key.Key_Tab)
    other.setFocus()
    assert ends.committed == ["Park"]


def test_a_long_text_takes_lines(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Notes"], "one")
    ends = Ends(editor)
    assert isinstance(editor.control, QPlainTextEdit)
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, "two")
    assert ends.committed == []
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ends.committed == ["one\ntwo"]


@pytest.mark.parametrize("text", ["a\r\nb", "a\u2028b", "tab\there", HOSTILE])
@pytest.mark.parametrize("name", ["Notes", "Place"])
def test_text_that_is_not_touched_stays_as_it_is(make: Make, name: str, text: str) -> None:
    editor = make(BY_NAME[name], text)
    assert editor.value() == text


def test_a_select_offers_its_choices(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Kind"], "Meal")
    ends = Ends(editor)
    box = editor.control
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["(blank)", "Meal", "Snack"]
    assert not box.isEditable()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == ["Snack"]


def test_a_select_can_be_emptied(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Kind"], "Meal"))
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == [None]


def test_new_choices_can_be_typed_where_the_pair_makes_them(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Kind"], "Meal", create_choices=True)
    ends = Ends(editor)
    box = editor.control
    assert isinstance(box, QComboBox)
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "Feast")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert ends.committed == ["Feast"]


def test_members_are_ticked(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Tags"], ("lunch",))
    ends = Ends(editor)
    ticks = editor.control
    assert isinstance(ticks, QListWidget)
    assert [ticks.item(n).text() for n in range(ticks.count())] == ["lunch", "home", "quick", "late"]
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == [("lunch", "home")]


def test_a_box_is_ticked(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Vegan"], None))
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == [True]


def test_a_rating_is_chosen(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Rating"], Decimal(3)))
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == [Decimal(4)]


def test_a_date_is_typed(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Day"], date(2026, 5, 12)))
    type_in(qtbot, "14 May 2026")
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == [date(2026, 5, 14)]


@of_popups
def test_a_date_is_picked_from_the_calendar(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Day"], date(2026, 5, 12))
    ends = Ends(editor)
    assert isinstance(editor, DayEditor)
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.calendar
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 5, 12)
    days = calendar.findChild(QTableView)
    assert days is not None
    qtbot.keyClick(days, Qt.Key.Key_Right)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert editor.calendar is None
    assert ends.committed == []
    assert editor.line.text() == "2026-05-13"
    editor.finish()
    assert ends.committed == [date(2026, 5, 13)]


@of_popups
def test_the_calendar_speaks_the_windows_language(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_editors, "speaker", lambda: SimpleNamespace(code="de"))
    editor = make(BY_NAME["Day"], date(2026, 5, 12))
    assert isinstance(editor, DayEditor)
    editor.open_calendar()
    assert editor.calendar is not None
    assert editor.calendar.locale().language() is QLocale.Language.German


@of_popups
def test_a_picked_day_keeps_the_time(make: Make) -> None:
    editor = make(BY_NAME["Eaten at"], noon(12, 30))
    assert isinstance(editor, DayEditor)
    editor.open_calendar()
    assert editor.calendar is not None
    editor.calendar.clicked.emit(QDate(2026, 5, 13))
    assert editor.line.text() == "2026-05-13 12:30"


def test_options_are_checked_too(qtbot: QtBot, make: Make) -> None:
    editor = make(field("Mail", "email"), "a@b.example")
    ends = Ends(editor)
    type_in(qtbot, "nobody")
    press(qtbot, Qt.Key.Key_Return)
    assert "e-mail address" in ends.wrong[0].why


def test_a_required_field_cannot_be_emptied(qtbot: QtBot, make: Make) -> None:
    ends = Ends(make(BY_NAME["Name"], "Lunch", required=frozenset({"fldName"})))
    press(qtbot, Qt.Key.Key_Delete)
    press(qtbot, Qt.Key.Key_Return)
    assert ends.committed == []
    assert "must not be blank" in ends.wrong[0].why


def test_it_ends_once(qtbot: QtBot, make: Make) -> None:
    editor = make(BY_NAME["Place"], "Home")
    ends = Ends(editor)
    editor.finish()
    editor.finish()
    editor.cancel()
    assert (ends.committed, ends.cancelled) == (["Home"], 0)


@pytest.mark.parametrize("of", [*FIELDS[:-1], field("Links", "multipleRecordLinks"), field("Time", "duration")])
def test_every_editor_has_a_name(make: Make, of: Field) -> None:
    editor = make(of, None)
    assert editor.control.objectName() == "resultEditor"
    assert editor.control.accessibleName() == f"{of.name}, result"
    assert editor.value() is None or of.kind.value == "list"
    assert editor.rect().contains(editor.control.geometry().center() - QPoint(0, 0))


def test_hostile_choices_are_plain(make: Make) -> None:
    editor = make(field("Kind", "singleSelect", choices=choices(HOSTILE)), HOSTILE)
    box = editor.control
    assert isinstance(box, QComboBox)
    assert "\u202e" not in box.currentText()
    assert editor.value() == HOSTILE
