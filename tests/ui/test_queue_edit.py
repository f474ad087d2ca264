"""Editing a refused value in the queue, by clicks and keys over the real service."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import RefusedRow
from airsync_gui.sync.pairs import Direction
from airsync_gui.sync.schema import Field
from airsync_gui.ui import queue_words as words
from airsync_gui.ui.queue_panel import QueuePanel
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.test_queue_panel import shown

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)
Refused = Callable[..., QueuePanel]


@pytest.fixture
def refused(bench: Bench, controller: Controller, qtbot: QtBot) -> Refused:
    """Shows the queue of a pair in which this row of Ada's was refused."""

    def make(*row: object, **rules: object) -> QueuePanel:
        pair_id = bench.in_step(**rules)
        bench.write(row or ("Ada", "old", "Oslo"), ("Ben", 41, "Rome"))
        bench.sync(pair_id)
        return shown(controller, qtbot, pair_id)

    return make


def child(panel: QueuePanel, kind: type[W], name: str) -> W:
    found: W | None = panel.findChild(kind, name)
    assert found is not None, name
    return found


def button(panel: QueuePanel, name: str) -> QAbstractButton:
    return child(panel, QAbstractButton, name)


def begun(panel: QueuePanel, qtbot: QtBot) -> QLineEdit:
    """The editor's line, once it is there."""
    qtbot.mouseClick(button(panel, "queueEditButton"), LEFT)
    return shown_line(panel, qtbot)


def shown_line(panel: QueuePanel, qtbot: QtBot) -> QLineEdit:
    qtbot.waitUntil(lambda: panel.strip.editor.editor is not None, timeout=WAIT_MS)
    line = panel.strip.editor.editor.control  # type: ignore[union-attr]
    assert isinstance(line, QLineEdit)
    return line


def typed(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


def sentence(panel: QueuePanel) -> str:
    return child(panel, RunsLabel, "queueEditText").text()


def ages(bench: Bench) -> tuple[str, object]:
    """Ada's, here and there."""
    here = (bench.folder / "people.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    return here, next(r["fields"].get("Age") for r in bench.people.records() if r["fields"]["Name"] == "Ada")


def test_a_refused_value_is_edited_and_sent(
    bench: Bench, controller: Controller, refused: Refused, qtbot: QtBot
) -> None:
    panel = refused()
    edit = button(panel, "queueEditButton")
    assert (edit.isVisible(), edit.property("kind"), edit.text()) == (True, "primary", "Edit the value…")
    assert edit.x() < button(panel, "queueRetryButton").x()
    line = begun(panel, qtbot)
    assert (line.text(), line.accessibleName()) == ("old", "Age, new value")
    assert "Age is not a number" in child(panel, QLabel, "resultProblem").text()
    assert not button(panel, "queueRetryButton").isVisible()
    apply = button(panel, "queueEditApplyButton")
    assert not apply.isEnabled()
    typed(line, "37")
    assert sentence(panel) == "people.csv: Age “old” → 37; then it is sent to Airtable. 1 API call."
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        qtbot.mouseClick(apply, LEFT)
    assert ages(bench) == ("37", 37)
    assert bench.city() == "Oslo"
    qtbot.waitUntil(lambda: not panel.strip.isVisible(), timeout=WAIT_MS)
    assert bench.service.queue(None) == ()
    assert [run.kind for run in bench.service.runs(None)][:2] == ["sync", "edit"]


def test_keys_do_it_too(bench: Bench, controller: Controller, refused: Refused, qtbot: QtBot) -> None:
    panel = refused()
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    line = shown_line(panel, qtbot)
    assert line.hasFocus()
    typed(line, "37")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not panel.strip.editor.isVisible()
    assert button(panel, "queueEditButton").isVisible()
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    line = shown_line(panel, qtbot)
    button(panel, "queueEditCancelButton").setFocus()
    line.setFocus()  # to leave it is no end
    typed(line, "38")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert ages(bench) == ("38", 38)


def test_what_moved_meanwhile_is_left_and_shown(
    bench: Bench, controller: Controller, refused: Refused, qtbot: QtBot
) -> None:
    panel = refused()
    line = begun(panel, qtbot)
    typed(line, "37")
    bench.replace("Ada,old", "Ada,38")
    with qtbot.waitSignal(controller.not_edited, timeout=WAIT_MS):
        qtbot.mouseClick(button(panel, "queueEditApplyButton"), LEFT)
    assert "Ada was not written: it changed since it was shown." in child(panel, QLabel, "queueEditFailed").text()
    assert ages(bench) == ("38", 36)
    qtbot.waitUntil(lambda: sentence(panel).startswith("people.csv: Age 38 → 37;"), timeout=WAIT_MS)
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):  # agreed to, as it is shown now
        qtbot.mouseClick(button(panel, "queueEditApplyButton"), LEFT)
    assert ages(bench) == ("37", 37)


def test_a_row_that_is_gone_is_told_of(bench: Bench, controller: Controller, refused: Refused, qtbot: QtBot) -> None:
    panel = refused()
    bench.write(("Ben", 41, "Rome"))
    with qtbot.waitSignal(controller.failed, timeout=WAIT_MS) as told:
        qtbot.mouseClick(button(panel, "queueEditButton"), LEFT)
    assert "its row is gone" in str(told.args[0])
    assert not panel.strip.editor.isVisible()


def test_a_member_is_chosen_in_the_fields_own_editor(
    bench: Bench, controller: Controller, refused: Refused, qtbot: QtBot
) -> None:
    panel = refused("Ada", 36, "London", "", "nonsense")
    qtbot.mouseClick(button(panel, "queueEditButton"), LEFT)
    qtbot.waitUntil(lambda: panel.strip.editor.editor is not None, timeout=WAIT_MS)
    boxes = child(panel, QListWidget, "resultEditor")
    items = {item.text(): item for item in map(boxes.item, range(boxes.count()))}
    assert "Tags is not one of the choices in Airtable" in child(panel, QLabel, "resultProblem").text()
    items["nonsense"].setCheckState(Qt.CheckState.Unchecked)
    items["vip"].setCheckState(Qt.CheckState.Checked)
    assert sentence(panel).startswith("people.csv: Tags nonsense → vip;")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        qtbot.mouseClick(button(panel, "queueEditApplyButton"), LEFT)
    assert next(r["fields"]["Tags"] for r in bench.people.records() if r["fields"]["Name"] == "Ada") == ["vip"]


def test_another_row_ends_it(bench: Bench, refused: Refused, qtbot: QtBot) -> None:
    panel = refused()
    begun(panel, qtbot)
    panel.strip.show_lines(())
    assert panel.strip.editor.row is None
    panel.strip.show_lines(panel.chosen)
    assert (panel.strip.editor.isVisible(), button(panel, "queueEditButton").isVisible()) == (False, True)


def test_dropping_ends_it(refused: Refused, qtbot: QtBot) -> None:
    panel = refused()
    begun(panel, qtbot)
    panel.strip.ask_to_drop()
    assert (panel.strip.editor.isVisible(), panel.strip.is_asking) == (False, True)


def test_a_pair_of_one_direction_offers_no_edit(refused: Refused) -> None:
    panel = refused(direction=Direction.PUSH)
    assert button(panel, "queueRetryButton").isVisible()
    assert not button(panel, "queueEditButton").isVisible()
    assert "Edit the value…" not in [action.text() for action in panel.menu().actions()]


def test_fields_are_chosen_where_none_is_named(
    bench: Bench, controller: Controller, refused: Refused, qtbot: QtBot
) -> None:
    panel = refused()
    (line,) = panel.chosen
    pair = bench.app.settings.pairs()[0]
    ids = {name: field_id for field_id, name in pair.field_names.items()}
    row = bench.service.refused_row(pair.id, line.uid, [ids["Age"], ids["City"]])
    panel.strip.begin_edit(line, row)
    box = child(panel, QComboBox, "queueEditField")
    assert [box.itemText(place) for place in range(box.count())] == ["Age", "City"]
    box.setCurrentIndex(1)
    text = shown_line(panel, qtbot)
    assert sentence(panel) == "Nothing is written before another value stands here."
    assert not button(panel, "queueEditApplyButton").isEnabled()
    typed(text, "Bergen")
    assert sentence(panel).startswith("people.csv: City “Oslo” → “Bergen”;")
    assert QApplication.focusWidget() is text


def test_a_sentence_names_blanks_and_foreign_text_plainly() -> None:
    field = Field("f", "<b>Age</b>", "number")
    assert words.edit_sentence("a.csv", field, None, Decimal(4)) == (
        "a.csv: <b>Age</b> blank → 4; then it is sent to Airtable. 1 API call."
    )
    assert "“x\u202ey”" not in words.edit_sentence("a.csv", field, "x\u202ey", None)


def test_nothing_can_be_edited_where_no_field_takes_part(bench: Bench, refused: Refused) -> None:
    panel = refused()
    (line,) = panel.chosen
    row = bench.service.refused_row(line.pair_id, line.uid, ["fldGone"])
    assert row == RefusedRow(row.pair, line.uid, (), {}, row.place)
    panel.strip.begin_edit(line, row)
    assert not panel.strip.editor.isVisible()
