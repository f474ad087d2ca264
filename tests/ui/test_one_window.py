"""One window per profile: a second start calls the first."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.ui.one_window import OneWindow

pytestmark = pytest.mark.serial
LIMIT_MS = 10_000


def test_a_second_start_calls_the_first_and_has_no_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.claim()
    for _ in range(2):  # the bell rings more than once
        with qtbot.waitSignal(first.called, timeout=LIMIT_MS):
            assert not second.claim()
    first.give_up()


def test_once_the_first_window_is_gone_the_next_start_has_it(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.claim()
    first.give_up()
    assert second.claim()
    second.give_up()


def test_profiles_have_their_own_windows(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, other = OneWindow(tmp_path), OneWindow(tmp_path / "other")
    assert first.claim()
    assert other.claim()
    first.give_up()
    other.give_up()


def test_a_folder_that_is_not_there_is_an_error(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent"):
        OneWindow(tmp_path / "absent").claim()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_what_it_leaves_in_the_profile_is_the_owners_alone(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    before = os.umask(0)
    try:
        assert first.claim()
        assert not second.claim()
    finally:
        os.umask(before)
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {
        "window.lock": 0o600,
        "window.call": 0o600,
    }
    first.give_up()
