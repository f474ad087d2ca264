"""Starting with the person's desktop: set, looked up and removed in the place that each system has for it.

The entry itself is the truth: nothing about it is kept in the settings, and a person may as well remove it with the
system's own tools. It starts AirSync in the background (``--background``).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from airsync_gui.own_command import own_window_command

BACKGROUND = "--background"


class LoginEntry(Protocol):
    """One entry among what the system starts at login."""

    def is_set(self) -> bool:
        """Whether it is there, and not switched off. Raises OSError."""

    def set(self, command: Sequence[str]) -> None:
        """Make it, or have it start this command. Raises OSError."""

    def remove(self) -> None:
        """Take it away, as far as it is there. Raises OSError."""


def entry(profile: Path | None = None) -> LoginEntry:
    """The entry of a profile; None is the platform's usual one."""
    name = "airsync-gui" + (f"-{sha256(bytes(profile)).hexdigest()[:8]}" if profile else "")
    platform: str = sys.platform  # by this name mypy looks at every branch, on every system
    if platform == "win32":
        from airsync_gui.login_start.windows import RunKey

        return RunKey(name)
    if platform == "darwin":
        from airsync_gui.login_start.macos import LaunchAgent

        return LaunchAgent(name)
    from airsync_gui.login_start.xdg import AutostartFile

    return AutostartFile(name)


def command(profile: Path | None = None) -> list[str]:
    """What is started: this program, for this profile, in the background."""
    return own_window_command(*(["--profile", str(profile)] if profile else []), BACKGROUND)
