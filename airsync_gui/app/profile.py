"""One profile on this computer: its files, its keyring, its clock, and which Airtable it speaks to."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from airsync_gui.errors import StateError, UsageError
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.paths import Paths, private_folder, shared_runtime
from airsync_gui.settings import Settings
from airsync_gui.sync.pairs import Pair

if TYPE_CHECKING:
    from airsync_gui.airtable.client import AirtableClient
    from airsync_gui.airtable.endpoint import Endpoint
    from airsync_gui.airtable.limiter import RequestLimiter
    from airsync_gui.backups import Backups
    from airsync_gui.credentials import SecretStore, Token
    from airsync_gui.local.passwords import DatabasePasswords
    from airsync_gui.state.database import Database
    from airsync_gui.state.health import RequestBook
    from airsync_gui.state.store import SqliteStore

LOOPBACK = "this computer"
"""The endpoint of a sandbox's pair: all of this computer's ports are one."""


class SystemClock:
    """The computer's own time."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since the computer started, the same for every process."""
        return time.monotonic()


class Profile:
    """One profile with all it needs to sync. Build one per command, or one per window.

    Args:
        token: holds for this process only, in place of the keyring's.
        secrets: in place of the system's keyring, for tests.
        limiter: in place of the one that all of this person's processes share, for tests against a sandbox. No option
            or setting leads here: two limiters would send more than Airtable allows.
        cancel: in place of a flag of its own.
        throw_away: the profile is gone with this process; nothing outside it is to know of it.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        token: Token | None = None,
        secrets: SecretStore[Token] | None = None,
        limiter: RequestLimiter | None = None,
        cancel: CancelFlag | None = None,
        throw_away: bool = False,
    ) -> None:
        self.paths = paths
        self.throw_away = throw_away
        self.clock = SystemClock()
        self.cancel = cancel or CancelFlag()
        self.settings = Settings(paths.settings_file)
        self._token = token
        self._secrets = secrets
        self._given_limiter = limiter
        self._tokens: dict[str, Token] = {}
        self._clients: dict[str, AirtableClient] = {}
        self._lock = threading.RLock()

    @cached_property
    def endpoint(self) -> Endpoint:
        """Where Airtable is, from the environment."""
        from airsync_gui.airtable.endpoint import ENDPOINT_VARIABLE, Endpoint

        return Endpoint.parse(os.environ.get(ENDPOINT_VARIABLE))

    def is_here(self, pair: Pair) -> bool:
        """Whether a pair belongs to the present endpoint."""
        return pair.endpoint == self.endpoint_name

    @property
    def endpoint_name(self) -> str:
        """What a new pair keeps as its endpoint: all of this computer's ports are one."""
        return LOOPBACK if self.endpoint.loopback else self.endpoint.host

    def check_endpoint(self, pair: Pair) -> None:
        """A pair of the sandbox is never sent to Airtable, and a real one never to a sandbox."""
        if not self.is_here(pair):
            home = "a sandbox on this computer" if pair.endpoint == LOOPBACK else pair.endpoint
            known = "points to" if os.environ.get("AIRTABLE_ENDPOINT_URL", "").strip() else "is not set, which means"
            raise UsageError(
                detail=f"The pair {pair.name} belongs to {home}, but AIRTABLE_ENDPOINT_URL {known} "
                f"{self.endpoint.host}. Nothing was sent. Set the variable back, or add a pair for the other address."
            )

    @cached_property
    def database(self) -> Database:
        """The profile's state file, migrated."""
        from airsync_gui.state.database import Database

        _made(self.paths.data)
        return Database(self.paths.state_file)

    @cached_property
    def store(self) -> SqliteStore:
        """What the engine keeps."""
        from airsync_gui.state.store import SqliteStore

        return SqliteStore(self.database)

    @cached_property
    def requests(self) -> RequestBook:
        """What was asked of Airtable, for the health figures and the call budget."""
        from airsync_gui.state.health import RequestBook

        return RequestBook(lambda: self.database)

    @cached_property
    def secrets(self) -> SecretStore[Token]:
        """Access tokens in the system's keyring."""
        from airsync_gui.credentials import SecretStore, Token

        return self._secrets or SecretStore(Token)

    @cached_property
    def passwords(self) -> DatabasePasswords:
        """Passwords of database servers, in the same keyring."""
        from airsync_gui.credentials import Secret
        from airsync_gui.local.passwords import SERVICE, DatabasePasswords

        return DatabasePasswords(self.secrets.beside(Secret, SERVICE))

    @cached_property
    def backups(self) -> Backups:
        """Copies of local tables from before runs that changed much of them."""
        from airsync_gui.backups import Backups

        return Backups(self.paths.backups)


def _made(folder: Path) -> Path:
    """A private folder, made where missing; StateError where it can't be."""
    try:
        return private_folder(folder)
    except OSError as error:
        raise StateError(path=str(folder), detail=f"the folder can't be made: {error.strerror or error}") from error


def runtime_folder() -> Path:
    """The person's folder for locks and the limiter's state; StateError where it can't be made."""
    try:
        return shared_runtime()
    except OSError as error:
        detail = f"the folder for locks can't be made: {error.strerror or error}"
        raise StateError(path=str(error.filename or "runtime folder"), detail=detail) from error
