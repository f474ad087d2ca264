"""The side-by-side dialog at work: by keyboard alone, by mouse, moved underneath, and with hostile cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from airsync_gui.errors import StateDamaged
from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.records import Uid
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.compare_cells import ResultCell
from airsync_gui.ui.conflict_dialog import ConflictDialog
from airsync_gui.ui.dialog_keys import dialog_key
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples import dialog as samples
from tests.ui.still import Still

pytestmark = [pytest.mark.serial, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

LIMIT_MS = int(LIMIT_S * 1000)
NO, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = Qt.Key


class Desk(Struct):
    """A dialog, with hands on the keyboard and eyes on what it shows."""

    qtbot: QtBot
    dialog: ConflictDialog
    shown: list[int] = field(default_factory=list)
    previewed: list[int] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dialog.shown.connect(lambda: self.shown.append(1))
        self.dialog.previewed.connect(lambda: self.previewed.append(1))
        self.dialog.finished_all.connect(lambda: self.finished.append(1))

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=LIMIT_MS)

    def until_at(self, record: str) -> None:
        """Until this record is shown."""
        self.until(lambda: self.model.view.conflict.label == record)

    def open(self, *keys: tuple[str, str], at: int = 0) -> None:
        before = len(self.shown)
        self.dialog.open_conflict(*keys[at], keys)
        self.until(lambda: len(self.shown) > before and self.dialog.isActiveWindow())

    def press(self, *keys: Key, modifier: Qt.KeyboardModifier = NO) -> None:
        """Keys to whatever has the focus, as a keyboard sends them."""
        for key in keys:
            focus = QApplication.focusWidget()
            self.qtbot.keyClick(focus if focus is not None else self.dialog, key, modifier)

    @property
    def focus_name(self) -> str:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus.objectName()

    def type_in(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def find(self, name: str) -> QWidget:
        found = self.dialog.findChildren(QWidget, name)
        assert found, name
        # Those that were there before are hidden until they are freed.
        return next((widget for widget in found if widget.isVisible()), found[-1])

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QAbstractButton:
        found = self.find(name)
        assert isinstance(found, QAbstractButton)
        return found

    @property
    def ready(self) -> bool:
        return self.button("applyButton").isEnabled()

    @property
    def model(self) -> Any:
        assert self.dialog.model is not None
        return self.dialog.model

    @property
    def well(self) -> str:
        """What stands above Apply."""
        return self.find("whenYouApply").accessibleName()

    def result(self, row: int) -> str:
        cell = self.find(f"result_{row}")
        assert isinstance(cell, ResultCell)
        return cell.accessibleName()

    def apply(self) -> None:
        """Ctrl+Enter, once it may be pressed."""
        self.until(lambda: self.ready)
        self.press(Key.Key_Return, modifier=CONTROL)


@pytest.fixture
def desk(qtbot: QtBot, controller: Controller) -> Iterator[Desk]:
    dialog = ConflictDialog(controller)
    qtbot.addWidget(dialog)
    yield Desk(qtbot, dialog)
    dialog.close()


@pytest.fixture
def looking(qtbot: QtBot, still_controller: Callable[[Still], Controller]) -> Iterator[Callable[..., Desk]]:
    """A desk over frozen conflicts; what they come to is worked out for real."""
    made: list[ConflictDialog] = []

    def make(*views: ConflictView, at: int = 0) -> Desk:
        by_uid = {view.conflict.uid: view for view in views}
        still = Still(
            conflict_views=by_uid, resolution=lambda _pair, uid, answer: samples.preview_of(by_uid[uid], answer)
        )
        dialog = ConflictDialog(still_controller(still))
        qtbot.addWidget(dialog)
        made.append(dialog)
        desk = Desk(qtbot, dialog)
        desk.open(*[("meals", uid) for uid in by_uid], at=at)
        return desk

    yield make
    for dialog in made:
        dialog.close()


def two_conflicts(bench: Bench) -> list[tuple[str, str]]:
    """Ada's and Ben's ages and cities differ on both sides."""
    pair_id = bench.in_step()
    bench.replace("36,London", "37,Paris")
    bench.replace("41,Rome", "42,Bern")
    bench.edit("Ada", City="Oslo", Age=35)
    bench.edit("Ben", City="Wien", Age=40)
    bench.sync(pair_id)
    lines = sorted(bench.service.conflicts(pair_id), key=lambda line: line.record)
    assert [line.record for line in lines] == ["Ada", "Ben"]
    return [(pair_id, line.uid) for line in lines]


def person(bench: Bench, name: str) -> tuple[Any, Any]:
    fields = next(r["fields"] for r in bench.people.records() if r["fields"].get("Name") == name)
    return fields.get("Age"), fields.get("City")


# -- by keyboard alone ------------------------------------------------------------------------------------------------


def test_a_conflict_is_settled_by_keyboard_alone(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    assert not desk.ready
    assert "2 fields still to decide" in desk.well
    desk.press(Key.Key_2)
    assert "1 field still to decide: City" in desk.well
    desk.press(Key.Key_Down, Key.Key_E)
    desk.type_in("Rome")
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.ready)
    desk.until(lambda: "City Oslo → Rome" in desk.well)
    assert "Age 37 → 35 · City Paris → Rome" in desk.well
    assert "1 API call" in desk.well
    desk.apply()
    desk.until(lambda: desk.finished)
    assert not desk.dialog.isVisible()
    assert person(bench, "Ada") == (35, "Rome")
    assert "Ada,35,Rome" in (bench.folder / "people.csv").read_text(encoding="utf-8")
    assert bench.service.conflicts(None) == ()


def test_apply_goes_on_to_the_next(desk: Desk, bench: Bench) -> None:
    keys = two_conflicts(bench)
    desk.open(*keys)
    assert desk.button("applyButton").text() == "Apply and next"
    assert desk.find("conflictCount").text() == "1 of 2"  # type: ignore[attr-defined]
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.apply()
    desk.until(lambda: len(desk.shown) >= 2 and desk.model.view.conflict.label == "Ben")
    assert desk.button("applyButton").text() == "Apply"
    desk.press(Key.Key_At, modifier=SHIFT)
    desk.apply()
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (37, "Paris")
    assert "Ben,40,Wien" in (bench.folder / "people.csv").read_text(encoding="utf-8")


def test_next_previous_and_later(desk: Desk, bench: Bench) -> None:
    desk.open(*two_conflicts(bench))
    desk.press(Key.Key_1)
    for key, label in ((Key.Key_N, "Ben"), (Key.Key_P, "Ada"), (Key.Key_S, "Ben")):
        desk.press(key)
        desk.until_at(label)
    desk.press(Key.Key_P)
    desk.until_at("Ada")
    assert "from this computer" in desk.result(0)
    desk.press(Key.Key_N)
    desk.until_at("Ben")
    desk.press(Key.Key_S)
    assert not desk.dialog.isVisible()
    assert not desk.finished
    assert len(bench.service.conflicts(None)) == 2


def test_escape_leaves_and_keeps_the_choices(desk: Desk, bench: Bench) -> None:
    key = bench.conflict()
    desk.open(key)
    desk.press(Key.Key_1, Key.Key_Down, Key.Key_E)
    desk.type_in("Rome")
    desk.press(Key.Key_Return, Key.Key_Escape)
    assert not desk.dialog.isVisible()
    desk.open(key)
    assert desk.result(0) == "Age, result, 37, from this computer"
    assert desk.result(1) == "City, result, Rome, typed in"
    desk.press(Key.Key_Z, modifier=CONTROL)
    assert "still to decide" in desk.result(1)


def test_undo_and_redo(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_1)
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.press(Key.Key_0)
    assert "36, from last in step" in desk.result(0)
    desk.press(Key.Key_Z, modifier=CONTROL)
    assert "37, from this computer" in desk.result(0)
    desk.press(Key.Key_Z, Key.Key_Z, modifier=CONTROL)
    assert "still to decide" in desk.result(0)
    desk.press(Key.Key_Y, Key.Key_Y, modifier=CONTROL)
    assert "37, from this computer" in desk.result(0)
    assert "Paris, from this computer" in desk.result(1)
    desk.press(Key.Key_Z, modifier=CONTROL | SHIFT)
    assert "36, from last in step" in desk.result(0)


def test_b_takes_both(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_B)
    assert "still to decide" in desk.result(0), "two numbers do not fit in one"
    desk.press(Key.Key_Down, Key.Key_B)
    assert desk.result(1) == "City, result, Paris / Oslo, from both"


def test_keys_list_opens_and_closes(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_F1)
    assert desk.find("keyList").isVisible()
    desk.press(Key.Key_1)
    assert "still to decide" in desk.result(0)
    desk.press(Key.Key_Escape)
    assert not desk.find("keyList").isVisible()
    assert desk.dialog.isVisible()
    desk.press(Key.Key_1)
    assert "from this computer" in desk.result(0)


def test_arrows_go_to_cells_and_space_takes_one(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_Right, Key.Key_Right)
    assert desk.focus_name == "take_local_0"
    desk.press(Key.Key_Right, Key.Key_Space)
    assert "35, from Airtable" in desk.result(0)
    desk.press(Key.Key_Down)
    assert desk.focus_name == "take_airtable_1"
    desk.press(Key.Key_Up, Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert desk.focus_name == "field_0"


def test_enter_alone_applies_nothing(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.until(lambda: desk.ready)
    desk.press(Key.Key_Return)
    assert desk.dialog.isVisible()
    assert len(bench.service.conflicts(None)) == 1


def test_control_enter_in_an_editor_applies(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_1, Key.Key_Down, Key.Key_E)
    desk.type_in("Rome")
    desk.press(Key.Key_Return, modifier=CONTROL)
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (37, "Rome")


def test_control_enter_with_open_fields_goes_to_the_first(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_1)
    desk.press(Key.Key_Return, modifier=CONTROL)
    assert desk.dialog.grid.current_field == desk.model.open_rows()[0].id
    assert desk.dialog.isVisible()


@pytest.mark.parametrize(
    ("key", "modifier", "meaning"),
    [
        (Key.Key_1, NO, "local"),
        (Key.Key_2, Qt.KeyboardModifier.KeypadModifier, "airtable"),
        (Key.Key_Ampersand, NO, "local"),
        (Key.Key_Eacute, NO, "airtable"),
        (Key.Key_Agrave, NO, "ancestor"),
        (Key.Key_Exclam, SHIFT, "all_local"),
        (Key.Key_1, SHIFT, "all_local"),
        (Key.Key_At, SHIFT, "all_airtable"),
        (Key.Key_QuoteDbl, SHIFT, "all_airtable"),
        (Key.Key_Ampersand, SHIFT, None),
        (Key.Key_1, Qt.KeyboardModifier.AltModifier, None),
        (Key.Key_Return, NO, None),
    ],
)
def test_the_digits_row_is_known_on_other_keyboards(
    key: Key, modifier: Qt.KeyboardModifier, meaning: str | None
) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier)
    assert dialog_key(event) == meaning


def test_what_is_being_typed_counts_at_once(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_1, Key.Key_Down, Key.Key_E)
    desk.type_in("Rome")
    desk.until(lambda: desk.ready and "City Oslo → Rome" in desk.well)
    desk.press(Key.Key_Escape)
    assert not desk.ready
    assert "still to decide: City" in desk.well


def test_a_choice_made_beside_an_open_editor_is_what_counts(desk: Desk, bench: Bench) -> None:
    """Assistive tools press without taking the focus away from the editor."""
    desk.open(bench.conflict())
    desk.press(Key.Key_1, Key.Key_Down, Key.Key_E)
    desk.type_in("Rome")
    desk.button("take_airtable_1").toggle()
    desk.until(lambda: "City Paris → Oslo" in desk.well)
    desk.button("applyButton").click()
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (37, "Oslo")


# -- what does not fit ------------------------------------------------------------------------------------------------


def test_what_does_not_fit_is_marked_and_not_applied(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.until(lambda: desk.ready)
    desk.press(Key.Key_E)
    desk.type_in("old")
    desk.press(Key.Key_Return)
    assert not desk.ready
    assert "Age is not a number" in desk.result(0)
    assert "does not fit" in desk.well
    desk.press(Key.Key_E)
    editor = desk.find("resultEditor")
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), desk.focus_name) == ("old", "resultEditor")
    desk.press(Key.Key_Escape, Key.Key_2)
    desk.until(lambda: desk.ready)


def test_a_taken_value_that_does_not_fit_is_named_at_its_field(looking: Callable[..., Desk]) -> None:
    view = samples.view(local=samples.HERE | samples.values(Tags=("lunch", "new")))
    desk = looking(view)
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.until(lambda: "does not fit" in desk.well)
    assert not desk.ready
    row = [r.id for r in desk.model.shown_rows(only_clashing=True)].index("fldTags")
    assert "Tags has" in desk.result(row)
    desk.press(*[Key.Key_Down] * row, Key.Key_2)
    desk.until(lambda: desk.ready)
    assert "has no" not in desk.result(row)


# -- moved underneath -------------------------------------------------------------------------------------------------


def test_a_side_that_moved_is_marked_and_nothing_is_written(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.until(lambda: desk.ready)
    bench.edit("Ada", City="Bergen")
    desk.press(Key.Key_Return, modifier=CONTROL)
    desk.until(lambda: desk.dialog.bar.isVisible() and desk.model.moved)
    assert "Nothing was written" in desk.dialog.bar.text
    assert person(bench, "Ada") == (35, "Bergen")
    cell = desk.find("take_airtable_1")
    assert cell.accessibleName() == (
        "City, Airtable, Bergen, changed since you looked, differs from last in step London"
    )
    assert "Paris, from this computer" in desk.result(1)
    desk.apply()
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (37, "Paris")


def test_a_conflict_settled_elsewhere_is_left_for_the_next(desk: Desk, bench: Bench) -> None:
    first, second = two_conflicts(bench)
    desk.open(first, second)
    bench.service.resolve(*first, Answer(take="local"), desk.dialog._controller.new_cancel())
    desk.dialog._controller.conflicts_changed.emit(first[0])
    desk.until(lambda: desk.model.view.conflict.label == "Ben" and desk.dialog.bar.isVisible())
    assert "settled" in desk.dialog.bar.text


def test_a_sync_meanwhile_leaves_what_is_being_typed_alone(desk: Desk, bench: Bench) -> None:
    key = bench.conflict()
    desk.open(key)
    desk.press(Key.Key_E)
    desk.type_in("4")
    before = len(desk.shown)
    desk.dialog._controller.conflicts_changed.emit(key[0])
    desk.until(lambda: len(desk.shown) > before)
    assert desk.focus_name == "resultEditor"
    desk.type_in("2")
    desk.press(Key.Key_Return)
    assert "42, typed in" in desk.result(0)


def test_keys_while_the_next_is_on_its_way_decide_nothing(desk: Desk, bench: Bench) -> None:
    first, second = two_conflicts(bench)
    desk.open(first, second)
    desk.press(Key.Key_N, Key.Key_1, Key.Key_Exclam)
    desk.press(Key.Key_Return, modifier=CONTROL)
    desk.until_at("Ben")
    assert "still to decide" in desk.result(0)
    desk.press(Key.Key_P)
    desk.until_at("Ada")
    assert "still to decide" in desk.result(0)
    assert len(bench.service.conflicts(None)) == 2


# -- deleted on one side ----------------------------------------------------------------------------------------------


def edited_and_deleted(bench: Bench) -> tuple[str, str]:
    pair_id = bench.in_step(("Ada", 36, "London"), ("Ben", 41, "Rome"), ("Cy", 7, "Graz"))
    bench.replace("36,London", "37,London")
    bench.people.delete(bench.people.find(Name="Ada"))
    bench.sync(pair_id)
    (line,) = bench.service.conflicts(pair_id)
    return pair_id, line.uid


def test_a_deleted_record_is_restored(desk: Desk, bench: Bench) -> None:
    desk.open(edited_and_deleted(bench))
    assert not desk.ready
    assert desk.dialog.findChild(QRadioButton, "take_local_0") is None
    desk.press(Key.Key_1, Key.Key_2)
    assert not desk.ready, "a field cannot be taken by itself"
    desk.click("restoreButton")
    desk.until(lambda: desk.ready and "is added again" in desk.well)
    desk.apply()
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (37, "London")


def test_deleting_on_both_sides_asks_first(desk: Desk, bench: Bench) -> None:
    desk.open(edited_and_deleted(bench))
    desk.click("deleteButton")
    assert not desk.ready
    assert "Delete Ada on both sides?" in desk.dialog.foot.question.text
    assert desk.focus_name == "dismissDeleteButton"
    desk.press(Key.Key_Escape)
    assert desk.dialog.isVisible()
    assert not desk.dialog.foot.asks
    desk.click("deleteButton")
    desk.press(Key.Key_Return, modifier=CONTROL)
    assert not desk.ready, "the question stands"
    desk.click("confirmDeleteButton")
    desk.until(lambda: desk.ready and "Ada is deleted" in desk.well)
    desk.apply()
    desk.until(lambda: desk.finished)
    assert "Ada" not in (bench.folder / "people.csv").read_text(encoding="utf-8")


def test_a_deleted_record_may_stay_where_it_is(desk: Desk, bench: Bench) -> None:
    desk.open(edited_and_deleted(bench))
    desk.click("keepApartButton")
    desk.until(lambda: desk.ready and "stays on this computer only" in desk.well)
    assert desk.find("keepApartButton").property("chosen") is True
    desk.apply()
    desk.until(lambda: desk.finished)
    assert "Ada,37" in (bench.folder / "people.csv").read_text(encoding="utf-8")
    assert all(r["fields"]["Name"] != "Ada" for r in bench.people.records())


# -- by mouse ---------------------------------------------------------------------------------------------------------


def test_cells_and_buttons_are_clicked(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.click("take_airtable_0")
    desk.click("result_1")
    editor = desk.find("resultEditor")
    assert isinstance(editor, QLineEdit)
    editor.setText("Rome")
    desk.click("take_last_0")
    assert "36, from last in step" in desk.result(0)
    assert "Rome, typed in" in desk.result(1)
    desk.until(lambda: desk.ready)
    desk.click("applyButton")
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (36, "Rome")


def test_a_chosen_radio_stays_chosen_and_boxes_toggle(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.view())
    desk.click("take_local_0")
    desk.click("take_local_0")
    assert desk.button("take_local_0").isChecked()
    tags = next(i for i, r in enumerate(desk.model.shown_rows(only_clashing=True)) if r.id == "fldTags")
    desk.click(f"take_local_{tags}")
    desk.click(f"take_airtable_{tags}")
    assert desk.result(tags).endswith("from both")
    desk.click(f"take_local_{tags}")
    assert desk.result(tags).endswith("from Airtable")
    assert not desk.button(f"take_local_{tags}").isChecked()


def test_a_new_choice_is_announced(looking: Callable[..., Desk]) -> None:
    made = samples.view(local=samples.HERE | samples.values(Tags=("lunch", "new")))
    desk = looking(replace(made, pair=replace(made.pair, create_choices=True)))
    row = [r.id for r in desk.model.shown_rows(only_clashing=True)].index("fldTags")
    desk.click(f"take_local_{row}")
    assert desk.result(row) == "Tags, result, lunch, new, makes a new choice in Airtable, from this computer"


def test_a_click_needs_no_ring(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.view())
    desk.click("take_local_0")
    assert desk.focus_name == "take_local_0"
    assert not desk.find("take_local_0").ringed  # type: ignore[attr-defined]
    desk.press(Key.Key_Right)
    assert desk.find("take_airtable_0").ringed  # type: ignore[attr-defined]


def test_leaving_both_as_they_are(desk: Desk, bench: Bench) -> None:
    desk.open(bench.conflict())
    desk.click("keepApartButton")
    desk.until(lambda: desk.ready and "Nothing is written" in desk.well)
    desk.apply()
    desk.until(lambda: desk.finished)
    assert person(bench, "Ada") == (35, "Oslo")
    assert "37,Paris" in (bench.folder / "people.csv").read_text(encoding="utf-8")


def test_all_fields_are_shown_with_their_reasons(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.view())
    assert desk.find("hiddenFields").text() == "8 more fields need no decision and are hidden"  # type: ignore[attr-defined]
    desk.click("onlyClashingBox")
    assert len(desk.dialog.grid.rows) == len(samples.FIELDS)
    names = [desk.find(f"field_{n}").accessibleName() for n in range(len(samples.FIELDS))]
    assert "Rating, only this computer changed it, from this computer" in names
    assert "Total, Airtable works it out, stays" in names
    assert not desk.find("hiddenFields").isVisible()


# -- who cannot see it ------------------------------------------------------------------------------------------------


def test_every_cell_says_all_of_itself(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.view())
    desk.press(Key.Key_1)
    assert desk.find("take_local_0").accessibleName() == (
        "Calories, This computer, 610, differs from last in step 540, chosen"
    )
    assert desk.find("take_airtable_0").accessibleName() == "Calories, Airtable, 580, differs from last in step 540"
    assert desk.find("take_last_0").accessibleName() == "Calories, last in step, 540"
    assert desk.result(0) == "Calories, result, 610, from this computer"


def test_cells_are_controls_for_assistive_tools(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.view())
    roles = QAccessible.Role
    radio = QAccessible.queryAccessibleInterface(desk.find("take_local_0"))
    assert radio.role() is roles.RadioButton
    actions = radio.actionInterface()
    assert actions is not None
    actions.doAction(next(iter(actions.actionNames())))
    assert radio.state().checked
    assert "from this computer" in desk.result(0)
    assert QAccessible.queryAccessibleInterface(desk.find("take_local_1")).role() is roles.CheckBox


@pytest.mark.parametrize(
    "made", [samples.view(), samples.deleted_there(), samples.first_run()], ids=["both", "gone", "first"]
)
def test_every_control_has_a_name(looking: Callable[..., Desk], made: ConflictView) -> None:
    desk = looking(made, samples.view("another"))
    desk.dialog.foot.ask_to_delete("Lunch")
    kinds = (QPushButton, QCheckBox, QRadioButton, QLineEdit, QComboBox)
    controls = [w for w in desk.dialog.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]
    assert controls
    for control in controls:
        name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        assert name, control.objectName()
        assert control.objectName(), name


# -- looks ------------------------------------------------------------------------------------------------------------


def test_hostile_text_is_plain(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.hostile())
    desk.press(Key.Key_Exclam, modifier=SHIFT)
    desk.until(lambda: desk.previewed)
    for label in desk.dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in label.text()
    for runs in desk.dialog.findChildren(RunsLabel):
        assert "\u202e" not in runs.text()
    tips = [w.toolTip() for w in desk.dialog.findChildren(QWidget) if w.toolTip()]
    assert any("Sold" in tip for tip in tips), "what is cut is told whole"
    assert not any("<b" in tip or "<h1" in tip or "<img" in tip for tip in tips)
    assert "\u202e" not in desk.dialog.windowTitle()


def test_a_long_texts_change_can_be_seen(looking: Callable[..., Desk]) -> None:
    desk = looking(samples.long_text())
    assert desk.dialog.isVisible()
    row = next(view for view in desk.dialog.grid.rows if view.row.id == "fldNotes")
    assert row.height() < 10 * 20


def test_a_long_name_is_cut_as_the_window_asks(looking: Callable[..., Desk]) -> None:
    made = samples.view()
    name = "A record with a very long name, " * 6
    desk = looking(replace(made, conflict=replace(made.conflict, label=name)))
    title = desk.find("recordName")
    assert isinstance(title, QLabel)
    cut = title.text()
    assert (cut[-1], title.toolTip().strip()) == ("…", name.strip())
    desk.dialog.resize(2 * desk.dialog.width(), desk.dialog.height())
    desk.until(lambda: len(title.text()) > len(cut))


def test_a_conflict_that_can_not_be_read_says_why_and_nothing_else(
    qtbot: QtBot, still_controller: Callable[[Still], Controller], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_pair_id: str, _uid: Uid) -> ConflictView:
        raise StateDamaged(path="state.db", detail="disk I/O error")

    still = Still()
    monkeypatch.setattr(still, "conflict", unreadable)
    dialog = ConflictDialog(still_controller(still))
    qtbot.addWidget(dialog)
    dialog.open_conflict("meals", "nobody", [])
    qtbot.waitUntil(lambda: bool(dialog.bar.text), timeout=LIMIT_MS)
    assert "disk I/O error" in dialog.bar.text
    assert not dialog.foot.apply_button.isEnabled()
    shown = [part for part in dialog.findChildren(QWidget) if part.isVisible() and part.accessibleName() == "sandbox"]
    assert not shown
    assert not dialog.grid.isVisible()


def test_a_schema_conflict_is_settled_elsewhere(looking: Callable[..., Desk]) -> None:
    made = samples.view(kind="schema", fields=(), label="Energy", local_label="its type is text now")
    desk = looking(made, samples.view("another"))
    texts = [label.text() for label in desk.dialog.findChildren(QLabel) if label.isVisible()]
    assert any("its type is text now" in text and "taken out of the pair" in text for text in texts)
    assert "Settled beside the list" in texts
    assert not desk.ready
    desk.press(Key.Key_N)
    desk.until(lambda: desk.model.view.conflict.uid == "another")


def test_what_is_known_of_an_edit_is_told_and_nothing_else(looking: Callable[..., Desk]) -> None:
    made = samples.view()
    fields = (*made.fields, samples.field("Edited", "lastModifiedTime"), samples.field("By", "lastModifiedBy"))
    airtable = {**(made.conflict.airtable or {}), "fldEdited": samples.noon(14, 5), "fldBy": "Ana"}
    known = replace(made, fields=fields, conflict=replace(made.conflict, airtable=airtable))
    desk = looking(known)
    told = [label.text() for label in desk.dialog.head.findChildren(RunsLabel)]
    assert any("row 88 of meals.csv was changed, seen by AirSync" in text for text in told)
    assert any("Ana changed Habits › Meals 12 May" in text for text in told)
