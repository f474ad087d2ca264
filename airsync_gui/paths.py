"""Where AirSync's files live.

A profile is one set of pairs with its own state: by default the platform's folders for this person, or everything
under one folder (``--profile DIR``, or ``AIRSYNC_PROFILE``). What all profiles share, because Airtable's limits are
per token and not per profile, is in :func:`shared_runtime`. Naming a path creates nothing: :func:`private_folder`
does, when something is about to be written.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Self

from msgspec import Struct

APP = "airsync-gui"
SESSIONS = Path("/run/user")
"""Where Linux keeps each person's runtime folder, by user id."""
PRIVATE = 0o700
"""Folders hold cell values and logs: nobody else on the computer has business there."""
PRIVATE_FILE = 0o600


class Paths(Struct, frozen=True):
    """The folders of one profile, absolute. None of them need exist."""

    config: Path
    """Settings: for a person to read, copy and keep under version control. No secret."""
    data: Path
    """State: AirSync's own, not for editing."""
    logs: Path
    """Rotating logs."""
    backups: Path
    """Copies of local files from before a run that changed much of them."""
    own_folder: Path | None = None
    """The one folder that holds everything; None where these are the platform's folders."""

    @property
    def settings_file(self) -> Path:
        """The settings, TOML."""
        return self.config / "settings.toml"

    @property
    def state_file(self) -> Path:
        """The state, SQLite."""
        return self.data / "state.sqlite"

    @classmethod
    def under(cls, folder: Path) -> Self:
        """A profile with everything in one folder."""
        folder = folder.expanduser().absolute()
        return cls(config=folder, data=folder, logs=folder / "logs", backups=folder / "backups", own_folder=folder)

    @classmethod
    def of_platform(cls) -> Self:
        """The profile in the folders that this platform has for the purpose."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False)
        data = dirs.user_data_path
        return cls(config=dirs.user_config_path, data=data, logs=dirs.user_log_path, backups=data / "backups")

    @classmethod
    def of(cls, profile: Path | None = None) -> Self:
        """The profile asked for: ``profile`` (from ``--profile``), else AIRSYNC_PROFILE, else the platform's."""
        chosen = profile or _folder_in("AIRSYNC_PROFILE")
        return cls.under(chosen) if chosen else cls.of_platform()


def shared_runtime() -> Path:
    """The person's (not the profile's) folder for locks and the rate limiter's state, created where missing.

    The session's runtime folder, else the cache folder. AIRSYNC_RUNTIME names another, for tests. Two processes that
    disagree here would not see each other's requests, so nothing else may influence it.
    """
    return private_folder(_folder_in("AIRSYNC_RUNTIME") or _session_folder() or _cache_folder())


def private_folder(folder: Path) -> Path:
    """The folder itself, created with mode 0700 (its new parents too); one that exists keeps its mode."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=PRIVATE, exist_ok=True)
    return folder


def private_file(path: Path) -> None:
    """The file itself, made empty and with mode 0600: before somebody fills it who would make it for everybody.

    One that exists keeps its mode and its contents. Raises OSError.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE))


def resources() -> Path:
    """The folder of what ships beside the code: in an installed package inside it, in a checkout next to it."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def _folder_in(variable: str) -> Path | None:
    """The folder that an environment variable names; blank counts as unset."""
    value = os.environ.get(variable, "").strip()
    return Path(value).expanduser().absolute() if value else None


def _session_folder() -> Path | None:
    """AirSync's part of the login session's runtime folder; None without one that is this person's alone.

    platformdirs would offer a folder in /tmp instead, whose name anyone can take first; and cron and a service have
    no XDG_RUNTIME_DIR while the same person's desktop has, so the usual place is looked at as well.
    """
    if not hasattr(os, "getuid"):
        return None
    candidates = [_folder_in("XDG_RUNTIME_DIR"), SESSIONS / str(os.getuid())]
    return next((folder / APP for folder in candidates if folder and _is_mine_alone(folder)), None)


def _is_mine_alone(folder: Path) -> bool:
    """Whether this is a folder of ours that no one else may enter, as the XDG specification asks."""
    try:
        found = folder.stat()
    except OSError:
        return False
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return mine and not found.st_mode & 0o077 and os.access(folder, os.W_OK)


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False) / "runtime"
