"""What the queue says of its rows, in words: states, verbs, how long they wait, and all of it for the clipboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from airsync_gui.jobs.snapshots import QueueLine, QueueState
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui import time_words
from airsync_gui.value_words import many

STATES: Mapping[QueueState, str] = {
    "failed": "Failed",
    "held": "Held",
    "waiting_for_key": "Waiting for key",
    "retry": "Retrying",
    "in_flight": "In flight",
    "pending": "Pending",
}
"""Problems first, as the queue is ordered."""
VERBS: Mapping[str, str] = {"create": "Create", "update": "Update", "delete": "Delete", "held": "Mend"}
RETRIED = frozenset({"failed", "waiting_for_key", "retry"})
"""States in which a person can ask for another try."""
MOST_COPIED = 1000
"""So many rows are copied at once."""
MOST_NAMED = 3


def state_word(line: QueueLine) -> str:
    """``Failed``, ``Retry in 4 s``, …"""
    if line.state == "retry" and line.retry_at is not None:
        left = (line.retry_at - time_words.now()).total_seconds()
        return f"Retry in {time_words.span(left)}" if left > 0 else STATES["retry"]
    return STATES[line.state]


def record_name(line: QueueLine) -> str:
    """The record as foreign text may be shown."""
    return plain(line.record, 120)


def field_names(line: QueueLine) -> str:
    """``Distance, Pace``."""
    return plain(", ".join(line.fields), 200)


def place_word(line: QueueLine) -> str:
    """Where it goes: ``Airtable``, or the file's name."""
    return "Airtable" if line.place.side is Side.AIRTABLE else plain(line.place.name, 60)


def place_in_full(line: QueueLine) -> str:
    """``Airtable, Habits › Meals (sandbox)``, ``meals.csv on this computer``."""
    name = plain(line.place.name, 120)
    if line.place.side is Side.LOCAL:
        return f"{name} on this computer"
    return f"Airtable, {name}{' (sandbox)' if line.place.sandbox else ''}"


def tried(tries: int) -> str:
    """``tried once``, ``tried 3 times``, ``not sent so far``."""
    if not tries:
        return "not sent so far"
    return "tried once" if tries == 1 else f"tried {tries:,} times"


def waits(line: QueueLine) -> str:
    """``waits since 11 May 18:20, tried 3 times``."""
    since = time_words.moment(line.since)
    return f"held since {since}" if line.state == "held" else f"waits since {since}, {tried(line.tries)}"


def change(line: QueueLine) -> str:
    """``Update Bench press, 11 May: Duration``."""
    fields = f": {field_names(line)}" if line.fields else ""
    return f"{VERBS.get(line.kind, line.kind)} {record_name(line)}{fields}"


def describe(line: QueueLine) -> str:
    """The whole row, for assistive tools."""
    to = "In" if line.state == "held" else "To"
    waited = waits(line)
    parts = [state_word(line), change(line), f"{to} {place_in_full(line)}", waited[:1].upper() + waited[1:]]
    parts.append(plain(line.reason))
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def details(lines: Sequence[QueueLine]) -> str:
    """All that is known of rows, as text for the clipboard."""
    told = [_details(line) for line in lines[:MOST_COPIED]]
    more = len(lines) - MOST_COPIED
    return "\n\n".join([*told, f"… and {more:,} more"] if more > 0 else told)


def _details(line: QueueLine) -> str:
    to = "In" if line.state == "held" else "To"
    return "\n".join(
        part
        for part in (
            f"{state_word(line)}: {change(line)}",
            f"Pair: {plain(line.pair_name, 120)}",
            f"{to}: {place_in_full(line)}",
            f"Since {line.since.astimezone():%Y-%m-%d %H:%M:%S}"
            + ("" if line.kind == "held" else f", {tried(line.tries)}"),
            plain(line.reason, 600),
            plain(line.advice, 600),
            line.record_url,
        )
        if part
    )


def chosen(counts: Mapping[QueueState, int]) -> str:
    """How several chosen rows stand: ``2 failed, 1 in flight``."""
    return ", ".join(f"{counts[state]:,} {word.lower()}" for state, word in STATES.items() if counts[state])


_DROPPED = {
    "create": "It is not added {there}, and stays {other} only.",
    "update": "Both sides keep what they have, and stay different until one of them is edited again.",
    "delete": "It is not deleted {there}, and stays there only.",
}


def drop_question(lines: Sequence[QueueLine]) -> str:
    """What giving these up means, before it is done."""
    if len(lines) == 1:
        (line,) = lines
        there, other = ("in Airtable", "on this computer")
        if line.place.side is Side.LOCAL:
            there, other = other, there
        said = _DROPPED.get(line.kind, _DROPPED["update"]).format(there=there, other=other)
        return f"Drop the change to {record_name(line)}? {said} History keeps what was given up."
    names = ", ".join(record_name(line) for line in lines[:MOST_NAMED])
    more = f" and {len(lines) - MOST_NAMED:,} more" if len(lines) > MOST_NAMED else ""
    return (
        f"Drop the changes to {names}{more}? Both sides keep what they have, and stay different until one of them is "
        "edited again. History keeps what was given up."
    )


def retry_text(count: int, of: int) -> str:
    """The button's words for so many rows of those chosen."""
    return "Retry now" if of == 1 else f"Retry {count:,} now"


def drop_text(count: int, of: int) -> str:
    """The button's words for so many rows of those chosen."""
    return "Drop this change…" if of == 1 else f"Drop {many(count, 'change')}…"
