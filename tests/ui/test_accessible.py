"""Every screen by keys alone and by ear: names, the way of Tab, a focus that can be seen, and news that are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui import announcing, decided_line, main_window, message_bar
from airsync_gui.ui.decided_line import DecidedLine
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.panels import PANELS, make_panel
from airsync_gui.ui.sidebar import PairList
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import strong
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui import audit
from tests.ui.scenes import scene
from tests.ui.still import Still
from tests.ui.test_history_panel import Make

pytestmark = [pytest.mark.serial, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]
WAIT_MS = int(LIMIT_S * 1000)
SCREENS = (
    "2-overview",
    "5-dialog",
    "8-wizard-fields",
    "9-wizard-preview",
    "14-schema",
    "15-similar",
    "15-rule",
    "16-duplicates",
    "16-settings",
)
"""Of screens that are alike, one; those behind the accessibility bus besides."""


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_can_be_heard_and_used_by_keys(name: str, qtbot: QtBot) -> None:
    with scene(name) as screen:
        found = {
            "without a name": audit.nameless(screen),
            "without a key": audit.out_of_keys(screen),
            "not on the way of Tab": audit.out_of_reach(screen),
            "with a focus that is not seen": audit.unseen_focus(screen),
        }
    assert not {what: wrong for what, wrong in found.items() if wrong}


def test_what_is_missing_is_found(qtbot: QtBot) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    nameless, keyless = QPushButton(screen), QPushButton("Go", screen)
    nameless.setObjectName("nameless")
    keyless.setObjectName("keyless")
    keyless.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    nameless.setStyleSheet("QPushButton { border: none; } QPushButton:focus { border: none; outline: none; }")
    keyless.move(0, 60)
    screen.resize(200, 100)
    screen.show()
    assert audit.nameless(screen) == ["QPushButton 'nameless'"]
    assert audit.out_of_keys(screen) == ["QPushButton 'keyless'"]
    assert audit.unseen_focus(screen) == ["QPushButton 'nameless'"]


def test_tab_on_its_way_through_a_list_chooses_nothing(qtbot: QtBot) -> None:
    with scene("4-conflicts") as screen:
        assert isinstance(screen, MainWindow)
        before = screen.shown_pair
        every = screen.findChild(PairList, "allPairsList")
        assert every is not None
        every.setFocus(Qt.FocusReason.TabFocusReason)
        assert screen.shown_pair == before is not None
        QTest.keyClick(every, Qt.Key.Key_Down)
        assert screen.shown_pair is None


def test_tab_on_its_way_through_a_table_chooses_nothing_but_shows_where_it_is(qtbot: QtBot) -> None:
    with scene("14-schema") as screen:
        table = screen.findChild(TableView, "schemaChangesTable")
        assert table is not None
        assert table.framed_row == -1
        table.setFocus(Qt.FocusReason.TabFocusReason)
        assert (table.current_key, table.framed_row) == ("", 0)
        QTest.keyClick(table, Qt.Key.Key_Down)
        assert (table.current_key, table.framed_row) == (table.rows.key(0), -1)


class Windows(QObject):
    """Notes what shows as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_making_a_panel_shows_no_window_of_its_own(still_controller: Make, qtbot: QtBot) -> None:
    windows, application = Windows(), QApplication.instance()
    assert application is not None
    controller = still_controller(Still())
    application.installEventFilter(windows)
    for name in PANELS:
        qtbot.addWidget(make_panel(name, controller))
    application.removeEventFilter(windows)
    assert windows.seen == []


# -- news -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What assistive tools are told, as soon as it is."""
    said: list[str] = []

    def announce(_widget: QWidget, text: str, *, urgent: bool = False) -> None:
        if text:  # nothing is nothing to be told of
            said.append(f"{text}!" if urgent else text)

    for module in (main_window, message_bar, decided_line):
        monkeypatch.setattr(module, "announce", announce)
    return said


def test_how_a_sync_ends_is_announced(heard: list[str], bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    bench.in_step()
    bench.write(("Ada", 36, "London"), ("Ben", "old", "Rome"), name="other.csv")
    bench.add_pair("Others", "other.csv")
    window = MainWindow(controller)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    first, second = controller.lines
    for pair in (first, second):
        with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
            controller.sync(pair.pair_id)

    def ends() -> list[str]:
        return [said for said in heard if ": " in said]

    qtbot.waitUntil(lambda: len(ends()) == 2, timeout=WAIT_MS)
    assert ends()[0].startswith("People: In step")
    assert ends()[1].startswith("Others: ")


def test_a_message_and_what_was_decided_are_announced(heard: list[str], qtbot: QtBot) -> None:
    bar, done = MessageBar("bar"), DecidedLine()
    for widget in (bar, done):
        qtbot.addWidget(widget)
    bar.show_message("failed", "The key was refused.", "Replace it.")
    done.say("done", strong("12 conflicts are settled."))
    assert heard == ["The key was refused. Replace it.!", "12 conflicts are settled."]


def test_nobody_is_told_of_what_is_not_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, object]] = []

    class Heard:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append((event.message(), event.politeness()))

    monkeypatch.setattr(announcing, "QAccessible", Heard)
    widget = QWidget()
    qtbot.addWidget(widget)
    announcing.announce(widget, "hidden")
    widget.show()
    announcing.announce(widget, "")
    announcing.announce(widget, "seen")
    announcing.announce(widget, "at once", urgent=True)
    polite = QAccessible.AnnouncementPoliteness
    assert told == [("seen", polite.Polite), ("at once", polite.Assertive)]
