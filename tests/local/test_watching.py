"""What moves a table's stamp and what does not, and which paths are watched for it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from airsync_gui.local import watching
from airsync_gui.local.source_names import SourceParts, split_source
from airsync_gui.local.watching import is_remote, paths_to_watch, stamp_of


def parts(path: Path, more: str = "") -> SourceParts:
    return split_source(f"{path}{more}")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "club.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE people (Name TEXT PRIMARY KEY)")
        db.execute("INSERT INTO people VALUES ('Ada')")
    return path


def rename(database: Path, name: str) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE people SET Name = ?", [name])
    os.utime(database, (1, 1))


def test_a_database_goes_by_its_own_count_of_transactions(database: Path) -> None:
    """A backup program's touch is no edit; two edits in one moment of the clock are two."""
    seen = [stamp_of(parts(database, "#people"))]
    os.utime(database, (1, 1))
    assert stamp_of(parts(database, "#people")) == seen[0]
    for name in ("Ben", "Cy "):
        rename(database, name)
        seen.append(stamp_of(parts(database, "#people")))
    assert len(set(seen)) == 3


def test_a_database_with_a_journal_beside_it_goes_by_that(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        before = stamp_of(parts(database, "#people"))
        db.execute("UPDATE people SET Name = 'Ben'")
        assert stamp_of(parts(database, "#people")) != before


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.xlsx", "a.db"])
def test_a_file_goes_by_its_size_and_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert stamp_of(parts(path)) == ""
    path.write_text("x")
    before = stamp_of(parts(path))
    assert before == stamp_of(parts(path)) != ""
    os.utime(path, (1, 1))
    assert stamp_of(parts(path)) != before


def test_what_is_watched(tmp_path: Path, database: Path) -> None:
    for name in ("notes/a.md", "notes/.b.md", "notes/c.txt", "notes/deep/d.md", "days/daily_1.json", "days/other.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")

    def watched(source: str) -> set[str]:
        return {os.path.relpath(path, tmp_path) for path in paths_to_watch(split_source(f"{tmp_path}/{source}"))}

    assert watched("a.csv") == {".", "a.csv"}
    assert watched("club.db#people") == {".", "club.db", "club.db-wal"}
    assert watched("notes/") == {"notes", "notes/a.md"}
    assert watched("notes/**/") == {"notes", "notes/a.md", "notes/deep", "notes/deep/d.md"}
    assert watched("days/daily_*.json") == {"days", "days/daily_1.json"}
    assert watched("nowhere/") == {"nowhere"}
    assert paths_to_watch(split_source("postgresql://ada@localhost/club#people")) == ()


def test_another_computers_disk_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    share, other = tmp_path / "my share", tmp_path / "share 2"
    for folder in (share / "deep", other):
        folder.mkdir(parents=True)
    escaped = str(share).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\nada@host:/ {escaped}/deep tmpfs rw 0 0\n"
    )
    monkeypatch.setattr(watching, "MOUNTS", mounts)
    assert is_remote(share / "a.csv")
    assert not is_remote(share / "deep" / "a.csv")
    assert not is_remote(other / "a.csv")
    assert paths_to_watch(parts(share / "a.csv")) == ()
    mounts.write_text(f"ada@host:/ {other} fuse.sshfs rw 0 0\n".replace("share 2", "share\\0402"))
    assert is_remote(other / "a.csv")
    mounts.unlink()
    assert not is_remote(other / "a.csv")
