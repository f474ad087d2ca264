"""Many conflicts alike, decided at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import ConflictLine
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.conflicts_panel import ConflictsPanel
from airsync_gui.ui.similar_dialog import SimilarDialog, answers_for, cost_words, similar_to
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
HOSTILE = "<b>x</b>\n\u202e"


def line(number: int, record: str = "", kind: str = "both_edited", **more: Any) -> ConflictLine:
    facts: dict[str, Any] = {"pair_id": "p1", "pair_name": "People", "fields": ("City",), **more}
    return ConflictLine(
        f"uid{number}",
        record=record or f"P{number}",
        kind=kind,
        sentence="City differs",
        since=datetime(2026, 5, 1, tzinfo=UTC),
        **facts,
    )


def shown(qtbot: QtBot, lines: Sequence[ConflictLine]) -> SimilarDialog:
    dialog = SimilarDialog(lines)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    return found


def test_alike_is_the_same_pair_kind_and_fields() -> None:
    first = line(1)
    others = [line(2), line(3, kind="created_twice"), line(4, fields=("Age",)), line(5, pair_id="p2")]
    assert [each.uid for each in similar_to(first, [first, *others])] == ["uid1", "uid2"]


def test_one_press_decides_all_but_those_left_out(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(n) for n in range(1, 26)])
    assert button(dialog, "similarApplyButton").text() == "Take this computer's for 25"
    dialog._model.check_changed.emit("p1 uid3", False)
    assert button(dialog, "similarApplyButton").text() == "Take this computer's for 24"
    cost = dialog.findChild(RunsLabel, "similarCost")
    assert isinstance(cost, RunsLabel)
    assert cost.text().startswith("3 API calls to write")
    with qtbot.waitSignal(dialog.decided, timeout=WAIT_MS) as said:
        qtbot.mouseClick(button(dialog, "similarApplyButton"), Qt.MouseButton.LeftButton)
    pair_id, uids, answer = said.args
    assert (pair_id, len(uids), "uid3" in uids, answer) == ("p1", 24, False, Answer(take="local"))
    QAbstractItemModelTester(dialog.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_box_is_ticked_and_unticked_by_the_keyboard(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(1), line(2)])
    dialog.table.setFocus()
    assert dialog.table.choose("p1 uid2")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert [each.uid for each in dialog.chosen] == ["uid1"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert len(dialog.chosen) == 2


def test_with_none_left_there_is_nothing_to_apply(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(1), line(2)])
    for uid in ("uid1", "uid2"):
        dialog._model.check_changed.emit(f"p1 {uid}", False)
    assert not button(dialog, "similarApplyButton").isEnabled()


@pytest.mark.parametrize(
    ("kind", "kept", "gone"), [("edited_deleted", "local", "airtable"), ("deleted_edited", "airtable", "local")]
)
def test_where_one_side_deleted_the_first_answer_restores(kind: str, kept: str, gone: str) -> None:
    restore, apart, delete = answers_for(kind)
    assert (restore.answer.take, apart.answer.keep_apart, delete.answer.take) == (kept, True, gone)
    assert [each.deletes for each in (restore, apart, delete)] == [False, False, True]


def test_deleting_has_a_button_of_its_own(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(n, kind="edited_deleted") for n in (1, 2)])
    radio = dialog.findChild(QRadioButton, "allDelete")
    assert radio is not None
    radio.click()
    assert button(dialog, "similarDeleteButton").isVisible()
    assert not button(dialog, "similarApplyButton").isVisible()
    assert button(dialog, "similarDeleteButton").text() == "Delete on both sides: 2"


def test_the_cost_is_that_of_the_side_that_is_written() -> None:
    local, airtable, _ = answers_for("both_edited")
    assert cost_words(41, local).startswith("5 API calls to write, and one sync of the pair.")
    assert cost_words(41, airtable).startswith("One sync of the pair.")


def test_foreign_names_are_plain(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(1, HOSTILE, pair_name=HOSTILE, fields=(HOSTILE,)), line(2, fields=(HOSTILE,))])
    text = dialog.table.model().index(0, 0).data()
    assert "\n" not in text
    assert "\u202e" not in text


def test_the_panel_decides_many_and_says_how_it_went(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    names = [f"P{number}" for number in range(12)]
    pair_id = bench.in_step(*((name, 30, "London") for name in names))
    for name in names:
        bench.replace(f"{name},30,London", f"{name},30,Paris")
        bench.edit(name, City="Oslo")
    bench.sync(pair_id)
    panel = ConflictsPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    controller.conflicts_changed.connect(panel.on_news)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    qtbot.waitUntil(lambda: button(panel, "similarButton").isVisible(), timeout=WAIT_MS)
    assert button(panel, "similarButton").text() == "Decide all 12 alike…"
    qtbot.mouseClick(button(panel, "similarButton"), Qt.MouseButton.LeftButton)
    dialog = panel.window().findChild(SimilarDialog)
    assert dialog is not None
    bench.edit("P5", City="Bern")
    with qtbot.waitSignal(controller.resolved_all, timeout=WAIT_MS):
        qtbot.mouseClick(button(dialog, "similarApplyButton"), Qt.MouseButton.LeftButton)
    said = panel.findChild(RunsLabel, "conflictsDoneText")
    assert isinstance(said, RunsLabel)
    assert said.text().startswith("11 conflicts are settled.")
    assert said.text().endswith("P5 is still open.")
    qtbot.waitUntil(lambda: [row.line.record for row in panel.model.rows] == ["P5"], timeout=WAIT_MS)
    assert (bench.city("P4"), bench.city("P5")) == ("Paris", "Bern")
