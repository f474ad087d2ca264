"""Secrets in and out of the keyring, each bound to an account and a host.

Every call runs on a thread of its own under a time limit: a locked keyring may show a prompt that nobody answers, and
the ``keyring`` package itself would wait for ever.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from msgspec import Struct

from airsync_gui.credentials import backends
from airsync_gui.credentials.backends import REMEDY_FAILED, REMEDY_LOCKED, name_of
from airsync_gui.credentials.secret import Secret
from airsync_gui.errors import AirSyncError, KeyRejected, KeyringUnavailable, NoKey, UsageError
from airsync_gui.wording import noop

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "airsync-gui"
UNLOCK_LIMIT_S: Final = 60.0
"""How long a person has to type the keyring's password."""
CALL_LIMIT_S: Final = 15.0
"""How long a keyring has for one answer beside that; 3 to 19 ms is what gnome-keyring takes."""

T = TypeVar("T")
S = TypeVar("S", bound=Secret)
T_SECRET = TypeVar("T_SECRET", bound=Secret)


class _Entry(Struct, Generic[S], frozen=True):
    secret: S
    stored_at: datetime
    """Aware, UTC."""


class SecretStore(Generic[S]):
    """Secrets of one kind in the system's keyring, each bound to an account and a host.

    ``SecretStore(Token)`` holds access tokens; ``SecretStore(Secret, service="airsync-gui-database")`` holds
    passwords. Calls block (never longer than the limits): not for the window's thread. Any thread may call.

    Every method raises :class:`KeyringUnavailable`, whose ``why`` is ``missing``, ``insecure``, ``locked``,
    ``timeout`` or ``failed``.
    """

    def __init__(
        self,
        kind: type[S],
        *,
        service: str = SERVICE,
        backend: KeyringBackend | None = None,
        unlock_limit_s: float = UNLOCK_LIMIT_S,
        call_limit_s: float = CALL_LIMIT_S,
    ) -> None:
        self._kind = kind
        self._service = service
        self._given = backend
        self._unlock_limit_s = unlock_limit_s
        self._call_limit_s = call_limit_s

    def beside(self, kind: type[T_SECRET], service: str) -> SecretStore[T_SECRET]:
        """The same keyring, for secrets of another kind."""
        return SecretStore(
            kind,
            service=service,
            backend=self._given,
            unlock_limit_s=self._unlock_limit_s,
            call_limit_s=self._call_limit_s,
        )

    def store(self, account: str, host: str, secret: S, at: datetime | None = None) -> None:
        """Keeps a secret, in place of an earlier one for this account and host.

        Args:
            at: the present, where another clock than the computer's tells it.
        """
        user, stored_at = _user_name(account, host), at or datetime.now(UTC)
        self._with_backend(lambda backend: backend.set_password(self._service, user, _written(secret, stored_at)))

    def load(self, account: str, host: str) -> S:
        """The secret.

        Raises:
            NoKey: None is stored.
            KeyRejected: What is stored can't be one.
        """
        return self._entry(account, host).secret

    def load_dated(self, account: str, host: str) -> tuple[S, datetime]:
        """The secret, and when it was stored (aware, UTC). Raises as :meth:`load`."""
        entry = self._entry(account, host)
        return entry.secret, entry.stored_at

    def stored_at(self, account: str, host: str) -> datetime:
        """When it was stored (aware, UTC). Raises as :meth:`load`."""
        return self._entry(account, host).stored_at

    def forget(self, account: str, host: str) -> bool:
        """Removes the secret; whether there was one."""
        user = _user_name(account, host)

        def remove(backend: KeyringBackend) -> bool:
            # Back ends differ in how they say "no such entry", and some say it as they say "I am broken".
            if backend.get_password(self._service, user) is None:
                return False
            backend.delete_password(self._service, user)
            return True

        return self._with_backend(remove)

    def backend_name(self) -> str:
        """Which back end is used, for problem reports."""
        return self._with_backend(name_of)

    def _entry(self, account: str, host: str) -> _Entry[S]:
        user = _user_name(account, host)
        found = self._with_backend(lambda backend: _read(backend.get_password(self._service, user), self._kind))
        if found is None:
            raise NoKey(account=account, host=host)
        if isinstance(found, str):
            raise KeyRejected(account=account, host=host, detail=found, unfit=True)
        return found

    def _with_backend(self, call: Callable[[KeyringBackend], T]) -> T:
        """Chooses the back end, unlocks it and calls; all on another thread and within the limits."""
        progress = _Progress()

        def work() -> T:
            backend = backends.vetted([self._given]) if self._given is not None else backends.secure_backend()
            progress.backend = name_of(backend)
            progress.unlocking = True
            backends.unlock(backend, self._unlock_limit_s)
            progress.unlocking = False
            return call(backend)

        try:
            return _within(self._unlock_limit_s + self._call_limit_s, work)
        except AirSyncError:
            raise
        except TimeoutError:
            why, remedy = ("locked", REMEDY_LOCKED) if progress.unlocking else ("timeout", REMEDY_FAILED)
            fault = KeyringUnavailable(why=why, backend=progress.backend, remedy=remedy)
        except Exception as error:  # noqa: BLE001 - back ends raise what they like
            fault = backends.translated(error, progress.backend)
        raise fault  # outside the handlers: the back end's error, and its frames, may hold the secret


class _Progress(Struct):
    """How far a call got, for the words of a time-out."""

    backend: str | None = None
    unlocking: bool = False


def _written(secret: Secret, stored_at: datetime) -> str:
    """An entry of the keyring."""
    return json.dumps({"secret": secret.reveal(), "stored_at": stored_at.isoformat(timespec="seconds")})


def _read(text: str | None, kind: type[S]) -> _Entry[S] | str | None:
    """What is in an entry, or what is wrong with it; None where there is none. It raises nothing: it knows the text."""
    if text is None:
        return None
    try:
        stored = json.loads(text)
        return _Entry(kind(stored["secret"]), datetime.fromisoformat(stored["stored_at"]))
    except KeyRejected as error:
        return str(error.detail)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return noop("the keyring's entry is not one of ours")


def _user_name(account: str, host: str) -> str:
    """``account@host``. A host has no ``@``, so two pairs never share a name."""
    host = host.strip().lower()
    if not account.strip():
        raise UsageError(detail="An account needs a name.")
    if not host or any(character in "@/\\" or character.isspace() for character in host):
        raise UsageError(detail=f"{host!r} is not the name of a host.")
    return f"{account.strip()}@{host}"


def _within(limit_s: float, work: Callable[[], T]) -> T:
    """What ``work`` returns or raises; TimeoutError after ``limit_s``, with the thread left behind.

    A daemon thread and not a pool: a pool would wait for it when the program ends.
    """
    answers: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((True, work()))
        except BaseException as error:  # noqa: BLE001 - raised again on the caller's thread
            answers.put((False, error))

    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        done, result = answers.get(timeout=limit_s)
    except queue.Empty:
        raise TimeoutError(f"no answer within {limit_s} s") from None
    if not done:
        raise result
    answer: T = result
    return answer
