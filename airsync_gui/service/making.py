"""What a new pair lacks, for the wizard: an Airtable table for a file, or a file for an Airtable table."""

from __future__ import annotations

from collections.abc import Sequence

from airsync_gui.app import App
from airsync_gui.field_proposals import FieldProposal
from airsync_gui.jobs.wizard_choices import TableChoice
from airsync_gui.local.new_file import create_local_table
from airsync_gui.local.sources import absolute_source
from airsync_gui.new_tables import Wanted, fields_for_local, make_table, propose_fields
from airsync_gui.sync.ports import Cancel


def propose_table(app: App, source: str, key: Sequence[str]) -> list[FieldProposal]:
    """A field for each column of a local table."""
    table = app.open_source(absolute_source(source))
    return propose_fields(table, table.headers(), Wanted(key[:1]))


def new_table(
    app: App, account: str, base_id: str, name: str, proposals: Sequence[FieldProposal], cancel: Cancel
) -> TableChoice:
    """Have Airtable make the table that was shown."""
    metadata = app.metadata(account).through(app.client(account).view(cancel))
    made = make_table(metadata, base_id, name, proposals)
    return TableChoice(base_id, made.table_id, made.name, made.fields)


def new_local(app: App, account: str, base_id: str, table_id: str, source: str) -> None:
    """Make a local table with a column for each field; its first field is the key of a database's table."""
    schema = app.metadata(account).table(base_id, table_id)
    fields = fields_for_local(schema, {})
    create_local_table(absolute_source(source), fields, {schema.primary_field_id}, app.passwords)
