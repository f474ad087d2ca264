"""Rows of a JSON file with canonical values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from airsync_gui.local.csv_rows import moment_of
from airsync_gui.local.json_document import KEY, JsonDocument, JsonRow
from airsync_gui.local.typed_values import Raw, TypedColumn
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value


def raw_in(row: JsonRow, column: str) -> Iterator[Raw]:
    """The value of a column in a row, as one or none: a member that is absent has no value at all."""
    if column == KEY and row.key is not None:
        yield row.key
    elif column in row.cells:
        yield row.cells[column]


def raws_of(rows: Iterable[JsonRow], column: str) -> list[Raw]:
    """All values of a column."""
    return [raw for row in rows if not row.malformed for raw in raw_in(row, column)]


class JsonRowReader:
    """Makes rows.

    Attributes:
        columns: field id → the mapped column that is there.
    """

    def __init__(self, columns: Iterable[TypedColumn], time_column: str | None, what: str) -> None:
        self.columns: Mapping[FieldId, TypedColumn] = {column.field.id: column for column in columns}
        self._plan = [(field_id, column.name, column.read) for field_id, column in self.columns.items()]
        self._time_column, self._what = time_column, what

    def rows(self, document: JsonDocument, row_ids: Iterable[str]) -> list[Row]:
        """All rows of a file."""
        labels = self._labels(document)
        return [
            self._row(row_id, row, label, document.text)
            for row_id, row, label in zip(row_ids, document.rows, labels, strict=True)
        ]

    def _labels(self, document: JsonDocument) -> list[str]:
        """``item 3`` of a list, ``line 3`` of a file of lines, and the name in a map."""
        if self._what == "item":
            return [row.key if row.key is not None else f"item {n}" for n, row in enumerate(document.rows, 1)]
        labels, line, position = [], 1, 0
        for row in document.rows:
            line += document.text.count("\n", position, row.start)
            position = row.start
            labels.append(f"line {line}")
        return labels

    def _row(self, row_id: str, row: JsonRow, label: str, text: str) -> Row:
        raw_text = text[row.start : row.end].encode("utf-8", "surrogatepass")
        fingerprint = hashlib.blake2b(raw_text, digest_size=16).hexdigest()
        if row.malformed:
            return Row(row_id, {}, label=label, malformed=f"{label} {row.malformed}", fingerprint=fingerprint)
        values: dict[FieldId, Value] = {}
        problems: dict[FieldId, CellProblem] = {}
        cells = row.cells if row.key is None else {**row.cells, KEY: row.key}
        for field_id, name, read in self._plan:
            if (raw := cells.get(name)) is not None:
                value = read(raw)
                if isinstance(value, CellProblem):
                    problems[field_id] = value
                elif value is not None:
                    values[field_id] = value
        return Row(row_id, values, problems, label, fingerprint=fingerprint, modified_at=self._time(row))

    def _time(self, row: JsonRow) -> datetime | None:
        found = raw_in(row, self._time_column) if self._time_column else ()
        return next((moment_of(raw) for raw in found if isinstance(raw, str)), None)
