"""Every kind of local table can be copied before it is written: the bytes of before, for this person alone."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from airsync_gui.local.sources import Copied, open_local_table
from airsync_gui.local.sql_sqlite import SqliteFile
from airsync_gui.local.sql_table import SqlTable
from airsync_gui.sync.ports import LocalChange, LocalReading
from airsync_gui.sync.schema import Field

NAME = Field("fldName", "name", "singleLineText")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o700)
    return folder


def read(source: str) -> LocalReading:
    return open_local_table(source).read({"name": NAME})


def change(reading: LocalReading, numbers: Sequence[int] = (0,)) -> list[LocalChange]:
    made = [LocalChange("update", reading.rows[number].row_id, {"fldName": "Zoe"}) for number in numbers]
    return [*made, LocalChange("create", None, {"fldName": "New"})]


def copy_then_write(source: str, kept: Path, numbers: Sequence[int] = (0,)) -> None:
    reading = read(source)
    changes = change(reading, numbers)
    cast("Copied", reading).copy_to(kept, changes)
    assert all(result.refused is None for result in reading.write(changes))


def book(path: Path) -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.title = "Club"
    for row in (["name", "age"], ["Ada", 36], ["Ben", 41]):
        made.active.append(row)
    made.save(path)


@pytest.mark.parametrize("kind", ["people.csv", "people.json", "people.jsonl", "people.xlsx"])
def test_a_file_is_copied_byte_for_byte(tmp_path: Path, kept: Path, kind: str) -> None:
    path = tmp_path / kind
    rows = [{"name": "Ada", "age": 36}, {"name": "Ben", "age": 41}]
    if path.suffix == ".csv":
        path.write_bytes("\ufeffname;age\r\nAda;36\r\n'Ben';41".encode())
    elif path.suffix == ".json":
        path.write_text(json.dumps(rows, indent=3))
    elif path.suffix == ".jsonl":
        path.write_text("\n".join(map(json.dumps, rows)))
    else:
        book(path)
    path.chmod(0o644)
    before = path.read_bytes()
    copy_then_write(f"{path}#Club" if path.suffix == ".xlsx" else str(path), kept)
    (copy,) = kept.iterdir()
    assert (copy.name, copy.read_bytes()) == (kind, before)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert path.read_bytes() != before


def test_a_link_is_followed(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "real.csv").write_text("name\nAda\n")
    (tmp_path / "people.csv").symlink_to(tmp_path / "real.csv")
    copy_then_write(str(tmp_path / "people.csv"), kept)
    assert not (kept / "people.csv").is_symlink()
    assert (kept / "people.csv").read_text() == "name\nAda\n"


def test_of_a_folder_only_the_notes_that_are_touched(tmp_path: Path, kept: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.md").write_text(f"---\nname: {name}\n---\n")
    copy_then_write(f"{folder}/", kept, (0, 2))
    assert {path.name: path.read_text() for path in kept.iterdir()} == {
        "a.md": "---\nname: a\n---\n",
        "c.md": "---\nname: c\n---\n",
    }


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "people.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "PRAGMA journal_mode = WAL; CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);"
            "INSERT INTO people (name) VALUES ('Ada'), ('Ben');"
        )
    return path


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [name for (name,) in db.execute("SELECT name FROM people ORDER BY id")]


def test_of_a_database_what_is_committed_and_nothing_else(database: Path, kept: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO people (name) VALUES ('Cid')")  # in the journal, not yet in the file
        reading = read(f"{database}#people")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO people (name) VALUES ('Dan')")
        cast("Copied", reading).copy_to(kept, change(reading))
        other.execute("ROLLBACK")
    (copy,) = kept.iterdir()
    assert names(copy) == ["Ada", "Ben", "Cid"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_locked_database_is_not_waited_for_without_end(database: Path, kept: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        reading = SqlTable(SqliteFile(database, busy_timeout_s=0), "people").read({"name": NAME})
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OSError, match="locked"):
            reading.copy_to(kept, [])
        other.execute("ROLLBACK")
