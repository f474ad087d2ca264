"""Linux and the BSDs: a file in the autostart folder.

https://specifications.freedesktop.org/autostart-spec/latest/ and, for the file and how its command is quoted,
https://specifications.freedesktop.org/desktop-entry-spec/latest/
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from airsync_gui.whole_text import write_whole

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+./:,@")


class AutostartFile:
    """``~/.config/autostart/NAME.desktop``.

    Args:
        name: of the file, without its suffix.
    """

    def __init__(self, name: str) -> None:
        self.path = _folder() / f"{name}.desktop"

    def is_set(self) -> bool:
        """Whether the file is there, and neither it nor a desktop's own tool has switched it off."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return False
        said = {line.replace(" ", "").casefold() for line in lines}
        return not said & {"hidden=true", "x-gnome-autostart-enabled=false"}

    def set(self, command: Sequence[str]) -> None:
        """Make the file. A program that is gone by then is passed over without a word (TryExec)."""
        program = shutil.which(command[0]) or command[0]
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            "Name=AirSync",
            "Comment=Keeps local tables and Airtable tables in two-way sync",
            f"TryExec={_string(program)}",
            f"Exec={_string(' '.join(map(quoted, command)))}",
            "Icon=airsync-gui",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "X-GNOME-Autostart-Delay=5",  # the tray is there by then
            "X-KDE-autostart-after=panel",
            "",
        )
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self.path, "\n".join(lines))

    def remove(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)


def _folder() -> Path:
    """Where desktops look; a relative XDG_CONFIG_HOME counts as unset, as the specification says."""
    configured = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (configured if configured.is_absolute() else Path.home() / ".config") / "autostart"


def quoted(argument: str) -> str:
    """An argument as ``Exec`` has it; a per cent sign would begin a field code."""
    doubled = argument.replace("%", "%%")
    if argument and set(argument) <= _PLAIN:
        return doubled
    for sign in ("\\", '"', "`", "$"):
        doubled = doubled.replace(sign, f"\\{sign}")
    return f'"{doubled}"'


def _string(text: str) -> str:
    """A value of the type string: its own escapes come on top of the command's."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
