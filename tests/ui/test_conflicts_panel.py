"""The conflicts panel, over a real App and a real sandbox, and over values that stand still."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from msgspec.structs import asdict, replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from airsync_gui.errors import Busy
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.conflict_views import ConflictLine, ConflictView
from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.ui import conflict_words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.conflicts_model import SINCE_COLUMN, ConflictRow, conflicts_model
from airsync_gui.ui.conflicts_panel import ConflictsPanel
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.text_runs import RunsLabel, text_of
from tests.jobs.bench import LIMIT_S, Bench, silent
from tests.ui.samples import conflicts as samples
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
HOSTILE = '<b>bold</b> & "x"\n<img src=http://x> \u202egnp'


def shown(controller: Controller, qtbot: QtBot, pair_id: str | None = None) -> ConflictsPanel:
    panel = ConflictsPanel(controller)
    qtbot.addWidget(panel)
    controller.conflicts_changed.connect(panel.on_news)
    panel.resize(1036, 642)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.waitUntil(lambda: settled(panel), timeout=WAIT_MS)
    return panel


def settled(panel: ConflictsPanel) -> bool:
    """Whether the present row is the one that is told in full, with its buttons."""
    shown = panel.detail.detail
    if shown is None:
        return not panel.table.current_key
    return panel.table.current_key == f"{shown.pair_id} {shown.uid}" and has_button(panel, "laterButton")


@pytest.fixture
def still_panel(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> Callable[[Still, str | None], ConflictsPanel]:
    return lambda still, pair_id: shown(still_controller(still), qtbot, pair_id)


def fourteen(*more: ConflictView) -> Still:
    lines = [*samples.LINES, *(samples.line_of(view, "a sentence") for view in more)]
    views = {**samples.VIEWS, **{view.conflict.uid: view for view in more}}
    return Still(conflict_lines=lines, conflict_views=views, resolution=samples.resolution)


def button(panel: ConflictsPanel, name: str) -> Button:
    found = [part for part in panel.findChildren(Button, name) if part.isVisible()]
    assert len(found) == 1, name
    return found[0]


def has_button(panel: ConflictsPanel, name: str) -> bool:
    return any(part.isVisible() for part in panel.findChildren(Button, name))


def press(panel: ConflictsPanel, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: button(panel, name).isEnabled(), timeout=WAIT_MS)
    qtbot.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)


def said(panel: ConflictsPanel, name: str) -> str:
    found = panel.findChild(RunsLabel, name)
    assert isinstance(found, RunsLabel)
    return found.text() if found.isVisible() else ""


def bar(panel: ConflictsPanel) -> str:
    found = panel.findChild(MessageBar, "conflictRefusedBar")
    assert isinstance(found, MessageBar)
    return found.text if found.isVisible() else ""


def records(panel: ConflictsPanel) -> list[str]:
    return [row.line.record for row in panel.model.rows]


def choose(panel: ConflictsPanel, qtbot: QtBot, key: str) -> None:
    assert panel.table.choose(key)
    qtbot.waitUntil(lambda: settled(panel), timeout=WAIT_MS)


def here(bench: Bench) -> str:
    return (bench.folder / "people.csv").read_text(encoding="utf-8")


def ages_differ(bench: Bench, *names: str) -> str:
    """A pair whose named people have another age on each side."""
    ages = {"Ada": 36, "Ben": 41, "Cy": 7}
    pair_id = bench.in_step(*((name, age) for name, age in ages.items()))
    for name in names:
        bench.replace(f"{name},{ages[name]}", f"{name},{ages[name] + 50}")
        bench.edit(name, Age=ages[name] + 20)
    bench.sync(pair_id)
    return pair_id


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = conflicts_model()
    model.show([ConflictRow(line) for line in samples.LINES])
    qtmodeltester.check(model)
    model.show([ConflictRow(line, applying=True) for line in samples.LINES[2:9]])
    qtmodeltester.check(model)


def test_each_kind_says_what_happened(still_panel: Any) -> None:
    panel = still_panel(replace(fourteen(), conflict_lines=(*samples.LINES, samples.SCHEMA_LINE)), "habits")
    happened = [panel.model.data(panel.model.index(row, 2)) for row in range(15)]
    assert [happened[row] for row in (0, 4, 5, 6, 11, 12, 14)] == [
        "Both edited",
        "Edited and deleted",
        "Version moved",
        "Created twice",
        "Edited and deleted",
        "Undone",
        "Schema",
    ]
    told = panel.model.data(panel.model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert told == ("Both edited. Meditation, 12 May in Habits. Minutes: this computer 15, Airtable 20. Since 14:05.")


def test_the_pairs_name_is_shown_for_all_pairs_only(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), None)
    assert not panel.table.isColumnHidden(1)
    assert panel.model.data(panel.model.index(0, 1)) == "Habits"
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair("habits")
    assert panel.table.isColumnHidden(1)


def test_filters_are_words_with_counts_and_empty_ones_are_hidden(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    names = ("All", "BothEdited", "Deleted", "Other")
    texts = [button(panel, f"conflictsFilter{name}").text() for name in names]
    assert texts == ["All  14", "Both edited  9", "Edited and deleted  2", "Other  3"]
    press(panel, qtbot, "conflictsFilterDeleted")
    assert records(panel) == ["Journal, 9 May", "No sugar, 6 May"]
    qtbot.waitUntil(lambda: settled(panel), timeout=WAIT_MS)
    assert panel.table.current_key == "habits c05"
    only_edited = [line for line in samples.LINES if line.kind == "both_edited"]
    panel.controller.service.conflict_lines = only_edited
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.on_news("habits")
    assert len(records(panel)) == 9
    assert not has_button(panel, "conflictsFilterDeleted")
    assert button(panel, "conflictsFilterAll").isChecked()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("MEDITATION", ["Meditation, 12 May", "Meditation, 11 May", "Meditation, 10 May"]), ("steps", ["Walk, 6 May"])],
)
def test_the_search_finds_records_and_fields(
    still_panel: Any, qtbot: QtBot, text: str, expected: Sequence[str]
) -> None:
    panel = still_panel(fourteen(), "habits")
    qtbot.keyClicks(panel.filters.search, text)
    qtbot.waitUntil(lambda: records(panel) == expected, timeout=WAIT_MS)
    qtbot.keyClicks(panel.filters.search, "nothing has this name")
    qtbot.waitUntil(lambda: not panel.table.isVisible(), timeout=WAIT_MS)
    assert any(label.isVisible() and label.text() == "Nothing found" for label in panel.findChildren(QLabel))
    qtbot.keyClick(panel.filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(records(panel)) == 14, timeout=WAIT_MS)


def test_without_conflicts_it_says_when_there_will_be_some(still_panel: Any) -> None:
    panel = still_panel(Still(), "habits")
    texts = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert texts == ["No conflicts", "When the same field is changed on both sides, it waits here for you."]


def test_news_keep_the_present_row_by_pair_and_uid(still_panel: Any, qtbot: QtBot) -> None:
    twins = [replace(samples.LINES[1], pair_id=pair_id, pair_name=pair_id) for pair_id in ("meals", "habits", "body")]
    panel = still_panel(Still(conflict_lines=twins, conflict_views=samples.VIEWS, resolution=samples.resolution), None)
    assert panel.table.choose("habits c02")
    panel.controller.service.conflict_lines = twins[1:]
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.on_news("")
    assert (panel.table.current_key, len(records(panel))) == ("habits c02", 2)


# -- one in full ------------------------------------------------------------------------------------------------------


def test_a_conflict_is_told_with_what_is_known(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    choose(panel, qtbot, "habits c02")
    assert said(panel, "conflictStory") == (
        "Minutes was changed in daily-log.csv and in Airtable, seen by AirSync at 14:05. Last in step yesterday 20:00."
    )
    assert panel.findChild(QLabel, "conflictPlace").text() == "2 of 14"
    assert said(panel, "conflictOutcome") == (
        "Taking 15: Airtable Minutes 20 → 15. daily-log.csv is not changed. 1 API call."
    )
    frames = panel.detail.findChildren(QFrame)
    wells = [well.accessibleName() for well in frames if well.property("well") and well.isVisible()]
    assert wells == ["This computer: 15", "Airtable: 20"]


def test_no_time_is_invented() -> None:
    for view in (*samples.VIEWS.values(), samples.SCHEMA_VIEW):
        detail = conflict_words.detail(view)
        known = {time.astimezone().strftime("%H:%M") for time in (view.seen_at, view.in_step_at) if time is not None}
        told = set(re.findall(r"\d\d:\d\d", text_of(detail.story) + detail.seen))
        assert told <= known
        assert ("Last in step" in text_of(detail.story)) is (view.in_step_at is not None)


def test_many_fields_are_counted_and_have_no_value_on_a_button() -> None:
    values = {f"f{number}": str(number) for number in range(6)}
    view = samples.VIEWS["c02"]
    conflict = replace(view.conflict, fields=tuple(values), local=values, airtable={})
    detail = conflict_words.detail(replace(view, conflict=conflict))
    assert [clash.name for clash in detail.clashes] == ["f0", "f1", "f2"]
    assert detail.more_fields == 3
    assert text_of(detail.story).startswith("f0, f1 and 4 more fields were changed in")
    assert [choice.text for choice in detail.choices] == ["Take this computer's", "Take Airtable's"]


def test_the_sentence_is_that_of_the_button_under_the_pointer_or_with_the_focus(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    choose(panel, qtbot, "habits c02")
    button(panel, "takeAirtableButton").setFocus()
    assert said(panel, "conflictOutcome").startswith("Taking 20: daily-log.csv Minutes 15 → 20.")
    panel.table.setFocus()
    assert said(panel, "conflictOutcome").startswith("Taking 15:")
    qtbot.mouseMove(button(panel, "takeLocalButton"))
    qtbot.mouseMove(button(panel, "takeAirtableButton"))
    qtbot.waitUntil(lambda: said(panel, "conflictOutcome").startswith("Taking 20:"), timeout=WAIT_MS)


def test_a_field_that_is_gone_is_taken_out_of_the_pair_here(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.people.delete_field("Notes")
    bench.service.sync(pair_id, Consent(), silent, CancelFlag(), full=True)
    panel = shown(controller, qtbot, pair_id)
    assert "Notes" in said(panel, "conflictStory")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        press(panel, qtbot, "takeOutButton")
    qtbot.waitUntil(lambda: not records(panel), timeout=WAIT_MS)
    assert "Notes" not in bench.app.settings.pair(pair_id).columns.values()
    assert "Ada,36,London" in here(bench)


def test_a_column_is_mapped_to_another_field_or_to_its_own_of_another_type(
    bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    pair_id = bench.in_step()
    bench.people.retype_field("Notes", "number", {"precision": 0})
    bench.people.add_field("Remarks", "singleLineText")
    bench.service.sync(pair_id, Consent(), silent, CancelFlag(), full=True)
    panel = shown(controller, qtbot, pair_id)
    combo = panel.findChild(ChoiceBox, "fieldPlacesCombo")
    assert combo is not None
    assert combo.currentText() == "Notes (Number)"
    assert [combo.itemText(place) for place in range(combo.count())][-1] == "Remarks (Single line text)"
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        press(panel, qtbot, "mapFieldButton")
    qtbot.waitUntil(lambda: not records(panel), timeout=WAIT_MS)
    pair = bench.app.settings.pair(pair_id)
    assert [pair.field_types[f] for f, column in pair.columns.items() if column == "Notes"] == ["number"]


def test_a_mapping_that_is_not_possible_is_told_where_it_was_asked_for(
    still_panel: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = fourteen()
    still.conflict_lines = (samples.SCHEMA_LINE,)
    still.conflict_views = {"c15": samples.SCHEMA_VIEW}

    def refuse(pair_id: str, field_id: str) -> None:
        raise Busy(what="the pair", waited_s=10)

    monkeypatch.setattr(still, "take_out", refuse)
    panel = still_panel(still, "habits")
    assert not has_button(panel, "mapFieldButton")  # there is no field to map it to
    press(panel, qtbot, "takeOutButton")
    qtbot.waitUntil(lambda: bool(bar(panel)), timeout=WAIT_MS)
    assert button(panel, "takeOutButton").isEnabled()


def test_a_schema_conflict_says_how_to_settle_it_and_can_not_be_answered(still_panel: Any, qtbot: QtBot) -> None:
    still = fourteen()
    still.conflict_lines = (samples.SCHEMA_LINE,)
    still.conflict_views = {"c15": samples.SCHEMA_VIEW}
    panel = still_panel(still, "habits")
    assert "all others go on" in said(panel, "conflictAdvice")
    assert not any(has_button(panel, name) for name in ("takeLocalButton", "takeAirtableButton", "decideButton"))
    with qtbot.assertNotEmitted(panel.decide_asked):
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)


def test_later_moves_on_and_does_nothing_else(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    press(panel, qtbot, "laterButton")
    assert panel.table.current_key == "habits c02"
    choose(panel, qtbot, "habits c14")
    press(panel, qtbot, "laterButton")
    assert panel.table.current_key == "habits c01"
    assert panel.controller.service.told == []


def test_enter_a_double_click_and_the_button_ask_for_the_dialog(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    choose(panel, qtbot, "habits c03")
    with qtbot.waitSignal(panel.decide_asked) as asked:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked.args == ["habits", "c03"]
    with qtbot.waitSignal(panel.decide_asked):
        press(panel, qtbot, "decideButton")
    place = QPoint(60, panel.table.rowViewportPosition(4) + 10)
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(panel.decide_asked) as asked:
        qtbot.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["habits", "c05"]


def test_the_dialogs_keys_do_nothing_in_the_list(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    panel.table.setFocus()
    for key in "12":
        qtbot.keyClicks(panel.table, key)
    assert panel.controller.service.told == []
    assert panel.table.current_key == "habits c01"


def test_hostile_text_is_plain(still_panel: Any, qtbot: QtBot) -> None:
    nasty = samples.view("c99", HOSTILE, "both_edited", {"Note": HOSTILE}, {"Note": "<i>a"}, {"Note": HOSTILE})
    pair = replace(nasty.pair, field_names={**nasty.pair.field_names, "fldNote": HOSTILE})
    panel = still_panel(fourteen(replace(nasty, pair=pair)), "habits")
    panel.controller.service.resolution = lambda *_args: samples.resolution("", "c01", Answer(take="local"))
    choose(panel, qtbot, "habits c99")
    plain = '<b>bold</b> & "x" <img src=http://x> gnp'
    assert panel.detail.detail.record == plain
    assert panel.detail.detail.clashes[0].local == plain
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
    texts = [part.text() for part in panel.detail.findChildren(QPushButton) if part.isVisible()]
    assert "Take <i>a" not in texts  # the other value is too long for a button, so both sides go by their names
    for part in panel.detail.findChildren(QPushButton):
        assert not re.search("<[a-z]", part.toolTip())


def test_in_a_narrow_panel_the_chosen_one_stands_below_the_list(still_panel: Any, qtbot: QtBot) -> None:
    panel = still_panel(fourteen(), "habits")
    assert panel.detail.x() > panel.table.x()
    panel.resize(600, 800)
    qtbot.waitUntil(lambda: panel.detail.y() > panel.table.y(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: panel.detail.width() == panel.table.width() == 600, timeout=WAIT_MS)
    assert not panel.table.isColumnHidden(SINCE_COLUMN)
    panel.resize(420, 800)
    qtbot.waitUntil(lambda: panel.table.isColumnHidden(SINCE_COLUMN), timeout=WAIT_MS)


# -- decisions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "age"), [("takeLocalButton", 86), ("takeAirtableButton", 56)])
def test_taking_a_side_brings_both_to_its_value(
    bench: Bench, controller: Controller, qtbot: QtBot, name: str, age: int
) -> None:
    pair_id = ages_differ(bench, "Ada")
    panel = shown(controller, qtbot, pair_id)
    assert button(panel, name).text() == f"Take {age}"
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, name)
    assert f"Ada,{age}" in here(bench)
    assert _age(bench, "Ada") == age
    assert records(panel) == []
    told = said(panel, "conflictsDoneText")
    assert told.startswith("Ada is settled. ")
    assert f"→ {age}" in told
    assert "API call" not in told
    assert not panel.table.isVisible()


def _age(bench: Bench, name: str) -> Any:
    return next(r["fields"].get("Age") for r in bench.people.records() if r["fields"].get("Name") == name)


def test_while_it_is_applied_the_row_says_so_and_then_the_next_one_comes(
    bench: Bench, controller: Controller, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: WAIT_MS)
    pair_id = ages_differ(bench, "Ada", "Ben", "Cy")
    panel = shown(controller, qtbot, pair_id)
    ben = next(panel.model.key(row) for row, name in enumerate(records(panel)) if name == "Ben")
    choose(panel, qtbot, ben)
    gate = bench.gate("PATCH")
    press(panel, qtbot, "takeLocalButton")
    assert panel.model.data(panel.model.index(1, 2)) == "Applying…"
    assert not button(panel, "takeLocalButton").isEnabled()
    assert not button(panel, "decideButton").isEnabled()
    with qtbot.assertNotEmitted(panel.decide_asked):
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        gate.open()
    assert records(panel) == ["Ada", "Cy"]
    qtbot.waitUntil(lambda: settled(panel), timeout=WAIT_MS)
    assert panel.detail.detail is not None
    assert panel.detail.detail.record == "Cy"
    assert not button(panel, "takeLocalButton").isEnabled()  # the second press of a double click is no answer
    panel.detail._resting.start(0)
    qtbot.waitUntil(lambda: button(panel, "takeLocalButton").isEnabled(), timeout=WAIT_MS)


def test_a_side_that_moved_meanwhile_is_not_overwritten(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = ages_differ(bench, "Ada")
    panel = shown(controller, qtbot, pair_id)
    bench.edit("Ada", Age=99)
    before = here(bench)
    with qtbot.waitSignal(controller.resolution_refused, timeout=WAIT_MS):
        press(panel, qtbot, "takeLocalButton")
    assert "It moved meanwhile." in bar(panel)
    assert (here(bench), _age(bench, "Ada")) == (before, 99)
    qtbot.waitUntil(lambda: has_button(panel, "takeAirtableButton"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: button(panel, "takeAirtableButton").text() == "Take 99", timeout=WAIT_MS)
    assert "It moved meanwhile." in bar(panel)
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, "takeAirtableButton")
    assert "Ada,99" in here(bench)


def test_what_was_settled_elsewhere_is_told_in_the_quiet_line(
    bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    pair_id = ages_differ(bench, "Ada")
    panel = shown(controller, qtbot, pair_id)
    bench.replace("Ada,86", "Ada,56")
    with qtbot.waitSignal(controller.resolution_refused, timeout=WAIT_MS):
        press(panel, qtbot, "takeLocalButton")
    bench.sync(pair_id)
    controller.conflicts_changed.emit(pair_id)
    qtbot.waitUntil(lambda: records(panel) == [], timeout=WAIT_MS)
    assert "is no conflict any more" in said(panel, "conflictsDoneText")


def test_what_airtable_moved_while_it_was_written_stays_open(still_panel: Any, qtbot: QtBot) -> None:
    class Moved(Still):
        """Airtable moves between the check and the write."""

        def resolve(self, pair_id: str, uid: str, answer: Answer, cancel: Any) -> RunResult:
            return RunResult(samples.PAIR, 1, Plan("p"), conflicts=(samples.VIEWS[uid].conflict,))

    panel = still_panel(Moved(**asdict(fourteen())), "habits")
    choose(panel, qtbot, "habits c02")
    with qtbot.waitSignal(panel.controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, "takeLocalButton")
    assert len(records(panel)) == 14
    assert "It moved meanwhile." in bar(panel)
    assert said(panel, "conflictsDoneText") == ""


def test_an_answer_from_before_does_not_bring_a_settled_row_back(still_panel: Any, qtbot: QtBot) -> None:
    may_answer = threading.Event()

    class Slow(Still):
        """Its list is that of the time it was asked for."""

        def conflicts(self, pair_id: str | None) -> Sequence[ConflictLine]:
            lines = super().conflicts(pair_id)
            assert may_answer.wait(LIMIT_S)
            return lines

        def resolve(self, pair_id: str, uid: str, answer: Answer, cancel: Any) -> RunResult:
            self.conflict_lines = samples.LINES[1:]
            return RunResult(samples.PAIR, 1, Plan("p"))

    may_answer.set()
    panel = still_panel(Slow(**asdict(fourteen())), "habits")
    may_answer.clear()
    panel.on_news("habits")
    qtbot.waitUntil(lambda: panel.is_waiting, timeout=WAIT_MS)
    with qtbot.waitSignal(panel.controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, "takeLocalButton")
    assert len(records(panel)) == 13
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        may_answer.set()
    assert len(records(panel)) == 13


def deleted_there(bench: Bench) -> str:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    bench.replace("Ada,36", "Ada,37")
    bench.people.delete(bench.people.find(Name="Ada"))
    bench.sync(pair_id)
    return pair_id


def names_there(bench: Bench) -> set[Any]:
    return {record["fields"].get("Name") for record in bench.people.records()}


def test_a_deleted_record_can_be_restored(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel = shown(controller, qtbot, deleted_there(bench))
    assert said(panel, "conflictOutcome").startswith("Restoring in Airtable. Airtable: Ada is added.")
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, "restoreButton")
    assert "Ada" in names_there(bench)
    assert "Ada,37" in here(bench)


def test_deleting_is_asked_for_twice(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel = shown(controller, qtbot, deleted_there(bench))
    press(panel, qtbot, "deleteBothButton")
    assert said(panel, "deleteQuestionText").startswith("Delete Ada in people.csv too?")
    assert button(panel, "confirmDeleteButton").text() == "Delete Ada"
    assert not button(panel, "confirmDeleteButton").isDefault()
    press(panel, qtbot, "cancelDeleteButton")
    assert not has_button(panel, "confirmDeleteButton")
    assert "Ada" in here(bench)
    press(panel, qtbot, "deleteBothButton")
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, "confirmDeleteButton")
    assert "Ada" not in here(bench)
    assert "Ada" not in names_there(bench)


def test_a_record_can_be_kept_where_it_is(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = deleted_there(bench)
    panel = shown(controller, qtbot, pair_id)
    assert button(panel, "keepApartButton").text() == "Keep only here"
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, qtbot, "keepApartButton")
    bench.sync(pair_id)
    assert "Ada,37" in here(bench)
    assert "Ada" not in names_there(bench)
    assert bench.service.conflicts(pair_id) == ()
