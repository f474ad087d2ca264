"""The Settings page by clicks and keys: what is chosen holds at once, is kept, and shows no token."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui import desktop
from airsync_gui.credentials import SERVICE
from airsync_gui.health_limits import HealthLimits
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.preferences import AccountLine, Preferences, UsualRules
from airsync_gui.schedule import Schedule
from airsync_gui.sync.pairs import Deletes, Direction, Policy
from airsync_gui.ui.look import look
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.pair_wizard import PairWizard
from airsync_gui.ui.panel_stack import PanelStack
from airsync_gui.ui.settings_page import SettingsPage
from airsync_gui.ui.sidebar import PairList
from tests.jobs.bench import LIMIT_S, Bench
from tests.jobs.guard import GuiThreadGuard
from tests.ui.looking import dress
from tests.ui.samples.pairs import PAIRS
from tests.ui.samples.settings import ACCOUNTS
from tests.ui.still import Still

pytestmark = pytest.mark.serial
LIMIT_MS = int(LIMIT_S * 1000)
SECRET = "pat0123456789ABCD." + "5ec4e7" * 10
HOSTILE = '<b>ho&me</b><img src="x">'
HOST = "api.airtable.com"


@pytest.fixture
def open_page(controller: Controller, qtbot: QtBot) -> Iterator[Callable[[], SettingsPage]]:
    """Opens the page and waits for all of it; from then on this thread may not block."""
    guard, kept = ExitStack(), []

    def open_it() -> SettingsPage:
        made = SettingsPage(controller)
        kept.append(made)
        qtbot.addWidget(made)
        made.resize(900, 900)
        guard.enter_context(GuiThreadGuard())
        with qtbot.waitSignal(made.loaded, timeout=LIMIT_MS):
            made.show()
        qtbot.waitUntil(lambda: "Looking" not in text(made, "accountsSentence"), timeout=LIMIT_MS)
        return made

    with guard:
        yield open_it


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    dress().choose("system")


def keep_token(bench: Bench, account: str, days: int) -> None:
    stored_at = (datetime.now(UTC) - timedelta(days=days, hours=1)).isoformat()
    bench.keyring.set_password(SERVICE, f"{account}@{HOST}", json.dumps({"secret": SECRET, "stored_at": stored_at}))
    bench.app.settings.note_token(account, HOST, stored=True)


def text(parent: QWidget, name: str) -> str:
    label = parent.findChild(QLabel, name)
    return label.text() if label is not None else ""


def find(parent: QWidget, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def press(parent: QWidget, qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: find(parent, name).isVisible() and find(parent, name).isEnabled(), timeout=LIMIT_MS)
    QApplication.processEvents()  # what has just come is laid out
    button = find(parent, name)
    place = QPoint(10, button.height() // 2)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)


def combo(parent: QWidget, name: str) -> QComboBox:
    found = parent.findChild(QComboBox, name)
    assert found is not None
    return found


def choose(parent: QWidget, qtbot: QtBot, name: str, words: str) -> None:
    """Type at a list, as people do; a blank would open it."""
    combo(parent, name).setFocus()
    qtbot.keyClicks(combo(parent, name), words)
    assert combo(parent, name).currentText().startswith(words)


def test_a_plan_is_chosen_and_kept(open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot) -> None:
    page = open_page()
    assert combo(page, "planCombo").currentText().startswith("Not told")
    with qtbot.waitSignals([page.kept, page.controller.health_changed], timeout=LIMIT_MS):
        choose(page, qtbot, "planCombo", "Free:")
    assert bench.service.preferences().plan == "free"


def test_a_number_of_ones_own_is_checked_first(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    page = open_page()
    choose(page, qtbot, "planCombo", "A")
    edit = page.findChild(QLineEdit, "planCallsEdit")
    assert edit is not None
    for typed in ("many", "0", "-5", "1e6", "²", "9" * 30, "1,5", "2.50", "1.000,000"):
        edit.setText("")
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert "whole number" in text(page, "planFault"), typed
    for typed, calls in (
        ("5,000", 5000),
        ("6.000.000", 6_000_000),
        ("7\u202f000", 7000),
        ("8’000", 8000),
        ("900", 900),
    ):
        edit.clear()
        edit.insert(typed)
        with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert text(page, "planFault") == ""
        assert bench.service.preferences().calls_per_month == calls


def test_the_limits_of_health_are_checked_and_kept(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    page = open_page()
    edits = {name: page.findChild(QLineEdit, f"{name}Edit") for name in HealthLimits.__struct_fields__}
    shown = {name: edit.text() for name, edit in edits.items() if edit is not None}
    assert shown == {
        "error_percent": "5", "rate_limited_percent": "2", "stale_hours": "24", "queue_most": "1000",
        "queue_hours": "24", "token_days": "90", "calls_percent": "90",
    }  # fmt: skip
    edit = edits["error_percent"]
    assert edit is not None
    for typed in ("many", "-1", "101", "nan", "", "inf"):
        edit.setText("")
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert text(page, "limitFault") == "Write a number from 0 to 100."
    edit.setText("")
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(edit, "12,5")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), text(page, "limitFault")) == ("12.5", "")
    days = edits["token_days"]
    assert days is not None
    days.setText("")
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(days, "30")
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert bench.service.preferences().limits == HealthLimits(error_percent=12.5, token_days=30)


def test_how_much_airtable_takes_is_checked_kept_and_taken_up(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    page = open_page()
    base = page.findChild(QLineEdit, "requests_per_secondEdit")
    token = page.findChild(QLineEdit, "token_requests_per_secondEdit")
    assert base is not None
    assert token is not None
    assert (base.text(), token.text()) == ("5", "50")
    for typed in ("many", "0", "-1", "nan", "inf", "2000", ""):
        base.setText("")
        qtbot.keyClicks(base, typed)
        qtbot.keyClick(base, Qt.Key.Key_Return)
        assert "Write a number from 0.1 to 1,000." in text(page, "rateFault"), typed
    base.setText("")
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(base, "2,5")
        qtbot.keyClick(base, Qt.Key.Key_Return)
    token.setText("")
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(token, "20")
        qtbot.keyClick(token, Qt.Key.Key_Return)
    known = bench.service.preferences()
    assert (known.requests_per_second, known.token_requests_per_second) == (2.5, 20)
    assert (base.text(), text(page, "rateFault")) == ("2.5", "")
    base.setText("")
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(base, "5")
        qtbot.keyClick(base, Qt.Key.Key_Return)
    assert bench.service.preferences().requests_per_second is None  # what Airtable takes from everybody is no choice


def test_the_schedule_holds_at_once_and_is_kept(
    open_page: Callable[[], SettingsPage], bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    page, scheduler = open_page(), controller.scheduler
    assert scheduler.schedule_of("any") == Schedule()
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        press(page, qtbot, "syncOnChangeBox")
    assert scheduler.schedule_of("any") == Schedule(on_change=False)
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        choose(page, qtbot, "syncEveryCombo", "Never")
    assert not scheduler.schedule_of("any").by_clock
    edit = page.findChild(QLineEdit, "syncAtEdit")
    assert edit is not None
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(edit, "19:30; 7:00")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "07:00, 19:30"
    assert scheduler.schedule_of("any").at == (time(7), time(19, 30))
    kept = bench.service.preferences()
    assert kept.schedule == Schedule(False, 0, (time(7), time(19, 30)))
    for typed in ("25:00", "soon", HOSTILE):
        edit.setText("")
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert "no time of the day" in text(page, "scheduleFault"), typed
    assert bench.service.preferences() == kept


def test_an_interval_from_the_file_is_offered(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    bench.service.set_schedule(Schedule(every_minutes=45))
    assert combo(open_page(), "syncEveryCombo").currentText() == "Every 45 minutes"


def test_colours_change_at_once_and_are_kept(open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot) -> None:
    page = open_page()
    assert find(page, "systemColorsRadio").isChecked()
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        press(page, qtbot, "darkColorsRadio")
    assert look().dark
    assert bench.service.preferences().colors == "dark"
    dress().apply()  # as a new font of the system does
    assert look().dark
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        press(page, qtbot, "systemColorsRadio")
    assert not look().dark


def test_what_was_chosen_last_is_what_is_kept(still_controller: Callable[[Still], Controller], qtbot: QtBot) -> None:
    still = Still()
    page = SettingsPage(still_controller(still))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.loaded, timeout=LIMIT_MS):
        page.show()
    wanted = ["dark", "light", "dark", "light"]
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        for colors in wanted:
            press(page, qtbot, f"{colors}ColorsRadio")
    qtbot.waitUntil(lambda: [value for name, value in still.told if name == "colors"] == wanted, timeout=LIMIT_MS)


# -- how it runs here -------------------------------------------------------------------------------------------------


def test_how_it_runs_here_holds_at_once_and_is_kept(
    open_page: Callable[[], SettingsPage], bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    page = open_page()
    heard: list[Preferences] = []
    controller.preferences_changed.connect(heard.append)
    for box, name in (("keepInTrayBox", "keep_in_tray"), ("notificationsBox", "notifications")):
        before = getattr(bench.service.preferences(), name)
        with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
            press(page, qtbot, box)
        assert getattr(heard[-1], name) is not before
        assert getattr(bench.service.preferences(), name) is not before
    assert "no tray" in text(page, "trayTold")
    edit = page.findChild(QLineEdit, "quietHoursEdit")
    assert edit is not None
    assert not edit.isEnabled()  # nothing is told anyway
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        press(page, qtbot, "notificationsBox")
    qtbot.keyClicks(edit, "night")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert "22:00-07:00" in text(page, "quietFault")
    edit.clear()
    with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
        qtbot.keyClicks(edit, "22:00 - 7:00")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == heard[-1].quiet_hours == bench.service.preferences().quiet_hours == "22:00-07:00"


def test_the_start_at_login_is_set_and_removed(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    page = open_page()
    for wanted in (True, False):
        with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
            press(page, qtbot, "startAtLoginBox")
        assert bench.service.preferences().start_at_login is wanted


def test_a_start_at_login_that_cannot_be_set_is_told_and_not_shown_as_set(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    (bench.folder / "desktop").write_text("no folder")
    page = open_page()
    press(page, qtbot, "startAtLoginBox")
    qtbot.waitUntil(lambda: page.bar.isVisible() and not find(page, "startAtLoginBox").isChecked(), timeout=LIMIT_MS)


def test_new_pairs_begin_with_what_is_chosen(open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot) -> None:
    page = open_page()
    for name, words in (("usualPolicyCombo", "M"), ("usualDeletesCombo", "K"), ("usualDirectionCombo", "O")):
        with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
            choose(page, qtbot, name, words)
    assert bench.service.preferences().usual_rules == UsualRules(Direction.PUSH, Deletes.KEEP, Policy.MERGE)


def test_what_the_log_holds_changes_at_once(open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot) -> None:
    page, log = open_page(), logging.getLogger("airsync_gui")
    before = log.level
    try:
        with qtbot.waitSignal(page.kept, timeout=LIMIT_MS):
            choose(page, qtbot, "logLevelCombo", "Problems")
        assert log.level == logging.WARNING
        assert bench.service.preferences().log_level == "warning"
    finally:
        log.setLevel(before)


# -- tokens -----------------------------------------------------------------------------------------------------------


def test_accounts_are_plain_text_with_their_age_and_without_the_token(
    open_page: Callable[[], SettingsPage], bench: Bench
) -> None:
    keep_token(bench, HOSTILE, 97)
    page = open_page()
    assert text(page, "account_0") == HOSTILE
    assert "Stored 97 days ago" in text(page, "accountState_0")
    assert "time for a new one" in text(page, "accountState_0")
    labels = page.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert any("pat0123456789ABCD.…" in label.text() for label in labels)
    widgets = page.findChildren(QWidget)
    assert not any(SECRET[18:] in f"{w.accessibleName()}{w.toolTip()}" for w in widgets)
    assert not any(GuiQt.mightBeRichText(w.toolTip()) for w in widgets)
    assert page.findChild(QAbstractButton, "replaceToken_0") is None  # the sandbox needs none


def test_a_token_is_forgotten_only_by_who_is_sure(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot
) -> None:
    keep_token(bench, HOSTILE, 3)
    page = open_page()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=LIMIT_MS)
    press(page, qtbot, "forgetToken_0")
    assert page.accounts.bar.text.startswith(f"Forget the token of “{HOSTILE}”")
    qtbot.waitUntil(find(page, "keepTokenButton").hasFocus, timeout=LIMIT_MS)
    qtbot.keyClick(find(page, "keepTokenButton"), Qt.Key.Key_Space)
    assert not page.accounts.bar.isVisible()
    assert bench.keyring.entries
    press(page, qtbot, "forgetToken_0")
    press(page, qtbot, "forgetSureButton")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "noToken") is not None, timeout=LIMIT_MS)
    assert bench.keyring.entries == {}
    assert bench.service.accounts() == ()


# -- places and diagnostics -------------------------------------------------------------------------------------------


def test_folders_are_opened_and_those_that_are_not_there_are_not(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    bench.service.set_colors("light")
    page = open_page()
    qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "openFolder_0") is not None, timeout=LIMIT_MS)
    press(page, qtbot, "openFolder_0")
    assert [url.toLocalFile() for url in opened] == [str(bench.app.paths.config)]
    assert find(page, "openFolder_3").accessibleName() == "Not there yet: Copies of your files"
    assert not find(page, "openFolder_3").isEnabled()


def test_diagnostics_are_copied(open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot) -> None:
    page = open_page()
    QGuiApplication.clipboard().clear()
    press(page, qtbot, "copyDiagnosticsButton")
    qtbot.waitUntil(lambda: page.bar.text.startswith("Copied."), timeout=LIMIT_MS)
    copied = QGuiApplication.clipboard().text()
    assert str(bench.app.paths.settings_file) in copied
    assert f"{bench.server.url} answers" in copied
    assert find(page, "copyDiagnosticsButton").isEnabled()


def test_settings_that_cannot_be_read_offer_no_choices_until_they_can(
    open_page: Callable[[], SettingsPage], bench: Bench, qtbot: QtBot, controller: Controller
) -> None:
    settings = bench.app.paths.settings_file
    bench.service.set_plan("team", None)
    page = open_page()
    whole = settings.read_text(encoding="utf-8")
    controller.ask(lambda: settings.write_text("plan = [[[", encoding="utf-8"), lambda _count: None, asker=page)
    qtbot.waitUntil(lambda: settings.read_text(encoding="utf-8") != whole, timeout=LIMIT_MS)
    press(page, qtbot, "darkColorsRadio")
    qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "settingsAgainButton") is not None, timeout=LIMIT_MS)
    assert "settings.toml" in page.bar.text
    assert not combo(page, "planCombo").isVisible()
    controller.ask(lambda: settings.write_text(whole, encoding="utf-8"), lambda _count: None, asker=page)
    qtbot.waitUntil(lambda: settings.read_text(encoding="utf-8") == whole, timeout=LIMIT_MS)
    with qtbot.waitSignal(page.loaded, timeout=LIMIT_MS):
        press(page, qtbot, "settingsAgainButton")
    assert combo(page, "planCombo").isVisible()
    assert not look().dark  # what is kept holds


def test_who_scrolls_over_a_list_does_not_choose(open_page: Callable[[], SettingsPage]) -> None:
    box = combo(open_page(), "syncEveryCombo")
    before = box.currentText()
    middle = QPointF(box.rect().center())
    event = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.currentText() == before


# -- in the window ----------------------------------------------------------------------------------------------------


@pytest.fixture
def open_window(
    still_controller: Callable[[Still], Controller], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Still], MainWindow]]:
    monkeypatch.setattr(PanelStack, "_make", lambda stack, _name: _Blank(stack))
    made: list[MainWindow] = []

    def open_it(still: Still) -> MainWindow:
        controller = still_controller(still)
        window = MainWindow(controller)
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        window.activateWindow()
        with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
            controller.refresh()
        return window

    yield open_it
    for window in made:
        window.close()


class _Blank(QWidget):
    """Stands where a panel would."""

    def __init__(self, stack: PanelStack) -> None:
        super().__init__()
        stack.addWidget(self)

    def show_pair(self, pair_id: str | None) -> None:
        """Nothing to show."""


def page_of(window: MainWindow) -> SettingsPage:
    found = window.findChild(SettingsPage)
    assert found is not None
    return found


def test_gear_and_keys_lead_to_the_page_and_away(open_window: Callable[[Still], MainWindow], qtbot: QtBot) -> None:
    window = open_window(Still(pair_lines=PAIRS))
    assert find(window, "settingsButton").accessibleName() == "Settings"
    press(window, qtbot, "settingsButton")
    page = page_of(window)
    assert page.isVisible()
    assert window.sidebar.isVisible()
    qtbot.waitUntil(page.hasFocus, timeout=LIMIT_MS)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    for shown in (True, False, True):
        qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        assert page.isVisible() is shown
    pairs = window.findChild(PairList, "pairList")
    assert pairs is not None
    place = pairs.visualRect(pairs.rows.index(0, 0)).center()  # the pair that is chosen already
    qtbot.mouseClick(pairs.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not page.isVisible()
    press(window, qtbot, "settingsButton")
    press(window, qtbot, "closeSettingsButton")
    assert not page.isVisible()


def test_before_the_first_pair_the_keys_lead_there_too(
    open_window: Callable[[Still], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(Still())
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = page_of(window)
    assert page.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert find(window, "connectButton").isVisible()


def test_the_token_of_just_that_account_is_replaced(open_window: Callable[[Still], MainWindow], qtbot: QtBot) -> None:
    still = Still(pair_lines=PAIRS, account_lines=ACCOUNTS)
    window = open_window(still)
    press(window, qtbot, "settingsButton")
    qtbot.waitUntil(lambda: window.findChild(QAbstractButton, "replaceToken_1") is not None, timeout=LIMIT_MS)
    press(window, qtbot, "replaceToken_1")
    edit = window.findChild(QLineEdit, "tokenEdit")
    assert edit is not None
    qtbot.waitUntil(edit.isEnabled, timeout=LIMIT_MS)
    qtbot.keyClicks(edit, SECRET)
    still.account_lines = (AccountLine("work", HOST, "patNew.…", 0),)
    press(window, qtbot, "wizardNextButton")
    qtbot.waitUntil(lambda: ("store_token", "work") in still.told, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: text(window, "accountState_0") == "Stored today.", timeout=LIMIT_MS)
    assert page_of(window).isVisible()
    press(window, qtbot, "addTokenButton")
    assert window.findChild(QLineEdit, "tokenEdit") is not None


def test_the_next_start_takes_up_what_was_set(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    bench.in_step()
    bench.service.set_schedule(Schedule(False, 30))
    bench.service.set_colors("dark")
    window = MainWindow(controller)
    qtbot.addWidget(window)
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        desktop._follow(window, bench.service)
    scheduler = controller.scheduler
    qtbot.waitUntil(lambda: scheduler.schedule_of("any") == Schedule(False, 30) and look().dark, timeout=LIMIT_MS)
    window.close()


def test_a_new_pair_begins_with_the_usual_rules(open_window: Callable[[Still], MainWindow], qtbot: QtBot) -> None:
    rules = UsualRules(Direction.PULL, Deletes.KEEP, Policy.AIRTABLE_WINS)
    window = open_window(Still(pair_lines=PAIRS))
    window.controller.preferences_changed.emit(Preferences(usual_rules=rules))
    window.open_wizard()
    wizard = window.findChild(PairWizard)
    assert wizard is not None
    draft = wizard.draft
    assert UsualRules(draft.direction, draft.deletes, draft.policy) == rules
