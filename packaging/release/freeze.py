"""The program in a folder, with its Python and all that it needs of Python's: PyInstaller, as ``airsync.spec`` says."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from release import icons
from release.inside import Entry, entries_of
from release.tools import SYSTEM, run

NAME = "airsync-gui"
ICON = "AIRSYNC_ICON"
"""The variable that tells the recipe where the icon is."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What PyInstaller made.

    Attributes:
        program: a folder; on macOS an application, which is one.
        entries: what it was made from.
    """

    program: Path
    entries: tuple[Entry, ...]


def freeze(root: Path, scratch: Path, built: int) -> Frozen:
    """Make the program for this system.

    Args:
        root: of the repository.
        scratch: a folder for what is in between.
        built: seconds since 1970.
    """
    frozen, work = scratch / "frozen", scratch / "work"
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(built),
        "PYTHONHASHSEED": "0",
        "PYINSTALLER_CONFIG_DIR": str(scratch / "cache"),
        ICON: str(_icon(root, scratch)),
    }
    places = ("--distpath", frozen, "--workpath", work)
    command = (sys.executable, "-m", "PyInstaller", "--clean", "--noconfirm", *places, root / "packaging/airsync.spec")
    run(command, where=root, environment=environment)
    program = frozen / ("AirSync.app" if SYSTEM == "darwin" else NAME)
    return Frozen(program, entries_of(work / "airsync"))


def _icon(root: Path, scratch: Path) -> Path:
    """The icon as this system's programs carry it; none on Linux, where it is a file of the desktop's."""
    drawing = root / "resources" / "icons" / "airsync.svg"
    if SYSTEM == "win32":
        icon, content = scratch / "airsync.ico", icons.ico(icons.pictures(drawing, icons.WINDOWS_SIZES))
    elif SYSTEM == "darwin":
        icon, content = scratch / "airsync.icns", icons.icns(icons.pictures(drawing, tuple(icons.MACOS_TYPES)))
    else:
        return drawing
    icon.write_bytes(content)
    return icon
