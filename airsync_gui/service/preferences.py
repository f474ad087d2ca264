"""What the Settings page asks: preferences, the stored tokens without the tokens, and where everything is kept."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from airsync_gui import log_reading, login_start, messages
from airsync_gui.app import App
from airsync_gui.errors import AirSyncError, StateError
from airsync_gui.health_limits import HealthLimits, reached
from airsync_gui.jobs.preferences import AccountLine, PlaceLine, Preferences, UsualRules
from airsync_gui.log_reading import LogEntry
from airsync_gui.paths import Paths
from airsync_gui.schedule import Schedule, times_of
from airsync_gui.whole_text import write_whole
from airsync_gui.wording import tr


def preferences(app: App) -> Preferences:
    """As the settings file has them."""
    known = app.settings.read()
    return Preferences(
        plan=known.plan if known.calls_per_month is None else "",
        calls_per_month=known.calls_per_month,
        sync_on_change=known.sync_on_change,
        sync_every_minutes=known.sync_every_minutes,
        colors=known.colors,
        language=known.language,
        sync_at=times_of(known.sync_at),
        keep_in_tray=known.keep_in_tray,
        notifications=known.notifications,
        quiet_hours=known.quiet_hours,
        start_at_login=_starts_at_login(app),
        log_level=known.log_level,
        usual_rules=UsualRules(known.new_pairs.direction, known.new_pairs.deletes, known.new_pairs.policy),
        limits=known.health,
        requests_per_second=known.requests_per_second,
        token_requests_per_second=known.token_requests_per_second,
    )


def usual_schedule(app: App) -> Schedule:
    """When pairs that have no schedule of their own are synced by themselves."""
    known = app.settings.read()
    return Schedule(known.sync_on_change, known.sync_every_minutes, times_of(known.sync_at))


def _starts_at_login(app: App) -> bool | None:
    """None where the profile is thrown away, or the system's place for it can't be looked at."""
    if app.throw_away:
        return None
    try:
        return login_start.entry(app.paths.own_folder).is_set()
    except OSError:
        return None


def set_start_at_login(paths: Paths, on: bool) -> None:
    """Make or remove this profile's entry among what the desktop starts. Raises StateError."""
    try:
        entry = login_start.entry(paths.own_folder)
        if on:
            entry.set(login_start.command(paths.own_folder))
        else:
            entry.remove()
    except OSError as error:
        raise StateError(path=error.filename or "", detail=error.strerror or str(error)) from error


def accounts(app: App) -> tuple[AccountLine, ...]:
    """Every token that was stored; the keyring is asked for the age of each."""
    now, known = app.clock.now(), app.settings.read()
    users = Counter((pair.account, pair.endpoint) for pair in known.pairs.values())
    return tuple(_account(app, t.account, t.host, now, users[t.account, t.host], known.health) for t in known.tokens)


def _account(app: App, account: str, host: str, now: datetime, pairs: int, limits: HealthLimits) -> AccountLine:
    in_use = host == app.endpoint.host and not app.endpoint.loopback
    try:
        token, stored_at = app.secrets.load_dated(account, host)
    except AirSyncError as error:
        return AccountLine(account, host, problem=messages.describe(error).title, in_use=in_use, pairs=pairs)
    age_days = max(0, (now - stored_at).days)
    old = reached(age_days, limits.token_days)
    return AccountLine(account, host, token.label, age_days, old, in_use=in_use, pairs=pairs)


def export_pairs(app: App, path: Path) -> None:
    """Write all pairs into a file. Raises StateError."""
    text = app.settings.exported([])
    try:
        write_whole(path, text)
    except OSError as error:
        raise StateError(path=str(path), detail=error.strerror or str(error)) from error


def log_entries(paths: Paths) -> tuple[LogEntry, ...]:
    """The latest entries of the log. Raises StateError."""
    try:
        return log_reading.latest(paths.logs)
    except OSError as error:
        raise StateError(path=str(paths.logs), detail=error.strerror or str(error)) from error


def places(app: App) -> tuple[PlaceLine, ...]:
    """The profile's files and folders."""
    paths = app.paths
    found = (
        (tr("Settings"), paths.settings_file, paths.config),
        (tr("Data"), paths.data, paths.data),
        (tr("Logs"), paths.logs, paths.logs),
        (tr("Copies of your files"), paths.backups, paths.backups),
    )
    return tuple(PlaceLine(name, str(path), str(folder), folder.is_dir()) for name, path, folder in found)
