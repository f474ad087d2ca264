"""A row that was deleted and is made again is the one that it was, to the byte."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from airsync_gui.errors import ChangedUnderneath
from airsync_gui.local.sources import open_local_table
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.schema import Field

FIELDS = {
    "name": Field("fldName", "Name", "singleLineText"),
    "n": Field("fldN", "N", "number", {"precision": 8}),
    "done": Field("fldDone", "Done", "checkbox"),
}
MOMENT = datetime(2026, 5, 12, 9, 30)  # noqa: DTZ001 - a workbook knows no zones
LAST_ROWS = {
    "log.csv": 'name,n,done,own\nAnn,1,x,\nBob,2.50,x,"a, b"\n',
    "log.tsv": "own\tname\tn\nx\tAnn\t1\n =1+1 \tBob\t1e3\n",
    "log.json": '[\n  {"name": "Ann", "n": 1},\n  {"own": {"a": [1.0,\n      2]}, "n": 2.50, "name": "B\\u006fb"}]\n',
    "lines.jsonl": '{"name":"Ann","n":1}\n{"x" : [1, {"y":0.10}],"n":2.50,"name":"Bob"}\n',
}


@pytest.mark.parametrize("name", LAST_ROWS)
def test_the_last_row_of_a_text_file_comes_back_to_the_byte(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(LAST_ROWS[name], newline="")
    _delete_and_make_again(str(path), "Bob")
    assert path.read_text() == LAST_ROWS[name]


def test_a_note_comes_back_to_the_byte(tmp_path: Path) -> None:
    text = "---\nname: Bob # me\nn: 2.50\nown:\n  - [1, 2]\n---\n\n# A walk\n\nLong *ago*.\n"
    (tmp_path / "walk.MD").write_text(text)
    (tmp_path / "ann.md").write_text("---\nname: Ann\nn: 1\n---\n")
    _delete_and_make_again(f"{tmp_path}/", "Bob")
    [path] = tmp_path.glob("walk.*")
    assert path.read_text() == text


def test_a_file_of_its_own_comes_back_to_the_byte(tmp_path: Path) -> None:
    text = '{ "name" : "Bob",\n\t"own": [1.50] }'
    (tmp_path / "day-3.json").write_text(text)
    (tmp_path / "day-2.json").write_text('{"name": "Ann"}\n')
    _delete_and_make_again(f"{tmp_path}/day-*.json", "Bob")
    assert (tmp_path / "day-3.json").read_text() == text


def test_a_map_keeps_what_a_name_stands_for(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    text = '{"a": {"name": "Ann"}, "b": {"name": "Bob", "own": [0.10]}}'
    path.write_text(text)
    columns = FIELDS | {"key": Field("fldKey", "Key", "singleLineText")}
    _delete_and_make_again(f"{path}#{{}}", "Bob", columns)
    assert path.read_text() == text


def test_a_database_keeps_bytes_numbers_and_blanks(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with sqlite3.connect(path) as db:
        db.execute(
            "CREATE TABLE log (id INTEGER PRIMARY KEY, name TEXT, picture BLOB, size REAL, own, up AS (upper(name)))"
        )
        db.execute("INSERT INTO log VALUES (4, 'Ann', NULL, 1, NULL), (9, 'Bob', x'00ff', 1.5, 12345678901234567)")
        before = db.execute("SELECT * FROM log").fetchall()
    _delete_and_make_again(f"{path}#log", "Bob")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT * FROM log").fetchall() == before


def test_a_number_that_is_taken_by_now_is_not_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, name TEXT, own TEXT)")
        db.execute("INSERT INTO log VALUES (1, 'Bob', 'mine')")
    table = open_local_table(f"{path}#log")
    reading = table.read(FIELDS)
    raws = reading.raw_rows([reading.rows[0].row_id])
    with sqlite3.connect(path) as db:
        db.execute("UPDATE log SET name = 'Eve', own = 'hers'")
    [result] = table.read(FIELDS).write([LocalChange("create", None, {"fldName": "Bob"}, *raws.values())])
    assert result.refused is None
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT * FROM log").fetchall() == [(1, "Eve", "hers"), (2, "Bob", "mine")]


def test_a_row_is_not_deleted_with_what_nobody_was_told_of(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, name TEXT, own TEXT)")
        db.execute("INSERT INTO log VALUES (1, 'Bob', 'mine')")
    reading = open_local_table(f"{path}#log").read(FIELDS)
    row_id = reading.rows[0].row_id
    reading.raw_rows([row_id])
    with sqlite3.connect(path) as db:
        db.execute("UPDATE log SET own = 'mine, and more'")
    with pytest.raises(ChangedUnderneath):
        reading.write([LocalChange("delete", row_id)])
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT own FROM log").fetchall() == [("mine, and more",)]


def test_a_workbook_keeps_days_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["name", "day", "size", "sure", "sum"],
        ["Ann", None, None, None, "=1+1"],
        ["Bob", MOMENT, 1.5, True, "=2+2"],
    ):
        sheet.append(row)
    book.save(path)
    _delete_and_make_again(f"{path}#Sheet", "Bob")
    found: Any = openpyxl.load_workbook(path).active
    assert [cell.value for cell in found[3]] == ["Bob", MOMENT, 1.5, True, "=2+2"]


def test_a_column_that_is_gone_takes_its_cell_along(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("name,own,more\nBob,mine,m\nAnn,,\n")
    table = open_local_table(str(path))
    reading = table.read(FIELDS)
    raws = reading.raw_rows([reading.rows[0].row_id])
    path.write_text("more,name\n,Ann\n")
    table.read(FIELDS).write([LocalChange("create", None, {"fldName": "Bob"}, *raws.values())])
    assert path.read_text() == "more,name\n,Ann\nm,Bob\n"


def _delete_and_make_again(source: str, name: str, columns: dict[str, Field] | None = None) -> None:
    table = open_local_table(source)
    reading = table.read(columns or FIELDS)
    row = next(row for row in reading.rows if row.values.get("fldName") == name)
    raws = reading.raw_rows([row.row_id])
    [deleted] = reading.write([LocalChange("delete", row.row_id)])
    assert deleted.refused is None
    [result] = table.read(columns or FIELDS).write([LocalChange("create", None, row.values, raws[row.row_id])])
    assert result.row is not None
    assert result.row.values == row.values
