"""A desktop that shows notifications, on a session bus of its own: a real ``dbus-daemon``, and our part behind it."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Queue
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, DBusRouter, Proxy, ReceiveStopped, open_dbus_connection
from msgspec import Struct, field

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
LIMIT_S = 10.0


class Shown(Struct, frozen=True):
    """A notification as the desktop was asked for it."""

    number: int
    replaces: int
    icon: str
    title: str
    text: str
    actions: tuple[str, ...]
    hints: dict[str, Any]


class Desktop(Struct):
    """The service's end. ``shown`` and ``closed`` fill as calls come."""

    connection: DBusConnection
    can: list[str] = field(default_factory=lambda: ["actions", "body", "body-markup"])
    broken: bool = False
    shown: Queue[Shown] = field(default_factory=Queue)
    closed: Queue[int] = field(default_factory=Queue)
    count: int = 6

    def serve(self) -> None:
        with suppress(ReceiveStopped):
            while True:
                message = self.connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(message, message.header.fields[HeaderFields.member])

    def _answer(self, message: Any, member: str) -> None:
        if self.broken:
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))
        elif member == "GetCapabilities":
            self.connection.send(new_method_return(message, "as", (self.can,)))
        elif member == "Notify":
            assert message.header.fields[HeaderFields.signature] == "susssasa{sv}i"  # as real desktops insist
            self._notify(message)
        elif member == "CloseNotification":
            self.closed.put(message.body[0])
            self.connection.send(new_method_return(message))
            self.tell("NotificationClosed", "uu", message.body[0], 3)

    def _notify(self, message: Any) -> None:
        _app, replaces, icon, title, text, actions, hints, _timeout = message.body
        self.count += 1
        number = replaces or self.count
        self.connection.send(new_method_return(message, "u", (number,)))
        self.shown.put(Shown(number, replaces, icon, title, text, tuple(actions), hints))

    def tell(self, signal: str, signature: str, *body: Any) -> None:
        address = DBusAddress(PATH, interface=NAME)
        self.connection.send(new_signal(address, signal, signature, body))

    def press(self, number: int, action: str = "default") -> None:
        """As a person who presses a button; desktops close it then."""
        self.tell("ActionInvoked", "us", number, action)
        self.tell("NotificationClosed", "uu", number, 2)


@contextmanager
def bus(address: str = "") -> Iterator[str]:
    """A session bus, at this address where one is given; its address.

    Skips where there is no dbus-daemon; in CI that is a failure.
    """
    program = shutil.which("dbus-daemon")
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("not installed: dbus-daemon")
    command = [program, "--session", "--nofork", "--nopidfile", "--print-address"]
    command += [f"--address={address}"] if address else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(LIMIT_S)
        assert process.stdout is not None
        process.stdout.close()


@contextmanager
def desktop(address: str) -> Iterator[Desktop]:
    """A desktop on that bus."""
    with open_dbus_connection(address) as connection:
        with DBusRouter(connection) as router:
            Proxy(message_bus, router, timeout=LIMIT_S).RequestName(NAME)
        ready = Desktop(connection)
        thread = threading.Thread(target=ready.serve)
        thread.start()
        try:
            yield ready
        finally:
            connection.interrupt()
            thread.join(LIMIT_S)
