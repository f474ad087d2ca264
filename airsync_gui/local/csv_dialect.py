"""How a CSV file is written: its encoding and its delimiter, found from its content.

The content decides, never the computer's settings, so that a file reads the same everywhere. The rules for cells are
those of RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), kept in :mod:`airsync_gui.local.csv_records`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from msgspec import Struct

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.csv_records import Delimiter, split_cells, split_records

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_FIRST_LINE = re.compile(r"[^\S\r\n]*[^\s][^\r\n]*")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Encoding(Struct, frozen=True):
    """A character set and the mark that a file begins with, empty for most."""

    name: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """The file's bytes. Raises UnicodeEncodeError for what the character set lacks."""
        return self.mark + text.encode(self.name)


def decode(data: bytes, path: str) -> tuple[str, Encoding]:
    """The text of a file.

    Without a mark it is UTF-8, else Windows-1252 (Latin-1 where bytes are undefined in that). A file that is UTF-8
    but for a few bytes is damaged or cut off, and not taken for Windows-1252.

    Raises:
        TableUnreadable: binary, damaged, or cut off inside a character.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, name, path), Encoding(name, mark)
    if b"\0" in data:
        raise _unreadable(data, data.index(b"\0"), path, "has NUL bytes: it is no text, or UTF-16 without its mark")
    try:
        return data.decode("utf-8"), Encoding("utf-8")
    except UnicodeDecodeError as error:
        _check_not_damaged(data, error, path)
    try:
        return data.decode("cp1252"), Encoding("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1"), Encoding("latin-1")


def _decode_marked(data: bytes, mark: bytes, name: str, path: str) -> str:
    body = data[len(mark) :]
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        raise _unreadable(
            body, error.start, path, f"is not the {name.upper()[:6].rstrip('-')} that it begins as"
        ) from error
    if "\0" in text:
        raise _unreadable(body, body.index(b"\0"), path, "has NUL characters: it is no text")
    return text


def _check_not_damaged(data: bytes, error: UnicodeDecodeError, path: str) -> None:
    if error.reason == "unexpected end of data":
        raise _unreadable(data, error.start, path, "ends inside a character: it is half-written") from error
    good = [character for character in data.decode("utf-8", "ignore") if character > "\x7f"]
    bad = sum(byte > 0x7F for byte in data) - len("".join(good).encode())
    if len(good) > bad:
        raise _unreadable(data, error.start, path, "is not UTF-8 here, while the rest of it is") from error


def _unreadable(data: bytes, position: int, path: str, detail: str) -> TableUnreadable:
    line = data.count(b"\n", 0, position) + 1
    return TableUnreadable(path=path, detail=detail, line=line, remedy="Save it again as UTF-8 text.")


def separator_line(text: str) -> str | None:
    """The delimiter that a first line ``sep=;`` (as Excel takes it) names, else None."""
    end = text.find("\n")  # splitting there would copy all of the rest, and keep other threads waiting
    found = _SEPARATOR_LINE.fullmatch(text[: end if end >= 0 else None].rstrip("\r"))
    return found[1] if found else None


def find_delimiter(text: str, wanted: Collection[str] = (), prefer: str | None = None) -> str:
    """The delimiter under which most wanted column names stand in the header and most rows are as long as it.

    Args:
        text: the file without its mark.
        wanted: names of columns that should be there.
        prefer: taken where all else is equal (a tab for ``.tsv``).
    """
    named = separator_line(text)
    if named:
        return named
    order = [d for d in (prefer, *DELIMITERS) if d]
    found = _FIRST_LINE.search(text)
    first = found[0] if found else ""
    likely = [d for d in dict.fromkeys(order) if d in first]
    if len(likely) < 2:
        return likely[0] if likely else order[0]
    return max(likely, key=lambda d: _fit(text, d, wanted, d == prefer))


def _fit(text: str, character: str, wanted: Collection[str], preferred: bool) -> tuple[int, float, bool, int]:
    """How well a delimiter fits: wanted names found, share of rows as long as the header, columns."""
    delimiter = Delimiter(character)
    lengths: list[int] = []
    names: list[str] = []
    for record in split_records(text, delimiter, tolerant=True):
        if record.raw:
            cells = split_cells(record.raw, delimiter)
            names = names or cells
            lengths.append(len(cells))
        if len(lengths) > _SAMPLE_ROWS:
            break
    if not names or len(names) < 2:
        return 0, 0.0, preferred, 0
    found = len({name.strip() for name in names} & {name.strip() for name in wanted})
    return found, sum(length == len(names) for length in lengths) / len(lengths), preferred, len(names)
