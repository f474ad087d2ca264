"""Which part of a sheet is the table: its header, its rows, and the named area that Excel calls a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from airsync_gui.local.column_names import places_of
from airsync_gui.local.typed_values import Raw, shown
from airsync_gui.local.xlsx_package import Package
from airsync_gui.local.xlsx_sheet import Area, Sheet, area_of, attributes
from airsync_gui.sync.values import is_blank


class NamedTable(Struct, frozen=True):
    """What Excel calls a table: a part of its own that names an area of the sheet, with its header."""

    part: str
    area: Area
    has_totals: bool


class Grid(Struct, frozen=True):
    """The table in a sheet.

    Attributes:
        header: the number of the header's row; 0 in an empty sheet.
        columns: (name, number) of each column with a name.
        rows: the numbers of the rows that hold something besides formulas.
        named: Excel's own table, where the sheet has exactly one.
    """

    header: int
    columns: tuple[tuple[str, int], ...]
    rows: tuple[int, ...]
    named: NamedTable | None

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [name for name, _ in self.columns]

    def numbers_of(self, name: str) -> list[int]:
        """The numbers of the columns of a name (see :func:`airsync_gui.local.column_names.places_of`)."""
        return [self.columns[place][1] for place in places_of(name, self.names)]


def grid_of(sheet: Sheet, named: NamedTable | None) -> Grid:
    """Find the table: Excel's own, else all below the first row that is not blank."""
    header = named.area.first_row if named else next((n for n in sorted(sheet.rows) if _filled(sheet, n)), 0)
    if header not in sheet.rows:
        return Grid(0, (), (), named)
    columns = tuple(
        (shown(cell.raw), number)
        for number, cell in sorted(sheet.rows[header].cells.items())
        if not is_blank(cell.raw) and (named is None or named.area.has(header, number))
    )
    places = [number for _, number in columns]
    last = named.area.last_row - 1 if named and named.has_totals else None
    rows = tuple(
        number
        for number in sorted(sheet.rows)
        if number > header and (last is None or number <= last) and _holds(sheet, number, places)
    )
    return Grid(header, columns, rows, named)


def _filled(sheet: Sheet, number: int) -> bool:
    return any(not is_blank(cell.raw) for cell in sheet.rows[number].cells.values())


def _holds(sheet: Sheet, number: int, places: Sequence[int]) -> bool:
    """Whether a row is one: formulas filled down beforehand make none."""
    cells = sheet.rows[number].cells
    return any(place in cells and not cells[place].formula and _is_something(cells[place].raw) for place in places)


def _is_something(raw: Raw) -> bool:
    return raw is False or not is_blank(raw)


def named_table(package: Package, sheet_part: str) -> NamedTable | None:
    """Excel's own table in a sheet, if it has exactly one with a header."""
    parts = [target for kind, target in package.related(sheet_part).values() if kind == "/table"]
    if len(parts) != 1:
        return None
    start = re.search(rb"<(?:\w+:)?table\b[^>]*>", package.part(parts[0]))
    given: Mapping[str, str] = attributes(start[0].decode("utf-8", "replace")) if start else {}
    area = area_of(given.get("ref", ""))
    if area is None or given.get("headerRowCount") == "0":
        return None
    return NamedTable(parts[0], area, given.get("totalsRowCount", "0") != "0")
