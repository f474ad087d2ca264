"""A pair's state as the window says it: a mark, a word, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from airsync_gui.jobs.snapshots import PairLine, PairStatus
from airsync_gui.sync.events import Event, Reading, Waiting, Writing
from airsync_gui.sync.records import Side
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.time_words import ago, clock_time, now, span
from airsync_gui.wording import inner, noop, number, plural, tr

_MARKS: dict[str, Mark] = {
    "in_step": "in_step",
    "syncing": "syncing",
    "cancelling": "syncing",
    "waiting": "waiting",
    "needs_you": "needs_you",
    "failed": "failed",
    "paused": "paused",
    "never_synced": "pending",
}
_WORDS = {
    "in_step": noop("In step"),
    "syncing": noop("Syncing"),
    "cancelling": noop("Stopping"),
    "waiting": noop("Waiting"),
    "needs_you": noop("Needs you"),
    "failed": noop("Failed"),
    "paused": noop("Paused by you"),
    "never_synced": noop("Not synced yet"),
}
_WAITS = {
    "unknown_creates": noop("waiting for answers that were lost, until {time}"),
    "rate_limited": noop("Airtable asked for a pause, until {time}"),
    "retry": noop("trying again, until {time}"),
}
_COLORS = {"failed": "fail", "needs_you": "accent_text", "syncing": "accent_text", "cancelling": "accent_text"}


def mark_of(line: PairLine) -> Mark:
    """The mark of a pair's state."""
    return _MARKS[line.status]


def color_of(line: PairLine) -> str:
    """The colour's role of its words in the sidebar."""
    return _COLORS.get(line.status, "text3")


def short_state(line: PairLine, event: Event | None = None) -> str:
    """A few words for the sidebar: ``In step · 2 min ago``."""
    word = tr(_WORDS[line.status])
    if line.status == "syncing":
        done = share(event)
        return f"{word} · {done:.0%}".replace("%", " %") if done is not None else word
    if line.status == "waiting" and line.until is not None:
        return tr("Waiting until {time}", time=clock_time(line.until, seconds=True))
    more = _more(line)
    return f"{word} · {more}" if more else word


def _more(line: PairLine) -> str:
    if line.status == "in_step" and line.last_run_at is not None:
        return ago(line.last_run_at)
    if line.status == "needs_you":
        return _asks(line)
    if line.status in ("failed", "waiting") and line.problem is not None:
        return inner(line.problem.title)
    return ""


def _asks(line: PairLine) -> str:
    if line.problem is not None:
        return inner(line.problem.title)
    if line.conflicts:
        return plural("{n} conflict", "{n} conflicts", line.conflicts)
    return plural("{n} change to look at", "{n} changes to look at", line.waits)


def sentence(line: PairLine, event: Event | None = None, due_at: datetime | None = None) -> str:
    """What the head of the pair says beside its mark, with when it is synced next by itself, where that is known."""
    said = _sentence(line, event)
    coming = _coming(due_at) if line.status in ("in_step", "needs_you", "never_synced") else ""
    return f"{said} · {coming}" if coming else said


def _coming(due_at: datetime | None) -> str:
    if due_at is None:
        return ""
    seconds = (due_at - now()).total_seconds()
    return tr("next in {span}", span=span(seconds)) if seconds >= 60 else tr("next in a moment")


def _sentence(line: PairLine, event: Event | None) -> str:
    if line.status == "syncing":
        syncing = tr("Syncing")
        return f"{syncing} · {told(event)}" if event is not None else syncing
    if line.status == "needs_you" and line.problem is None:
        rest = [tr("everything else is in step")] if line.conflicts and not line.waits else []
        return " · ".join([tr("Needs you"), _asks(line), *rest])
    return short_state(line)


def told(event: Event | None) -> str:
    """What a run is doing just now."""
    if isinstance(event, Writing):
        done, total = number(event.done), number(event.total)
        if event.side is Side.AIRTABLE:
            return tr("sending {done} of {total} to Airtable", done=done, total=total)
        return tr("writing {done} of {total} on this computer", done=done, total=total)
    if isinstance(event, Reading):
        if event.side is Side.AIRTABLE:
            return plural("reading Airtable, {n} record so far", "reading Airtable, {n} records so far", event.rows)
        return plural(
            "reading this computer, {n} record so far", "reading this computer, {n} records so far", event.rows
        )
    if isinstance(event, Waiting):
        return tr(_WAITS[event.why], time=clock_time(event.until, seconds=True))
    return tr("starting")


def share(event: Event | None) -> float | None:
    """How much is written, from 0 to 1; None while nobody knows."""
    return event.done / event.total if isinstance(event, Writing) and event.total else None


def all_sentence(lines: Sequence[PairLine]) -> str:
    """What the head of all pairs says: ``6 pairs · 1 syncing · 1 needs you``."""
    counts = Counter(line.status for line in lines)
    words: dict[PairStatus, str] = {
        "syncing": plural("{n} syncing", "{n} syncing", counts["syncing"]),
        "cancelling": plural("{n} stopping", "{n} stopping", counts["cancelling"]),
        "waiting": plural("{n} waiting", "{n} waiting", counts["waiting"]),
        "needs_you": plural("{n} needs you", "{n} need you", counts["needs_you"]),
        "failed": plural("{n} failed", "{n} failed", counts["failed"]),
        "paused": plural("{n} paused", "{n} paused", counts["paused"]),
    }
    parts = [said for status, said in words.items() if counts[status]]
    if not parts and lines and counts["in_step"] == len(lines):
        parts = [tr("all in step")]
    return " · ".join([plural("{n} pair", "{n} pairs", len(lines)), *parts])
