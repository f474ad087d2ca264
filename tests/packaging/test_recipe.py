"""PyInstaller's recipe, run with stand-ins for PyInstaller: what it asks for on each system."""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from msgspec import Struct, field

import airsync_gui.diagnostics  # which the recipe imports, on whatever system it believes to be

ROOT = Path(__file__).parents[2]
BINARIES = [
    ("PySide6/Qt/lib/libQt6Core.so.6", "/venv/libQt6Core.so.6", "BINARY"),
    ("PySide6/Qt/plugins/platforms/libqvnc.so", "/venv/libqvnc.so", "BINARY"),
    ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", "BINARY"),
    ("PySide6/plugins/platforms/qwindows.dll", "/venv/qwindows.dll", "BINARY"),
    ("libssl.so.3", "/lib/x86_64-linux-gnu/libssl.so.3", "BINARY"),
    ("libbz2.so.1.0", "/lib/x86_64-linux-gnu/libbz2.so.1.0", "BINARY"),
    ("libpython3.11.so.1.0", "/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY"),
    ("libssl.so", "libssl.so.3", "SYMLINK"),
]
DATAS = [
    ("PySide6/Qt/translations/qtbase_fr.qm", "/venv/qtbase_fr.qm", "DATA"),
    ("PySide6\\translations\\qtbase_fr.qm", "/venv/qtbase_fr.qm", "DATA"),
    ("PySide6/Qt/translations/qtbase_de.qm", "/venv/qtbase_de.qm", "DATA"),
    ("airsync_gui/resources/translations/airsync_de.qm", "/here/airsync_de.qm", "DATA"),
    ("airsync_gui/resources/translations/airsync_de.ts", "/here/airsync_de.ts", "DATA"),
]


class Made(Struct):
    """What the recipe asked PyInstaller for, in order."""

    programs: list[dict[str, Any]] = field(default_factory=list)
    collected: list[Any] = field(default_factory=list)
    bundles: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def places(self) -> set[str]:
        return {entry[0] for part in self.collected if isinstance(part, list) for entry in part}


class Analysis:
    """Stands for PyInstaller's: finds the same files always."""

    scripts = (("start", "/here/start.py", "PYSOURCE"),)
    pure = (("click.core", "/venv/click/core.py", "PYMODULE"),)

    def __init__(self, made: Made, hidden: list[str]) -> None:
        made.hidden = hidden
        self.binaries, self.datas = list(BINARIES), list(DATAS)


def metadata(part: str) -> list[tuple[str, str]]:
    if part == "tomlkit":
        raise PackageNotFoundError(part)
    return []


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs it as on a system."""
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_data_files = hooks.collect_submodules = lambda _package: []  # type: ignore[attr-defined]
    hooks.copy_metadata = metadata  # type: ignore[attr-defined]
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setenv("AIRSYNC_ICON", "the icon")

    def on(platform: str) -> Made:
        made = Made()
        given = {
            "SPECPATH": str(ROOT / "packaging"),
            "workpath": str(tmp_path),
            "Analysis": lambda _scripts, hiddenimports, **_rest: Analysis(made, hiddenimports),
            "PYZ": lambda _pure: "pyz",
            "EXE": lambda *_parts, **told: made.programs.append(told),
            "COLLECT": lambda *parts, **_told: made.collected.extend(parts),
            "BUNDLE": lambda _folder, **told: made.bundles.append(told),
        }
        with monkeypatch.context() as there:
            there.setattr(sys, "platform", platform)
            assert airsync_gui.diagnostics.PARTS
            file = ROOT / "packaging" / "airsync.spec"
            exec(compile(file.read_text(encoding="utf-8"), file, "exec"), given)
        return made

    return on


def test_on_windows_the_command_line_has_a_console_and_the_window_none(recipe: Any) -> None:
    made = recipe("win32")
    assert {told["name"]: told["console"] for told in made.programs} == {"airsync-gui": True, "AirSync": False}
    assert {told["icon"] for told in made.programs} == {"the icon"}
    assert not any(told["strip"] for told in made.programs)
    assert made.bundles == []


def test_on_macos_it_is_an_application_with_one_program(recipe: Any) -> None:
    made = recipe("darwin")
    assert [(told["name"], told["console"]) for told in made.programs] == [("airsync-gui", False)]
    (bundle,) = made.bundles
    assert (bundle["name"], bundle["icon"]) == ("AirSync.app", "the icon")


def test_on_linux_it_is_one_program_that_leaves_to_the_system_what_is_the_systems(recipe: Any) -> None:
    made = recipe("linux")
    assert [(told["name"], told["console"]) for told in made.programs] == [("airsync-gui", True)]
    assert "secretstorage" in made.hidden
    assert {"libpython3.11.so.1.0", "libbz2.so.1.0", "PySide6/Qt/plugins/platforms/libqxcb.so"} <= made.places()
    assert not {"libssl.so.3", "PySide6/Qt/plugins/platforms/libqvnc.so"} & made.places()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_is_left_out_that_linux_has_of_its_own(platform: str, recipe: Any) -> None:
    made = recipe(platform)
    assert "secretstorage" not in made.hidden
    assert {"libssl.so.3", "PySide6/plugins/platforms/qwindows.dll"} <= made.places()


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_languages_that_airsync_speaks_come_along(platform: str, recipe: Any) -> None:
    words = {place for place in recipe(platform).places() if "translations" in place}
    assert words == {"PySide6/Qt/translations/qtbase_de.qm", "airsync_gui/resources/translations/airsync_de.qm"}


def test_it_writes_down_what_the_program_is_made_from(recipe: Any, tmp_path: Path) -> None:
    recipe("linux")
    listed = json.loads((tmp_path / "inside.json").read_text())
    places = {place for place, _source in listed}
    assert {"start", "click.core", "PySide6/Qt/lib/libQt6Core.so.6"} <= places
    assert not {"libssl.so", "libssl.so.3"} & places
