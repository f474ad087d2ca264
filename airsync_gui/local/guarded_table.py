"""A local table whose values are looked at for access keys before anything is done with them.

A cell that holds one is a problem of its record: neither it nor a part of it is read any further, so it is never sent,
kept, logged or shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from airsync_gui.local.key_shapes import key_in
from airsync_gui.local.lazy_rows import LazyRows
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value
from airsync_gui.sync.schema import Field

if TYPE_CHECKING:
    from airsync_gui.local.sources import OpenReading, OpenTable

SHOWN = "…"
"""What stands for such a cell wherever it would be shown."""


class GuardedTable:
    """Another table, without its keys; see :class:`airsync_gui.local.sources.OpenTable`."""

    def __init__(self, table: OpenTable) -> None:
        self._table = table
        self.name, self.identity, self.path = table.name, table.identity, table.path

    @property
    def proven(self) -> Mapping[str, str]:
        """See OpenTable."""
        return self._table.proven

    @property
    def stable_row_ids(self) -> bool:
        """See LocalTable."""
        return self._table.stable_row_ids

    def headers(self) -> list[str]:
        """See OpenTable."""
        return self._table.headers()

    def read(self, columns: Mapping[str, Field]) -> GuardedReading:
        """See LocalTable."""
        return GuardedReading(self._table.read(columns))


class GuardedReading:
    """Another reading, without its keys; see :class:`airsync_gui.sync.ports.LocalReading`."""

    def __init__(self, reading: OpenReading) -> None:
        self._reading = reading
        self.rows: Sequence[Row] = LazyRows(len(reading.rows), lambda number: guarded(reading.rows[number]))
        self.columns, self.missing = reading.columns, reading.missing
        self.ends_with_newline, self.modified_at = reading.ends_with_newline, reading.modified_at
        self.notes, self.styles, self.proven = reading.notes, reading.styles, reading.proven

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """See LocalReading."""
        return [_guarded_result(result) for result in self._reading.write(changes)]

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """See LocalReading."""
        return [_guarded_result(result) for result in self._reading.preview(changes)]

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """See LocalReading: but those with a key in them."""
        return {row_id: raw for row_id, raw in self._reading.raw_rows(row_ids).items() if not key_in(raw)}

    def copy_to(self, folder: Path, changes: Sequence[LocalChange]) -> None:
        """See Copied: a copy stays on this computer."""
        self._reading.copy_to(folder, changes)


def guarded(row: Row) -> Row:
    """The row with a problem in place of each value that holds a key."""
    found: dict[FieldId, CellProblem] = {}
    for field_id, value in row.values.items():
        if kind := _key_in(value):
            found[field_id] = _problem(kind)
    for field_id, problem in row.problems.items():
        if kind := key_in(f"{problem.text} {problem.suggestion or ''}"):
            found[field_id] = _problem(kind)
    label = SHOWN if key_in(row.label) else row.label
    if not found and label == row.label:
        return row
    values = {field_id: value for field_id, value in row.values.items() if field_id not in found}
    return replace(row, values=values, problems={**row.problems, **found}, label=label)


def _problem(kind: str) -> CellProblem:
    return CellProblem("invalid", SHOWN, f"holds what looks like {kind}, which AirSync never sends: take it out there")


def _key_in(value: Value) -> str | None:
    if isinstance(value, str):
        return key_in(value)
    if isinstance(value, tuple):
        return next((kind for member in value if (kind := key_in(member))), None)
    return None


def _guarded_result(result: LocalResult) -> LocalResult:
    return LocalResult(row=guarded(result.row)) if result.row is not None else result
