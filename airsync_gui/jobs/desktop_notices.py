"""Notifications of the Linux desktop, with actions: ``org.freedesktop.Notifications`` on the session bus.

https://specifications.freedesktop.org/notification-spec/latest/

Spoken through jeepney, which keyring brings along: Qt's own D-Bus can't say from Python that a number is an unsigned
one, and desktops refuse the call then. Calls wait for the desktop and belong on the pool; what a person presses comes
on a thread of its own.
"""

from __future__ import annotations

import html
import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from queue import Queue
from typing import Any

from airsync_gui.jobs.alerts import Alert

log = logging.getLogger("airsync_gui.jobs")

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
LIMIT_S = 3.0
"""A desktop that takes longer is not there."""
AS_THE_DESKTOP_LIKES = -1
NORMAL = 1
DEFAULT = "default"
"""The action of a click on the notification itself."""


class NoDesktop(Exception):
    """There is no session bus, or nobody on it shows notifications."""


class DesktopNotices:
    """Shows alerts, takes them back, and tells when one's action was pressed. Any thread may call.

    Args:
        pressed: gets the alert's key, on another thread.
        bus: the address of the bus, in tests; else the session's.
    """

    def __init__(self, pressed: Callable[[str], None], bus: str = "SESSION") -> None:
        self._pressed, self._bus = pressed, bus
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._router: Any = None
        self._can: frozenset[str] = frozenset()
        self._ids: dict[str, int] = {}

    def show(self, alert: Alert) -> None:
        """Show it, in the place of what was shown for its state before. Raises NoDesktop."""
        with self._lock:
            self._connect()
            actions = [DEFAULT, alert.action, "go", alert.action] if "actions" in self._can else []
            text = html.escape(alert.text, quote=False) if "body-markup" in self._can else alert.text
            hints = {"desktop-entry": ("s", "airsync-gui"), "urgency": ("y", NORMAL)}
            known = self._ids.get(alert.key, 0)
            body = ("AirSync", known, "airsync-gui", alert.title, text, actions, hints, AS_THE_DESKTOP_LIKES)
            try:
                (self._ids[alert.key],) = self._call("Notify", "susssasa{sv}i", body)
            except NoDesktop:
                self._forget()  # the next one may find another desktop
                raise

    def withdraw(self, key: str) -> None:
        """Take a notification back, where it still stands."""
        with self._lock:
            number = self._ids.pop(key, 0)
            if number and self._router is not None:
                try:
                    self._call("CloseNotification", "u", (number,))
                except NoDesktop as error:
                    log.debug("a notification could not be taken back: %s", error)

    def close(self) -> None:
        """Leave the bus; what is shown stays."""
        with self._lock:
            self._open.close()
            self._router = None

    # -- the bus ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        if self._router is not None:
            return
        try:
            from jeepney import MatchRule
            from jeepney.io.threading import DBusRouter, open_dbus_connection

            connection = self._open.enter_context(open_dbus_connection(self._bus))
            _end_quietly(connection)
            self._router = self._open.enter_context(DBusRouter(connection))
            heard: Queue[Any] = Queue()
            for member in ("ActionInvoked", "NotificationClosed"):
                rule = MatchRule(type="signal", interface=NAME, member=member, path=PATH)
                self._open.enter_context(self._router.filter(rule, queue=heard))
                self._ask_bus("AddMatch", rule)
            self._can = frozenset(self._call("GetCapabilities", "", ())[0])
        except (ImportError, KeyError, OSError, RuntimeError, ValueError, StopIteration) as error:
            self._forget()
            raise NoDesktop(str(error)) from error
        except NoDesktop:
            self._forget()
            raise
        self._open.callback(heard.put, None)
        threading.Thread(target=self._listen, args=(heard,), name="notifications", daemon=True).start()

    def _forget(self) -> None:
        self._open.close()
        self._router = None

    def _ask_bus(self, method: str, rule: Any) -> None:
        from jeepney import DBusAddress

        address = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self._send(address, method, "s", (rule.serialise(),))

    def _call(self, method: str, signature: str, body: tuple[Any, ...]) -> Any:
        from jeepney import DBusAddress

        return self._send(DBusAddress(PATH, NAME, NAME), method, signature, body)

    def _send(self, address: Any, method: str, signature: str, body: tuple[Any, ...]) -> Any:
        from jeepney import DBusErrorResponse, new_method_call
        from jeepney.io.common import RouterClosed
        from jeepney.wrappers import unwrap_msg

        message = new_method_call(address, method, signature or None, body)
        try:
            return unwrap_msg(self._router.send_and_get_reply(message, timeout=LIMIT_S))
        except (DBusErrorResponse, RouterClosed, TimeoutError, OSError) as error:
            raise NoDesktop(str(error)) from error

    def _listen(self, heard: Queue[Any]) -> None:
        """On a thread of its own, until the bus is left."""
        while (message := heard.get()) is not None:
            number = message.body[0]
            with self._lock:
                key = next((key for key, shown in self._ids.items() if shown == number), None)
            if key is not None:
                self._on_signal(message, key)

    def _on_signal(self, message: Any, key: str) -> None:
        from jeepney import HeaderFields

        if message.header.fields.get(HeaderFields.member) == "ActionInvoked":
            self._pressed(key)
        else:
            with self._lock:
                self._ids.pop(key, None)


def _end_quietly(connection: Any) -> None:
    """The end of the bus, as at a log-out, ends the thread that listens to it; it is no bug."""
    from jeepney.io.threading import ReceiveStopped

    receive = connection.receive

    def received(*, timeout: float | None = None) -> Any:
        try:
            return receive(timeout=timeout)
        except ConnectionError as error:
            raise ReceiveStopped(str(error)) from error

    connection.receive = received
