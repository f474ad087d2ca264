"""Records and cells of CSV text, as values and as the very characters that stand in the file.

Python's ``csv`` module gives values only, and what it writes is written anew. Here a record keeps its characters and
its own line end; only a cell that changes is made anew, so that a file differs by what was edited and nothing else.
A quote opens a quoted cell only as its first character; elsewhere it is a character like any other.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, starmap
from typing import overload

from msgspec import Struct

LINE_END = re.compile(r"\r\n|\r|\n")


class Delimiter:
    """A delimiter and the patterns made from it."""

    def __init__(self, character: str) -> None:
        self.character = character
        d = re.escape(character)
        cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"[^{d}\r\n]*+|(?!")[^{d}\r\n]*+)'
        self.record = re.compile(rf"{cell}(?:{d}{cell})*+")
        self.cell = re.compile(rf"{d}({cell})")
        self.special = re.compile(rf'[{d}"\r\n]')


class Record(Struct, frozen=True):
    """One record: its characters, its line end (empty only for the last), and the line it starts on, from 1."""

    raw: str
    end: str
    line: int

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return 1 + (len(LINE_END.findall(self.raw)) if '"' in self.raw else 0)


class UnclosedQuote(Exception):
    """The text ends inside a quoted cell that starts on ``line``."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Records(Sequence[Record]):
    """Many records, each made when it is asked for: kept as objects they would take more room than their text.

    Attributes:
        raws, ends: what stands in them, and behind.
    """

    def __init__(self, raws: list[str], ends: list[str], lines: Sequence[int]) -> None:
        self.raws, self.ends, self._lines = raws, ends, lines

    @classmethod
    def of(cls, records: Iterable[tuple[str, str, int]]) -> Records:
        """These records: what stands in them, their line ends, and the lines they start on."""
        raws: list[str] = []
        ends: list[str] = []
        lines = array("L")
        for raw, end, line in records:
            raws.append(raw)
            ends.append(end)
            lines.append(line)
        return cls(raws, ends, lines)

    def __len__(self) -> int:
        return len(self.raws)

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...

    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        return Record(self.raws[place], self.ends[place], self._lines[place])

    def same_as(self, other: Records) -> bool:
        """Whether all of them are the same."""
        same_texts = self.raws == other.raws and list(self.ends) == list(other.ends)
        return same_texts and list(self._lines) == list(other._lines)


def split_records(text: str, delimiter: Delimiter, *, tolerant: bool = False) -> Iterator[Record]:
    """All records of a text, empty lines too.

    Raises:
        UnclosedQuote: unless ``tolerant``, which just ends there.
    """
    return starmap(Record, _split(text, delimiter, tolerant=tolerant))


def all_records(text: str, delimiter: Delimiter, most: int) -> Records:
    """All records of a text, empty lines too; of more than so many, one more than that. Raises UnclosedQuote."""
    end = _only_line_end(text)
    if '"' not in text and end:  # each line is a record
        raws = text.split(end, most + 1)
        ends = [end] * len(raws)
        ends[-1] = ""
        if not raws[-1]:  # nothing is behind the last line end
            raws.pop()
            ends.pop()
        return Records(raws[: most + 1], ends[: most + 1], range(1, len(raws) + 1))
    return Records.of(islice(_split(text, delimiter), most + 1))


def _only_line_end(text: str) -> str | None:
    """The line end of all lines; None where there are several."""
    if "\r" not in text:
        return "\n"
    both = text.count("\r\n")
    return "\r\n" if both == text.count("\r") == text.count("\n") else None


def _split(text: str, delimiter: Delimiter, *, tolerant: bool = False) -> Iterator[tuple[str, str, int]]:
    position, line, size = 0, 1, len(text)
    match_record, match_end = delimiter.record.match, LINE_END.match
    while position < size:
        found = match_record(text, position)
        end = match_end(text, found.end()) if found else None
        if found is None or (end is None and found.end() < size):
            if tolerant:
                return
            broken = found.end() if found else position
            raise UnclosedQuote(line + len(LINE_END.findall(text, position, broken)))
        raw = found[0]
        yield raw, sys.intern(end[0]) if end else "", line
        line += 1 + (len(LINE_END.findall(raw)) if '"' in raw else 0)
        position = end.end() if end else size


def raw_cells(raw: str, delimiter: Delimiter) -> list[str]:
    """The cells of a record as they stand in the file, quotes and all."""
    if '"' not in raw:
        return raw.split(delimiter.character)
    return delimiter.cell.findall(delimiter.character + raw)


def split_cells(raw: str, delimiter: Delimiter) -> list[str]:
    """The cells of a record as values."""
    if '"' not in raw:
        return raw.split(delimiter.character)
    return [unquoted(cell) if cell[:1] == '"' else cell for cell in raw_cells(raw, delimiter)]


def unquoted(cell: str) -> str:
    """The value of a quoted cell; blanks after its closing quote are no part of it."""
    inner = cell.rstrip(" \t")[1:-1]
    return inner.replace('""', '"') if '"' in inner else inner


def has_stray_text(raw: str, delimiter: Delimiter) -> bool:
    """Whether text stands between a closing quote and the next delimiter, so that a cell's value is unclear."""
    return '"' in raw and any(map(_has_tail, raw_cells(raw, delimiter)))


def _has_tail(cell: str) -> bool:
    if cell[:1] != '"':
        return False
    cell = cell.rstrip(" \t")
    return not cell.endswith('"') or '"' in cell[1:-1].replace('""', "")


class Quoting(Struct):
    """Where one column puts quotes that are not needed: around its values, around its empty cells."""

    values: bool = False
    blanks: bool = False

    def show(self, value: str, delimiter: Delimiter) -> str:
        """A cell as it is written to the file."""
        always = self.values if value else self.blanks
        if always or delimiter.special.search(value):
            return '"' + value.replace('"', '""') + '"'
        return value


class QuotingHabit:
    """The quoting of every column, from as many records as it takes to tell."""

    def __init__(self, header: Record, rows: list[Record], delimiter: Delimiter) -> None:
        self._header, self._rows, self._delimiter = header, rows, delimiter

    @cached_property
    def columns(self) -> list[Quoting]:
        """One for each column of the header. A column quotes always if every cell of the sample is in quotes."""
        heads = raw_cells(self._header.raw, self._delimiter)
        cells = [raw_cells(row.raw, self._delimiter) for row in self._rows[:1000] if row.raw]
        columns = [[row[i] for row in cells if i < len(row)] for i in range(len(heads))]
        return [_quoting(head, column) for head, column in zip(heads, columns, strict=True)]


def _quoting(head: str, cells: list[str]) -> Quoting:
    if not cells:
        quoted = head.startswith('"')
        return Quoting(quoted, quoted)
    values = [cell.startswith('"') for cell in cells if cell not in ("", '""')]
    blanks = [cell == '""' for cell in cells if cell in ("", '""')]
    return Quoting(
        all(values) if values else all(blanks),
        all(blanks) if blanks else all(values),
    )
