"""Many conflicts alike, decided at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.alike import answered_alike, answers_for, chosen_of, similar_to
from airsync_gui.ui.conflicts_panel import ConflictsPanel
from airsync_gui.ui.look import look
from airsync_gui.ui.main_window import LEAST_SIZE
from airsync_gui.ui.rule_bar import RuleBar, rule_of
from airsync_gui.ui.similar_dialog import SimilarDialog, cost_words
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.looking import BODY_PX, dress
from tests.ui.samples import conflicts as samples
from tests.ui.scenes import scene
from tests.ui.still import Still

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


def test_exceptions_are_searched_for_and_left_out_together(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(n) for n in range(1, 26)])
    search = dialog.findChild(QLineEdit, "similarSearch")
    assert search is not None
    qtbot.keyClicks(search, "p2")
    assert [row.line.record for row in dialog._model.rows] == ["P2", *(f"P{n}" for n in range(20, 26))]
    qtbot.mouseClick(button(dialog, "similarNoneButton"), Qt.MouseButton.LeftButton)
    assert button(dialog, "similarApplyButton").text() == "Take this computer's for 18"
    search.clear()
    assert len(dialog._model.rows) == 25
    assert not dialog._model.rows[1].chosen
    qtbot.mouseClick(button(dialog, "similarAllButton"), Qt.MouseButton.LeftButton)
    assert len(dialog.chosen) == 25


def test_chosen_conflicts_may_be_about_different_fields_but_not_take_different_answers(qtbot: QtBot) -> None:
    first = line(1)
    lines = [first, line(2, fields=("Age",)), line(3, kind="created_twice"), line(4, kind="edited_deleted")]
    together = answered_alike(first, [*lines, line(5, pair_id="p2"), line(6, kind="schema")])
    assert [each.uid for each in together] == ["uid1", "uid2", "uid3"]
    dialog = SimilarDialog(together, left=3)
    qtbot.addWidget(dialog)
    said = dialog._about()
    assert said == "Both edited · Created twice · People · 3 of the chosen ones take other answers, and stay open"


def test_what_several_chosen_ones_have_in_common() -> None:
    shown, alike, age, gone = line(1), line(2), line(3, fields=("Age",)), line(4, kind="edited_deleted")
    listed = [shown, alike, age, gone, line(5), line(6, pair_id="p2")]

    def told(*chosen: ConflictLine) -> tuple[int, list[str], list[str], str]:
        found = chosen_of(chosen[0], chosen, listed)
        return found.count, [each.uid for each in found.together], [each.uid for each in found.more], found.field

    assert told(shown, alike) == (2, ["uid1", "uid2"], ["uid5"], "City")
    assert told(shown, age) == (2, ["uid1", "uid3"], [], "")
    assert told(shown, alike, gone) == (3, ["uid1", "uid2"], [], "")
    assert told(line(7, kind="schema"), shown) == (2, [], [], "")


def test_a_click_on_a_box_leaves_one_out(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [line(n) for n in range(1, 4)])
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(dialog.table, 1))
    assert [each.uid for each in dialog.chosen] == ["uid1", "uid3"]
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(dialog.table, 1))
    beside = box_of(dialog.table, 1) + QPoint(look().px(30), 0)
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert len(dialog.chosen) == 3


def box_of(table: TableView, place: int) -> QPoint:
    """The middle of a row's box."""
    area = table.visualRect(table.rows.index(place, 0))
    return QPoint(area.left() + look().px(24 + 7), area.center().y())


def test_each_conflict_has_a_box_and_several_get_one_answer(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> None:
    panel = ConflictsPanel(still_controller(Still(conflict_lines=samples.LINES, conflict_views=samples.VIEWS)))
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(None)
        panel.show()
    table, strip = panel.table, panel.strip
    places = [place for place, row in enumerate(table.rows.rows) if row.line.record.startswith("Meditation")]

    def ticked() -> list[int]:
        states = (table.rows.index(place, 0).data(Qt.ItemDataRole.CheckStateRole) for place in range(14))
        return [place for place, state in enumerate(states) if state is Qt.CheckState.Checked]

    def click(place: int) -> None:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(table, place))

    table.choose(table.rows.key(places[0]))
    assert (ticked(), strip.isVisible()) == (places[:1], False)
    click(places[1])
    assert (ticked(), strip.isVisible()) == (places[:2], True)
    said = strip.findChild(RunsLabel, "chosenSaid")
    assert said is not None
    assert said.text() == "2 selected   1 more like these: only Minutes differs"
    press(panel, "chooseAllAlikeButton", qtbot)
    assert ticked() == places
    click(places[0])
    assert ticked() == places[1:]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)  # the row whose box was clicked last
    assert ticked() == places
    index = table.rows.index(places[2], 0)
    assert table.rows.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert ticked() == places[:2]
    answer = strip.findChild(QComboBox, "chosenAnswerCombo")
    assert answer is not None
    answer.setCurrentText("Take Airtable's values")
    press(panel, "applyToChosenButton", qtbot)
    dialog = panel.window().findChild(SimilarDialog)
    assert dialog is not None
    assert (len(dialog.chosen), dialog.answer.name) == (2, "allAirtable")
    dialog.reject()
    with qtbot.assertNotEmitted(panel.decide_asked):
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(table, places[0]))


@pytest.mark.parametrize("scale", [1, 2])
def test_the_answers_for_several_stand_below_the_list_in_the_smallest_window(scale: int, qtbot: QtBot) -> None:
    dress(body_px=scale * BODY_PX)
    try:
        with scene("4-conflicts", LEAST_SIZE) as window:
            table, strip = (window.findChild(QWidget, name) for name in ("conflictsTable", "chosenStrip"))
            assert table is not None
            assert strip is not None
            assert table.geometry().bottom() < strip.geometry().top()
            answer = strip.findChild(QComboBox, "chosenAnswerCombo")
            assert answer is not None
            shown = answer.fontMetrics().horizontalAdvance(answer.currentText())
            assert answer.width() > shown + look().px(14)
    finally:
        dress()


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


def in_conflict(bench: Bench, count: int, *, city_here: str = "Paris") -> str:
    """A pair with so many people whose city differs on both sides."""
    names = [f"P{number}" for number in range(count)]
    pair_id = bench.in_step(*((name, 30, "London") for name in names))
    for name in names:
        bench.replace(f"{name},30,London", f"{name},30,{city_here}")
        bench.edit(name, City="Oslo")
    bench.sync(pair_id)
    return pair_id


def panel_of(controller: Controller, qtbot: QtBot, pair_id: str) -> ConflictsPanel:
    panel = ConflictsPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    controller.conflicts_changed.connect(panel.on_news)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    qtbot.waitUntil(lambda: button(panel, "similarButton").isVisible(), timeout=WAIT_MS)
    return panel


def dialog_of(panel: ConflictsPanel, qtbot: QtBot) -> SimilarDialog:
    qtbot.mouseClick(button(panel, "similarButton"), Qt.MouseButton.LeftButton)
    dialog = panel.window().findChild(SimilarDialog)
    assert dialog is not None
    return dialog


def press(panel: QWidget, name: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.findChild(QPushButton, name) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: button(panel, name).isVisible() and button(panel, name).isEnabled(), timeout=WAIT_MS)
    qtbot.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)


def test_the_panel_decides_many_and_says_how_it_went(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = in_conflict(bench, 12)
    panel = panel_of(controller, qtbot, pair_id)
    assert button(panel, "similarButton").text() == "Decide all 12 alike…"
    dialog = dialog_of(panel, qtbot)
    bench.edit("P5", City="Bern")
    with qtbot.waitSignal(controller.resolved_all, timeout=WAIT_MS):
        qtbot.mouseClick(button(dialog, "similarApplyButton"), Qt.MouseButton.LeftButton)
    said = panel.findChild(RunsLabel, "conflictsDoneText")
    assert isinstance(said, RunsLabel)
    assert said.text().startswith("11 conflicts are settled.")
    assert said.text().endswith("P5 is still open.")
    qtbot.waitUntil(lambda: [row.line.record for row in panel.model.rows] == ["P5"], timeout=WAIT_MS)
    assert (bench.city("P4"), bench.city("P5")) == ("Paris", "Bern")


def test_what_was_decided_together_is_undone_together(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = in_conflict(bench, 6)
    panel = panel_of(controller, qtbot, pair_id)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: button(panel, "applyToChosenButton").text() == "Apply to 4…", timeout=WAIT_MS)
    assert not button(panel, "similarButton").isVisible()
    qtbot.mouseClick(button(panel, "applyToChosenButton"), Qt.MouseButton.LeftButton)
    dialog = panel.window().findChild(SimilarDialog)
    assert dialog is not None
    with qtbot.waitSignal(controller.resolved_all, timeout=WAIT_MS):
        press(dialog, "similarApplyButton", qtbot)
    assert [bench.city(f"P{n}") for n in range(6)] == ["Paris"] * 4 + ["Oslo"] * 2
    press(panel, "conflictsUndoButton", qtbot)
    bar, done = panel.decided.undo_bar, panel.findChild(QFrame, "conflictsDone")
    qtbot.waitUntil(lambda: "puts back 4 fields in Airtable" in bar.text, timeout=WAIT_MS)
    press(panel, "undoCloseButton", qtbot)
    assert done is not None
    assert (panel.decided.bars.isVisible(), done.isVisible()) == (False, True)
    press(panel, "conflictsUndoButton", qtbot)
    with qtbot.waitSignal(controller.undone, timeout=WAIT_MS):
        press(panel, "undoConfirmButton", qtbot)
    assert [bench.city(f"P{n}") for n in range(6)] == ["Oslo"] * 6
    qtbot.waitUntil(lambda: len(panel.model.rows) == 6, timeout=WAIT_MS)


def test_a_choice_becomes_a_rule_that_settles_the_rest(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = in_conflict(bench, 4)
    bench.replace("P3,30", "P3,31")
    bench.edit("P3", Age=32)
    bench.sync(pair_id)
    panel = panel_of(controller, qtbot, pair_id)
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, "takeAirtableButton", qtbot)
    offer = button(panel, "conflictsRuleButton")
    assert offer.text() == "Always take Airtable's value for City…"
    press(panel, "conflictsRuleButton", qtbot)
    said = panel.decided.rule_bar.text
    assert said.startswith("In People always take Airtable's value for City?")
    assert "2 open conflicts are settled so at the next sync" in said
    assert not bench.service._pair(pair_id).field_policies
    press(panel, "makeRuleButton", qtbot)
    made = "From now on Airtable's value is taken for City."
    qtbot.waitUntil(lambda: panel.decided.rule_bar.text.startswith(made), timeout=WAIT_MS)
    assert list(bench.service._pair(pair_id).field_policies.values()) == [Policy.AIRTABLE_WINS]
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        press(panel, "ruleSyncButton", qtbot)
    qtbot.waitUntil(lambda: [row.line.fields for row in panel.model.rows] == [("Age",)], timeout=WAIT_MS)
    here = (bench.folder / "people.csv").read_text(encoding="utf-8")
    assert [f"P{n},30,Oslo" in here for n in range(3)] == [True] * 3


def test_a_rule_is_taken_back_where_it_was_made(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = in_conflict(bench, 2)
    panel = panel_of(controller, qtbot, pair_id)
    with qtbot.waitSignal(controller.resolved, timeout=WAIT_MS):
        press(panel, "takeLocalButton", qtbot)
    press(panel, "conflictsRuleButton", qtbot)
    press(panel, "makeRuleButton", qtbot)
    press(panel, "removeRuleButton", qtbot)
    qtbot.waitUntil(lambda: "The rule is removed." in panel.decided.rule_bar.text, timeout=WAIT_MS)
    assert not bench.service._pair(pair_id).field_policies
    press(panel, "ruleCloseButton", qtbot)
    assert not panel.decided.bars.isVisible()


@pytest.mark.parametrize(
    ("answer", "lines", "short"),
    [
        (Answer(take="local"), [line(1, field_ids=("f1",))], "Always take this computer's value for City…"),
        (
            Answer(take="airtable"),
            [line(1, fields=("A", "B", "C"), field_ids=("f1", "f2", "f3"))],
            "Always take Airtable's values for A, B and C…",
        ),
        (Answer(keep_apart=True), [line(1, field_ids=("f1",))], None),
        (Answer(take="local"), [line(1, kind="created_twice", field_ids=("f1",))], None),
        (Answer(take="local"), [line(1, field_ids=("f1",)), line(2, field_ids=("f2",))], None),
        (Answer(take="local"), [line(1, fields=tuple("ABCD"), field_ids=tuple("abcd"))], None),
    ],
)
def test_only_a_choice_of_a_side_for_a_few_fields_is_a_rule(
    answer: Answer, lines: Sequence[ConflictLine], short: str | None
) -> None:
    wish = rule_of(answer, lines)
    assert (wish.short if wish else None) == short


def test_a_rule_that_is_made_after_its_bar_was_left_is_not_told_of(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> None:
    still, wish = Still(), rule_of(Answer(take="local"), [line(1, field_ids=("f1",))])
    controller = still_controller(still)
    bar = RuleBar(controller)
    qtbot.addWidget(bar)
    assert wish is not None
    bar.ask(wish, 0)
    bar.show()
    press(bar, "makeRuleButton", qtbot)
    bar.leave()
    qtbot.waitUntil(lambda: not controller.background._asked, timeout=WAIT_MS)
    assert still.told
    assert (bar.isVisible(), bar.text) == (False, "")
