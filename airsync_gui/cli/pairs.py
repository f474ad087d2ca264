"""``airsync-gui pair``: what is kept in step with what, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from airsync_gui.app import LOOPBACK, App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import airtable_name, print_items, print_json, print_table, quoted
from airsync_gui.cli.pair_add import add
from airsync_gui.cli.pair_set import set_pair
from airsync_gui.errors import AirSyncError
from airsync_gui.local.source_names import split_source
from airsync_gui.messages import describe, plain
from airsync_gui.sync.pairs import Direction, Pair
from airsync_gui.sync.schema import with_present_names


@click.group()
def pair() -> None:
    """The pairs: one local table and one Airtable table each."""


pair.add_command(add)
pair.add_command(set_pair)


@pair.command("list")
@json_option
@app_command
def list_pairs(app: App, as_json: bool) -> None:
    """All pairs."""
    pairs = app.settings.pairs()
    if as_json:
        print_items([_summary(known) for known in pairs])
        return
    rows = [(p.name, airtable_name(p), p.direction, "paused" if p.paused else "", p.source) for p in pairs]
    heads = ("name", "in airtable", "direction", "", "on this computer")
    print_table(heads, rows, "No pairs yet: airsync-gui pair add …")


def _summary(known: Pair) -> dict[str, Any]:
    """One pair as JSON; ``id`` is its name, which every command takes."""
    return {
        "id": known.name,
        "local": known.source,
        "base_id": known.base_id,
        "base": known.base_name,
        "table_id": known.table_id,
        "table": known.table_name,
        "account": known.account,
        "key": [known.columns[f] for f in known.key],
        "direction": str(known.direction),
        "drift": str(known.drift),
        "deletes": str(known.deletes),
        "policy": str(known.policy),
        "paused": known.paused,
        "budget": known.budget,
        "zone": known.zone,
        "schedule": known.schedule or "default",
        "sandbox": known.endpoint == LOOPBACK,
    }


@pair.command("show")
@click.argument("name")
@json_option
@app_command
def show(app: App, name: str, as_json: bool) -> None:
    """One pair with its fields and rules, and the columns and fields that take no part."""
    known = app.settings.pair(name)
    left_columns, left_fields, styles = _left_out(app, known)
    if schema := app.known_schemas()(known):
        known = with_present_names(known, schema)
    fields = _fields(known)
    if as_json:
        left = {"columns_without_field": left_columns, "fields_without_column": left_fields, "styles": styles}
        print_json({**_summary(known), "items": fields, **left})
        return
    _tell_rules(known)
    rows = [
        (f["column"], f["field"], f["type"], "key" if f["key"] else "", f["policy"], styles.get(str(f["column"]), ""))
        for f in fields
    ]
    print_table(("column", "field", "type", "", "policy", "written as"), rows, "No fields.")
    if left_columns:
        click.echo(f"Columns that take no part: {plain(', '.join(left_columns))}")
    if left_fields:
        click.echo(f"Fields that take no part: {plain(', '.join(left_fields))}")


def _fields(known: Pair) -> list[dict[str, Any]]:
    """The mapped fields as JSON."""
    return [
        {
            "id": field_id,
            "column": column,
            "field": known.field_names.get(field_id, field_id),
            "type": known.field_types.get(field_id, ""),
            "key": field_id in known.key,
            "policy": str(known.policy_of(field_id)),
            "required": field_id in known.required,
            "max_length": known.max_length.get(field_id),
        }
        for field_id, column in known.columns.items()
    ]


def _tell_rules(known: Pair) -> None:
    """What holds for the whole pair."""
    click.echo(f"{plain(known.name)}: {plain(known.source)} and Airtable {airtable_name(known)}")
    drift = f", drift {known.drift}" if known.direction is not Direction.BOTH else ""
    click.echo(f"Direction {known.direction}{drift}, deletes {known.deletes}, policy {known.policy}")
    if known.schedule:
        click.echo(f"Synced by itself: {known.schedule}")
    if known.ask_first:
        click.echo("Nothing is written in Airtable before somebody has seen it")
    if known.budget is not None:
        click.echo(f"At most {known.budget:,} calls a month")


def _left_out(app: App, known: Pair) -> tuple[list[str], list[str], dict[str, str]]:
    """What has no partner, and how columns are written; as far as both sides can be looked at now."""
    columns: list[str] = []
    styles: dict[str, str] = {}
    names: list[str] = []
    try:
        schema = app.schema(known)
        names = [f.name for f in schema.fields if f.id not in known.columns]
        by_id = schema.by_id()
        reading = app.local_table(known).read({c: by_id[f] for f, c in known.columns.items() if f in by_id})
        columns = [c for c in reading.columns if c not in known.columns.values()]
        styles = dict(getattr(reading, "styles", {}))
    except AirSyncError as error:
        click.echo(f"Note: not everything could be looked at. {describe(error).text}", err=True)
    return columns, names, styles


@pair.command("pause")
@click.argument("name")
@app_command
def pause(app: App, name: str) -> None:
    """Leave a pair out of every sync that does not name it."""
    app.settings.change(name, lambda known: replace(known, paused=True))
    click.echo(f"Paused {plain(name)}: a sync takes it along only when it is named.")


@pair.command("resume")
@click.argument("name")
@app_command
def resume(app: App, name: str) -> None:
    """Take a paused pair back in."""
    app.settings.change(name, lambda known: replace(known, paused=False))
    click.echo(f"Resumed {plain(name)}.")


@pair.command("remove")
@click.argument("name")
@app_command
def remove(app: App, name: str) -> None:
    """Forget a pair and what is remembered of it. Neither the file nor Airtable is touched; history stays."""
    known = app.settings.pair(name)
    with app.holding(known):
        app.settings.remove(known.name)
        app.store.forget_pair(known.id)
    click.echo(f"Removed the pair {plain(known.name)}. {plain(known.source)} and the Airtable table are as they were.")


EXPORT_HELP = """
Example:
  airsync-gui pair export Meals > meals.toml
"""


@pair.command("export", epilog=verbatim(EXPORT_HELP))
@click.argument("names", nargs=-1, metavar="[NAME]…")
@app_command
def export(app: App, names: Sequence[str]) -> None:
    """Print pairs (all, if none is named) as TOML, for another profile or computer.

    It holds no secret and no state.
    """
    click.echo(app.settings.exported([app.settings.pair(name).name for name in names]), nl=False)


@pair.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@app_command
def import_pairs(app: App, file: Path) -> None:
    """Add the pairs of an exported file; each begins with a first sync."""
    for name in app.settings.import_from(file):
        click.echo(f"Added the pair {plain(name)}.")
        source = app.settings.pair(name).source
        parts = split_source(source)
        if not parts.server and not parts.path.exists():
            remedy = f"airsync-gui pair set {quoted(name)} --local SOURCE"
            click.echo(f"  {plain(source)} is not on this computer: {remedy}", err=True)
