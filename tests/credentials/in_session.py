"""Runs inside a D-Bus session (or with none): one step with the real keyring, told as one line of JSON.

    python in_session.py STEP…

Steps run in order in one process; each adds its result to the list that is printed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable

from airsync_gui.credentials import SecretStore, Token
from airsync_gui.errors import AirSyncError, KeyringUnavailable

ACCOUNT, HOST = "default", "api.airtable.com"
TEXT = "patAbCdEfGhIjKlMn." + "0123456789abcdef" * 4


def _lock() -> None:
    import secretstorage

    with secretstorage.dbus_init() as bus:
        secretstorage.get_default_collection(bus).lock()


def _other_client() -> str:
    """What secret-tool, which shares no code with us, finds under our names."""
    names = ["service", "airsync-gui", "username", f"{ACCOUNT}@{HOST}"]
    found = subprocess.run(["secret-tool", "lookup", *names], capture_output=True, text=True, timeout=20, check=True)
    return str(json.loads(found.stdout)["secret"])


def _keyrings_own_choice() -> str:
    """The back end that ``keyring`` would take."""
    import keyring

    return type(keyring.get_keyring()).__name__


def main(steps: list[str]) -> None:
    store = SecretStore(Token, unlock_limit_s=5, call_limit_s=10)
    known: dict[str, Callable[[], object]] = {
        "store": lambda: store.store(ACCOUNT, HOST, Token(TEXT)),
        "replace": lambda: store.store(ACCOUNT, HOST, Token(TEXT.replace("0", "f"))),
        "load": lambda: store.load(ACCOUNT, HOST).reveal(),
        "load_impatiently": lambda: SecretStore(Token, unlock_limit_s=1, call_limit_s=10).load(ACCOUNT, HOST).reveal(),
        "load_shortly": lambda: SecretStore(Token, unlock_limit_s=2, call_limit_s=10).load(ACCOUNT, HOST).reveal(),
        "load_patiently": lambda: SecretStore(Token, unlock_limit_s=40).load(ACCOUNT, HOST).reveal(),
        "store_patiently": lambda: SecretStore(Token, unlock_limit_s=40).store(ACCOUNT, HOST, Token(TEXT)),
        "stored_at": lambda: store.stored_at(ACCOUNT, HOST).isoformat(),
        "forget": lambda: store.forget(ACCOUNT, HOST),
        "backend": store.backend_name,
        "keyrings_own_choice": _keyrings_own_choice,
        "other_client": _other_client,
        "lock": _lock,
    }
    results: list[object] = []
    for step in steps:
        started = time.monotonic()
        try:
            results.append(known[step]())
        except KeyringUnavailable as error:
            quick = time.monotonic() - started < 4
            results.append({"error": "KeyringUnavailable", "why": error.why, "backend": error.backend, "quick": quick})
        except AirSyncError as error:
            results.append({"error": type(error).__name__})
    print(json.dumps(results))


if __name__ == "__main__":
    main(sys.argv[1:])
