"""Keyring back ends that hold secrets in a dict, among them bad and slow ones.

The allow-list goes by module and class, so a fake that plays one of its members takes that member's name:
``acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring")``.
"""

from __future__ import annotations

import threading
from typing import Any

from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Works, and says so."""

    priority = 5.0

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")


class RaisingKeyring(MemoryKeyring):
    """Raises the error it was given at every call."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


class SilentKeyring(MemoryKeyring):
    """Never answers until released, as one that shows a prompt nobody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait()
        return None


class Chain(ChainerBackend):
    """A chain with the members it is given, instead of what is installed."""

    backends: Any = ()

    def __init__(self, *members: KeyringBackend) -> None:
        self.backends = list(members)


def acting_as(kind: type[KeyringBackend], module: str, name: str, *args: Any, priority: float = 5.0) -> Any:
    """An instance of ``kind`` that is found under another module and class name."""
    return type(name, (kind,), {"__module__": module, "__qualname__": name, "priority": priority})(*args)
