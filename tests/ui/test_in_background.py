"""AirSync beside its window: closing it, the tray, and what the desktop is told and leads back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.alerts import Alert
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.desktop_notices import DesktopNotices, NoDesktop
from airsync_gui.jobs.health_states import HealthState
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.ui.in_background import STAYS, InBackground
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.notifier import Notifier
from airsync_gui.ui.pair_wizard import PairWizard
from airsync_gui.ui.panel_stack import PanelStack
from airsync_gui.ui.tray import Tray
from tests.fakes.clock import FakeClock
from tests.jobs.bench import LIMIT_S
from tests.ui.samples.health import HOUR
from tests.ui.samples.pairs import PAIRS
from tests.ui.still import Still

# Where the platform has no tray, as in tests, Qt tries an old way to one.
pytestmark = [pytest.mark.serial, pytest.mark.qt_log_ignore("systemTrayWindowChanged")]
LIMIT_MS = int(LIMIT_S * 1000)
CALM = tuple(replace(p, status="in_step", conflicts=0, problem=None, needs_key=False) for p in PAIRS[:2])
CONFLICT = (replace(CALM[0], status="needs_you", conflicts=2), CALM[1])
KEY = "conflicts:" + CALM[0].pair_id


class Notices:
    """A desktop that takes every notification, or none."""

    def __init__(self) -> None:
        self.shown: list[Alert] = []
        self.gone: list[str] = []
        self.there = True

    def show(self, alert: Alert) -> None:
        if not self.there:
            raise NoDesktop
        self.shown.append(alert)

    def withdraw(self, key: str) -> None:
        self.gone.append(key)


class Beside:
    """A window with what is beside it."""

    def __init__(self, still: Still, controller: Controller, *, hidden: bool = False) -> None:
        self.still, self.controller = still, controller
        self.notices = Notices()
        self.clock = FakeClock(datetime(2026, 5, 12, 12, 0, tzinfo=UTC))
        self.looks_on = False
        self.window = MainWindow(controller)
        notifier = Notifier(controller, self.window, notices=cast(DesktopNotices, self.notices))
        self.background = InBackground(self.window, hidden=hidden, notifier=notifier)
        self.background.now = self.clock.now
        self.background.looks_on = lambda: self.looks_on

    def take_up(self, **changes: Any) -> None:
        self.controller.preferences_changed.emit(replace(Preferences(), **changes))

    def pairs(self, qtbot: QtBot, lines: Any) -> None:
        self.still.pair_lines = lines
        with qtbot.waitSignal(self.controller.pairs_changed, timeout=LIMIT_MS):
            self.controller.refresh()

    def shown(self, qtbot: QtBot, *keys: str) -> None:
        """Wait until just these were shown, since the last look."""
        qtbot.waitUntil(lambda: [alert.key for alert in self.notices.shown] == list(keys), timeout=LIMIT_MS)
        self.notices.shown.clear()

    def choose(self, name: str) -> None:
        assert self.background.tray is not None
        action = self.background.tray.menu.findChild(QAction, name)
        assert action is not None
        action.trigger()


@pytest.fixture
def with_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)


@pytest.fixture
def beside(
    still_controller: Callable[[Still], Controller], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Beside]:
    monkeypatch.setattr(PanelStack, "_make", _blank)
    still = Still(pair_lines=CALM, health_report=replace(HOUR, healthy=True, allowance=None))
    made = Beside(still, still_controller(still))
    made.background.begin_to_tell()
    qtbot.addWidget(made.window)
    yield made
    made.window.quit()


def _blank(stack: PanelStack, name: str) -> _Blank:
    return _Blank(stack, name)


class _Blank(QWidget):
    """Stands where a panel would."""

    def __init__(self, stack: PanelStack, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}Panel")
        stack.addWidget(self)

    def show_pair(self, pair_id: str | None) -> None:
        """Nothing to show."""


# -- the window's end -------------------------------------------------------------------------------------------------


def test_closing_ends_it_unless_it_is_to_stay_and_can(beside: Beside, qtbot: QtBot) -> None:
    beside.take_up(keep_in_tray=True)
    beside.window.show()
    with qtbot.waitSignal(beside.window.closed, timeout=0):  # there is no tray here
        beside.window.close()


@pytest.mark.usefixtures("with_tray")
def test_closing_leaves_it_in_the_tray_and_says_so_once(beside: Beside, qtbot: QtBot) -> None:
    window = beside.window
    beside.take_up(keep_in_tray=True)
    window.show()
    for _time in range(2):
        with qtbot.assertNotEmitted(window.closed):
            window.close()
        assert not window.isVisible()
        beside.choose("trayOpen")
        assert window.isVisible()
    beside.shown(qtbot, STAYS)
    beside.take_up(keep_in_tray=False)
    with qtbot.waitSignal(window.closed, timeout=0):
        window.close()


@pytest.mark.usefixtures("with_tray")
@pytest.mark.parametrize("hidden", [False, True])
def test_quit_ends_it_once_for_good(beside: Beside, qtbot: QtBot, hidden: bool) -> None:
    ends: list[bool] = []
    beside.window.closed.connect(lambda: ends.append(True))
    beside.take_up(keep_in_tray=True)
    beside.window.show()
    if hidden:
        beside.window.close()
    beside.choose("trayQuit")
    beside.window.quit()
    assert ends == [True]
    qtbot.waitUntil(lambda: ("close", None) in beside.still.told, timeout=LIMIT_MS)


@pytest.mark.usefixtures("with_tray")
def test_the_trays_menu_works_on_every_pair(beside: Beside, qtbot: QtBot) -> None:
    beside.window.show()
    beside.pairs(qtbot, CALM)
    beside.choose("trayPause")
    wanted = sorted(("paused", p.pair_id) for p in CALM)  # each is paused by itself, in whichever order
    qtbot.waitUntil(lambda: sorted(t for t in beside.still.told if t[0] == "paused") == wanted, timeout=LIMIT_MS)
    beside.still.pair_lines = tuple(replace(p, status="paused") for p in CALM)
    beside.controller.refresh()
    qtbot.waitUntil(lambda: all(line.status == "paused" for line in beside.controller.lines), timeout=LIMIT_MS)
    beside.choose("trayPause")
    qtbot.waitUntil(lambda: len([t for t in beside.still.told if t[0] == "resumed"]) == 2, timeout=LIMIT_MS)
    beside.choose("traySettings")
    page = beside.window.findChild(QWidget, "settingsPage")
    assert page is not None
    assert page.isVisible()


@pytest.fixture
def hidden(still_controller: Callable[[Still], Controller], qtbot: QtBot) -> Iterator[Beside]:
    """Started with the desktop."""
    still = Still()
    made = Beside(still, still_controller(still), hidden=True)
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.window.painted, timeout=LIMIT_MS):
        made.window.begin()
    yield made
    made.window.quit()


def test_without_a_window_it_waits_for_a_tray_and_else_is_minimised(hidden: Beside) -> None:
    background = hidden.background
    background._on_tick()  # asks for no tray before its time
    assert background._seek.isActive()
    for _second in range(19):
        background._on_seek()
    assert not hidden.window.isVisible()
    background._on_seek()
    assert hidden.window.isMinimized()
    assert not background._seek.isActive()


def test_a_tray_that_comes_later_is_found(hidden: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    background = hidden.background
    background._on_seek()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    background._on_tick()
    assert hidden.window.findChild(Tray) is None
    background._on_seek()
    assert isinstance(background.tray, Tray)
    assert not hidden.window.isVisible()
    assert not background._seek.isActive()


# -- what the desktop is told -----------------------------------------------------------------------------------------


def test_a_state_is_told_once_and_taken_back(beside: Beside, qtbot: QtBot) -> None:
    beside.take_up()
    beside.pairs(qtbot, CONFLICT)
    beside.pairs(qtbot, CONFLICT)
    beside.shown(qtbot, KEY)
    beside.pairs(qtbot, CALM)
    qtbot.waitUntil(lambda: beside.notices.gone == [KEY], timeout=LIMIT_MS)


def test_before_it_is_known_what_the_person_wants_nothing_is_told(beside: Beside, qtbot: QtBot) -> None:
    beside.pairs(qtbot, CONFLICT)
    beside.take_up(notifications=False)
    assert beside.notices.shown == []
    beside.take_up()
    beside.shown(qtbot, KEY)


def test_who_has_just_opened_the_window_is_not_told_of_what_it_shows(
    still_controller: Callable[[Still], Controller], qtbot: QtBot
) -> None:
    still = Still(pair_lines=CONFLICT)
    beside = Beside(still, still_controller(still))
    qtbot.addWidget(beside.window)
    beside.take_up()
    with qtbot.waitSignal(beside.controller.pairs_changed, timeout=LIMIT_MS):
        beside.controller.refresh()
    assert beside.notices.shown == []
    beside.looks_on = True
    beside.background.begin_to_tell()
    beside.looks_on = False
    beside.pairs(qtbot, CONFLICT)
    assert beside.notices.shown == []
    beside.window.quit()


def test_who_looks_on_is_not_told(beside: Beside, qtbot: QtBot) -> None:
    beside.looks_on = True
    beside.take_up()
    beside.pairs(qtbot, CONFLICT)
    beside.looks_on = False
    beside.pairs(qtbot, (CONFLICT[0], replace(CONFLICT[0], pair_id="second")))
    beside.shown(qtbot, "conflicts:second")


def test_quiet_hours_put_off(beside: Beside, qtbot: QtBot) -> None:
    local = beside.clock.now().astimezone()
    beside.take_up(quiet_hours=f"{local.hour:02}:00-{(local.hour + 2) % 24:02}:00")
    beside.pairs(qtbot, CONFLICT)
    assert beside.notices.shown == []
    beside.clock.advance(2 * 3600)
    beside.background._on_tick()
    beside.shown(qtbot, KEY)


def test_health_is_told_as_it_is_learned(beside: Beside, qtbot: QtBot) -> None:
    beside.take_up()
    report = beside.still.health_report
    assert report is not None
    state = HealthState("errors", "9 of 20 requests failed.", alert=True)
    beside.still.health_report = replace(report, healthy=False, states=(state,))
    beside.window._health.ask()
    beside.shown(qtbot, state.key)


def test_what_a_sync_may_mend_is_told_some_minutes_after_the_start_and_after_waking(
    beside: Beside, qtbot: QtBot
) -> None:
    beside.take_up()
    report = beside.still.health_report
    assert report is not None

    def shown_after(state: HealthState) -> int:
        """How many minutes after the state was seen."""
        beside.still.health_report = replace(report, healthy=False, states=(state,))
        with qtbot.waitSignal(beside.window.health_told, timeout=LIMIT_MS):
            beside.window._health.ask()
        for minute in range(10):
            QApplication.processEvents()
            if state.key in [alert.key for alert in beside.background._book._told.values()]:
                return minute
            beside.clock.advance(60)
            beside.background._on_tick()
        return 10

    assert shown_after(HealthState("stale", "Late.", "Meals", "p1", alert=True)) == 3
    assert shown_after(HealthState("stale", "Late.", "Workouts", "p2", alert=True)) == 0
    beside.clock.advance(9 * 3600)
    assert shown_after(HealthState("stale", "Late.", "Recipes", "p3", alert=True)) == 3


def test_an_action_leads_to_what_it_is_about(beside: Beside, qtbot: QtBot) -> None:
    beside.take_up()
    lines = (CALM[0], replace(CONFLICT[0], pair_id="second", name="Second"))
    beside.pairs(qtbot, lines)
    beside.shown(qtbot, "conflicts:second")
    beside.background.notifier.mailbox.post("conflicts:second")
    qtbot.waitUntil(beside.window.isVisible, timeout=LIMIT_MS)
    shown = beside.window.shown_pair
    assert shown is not None
    assert shown.pair_id == "second"
    panel = beside.window._stack.currentWidget()
    assert panel is not None
    assert panel.objectName() == "conflictsPanel"
    beside.background.notifier.mailbox.post("nothing known")


def test_a_refused_key_leads_to_another(beside: Beside, qtbot: QtBot) -> None:
    beside.take_up()
    problem = next(p.problem for p in PAIRS if p.problem is not None)
    beside.pairs(qtbot, (replace(CALM[0], status="failed", needs_key=True, problem=problem),))
    beside.shown(qtbot, "key")
    beside.background.notifier.mailbox.post("key")
    qtbot.waitUntil(lambda: beside.window.findChild(PairWizard) is not None, timeout=LIMIT_MS)


@pytest.mark.usefixtures("with_tray")
def test_without_notifications_the_tray_says_it(beside: Beside, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    tray = beside.background.tray
    assert tray is not None

    def say(_tray: Tray, title: str, _text: str) -> bool:
        said.append(title)
        return True

    monkeypatch.setattr(Tray, "say", say)
    beside.notices.there = False
    beside.take_up()
    beside.pairs(qtbot, CONFLICT)
    qtbot.waitUntil(lambda: len(said) == 1, timeout=LIMIT_MS)
    assert said[0].endswith("2 conflicts wait for you")
    tray.message_pressed.emit()
    assert beside.window.isVisible()
