"""The request log as a CSV file that a spreadsheet program can open without being told to compute anything."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from airsync_gui.jobs.health_report import RequestLine

HEADS = ("Time", "Method", "What", "Endpoint", "Status", "Milliseconds")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_FORMULA) or text[:1].isspace() else text


def log_rows(log: Sequence[RequestLine]) -> list[tuple[str, ...]]:
    """The head and a row for each request; a status is empty where no answer came."""
    return [HEADS, *(tuple(map(safe_cell, _cells(entry))) for entry in log)]


def _cells(entry: RequestLine) -> tuple[str, ...]:
    status = "" if entry.status is None else str(entry.status)
    at = entry.at.astimezone().isoformat(timespec="seconds")
    return at, entry.method, entry.what, entry.endpoint, status, f"{entry.duration_ms:.0f}"


def write_log(path: Path, log: Sequence[RequestLine]) -> str:
    """Write the log.

    Returns:
        Why it could not be written; empty where it was.
    """
    try:
        # With a byte order mark: without it spreadsheet programs on Windows take UTF-8 for something else.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(log_rows(log))
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""
