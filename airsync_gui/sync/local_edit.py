"""Edit cells of the row that a refused operation is about, for a person: a journalled run of its own.

Only this computer's table is written, and only while each cell still holds what the person was shown. The record is not
in step by this: what the edit means for Airtable is for the next sync to decide, as it is for an edit by any program.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import (
    AirSyncError,
    ChangedUnderneath,
    ConflictError,
    InvalidValue,
    NotFound,
    Refused,
    UsageError,
)
from airsync_gui.sync.mapping import remembered
from airsync_gui.sync.match import local_id_of, make_uid
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, plan_id
from airsync_gui.sync.ports import LocalReading, PairState, RunOutcome, local_change
from airsync_gui.sync.reading import read_here
from airsync_gui.sync.records import Cell, CellProblem, FieldId, LocalId, Memory, Row, Side, Uid, Value, Values
from airsync_gui.sync.run import MOST_REPLANS, RunResult, applier_for, failed
from airsync_gui.sync.schema import Field
from airsync_gui.sync.settle import IN_DOUBT
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.validate import check, sanitise
from airsync_gui.sync.values import is_blank, same_cell

RUN_KIND = "edit"
RULE = "edited"
"""Why history says that the cell was written."""


class CellEdit(Struct, frozen=True):
    """What a person wants to have in the row of a refused operation.

    Attributes:
        waiting: the operation, as the queue has it.
        values: field id → the new value, ``None`` to make it blank.
        shown: field id → what the person saw there; a field that is left out is not compared.
    """

    waiting: Operation
    values: Values
    shown: Mapping[FieldId, Cell] = field(default_factory=dict)


class RowHere(Struct, frozen=True):
    """The row of a refused operation as it is now.

    Attributes:
        fields: the mapped fields that take part.
        reading: the table that the row is in.
    """

    fields: Mapping[FieldId, Field]
    reading: LocalReading
    row: Row

    def cell(self, field_id: FieldId) -> Cell:
        """What stands in one of its cells."""
        return self.row.problems.get(field_id) or self.row.values.get(field_id)


def refused_cells(pair: Pair, waiting: Operation, why: Refused) -> dict[FieldId, Cell]:
    """What stood in the row's cells when the operation was refused, as far as that is known."""
    cells: dict[FieldId, Cell] = {f: value for f, value in waiting.other.items() if value is not None}
    named = next((f for f in pair.columns if pair.field_names.get(f, f) == why.field), None)
    if named is not None and named not in cells:
        cells[named] = CellProblem("invalid", why.value, str(why.rule)) if why.value else None
    return cells


def look_here(pair: Pair, tools: Toolbox, waiting: Operation) -> RowHere:
    """Read this computer's table for the row.

    Raises:
        ConflictError: it is not there any more, or there are several.
    """
    fields, _, reading = read_here(pair, tools)
    found = [row for row in reading.rows if not row.malformed and _local_id(pair, tools, row) == waiting.local_id]
    if len(found) != 1:
        raise _moved(waiting, "its row is gone" if not found else "several rows have its key")
    return RowHere(fields, reading, found[0])


def edit_here(pair: Pair, tools: Toolbox, edit: CellEdit) -> RunResult:
    """Write the cells. Where they hold the new values already nothing is written, and no run is begun.

    Raises:
        UsageError: the pair, the field or the record can't be edited so.
        ConflictError: the row moved since it was shown; nothing was written.
        InvalidValue, Refused: a value is none of its field's, or the table does not take it; nothing was written.
    """
    if not pair.may_write(Side.AIRTABLE):
        raise UsageError(
            detail=f"This pair never writes in Airtable: edit {edit.waiting.label} on this computer yourself."
        )
    if not pair.may_write(Side.LOCAL):
        raise UsageError(detail=f"This pair never writes on this computer: edit {edit.waiting.label} there yourself.")
    work = _worked_out(pair, tools, edit)
    if work is None:
        return RunResult(pair, None, Plan(plan_id((), pair)), api_calls=tools.airtable.calls)
    run_id = tools.store.begin(pair.id, RUN_KIND, tools.clock.now())
    try:
        _write_once(pair, tools, run_id, work, edit)
    except AirSyncError as error:
        tools.store.finish(run_id, pair.id, failed(error, tools), tools.clock.now())
        raise
    tools.store.finish(run_id, pair.id, RunOutcome("done", "", tools.airtable.calls), tools.clock.now())
    return RunResult(pair, run_id, work.plan, completed=work.plan.operations, api_calls=tools.airtable.calls)


# -- what is to be written ------------------------------------------------------------------------------------------


class _Work(Struct, frozen=True):
    """The edit as an operation on the row as it is now, with what is remembered of the record."""

    here: RowHere
    plan: Plan
    memory: Memory | None


def _worked_out(pair: Pair, tools: Toolbox, edit: CellEdit) -> _Work | None:
    """The operation; None where there is nothing to write."""
    state = remembered(pair, tools.store)
    _check_free(state, edit.waiting)
    here = look_here(pair, tools, edit.waiting)
    for field_id in edit.values:
        _check_field(pair, here, field_id)
        if field_id in edit.shown and not same_cell(here.cell(field_id), edit.shown[field_id]):
            raise _moved(edit.waiting, "it changed since it was shown")
    values = {f: value for f, value in edit.values.items() if not same_cell(here.cell(f), value)}
    if not values:
        return None
    for field_id, value in values.items():
        if error := check(here.fields[field_id], sanitise(value).value, pair):
            raise error
    memory = next((m for m in state.memories if m.uid == edit.waiting.uid), None)
    operation = _operation(pair, tools, edit.waiting, here, values, state, memory)
    (result,) = here.reading.preview([local_change(operation)])
    if result.refused:
        raise result.refused
    return _Work(here, Plan(plan_id((operation,), pair), operations=(operation,)), memory)


def _check_free(state: PairState, waiting: Operation) -> None:
    if waiting.uid in state.parked:
        raise UsageError(detail=f"{waiting.label} waits as a conflict: settle that first.")
    if any(entry.operation.uid == waiting.uid and entry.state in IN_DOUBT for entry in state.journal):
        raise UsageError(detail=f"The last run left work on {waiting.label} whose end is not known: sync first.")


def _check_field(pair: Pair, here: RowHere, field_id: FieldId) -> None:
    name = pair.field_names.get(field_id, field_id)
    if field_id not in here.fields:
        raise NotFound(what="field", name=name, where=f"the pair {pair.name}")
    if here.fields[field_id].read_only or field_id in pair.kept_by_us():
        raise UsageError(detail=f"{name} is not edited by people: Airtable or AirSync fills it.")


def _operation(
    pair: Pair,
    tools: Toolbox,
    waiting: Operation,
    here: RowHere,
    values: Values,
    state: PairState,
    memory: Memory | None,
) -> Operation:
    operation = Operation(
        side=Side.LOCAL,
        kind="update",
        uid=waiting.uid,
        label=waiting.label,
        local_id=waiting.local_id,
        record_id=memory.record_id if memory else None,
        row_id=here.row.row_id,
        values=values,
        before={f: _as_history_has_it(here.cell(f)) for f in values},
        rules=dict.fromkeys(values, RULE),
        in_step=False,
    )
    if not set(pair.key) & values.keys():
        return operation
    local_id = _new_id(pair, tools, waiting, here, values, state)
    if memory is not None:
        return operation
    # A record that was never in step is known by its key alone: history tells of it under what it is called then.
    return replace(operation, uid=_new_uid(pair, local_id, state), local_id=local_id)


def _new_id(pair: Pair, tools: Toolbox, waiting: Operation, here: RowHere, values: Values, state: PairState) -> LocalId:
    """What the row is known by under its new key. Raises InvalidValue where that is blank, or another's."""
    key = pair.key_of({**here.row.values, **values})
    for field_id, part in zip(pair.key, key, strict=True):
        if is_blank(part):
            raise InvalidValue(field=here.fields[field_id].name, value="", rule="is a key and must not be blank")
    local_id = here.row.row_id if tools.local.stable_row_ids else local_id_of(key)
    taken = any(
        row is not here.row and not row.malformed and pair.key_of(row.values) == key for row in here.reading.rows
    )
    if taken or any(m.local_id == local_id and m.uid != waiting.uid for m in state.memories):
        edited = next(f for f in pair.key if f in values)
        value = ", ".join(str(part) for part in key)[:80]
        raise InvalidValue(field=here.fields[edited].name, value=value, rule="is the key of another record")
    return local_id


def _new_uid(pair: Pair, local_id: LocalId, state: PairState) -> Uid:
    """The id that a sync gives to a new row of this name."""
    return make_uid(pair.id, f"local\n{local_id}", {memory.uid for memory in state.memories}.__contains__)


def _as_history_has_it(cell: Cell) -> Value:
    """A cell without a value is kept as the text that stood there."""
    return cell.text if isinstance(cell, CellProblem) else cell


def _local_id(pair: Pair, tools: Toolbox, row: Row) -> LocalId:
    return row.row_id if tools.local.stable_row_ids else local_id_of(pair.key_of(row.values))


def _moved(waiting: Operation, why: str) -> ConflictError:
    return ConflictError(record=waiting.label, uid=waiting.uid, detail=why, in_queue=True)


# -- writing --------------------------------------------------------------------------------------------------------


def _write_once(pair: Pair, tools: Toolbox, run_id: int, work: _Work, edit: CellEdit) -> None:
    """Write; where the table moved meanwhile (another row, most likely) after another look at it."""
    now: _Work | None = work
    for attempt in count(1):
        try:
            if now is not None:  # else somebody wrote the very same
                _write(pair, tools, run_id, now)
            break
        except ChangedUnderneath:
            if attempt >= MOST_REPLANS:
                raise
            now = _worked_out(pair, tools, edit)


def _write(pair: Pair, tools: Toolbox, run_id: int, work: _Work) -> None:
    """Journalled like any write; what waits in the queue for Airtable stays there until it is planned anew."""
    entries = tools.store.record_plan(run_id, pair.id, work.plan, tools.clock.now(), only=frozenset())
    memories = [work.memory] if work.memory else []
    try:
        applied = applier_for(pair, tools, run_id, dict(work.here.fields), memories).apply(entries, work.here.reading)
    except AirSyncError as error:
        if not error.outcome_unknown:
            tools.store.withdraw([entry.id for entry in entries])
        raise
    for _, refused in applied.refused:
        tools.store.withdraw([entry.id for entry in entries])
        raise refused
