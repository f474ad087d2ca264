"""What the queue says of its rows, in words: states, verbs, how long they wait, and all of it for the clipboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from airsync_gui.jobs.snapshots import QueueLine, QueueState
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.sync.records import Cell, CellProblem, Side, Value
from airsync_gui.sync.schema import Field
from airsync_gui.ui import time_words
from airsync_gui.ui.field_words import shown
from airsync_gui.wording import noop, number, plural, tr

STATES: Mapping[QueueState, str] = {
    "failed": noop("Failed"),
    "held": noop("Held"),
    "waiting_for_key": noop("Waiting for key"),
    "retry": noop("Retrying"),
    "in_flight": noop("In flight"),
    "pending": noop("Pending"),
}
"""Problems first, as the queue is ordered."""
VERBS: Mapping[str, str] = {
    "create": noop("Create"),
    "update": noop("Update"),
    "delete": noop("Delete"),
    "held": noop("Mend"),
}
_CHANGES: Mapping[str, str] = {
    "create": noop("Create {record}"),
    "update": noop("Update {record}"),
    "delete": noop("Delete {record}"),
    "held": noop("Mend {record}"),
}
_CHOSEN: Mapping[QueueState, str] = {
    "failed": noop("{count} failed"),
    "held": noop("{count} held"),
    "waiting_for_key": noop("{count} waiting for key"),
    "retry": noop("{count} retrying"),
    "in_flight": noop("{count} in flight"),
    "pending": noop("{count} pending"),
}
RETRIED = frozenset({"failed", "waiting_for_key", "retry"})
"""States in which a person can ask for another try."""
MOST_COPIED = 1000
"""So many rows are copied at once."""
MOST_NAMED = 3


def state_word(line: QueueLine) -> str:
    """``Failed``, ``Retry in 4 s``, …"""
    if line.state == "retry" and line.retry_at is not None:
        left = (line.retry_at - time_words.now()).total_seconds()
        return tr("Retry in {span}", span=time_words.span(left)) if left > 0 else tr(STATES["retry"])
    return tr(STATES[line.state])


def verb(line: QueueLine) -> str:
    """``Update``."""
    return tr(VERBS[line.kind]) if line.kind in VERBS else line.kind


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
        return tr("{name} on this computer", name=name)
    return tr("Airtable, {name} (sandbox)", name=name) if line.place.sandbox else f"Airtable, {name}"


def tried(tries: int) -> str:
    """``tried once``, ``tried 3 times``, ``not sent so far``."""
    if not tries:
        return tr("not sent so far")
    return plural("tried once", "tried {n} times", tries)


def waits(line: QueueLine) -> str:
    """``waits since 11 May 18:20, tried 3 times``."""
    since = time_words.moment(line.since)
    if line.state == "held":
        return tr("held since {since}", since=since)
    return tr("waits since {since}, {tried}", since=since, tried=tried(line.tries))


def change(line: QueueLine) -> str:
    """``Update Bench press, 11 May: Duration``."""
    fields = f": {field_names(line)}" if line.fields else ""
    name = record_name(line)
    said = tr(_CHANGES[line.kind], record=name) if line.kind in _CHANGES else f"{line.kind} {name}"
    return said + fields


def describe(line: QueueLine) -> str:
    """The whole row, for assistive tools."""
    place, since = place_in_full(line), time_words.moment(line.since)
    if line.state == "held":
        waited = [tr("In {place}", place=place), tr("Held since {since}", since=since)]
    else:
        waited = [
            tr("To {place}", place=place),
            tr("Waits since {since}, {tried}", since=since, tried=tried(line.tries)),
        ]
    parts = [state_word(line), change(line), *waited, plain_sentence(line.reason)]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def details(lines: Sequence[QueueLine]) -> str:
    """All that is known of rows, as text for the clipboard."""
    told = [_details(line) for line in lines[:MOST_COPIED]]
    more = len(lines) - MOST_COPIED
    return "\n\n".join([*told, tr("… and {count} more", count=number(more))] if more > 0 else told)


def _details(line: QueueLine) -> str:
    place, since = place_in_full(line), f"{line.since.astimezone():%Y-%m-%d %H:%M:%S}"
    return "\n".join(
        part
        for part in (
            f"{state_word(line)}: {change(line)}",
            tr("Pair: {pair}", pair=plain(line.pair_name, 120)),
            tr("In: {place}", place=place) if line.state == "held" else tr("To: {place}", place=place),
            tr("Since {since}", since=since) + ("" if line.kind == "held" else f", {tried(line.tries)}"),
            plain_sentence(line.reason, 600),
            plain_sentence(line.advice, 600),
            line.record_url,
        )
        if part
    )


def chosen(counts: Mapping[QueueState, int]) -> str:
    """How several chosen rows stand: ``2 failed, 1 in flight``."""
    return ", ".join(tr(_CHOSEN[state], count=number(counts[state])) for state in STATES if counts[state])


_DROPPED = {
    ("create", Side.AIRTABLE): noop("It is not added in Airtable, and stays on this computer only."),
    ("create", Side.LOCAL): noop("It is not added on this computer, and stays in Airtable only."),
    ("delete", Side.AIRTABLE): noop("It is not deleted in Airtable, and stays there only."),
    ("delete", Side.LOCAL): noop("It is not deleted on this computer, and stays there only."),
}
_STAY_DIFFERENT = noop("Both sides keep what they have, and stay different until one of them is edited again.")


def drop_question(lines: Sequence[QueueLine]) -> str:
    """What giving these up means, before it is done."""
    if len(lines) == 1:
        (line,) = lines
        asked = tr("Drop the change to {record}?", record=record_name(line))
        said = tr(_DROPPED.get((line.kind, line.place.side), _STAY_DIFFERENT))
    else:
        asked, said = _asked_of_several(lines), tr(_STAY_DIFFERENT)
    return " ".join([asked, said, tr("History keeps what was given up.")])


def _asked_of_several(lines: Sequence[QueueLine]) -> str:
    names = ", ".join(record_name(line) for line in lines[:MOST_NAMED])
    if len(lines) <= MOST_NAMED:
        return tr("Drop the changes to {records}?", records=names)
    more = number(len(lines) - MOST_NAMED)
    return tr("Drop the changes to {records} and {count} more?", records=names, count=more)


def edit_sentence(place: str, field: Field, cell: Cell, value: Value) -> str:
    """What Apply does: ``meals.csv: Duration “45 min” → 45; then it is sent to Airtable. 1 API call.``"""
    parts = {"field": plain(field.name, 60), "before": _cell_words(field, cell), "after": _cell_words(field, value)}
    said = tr("{place}: {field} {before} → {after}; then it is sent to Airtable.", place=plain(place, 60), **parts)
    cost = plural("{n} API call.", "{n} API calls.", 1)
    return f"{said} {cost}"


def _cell_words(field: Field, cell: Cell) -> str:
    text = cell.text if isinstance(cell, CellProblem) else cell
    if isinstance(text, str) and text:
        return tr("“{value}”", value=plain(text, 60))
    return plain(shown(field, None if isinstance(cell, CellProblem) else cell), 60)


def retry_text(count: int, of: int) -> str:
    """The button's words for so many rows of those chosen."""
    return tr("Retry now") if of == 1 else tr("Retry {count} now", count=number(count))


def drop_text(count: int, of: int) -> str:
    """The button's words for so many rows of those chosen."""
    return tr("Drop this change…") if of == 1 else plural("Drop {n} change…", "Drop {n} changes…", count)
