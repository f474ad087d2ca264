"""One sheet of a workbook taken apart, with the place of every row and cell in its XML."""

from __future__ import annotations

import html
import re
from codecs import iterdecode
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct, field

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.typed_values import Raw
from airsync_gui.local.xlsx_values import Book, unescaped

PIECE = 1_000_000
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET_DATA = re.compile(r"<((?:\w+:)?)sheetData\s*(/?)>")
_ARRAY = re.compile(r"<(?:\w+:)?f\b([^>]*t=\"(?:array|dataTable)\"[^>]*)>")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")


class SheetCell(Struct, frozen=True):
    """One cell: ``xml[start:end]``.

    Attributes:
        raw: its value; of a formula the result that the file holds.
        formula: whether a formula gives its value.
        unknown: it is a formula whose result the file does not hold.
    """

    start: int
    end: int
    style: int
    raw: Raw = None
    formula: bool = False
    unknown: bool = False


class SheetRow(Struct, frozen=True):
    """One row: ``xml[start:end]``; its cells by the number of their column, counted from 1."""

    number: int
    start: int
    end: int
    attributes: str
    cells: dict[int, SheetCell] = field(default_factory=dict)


class Sheet(Struct, frozen=True):
    """A sheet.

    Attributes:
        xml: its part as text.
        prefix: what stands before each element's name: ``x:`` in files of some programs.
        body: where the rows stand, inside ``sheetData``.
        rows: number → row, in their order.
        protected: whether it is protected against changes.
    """

    xml: str
    prefix: str
    body: tuple[int, int]
    rows: dict[int, SheetRow]
    protected: bool = False


def text_of(data: bytes) -> str:
    """A part decoded piece by piece: all at once, a large one would keep other threads waiting for a tenth of a second.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    return "".join(iterdecode((data[at : at + PIECE] for at in range(0, len(data), PIECE)), "utf-8-sig"))


def sheet_of(data: bytes, book: Book, path: Path) -> Sheet:
    """Take a sheet's part apart.

    Raises:
        TableUnreadable: it is not written as workbooks are.
    """
    try:
        xml = text_of(data)
    except UnicodeDecodeError as error:
        raise _unusual(path) from error
    found = _SHEET_DATA.search(xml)
    if found is None or "<!--" in xml or "<![CDATA[" in xml or "<!DOCTYPE" in xml:
        raise _unusual(path)
    prefix, empty = found[1], found[2] == "/"
    end = found.end() if empty else xml.find(f"</{prefix}sheetData", found.end())
    if end < 0:
        raise _unusual(path)
    body = (found.start() if empty else found.end(), end)
    rows: dict[int, SheetRow] = {}
    if not empty:
        arrays = _arrays(xml, body)
        try:
            rows = {row.number: row for row in _rows(xml, prefix, body, book, arrays)}
        except ValueError as error:  # what should be a number is none
            raise _unusual(path) from error
    # The protection stands behind the rows. One search from the start would keep other threads waiting.
    protection = re.compile(rf"<{prefix}sheetProtection\b[^>]*\bsheet=\"(1|true)\"")
    protected = protection.search(xml, body[1]) is not None
    return Sheet(xml, prefix, body, rows, protected)


def _unusual(path: Path) -> TableUnreadable:
    remedy = "Open it in Excel or LibreOffice and save it again as .xlsx."
    return TableUnreadable(path=str(path), detail="has a sheet that is not written as workbooks are", remedy=remedy)


@cache
def _element(prefix: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"<{prefix}{name}\b([^>]*?)(?:/>|>(.*?)</{prefix}{name}\s*>)", re.DOTALL)


@cache
def _plain(prefix: str) -> re.Pattern[str]:
    p = prefix
    return re.compile(rf"\s*(?:<{p}v>([^<]*)</{p}v>|<{p}is>\s*<{p}t(?:\s[^>]*)?>([^<]*)</{p}t>\s*</{p}is>)\s*")


def _rows(xml: str, prefix: str, body: tuple[int, int], book: Book, arrays: list[Area]) -> Iterator[SheetRow]:
    number = 0
    cells, plain = _element(prefix, "c"), _plain(prefix)
    for found in _element(prefix, "row").finditer(xml, *body):
        number = int(attributes(found[1]).get("r", number + 1))
        row = SheetRow(number, found.start(), found.end(), found[1])
        column = 0
        if found[2] is not None:
            for cell in cells.finditer(xml, *found.span(2)):
                start, inside = cell[1], cell[2]
                given = attributes(start)
                column = _column_of(given.get("r", "")) or column + 1
                in_array = bool(arrays) and any(area.has(number, column) for area in arrays)
                usual = inside is not None and not in_array and plain.fullmatch(inside)
                if usual:
                    row.cells[column] = _plain_cell(cell, given, usual, book)
                else:
                    row.cells[column] = _cell(cell, given, prefix, book, in_array=in_array)
        yield row


def _plain_cell(found: re.Match[str], given: dict[str, str], usual: re.Match[str], book: Book) -> SheetCell:
    """A cell with nothing but a value, or a text without runs: nearly every one."""
    style, kind = int(given.get("s", 0)), given.get("t", "n")
    text = usual[1] if usual[1] is not None else usual[2]
    text = html.unescape(text) if "&" in text else text
    if kind == "inlineStr":
        return SheetCell(found.start(), found.end(), style, unescaped(text))
    raw = book.value(kind, text, style) if text or kind == "str" else None
    return SheetCell(found.start(), found.end(), style, raw)


def _cell(found: re.Match[str], given: dict[str, str], prefix: str, book: Book, *, in_array: bool) -> SheetCell:
    style, inside = int(given.get("s", 0)), found[2] or ""
    formula = in_array or re.search(rf"<{prefix}f\b", inside) is not None
    kind = given.get("t", "n")
    if kind == "inlineStr":
        # The phonetic hints of a text are no part of it.
        plain = re.sub(rf"<{prefix}rPh\b.*?</{prefix}rPh\s*>", "", inside, flags=re.DOTALL)
        text = "".join(part[2] or "" for part in _element(prefix, "t").finditer(plain))
        raw: Raw = unescaped(html.unescape(text))
    else:
        value = _element(prefix, "v").search(inside)
        text = html.unescape(value[2] or "") if value else ""
        raw = book.value(kind, text, style) if text or (value and kind == "str") else None
    return SheetCell(found.start(), found.end(), style, raw, formula, formula and raw is None)


def attributes(text: str) -> dict[str, str]:
    """The attributes of an element's start."""
    found = {name: double or single for name, double, single in _ATTRIBUTE.findall(text)}
    return {name: html.unescape(value) for name, value in found.items()} if "&" in text else found


# -- places ---------------------------------------------------------------------------------------------------------


class Area(Struct, frozen=True):
    """A rectangle of cells, both corners in it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def has(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def __str__(self) -> str:
        """``A1:C5``."""
        return f"{cell_name(self.first_row, self.first_column)}:{cell_name(self.last_row, self.last_column)}"


def area_of(text: str) -> Area | None:
    """The area that ``A1:C5`` names."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    row, column = int(found[2]), _column_of(found[1])
    return Area(row, column, int(found[4] or row), _column_of(found[3] or found[1]))


def _arrays(xml: str, body: tuple[int, int]) -> list[Area]:
    """Where one formula fills several cells."""
    if 't="array"' not in xml and 't="dataTable"' not in xml:  # a pattern's search keeps all other threads waiting
        return []
    starts = [found[1] for found in _ARRAY.finditer(xml, *body)]
    return [area for start in starts if (area := area_of(attributes(start).get("ref", "")))]


def _column_of(name: str) -> int:
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """``C5``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
