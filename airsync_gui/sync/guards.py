"""Reasons to stop before anything is written. A guard names what it saw; a person lifts it for one plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from airsync_gui.sync.operations import Operation
from airsync_gui.sync.records import Side

MOST_DELETES = 10
DELETE_SHARE = 0.10
"""Stop at more than 10 deletions on a side that are also more than a tenth of its known records."""
MOST_UPDATES = 20
UPDATE_SHARE = 0.50
"""Stop at more than 20 updates on a side that are also more than half of its known records."""

StopCode = Literal["deletes", "updates", "local_emptied", "airtable_emptied", "local_cut", "unapproved"]


class Stop(Struct, frozen=True):
    """One guard that holds a plan back.

    Attributes:
        needs_plan_id: only the plan's own id lifts it; a plain yes does not.
        labels: the records concerned.
        of: how many records were known.
    """

    code: StopCode
    side: Side
    labels: tuple[str, ...] = ()
    of: int = 0
    needs_plan_id: bool = False


class Counts(Struct, frozen=True):
    """What the guards look at besides the operations.

    Attributes:
        known: records that the memory had on each side.
        rows: records that each side has now, readable or not.
        first_run: no run has ended yet with nothing left to send: updates are not counted.
        lost_line_end: the file lost its last line's end since the last run.
        vanished: known records that the file no longer has.
        last_row_cut: the file's last row lost the end of a value together with its line end.
        ask_first: whether a person approves what is written in Airtable.
    """

    known: Mapping[Side, int]
    rows: Mapping[Side, int]
    first_run: bool = False
    lost_line_end: bool = False
    vanished: int = 0
    last_row_cut: bool = False
    ask_first: bool = False


def check(operations: tuple[Operation, ...], counts: Counts) -> tuple[Stop, ...]:
    """Every guard that this plan runs into."""
    stops = []
    for side in Side:
        stops += _emptied(side, counts)
        stops += _shares(side, operations, counts)
    if counts.lost_line_end and (counts.vanished or counts.last_row_cut):
        stops.append(Stop("local_cut", Side.LOCAL, of=counts.vanished, needs_plan_id=True))
    if counts.ask_first and (sent := _labels(operations, Side.AIRTABLE)):
        stops.append(Stop("unapproved", Side.AIRTABLE, sent, needs_plan_id=True))
    return tuple(stops)


def copy_first(operations: Sequence[Operation], stops: Sequence[Stop], rows: int) -> bool:
    """Whether this computer's table is copied before it is written: a guard's share of it is changed or deleted.

    A person may have agreed to it; and it need not have stopped anything, as on a first run, or where deletions and
    updates reach that share together only.

    Args:
        rows: how many records the table has, or had.
    """
    changed = [op.kind for op in operations if op.side is Side.LOCAL and op.kind != "create" and op.counts]
    if stops and changed:
        return True
    deleted = changed.count("delete")
    return (deleted > MOST_DELETES and deleted > DELETE_SHARE * rows) or (
        len(changed) > MOST_UPDATES and len(changed) > UPDATE_SHARE * rows
    )


def _labels(operations: Sequence[Operation], side: Side) -> tuple[str, ...]:
    return tuple(op.label for op in operations if op.side is side and op.counts)


def _emptied(side: Side, counts: Counts) -> list[Stop]:
    if counts.known[side] and not counts.rows[side]:
        code: StopCode = "local_emptied" if side is Side.LOCAL else "airtable_emptied"
        return [Stop(code, side, of=counts.known[side], needs_plan_id=True)]
    return []


def _shares(side: Side, operations: tuple[Operation, ...], counts: Counts) -> list[Stop]:
    known = counts.known[side]
    stops = []
    deletes = tuple(op.label for op in operations if op.side is side and op.kind == "delete" and op.counts)
    if len(deletes) > MOST_DELETES and len(deletes) > DELETE_SHARE * known:
        stops.append(Stop("deletes", side, deletes, known))
    updates = tuple(op.label for op in operations if op.side is side and op.kind == "update" and op.counts)
    if not counts.first_run and len(updates) > MOST_UPDATES and len(updates) > UPDATE_SHARE * known:
        stops.append(Stop("updates", side, updates, known))
    return stops


def lifted(stops: tuple[Stop, ...], plan_id: str, *, yes: bool, consent: str | None) -> bool:
    """Whether the person's consent covers every guard: the plan's id for all, ``yes`` for the shares only."""
    if consent is not None:
        return consent == plan_id
    return not stops or (yes and not any(stop.needs_plan_id for stop in stops))
