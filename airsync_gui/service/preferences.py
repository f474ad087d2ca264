"""What the Settings page asks: preferences, the stored tokens without the tokens, and where everything is kept."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.credentials import ROTATE_AFTER_DAYS
from airsync_gui.errors import AirSyncError
from airsync_gui.jobs.preferences import AccountLine, PlaceLine, Preferences


def preferences(app: App) -> Preferences:
    """As the settings file has them."""
    known = app.settings.read()
    return Preferences(
        plan=known.plan if known.calls_per_month is None else "",
        calls_per_month=known.calls_per_month,
        sync_on_change=known.sync_on_change,
        sync_every_minutes=known.sync_every_minutes,
        colors=known.colors,
    )


def accounts(app: App) -> tuple[AccountLine, ...]:
    """Every token that was stored; the keyring is asked for the age of each."""
    now, known = app.clock.now(), app.settings.read()
    users = Counter((pair.account, pair.endpoint) for pair in known.pairs.values())
    return tuple(_account(app, t.account, t.host, now, users[t.account, t.host]) for t in known.tokens)


def _account(app: App, account: str, host: str, now: datetime, pairs: int) -> AccountLine:
    in_use = host == app.endpoint.host and not app.endpoint.loopback
    try:
        label = app.secrets.load(account, host).label
        age_days = max(0, (now - app.secrets.stored_at(account, host)).days)
    except AirSyncError as error:
        return AccountLine(account, host, problem=messages.describe(error).title, in_use=in_use, pairs=pairs)
    old = age_days >= ROTATE_AFTER_DAYS
    return AccountLine(account, host, label, age_days, old, in_use=in_use, pairs=pairs)


def places(app: App) -> tuple[PlaceLine, ...]:
    """The profile's files and folders."""
    paths = app.paths
    found = (
        ("Settings", paths.settings_file, paths.config),
        ("Data", paths.data, paths.data),
        ("Logs", paths.logs, paths.logs),
        ("Copies of your files", paths.backups, paths.backups),
    )
    return tuple(PlaceLine(name, str(path), str(folder), folder.is_dir()) for name, path, folder in found)
