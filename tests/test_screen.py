"""Whether a window can be shown: asked of this computer as it is, with other screens than it has."""

from __future__ import annotations

import ctypes
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from airsync_gui import screen

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(screen, "X_PAUSE_S", 0.0)


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A Unix socket's path has at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="as-") as name:
        yield Path(name)


def lacking(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    """The system's loader, on a computer without these libraries; Qt's plugins need the first."""

    def load(name: str, *rest: Any) -> ctypes.CDLL:
        if name in libraries or name.endswith("libqxcb.so"):
            raise OSError(f"{libraries[0]}: cannot open shared object file")
        return real(name, *rest)

    real = ctypes.CDLL
    monkeypatch.setattr(ctypes, "CDLL", load)


def test_no_screen_at_all() -> None:
    assert screen.problem() == (
        "There is no screen to show a window on (neither DISPLAY nor WAYLAND_DISPLAY is set): start AirSync from a "
        "desktop, or through ssh -X."
    )


@pytest.mark.parametrize("name", [":7654", "unix:7654", "localhost:7654", "127.0.0.1:7654.0", "nonsense", "[::1]:7654"])
def test_a_screen_that_does_not_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    found = screen.problem()
    assert found is not None
    assert found.startswith(f"The screen that DISPLAY names ({name}) does not let AirSync in: ")


def test_a_name_with_control_characters_reaches_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "\x1b[31mred")
    assert "\x1b" not in (screen.problem() or "")


def test_a_host_that_is_not_there_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(address: tuple[str, int], timeout_s: float) -> socket.socket:
        asked.append((address, timeout_s))
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setenv("DISPLAY", "far.example:3.1")
    assert "far.example:3.1" in (screen.problem() or "")
    assert asked == [(("far.example", 6003), screen.ANSWER_LIMIT_S)]


@pytest.mark.parametrize(("refusals", "let_in"), [(0, True), (2, True), (screen.X_TRIES, False)])
def test_a_server_that_begins_anew_is_asked_again(refusals: int, let_in: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False] * refusals + [True])
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(screen, "_x_connects", lambda: next(answers))
    monkeypatch.setattr(screen, "_missing_libraries", lambda _platform: None)
    assert (screen.problem() is None) is let_in


def test_a_wayland_screen_answers_or_not(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-5")
    assert screen.problem() == ("The Wayland screen wayland-5 does not answer: start AirSync from a desktop that runs.")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(short_folder / "wayland-5"))
        server.listen()
        assert screen.problem() is None
        monkeypatch.setenv("DISPLAY", ":7654")
        assert screen.problem() is None  # Qt tries Wayland first
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        assert ":7654" in (screen.problem() or "")


@pytest.mark.parametrize("name", ["offscreen", "minimal", "vnc:size=800x600", "xcb;offscreen"])
def test_a_platform_without_a_screen_that_the_person_chose(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", name)
    assert screen.problem() is None


def test_libraries_that_are_missing_are_named_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7654")
    lacking(monkeypatch, "libxcb-icccm.so.4", "libxcb-cursor.so.0")
    assert screen.problem() == (
        "Qt needs libraries that are missing here: sudo apt-get install libxcb-cursor0 libxcb-icccm4"
    )


def test_a_library_that_nobody_expected_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7654")
    lacking(monkeypatch, "libnew.so.9")
    assert "libnew.so.9: cannot open" in (screen.problem() or "")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_always_have_one(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert screen.problem() is None


def test_every_library_of_the_plugin_has_its_package() -> None:
    """What a later Qt needs besides shows here."""
    plugin, readelf = screen._plugin("xcb"), shutil.which("readelf")
    if plugin is None or readelf is None:
        pytest.skip("PySide6 has no plugin for X here, or there is no readelf")
    shown = subprocess.run([readelf, "-d", plugin], capture_output=True, text=True, check=True)
    needed = {line.split("[")[1].rstrip("]") for line in shown.stdout.splitlines() if "(NEEDED)" in line}
    always = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6"}
    assert {name for name in needed if not name.startswith("libQt6")} - always <= set(screen.PACKAGES)


def test_qt_is_not_imported_to_find_out() -> None:
    code = (
        "import sys; from airsync_gui import screen; screen.problem(); "
        "assert not any(name.startswith('PySide6') for name in sys.modules)"
    )
    environment = {"DISPLAY": ":7654", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
