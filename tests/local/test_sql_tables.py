"""Tables of SQLite databases: keys, rules and triggers, other programs, and files that are none."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import (
    ChangedUnderneath,
    InvalidValue,
    RecordGone,
    Refused,
    TableMissing,
    TableNotWritable,
    TableUnreadable,
    UsageError,
)
from airsync_gui.local.sources import absolute_source, open_local_table, tables_in
from airsync_gui.local.sql_reading import SqlReading
from airsync_gui.local.sql_sqlite import SqliteFile
from airsync_gui.local.sql_table import SqlTable
from airsync_gui.messages import describe
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field

NAME = Field("fldName", "Name", "singleLineText")
AGE = Field("fldAge", "Age", "number")
FIELDS = {"name": NAME, "age": AGE}
PEOPLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);"
TWO = PEOPLE + "INSERT INTO people (name, age) VALUES ('Ada', 36), ('Ben', 41);"


class Db:
    """A database, and what another program sees of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(sql, values).fetchall()

    def script(self, sql: str) -> Db:
        with closing(sqlite3.connect(self.path)) as db:
            db.executescript(sql)
        return self

    def table(self, name: str = "people", **options: Any) -> SqlTable:
        return SqlTable(SqliteFile(self.path, busy_timeout_s=0), name, **options)

    def read(self, name: str = "people", **fields: Field) -> SqlReading:
        return self.table(name).read(fields or FIELDS)

    @contextmanager
    def held(self, how: str = "EXCLUSIVE") -> Iterator[sqlite3.Connection]:
        """Another program in the middle of a transaction."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as db:
            db.execute(f"BEGIN {how}")
            yield db
            db.execute("ROLLBACK")


@pytest.fixture
def db(tmp_path: Path) -> Db:
    return Db(tmp_path / "club.db")


def update(row_id: str, **values: Value) -> LocalChange:
    return LocalChange("update", row_id, {f"fld{name}": value for name, value in values.items()})


def create(**values: Value) -> LocalChange:
    return LocalChange("create", None, {f"fld{name}": value for name, value in values.items()})


def delete(row_id: str) -> LocalChange:
    return LocalChange("delete", row_id)


# -- what rows are known by -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "ids", "label"),
    [
        ("id INTEGER PRIMARY KEY, name TEXT", ["[1]", "[2]"], "id 1"),
        ("id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE", ["[1]", "[2]"], "id 1"),
        ("id INTEGER, name TEXT PRIMARY KEY", ['["Ada"]', '["Ben"]'], "name Ada"),
        ("id INTEGER, name TEXT PRIMARY KEY) WITHOUT ROWID --", ['["Ada"]', '["Ben"]'], "name Ada"),
        ("id INTEGER, name TEXT NOT NULL UNIQUE", ['["Ada"]', '["Ben"]'], "name Ada"),
        (
            "id REAL NOT NULL, name TEXT NOT NULL, UNIQUE (name, id)",
            ['["Ada", 1.0]', '["Ben", 2.0]'],
            "name Ada, id 1.0",
        ),
        ("id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (name, id)", ['["Ada", 1]', '["Ben", 2]'], None),
        ("id BLOB PRIMARY KEY, name TEXT", ["[1]", "[2]"], "id 1"),
    ],
)
def test_rows_are_known_by_the_declared_key(db: Db, columns: str, ids: list[str], label: str | None) -> None:
    db.script(f"CREATE TABLE people ({columns}\n);" if "--" not in columns else f"CREATE TABLE people ({columns[:-3]};")
    db.script("INSERT INTO people (id, name) VALUES (1, 'Ada'), (2, 'Ben')")
    table = db.table()
    assert table.stable_row_ids
    reading = table.read({"name": NAME})
    assert [row.row_id for row in reading.rows] == ids
    assert label is None or reading.rows[0].label == label
    [result] = reading.write([update(ids[0], Name="Eve")])
    assert result.row is not None
    assert result.row.values == {"fldName": "Eve"}
    assert sorted(db("SELECT name FROM people")) == [("Ben",), ("Eve",)]


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE people (name TEXT, age INTEGER)",
        "CREATE TABLE people (name TEXT UNIQUE, age INTEGER)",
        "CREATE TABLE people (name TEXT NOT NULL, age INT); CREATE UNIQUE INDEX i ON people (name) WHERE age > 1",
        "CREATE TABLE people (name TEXT NOT NULL, age INT); CREATE UNIQUE INDEX i ON people (lower(name))",
        "CREATE TABLE people (name TEXT NOT NULL, age INT); CREATE INDEX i ON people (name)",
    ],
)
def test_a_table_whose_rows_nothing_tells_apart_is_turned_down(db: Db, script: str) -> None:
    db.script(script)
    with pytest.raises(TableUnreadable) as caught:
        db.read()
    assert "has neither a primary key nor a unique key" in describe(caught.value).text
    assert "Add one" in describe(caught.value).remedy
    assert tables_in(str(db.path))[0].unusable


def test_a_row_whose_key_is_null_is_malformed_and_the_others_are_not(db: Db) -> None:
    db.script("CREATE TABLE people (code TEXT PRIMARY KEY, name TEXT, age INT);")
    db.script("INSERT INTO people VALUES ('a', 'Ada', 1), (NULL, 'X', 2), (NULL, 'Y', 3)")
    reading = db.read()
    assert [bool(row.malformed) for row in reading.rows] == [False, True, True]
    assert len({row.row_id for row in reading.rows}) == 3
    results = reading.write([update(reading.rows[1].row_id, Age=None), update(reading.rows[0].row_id, Age=Decimal(5))])
    assert isinstance(results[0].refused, InvalidValue)
    assert db("SELECT age FROM people") == [(5,), (2,), (3,)]


def test_a_key_that_is_no_text_is_malformed(db: Db) -> None:
    db.script("CREATE TABLE people (code TEXT PRIMARY KEY, name TEXT, age INT);")
    db.script("INSERT INTO people VALUES (CAST(x'ff' AS TEXT), 'X', 2), ('a', 'Ada', 1)")
    assert sorted(bool(row.malformed) for row in db.read().rows) == [False, True]


def test_a_key_that_compares_more_loosely_than_it_is_unique_writes_one_row_or_none(db: Db) -> None:
    db.script("CREATE TABLE people (name TEXT NOT NULL COLLATE NOCASE, age INT);")
    db.script("CREATE UNIQUE INDEX i ON people (name COLLATE BINARY); INSERT INTO people VALUES ('a', 1), ('A', 2)")
    reading = db.read()
    results = reading.write([update('["a"]', Age=Decimal(9)), update('["A"]', Age=Decimal(9))])
    assert all(r.refused and str(r.refused.detail).startswith("2 rows have this key") for r in results)
    assert sorted(db("SELECT age FROM people")) == [(1,), (2,)]


def test_a_new_primary_key_value_is_followed(db: Db) -> None:
    db.script("CREATE TABLE people (name TEXT PRIMARY KEY, age INT); INSERT INTO people VALUES ('Ada', 1)")
    reading = db.read()
    [result] = reading.write([update('["Ada"]', Name="Eve")])
    assert result.row is not None
    assert result.row.row_id == '["Eve"]'
    [again] = reading.write([update('["Eve"]', Age=Decimal(2))])
    assert again.row is not None
    assert db("SELECT * FROM people") == [("Eve", 2)]


@pytest.mark.parametrize("not_null", ["", "NOT NULL"])
def test_a_key_is_never_blank(db: Db, not_null: str) -> None:
    db.script(f"CREATE TABLE people (name TEXT {not_null} PRIMARY KEY, age INT); INSERT INTO people VALUES ('Ada', 1)")
    if not not_null:
        db("INSERT INTO people VALUES (NULL, 0)")
    before = db("SELECT * FROM people")
    results = db.read().write([update('["Ada"]', Name=None), create(Age=Decimal(2)), create(Name=None)])
    assert all(result.refused for result in results)
    assert db("SELECT * FROM people") == before


@pytest.mark.parametrize("declared", ["INTEGER PRIMARY KEY", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"])
def test_a_mapped_number_that_the_database_gives_is_read_back(db: Db, declared: str) -> None:
    db.script(f"CREATE TABLE people (age {declared}, name TEXT)")
    given, asked = db.read().write([create(Name="Ada", Age=None), create(Name="Ben", Age=Decimal(7))])
    assert given.row is not None
    assert asked.row is not None
    assert given.row.values == {"fldName": "Ada", "fldAge": Decimal(1)}
    assert (asked.row.row_id, asked.row.values["fldAge"]) == ("[7]", Decimal(7))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, age INT", "[1]"),
        ("name TEXT, age INT, rowid TEXT, _rowid_ TEXT, oid TEXT, id INTEGER PRIMARY KEY", "[1]"),
        ("id TEXT PRIMARY KEY DEFAULT 'd', name TEXT, age INT", '["d"]'),
        ("id TEXT PRIMARY KEY DEFAULT 'd', name TEXT, age INT) WITHOUT ROWID; --", '["d"]'),
        ("id TEXT DEFAULT 'd', name TEXT, age INT, PRIMARY KEY (id, name)) WITHOUT ROWID; --", '["d", "Ada"]'),
    ],
)
def test_the_key_that_the_database_gives_is_learned(db: Db, columns: str, expected: str) -> None:
    db.script(f"CREATE TABLE people ({columns}\n);".replace("--\n);", ""))
    [result] = db.read().write([create(Name="Ada", Age=Decimal(1))])
    assert result.row is not None
    assert result.row.row_id == expected
    assert result.row.values == {"fldName": "Ada", "fldAge": Decimal(1)}


def test_a_key_that_a_trigger_gives_is_learned(db: Db) -> None:
    db.script("CREATE TABLE people (code TEXT PRIMARY KEY, name TEXT, age INT);")
    db.script(
        "CREATE TRIGGER codes AFTER INSERT ON people WHEN new.code IS NULL "
        "BEGIN UPDATE people SET code = 'p' || new.rowid WHERE rowid = new.rowid; END"
    )
    results = db.read().write([create(Name="Ada"), create(Name="Ben")])
    assert [result.row and result.row.row_id for result in results] == ['["p1"]', '["p2"]']


# -- what triggers and rules do ---------------------------------------------------------------------------------------


def test_what_a_trigger_made_of_a_row_is_read_back(db: Db) -> None:
    db.script(
        TWO + "CREATE TRIGGER up AFTER UPDATE ON people BEGIN "
        "UPDATE people SET name = upper(new.name), age = new.age + 100 WHERE id = new.id; END"
    )
    [result] = db.read().write([update("[1]", Name="Eve")])
    assert result.row is not None
    assert result.row.values == {"fldName": "EVE", "fldAge": Decimal(136)}
    assert db.read().rows[0].values == result.row.values


def test_rows_are_read_back_after_all_changes(db: Db) -> None:
    db.script(
        TWO + "CREATE TRIGGER sums AFTER UPDATE OF name ON people WHEN new.id = 2 BEGIN "
        "UPDATE people SET age = 0 WHERE id = 1; END"
    )
    results = db.read().write([update("[1]", Name="Eve"), update("[2]", Name="Bob")])
    assert results[0].row is not None
    assert results[0].row.values == {"fldName": "Eve", "fldAge": Decimal(0)}


def test_defaults_count(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'nobody', age INT DEFAULT 18)")
    [result] = db.read().write([create(Name="Ada", Age=None)])
    assert result.row is not None
    assert result.row.values == {"fldName": "Ada", "fldAge": Decimal(18)}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("CREATE TRIGGER t BEFORE UPDATE ON people WHEN new.age < 0 BEGIN SELECT RAISE(ABORT, 'too young'); END",
         "too young"),
        ("CREATE TRIGGER t BEFORE UPDATE ON people WHEN new.age < 0 BEGIN SELECT RAISE(FAIL, 'too young'); END",
         "too young"),
        ("CREATE TRIGGER t BEFORE UPDATE ON people WHEN new.age < 0 BEGIN SELECT RAISE(ROLLBACK, 'too young'); END",
         "too young"),
        ("CREATE TRIGGER t BEFORE UPDATE ON people WHEN new.age < 0 BEGIN SELECT RAISE(IGNORE); END",
         "a trigger left the row as it is"),
        ("CREATE UNIQUE INDEX ages ON people (abs(age))", "UNIQUE constraint failed: index 'ages'"),
    ],
)  # fmt: skip
def test_one_refused_change_is_undone_alone(db: Db, rule: str, words: str) -> None:
    db.script(TWO + "INSERT INTO people VALUES (3, 'Cleo', 29);" + rule)
    results = db.read().write(
        [
            update("[1]", Name="Eve"),
            update("[2]", Name="Bob", Age=Decimal(-29)),
            create(Name="Dan", Age=Decimal(50)),
        ]
    )
    assert [result.refused is None for result in results] == [True, False, True]
    assert results[1].refused is not None
    assert results[1].refused.detail == words
    assert describe(results[1].refused).text == f"The database refused it: {words}."
    assert db("SELECT name FROM people") == [("Eve",), ("Ben",), ("Cleo",), ("Dan",)]


def test_a_trigger_that_does_not_work_is_the_databases_refusal(db: Db) -> None:
    db.script(TWO + "CREATE TRIGGER t AFTER UPDATE ON people BEGIN INSERT INTO gone VALUES (1); END")
    updated, created = db.read().write([update("[1]", Name="Eve"), create(Name="Dan")])
    assert updated.refused is not None
    assert updated.refused.detail == "no such table: main.gone"
    assert created.row is not None


def test_a_rule_that_is_checked_at_the_end_costs_only_the_row_that_breaks_it(db: Db) -> None:
    db.script(
        "CREATE TABLE teams (id INTEGER PRIMARY KEY); INSERT INTO teams VALUES (1);"
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT,"
        " age INT REFERENCES teams DEFERRABLE INITIALLY DEFERRED);"
    )
    changes = [create(Name="Ada", Age=Decimal(1)), create(Name="Ben", Age=Decimal(2)), create(Name="Cleo")]
    previewed = db.read().preview(changes)
    assert db("SELECT * FROM people") == []
    results = db.read().write(changes)
    assert [r.refused and r.refused.detail for r in results] == [None, "FOREIGN KEY constraint failed", None]
    assert db("SELECT name FROM people") == [("Ada",), ("Cleo",)]
    assert len(previewed) == 3


def test_declared_foreign_keys_are_in_force(db: Db) -> None:
    db.script(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INT);INSERT INTO people VALUES (1, 'Ada', 1);"
        "CREATE TABLE pets (owner INT REFERENCES people); INSERT INTO pets VALUES (1);"
    )
    [result] = db.read().write([delete("[1]")])
    assert result.refused is not None
    assert result.refused.detail == "FOREIGN KEY constraint failed"


def test_a_row_that_a_deletion_took_with_it_is_gone(db: Db) -> None:
    db.script(TWO + "CREATE TRIGGER both AFTER DELETE ON people BEGIN DELETE FROM people WHERE id = 2; END")
    results = db.read().write([delete("[1]"), update("[2]", Name="Bob")])
    assert isinstance(results[1].refused, RecordGone)
    assert "The database says" in describe(results[1].refused).text


@pytest.mark.parametrize(
    ("body", "words"),
    [("SELECT RAISE(IGNORE)", "a trigger left the new row out"),
     ("DELETE FROM people WHERE id = new.id", "a trigger removed the new row again")],
)  # fmt: skip
def test_a_new_row_that_does_not_stay_is_refused(db: Db, body: str, words: str) -> None:
    when = "BEFORE" if "IGNORE" in body else "AFTER"
    db.script(f"{TWO} CREATE TRIGGER t {when} INSERT ON people BEGIN {body}; END")
    [result] = db.read().write([create(Name="Dan")])
    assert result.refused is not None
    assert result.refused.detail == words


def test_a_name_that_another_change_sets_free_can_be_taken(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INT);")
    db.script("INSERT INTO people VALUES (1, 'a', 1), (2, 'b', 1), (3, 'c', 1), (4, 'd', 1)")
    results = db.read().write(
        [update("[1]", Name="b"), update("[2]", Name="c"), update("[3]", Name="new"), create(Name="d"), delete("[4]")]
    )
    assert not any(result.refused for result in results)
    assert db("SELECT name FROM people ORDER BY id") == [("b",), ("c",), ("new",), ("d",)]


def test_a_computed_column_is_read_and_never_written(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age AS (length(name)));")
    db.script("INSERT INTO people (name) VALUES ('Ada')")
    reading = db.read()
    assert reading.rows[0].values == {"fldName": "Ada", "fldAge": Decimal(3)}
    refused, done = reading.write([update("[1]", Age=Decimal(4)), create(Name="Dan", Age=None)])
    assert isinstance(refused.refused, InvalidValue)
    assert "the database computes" in describe(refused.refused).text
    assert done.row is not None
    assert done.row.values["fldAge"] == 3


# -- views and lists of tables --------------------------------------------------------------------------------------


def test_a_view_is_read_and_never_written(db: Db) -> None:
    db.script(TWO + "CREATE VIEW old AS SELECT name, age FROM people WHERE age > 40")
    table = db.table("old")
    assert not table.stable_row_ids
    reading = table.read(FIELDS)
    assert [row.values for row in reading.rows] == [{"fldName": "Ben", "fldAge": Decimal(41)}]
    with pytest.raises(TableNotWritable) as caught:
        reading.write([create(Name="Dan")])
    assert "it is a view" in describe(caught.value).text
    assert "write Airtable only" in describe(caught.value).remedy
    assert reading.write([]) == []


def test_the_tables_of_a_database_are_offered_without_its_inner_ones(db: Db) -> None:
    db.script(
        TWO + "CREATE TABLE a (x TEXT); CREATE VIEW v AS SELECT * FROM people; CREATE VIEW broken AS SELECT y FROM z;"
    )
    db.script("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    db.script("CREATE VIRTUAL TABLE notes USING fts5(body)")
    found = {info.name: info for info in tables_in(f"{db.path}#people")}
    assert list(found) == ["a", "broken", "counted", "notes", "people", "v"]
    assert (found["people"].row_count, found["people"].key, found["people"].unusable) == (2, ("id",), "")
    assert (found["v"].read_only, found["v"].row_count) == ("is a view", 2)
    assert found["broken"].unusable == "can't be read"
    assert found["a"].unusable == "has neither a primary key nor a unique key"


def test_a_database_needs_a_tables_name(db: Db) -> None:
    db.script("".join(f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY);" for number in range(12)))
    with pytest.raises(UsageError) as caught:
        open_local_table(str(db.path))
    assert caught.value.detail == (
        f"club.db is a database: say which of its tables. It has: t0, t1, t10, t11, t2, t3, t4, t5, and 4 more. "
        f"Write {db.path}#t0 for the first."
    )
    with pytest.raises(UsageError, match=r"has no table “x”\. It has: t0"):
        open_local_table(f"{db.path}#x").headers()
    assert open_local_table(f"{db.path}#T3").headers() == ["id"]


def test_an_empty_database_has_no_tables(db: Db) -> None:
    db.path.touch()
    with pytest.raises(UsageError, match="It has no tables"):
        open_local_table(str(db.path))


def test_a_table_that_is_gone_is_missing(db: Db) -> None:
    db.script(TWO)
    with pytest.raises(TableMissing) as caught:
        db.read("persons")
    message = describe(caught.value)
    assert message.title == "The table is not there"
    assert "club.db has no table “persons”" in message.text
    assert f"It has: people. Write {db.path}#people" in message.remedy


@pytest.mark.parametrize(
    ("source", "path", "table"),
    [
        ("a.db#t", "a.db", "t"),
        ("a.SQLite3#my table", "a.SQLite3", "my table"),
        ("a.db#x#y", "a.db", "x#y"),
        ("a#b.db#t", "a#b.db", "t"),
        ("a#b.csv", "a#b.csv", ""),
        ("dir.db#1/a.csv", "dir.db#1/a.csv", ""),
        ("dir.db#1/a.db#t", "dir.db#1/a.db", "t"),
        ("a.db#t.csv", "a.db", "t.csv"),
    ],
)
def test_a_source_is_a_file_and_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, path: str, table: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = open_local_table(source)
    assert absolute_source(source) == str(tmp_path / path) + (f"#{table}" if table else "")
    assert found.path == tmp_path / path
    assert getattr(found, "table", "") == table


def test_one_table_has_one_identity(db: Db, tmp_path: Path) -> None:
    db.script(TWO)
    (tmp_path / "link.db").symlink_to(db.path)
    assert SqlTable(SqliteFile(tmp_path / "link.db"), "People").identity == db.table().identity
    assert db.table("other").identity != db.table().identity
    assert db.table().name == "club.db · people"


# -- values -----------------------------------------------------------------------------------------------------------


def value_of(db: Db, declared: str, stored: object, field: Field) -> object:
    """What one stored value is read as: a value, or the rule that it breaks."""
    db.script(f"DROP TABLE IF EXISTS t; CREATE TABLE t (id INTEGER PRIMARY KEY, c {declared})")
    db("INSERT INTO t (c) VALUES (?)", stored)
    row = db.table("t").read({"c": field}).rows[0]
    problem = row.problems.get(field.id)
    return problem.rule if problem else row.values.get(field.id)


def field(kind: str, **options: Any) -> Field:
    return Field("f", "F", kind, options)


@pytest.mark.parametrize(
    ("declared", "stored", "kind", "expected"),
    [
        ("INTEGER", 5, "number", Decimal(5)),
        ("INTEGER", 2**63 - 1, "number", Decimal(2**63 - 1)),
        ("REAL", 0.1, "number", Decimal("0.1")),
        ("DECIMAL(10,2)", 19.99, "currency", Decimal("19.99")),
        ("NUMERIC", 1e300, "number", Decimal("1e300")),
        ("", 0, "number", Decimal(0)),
        ("TEXT", "1.5", "number", Decimal("1.5")),
        ("INTEGER", "abc", "number", "is not a number"),
        ("REAL", float("inf"), "number", "is not a number"),
        ("REAL", 2.5, "rating", "is not a whole number"),
        ("REAL", 0.125, "percent", Decimal("0.125")),
        ("TEXT", "12.5%", "percent", Decimal("0.125")),
        ("INTEGER", 90, "duration", Decimal(90)),
        ("BOOLEAN", 1, "checkbox", True),
        ("BOOLEAN", 0, "checkbox", None),
        ("BOOLEAN", 2, "checkbox", "is not a check box (0 or 1)"),
        ("TEXT", "yes", "checkbox", True),
        ("TEXT", "no", "checkbox", None),
        ("DATE", "2026-05-12", "date", date(2026, 5, 12)),
        ("DATE", 20260512, "date", "is a number, not a date in text"),
        ("TIMESTAMP", "2026-05-12 09:30:00+00:00", "dateTime", datetime(2026, 5, 12, 9, 30, tzinfo=UTC)),
        ("INTEGER", 1778578200, "dateTime", "is a number, not a date in text"),
        ("INTEGER", 7, "singleLineText", "7"),
        ("REAL", 0.5, "singleLineText", "0.5"),
        ("TEXT", " x ", "singleLineText", " x "),
        ("TEXT", "", "singleLineText", None),
        ("TEXT", None, "singleLineText", None),
        ("TEXT", b"\x00\xff", "singleLineText", "is a BLOB, or no text in UTF-8"),
        ("TEXT", '["b", "a, c"]', "multipleSelects", ("b", "a, c")),
        ("TEXT", "[]", "multipleSelects", None),
        ("TEXT", 'b, "a, c"', "multipleSelects", ("b", "a, c")),
        ("TEXT", "[1, 2.50]", "multipleSelects", ("1", "2.50")),
        ("JSON", "[true]", "multipleSelects", ("[true]",)),
    ],
)
def test_values_are_read_by_what_is_stored(db: Db, declared: str, stored: object, kind: str, expected: object) -> None:
    assert value_of(db, declared, stored, field(kind)) == expected


def test_text_that_is_none_is_a_problem_of_its_cell(db: Db) -> None:
    db.script(TWO + "UPDATE people SET name = CAST(x'416461ff' AS TEXT) WHERE id = 1")
    first, second = db.read().rows
    assert first.problems["fldName"].rule == "is a BLOB, or no text in UTF-8"
    assert second.values["fldName"] == "Ben"


def test_a_json_array_among_other_lists_is_asked_about(db: Db) -> None:
    db.script("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT); INSERT INTO t (c) VALUES ('a, b'), ('[\"a\"]')")
    reading = db.table("t").read({"c": field("multipleSelects")})
    assert reading.rows[1].problems["f"].kind == "ambiguous"


def test_a_column_of_json_arrays_stays_one(db: Db) -> None:
    db.script("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT); INSERT INTO t (c) VALUES ('[\"a\"]'), (NULL)")
    table = db.table("t")
    reading = table.read({"c": field("multipleSelects")})
    assert table.proven == {"c": "JSON"}
    reading.write([LocalChange("update", "[2]", {"f": ("é", 'b"c')})])
    assert db("SELECT c FROM t WHERE id = 2") == [('["é", "b\\"c"]',)]
    db("UPDATE t SET c = NULL")
    [result] = (
        db.table("t", styles=table.proven)
        .read({"c": field("multipleSelects")})
        .write([LocalChange("update", "[1]", {"f": ("x",)})])
    )
    assert result.row is not None
    assert db("SELECT c FROM t WHERE id = 1") == [('["x"]',)]


@pytest.mark.parametrize(
    ("declared", "there", "kind", "value", "stored"),
    [
        ("TEXT", (), "singleLineText", None, None),
        ("TEXT NOT NULL DEFAULT 'x'", ("a",), "singleLineText", None, ""),
        ("INTEGER", (), "singleLineText", "7", 7),
        ("NUMERIC", (), "number", Decimal("0.1"), 0.1),
        ("NUMERIC", (), "number", Decimal("3.00"), 3),
        ("REAL", (), "number", Decimal(3), 3.0),
        ("", (), "number", Decimal(3), 3),
        ("TEXT", (), "number", Decimal("3.5"), "3.5"),
        ("TEXT", ("1,5", "2,25"), "number", Decimal("3.5"), "3,5"),
        ("BOOLEAN", (), "checkbox", True, 1),
        ("BOOLEAN", (1, 0), "checkbox", None, 0),
        ("BOOLEAN", (1, None), "checkbox", None, None),
        ("BOOLEAN NOT NULL DEFAULT 1", (), "checkbox", None, 0),
        ("INTEGER", (1,), "checkbox", True, 1),
        ("TEXT", ("Yes", "No"), "checkbox", None, "No"),
        ("TEXT", ("Yes", "No"), "checkbox", True, "Yes"),
        ("DATE", ("31.12.2025",), "date", date(2026, 5, 12), "12.05.2026"),
        ("DATE", (), "date", date(2026, 5, 12), "2026-05-12"),
        ("TIMESTAMP", (), "dateTime", datetime(2026, 5, 12, 9, 30, tzinfo=UTC), "2026-05-12T09:30:00.000Z"),
        ("TEXT", ("2025-01-01 10:00:00+00:00",), "dateTime", datetime(2026, 5, 12, 9, 30, tzinfo=UTC),
         "2026-05-12 09:30:00+00:00"),
        ("TEXT", (), "multipleSelects", ("b", "a, c"), 'b, "a, c"'),
        ("JSON", (), "multipleSelects", ("b", "a, c"), '["b", "a, c"]'),
        ("JSON NOT NULL DEFAULT '[\"z\"]'", ('["y"]',), "multipleSelects", None, "[]"),
        ("INTEGER", (60,), "duration", Decimal(90), 90),
        ("TEXT", ("0:01:00",), "duration", Decimal(90), "0:01:30"),
    ],
)  # fmt: skip
def test_values_are_stored_as_the_column_has_them(
    db: Db, declared: str, there: tuple[object, ...], kind: str, value: Value, stored: object
) -> None:
    db.script(f"CREATE TABLE t (id INTEGER PRIMARY KEY, c {declared}); INSERT INTO t DEFAULT VALUES")
    for raw in there:
        db("INSERT INTO t (c) VALUES (?)", raw)
    if there:
        db("DELETE FROM t WHERE id = 1")
        db("UPDATE t SET id = id - 1")
    reading = db.table("t").read({"c": field(kind)})
    rows = [r.row_id for r in reading.rows]
    [result] = reading.write([LocalChange("update", rows[0], {"f": value})])
    assert result.refused is None
    found = db("SELECT c FROM t WHERE id = 1")[0][0]
    assert (found, type(found)) == (stored, type(stored))
    assert result.row is not None
    assert result.row.values == ({} if value is None else {"f": value})


@pytest.mark.parametrize(
    ("declared", "kind", "value", "rule"),
    [
        ("INTEGER", "singleLineText", "007", "would be kept as 7 in a column of numbers"),
        ("NUMERIC", "singleLineText", "1e5", "would be kept as 100000 in a column of numbers"),
        ("REAL", "singleLineText", "9007199254740993", "would be kept as 9007199254740992 in a column of numbers"),
        ("INTEGER", "singleLineText", "1e99999999999999999999", "is a number too large for its column"),
        ("TEXT", "singleLineText", "\ud800", "has half of a character, which a database can't hold"),
        ("NUMERIC", "number", Decimal("0.12345678901234567890"), "has more digits than its column keeps"),
        ("REAL", "number", Decimal(2**53 + 1), "has more digits than its column keeps"),
        ("INTEGER", "rating", Decimal("2.5"), "is not a whole number"),
        ("TEXT", "multipleSelects", "x", "is not a list"),
    ],
)
def test_what_would_not_be_read_again_is_refused(db: Db, declared: str, kind: str, value: Value, rule: str) -> None:
    db.script(f"CREATE TABLE t (id INTEGER PRIMARY KEY, c {declared}); INSERT INTO t DEFAULT VALUES")
    [result] = db.table("t").read({"c": field(kind)}).write([LocalChange("update", "[1]", {"f": value})])
    assert isinstance(result.refused, InvalidValue)
    assert result.refused.rule == rule
    assert db("SELECT c FROM t") == [(None,)]


def test_a_blank_number_in_a_column_that_refuses_null_is_refused_by_the_database(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INT NOT NULL);")
    db.script("INSERT INTO people VALUES (1, 'Ada', 36)")
    blank, made = db.read().write([update("[1]", Age=None), create(Age=Decimal(1))])
    assert blank.refused is not None
    assert blank.refused.detail == "NOT NULL constraint failed: people.age"
    assert made.row is not None
    assert db("SELECT * FROM people") == [(1, "Ada", 36), (2, "", 1)]


def test_strict_tables_keep_their_types(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INTEGER) STRICT")
    half, whole = db.read().write([create(Name="Ada", Age=Decimal("36.5")), create(Name="Ben", Age=Decimal(41))])
    assert half.refused is not None
    assert half.refused.detail.startswith("cannot store REAL value in INTEGER column")
    assert whole.row is not None


def test_a_column_with_the_time_of_each_edit_is_read(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INT, at);")
    db.script("INSERT INTO people VALUES (1, 'a', 1, '2026-05-12T09:30:00Z'), (2, 'b', 2, 'x'), (3, 'c', 3, 5)")
    rows = db.table(time_column="at").read(FIELDS).rows
    assert [row.modified_at for row in rows] == [datetime(2026, 5, 12, 9, 30, tzinfo=UTC), None, None]


# -- other programs ---------------------------------------------------------------------------------------------------


def test_a_row_that_moved_is_not_overwritten_and_other_rows_do_not_matter(db: Db) -> None:
    db.script(TWO)
    reading = db.read()
    db("UPDATE people SET age = 42 WHERE id = 2")
    with pytest.raises(ChangedUnderneath):
        reading.write([update("[1]", Name="Eve"), update("[2]", Name="Bob")])
    assert db("SELECT name FROM people") == [("Ada",), ("Ben",)]
    assert reading.write([update("[1]", Name="Eve")])[0].refused is None


def test_a_row_that_went_away_means_reading_again(db: Db) -> None:
    db.script(TWO)
    reading = db.read()
    db("DELETE FROM people WHERE id = 2")
    for change in (update("[2]", Name="Bob"), delete("[2]")):
        with pytest.raises(ChangedUnderneath):
            reading.write([change])


@pytest.mark.parametrize(
    "edit",
    [
        "INSERT INTO people (name) VALUES ('Dan')",
        "UPDATE people SET name = 'Dan' WHERE id = 2",
        "DELETE FROM people WHERE id = 1",
        "ALTER TABLE people ADD COLUMN city",
        "ALTER TABLE people RENAME COLUMN name TO nome",
        "DROP TABLE people",
    ],
)
def test_nothing_is_added_to_a_table_that_moved(db: Db, edit: str) -> None:
    db.script(TWO)
    reading = db.read()
    db(edit)
    with pytest.raises(ChangedUnderneath):
        reading.write([create(Name="Dan")])


def test_columns_that_no_field_belongs_to_may_move(db: Db) -> None:
    db.script(TWO + "ALTER TABLE people ADD COLUMN seen INT DEFAULT 0")
    reading = db.read()
    db("UPDATE people SET seen = 1")
    assert not any(r.refused for r in reading.write([update("[1]", Name="Eve"), create(Name="Dan")]))


def test_many_rows_are_compared_as_well_as_few(db: Db) -> None:
    db.script(PEOPLE)
    with closing(sqlite3.connect(db.path)) as other, other:
        other.executemany("INSERT INTO people (name, age) VALUES (?, ?)", [(f"n{i}", i) for i in range(500)])
    reading = db.read()
    changes = [update(row.row_id, Age=Decimal(0)) for row in reading.rows[:400]]
    db("UPDATE people SET age = -1 WHERE id = 450")
    assert not any(result.refused for result in reading.write(changes))
    db("UPDATE people SET age = -1 WHERE id = 3")
    with pytest.raises(ChangedUnderneath):
        reading.write(changes)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_in_use_is_not_written_and_says_so(db: Db, journal: str) -> None:
    db.script(f"PRAGMA journal_mode = {journal};{TWO}")
    reading = db.read()
    with db.held("IMMEDIATE"):
        with pytest.raises(TableNotWritable) as caught:
            reading.write([update("[1]", Name="Eve")])
        assert len(db.read().rows) == 2
    message = describe(caught.value)
    assert "is in use by another program" in message.text
    assert "Try again" in message.remedy
    assert reading.write([update("[1]", Name="Eve")])[0].refused is None


def test_a_database_that_someone_reads_can_not_be_committed(db: Db) -> None:
    db.script(TWO)
    reading = db.read()
    with db.held("DEFERRED") as other:
        other.execute("SELECT * FROM people").fetchall()
        with pytest.raises(TableNotWritable):
            reading.write([update("[1]", Name="Eve")])
    assert db("SELECT name FROM people") == [("Ada",), ("Ben",)]


def test_a_database_that_is_locked_whole_can_not_be_read_for_now(db: Db) -> None:
    db.script(TWO)
    with db.held(), pytest.raises(TableUnreadable) as caught:
        db.read()
    assert "is in use by another program" in describe(caught.value).text


def test_what_is_committed_but_still_in_the_journal_counts(db: Db) -> None:
    db.script(f"PRAGMA journal_mode = wal;{TWO}")
    with closing(sqlite3.connect(db.path)) as other:
        other.execute("UPDATE people SET name = 'Eve' WHERE id = 1")
        other.commit()
        reading = db.read()
        assert reading.rows[0].values["fldName"] == "Eve"
        assert reading.write([update("[2]", Name="Bob")])[0].refused is None
        assert other.execute("SELECT name FROM people").fetchall() == [("Eve",), ("Bob",)]
        wal = Path(f"{db.path}-wal").stat().st_mtime
        modified_at = db.read().modified_at
        assert modified_at is not None
        assert modified_at.timestamp() >= wal - 0.001


@pytest.mark.parametrize("journal", ["delete", "wal", "truncate", "persist"])
def test_nothing_is_left_beside_the_file_that_sqlite_would_not_leave(db: Db, journal: str) -> None:
    db.script(f"PRAGMA journal_mode = {journal};{TWO}")
    before = {path.name for path in db.path.parent.iterdir()}
    db.read().write([update("[1]", Name="Eve")])
    reading = db.read()
    db("DELETE FROM people")
    with pytest.raises(ChangedUnderneath):
        reading.write([create(Name="Dan")])
    left = {path.name for path in db.path.parent.iterdir()} - before
    assert left <= ({"club.db-journal"} if journal in ("persist", "truncate") else set())


def test_a_killed_program_loses_its_transaction_whole(db: Db) -> None:
    """A write that dies before its commit leaves a hot journal; the next reading undoes it."""
    db.script(TWO)
    script = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN IMMEDIATE')\n"
        "db.execute(\"UPDATE people SET name = 'lost'\")\n"
        "[db.execute('INSERT INTO people (name) VALUES (?)', ('x' * 5000,)) for _ in range(100)]\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(db.path)], check=False).returncode == 9
    assert [row.values["fldName"] for row in db.read().rows] == ["Ada", "Ben"]


# -- files that are none ----------------------------------------------------------------------------------------------


def test_a_missing_file_is_not_made(db: Db, tmp_path: Path) -> None:
    for path in (db.path, tmp_path / "no" / "club.db"):
        table = SqlTable(SqliteFile(path), "people")
        for act in (table.headers, lambda table=table: table.read(FIELDS), lambda table=table: table.stable_row_ids):
            with pytest.raises(TableMissing):
                act()
        with pytest.raises(TableMissing):
            tables_in(str(path))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_went_away_is_not_made_by_writing(db: Db) -> None:
    db.script(TWO)
    reading = db.read()
    db.path.unlink()
    with pytest.raises(ChangedUnderneath):
        reading.write([create(Name="Dan")])
    assert not db.path.exists()


@pytest.mark.parametrize("content", [b"Name,Age\nAda,36\n", b"\x00" * 5000, b"SQLite format 3\x00" + b"x" * 5000])
def test_a_file_that_is_no_database_says_so(db: Db, content: bytes) -> None:
    db.path.write_bytes(content)
    with pytest.raises(TableUnreadable) as caught:
        db.read()
    assert describe(caught.value).text.endswith("is not an SQLite database, or an encrypted one.")
    assert db.path.read_bytes() == content


def test_a_damaged_database_says_so(db: Db) -> None:
    db.script(PEOPLE)
    with closing(sqlite3.connect(db.path)) as other, other:
        other.executemany("INSERT INTO people (name) VALUES (?)", [("x" * 1000,)] * 200)
    data = bytearray(db.path.read_bytes())
    data[4096 * 3 :] = b"\xff" * (len(data) - 4096 * 3)
    db.path.write_bytes(data)
    with pytest.raises(TableUnreadable) as caught:
        db.read()
    assert "is damaged" in describe(caught.value).text


def test_damage_of_which_sqlite_itself_can_not_tell_in_text_says_so(db: Db) -> None:
    db.script(PEOPLE)
    data = db.path.read_bytes()
    assert b"CREATE TABLE people" in data
    db.path.write_bytes(data.replace(b"CREATE TABLE people", b"CREATE TABLE \xb0eople"))
    with pytest.raises(TableUnreadable) as caught:
        db.read()
    assert "is damaged" in describe(caught.value).text


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").mkdir()
    with pytest.raises(TableUnreadable, match="is a folder"):
        SqlTable(SqliteFile(tmp_path / "x.db"), "t").headers()


def test_a_read_only_file_is_read_and_not_written(db: Db) -> None:
    db.script(TWO)
    db.path.chmod(0o444)
    reading = db.read()
    with pytest.raises(TableNotWritable) as caught:
        reading.write([update("[1]", Name="Eve")])
    assert "is read-only" in describe(caught.value).text
    assert db("SELECT name FROM people") == [("Ada",), ("Ben",)]


def test_a_full_disk_leaves_all_as_it_was(db: Db) -> None:
    db.script(TWO)
    reading = db.read()
    pages = db("PRAGMA page_count")[0][0]
    with pytest.raises(TableNotWritable) as caught, small_disk(reading, pages):
        reading.write([update("[1]", Name="Eve"), create(Name="x" * 100_000)])
    assert "the disk is full" in describe(caught.value).text
    assert db("SELECT name FROM people") == [("Ada",), ("Ben",)]


@contextmanager
def small_disk(reading: SqlReading, pages: int) -> Iterator[None]:
    """SQLite says the same of a database that may not grow as of a full disk."""
    database = reading._database
    assert isinstance(database, SqliteFile)
    connect = database._connect

    def limited() -> sqlite3.Connection:
        connection = connect()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    database._connect = limited  # type: ignore[method-assign]
    database.__dict__.pop("_engine", None)
    yield


# -- names and foreign content --------------------------------------------------------------------------------------

ODD_NAMES = [
    "a b", 'a"b', "a'b", "select", "ü – 日本", "a%(b)s", "a%b", ":a", "a?b", "a:b", "[a]", "`a`", "a\nb", "a;DROP", "1",
    "(x)", "a.b", "%", "ID ", "{x}", "\\", "--",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_NAMES)
def test_names_may_be_of_any_kind(db: Db, odd: str) -> None:
    quoted = odd.replace('"', '""')
    db.script(
        f'CREATE TABLE "{quoted}" ("{quoted}" TEXT PRIMARY KEY, "x{quoted}" INT);'
        f"INSERT INTO \"{quoted}\" VALUES ('Ada', 1);"
    )
    reading = db.table(odd).read({odd: NAME, f"x{odd}": AGE})
    assert [row.values for row in reading.rows] == [{"fldName": "Ada", "fldAge": Decimal(1)}]
    results = reading.write([update('["Ada"]', Name="Eve", Age=Decimal(2)), create(Name="Dan", Age=Decimal(3))])
    assert not any(result.refused for result in results)
    assert db(f'SELECT * FROM "{quoted}"') == [("Eve", 2), ("Dan", 3)]
    assert [info.name for info in tables_in(str(db.path))] == [odd]
    assert open_local_table(f"{db.path}#{odd}").headers() == [odd, f"x{odd}"]


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE people; --", '"', "a\x00b", "%s %(x)s :y ?", "\u202egnp.exe", "\ufeff", "a\r\nb", "😀" * 50]
)
def test_content_is_content(db: Db, text: str) -> None:
    db.script(TWO)
    results = db.read().write([update("[1]", Name=text), create(Name=text)])
    assert [result.row and result.row.values["fldName"] for result in results] == [text, text]
    assert db("SELECT name FROM people WHERE id = 1") == [(text,)]


def test_two_columns_of_a_pair_may_be_spelled_with_blanks(db: Db) -> None:
    db.script("CREATE TABLE people (id INTEGER PRIMARY KEY, \" name\" TEXT); INSERT INTO people VALUES (1, 'Ada')")
    reading = db.table().read({"name": NAME, "age": AGE})
    assert reading.rows[0].values == {"fldName": "Ada"}
    assert reading.missing == {"fldAge"}
    assert reading.write([update("[1]", Name="Eve")])[0].row is not None


def test_importing_the_window_or_a_csv_does_not_import_sqlalchemy() -> None:
    script = (
        "import sys; from airsync_gui.local.sources import open_local_table; import airsync_gui.app\n"
        "import airsync_gui.service; open_local_table('/tmp/x.csv')\n"
        "sys.exit(bool({'sqlalchemy', 'psycopg', 'pymysql', 'openpyxl', 'ruamel.yaml'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_refusal_keeps_who_refused() -> None:
    assert describe(Refused(detail="x")).title == "Refused by Airtable"
    assert describe(Refused(detail="x", by="the database")).title == "Refused by the database"
