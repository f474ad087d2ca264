"""What history says of runs and changes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from airsync_gui.jobs.snapshots import ChangeLine, RunLine, Written
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui import time_words
from airsync_gui.ui.run_words import ending, run_brief
from airsync_gui.value_words import many, value_text

MOST_SHOWN = 160
"""So much of a value a well shows; the rest is in its tool tip."""


def day_word(at: datetime) -> str:
    """``Today``, ``Yesterday``, ``11 May``."""
    said = time_words.day(at)
    return said[:1].upper() + said[1:]


def run_title(run: RunLine) -> str:
    """``Run at 13:48``, ``Run of 11 May at 18:20``."""
    day = time_words.day(run.started)
    of = {"today": "", "yesterday": " yesterday"}.get(day, f" of {day}")
    return f"Run{of} at {time_words.clock_time(run.started)}"


def took(run: RunLine) -> str:
    """``took 1.2 s``; empty where nobody knows."""
    if run.ended is None or run.status in ("running", "interrupted") or run.kind == "drop":
        return ""
    seconds = (run.ended - run.started).total_seconds()
    return f"took {seconds:.1f} s" if seconds < 10 else f"took {time_words.span(seconds)}"


def describe_run(run: RunLine, local_name: str, *, with_pair: bool) -> str:
    """The whole row, for assistive tools."""
    pair = f"{plain(run.pair_name, 60)}: " if with_pair else ""
    at = f"{day_word(run.started)} {time_words.clock_time(run.started)}"
    return f"{at}. {pair}{run_brief(run, local_name)}. {many(run.api_calls, 'API call')}."


def sentence(run: RunLine, lines: Sequence[ChangeLine], local_name: str) -> str:
    """``6 fields written to Airtable in 5 records, 2 to meals.csv in 2. 2 API calls.``"""
    if run.kind == "drop":
        return "Given up by you: nothing was written, and both sides stayed as they were."
    parts = [*_done(run.airtable, Side.AIRTABLE, "Airtable", lines), *_done(run.local, Side.LOCAL, local_name, lines)]
    said = [part for part in (ending(run), ", ".join(parts), many(run.api_calls, "API call")) if part]
    return ". ".join(said) + "."


def _done(written: Written, side: Side, place: str, lines: Sequence[ChangeLine]) -> list[str]:
    said = []
    if written.fields:
        records = len({line.uid for line in lines if line.side is side and line.kind == "update"})
        within = f" in {many(records, 'record')}" if records else ""
        said.append(f"{many(written.fields, 'field')} written to {place}{within}")
    for count, word in ((written.added, "added"), (written.deleted, "deleted")):
        if count:
            said.append(f"{many(count, 'record')} {word} in {place}")
    return said


def copy_sentence(run: RunLine, local_name: str) -> str:
    """Where the file as it was before is kept."""
    return f"{local_name} as it was before is kept as {plain(run.copy, 400)}."


def nothing_written(run: RunLine) -> tuple[str, str]:
    """(heading, sentence) for a run that wrote nothing."""
    if run.put_off:
        return "Put off", "Nothing is lost: the next sync goes on where this one ended."
    return {
        "stopped": ("Nothing was written", "The guard stopped the run before it wrote anything."),
        "failed": ("Nothing was written", "What ended the run stands above. The next sync tries again."),
        "cancelled": ("Nothing was written", "You stopped the run. The next sync does what it left."),
        "interrupted": (
            "Nothing is known to be written",
            "AirSync ended before the run did; the next one looked up why.",
        ),
        "running": ("Nothing is written yet", "What the run writes will be listed here."),
    }.get(run.status, ("Nothing had changed", "There was nothing to carry over to either side."))


def can_be_undone(run: RunLine, lines: Sequence[ChangeLine]) -> bool:
    """Whether the run wrote anything that an undo could put back."""
    return bool(lines) and run.kind != "drop" and run.status != "running"


# -- changes ----------------------------------------------------------------------------------------------------------


def place_word(line: ChangeLine, local_name: str) -> str:
    """Where it was written: ``Airtable``, or the file's name."""
    return "Airtable" if line.side is Side.AIRTABLE else local_name


def is_given_up(line: ChangeLine) -> bool:
    """Whether it was never written, because a person gave it up."""
    return line.kind.startswith("dropped")


def describe_change(line: ChangeLine, local_name: str) -> str:
    """The whole row, for assistive tools."""
    record, field, place = plain(line.record, 120), plain(line.field_name, 120), place_word(line, local_name)
    before, after = value_text(line.before), value_text(line.after)
    done = {
        "create": f"{record} added in {place}: {field} {after}",
        "delete": f"{record} deleted in {place}: {field} was {before}",
        "update": f"{field} of {record} in {place}: {before} became {after}",
    }.get(line.kind, f"{field} of {record} was not written to {place}")
    return f"{done}. Because: {line.because}." if line.because else f"{done}."


def change_title(line: ChangeLine) -> str:
    """``Calories of Lunch, 12 May``."""
    return f"{plain(line.field_name, 120)} of {plain(line.record, 120)}"


def why(line: ChangeLine, local_name: str) -> str:
    """When it was written and by which rule, and whether an edit was lost by it."""
    place, at = place_word(line, local_name), time_words.moment(line.at)
    if is_given_up(line):
        return f"Given up by you {at}, so it was not written to {place}."
    if line.because == "one side changed":
        said = f"Changed {_at(line.side.other)} only, so it was written to {place} {at}."
    else:
        done = {"create": "Added in", "delete": "Deleted in"}.get(line.kind, "Written to")
        said = f"{done} {place} {at}: {line.because}." if line.because else f"{done} {place} {at}."
    return f"{said} An edit made {_at(line.side)} was overwritten." if line.overwritten else said


def _at(side: Side) -> str:
    return "on this computer" if side is Side.LOCAL else "in Airtable"


# -- undo -------------------------------------------------------------------------------------------------------------


def put_back_word(line: ChangeLine) -> str:
    """What the button that undoes one change says: ``Put 580 back…``."""
    if line.kind == "update":
        return f"Put {value_text(line.before, 24)} back…" if line.before is not None else "Make it blank again…"
    return "Delete it again…" if line.kind == "create" else "Make it again…"


def put_back_question(line: ChangeLine) -> str:
    """The same before it is done."""
    return put_back_word(line).removesuffix("…") + "?"


def put_back_sentence(line: ChangeLine, local_name: str) -> str:
    """What it comes to: ``Airtable: Calories 610 → 580. 1 API call.``"""
    place, record = place_word(line, local_name), plain(line.record, 60)
    said = {
        "create": f"{record} is deleted in {place}.",
        "delete": f"{record} is made again in {place}{', under a new id' if line.side is Side.AIRTABLE else ''}.",
    }.get(line.kind) or (
        f"{place}: {plain(line.field_name, 60)} {value_text(line.after, 40)} → {value_text(line.before, 40)}."
    )
    return f"{said} 1 API call." if line.side is Side.AIRTABLE else said
