"""A run as the window says it: a mark, and what it did in a few words."""

from __future__ import annotations

from airsync_gui.jobs.snapshots import RunLine, Written
from airsync_gui.ui.marks import Mark
from airsync_gui.wording import inner, noop, number, plural, tr

_MARKS: dict[str, Mark] = {
    "stopped": "needs_you",
    "failed": "failed",
    "cancelled": "paused",
    "interrupted": "waiting",
    "running": "syncing",
}
_ENDS = {
    "stopped": noop("Stopped by the guard"),
    "failed": noop("Failed"),
    "cancelled": noop("Stopped by you"),
    "interrupted": noop("Ended unexpectedly"),
    "running": noop("Under way"),
}
_KINDS = {
    "resolve": noop("Conflict settled by you"),
    "undo": noop("Undone by you"),
    "drop": noop("Change given up by you"),
    "merge": noop("Duplicates merged by you"),
    "edit": noop("Refused value edited by you"),
}
NOTHING = noop("Nothing had changed")


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
    parts = [part for part in (_kind(run), ending(run), written_words(run, local_name)) if part]
    return ". ".join(parts) or tr(NOTHING)


def _kind(run: RunLine) -> str:
    return tr(_KINDS[run.kind]) if run.kind in _KINDS else ""


def run_brief(run: RunLine, local_name: str) -> str:
    """The same for a narrow column: ``6 to Airtable, 2 to meals.csv``, ``1 added in Airtable``."""
    said = _kind(run) or ending(run)
    written = [*_brief(run.airtable, "Airtable"), *_brief(run.local, local_name)]
    if said and run.status == "done":
        return said
    return ". ".join(part for part in (said, ", ".join(written)) if part) or tr(NOTHING)


def _brief(written: Written, place: str) -> list[str]:
    counts = (
        (written.fields, tr("{count} to {place}")),
        (written.added, tr("{count} added in {place}")),
        (written.deleted, tr("{count} deleted in {place}")),
    )
    return [text.format(count=number(count), place=place) for count, text in counts if count]


def ending(run: RunLine) -> str:
    """How it ended where that was not well: ``Put off: Airtable can't be reached``; empty where it was."""
    end = _end(run)
    if not end or not run.error or run.status in ("stopped", "cancelled"):
        return end
    error = run.error if run.error.startswith("Airtable") else inner(run.error)
    return f"{end}: {error}"


def _end(run: RunLine) -> str:
    if run.put_off:
        return tr("Put off")
    return tr(_ENDS[run.status]) if run.status in _ENDS else ""


def written_words(run: RunLine, local_name: str) -> str:
    """What it wrote where; empty where it wrote nothing."""
    parts = [(run.to_airtable, "Airtable"), (run.to_local, local_name)]
    said = [(count, place) for count, place in parts if count]
    if not said:
        return ""
    (count, place), *rest = said
    first = plural("{n} field to {place}", "{n} fields to {place}", count, place=place)
    return ", ".join([first, *(tr("{count} to {place}", count=number(more), place=other) for more, other in rest)])


def wrote_anything(run: RunLine) -> bool:
    """Whether there is something that an undo could put back."""
    return bool(run.to_local or run.to_airtable) and run.kind != "drop" and run.status != "running"
