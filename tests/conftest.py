"""What every test gets: no display, no person's settings, no person's keyring, no colour."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from airsync_gui import logs
from tests.whole_plans import compare_every_plan

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes says more about the machine's other work than about the code.
settings.register_profile("airsync", deadline=None)
settings.load_profile("airsync")

pytest_plugins = ["tests.fakes.server_fixtures"]


@pytest.fixture(autouse=True)
def _own_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests' tokens taught this process to hide would change what this one sees."""
    monkeypatch.setattr(logs, "_secrets", set())


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, so that nothing it does reaches the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("AIRSYNC_", "AIRTABLE_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("AIRSYNC_RUNTIME", str(home / "runtime"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return home


@pytest.fixture(autouse=True, scope="session")
def _every_plan_is_that_of_all_rows() -> Iterator[None]:
    """Wherever a test runs the engine, looking at what changed only must make no difference."""
    with pytest.MonkeyPatch.context() as patch:
        compare_every_plan(patch)
        yield
