"""A sheet of a workbook as a local table: read from its file, and changed in its own XML alone.

All other parts of the file are copied as they are, so that charts, pictures, macros, other sheets and everything that
only Excel knows stay. Cells with formulas are read and never written; Excel is told to work them out anew when it opens
the file next.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from airsync_gui.errors import TableMissing, TableNotWritable, TableUnreadable, UsageError
from airsync_gui.local.bulk import without_collector
from airsync_gui.local.csv_rows import moment_of
from airsync_gui.local.outcomes import Outcome, results_of
from airsync_gui.local.raw_rows import raw_cells_row
from airsync_gui.local.source_names import joined, offer_of
from airsync_gui.local.sql_shape import TableInfo
from airsync_gui.local.typed_values import shown
from airsync_gui.local.whole_file import Stamp, copy_file, read_whole, replace_whole
from airsync_gui.local.xlsx_edit import Place, SheetEditing, cell_out
from airsync_gui.local.xlsx_grid import Grid, grid_of, named_table
from airsync_gui.local.xlsx_package import Package
from airsync_gui.local.xlsx_parts import changed_parts, lock_of
from airsync_gui.local.xlsx_sheet import Sheet, sheet_of
from airsync_gui.local.xlsx_values import Book, XlsxColumn, book_of
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value
from airsync_gui.sync.schema import Field

_UNKNOWN = CellProblem(
    "ambiguous", "a formula", "has no result in the file yet: open the workbook in Excel or LibreOffice and save it"
)


class XlsxTable:
    """One sheet of a workbook; its first row that is not blank (or the header of its one table) names the columns.

    Args:
        path: the workbook; a link is followed.
        sheet: the sheet's name.
        styles: column name → what a pair says about how it is read.
        time_column: a column with the time of each row's last edit, where there is one.
        zone: of times without offset; None for this computer's.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    stable_row_ids = False

    def __init__(
        self,
        path: str | os.PathLike[str],
        sheet: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self.path = Path(path).absolute()
        self.sheet = sheet
        self.name = f"{self.path.name} · {sheet}"
        # Two sheets of one file are one lock: each replaces the whole of it.
        self.identity = os.path.normcase(os.path.realpath(self.path))
        self.proven: Mapping[str, str] = {}
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone

    def headers(self) -> list[str]:
        """The names of its columns, to map them.

        Raises:
            TableMissing, TableUnreadable.
            UsageError: there is no such sheet; lists those there are.
        """
        package, _ = _opened(self.path)
        if self.sheet not in package.sheets:
            raise UsageError(detail=f"{self.path.name} has no sheet “{self.sheet}”. {_offer(self.path, package)}")
        return self.taken_apart(package).grid.names

    def read(self, columns: Mapping[str, Field]) -> XlsxReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector():
            package, stamp = _opened(self.path)
            opened = self.taken_apart(package)
            numbers = {name: self._number(opened.grid, name) for name in columns}
            places = [
                Place(self._column(name, field, opened, number), number)
                for name, field in columns.items()
                if (number := numbers[name]) is not None
            ]
            time = self._number(opened.grid, self._time_column) if self._time_column else None
            missing = frozenset(field.id for name, field in columns.items() if numbers[name] is None)
            reading = XlsxReading(self, opened, stamp, places, time, missing)
        self.proven = reading.proven
        return reading

    def taken_apart(self, package: Package) -> OpenSheet:
        """The sheet in a workbook. Raises TableMissing, TableUnreadable."""
        if self.sheet not in package.sheets:
            detail = f"is not in the workbook: {self.path.name} has no sheet “{self.sheet}”"
            raise TableMissing(
                path=joined(self.path, self.sheet), what="sheet", detail=detail, remedy=_offer(self.path, package)
            )
        return open_sheet(package, package.sheets[self.sheet], self.path)

    def _column(self, name: str, field: Field, opened: OpenSheet, number: int) -> XlsxColumn:
        cells = (opened.sheet.rows[row].cells.get(number) for row in opened.grid.rows)
        raws = [cell.raw if cell else None for cell in cells]
        style = self._styles.get(name, "")
        return XlsxColumn(name, field, raws, style, self._zone, lists=False, dates=True)

    def _number(self, grid: Grid, name: str) -> int | None:
        numbers = grid.numbers_of(name)
        if len(numbers) > 1:
            detail = f"has several columns named “{name.strip()}”"
            remedy = "Give each mapped column a name of its own."
            raise TableUnreadable(path=joined(self.path, self.sheet), what="sheet", detail=detail, remedy=remedy)
        return numbers[0] if numbers else None


class OpenSheet:
    """A sheet taken apart, in its workbook."""

    def __init__(self, package: Package, part: str, book: Book, sheet: Sheet, grid: Grid) -> None:
        self.package, self.part, self.book, self.sheet, self.grid = package, part, book, sheet, grid


def open_sheet(package: Package, part: str, path: Path) -> OpenSheet:
    """Take a sheet apart. Raises TableUnreadable."""
    book = book_of(package)
    sheet = sheet_of(package.part(part), book, path)
    return OpenSheet(package, part, book, sheet, grid_of(sheet, named_table(package, part)))


def tables_in(path: Path) -> list[TableInfo]:
    """The sheets of a workbook, in their order. Raises TableMissing, TableUnreadable."""
    package, _ = _opened(path)
    found = []
    for name, part in package.sheets.items():
        grid = open_sheet(package, part, path).grid
        found.append(TableInfo(name, len(grid.rows), (), unusable="" if grid.columns else "is empty"))
    return found


def no_sheet_named(path: Path) -> UsageError:
    """What to say where a workbook is named without a sheet."""
    return UsageError(detail=f"{path.name} is a workbook: say which of its sheets. {_offer(path, _opened(path)[0])}")


def _opened(path: Path) -> tuple[Package, Stamp]:
    data, stamp = read_whole(path)
    return Package(data, path), stamp


def _offer(path: Path, package: Package) -> str:
    names = list(package.sheets)
    if not names:
        return "It has no sheets."
    return offer_of(names, joined(path, names[0]))


class XlsxReading:
    """A sheet as it was at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    A row's id is good for this reading only, also after a write through it.

    Attributes:
        styles: column name → its form in a person's words.
        proven: column name → what the column proves about how it is read, for a pair to remember.
        notes: what a person should know and what is no error, as full sentences.
    """

    ends_with_newline = True

    def __init__(
        self,
        table: XlsxTable,
        opened: OpenSheet,
        stamp: Stamp,
        places: Iterable[Place],
        time_place: int | None,
        missing: frozenset[str],
    ) -> None:
        self._table, self._opened, self._stamp, self._time_place = table, opened, stamp, time_place
        self._by_field: dict[FieldId, Place] = {place.column.field.id: place for place in places}
        self._made = 0
        self._places = {f"r{number}": number for number in opened.grid.rows}
        self.columns: Sequence[str] = tuple(opened.grid.names)
        self.missing = missing
        self.modified_at: datetime | None = stamp.modified_at
        self.rows: Sequence[Row] = [self._row(row_id, number, opened) for row_id, number in self._places.items()]
        columns = [place.column for place in self._by_field.values()]
        self.styles = {column.name: column.about for column in columns}
        self.proven = {column.name: column.proven for column in columns if column.proven}
        self.notes = stamp.notes(table.path)

    def _row(self, row_id: str, number: int, opened: OpenSheet) -> Row:
        cells = opened.sheet.rows[number].cells
        values: dict[FieldId, Value] = {}
        problems: dict[FieldId, CellProblem] = {}
        for field_id, place in self._by_field.items():
            cell = cells.get(place.number)
            if cell is None:
                continue
            value = _UNKNOWN if cell.unknown else place.column.read(cell.raw)
            if isinstance(value, CellProblem):
                problems[field_id] = value
            elif value is not None:
                values[field_id] = value
        seen = repr([(place, cells[place].raw) for _, place in opened.grid.columns if place in cells])
        fingerprint = hashlib.blake2b(seen.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        time = cells.get(self._time_place) if self._time_place else None
        modified_at = moment_of(shown(time.raw)) if time else None
        return Row(row_id, values, problems, f"row {number}", fingerprint=fingerprint, modified_at=modified_at)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Replace the file by one with these changes; a change that is refused leaves the others alone."""
        editing, outcomes = self._editing(changes)
        if not any(isinstance(outcome, str) for outcome in outcomes):
            return self._results(outcomes, editing.places, self._opened)
        self._check_free()
        opened, data = self._edited(editing)
        if data is not None:
            self._stamp = replace_whole(self._table.path, data, self._stamp)
        self._opened, self._places, self._made = opened, editing.places, editing.made
        return self._results(outcomes, self._places, opened)

    def copy_to(self, folder: Path, _changes: Sequence[LocalChange]) -> None:
        """Keep a copy of the whole file. Raises OSError."""
        copy_file(self._table.path, folder)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        editing, outcomes = self._editing(changes)
        return self._results(outcomes, editing.places, self._edited(editing)[0])

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """Every cell that no formula makes, under its column's name."""
        grid, found = self._opened.grid, {}
        for row_id in row_ids:
            if row_id in self._places:
                cells = self._opened.sheet.rows[self._places[row_id]].cells
                shown_here = [cells.get(place) for _, place in grid.columns]
                raws = [cell.raw if cell and not cell.formula else None for cell in shown_here]
                found[row_id] = raw_cells_row(grid.names, map(cell_out, raws))
        return found

    def _editing(self, changes: Sequence[LocalChange]) -> tuple[SheetEditing, list[Outcome]]:
        now = self._opened
        editing = SheetEditing(now.sheet, now.book, now.grid, self._by_field, self._places, self._made)
        return editing, [editing.apply(change) for change in changes]

    def _check_free(self) -> None:
        path = str(self._table.path)
        if program := lock_of(self._table.path):
            remedy = f"Close it in {program}, then sync again."
            raise TableNotWritable(path=path, detail=f"is open in {program}", remedy=remedy)
        if self._opened.sheet.protected:
            remedy = "Take the protection off in Excel or LibreOffice, or let the pair write Airtable only."
            raise TableNotWritable(path=path, detail=f"its sheet {self._table.sheet} is protected", remedy=remedy)
        if any(name.startswith("_xmlsignatures/") for name in self._opened.package.names()):
            remedy = "Take the signature off, or let the pair write Airtable only."
            raise TableNotWritable(path=path, detail="it is signed, which a change would break", remedy=remedy)

    def _edited(self, editing: SheetEditing) -> tuple[OpenSheet, bytes | None]:
        """The workbook with the changes in it, read anew; and its bytes, if they are other ones."""
        now, xml = self._opened, editing.xml()
        if xml == now.sheet.xml:
            return now, None
        last_row = max(editing.places.values(), default=now.grid.header)
        parts = changed_parts(now.package, now.part, xml, now.grid.named, editing.new_styles, last_row)
        data = now.package.with_parts(parts)
        opened = self._table.taken_apart(Package(data, self._table.path))
        for (number, place), (raw, column) in editing.touched.items():
            row = opened.sheet.rows.get(number)
            cell = row.cells.get(place) if row else None
            found = cell.raw if cell else None
            if (found if column is None else column.read(found)) != (raw if column is None else column.read(raw)):
                remedy = "Open it in Excel or LibreOffice and save it again."
                detail = "would not be read again as it was meant"
                raise TableNotWritable(path=str(self._table.path), detail=detail, remedy=remedy)
        return opened, data

    def _results(self, outcomes: Sequence[Outcome], places: Mapping[str, int], opened: OpenSheet) -> list[LocalResult]:
        return results_of(outcomes, places, lambda row_id, number: self._row(row_id, number, opened))
