"""The words a person reads, in that person's language, for whoever says them: with Qt or without.

English stands in the code. :func:`tr` and :func:`plural` ask the language of the process for its own words; that is
English until the window installs another (``ui/language.py``), so what the command line says never changes. Qt's own
tools find the texts (``packaging/dev words``), and can only find literals in calls of ``tr``, ``plural`` and ``noop``
by these bare names: never hand in an f-string or a sum, never write ``wording.tr``.

Parts are named in the text and put in after it was translated, so that a language may turn the order round, and what
comes from outside is never taken for a part: ``tr("Take {value} for {field}", value=…, field=…)``. On the screen a
part whose letters run from right to left is set apart (U+2068 … U+2069), so that it does not turn round what stands
next to it; the command line, JSON and what is copied have the part as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

Number = int | float | Decimal


class Language(Protocol):
    """How one language says things."""

    def text(self, source: str) -> str:
        """The words for an English text, parts still by name; the text itself where there are none."""

    def part(self, text: str) -> str:
        """A part as it stands in a sentence."""

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

    def part(self, text: str) -> str:
        """The part itself: what a program reads has no marks between its words."""
        return text

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

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_OPENS = frozenset({"LRI", "RLI", "FSI"})
_TURNS = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "PDI", *_OPENS})
"""Kinds of characters (Unicode's Bidi_Class) that can change the order of what stands next to them."""


def isolated(text: str) -> str:
    """A part of a sentence, set apart from it where its letters could turn the sentence round."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    if _TURNS.isdisjoint(kinds):
        return text
    if not _closed(kinds):  # a lone end inside would be taken for ours
        text = "".join(c for c, kind in zip(text, kinds, strict=True) if kind != "PDI" and kind not in _OPENS)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def _closed(kinds: Sequence[str]) -> bool:
    """Whether every isolate has its end, and no end stands without one."""
    depth = 0
    for kind in kinds:
        depth += (kind in _OPENS) - (kind == "PDI")
        if depth < 0:
            return False
    return depth == 0


def unmarked(text: str) -> str:
    """A text of the screen for elsewhere: without the marks that set its parts apart."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


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
    return words.format(**_set(parts)) if parts else words


def plural(one: str, other: str, count: int, /, **parts: object) -> str:
    """A counted text: ``plural("{n} record waits", "{n} records wait", waiting)``; ``{n}`` is the count."""
    return _language.counted(one, other, count).format(n=number(count), **_set(parts))


def _set(parts: Mapping[str, object]) -> Mapping[str, object]:
    return {name: part_said(part) if isinstance(part, str) else part for name, part in parts.items()}


def part_said(part: str) -> str:
    """What comes from outside, as it may stand next to other words on this screen or in this terminal."""
    return part if part.isascii() else _language.part(part)


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
