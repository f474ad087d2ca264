"""``pair add --create-…``: the table, the fields or the local table that a new pair lacks, shown and then made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from msgspec import Struct

from airsync_gui.app import App
from airsync_gui.cli.output import print_table
from airsync_gui.errors import NotFound, UsageError
from airsync_gui.field_proposals import FieldProposal
from airsync_gui.local.new_file import create_local_table
from airsync_gui.local.sources import OpenTable
from airsync_gui.messages import plain
from airsync_gui.new_tables import (
    Wanted,
    fields_for_local,
    make_fields,
    make_table,
    place_for,
    propose_fields,
    propose_missing,
)
from airsync_gui.pair_setup import find_table
from airsync_gui.sync.schema import TableSchema
from airsync_gui.value_words import many

WAYS = ("create_table", "create_fields", "create_local")


def creating_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What ``pair add`` can make first."""
    options = (
        click.option(
            "--create-table",
            is_flag=True,
            help="Make the Airtable table, with a field for each column. TABLE is the new table's name.",
        ),
        click.option("--create-fields", is_flag=True, help="Make the fields that the Airtable table lacks."),
        click.option(
            "--create-local",
            is_flag=True,
            help="Make the local table, with a column for each field: a .csv or .tsv file, a sheet of a new workbook, "
            "or a table of a database.",
        ),
        click.option(
            "--type",
            "types",
            multiple=True,
            metavar="COLUMN=TYPE",
            help="The Airtable type of a new field, in place of the one proposed. Repeatable.",
        ),
        click.option("--yes", is_flag=True, help="Make what is proposed; without it, it is only shown."),
    )
    for option in reversed(options):
        function = option(function)
    return function


class Creation(Struct, frozen=True):
    """What a person asked for, beside what there is.

    Attributes:
        way: one of WAYS; empty where nothing is to be made.
        table: ``BASE/TABLE`` as typed.
        open_table: opens the local table.
        yes: make it; else it is only shown.
    """

    way: str
    source: str
    table: str
    open_table: Callable[[], OpenTable]
    wanted: Wanted
    yes: bool = False

    @property
    def names(self) -> Mapping[str, str]:
        """Column → field name, where they differ."""
        return self.wanted.names


def way_of(chosen: Mapping[str, Any]) -> str:
    """Which one of the options was given. Raises UsageError for several, or for what goes with none."""
    ways = [way for way in WAYS if chosen[way]]
    if len(ways) > 1:
        raise UsageError(detail="--create-table, --create-fields and --create-local: give one of them.")
    if not ways and chosen["yes"]:
        raise UsageError(detail="--yes goes with --create-table, --create-fields or --create-local.")
    if chosen["types"] and (not ways or ways == ["create_local"]):
        raise UsageError(detail="--type goes with --create-table or --create-fields.")
    return ways[0] if ways else ""


def create_first(app: App, account: str, creation: Creation) -> bool:
    """Make what is lacking, or show it; whether the pair can be added now."""
    work = {"create_table": _table, "create_fields": _fields, "create_local": _local}.get(creation.way)
    if work is None:
        return True
    ready = work(app, account, creation)
    if not ready:
        click.echo("Nothing was made. To make it and add the pair, give the same command with --yes.")
    return ready


def _table(app: App, account: str, creation: Creation) -> bool:
    metadata = app.metadata(account)
    base, name = place_for(metadata, creation.table)
    local = creation.open_table()
    proposals = propose_fields(local, local.headers(), creation.wanted)
    where = f"{plain(base.name)} › {plain(name)}"
    if not creation.yes:
        _show(f"The table {where} would be made in Airtable, with {many(len(proposals), 'field')}:", proposals)
        return False
    make_table(metadata, base.id, name, proposals)
    click.echo(f"Made the table {where} in Airtable, with {many(len(proposals), 'field')}.")
    return True


def _fields(app: App, account: str, creation: Creation) -> bool:
    metadata = app.metadata(account)
    schema = find_table(metadata, creation.table)
    local = creation.open_table()
    proposals = propose_missing(local, local.headers(), schema, creation.wanted)
    if not proposals:
        click.echo("Every column has its field already.")
        return True
    where = f"{plain(schema.base_name)} › {plain(schema.name)}"
    if not creation.yes:
        _show(f"{many(len(proposals), 'field')} would be made in {where}:", proposals)
        return False
    make_fields(metadata, schema, proposals)
    click.echo(f"Made in {where}: {', '.join(plain(p.field_name) for p in proposals)}.")
    return True


def _local(app: App, account: str, creation: Creation) -> bool:
    schema = find_table(app.metadata(account), creation.table)
    fields = fields_for_local(schema, creation.names)
    key = {_key_id(name, schema, creation.names) for name in creation.wanted.key}
    names = ", ".join(plain(f.name) for f in fields)
    if not creation.yes:
        click.echo(f"{plain(creation.source)} would be made, with the columns {names}; a first sync fills it.")
        return False
    create_local_table(creation.source, fields, key, app.passwords)
    click.echo(f"Made {plain(creation.source)}, with the columns {names}.")
    return True


def _key_id(name: str, schema: TableSchema, names: Mapping[str, str]) -> str:
    found = schema.find(names.get(name, name))
    if found is None:
        raise NotFound(what="field", name=name, where=schema.name, choices=[f.name for f in schema.fields])
    return found.id


def _show(sentence: str, proposals: Sequence[FieldProposal]) -> None:
    click.echo(sentence)
    rows = [(f"  {p.column}", p.field_name, p.type, _details(p), p.why) for p in proposals]
    print_table(("  column", "field", "type", "", "why"), rows, "")


def _details(proposal: FieldProposal) -> str:
    options = proposal.options
    if choices := options.get("choices"):
        return ", ".join(str(choice["name"]) for choice in choices)
    if "precision" in options:
        return f"{options['precision']} decimals" if options["precision"] else ""
    return ""
