"""How this program starts itself once more, from source and packaged."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """The command that runs AirSync with these arguments."""
    packaged = getattr(sys, "frozen", False)  # PyInstaller's: the executable is the program, not a Python
    return [sys.executable, *(() if packaged else ("-m", "airsync_gui")), *arguments]
