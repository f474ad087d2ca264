"""What to send with a problem report: what is installed, which keyring, can Airtable be reached. It holds no secret."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

from msgspec import Struct

from airsync_gui import __version__, messages, paths
from airsync_gui.app import DEFAULT_ACCOUNT, App
from airsync_gui.errors import AirSyncError
from airsync_gui.messages import plain
from airsync_gui.value_words import many

_ON_LINUX = ("SecretStorage",) if sys.platform == "linux" else ()
PARTS = ("PySide6-Essentials", "httpx", "keyring", *_ON_LINUX, "platformdirs", "msgspec", "tomlkit", "Werkzeug")


class Finding(Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        found: what is there, or what is wrong with it.
    """

    name: str
    ok: bool
    found: str


def findings(app: App, account: str = DEFAULT_ACCOUNT) -> tuple[Finding, ...]:
    """Look at everything. It changes nothing, and asks Airtable one question."""
    looks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("AirSync", lambda: __version__),
        ("Python", lambda: f"{platform.python_version()} ({sys.platform}, {platform.machine()})"),
        *((part, lambda part=part: _version(part)) for part in PARTS),
        ("settings", lambda: f"{app.paths.settings_file} ({many(len(app.settings.pairs()), 'pair')})"),
        ("state", lambda: f"{app.paths.state_file} ({_size(app.paths.state_file)})"),
        ("logs", lambda: str(app.paths.logs)),
        ("copies", lambda: str(app.paths.backups)),
        ("locks", lambda: str(paths.shared_runtime())),
        ("keyring", app.secrets.backend_name),
        ("Airtable", lambda: _reach(app, account)),
    )
    return tuple(_checked(name, look) for name, look in looks)


def as_lines(found: Sequence[Finding]) -> list[str]:
    """A line for each finding, the names in a column."""
    width = max(len(each.name) for each in found)
    return [f"{'ok ' if each.ok else 'BAD'}  {each.name.ljust(width)}  {plain(each.found, 600)}" for each in found]


def _checked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, ok=True, found=look())
    except AirSyncError as error:
        return Finding(name, ok=False, found=str(messages.describe(error)))
    except OSError as error:
        return Finding(name, ok=False, found=str(error))


def _version(part: str) -> str:
    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return "not installed"


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1024:,.0f} KB" if file.exists() else "not there yet"


def _reach(app: App, account: str) -> str:
    owner = app.metadata(account).whoami()
    return f"{app.endpoint.url} answers, and accepts the token {app.token_of(account)} (user {owner.id})"
