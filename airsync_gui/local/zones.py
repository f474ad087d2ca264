"""Time zones by their IANA names: this computer's own, and the one that a pair states."""

from __future__ import annotations

import os
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from airsync_gui.errors import UsageError

LOCAL_TIME = Path("/etc/localtime")
"""Where Linux and macOS keep their zone: a link to its file in a folder ``zoneinfo``."""


def own_zone_name() -> str:
    """This computer's zone; empty where it does not say its name (Windows, a copied file, a zone of rules alone)."""
    said = os.environ.get("TZ")
    name = said.removeprefix(":") if said is not None else LOCAL_TIME.resolve().as_posix().partition("/zoneinfo/")[2]
    return name if _known(name) is not None else ""


def zone_names() -> tuple[str, ...]:
    """Every zone that is named by a place (``Europe/Berlin``), and UTC; without old names of single countries."""
    named = (name for name in available_timezones() if name.partition("/")[0] in _PLACES)
    return (*sorted(named), "UTC")


_PLACES = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


def zone_named(name: str) -> tzinfo | None:
    """The zone of this name; None, which is this computer's own, for none. Raises UsageError where it is not known."""
    if not name:
        return None
    known = _known(name)
    if known is None:
        raise UsageError(
            detail=f"“{name}” is no time zone that this computer knows; Europe/Berlin and UTC are such names."
        )
    return known


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
