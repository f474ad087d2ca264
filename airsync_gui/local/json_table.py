"""A JSON or JSON Lines file as a local table: read whole, and replaced whole with every untouched value as it was.

What is nested in a row has a column for each level, with dots between the names: ``meal.calories``. Lists of plain
values are values; lists of objects are left alone. Rows are told apart for one reading only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from airsync_gui.errors import TableNotWritable, UsageError
from airsync_gui.local.bulk import without_collector
from airsync_gui.local.json_document import ROW, JsonDocument, json_places, offer, parse_document, parse_lines
from airsync_gui.local.json_edit import Editing
from airsync_gui.local.json_places import JsonPlace, place_from
from airsync_gui.local.json_rows import JsonRowReader, mapped_columns
from airsync_gui.local.outcomes import Outcome, results_of
from airsync_gui.local.raw_rows import raw_row
from airsync_gui.local.source_names import LINES_SUFFIXES
from airsync_gui.local.sql_shape import TableInfo
from airsync_gui.local.whole_file import Stamp, copy_file, read_whole, replace_whole
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import Field

Parser = Callable[[bytes], JsonDocument]


class JsonTable:
    """A list of objects in a JSON file, an object whose members are the rows, or a file of JSON lines.

    Args:
        path: where it is; a link is followed.
        place: where in the file the table stands (see :mod:`airsync_gui.local.json_places`); empty for the whole.
        styles: column name → what a pair says about how it is read.
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    stable_row_ids = False

    def __init__(
        self,
        path: str | os.PathLike[str],
        place: str = "",
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self.path = Path(path).absolute()
        self.place = place_from(place)
        self._lines = self.path.suffix.lower() in LINES_SUFFIXES
        if self._lines and place:
            raise UsageError(detail=f"{self.path.name} is one table by itself: name it without #{place}.")
        self.name = f"{self.path.name} · {place}" if place else self.path.name
        # Two tables in one file are one lock: each replaces the whole of it.
        self.identity = os.path.normcase(os.path.realpath(self.path))
        self.proven: Mapping[str, str] = {}
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone

    def headers(self) -> list[str]:
        """The names of its columns, to map them.

        Raises:
            TableMissing, TableUnreadable.
            UsageError: the file is no list itself, and none in it is named; lists those there are.
        """
        if not self._lines and self.place == JsonPlace() and (error := no_list_named(self.path)):
            raise error
        return self._parse()[0].columns()

    def read(self, columns: Mapping[str, Field]) -> JsonReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector():
            document, stamp = self._parse()
            names = document.columns()
            mapped, missing = mapped_columns(columns, names, document.rows, self._styles, self._zone)
            rows = JsonRowReader(mapped, self._time_column, "line" if self._lines else "item")
            reading = JsonReading(self.path, self.parsed, document, stamp, rows, missing)
        self.proven = reading.proven
        return reading

    def _parse(self) -> tuple[JsonDocument, Stamp]:
        data, stamp = read_whole(self.path)
        return self.parsed(data), stamp

    def parsed(self, data: bytes) -> JsonDocument:
        """The rows in these bytes. Raises TableUnreadable."""
        return parse_lines(data, self.path) if self._lines else parse_document(data, self.path, self.place)


class JsonReading:
    """A JSON file as it was at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    A row's id is good for this reading only, also after a write through it.

    Attributes:
        styles: column name → its form in a person's words.
        proven: column name → what the column proves about how it is read, for a pair to remember.
        notes: what a person should know and what is no error, as full sentences.
    """

    def __init__(
        self,
        path: Path,
        parsed: Parser,
        document: JsonDocument,
        stamp: Stamp,
        rows: JsonRowReader,
        missing: frozenset[str],
    ) -> None:
        self._path, self._parsed, self._document, self._stamp, self._rows = path, parsed, document, stamp, rows
        self._made = 0
        self._places = {f"r{number}": number for number in range(len(document.rows))}
        self.columns: Sequence[str] = tuple(document.columns())
        self.missing = missing
        # A list that is cut off can't be parsed; only lines can go missing unseen.
        self.ends_with_newline = document.container is not None or document.text.endswith("\n")
        self.modified_at: datetime | None = stamp.modified_at
        self.rows: Sequence[Row] = rows.lazy_rows(document, list(self._places))
        self.styles = {column.name: column.about for column in rows.columns.values()}
        self.proven = {column.name: column.proven for column in rows.columns.values() if column.proven}
        self.notes = stamp.notes(path)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Replace the file by one with these changes; a change that is refused leaves the others alone."""
        editing = Editing(self._document, self._rows, self._places, self._made)
        outcomes = [editing.apply(change) for change in changes]
        document, places = self._edited(editing)
        if document.text != self._document.text:
            self._stamp = replace_whole(self._path, document.encoding.encode(document.text), self._stamp)
        self._document, self._places, self._made = document, places, editing.made
        return self._results(outcomes, document, places)

    def copy_to(self, folder: Path, _changes: Sequence[LocalChange]) -> None:
        """Keep a copy of the whole file. Raises OSError."""
        copy_file(self._path, folder)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        editing = Editing(self._document, self._rows, self._places, self._made)
        outcomes = [editing.apply(change) for change in changes]
        return self._results(outcomes, *self._edited(editing))

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """The text of each row's value."""
        found = {}
        for row_id in row_ids:
            if row_id in self._places:
                row = self._document.rows[self._places[row_id]]
                found[row_id] = raw_row({ROW: self._document.text[row.value_start : row.end]})
        return found

    def _edited(self, editing: Editing) -> tuple[JsonDocument, dict[str, int]]:
        text, places = editing.result()
        if text == self._document.text:
            return self._document, places
        document = self._parsed(self._document.encoding.encode(text))
        if document.text != text or len(document.rows) != len(places):
            remedy = "Save it again as UTF-8 text, without what is unusual in it."
            raise TableNotWritable(
                path=str(self._path), detail="would not be read again as it was meant", remedy=remedy
            )
        return document, places

    def _results(
        self, outcomes: Sequence[Outcome], document: JsonDocument, places: Mapping[str, int]
    ) -> list[LocalResult]:
        order = sorted(places, key=places.__getitem__)
        rows = dict(zip(order, self._rows.rows(document, order), strict=True))
        return results_of(outcomes, rows, lambda _, row: row)


def tables_in(path: Path) -> list[TableInfo]:
    """The lists in a JSON file that a pair could name, from the top. Raises TableMissing, TableUnreadable."""
    return [TableInfo(str(place), count, ()) for place, count in json_places(read_whole(path)[0], path)]


def no_list_named(path: Path) -> UsageError | None:
    """What to say where a file is named without the list that is meant; None where it is one list."""
    places = json_places(read_whole(path)[0], path)
    if any(not str(place) for place, _ in places):
        return None
    return UsageError(detail=f"{path.name} is no list: say which part of it. {offer(path, places)}")
