"""Both sides of a pair as they are now, sorted into what a plan has to look at and what is at rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from airsync_gui.errors import NotFound, NotPermitted, Refused
from airsync_gui.sync.airtable_reading import SchemaMoved, take_airtable
from airsync_gui.sync.apply import wait_out_creates
from airsync_gui.sync.letting_go import let_go
from airsync_gui.sync.mapping import mapped_anew, mapping_of, remembered
from airsync_gui.sync.match import make_uid
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import NONE_AT_REST, AtRest
from airsync_gui.sync.ports import LocalReading, PairState
from airsync_gui.sync.records import FieldId, Row, Uid, Value
from airsync_gui.sync.schema import RETYPED, Field, of_mapped, renamed_choices
from airsync_gui.sync.screening import AllToLookAt, Screened, Screening
from airsync_gui.sync.settle import Settled, settle
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.validate import has_shape

T = TypeVar("T")


class Read(Struct):
    """Both sides as read, and what the state says about them.

    Attributes:
        local_rows, airtable_rows: what a plan has to look at, with the settled memories.
        at_rest: what stands for all other records.
        screening: where both sides were sorted, for a look at the local table again.
    """

    state: PairState
    fields: dict[FieldId, Field]
    schema_conflicts: list[Conflict]
    local: LocalReading
    local_rows: list[Row]
    airtable_rows: list[Row]
    settled: Settled
    fresh_schema: bool
    at_rest: AtRest = NONE_AT_REST
    screening: Screening | None = None

    def let_go(self) -> None:
        """Nothing of it is needed any more."""
        if self.screening is not None:
            self.screening.let_go()
        let_go(self.local_rows, self.airtable_rows)


def read_both(pair: Pair, tools: Toolbox, *, whole: bool = False) -> Read:
    """Both sides; read once more with a fresh schema where Airtable contradicts the cached one.

    Args:
        whole: keep every row, those of records at rest too.
    """
    read = believing(lambda refresh: read_with(pair, tools, refresh=refresh, whole=whole))
    return read_with(pair, tools, refresh=True, whole=whole) if _contradicts(read) else read


def believing(read: Callable[[bool], T]) -> T:
    """What is read by the cached schema; read once more by a fresh one where Airtable contradicts that."""
    try:
        return read(False)
    except (Refused, NotPermitted, NotFound) as error:
        if isinstance(error, NotFound) and error.status is None:
            raise  # it was looked for in a schema read anew
        # A field or the whole table may be gone: the schema, read again, names it.
        return read(True)


def _contradicts(read: Read) -> bool:
    """Whether records hold what the cached schema does not allow, so that it must be older than they are."""
    fields = {f.id: f for f in read.fields.values() if not f.read_only}
    # Of values that are not blank the type alone tells whether they are of the field's kind: one of each is looked at.
    of_each_type = {(f, type(value)): value for row in read.airtable_rows for f, value in row.values.items()}
    if any(f in fields and not has_shape(fields[f], value) for (f, _), value in of_each_type.items()):
        return True
    names = {f.id: set(f.choices.values()) for f in fields.values() if f.type in ("singleSelect", "multipleSelects")}
    return any(_has_others(row.values.get(f), names[f]) for f in names for row in read.airtable_rows)


def _has_others(value: Value, names: set[str]) -> bool:
    """Whether a select's value has a choice that is none of these."""
    return not names.issuperset(value if isinstance(value, tuple) else (value,) if value else ())


def read_with(pair: Pair, tools: Toolbox, *, refresh: bool, whole: bool = False) -> Read:
    """Both sides; once more with a fresh schema where the change feed says that it moved."""
    try:
        return _read_once(pair, tools, refresh=refresh, whole=whole)
    except SchemaMoved:
        return _read_once(pair, tools, refresh=True, whole=whole)


def _read_once(pair: Pair, tools: Toolbox, *, refresh: bool, whole: bool) -> Read:
    """Both sides, and what they tell about the operations of a dead run."""
    state = remembered(pair, tools.store)
    fields, conflicts, local = read_here(pair, tools, refresh=refresh)
    screening = _screening(pair, tools, state, fields, whole=whole)
    screening.take_local(local.rows, keep_last=lost_line_end(state, local))
    take_airtable(pair, tools, read_ids(pair, fields), state, screening, fresh_schema=refresh)
    screened = screening.outcome()
    settled = _settle(pair, tools, state, fields, screened)
    timeout_s = tools.airtable.create_timeout_s
    if wait_out_creates(settled.missing, timeout_s, tools.clock, tools.cancel, tools.report):
        take_airtable(pair, tools, read_ids(pair, fields), state, screening, fresh_schema=refresh)
        screened = screening.outcome()
        settled = _settle(pair, tools, state, fields, screened)
    if tools.keep_image:
        screening.learn()
    rows = screened.local_rows, screened.airtable_rows
    return Read(state, fields, conflicts, local, *rows, settled, refresh, screened.at_rest, screening)


def read_here_again(pair: Pair, tools: Toolbox, read: Read) -> None:
    """The local table moved before anything was written: look again at it, and at the state that was kept by now."""
    assert read.screening is not None
    read.state = remembered(pair, tools.store)
    read.local = read_local(pair, tools, read.fields)
    read.screening.take_local(read.local.rows, keep_last=lost_line_end(read.state, read.local))
    screened = read.screening.outcome()
    read.local_rows, read.airtable_rows = screened.local_rows, screened.airtable_rows
    read.settled = Settled(list(screened.memories), moved=[], arrived=[], missing=[])


def lost_line_end(state: PairState, local: LocalReading) -> bool:
    """Whether the local file's last line lost its end since the last run."""
    return state.ended_with_newline is True and not local.ends_with_newline


def _screening(
    pair: Pair, tools: Toolbox, state: PairState, fields: Mapping[FieldId, Field], *, whole: bool
) -> Screening:
    # A choice that was renamed changes what is remembered of every record that has it.
    whole = whole or bool(renamed_choices(state.fields, fields))
    # So does a mapping that was changed; a run has kept it before it reads, a preview keeps nothing.
    whole = whole or bool(mapped_anew(state.mapping, mapping_of(pair)))
    staging = AllToLookAt(pair.id, state.memories) if whole else tools.store.staging(pair.id)
    stable = tools.local.stable_row_ids
    return Screening(pair, fields, staging, stable_row_ids=stable, look_at=_not_at_rest(state), learns=tools.keep_image)


def _not_at_rest(state: PairState) -> frozenset[Uid]:
    """Records of which something waits."""
    doubtful = (entry.operation.uid for entry in state.journal)
    named = (state.by_hand, state.parked, state.undone, state.resolutions, state.suspects, state.held)
    return frozenset(doubtful).union(*named)


def _settle(
    pair: Pair, tools: Toolbox, state: PairState, fields: Mapping[FieldId, Field], screened: Screened
) -> Settled:
    stable = tools.local.stable_row_ids
    rows = screened.local_rows, screened.airtable_rows
    return settle(state.journal, screened.memories, *rows, fields, pair, stable_row_ids=stable)


def read_here(
    pair: Pair, tools: Toolbox, *, refresh: bool = False
) -> tuple[dict[FieldId, Field], list[Conflict], LocalReading]:
    """The fields that can take part, a conflict for each that can't, and this computer's table."""
    fields, conflicts = mapped_fields(pair, tools, refresh=refresh)
    local = read_local(pair, tools, fields)
    fields, conflicts = _without_missing_columns(pair, local, fields, conflicts)
    return fields, conflicts, local


def read_local(pair: Pair, tools: Toolbox, fields: Mapping[FieldId, Field]) -> LocalReading:
    """This computer's table."""
    return tools.local.read({pair.columns[field_id]: field for field_id, field in fields.items()})


def mapped_fields(pair: Pair, tools: Toolbox, *, refresh: bool = False) -> tuple[dict[FieldId, Field], list[Conflict]]:
    """The mapped fields that can take part, and a conflict for each that is gone or was retyped."""
    schema = tools.airtable.schema(refresh=refresh)
    fields = of_mapped(schema, pair.columns)
    if not refresh and (len(fields) < len(pair.columns) or _retyped(pair, fields)):
        schema = tools.airtable.schema(refresh=True)
        fields = of_mapped(schema, pair.columns)
    for field_id in (*pair.key, *([pair.version_field] if pair.version_field else ())):
        if field_id not in schema.by_id():
            raise NotFound(what="field", name=pair.field_names.get(field_id, field_id), where=schema.name, role="key")
    conflicts = [_schema_conflict(pair, f, "gone") for f in pair.columns if f not in fields]
    for field_id in _retyped(pair, fields):
        if field_id in pair.key:
            name = fields[field_id].name
            raise NotFound(what="field", name=name, where=schema.name, role="key", retyped=fields[field_id].type)
        conflicts.append(_schema_conflict(pair, field_id, f"{RETYPED}{fields.pop(field_id).type}"))
    return fields, conflicts


def _retyped(pair: Pair, fields: Mapping[FieldId, Field]) -> list[FieldId]:
    return [f for f, now in fields.items() if pair.field_types.get(f, now.type) != now.type]


def _schema_conflict(pair: Pair, field_id: FieldId, detail: str) -> Conflict:
    name = pair.field_names.get(field_id, field_id)
    uid = make_uid(pair.id, f"schema\n{field_id}")
    return Conflict(uid, "schema", name, None, None, (field_id,), None, None, local_label=detail)


def _without_missing_columns(
    pair: Pair, local: LocalReading, fields: dict[FieldId, Field], conflicts: list[Conflict]
) -> tuple[dict[FieldId, Field], list[Conflict]]:
    """A mapped column that is gone from the table is a schema conflict, never a column of blanks."""
    missing = [f for f in fields if f in local.missing]
    for field_id in missing:
        if field_id in pair.key:
            raise NotFound(what="column", name=pair.columns[field_id], where=pair.source, role="key")
    gone = [_schema_conflict(pair, f, f"column {pair.columns[f]} is gone") for f in missing]
    return {f: v for f, v in fields.items() if f not in missing}, conflicts + gone


def read_ids(pair: Pair, fields: Mapping[FieldId, Field]) -> list[FieldId]:
    """What every list names: the mapped fields, and the version."""
    extra = [pair.version_field] if pair.version_field and pair.version_field not in fields else []
    return [*fields, *extra]
