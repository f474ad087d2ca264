"""What holds for whichever values stand in an SQLite table: writing what was read changes nothing, and back again."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from airsync_gui.local.sql_sqlite import SqliteFile
from airsync_gui.local.sql_table import SqlTable
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import without_blanks

DECLARED = ("", "TEXT", "INTEGER", "REAL", "NUMERIC", "BOOLEAN", "DATE", "JSON", "BLOB")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["007", "1e5", " 5", "[]", "yes"]
)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False, width=64)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "singleLineText": TEXT,
    "number": DOUBLES.map(lambda x: Decimal(repr(x))) | st.integers(-(2**63), 2**63 - 1).map(Decimal),
    "checkbox": st.sampled_from([True, None]),
    "multipleSelects": st.lists(
        st.text("ab,;\"' 1[]", min_size=1, max_size=4).filter(str.strip), max_size=3, unique=True
    ).map(tuple),
    "date": st.dates(date(1, 1, 1)),
    "dateTime": st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1)).map(  # noqa: DTZ001
        lambda t: t.replace(tzinfo=UTC, microsecond=t.microsecond // 1000 * 1000)
    ),
}
RAWS = st.none() | st.integers(-(2**63), 2**63 - 1) | DOUBLES | TEXT | st.binary(max_size=4)


def field(kind: str) -> Field:
    return Field("f", "F", kind, {"timeZone": "utc"} if kind == "dateTime" else {})


def made(folder: str, declared: str, raws: list[Any]) -> SqlTable:
    path = Path(folder) / "t.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, c {declared})")
        db.executemany("INSERT INTO t (c) VALUES (?)", [(raw,) for raw in raws])
    return SqlTable(SqliteFile(path), "t")


def stored(table: SqlTable) -> list[Any]:
    with closing(sqlite3.connect(table.path)) as db:
        return [row[0] for row in db.execute("SELECT c FROM t ORDER BY id")]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_written_reads_back_or_is_refused(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(VALUES)))
    raws = data.draw(st.lists(RAWS, min_size=1, max_size=4))
    value = data.draw(VALUES[kind])
    with tempfile.TemporaryDirectory() as folder:
        table = made(folder, data.draw(st.sampled_from(DECLARED)), raws)
        before = stored(table)
        reading = table.read({"c": field(kind)})
        [result] = reading.write([LocalChange("update", "[1]", {"f": value})])
        if result.refused is not None:
            assert stored(table) == before
            return
        assert result.row is not None
        assert result.row.problems == {}
        if not (kind == "dateTime" and any(isinstance(raw, str) for raw in raws)):  # a column may keep minutes only
            assert result.row.values == without_blanks({"f": value})
        assert stored(table)[1:] == before[1:]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_value_that_was_read_can_be_written_again(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(VALUES)))
    raws = data.draw(st.lists(RAWS, min_size=1, max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        table = made(folder, data.draw(st.sampled_from(DECLARED)), raws)
        reading = table.read({"c": field(kind)})
        whole = [row for row in reading.rows if not row.problems]
        results = reading.write([LocalChange("update", row.row_id, {"f": row.values.get("f")}) for row in whole])
        assert not any(result.refused for result in results if kind != "singleLineText")
        again = {row.row_id: row.values for row in table.read({"c": field(kind)}).rows}
        assert all(again[row.row_id] == row.values for row in whole)


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES["number"], min_size=1, max_size=20), st.sampled_from(["REAL", "NUMERIC", "INTEGER", ""]))
def test_numbers_are_exact(numbers: list[Decimal], declared: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = made(folder, declared, [])
        results = table.read({"c": field("number")}).write([LocalChange("create", None, {"f": n}) for n in numbers])
        for number, result in zip(numbers, results, strict=True):
            assert result.row is None or result.row.values == {"f": number}
            assert result.refused is None or (declared == "REAL" and Decimal(repr(float(number))) != number)
