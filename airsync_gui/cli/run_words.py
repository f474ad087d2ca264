"""What a run does and did, in lines for people: its progress, how much it wrote, what was refused or stopped."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import click

from airsync_gui import messages
from airsync_gui.messages import plain
from airsync_gui.plan_words import at_side, side_name, stop_sentence
from airsync_gui.sync.events import Event, Reading, Waiting, Writing
from airsync_gui.sync.guards import Stop
from airsync_gui.sync.operations import Operation, Refusal
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Side
from airsync_gui.value_words import many

SHOWN = 20
"""How many lines of each kind a person gets; ``--json`` has them all."""


def progress_line(pair: Pair) -> Callable[[Event | None], None]:
    """A line that is rewritten in place, on a terminal only; None ends it."""
    if sys.stderr is None or not sys.stderr.isatty():  # None: it was closed, as services have it
        return lambda _event: None
    name = plain(pair.name, 40)

    def show(event: Event | None) -> None:
        text = f"{name}: {_words(event)}" if event is not None else ""
        with suppress(OSError):  # the terminal was closed: its signal comes, too
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    return show


def _words(event: Event) -> str:
    if isinstance(event, Reading):
        return f"reading {side_name(event.side)}, {many(event.rows, 'record')}"
    if isinstance(event, Writing):
        share = event.done * 20 // event.total if event.total else 20
        bar = "█" * share + "░" * (20 - share)
        return f"writing to {side_name(event.side)} {bar} {event.done:,} of {event.total:,}"
    assert isinstance(event, Waiting)
    return f"{_WAITING[event.why]}, until {event.until.astimezone():%H:%M:%S}"


_WAITING = {
    "unknown_creates": "waiting for answers that were lost",
    "rate_limited": "Airtable asked for a pause",
    "retry": "trying again",
}


def counts(verb: str, operations: Sequence[Operation]) -> str:
    """What was done, by side: ``written: 3 new, 1 deleted in Airtable; 2 changed on this computer``."""
    found = Counter[tuple[Side, str]]((op.side, op.kind) for op in operations)
    parts = []
    for side in Side:
        words = [f"{found[side, kind]:,} {past}" for kind, past in _PAST.items() if found[side, kind]]
        if words:
            parts.append(f"{', '.join(words)} {at_side(side)}")
    return f"{verb}: {'; '.join(parts)}" if parts else "nothing to write"


_PAST = {"create": "new", "update": "changed", "delete": "deleted"}


def tell_some(sentences: Iterable[str]) -> None:
    """The first lines of many."""
    lines = list(sentences)
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … and {len(lines) - SHOWN:,} more (--json lists them all)")


def note_sentence(code: str, label: str, field: str, detail: str) -> str:
    """A note of a plan, for a person."""
    name, field = plain(label, 60), plain(field, 60)
    return {
        "computed_put_back": f"{name}: {field} is computed in Airtable; its local edit was put back.",
        "blank_ignored": f"Airtable has a wholly blank record ({name}); it is left out.",
        "sanitised": f"{name}: {field}: {plain(detail)} on the way to Airtable; the local value stays as it is.",
        "left_alone": f"{name} is out of the pair and left alone.",
        "link_waits": f"{name}: {field}: {plain(detail)}; the next sync brings it.",
        "rolled_out": f"{name} has left the local table by itself, and stays in Airtable.",
        "deletion_kept": f"{name} was deleted on one side and is kept on the other.",
    }.get(code, f"{name}: {plain(detail)}")


def tell_refused(refusals: Iterable[Refusal], *, waits: bool = True) -> None:
    """What a side did not take, and why; what to do about it where it waits in the queue."""
    told = ((each.operation.label, messages.describe(each.error)) for each in refusals)
    tell_some(f"Refused: {plain(label, 60)}: {said if waits else said.text}" for label, said in told)


def tell_stops(stops: Iterable[Stop]) -> None:
    """What would keep a plan from being carried out."""
    for stop in stops:
        click.echo(f"  A guard would stop this: {stop_sentence(stop)}")
