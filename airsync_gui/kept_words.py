"""Our own English sentences that come from where no language is spoken: the engine's reasons, kept in the state file.

They stay English there, so that a state file reads alike in every language. :func:`said` finds the text that a sentence
was made from, and says it in the person's language with the same parts; what is none of ours stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from airsync_gui.wording import noop, tr

_TEXTS = (
    # what can't be sent to Airtable (sync/validate.py, sync/links.py): the end of a sentence
    noop("is computed or read-only in Airtable"),
    noop("is required and must not be blank"),
    noop("is not a text"),
    noop("is not a rich text"),
    noop("is not a number"),
    noop("is not a check box"),
    noop("is not a choice"),
    noop("is not a list"),
    noop("is not a date"),
    noop("is not a date and time"),
    noop("is longer than {count} characters"),
    noop("is not one of the choices in Airtable (there are none)"),
    noop("is not one of the choices in Airtable ({choices})"),
    noop("has “{value}”, which is not one of the choices in Airtable (there are none)"),
    noop("has “{value}”, which is not one of the choices in Airtable ({choices})"),
    noop("must be one line"),
    noop("does not look like an e-mail address"),
    noop("does not look like a web address (http or https)"),
    noop("does not look like a phone number"),
    noop("is not a finite number"),
    noop("must be a whole number from 1 to {most}"),
    noop("is a time, not a date"),
    noop("has “{value}”, which is the key of {count} records of the linked table"),
    noop("has “{value}”, which is the key of {count} records of {pair}"),
    noop("has “{value}”, which is no key in the linked table that is in Airtable"),
    noop("has “{value}”, which is no key in {pair} that is in Airtable"),
    # what happened to a field of the table (sync/reading.py)
    noop("gone"),
    noop("now {type}"),
    noop("column {column} is gone"),
    # why a row or record is held (sync/match.py)
    noop("{fields} is blank"),
    noop("key {key} is also in {rows}"),
    noop("is wholly blank"),
    noop("is gone, and more than one new record has its key"),
    noop("is gone, and more than one new row has its key"),
    noop("its key {key} is already in use by another record on the other side"),
    noop("has the key {key}, which is not found, and {rows} can't be read: it may be this record"),
    noop("is not found, and {rows} can't be read: it may be this record"),
    noop("{field}: “{value}” {rule} (did you mean “{other}”?)"),
    noop("{field}: “{value}” {rule}"),
)
"""Of two that fit the same sentence the closer one comes first. A ``{rule}`` is such a sentence itself."""


def said(kept: str) -> str:
    """A kept sentence in the person's language."""
    text, parts = _made_from(kept)
    if not text:
        return tr(kept)  # one without parts may be marked where it is made
    return tr(text, **{name: said(part) if name == "rule" else part for name, part in parts})


@lru_cache(maxsize=1024)
def _made_from(kept: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text that a sentence was made from, and its parts; empty for one that is none of ours."""
    for text, pattern in _patterns():
        if found := pattern.fullmatch(kept):
            return text, tuple(found.groupdict().items())
    return "", ()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in _TEXTS)


def _pattern(text: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text))
