"""The rules of a pair as options, which ``pair add`` and ``pair set`` share, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from airsync_gui.cli.common import split_pair
from airsync_gui.errors import UsageError
from airsync_gui.local.zones import zone_named
from airsync_gui.messages import plain
from airsync_gui.schedule import parsed
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy

Rules = Mapping[str, Any]
"""What was given for each option of :func:`rule_options`."""


def _choice(kind: type[Any]) -> click.Choice[str]:
    return click.Choice([str(member) for member in kind])


def rule_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that ``add`` and ``set`` share; None means: not given."""
    options = (
        click.option(
            "--direction",
            type=_choice(Direction),
            help="Which sides are written: both (if not given), only Airtable (push), or only this computer (pull).",
        ),
        click.option(
            "--drift",
            type=_choice(Drift),
            help="One-way pairs: edits on the side that is only written are left (if not given) or overwritten.",
        ),
        click.option(
            "--deletes",
            type=_choice(Deletes),
            help="Whether a deletion on one side is carried to the other (if not given), or the record is kept there.",
        ),
        click.option(
            "--policy",
            type=_choice(Policy),
            help="What settles a field that both sides changed: you (ask, if not given), the later edit, one of the "
            "sides, a merge, or a version number.",
        ),
        click.option(
            "--field-policy",
            "field_policies",
            multiple=True,
            metavar="FIELD=POLICY",
            help="The same for one field. Repeatable.",
        ),
        click.option(
            "--version-field", metavar="FIELD", help="For optimistic-lock: number field that counts the versions."
        ),
        click.option(
            "--stamp-field", metavar="FIELD", help="Date-time field in Airtable that gets the time of AirSync's writes."
        ),
        click.option(
            "--time-column",
            metavar="COLUMN",
            help="Local column with the time of each row's last edit (ISO 8601), for last-write-wins; with it an edit "
            "of a table on a server is noticed within a minute, too.",
        ),
        click.option(
            "--required",
            multiple=True,
            metavar="FIELD",
            help="A record in which this field is blank is not sent to Airtable. Repeatable.",
        ),
        click.option(
            "--max-length",
            "max_lengths",
            multiple=True,
            metavar="FIELD=N",
            help="A record with more characters than this in the field is not sent to Airtable. Repeatable.",
        ),
        click.option(
            "--map",
            "maps",
            multiple=True,
            metavar="COLUMN=FIELD",
            help="A column and its field where their names differ. Repeatable; equal names find each other.",
        ),
        click.option(
            "--create-choices/--no-create-choices",
            default=None,
            help="Whether a choice that a select field does not have yet is made in Airtable (if not given: no).",
        ),
        click.option(
            "--escape-formulas/--no-escape-formulas",
            default=None,
            help="Whether a CSV file gets an apostrophe before a text that a spreadsheet would take for a formula "
            "(= + - @), which is left out again when the file is read (if not given: no, texts stay as they are).",
        ),
        click.option(
            "--rolling/--no-rolling",
            default=None,
            help="Whether rows leave the local table by themselves, as in a file that holds today only: such a row "
            "stays in Airtable as it is, out of the pair (if not given: no, a row that is gone was deleted).",
        ),
        click.option(
            "--ask-first/--no-ask-first",
            default=None,
            help="Whether nothing is written in Airtable before somebody has seen it, as where an agent writes the "
            "local table: such a sync stops, names the records, and says how to go on (if not given: no).",
        ),
        click.option(
            "--change-feed/--no-change-feed",
            default=None,
            help="Whether Airtable is asked what changed, through a webhook that calls nobody, where the token may "
            "(if not given: yes); else by the times of last edits.",
        ),
        click.option(
            "--check-hours",
            type=click.FloatRange(min=0, max=8760),
            metavar="N",
            help="Without a change feed, how often all records are read to find deletions: every 6 hours if not "
            "given, at each sync with 0. With one it is once a day, or as rarely as this says.",
        ),
        click.option(
            "--zone",
            metavar="ZONE",
            help="The zone of times without an offset in the local table, where their field in Airtable names none, as "
            "Europe/Berlin: this computer's at the time if not given; with 'computer' whichever it has later.",
        ),
        click.option(
            "--schedule",
            metavar="WHEN",
            help="When AirSync, running as a window or in the tray, syncs the pair by itself: words with commas "
            "between them, of “change” (its file was saved), an interval as “30 min” or “2 h”, and times of the day "
            "as 07:00; or “never”; or “default”, as is set for all pairs (if not given).",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def renames_in(rules: Rules) -> dict[str, str]:
    """Column → field, as ``--map`` says."""
    return dict(split_pair(text, "a COLUMN=FIELD") for text in rules["maps"])


def policies_in(rules: Rules) -> dict[str, Policy]:
    """Field → what settles it, as ``--field-policy`` says."""
    pairs = (split_pair(text, "a FIELD=POLICY") for text in rules["field_policies"])
    return {field: _policy(policy) for field, policy in pairs}


def lengths_in(rules: Rules) -> dict[str, int]:
    """Field → most characters, as ``--max-length`` says."""
    pairs = (split_pair(text, "a FIELD=NUMBER") for text in rules["max_lengths"])
    return {field: _length(number) for field, number in pairs}


def _policy(text: str) -> Policy:
    try:
        return Policy(text)
    except ValueError:
        raise UsageError(detail=f"“{plain(text)}” is no policy. There is: {', '.join(Policy)}.") from None


def zone_in(text: str) -> str:
    """A zone's name as it is kept; blank for whichever this computer has. Raises UsageError."""
    name = "" if text == "computer" else text
    zone_named(name)
    return name


def schedule_in(text: str) -> str:
    """A schedule as it is kept; blank for that of all pairs. Raises UsageError."""
    if text.strip().casefold() == "default":
        return ""
    try:
        return str(parsed(text))
    except ValueError as error:
        raise UsageError(detail=f"“{plain(text)}” is no schedule. {error}") from None


def _length(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(detail=f"“{plain(text)}” is not a number of characters.")
    return int(text)
