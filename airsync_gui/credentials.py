"""Secrets: how they are held in memory, and how they get in and out of the system's keyring.

A secret prints as its label, whatever it is printed with; only :meth:`Secret.reveal` gives it away. No error that
leaves here has a frame with its text among the variables, so that a report which shows them does not show it. It is
kept in the keyring and nowhere else, under the account and the host it was entered for, with the time it was stored.

The back end is chosen here from a short list and not by the ``keyring`` package, whose choice a person's settings or
an installed plug-in can turn into a plain text file. Every call runs on a thread of its own under a time limit: a
locked keyring may show a prompt that nobody answers, and ``keyring`` itself would wait for ever.
"""

from __future__ import annotations

import hmac
import importlib
import json
import queue
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, TypeVar

from airsync_gui import logs
from airsync_gui.errors import AirSyncError, KeyRejected, KeyringUnavailable, NoKey, UsageError
from airsync_gui.wording import noop

if TYPE_CHECKING:  # importing keyring takes 57 to 119 ms, so it waits until a secret is asked for
    from keyring.backend import KeyringBackend

SERVICE: Final = "airsync-gui"
HIDDEN: Final = "…"
UNLOCK_LIMIT_S: Final = 60.0
"""How long a person has to type the keyring's password."""
CALL_LIMIT_S: Final = 15.0
"""How long a keyring has for one answer beside that; 3 to 19 ms is what gnome-keyring takes."""

ALLOWED: Final = (
    ("keyring.backends.SecretService", "Keyring"),  # Linux: GNOME Keyring, KeePassXC, KWallet from 5.97 on
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
)
"""Back ends that encrypt what they keep, as (module, class)."""
STORING_NOTHING: Final = ("keyring.backends.fail", "keyring.backends.null")
LOWEST_PRIORITY: Final = 1
"""The keyring package gives what it does not recommend less than this."""
DEFAULT_COLLECTION: Final = "/org/freedesktop/secrets/aliases/default"

REMEDY_MISSING: Final = noop("Install and start a keyring (GNOME Keyring, KWallet or KeePassXC).")
REMEDY_UNMADE: Final = noop("Try again on your desktop, and choose a password for it when you are asked for one.")
REMEDY_LOCKED: Final = noop("Unlock the keyring and try again.")
REMEDY_FAILED: Final = noop("See whether the keyring's own program can open it; signing out and in again often helps.")

T = TypeVar("T")
S = TypeVar("S", bound="Secret")
T_SECRET = TypeVar("T_SECRET", bound="Secret")


# --- secrets in memory -----------------------------------------------------------------------------------------------


class Secret:
    """A text that does not show. It can't be changed, pickled, or turned into JSON by accident."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        fault = self._fault(text)
        self.__text = "" if fault else self._kept(text)
        del text  # not to be seen among this frame's variables
        if fault:
            raise KeyRejected(detail=fault, unfit=True)
        logs.keep_out(self.__text)

    @staticmethod
    def _kept(text: str) -> str:
        """What is kept of the text given."""
        return text

    @staticmethod
    def _fault(text: str) -> str | None:
        """Why it can't be used (never the text itself); None where it can."""
        return None

    def reveal(self) -> str:
        """The secret itself. For the one place that sends it."""
        return self.__text

    @property
    def label(self) -> str:
        """What may be shown."""
        return HIDDEN

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.label})"

    def __format__(self, spec: str) -> str:
        return format(self.label, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode(), other.reveal().encode())

    def __hash__(self) -> int:
        return hash(self.__text)

    def __copy__(self: S) -> S:
        return self

    def __deepcopy__(self: S, memo: dict[int, Any]) -> S:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a secret is not pickled")


class Token(Secret):
    """An Airtable access token: personal (``pat….…``), OAuth, or the sandbox's."""

    __slots__ = ()

    @staticmethod
    def _kept(text: str) -> str:
        return text.strip()

    @staticmethod
    def _fault(text: str) -> str | None:
        return token_fault(text)

    @property
    def label(self) -> str:
        """``patXXXXXXXXXXXXXX.…``: the id of a personal token, which Airtable shows too; else only ``…``."""
        found = re.fullmatch(r"(pat[A-Za-z0-9]{14})\..+", self.reveal())
        return f"{found[1]}.{HIDDEN}" if found else HIDDEN


def token_fault(text: str) -> str | None:
    """Why this can't be an access token (never the text itself); None where it may be one.

    Only what no header may carry is refused. The form of a token is Airtable's to change.
    """
    text = text.strip()
    if not text:
        return noop("it is blank")
    if any(character in "\r\n" for character in text):
        return noop("it has more than one line")
    if any(character.isspace() for character in text):
        return noop("it contains white space")
    if any(unicodedata.category(character) == "Cc" for character in text):
        return noop("it contains a control character")
    if not text.isascii():
        return noop("it contains a character that is not ASCII")
    return None


# --- the back end ----------------------------------------------------------------------------------------------------


def secure_backend() -> KeyringBackend:
    """The best back end of this session that keeps secrets encrypted.

    Raises:
        KeyringUnavailable: ``why`` is ``missing`` (there is none) or ``insecure`` (only such as would not protect it).
    """
    found = [backend for module, name in ALLOWED if (backend := _usable(module, name))]
    if found:
        return max(found, key=_priority)
    import keyring.backend

    # Only to say what is wrong: a plug-in's code has no need to run where a good back end is there.
    return vetted(keyring.backend.get_all_keyring())


def vetted(candidates: Iterable[KeyringBackend]) -> KeyringBackend:
    """The one to use of some back ends; chains are looked into, and one insecure member spoils a chain.

    Raises:
        KeyringUnavailable: As :func:`secure_backend`.
    """
    candidates = list(candidates)
    secure = [good for candidate in candidates if (good := _secure_in(candidate))]
    if secure:
        return max(secure, key=_priority)
    insecure = [path for candidate in candidates for path in _insecure_in(candidate)]
    if insecure:
        raise KeyringUnavailable(why="insecure", backend=", ".join(dict.fromkeys(insecure)), remedy=REMEDY_MISSING)
    raise KeyringUnavailable(why="missing", backend=None, remedy=REMEDY_MISSING)


def name_of(backend: KeyringBackend) -> str:
    """``module.Class``; the module tells who wrote it, the class which of theirs it is."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _usable(module: str, name: str) -> KeyringBackend | None:
    """An instance of an allowed class; None where this session has no such keyring."""
    try:
        kind = getattr(importlib.import_module(module), name)
        return kind() if kind.priority >= LOWEST_PRIORITY else None
    except Exception:  # noqa: BLE001 - a missing library, no D-Bus, another platform: each says it differently
        return None


def _is_listed(backend: KeyringBackend) -> bool:
    return (type(backend).__module__, type(backend).__qualname__) in ALLOWED


def _is_allowed(backend: KeyringBackend) -> bool:
    return _is_listed(backend) and _priority(backend) >= LOWEST_PRIORITY


def _is_chain(backend: KeyringBackend) -> bool:
    return any(
        (kind.__module__, kind.__name__) == ("keyring.backends.chainer", "ChainerBackend")
        for kind in type(backend).__mro__
    )


def _priority(backend: KeyringBackend) -> float:
    try:
        return float(backend.priority)
    except Exception:  # noqa: BLE001 - the property raises what it likes where the back end can't run
        return -1.0


def _secure_in(backend: KeyringBackend) -> KeyringBackend | None:
    """The allowed back end in this one: itself, or the best of a chain that has no insecure member."""
    if not _is_chain(backend):
        return backend if _is_allowed(backend) else None
    if _insecure_in(backend):
        return None
    members = [good for member in _members(backend) if (good := _secure_in(member))]
    return max(members, key=_priority, default=None)


def _insecure_in(backend: KeyringBackend) -> list[str]:
    """Names of what would take a secret and not protect it; not those that take none, or can't run here."""
    if _is_chain(backend):
        return [name for member in _members(backend) for name in _insecure_in(member)]
    harmless = type(backend).__module__ in STORING_NOTHING or _is_listed(backend)
    return [] if harmless else [name_of(backend)]


def _members(chain: KeyringBackend) -> list[KeyringBackend]:
    return list(getattr(chain, "backends", ()))


# --- the store -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry(Generic[S]):
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
            backend = vetted([self._given]) if self._given is not None else secure_backend()
            progress.backend = name_of(backend)
            progress.unlocking = True
            _unlock(backend, self._unlock_limit_s)
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
            fault = _translated(error, progress.backend)
        raise fault  # outside the handlers: the back end's error, and its frames, may hold the secret


@dataclass(slots=True)
class _Progress:
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


def _unlock(backend: KeyringBackend, limit_s: float) -> None:
    """Has a locked Secret Service ask for its password, and raises where it stays locked.

    ``keyring`` would do the same without a limit. Other back ends unlock inside their calls.
    """
    if type(backend).__module__ != "keyring.backends.SecretService":
        return
    import secretstorage
    from secretstorage.exceptions import ItemNotFoundException

    with secretstorage.dbus_init() as bus:
        try:
            collection = secretstorage.Collection(bus, getattr(backend, "preferred_collection", DEFAULT_COLLECTION))
        except ItemNotFoundException:
            return  # none yet: storing creates it, and asks
        if collection.is_locked():
            collection.unlock(timeout=limit_s)
            # What unlock() returns is whether the prompt was dismissed; the lock itself is what counts.
            if collection.is_locked():
                raise KeyringUnavailable(why="locked", backend=name_of(backend), remedy=REMEDY_LOCKED)


def _translated(error: Exception, backend: str | None) -> KeyringUnavailable:
    """What a back end raised, as ours."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    why, remedy = "failed", REMEDY_FAILED
    if isinstance(error, KeyringLocked):
        why, remedy = "locked", REMEDY_LOCKED
    elif isinstance(error, InitError):  # the prompt that would create one was dismissed, or there is no screen for it
        why, remedy = "missing", REMEDY_UNMADE
    elif isinstance(error, NoKeyringError):
        why, remedy = "missing", REMEDY_MISSING
    detail = logs.redact(f"{type(error).__name__}: {error}")
    return KeyringUnavailable(why=why, backend=backend, remedy=remedy, detail=detail)
