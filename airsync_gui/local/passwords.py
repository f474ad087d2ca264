"""Passwords of database servers: typed once, kept in the system's keyring, handed to nobody but their server."""

from __future__ import annotations

import threading

from airsync_gui.credentials import Secret, SecretStore
from airsync_gui.errors import KeyRejected, KeyringUnavailable, NoKey
from airsync_gui.local.server_names import ServerAddress, parse_server, scheme_of

SERVICE = "airsync-gui-database"
"""What the keyring calls them."""


class DatabasePasswords:
    """All passwords that this process needs. Any thread may ask."""

    def __init__(self, store: SecretStore[Secret]) -> None:
        self._store = store
        self._known: dict[tuple[str, str], Secret | None] = {}
        self._offered: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def __call__(self, address: ServerAddress) -> Secret | None:
        """The password for a server and user; None where none is stored: the server may want none.

        Raises:
            KeyringUnavailable: the keyring is there and stays locked.
        """
        if not address.user:
            return None
        with self._lock:
            if _key(address) not in self._known:
                self._known[_key(address)] = self._stored(address)
            return self._known[_key(address)]

    def knows(self, address: ServerAddress) -> bool:
        """Whether it can be told without asking the keyring."""
        with self._lock:
            return not address.user or _key(address) in self._known

    def _stored(self, address: ServerAddress) -> Secret | None:
        try:
            return self._store.load(address.account, address.place)
        except (NoKey, KeyRejected):
            return None
        except KeyringUnavailable as error:
            if error.why in ("locked", "timeout"):
                raise
            return None  # no keyring at all: the driver's own places may have it

    def offer(self, source: str) -> None:
        """Use the password that stands in a source, if one does, from now on. It is not kept yet. Raises UsageError."""
        if not scheme_of(source):
            return
        address, _, password = parse_server(source)
        if password is not None:
            self.offer_for(address, password)

    def offer_for(self, address: ServerAddress, password: Secret) -> None:
        """Use this password from now on. It is not kept yet."""
        with self._lock:
            self._known[_key(address)] = password
            self._offered.add(_key(address))

    def keep(self, source: str) -> bool:
        """Put the password that was offered for a source's server into the keyring; whether there was one.

        Raises:
            KeyringUnavailable: there is no good one; the password is good for this process only.
        """
        if not scheme_of(source):
            return False
        address, _, _ = parse_server(source)
        with self._lock:
            password = self._known.get(_key(address)) if _key(address) in self._offered else None
        if password is None:
            return False
        self._store.store(address.account, address.place, password)
        with self._lock:
            self._offered.discard(_key(address))
        return True

    def forget(self, address: ServerAddress) -> bool:
        """Remove a password from the keyring; whether there was one. Raises KeyringUnavailable."""
        with self._lock:
            self._known.pop(_key(address), None)
            self._offered.discard(_key(address))
        return self._store.forget(address.account, address.place)


def _key(address: ServerAddress) -> tuple[str, str]:
    return address.account, address.place
