"""What guards saw and what an undo leaves, in sentences; and the two sides by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airsync_gui.kept_words import said
from airsync_gui.plain_text import plain
from airsync_gui.sync.records import Side
from airsync_gui.wording import noop, number, plural, tr

if TYPE_CHECKING:
    from airsync_gui.sync.guards import Stop
    from airsync_gui.sync.undo import Skipped

SHOWN_LABELS = 5
"""How many record names a guard's sentence lists."""


def stop_sentence(stop: Stop) -> str:
    """What one guard saw."""
    where, count = at_side(stop.side), len(stop.labels)
    names = ", ".join(plain(label, 60) for label in sorted(stop.labels)[:SHOWN_LABELS])
    if count > SHOWN_LABELS:
        names = tr("{names}, and {count} more", names=names, count=number(count - SHOWN_LABELS))
    parts = {"count": number(count), "of": number(stop.of), "where": where, "names": names}
    if stop.code == "deletes":
        return tr("{count} of {of} records would be deleted {where}: {names}.", **parts)
    if stop.code == "updates":
        return tr("{count} of {of} records would be changed {where}: {names}.", **parts)
    if stop.code == "unapproved":
        return plural(
            "{n} record waits for somebody's approval before anything is written {where}: {names}.",
            "{n} records wait for somebody's approval before anything is written {where}: {names}.",
            count,
            where=where,
            names=names,
        )
    if stop.code == "local_cut":
        return _cut_sentence(stop.of)
    return tr("The table {where} is empty, and it had {of} records at the last sync.", where=where, of=number(stop.of))


def _cut_sentence(lost: int) -> str:
    if not lost:
        return tr("The file lost the end of its last row and its last line end: it may have been cut off.")
    return plural(
        "The file lost {n} record and its last line end: it may have been cut off.",
        "The file lost {n} records and its last line end: it may have been cut off.",
        lost,
    )


def skip_sentence(skipped: Skipped, field: str, now: str) -> str:
    """Why an undo leaves a value, or a record, as it is.

    Args:
        field: the field's name. now: what stands there, as text.
    """
    name, field = plain(skipped.label, 60), plain(field, 60)
    why = said(plain(skipped.detail)).rstrip(".")
    return tr(_SKIPPED[skipped.reason]).format(
        record=name,
        field=field,
        what=f"{name}: {field}" if field else name,
        where=at_side(skipped.side),
        now=plain(now, 60),
        was=plain(skipped.was if isinstance(skipped.was, str) else "", 60),
        why=why or tr("the next sync says why"),
    )


_SKIPPED = {
    "edited_since": noop("{record}: {field} was changed {where} since, to {now}, and stays."),
    "already": noop("{what} is as before already {where}."),
    "gone": noop("{record} is gone {where}."),
    "there_again": noop("{record} is there again {where}, and stays as it is."),
    "one_way": noop("{record} stays: this pair never writes {where}."),
    "not_mapped": noop("{record}: {field} is not part of the pair any more."),
    "computed": noop("{record}: {field} is computed in Airtable and follows by itself."),
    "waits": noop("{record} waits as a conflict: settle that first."),
    "left_alone": noop("{record} is out of the pair."),
    "held": noop("{record} is held: {why}."),
    "refused": noop("{record} can't be put back: {why}."),
    "no_value": noop("{record}: {field} stays: what stood {where} before was no value, but “{was}”."),
}


def side_name(side: Side) -> str:
    """A side by its place."""
    return tr("this computer") if side is Side.LOCAL else "Airtable"


def at_side(side: Side) -> str:
    """Where something is, or is done: "on this computer", "in Airtable"."""
    return tr("on this computer") if side is Side.LOCAL else tr("in Airtable")
