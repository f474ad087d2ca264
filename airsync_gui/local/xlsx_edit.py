"""Changes to a sheet: its XML with only the changed cells, new rows and emptied rows different.

A deleted row is emptied, not taken out: rows below it keep their numbers, so that every formula, name and format that
points at them goes on doing so. A new row takes the formats of the row above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from msgspec import Struct

from airsync_gui.errors import InvalidValue, RecordGone, Refused
from airsync_gui.local.forms import BadCell, most_common
from airsync_gui.local.outcomes import Outcome, not_held
from airsync_gui.local.raw_rows import parts_of
from airsync_gui.local.typed_values import Number, Raw
from airsync_gui.local.xlsx_grid import Grid
from airsync_gui.local.xlsx_sheet import Sheet, SheetRow, area_of, attributes, cell_name
from airsync_gui.local.xlsx_values import Book, FormatKind, XlsxColumn, cell_content, days_of_clock
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import FieldId, Values

_NUMBER, _DAY, _MOMENT = "number", "day", "moment"


class Place(Struct, frozen=True):
    """A mapped column: what it means, and the number of its column in the sheet."""

    column: XlsxColumn
    number: int


class SheetEditing:
    """Changes on their way into a sheet.

    Args:
        places: row id → number of the row.
        made: how many rows were made so far, to give the next one an id.

    Attributes:
        new_styles: kinds of days for which a style must be added to the workbook, in their order.
        touched: (row, column number) → what is to stand there, and the column that reads it.
    """

    def __init__(
        self,
        sheet: Sheet,
        book: Book,
        grid: Grid,
        by_field: Mapping[FieldId, Place],
        places: Mapping[str, int],
        made: int,
    ) -> None:
        self._sheet, self._book, self._grid, self._by_field, self.made = sheet, book, grid, by_field, made
        self.places = dict(places)
        self.new_styles: list[FormatKind] = []
        self.touched: dict[tuple[int, int], tuple[Raw, XlsxColumn | None]] = {}
        self._new: dict[str, dict[int, tuple[Raw, XlsxColumn | None]]] = {}
        self._usual: dict[tuple[int, FormatKind], int] = {}

    def apply(self, change: LocalChange) -> Outcome:
        """Note one change."""
        try:
            if change.kind == "create":
                return self._create(change.values, change.raw)
            row_id = str(change.row_id)
            if row_id not in self.places:
                return RecordGone(record=change.row_id, detail="is not in the sheet")
            if change.kind == "delete":
                self._empty(self.places.pop(row_id))
            else:
                self._update(self.places[row_id], change.values)
        except Refused as refused:
            return refused
        return row_id

    def _raws(self, values: Values) -> dict[int, tuple[Raw, XlsxColumn | None]]:
        raws: dict[int, tuple[Raw, XlsxColumn | None]] = {}
        for field_id, value in values.items():
            place = self._by_field.get(field_id)
            if place is None:
                raise InvalidValue(field=field_id, rule="has no column in the sheet")
            try:
                raw = place.column.write(value)
                cell_content(raw, self._book)
            except BadCell as bad:
                raise not_held(place.column.field, value, bad) from bad
            raws[place.number] = (raw, place.column)
        return raws

    def _update(self, number: int, values: Values) -> None:
        raws = self._raws(values)
        cells = self._sheet.rows[number].cells if number in self._sheet.rows else {}
        for place, (raw, column) in list(raws.items()):
            if place in cells and cells[place].formula:
                if column is not None and column.read(cells[place].raw) != column.read(raw):
                    raise InvalidValue(field=column.field.name, rule="is computed by a formula in the sheet")
                del raws[place]
        self.touched |= {(number, place): found for place, found in raws.items()}

    def _empty(self, number: int) -> None:
        for _, place in self._grid.columns:
            cell = self._sheet.rows[number].cells.get(place)
            if cell is not None and not cell.formula:
                self.touched[number, place] = (None, None)

    def _create(self, values: Values, former: str = "") -> str:
        if self._grid.named and self._grid.named.has_totals:
            rule = "can't be added: the table in the sheet ends in a row of totals"
            raise Refused(by="the workbook", detail=rule)
        raws = self._raws(values)
        for place in self._by_field.values():
            raws.setdefault(place.number, (place.column.write(None), place.column))
        for number, raw in self._unmapped(former).items():
            raws.setdefault(number, (raw, None))
        self.made += 1
        row_id = f"n{self.made}"
        self._new[row_id] = raws
        return row_id

    def _unmapped(self, former: str) -> dict[int, Raw]:
        """What a row had in columns that are there still."""
        numbers = {name: place for name, place in self._grid.columns if self._grid.names.count(name) == 1}
        found: dict[int, Raw] = {}
        for name, cell in parts_of(former).items():
            raw = cell_in(cell)
            if name in numbers and raw is not None:
                with suppress(BadCell):
                    cell_content(raw, self._book)
                    found[numbers[name]] = raw
        return found

    # -- the new sheet ----------------------------------------------------------------------------------------------

    def xml(self) -> str:
        """The sheet with all changes in it."""
        self._place_new()
        by_row: dict[int, dict[int, tuple[Raw, XlsxColumn | None]]] = {}
        for (number, place), found in self.touched.items():
            by_row.setdefault(number, {})[place] = found
        parts: list[tuple[int, int, str]] = []
        added: list[str] = []
        last = max(self._sheet.rows, default=0)
        for number, raws in sorted(by_row.items()):
            if number in self._sheet.rows:
                parts += self._in_row(self._sheet.rows[number], raws)
            elif number > last:
                added.append(self._row(number, raws))
            else:
                before = next(n for n in sorted(self._sheet.rows) if n > number)
                start = self._sheet.rows[before].start
                parts.append((start, start, self._row(number, raws)))
        return self._with_size(self._put_in(parts, "".join(added)))

    def _place_new(self) -> None:
        """New rows stand below the last one that is left."""
        number = max([self._grid.header, *self.places.values()])
        for row_id, raws in self._new.items():
            number += 1
            cells = self._sheet.rows[number].cells if number in self._sheet.rows else {}
            self.places[row_id] = number
            for place, found in raws.items():
                if place not in cells or not cells[place].formula:
                    self.touched[number, place] = found
        self._new = {}

    def _put_in(self, parts: list[tuple[int, int, str]], added: str) -> str:
        xml, prefix = self._sheet.xml, self._sheet.prefix
        start, end = self._sheet.body
        pieces, position = [], 0
        if not xml.startswith(f"</{prefix}sheetData", end):  # an empty sheet has one element that closes itself
            added = f"<{prefix}sheetData>{added}</{prefix}sheetData>"
            parts.append((start, end, added))
        elif added:
            parts.append((end, end, added))
        for first, last, new in sorted(parts, key=lambda part: part[:2]):
            pieces += [xml[position:first], new]
            position = last
        return "".join([*pieces, xml[position:]])

    def _in_row(self, row: SheetRow, raws: Mapping[int, tuple[Raw, XlsxColumn | None]]) -> list[tuple[int, int, str]]:
        xml, prefix = self._sheet.xml, self._sheet.prefix
        parts = []
        lacking = {}
        for place, (raw, _) in raws.items():
            if place in row.cells:
                parts.append((row.cells[place].start, row.cells[place].end, self._cell(row.number, place, raw)))
            elif raw is not None:
                lacking[place] = self._cell(row.number, place, raw)
        if not lacking:
            return parts
        tag = re.compile(rf"<{prefix}row\b[^>]*>").match(xml, row.start)
        assert tag is not None
        if tag[0].endswith("/>"):
            inside = "".join(text for _, text in sorted(lacking.items()))
            start = re.sub(r"\s*/>$", ">", _without_spans(tag[0]))
            return [(row.start, row.end, f"{start}{inside}</{prefix}row>")]
        parts.append((tag.start(), tag.end(), _without_spans(tag[0])))
        close = xml.rindex(f"</{prefix}row", row.start, row.end)
        for place, text in sorted(lacking.items()):
            after = next((row.cells[n].start for n in sorted(row.cells) if n > place), close)
            parts.append((after, after, text))
        return parts

    def _row(self, number: int, raws: Mapping[int, tuple[Raw, XlsxColumn | None]]) -> str:
        prefix, above = self._sheet.prefix, self._above(number)
        given = attributes(above.attributes) if above else {}
        kept = "".join(f' {n}="{given[n]}"' for n in ("s", "customFormat", "ht", "customHeight") if n in given)
        cells = "".join(self._cell(number, place, raw) for place, (raw, _) in sorted(raws.items()))
        return f'<{prefix}row r="{number}"{kept}>{cells}</{prefix}row>'

    def _above(self, number: int) -> SheetRow | None:
        """The row whose formats a new one takes."""
        known = [row for row in self._grid.rows if row < number]
        return self._sheet.rows[known[-1]] if known else None

    def _cell(self, number: int, place: int, raw: Raw) -> str:
        prefix = self._sheet.prefix
        style = self._style(number, place, raw)
        if isinstance(raw, str) and self._book.kind(style) == "span" and (days := days_of_clock(raw)):
            raw = Number(days)
        kind, inside = cell_content(raw, self._book)
        inside = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", inside) if prefix else inside
        start = f'<{prefix}c r="{cell_name(number, place)}"' + (f' s="{style}"' if style else "")
        start += f' t="{kind}"' if kind else ""
        return f"{start}>{inside}</{prefix}c>" if inside else f"{start}/>"

    # -- formats ----------------------------------------------------------------------------------------------------

    def _style(self, number: int, place: int, raw: Raw) -> int:
        row = self._sheet.rows.get(number)
        if row is None or place not in row.cells:
            row = self._above(number)
        present = row.cells.get(place) if row else None
        style = present.style if present else 0
        kind = self._book.kind(style)
        wanted = _format_for(raw)
        if wanted is None or kind == wanted or (wanted == "day" and kind == "moment"):
            return style
        return self._usual_style(place, wanted)

    def _usual_style(self, place: int, wanted: FormatKind) -> int:
        """The style that the column's other cells of this kind have; else a new one for days, and none for numbers."""
        if (place, wanted) not in self._usual:
            cells = (self._sheet.rows[n].cells.get(place) for n in self._grid.rows)
            styles = Counter(cell.style for cell in cells if cell and self._book.kind(cell.style) == wanted)
            self._usual[place, wanted] = most_common(styles.items(), 0 if wanted == "" else self._new_style(wanted))
        return self._usual[place, wanted]

    def _new_style(self, wanted: FormatKind) -> int:
        if wanted not in self.new_styles:
            self.new_styles.append(wanted)
        return len(self._book.formats) + self.new_styles.index(wanted)

    def _with_size(self, xml: str) -> str:
        """The size of the sheet, which it may name, grown to the new cells."""
        found = re.search(rf'<{self._sheet.prefix}dimension\b[^>]*\bref="([^"]*)"', xml)
        area = area_of(found[1]) if found else None
        if found is None or area is None or not self.touched:
            return xml
        last_row = max(area.last_row, *(row for row, _ in self.touched))
        last_column = max(area.last_column, *(place for _, place in self.touched))
        ref = f"{cell_name(area.first_row, area.first_column)}:{cell_name(last_row, last_column)}"
        if (last_row, last_column) == (area.last_row, area.last_column):
            return xml
        return xml[: found.start(1)] + ref + xml[found.end(1) :]


def cell_out(raw: Raw) -> str | bool | dict[str, str] | None:
    """A cell's value as a part of JSON; None for what can't be kept."""
    if isinstance(raw, Number):
        return {_NUMBER: raw.text}
    if isinstance(raw, date):
        return {_MOMENT if isinstance(raw, datetime) else _DAY: raw.isoformat()}
    return raw if isinstance(raw, str | bool) else None


def cell_in(part: object) -> Raw:
    """The inverse of :func:`cell_out`; None for what it did not make."""
    if isinstance(part, str | bool):
        return part
    kind, text = next(iter(part.items())) if isinstance(part, dict) and len(part) == 1 else ("", "")
    with suppress(TypeError, ValueError):
        if kind in (_DAY, _MOMENT):
            return date.fromisoformat(text) if kind == _DAY else datetime.fromisoformat(text)
    return Number(text) if kind == _NUMBER and isinstance(text, str) else None


def _format_for(raw: Raw) -> FormatKind | None:
    """What a cell's format must show; None where any will do."""
    if isinstance(raw, datetime):
        return "moment"
    if isinstance(raw, date):
        return "day"
    return "" if isinstance(raw, Number) else None


def _without_spans(tag: str) -> str:
    return re.sub(r'\s+spans="[^"]*"', "", tag)
