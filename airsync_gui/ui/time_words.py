"""Times as a person says them: ``2 min ago``, ``today 14:05``, ``11 May 18:20``; always this computer's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_NOW_S = 45


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def clock_time(at: datetime, *, seconds: bool = False) -> str:
    """``14:05`` or ``14:05:12``."""
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def day(at: datetime) -> str:
    """``today``, ``yesterday``, ``11 May``, ``11 May 2025``."""
    return day_of(at.astimezone().date())


def day_of(local: date) -> str:
    """The same for a day of this computer's calendar."""
    today = now().astimezone().date()
    if local == today:
        return "today"
    if local == today - timedelta(days=1):
        return "yesterday"
    name = f"{local.day} {local:%b}"
    return name if local.year == today.year else f"{name} {local.year}"


def moment(at: datetime) -> str:
    """``today 14:05``."""
    return f"{day(at)} {clock_time(at)}"


def short_moment(at: datetime) -> str:
    """``14:05`` for today, else the day with it."""
    return clock_time(at) if day(at) == "today" else moment(at)


def ago(at: datetime) -> str:
    """``just now``, ``2 min ago``, ``3 h ago``, else the day."""
    seconds = (now() - at).total_seconds()
    if seconds < _NOW_S:
        return "just now"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min ago"
    hours = round(minutes / 60)
    return f"{hours} h ago" if hours < 24 and day(at) in ("today", "yesterday") else moment(at)


def span(seconds: float) -> str:
    """``4 s``, ``2 min``, ``3 h``, ``5 days``."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    hours = round(seconds / 3600)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"
