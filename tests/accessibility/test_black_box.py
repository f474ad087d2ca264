"""The window as somebody sees it who knows nothing of its code: a sync, a decision, and whether all can be told.

Through the accessibility bus of a virtual desktop. Skipped where the system lacks what that takes; in CI that is a
failure.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.accessibility.judge import faults
from tests.accessibility.session import Session, lacking, session

pytestmark = [pytest.mark.serial, pytest.mark.timeout(180)]

TABS = {"Overview": "overviewPanel", "Queue": "queuePanel", "Conflicts": "conflictsPanel", "Health": "healthPanel",
        "History": "historyPanel", "Schema": "schemaPanel"}  # fmt: skip
START_S = 40.0
MOST_TABS = 30


@pytest.fixture(autouse=True)
def _there() -> None:
    if missing := lacking():
        reason = f"not installed: {', '.join(missing)}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Session]:
    """The sample, with its pairs listed."""
    with session(tmp_path, "--demo") as running:
        running.hand("wait", name="mainWindow", limit_s=START_S)
        running.hand("wait", name="syncNowButton", limit_s=START_S)
        yield running


def local_meals(demo: Session) -> dict[str, dict[str, str]]:
    """The file's rows by their key."""
    (path,) = (demo.folder / "tmp").glob("airsync-demo-*/meals.csv")
    with path.open(newline="", encoding="utf-8") as file:
        return {row["Meal"]: row for row in csv.DictReader(file)}


def airtable_records(demo: Session, name: str, key: str) -> dict[str, dict[str, Any]]:
    """The records of a table of the sandbox, by their key."""
    (base,) = [base for base in demo.sandbox_state()["bases"] if base["name"] == "Habits"]
    (table,) = [table for table in base["tables"] if table["name"] == name]
    return {record["fields"][key]: record["fields"] for record in table["records"]}


def edited_meals(demo: Session) -> dict[str, dict[str, Any]]:
    """Airtable's meals without what Airtable says of who edited them, and when."""
    return {
        meal: {name: value for name, value in fields.items() if not name.startswith("Last modified")}
        for meal, fields in airtable_records(demo, "Meals", "Meal").items()
    }


def test_a_person_syncs_and_decides_a_conflict(demo: Session) -> None:
    hand = demo.hand
    hand("choose", name="pairList", said="Meals")
    demo.photograph("1-before")
    hand("press", name="syncNowButton")
    hand("wait", name="pairState", says="5 conflicts", limit_s=START_S)
    demo.photograph("2-synced")

    hand("choose", name="panelTabs", said="Conflicts 5")
    hand("wait", name="conflictsTable")
    record = meal_of(hand("choose", name="conflictsTable", said="Breakfast"))
    hand("wait", name="conflictRecord", says=record)
    demo.photograph("3-conflicts")
    hand("press", name="decideButton")
    hand("wait", name="conflictDialog")
    hand("wait", name="recordName", says=record)
    take(demo, "Calories", "this computer", "420")
    take(demo, "Logged at", "Airtable", "07:30")
    take(demo, "Notes", "this computer", "walnuts")
    demo.photograph("4-decided")
    hand("press", name="applyButton")

    hand("wait", name="pairState", says="4 conflicts")
    demo.photograph("5-applied")
    here, there = local_meals(demo)[record], airtable_records(demo, "Meals", "Meal")[record]
    assert (here["Calories"], there["Calories"]) == ("420", 420)
    assert here["Logged at"].endswith("07:30")
    assert here["Notes"] == there["Notes"] == "with apple, walnuts and cinnamon"

    demo.keys("Escape")
    hand("wait", name="conflictDialog", gone=True)
    assert not [row for row in hand("cells", name="conflictsTable") if record in row["name"]]
    hand("choose", name="panelTabs", said="History")
    hand("wait", name="runTitle")
    changes = [cell["name"] for cell in hand("cells", name="changesTable")]
    assert f"Calories of {record} in Airtable: 350 became 420. Because: you, in a conflict." in changes
    demo.photograph("6-history")


def meal_of(row: str) -> str:
    """The record's name in what a row says: ``Both edited. Breakfast, 24 Nov in Meals. …``."""
    return row.split(". ")[1].removesuffix(" in Meals")


def take(demo: Session, field: str, side: str, value: str) -> None:
    """Choose one side's value for a field, in the grid."""
    choices = [thing for thing in demo.hand("tree") if thing["own"].startswith("take_")]
    wanted = f"{field}, {side}".lower()
    (choice,) = [thing for thing in choices if thing["name"].lower().startswith(wanted)]
    assert value in choice["name"]
    demo.hand("press", name=choice["own"])
    demo.hand("wait", name=choice["own"].replace("take_local", "result").replace("take_airtable", "result"), says=value)


def test_a_person_decides_a_conflict_with_keys_alone(demo: Session) -> None:
    hand = demo.hand
    demo.click("pairTitle")  # where no window manager is, only a click gives a window the keyboard
    demo.keys("F5")
    hand("wait", name="pairState", says="5 conflicts", limit_s=START_S)
    tab_to(demo, "panelTabs")
    demo.keys("Right", "Right")
    hand("wait", name="conflictsTable")
    tab_to(demo, "conflictsTable")
    demo.keys("Home", "Return")
    hand("wait", name="recordName", says="Breakfast")
    hand("wait", name="take_local_0", says="Calories")
    demo.keys("1", "Down", "2", "Down", "1")
    hand("wait", name="result_2", says="walnuts")
    demo.keys("ctrl+Return")
    hand("wait", name="pairState", says="4 conflicts")
    (here,) = [row for name, row in local_meals(demo).items() if "walnuts" in row["Notes"]]
    assert (here["Calories"], here["Logged at"][-5:]) == ("420", "07:30")


def test_a_person_decides_many_alike_and_takes_it_back(demo: Session) -> None:
    hand, found = demo.hand, {}
    hand("choose", name="pairList", said="Meals")
    hand("press", name="syncNowButton")
    hand("wait", name="pairState", says="5 conflicts", limit_s=START_S)
    here, there = local_meals(demo), edited_meals(demo)
    hand("choose", name="panelTabs", said="Conflicts 5")
    hand("wait", name="conflictsTable")
    demo.click("conflictRecord")  # where no window manager is, only a click gives a window the keyboard
    tab_to(demo, "conflictsTable")
    demo.keys("Home", "shift+Down")
    offer = hand("wait", name="applyToChosenButton", says="Apply to 2")
    assert offer["name"] == "Apply to 2…"
    hand("press", name="applyToChosenButton")
    hand("wait", name="similarApplyButton")
    found["dialog"] = faults(hand("tree"))
    rows = [cell["name"] for cell in hand("cells", name="similarTable") if cell["name"].startswith("Chosen. ")]
    assert len(rows) == 2
    assert "1 API call to write" in hand("look", name="similarCost")["name"]
    demo.photograph("many-1-dialog")
    hand("press", name="similarApplyButton")
    hand("wait", name="conflictsDoneText", says="2 conflicts are settled.")
    hand("wait", name="pairState", says="3 conflicts")
    assert edited_meals(demo) != there
    demo.photograph("many-2-decided")

    hand("press", name="conflictsUndoButton")
    hand("wait", name="undoConfirmButton")
    found["undo"] = faults(hand("tree"))
    assert "puts back" in hand("look", name="undoBar")["name"]
    demo.photograph("many-3-undo")
    hand("press", name="undoConfirmButton")
    hand("wait", name="pairState", says="5 conflicts")
    assert (local_meals(demo), edited_meals(demo)) == (here, there)
    assert not {screen: wrong for screen, wrong in found.items() if wrong}


def tab_to(demo: Session, name: str) -> None:
    """Press Tab until this has the keyboard."""
    for _ in range(MOST_TABS):
        if "focused" in demo.hand("look", name=name)["states"]:
            return
        demo.keys("Tab")
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {name}")


def test_everything_that_can_be_used_has_a_name(demo: Session) -> None:
    hand = demo.hand
    found = {}
    hand("press", name="syncNowButton")
    hand("wait", name="pairState", says="conflicts", limit_s=START_S)
    for tab, panel in TABS.items():
        hand("choose", name="panelTabs", said=tab)
        hand("wait", name=panel)
        found[tab] = faults(hand("tree"))
        demo.photograph(f"screen-{tab.lower()}")
    hand("choose", name="allPairsList", said="All pairs")
    hand("choose", name="panelTabs", said="Overview")
    found["all pairs"] = faults(hand("tree"))
    hand("choose", name="pairList", said="Meals")
    hand("choose", name="panelTabs", said="Conflicts")
    hand("press", name="decideButton")
    hand("wait", name="applyButton")
    found["dialog"] = faults(hand("tree"))
    demo.keys("Escape")
    hand("wait", name="conflictDialog", gone=True)
    hand("press", name="previewButton")
    hand("wait", name="previewBackButton")
    found["preview"] = faults(hand("tree"))
    demo.photograph("screen-preview")
    hand("press", name="settingsButton")
    hand("wait", name="planCombo")
    found["settings"] = faults(hand("tree"))
    demo.photograph("screen-settings")
    assert not {screen: wrong for screen, wrong in found.items() if wrong}


def test_everything_before_the_first_pair_has_a_name(tmp_path: Path) -> None:
    with session(tmp_path, "--profile", str(tmp_path / "profile")) as running:
        hand = running.hand
        hand("wait", name="connectButton", limit_s=START_S)
        found = {"start": faults(hand("tree"))}
        running.photograph("start")
        hand("press", name="connectButton")
        hand("wait", name="pairWizard")
        found["wizard"] = faults(hand("tree"))
        running.photograph("wizard")
    assert not {screen: wrong for screen, wrong in found.items() if wrong}


def test_a_person_sets_up_a_new_pair(demo: Session) -> None:
    hand, found = demo.hand, {}
    books = demo.folder / "books.csv"
    books.write_text("Title,Author,Pages,Status\nMiddlemarch,,,\nMy own book,Me,12,Read\n", encoding="utf-8")
    hand("press", name="addPairButton")
    hand("wait", name="tablesTable")
    hand("wait_for", name="tablesTable", said="Reading list")
    hand("choose", name="tablesTable", said="Reading list")
    found["airtable"] = faults(hand("tree"))
    hand("press", name="wizardNextButton")
    hand("wait", name="localPathEdit")
    hand("type_in", name="localPathEdit", text=str(books))
    hand("wait", name="localRowsTable")
    found["this computer"] = faults(hand("tree"))
    hand("press", name="wizardNextButton")
    hand("wait", name="fieldsTable")
    found["fields"] = faults(hand("tree"))
    demo.photograph("new-pair-fields")
    hand("press", name="wizardNextButton")
    hand("wait", name="rulesStep")
    found["rules"] = faults(hand("tree"))
    hand("press", name="wizardNextButton")
    hand("wait", name="wizardNextButton", says="Start: write 1 record to Airtable")
    found["preview"] = faults(hand("tree"))
    demo.photograph("new-pair-preview")
    hand("press", name="wizardNextButton")

    hand("wait", name="pairState", says="In step", limit_s=START_S)
    demo.photograph("new-pair")
    assert hand("look", name="pairTitle")["name"] == "Reading list"
    hand("wait_for", name="pairList", said="Reading list. In step")
    (chosen,) = [row for row in hand("cells", name="pairList") if "selected" in row["states"]]
    assert chosen["name"].startswith("Reading list")
    with books.open(newline="", encoding="utf-8") as file:
        here = {row["Title"]: row for row in csv.DictReader(file)}
    there = airtable_records(demo, "Reading list", "Title")
    assert set(here) == set(there)
    assert here["Middlemarch"]["Author"] == there["Middlemarch"]["Author"] == "George Eliot"
    assert there["My own book"]["Pages"] == 12
    assert not {screen: wrong for screen, wrong in found.items() if wrong}


def test_what_lacks_a_name_is_found() -> None:
    here = {"id": "a.b", "own": "okButton", "role": "push button", "name": "OK", "states": ["visible", "focusable"]}
    assert faults([here, {**here, "name": "", "states": []}]) == []
    assert faults([{**here, "name": " "}]) == ["push button without an accessible name: a.b"]
    assert len(faults([{**here, "own": "QPushButton"}, {**here, "own": "qt_spinbox_lineedit"}])) == 2
