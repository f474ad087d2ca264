"""The first panel: what the real service tells it, and every state that a pair can be in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import UndoPreview, Written
from airsync_gui.messages import Message
from airsync_gui.ui.overview_panel import OverviewPanel
from airsync_gui.ui.run_words import wrote_anything
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import Bench
from tests.ui.samples import overview as sample
from tests.ui.samples.pairs import PAIRS
from tests.ui.still import Still

pytestmark = pytest.mark.serial

LIMIT = 20_000
GUARD = Message("Stopped before writing", "29 of 30 records would be deleted.", "To do it anyway: --plan abc")
HOSTILE = "<b>bold</b><img src='file:///etc/passwd'>&amp; …"
Make = Callable[[Still], Controller]


def opened(controller: Controller, pair_id: str | None, qtbot: QtBot) -> OverviewPanel:
    """The panel, once it shows this pair."""
    panel = OverviewPanel(controller)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT):
        controller.refresh()
    panel.show_pair(pair_id)
    panel.resize(1036, 642)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT):
        panel.show()
    return panel


def still(pair_id: str | None = "meals", **changes: object) -> Still:
    """Meals in this state; or all pairs."""
    lines = tuple(replace(line, **changes) if line.pair_id == pair_id else line for line in PAIRS)
    return Still(pair_lines=lines, overviews={"meals": sample.MEALS, None: sample.ALL, "body": sample.NEW})


W = TypeVar("W", bound=QWidget)


def part(panel: QWidget, kind: type[W], name: str) -> W:
    """The one of this name."""
    found = panel.findChild(kind, name)
    assert found is not None
    return found


def values(panel: QWidget, name: str) -> list[str]:
    """What stands beside Records, Last change, Received today."""
    facts = part(panel, QWidget, name)
    said = [child.accessibleName() for child in facts.findChildren(QWidget) if ": " in child.accessibleName()]
    return [text.partition(": ")[2] for text in said]


def press(panel: QWidget, name: str, qtbot: QtBot) -> None:
    """A click on the button of this name."""
    qtbot.mouseClick(part(panel, QPushButton, name), Qt.MouseButton.LeftButton)


# -- with the real service --------------------------------------------------------------------------------------------


def test_it_tells_what_a_sync_did_and_follows_the_next_one(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    panel = opened(controller, pair_id, qtbot)
    assert values(panel, "localFacts") == [
        "2",
        "seen " + values(panel, "localFacts")[1].removeprefix("seen "),
        "nothing",
    ]
    assert values(panel, "airtableFacts")[2] == "6 fields in 2 records"
    assert panel.days.chart.accessibleDescription() == ("Latest, today: written to people.csv 0, written to Airtable 6")
    assert len(panel.runs.table.rows.rows) == 1
    controller.history_changed.connect(panel.on_news)
    bench.edit("Ada", City="Oslo")
    with qtbot.waitSignal(controller.run_finished, timeout=LIMIT):
        controller.sync(pair_id)
    qtbot.waitUntil(lambda: values(panel, "localFacts")[2] == "1 field in 1 record", timeout=LIMIT)
    assert panel.runs.table.rows.index(0, 2).data() == "1 field to people.csv"
    assert panel.runs.table.rows.index(1, 2).data() == "6 fields to Airtable"


def test_a_sandbox_is_named_as_such_and_has_no_page_to_show(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    panel = opened(controller, bench.in_step(), qtbot)
    pills = [w.accessibleName() for w in panel.airtable.findChildren(QWidget) if w.accessibleName() == "sandbox"]
    assert pills == ["sandbox"]
    assert not part(panel, QPushButton, "showAirtableButton").isVisible()
    assert part(panel, QPushButton, "showLocalButton").isVisible()


def test_a_guard_that_stopped_a_run_can_be_looked_at(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step(*((f"P{number}", number) for number in range(30)))
    bench.write(("P0", 0))
    panel = opened(controller, pair_id, qtbot)
    assert not panel.message.isVisible()
    with qtbot.waitSignal(controller.run_failed, timeout=LIMIT):
        controller.sync(pair_id)
    qtbot.waitUntil(panel.message.isVisible, timeout=LIMIT)
    assert panel.message.text.startswith("Stopped before writing. 29 of 30 records would be deleted in Airtable")
    assert "--plan" not in panel.message.text
    with qtbot.waitSignal(panel.goes_to, timeout=LIMIT) as asked:
        press(panel, "lookAtPlanButton", qtbot)
    assert asked.args == ["preview"]


def test_a_refused_key_can_be_replaced(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    panel = opened(controller, pair_id, qtbot)
    bench.sandbox.faults.revocations.every = 1
    with qtbot.waitSignal(controller.run_failed, timeout=LIMIT):
        controller.sync(pair_id)
    qtbot.waitUntil(panel.message.isVisible, timeout=LIMIT)
    assert panel.message.text.startswith("The access token is refused.")
    with qtbot.waitSignal(panel.key_asked, timeout=LIMIT):
        press(panel, "replaceKeyButton", qtbot)


# -- states -----------------------------------------------------------------------------------------------------------


def test_the_message_goes_while_a_run_goes_on(still_controller: Make, qtbot: QtBot) -> None:
    world = still(status="failed", problem=Message("A", "B.", "C."))
    controller = still_controller(world)
    panel = opened(controller, "meals", qtbot)
    assert panel.message.text == "A. B. C."
    world.pair_lines = PAIRS
    controller.refresh()
    qtbot.waitUntil(panel.message.isHidden, timeout=LIMIT)


def test_the_messages_button_stays_while_it_says_the_same(still_controller: Make, qtbot: QtBot) -> None:
    controller = still_controller(still(status="needs_you", problem=GUARD, plan_id="abc"))
    panel = opened(controller, "meals", qtbot)
    button = part(panel, QPushButton, "lookAtPlanButton")
    assert panel.message.text == "Stopped before writing. 29 of 30 records would be deleted. Nothing was written."
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT):
        controller.refresh()
    assert part(panel, QPushButton, "lookAtPlanButton") is button


def test_a_new_pair_says_that_nothing_is_known(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(still()), "body", qtbot)
    assert values(panel, "localFacts") == ["0", "none seen yet", "nothing"]
    assert panel.days.chart.accessibleDescription() == "Nothing written in these days"
    assert part(panel, QWidget, "noRunsLabel").isVisible()
    assert not panel.runs.table.isVisible()


def test_before_anything_is_known_nothing_is_said_to_be_none(still_controller: Make, qtbot: QtBot) -> None:
    panel = OverviewPanel(still_controller(still()))
    qtbot.addWidget(panel)
    panel.show_pair("meals")
    panel.show()
    assert not part(panel, QWidget, "noRunsLabel").isVisible()
    assert part(panel, QWidget, "daysChart").accessibleDescription() == ""
    words = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert not [word for word in words if word.startswith("written")]


def test_rules_and_fields_are_told(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(still()), "meals", qtbot)
    rules = [label.text() for label in panel.rules.findChildren(RunsLabel)]
    assert rules == [text for _, _, text in sample.RULES]
    fields = [label.text() for label in panel.fields.findChildren(RunsLabel)]
    assert fields == ["12 mapped", "2 computed, read only", "1 column takes no part:", "notes_old"]


def test_many_fields_without_a_partner_are_counted(still_controller: Make, qtbot: QtBot) -> None:
    world = still()
    world.overviews = {"meals": replace(sample.MEALS, left_columns=(), left_fields=tuple(f"f{n}" for n in range(40)))}
    panel = opened(still_controller(world), "meals", qtbot)
    fields = [label.text() for label in panel.fields.findChildren(RunsLabel)]
    assert fields[2:] == ["40 Airtable fields take no part:", "f0", "f1", "f2", "f3", "f4", "f5", "and 34 more"]


@pytest.mark.parametrize(
    ("button", "url"),
    [("showLocalButton", "file:///home/ana/meals.csv"), ("showAirtableButton", "https://airtable.com/appX/tblX")],
)
def test_a_side_is_shown_where_it_is(
    still_controller: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str, url: str
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    panel = opened(still_controller(still()), "meals", qtbot)
    press(panel, button, qtbot)
    assert [found.toString() for found in shown] == [url]


def test_all_runs_lead_to_history(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(still()), "meals", qtbot)
    with qtbot.waitSignal(panel.goes_to, timeout=LIMIT) as asked:
        press(panel, "allRunsButton", qtbot)
    assert asked.args == ["history"]


def test_foreign_names_stay_plain_text(still_controller: Make, qtbot: QtBot) -> None:
    world = still(name=HOSTILE, local=replace(PAIRS[0].local, name=HOSTILE, detail=HOSTILE))
    world.overviews = {
        "meals": replace(
            sample.MEALS,
            left_columns=(HOSTILE,),
            rules=(("key", "Key field", HOSTILE),),
            runs=(replace(sample.run(1, 2, 1, 1), error=HOSTILE, status="failed"),),
        )
    }
    panel = opened(still_controller(world), "meals", qtbot)
    assert HOSTILE in [label.text() for label in panel.fields.findChildren(RunsLabel)]
    tips = [widget.toolTip() for widget in panel.findChildren(QWidget) if widget.toolTip()]
    assert not any(GuiQt.mightBeRichText(tip) for tip in tips)


# -- all pairs --------------------------------------------------------------------------------------------------------


def test_all_pairs_stand_in_one_table_whose_rows_open_them(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(still(None)), None, qtbot)
    assert not panel.local.isVisible()
    assert not panel.rules.isVisible()
    table = panel.pairs.table
    habits = [table.rows.index(2, column).data() for column in range(5)]
    assert habits[:2] == ["Habits", "Needs you · 14 conflicts"]
    assert habits[3:] == ["96", "14"]
    row = table.visualRect(table.rows.index(4, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row))
    with qtbot.waitSignal(panel.pair_opened, timeout=LIMIT) as asked:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row))
    assert asked.args == ["body"]
    with qtbot.waitSignal(panel.pair_opened, timeout=LIMIT) as asked:
        table.choose("habits")
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["habits"]


def test_the_runs_of_all_pairs_name_their_pair(still_controller: Make, qtbot: QtBot) -> None:
    panel = opened(still_controller(still(None)), None, qtbot)
    runs = panel.runs.table
    assert not runs.isColumnHidden(1)
    assert [runs.rows.index(row, 1).data() for row in range(4)] == ["Meals", "Workouts", "Body metrics", "Habits"]
    assert runs.rows.index(2, 2).data() == "Failed: the access token is refused"
    panel.show_pair("meals")
    qtbot.waitUntil(panel.rules.isVisible, timeout=LIMIT)
    qtbot.waitUntil(lambda: len(runs.rows.rows) == len(sample.RUNS), timeout=LIMIT)
    assert runs.isColumnHidden(1)
    assert not panel.pairs.isVisible()


# -- room -------------------------------------------------------------------------------------------------------------


def top_of(card: QWidget, panel: QWidget) -> int:
    return card.mapTo(panel, QPoint(0, 0)).y()


@pytest.mark.parametrize(("width", "beside"), [(1036, True), (716, True), (500, False)])
def test_cards_go_below_each_other_where_it_is_narrow(
    still_controller: Make, qtbot: QtBot, width: int, beside: bool
) -> None:
    panel = opened(still_controller(still()), "meals", qtbot)
    panel.resize(width, 642)
    qtbot.waitUntil(lambda: (top_of(panel.rules, panel) == top_of(panel.local, panel)) is beside, timeout=LIMIT)
    right = [card.mapTo(panel, QPoint(card.width(), 0)).x() for card in (panel.rules, panel.days, panel.runs)]
    assert max(right) <= width


# -- undo -------------------------------------------------------------------------------------------------------------


def test_the_newest_run_is_undone_where_it_is_listed(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.replace("London", "Paris")
    bench.sync(pair_id)
    bench.sync(pair_id)  # it writes nothing, and so is not the one that is offered
    panel = opened(controller, pair_id, qtbot)
    controller.history_changed.connect(panel.on_news)
    offer = part(panel, QPushButton, "undoTodayButton")
    run = bench.service.runs(pair_id)[1]
    assert offer.text().strip().startswith("Undo the run at ")
    press(panel, "undoTodayButton", qtbot)
    qtbot.waitUntil(lambda: "puts back 1 field in Airtable" in panel.undo_bar.text, timeout=LIMIT)
    assert bench.city() == "Paris"
    press(panel, "undoConfirmButton", qtbot)
    qtbot.waitUntil(lambda: panel.undo_bar.text.startswith("Undone."), timeout=LIMIT)
    assert bench.city() == "London"
    with qtbot.waitSignal(panel.goes_to, timeout=LIMIT) as went:
        press(panel, "undoConflictsButton", qtbot)
    assert went.args == ["conflicts"]
    assert bench.service.runs(pair_id)[0].kind == "undo"
    assert run.run_id == 2


def test_a_chosen_run_is_the_one_that_is_undone(still_controller: Make, qtbot: QtBot) -> None:
    asked: list[int] = []

    def preview(run_id: int, *_part: object) -> UndoPreview:
        asked.append(run_id)
        return UndoPreview("meals", run_id, None, None, "p", "All of it.", airtable=Written(fields=1))

    panel = opened(still_controller(replace(still(), undo_preview=preview)), "meals", qtbot)
    offer = part(panel, QPushButton, "undoTodayButton")
    for line in sample.MEALS.runs:
        panel.runs.table.choose(str(line.run_id))
        assert offer.isVisible() is wrote_anything(line), line
    last = [line for line in sample.MEALS.runs if wrote_anything(line)][-1]
    panel.runs.table.choose(str(last.run_id))
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "All of it." in panel.undo_bar.text, timeout=LIMIT)
    assert asked == [last.run_id]
    panel.show_pair("body")
    assert panel.undo_bar.text == ""
    qtbot.waitUntil(lambda: not offer.isVisible(), timeout=LIMIT)


# -- duplicates -------------------------------------------------------------------------------------------------------


def test_records_that_share_a_key_are_counted_and_shown(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    bench.people.add({"Name": "Ada"})
    bench.sync(pair_id)
    assert [bench.service.overview(of).sharing_a_key for of in (pair_id, None)] == [2, 2]
    panel = opened(controller, pair_id, qtbot)
    said = [label.text() for label in panel.fields.findChildren(RunsLabel)]
    assert "2 records held: others have the same key" in said
    qtbot.waitUntil(lambda: part(panel, QPushButton, "showSharingButton").isVisible(), timeout=LIMIT)
    with qtbot.waitSignal(panel.goes_to, timeout=LIMIT) as went:
        press(panel, "showSharingButton", qtbot)
    assert went.args == ["queue"]
