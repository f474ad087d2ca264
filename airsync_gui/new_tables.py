"""New from old: a table or fields in Airtable for the columns of a local table, and a local table for an Airtable one.

First a proposal, which is shown; then :func:`make_table` or :func:`make_fields` asks Airtable for exactly that. It
takes a token with the scope ``schema.bases:write``. Records come with the first sync.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import NotFound, UsageError
from airsync_gui.field_proposals import FieldProposal, Samples, propose, with_types
from airsync_gui.sync.ports import LocalTable
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import Field, Kind, TableSchema
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.airtable.metadata import BaseInfo, Metadata


def samples_of(table: LocalTable, columns: Sequence[str]) -> list[Samples]:
    """What stands in these columns of a local table; rows that can't be read are left out."""
    as_text = {name: Field(f"{place}", name, "multilineText") for place, name in enumerate(columns)}
    rows = [row for row in table.read(as_text).rows if not row.malformed]
    of_lists = {f.id for f in as_text.values() if any(f.id in row.problems for row in rows)}
    as_lists = {name: Field(f.id, name, "multipleSelects") for name, f in as_text.items() if f.id in of_lists}
    lists = [row for row in table.read(as_lists).rows if not row.malformed] if as_lists else []
    return [_samples(name, f.id, lists if f.id in of_lists else rows) for name, f in as_text.items()]


def _samples(name: str, field_id: str, rows: Sequence[Row]) -> Samples:
    values = [value for row in rows if (value := row.values.get(field_id)) is not None]
    return Samples(name, [v for v in values if isinstance(v, str)], [v for v in values if isinstance(v, tuple)])


class Wanted(Struct, frozen=True):
    """What a person says about new fields.

    Attributes:
        key: the key's fields, by field or column.
        names: column → field name, where they differ.
        types: column → Airtable type, in place of the guess.
        left_out: columns that no field is made for.
    """

    key: Sequence[str]
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    left_out: Collection[str] = ()

    def name_of(self, column: str) -> str:
        """What a column's field is called."""
        return self.names.get(column, column.strip())


def propose_fields(table: LocalTable, columns: Sequence[str], wanted: Wanted) -> list[FieldProposal]:
    """A field for each of these columns of a local table, the key's first.

    Raises:
        UsageError: the names or types make no sense.
        NotFound: the key names no column.
        LocalTableError: it can't be read.
    """
    columns = [column for column in columns if column not in wanted.left_out]
    key = [_column_of(name, columns, wanted) for name in wanted.key]
    proposals = with_types(propose(samples_of(table, columns), key), wanted.types)
    return [replace(proposal, name=wanted.name_of(proposal.column)) for proposal in proposals]


def propose_missing(
    table: LocalTable, columns: Sequence[str], schema: TableSchema, wanted: Wanted
) -> list[FieldProposal]:
    """A field for each column that the Airtable table has none for."""
    missing = [
        column for column in columns if column not in wanted.left_out and schema.find(wanted.name_of(column)) is None
    ]
    if not missing:
        return []
    _check_new_names([wanted.name_of(column) for column in missing], schema)
    proposals = with_types(propose(samples_of(table, missing), new_table=False), wanted.types, new_table=False)
    return [replace(proposal, name=wanted.name_of(proposal.column)) for proposal in proposals]


def _check_new_names(names: Sequence[str], schema: TableSchema) -> None:
    known = {f.name.lower(): f.name for f in schema.fields}
    for name in names:
        if name.lower() in known:
            raise UsageError(
                detail=tr(
                    "{name} and the field {field} differ only in capitals, which Airtable does not tell apart: "
                    "map the column with --map COLUMN={field}.",
                    name=name,
                    field=known[name.lower()],
                )
            )


def _column_of(name: str, columns: Sequence[str], wanted: Wanted) -> str:
    found = [column for column in columns if name in (column, wanted.name_of(column))]
    if not found:
        raise NotFound(what="column", name=name, where=tr("the local table"), choices=list(columns))
    return found[0]


def place_for(metadata: Metadata, base_and_table: str) -> tuple[BaseInfo, str]:
    """The base that ``BASE/NEW TABLE`` names, and the new table's name.

    Raises:
        NotFound: there is no such base.
        UsageError: there is no slash, or the base has such a table already.
    """
    parts = base_and_table.split("/")
    if len(parts) < 2 or not parts[-1].strip():
        raise UsageError(detail="Name the new Airtable table as BASE/TABLE.")
    bases = metadata.bases()
    for cut in range(len(parts) - 1, 0, -1):
        name, table = "/".join(parts[:cut]), "/".join(parts[cut:])
        found = [base for base in bases if name in (base.id, base.name)]
        if len(found) > 1:
            raise UsageError(detail=f"There are {len(found)} bases named “{name}”: give the id.")
        if found:
            _check_new(metadata.tables(found[0].id, refresh=True), table, found[0].name)
            return found[0], table
    raise NotFound(what="base", name=parts[0], where="", choices=tuple(sorted(base.name for base in bases)))


def _check_new(tables: Sequence[TableSchema], name: str, base_name: str) -> None:
    if any(table.name.lower() == name.lower() for table in tables):
        raise UsageError(
            detail=f"{base_name} has a table named {name} already: leave out --create-table, or choose another name."
        )


def make_table(metadata: Metadata, base_id: str, name: str, proposals: Sequence[FieldProposal]) -> TableSchema:
    """Have Airtable make a table with these fields; as it is then."""
    table_id = metadata.create_table(base_id, name, [proposal.spec for proposal in proposals])
    return metadata.table(base_id, table_id, refresh=True)


def make_fields(metadata: Metadata, schema: TableSchema, proposals: Sequence[FieldProposal]) -> TableSchema:
    """Have Airtable make these fields in a table; as it is then, also where the last of them was refused."""
    try:
        for proposal in proposals:
            metadata.create_field(schema.base_id, schema.table_id, proposal.spec)
    finally:
        schema = metadata.table(schema.base_id, schema.table_id, refresh=True)
    return schema


def fields_for_local(schema: TableSchema, names: Mapping[str, str]) -> list[Field]:
    """The fields that a new local table gets a column for: all that AirSync can show, under their columns' names.

    Args:
        names: column → field name, where they differ.
    """
    columns = {field_name: column for column, field_name in names.items()}
    return [replace(f, name=columns.get(f.name, f.name)) for f in schema.fields if f.kind is not Kind.UNKNOWN]
