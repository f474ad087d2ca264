"""macOS: a property list in the person's LaunchAgents folder, which launchd reads at login.

https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/Chapters/CreatingLaunchdJobs.html
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from airsync_gui.whole_text import write_whole


class LaunchAgent:
    """``~/Library/LaunchAgents/NAME.plist``.

    Args:
        name: launchd's label for it, and the file's name.
    """

    def __init__(self, name: str) -> None:
        self._label = name
        self.path = Path.home() / "Library" / "LaunchAgents" / f"{name}.plist"

    def is_set(self) -> bool:
        """Whether the file is there and says so."""
        try:
            said = plistlib.loads(self.path.read_bytes())
        except FileNotFoundError:
            return False
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return False  # launchd can't read it either
        return isinstance(said, dict) and said.get("RunAtLoad") is True and not said.get("Disabled", False)

    def set(self, command: Sequence[str]) -> None:
        """Make the file."""
        said = {
            "Label": self._label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, plistlib.dumps(said).decode())

    def remove(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)
