"""``airsync-gui explain``: why one record looks as it does."""

from __future__ import annotations

from typing import Any

import click

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option, tell
from airsync_gui.cli.listings import HOW_WORDS, KIND_WORDS
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import json_value, named, print_json, print_table, shown, when
from airsync_gui.cli.sync import operation_sentence
from airsync_gui.errors import AirSyncError, Cancelled, NotFound
from airsync_gui.messages import at_side, plain, side_name
from airsync_gui.state.story import Story
from airsync_gui.sync.look import Look
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Row, Side, Values
from airsync_gui.sync.values import same

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
    known = story.memory
    ids = f", {known.record_id} in Airtable" if known and known.record_id else ""
    click.echo(f"{plain(_label(story, pair), 60)} ({story.uid}{ids})")
    for sentence in _state(story, pair):
        click.echo(f"  {sentence}")
    _tell_fields(story, look, pair)
    if look is not None:
        for sentence in _next(look, pair):
            click.echo(f"  {sentence}")
    _tell_changes(story, pair)


def _label(story: Story, pair: Pair) -> str:
    if story.memory is not None:
        values = story.memory.local or story.memory.airtable
        return ", ".join(str(part) for part in pair.key_of(values) if part is not None) or story.uid
    return story.changes[-1].label if story.changes else story.uid


def _state(story: Story, pair: Pair) -> list[str]:
    """Where the record stands, as AirSync remembers it."""
    said = []
    if story.memory is None:
        said.append("It is not remembered any more: it was gone on both sides.")
    elif story.memory.tombstone is not None:
        said.append(f"It is out of the pair: it was deleted on one side and is left {at_side(story.memory.tombstone)}.")
    elif story.in_step_at is not None:
        said.append(f"What was last in step is of {when(story.in_step_at)}.")
    if story.conflict is not None:
        kind = KIND_WORDS[story.conflict.conflict.kind]
        names = ", ".join(plain(pair.field_names.get(f, f), 40) for f in story.conflict.conflict.fields)
        said.append(f"It waits for you as a conflict since {when(story.conflict.opened_at)}: {kind}.")
        if names:
            said.append(f"The fields in question: {names}.")
    for row in story.waiting:
        if row.error is not None:
            said.append(f"Refused {at_side(row.operation.side)}: {messages.describe(row.error)}")
        else:
            said.append(f"Waits to be written {at_side(row.operation.side)} ({row.state.replace('_', ' ')}).")
    said += [f"Held {at_side(Side(side))}: {plain(detail)}." for side, _reason, detail in story.held]
    said += [
        f"A conflict was settled {when(row.closed_at)} {HOW_WORDS.get(row.how, row.how)}: "
        f"{KIND_WORDS[row.conflict.kind]}."
        for row in story.closed
    ]
    return said


def _tell_fields(story: Story, look: Look | None, pair: Pair) -> None:
    rows = [line for f in pair.columns if (line := _field(f, story, look, pair))]
    heads = ("  field", "last here", "last in airtable", *(("here now", "airtable now", "changed") if look else ()))
    if rows:
        print_table(heads, [(f"  {name}", *rest) for name, *rest in rows], "")


def _field(field_id: FieldId, story: Story, look: Look | None, pair: Pair) -> tuple[str, ...] | None:
    sides = [story.memory.local, story.memory.airtable] if story.memory else [{}, {}]
    now = [look.local, look.airtable] if look else []
    values: list[Values] = [*sides, *(row.values for row in now if row)]
    if all(each.get(field_id) is None for each in values):
        return None
    before = [shown(side[field_id]) if field_id in side else "–" for side in sides]
    present = ["(not there)" if row is None else _cell(row, field_id) for row in now]
    changed = [_changed(side, row, field_id) for side, row in zip(sides, now, strict=False)] if look else []
    where = " and ".join(at_side(side) for side, moved in zip(Side, changed, strict=False) if moved)
    return (pair.field_names.get(field_id, field_id), *before, *present, *([where] if look else []))


def _cell(row: Row, field_id: FieldId) -> str:
    problem = row.problems.get(field_id)
    return f"{problem.text!r} {problem.rule}" if problem else shown(row.values.get(field_id))


def _changed(before: Values, row: Row | None, field_id: FieldId) -> bool:
    if row is None or field_id not in before:
        return False
    return field_id in row.problems or not same(row.values.get(field_id), before[field_id])


def _next(look: Look, pair: Pair) -> list[str]:
    """What a sync would do to it now."""
    plan = look.plan
    said = [f"The next sync would {operation_sentence(op, pair)}." for op in plan.operations]
    said += [f"The next sync would be refused: {messages.describe(refusal.error)}" for refusal in plan.refusals]
    said += [f"The next sync would leave it to you: {KIND_WORDS[conflict.kind]}." for conflict in plan.conflicts]
    return said or ["The next sync would not touch it."]


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
        "record": _label(story, pair),
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
        "changes": [
            {
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
            for change in story.changes
        ],
    }
