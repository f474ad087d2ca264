"""``airsync-gui pair add``: a local table and an Airtable table become a pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from airsync_gui.app import LOOPBACK, App
from airsync_gui.carried import IN_PART, read_only_line
from airsync_gui.cli.common import account_of, account_option, app_command, split_pair
from airsync_gui.cli.creating import Creation, create_first, creating_options, way_of
from airsync_gui.cli.many_keys import ManyKeys
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import airtable_name, quoted
from airsync_gui.cli.pair_rules import Rules, lengths_in, policies_in, renames_in, rule_options, schedule_in, zone_in
from airsync_gui.messages import plain
from airsync_gui.new_tables import Wanted
from airsync_gui.pair_setup import Wishes, check_key, find_table, make_pair
from airsync_gui.settings.document import NewPairs
from airsync_gui.settings.pair_entries import new_pair_id
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.sync.schema import TableSchema

ADD_HELP = """
Examples:
  airsync-gui pair add Meals --local meals.csv --airtable Habits/Meals --key "Meal id"
  airsync-gui pair add Runs --local health.db#workouts --airtable Habits/Workouts --key Day
  airsync-gui pair add Visits --local v.csv --airtable "Team base/Visits" --key Place Day
  airsync-gui pair add Prices --local p.csv --airtable Shop/Products --key SKU \\
      --direction push --map cost=Price --field-policy Notes=merge
  airsync-gui pair add Books --local books.csv --airtable Home/Books --key Title --create-table
  airsync-gui pair add Books --local books.csv --airtable Home/Books --key Title --create-local --yes
"""


@click.command("add", cls=ManyKeys, epilog=verbatim(ADD_HELP))
@click.argument("name")
@click.option(
    "--local",
    "source",
    required=True,
    metavar="SOURCE",
    help="The table on this computer: a .csv, .tsv, .json or .jsonl file, a list in a JSON file as log.json#entries, "
    "a sheet of a workbook as book.xlsx#Sheet1, a folder of Markdown notes as notes/, a table of an SQLite database "
    "as data.db#table, or one of a server as postgresql://user@host/database#table or mysql://user@host/database#table.",
)
@click.option(
    "--airtable", "table", required=True, metavar="BASE/TABLE", help="The table in Airtable, each part by name or id."
)
@click.option(
    "--key",
    "keys",
    multiple=True,
    required=True,
    metavar="FIELD…",
    help="The field, or fields, that tell records apart on both sides.",
)
@account_option
@creating_options
@rule_options
@app_command
def add(app: App, name: str, source: str, table: str, keys: Sequence[str], account: str | None, **rules: Any) -> None:
    """Bind a local table to an Airtable table. Nothing is written to either, but what --create-… makes.

    Columns and fields with equal names belong together by themselves. Where a side, or a field, is still missing,
    --create-table, --create-fields and --create-local propose it from the other one, and make it with --yes.
    """
    from airsync_gui.local.sources import absolute_source

    account = account_of(account)
    app.settings.check_new_name(name)
    app.passwords.offer(source)
    source = absolute_source(source)
    if not create_first(app, account, _creation(app, source, table, keys, rules)):
        return
    local = app.open_source(source)
    columns = local.headers()
    schema = find_table(app.metadata(account), table)
    new = make_pair(
        _wishes(name, source, keys, account, rules, app.settings.read().new_pairs),
        columns,
        schema,
        pair_id=new_pair_id(),
        endpoint=app.endpoint_name,
    )
    fields = schema.by_id()
    reading = app.open_source(source, time_column=new.time_column).read(
        {column: fields[field_id] for field_id, column in new.columns.items()}
    )
    app.passwords.keep(source)
    app.settings.add(new)
    click.echo(f"Added the pair {plain(name)}: {plain(local.name)} and Airtable {airtable_name(new)}.")
    click.echo(f"  Key: {', '.join(new.columns[f] for f in new.key)}. {check_key(new, reading.rows)}.")
    _tell_left_out(new, columns, schema)
    if new.endpoint == LOOPBACK:
        click.echo("  This pair is for a sandbox on this computer: it is never sent to Airtable itself.")
    click.echo(f"See what a first sync would do: airsync-gui sync {quoted(name)} --dry-run")


def _creation(app: App, source: str, table: str, keys: Sequence[str], rules: dict[str, Any]) -> Creation:
    wanted = Wanted(
        key=keys,
        names=renames_in(rules),
        types=dict(split_pair(text, "a COLUMN=TYPE") for text in rules["types"]),
        left_out=[rules["time_column"]] if rules["time_column"] else [],
    )
    return Creation(way_of(rules), source, table, partial(app.open_source, source), wanted, rules["yes"])


def _wishes(name: str, source: str, keys: Sequence[str], account: str, rules: Rules, usual: NewPairs) -> Wishes:
    return Wishes(
        name=name,
        source=source,
        key=keys,
        account=account,
        renames=renames_in(rules),
        direction=Direction(rules["direction"] or usual.direction),
        drift=Drift(rules["drift"] or Drift.LEAVE),
        deletes=Deletes(rules["deletes"] or usual.deletes),
        policy=Policy(rules["policy"] or usual.policy),
        policies=policies_in(rules),
        version_field=rules["version_field"],
        stamp_field=rules["stamp_field"],
        time_column=rules["time_column"],
        zone=zone_in(rules["zone"]) if rules["zone"] is not None else None,
        required=rules["required"],
        max_length=lengths_in(rules),
        create_choices=bool(rules["create_choices"]),
        escape_formulas=bool(rules["escape_formulas"]),
        rolling=bool(rules["rolling"]),
        ask_first=bool(rules["ask_first"]),
        change_feed=rules["change_feed"] is not False,
        check_hours=6.0 if rules["check_hours"] is None else rules["check_hours"],
        schedule=schedule_in(rules["schedule"] or "default"),
    )


def _tell_left_out(known: Pair, columns: Sequence[str], schema: TableSchema) -> None:
    mapped = set(known.columns.values())
    ours = known.kept_by_us()
    left_columns = [plain(column) for column in columns if column not in mapped and column != known.time_column]
    left_fields = [plain(f.name) for f in schema.fields if f.id not in known.columns and f.id not in ours]
    mapped_fields = [f for f in schema.fields if f.id in known.columns]
    read_only = [read_only_line(f) for f in mapped_fields if f.read_only]
    in_part = [f"{plain(f.name)} ({IN_PART[f.type]})" for f in mapped_fields if not f.read_only and f.type in IN_PART]
    if read_only:
        click.echo(f"  Read only, never written in Airtable: {', '.join(read_only)}.")
    if in_part:
        click.echo(f"  Carried in part: {', '.join(in_part)}.")
    if left_columns:
        click.echo(f"  Columns that take no part: {', '.join(left_columns)}.")
    if left_fields:
        click.echo(f"  Fields that take no part: {', '.join(left_fields)}.")
