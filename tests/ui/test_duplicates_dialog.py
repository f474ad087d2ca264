"""Duplicates in the window: found, chosen, merged, and taken back in History as any run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from airsync_gui.errors import UsageError
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.duplicates import DuplicateGroup, DuplicateRecord, MergePreview
from airsync_gui.ui.duplicates_dialog import DuplicatesDialog, describe_group, groups_model
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples.pairs import PAIRS
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
Make = Callable[[Still], Controller]
MEALS = next(pair for pair in PAIRS if pair.pair_id == "meals")
WILD = "<b>Lunch</b> & more"
GROUP = DuplicateGroup(
    "g1",
    "meals",
    WILD,
    MEALS.airtable,
    (
        DuplicateRecord("rec1", False, (("Meal id", WILD), ("Notes", "home"))),
        DuplicateRecord("rec2", True, (("Meal id", WILD), ("Notes", "late"))),
    ),
    (("fldNotes", "Notes", ("home", "late")),),
)


@pytest.fixture
def window(controller: Controller, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(controller)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def press(root: Any, name: str, qtbot: QtBot) -> None:
    button = root.findChild(QPushButton, name)
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=WAIT_MS)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def sentence(dialog: DuplicatesDialog) -> str:
    found = dialog.findChild(RunsLabel, "mergeSentence")
    assert found is not None
    return found.text()


def opened(make: Make, qtbot: QtBot, *groups: DuplicateGroup, **answers: Any) -> DuplicatesDialog:
    dialog = DuplicatesDialog(make(Still(duplicate_groups=groups, **answers)))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.loaded, timeout=WAIT_MS):
        dialog.look_for("meals", "Meals")
    return dialog


def test_twins_are_found_from_overview_and_merged(bench: Bench, window: MainWindow, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    known = bench.people.find(Name="Ada")
    other = bench.people.add({"Name": "Ada", "City": "Oslo", "Age": 36})
    with qtbot.waitSignal(window.controller.pairs_changed, timeout=WAIT_MS):
        window.controller.refresh()
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "duplicatesButton") is not None, timeout=WAIT_MS)
    press(window, "duplicatesButton", qtbot)
    dialog = window.findChild(DuplicatesDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: f"{known} stays" in sentence(dialog), timeout=WAIT_MS)
    assert "1 record deleted. 1 API call." in sentence(dialog)
    assert len(bench.people.records()) == 3
    box = dialog.findChild(ChoiceBox)
    assert box is not None
    assert [box.itemText(place) for place in range(box.count())] == ["London", "Oslo"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "gets City" in sentence(dialog), timeout=WAIT_MS)
    with qtbot.waitSignal(window.controller.merged, timeout=WAIT_MS):
        press(dialog, "mergeButton", qtbot)
    assert dialog.bar.text.startswith("Merged.")
    assert bench.city() == "Oslo"
    assert [r["id"] for r in bench.people.records() if r["fields"]["Name"] == "Ada"] == [known]
    assert other != known
    empty = dialog.findChild(EmptyState, "duplicatesEmpty")
    qtbot.waitUntil(lambda: empty is not None and empty.isVisible(), timeout=WAIT_MS)
    assert bench.service.runs(pair_id)[0].kind == "merge"


def test_the_known_one_is_offered_and_another_may_be_taken(still_controller: Make, qtbot: QtBot) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    def preview(group_id: str, kept: str, values: Mapping[str, Any]) -> MergePreview:
        asked.append((kept, dict(values)))
        return MergePreview(group_id, f"plan {kept}", f"{kept} stays.", left_out=("Photo",))

    dialog = opened(still_controller, qtbot, GROUP, merge_preview=preview)
    qtbot.waitUntil(lambda: "rec2 stays." in sentence(dialog), timeout=WAIT_MS)
    assert "Not part of the pair, so neither merged nor kept: Photo." in sentence(dialog)
    first = dialog.findChild(QRadioButton, "keepRecord0")
    assert first is not None
    assert first.accessibleName() == f"rec1 (never in step): Meal id {WILD}; Notes home"
    with qtbot.waitSignal(dialog.previewed, timeout=WAIT_MS):
        qtbot.keyClick(first, Qt.Key.Key_Space)
    assert asked == [("rec2", {"fldNotes": "late"}), ("rec1", {"fldNotes": "home"})]
    assert dialog.merge_button.isEnabled()


def test_what_can_not_be_merged_says_what_to_do(still_controller: Make, qtbot: QtBot) -> None:
    dialog = opened(still_controller, qtbot, replace(GROUP, why_not="Delete all but one."))
    assert sentence(dialog) == "Delete all but one."
    assert not dialog.merge_button.isEnabled()


def test_a_guard_and_a_refusal_are_said(still_controller: Make, qtbot: QtBot) -> None:
    stopped = MergePreview("g1", "p", "rec2 stays.", stop="11 of 12 records would be deleted.")
    dialog = opened(still_controller, qtbot, GROUP, merge_preview=lambda *_: stopped)
    qtbot.waitUntil(lambda: sentence(dialog).startswith("11 of 12"), timeout=WAIT_MS)
    assert dialog.merge_button.text().strip() == "Merge anyway"
    press(dialog, "mergeButton", qtbot)
    qtbot.waitUntil(lambda: "no group of duplicates" in dialog.bar.text, timeout=WAIT_MS)

    def refuse(*_: Any) -> MergePreview:
        raise UsageError(detail="The last run left work.")

    one_of_two = opened(
        still_controller,
        qtbot,
        GROUP,
        merge_preview=lambda _group, kept, _values: MergePreview("g1", "p", "Yes.") if kept == "rec2" else refuse(),
    )
    qtbot.waitUntil(one_of_two.merge_button.isEnabled, timeout=WAIT_MS)
    first = one_of_two.findChild(QRadioButton, "keepRecord0")
    with qtbot.waitSignal(one_of_two.previewed, timeout=WAIT_MS):
        qtbot.keyClick(first, Qt.Key.Key_Space)
    assert not one_of_two.merge_button.isEnabled()
    other = opened(still_controller, qtbot, GROUP, merge_preview=refuse)
    qtbot.waitUntil(lambda: sentence(other) == "The last run left work.", timeout=WAIT_MS)
    assert not other.merge_button.isEnabled()


def test_none_is_said_and_markup_stays_text(still_controller: Make, qtbot: QtBot) -> None:
    dialog = opened(still_controller, qtbot)
    empty = dialog.findChild(EmptyState, "duplicatesEmpty")
    assert empty is not None
    assert "No duplicates" in [label.text() for label in empty.findChildren(QLabel)]
    preview = MergePreview("g1", "p", WILD)
    wild = opened(still_controller, qtbot, GROUP, merge_preview=lambda *_: preview)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in wild.findChildren(QLabel) if label.text())
    model = groups_model()
    model.show([GROUP])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert describe_group(GROUP) == f"{WILD}. Habits › Meals. 2 records."
