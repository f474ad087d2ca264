"""A pair's state as the window says it: a mark, a word, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.sync.events import Event, Reading, Waiting, Writing
from airsync_gui.sync.records import Side
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.time_words import ago, clock_time
from airsync_gui.value_words import many

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
    "in_step": "In step",
    "syncing": "Syncing",
    "cancelling": "Stopping",
    "waiting": "Waiting",
    "needs_you": "Needs you",
    "failed": "Failed",
    "paused": "Paused by you",
    "never_synced": "Not synced yet",
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
    word = _WORDS[line.status]
    if line.status == "syncing":
        done = share(event)
        return f"{word} · {done:.0%}".replace("%", " %") if done is not None else word
    if line.status == "waiting" and line.until is not None:
        return f"Waiting until {clock_time(line.until, seconds=True)}"
    more = _more(line)
    return f"{word} · {more}" if more else word


def _more(line: PairLine) -> str:
    if line.status == "in_step" and line.last_run_at is not None:
        return ago(line.last_run_at)
    if line.status == "needs_you":
        return _asks(line)
    if line.status in ("failed", "waiting") and line.problem is not None:
        return line.problem.title[:1].lower() + line.problem.title[1:]
    return ""


def _asks(line: PairLine) -> str:
    if line.problem is not None:
        return line.problem.title[:1].lower() + line.problem.title[1:]
    return many(line.conflicts, "conflict") if line.conflicts else many(line.waits, "change") + " to look at"


def sentence(line: PairLine, event: Event | None = None) -> str:
    """What the head of the pair says beside its mark."""
    if line.status == "syncing":
        return f"Syncing · {told(event)}" if event is not None else "Syncing"
    if line.status == "needs_you" and line.problem is None:
        rest = " · everything else is in step" if line.conflicts and not line.waits else ""
        return f"Needs you · {_asks(line)}{rest}"
    return short_state(line)


def told(event: Event | None) -> str:
    """What a run is doing just now."""
    if isinstance(event, Writing):
        verb = "sending" if event.side is Side.AIRTABLE else "writing"
        place = "to Airtable" if event.side is Side.AIRTABLE else "on this computer"
        return f"{verb} {event.done:,} of {event.total:,} {place}"
    if isinstance(event, Reading):
        where = "Airtable" if event.side is Side.AIRTABLE else "this computer"
        return f"reading {where}, {many(event.rows, 'record')} so far"
    if isinstance(event, Waiting):
        why = {
            "unknown_creates": "waiting for answers that were lost",
            "rate_limited": "Airtable asked for a pause",
            "retry": "trying again",
        }
        return f"{why[event.why]}, until {clock_time(event.until, seconds=True)}"
    return "starting"


def share(event: Event | None) -> float | None:
    """How much is written, from 0 to 1; None while nobody knows."""
    return event.done / event.total if isinstance(event, Writing) and event.total else None


def all_sentence(lines: Sequence[PairLine]) -> str:
    """What the head of all pairs says: ``6 pairs · 1 syncing · 1 needs you``."""
    counts = Counter(line.status for line in lines)
    words = {
        "syncing": "syncing",
        "cancelling": "stopping",
        "waiting": "waiting",
        "needs_you": "need you" if counts["needs_you"] > 1 else "needs you",
        "failed": "failed",
        "paused": "paused",
    }
    parts = [f"{counts[status]} {word}" for status, word in words.items() if counts[status]]  # type: ignore[index]
    if not parts and lines:
        parts = ["all in step" if counts["in_step"] == len(lines) else ""]
    return " · ".join(part for part in (many(len(lines), "pair"), *parts) if part)
