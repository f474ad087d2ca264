"""``airsync-gui pair set``: change a pair's rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from airsync_gui.app import App
from airsync_gui.cli.common import account_option, app_command
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.pair_rules import Rules, lengths_in, policies_in, renames_in, rule_options, schedule_in, zone_in
from airsync_gui.errors import UsageError
from airsync_gui.messages import plain
from airsync_gui.pair_setup import change_field_rules, check_rules, map_anew, unmap
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy

if TYPE_CHECKING:
    from airsync_gui.sync.schema import TableSchema

SET_PAIR_HELP = """
Examples:
  airsync-gui pair set Meals --policy last-write-wins
  airsync-gui pair set Meals --map "Kcal=Calories" --unmap Photos
  airsync-gui pair set Meals --local ~/lists/meals.csv --rename Food
  airsync-gui pair set Meals --schedule "change, 07:00, 19:30"
"""
_NAMING_FIELDS = ("maps", "field_policies", "version_field", "stamp_field", "required", "max_lengths")
"""Options with names of fields, for which Airtable is asked."""


@click.command("set", epilog=verbatim(SET_PAIR_HELP))
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
    if rename and rename != known.name:
        app.settings.check_new_name(rename)
    with app.holding(known):
        change = _change_of(app, known, rules)

        def edit(pair: Pair) -> Pair:
            moved = absolute_source(source) if source else pair.source
            return replace(change(pair), source=moved, account=account or pair.account, name=rename or pair.name)

        app.passwords.keep(edit(known).source)  # what can't be is refused before
        changed = app.settings.change(known.id, edit)
    click.echo(f"Changed the pair {plain(changed.name)}.")


def _change_of(app: App, known: Pair, rules: Rules) -> Callable[[Pair], Pair]:
    """What puts the rules that were given into a pair; what was not named stays. Airtable is asked for field names."""
    fields_named = any(rules[name] for name in _NAMING_FIELDS)
    schema = app.schema(known, refresh=True) if fields_named else None
    columns = app.local_table(known).read({}).columns if rules["maps"] or rules["time_column"] else ()
    return partial(_with_rules, rules=rules, schema=schema, columns=columns)


def _with_rules(pair: Pair, rules: Rules, schema: TableSchema | None, columns: Sequence[str]) -> Pair:
    changed = unmap(pair, rules["unmaps"], schema)
    if schema is not None:
        changed = map_anew(changed, renames_in(rules), columns, schema)
        changed = change_field_rules(
            changed,
            schema,
            policies=policies_in(rules),
            max_length=lengths_in(rules),
            required=rules["required"],
            version_field=rules["version_field"],
            stamp_field=rules["stamp_field"],
        )
    changed = replace(changed, **_given(rules))
    check_rules(changed, columns)
    return changed


def _given(rules: Rules) -> dict[str, Any]:
    """The rules that name no field of Airtable's, as a pair has them; without those that were not given."""
    names = ("time_column", "create_choices", "escape_formulas", "rolling", "ask_first", "change_feed", "check_hours")
    given = {name: rules[name] for name in names if rules[name] is not None}
    given |= {"schedule": schedule_in(rules["schedule"])} if rules["schedule"] is not None else {}
    given |= {"zone": zone_in(rules["zone"])} if rules["zone"] is not None else {}
    given |= {"budget": rules["budget"] or None} if rules["budget"] is not None else {}
    kinds = {"direction": Direction, "drift": Drift, "deletes": Deletes, "policy": Policy}
    given |= {name: kind(rules[name]) for name, kind in kinds.items() if rules[name] is not None}
    return given
