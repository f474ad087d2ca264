"""Changes to a CSV file: a new text in which only the changed cells, new rows and deleted rows differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from airsync_gui.errors import InvalidValue, RecordGone, Refused, TableNotWritable
from airsync_gui.local.cells import read_cell, write_cell
from airsync_gui.local.csv_records import QuotingHabit, Record, Records, raw_cells
from airsync_gui.local.csv_rows import Column, RowReader
from airsync_gui.local.csv_text import CsvText, parse
from airsync_gui.local.forms import BadCell
from airsync_gui.local.outcomes import Outcome, not_held, results_of
from airsync_gui.local.raw_rows import cells_by_place
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import CellProblem, Value, Values
from airsync_gui.sync.values import same


class Edit(Struct, frozen=True):
    """The outcome of some changes.

    Attributes:
        text: the new text.
        data: its bytes; None if they are the old ones and nothing is to be written.
        places: row id → index among the new records.
        made: how many rows were made so far, to give the next one an id.
        results: the answers, in the order of the changes.
    """

    text: CsvText
    data: bytes | None
    places: dict[str, int]
    made: int
    results: list[LocalResult]


class Editing:
    """Changes on their way into a copy of a file's records."""

    def __init__(self, text: CsvText, rows: RowReader, places: Mapping[str, int], made: int) -> None:
        self._text, self._rows, self._made = text, rows, made
        self._by_field = {column.field.id: column for column in rows.columns}
        self._places = dict(places)
        self._written: dict[tuple[int, str] | None, str] = {}
        self._records: list[Record | None] = list(text.records)
        sample = [text.records[index] for index in places.values()]
        self._quoting = QuotingHabit(text.records[text.header], sample, text.delimiter)

    def applied(self, changes: Sequence[LocalChange], path: Path) -> Edit:
        """All changes that are not refused, as a new text.

        Raises:
            TableNotWritable: the new text would not be read again as it was meant.
        """
        outcomes = [self._apply(change) for change in changes]
        text, places = self._assembled()
        data = self._encoded(text, path) if any(isinstance(outcome, str) for outcome in outcomes) else None
        results = results_of(outcomes, places, lambda row_id, place: self._rows.row(row_id, text.records[place]))
        return Edit(text, data, places, self._made, results)

    def _apply(self, change: LocalChange) -> Outcome:
        """Make one change; the id of its row, or why not."""
        try:
            if change.kind == "create":
                return self._create(change.values, change.raw)
            row_id = str(change.row_id)
            if row_id not in self._places:
                return RecordGone(record=change.row_id, detail="is not in the file")
            if change.kind == "delete":
                self._records[self._places.pop(row_id)] = None
            else:
                self._update(self._places[row_id], change.values)
        except Refused as refused:
            return refused
        return row_id

    def _create(self, values: Values, former: str = "") -> str:
        cells = [""] * self._rows.width
        for column in self._rows.columns:
            cells[column.place] = column.form.blank
        for place, text in (self._texts(values) | self._texts_again(former, values)).items():
            cells[place] = text
        raw = self._joined([self._shown(place, text) for place, text in enumerate(cells)])
        self._made += 1
        row_id = f"n{self._made}"
        self._places[row_id] = len(self._records)
        self._records.append(Record(raw, self._text.line_end, 0))
        return row_id

    def _update(self, index: int, values: Values) -> None:
        record = self._records[index]
        assert record is not None  # places lists no deleted rows
        cells = raw_cells(record.raw, self._text.delimiter)
        if self._rows.malformed(record, cells):
            raise InvalidValue(record=f"row {record.line}", rule="is in a row that can't be read")
        for place, text in self._texts(values).items():
            cells[place] = self._shown(place, text)
        self._records[index] = Record(self._joined(cells), record.end, record.line)

    def _texts(self, values: Values) -> dict[int, str]:
        """Place → new cell. Raises InvalidValue."""
        texts = {}
        for field_id, value in values.items():
            column = self._by_field.get(field_id)
            if column is None:
                raise InvalidValue(field=field_id, rule="has no column in the file")
            try:
                text = self._cell_of(column, value)
            except BadCell as bad:
                raise not_held(column.field, value, bad) from bad
            texts[column.place] = text
        return texts

    def _cell_of(self, column: Column, value: Value) -> str:
        """The new cell; how a number or a time looks in a column is found once and kept. Raises BadCell."""
        known_as = (column.place, str(value)) if isinstance(value, (Decimal, date)) else None
        if known_as in self._written:
            return self._written[known_as]
        text = write_cell(column.form, value)
        self._check_characters(text)
        if known_as:
            self._written[known_as] = text
        return text

    def _texts_again(self, former: str, values: Values) -> dict[int, str]:
        """Place → the cell that a row had before, where that is no other value than the row is to have now."""
        texts: dict[int, str] = {}
        if not former:
            return texts
        by_place = {column.place: column for column in self._rows.columns}
        for place, text in cells_by_place(former, self._text.names).items():
            if not isinstance(text, str):
                continue
            column = by_place.get(place)
            wanted = values.get(column.field.id) if column else None
            if column is None or self._reads_as(column, text, wanted):
                with suppress(BadCell):
                    self._check_characters(text)
                    texts[place] = text
        return texts

    @staticmethod
    def _reads_as(column: Column, text: str, value: Value) -> bool:
        found = read_cell(column.form, text)
        return not isinstance(found, CellProblem) and same(found, value)

    def _check_characters(self, text: str) -> None:
        if text.isascii() and "\0" not in text:
            return
        if "\0" in text:
            raise BadCell("has a NUL character, which a CSV file can't hold")
        try:
            text.encode(self._text.encoding.name)
        except UnicodeEncodeError as error:
            character = text[error.start].encode("utf-8", "backslashreplace").decode()
            name = self._text.encoding.name.upper()
            raise BadCell(f"has “{character}”, which the file's encoding {name} can't hold") from error

    def _shown(self, place: int, text: str) -> str:
        return self._quoting.columns[place].show(text, self._text.delimiter)

    def _joined(self, raw: list[str]) -> str:
        # A lone empty cell would be an empty line, and blanks alone may pass for one: neither is a row.
        joined = self._text.delimiter.character.join(raw)
        return joined if joined.strip(" ") or len(raw) > 1 else f'"{joined}"'

    def _assembled(self) -> tuple[CsvText, dict[str, int]]:
        """The new text, and where each row stands in it; the file's habit about its last line end is kept."""
        row_ids = {index: row_id for row_id, index in self._places.items()}
        kept = [(index, record) for index, record in enumerate(self._records) if record is not None]
        records: list[Record] = []
        places: dict[str, int] = {}
        line = 1
        for index, record in kept:
            if index in row_ids:
                places[row_ids[index]] = len(records)
            last = index == kept[-1][0]
            end = "" if last and not self._text.ends_with_newline else record.end or self._text.line_end
            same = end == record.end and line == record.line
            records.append(record if same else Record(record.raw, end, line))
            line += record.lines
        return CsvText(
            Records.of((r.raw, r.end, r.line) for r in records),
            self._text.header,
            self._text.delimiter,
            self._text.encoding,
        ), places

    def _encoded(self, text: CsvText, path: Path) -> bytes | None:
        data = text.encoded()
        if data == self._text.encoded():
            return None
        again = parse(data, path, [column.name for column in self._rows.columns])
        if again.delimiter.character != text.delimiter.character or not again.records.same_as(text.records):
            detail = "would not be read again as it was meant, because its encoding or delimiter would seem another"
            raise TableNotWritable(path=str(path), detail=detail, remedy="Save it as UTF-8 text with commas.")
        return data
