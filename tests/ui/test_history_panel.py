"""History: runs in words, by day, and what each wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.errors import StateDamaged
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import RunLine, UndoPreview, Written
from airsync_gui.sync.pairs import Policy
from airsync_gui.ui import history_words as words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.change_detail import ChangeDetail, Well
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.history_model import ChangesModel, Day, RunsModel, by_day
from airsync_gui.ui.history_panel import HistoryPanel
from airsync_gui.ui.run_detail import FIRST_CHANGES
from airsync_gui.ui.run_words import run_brief, run_color, run_mark, run_sentence
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples.history import CHANGES, MAIN, NOON, RUNS, change, run
from tests.ui.samples.pairs import PAIRS
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
HOSTILE = '<b>x</b><img src=x>\n"\u202e'
Make = Callable[[Still], Controller]
W = TypeVar("W", bound=QWidget)


def shown(controller: Controller, qtbot: QtBot, pair_id: str | None = None) -> HistoryPanel:
    panel = HistoryPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    controller.history_changed.connect(panel.on_news)
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    return panel


def history(still_controller: Make, qtbot: QtBot, pair_id: str | None = "meals") -> HistoryPanel:
    still = Still(pair_lines=PAIRS, run_lines=RUNS, change_lines=CHANGES)
    panel = shown(still_controller(still), qtbot, pair_id)
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    return panel


def child(panel: QWidget, kind: type[W], name: str) -> W:
    found: W | None = panel.findChild(kind, name)
    assert found is not None, name
    return found


def said(panel: QWidget, name: str) -> str:
    return child(panel, RunsLabel, name).text()


def test_the_first_changes_of_many_are_shown_before_the_others(still_controller: Make, qtbot: QtBot) -> None:
    one = CHANGES[MAIN.run_id][0]
    many = [replace(one, change_id=n, uid=f"u{n}", record=f"Meal {n}") for n in range(3 * FIRST_CHANGES)]
    still = Still(pair_lines=PAIRS, run_lines=[MAIN], change_lines={MAIN.run_id: many})
    panel = HistoryPanel(still_controller(still))
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    seen = []
    panel.detail.loaded.connect(lambda: seen.append(len(panel.detail.model.rows)))
    panel.show_pair("meals")
    panel.show()
    qtbot.waitUntil(lambda: seen[-1:] == [3 * FIRST_CHANGES], timeout=WAIT_MS)
    assert seen[0] == FIRST_CHANGES


def click_run(panel: HistoryPanel, number: int, qtbot: QtBot) -> None:
    place = panel.model.place(f"run {number}")
    panel.runs.scrollTo(panel.model.index(place, 1))
    middle = panel.runs.visualRect(panel.model.index(place, 1)).center()
    with qtbot.waitSignal(panel.detail.loaded, timeout=WAIT_MS):
        qtbot.mouseClick(panel.runs.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def changes(panel: HistoryPanel, column: int = 3) -> list[str]:
    model = panel.detail.model
    return [model.index(place, column).data() for place in range(model.rowCount())]


def wells(panel: HistoryPanel) -> list[str]:
    return [well.text for well in panel.findChildren(Well) if well.isVisible()]


# -- runs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "mark", "color", "brief"),
    [
        (94, "nothing_changed", "text2", "Nothing had changed"),
        (93, "done", "text", "6 to Airtable, 2 to meals.csv"),
        (92, "done", "text", "1 added in Airtable"),
        (90, "waiting", "text2", "Put off: Airtable can't be reached"),
        (88, "done", "text", "Conflict settled by you"),
        (85, "needs_you", "accent_text", "Stopped by the guard"),
        (83, "done", "text", "1 deleted in Airtable"),
        (82, "paused", "text2", "Stopped by you"),
        (80, "failed", "fail", "Failed: the access token is refused"),
        (79, "done", "text", "Change given up by you"),
    ],
)
def test_a_run_is_said_in_words(number: int, mark: str, color: str, brief: str) -> None:
    line = next(line for line in RUNS if line.run_id == number)
    assert (run_mark(line), run_color(line), run_brief(line, "meals.csv")) == (mark, color, brief)


def test_a_run_that_failed_says_what_it_wrote_before() -> None:
    line = replace(run(1, NOON, MAIN.airtable), status="failed", error="Airtable has a problem", put_off=True)
    assert run_brief(line, "x.csv") == "Put off: Airtable has a problem. 6 to Airtable"
    assert run_sentence(line, "x.csv") == "Put off: Airtable has a problem. 6 fields to Airtable"


def test_a_run_says_where_the_copy_from_before_is(still_controller: Make, qtbot: QtBot) -> None:
    copied = replace(MAIN, copy="/data/backups/meals-1/20260512T114800Z-run-93/meals.csv")
    lines = [copied if line.run_id == MAIN.run_id else line for line in RUNS]
    still = Still(pair_lines=PAIRS, run_lines=lines, change_lines=CHANGES)
    panel = shown(still_controller(still), qtbot, "meals")
    click_run(panel, MAIN.run_id, qtbot)
    assert child(panel, RunsLabel, "runCopy").isVisible()
    assert said(panel, "runCopy") == f"meals.csv as it was before is kept as {copied.copy}."
    click_run(panel, 92, qtbot)
    assert not child(panel, RunsLabel, "runCopy").isVisible()


def test_days_stand_between_the_runs() -> None:
    rows = by_day(RUNS)
    days = [row.word for row in rows if isinstance(row, Day)]
    assert days[0] == "Yesterday"
    assert len(days) == 2
    assert isinstance(rows[0], RunLine)
    assert by_day(()) == []


def test_the_head_names_the_day_of_the_first_run_in_sight(still_controller: Make, qtbot: QtBot) -> None:
    older = tuple(run(70 - number, NOON - timedelta(days=20, minutes=number)) for number in range(60))
    panel = shown(still_controller(Still(pair_lines=PAIRS, run_lines=(*RUNS, *older))), qtbot, "meals")
    head = panel.model.headerData
    assert head(0, Qt.Orientation.Horizontal) == "Today"
    panel.runs.verticalScrollBar().setValue(panel.runs.rowViewportPosition(panel.model.place("run 80")))
    assert head(0, Qt.Orientation.Horizontal) == "Yesterday"


def test_keys_pass_over_the_days(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot)
    panel.runs.choose("run 82")
    qtbot.keyClick(panel.runs, Qt.Key.Key_Down)
    assert panel.runs.current_key == "run 81"
    qtbot.keyClick(panel.runs, Qt.Key.Key_Up)
    assert panel.runs.current_key == "run 82"
    place = panel.model.place("day Yesterday")
    assert panel.runs.columnSpan(place, 0) == 3


def test_rows_are_told_in_full(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot, None)
    spoken = panel.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Today 13:48. Meals: 6 to Airtable, 2 to meals.csv. 2 API calls."
    assert panel.model.index(1, 1).data() == "Meals 6 to Airtable, 2 to meals.csv"
    spoken = panel.detail.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == ("Tags of Dinner, 11 May in Airtable: dinner became dinner, late. Because: rule: union of lists.")
    assert said(panel, "runTitle").startswith("Meals: run at 13:48")


def test_without_runs_it_says_what_will_be_here(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(pair_lines=PAIRS)), qtbot, "meals")
    assert child(panel, EmptyState, "historyEmpty").isVisible()


# -- one run ----------------------------------------------------------------------------------------------------------


def test_the_newest_run_that_did_something_is_shown(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot)
    assert panel.runs.current_key == "run 93"
    assert said(panel, "runTitle") == "Run at 13:48 took 1.2 s"
    assert said(panel, "runSentence") == (
        "6 fields written to Airtable in 5 records, 2 fields written to meals.csv in 2 records. 2 API calls."
    )
    assert changes(panel)[:3] == ["580 → 610", "dinner → dinner, late", "blank → with honey"]
    assert changes(panel, 1)[2] == "meals.csv"


def test_a_click_shows_another_run(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot)
    click_run(panel, 83, qtbot)
    assert said(panel, "runSentence") == "1 record deleted in Airtable. 2 API calls."
    assert changes(panel) == ["90 → deleted"]
    assert wells(panel) == ["Airtable, before: 90", "Done: deleted in Airtable"]
    click_run(panel, 92, qtbot)
    assert (changes(panel), wells(panel)) == (["500"], ["This computer: 500", "Written to Airtable: 500"])
    click_run(panel, 79, qtbot)
    assert (changes(panel), wells(panel)) == (["not written"], ["This computer: 95", "Airtable: 90"])
    assert said(panel, "changeWhy").startswith("Given up by you ")


def test_what_settled_a_conflict_shows_what_was_last_in_step_too(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot)
    shown = panel.detail.change._change
    assert shown is not None
    panel.detail.change.show_change(replace(shown, last=(Decimal(540),)), "meals.csv")
    four = ["Last in step: 540", "This computer: 610", "Airtable, before: 580", "Written to Airtable: 610"]
    assert wells(panel) == four
    assert "Last in step: 540" in panel.detail.change.accessibleName()
    panel.detail.change.show_change(shown, "meals.csv")
    assert wells(panel) == four[1:]


@pytest.mark.parametrize("number", [94, 90, 85, 82, 80])
def test_a_run_that_wrote_nothing_says_why(still_controller: Make, qtbot: QtBot, number: int) -> None:
    panel = history(still_controller, qtbot)
    click_run(panel, number, qtbot)
    assert child(panel, EmptyState, "runEmpty").isVisible()
    assert not panel.detail.table.isVisible()
    assert not panel.detail.change.isVisible()


def test_the_chosen_change_shows_what_each_side_had(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot)
    assert wells(panel) == ["This computer: 610", "Airtable, before: 580", "Written to Airtable: 610"]
    assert said(panel, "changeTitle") == "Calories of Lunch, 12 May"
    assert said(panel, "changeWhy").startswith("Changed on this computer only, so it was written to Airtable")
    table = panel.detail.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert wells(panel) == ["This computer, before: blank", "Airtable: with honey", "Written to meals.csv: with honey"]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert said(panel, "changeWhy").endswith("An edit made in Airtable was overwritten.")
    assert "Written to Airtable: 5" in child(panel, ChangeDetail, "changeDetail").accessibleName()


def test_in_a_narrow_panel_the_run_stands_below_the_list(still_controller: Make, qtbot: QtBot) -> None:
    panel = history(still_controller, qtbot)
    for width, direction in ((700, Qt.Orientation.Vertical), (1036, Qt.Orientation.Horizontal)):
        panel.resize(width, 640)
        assert panel.splitter.orientation() is direction
        assert panel.detail.isVisible()
        assert panel.runs.isVisible()


def test_how_long_it_took_is_said_where_it_is_known() -> None:
    assert words.took(MAIN) == "took 1.2 s"
    assert words.took(replace(MAIN, ended=MAIN.started + timedelta(seconds=95))) == "took 2 min"
    assert words.took(replace(MAIN, ended=None, status="running")) == ""


# -- undo -------------------------------------------------------------------------------------------------------------


def edited(bench: Bench) -> tuple[str, int]:
    """(pair, run): the run carried Ada's age and city to Airtable."""
    pair_id = bench.in_step()
    bench.replace("36,London", "37,Paris")
    bench.sync(pair_id)
    return pair_id, bench.service.runs(pair_id)[0].run_id


def bar_says(panel: HistoryPanel, text: str, qtbot: QtBot) -> None:
    bar = panel.detail.undo_bar
    qtbot.waitUntil(lambda: text in bar.text, timeout=WAIT_MS)
    assert bar.isVisible()


def press(panel: HistoryPanel, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(panel, Button, name), Qt.MouseButton.LeftButton)


def opened(bench: Bench, controller: Controller, qtbot: QtBot) -> tuple[HistoryPanel, str]:
    pair_id, run_id = edited(bench)
    panel = shown(controller, qtbot, pair_id)
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    assert panel.runs.current_key == f"run {run_id}"
    return panel, pair_id


def test_a_run_is_undone_in_place(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel, pair_id = opened(bench, controller, qtbot)
    press(panel, "undoRunButton", qtbot)
    bar_says(panel, "Undo this run? Undoing this run puts back 2 fields in Airtable. 1 API call.", qtbot)
    assert "1 record differs on the two sides then and waits for you." in panel.detail.undo_bar.text
    assert bench.city() == "Paris"
    press(panel, "undoConfirmButton", qtbot)
    bar_says(panel, "Undone. 1 record differs on the two sides now and waits for you.", qtbot)
    assert bench.city() == "London"
    qtbot.waitUntil(lambda: panel.model.index(0, 1).data() == "Undone by you", timeout=WAIT_MS)
    with qtbot.waitSignal(panel.goes_to) as goes:
        press(panel, "undoConflictsButton", qtbot)
    assert goes.args == ["conflicts"]
    assert [line.kind for line in bench.service.conflicts(pair_id)] == ["undone"]
    press(panel, "undoRunButton", qtbot)
    bar_says(panel, "It is undone already", qtbot)
    press(panel, "undoCloseButton", qtbot)
    assert not panel.detail.undo_bar.isVisible()


def test_one_value_is_put_back_in_place(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel, _ = opened(bench, controller, qtbot)
    button = child(panel, Button, "putBackButton")
    panel.detail.table.choose(
        next(panel.detail.model.key(n) for n, text in enumerate(changes(panel, 2)) if text == "Age")
    )
    assert (button.text(), said(panel, "putBackSentence")) == ("Put 36 back…", "Airtable: Age 37 → 36. 1 API call.")
    press(panel, "putBackButton", qtbot)
    bar_says(panel, "Put 36 back? Airtable: Age 37 → 36. 1 API call.", qtbot)
    press(panel, "undoConfirmButton", qtbot)
    bar_says(panel, "Undone.", qtbot)
    assert bench.people.records()[0]["fields"] == {"Name": "Ada", "Age": 36, "City": "Paris"}


def test_what_changed_since_the_preview_is_not_overwritten(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel, _ = opened(bench, controller, qtbot)
    press(panel, "undoRunButton", qtbot)
    bar_says(panel, "puts back 2 fields", qtbot)
    bench.edit("Ada", City="Bern")
    press(panel, "undoConfirmButton", qtbot)
    bar_says(panel, "Something changed since you looked. Nothing was written.", qtbot)
    press(panel, "undoAgainButton", qtbot)
    bar_says(panel, "Ada: City was changed in Airtable since, to Bern, and stays.", qtbot)
    press(panel, "undoConfirmButton", qtbot)
    bar_says(panel, "Undone.", qtbot)
    assert bench.people.records()[0]["fields"] == {"Name": "Ada", "Age": 36, "City": "Bern"}


def test_an_undo_that_can_not_be_looked_at_says_why(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel, _ = opened(bench, controller, qtbot)
    (bench.folder / "people.csv").unlink()
    press(panel, "undoRunButton", qtbot)
    bar_says(panel, "The file is not there.", qtbot)


def test_another_run_drops_the_question(still_controller: Make, qtbot: QtBot) -> None:
    preview = UndoPreview("meals", 93, None, None, "abc", "Undoing this run puts back all.", airtable=Written(1))
    still = Still(pair_lines=PAIRS, run_lines=RUNS, change_lines=CHANGES, undo_preview=lambda *_: preview)
    panel = shown(still_controller(still), qtbot, "meals")
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    press(panel, "undoRunButton", qtbot)
    bar_says(panel, "puts back all", qtbot)
    click_run(panel, 83, qtbot)
    assert not panel.detail.undo_bar.isVisible()
    button = child(panel, Button, "putBackButton")
    assert button.text() == "Make it again…"
    click_run(panel, 92, qtbot)
    assert button.text() == "Delete it again…"
    click_run(panel, 79, qtbot)
    assert not button.isVisible()
    assert not child(panel, Button, "undoRunButton").isVisible()
    click_run(panel, 94, qtbot)
    assert not child(panel, Button, "undoRunButton").isVisible()


def test_a_guard_is_said_first(still_controller: Make, qtbot: QtBot) -> None:
    preview = UndoPreview(
        "meals", 93, None, None, "abc", "It deletes much.", airtable=Written(deleted=90), stop="90 of 90 are deleted."
    )
    still = Still(pair_lines=PAIRS, run_lines=RUNS, change_lines=CHANGES, undo_preview=lambda *_: preview)
    panel = shown(still_controller(still), qtbot, "meals")
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    press(panel, "undoRunButton", qtbot)
    bar_says(panel, "Undo this run? 90 of 90 are deleted. It deletes much.", qtbot)
    assert child(panel, Button, "undoConfirmButton").text() == "Undo anyway"
    press(panel, "undoConfirmButton", qtbot)
    qtbot.waitUntil(lambda: bool(still.told), timeout=WAIT_MS)
    assert still.told == [("undo", (93, None, None, "abc"))]


# -- live -------------------------------------------------------------------------------------------------------------


def test_a_new_run_leaves_the_chosen_one_and_its_change(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(pair_lines=PAIRS, run_lines=RUNS, change_lines=CHANGES)
    panel = shown(still_controller(still), qtbot, "meals")
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    panel.detail.table.choose(panel.detail.model.key(3))
    still.run_lines = (run(95, NOON + timedelta(minutes=1)), *RUNS)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.on_news("meals")
    assert panel.model.key(0) == "run 95"
    assert panel.runs.chosen_keys == ["run 93"]
    assert panel.detail.table.chosen_keys == [panel.detail.model.key(3)]
    assert panel.runs.columnSpan(panel.model.place("day Yesterday"), 0) == 3
    assert panel.runs.columnSpan(panel.model.place("day Yesterday") - 1, 0) == 1


def test_a_run_that_could_not_be_read_is_read_at_the_next_news(
    still_controller: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_asked: object) -> None:
        raise StateDamaged(path="state.db", detail="disk I/O error")

    controller = still_controller(Still(pair_lines=PAIRS, run_lines=RUNS, change_lines=CHANGES))
    panel = shown(controller, qtbot, "meals")
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    with monkeypatch.context() as broken, qtbot.waitSignal(controller.failed, timeout=WAIT_MS):
        broken.setattr(Still, "changes", unreadable)
        panel.runs.choose("run 92")
    assert not child(panel, RunsLabel, "runTitle").isVisible()
    with qtbot.waitSignal(panel.detail.loaded, timeout=WAIT_MS):
        panel.on_news("meals")
    assert said(panel, "runTitle").startswith(words.run_title(next(run for run in RUNS if run.run_id == 92)))


def test_the_models_tell_their_news_exactly(qtbot: QtBot) -> None:
    runs, changed = RunsModel(), ChangesModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in (runs, changed)]
    orders: Sequence[Sequence[RunLine]] = (RUNS, RUNS[3:], RUNS[:9], RUNS[::-1], ())
    for lines in orders:
        runs.show(by_day(lines))
    for told in (CHANGES[93], CHANGES[92], ()):
        changed.show(told)
    assert len(testers) == 2


def test_foreign_text_is_plain_text_everywhere(
    still_controller: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(PAIRS[0].local, name=HOSTILE)
    bad_run = replace(MAIN, pair_name=HOSTILE, error=HOSTILE, status="failed")
    bad = change(1, HOSTILE, here.side, HOSTILE, HOSTILE * 20, HOSTILE, HOSTILE, other=HOSTILE)
    still = Still(pair_lines=(replace(PAIRS[0], local=here),), run_lines=(bad_run,), change_lines={93: (bad,)})
    panel = shown(still_controller(still), qtbot)
    qtbot.waitUntil(child(panel, RunsLabel, "runTitle").isVisible, timeout=WAIT_MS)
    shown_text = '<b>x</b><img src=x> "'
    assert panel.model.index(0, 1).data().startswith(shown_text)
    assert [changes(panel, column)[0] for column in (0, 1, 2)] == [shown_text] * 3
    for name in ("runTitle", "changeTitle"):
        assert said(panel, name).startswith(shown_text)
    assert wells(panel)[1] == f"Airtable: {shown_text}"
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, tip, _view: tips.append(tip))
    table = panel.detail.table
    place = table.visualRect(panel.detail.model.index(0, 3)).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    tips += [well.toolTip() for well in panel.findChildren(Well) if well.isVisible()]
    assert len(tips) == 4
    assert not any(mark in tip for tip in tips for mark in ("<b>", "<img"))


# -- with a real history ----------------------------------------------------------------------------------------------


def test_a_sync_shows_up_with_what_it_wrote(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step(policy=Policy.LOCAL_WINS)
    panel = shown(controller, qtbot, pair_id)
    qtbot.waitUntil(lambda: panel.detail.model.rowCount() == 6, timeout=WAIT_MS)
    assert said(panel, "runSentence").startswith("2 records added in Airtable. ")
    bench.replace("London", "Paris")
    bench.edit("Ada", City="Oslo")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(pair_id)
    qtbot.waitUntil(lambda: len(panel.model.rows) == 2, timeout=WAIT_MS)
    newest = panel.model.rows[0]
    assert isinstance(newest, RunLine)
    assert panel.runs.current_key != f"run {newest.run_id}"
    click_run(panel, newest.run_id, qtbot)
    assert changes(panel) == ["Oslo → Paris"]
    assert wells(panel) == ["This computer: Paris", "Airtable, before: Oslo", "Written to Airtable: Paris"]
    assert said(panel, "changeWhy").endswith("rule: this computer wins. An edit made in Airtable was overwritten.")
