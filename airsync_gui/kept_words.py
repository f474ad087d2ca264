"""Our own English sentences that come from where no language is spoken: the engine's reasons, kept in the state file.

They stay English there, so that a state file reads alike in every language. :func:`said` finds the text that a sentence
was made from, and says it in the person's language with the same parts; what is none of ours stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from airsync_gui.kept_texts import TEXTS
from airsync_gui.type_words import type_words
from airsync_gui.wording import English, spoken, tr

_OWN_LABEL = re.compile(r"(?:row|item|line) [0-9]+")
MOST_PLACES = 40
"""A reason is looked for behind so many words of a row's or file's name."""
_NESTED = frozenset({"rule", "kind", "what", "where", "offer"})
"""Parts that may be such texts themselves."""
_NUMBERS = frozenset({"number", "count", "line", "column_number", "width", "most", "run", "status", "seconds"})


def said(kept: str) -> str:
    """A kept sentence in the person's language; English has no need of what it was made from, but to set it apart."""
    if type(spoken()) is English or (kept.isascii() and type(spoken()).text is English.text):
        return kept
    text, parts = _made_from(kept)
    if not text:
        return tr(kept) if kept else ""  # one without parts may be marked where it is made
    return tr(text, **{name: _part(name, part) for name, part in parts})


def field_news(kept: str) -> str:
    """What happened to a field of the table: ``gone``, ``now Single select``; kept with Airtable's own type name."""
    from airsync_gui.sync.schema import RETYPED

    if kept.startswith(RETYPED):
        return tr("now {type}", type=type_words(kept.removeprefix(RETYPED)))
    return said(kept)


def _part(name: str, part: str) -> str:
    return label_said(part) if name == "place" else said(part) if name in _NESTED else part


def label_said(label: str) -> str:
    """A row's label, which is foreign text unless it is ours: ``row 5``."""
    return said(label) if _OWN_LABEL.fullmatch(label) else label


@lru_cache(maxsize=2048)
def _made_from(kept: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text that a sentence was made from, and its parts; empty for one that is none of ours."""
    if kept in _whole():
        return kept, ()
    for text, pattern in _patterns():
        if found := pattern.fullmatch(kept):
            return text, tuple(found.groupdict().items())
    return _placed(kept)


def _placed(kept: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``row 5 is no object``: where it is, and a reason."""
    for space in [found.start() for found in re.finditer(" ", kept)][:MOST_PLACES]:
        place, rule = kept[:space], kept[space + 1 :]
        if rule in _whole() or any(pattern.fullmatch(rule) for text, pattern in _patterns() if text[0] != "{"):
            return "{place} {rule}", (("place", place), ("rule", rule))
    return "", ()


@cache
def _whole() -> frozenset[str]:
    return frozenset(text for text in TEXTS if "{" not in text)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those with parts; the ones that say more by themselves come first, since they are closer where several fit."""
    with_parts = [text for text in TEXTS if "{" in text]
    with_parts.sort(key=lambda text: -len(re.sub(r"\{\w+\}", "", text)))
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in with_parts)


def _pattern(text: str) -> str:
    def part(found: re.Match[str]) -> str:
        return rf"(?P<{found[1]}>{'[0-9.,]+' if found[1] in _NUMBERS else '.+?'})"

    return re.sub(r"\\\{(\w+)\\\}", part, re.escape(text))
