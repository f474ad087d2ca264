"""Schema: the fields as mapped, what waits, and what changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.schema_view import SchemaChangeLine, SchemaView
from airsync_gui.sync.pairs import Policy
from airsync_gui.ui.field_rules_card import FieldRulesCard
from airsync_gui.ui.schema_panel import SchemaPanel
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples.pairs import NOW, PAIRS
from tests.ui.samples.schema import SCHEMA, field
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
HOSTILE = "<b>x</b>\n\u202e"
Make = Callable[[Still], Controller]


def shown(controller: Controller, qtbot: QtBot, pair_id: str | None = "meals") -> SchemaPanel:
    panel = SchemaPanel(controller)
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    return panel


def schema(still_controller: Make, qtbot: QtBot, view: SchemaView = SCHEMA) -> SchemaPanel:
    return shown(still_controller(Still(pair_lines=PAIRS, schema_view=view)), qtbot)


def texts(table: TableView) -> list[list[str]]:
    model = table.model()
    columns = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def test_every_field_says_what_is_done_about_it(still_controller: Make, qtbot: QtBot) -> None:
    panel = schema(still_controller, qtbot)
    rows = texts(panel.fields)
    assert rows[0] == ["Name", "name", "Single line text", "Key"]
    assert rows[2][-1] == "Edited on both sides. The later edit is taken"
    assert rows[4][-1] == "Computed in Airtable, read only"
    assert rows[5][-1] == "Left alone: gone"
    QAbstractItemModelTester(panel.fields.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_rule_of_a_field_is_listed_and_taken_back(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    city = next(line for line in bench.service.schema(pair_id).fields if line.name == "City")
    bench.service.set_field_policy(pair_id, (city.field_id,), Policy.AIRTABLE_WINS)
    panel = shown(controller, qtbot, pair_id)
    button = panel.findChild(QPushButton, "removeRule0Button")
    assert button is not None
    assert button.accessibleName() == "Remove the rule for City"
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    card = panel.findChild(FieldRulesCard)
    assert card is not None
    assert not card.isVisible()
    assert bench.service._pair(pair_id).field_policies == {}


def test_a_rules_pair_is_named_among_all_pairs_only(qtbot: QtBot) -> None:
    card, ruled = FieldRulesCard(), [field("Calories", "kcal", "number", rule="The later edit is taken")]
    qtbot.addWidget(card)

    def said(*, with_pairs: bool) -> list[str]:
        card.show_rules(ruled, with_pairs=with_pairs)
        QApplication.sendPostedEvents()
        return [label.text() for label in card.findChildren(RunsLabel) if label.isVisible()]

    card.show()

    assert said(with_pairs=True) == ["Calories in Meals. The later edit is taken."]
    assert said(with_pairs=False) == ["Calories. The later edit is taken."]


def test_what_waits_leads_to_the_conflicts(still_controller: Make, qtbot: QtBot) -> None:
    panel = schema(still_controller, qtbot)
    button = panel.findChild(QPushButton, "schemaConflictsButton")
    assert button is not None
    assert button.text() == "2 wait for you in Conflicts"
    with qtbot.waitSignal(panel.goes_to, timeout=WAIT_MS) as went:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert went.args == ["conflicts"]


def test_changes_are_told_with_what_was_before(still_controller: Make, qtbot: QtBot) -> None:
    panel = schema(still_controller, qtbot)
    assert [row[1:] for row in texts(panel.changes)] == [
        ["Calories", "Renamed", "Energy → Calories"],
        ["Tags", "Choice renamed", "veggie → vegetarian"],
    ]


def test_a_field_that_is_gone_has_nothing_now(still_controller: Make, qtbot: QtBot) -> None:
    change = SchemaChangeLine(1, "meals", "Meals", "Tags", "gone", "Tags", "", NOW)
    panel = schema(still_controller, qtbot, SchemaView(SCHEMA.fields[:2], (change,)))
    assert [row[1:] for row in texts(panel.changes)] == [["Tags", "Gone from Airtable", "Tags"]]


def test_another_type_is_said_in_words(still_controller: Make, qtbot: QtBot) -> None:
    change = SchemaChangeLine(1, "meals", "Meals", "Tags", "retyped", "multipleSelects", "aiText", NOW)
    line = field("Tags", "tags", "multipleSelects", problem="now aiText")
    panel = schema(still_controller, qtbot, SchemaView((line,), (change,)))
    assert texts(panel.fields)[0][-1] == "Left alone: now AI text"
    assert [row[1:] for row in texts(panel.changes)] == [["Tags", "Another type", "Multiple select → AI text"]]


def test_without_changes_it_says_so(still_controller: Make, qtbot: QtBot) -> None:
    panel = schema(still_controller, qtbot, SchemaView(SCHEMA.fields[:2]))
    assert panel.changes.isHidden()
    button = panel.findChild(QPushButton, "schemaConflictsButton")
    assert button is not None
    assert button.isHidden()


def test_foreign_names_are_one_plain_line(still_controller: Make, qtbot: QtBot) -> None:
    change = SchemaChangeLine(1, "meals", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, NOW)
    panel = schema(
        still_controller, qtbot, SchemaView((field(HOSTILE, HOSTILE, "number", problem=HOSTILE),), (change,))
    )
    for row in (*texts(panel.fields), *texts(panel.changes)):
        assert not any("\n" in text or "\u202e" in text for text in row)


def test_a_real_pair_shows_its_fields(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    panel = shown(controller, qtbot, pair_id)
    names = {row[0]: row[-1] for row in texts(panel.fields)}
    pair = bench.app.settings.pairs()[0]
    assert set(names) == {pair.field_names[f] for f in pair.columns}
    assert names[pair.field_names[pair.key[0]]] == "Key"
