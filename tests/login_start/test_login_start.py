"""Starting at login: each system's own place, made, looked up and removed; the other systems' with stand-ins."""

from __future__ import annotations

import plistlib
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from airsync_gui import login_start
from airsync_gui.login_start import LoginEntry
from airsync_gui.login_start.macos import LaunchAgent
from airsync_gui.login_start.windows import APPROVED, RUN, RunKey
from airsync_gui.login_start.xdg import AutostartFile

ODD = ["/opt/my apps/air$ync", "-m", "airsync_gui", "--profile", '/home/ada/50% "of" `it`\\', "--background"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def exec_line(file: Path) -> list[str]:
    """The command in the file, as a desktop reads it: the string's escapes, the quotes, the field codes."""
    line = next(line for line in file.read_text().splitlines() if line.startswith("Exec="))
    text = line.removeprefix("Exec=").replace("\\\\", "\\")
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    return [re.sub(r'\\(["`$\\])', r"\1", quoted or plain).replace("%%", "%") for quoted, plain in parts]


def test_the_file_starts_exactly_the_command() -> None:
    entry = AutostartFile("airsync-gui")
    assert not entry.is_set()
    entry.set(ODD)
    assert entry.is_set()
    assert exec_line(entry.path) == ODD
    assert "50%% " in entry.path.read_text()  # one alone begins a field code
    entry.set(["airsync-gui"])
    assert exec_line(entry.path) == ["airsync-gui"]
    entry.remove()
    entry.remove()
    assert not entry.is_set()


@pytest.mark.parametrize("line", ["Hidden=true", "Hidden = True", "X-GNOME-Autostart-enabled=false"])
def test_what_a_desktops_tool_switched_off_is_off(line: str) -> None:
    entry = AutostartFile("airsync-gui")
    entry.set(ODD)
    entry.path.write_text(entry.path.read_text().replace("X-GNOME-Autostart-enabled=true", line))
    assert not entry.is_set()
    entry.set(ODD)
    assert entry.is_set()


def test_a_relative_folder_counts_as_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "here")
    assert AutostartFile("x").path == tmp_path / ".config" / "autostart" / "x.desktop"


def test_the_file_is_a_desktop_entry_to_others(tmp_path: Path) -> None:
    gio = (
        "import sys; from gi.repository import Gio; print(Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).get_name())"
    )
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "from gi.repository import Gio"], capture_output=True, check=False).returncode:
        pytest.skip("no GLib for Python here")
    entry = AutostartFile("airsync-gui")
    entry.set([sys.executable, "-m", "airsync_gui", "--profile", str(tmp_path / "my profile")])
    said = subprocess.run([python, "-c", gio, str(entry.path)], capture_output=True, text=True, check=True)
    assert said.stdout == "AirSync\n"


def test_each_profile_has_an_entry_of_its_own(tmp_path: Path) -> None:
    usual, other = login_start.entry(), login_start.entry(tmp_path / "other")
    other.set(login_start.command(tmp_path / "other"))
    assert not usual.is_set()
    assert other.is_set()
    assert login_start.command(tmp_path)[-3:] == ["--profile", str(tmp_path), "--background"]
    assert "--profile" not in login_start.command()


def test_an_agent_of_launchd(tmp_path: Path) -> None:
    entry: LoginEntry = LaunchAgent("airsync-gui")
    assert not entry.is_set()
    entry.set(ODD)
    assert entry.is_set()
    file = tmp_path / "Library" / "LaunchAgents" / "airsync-gui.plist"
    said = plistlib.loads(file.read_bytes())
    assert (said["Label"], said["ProgramArguments"], said["RunAtLoad"]) == ("airsync-gui", ODD, True)
    file.write_bytes(plistlib.dumps(said | {"Disabled": True}))
    assert not entry.is_set()
    for damaged in ("not a list", file.read_text()[:200]):
        file.write_text(damaged)
        assert not entry.is_set()
    entry.remove()
    entry.remove()
    assert not file.exists()


class StandInRegistry(ModuleType):
    """The person's part of the registry, as ``winreg`` shows it."""

    HKEY_CURRENT_USER, KEY_READ, KEY_SET_VALUE, REG_SZ = "HKCU", 1, 2, 1

    def __init__(self) -> None:
        super().__init__("winreg")
        self.keys: dict[str, dict[str, Any]] = {}

    def CreateKeyEx(self, key: str, sub_key: str, reserved: int = 0, access: int = 0) -> Any:
        assert key == self.HKEY_CURRENT_USER
        return nullcontext(self.keys.setdefault(sub_key, {}))

    def OpenKey(self, key: str, sub_key: str, reserved: int = 0, access: int = 0) -> Any:
        if sub_key not in self.keys:
            raise FileNotFoundError(2, "no such key")
        return nullcontext(self.keys[sub_key])

    def QueryValueEx(self, key: dict[str, Any], name: str) -> tuple[Any, int]:
        if name not in key:
            raise FileNotFoundError(2, "no such value")
        return key[name], self.REG_SZ

    def SetValueEx(self, key: dict[str, Any], name: str, _reserved: Any, kind: int, value: str) -> None:
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteValue(self, key: dict[str, Any], value: str) -> None:
        if value not in key:
            raise FileNotFoundError(2, "no such value")
        del key[value]


def test_a_value_in_the_registrys_run_key(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = StandInRegistry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    entry: LoginEntry = RunKey("airsync-gui")
    assert not entry.is_set()
    entry.remove()
    entry.set([r"C:\Program Files\AirSync\airsync-gui.exe", "--background"])
    assert entry.is_set()
    assert registry.keys[RUN] == {"airsync-gui": r'"C:\Program Files\AirSync\airsync-gui.exe" --background'}
    registry.keys[APPROVED] = {"airsync-gui": b"\x03\x00\x00\x00"}  # switched off in the Task Manager
    assert not entry.is_set()
    entry.set(["airsync-gui.exe"])
    assert entry.is_set()
    entry.remove()
    assert registry.keys == {RUN: {}, APPROVED: {}}
