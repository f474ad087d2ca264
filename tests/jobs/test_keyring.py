"""The window's jobs when a real keyring goes away under them, and comes back."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App, SystemClock
from airsync_gui.errors import KeyringUnavailable
from airsync_gui.jobs.controller import Controller
from airsync_gui.messages import Message
from airsync_gui.paths import Paths
from airsync_gui.service import AppService
from tests.cli.desk import Desk
from tests.credentials.desktop import Desktop, check_tools
from tests.credentials.program import at_work
from tests.jobs.bench import LIMIT_S

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    check_tools()
    with Desktop(tmp_path / "desktop", screen=False) as ready:
        ready.take_in(monkeypatch)
        yield ready


@pytest.fixture
def desk(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with at_work(tmp_path / "work", desktop, monkeypatch) as ready:
        yield ready


def new_window(desk: Desk, qtbot: QtBot) -> Controller:
    """What a start of the program has, once it knows its pairs."""
    limiter = RequestLimiter(
        desk.folder / "pace", SystemClock(), requests_per_second=10_000, token_requests_per_second=10_000
    )
    controller = Controller(AppService(App(Paths.under(desk.profile), limiter=limiter)))
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    return controller


def synced(controller: Controller, qtbot: QtBot) -> tuple[str, tuple[Any, ...]]:
    """How the first pair's sync ended, and what was told of it."""
    ends: list[tuple[str, tuple[Any, ...]]] = []
    for name in ("run_finished", "run_failed"):
        getattr(controller, name).connect(partial(lambda name, *args: ends.append((name, args)), name))
    assert controller.sync(controller.lines[0].pair_id)
    qtbot.waitUntil(lambda: bool(ends), timeout=WAIT_MS)
    return ends[0]


def test_work_is_kept_what_is_missing_is_said_and_a_later_keyring_lets_it_go_on(
    desktop: Desktop, desk: Desk, qtbot: QtBot
) -> None:
    gc.disable()
    first = new_window(desk, qtbot)
    desk.replace("London", "Paris")
    desk.sandbox.before_request.append(lambda method, _path: desktop.kill_bus() if method == "PATCH" else None)
    assert synced(first, qtbot)[0] == "run_finished"
    assert desk.airtable()["Ada"]["City"] == "Paris"
    desk.sandbox.before_request.clear()
    desk.replace("Paris", "Bern")
    assert synced(first, qtbot)[0] == "run_finished"  # it has its token, and needs no keyring until it is closed
    assert desk.airtable()["Ada"]["City"] == "Bern"
    assert first.close(LIMIT_S)

    later = new_window(desk, qtbot)
    desk.replace("Bern", "Oslo")
    how, (_, message, error) = synced(later, qtbot)
    assert how == "run_failed"
    assert isinstance(error, KeyringUnavailable)
    assert isinstance(message, Message)
    assert message.text == "There is no keyring on this computer that AirSync can use, so no token is stored."
    qtbot.waitUntil(lambda: later.lines[0].problem == message, timeout=WAIT_MS)
    assert later.lines[0].needs_key is False  # another token would not help
    assert (desk.airtable()["Ada"]["City"], desk.read()[0]["City"]) == ("Bern", "Oslo")
    desktop.start_bus()
    desktop.start_keyring()
    assert synced(later, qtbot)[0] == "run_finished"
    assert desk.airtable()["Ada"]["City"] == "Oslo"
    qtbot.waitUntil(lambda: later.lines[0].problem is None, timeout=WAIT_MS)
    assert later.close(LIMIT_S)
