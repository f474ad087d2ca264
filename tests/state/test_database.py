"""The state file itself: transactions, damage, versions."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from airsync_gui.errors import StateDamaged, StateTooNew
from airsync_gui.state import health, migrate
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.state.schema_cache import CachedSchemas
from airsync_gui.state.store import SqliteStore

NEWEST = migrate.migrations()[-1][0]


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrate.migrations()] == list(range(1, NEWEST + 1))


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_new_file_is_at_the_newest_version_and_its_owners_only(database: Database) -> None:
    assert migrate.version(database.connection()) == NEWEST
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600


def test_a_new_file_needs_no_copy_of_what_it_was(database: Database) -> None:
    assert [path.name for path in database.path.parent.glob("*.v*")] == []


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    def half_done() -> None:
        with database.transaction() as db:
            db.execute("INSERT INTO pair_states (pair_id) VALUES ('p1')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half_done()
    with database.reading() as db:
        assert db.execute("SELECT * FROM pair_states").fetchall() == []


def test_each_thread_has_its_own_connection(database: Database) -> None:
    seen: list[sqlite3.Connection] = []
    thread = threading.Thread(target=lambda: seen.append(database.connection()))
    thread.start()
    thread.join()
    assert seen[0] is not database.connection()
    assert database.connection() is database.connection()


def test_a_newer_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {NEWEST + 1}")
    db.close()
    with pytest.raises(StateTooNew) as caught:
        Database(path)
    assert (caught.value.found, caught.value.known) == (NEWEST + 1, NEWEST)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 50)
    with pytest.raises(StateDamaged) as caught:
        Database(path)
    assert caught.value.path == str(path)


def test_a_copy_is_kept_before_an_older_file_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.sqlite"
    first = Database(path)
    with first.transaction() as db:
        db.execute("INSERT INTO pair_states (pair_id) VALUES ('p1')")
    first.close()
    steps = [*migrate.migrations(), (NEWEST + 1, "ALTER TABLE pair_states ADD COLUMN extra TEXT;\n")]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    second = Database(path)
    with second.reading() as db:
        assert [row["pair_id"] for row in db.execute("SELECT pair_id, extra FROM pair_states")] == ["p1"]
    second.close()
    copy = sqlite3.connect(path.with_name(f"state.sqlite.v{NEWEST}"))
    assert copy.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert copy.execute("SELECT pair_id FROM pair_states").fetchall() == [("p1",)]
    copy.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.sqlite"
    Database(path).close()
    steps = [*migrate.migrations(), (NEWEST + 1, "CREATE TABLE fine (a);\nCREATE TABLE not fine;\n")]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    with pytest.raises(StateDamaged):
        Database(path)
    with sqlite3.connect(path) as db:
        assert migrate.version(db) == NEWEST
        assert db.execute("SELECT name FROM sqlite_master WHERE name = 'fine'").fetchall() == []
    db.close()


ROWS = {
    "memories": ("p1", "u1", None, None, "{}", "{}", "", "", "{}", None, None, "2026-05-12T07:00:00+00:00"),
    "schema_cache": ("host", "app1", "{}", "2026-05-12T07:00:00+00:00"),
    "base_feeds": ("host", "app1", "ach1", "2026-05-12T07:00:00+00:00", None, None),
    "images": ("p1", "rec1", "{}", None, None, None),
}
READ: dict[str, Callable[[Database], object]] = {
    "memories": lambda db: list(SqliteStore(db).load("p1").memories),
    "schema_cache": lambda db: CachedSchemas(db, "host").load("app1"),
    "base_feeds": lambda db: SqliteImages(db).base_feed("host", "app1"),
    "images": lambda db: list(SqliteImages(db).rows("p1")),
}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("memories", "local_values", "{"),
        ("memories", "local_values", '{"f": {"n": "x"}}'),
        ("memories", "airtable_values", "[" * 100_000),
        ("memories", "lossy", '{"f": "up"}'),
        ("memories", "created_at", "yesterday"),
        ("schema_cache", "fetched_at", 5),
        ("base_feeds", "expires_at", "x"),
        ("images", "cells", "5"),
    ],
)
def test_what_was_not_written_by_airsync_is_damage(database: Database, table: str, column: str, value: object) -> None:
    row = ROWS[table]
    with database.transaction() as db:
        db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    READ[table](database)
    with database.transaction() as db:
        db.execute(f"UPDATE {table} SET {column} = ?", (value,))
    with pytest.raises(StateDamaged) as caught:
        READ[table](database)
    assert caught.value.path == str(database.path)
    assert "did not write" in caught.value.detail


def test_damage_of_which_sqlite_itself_can_not_tell_in_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    Database(path).close()
    data = path.read_bytes()
    assert b"CREATE TABLE memories" in data
    path.write_bytes(data.replace(b"CREATE TABLE memories", b"CREATE TABLE \xb0emories"))
    with pytest.raises(StateDamaged):
        SqliteStore(Database(path)).load("p1")


def test_a_file_that_can_not_be_opened_any_more_is_told(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.sqlite")
    database.close()
    database.path.unlink()
    database.path.mkdir()
    with pytest.raises(StateDamaged), database.reading():
        pass
    with pytest.raises(StateDamaged), database.transaction():
        pass


def test_a_column_whose_name_was_damaged_is_told(database: Database) -> None:
    with database.transaction() as db:
        db.execute("INSERT INTO pair_states (pair_id, fields) VALUES ('p1', '{}')")
        db.execute("ALTER TABLE pair_states RENAME COLUMN first_run TO first_ru_")
    with pytest.raises(StateDamaged, match="damaged"):
        SqliteStore(database).load("p1")
    with pytest.raises(IndexError), database.reading():
        raise IndexError("list index out of range")  # a bug of ours is no damage


def test_requests_of_an_impossible_time_are_damage(database: Database) -> None:
    with database.transaction() as db:
        db.execute("INSERT INTO requests VALUES (1, 9000000000000000000, '', '', '', 'GET', '/v0', 200, 1.0)")
    with pytest.raises(StateDamaged):
        health.since(database, datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(StateDamaged):
        health.first_since(database, datetime(2026, 1, 1, tzinfo=UTC))


def test_temporary_tables_are_rolled_back_without_a_file(database: Database) -> None:
    with database.staging() as db:
        db.execute("CREATE TEMP TABLE seen (id)")
    with suppress(KeyError), database.staging() as db:
        db.execute("INSERT INTO temp.seen VALUES (1)")
        raise KeyError
    with database.staging() as db:
        assert db.execute("SELECT count(*) FROM temp.seen").fetchone()[0] == 0
        assert db.execute("PRAGMA temp.journal_mode").fetchone()[0] == "memory"
        assert db.execute("PRAGMA main.journal_mode").fetchone()[0] == "wal"
