"""A CSV file as a local table: read whole, and replaced whole with every untouched cell as it was.

What a cell means is left to :mod:`airsync_gui.local.cells`, what changes in the text to
:mod:`airsync_gui.local.csv_edit`, how the file is replaced to :mod:`airsync_gui.local.whole_file`. A row's label names
the line of the file on which it starts, counted from 1 with the header, as an editor counts; a cell with line breaks
in it makes a row longer than one line.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.bulk import without_collector
from airsync_gui.local.cells import form_of, shows_its_form
from airsync_gui.local.column_names import places_of
from airsync_gui.local.csv_edit import Edit, Editing
from airsync_gui.local.csv_formulas import TEXTS, EscapedForm, unescaped
from airsync_gui.local.csv_records import split_cells
from airsync_gui.local.csv_rows import Column, RowReader
from airsync_gui.local.csv_text import CsvText, parse
from airsync_gui.local.forms import Texts
from airsync_gui.local.lazy_rows import LazyRows
from airsync_gui.local.raw_rows import raw_cells_row
from airsync_gui.local.whole_file import Stamp, copy_file, read_whole, replace_whole
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import Field

PART = 1_000
"""Rows whose cells are held at a time."""


class CsvTable:
    """One CSV file.

    Args:
        path: where it is; a link is followed.
        styles: column name → what a pair says about how it is read (see :func:`airsync_gui.local.cells.form_of`).
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.
        escape_formulas: whether texts that a spreadsheet would take for formulas are written with an apostrophe.

    Attributes:
        proven: column name → the style that the last reading's cells prove, for a pair to remember: the one row that
            proves it may be gone tomorrow.
    """

    stable_row_ids = False

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
        escape_formulas: bool = False,
    ) -> None:
        self.path = Path(path).absolute()
        self.name = self.path.name
        self.identity = os.path.normcase(os.path.realpath(self.path))
        self.proven: Mapping[str, str] = {}
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone
        self._escape_formulas = escape_formulas

    def headers(self) -> list[str]:
        """The names of its columns, to map them. Raises TableMissing, TableUnreadable."""
        return self._parse(())[0].names

    def read(self, columns: Mapping[str, Field]) -> CsvReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector():
            return self._read(columns)

    def _read(self, columns: Mapping[str, Field]) -> CsvReading:
        text, stamp = self._parse(columns)
        places = {name: self._find_column(text.names, name) for name in columns}
        time_column = self._find_column(text.names, self._time_column) if self._time_column else None
        width = len(text.names)
        there = {name: place for name in columns if (place := places[name]) is not None}
        telling = _counted(text, [place for name, place in there.items() if shows_its_form(columns[name])])
        found = [self._column(name, place, columns[name], telling.get(place, {})) for name, place in there.items()]
        missing = frozenset(field.id for name, field in columns.items() if places[name] is None)
        rows = RowReader(found, width, text.delimiter, time_column)
        reading = CsvReading(self.path, text, stamp, rows, missing)
        self.proven = reading.proven
        return reading

    def _parse(self, wanted: Iterable[str]) -> tuple[CsvText, Stamp]:
        data, stamp = read_whole(self.path)
        return parse(data, self.path, list(wanted)), stamp

    def _column(self, name: str, place: int, field: Field, texts: Texts) -> Column:
        escapes = self._escape_formulas and field.kind in TEXTS
        if escapes:
            plain = Counter[str]()
            for text, count in texts.items():
                plain[unescaped(text)] += count
            texts = plain
        form = form_of(field, texts, self._styles.get(name, ""), self._zone)
        return Column(name, place, field, EscapedForm(form) if escapes else form)

    def _find_column(self, names: Sequence[str], name: str) -> int | None:
        """The place of a column. Raises TableUnreadable for several of its name."""
        places = places_of(name, names)
        if len(places) > 1:
            detail = f"has {len(places)} columns named “{name.strip()}”"
            remedy = "Give each mapped column a name of its own."
            raise TableUnreadable(path=str(self.path), detail=detail, line=1, remedy=remedy)
        return places[0] if places else None


def _counted(text: CsvText, places: Sequence[int]) -> dict[int, Texts]:
    """Place → the cells of a column, each with how often it stands there in whole rows."""
    counts = {place: Counter[str]() for place in places}
    width, raws = len(text.names), text.records.raws
    rows = iter(text.row_indexes() if counts else ())
    while part := list(islice(rows, PART)):
        cells = [whole for index in part if len(whole := split_cells(raws[index], text.delimiter)) == width]
        for place, count in counts.items():
            count.update([row[place] for row in cells])
    return dict(counts)


def row_id_of(number: int) -> str:
    """What a row is called in one reading; rows are counted from 0."""
    return f"r{number}"


def rows_of(text: CsvText, reader: RowReader) -> LazyRows:
    """The rows of a file, each made when it is asked for."""
    indexes, raws = text.row_indexes(), text.records.raws

    def row(number: int) -> Row:
        return reader.row(row_id_of(number), text.records[indexes[number]])

    def digests(scope: bytes) -> Iterator[bytes]:
        return map(reader.digest(scope), map(raws.__getitem__, indexes))

    return LazyRows(len(indexes), row, digests)


class CsvReading:
    """A CSV file as it was at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    A row's id is good for this reading only, also after a write through it.

    Attributes:
        styles: column name → its form in a person's words.
        proven: column name → what the column proves about how it is read, for a pair to remember.
        notes: what a person should know and what is no error, as full sentences.
    """

    def __init__(
        self,
        path: Path,
        text: CsvText,
        stamp: Stamp,
        rows: RowReader,
        missing: frozenset[str],
    ) -> None:
        self._path, self._text, self._stamp, self._rows = path, text, stamp, rows
        self._made = 0
        self._places: dict[str, int] | None = None
        self.columns: Sequence[str] = tuple(text.names)
        self.missing = missing
        self.ends_with_newline = text.ends_with_newline
        self.modified_at: datetime | None = stamp.modified_at
        self.rows: Sequence[Row] = rows_of(text, rows)
        self.styles = {column.name: column.form.about for column in rows.columns}
        self.proven = {column.name: column.form.proven for column in rows.columns if column.form.proven}
        self.notes = stamp.notes(path)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Replace the file by one with these changes; a change that is refused leaves the others alone."""
        edit = self._edited(changes)
        if edit.data is not None:
            self._stamp = replace_whole(self._path, edit.data, self._stamp)
        self._text, self._places, self._made = edit.text, edit.places, edit.made
        return edit.results

    def copy_to(self, folder: Path, _changes: Sequence[LocalChange]) -> None:
        """Keep a copy of the whole file. Raises OSError."""
        copy_file(self._path, folder)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        return self._edited(changes).results

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """Every cell under its column's name."""
        names, places, found = self._text.names, self._all_places(), {}
        for row_id in row_ids:
            cells = (
                split_cells(self._text.records[places[row_id]].raw, self._text.delimiter) if row_id in places else []
            )
            if len(cells) == len(names):
                found[row_id] = raw_cells_row(names, cells)
        return found

    def _edited(self, changes: Sequence[LocalChange]) -> Edit:
        return Editing(self._text, self._rows, self._all_places(), self._made).applied(changes, self._path)

    def _all_places(self) -> dict[str, int]:
        if self._places is None:
            self._places = {row_id_of(number): index for number, index in enumerate(self._text.row_indexes())}
        return self._places
