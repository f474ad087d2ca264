"""Windows: a value in the person's Run key.

https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Protocol, cast

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the Task Manager keeps what a person switched off there: the first byte is odd then."""


class Registry(Protocol):
    """The part of the standard library's ``winreg`` that is used here."""

    HKEY_CURRENT_USER: Any
    KEY_READ: int
    KEY_SET_VALUE: int
    REG_SZ: int

    def CreateKeyEx(  # noqa: N802 - winreg's own name
        self, key: Any, sub_key: str, reserved: int = ..., access: int = ...
    ) -> AbstractContextManager[Any]:
        """Open a key, made where missing."""

    def OpenKey(  # noqa: N802
        self, key: Any, sub_key: str, reserved: int = ..., access: int = ...
    ) -> AbstractContextManager[Any]:
        """Open a key. Raises FileNotFoundError."""

    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]:  # noqa: N802
        """A value and its kind. Raises FileNotFoundError."""

    def SetValueEx(self, key: Any, name: str, reserved: Any, kind: int, value: str) -> None:  # noqa: N802
        """Write a value."""

    def DeleteValue(self, key: Any, value: str) -> None:  # noqa: N802
        """Delete a value. Raises FileNotFoundError."""


class RunKey:
    """One value of the Run key.

    Args:
        name: of the value.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._registry = cast(Registry, import_module("winreg"))

    def is_set(self) -> bool:
        """Whether the value is there, and the Task Manager has not switched it off."""
        return self._value(RUN) is not None and not self._switched_off()

    def set(self, command: Sequence[str]) -> None:
        """Write the value; what the Task Manager says against it goes."""
        registry = self._registry
        with registry.CreateKeyEx(registry.HKEY_CURRENT_USER, RUN, 0, registry.KEY_SET_VALUE) as key:
            registry.SetValueEx(key, self._name, 0, registry.REG_SZ, subprocess.list2cmdline(command))
        self._delete(APPROVED)

    def remove(self) -> None:
        """Delete the value."""
        self._delete(RUN)
        self._delete(APPROVED)

    def _switched_off(self) -> bool:
        said = self._value(APPROVED)
        return isinstance(said, bytes) and bool(said) and said[0] % 2 == 1

    def _value(self, place: str) -> Any:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, place, 0, registry.KEY_READ) as key:
                return registry.QueryValueEx(key, self._name)[0]
        except FileNotFoundError:
            return None

    def _delete(self, place: str) -> None:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, place, 0, registry.KEY_SET_VALUE) as key:
                registry.DeleteValue(key, self._name)
        except FileNotFoundError:
            pass
