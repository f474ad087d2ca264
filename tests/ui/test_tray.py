"""The tray's icon: what it says of all pairs, and what its menu asks for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.tray import Tray, state_of, tray_icon, words_of
from tests.ui.samples.pairs import PAIRS

# Where the platform has no tray, as in tests, Qt tries an old way to one.
pytestmark = [pytest.mark.serial, pytest.mark.qt_log_ignore("systemTrayWindowChanged")]
LINE = replace(PAIRS[0], status="in_step", conflicts=0, problem=None)


def line(status: str, conflicts: int = 0) -> PairLine:
    return replace(LINE, status=status, conflicts=conflicts)


@pytest.mark.parametrize(
    ("statuses", "mark"),
    [
        ((), None),
        (("in_step", "never_synced"), "in_step"),
        (("in_step", "paused"), "in_step"),
        (("paused", "paused"), "paused"),
        (("in_step", "waiting"), "waiting"),
        (("waiting", "syncing"), "syncing"),
        (("cancelling", "in_step"), "syncing"),
        (("syncing", "needs_you"), "needs_you"),
        (("needs_you", "failed"), "failed"),
    ],
)
def test_it_shows_the_state_that_asks_most(statuses: tuple[str, ...], mark: Mark | None) -> None:
    assert state_of([line(status) for status in statuses]) == mark


def test_conflicts_count_while_their_pair_is_synced() -> None:
    assert state_of([line("syncing", 2)]) == "needs_you"
    assert words_of([line("syncing", 2), line("in_step", 1)]) == "3 conflicts wait · 2 pairs · 1 syncing"
    assert words_of([line("in_step", 1)]).startswith("1 conflict waits · ")
    assert words_of([]) == "No pair yet"


def test_every_state_has_a_picture_of_its_own(qtbot: QtBot) -> None:
    kinds: list[tuple[Mark | None, int]] = [
        *((mark, 0) for mark in ("in_step", "syncing", "waiting", "paused", "failed", "needs_you")),
        *(("needs_you", count) for count in (1, 12, 100)),
    ]
    pictures = [tray_icon(mark, count).pixmap(22, 22).toImage() for mark, count in kinds]
    assert all(not picture.isNull() for picture in pictures)
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[n + 1 :])
    assert tray_icon(None).pixmap(22, 22).toImage() == pictures[0]


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    return Tray()


def action(tray: Tray, name: str) -> QAction:
    found = tray.menu.findChild(QAction, name)
    assert found is not None
    return found


def test_its_menu_asks_and_says(tray: Tray, qtbot: QtBot) -> None:
    assert not action(tray, "traySync").isEnabled()
    tray.show_pairs([line("needs_you", 2), line("paused")])
    assert action(tray, "trayState").text() == "2 conflicts wait · 2 pairs · 1 needs you · 1 paused"
    assert tray.icon.toolTip() == f"AirSync: {action(tray, 'trayState').text()}"
    for name, signal in (
        ("trayOpen", tray.open_asked),
        ("traySync", tray.sync_asked),
        ("trayPause", tray.pause_asked),
        ("traySettings", tray.settings_asked),
        ("trayQuit", tray.quit_asked),
    ):
        with qtbot.waitSignal(signal, timeout=0):
            action(tray, name).trigger()
    tray.show_pairs([line("paused")])
    assert action(tray, "trayPause").text() == "Resume all"
    with qtbot.waitSignal(tray.resume_asked, timeout=0):
        action(tray, "trayPause").trigger()
    with qtbot.waitSignal(tray.open_asked, timeout=0):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.open_asked):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    tray.remove()
