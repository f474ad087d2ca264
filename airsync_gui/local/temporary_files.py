"""The files in which new content waits, beside the file whose name it is to take; and those that nobody waits for.

A process that is killed while it writes leaves one behind. It is removed at the next write of its table: who writes
holds the table's lock, so that nobody else has one on its way there.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

_SUFFIX = ".airsync-tmp"
_TEMPORARY = re.compile(rf"\.(?P<target>.+)\.\w+{re.escape(_SUFFIX)}", re.DOTALL)
_MOST_CHARACTERS = 50
"""Of a name and of its ending: a file's name has at most 255 bytes, and the temporary one is longer than it."""


def temporary_beside(path: Path) -> Path:
    """A name that no file has yet, in the folder of the file that its content is for."""
    return path.with_name(f".{_shortened(path.name)}.{secrets.token_hex(6)}{_SUFFIX}")


def remove_leftovers_of(path: Path) -> None:
    """Remove what was left on its way to one file."""
    name = _shortened(path.name)
    remove_leftovers([path.parent], lambda target: target == name)


def remove_leftovers(folders: Iterable[Path], is_ours: Callable[[str], bool]) -> None:
    """Remove what was left on its way to the files of a table, as far as the system lets us.

    Args:
        is_ours: tells by a file's name (the middle of a very long one is left out) whether it is of the table.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            _remove_leftovers_in(folder, is_ours)


def _remove_leftovers_in(folder: Path, is_ours: Callable[[str], bool]) -> None:
    for found in folder.iterdir():
        temporary = _TEMPORARY.fullmatch(found.name)
        if temporary and is_ours(temporary["target"]):
            found.unlink(missing_ok=True)


def _shortened(name: str) -> str:
    """A name without the middle of a very long one; its ending stays, by which a table knows its files."""
    if len(name) <= _MOST_CHARACTERS:
        return name
    path = Path(name)
    return path.stem[: _MOST_CHARACTERS - 10] + path.suffix[-10:]
