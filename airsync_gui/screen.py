"""Whether a window can be shown here, found out before Qt is asked: where it finds no screen, it ends the process.

Only the standard library. Which screens Qt tries, and in which order, is in ``qguiapplication.cpp``
(``createPlatformIntegration``); what it loads for each is a plugin, tried here as Qt will load it.
"""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

ANSWER_LIMIT_S = 2.0
X_TRIES = 5
X_PAUSE_S = 0.1
PLUGINS = Path("Qt", "plugins", "platforms")
PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libX11.so.6": "libx11-6",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libxcb.so.1": "libxcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxkbcommon.so.0": "libxkbcommon0",
    }
)
"""What Qt's plugins ask of the system → the Debian package that has it (``readelf -d`` of 6.11)."""

_X_DISPLAY = re.compile(r"(?:tcp/|inet6?/)?(?P<host>[^/:]+|\[[^]]+\]):(?P<number>\d+)(?:\.\d+)?")
_FIRST_X_PORT = 6000


def problem() -> str | None:
    """Why no window can be shown here, as a sentence with the remedy; None where one can."""
    if sys.platform in ("win32", "darwin"):
        return None
    platforms = _platforms()
    if not platforms:
        return (
            "There is no screen to show a window on (neither DISPLAY nor WAYLAND_DISPLAY is set): start AirSync from "
            "a desktop, or through ssh -X."
        )
    found = None
    for platform in platforms:
        found = _problem_of(platform)
        if found is None:
            return None
    return found


def _platforms() -> list[str]:
    """Qt's own names of what it will try, in its order."""
    wished = [part.partition(":")[0] for part in os.environ.get("QT_QPA_PLATFORM", "").split(";") if part]
    if wished:
        return wished
    wayland = "WAYLAND_DISPLAY" in os.environ or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return [name for name, there in (("wayland", wayland), ("xcb", bool(os.environ.get("DISPLAY")))) if there]


def _problem_of(platform: str) -> str | None:
    if platform == "xcb":
        return _missing_libraries(platform) or _no_x_answer()
    if platform.startswith("wayland"):
        return _missing_libraries("wayland") or _no_wayland_answer()
    return _missing_libraries(platform)  # offscreen, vnc, …: as the person wishes, and without a screen


# -- libraries ------------------------------------------------------------------------------------------------------


def _missing_libraries(platform: str) -> str | None:
    plugin = _plugin(platform)
    if plugin is None:
        return None
    why = _load_error(str(plugin))
    if why is None:
        return None
    packages = dict.fromkeys(package for name, package in PACKAGES.items() if _load_error(name))
    if packages:
        return f"Qt needs libraries that are missing here: sudo apt-get install {' '.join(packages)}"
    return f"Qt can't be loaded here ({why}): install what it names."


def _plugin(platform: str) -> Path | None:
    spec = find_spec("PySide6")
    folders = spec.submodule_search_locations if spec else None
    candidates = [Path(folder) / PLUGINS / f"libq{platform}.so" for folder in folders or ()]
    return next((path for path in candidates if path.is_file()), None)


def _load_error(library: str) -> str | None:
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error)
    return None


# -- screens --------------------------------------------------------------------------------------------------------


def _no_x_answer() -> str | None:
    name = os.environ.get("DISPLAY", "")
    if name and _answers_in_time(name) and _x_lets_us_in():
        return None
    shown = name if name.isprintable() else "?"
    return (
        f"The screen that DISPLAY names ({shown or 'none'}) does not let AirSync in: start AirSync from a desktop, or "
        "set DISPLAY to a screen that runs and is yours."
    )


def _answers_in_time(name: str) -> bool:
    """A host that is not there would be waited for, for minutes; screens of this computer answer at once or not."""
    remote = _X_DISPLAY.fullmatch(name)
    if remote is None or remote["host"] == "unix":
        return True
    try:
        address = (remote["host"].strip("[]"), _FIRST_X_PORT + int(remote["number"]))
        socket.create_connection(address, ANSWER_LIMIT_S).close()
    except (OSError, OverflowError, UnicodeError):
        return False
    return True


def _x_lets_us_in() -> bool:
    """Whether a connection is made, if need be after a moment: a server begins anew when its last client has left
    (Xserver(1), ``-noreset``), and lets nobody in meanwhile.
    """
    for attempt in range(X_TRIES):
        if attempt:
            time.sleep(X_PAUSE_S)
        if _x_connects():
            return True
    return False


def _x_connects() -> bool:
    """Connect as Qt will, with the person's right to do so. The connection stays until the process ends: were it the
    only one, the server would begin anew just when Qt comes.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # a Qt without that plugin's needs: it will say itself
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    if not xcb.xcb_connection_has_error(connection):
        return True
    xcb.xcb_disconnect(connection)
    return False


def _no_wayland_answer() -> str | None:
    if "WAYLAND_SOCKET" in os.environ:
        return None  # a connection that whoever started us made
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ANSWER_LIMIT_S)
            connection.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name))
    except (OSError, ValueError):
        shown = name if name.isprintable() else "?"
        return f"The Wayland screen {shown} does not answer: start AirSync from a desktop that runs."
    return None
