"""From what a person names (a file, a base and table, fields) to a pair that is kept by ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import NotFound, UsageError
from airsync_gui.local.zones import own_zone_name
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.sync.records import CellProblem, FieldId, Row
from airsync_gui.sync.schema import Field, TableSchema
from airsync_gui.sync.values import is_blank
from airsync_gui.type_words import type_words
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.airtable.metadata import Metadata
    from airsync_gui.local.numbers import WithUnit

VERSION_TYPES = frozenset({"number"})
STAMP_TYPES = frozenset({"dateTime"})
SHOWN_MISFITS = 3
SHOWN_PLACES = 4
UNIT_TYPES = frozenset({"number", "currency"})
"""Fields whose columns may have a unit after their numbers."""


class Wishes(Struct, frozen=True):
    """What a person asked for, by names or ids.

    Attributes:
        renames: column → field, where their names differ.
        left_out: columns that take no part, whatever they are called.
        policies: field → policy.
        max_length: field → most characters.
        styles: column → how its cells are read, where they do not say it (see :func:`airsync_gui.local.cells.form_of`).
    """

    name: str
    source: str
    key: Sequence[str]
    account: str = "default"
    renames: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    direction: Direction = Direction.BOTH
    drift: Drift = Drift.LEAVE
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK
    policies: Mapping[str, Policy] = field(default_factory=dict)
    version_field: str | None = None
    stamp_field: str | None = None
    time_column: str | None = None
    zone: str | None = None
    required: Sequence[str] = ()
    max_length: Mapping[str, int] = field(default_factory=dict)
    create_choices: bool = False
    escape_formulas: bool = False
    rolling: bool = False
    ask_first: bool = False
    change_feed: bool = True
    check_hours: float = 6.0
    schedule: str = ""
    styles: Mapping[str, str] = field(default_factory=dict)


def find_table(metadata: Metadata, base_and_table: str) -> TableSchema:
    """The table that ``BASE/TABLE`` names; either part by id or by name, and both may hold a slash.

    Raises:
        NotFound: with the names there are.
        UsageError: there is no slash.
    """
    parts = base_and_table.split("/")
    if len(parts) < 2:
        raise UsageError(detail="Name the Airtable table as BASE/TABLE, each by its name or its id.")
    first: NotFound | None = None
    for cut in range(1, len(parts)):
        try:
            return metadata.find_table("/".join(parts[:cut]), "/".join(parts[cut:]))
        except NotFound as error:
            first = error if first is None or error.what == "table" else first
    assert first is not None
    raise first


def make_pair(wishes: Wishes, columns: Sequence[str], schema: TableSchema, *, pair_id: str, endpoint: str) -> Pair:
    """The pair itself: fields with equal names are mapped by themselves, the others as told.

    Raises:
        UsageError: nothing is mapped, the key is not, or a rule names a field of the wrong type.
        NotFound: a column or field that is not there.
    """
    mapped = map_columns(columns, schema, wishes.renames, wishes.left_out)
    pair = Pair(
        id=pair_id,
        name=wishes.name,
        source=wishes.source,
        base_id=schema.base_id,
        table_id=schema.table_id,
        columns=mapped,
        key=_key(wishes.key, mapped, schema),
        account=wishes.account,
        endpoint=endpoint,
        base_name=schema.base_name,
        table_name=schema.name,
        direction=wishes.direction,
        drift=wishes.drift,
        deletes=wishes.deletes,
        policy=wishes.policy,
        field_policies={_mapped(name, mapped, schema): policy for name, policy in wishes.policies.items()},
        version_field=_special(wishes.version_field, schema, VERSION_TYPES, "version field", "a number"),
        stamp_field=_special(wishes.stamp_field, schema, STAMP_TYPES, "stamp field", "a date with time"),
        time_column=wishes.time_column,
        zone=own_zone_name() if wishes.zone is None else wishes.zone,
        required=frozenset(_mapped(name, mapped, schema) for name in wishes.required),
        max_length={_mapped(name, mapped, schema): most for name, most in wishes.max_length.items()},
        create_choices=wishes.create_choices,
        escape_formulas=wishes.escape_formulas,
        rolling=wishes.rolling,
        ask_first=wishes.ask_first,
        change_feed=wishes.change_feed,
        check_hours=wishes.check_hours,
        schedule=wishes.schedule,
    )
    check_rules(pair, columns)
    return learn_fields(pair, schema)


def check_rules(pair: Pair, columns: Sequence[str]) -> None:
    """Refuse rules that can't work together.

    Args:
        columns: the local table's columns, where they were looked at.
    """
    if pair.policy is Policy.OPTIMISTIC_LOCK and pair.version_field is None:
        raise UsageError(
            detail=tr("Optimistic locking needs a number field that counts the versions (--version-field).")
        )
    if Policy.OPTIMISTIC_LOCK in pair.field_policies.values():
        raise UsageError(detail=tr("Optimistic locking is a rule for the whole pair, not for single fields."))
    if pair.kept_by_us() & frozenset(pair.key):
        raise UsageError(detail=tr("The version and the stamp are AirSync's to write: they can't be part of the key."))
    if pair.time_column and columns and pair.time_column not in columns:
        raise NotFound(what="column", name=pair.time_column, where=pair.source, choices=list(columns))


def unmap(pair: Pair, names: Iterable[str], schema: TableSchema | None) -> Pair:
    """The pair without these fields, each by name (as it is, or as it was when mapped), id or column."""
    columns = dict(pair.columns)
    for name in names:
        candidates = [f for f, column in columns.items() if name in (f, pair.field_names.get(f), column)]
        found = schema.find(name) if schema else None
        field_id = found.id if found and found.id in columns else next(iter(candidates), None)
        if field_id is None:
            raise UsageError(detail=tr("The field {field} is not mapped in this pair.", field=name))
        if field_id in pair.key:
            raise UsageError(detail=tr("The field {field} is part of the key and can't be taken out.", field=name))
        del columns[field_id]
    return _only(pair, columns)


def map_anew(pair: Pair, renames: Mapping[str, str], there: Sequence[str], schema: TableSchema) -> Pair:
    """The pair with these columns bound to these fields, in place of what they were bound to."""
    columns = dict(pair.columns)
    anew: set[FieldId] = set()
    for column, name in renames.items():
        if column not in there:
            raise NotFound(what="column", name=column, where=pair.source, choices=list(there))
        f = _once(name, schema, anew)
        anew.add(f.id)
        replaced = [i for i, c in columns.items() if c == column and i != f.id]
        if any(i in pair.key for i in replaced):
            raise UsageError(
                detail=tr(
                    "The column {column} is part of the key: set up the pair anew to change its key.", column=column
                )
            )
        columns = {i: c for i, c in columns.items() if i not in replaced} | {f.id: column}
    fields = schema.by_id()
    return replace(
        _only(pair, columns),
        field_names={**pair.field_names, **{i: fields[i].name for i in anew}},
        field_types={
            **{i: t for i, t in pair.field_types.items() if i in columns},
            **{i: fields[i].type for i in anew},
        },
    )


def _only(pair: Pair, columns: Mapping[FieldId, str]) -> Pair:
    """The pair with these columns; rules of fields that are gone go with them."""
    return replace(
        pair,
        columns=dict(columns),
        field_policies={f: p for f, p in pair.field_policies.items() if f in columns},
        required=frozenset(f for f in pair.required if f in columns),
        max_length={f: n for f, n in pair.max_length.items() if f in columns},
        field_types={f: t for f, t in pair.field_types.items() if f in columns},
    )


def change_field_rules(
    pair: Pair,
    schema: TableSchema,
    *,
    policies: Mapping[str, Policy],
    max_length: Mapping[str, int],
    required: Iterable[str],
    version_field: str | None,
    stamp_field: str | None,
) -> Pair:
    """The pair with these rules added; each field by name or id."""
    mapped = pair.columns
    version = _special(version_field, schema, VERSION_TYPES, "version field", "a number") or pair.version_field
    stamp = _special(stamp_field, schema, STAMP_TYPES, "stamp field", "a date with time") or pair.stamp_field
    return replace(
        pair,
        field_policies={**pair.field_policies, **{_mapped(f, mapped, schema): p for f, p in policies.items()}},
        max_length={**pair.max_length, **{_mapped(f, mapped, schema): n for f, n in max_length.items()}},
        required=pair.required | {_mapped(f, mapped, schema) for f in required},
        version_field=version,
        stamp_field=stamp,
    )


def learn_fields(pair: Pair, schema: TableSchema) -> Pair:
    """The pair with the names and types that its fields have now: what later runs compare the schema with."""
    by_id = schema.by_id()
    known = [f for f in (*pair.columns, *pair.kept_by_us()) if f in by_id]
    return replace(
        pair,
        field_names={f: by_id[f].name for f in known},
        field_types={f: by_id[f].type for f in known if f in pair.columns},
    )


def map_columns(
    columns: Sequence[str], schema: TableSchema, renames: Mapping[str, str], left_out: Sequence[str] = ()
) -> dict[FieldId, str]:
    """Field id → column; equal names find each other but those left out, ``renames`` says the rest.

    Blanks around a column's name count only where another column has the name without them.
    """
    mapped: dict[FieldId, str] = {}
    for column, name in renames.items():
        if column not in columns:
            raise NotFound(what="column", name=column, where=tr("the local table"), choices=list(columns))
        mapped[_once(name, schema, mapped).id] = column
    for f in schema.fields:
        named = _column_named(f.name, columns)
        if f.id not in mapped and named is not None and named not in {*mapped.values(), *left_out}:
            mapped[f.id] = named
    ordered = [f.id for f in schema.fields if f.id in mapped]
    if not ordered:
        raise UsageError(
            detail=tr(
                "No column has the name of a field. Say which belong together with --map COLUMN=FIELD. "
                "Columns: {columns}. Fields: {fields}.",
                columns=", ".join(columns),
                fields=", ".join(f.name for f in schema.fields),
            )
        )
    return {field_id: mapped[field_id] for field_id in ordered}


def _column_named(name: str, columns: Sequence[str]) -> str | None:
    if name in columns:
        return name
    alike = [column for column in columns if column.strip() == name]
    return alike[0] if len(alike) == 1 else None


def _field(name: str, schema: TableSchema) -> Field:
    found = schema.find(name)
    if found is None:
        raise NotFound(what="field", name=name, where=schema.name, choices=[f.name for f in schema.fields])
    return found


def _once(name: str, schema: TableSchema, taken: Iterable[FieldId]) -> Field:
    """The field of this name, which no other column may have been bound to just now."""
    found = _field(name, schema)
    if found.id in taken:
        raise UsageError(detail=tr("The field {field} is mapped twice: a field has one column.", field=found.name))
    return found


def _key(names: Sequence[str], mapped: Mapping[FieldId, str], schema: TableSchema) -> tuple[FieldId, ...]:
    key = tuple(_key_field(name, mapped, schema) for name in names)
    if not key:
        raise UsageError(detail=tr("A pair needs a key: one or more fields that tell records apart (--key FIELD)."))
    if len(set(key)) < len(key):
        raise UsageError(detail=tr("A field is named twice in the key."))
    return key


def _key_field(name: str, mapped: Mapping[FieldId, str], schema: TableSchema) -> FieldId:
    column_of = {column: field_id for field_id, column in mapped.items()}
    field_id = column_of[name] if name in column_of and schema.find(name) is None else _mapped(name, mapped, schema)
    f = schema.by_id()[field_id]
    if f.read_only:
        raise UsageError(
            detail=tr(
                "{field} can't be the key: Airtable computes it, so a new record's key could not be written there.",
                field=f.name,
            )
        )
    return field_id


def _mapped(name: str, mapped: Mapping[FieldId, str], schema: TableSchema) -> FieldId:
    f = _field(name, schema)
    if f.id not in mapped:
        raise UsageError(detail=tr("The field {field} has no column: map it with --map COLUMN={field}.", field=f.name))
    return f.id


def _special(name: str | None, schema: TableSchema, types: Iterable[str], role: str, wanted: str) -> FieldId | None:
    if name is None:
        return None
    f = _field(name, schema)
    if f.type not in types:
        raise UsageError(
            detail=f"The {role} {f.name} must be {wanted}; in Airtable it is of type {type_words(f.type)}."
        )
    return f.id


class Misfit(Struct, frozen=True):
    """Cells of one column that can't be values of its field.

    Attributes:
        samples: what stands in the first of them, cut.
        rule: what the first was expected to be, as the end of a sentence.
        places: where each sample stands, the first few rows.
        unit: what stands after numbers in some of them, where leaving it off would make them fit.
    """

    field_id: FieldId
    count: int
    samples: tuple[str, ...]
    rule: str
    places: tuple[tuple[str, ...], ...] = ()
    unit: WithUnit | None = None


class KeyCheck(Struct, frozen=True):
    """How good the key is in the local table, and which cells do not fit their fields.

    Attributes:
        shared: rows that share their key with another.
        blank: rows with a blank or unreadable key.
    """

    rows: int
    shared: int
    blank: int
    malformed: int
    misfits: tuple[Misfit, ...] = ()

    def __str__(self) -> str:
        troubles = [
            f"{count:,} {words}"
            for count, words in (
                (self.shared, "share a key"),
                (self.blank, "have a blank key"),
                (self.malformed, "can't be read"),
            )
            if count
        ]
        if not self.rows:
            return "No rows yet"
        rows = f"{self.rows:,} row{'' if self.rows == 1 else 's'}"
        return f"{rows}, {'; '.join(troubles) if troubles else 'all with a key of their own'}"


def check_key(pair: Pair, rows: Sequence[Row]) -> KeyCheck:
    """Count the rows that would be held."""
    readable = [row for row in rows if not row.malformed]
    keys = [pair.key_of(row.values) for row in readable]
    whole = Counter(key for key in keys if not any(is_blank(part) for part in key))
    return KeyCheck(
        rows=len(rows),
        shared=sum(count for count in whole.values() if count > 1),
        blank=len(keys) - whole.total(),
        malformed=len(rows) - len(readable),
        misfits=_misfits(pair, readable),
    )


def _misfits(pair: Pair, rows: Sequence[Row]) -> tuple[Misfit, ...]:
    by_field: dict[FieldId, list[tuple[CellProblem, str]]] = {}
    for row in rows:
        for field_id, problem in row.problems.items():
            by_field.setdefault(field_id, []).append((problem, row.label))
    return tuple(_misfit(f, found, pair.field_types.get(f, "")) for f, found in by_field.items())


def _misfit(field_id: FieldId, found: Sequence[tuple[CellProblem, str]], of_type: str) -> Misfit:
    from airsync_gui.local.numbers import with_unit

    places: dict[str, list[str]] = {}
    for problem, label in found:
        places.setdefault(problem.text, []).append(label)
    samples = tuple(places)[:SHOWN_MISFITS]
    return Misfit(
        field_id,
        len(found),
        samples,
        found[0][0].rule,
        tuple(tuple(places[text][:SHOWN_PLACES]) for text in samples),
        with_unit(places) if of_type in UNIT_TYPES else None,
    )


class LocalTableChoice(Struct, frozen=True):
    """A table that a database on this computer offers for a pair.

    Attributes:
        source: what a pair names it by: ``/home/ada/health.db#workouts``.
        key_columns: what tells its rows apart.
        read_only: why it can only be read, as a phrase (``is a view``); empty where it can be written.
        unusable: why it can't take part at all, as a phrase; empty where it can.
    """

    source: str
    name: str
    row_count: int
    key_columns: tuple[str, ...] = ()
    read_only: str = ""
    unusable: str = ""
