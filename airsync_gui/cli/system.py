"""``airsync-gui doctor``: what is installed, which keyring, can Airtable be reached."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import click

from airsync_gui import __version__, messages, paths
from airsync_gui.app import App
from airsync_gui.cli.common import account_of, account_option, app_command, json_option
from airsync_gui.cli.output import many, print_items
from airsync_gui.errors import AirSyncError
from airsync_gui.messages import plain

PARTS = ("PySide6-Essentials", "httpx", "keyring", "SecretStorage", "platformdirs", "msgspec", "tomlkit", "Werkzeug")


@click.command()
@account_option
@json_option
@app_command
def doctor(app: App, account: str | None, as_json: bool) -> int:
    """What to send with a problem report. It changes nothing and holds no secret."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("AirSync", lambda: __version__),
        ("Python", lambda: f"{platform.python_version()} ({sys.platform}, {platform.machine()})"),
        *((part, lambda part=part: _version(part)) for part in PARTS),
        ("settings", lambda: f"{app.paths.settings_file} ({many(len(app.settings.pairs()), 'pair')})"),
        ("state", lambda: f"{app.paths.state_file} ({_size(app.paths.state_file)})"),
        ("logs", lambda: str(app.paths.logs)),
        ("copies", lambda: str(app.paths.backups)),
        ("locks", lambda: str(paths.shared_runtime())),
        ("keyring", app.secrets.backend_name),
        ("Airtable", lambda: _reach(app, account_of(account))),
    )
    items = [_checked(name, look) for name, look in checks]
    if as_json:
        print_items(items)
    else:
        width = max(len(str(item["id"])) for item in items)
        for item in items:
            click.echo(f"{'ok ' if item['ok'] else 'BAD'}  {str(item['id']).ljust(width)}  {plain(item['found'], 600)}")
    return 0 if all(item["ok"] for item in items) else 1


def _checked(name: str, look: Callable[[], str]) -> dict[str, object]:
    try:
        return {"id": name, "ok": True, "found": look()}
    except AirSyncError as error:
        return {"id": name, "ok": False, "found": str(messages.describe(error))}
    except OSError as error:
        return {"id": name, "ok": False, "found": str(error)}


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
