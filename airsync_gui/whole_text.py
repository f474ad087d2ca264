"""A small text file replaced in one step: whoever reads it finds the old text or the new one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

PRIVATE = 0o600


def write_whole(path: Path, text: str) -> None:
    """Replace the file; a link stays and its target is replaced, the mode stays too. Raises OSError.

    A new file is for its owner alone.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else PRIVATE
        temporary.unlink(missing_ok=True)  # from a process of that number that was killed, or a link of somebody else's
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
