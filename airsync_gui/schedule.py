"""When a pair is synced by itself: on a change of its file, by the clock, or at times of the day. Pure.

A schedule is written as words with commas between them: ``change, 60 min``, ``change, 07:00, 19:30``, ``2 h``,
``never``. Whatever was missed, while the computer slept or AirSync did not run, is due once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo

from msgspec import Struct

from airsync_gui import wording
from airsync_gui.wording import listed, plural, tr

LEAST_MINUTES, MOST_MINUTES = 5, 7 * 24 * 60
"""What syncs by the clock may be set to; 0 is never."""
MOST_TIMES = 24
"""So many times of the day may be named."""
JITTER = 0.05
"""Up to this share of an interval is waited longer, so that not everybody asks at the full hour."""
MOST_JITTER_S = 180.0
AT_JITTER_S = 20.0
RETRY_S, MOST_RETRY_S = 120.0, 3600.0
"""What could not be done for now (offline, say) is tried again after so long, then after twice as long, and so on, but
not more rarely than the pair is due anyway."""
TOGETHER_S = 60.0
"""What is due so soon is taken along: pairs that link to each other stay together, in their order."""

_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_EVERY = re.compile(r"(?:every\s+)?(\d{1,6})\s*(m|min|minutes?|h|hours?)")


class Schedule(Struct, frozen=True):
    """When a pair is synced by itself.

    Attributes:
        on_change: when its local table changes.
        every_minutes: by the clock; 0 is never.
        at: times of the day, of this computer's own time zone, in order.
    """

    on_change: bool = True
    every_minutes: int = 60
    at: tuple[time, ...] = ()

    @property
    def by_clock(self) -> bool:
        """Whether time alone makes a pair due."""
        return bool(self.every_minutes or self.at)

    def __str__(self) -> str:
        """As :func:`parsed` reads it."""
        every = [f"{self.every_minutes} min"] if self.every_minutes else []
        return ", ".join([*["change"][: self.on_change], *every, *map(clock_text, self.at)]) or "never"


NEVER = Schedule(on_change=False, every_minutes=0)


def clock_text(at: time) -> str:
    """``07:00``."""
    return f"{at:%H:%M}"


def in_words(schedule: Schedule, file: str = "") -> str:
    """``Every hour, at 07:00, and when meals.csv is saved``."""
    parts = [_every(schedule.every_minutes)] if schedule.every_minutes else []
    if schedule.at:
        parts.append(tr("at {times}", times=listed([wording.clock_text(at) for at in schedule.at])))
    if schedule.on_change:
        parts.append(tr("when {file} is saved", file=file or tr("its file")))
    if not parts:
        return tr("Never by itself")
    whole = parts[0]
    if len(parts) > 1:
        whole = tr("{parts}, and {last}", parts=", ".join(parts[:-1]), last=parts[-1])
    return whole[0].upper() + whole[1:]


def _every(minutes: int) -> str:
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return plural("every day", "every {n} days", days)
    if minutes % 60 == 0:
        return plural("every hour", "every {n} hours", minutes // 60)
    return plural("every minute", "every {n} minutes", minutes)


def parsed(text: str) -> Schedule:
    """A schedule from its words.

    Raises:
        ValueError: with a sentence that says what is wrong.
    """
    words = [word.strip().casefold() for word in text.split(",") if word.strip()]
    if not words:
        raise ValueError(tr("Say when: change, 60 min, 07:00, or never."))
    if words == ["never"]:
        return Schedule(on_change=False, every_minutes=0)
    every = [_minutes(word) for word in words if _EVERY.fullmatch(word)]
    if len(every) > 1:
        raise ValueError(tr("There can be one interval only."))
    times = [word for word in words if word != "change" and not _EVERY.fullmatch(word)]
    return Schedule("change" in words, every[0] if every else 0, times_of(times))


def _minutes(word: str) -> int:
    found = _EVERY.fullmatch(word)
    assert found is not None
    minutes = int(found[1]) * (60 if found[2].startswith("h") else 1)
    if fault := interval_fault(minutes):
        raise ValueError(fault)
    return minutes


def interval_fault(minutes: int) -> str:
    """Why that can't be an interval; empty where it can, and for never."""
    if minutes and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        days = MOST_MINUTES // (24 * 60)
        return tr("An interval is {minutes} minutes to {days} days.", minutes=LEAST_MINUTES, days=days)
    return ""


def times_of(words: Iterable[str]) -> tuple[time, ...]:
    """Times of the day, in order and each once. Raises ValueError with a sentence."""
    times = sorted({_time(word.strip()) for word in words if word.strip()})
    if len(times) > MOST_TIMES:
        raise ValueError(tr("At most {count} times a day can be named.", count=MOST_TIMES))
    return tuple(times)


def quiet_hours_of(text: str) -> tuple[time, time] | None:
    """``22:00-07:00`` as its two ends; None where the text is blank. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    begin, dash, end = text.replace("–", "-").partition("-")
    if not dash:
        raise ValueError(tr("Quiet hours are two times of the day: 22:00-07:00."))
    hours = _time(begin.strip()), _time(end.strip())
    if hours[0] == hours[1]:
        raise ValueError(tr("Quiet hours begin and end at different times."))
    return hours


def is_quiet(hours: tuple[time, time] | None, now: datetime, zone: tzinfo | None = None) -> bool:
    """Whether it is in the quiet hours, which may go over midnight."""
    if hours is None:
        return False
    begin, end = hours
    at = now.astimezone(zone).time()
    return begin <= at < end if begin < end else at >= begin or at < end


def _time(word: str) -> time:
    found = _TIME.fullmatch(word)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(tr("“{text}” is no time of the day: write it as 07:00.", text=word[:40]))
    return time(int(found[1]), int(found[2]))


def next_at(times: Sequence[time], after: datetime, zone: tzinfo | None = None) -> datetime | None:
    """The first of these times of the day after a moment; None where there are none.

    A time that the clocks skip when they go forward comes an hour later, one that comes twice counts the first time.

    Args:
        zone: the computer's own where it is None.
    """
    today = after.astimezone(zone).date()
    for day in (today, today + timedelta(days=1), today + timedelta(days=2)):
        for each in times:
            there = datetime.combine(day, each)
            moment = there.replace(tzinfo=zone) if zone is not None else there.astimezone()
            if moment.timestamp() > after.timestamp():
                return moment
    return None


def next_due(
    schedule: Schedule, last: datetime, interval_s: float, share: float, zone: tzinfo | None = None
) -> datetime | None:
    """When a pair is due by the clock; a moment that has passed means: now.

    Args:
        last: when it was synced, or first seen.
        interval_s: its interval, stretched where need be.
        share: from 0 to 1, of what is waited longer so that not everybody comes at once.
    """
    found = []
    if schedule.every_minutes:
        found.append(last + timedelta(seconds=interval_s + share * min(interval_s * JITTER, MOST_JITTER_S)))
    at = next_at(schedule.at, last, zone)
    if at is not None:
        found.append(at + timedelta(seconds=share * AT_JITTER_S))
    return min(found, key=datetime.timestamp, default=None)


class Planned(Struct, frozen=True):
    """A pair on the clock.

    Attributes:
        interval_s: its interval, which may be stretched.
        again: its last try ended with what passes by itself.
    """

    schedule: Schedule
    interval_s: float
    again: bool = False


class Agenda:
    """Which pairs are due by the clock, each once for all that was missed.

    Args:
        share: see :func:`next_due`; drawn once, so that pairs of one schedule stay together.
        zone: the computer's own where it is None.
    """

    def __init__(self, share: float, zone: tzinfo | None = None) -> None:
        self._share, self._zone = share, zone
        self._last: dict[str, datetime] = {}
        self._tries: Counter[str] = Counter()

    def follow(self, last_runs: Mapping[str, datetime | None], now: datetime) -> None:
        """These are the pairs, and when each was synced last, by whomever; None for never, as far as is known.

        One that is new here and was never synced waits for its first turn. A moment that is still to come (the clock
        was set back) counts as now.
        """
        known = self._last
        self._last = {}
        for pair_id, last in last_runs.items():
            moments = [moment for moment in (known.get(pair_id), last) if moment is not None]
            self._last[pair_id] = min(max(moments, default=now), now)

    def last(self, pair_id: str) -> datetime | None:
        """When a pair was synced last, or first seen; None for one that is not followed."""
        return self._last.get(pair_id)

    def when(self, pair_id: str, planned: Planned) -> datetime | None:
        """When a pair is due next; None for never."""
        last = self._last.get(pair_id)
        if last is None:
            return None
        due = next_due(planned.schedule, last, planned.interval_s, self._share, self._zone)
        if not planned.again:
            return due
        wait_s = min(RETRY_S * 2 ** min(self._tries[pair_id], 10), planned.interval_s or MOST_RETRY_S)
        again = last + timedelta(seconds=wait_s)
        return again if due is None else min(due, again, key=datetime.timestamp)

    def ended(self, pair_ids: Iterable[str]) -> None:
        """Their last try ended for good: the next one that has to be repeated is repeated soon again."""
        for pair_id in pair_ids:
            self._tries.pop(pair_id, None)

    def take_due(self, plans: Mapping[str, Planned], now: datetime) -> list[str]:
        """The pairs that are due now, in the plans' order, with those that would be in a moment; begun as of now."""
        when = {pair_id: moment for pair_id, plan in plans.items() if (moment := self.when(pair_id, plan)) is not None}
        if not any(moment <= now for moment in when.values()):
            return []
        due = [pair_id for pair_id, moment in when.items() if moment <= now + timedelta(seconds=TOGETHER_S)]
        for pair_id in due:
            self._last[pair_id] = now
            self._tries[pair_id] += plans[pair_id].again
        return due
