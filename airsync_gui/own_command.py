"""How this program starts itself once more, from source and packaged."""

from __future__ import annotations

import sys
from pathlib import PurePath

WINDOW_PROGRAM = "AirSync.exe"
"""Beside airsync-gui.exe in the package for Windows, which gives each program a console or none."""


def own_command(*arguments: str) -> list[str]:
    """The command that runs AirSync with these arguments."""
    packaged = getattr(sys, "frozen", False)  # PyInstaller's: the executable is the program, not a Python
    return [sys.executable, *(() if packaged else ("-m", "airsync_gui")), *arguments]


def own_window_command(*arguments: str) -> list[str]:
    """The same, to be started on its own, for a window or a tray: on Windows without a console beside it."""
    program, *rest = own_command(*arguments)
    platform: str = sys.platform  # by this name mypy looks at every branch, on every system
    if platform == "win32" and getattr(sys, "frozen", False):
        program = str(PurePath(program).with_name(WINDOW_PROGRAM))
    return [program, *rest]
