"""A run as the window says it: a mark, and what it did in a few words."""

from __future__ import annotations

from airsync_gui.jobs.snapshots import RunLine
from airsync_gui.ui.marks import Mark
from airsync_gui.value_words import many

_MARKS: dict[str, Mark] = {
    "stopped": "needs_you",
    "failed": "failed",
    "cancelled": "paused",
    "interrupted": "waiting",
    "running": "syncing",
}
_ENDS = {
    "stopped": "Stopped before writing",
    "failed": "Failed",
    "cancelled": "Stopped by you",
    "interrupted": "Ended unexpectedly",
    "running": "Under way",
}
_KINDS = {"resolve": "Your answer", "resolution": "Your answer", "undo": "Undone", "drop": "Given up"}


def run_mark(run: RunLine) -> Mark:
    """The mark of how it ended; one that changed nothing has a dot, not a tick."""
    return _MARKS.get(run.status) or ("done" if run.to_local or run.to_airtable else "nothing_changed")


def run_color(run: RunLine) -> str:
    """The colour's role of its words."""
    return {"failed": "fail", "stopped": "accent_text", "done": "text"}.get(run_mark(run), "text2")


def run_sentence(run: RunLine, local_name: str) -> str:
    """``6 fields to Airtable, 2 to meals.csv``; how it ended before that, where it did not end well.

    Args:
        local_name: this computer's side.
    """
    kind = _KINDS.get(run.kind, "")
    end = _ENDS.get(run.status, "")
    if run.error and run.error != end:
        end = f"{end}: {run.error[:1].lower()}{run.error[1:]}" if end else run.error
    written = written_words(run, local_name)
    if not written and not end:
        written = "Nothing had changed"
    parts = [part for part in (kind, end, written) if part]
    return ". ".join(parts) if end else ": ".join(parts)


def written_words(run: RunLine, local_name: str) -> str:
    """What it wrote where; empty where it wrote nothing."""
    parts = [(run.to_airtable, "Airtable"), (run.to_local, local_name)]
    said = [(count, place) for count, place in parts if count]
    if not said:
        return ""
    (count, place), *rest = said
    return ", ".join([f"{many(count, 'field')} to {place}", *(f"{more:,} to {other}" for more, other in rest)])
