"""Less motion, asked of a settings portal on a real bus."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, DBusRouter, Proxy, ReceiveStopped, open_dbus_connection

from airsync_gui.jobs.desktop_motion import NAME, wants_less_motion
from tests.fakes.notifications import LIMIT_S, bus

Settings = Mapping[tuple[str, str], tuple[str, Any]]
MOTION = ("org.freedesktop.appearance", "reduced-motion")
ANIMATIONS = ("org.gnome.desktop.interface", "enable-animations")


@pytest.fixture(scope="module", name="bus")
def _bus() -> Iterator[str]:
    with bus() as address:
        yield address


def serve(connection: DBusConnection, settings: Settings) -> None:
    with suppress(ReceiveStopped):
        while True:
            message = connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            known = settings.get(tuple(message.body))
            if message.header.fields[HeaderFields.member] != "ReadOne" or known is None:
                connection.send(new_error(message, "org.freedesktop.portal.Error.NotFound"))
            else:
                connection.send(new_method_return(message, "v", (known,)))


@contextmanager
def portal(address: str, settings: Settings) -> Iterator[None]:
    with open_dbus_connection(address) as connection:
        with DBusRouter(connection) as router:
            Proxy(message_bus, router, timeout=LIMIT_S).RequestName(NAME)
        thread = threading.Thread(target=serve, args=(connection, settings))
        thread.start()
        try:
            yield
        finally:
            connection.interrupt()
            thread.join(LIMIT_S)


@pytest.mark.parametrize(
    ("settings", "less"),
    [
        ({MOTION: ("u", 1)}, True),
        ({MOTION: ("u", 0), ANIMATIONS: ("b", False)}, False),
        ({ANIMATIONS: ("b", False)}, True),
        ({ANIMATIONS: ("b", True)}, False),
        ({}, False),
    ],
)
def test_the_portal_is_asked_and_the_first_answer_counts(bus: str, settings: Settings, less: bool) -> None:
    with portal(bus, settings):
        assert wants_less_motion(bus) is less


@pytest.mark.parametrize("address", ["unix:path=/nowhere/at/all", "nonsense"])
def test_without_a_bus_or_a_portal_nothing_is_asked_for(bus: str, address: str) -> None:
    assert wants_less_motion(address) is False
    assert wants_less_motion(bus) is False
