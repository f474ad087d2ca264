"""The desk at which the commands are tried."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from airsync_gui.sandbox import serve
from tests.cli.desk import Desk, club
from tests.fakes.keyring import MemoryKeyring, acting_as

SIGHUP = [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, *SIGHUP)}
    with serve(sandbox := club()) as server:
        monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", server.url)
        monkeypatch.setenv("AIRSYNC_PROFILE", str(tmp_path / "profile"))
        monkeypatch.setenv("AIRSYNC_RUNTIME", str(tmp_path / "runtime"))
        keyring = acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring")
        yield Desk(tmp_path, sandbox, server, keyring, monkeypatch)
    assert {number: signal.getsignal(number) for number in before} == before


@pytest.fixture
def zone_of_computer() -> Iterator[Callable[[str], None]]:
    """Takes this process to another time zone."""
    with pytest.MonkeyPatch.context() as patch:

        def travel(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield travel
    time.tzset()
