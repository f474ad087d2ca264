"""``airsync-gui`` without a command: the window where there is a screen, a sentence where there is none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from airsync_gui import screen
from airsync_gui.cli import program

NO_SCREEN = "There is no screen to show a window on (neither DISPLAY nor WAYLAND_DISPLAY is set): start AirSync from"
SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


def without_screen(tmp_path: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in SCREEN_VARIABLES}
    return {**kept, "TMPDIR": str(tmp_path), **variables}


def run(tmp_path: Path, *args: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "airsync_gui", *args],
        env=without_screen(tmp_path, **variables), stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What a person sees on standard error; imports are left out."""
    return [line for line in done.stderr.splitlines() if not line.startswith("import time:")]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, bool, bool]]:
    """Calls of the window, which is not shown."""
    calls = []

    def run_window(profile: Path | None, *, demo: bool, background: bool) -> int:
        calls.append((profile, demo, background))
        return 5

    desktop: Any = ModuleType("airsync_gui.desktop")
    desktop.run_window = run_window
    monkeypatch.setitem(sys.modules, "airsync_gui.desktop", desktop)
    monkeypatch.setattr(screen, "problem", lambda: None)
    return calls


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, NO_SCREEN),
        ({"DISPLAY": ":7654"}, "The screen that DISPLAY names (:7654) does not let AirSync in"),
        ({"WAYLAND_DISPLAY": "wayland-7654"}, "The Wayland screen wayland-7654 does not answer"),
    ],
)
def test_no_screen_is_told_in_a_sentence_and_qt_is_not_asked(
    variables: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    done = run(tmp_path, **variables)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "PySide6.QtWidgets" not in done.stderr
    assert said(done)[0].startswith(sentence)
    assert said(done)[1:] == ["AirSync's commands need no screen; airsync-gui --help lists them."]


@pytest.mark.serial
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_the_demo_without_a_screen_is_told_in_words(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo")
    assert done.returncode == 0, done.stderr
    assert said(done)[0].startswith(NO_SCREEN)
    assert "A demo of AirSync, headless" in done.stdout
    assert "That was the demo." in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.serial
def test_the_demo_in_words_asks_for_no_screen(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo", "--headless")
    assert (done.returncode, said(done)) == (0, [])
    assert "That was the demo." in done.stdout
    assert "PySide6" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.serial
def test_ctrl_c_ends_the_story_and_leaves_nothing(tmp_path: Path) -> None:
    # A shell that starts the tests in the background has its children ignore Ctrl-C.
    heeding = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeding}; runpy.run_module('airsync_gui', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", code, "--demo", "--headless"]
    with subprocess.Popen(command, env=without_screen(tmp_path), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while "$ airsync-gui sync" not in child.stdout.readline():
            assert child.poll() is None
        child.send_signal(signal.SIGINT)
        child.stdout.read()
    assert child.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_with_a_screen_the_window_opens_on_the_profile(
    shown: list[tuple[Path | None, bool, bool]], tmp_path: Path
) -> None:
    assert CliRunner().invoke(program, ["--profile", str(tmp_path)]).exit_code == 5
    assert CliRunner().invoke(program, []).exit_code == 5
    assert CliRunner().invoke(program, ["--demo"]).exit_code == 5
    assert CliRunner().invoke(program, ["--background"]).exit_code == 5
    assert shown == [(tmp_path, False, False), (None, False, False), (None, True, False), (None, False, True)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--headless"], "--headless goes with --demo."),
        (["--demo", "status"], "--demo goes with no command."),
        (["--account", "work"], "--account and --token-stdin go with a command."),
        (["--token-stdin"], "--account and --token-stdin go with a command."),
        (["--background", "--demo"], "--background goes with neither a command nor --demo."),
        (["--background", "sync"], "--background goes with neither a command nor --demo."),
        (["--demo", "--profile", "x"], "--demo has a profile of its own: --profile does not go with it."),
    ],
)
def test_options_that_would_change_nothing_are_refused(
    arguments: list[str], sentence: str, shown: list[tuple[Path | None, bool, bool]]
) -> None:
    done = CliRunner().invoke(program, arguments)
    assert done.exit_code == 2
    assert sentence in done.output
    assert shown == []
