"""What history says of runs and changes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from airsync_gui.jobs.snapshots import ChangeLine, RunLine, Written
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui import time_words
from airsync_gui.ui.run_words import ending, run_brief
from airsync_gui.value_words import value_text
from airsync_gui.wording import noop, number, part_said, plural, tr

MOST_SHOWN = 160
"""So much of a value a well shows; the rest is in its tool tip."""


def day_word(at: datetime) -> str:
    """``Today``, ``Yesterday``, ``11 May``."""
    days = time_words.days_ago(at)
    if days in (0, 1):
        return tr("Yesterday") if days else tr("Today")
    return time_words.day(at)


def run_title(run: RunLine) -> str:
    """``Run at 13:48``, ``Run of 11 May at 18:20``."""
    days, time = time_words.days_ago(run.started), time_words.clock_time(run.started)
    if days in (0, 1):
        return tr("Run yesterday at {time}", time=time) if days else tr("Run at {time}", time=time)
    return tr("Run of {day} at {time}", day=time_words.day(run.started), time=time)


def took(run: RunLine) -> str:
    """``took 1.2 s``; empty where nobody knows."""
    if run.ended is None or run.status in ("running", "interrupted") or run.kind == "drop":
        return ""
    seconds = (run.ended - run.started).total_seconds()
    if seconds < 10:
        return tr("took {seconds} s", seconds=number(seconds, 1))
    return tr("took {span}", span=time_words.span(seconds))


def describe_run(run: RunLine, local_name: str, *, with_pair: bool) -> str:
    """The whole row, for assistive tools."""
    pair = f"{plain(run.pair_name, 60)}: " if with_pair else ""
    at = f"{day_word(run.started)} {time_words.clock_time(run.started)}"
    return f"{at}. {pair}{run_brief(run, local_name)}. {_calls(run.api_calls)}."


def sentence(run: RunLine, lines: Sequence[ChangeLine], local_name: str) -> str:
    """``6 fields written to Airtable in 5 records, 2 to meals.csv in 2. 2 API calls.``"""
    if run.kind == "drop":
        return tr("Given up by you: nothing was written, and both sides stayed as they were.")
    parts = [*_done(run.airtable, Side.AIRTABLE, "Airtable", lines), *_done(run.local, Side.LOCAL, local_name, lines)]
    said = [part for part in (ending(run), ", ".join(parts), _calls(run.api_calls)) if part]
    return ". ".join(said) + "."


def _done(written: Written, side: Side, place: str, lines: Sequence[ChangeLine]) -> list[str]:
    said = []
    if written.fields:
        records = len({line.uid for line in lines if line.side is side and line.kind == "update"})
        said.append(_fields_written(written.fields, records, place))
    if count := written.added:
        said.append(plural("{n} record added in {place}", "{n} records added in {place}", count, place=place))
    if count := written.deleted:
        said.append(plural("{n} record deleted in {place}", "{n} records deleted in {place}", count, place=place))
    return said


def _fields_written(fields: int, records: int, place: str) -> str:
    if not records:
        return plural("{n} field written to {place}", "{n} fields written to {place}", fields, place=place)
    return plural(
        "{n} field written to {place} in {records}",
        "{n} fields written to {place} in {records}",
        fields,
        place=place,
        records=plural("{n} record", "{n} records", records),
    )


def _calls(count: int) -> str:
    return plural("{n} API call", "{n} API calls", count)


def copy_sentence(run: RunLine, local_name: str) -> str:
    """Where the file as it was before is kept."""
    return tr("{file} as it was before is kept as {copy}.", file=local_name, copy=plain(run.copy, 400))


def nothing_written(run: RunLine) -> tuple[str, str]:
    """(heading, sentence) for a run that wrote nothing."""
    if run.put_off:
        return tr("Put off"), tr("Nothing is lost: the next sync goes on where this one ended.")
    return {
        "stopped": (tr("Nothing was written"), tr("The guard stopped the run before it wrote anything.")),
        "failed": (tr("Nothing was written"), tr("What ended the run stands above. The next sync tries again.")),
        "cancelled": (tr("Nothing was written"), tr("You stopped the run. The next sync does what it left.")),
        "interrupted": (
            tr("Nothing is known to be written"),
            tr("AirSync ended before the run did; the next one looked up why."),
        ),
        "running": (tr("Nothing is written yet"), tr("What the run writes will be listed here.")),
    }.get(run.status, (tr("Nothing had changed"), tr("There was nothing to carry over to either side.")))


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
    text = {
        "create": tr("{record} added in {place}: {field} {after}."),
        "delete": tr("{record} deleted in {place}: {field} was {before}."),
        "update": tr("{field} of {record} in {place}: {before} became {after}."),
    }.get(line.kind) or tr("{field} of {record} was not written to {place}.")
    done = text.format(record=record, field=field, place=place, before=before, after=after)
    return " ".join([done, tr("Because: {reason}.", reason=line.because)]) if line.because else done


def change_title(line: ChangeLine) -> str:
    """``Calories of Lunch, 12 May``."""
    return tr("{field} of {record}", field=plain(line.field_name, 120), record=plain(line.record, 120))


def why(line: ChangeLine, local_name: str) -> str:
    """When it was written and by which rule, and whether an edit was lost by it."""
    place, at = place_word(line, local_name), time_words.moment(line.at)
    if is_given_up(line):
        return tr("Given up by you {moment}, so it was not written to {place}.", moment=at, place=place)
    if line.because == tr("one side changed"):
        said = tr(_CHANGED_THERE_ONLY[line.side], moment=at, place=place)
    elif line.because:
        said = tr(_DONE_BECAUSE.get(line.kind, _WRITTEN_BECAUSE), moment=at, place=place, reason=line.because)
    else:
        said = tr(_DONE.get(line.kind, _WRITTEN), moment=at, place=place)
    return f"{said} {tr(_OVERWRITTEN[line.side])}" if line.overwritten else said


_CHANGED_THERE_ONLY = {
    Side.LOCAL: noop("Changed in Airtable only, so it was written to {place} {moment}."),
    Side.AIRTABLE: noop("Changed on this computer only, so it was written to {place} {moment}."),
}
_OVERWRITTEN = {
    Side.LOCAL: noop("An edit made on this computer was overwritten."),
    Side.AIRTABLE: noop("An edit made in Airtable was overwritten."),
}
_WRITTEN = noop("Written to {place} {moment}.")
_DONE = {"create": noop("Added in {place} {moment}."), "delete": noop("Deleted in {place} {moment}.")}
_WRITTEN_BECAUSE = noop("Written to {place} {moment}: {reason}.")
_DONE_BECAUSE = {
    "create": noop("Added in {place} {moment}: {reason}."),
    "delete": noop("Deleted in {place} {moment}: {reason}."),
}


# -- undo -------------------------------------------------------------------------------------------------------------


def put_back_word(line: ChangeLine) -> str:
    """What the button that undoes one change says: ``Put 580 back…``."""
    if line.kind == "update":
        if line.before is None:
            return tr("Make it blank again…")
        return tr("Put {value} back…", value=value_text(line.before, 24))
    return tr("Delete it again…") if line.kind == "create" else tr("Make it again…")


def put_back_question(line: ChangeLine) -> str:
    """The same before it is done."""
    if line.kind == "update":
        if line.before is None:
            return tr("Make it blank again?")
        return tr("Put {value} back?", value=value_text(line.before, 24))
    return tr("Delete it again?") if line.kind == "create" else tr("Make it again?")


def put_back_sentence(line: ChangeLine, local_name: str) -> str:
    """What it comes to: ``Airtable: Calories 610 → 580. 1 API call.``"""
    place, record = place_word(line, local_name), plain(line.record, 60)
    there = line.side is Side.AIRTABLE
    if line.kind == "create":
        said = tr("{record} is deleted in {place}.", record=record, place=place)
    elif line.kind == "delete":
        anew = tr("{record} is made again in {place}, under a new id.", record=record, place=place)
        said = anew if there else tr("{record} is made again in {place}.", record=record, place=place)
    else:
        field, before, after = plain(line.field_name, 60), value_text(line.before, 40), value_text(line.after, 40)
        said = f"{place}: {part_said(field)} {part_said(after)} → {part_said(before)}."
    return f"{said} {_calls(1)}." if there else said
