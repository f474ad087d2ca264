"""A new pair from the first step to the first sync: by keyboard alone, with what can go wrong on the way."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.credentials import Secret
from airsync_gui.errors import KeyRejected, KeyringUnavailable
from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.pairs import Direction, Policy
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.main_window import LEAST_SIZE
from airsync_gui.ui.pair_wizard import PairWizard
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.wizard_airtable_step import AirtableStep
from airsync_gui.ui.wizard_fields_step import FieldsStep
from airsync_gui.ui.wizard_key_step import KeyStep
from airsync_gui.ui.wizard_local_step import LocalStep
from airsync_gui.ui.wizard_preview_step import PreviewStep
from airsync_gui.ui.wizard_rules_step import RulesStep
from tests.jobs.bench import LIMIT_S, Bench
from tests.jobs.guard import GuiThreadGuard
from tests.ui.looking import dress
from tests.ui.samples import wizard as sample
from tests.ui.scenes import scene
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
HOSTILE = "<img src=x><b>bold</b>"
TOKEN = "patSecretSecretSe.0123456789abcdef"


class Hands:
    """A wizard, and the keys and clicks that it gets."""

    def __init__(self, controller: Controller, qtbot: QtBot, *, only_key: bool = False) -> None:
        self.qtbot = qtbot
        self.wizard = PairWizard(controller, only_key=only_key)
        qtbot.addWidget(self.wizard)
        self.wizard.resize(1280, 800)
        self.wizard.show()
        self.wizard.activateWindow()
        qtbot.waitUntil(self.wizard.isActiveWindow, timeout=WAIT_MS)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=WAIT_MS)

    def button(self, name: str) -> Button:
        found = self.wizard.findChild(Button, name)
        assert isinstance(found, Button), name
        return found

    def click(self, name: str) -> None:
        self.until(lambda: self.button(name).isVisible() and self.button(name).isEnabled())
        self.qtbot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def at(self, key: str) -> None:
        """Wait until a step is here and asks nothing."""
        self.until(lambda: self.wizard.step.key == key and not self.wizard.step.busy)

    def next_is_ready(self) -> None:
        self.until(self.button("wizardNextButton").isEnabled)

    # -- the steps --------------------------------------------------------------------------------------------------

    @property
    def local(self) -> LocalStep:
        assert isinstance(self.wizard.step, LocalStep)
        return self.wizard.step

    @property
    def fields(self) -> FieldsStep:
        assert isinstance(self.wizard.step, FieldsStep)
        return self.wizard.step

    def to_local(self) -> LocalStep:
        self.at("airtable")
        self.until(lambda: self.wizard.draft.table is not None)
        self.click("wizardNextButton")
        self.at("local")
        return self.local

    def to_fields(self, path: Path) -> FieldsStep:
        self.to_local().choose(str(path))
        self.until(lambda: self.wizard.draft.file is not None)
        self.click("wizardNextButton")
        self.at("fields")
        return self.fields

    def to_rules(self, path: Path) -> RulesStep:
        self.to_fields(path)
        self.click("wizardNextButton")
        self.at("rules")
        assert isinstance(self.wizard.step, RulesStep)
        return self.wizard.step

    def to_preview(self, path: Path) -> PreviewStep:
        self.to_rules(path)
        self.click("wizardNextButton")
        self.until(lambda: isinstance(self.wizard.step, PreviewStep) and self.wizard.step.preview is not None)
        assert isinstance(self.wizard.step, PreviewStep)
        return self.wizard.step

    def said(self) -> str:
        """What the step's message bar says."""
        return self.wizard.step.bar.text


@pytest.fixture
def hands(controller: Controller, qtbot: QtBot) -> Hands:
    return Hands(controller, qtbot)


def rail(hands: Hands) -> list[str]:
    steps = [hands.wizard.findChild(QWidget, f"railStep{number}") for number in range(1, 7)]
    return [step.accessibleName() for step in steps if isinstance(step, QWidget)]


# -- the whole way ----------------------------------------------------------------------------------------------------


def test_by_keyboard_alone_to_a_pair_in_step(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    bench.people.add({"Name": "Cem", "Age": 50})
    path = bench.write(("Ada", 36, "London"), ("Ben", 41, "Rome"))
    with GuiThreadGuard():
        hands = Hands(controller, qtbot)
        hands.at("airtable")  # the sandbox needs no token: the first step is passed by
        hands.until(lambda: hands.wizard.draft.table is not None)
        hands.press(Qt.Key.Key_Return)  # the base: on to its tables
        hands.press(Qt.Key.Key_Return)
        hands.at("local")
        hands.type(str(path))
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda: hands.wizard.draft.file is not None)
        hands.press(Qt.Key.Key_Return)
        hands.at("fields")
        hands.next_is_ready()
        for _ in range(30):
            if hands.button("wizardNextButton").hasFocus():
                break
            hands.press(Qt.Key.Key_Tab)
        hands.press(Qt.Key.Key_Space)
        hands.at("rules")
        hands.press(Qt.Key.Key_Return)
        hands.until(hands.button("wizardNextButton").hasFocus)
        assert hands.button("wizardNextButton").text() == "Start: write 2 records to Airtable, 1 row to people.csv"
        with (
            qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS),
            qtbot.waitSignal(hands.wizard.finished, timeout=WAIT_MS) as finished,
        ):
            hands.press(Qt.Key.Key_Space)
    assert finished.args is not None
    qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["in_step"], timeout=WAIT_MS)
    assert controller.lines[0].pair_id == finished.args[0]
    assert controller.lines[0].name == "People"
    assert sorted(r["fields"]["Name"] for r in bench.people.records()) == ["Ada", "Ben", "Cem"]
    assert "Cem" in path.read_text(encoding="utf-8")


def test_nothing_is_kept_before_the_last_button(bench: Bench, hands: Hands) -> None:
    before = bench.write(("Ada", 36)).read_bytes()
    hands.to_preview(bench.folder / "people.csv")
    with hands.qtbot.waitSignal(hands.wizard.cancelled):
        hands.click("wizardCancelButton")
    assert bench.service.pairs() == ()
    assert bench.people.records() == []
    assert (bench.folder / "people.csv").read_bytes() == before


def test_the_rail_says_where_one_is_and_what_was_chosen(bench: Bench, hands: Hands) -> None:
    hands.to_fields(bench.write(("Ada", 36)))
    assert rail(hands) == [
        "Step 1 of 6, Key, done: the sandbox needs none",
        "Step 2 of 6, Airtable, done: Club › People",
        "Step 3 of 6, This computer, done: people.csv",
        "Step 4 of 6, Fields, you are here",
        "Step 5 of 6, Rules, to come",
        "Step 6 of 6, Preview, to come",
    ]


def test_back_keeps_everything(bench: Bench, hands: Hands) -> None:
    path = bench.write(("Ada", 36, "London"))
    fields = hands.to_fields(path)
    assert fields.table is not None
    fields.table.choose("Notes")
    fields.strip.combo.setCurrentIndex(0)
    fields.strip.combo.activated.emit(0)
    hands.next_is_ready()
    hands.click("wizardNextButton")
    hands.at("rules")
    hands.qtbot.keyClicks(hands.wizard.findChild(QLineEdit, "pairNameEdit"), " of the club")
    hands.qtbot.mouseClick(hands.wizard.findChild(QRadioButton, "directionPushRadio"), Qt.MouseButton.LeftButton)
    for key in ("fields", "local", "airtable", "key"):
        hands.click("wizardBackButton")
        hands.at(key)
    for key in ("airtable", "local", "fields", "rules"):
        hands.click("wizardNextButton")
        hands.at(key)
    draft = hands.wizard.draft
    assert (draft.name, draft.direction, draft.file_name) == ("People of the club", Direction.PUSH, "people.csv")
    assert "Notes" not in draft.partners
    assert "Age" in draft.partners
    name = hands.wizard.findChild(QLineEdit, "pairNameEdit")
    assert isinstance(name, QLineEdit)
    assert name.text() == "People of the club"


# -- the key ----------------------------------------------------------------------------------------------------------


class Stern(Still):
    """A service whose token store has a will of its own."""

    store_error: Exception | None = None
    keyring_error: Exception | None = None

    def keyring_name(self) -> str:
        if self.keyring_error is not None:
            raise self.keyring_error
        return super().keyring_name()

    def store_token(self, account: str, given: Secret, cancel: object) -> object:  # type: ignore[override]
        self.told.append(("text", given.reveal()))
        if self.store_error is not None:
            raise self.store_error
        return self.base_choices


def stern(**answers: object) -> Stern:
    known = sample.still(**answers)
    return Stern(**{name: getattr(known, name) for name in known.__struct_fields__})


def test_a_token_is_pasted_checked_kept_and_gone_from_the_window(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> None:
    service = stern(token=False)
    hands = Hands(still_controller(service), qtbot)
    hands.at("key")
    token = hands.wizard.findChild(QLineEdit, "tokenEdit")
    assert isinstance(token, QLineEdit)
    assert token.echoMode() is QLineEdit.EchoMode.Password
    assert not hands.button("wizardNextButton").isEnabled()
    hands.type(TOKEN)
    assert hands.button("wizardNextButton").text() == "Check the token and keep it"
    hands.press(Qt.Key.Key_Return)
    hands.at("airtable")
    assert ("text", TOKEN) in service.told
    assert token.text() == ""


def test_a_wrong_token_is_told_and_can_be_mended(
    still_controller: Callable[[Still], Controller], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    service = stern(token=False)
    service.store_error = KeyRejected(account="default", host="api.airtable.com")
    hands = Hands(still_controller(service), qtbot)
    hands.at("key")
    hands.type(TOKEN)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: bool(hands.said()))
    assert hands.said().startswith("The access token is refused. Airtable does not accept the access token.")
    assert "airsync-gui" not in hands.said()
    service.store_error = None
    hands.type("x")
    assert hands.said() == ""
    hands.press(Qt.Key.Key_Return)
    hands.at("airtable")
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("why", ["missing", "insecure", "locked"])
def test_a_keyring_that_can_not_be_used_is_told_with_its_remedy(
    still_controller: Callable[[Still], Controller], qtbot: QtBot, why: str
) -> None:
    service = stern(token=False)
    service.keyring_error = KeyringUnavailable(why=why, backend="plaintext", remedy="Install GNOME Keyring.")
    hands = Hands(still_controller(service), qtbot)
    hands.until(lambda: bool(hands.said()))
    assert "Install GNOME Keyring. Nothing was stored." in hands.said()
    assert "--token" not in hands.said()
    assert not hands.button("wizardNextButton").isEnabled()
    service.keyring_error = None
    hands.click("keyAgainButton")
    hands.until(lambda: not hands.said())
    token = hands.wizard.findChild(QLineEdit, "tokenEdit")
    assert isinstance(token, QLineEdit)
    assert token.isEnabled()


def test_a_kept_token_is_passed_by_and_can_be_replaced(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> None:
    hands = Hands(still_controller(stern()), qtbot)
    hands.at("airtable")
    hands.click("wizardBackButton")
    hands.at("key")
    assert isinstance(hands.wizard.step, KeyStep)
    hands.click("wizardNextButton")
    hands.at("airtable")


def test_only_the_token_is_replaced(still_controller: Callable[[Still], Controller], qtbot: QtBot) -> None:
    service = stern()
    hands = Hands(still_controller(service), qtbot, only_key=True)
    hands.at("key")
    assert not hands.button("wizardBackButton").isVisible()
    hands.type(TOKEN)
    with qtbot.waitSignal(hands.wizard.cancelled, timeout=WAIT_MS):
        hands.press(Qt.Key.Key_Return)
    assert ("text", TOKEN) in service.told


def test_a_token_that_was_revoked_leads_back_to_its_step(bench: Bench, hands: Hands) -> None:
    hands.at("airtable")
    step = hands.wizard.step
    step.show_error(KeyRejected(account="default", host="h"), None)
    hands.click("replaceTokenButton")
    hands.at("key")


# -- Airtable ---------------------------------------------------------------------------------------------------------


def test_lists_are_searched_and_tables_follow_the_base(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    other = bench.sandbox.add_base("Garden")
    other.add_table("Beds", [("Bed", "singleLineText")])
    other.add_table("Plants", [("Plant", "singleLineText")])
    hands = Hands(controller, qtbot)
    hands.at("airtable")
    step = hands.wizard.step
    assert isinstance(step, AirtableStep)
    search = hands.wizard.findChild(QLineEdit, "basesSearch")
    qtbot.keyClicks(search, "gard")
    assert [row.name for row in step.bases.rows.rows] == ["Garden"]
    step.bases.choose(other.id)
    hands.until(lambda: [row.name for row in step.tables.rows.rows] == ["Beds", "Plants"])
    assert not hands.button("wizardNextButton").isEnabled()
    qtbot.keyClicks(hands.wizard.findChild(QLineEdit, "tablesSearch"), "plan")
    step.tables.choose(other.table("Plants").id)
    hands.next_is_ready()
    assert hands.wizard.draft.airtable_name == "Garden › Plants"


def test_looking_at_another_base_loses_nothing_of_the_first(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    other = bench.sandbox.add_base("Garden")
    other.add_table("Beds", [("Bed", "singleLineText")])
    hands = Hands(controller, qtbot)
    hands.at("airtable")
    step = hands.wizard.step
    assert isinstance(step, AirtableStep)
    step.bases.choose(bench.sandbox.base("Club").id)
    fields = hands.to_fields(bench.write(("Ada", 36)))
    assert fields.table is not None
    fields.table.choose("Age")
    fields.strip.combo.setCurrentIndex(0)
    fields.strip.combo.activated.emit(0)
    for _ in range(2):
        hands.click("wizardBackButton")
    hands.at("airtable")
    step.bases.choose(other.id)
    hands.until(lambda: hands.wizard.draft.airtable_name == "Garden › Beds" or len(step.tables.rows.rows) == 1)
    search = hands.wizard.findChild(QLineEdit, "basesSearch")
    assert isinstance(search, QLineEdit)
    step.bases.choose(bench.sandbox.base("Club").id)
    qtbot.keyClicks(search, "nothing of the kind")
    search.clear()
    assert step.bases.current_key == bench.sandbox.base("Club").id
    step.tables.choose(bench.people.id)
    hands.next_is_ready()
    assert hands.wizard.draft.airtable_name == "Club › People"


def test_an_answer_that_is_late_is_not_waited_for(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    gate = bench.gate("GET")
    hands = Hands(controller, qtbot)
    hands.until(gate.arrived.is_set)
    hands.until(lambda: hands.wizard.step.key == "airtable")
    assert hands.wizard.step.busy
    hands.click("wizardBackButton")
    hands.at("key")
    gate.open()
    hands.click("wizardNextButton")
    hands.at("airtable")
    hands.until(lambda: hands.wizard.draft.table is not None)


# -- this computer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("absent.csv", None, "does not exist"),
        ("picture.png", b"\x89PNG", "AirSync can't sync .png files"),
        ("broken.csv", b'a,b\n"1,2\n', "broken.csv"),
        ("twice.csv", b"a,a\n1,2\n", "twice.csv"),
        ("bad.db", b"not a database at all, and long enough to be looked at" * 40, "bad.db"),
    ],
)
def test_a_wrong_file_gives_its_sentence(
    bench: Bench, hands: Hands, name: str, content: bytes | None, sentence: str
) -> None:
    path = bench.folder / name
    if content is not None:
        path.write_bytes(content)
    step = hands.to_local()
    hands.type(str(path))
    hands.until(lambda: bool(hands.said()))
    assert sentence in hands.said()
    assert step.path.property("wrong") is True
    hands.click("wizardNextButton")
    hands.at("local")
    assert hands.wizard.draft.file is None
    step.path.clear()
    hands.type(str(bench.write(("Ada", 36))))
    hands.until(lambda: hands.wizard.draft.file is not None)
    assert hands.said() == ""
    assert step.path.property("wrong") is False


def test_a_files_first_rows_are_shown_as_they_are_read(bench: Bench, hands: Hands) -> None:
    step = hands.to_local()
    step.choose(str(bench.write(("Ada", 36, "London"), ("Ben", 41, "Rome"))))
    hands.until(lambda: hands.wizard.draft.file is not None)
    about = hands.wizard.findChild(QLabel, "fileAbout")
    assert isinstance(about, QLabel)
    assert about.text() == "UTF-8, comma, 2 rows, 5 columns"
    table = step.findChild(QWidget, "localRowsTable")
    model = table.model()  # type: ignore[union-attr]
    shown = [[model.index(row, place).data() for place in range(3)] for row in range(model.rowCount())]
    assert shown == [["text", "whole numbers", "text"], ["Ada", "36", "London"], ["Ben", "41", "Rome"]]


def test_the_tables_of_a_database_are_offered(bench: Bench, hands: Hands) -> None:
    path = bench.folder / "club.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE members (Name TEXT PRIMARY KEY NOT NULL, Age INTEGER)")
        db.execute("INSERT INTO members VALUES ('Ada', 36)")
        db.execute("CREATE TABLE loose (x)")
        db.execute("CREATE VIEW adults AS SELECT Name, Age FROM members WHERE Age > 17")
    step = hands.to_local()
    step.choose(str(path))
    hands.until(lambda: hands.wizard.draft.file is not None)
    combo = hands.wizard.findChild(QComboBox, "localTableCombo")
    assert isinstance(combo, QComboBox)
    assert [combo.itemText(number) for number in range(combo.count())] == [
        "adults · 1 row · is a view",
        "loose · 0 rows · has neither a primary key nor a unique key",
        "members · 1 row",
    ]
    assert hands.wizard.draft.direction is Direction.PUSH  # a view is never written
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    hands.until(lambda: hands.wizard.draft.file_name == "club.db · members")
    assert hands.wizard.draft.never_written == ""
    hands.click("wizardNextButton")
    hands.at("fields")
    hands.click("wizardNextButton")
    hands.at("rules")
    hands.click("wizardNextButton")
    hands.until(lambda: isinstance(hands.wizard.step, PreviewStep) and hands.wizard.step.preview is not None)
    assert hands.button("wizardNextButton").text() == "Start: write 1 record to Airtable"


def test_a_folder_of_notes_is_chosen_and_synced(bench: Bench, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bench.folder / "people"
    folder.mkdir()
    (folder / "Ada.md").write_text("---\nName: Ada\nAge: 36\n---\n")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    hands.to_local()
    hands.click("localFolderButton")
    hands.until(lambda: hands.wizard.draft.file is not None)
    assert hands.wizard.draft.file_name == "people/"
    hands.click("wizardNextButton")
    hands.at("fields")
    hands.click("wizardNextButton")
    hands.at("rules")
    hands.click("wizardNextButton")
    hands.until(lambda: isinstance(hands.wizard.step, PreviewStep) and hands.wizard.step.preview is not None)
    assert hands.button("wizardNextButton").text() == "Start: write 1 record to Airtable"


def test_a_workbook_without_a_table_says_so(bench: Bench, hands: Hands) -> None:
    path = bench.folder / "book.xlsx"
    openpyxl.Workbook().save(path)
    step = hands.to_local()
    step.choose(str(path))
    hands.until(lambda: step.bar.text == "No table that can take part. Sheet is empty.")


def test_a_file_can_be_dropped(bench: Bench, hands: Hands) -> None:
    step = hands.to_local()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bench.write(("Ada", 36))))])
    what = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(5, 5), *what)
    step.dragEnterEvent(entered)
    assert entered.isAccepted()
    step.dropEvent(QDropEvent(QPoint(5, 5), *what))
    hands.until(lambda: hands.wizard.draft.file_name == "people.csv")


# -- fields -----------------------------------------------------------------------------------------------------------


def texts(step: FieldsStep, place: int) -> list[str]:
    assert step.table is not None
    model = step.table.rows
    return [model.index(row, place).data() for row in range(model.rowCount())]


def well(hands: Hands) -> str:
    found = hands.wizard.findChild(QWidget, "keyWell")
    assert isinstance(found, QWidget)
    return found.accessibleName()


def test_alike_names_are_matched_and_the_key_is_checked(bench: Bench, hands: Hands) -> None:
    path = bench.folder / "odd.csv"
    path.write_text("name,AGE,City,Extra\nAda,36,Rome,x\nBen,old,Oslo,y\n", encoding="utf-8")
    step = hands.to_fields(path)
    hands.until(lambda: "2 rows" in well(hands))
    assert well(hands) == "Key: name   2 rows, all unique."
    assert texts(step, 3) == ["Name", "Age", "City", "Choose a field…"]
    assert texts(step, 4) == ["Matched by name", "1 of 2 do not fit", "Same name", "Takes no part"]
    assert step.table is not None
    step.table.choose("AGE")
    said = step.strip.findChildren(QWidget)
    assert any("“old” (row 3) is not a number" in widget.accessibleName() for widget in said)


def test_what_becomes_of_cells_that_do_not_fit_is_asked_and_kept(bench: Bench, hands: Hands) -> None:
    step = hands.to_fields(bench.write(("Ada", "36 kg"), ("Ben", "n/a"), ("Cem", 41)))
    hands.until(lambda: "3 rows" in well(hands))
    assert step.table is not None
    step.table.choose("Age")
    problem = hands.wizard.findChild(QLabel, "misfitText")
    assert problem is not None
    assert "“36 kg” (row 2), “n/a” (row 3) is not a number" in problem.text()
    assert hands.button("leaveUnitOffButton").text() == "Read “36 kg” as 36"
    hands.click("leaveUnitOffButton")
    hands.until(lambda: texts(step, 4)[1] == "1 of 3 do not fit")
    assert not hands.button("leaveUnitOffButton").isVisible()
    assert hands.button("leaveMisfitsButton").text() == "Leave this one out"
    hands.click("leaveMisfitsButton")
    assert texts(step, 4)[1] == "1 of 3 left out"
    assert problem.text().endswith("They are left as they are until they do.")
    assert hands.wizard.draft.wishes().styles == {"Age": "unit kg"}
    hands.click("askMisfitsAgainButton")
    hands.until(lambda: texts(step, 4)[1] == "2 of 3 do not fit")
    assert hands.wizard.draft.wishes().styles == {}
    hands.click("leaveUnitOffButton")
    hands.until(lambda: texts(step, 4)[1] == "1 of 3 do not fit")
    hands.click("wizardNextButton")
    hands.at("rules")
    hands.click("wizardNextButton")
    hands.at("preview")
    hands.click("wizardNextButton")
    hands.until(lambda: len(bench.people.records()) == 2)
    assert sorted(r["fields"]["Age"] for r in bench.people.records()) == [36, 41]


def test_in_the_smallest_window_how_columns_fit_is_seen_before_their_samples(qtbot: QtBot) -> None:
    dress()
    with scene("8-wizard-fields", LEAST_SIZE) as window:
        table = window.findChild(TableView, "fieldsTable")
        assert table is not None
        assert table.horizontalScrollBar().maximum() == 0
        assert [table.isColumnHidden(number) for number in range(5)] == [False, True, False, False, False]


def test_a_key_that_is_not_unique_is_told_and_another_can_be_chosen(bench: Bench, hands: Hands) -> None:
    step = hands.to_fields(bench.write(("Ada", 36, "Rome"), ("Ada", 37, "Oslo"), ("Ben", 41, "Bonn"), ("", 5, "Kiel")))
    assert step.table is not None
    step.table.choose("Name")
    if not step.strip.box.isChecked():
        step.strip.box.click()
    for key in ("City", "Age"):
        step.table.choose(key)
        if step.strip.box.isChecked():
            step.strip.box.click()
    trouble = "2 rows share a key with another, 1 row has no key: held back until that is mended. 4 rows in all."
    hands.until(lambda: well(hands) == f"Key: Name   {trouble}")
    hands.next_is_ready()  # the others can be synced all the same
    hands.click("changeKeyButton")
    assert step.strip.box.hasFocus()
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: "No key yet" in well(hands))
    assert not hands.button("wizardNextButton").isEnabled()
    step.table.choose("City")
    step.strip.box.click()
    hands.until(lambda: well(hands) == "Key: City   4 rows, all unique.")
    hands.next_is_ready()


def test_a_field_has_one_column(bench: Bench, hands: Hands) -> None:
    step = hands.to_fields(bench.write(("Ada", 36, "Rome")))
    assert step.table is not None
    step.table.choose("Notes")
    city = step.strip.combo.findText("City")
    step.strip.combo.setCurrentIndex(city)
    step.strip.combo.activated.emit(city)
    assert dict(zip(texts(step, 0), texts(step, 3), strict=True))["City"] == "Choose a field…"
    assert dict(zip(texts(step, 0), texts(step, 4), strict=True))["Notes"] == "Matched by you"


def test_enter_on_a_column_leads_to_its_field(bench: Bench, hands: Hands) -> None:
    step = hands.to_fields(bench.write(("Ada", 36)))
    hands.until(lambda: step.table is not None and step.table.hasFocus())
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert step.strip.combo.hasFocus()
    assert step.strip.combo.accessibleName() == "Field in Airtable for Age"


def test_the_tables_of_an_agents_workspace_are_found_by_themselves(
    bench: Bench, controller: Controller, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = tmp_path / "claw"
    (workspace / "data").mkdir(parents=True)
    (workspace / "data" / "people.csv").write_text("Name,Age\nAda,36\n")
    (workspace / "data" / "daily.json").write_text('{"2026-05-12": [{"Name": "Ben", "Age": 41}]}')
    (workspace / "AGENTS.md").write_text("Be kind.")
    monkeypatch.setenv("OPENCLAW_WORKSPACE_DIR", str(workspace))
    hands = Hands(controller, qtbot)
    step = hands.to_local()
    combo = step.findChild(QComboBox, "workspaceCombo")
    assert combo is not None
    hands.until(combo.isVisible)
    offered = [combo.itemText(place) for place in range(combo.count())]
    assert any(text.startswith("data/people.csv") for text in offered), offered
    assert not any("AGENTS" in text for text in offered)
    combo.setCurrentIndex(next(p for p, text in enumerate(offered) if text.startswith("data/people.csv")))
    combo.activated.emit(combo.currentIndex())
    hands.until(lambda: hands.wizard.draft.file is not None)
    assert step.path.text() == str(workspace / "data" / "people.csv")


def test_without_an_agents_workspace_nothing_is_said_of_one(bench: Bench, hands: Hands) -> None:
    step = hands.to_local()
    combo = step.findChild(QComboBox, "workspaceCombo")
    assert combo is not None
    assert not combo.isVisible()


# -- rules, preview ---------------------------------------------------------------------------------------------------


def test_a_name_that_is_taken_is_told_where_it_is_typed(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    bench.in_step()
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    qtbot.waitUntil(lambda: len(controller.lines) == 1, timeout=WAIT_MS)
    hands = Hands(controller, qtbot)
    hands.to_rules(bench.write(("Ada", 36), name="more.csv"))
    assert hands.wizard.draft.name == "People 2"
    name = hands.wizard.findChild(QLineEdit, "pairNameEdit")
    assert isinstance(name, QLineEdit)
    hands.until(name.hasFocus)
    name.selectAll()
    hands.type("People")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: bool(hands.said()))
    assert "There is a pair named People already" in hands.said()
    hands.at("rules")


def test_a_one_way_pair_says_what_becomes_of_edits_over_there(bench: Bench, hands: Hands) -> None:
    step = hands.to_rules(bench.write(("Ada", 36)))
    assert not step.form.drifts.isVisible()
    hands.qtbot.mouseClick(hands.wizard.findChild(QRadioButton, "directionPullRadio"), Qt.MouseButton.LeftButton)
    assert step.form.drifts.isVisible()
    assert step.summary == "To this computer only, ask me"


def test_what_is_on_or_off_is_the_pairs(bench: Bench, hands: Hands) -> None:
    step = hands.to_rules(bench.write(("Ada", 36)))
    for name in ("createChoicesBox", "askFirstBox", "rollingBox", "escapeFormulasBox"):
        box = hands.wizard.findChild(QCheckBox, name)
        assert isinstance(box, QCheckBox)
        assert box.isVisible()
        assert box.accessibleDescription()
        assert not box.isChecked()
        box.click()
    wishes = hands.wizard.draft.wishes()
    assert (wishes.create_choices, wishes.ask_first, wishes.rolling, wishes.escape_formulas) == (True,) * 4
    step.enter()
    assert step.form.switches["rolling"].box.isChecked()


def test_fields_have_rules_of_their_own_and_the_pair_its_schedule(bench: Bench, hands: Hands) -> None:
    step = hands.to_rules(bench.write(("Ada", 36)))
    wizard = hands.wizard
    words = [label.text() for label in wizard.findChildren(QLabel, "guardWords")]
    assert "more than 10 records and 10 %" in words[0]
    fields, rules = (wizard.findChild(QComboBox, n) for n in ("fieldPolicyFieldCombo", "fieldPolicyCombo"))
    assert fields is not None
    assert rules is not None
    fields.setCurrentText("City")
    rules.setCurrentText("Take Airtable’s value")
    hands.click("addFieldPolicyButton")
    fields.setCurrentText("Age")
    hands.click("addFieldPolicyButton")
    hands.click("removeFieldPolicy1Button")
    radio, edit = wizard.findChild(QRadioButton, "ownScheduleRadio"), wizard.findChild(QLineEdit, "pairAtEdit")
    assert isinstance(radio, QRadioButton)
    assert isinstance(edit, QLineEdit)
    radio.click()
    edit.setText("noon")
    hands.click("wizardNextButton")
    hands.at("rules")  # what is wrong is told beside it
    edit.setText("7:00")
    hands.click("wizardNextButton")
    hands.until(lambda: isinstance(wizard.step, PreviewStep) and wizard.step.preview is not None)
    wishes = wizard.draft.wishes()
    city = next(f for f, field in wizard.draft.fields.items() if field.name == "City")
    assert (dict(wishes.policies), wishes.schedule) == ({city: Policy.AIRTABLE_WINS}, "change, 60 min, 07:00")
    step.enter()
    assert step.form.field_policies.policies == {city: Policy.AIRTABLE_WINS}


def test_formulas_matter_in_text_files_alone(bench: Bench, hands: Hands) -> None:
    (bench.folder / "people.json").write_text('[{"Name": "Ada", "Age": 36}]')
    step = hands.to_rules(bench.folder / "people.json")
    assert step.form.switches["rolling"].isVisible()
    assert not step.form.switches["escape_formulas"].isVisible()
    hands.wizard.draft.escape_formulas = True
    assert not hands.wizard.draft.wishes().escape_formulas


def test_the_preview_can_be_stopped_and_made_again(bench: Bench, hands: Hands) -> None:
    hands.to_rules(bench.write(("Ada", 36)))
    gate = bench.gate("POST")
    hands.click("wizardNextButton")
    hands.until(gate.arrived.is_set)
    hands.click("wizardPreviewBusyCancel")
    hands.at("rules")
    gate.open()
    hands.click("wizardNextButton")
    hands.until(lambda: isinstance(hands.wizard.step, PreviewStep) and hands.wizard.step.preview is not None)


def test_a_file_that_went_away_is_told_and_tried_again(bench: Bench, hands: Hands) -> None:
    path = bench.write(("Ada", 36))
    hands.to_rules(path)
    elsewhere = path.rename(bench.folder / "elsewhere.csv")
    hands.click("wizardNextButton")
    hands.until(lambda: bool(hands.said()))
    assert "does not exist" in hands.said()
    elsewhere.rename(path)
    hands.click("wizardNextButton")
    hands.until(lambda: isinstance(hands.wizard.step, PreviewStep) and hands.wizard.step.preview is not None)


def test_what_differs_waits_and_what_is_equal_is_counted(bench: Bench, hands: Hands) -> None:
    bench.people.add({"Name": "Ada", "City": "Oslo"})
    bench.people.add({"Name": "Ben", "City": "Rome"})
    step = hands.to_preview(bench.write(("Ada", "", "London"), ("Ben", "", "Rome")))
    assert step.preview is not None
    assert (step.preview.equal, len(step.preview.plan.conflicts)) == (1, 1)
    assert hands.button("wizardNextButton").text() == "Start"


# -- foreign names ----------------------------------------------------------------------------------------------------


def test_foreign_names_are_plain_text_everywhere(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    base = bench.sandbox.add_base(HOSTILE)
    base.add_table(HOSTILE, [(HOSTILE, "singleLineText"), ("Age", "number", {"precision": 0})])
    path = bench.folder / "hostile.csv"
    path.write_text(f"{HOSTILE},Age\n{HOSTILE},1\n", encoding="utf-8")
    hands = Hands(controller, qtbot)
    hands.at("airtable")
    step = hands.wizard.step
    assert isinstance(step, AirtableStep)
    step.bases.choose(base.id)
    hands.until(lambda: hands.wizard.draft.table is not None and hands.wizard.draft.table.base_id == base.id)
    hands.to_preview(path)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in hands.wizard.findChildren(QLabel))
    for widget in hands.wizard.findChildren(QWidget):
        assert not re.search(r"<[A-Za-z/!]", widget.toolTip()), widget.objectName()
    assert hands.wizard.draft.name == HOSTILE


def test_every_control_has_a_name(bench: Bench, hands: Hands) -> None:
    hands.to_preview(bench.write(("Ada", 36)))
    kinds = (Button, QLineEdit, QComboBox, QRadioButton)
    for kind in kinds:
        for control in hands.wizard.findChildren(kind):
            assert control.objectName(), control
            assert control.accessibleName(), control.objectName()


# -- what is not there yet --------------------------------------------------------------------------------------------


def test_a_new_table_is_made_from_the_file_once_it_was_shown(bench: Bench, hands: Hands) -> None:
    path = bench.folder / "books.csv"
    path.write_text("Title,Pages,Read\nDune,412,yes\nEmma,320,\n")
    hands.at("airtable")
    hands.until(lambda: hands.wizard.draft.table is not None)
    hands.click("newTableButton")
    hands.at("local")
    hands.local.choose(str(path))
    hands.until(lambda: hands.wizard.draft.file is not None)
    shown = hands.wizard.findChild(TableView, "proposalTable")
    assert isinstance(shown, TableView)
    assert [row.type for row in shown.rows.rows] == ["singleLineText", "number", "checkbox"]
    assert hands.local.table_name.text() == "books"
    assert hands.button("wizardNextButton").text() == "Make this table in Club"
    assert len(bench.sandbox.base("Club").tables) == 1
    hands.click("wizardNextButton")
    hands.at("fields")
    assert [f.name for f in bench.app.metadata().tables(bench.sandbox.base("Club").id)[-1].fields] == [
        "Title",
        "Pages",
        "Read",
    ]
    assert rail(hands)[1] == "Step 2 of 6, Airtable, done: Club › books"
    hands.click("wizardNextButton")
    hands.at("rules")
    hands.click("wizardNextButton")
    hands.until(lambda: isinstance(hands.wizard.step, PreviewStep) and hands.wizard.step.preview is not None)
    assert hands.button("wizardNextButton").text() == "Start: write 2 records to Airtable"


def test_a_table_that_can_not_be_made_says_why(bench: Bench, hands: Hands) -> None:
    path = bench.write(("Ada", 36))
    hands.at("airtable")
    hands.until(lambda: hands.wizard.draft.table is not None)
    hands.click("newTableButton")
    hands.at("local")
    hands.local.choose(str(path))
    hands.until(lambda: hands.wizard.draft.file is not None)
    hands.local.table_name.setText("")
    assert not hands.button("wizardNextButton").isEnabled()
    hands.local.table_name.setText("People")
    hands.click("wizardNextButton")
    hands.until(lambda: bool(hands.said()))
    assert len(bench.sandbox.base("Club").tables) == 1
    hands.click("wizardBackButton")
    hands.at("airtable")
    assert isinstance(hands.wizard.step, AirtableStep)
    hands.wizard.step.tables.choose(bench.people.id)
    hands.click("wizardNextButton")
    hands.at("local")
    assert not hands.wizard.draft.wants_table
    assert hands.local.primary == ""


def test_a_file_that_is_missing_can_be_made(bench: Bench, hands: Hands) -> None:
    bench.people.add({"Name": "Ada", "Age": 36})
    path = bench.folder / "new.csv"
    local = hands.to_local()
    local.choose(str(path))
    hands.until(lambda: bool(hands.said()))
    assert "does not exist" in hands.said()
    assert not path.exists()
    hands.click("makeFileButton")
    hands.until(lambda: hands.wizard.draft.file is not None)
    assert path.read_text().startswith("Name,Age,City,Notes,Tags")
    hands.click("wizardNextButton")
    hands.at("fields")
    assert len(hands.wizard.draft.partners) == 8


def test_a_file_that_can_not_be_made_says_why(bench: Bench, hands: Hands) -> None:
    local = hands.to_local()
    local.choose(str(bench.folder / "new.json"))
    hands.until(lambda: bool(hands.said()))
    hands.click("makeFileButton")
    hands.until(lambda: "without rows" in hands.said())
    assert not (bench.folder / "new.json").exists()
