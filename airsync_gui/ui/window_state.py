"""How the window was left: where it stood, what it showed, how its tables were sorted. Kept beside the state.

It is no setting: nobody writes it by hand, and where it can't be read the window opens as it does at first.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from airsync_gui.whole_text import write_whole

FILE = "window.json"
MOST_BYTES = 100_000
_WORDS = ("geometry", "pair_id", "panel", "language")


class WindowState(Struct, frozen=True):
    """How the window was left.

    Attributes:
        geometry: Qt's own words for place, size and screen, in base 64.
        pair_id: the pair that was shown; empty for all.
        panel: its panel's name.
        language: which language was chosen: its code, or ``system``.
        views: panel → what it keeps of itself.
    """

    geometry: str = ""
    pair_id: str = ""
    panel: str = ""
    language: str = ""
    views: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def geometry_bytes(self) -> bytes:
        """The geometry as Qt takes it; empty where it makes no sense."""
        try:
            return base64.b64decode(self.geometry, validate=True)
        except (binascii.Error, ValueError):
            return b""


def geometry_text(geometry: bytes) -> str:
    """Qt's geometry as it is kept."""
    return base64.b64encode(geometry).decode("ascii")


def parsed(text: str) -> WindowState:
    """What is kept; what makes no sense is left out."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return WindowState()
    if not isinstance(said, dict):
        return WindowState()
    words = {name: said[name] for name in _WORDS if isinstance(said.get(name), str)}
    views = said.get("views")
    kept = {name: view for name, view in views.items() if isinstance(view, dict)} if isinstance(views, dict) else {}
    return WindowState(**words, views=kept)


def read(folder: Path) -> WindowState:
    """How the window of the profile in this folder was left."""
    try:
        with (folder / FILE).open(encoding="utf-8", errors="replace") as file:
            return parsed(file.read(MOST_BYTES))
    except OSError:
        return WindowState()


def write(folder: Path, state: WindowState) -> None:
    """Keep it. Raises OSError."""
    write_whole(folder / FILE, json.dumps(asdict(state)))
