"""Laws of a CSV table, tried on files and values that nobody would think of."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from airsync_gui.local import numbers
from airsync_gui.local.cells import form_of, read_cell, write_cell
from airsync_gui.local.csv_records import Delimiter, UnclosedQuote, all_records, raw_cells, split_cells, split_records
from airsync_gui.local.csv_table import CsvTable
from airsync_gui.local.forms import BadCell
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import same

LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BERLIN = ZoneInfo("Europe/Berlin")

ENCODINGS = {"utf-8": b"", "utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "cp1252": b""}
CHARACTERS = st.sampled_from([*"abZ01 .,;|\t\"'\r\né€ß-=", "\u2028", "\x0b", "\x85", "寿"])
LATIN = st.sampled_from(list("abZ01 .,;|\t\"'\r\né€ß-="))


class File(Struct):
    """A file made of raw cells, so that the test knows where each one stands."""

    delimiter: str
    encoding: str
    rows: list[list[str]]
    ends: list[str]

    def data(self) -> bytes:
        lines = [self.delimiter.join(row) + end for row, end in zip(self.rows, self.ends, strict=True)]
        return ENCODINGS[self.encoding] + "".join(lines).encode(self.encoding)

    def values(self) -> list[list[str]]:
        return [[unquoted(cell) for cell in row] for row in self.rows[1:]]


def unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


@st.composite
def files(draw: st.DrawFn) -> File:
    delimiter = draw(st.sampled_from(",;\t|"))
    encoding = draw(st.sampled_from(list(ENCODINGS)))
    width = draw(st.integers(2, 4))
    letters = LATIN if encoding == "cp1252" else CHARACTERS
    cell = st.text(letters, max_size=6).flatmap(lambda text: raw_forms(text, delimiter))
    head = [f"c{n}" for n in range(width)]
    # A row of blanks alone is taken for an empty line only where it is one cell: here it has delimiters.
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=5))
    ends = draw(st.lists(st.sampled_from(["\n", "\r\n"]), min_size=len(rows) + 1, max_size=len(rows) + 1))
    ends[-1] = draw(st.sampled_from(["", ends[-1]]))
    return File(delimiter, encoding, [head, *rows], ends)


def raw_forms(text: str, delimiter: str) -> st.SearchStrategy[str]:
    quoted = '"' + text.replace('"', '""') + '"'
    if text.startswith('"') or any(sign in text for sign in (delimiter, "\r", "\n")):
        return st.just(quoted)
    return st.sampled_from([text, quoted])


FIELDS = {f"c{n}": Field(f"fld{n}", f"c{n}", "singleLineText") for n in range(4)}


@LAWS
@given(file=files(), data=st.data())
def test_a_write_changes_the_bytes_of_the_changed_cell_alone(file: File, data: st.DataObject) -> None:
    assume(file.encoding != "cp1252" or _is_surely_not_utf8(file.data()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(file.data())
        reading = CsvTable(path).read(FIELDS)
        assert [
            [row.values.get(f"fld{n}", "") for n in range(len(file.rows[0]))] for row in reading.rows
        ] == file.values()
        row = data.draw(st.integers(0, len(reading.rows) - 1))
        place = data.draw(st.integers(0, len(file.rows[0]) - 1))
        text = data.draw(st.text(LATIN, min_size=1, max_size=6))
        [result] = reading.write([LocalChange("update", reading.rows[row].row_id, {f"fld{place}": text})])
        assert result.row is not None
        if text == file.values()[row][place]:
            return
        expected = []
        for raw in (text, '"' + text.replace('"', '""') + '"'):
            file.rows[row + 1][place] = raw
            expected.append(file.data())
        assert path.read_bytes() in expected
        assert CsvTable(path).read(FIELDS).rows[row].values == result.row.values


def _is_surely_not_utf8(data: bytes) -> bool:
    """Windows-1252 that could be UTF-8, or UTF-8 cut off in its last character, is not taken for Windows-1252."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.reason != "unexpected end of data"
    return False


@LAWS
@given(file=files(), data=st.data())
def test_rows_made_and_deleted_leave_the_others(file: File, data: st.DataObject) -> None:
    assume(file.encoding != "cp1252")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(file.data())
        reading = CsvTable(path).read(FIELDS)
        gone = data.draw(st.sets(st.sampled_from(range(len(reading.rows)))))
        made = data.draw(st.lists(st.text(CHARACTERS, max_size=4), max_size=3))
        changes = [LocalChange("delete", reading.rows[n].row_id) for n in gone]
        changes += [LocalChange("create", None, {"fld1": text}) for text in made]
        results = reading.write(changes)
        again = CsvTable(path).read(FIELDS)
        kept = [row.values for n, row in enumerate(reading.rows) if n not in gone]
        assert [row.values for row in again.rows] == kept + [{"fld1": text} if text else {} for text in made]
        assert [row.label for row in again.rows[len(kept) :]] == [r.row.label for r in results if r.row]
        body = [file.delimiter.join(row) for n, row in enumerate(file.rows) if n - 1 not in gone]
        text = path.read_bytes()[len(ENCODINGS[file.encoding]) :].decode(file.encoding)
        position = 0
        for line in body:
            assert text.startswith(line, position)
            position += len(line) + (2 if text.startswith("\r\n", position + len(line)) else 1)
        assert again.ends_with_newline == bool(file.ends[-1])


@LAWS
@given(st.text(CHARACTERS, max_size=40), st.sampled_from(",;\t|"))
def test_the_records_are_those_of_pythons_csv_module_and_lose_no_character(text: str, character: str) -> None:
    delimiter = Delimiter(character)
    try:
        records = list(split_records(text, delimiter))
    except UnclosedQuote:
        return
    assert "".join(record.raw + record.end for record in records) == text
    for most in range(len(records) + 2):
        assert list(all_records(text, delimiter, most)) == records[: most + 1] or most < len(records)
        assert [r.raw for r in all_records(text, delimiter, most)][:most] == [r.raw for r in records[:most]]
        assert len(all_records(text, delimiter, most)) == min(len(records), most + 1)
    for record in records:
        cells = raw_cells(record.raw, delimiter)
        assert character.join(cells) == record.raw
        tidy = not any(cell.startswith('"') and not cell.endswith('"') for cell in cells)
        if record.raw and tidy and "\\" not in record.raw:
            [theirs] = csv.reader(io.StringIO(record.raw, newline=""), delimiter=character)
            assert len(theirs) == len(cells)
            if not any(cell.startswith('"') and '"' in cell[1:-1].replace('""', "") for cell in cells):
                assert split_cells(record.raw, delimiter) == theirs


# Values


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12) | st.decimals(
    min_value=-9999, max_value=9999, places=3
)
MEMBER = st.text(st.sampled_from(list("ab ,;\n\"'é")), min_size=1, max_size=6)
LISTS = st.lists(MEMBER, min_size=1, max_size=4, unique=True).map(tuple)
INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001

NUMBER_CELLS = [
    "1234.5",
    "-3",
    "1e3",
    "1.234,5",
    "1,234.5",
    "1,234",
    "1.234",
    "0,5",
    "7",
    "$5.00",
    "5,00 €",
    "1 234,50",
    "",
]
DATE_CELLS = ["2026-05-12", "31.12.2026", "12.05.2026", "05/12/2026", "05/13/2026", "5/1/2026", "2026/5/1", ""]
KINDS: Mapping[str, tuple[dict[str, Any], st.SearchStrategy[Any], list[str]]] = {
    "singleLineText": ({}, st.text(min_size=1).filter(lambda t: "\0" not in t), ["a", " b "]),
    "richText": ({}, st.text(CHARACTERS, min_size=1), ["a\n", "b"]),
    "number": ({"precision": 2}, DECIMALS, NUMBER_CELLS),
    "currency": ({"precision": 2, "symbol": "$"}, DECIMALS, NUMBER_CELLS),
    "percent": ({}, DECIMALS, ["12.5%", "0.5", "30", "5 %", "1,5%", "1.234%", ""]),
    "duration": ({"durationFormat": "h:mm"}, DECIMALS, ["1:30", "90", "1:30:15", ""]),
    "rating": ({}, st.integers(1, 10).map(Decimal), ["1", "5", ""]),
    "checkbox": ({}, st.just(True), ["TRUE", "FALSE", "yes", "No", "x", "1", "0", ""]),
    "singleSelect": ({}, MEMBER, ["a", "b"]),
    "multipleSelects": ({}, LISTS, ["a, b", "a; b", "a\nb", '"a, b"; c', "c", ""]),
    "date": ({}, st.dates(), DATE_CELLS),
    "dateTime": (
        {"timeZone": "Europe/Berlin"},
        INSTANTS,
        [
            "2026-05-12T09:30:00.000Z",
            "2026-05-12 09:30",
            "2026-05-12T09:30:00+02:00",
            "31.12.2026 09:30:15",
            "2026-10-25 02:30",
        ],
    ),
}


@LAWS
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_a_written_value_is_read_as_itself(kind: str, data: st.DataObject) -> None:
    options, values, samples = KINDS[kind]
    cells = data.draw(st.lists(st.sampled_from(samples), max_size=5))
    form = form_of(Field("fld", "F", kind, options), Counter(cells), "", BERLIN)
    value = data.draw(values)
    try:
        text = write_cell(form, value)
    except BadCell:
        assert "unclear" in form.about  # a column that can be read in two ways takes only what settles nothing
        return
    found = read_cell(form, text)
    if kind == "dateTime":
        assert isinstance(found, datetime)
        assert timedelta(0) <= value - found < timedelta(minutes=1)
    else:
        assert not isinstance(found, CellProblem)
        assert same(found, value)


@LAWS
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_a_new_columns_form_is_exact(kind: str, data: st.DataObject) -> None:
    options, values, _ = KINDS[kind]
    value = data.draw(values)
    field = Field("fld", "F", kind, options)
    text = write_cell(form_of(field, {}, "", BERLIN), value)
    found = read_cell(form_of(field, {text: 1}, "", BERLIN), text)
    assert not isinstance(found, CellProblem)
    assert same(found, value)


@LAWS
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_a_write_never_gives_another_cell_another_value(kind: str, data: st.DataObject) -> None:
    """Its column may prove less afterwards, so that a cell is held; it never reads as something else."""
    options, values, samples = KINDS[kind]
    field = Field("fld", "F", kind, options)
    cells = data.draw(st.lists(st.sampled_from(samples), min_size=1, max_size=6))
    form = form_of(field, Counter(cells), "", BERLIN)
    before = [read_cell(form, text) for text in cells]
    place = data.draw(st.integers(0, len(cells) - 1))
    try:
        written = write_cell(form, data.draw(values))
    except BadCell:
        return
    cells[place] = written
    again = form_of(field, Counter(cells), "", BERLIN)
    for number, text in enumerate(cells):
        now = read_cell(again, text)
        old = before[number] if number != place else read_cell(form, written)
        assert isinstance(now, CellProblem) or isinstance(old, CellProblem) or same(now, old)


@LAWS
@given(st.text(st.sampled_from(list("01234.,' eE-")), max_size=12))
def test_the_short_way_to_both_readings_is_the_long_one(text: str) -> None:
    assert numbers._readings(text) == (numbers.read_digits(text, "."), numbers.read_digits(text, ","))


@LAWS
@given(st.text(), st.sampled_from(sorted(KINDS)))
def test_any_text_is_read_or_is_a_problem(text: str, kind: str) -> None:
    form = form_of(Field("fld", "F", kind, KINDS[kind][0]), Counter([text]), "", BERLIN)
    found: Value | CellProblem = read_cell(form, text)
    assert isinstance(found, CellProblem | str | bool | Decimal | date | tuple | None)


STYLES = ["", "decimal comma", "decimal point", "day first", "month first", "percent", "fraction", "semicolon", "comma"]


@LAWS
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_columns_that_read_by_the_same_read_every_cell_alike(kind: str, data: st.DataObject) -> None:
    options, _, cells = KINDS[kind]
    field = Field("fld1", "Column", kind, options)
    several = st.lists(st.sampled_from([*cells, "€3", "13/01/2026"]), max_size=4)
    forms = [
        form_of(field, Counter(data.draw(several)), data.draw(st.sampled_from(STYLES)), data.draw(ZONES))
        for _ in range(2)
    ]
    assume(forms[0].reads_by is not None and forms[0].reads_by == forms[1].reads_by)
    for text in [*cells, "€3", "13/01/2026"]:
        if _is_by_clock(kind, text):
            continue  # no such cell stood in the columns
        one, other = (read_cell(form, text) for form in forms)
        assert one == other or (isinstance(one, CellProblem) and isinstance(other, CellProblem))


ZONES = st.sampled_from([None, UTC, BERLIN])


def _is_by_clock(kind: str, text: str) -> bool:
    """Whether a time has no offset."""
    return kind == "dateTime" and not text.endswith(("Z", "+02:00"))
