"""Whether a person asked the desktop for less motion, as Linux desktops tell it: the session bus's settings portal.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html; Qt does not tell it so far.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

log = logging.getLogger("airsync_gui.jobs")

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
QUESTIONS = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", 0),
)
"""Namespace, key, and the value that asks for less; the first one that is known counts."""
LIMIT_S = 2.0


def wants_less_motion(bus: str = "SESSION") -> bool:
    """Whether arcs had better stand still; blocks. False where nobody can say.

    Args:
        bus: the address of the bus, in tests; else the session's.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(bus) as connection:
            found = (_asked(connection, *question) for question in QUESTIONS)
            return next((answer for answer in found if answer is not None), False)
    except (ImportError, KeyError, OSError, RuntimeError, ValueError) as error:
        log.debug("the desktop does not tell of motion: %s", error)
        return False


def _asked(connection: Any, namespace: str, key: str, less: int) -> bool | None:
    """Whether this setting asks for less; None where the desktop does not have it."""
    from jeepney import DBusAddress, MessageType, new_method_call

    call = new_method_call(DBusAddress(PATH, NAME, INTERFACE), "ReadOne", "ss", (namespace, key))
    reply = connection.send_and_get_reply(call, timeout=LIMIT_S)
    if reply.header.message_type is not MessageType.method_return:
        return None
    _signature, value = reply.body[0]
    return bool(value == less)
