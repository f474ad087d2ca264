"""Times as a person says them: ``2 min ago``, ``today 14:05``, ``11 May 18:20``; always this computer's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from airsync_gui.wording import clock_text, day_text, plural, tr

_NOW_S = 45


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def clock_time(at: datetime, *, seconds: bool = False) -> str:
    """``14:05`` or ``14:05:12``."""
    return clock_text(at, seconds=seconds)


def days_ago(at: datetime) -> int:
    """By this computer's calendar: 0 today, 1 yesterday."""
    return _days_ago(at.astimezone().date())


def is_today(at: datetime) -> bool:
    """By this computer's calendar."""
    return days_ago(at) == 0


def day(at: datetime) -> str:
    """``today``, ``yesterday``, ``11 May``, ``11 May 2025``."""
    return day_of(at.astimezone().date())


def day_of(local: date) -> str:
    """The same for a day of this computer's calendar."""
    days = _days_ago(local)
    if days in (0, 1):
        return tr("yesterday") if days else tr("today")
    return day_text(local, year=local.year != now().astimezone().year)


def _days_ago(local: date) -> int:
    return (now().astimezone().date() - local) // timedelta(days=1)


def moment(at: datetime) -> str:
    """``today 14:05``."""
    return tr("{day} {clock}", day=day(at), clock=clock_time(at))


def at_moment(at: datetime) -> str:
    """When, inside a sentence: ``at 14:05`` for today, else the day with it."""
    return tr("at {clock}", clock=clock_time(at)) if is_today(at) else moment(at)


def short_moment(at: datetime) -> str:
    """``14:05`` for today, else the day with it."""
    return clock_time(at) if is_today(at) else moment(at)


def ago(at: datetime) -> str:
    """``just now``, ``2 min ago``, ``3 h ago``, else the day."""
    seconds = (now() - at).total_seconds()
    if seconds < _NOW_S:
        return tr("just now")
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min ago", minutes=minutes)
    hours = round(minutes / 60)
    return tr("{hours} h ago", hours=hours) if hours < 24 and days_ago(at) in (0, 1) else moment(at)


def span(seconds: float) -> str:
    """``4 s``, ``2 min``, ``3 h``, ``5 days``."""
    if seconds < 60:
        return tr("{seconds} s", seconds=max(1, round(seconds)))
    if seconds < 3600:
        return tr("{minutes} min", minutes=round(seconds / 60))
    hours = round(seconds / 3600)
    return tr("{hours} h", hours=hours) if hours < 48 else plural("{n} day", "{n} days", round(hours / 24))
