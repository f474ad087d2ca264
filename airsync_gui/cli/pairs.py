"""``airsync-gui pair``: what is kept in step with what, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from airsync_gui.app import LOOPBACK, App
from airsync_gui.carried import IN_PART, read_only_line
from airsync_gui.cli.common import account_of, account_option, app_command, json_option, split_pair
from airsync_gui.cli.creating import Creation, create_first, creating_options, way_of
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import print_items, print_json, print_table, quoted
from airsync_gui.errors import AirSyncError, UsageError
from airsync_gui.local.source_names import split_source
from airsync_gui.messages import describe, plain
from airsync_gui.new_tables import Wanted
from airsync_gui.pair_setup import (
    Wishes,
    change_field_rules,
    check_key,
    check_rules,
    find_table,
    make_pair,
    map_anew,
    unmap,
)
from airsync_gui.schedule import parsed
from airsync_gui.settings import NewPairs, new_pair_id
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.sync.schema import TableSchema


class ManyKeys(click.Command):
    """Takes ``--key A B`` as well as ``--key A --key B``: names up to the next option belong to the key.

    The pair's own name is never taken for one: where it has not been given before, ``--key`` takes one name.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat ``--key`` before each of its names."""
        with_value = {name for option in self.params if _takes_value(option) for name in option.opts}
        spread: list[str] = []
        before, named = "", False
        for position, arg in enumerate(args):
            if arg == "--":  # from here on nothing is an option
                spread += args[position:]
                break
            if before == "--key" and spread[-1] != "--key" and named and not arg.startswith("-"):
                spread += ["--key", arg]
                continue
            is_value = bool(spread) and spread[-1] in with_value
            spread.append(arg)
            if not is_value:
                before = arg.partition("=")[0] if arg.startswith("-") else ""
                named = named or not arg.startswith("-")
        return super().parse_args(ctx, spread)


def _takes_value(option: click.Parameter) -> bool:
    return isinstance(option, click.Option) and not option.is_flag


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


@click.group()
def pair() -> None:
    """The pairs: one local table and one Airtable table each."""


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


@pair.command("add", cls=ManyKeys, epilog=verbatim(ADD_HELP))
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
    click.echo(f"Added the pair {plain(name)}: {plain(local.name)} and Airtable {_airtable_name(new)}.")
    click.echo(f"  Key: {', '.join(new.columns[f] for f in new.key)}. {check_key(new, reading.rows)}.")
    _tell_left_out(new, columns, schema)
    if new.endpoint == LOOPBACK:
        click.echo("  This pair is for a sandbox on this computer: it is never sent to Airtable itself.")
    click.echo(f"See what a first sync would do: airsync-gui sync {quoted(name)} --dry-run")


def _creation(app: App, source: str, table: str, keys: Sequence[str], rules: dict[str, Any]) -> Creation:
    wanted = Wanted(
        key=keys,
        names=dict(split_pair(text, "a COLUMN=FIELD") for text in rules["maps"]),
        types=dict(split_pair(text, "a COLUMN=TYPE") for text in rules["types"]),
        left_out=[rules["time_column"]] if rules["time_column"] else [],
    )
    return Creation(way_of(rules), source, table, partial(app.open_source, source), wanted, rules["yes"])


def _wishes(
    name: str, source: str, keys: Sequence[str], account: str, rules: dict[str, Any], usual: NewPairs
) -> Wishes:
    return Wishes(
        name=name,
        source=source,
        key=keys,
        account=account,
        renames=dict(split_pair(text, "a COLUMN=FIELD") for text in rules["maps"]),
        direction=Direction(rules["direction"] or usual.direction),
        drift=Drift(rules["drift"] or Drift.LEAVE),
        deletes=Deletes(rules["deletes"] or usual.deletes),
        policy=Policy(rules["policy"] or usual.policy),
        policies={f: _policy(p) for f, p in (split_pair(text, "a FIELD=POLICY") for text in rules["field_policies"])},
        version_field=rules["version_field"],
        stamp_field=rules["stamp_field"],
        time_column=rules["time_column"],
        required=rules["required"],
        max_length={f: _length(n) for f, n in (split_pair(text, "a FIELD=NUMBER") for text in rules["max_lengths"])},
        create_choices=bool(rules["create_choices"]),
        escape_formulas=bool(rules["escape_formulas"]),
        rolling=bool(rules["rolling"]),
        ask_first=bool(rules["ask_first"]),
        change_feed=rules["change_feed"] is not False,
        check_hours=6.0 if rules["check_hours"] is None else rules["check_hours"],
        schedule=_schedule(rules["schedule"] or "default"),
    )


def _policy(text: str) -> Policy:
    try:
        return Policy(text)
    except ValueError:
        raise UsageError(detail=f"“{plain(text)}” is no policy. There is: {', '.join(Policy)}.") from None


def _schedule(text: str) -> str:
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


def _airtable_name(known: Pair) -> str:
    sandbox = " (sandbox)" if known.endpoint == LOOPBACK else ""
    return f"{plain(known.base_name or known.base_id)} › {plain(known.table_name or known.table_id)}{sandbox}"


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


@pair.command("list")
@json_option
@app_command
def list_pairs(app: App, as_json: bool) -> None:
    """All pairs."""
    pairs = app.settings.pairs()
    if as_json:
        print_items([summary(known) for known in pairs])
        return
    rows = [(p.name, _airtable_name(p), p.direction, "paused" if p.paused else "", p.source) for p in pairs]
    heads = ("name", "in airtable", "direction", "", "on this computer")
    print_table(heads, rows, "No pairs yet: airsync-gui pair add …")


def summary(known: Pair) -> dict[str, Any]:
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
    fields = [
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
    left_columns, left_fields, styles = _left_out(app, known)
    if as_json:
        left = {"columns_without_field": left_columns, "fields_without_column": left_fields, "styles": styles}
        print_json({**summary(known), "items": fields, **left})
        return
    click.echo(f"{plain(known.name)}: {plain(known.source)} and Airtable {_airtable_name(known)}")
    drift = f", drift {known.drift}" if known.direction is not Direction.BOTH else ""
    click.echo(f"Direction {known.direction}{drift}, deletes {known.deletes}, policy {known.policy}")
    if known.schedule:
        click.echo(f"Synced by itself: {known.schedule}")
    if known.ask_first:
        click.echo("Nothing is written in Airtable before somebody has seen it")
    if known.budget is not None:
        click.echo(f"At most {known.budget:,} calls a month")
    rows = [
        (f["column"], f["field"], f["type"], "key" if f["key"] else "", f["policy"], styles.get(str(f["column"]), ""))
        for f in fields
    ]
    print_table(("column", "field", "type", "", "policy", "written as"), rows, "No fields.")
    if left_columns:
        click.echo(f"Columns that take no part: {plain(', '.join(left_columns))}")
    if left_fields:
        click.echo(f"Fields that take no part: {plain(', '.join(left_fields))}")


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


SET_PAIR_HELP = """
Examples:
  airsync-gui pair set Meals --policy last-write-wins
  airsync-gui pair set Meals --map "Kcal=Calories" --unmap Photos
  airsync-gui pair set Meals --local ~/lists/meals.csv --rename Food
  airsync-gui pair set Meals --schedule "change, 07:00, 19:30"
"""


@pair.command("set", epilog=verbatim(SET_PAIR_HELP))
@click.argument("name")
@click.option("--rename", metavar="NEW", help="Give the pair another name; its state stays.")
@click.option("--local", "source", metavar="SOURCE", help="The table on this computer has moved here.")
@account_option
@click.option("--unmap", "unmaps", multiple=True, metavar="FIELD", help="Take a field out of the pair. Repeatable.")
@click.option(
    "--budget",
    type=click.IntRange(min=0),
    metavar="N",
    help="Most calls to Airtable a month: a sync that would take more stops before it writes. 0: no such limit.",
)
@rule_options
@app_command
def set_pair(app: App, name: str, rename: str | None, source: str | None, account: str | None, **rules: Any) -> None:
    """Change a pair's rules; what is not named stays. Fields mapped anew are matched as on a first run."""
    from airsync_gui.local.sources import absolute_source

    if source:
        app.passwords.offer(source)
        app.open_source(source)  # nothing is opened but a database of which no table is named, to say which there are
    known = app.settings.pair(name)
    if not any((rename, source, account, *(value not in (None, ()) for value in rules.values()))):
        raise UsageError(detail="Say what to change: airsync-gui pair set --help lists the options.")
    with app.holding(known):
        changed = _changed(app, known, rules)
        changed = replace(
            changed,
            source=absolute_source(source) if source else changed.source,
            account=account or changed.account,
        )
        app.passwords.keep(changed.source)
        if rename and rename != known.name:
            app.settings.check_new_name(rename)
            app.settings.rename(known.name, rename)
            changed = replace(changed, name=rename)
        app.settings.replace(changed)
    click.echo(f"Changed the pair {plain(changed.name)}.")


def _changed(app: App, known: Pair, rules: dict[str, Any]) -> Pair:
    """The pair with the rules that were given; what was not named stays. Airtable is asked only for field names."""
    fields_named = any(rules[name] for name in _NAMING_FIELDS)
    schema = app.schema(known, refresh=True) if fields_named else None
    columns = app.local_table(known).read({}).columns if rules["maps"] or rules["time_column"] else ()
    changed = unmap(known, rules["unmaps"], schema)
    if schema is not None:
        renames = dict(split_pair(text, "a COLUMN=FIELD") for text in rules["maps"])
        changed = map_anew(changed, renames, columns, schema)
        changed = change_field_rules(
            changed,
            schema,
            policies={f: _policy(p) for f, p in (split_pair(t, "a FIELD=POLICY") for t in rules["field_policies"])},
            max_length={f: _length(n) for f, n in (split_pair(t, "a FIELD=NUMBER") for t in rules["max_lengths"])},
            required=rules["required"],
            version_field=rules["version_field"],
            stamp_field=rules["stamp_field"],
        )
    names = ("time_column", "create_choices", "escape_formulas", "rolling", "ask_first", "change_feed", "check_hours")
    given = {name: rules[name] for name in names if rules[name] is not None}
    given |= {"schedule": _schedule(rules["schedule"])} if rules["schedule"] is not None else {}
    given |= {"budget": rules["budget"] or None} if rules["budget"] is not None else {}
    kinds = {"direction": Direction, "drift": Drift, "deletes": Deletes, "policy": Policy}
    given |= {name: kind(rules[name]) for name, kind in kinds.items() if rules[name] is not None}
    changed = replace(changed, **given)
    check_rules(changed, columns)
    return changed


_NAMING_FIELDS = ("maps", "field_policies", "version_field", "stamp_field", "required", "max_lengths")


@pair.command("pause")
@click.argument("name")
@app_command
def pause(app: App, name: str) -> None:
    """Leave a pair out of every sync that does not name it."""
    app.settings.replace(replace(app.settings.pair(name), paused=True))
    click.echo(f"Paused {plain(name)}: a sync takes it along only when it is named.")


@pair.command("resume")
@click.argument("name")
@app_command
def resume(app: App, name: str) -> None:
    """Take a paused pair back in."""
    app.settings.replace(replace(app.settings.pair(name), paused=False))
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
