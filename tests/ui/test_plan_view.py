"""What a plan's rows and numbers say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from airsync_gui.errors import InvalidValue
from airsync_gui.sync.match import Held
from airsync_gui.sync.operations import DriftNote, Operation, Refusal
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Side
from airsync_gui.ui import plan_rows
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.filter_bar import SEARCH_MS
from airsync_gui.ui.labels import Label
from airsync_gui.ui.plan_view import PlanView
from airsync_gui.ui.search_field import SearchField
from airsync_gui.ui.table_view import TableView
from tests.ui.samples.plans import FIRST, GUARDED, NAMES, add, fill

pytestmark = pytest.mark.serial
LIMIT_MS = 20 * SEARCH_MS
HOSTILE = "<b>bold</b><img src=x>\u202e\n'; DROP TABLE"


@pytest.fixture
def view(qtbot: QtBot) -> PlanView:
    made = PlanView()
    qtbot.addWidget(made)
    made.resize(1036, 640)
    made.show()
    return made


def table(view: PlanView) -> TableView:
    assert view.table is not None
    return view.table


def column_texts(view: PlanView, column: int) -> list[str]:
    model = table(view).rows
    return [model.index(row, column).data() for row in range(model.rowCount())]


def press(view: PlanView, qtbot: QtBot, name: str) -> None:
    found = view.findChild(Button, name)
    assert isinstance(found, Button)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_cards_say_what_happens_on_each_side(view: PlanView) -> None:
    view.show_preview(FIRST)
    cards = [view.findChild(QFrame, f"plan{side}Card") for side in ("Local", "Airtable")]
    assert [card.accessibleName() for card in cards if isinstance(card, QFrame)] == [
        "This computer, meals.csv: 6 rows added, 3 rows filled in, 0 rows deleted",
        "Airtable, Habits › Meals: 8 records added, 12 records filled in, 0 records deleted",
    ]


def test_facts_that_are_nought_are_not_told(view: PlanView) -> None:
    view.show_preview(FIRST)
    said = [label.text() for label in view.findChildren(QLabel)]
    assert "284 records are equal already" in said
    assert "5 differ on both sides and will wait in Conflicts" in said
    assert "5 API calls · about 1 s" in said
    assert not [text for text in said if "refused" in text or "held" in text or "left as" in text]


def test_a_change_that_replaces_a_value_is_no_filling_in(view: PlanView) -> None:
    view.show_preview(GUARDED)
    card = view.findChild(QFrame, "planAirtableCard")
    assert isinstance(card, QFrame)
    assert card.accessibleName() == "Airtable, Habits › Meals: 0 records added, 1 record changed, 64 records deleted"
    assert column_texts(view, 0)[:2] == ["Update", "Delete"]
    assert column_texts(view, 4)[0] == "Calories 540 → 610 Notes with brown rice → blank Tags blank → home, late"


def test_filters_show_one_group_and_count_it(view: PlanView, qtbot: QtBot) -> None:
    view.show_preview(FIRST)
    assert len(column_texts(view, 0)) == 29
    press(view, qtbot, "planFilterLocal")
    assert set(column_texts(view, 2)) == {"meals.csv"}
    assert len(column_texts(view, 2)) == 9
    press(view, qtbot, "planFilterConflicts")
    assert column_texts(view, 0) == ["Waits for you"] * 5
    assert column_texts(view, 4)[0] == (
        "Calories 610 here, 580 in Airtable Notes with brown rice here, blank in Airtable"
    )
    press(view, qtbot, "planFilterAll")
    assert len(column_texts(view, 0)) == 29


def test_the_search_finds_a_record_and_says_where_there_is_none(view: PlanView, qtbot: QtBot) -> None:
    view.show_preview(FIRST)
    search = view.findChild(SearchField, "planSearch")
    assert isinstance(search, SearchField)
    qtbot.keyClicks(search, "porridge")
    qtbot.waitUntil(lambda: column_texts(view, 1) == ["Porridge, 12 May"], timeout=LIMIT_MS)
    qtbot.keyClicks(search, "x")
    qtbot.waitUntil(view.empty.isVisible, timeout=LIMIT_MS)


def test_what_is_not_written_says_why(view: PlanView, qtbot: QtBot) -> None:
    refused = Refusal(fill(Side.AIRTABLE, "Toast", "fldCal", "many"), InvalidValue(value="many", rule="is no number"))
    plan = Plan(
        "0",
        refusals=(refused,),
        held=(Held(Side.LOCAL, "blank_key", "row 88", "its key is blank"),),
        drift=(DriftNote(Side.AIRTABLE, "u", "Soup", "updated", ("fldCal",)),),
    )
    view.show_preview(replace(FIRST, plan=plan))
    assert view.empty.isVisible()
    expected = {
        "Refused": ("Refused", "Toast", "“many” is no number."),
        "Held": ("Held", "row 88", "its key is blank"),
        "Drift": ("Left as it is", "Soup", "updated in Airtable: Calories"),
    }
    for name, words in expected.items():
        press(view, qtbot, f"planFilter{name}")
        assert tuple(column_texts(view, column)[0] for column in (0, 1, 4)) == words


def test_names_and_cells_are_plain_text(view: PlanView) -> None:
    operation = replace(fill(Side.AIRTABLE, HOSTILE, "fldCal", HOSTILE), before={"fldCal": "old"})
    pair = replace(FIRST.pair, field_names={**NAMES, "fldCal": HOSTILE})
    local = replace(FIRST.local, name=HOSTILE)
    view.show_preview(replace(FIRST, pair=pair, local=local, plan=Plan("0", (operation,))))
    shown = "<b>bold</b><img src=x> '; DROP TABLE"
    assert [column_texts(view, column)[0] for column in (1, 3, 4)] == [shown, shown, f"old → {shown}"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in view.findChildren(Label))


def test_a_row_is_chosen_from_right_to_left_too(view: PlanView) -> None:
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.show_preview(FIRST)
    assert table(view).choose("airtable1")
    assert (table(view).current_key, list(table(view).chosen_keys)) == ("airtable1", ["airtable1"])


def test_every_row_is_told_whole(view: PlanView) -> None:
    view.show_preview(FIRST)
    said = table(view).rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Fill in. Lunch, 12 May. Airtable. Calories. blank → 610"


def test_the_model_keeps_qts_rules(view: PlanView, qtmodeltester: ModelTester) -> None:
    view.show_preview(FIRST)
    qtmodeltester.check(table(view).rows)


@pytest.mark.parametrize(
    ("operations", "words"),
    [
        ((), ""),
        ((add(Side.LOCAL, "a", "x", "y", 1),), "write 1 row to meals.csv"),
        (FIRST.plan.operations, "write 20 records to Airtable, 9 rows to meals.csv"),
        (GUARDED.plan.operations, "write 1 record to Airtable, delete 64 records in Airtable"),
        ((Operation(Side.LOCAL, "delete", "u", "x", "x", None),), "delete 1 row in meals.csv"),
    ],
)
def test_the_effect_in_words(operations: tuple[Operation, ...], words: str) -> None:
    assert plan_rows.effect(replace(FIRST, plan=Plan("0", operations))) == words


@pytest.mark.parametrize(("calls", "words"), [(1, "1 API call · about 1 s"), (1000, "1,000 API calls · about 3 min")])
def test_the_price_in_words(calls: int, words: str) -> None:
    assert plan_rows.time_words(calls) == words


def test_a_plan_of_a_hundred_thousand_opens_at_once(view: PlanView) -> None:
    operations = tuple(add(Side.AIRTABLE, f"Meal {number}", "2026-05-12", "Lunch", 500) for number in range(100_000))
    view.show_preview(replace(FIRST, plan=Plan("0", operations)))
    assert table(view).rows.rowCount() == 100_000
