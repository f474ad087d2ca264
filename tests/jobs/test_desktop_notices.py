"""Notifications by D-Bus, on a real bus with a desktop that is strict about types, as real ones are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from msgspec.structs import replace

from airsync_gui.jobs.alerts import Alert
from airsync_gui.jobs.desktop_notices import DesktopNotices, NoDesktop
from tests.fakes.notifications import LIMIT_S, Desktop, bus, desktop

ALERT = Alert("conflicts:p", "Meals: 2 conflicts wait for you", "<b>R&D</b> changed.", "Decide…", "conflicts", "p")


@pytest.fixture(scope="module", name="bus")
def _bus() -> Iterator[str]:
    with bus() as address:
        yield address


@pytest.fixture(name="desktop")
def _desktop(bus: str) -> Iterator[Desktop]:
    with desktop(bus) as ready:
        yield ready


@pytest.fixture
def pressed() -> Queue[str]:
    return Queue()


@pytest.fixture
def notices(bus: str, pressed: Queue[str]) -> Iterator[DesktopNotices]:
    made = DesktopNotices(pressed.put, bus)
    yield made
    made.close()


def test_an_alert_is_shown_with_its_action_and_leads_back(
    notices: DesktopNotices, desktop: Desktop, pressed: Queue[str]
) -> None:
    notices.show(ALERT)
    shown = desktop.shown.get(timeout=LIMIT_S)
    assert (shown.title, shown.text) == (ALERT.title, "&lt;b&gt;R&amp;D&lt;/b&gt; changed.")
    assert shown.actions == ("default", "Decide…", "go", "Decide…")
    assert shown.hints["desktop-entry"] == ("s", "airsync-gui")
    desktop.press(999)
    desktop.press(shown.number)
    assert pressed.get(timeout=LIMIT_S) == ALERT.key
    assert pressed.empty()


def test_a_state_has_one_notification_which_is_taken_back(notices: DesktopNotices, desktop: Desktop) -> None:
    notices.show(ALERT)
    first = desktop.shown.get(timeout=LIMIT_S)
    notices.show(replace(ALERT, title="Meals: 3 conflicts wait for you"))
    assert desktop.shown.get(timeout=LIMIT_S).replaces == first.number
    notices.withdraw("health")
    notices.withdraw(ALERT.key)
    assert desktop.closed.get(timeout=LIMIT_S) == first.number
    notices.withdraw(ALERT.key)
    notices.show(ALERT)
    assert desktop.shown.get(timeout=LIMIT_S).replaces == 0
    assert desktop.closed.empty()


def test_a_plain_desktop_gets_plain_words_and_no_buttons(notices: DesktopNotices, desktop: Desktop) -> None:
    desktop.can = ["body"]
    notices.show(ALERT)
    shown = desktop.shown.get(timeout=LIMIT_S)
    assert (shown.text, shown.actions) == ("<b>R&D</b> changed.", ())


def test_without_a_desktop_or_a_bus_that_is_told(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    for address in (bus, "SESSION", "unix:path=/nowhere/at/all", "tcp:host=127.0.0.1,port=1", "nonsense"):
        notices = DesktopNotices(lambda _key: None, address)
        for _try in range(2):
            with pytest.raises(NoDesktop):
                notices.show(ALERT)
        notices.withdraw(ALERT.key)
        notices.close()


def test_another_bus_is_found_where_the_first_one_ended(tmp_path: Path) -> None:
    address = f"unix:path={tmp_path / 'bus'}"
    notices = DesktopNotices(lambda _key: None, address)
    for number in range(2):
        with bus(address), desktop(address) as shown:
            if number:
                with pytest.raises(NoDesktop):  # the first one's end shows only now
                    notices.show(ALERT)
            notices.show(ALERT)
            assert shown.shown.get(timeout=LIMIT_S).title == ALERT.title
    notices.close()


def test_a_desktop_that_comes_later_or_mends_is_found(notices: DesktopNotices, bus: str) -> None:
    with pytest.raises(NoDesktop):
        notices.show(ALERT)
    with desktop(bus) as first:
        notices.show(ALERT)
        first.shown.get(timeout=LIMIT_S)
        first.broken = True
        with pytest.raises(NoDesktop):
            notices.show(ALERT)
        first.broken = False
        notices.show(ALERT)
        assert first.shown.get(timeout=LIMIT_S).title == ALERT.title
    with pytest.raises(Empty):
        first.shown.get_nowait()
