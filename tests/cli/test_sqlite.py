"""A table of an SQLite database kept in step from the command line, through the real engine and a sandbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import StateError
from airsync_gui.local.sql_sqlite import SqliteFile
from airsync_gui.state.store import SqliteStore
from tests.cli.desk import Desk

PEOPLE = """
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL UNIQUE, Age INTEGER, City TEXT,
    Notes TEXT, Tags JSON, changed INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER counts AFTER UPDATE OF Age, City ON people
BEGIN UPDATE people SET changed = changed + 1 WHERE id = new.id; END;
"""


class Club:
    """A database with people in it, beside the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.path = desk.folder / "club.db"
        self("PRAGMA journal_mode = WAL")
        with closing(sqlite3.connect(self.path)) as db:
            db.executescript(PEOPLE)
        self.add(("Ada", 36, "London"), ("Ben", 41, "Rome"))

    def __call__(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(sql, values).fetchall()

    def add(self, *rows: Sequence[object]) -> None:
        for row in rows:
            self("INSERT INTO people (Name, Age, City) VALUES (?, ?, ?)", *row)

    def in_step(self, *options: str) -> None:
        self.desk.add_pair("People", *options, file="club.db#people")
        done = self.desk("sync")
        assert done.code == 0, done

    def rests(self) -> None:
        """A further run writes nothing anywhere."""
        before, there = self("SELECT * FROM people"), self.desk.people.records()
        assert self.desk("sync").code == 0
        assert (self("SELECT * FROM people"), self.desk.people.records()) == (before, there)


@pytest.fixture
def club(desk: Desk) -> Club:
    return Club(desk)


def test_both_sides_get_what_the_other_has(desk: Desk, club: Club) -> None:
    desk.people.add({"Name": "Cleo", "Age": 29, "Tags": ["vip", "new"]})
    club.in_step()
    assert desk.airtable()["Ada"] == {"Name": "Ada", "Age": 36, "City": "London"}
    assert club("SELECT id, Age, Tags FROM people WHERE Name = 'Cleo'") == [(3, 29, '["vip", "new"]')]
    club.rests()


def test_edits_travel_field_by_field(desk: Desk, club: Club) -> None:
    club.in_step()
    club("UPDATE people SET Age = 37 WHERE Name = 'Ada'")
    desk.edit("Ada", City="Oslo")
    assert desk("sync").code == 0
    assert club("SELECT Age, City, changed FROM people WHERE Name = 'Ada'") == [(37, "Oslo", 2)]
    assert (desk.airtable()["Ada"]["Age"], desk.airtable()["Ada"]["City"]) == (37, "Oslo")
    club.rests()


def test_a_renamed_key_field_is_an_edit_because_the_primary_key_stays(desk: Desk, club: Club) -> None:
    club.in_step()
    record = desk.people.find(Name="Ada")
    club("UPDATE people SET Name = 'Ada Lovelace', Age = 37 WHERE Name = 'Ada'")
    desk.edit("Ben", Name="Benjamin")
    assert desk("sync").code == 0
    assert desk.people.find(Name="Ada Lovelace") == record
    assert club("SELECT id, Name FROM people") == [(1, "Ada Lovelace"), (2, "Benjamin")]
    club.rests()


def test_rows_deleted_here_are_deleted_there_and_the_other_way(desk: Desk, club: Club) -> None:
    club.in_step()
    club("DELETE FROM people WHERE Name = 'Ada'")
    desk.people.delete(desk.people.find(Name="Ben"))
    club.add(("Cleo", 29, "Bern"))
    assert desk("sync").code == 0
    assert club("SELECT Name FROM people") == [("Cleo",)]
    assert set(desk.airtable()) == {"Cleo"}
    club.rests()


def test_a_conflict_is_settled_on_both_sides(desk: Desk, club: Club) -> None:
    club.in_step()
    club("UPDATE people SET City = 'Paris' WHERE Name = 'Ada'")
    desk.edit("Ada", City="Oslo")
    assert desk("sync").code == 3
    uid = str(desk("conflicts", "--json").items[0]["id"])
    done = desk("resolve", uid, "--take", "airtable")
    assert done.code == 0, done
    assert club("SELECT City FROM people WHERE Name = 'Ada'") == [("Oslo",)]
    club.rests()


def test_what_the_database_turns_down_waits_with_its_own_words(desk: Desk, club: Club) -> None:
    club.in_step()
    with closing(sqlite3.connect(club.path)) as db:
        db.executescript(
            "CREATE TRIGGER grown BEFORE UPDATE OF Age ON people WHEN new.Age > 150 "
            "BEGIN SELECT RAISE(ABORT, 'nobody is that old'); END"
        )
    desk.edit("Ada", Age=151)
    desk.edit("Ben", Age=42)
    done = desk("sync")
    assert done.code == 7, done
    assert club("SELECT Name, Age FROM people") == [("Ada", 36), ("Ben", 42)]
    assert "The database refused it: nobody is that old." in desk("queue").out


def test_a_database_without_its_table_says_which_there_are(desk: Desk, club: Club) -> None:
    add = ("pair", "add", "P", "--airtable", "Club/People", "--key", "Name", "--local")
    for source in (str(club.path), f"{club.path}#persons"):
        done = desk(*add, source)
        assert done.code == 2
        assert "people" in done.sentence
        assert f"{club.path}#people" in done.sentence


def test_a_missing_database_is_not_made(desk: Desk) -> None:
    missing = desk.folder / "none.db"
    done = desk("pair", "add", "P", "--airtable", "Club/People", "--key", "Name", "--local", f"{missing}#people")
    assert done.code == 1
    assert str(missing) in done.sentence
    assert not missing.exists()


def test_a_table_that_is_gone_stops_the_sync_and_deletes_nothing(desk: Desk, club: Club) -> None:
    club.in_step()
    club("DROP TABLE people")
    done = desk("sync")
    assert done.code == 4
    assert "has no table “people”" in done.err
    assert set(desk.airtable()) == {"Ada", "Ben"}


def test_no_file_is_left_beside_the_database(desk: Desk, club: Club) -> None:
    club.in_step()
    assert sorted(path.name for path in Path(desk.folder).glob("club*")) == ["club.db"]


def test_what_the_database_adds_of_its_own_reaches_airtable_with_the_next_sync(desk: Desk, club: Club) -> None:
    with closing(sqlite3.connect(club.path)) as db:
        db.executescript(
            "DROP TABLE people; CREATE TABLE people (id INTEGER PRIMARY KEY, Name TEXT, Age INT DEFAULT 18, City TEXT);"
            "CREATE TRIGGER town AFTER INSERT ON people WHEN new.City IS NULL "
            "BEGIN UPDATE people SET City = 'Nowhere' WHERE id = new.id; END"
        )
    desk.people.add({"Name": "Cleo"})
    club.in_step()
    assert desk("sync").code == 0
    assert desk.airtable()["Cleo"] == {"Name": "Cleo", "Age": 18, "City": "Nowhere"}
    club.rests()


def test_a_value_that_a_trigger_rewrites_is_not_sent_to_and_fro(desk: Desk, club: Club) -> None:
    club.in_step()
    with closing(sqlite3.connect(club.path)) as db:
        db.executescript(
            "CREATE TRIGGER loud AFTER UPDATE OF City ON people WHEN new.City <> upper(new.City) "
            "BEGIN UPDATE people SET City = upper(new.City) WHERE id = new.id; END"
        )
    desk.edit("Ada", City="Oslo")
    assert desk("sync").code == 0
    assert club("SELECT City FROM people WHERE Name = 'Ada'") == [("OSLO",)]
    club.rests()


def test_a_number_that_the_database_counts_up_is_a_field_like_any_other(desk: Desk, club: Club) -> None:
    """Age is mapped to the primary key: new records from Airtable get theirs here."""
    with closing(sqlite3.connect(club.path)) as db:
        db.executescript(
            "DROP TABLE people; CREATE TABLE people (Age INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, City TEXT);"
            "INSERT INTO people (Age, Name) VALUES (5, 'Ada')"
        )
    desk.people.add({"Name": "Cleo"})
    club.in_step()
    assert desk("sync").code == 0
    assert club("SELECT Age, Name FROM people") == [(5, "Ada"), (6, "Cleo")]
    assert desk.airtable()["Cleo"]["Age"] == 6
    desk.edit("Ada", Age=50)
    club("UPDATE people SET City = 'Bern' WHERE Name = 'Ada'")
    assert desk("sync").code == 0
    assert club("SELECT Age, Name, City FROM people WHERE Name = 'Ada'") == [(50, "Ada", "Bern")]
    assert desk.airtable()["Ada"]["City"] == "Bern"
    club.rests()


def test_a_row_that_is_edited_while_it_is_synced_is_planned_again(desk: Desk, club: Club) -> None:
    club.in_step()
    desk.edit("Ada", Age=40)
    edits = iter(["UPDATE people SET City = 'Paris' WHERE Name = 'Ada'"])

    def edit(_method: str, path: str) -> None:
        if path.endswith("listRecords") and (sql := next(edits, "")):
            club(sql)

    desk.sandbox.before_request.append(edit)
    assert desk("sync").code == 0
    assert club("SELECT Age, City FROM people WHERE Name = 'Ada'") == [(40, "Paris")]
    assert desk.airtable()["Ada"]["City"] == "Paris"
    club.rests()


def test_a_program_that_dies_after_its_commit_makes_nothing_twice(
    desk: Desk, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    club.in_step()
    desk.people.add({"Name": "Cleo", "Age": 29})
    desk.edit("Ada", City="Oslo")
    desk.people.delete(desk.people.find(Name="Ben"))

    def die(*_arguments: object) -> None:
        raise StateError(path="state.sqlite", detail="the power went")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteStore, "done", die)
        assert desk("sync").code == 1
    assert club("SELECT Name, City FROM people") == [("Ada", "Oslo"), ("Cleo", None)]
    assert desk("sync").code == 0
    assert club("SELECT Name, City FROM people") == [("Ada", "Oslo"), ("Cleo", None)]
    assert set(desk.airtable()) == {"Ada", "Cleo"}
    club.rests()


def test_a_view_is_synced_one_way(desk: Desk, club: Club) -> None:
    club("CREATE VIEW old AS SELECT Name, Age FROM people WHERE Age > 40")
    desk.add_pair("Old", "--direction", "push", file="club.db#old")
    assert desk("sync").code == 0
    assert set(desk.airtable()) == {"Ben"}
    club("UPDATE people SET Age = 50 WHERE Name = 'Ada'")
    desk.edit("Ben", City="Oslo")
    assert desk("sync").code == 0
    assert {name: fields["Age"] for name, fields in desk.airtable().items()} == {"Ada": 50, "Ben": 41}


def test_a_view_that_would_be_written_says_so(desk: Desk, club: Club) -> None:
    club("CREATE VIEW old AS SELECT Name, Age FROM people WHERE Age > 40")
    desk.people.add({"Name": "Cleo"})
    desk.add_pair("Old", file="club.db#old")
    done = desk("sync")
    assert done.code == 1
    assert "it is a view" in done.err
    assert "--direction push" in done.err


def test_a_database_that_another_program_holds_is_said_to_be_in_use(
    desk: Desk, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    club.in_step()
    desk.edit("Ada", City="Oslo")
    options = {**(SqliteFile.__init__.__kwdefaults__ or {}), "busy_timeout_s": 0.0}
    monkeypatch.setattr(SqliteFile.__init__, "__kwdefaults__", options)
    with closing(sqlite3.connect(club.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = desk("sync")
        assert done.code == 1
        assert "is in use by another program" in done.err
    assert desk("sync").code == 0
    assert club("SELECT City FROM people WHERE Name = 'Ada'") == [("Oslo",)]


def test_a_pair_can_be_moved_to_another_table_only_by_its_name(desk: Desk, club: Club) -> None:
    club.in_step()
    done = desk("pair", "set", "People", "--local", str(club.path))
    assert done.code == 2
    assert "It has: people." in done.sentence
    assert desk("pair", "set", "People", "--local", f"{club.path}#people").code == 0


def test_an_undo_puts_a_row_back_and_takes_one_out(club: Club, desk: Desk) -> None:
    club.in_step()
    desk.people.add({"Name": "Eve", "Age": 20})
    desk.edit("Ben", City="Oslo")
    desk.people.delete(desk.people.find(Name="Ada"))
    run = str(desk("sync", "--json").json["run"])
    assert club("SELECT Name, City FROM people ORDER BY Name") == [("Ben", "Oslo"), ("Eve", None)]
    done = desk("undo", run)
    assert done.code == 0, done
    assert club("SELECT Name, Age, City FROM people ORDER BY Name") == [("Ada", 36, "London"), ("Ben", 41, "Rome")]
    for _ in range(2):
        assert desk("sync").code == 3
        assert len(club("SELECT * FROM people")) == 2
        assert sorted(desk.airtable()) == ["Ben", "Eve"]
    for row in desk("conflicts", "--json").items:
        assert row["kind"] == "undone"
        assert desk("resolve", row["id"], "--take", "airtable").code == 0
    assert club("SELECT Name FROM people ORDER BY Name") == [("Ben",), ("Eve",)]
    club.rests()
