"""Processes that should be gone."""

from __future__ import annotations

import os
import time
from pathlib import Path

LIMIT_S = 20.0


def is_alive(process_id: int) -> bool:
    """Whether there is such a process; one that has ended and that nobody asks after is gone."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Path("/proc/self").exists() is False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(process_id: int) -> None:
    """Wait for its end."""
    ends = time.monotonic() + LIMIT_S
    while is_alive(process_id):
        assert time.monotonic() < ends, "it lives on"
        time.sleep(0.02)
