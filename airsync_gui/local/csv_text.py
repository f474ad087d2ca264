"""A CSV file taken apart, and refused where it is empty, half-written or too long to be what it should be."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.csv_dialect import Encoding, decode, find_delimiter, separator_line
from airsync_gui.local.csv_records import Delimiter, Records, UnclosedQuote, all_records, raw_cells, split_cells
from airsync_gui.local.forms import most_common

MAX_ROWS = 1_000_000
_FILLED = re.compile(r"[^\r\n \t]")


class CsvText(Struct, frozen=True):
    """All records of a file in order, which of them is the header, and how the file is written."""

    records: Records
    header: int
    delimiter: Delimiter
    encoding: Encoding

    @property
    def names(self) -> list[str]:
        """The header's cells as they stand there."""
        return split_cells(self.records[self.header].raw, self.delimiter)

    def row_indexes(self) -> Sequence[int]:
        """Which records are rows: all below the header but the empty lines."""
        below, raws = range(self.header + 1, len(self.records)), self.records.raws
        if all(map(str.strip, islice(raws, below.start, None))):  # most files: nothing in them looks like an empty line
            return below
        blanks = " " if len(self.names) > 1 else ""
        return array("L", (index for index in below if raws[index].strip(blanks)))

    @property
    def line_end(self) -> str:
        """The line end used most."""
        return most_common(((end, count) for end, count in Counter(self.records.ends).items() if end), "\n")

    @property
    def ends_with_newline(self) -> bool:
        """Whether the last line has an end."""
        return bool(self.records.ends[-1])

    def encoded(self) -> bytes:
        """The bytes of the file."""
        return self.encoding.encode(
            "".join(chain.from_iterable(zip(self.records.raws, self.records.ends, strict=True)))
        )


def parse(data: bytes, path: Path, wanted: Sequence[str] = ()) -> CsvText:
    """Take a file apart.

    Args:
        data: its bytes.
        path: where it is, for what an error says; ``.tsv`` prefers tabs.
        wanted: names of columns that should be there; they tell one delimiter from another.

    Raises:
        TableUnreadable: empty, binary, damaged, half-written, or too long.
    """
    text, encoding = decode(data, str(path))
    remedy = "Give it a first line with the names of its columns."
    if not _FILLED.search(text):
        raise TableUnreadable(path=str(path), detail="is empty: it has not even a header", remedy=remedy)
    prefer = "\t" if path.suffix.lower() in (".tsv", ".tab") else None
    delimiter = Delimiter(find_delimiter(text, wanted, prefer))
    records = _split(text, delimiter, path)
    start = 1 if separator_line(text) else 0
    header = next((i for i in range(start, len(records)) if records.raws[i].strip()), None)
    if header is None:
        raise TableUnreadable(path=str(path), detail="has no header", remedy=remedy)
    parsed = CsvText(records, header, delimiter, encoding)
    _check_complete(parsed, path)
    return parsed


def _split(text: str, delimiter: Delimiter, path: Path) -> Records:
    try:
        records = all_records(text, delimiter, MAX_ROWS + 1)
    except UnclosedQuote as error:
        detail = "ends inside a quoted cell, as a half-written file does"
        raise _half_written(path, detail, error.line) from error
    if len(records) > MAX_ROWS + 1:
        remedy = "Split it into smaller tables."
        raise TableUnreadable(path=str(path), detail=f"has more than {MAX_ROWS:,} rows", remedy=remedy)
    return records


def _check_complete(text: CsvText, path: Path) -> None:
    last = text.records[-1]
    if last.end or len(text.records) - 1 <= text.header or not last.raw.strip():
        return
    if len(raw_cells(last.raw, text.delimiter)) < len(text.names):
        detail = "ends in a row that is too short and has no line end, as a half-written file does"
        raise _half_written(path, detail, last.line)


def _half_written(path: Path, detail: str, line: int) -> TableUnreadable:
    remedy = "Let the program that writes it finish, or mend that row."
    return TableUnreadable(path=str(path), detail=detail, line=line, remedy=remedy)
