"""``airsync-gui explain``: why one record looks as it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option, tell
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import json_value, named, print_json, print_table, shown, when
from airsync_gui.errors import AirSyncError, Cancelled, NotFound
from airsync_gui.explanation import FieldSeen, explained, label_of, operation_sentence
from airsync_gui.messages import plain
from airsync_gui.plan_words import side_name
from airsync_gui.state.history import ChangeRow
from airsync_gui.state.story import Story
from airsync_gui.sync.look import Look
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId

NOW_HEADS = ("here now", "airtable now", "changed")

EXPLAIN_HELP = """
Examples:
  airsync-gui explain Meals "Lunch, 12 May"
  airsync-gui explain Meals recXXXXXXXXXXXXXX --offline

KEY is the record's key as AirSync shows it (several key fields with ", " between them), or its id in Airtable.
"""


@click.command(epilog=verbatim(EXPLAIN_HELP))
@click.argument("name", metavar="PAIR")
@click.argument("key", metavar="KEY")
@click.option("--offline", is_flag=True, help="Only what AirSync remembers: no look at either side.")
@json_option
@app_command
def explain(app: App, name: str, key: str, offline: bool, as_json: bool) -> None:
    """What each side of a record looked like and has now, what was done to it, in which run and by which rule.

    It reads the local table and asks Airtable for this one record; nothing is changed.
    """
    pair = app.settings.pair(name)
    stories = _stories(app, pair, key)
    looks = {story.uid: None if offline else _look(app, pair, story) for story in stories}
    if as_json:
        print_json({"items": [_json(story, looks[story.uid], pair) for story in stories]})
        return
    for number, story in enumerate(stories):
        if number:
            click.echo()
        _tell(story, looks[story.uid], pair)


def _stories(app: App, pair: Pair, key: str) -> list[Story]:
    from airsync_gui.state import story

    with app.database.reading() as db:
        found = [story.tell(db, pair, uid) for uid in story.find(db, pair, key)]
    if not found:
        raise NotFound(what="record", name=key, where=f"what AirSync knows of {pair.name}")
    return found


def _look(app: App, pair: Pair, story: Story) -> Look | None:
    """Both sides now; where they can't be looked at, what is remembered is told all the same."""
    try:
        return app.look_at(pair, story.uid)
    except Cancelled:
        raise
    except AirSyncError as error:
        tell(error)
        return None


# -- for people -----------------------------------------------------------------------------------------------------


def _tell(story: Story, look: Look | None, pair: Pair) -> None:
    found = explained(story, look, pair, when)
    ids = f", {found.record_id} in Airtable" if found.record_id else ""
    click.echo(f"{plain(found.record, 60)} ({found.uid}{ids})")
    for sentence in found.standing:
        click.echo(f"  {sentence}")
    if found.fields:
        heads = ("  field", "last here", "last in airtable", *(NOW_HEADS if found.looked else ()))
        print_table(heads, [_field(seen, looked=found.looked) for seen in found.fields], "")
    for sentence in found.to_come:
        click.echo(f"  {sentence}")
    _tell_changes(story, pair)


def _field(seen: FieldSeen, *, looked: bool) -> tuple[str, ...]:
    sides = (seen.local, seen.airtable)
    before = [shown(side.last) if side.known else "–" for side in sides]
    now = [side.problem or (shown(side.now) if side.there else "(not there)") for side in sides]
    return (f"  {seen.name}", *before, *((*now, seen.changed_where) if looked else ()))


def _tell_changes(story: Story, pair: Pair) -> None:
    rows = [
        (
            f"  {change.run_id}",
            when(change.at),
            change.kind,
            side_name(change.side),
            pair.field_names.get(f, f),
            shown(change.before.get(f)),
            shown(change.after.get(f)),
            change.rules.get(f, "") + (", over an edit there" if f in change.overwrites else ""),
        )
        for change in story.changes
        for f in change.after or change.before
    ]
    click.echo("  What was done to it:" if rows else "  No run has written it yet.")
    if rows:
        print_table(("  run", "when", "what", "side", "field", "before", "after", "why"), rows, "")


# -- for programs ---------------------------------------------------------------------------------------------------


def _json(story: Story, look: Look | None, pair: Pair) -> dict[str, Any]:
    names = pair.field_names
    known = story.memory
    return {
        "id": story.uid,
        "pair": pair.name,
        "record": label_of(story, pair),
        "record_id": known.record_id if known else None,
        "known": known is not None,
        "left_alone_on": str(known.tombstone) if known and known.tombstone else None,
        "in_step_at": story.in_step_at.isoformat() if story.in_step_at else None,
        "last_local": named(known.local, names) if known else None,
        "last_airtable": named(known.airtable, names) if known else None,
        "looked": look is not None,
        "local": named(look.local.values, names) if look and look.local else None,
        "airtable": named(look.airtable.values, names) if look and look.airtable else None,
        "next": [operation_sentence(op, pair) for op in look.plan.operations] if look else [],
        "conflict": story.conflict.conflict.kind if story.conflict else None,
        "refused": [str(messages.describe(row.error)) for row in story.waiting if row.error],
        "held": [{"side": side, "reason": reason, "detail": detail} for side, reason, detail in story.held],
        "settled": [
            {"kind": row.conflict.kind, "closed": row.closed_at.isoformat(), "how": row.how} for row in story.closed
        ],
        "changes": [_change_json(change, story, names) for change in story.changes],
    }


def _change_json(change: ChangeRow, story: Story, names: Mapping[FieldId, str]) -> dict[str, Any]:
    """What one run did to the record, field by field."""
    return {
        "id": change.id,
        "run": change.run_id,
        "run_kind": story.run_kinds.get(change.run_id),
        "at": change.at.isoformat(),
        "side": str(change.side),
        "kind": change.kind,
        "fields": {
            names.get(f, f): {
                "before": json_value(change.before.get(f)),
                "after": json_value(change.after.get(f)),
                "other_side": json_value(change.other.get(f)),
                "rule": change.rules.get(f),
                "overwrote_an_edit": f in change.overwrites,
            }
            for f in change.after or change.before
        },
    }
