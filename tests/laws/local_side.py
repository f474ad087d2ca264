"""The local table of a world as other programs see it: a CSV file, or a table of an SQLite database."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from airsync_gui.local.csv_table import CsvTable
from airsync_gui.local.sql_sqlite import SqliteFile
from airsync_gui.local.sql_table import SqlTable
from airsync_gui.sync.ports import LocalTable
from tests.fakes.clock import FakeClock

Cells = dict[str, str]


class LocalSide(Protocol):
    """All cells are text here, blanks ``""``; lists are ``a, b``."""

    path: Path

    def __init__(self, folder: Path, columns: Sequence[str], clock: FakeClock) -> None: ...

    def table(self, time_column: str | None) -> LocalTable:
        """As AirSync opens it."""

    def rows(self) -> list[Cells]: ...

    def write_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Put these in place of all rows; what differs from before gets the present time."""

    def row_id(self, row: Mapping[str, str]) -> str:
        """What the table itself calls a row; empty where it has no name for it."""

    def content(self) -> object: ...


class CsvSide:
    def __init__(self, folder: Path, columns: Sequence[str], clock: FakeClock) -> None:
        self.path = folder / "people.csv"
        self.columns, self.clock = columns, clock
        self.path.write_text(",".join(columns) + "\n", encoding="utf-8")

    def table(self, time_column: str | None) -> LocalTable:
        return CsvTable(self.path, time_column=time_column)

    def rows(self) -> list[Cells]:
        return list(csv.DictReader(io.StringIO(self.path.read_bytes().decode(), newline="")))

    def write_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        before = self.rows()
        dated = [dict(row) if row in before else {**row, "At": self.clock.now().isoformat()} for row in rows]
        text = io.StringIO(newline="")
        columns = self.rows_columns()
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(dated)
        self.path.write_text(text.getvalue(), encoding="utf-8", newline="")
        moment = self.clock.now().timestamp()
        os.utime(self.path, (moment, moment))

    def rows_columns(self) -> Sequence[str]:
        """The file's own columns, in its own order."""
        return next(csv.reader(io.StringIO(self.path.read_bytes().decode(), newline="")))

    def row_id(self, row: Mapping[str, str]) -> str:
        return ""

    def content(self) -> object:
        return self.path.read_bytes()


class SqliteSide:
    """Rows have a primary key ``id``; a row written without one is a new one."""

    def __init__(self, folder: Path, columns: Sequence[str], clock: FakeClock) -> None:
        self.path = folder / "people.db"
        self.columns, self.clock = columns, clock
        kinds = {"Count": "NUMERIC", "Tags": "JSON", "Links": "JSON"}
        declared = ", ".join(f"{name} {kinds.get(name, 'TEXT')}" for name in columns)
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, {declared})")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute("PRAGMA synchronous = OFF")
            db.row_factory = sqlite3.Row
            yield db

    def table(self, time_column: str | None) -> LocalTable:
        return SqlTable(SqliteFile(self.path), "people", time_column=time_column)

    def rows(self) -> list[Cells]:
        with self._open() as db:
            return [
                {name: _as_text(name, row[name]) for name in ("id", *self.columns)}
                for row in db.execute("SELECT * FROM people ORDER BY id")
            ]

    def write_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        before = {row["id"]: row for row in self.rows()}
        kept = {row["id"] for row in rows if row.get("id")}
        with self._open() as db:
            db.executemany("DELETE FROM people WHERE id = ?", [(row_id,) for row_id in before if row_id not in kept])
            for row in rows:
                if before.get(row.get("id", "")) != row:
                    self._put(db, {**row, "At": self.clock.now().isoformat()})

    def _put(self, db: sqlite3.Connection, row: Mapping[str, str]) -> None:
        values = [_as_stored(name, row.get(name, "")) for name in self.columns]
        if row.get("id"):
            sets = ", ".join(f"{name} = ?" for name in self.columns)
            db.execute(f"UPDATE people SET {sets} WHERE id = ?", (*values, row["id"]))
        else:
            marks = ", ".join("?" for _ in self.columns)
            db.execute(f"INSERT INTO people ({', '.join(self.columns)}) VALUES ({marks})", values)

    def row_id(self, row: Mapping[str, str]) -> str:
        return json.dumps([int(row["id"])]) if row.get("id") else ""

    def content(self) -> object:
        return self.rows()


def _as_text(name: str, value: object) -> str:
    if value is None:
        return ""
    return ", ".join(json.loads(str(value))) if name in ("Tags", "Links") else str(value)


def _as_stored(name: str, text: str) -> str | None:
    if text == "":
        return None
    return json.dumps(text.split(", ")) if name in ("Tags", "Links") else text
