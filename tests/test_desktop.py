"""What is read and made before the window is painted, and what only afterwards."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any, cast

import pytest

from airsync_gui.desktop import LateService

pytestmark = pytest.mark.serial

SLOW = (
    "airsync_gui.service",
    "airsync_gui.state",
    "airsync_gui.sync.decide",
    "airsync_gui.ui.conflicts_panel",
    "httpx",
    "keyring",
    "openpyxl",
    "sqlalchemy",
    "sqlite3",
)


def test_little_is_read_before_the_window_is_painted() -> None:
    code = (
        "import linecache, sys, airsync_gui.desktop\n"
        f"print(*(name for name in {SLOW} if name in sys.modules))\n"
        "print(*(name for name in linecache.cache if 'airsync_gui' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    read, read_as_text = done.stdout.split("\n")[:2]
    assert not read
    assert not read_as_text, "PySide6 reads the source of what is imported"


def test_the_service_is_made_once_whoever_asks_first() -> None:
    made: list[object] = []
    both = threading.Barrier(2)

    class Made:
        def conflicts(self, pair_id: str, *, most: int) -> tuple[str, int]:
            return pair_id, most

    def make() -> Any:
        made.append(Made())
        return made[-1]

    service = cast("Any", LateService(make))
    found: list[tuple[str, int]] = []

    def ask() -> None:
        asked = service.conflicts
        both.wait(10)
        found.append(asked("meals", most=3))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert found == [("meals", 3)] * 2
