"""A CSV file taken apart, and refused where it is empty, half-written or too long to be what it should be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.csv_dialect import Encoding, decode, find_delimiter, separator_line
from airsync_gui.local.csv_records import Delimiter, Record, UnclosedQuote, raw_cells, split_cells, split_records
from airsync_gui.local.forms import most_common

MAX_ROWS = 1_000_000
_FILLED = re.compile(r"[^\r\n \t]")


@dataclass(frozen=True, slots=True)
class CsvText:
    """All records of a file in order, which of them is the header, and how the file is written."""

    records: list[Record]
    header: int
    delimiter: Delimiter
    encoding: Encoding

    @property
    def names(self) -> list[str]:
        """The header's cells as they stand there."""
        return split_cells(self.records[self.header].raw, self.delimiter)

    def row_indexes(self) -> Iterator[int]:
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
    header = next((i for i in range(start, len(records)) if records[i].raw.strip()), None)
    if header is None:
        raise TableUnreadable(path=str(path), detail="has no header", remedy=remedy)
    parsed = CsvText(records, header, delimiter, encoding)
    _check_complete(parsed, path)
    return parsed


def _split(text: str, delimiter: Delimiter, path: Path) -> list[Record]:
    records: list[Record] = []
    try:
        for record in split_records(text, delimiter):
            records.append(record)
            if len(records) > MAX_ROWS + 1:
                remedy = "Split it into smaller tables."
                raise TableUnreadable(path=str(path), detail=f"has more than {MAX_ROWS:,} rows", remedy=remedy)
    except UnclosedQuote as error:
        detail = "ends inside a quoted cell, as a half-written file does"
        raise _half_written(path, detail, error.line) from error
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
