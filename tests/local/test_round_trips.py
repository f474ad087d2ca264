"""Every type of Airtable field through every kind of file: what is written is read again as itself, or refused."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airsync_gui.local.json_table import JsonTable
from airsync_gui.local.notes_table import NotesTable
from airsync_gui.local.xlsx_table import XlsxTable
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import READ_ONLY_KINDS, WRITABLE_KINDS, Field
from airsync_gui.sync.values import same
from tests.local.test_csv_laws import KINDS

Made = Callable[[Path, list[Any]], LocalTable]
"""A file in a folder whose column ``c`` holds these values, as JSON has them."""


def json_list(folder: Path, values: list[Any]) -> LocalTable:
    path = folder / "t.json"
    path.write_text(json.dumps([{"id": n, "c": value} for n, value in enumerate(values)], indent=1))
    return JsonTable(path)


def json_lines(folder: Path, values: list[Any]) -> LocalTable:
    path = folder / "t.jsonl"
    path.write_text("".join(json.dumps({"c": value}, ensure_ascii=False) + "\n" for value in values))
    return JsonTable(path)


def json_map(folder: Path, values: list[Any]) -> LocalTable:
    path = folder / "t.json"
    path.write_text(json.dumps({str(n): {"a": {"b": 1}, "c": value} for n, value in enumerate(values)}))
    return JsonTable(path, "{}")


def notes(folder: Path, values: list[Any]) -> LocalTable:
    for number, value in enumerate(values):
        (folder / f"{number}.md").write_text(f"---\nid: {number}\nc: {json.dumps(value)}\nd: x\n---\nbody\n")
    return NotesTable(folder)


def workbook(folder: Path, values: list[Any]) -> LocalTable:
    book = openpyxl.Workbook()
    book["Sheet"].append(["id", "c"])
    for number, value in enumerate(values):
        book["Sheet"].append([number, ", ".join(map(str, value)) if isinstance(value, list) else value])
    book.save(folder / "t.xlsx")
    return XlsxTable(folder / "t.xlsx", "Sheet")


FILES: dict[str, Made] = {made.__name__: made for made in (json_list, json_lines, json_map, notes, workbook)}
VALUES: Mapping[str, tuple[Mapping[str, Any], list[Value]]] = {
    "singleLineText": ({}, ["a", "1.0", "true", "null", " b ", "=1+1", "- x", "2026-05-12"]),
    "multilineText": ({}, ["a\nb", "a\n\nb\n", "\ta: b #c", "“é”寿😀"]),
    "richText": ({}, ["# Head\n\n- one\n- two", "**b**"]),
    "email": ({}, ["ada@example.org"]),
    "url": ({}, ["https://example.org/?a=1&b=<2>#x"]),
    "phoneNumber": ({}, ["+49 30 123", "030123", "12345"]),
    "number": (
        {"precision": 8},
        [Decimal("0.1"), Decimal(-3), Decimal("1234567.125"), Decimal("1E-8"), Decimal(10**15)],
    ),
    "currency": ({"precision": 2, "symbol": "€"}, [Decimal("4.5"), Decimal("-0.01")]),
    "percent": ({"precision": 1}, [Decimal("0.125"), Decimal(1)]),
    "duration": ({"durationFormat": "h:mm:ss"}, [Decimal(5400), Decimal(1)]),
    "rating": ({"max": 5}, [Decimal(1), Decimal(5)]),
    "checkbox": ({}, [True]),
    "singleSelect": ({"choices": [{"id": "s1", "name": "a, b"}]}, ["a, b", "new"]),
    "singleCollaborator": ({}, ["ada@example.org"]),
    "multipleSelects": ({}, [("a",), ("a", "b, c"), ('"', "x; y"), ("true", "1", " z")]),
    "multipleCollaborators": ({}, [("ada@example.org", "ben@example.org")]),
    "multipleRecordLinks": ({}, [("rec1", "rec2")]),
    "date": ({}, [date(2026, 5, 12), date(1999, 12, 31)]),
    "dateTime": ({"timeZone": "Europe/Berlin"}, [datetime(2026, 5, 12, 9, 30, 15, 250_000, tzinfo=UTC)]),
    "autoNumber": ({}, [Decimal(7)]),
    "count": ({}, [Decimal(3)]),
    "createdTime": (
        {"result": {"type": "dateTime", "options": {"timeZone": "utc"}}},
        [datetime(2026, 5, 12, 9, 30, tzinfo=UTC)],
    ),
    "lastModifiedTime": ({"result": {"type": "date"}}, [date(2026, 5, 12)]),
    "createdBy": ({}, ["Ada"]),
    "lastModifiedBy": ({}, ["Ada"]),
    "multipleLookupValues": ({}, [("a", "a")]),
    "button": ({}, ["Open"]),
    "aiText": ({}, ["It is."]),
    "externalSyncSource": ({}, ["Other base"]),
    "barcode": ({}, ["4006381333931"]),
    "formula": ({"result": {"type": "number", "options": {"precision": 1}}}, [Decimal("1.5"), "#ERROR!", "NaN"]),
    "rollup": ({"result": {"type": "singleLineText"}}, ["a"]),
}
"""Type → its options, and values of it."""


def test_no_type_is_left_out() -> None:
    assert set(VALUES) >= {*WRITABLE_KINDS, *READ_ONLY_KINDS} - {"multipleAttachments"}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("file", FILES)
def test_a_value_in_a_new_column_is_read_as_itself(tmp_path: Path, file: str, kind: str) -> None:
    options, values = VALUES[kind]
    table = FILES[file](tmp_path, [None] * len(values))
    fields = {"c": Field("f", "F", kind, options)}
    reading = table.read(fields)
    results = reading.write(
        [LocalChange("update", row.row_id, {"f": v}) for row, v in zip(reading.rows, values, strict=True)]
    )
    assert [result.refused for result in results] == [None] * len(values)
    again = table.read(fields).rows
    assert [(row.values.get("f"), row.problems) for row in again] == [(value, {}) for value in values]
    # Made blank again one by one, the others stay.
    for number in range(len(values)):
        reading = table.read(fields)
        reading.write([LocalChange("update", reading.rows[number].row_id, {"f": None})])
        rest = (
            [row.values.get("f") for row in table.read(fields).rows]
            if file != "workbook" or number + 1 < len(values)
            else []
        )
        assert rest == ([None] * (number + 1) + values[number + 1 :])[: len(rest)]


@pytest.mark.parametrize("file", FILES)
def test_attachments_are_shown_by_their_names(tmp_path: Path, file: str) -> None:
    table = FILES[file](tmp_path, [None])
    reading = table.read({"c": Field("f", "F", "multipleAttachments")})
    value = ("att1/10/a.png", "att2/20/b, c.png")
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"f": value})])
    assert result.row is not None
    assert result.row.values == {"f": ("a.png", "b, c.png")}


RAWS: Mapping[str, list[Any]] = {
    "singleLineText": ["a", 5, "5", "", None, True],
    "richText": ["a\n", None],
    "number": [1, 1.5, "4.5", "1.234,5", None, ""],
    "currency": [1.0, 2.5, None],
    "percent": [0.5, "12.5%", None],
    "duration": [90, "1:30:15", None],
    "rating": [1, "5", None],
    "checkbox": [True, False, None, "yes", "x", 1],
    "singleSelect": ["a", 5, None],
    "multipleSelects": [["a"], ["a", "b"], [1, 2], "a, b", "a; b", [], None],
    "date": ["2026-05-12", "31.12.2026", "05/13/2026", None],
    "dateTime": ["2026-05-12T09:30:00.000Z", "2026-05-12T09:30:00.000+02:00", None],
}


@settings(max_examples=150)
@given(data=st.data())
def test_a_write_among_other_values_is_read_as_itself_and_moves_no_other(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(RAWS)))
    made = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    options, values, _ = KINDS[kind]
    raws = data.draw(st.lists(st.sampled_from(RAWS[kind]), min_size=1, max_size=5))
    value = data.draw(values)
    fields = {"c": Field("f", "F", kind, options)}
    with tempfile.TemporaryDirectory() as folder:
        table = made(Path(folder), raws)
        reading = table.read(fields)
        number = data.draw(st.integers(0, len(raws) - 1))
        [result] = reading.write([LocalChange("update", reading.rows[number].row_id, {"f": value})])
        again = table.read(fields).rows
        if result.refused is not None:
            assert [(row.values, row.problems) for row in again] == [(row.values, row.problems) for row in reading.rows]
            return
        assert result.row is not None
        found = result.row.values.get("f")
        assert result.row.problems == {}
        # A column may prove less afterwards, so that a value is held; a pair remembers what was proven.
        assert again[number].problems or again[number].values == result.row.values
        if kind != "dateTime":  # a column may keep less than microseconds
            assert same(found, value), (raws, value)
        for place, (before, after) in enumerate(zip(reading.rows, again, strict=True)):
            if place != number and not before.problems and not after.problems:
                assert same(before.values.get("f"), after.values.get("f"))
