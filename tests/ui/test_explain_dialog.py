"""Explaining a record: asked for by keys and menus, answered in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import RecordStory
from airsync_gui.messages import Message
from airsync_gui.ui.explain_dialog import MOST_CHANGES, ExplainDialog
from airsync_gui.ui.explain_model import describe, fields_model
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.queue_panel import QueuePanel
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples import window as samples
from tests.ui.samples.stories import LUNCH
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
CTRL = Qt.KeyboardModifier.ControlModifier
Make = Callable[[Still], Controller]


@pytest.fixture
def window(controller: Controller, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(controller)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def opened(window: MainWindow, qtbot: QtBot, panel: str, table: str) -> TableView:
    """A table of one of the panels, with its rows and the keyboard."""
    with qtbot.waitSignal(window.controller.pairs_changed, timeout=WAIT_MS):
        window.controller.refresh()
    window.show_panel(panel)
    found = window.findChild(TableView, table)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.rows.rows), timeout=WAIT_MS)
    if not found.current_key:
        found.choose(found.rows.key(0))
    window.activateWindow()
    found.setFocus()
    return found


def explained(window: MainWindow, qtbot: QtBot) -> ExplainDialog:
    qtbot.waitUntil(lambda: window.findChild(ExplainDialog) is not None, timeout=WAIT_MS)
    dialog = window.findChild(ExplainDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(sentences(dialog)) and "Looking" not in sentences(dialog)[0], timeout=WAIT_MS)
    return dialog


def sentences(dialog: ExplainDialog) -> list[str]:
    every = [label for label in dialog.findChildren(RunsLabel) if not label.isHidden()]
    return [label.text() for label in every if label.objectName().startswith(("explainStanding", "explainNext"))]


def fields(dialog: ExplainDialog) -> list[list[str]]:
    model = dialog.fields
    return [[model.index(row, place).data() for place in range(model.columnCount())] for row in range(model.rowCount())]


def still_dialog(make: Make, qtbot: QtBot, still: Still, key: str = "u") -> ExplainDialog:
    dialog = ExplainDialog(make(still))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.shown, timeout=WAIT_MS):
        dialog.explain("meals", key, "Lunch")
    return dialog


# -- asked for --------------------------------------------------------------------------------------------------------


def test_a_changed_record_is_explained_from_history_by_keys(bench: Bench, window: MainWindow, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.replace("London", "Paris")
    bench.sync(pair_id)
    bench.edit("Ada", City="Oslo")
    table = opened(window, qtbot, "history", "changesTable")
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    dialog = explained(window, qtbot)
    assert dialog.isVisible()
    assert any("What was last in step is of" in said for said in sentences(dialog))
    assert sentences(dialog)[-1] == "The next sync would change Ada on this computer: City Paris → Oslo."
    assert ["City", "Paris", "Paris", "Oslo", "in Airtable"] in fields(dialog)
    newest = dialog.changes.rows[0]
    assert (newest.field_name, newest.before, newest.after) == ("City", "London", "Paris")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert bench.city() == "Oslo"


def test_a_conflict_is_explained_from_its_menu(bench: Bench, window: MainWindow, qtbot: QtBot) -> None:
    bench.conflict()
    table = opened(window, qtbot, "conflicts", "conflictsTable")
    assert table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    (action,) = table.actions()
    assert (action.text(), action.shortcut().toString()) == ("Explain…", "Ctrl+E")
    action.trigger()
    said = sentences(explained(window, qtbot))
    assert any("It waits for you as a conflict since" in each for each in said)
    assert "The next sync would leave it to you: edited on both sides." in said


def test_a_refused_change_is_explained_from_the_queue(bench: Bench, window: MainWindow, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.replace("36", "many")
    bench.sync(pair_id)
    table = opened(window, qtbot, "queue", "queueTable")
    panel = window.findChild(QueuePanel)
    assert panel is not None
    assert "Explain…" in [action.text() for action in panel.menu().actions()]
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    assert any(said.startswith("Refused in Airtable: ") for said in sentences(explained(window, qtbot)))


def test_enter_explains_a_change(still_controller: Make, qtbot: QtBot) -> None:
    window = MainWindow(still_controller(samples.still()))
    qtbot.addWidget(window)
    window.show()
    table = opened(window, qtbot, "history", "changesTable")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert explained(window, qtbot).isVisible()
    window.close()


def test_rows_of_no_known_record_offer_nothing(bench: Bench, window: MainWindow, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.write(("Ada", 36, "London"), ("Ben", 41, "Rome"), ("", 7))
    bench.sync(pair_id)
    table = opened(window, qtbot, "queue", "queueTable")
    panel = window.findChild(Panel, "queuePanel")
    assert isinstance(panel, QueuePanel)
    assert [line.state for line in panel.lines] == ["held"]
    assert "Explain…" not in [action.text() for action in panel.menu().actions()]
    with qtbot.assertNotEmitted(panel.explain_asked, wait=50):
        qtbot.keyClick(table, Qt.Key.Key_E, CTRL)


# -- answered ---------------------------------------------------------------------------------------------------------


def test_what_each_side_has_is_told_in_a_table(still_controller: Make, qtbot: QtBot) -> None:
    dialog = still_dialog(still_controller, qtbot, Still(record_stories={"u": LUNCH}))
    assert fields(dialog)[1:4] == [
        ["Calories", "610", "640", "610", "here"],
        ["Tags", "lunch, home, vegetarian", "lunch, home, vegetarian", "lunch, home, vegetarian", ""],
        ["Rating", "4", "'four' is not a number", "5", "on both"],
    ]
    assert describe(LUNCH.explanation.fields[1]) == (
        "Calories: last in step 610. this computer 640. Airtable 610. Changed on this computer."
    )
    model = fields_model()
    model.show(LUNCH.explanation.fields)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert dialog.changes.index(0, 0).data() == f"{dialog.changes.index(0, 0).data().split(' run')[0]} run 93"


def test_out_of_reach_what_is_remembered_is_told(still_controller: Make, qtbot: QtBot) -> None:
    problem = Message("Airtable can't be reached", "Airtable did not answer.", "The next sync goes on.")
    seen = replace(LUNCH, explanation=replace(LUNCH.explanation, looked=False, to_come=()), problem=problem)
    dialog = still_dialog(still_controller, qtbot, Still(record_stories={"u": seen}))
    assert dialog.bar.text.startswith("Airtable can't be reached. What AirSync remembers is told all the same.")
    assert [dialog.table.isColumnHidden(place) for place in (1, 2, 3)] == [False, True, True]


def test_an_unknown_record_is_said(still_controller: Make, qtbot: QtBot) -> None:
    dialog = still_dialog(still_controller, qtbot, Still(), "nobody")
    assert "nobody" in dialog.bar.text
    assert sentences(dialog) == []


class Late(Still):
    """Answers the first question after the second."""

    def explain(self, pair_id: str, key: str) -> RecordStory:
        if key == "a":
            assert self.second.wait(LIMIT_S)
        return super().explain(pair_id, key)

    second = Event()


def test_an_answer_that_another_question_overtook_is_dropped(still_controller: Make, qtbot: QtBot) -> None:
    other = replace(LUNCH, explanation=replace(LUNCH.explanation, record="Dinner"))
    still = Late(record_stories={"a": LUNCH, "b": other})
    controller = still_controller(still)
    dialog = ExplainDialog(controller)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.shown, timeout=WAIT_MS):
        dialog.explain("meals", "a")
        dialog.explain("meals", "b")
    still.second.set()
    qtbot.waitUntil(lambda: len(still.told) == 2, timeout=WAIT_MS)
    assert controller.close(LIMIT_S)
    assert label(dialog, "explainRecord") == "Dinner"


def label(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.accessibleName() or found.text()


def test_a_long_story_is_cut_and_markup_stays_text(still_controller: Make, qtbot: QtBot) -> None:
    many = tuple(replace(LUNCH.changes[0], change_id=number) for number in range(MOST_CHANGES + 5))
    wild = replace(LUNCH.explanation, record="<b>x</b>", standing=("<i>y</i>",))
    seen = replace(LUNCH, explanation=wild, changes=many)
    dialog = still_dialog(still_controller, qtbot, Still(record_stories={"u": seen}))
    assert len(dialog.changes.rows) == MOST_CHANGES
    assert label(dialog, "explainMore") == f"These are the newest {MOST_CHANGES} of {MOST_CHANGES + 5}."
    assert label(dialog, "explainRecord") == "<b>x</b>"
    assert all(found.textFormat() is Qt.TextFormat.PlainText for found in dialog.findChildren(QLabel))
    assert "<i>y</i>" in sentences(dialog)
