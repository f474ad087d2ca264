"""A run as the window says it: a mark, and what it did in a few words."""

from __future__ import annotations

from airsync_gui.jobs.snapshots import RunLine, Written
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
    "stopped": "Stopped by the guard",
    "failed": "Failed",
    "cancelled": "Stopped by you",
    "interrupted": "Ended unexpectedly",
    "running": "Under way",
}
_KINDS = {
    "resolve": "Conflict settled by you",
    "undo": "Undone by you",
    "drop": "Change given up by you",
    "merge": "Duplicates merged by you",
}
NOTHING = "Nothing had changed"


def run_mark(run: RunLine) -> Mark:
    """The mark of how it ended; one that changed nothing has a dot, not a tick."""
    if run.put_off:
        return "waiting"
    return _MARKS.get(run.status) or ("nothing_changed" if is_quiet(run) else "done")


def is_quiet(run: RunLine) -> bool:
    """Whether it ended well and changed nothing."""
    return run.status == "done" and run.kind not in _KINDS and not (run.to_local or run.to_airtable)


def run_color(run: RunLine) -> str:
    """The colour's role of its words."""
    return {"failed": "fail", "needs_you": "accent_text", "done": "text"}.get(run_mark(run), "text2")


def run_sentence(run: RunLine, local_name: str) -> str:
    """``6 fields to Airtable, 2 to meals.csv``; how it ended before that, where it did not end well.

    Args:
        local_name: this computer's side.
    """
    parts = [part for part in (_KINDS.get(run.kind, ""), ending(run), written_words(run, local_name)) if part]
    return ". ".join(parts) or NOTHING


def run_brief(run: RunLine, local_name: str) -> str:
    """The same for a narrow column: ``6 to Airtable, 2 to meals.csv``, ``1 added in Airtable``."""
    said = _KINDS.get(run.kind, "") or ending(run)
    written = [*_brief(run.airtable, "Airtable"), *_brief(run.local, local_name)]
    if said and run.status == "done":
        return said
    return ". ".join(part for part in (said, ", ".join(written)) if part) or NOTHING


def _brief(written: Written, place: str) -> list[str]:
    counts = ((written.fields, "to"), (written.added, "added in"), (written.deleted, "deleted in"))
    return [f"{count:,} {word} {place}" for count, word in counts if count]


def ending(run: RunLine) -> str:
    """How it ended where that was not well: ``Put off: Airtable can't be reached``; empty where it was."""
    end = "Put off" if run.put_off else _ENDS.get(run.status, "")
    if not end or not run.error or run.status in ("stopped", "cancelled"):
        return end
    error = run.error if run.error.startswith("Airtable") else run.error[:1].lower() + run.error[1:]
    return f"{end}: {error}"


def written_words(run: RunLine, local_name: str) -> str:
    """What it wrote where; empty where it wrote nothing."""
    parts = [(run.to_airtable, "Airtable"), (run.to_local, local_name)]
    said = [(count, place) for count, place in parts if count]
    if not said:
        return ""
    (count, place), *rest = said
    return ", ".join([f"{many(count, 'field')} to {place}", *(f"{more:,} to {other}" for more, other in rest)])


def wrote_anything(run: RunLine) -> bool:
    """Whether there is something that an undo could put back."""
    return bool(run.to_local or run.to_airtable) and run.kind != "drop" and run.status != "running"
