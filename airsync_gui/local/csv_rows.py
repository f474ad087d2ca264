"""Records of a CSV file as rows with canonical values."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from airsync_gui.local.cells import read_cell
from airsync_gui.local.csv_records import Delimiter, Record, has_stray_text, split_cells
from airsync_gui.local.forms import CellForm
from airsync_gui.local.row_digests import digest_begun
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value
from airsync_gui.sync.schema import Field, types_of

MOST_KNOWN_TEXTS = 10_000
"""Texts of a column whose meaning is kept: a column with more has hardly one twice."""


class Column(Struct, frozen=True):
    """One mapped column that is there: its place, its field, and how its cells are read and written."""

    name: str
    place: int
    field: Field
    form: CellForm


class RowReader:
    """Makes rows of records; what a text means in a column is found once and kept.

    Attributes:
        columns: the mapped columns.
        width: how many cells a whole row has.
    """

    def __init__(self, columns: Sequence[Column], width: int, delimiter: Delimiter, time_column: int | None) -> None:
        self.columns, self.width, self.delimiter = columns, width, delimiter
        self._time_column = time_column
        self._as_they_are = [(c.place, c.field.id) for c in columns if type(c.form) is CellForm]
        self._to_read: list[tuple[int, FieldId, CellForm, dict[str, Value | CellProblem]]] = [
            (c.place, c.field.id, c.form, {}) for c in columns if type(c.form) is not CellForm
        ]

    def row(self, row_id: str, record: Record, cells: Sequence[str] | None = None) -> Row:
        """The row that a record is; ``cells`` are its values where the caller has them."""
        cells = split_cells(record.raw, self.delimiter) if cells is None else cells
        label = f"row {record.line}"
        fingerprint = hashlib.blake2b(record.raw.encode(), digest_size=16).hexdigest()
        malformed = self.malformed(record, cells)
        if malformed:
            return Row(row_id, {}, label=label, malformed=malformed, fingerprint=fingerprint)
        values: dict[FieldId, Value] = {f: text for place, f in self._as_they_are if (text := cells[place])}
        problems: dict[FieldId, CellProblem] = {}
        for place, field_id, form, known in self._to_read:
            text = cells[place]
            if not text:
                continue
            value = _read(form, known, text)
            if isinstance(value, CellProblem):
                problems[field_id] = value
            elif value is not None:
                values[field_id] = value
        modified_at = moment_of(cells[self._time_column]) if self._time_column is not None else None
        return Row(row_id, values, problems, label, fingerprint=fingerprint, modified_at=modified_at)

    def digest(self, scope: bytes) -> Callable[[str], bytes]:
        """What makes the digest of a record's text; see :class:`airsync_gui.sync.ports.DigestedRows`.

        What no text tells (a time by this computer's clock) is read, and a part of it.
        """
        forms = [(column.place, type(column.form).__name__, column.form.reads_by) for column in self.columns]
        types = types_of(column.field for column in self.columns)
        begun = digest_begun("csv", self.width, self.delimiter.character, types, forms, scope)
        untold = [(place, form, known) for place, _, form, known in self._to_read if form.reads_by is None]

        def of(raw: str) -> bytes:
            whole = begun.copy()
            whole.update(raw.encode())
            if untold:
                cells = split_cells(raw, self.delimiter)
                read = [_read(form, known, cells[place]) for place, form, known in untold if place < len(cells)]
                whole.update(repr(read).encode())
            return whole.digest()

        return of

    def malformed(self, record: Record, cells: Sequence[str]) -> str | None:
        """Why the whole record can't be read, as a phrase; None where it can."""
        if len(cells) != self.width:
            count = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
            return f"line {record.line} has {count} where the header has {self.width}"
        if '"' in record.raw and has_stray_text(record.raw, self.delimiter):
            return f"line {record.line} has text after a closing quote"
        return None


def _read(form: CellForm, known: dict[str, Value | CellProblem], text: str) -> Value | CellProblem:
    """What a cell means, which is found once."""
    if text in known:
        return known[text]
    value = read_cell(form, text)
    if len(known) < MOST_KNOWN_TEXTS:
        known[text] = value
    return value


def moment_of(text: str) -> datetime | None:
    """The time of a row's last edit in ISO 8601, as UTC; None for anything else."""
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
