"""The key file of older scripts: read once, to bring its token into the keyring, and then better gone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from airsync_gui.credentials import Token
from airsync_gui.errors import KeyFileRefused
from airsync_gui.wording import noop

MOST_BYTES = 4096
"""A token is a line; a file that is longer is something else."""
OTHERS = 0o077


def usual_place() -> Path:
    """Where older scripts keep it."""
    return Path.home() / ".config" / "airtable" / "api_key"


def read_key_file(path: Path) -> Token:
    """The token in a file that only its owner may read.

    Raises:
        KeyFileRefused: there is none, others may read it, or it is no key file.
        KeyRejected: what it holds can't be a token.
    """
    try:
        with path.open("rb") as file:
            _check_private(path, os.fstat(file.fileno()))
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise KeyFileRefused(path=str(path), detail=noop("does not exist")) from error
    except OSError as error:
        raise KeyFileRefused(path=str(path), detail=f"can't be read: {error.strerror or error}") from error
    if len(content) > MOST_BYTES:
        raise KeyFileRefused(path=str(path), detail=noop("is too long to be a key file"))
    return Token(content.decode("ascii", "replace"))


def remove_key_file(path: Path) -> None:
    """Remove a key file, and where its name is a link, what it leads to: that is where the token stands. OSError."""
    path.resolve().unlink()
    path.unlink(missing_ok=True)


def _check_private(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise KeyFileRefused(path=str(path), detail=noop("is not a file"))
    if not hasattr(os, "getuid"):  # Windows: who may read is not in the mode
        return
    if found.st_uid != os.getuid():
        raise KeyFileRefused(path=str(path), detail=noop("belongs to someone else"))
    if found.st_mode & OTHERS:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        raise KeyFileRefused(path=str(path), detail=f"can be read by others (mode {mode})", mode=mode)
