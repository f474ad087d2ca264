"""The keyring's back end: which one is used, how it is unlocked, and what it says when it fails, as an error of ours.

It is chosen here from a short list and not by the ``keyring`` package, whose choice a person's settings or an installed
plug-in can turn into a plain text file.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from airsync_gui import logs
from airsync_gui.errors import KeyringUnavailable
from airsync_gui.wording import noop

if TYPE_CHECKING:  # importing keyring takes 57 to 119 ms, so it waits until a secret is asked for
    from keyring.backend import KeyringBackend

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


def unlock(backend: KeyringBackend, limit_s: float) -> None:
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


def translated(error: Exception, backend: str | None) -> KeyringUnavailable:
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
