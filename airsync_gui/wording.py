"""The words a person reads, in that person's language, for whoever says them: with Qt or without.

English stands in the code. :func:`tr` and :func:`plural` ask the language of the process for its own words; that is
English until the window installs another (``ui/language.py``), so what the command line says never changes. Qt's own
tools find the texts (``packaging/dev words``), and can only find literals in calls of ``tr``, ``plural`` and ``noop``
by these bare names: never hand in an f-string or a sum, never write ``wording.tr``.

Parts are named in the text and put in after it was translated, so that a language may turn the order round, and what
comes from outside is never taken for a part: ``tr("Take {value} for {field}", value=…, field=…)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

Number = int | float | Decimal


class Language(Protocol):
    """How one language says things."""

    def text(self, source: str) -> str:
        """The words for an English text, parts still by name; the text itself where there are none."""

    def counted(self, one: str, other: str, count: int) -> str:
        """The form for so many."""

    def number(self, value: Number, decimals: int | None) -> str:
        """A number for reading: ``1,200`` or ``1.200``; with so many decimals, or with those it has."""

    def day(self, day: date, *, year: bool) -> str:
        """A day: ``11 May``, with its year ``11 May 2025``."""

    def month(self, month: int) -> str:
        """A month's name as it stands alone: ``May``."""

    def clock(self, at: time, *, seconds: bool) -> str:
        """A time of the day: ``14:05``."""


class English:
    """What stands in the code."""

    def text(self, source: str) -> str:
        """The text itself."""
        return source

    def counted(self, one: str, other: str, count: int) -> str:
        """One, or any other number."""
        return one if count == 1 else other

    def number(self, value: Number, decimals: int | None) -> str:
        """Thousands apart by commas."""
        return f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"

    def day(self, day: date, *, year: bool) -> str:
        """``11 May 2025``."""
        return f"{day.day} {self.month(day.month)[:3]}" + (f" {day.year}" if year else "")

    def month(self, month: int) -> str:
        """``May``, whatever the system's language is."""
        return _MONTHS[month - 1]

    def clock(self, at: time, *, seconds: bool) -> str:
        """By 24 hours."""
        return at.strftime("%H:%M:%S" if seconds else "%H:%M")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_language: Language = English()


def speak(language: Language) -> None:
    """Say everything in this language from now on, in this process."""
    global _language
    _language = language


def spoken() -> Language:
    """The language of this process."""
    return _language


def tr(text: str, /, **parts: object) -> str:
    """A text in the person's language, its parts put in."""
    words = _language.text(text)
    return words.format(**parts) if parts else words


def plural(one: str, other: str, count: int, /, **parts: object) -> str:
    """A counted text: ``plural("{n} record waits", "{n} records wait", waiting)``; ``{n}`` is the count."""
    return _language.counted(one, other, count).format(n=number(count), **parts)


def noop(text: str, /) -> str:
    """A text that is said later, by ``tr(name)``: for tables of words, which are made before the language is known."""
    return text


def number(value: Number, decimals: int | None = None) -> str:
    """A number for reading, its thousands apart; with so many decimals, or with those it has."""
    return _language.number(value, decimals)


def listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def inner(sentence: str) -> str:
    """A sentence that goes on from another: English has it begin small, other languages as it stands."""
    return sentence[:1].lower() + sentence[1:] if isinstance(_language, English) else sentence


def day_text(day: date, *, year: bool = False) -> str:
    """A day without the word for its week: ``11 May``."""
    return _language.day(day, year=year)


def month_name(day: date) -> str:
    """The name of a day's month: ``May``."""
    return _language.month(day.month)


def clock_text(at: datetime | time, *, seconds: bool = False) -> str:
    """A time of this computer's day: ``14:05``, ``14:05:12``."""
    local = at.astimezone().time() if isinstance(at, datetime) else at
    return _language.clock(local, seconds=seconds)
