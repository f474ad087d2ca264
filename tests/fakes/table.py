"""A local table in memory, with faults to switch on. It passes the same contract as the real ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field

from airsync_gui.errors import (
    ChangedUnderneath,
    InvalidValue,
    LocalTableError,
    RecordGone,
    Refused,
    TableMissing,
    TableNotWritable,
)
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import is_blank

Cells = dict[str, Value]
"""Column name → canonical value."""


class MemoryRow(Struct):
    """One row: cells by column name, and what a test wants to be wrong with it."""

    number: int
    cells: Cells
    problems: dict[str, CellProblem] = field(default_factory=dict)
    malformed: str | None = None
    modified_at: datetime | None = None


class MemoryLocalTable:
    """A table in a list.

    Tests edit it by ``add``, ``edit`` and ``remove``, as another program would: a reading taken before such an edit
    can't be written any more. Faults:

    Attributes:
        unreadable: raised by every read while set.
        not_writable: every write raises TableNotWritable.
        moves_before_writes: so many of the next writes find the table changed underneath.
        refuses: called with each change; a text is the reason to refuse it.
        ends_with_newline: what readings say about the last line.
        modified_at: what readings say about the last edit.
        reads, writes: how often the table was read, and really written.
    """

    def __init__(
        self,
        columns: Iterable[str],
        rows: Iterable[Mapping[str, Value]] = (),
        *,
        name: str = "memory",
        stable_row_ids: bool = False,
    ) -> None:
        self.name = name
        self.identity = f"memory:{name}:{id(self)}"
        self.stable_row_ids = stable_row_ids
        self.columns = list(columns)
        self.rows: list[MemoryRow] = []
        self.missing = False
        self.unreadable: LocalTableError | None = None
        self.not_writable = False
        self.moves_before_writes = 0
        self.refuses: Callable[[LocalChange], str | None] = lambda change: None
        self.ends_with_newline = True
        self.modified_at: datetime | None = None
        self.reads = 0
        self.writes = 0
        self.version = 0
        self._numbers = 0
        for row in rows:
            self.add(row)

    def add(self, cells: Mapping[str, Value]) -> MemoryRow:
        """A new row at the end."""
        self._numbers += 1
        row = MemoryRow(self._numbers, _not_blank(cells))
        self.rows.append(row)
        self.version += 1
        return row

    def edit(self, number: int, **cells: Value) -> MemoryRow:
        """Set cells of the row with this number (the first one ever added is 1)."""
        row = self.row(number)
        row.cells = _not_blank({**row.cells, **cells})
        self.version += 1
        return row

    def remove(self, number: int) -> None:
        """Take a row out."""
        self.rows.remove(self.row(number))
        self.version += 1

    def row(self, number: int) -> MemoryRow:
        """The row with this number."""
        return next(row for row in self.rows if row.number == number)

    def contents(self) -> list[Cells]:
        """Every row's cells, blanks left out, in the table's order."""
        return [dict(row.cells) for row in self.rows]

    def read(self, columns: Mapping[str, Field]) -> MemoryReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        if self.missing:
            raise TableMissing(path=self.name, detail="does not exist")
        if self.unreadable:
            raise self.unreadable
        self.reads += 1
        return MemoryReading(self, columns)


class MemoryReading:
    """See :class:`airsync_gui.local.sources.OpenReading`, of which it can only not be copied."""

    styles: Mapping[str, str] = {}
    proven: Mapping[str, str] = {}
    notes: Sequence[str] = ()

    def __init__(self, table: MemoryLocalTable, columns: Mapping[str, Field]) -> None:
        self._table = table
        self._field_columns = {field.id: name for name, field in columns.items() if name in table.columns}
        self._fields = {field.id: field for field in columns.values()}
        self._version = self._epoch = table.version
        self._row_ids = {self._row_id(row): row.number for row in table.rows}
        self.columns: Sequence[str] = tuple(table.columns)
        self.missing = frozenset(field.id for name, field in columns.items() if name not in table.columns)
        self.ends_with_newline = table.ends_with_newline
        self.modified_at = table.modified_at
        self.rows: Sequence[Row] = [self._as_row(row) for row in table.rows]

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Write all changes that are not refused."""
        rows, results = self._applied(changes)
        if all(result.refused for result in results):
            return results
        if self._table.not_writable:
            raise TableNotWritable(path=self._table.name, detail="is read-only")
        if self._table.moves_before_writes:
            self._table.moves_before_writes -= 1
            self._table.version += 1
        if self._table.version != self._version:
            raise ChangedUnderneath(path=self._table.name, detail="was written by another program after it was read")
        self._table.rows = rows
        self._table._numbers = max([self._table._numbers, *(row.number for row in rows)])
        self._table.writes += 1
        self._table.version += 1
        self._version = self._table.version
        self._row_ids = {self._row_id(row): row.number for row in rows}
        return results

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What write would answer."""
        return self._applied(changes)[1]

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """The texts in each row."""
        rows = {row_id: self._table.row(self._row_ids[row_id]).cells for row_id in row_ids if row_id in self._row_ids}
        return {i: json.dumps({n: v for n, v in cells.items() if isinstance(v, str)}) for i, cells in rows.items()}

    def _applied(self, changes: Sequence[LocalChange]) -> tuple[list[MemoryRow], list[LocalResult]]:
        rows = {row.number: row for row in self._table.rows}
        results = []
        number = self._table._numbers
        for change in changes:
            try:
                self._check(change, rows)
            except Refused as refused:
                results.append(LocalResult(refused=refused))
                continue
            if change.kind == "delete":
                del rows[self._row_ids[str(change.row_id)]]
                results.append(LocalResult())
                continue
            if change.kind == "create":
                number += 1
                cells = json.loads(change.raw) if change.raw.endswith("}") else {}
                mapped = self._field_columns.values()
                old = MemoryRow(number, {n: v for n, v in cells.items() if n in self.columns and n not in mapped})
            else:
                old = rows[self._row_ids[str(change.row_id)]]
            new = self._changed(old, change.values)
            rows[new.number] = new
            results.append(LocalResult(row=self._as_row(new)))
        return list(rows.values()), results

    def _check(self, change: LocalChange, rows: Mapping[int, MemoryRow]) -> None:
        if reason := self._table.refuses(change):
            raise InvalidValue(rule=reason, record=change.row_id)
        for field_id in change.values:
            if field_id not in self._field_columns:
                raise InvalidValue(field=field_id, rule="has no column", record=change.row_id)
        if change.kind != "create" and self._row_ids.get(str(change.row_id)) not in rows:
            raise RecordGone(record=change.row_id)

    def _changed(self, row: MemoryRow, values: Values) -> MemoryRow:
        cells = {self._field_columns[field_id]: value for field_id, value in values.items()}
        problems = {name: problem for name, problem in row.problems.items() if name not in cells}
        return MemoryRow(row.number, _not_blank({**row.cells, **cells}), problems, row.malformed, row.modified_at)

    def _row_id(self, row: MemoryRow) -> str:
        # Numbers that mean something only within one reading, unless the table has a primary key.
        return json.dumps(row.number) if self._table.stable_row_ids else f"{self._epoch}/{row.number}"

    def _as_row(self, row: MemoryRow) -> Row:
        cells = self._field_columns.items()
        values: dict[FieldId, Value] = {f: row.cells[n] for f, n in cells if n in row.cells and n not in row.problems}
        raw = repr(sorted(row.cells.items(), key=lambda cell: cell[0]))
        return Row(
            self._row_id(row),
            {} if row.malformed else values,
            {f: row.problems[n] for f, n in cells if n in row.problems},
            label=f"row {row.number}",
            malformed=row.malformed,
            fingerprint=hashlib.blake2b(raw.encode(), digest_size=16).hexdigest(),
            modified_at=row.modified_at,
        )


def _not_blank(cells: Mapping[str, Value]) -> Cells:
    return {name: value for name, value in cells.items() if not is_blank(value)}
