"""``airsync-gui duplicates``: records that stand in a table more than once, and merging them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, consent_of, json_option
from airsync_gui.cli.list_group import ListGroup
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import json_value, named, print_items, print_json, print_table, quoted, shown
from airsync_gui.cli.resolve import typed_values
from airsync_gui.cli.run_json import operations_json, refused_json, stops_json
from airsync_gui.cli.run_words import progress_line, tell_refused, tell_some, tell_stops
from airsync_gui.explanation import operation_sentence
from airsync_gui.messages import plain
from airsync_gui.plan_words import at_side
from airsync_gui.sync.duplicates import Group, merged
from airsync_gui.sync.duplicates_run import Found, MergeResult, Wish
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Row, Side, Value
from airsync_gui.value_words import many

DUPLICATES_HELP = """
Examples:
  airsync-gui duplicates Meals
  airsync-gui duplicates merge Meals 3f2a91c07d5e --keep recXXXXXXXXXXXXXX --dry-run
  airsync-gui duplicates merge Meals 3f2a91c07d5e --keep recXXXXXXXXXXXXXX --set Calories=610

Records are duplicates where their keys are equal but for capitals, space around them, and how letters are encoded.
"""


@click.group(cls=ListGroup, epilog=verbatim(DUPLICATES_HELP))
def duplicates() -> None:
    """Records that stand in a table more than once, here or in Airtable: list them, and merge them."""


@duplicates.command("list")
@click.argument("name", metavar="PAIR")
@json_option
@app_command
def list_duplicates(app: App, name: str, as_json: bool) -> None:
    """Each group of duplicates, with its records and the values in which they differ. Nothing is changed."""
    pair = app.settings.pair(name)
    found = app.duplicates(pair)
    if as_json:
        print_items([_group_json(group, found) for group in found.groups])
        return
    if not found.groups:
        click.echo("No duplicates.")
    for group in found.groups:
        _tell_group(group, found)


@duplicates.command()
@click.argument("name", metavar="PAIR")
@click.argument("group_id", metavar="GROUP")
@click.option("--keep", "kept", required=True, metavar="RECORD", help="The record that stays, as it is listed.")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help="What it shall have. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written and deleted; change nothing.")
@click.option("--yes", is_flag=True, help="Go on where a guard asks about many deletions.")
@click.option("--plan", "plan_id", metavar="ID", help="Carry out what the preview with this id showed, or nothing.")
@json_option
@app_command
def merge(
    app: App,
    name: str,
    group_id: str,
    kept: str,
    values: Sequence[str],
    dry_run: bool,
    yes: bool,
    plan_id: str | None,
    as_json: bool,
) -> int:
    """Merge a group into one of its records: its blanks are filled from the others, which are then deleted.

    Where values differ, those of the record that is kept stay, unless --set says otherwise. It is a run like any
    other: history shows it, and undo takes it back. The next sync carries it to the other side.
    """
    consent = consent_of(yes, plan_id, dry_run=dry_run)
    pair = app.settings.pair(name)
    wish = Wish(group_id, kept, typed_values(app, pair, values))
    progress = progress_line(pair)
    try:
        done = app.merge(pair, wish, dry_run=dry_run, consent=consent, report=progress)
    finally:
        progress(None)
    if as_json:
        print_json(_merge_json(done, pair, dry_run))
    else:
        _tell_merge(done, pair, dry_run)
    return 7 if done.result.refused else 0


# -- for people -----------------------------------------------------------------------------------------------------


def _tell_group(group: Group, found: Found) -> None:
    click.echo(f"{group.id}  {plain(group.label, 60)} {at_side(group.side)}: {many(len(group.rows), 'record')}")
    differing = _differing(group, found)
    names = [found.fields[f].name for f in differing]
    key = ", ".join(found.fields[f].name for f in found.pair.key if f in found.fields)
    rows = [
        (f"    {_name(row)}", _key(row, found.pair), *(shown(row.values.get(f)) for f in differing))
        for row in group.rows
    ]
    print_table(("    record", key or "key", *names), rows, "")
    why_not = found.why_not(group)
    pair = quoted(found.pair.name)
    click.echo(f"    {why_not or f'Merge them with: airsync-gui duplicates merge {pair} {group.id} --keep RECORD'}")


def _differing(group: Group, found: Found) -> dict[FieldId, tuple[Value, ...]]:
    """Fields in which they differ, blanks apart."""
    return dict(merged(group, group.rows[0], found.writable(), {}).differing)


def _name(row: Row) -> str:
    return row.label or row.row_id


def _key(row: Row, pair: Pair) -> str:
    return ", ".join(str(part) for part in pair.key_of(row.values))


def _tell_merge(done: MergeResult, pair: Pair, dry_run: bool) -> None:
    result, work = done.result, done.merge
    operations = result.plan.operations if dry_run else result.completed
    kept = f"{plain(_name(work.kept), 60)} {at_side(work.group.side)}"
    say = "would be merged into" if dry_run else "merged into"
    click.echo(f"{many(len(work.group.rows), 'record')} of {plain(work.group.label, 60)} {say} {kept}.")
    tell_some(operation_sentence(op, pair) for op in operations)
    tell_some(
        f"{plain(pair.field_names.get(f, f), 40)} differs: {', '.join(shown(v) for v in values)}; "
        f"{shown(work.values.get(f, work.kept.values.get(f)))} stays"
        for f, values in work.differing.items()
    )
    tell_refused(result.refused)
    if done.unmapped:
        names = ", ".join(plain(name, 40) for name in done.unmapped[:8])
        click.echo(f"  Not part of the pair, so neither merged nor kept: {names}")
    if dry_run:
        tell_stops(result.plan.stops)
        click.echo(f"  Plan {result.plan.id}, {many(result.plan.api_calls, 'write call')} to Airtable.")
    else:
        click.echo(f"  The next sync carries it over. To take it back: airsync-gui undo {result.run_id}")


# -- for programs ---------------------------------------------------------------------------------------------------


def _group_json(group: Group, found: Found) -> dict[str, Any]:
    names = found.pair.field_names
    differing = _differing(group, found)
    return {
        "id": group.id,
        "pair": found.pair.name,
        "side": str(group.side),
        "key": group.label,
        "same_key": group.twins,
        "records": [
            {
                "id": row.row_id if group.side is Side.AIRTABLE else _name(row),
                "known": found.memory_of(group.side, row) is not None,
                "values": named(row.values, names),
            }
            for row in group.rows
        ],
        "differing": {names.get(f, f): [json_value(value) for value in values] for f, values in differing.items()},
        "why_not": found.why_not(group) or None,
    }


def _merge_json(done: MergeResult, pair: Pair, dry_run: bool) -> dict[str, Any]:
    result, work = done.result, done.merge
    operations = result.plan.operations if dry_run else result.completed
    names = pair.field_names
    return {
        "id": result.run_id,
        "pair": pair.name,
        "group": work.group.id,
        "kept": _name(work.kept),
        "plan": result.plan.id,
        "write_calls": result.plan.api_calls,
        "items": operations_json(operations, pair),
        "differing": {names.get(f, f): [json_value(v) for v in values] for f, values in work.differing.items()},
        "unmapped": list(done.unmapped),
        "refused": refused_json(result.refused),
        "stops": stops_json(result.plan.stops),
        "calls": result.api_calls,
        "dry_run": dry_run,
    }
