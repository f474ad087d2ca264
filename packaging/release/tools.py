"""Other programs, run so that a failure says which and why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SYSTEM: str = sys.platform
"""By this name mypy looks at every system's branches."""


class Stopped(Exception):
    """The packages can't be made; says why."""


def run(
    command: Sequence[str | Path],
    *,
    where: Path,
    environment: Mapping[str, str] | None = None,
    given: str | None = None,
) -> str:
    """What the program printed.

    Args:
        command: the program and its arguments.
        where: the folder that it runs in.
        environment: None is ours.
        given: its input.

    Raises:
        Stopped: it failed, or is not there.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=where,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise Stopped(f"{words[0]} is not installed") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-15:]
        raise Stopped("\n".join([f"{words[0]} failed:", *said]))
    return done.stdout
