"""Rows of a JSON file with canonical values."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from airsync_gui.local.csv_rows import moment_of
from airsync_gui.local.json_document import KEY, JsonDocument, JsonRow
from airsync_gui.local.lazy_rows import LazyRows
from airsync_gui.local.row_digests import digest_begun
from airsync_gui.local.typed_values import Raw, TypedColumn
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value
from airsync_gui.sync.schema import Field, types_of


def raw_in(row: JsonRow, column: str) -> Iterator[Raw]:
    """The value of a column in a row, as one or none: a member that is absent has no value at all."""
    if column == KEY and row.key is not None:
        yield row.key
    elif column in row.cells:
        yield row.cells[column]


def raws_of(rows: Iterable[JsonRow], column: str) -> list[Raw]:
    """All values of a column."""
    return [raw for row in rows if not row.malformed for raw in raw_in(row, column)]


def mapped_columns(
    columns: Mapping[str, Field],
    names: Collection[str],
    rows: Sequence[JsonRow],
    styles: Mapping[str, str],
    zone: tzinfo | None,
) -> tuple[list[TypedColumn], frozenset[FieldId]]:
    """The mapped columns that are there, and the field ids of those that are missing.

    A list without a readable row has no columns to miss: any row may come.
    """
    blind = all(row.malformed for row in rows)
    found = {name: field for name, field in columns.items() if name in names or blind}
    mapped = [TypedColumn(n, field, raws_of(rows, n), styles.get(n, ""), zone) for n, field in found.items()]
    return mapped, frozenset(field.id for name, field in columns.items() if name not in found)


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

    def lazy_rows(self, document: JsonDocument, row_ids: Sequence[str]) -> LazyRows:
        """The same, each made when it is asked for."""
        rows, text, labels = document.rows, document.text, self._labels(document)

        def row(number: int) -> Row:
            return self._row(row_ids[number], rows[number], labels[number], text)

        return LazyRows(len(rows), row, lambda scope: self._digests(document, scope))

    def _digests(self, document: JsonDocument, scope: bytes) -> Iterator[bytes] | None:
        """See :class:`airsync_gui.sync.ports.DigestedRows`; whether a map's row can be read depends on its others."""
        forms = [(name, self.columns[field_id].reads_by) for field_id, name, _ in self._plan]
        if any(reads_by is None for _, reads_by in forms) or any(row.key is not None for row in document.rows[:1]):
            return None
        types = types_of(column.field for column in self.columns.values())
        begun = digest_begun("json", self._what, types, forms, scope)

        def of(row: JsonRow) -> bytes:
            whole = begun.copy()
            whole.update(document.text[row.start : row.end].encode("utf-8", "surrogatepass"))
            return whole.digest()

        return map(of, document.rows)

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
