"""A CSV file as a local table: read whole, and replaced whole with every untouched cell as it was.

What a cell means is left to :mod:`airsync_gui.local.cells`, how the file is replaced to
:mod:`airsync_gui.local.whole_file`. A row's label names the line of the file on which it starts, counted from 1 with
the header, as an editor counts; a cell with line breaks in it makes a row longer than one line.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from airsync_gui.errors import InvalidValue, RecordGone, Refused, TableNotWritable, TableUnreadable
from airsync_gui.local.cells import form_of, read_cell, write_cell
from airsync_gui.local.csv_dialect import Encoding, decode, find_delimiter, separator_line
from airsync_gui.local.csv_records import (
    Delimiter,
    QuotingHabit,
    Record,
    UnclosedQuote,
    has_stray_text,
    raw_cells,
    split_cells,
    split_records,
)
from airsync_gui.local.forms import BadCell, CellForm, most_common
from airsync_gui.local.whole_file import Stamp, read_whole, replace_whole
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value, Values
from airsync_gui.sync.schema import Field

MAX_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class CsvText:
    """A file taken apart: all its records in order, which of them is the header, and how it is written."""

    records: list[Record]
    header: int
    delimiter: Delimiter
    encoding: Encoding

    @property
    def names(self) -> list[str]:
        """The header's cells as they stand there."""
        return split_cells(self.records[self.header].raw, self.delimiter)

    @property
    def row_indexes(self) -> Iterable[int]:
        """Which records are rows: all below the header but the empty lines."""
        wide = len(self.names) > 1
        for index in range(self.header + 1, len(self.records)):
            raw = self.records[index].raw
            if raw and not (wide and not raw.strip(" ")):
                yield index

    @property
    def line_end(self) -> str:
        """The line end used most."""
        return most_common(Counter(record.end for record in self.records if record.end).items(), "\n")

    @property
    def ends_with_newline(self) -> bool:
        """Whether the last line has an end."""
        return bool(self.records[-1].end)

    def encoded(self) -> bytes:
        """The bytes of the file."""
        return self.encoding.encode("".join([record.raw + record.end for record in self.records]))


class CsvTable:
    """One CSV file.

    Args:
        path: where it is; a link is followed.
        styles: column name → what a pair says about how it is read (see :func:`airsync_gui.local.cells.form_of`).
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.
    """

    stable_row_ids = False

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self.path = Path(path).absolute()
        self.name = self.path.name
        self.identity = os.path.normcase(os.path.realpath(self.path))
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone

    def headers(self) -> list[str]:
        """The names of its columns, to map them. Raises TableMissing, TableUnreadable."""
        return self._parse(())[0].names

    def read(self, columns: Mapping[str, Field]) -> CsvReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        text, stamp = self._parse(columns)
        return CsvReading(self.path, text, stamp, self._mapping(text.names, columns))

    def _parse(self, wanted: Iterable[str]) -> tuple[CsvText, Stamp]:
        data, stamp = read_whole(self.path)
        return parse(data, self.path, list(wanted)), stamp

    def _mapping(self, names: Sequence[str], columns: Mapping[str, Field]) -> Mapping_:
        places = {name: _find_column(names, name, self.path) for name in columns}
        time_column = _find_column(names, self._time_column, self.path) if self._time_column else None
        return Mapping_(columns, places, self._styles, time_column, self._zone)


@dataclass(frozen=True, slots=True)
class Mapping_:
    """Which field each column belongs to, and what is known of the columns besides.

    Attributes:
        columns: column name → field.
        places: column name → its place in a row, None where the file lacks it.
    """

    columns: Mapping[str, Field]
    places: Mapping[str, int | None]
    styles: Mapping[str, str]
    time_column: int | None
    zone: tzinfo | None

    @property
    def missing(self) -> frozenset[FieldId]:
        """The fields whose column is not in the file."""
        return frozenset(field.id for name, field in self.columns.items() if self.places[name] is None)


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column that is there: its place, its field, and how its cells are read and written."""

    name: str
    place: int
    field: Field
    form: CellForm


def parse(data: bytes, path: Path, wanted: Sequence[str] = ()) -> CsvText:
    """Take a file apart.

    Raises:
        TableUnreadable: empty, binary, damaged, half-written, or too long.
    """
    text, encoding = decode(data, str(path))
    if not text.strip("\r\n \t"):
        remedy = "Give it a first line with the names of its columns."
        raise TableUnreadable(path=str(path), detail="is empty: it has not even a header", remedy=remedy)
    character = find_delimiter(text, wanted, "\t" if path.suffix.lower() == ".tsv" else None)
    delimiter = Delimiter(character)
    records = _split(text, delimiter, path)
    start = 1 if separator_line(text) else 0
    header = next((i for i in range(start, len(records)) if records[i].raw.strip()), None)
    if header is None:
        raise TableUnreadable(path=str(path), detail="has no header", remedy="Give its columns names.")
    parsed = CsvText(records, header, delimiter, encoding)
    _check_complete(parsed, path)
    return parsed


def _split(text: str, delimiter: Delimiter, path: Path) -> list[Record]:
    remedy = "Finish writing it, or mend the row; nothing is changed until then."
    records: list[Record] = []
    try:
        for record in split_records(text, delimiter):
            records.append(record)
            if len(records) > MAX_ROWS + 1:
                raise TableUnreadable(path=str(path), detail=f"has more than {MAX_ROWS:,} rows", remedy="Split it.")
    except UnclosedQuote as error:
        detail = "ends inside a quoted cell, as a half-written file does"
        raise TableUnreadable(path=str(path), detail=detail, line=error.line, remedy=remedy) from error
    return records


def _check_complete(text: CsvText, path: Path) -> None:
    last = text.records[-1]
    if last.end or len(text.records) - 1 <= text.header or not last.raw.strip():
        return
    if len(raw_cells(last.raw, text.delimiter)) < len(text.names):
        detail = "ends in a row that is too short and has no line end, as a half-written file does"
        remedy = "Finish writing it, or mend the last row; nothing is changed until then."
        raise TableUnreadable(path=str(path), detail=detail, line=last.line, remedy=remedy)


def _find_column(names: Sequence[str], name: str, path: Path) -> int | None:
    """The place of a column: its exact name, else its name without outer blanks."""
    for wanted, found in ((name, list(names)), (name.strip(), [n.strip() for n in names])):
        if found.count(wanted) > 1:
            detail = f"has {found.count(wanted)} columns named “{wanted}”"
            raise TableUnreadable(
                path=str(path), detail=detail, line=1, remedy="Give each mapped column a name of its own."
            )
        if wanted in found:
            return found.index(wanted)
    return None


class CsvReading:
    """A CSV file as it was at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    A row's id is good for this reading only, also after a write through it.

    Attributes:
        styles: column name → its form in a person's words.
        proven: column name → what the column proves about how it is read, for a pair to remember.
        notes: what a person should know and what is no error, as full sentences.
    """

    def __init__(self, path: Path, text: CsvText, stamp: Stamp, mapping: Mapping_) -> None:
        self._path, self._text, self._stamp, self._mapping = path, text, stamp, mapping
        self.columns: Sequence[str] = tuple(text.names)
        self.missing = mapping.missing
        self.ends_with_newline = text.ends_with_newline
        self.modified_at: datetime | None = stamp.modified_at
        self._places = {f"r{n}": index for n, index in enumerate(text.row_indexes)}
        self._made = 0
        cells = [split_cells(text.records[index].raw, text.delimiter) for index in self._places.values()]
        self._columns = self._find_forms(cells)
        self.rows: Sequence[Row] = self._read_rows(cells)
        self.styles = {column.name: column.form.about for column in self._columns}
        self.proven = {column.name: column.form.proven for column in self._columns if column.form.proven}
        self.notes = _notes(path, stamp)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Replace the file by one with these changes; a change that is refused leaves the others alone."""
        edit = self._edited(changes)
        if edit.data is not None and edit.text is not None:
            self._stamp = replace_whole(self._path, edit.data, self._stamp)
            self._text, self._places, self._made = edit.text, edit.places, edit.made
        return edit.results

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        return self._edited(changes).results

    def _find_forms(self, rows: list[list[str]]) -> list[Column]:
        width = len(self.columns)
        whole = [cells for cells in rows if len(cells) == width]
        found = []
        for name, field in self._mapping.columns.items():
            place = self._mapping.places[name]
            if place is not None:
                texts = Counter([cells[place] for cells in whole])
                form = form_of(field, texts, self._mapping.styles.get(name, ""), self._mapping.zone)
                found.append(Column(name, place, field, form))
        return found

    def _read_rows(self, rows: list[list[str]]) -> list[Row]:
        known: list[dict[str, Value | CellProblem]] = [{} for _ in self._columns]
        places = zip(self._places.items(), rows, strict=True)
        return [self._row(row_id, self._text.records[index], cells, known) for (row_id, index), cells in places]

    def _row(
        self, row_id: str, record: Record, cells: list[str], known: list[dict[str, Value | CellProblem]] | None = None
    ) -> Row:
        label, fingerprint = f"row {record.line}", hashlib.blake2b(record.raw.encode(), digest_size=16).hexdigest()
        if malformed := self._malformed(record, cells):
            return Row(row_id, {}, label=label, malformed=malformed, fingerprint=fingerprint)
        values: dict[FieldId, Value] = {}
        problems: dict[FieldId, CellProblem] = {}
        for number, column in enumerate(self._columns):
            text = cells[column.place]
            if not text:
                continue
            cache = known[number] if known else {}
            value = cache[text] if text in cache else cache.setdefault(text, read_cell(column.form, text))
            if isinstance(value, CellProblem):
                problems[column.field.id] = value
            elif value is not None:
                values[column.field.id] = value
        modified_at = _moment(cells[self._mapping.time_column]) if self._mapping.time_column is not None else None
        return Row(row_id, values, problems, label, fingerprint=fingerprint, modified_at=modified_at)

    def _malformed(self, record: Record, cells: list[str]) -> str | None:
        width = len(self.columns)
        if len(cells) != width:
            return f"line {record.line} has {len(cells)} cell{'s' * (len(cells) != 1)} where the header has {width}"
        if '"' in record.raw and has_stray_text(record.raw, self._text.delimiter):
            return f"line {record.line} has text after a closing quote"
        return None

    def _edited(self, changes: Sequence[LocalChange]) -> Edit:
        return Editing(self._text, self._columns, self._places, self._made, self).applied(changes, self._path)


@dataclass(frozen=True, slots=True)
class Edit:
    """The outcome of some changes: the new text and bytes (None where nothing changes), and the answers.

    Attributes:
        places: row id → index among the new records.
        made: how many rows readings' writes have made so far.
    """

    text: CsvText | None
    data: bytes | None
    places: dict[str, int]
    made: int
    results: list[LocalResult]


class Editing:
    """Changes on their way into a copy of a file's records."""

    def __init__(
        self, text: CsvText, columns: Sequence[Column], places: Mapping[str, int], made: int, reading: CsvReading
    ) -> None:
        self._text, self._reading, self._made = text, reading, made
        self._by_field = {column.field.id: column for column in columns}
        self._columns = columns
        self._places = dict(places)
        self._records: list[Record | None] = list(text.records)
        rows = [text.records[index] for index in places.values()]
        self._quoting = QuotingHabit(text.records[text.header], rows, text.delimiter)

    def applied(self, changes: Sequence[LocalChange], path: Path) -> Edit:
        """All changes that are not refused, as a new text."""
        outcomes = [self._apply(change) for change in changes]
        text, places = self._assembled()
        data = self._encoded(text, path) if any(isinstance(outcome, str) for outcome in outcomes) else None
        results = [
            self._result(outcome, change, text, places) for outcome, change in zip(outcomes, changes, strict=True)
        ]
        return Edit(text if data else None, data, places, self._made, results)

    def _apply(self, change: LocalChange) -> str | Refused:
        """Make one change; the id of its row, or why not."""
        try:
            if change.kind == "create":
                return self._create(change.values)
            index = self._places.get(str(change.row_id))
            if index is None:
                return RecordGone(record=change.row_id, detail="is not in the file")
            if change.kind == "delete":
                self._records[index] = None
                del self._places[str(change.row_id)]
            else:
                self._update(index, change.values)
        except Refused as refused:
            return refused
        return str(change.row_id)

    def _create(self, values: Values) -> str:
        texts = [""] * len(self._reading.columns)
        for column in self._columns:
            texts[column.place] = column.form.blank
        for place, text in self._texts(values).items():
            texts[place] = text
        raw = self._joined([self._shown(place, text) for place, text in enumerate(texts)])
        self._made += 1
        row_id = f"n{self._made}"
        self._places[row_id] = len(self._records)
        self._records.append(Record(raw, self._text.line_end, 0))
        return row_id

    def _update(self, index: int, values: Values) -> None:
        record = self._records[index]
        assert record is not None  # places lists no deleted rows
        delimiter = self._text.delimiter
        cells = raw_cells(record.raw, delimiter)
        if len(cells) != len(self._reading.columns) or has_stray_text(record.raw, delimiter):
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
                text = write_cell(column.form, value)
                self._check_characters(text)
            except BadCell as bad:
                raise InvalidValue(field=column.field.name, value=str(value)[:80], rule=bad.rule) from bad
            texts[column.place] = text
        return texts

    def _check_characters(self, text: str) -> None:
        if "\0" in text:
            raise BadCell("has a NUL character, which a CSV file can't hold")
        try:
            text.encode(self._text.encoding.name)
        except UnicodeEncodeError as error:
            character = text[error.start]
            name = self._text.encoding.name.upper()
            raise BadCell(f"has “{character!a}”, which the file's encoding {name} can't hold"[:200]) from error

    def _shown(self, place: int, text: str) -> str:
        return self._quoting.columns[place].show(text, self._text.delimiter)

    def _joined(self, raw: list[str]) -> str:
        # A lone empty cell would be an empty line, which is no row.
        return self._text.delimiter.character.join(raw) if len(raw) > 1 else raw[0] or '""'

    def _assembled(self) -> tuple[CsvText, dict[str, int]]:
        """The new text, and where each row stands in it; the file's habit about its last line end is kept."""
        old = {index: row_id for row_id, index in self._places.items()}
        records: list[Record] = []
        places: dict[str, int] = {}
        line, last = 1, max(i for i, record in enumerate(self._records) if record is not None)
        for index, record in enumerate(self._records):
            if record is None:
                continue
            end = record.end or self._text.line_end
            if index == last and not self._text.ends_with_newline:
                end = ""
            if index in old:
                places[old[index]] = len(records)
            if end != record.end or line != record.line:
                record = Record(record.raw, end, line)
            records.append(record)
            line += record.lines
        return CsvText(records, self._text.header, self._text.delimiter, self._text.encoding), places

    def _encoded(self, text: CsvText, path: Path) -> bytes | None:
        """The new bytes, None if they are the old ones; checked to be read again as what they were meant to be."""
        data = text.encoded()
        if data == self._text.encoded():
            return None
        again = parse(data, path, self._reading.columns)
        if again.delimiter.character != text.delimiter.character or again.records != text.records:
            remedy = "Save it as UTF-8 text with commas."
            raise TableNotWritable(path=str(path), detail="would not be read again as it was written", remedy=remedy)
        return data

    def _result(
        self, outcome: str | Refused, change: LocalChange, text: CsvText, places: Mapping[str, int]
    ) -> LocalResult:
        if isinstance(outcome, Refused):
            return LocalResult(refused=outcome)
        if change.kind == "delete" or outcome not in places:
            return LocalResult()
        record = text.records[places[outcome]]
        return LocalResult(row=self._reading._row(outcome, record, split_cells(record.raw, text.delimiter)))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(UTC)


def _notes(path: Path, stamp: Stamp) -> tuple[str, ...]:
    if stamp.links < 2:
        return ()
    return (
        f"{path.name} has {stamp.links} hard links; a write replaces this one, and the others keep the old content.",
    )
