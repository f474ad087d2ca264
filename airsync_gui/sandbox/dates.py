"""Dates and instants between JSON text and Python."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_text(moment: datetime) -> str:
    """``2026-01-02T03:04:05.000Z``: UTC with milliseconds, the only form that Airtable sends."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def parse_day(text: str) -> date | None:
    """The day written as ``YYYY-MM-DD``, or None where it is anything else."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_instant(text: str, time_zone: str = "utc") -> datetime | None:
    """An ISO day or instant in UTC, to the millisecond; None where it is neither.

    A text without offset is read in ``time_zone``: ``utc``, ``client`` (read as UTC here) or an IANA name.
    """
    if not _INSTANT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(time_zone))
        return whole_milliseconds(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def from_epoch_ms(milliseconds: float) -> datetime | None:
    """The instant so many milliseconds after 1970, or None where the calendar does not reach."""
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def whole_milliseconds(moment: datetime) -> datetime:
    """Without what is finer than a millisecond."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def whole_seconds(moment: datetime) -> datetime:
    """Without what is finer than a second."""
    return moment.replace(microsecond=0)


def zone(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC for ``utc``, ``client`` and what is none."""
    if name in ("utc", "client"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
