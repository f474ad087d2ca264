"""A table of an SQLite database keeps the contract of local tables, whatever its key, types and journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.local.lists import quoted_member
from airsync_gui.local.sql_sqlite import SqliteFile
from airsync_gui.local.sql_table import SqlTable
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.records import Value
from airsync_gui.sync.values import instant_text, number_text
from tests.tables.contract import FIELDS, LocalTableContract

TYPES = {"Price": "NUMERIC", "Done": "BOOLEAN", "Day": "DATE", "Seen": "TIMESTAMP"}


class TestSqlTable(LocalTableContract):
    """A key of its own that no field is mapped to, and columns with types."""

    key = "id INTEGER PRIMARY KEY"
    typed = True
    journal = "delete"
    after = ""

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "meals.db"

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> SqlTable:
        described = [f'"{name}" {TYPES.get(name, "TEXT") if self.typed else "TEXT"}' for name in columns]
        heads = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" for _ in columns)
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute(f"PRAGMA journal_mode = {self.journal}")
            db.execute(
                f"CREATE TABLE meals ({', '.join([*self._key(), *described, *self._constraints()])}){self.after}"
            )
            for row in rows:
                db.execute(f"INSERT INTO meals ({heads}) VALUES ({marks})", [self._raw(row.get(n)) for n in columns])
        return (_WithoutKeyColumn if self.key else SqlTable)(SqliteFile(self.path), "meals")

    def _key(self) -> list[str]:
        return [self.key] if self.key else []

    def _constraints(self) -> list[str]:
        return []

    def _raw(self, value: Value) -> Any:
        if isinstance(value, datetime):
            return instant_text(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple):
            return ", ".join(map(quoted_member, value))
        if isinstance(value, bool):
            return 1 if self.typed else "yes"
        if isinstance(value, Decimal):
            return float(value) if self.typed else number_text(value)
        return value

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        with closing(sqlite3.connect(self.path)) as db:
            db.row_factory = sqlite3.Row
            return [{k: str(row[k]) for k in row.keys()} for row in db.execute("SELECT * FROM meals")]  # noqa: SIM118

    def edit_outside(self, table: LocalTable) -> None:
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute("UPDATE meals SET Name = 'Broth' WHERE Name = 'Soup'")

    def remove(self, table: LocalTable) -> None:
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute("DROP TABLE meals")


class _WithoutKeyColumn(SqlTable):
    """The contract names all columns of a table; the key's is one more."""

    def read(self, columns: Any) -> Any:
        reading = super().read(columns)
        reading.columns = tuple(name for name in reading.columns if name not in ("id", "uuid"))
        return reading


class TestSqlTableOfText(TestSqlTable):
    """Every column is text, in the forms of text cells."""

    typed = False


class TestSqlTableInWal(TestSqlTable):
    journal = "wal"


class TestSqlTableWithAutoincrement(TestSqlTable):
    key = "id INTEGER PRIMARY KEY AUTOINCREMENT"


class _WithAKeyByChance(TestSqlTable):
    """A new row's key, and so its label, is another one each time."""

    def test_a_preview_answers_the_same_and_writes_nothing(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        before = self.contents(table)
        [result] = reading.preview([LocalChange("create", None, {"fldName": "Pie"})])
        assert result.row is not None
        assert result.row.values == {"fldName": "Pie"}
        assert self.contents(table) == before


class TestSqlTableWithAKeyByDefault(_WithAKeyByChance):
    key = "uuid TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(8))))"


class TestSqlTableKnownByItsName(TestSqlTable):
    """The primary key is a mapped column."""

    key = ""

    def _constraints(self) -> list[str]:
        return ['PRIMARY KEY ("Name")']


class TestSqlTableKnownByAUniqueKey(_WithAKeyByChance):
    key = "id INTEGER NOT NULL UNIQUE DEFAULT (abs(random()))"


class TestSqlTableWithTwoKeyColumns(_WithAKeyByChance):
    key = "id TEXT DEFAULT 'a', uuid TEXT DEFAULT (lower(hex(randomblob(8))))"

    def _constraints(self) -> list[str]:
        return ["PRIMARY KEY (id, uuid)"]
