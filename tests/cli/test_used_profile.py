"""What a profile holds after a year of use is its owner's alone, however careless the account's own rules are."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from airsync_gui import logs
from airsync_gui.paths import Paths
from airsync_gui.state import migrate
from airsync_gui.ui import window_state
from tests.cli.desk import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
NAMES = [f"N{number:02}" for number in range(25)]


@pytest.fixture
def careless() -> Iterator[None]:
    """New files are for everybody, unless who makes them says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What anybody else may look into, with its mode."""
    found = [(path, stat.S_IMODE(path.lstat().st_mode)) for path in [folder, *folder.rglob("*")]]
    return [f"{path} {mode:o}" for path, mode in found if mode & 0o077]


def with_everything(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use all that writes: copies, a conflict, an undo, full logs, an older state file, and how a window was left."""
    monkeypatch.setattr(logs, "MAX_BYTES", 1_500)
    desk("token", "set", stdin=desk.sandbox.add_token())
    desk.in_step(rows=[(name, 30, "Rome") for name in NAMES])
    for name in NAMES:
        desk.edit(name, City="Oslo")
    assert desk("sync", "--yes").code == 0
    assert desk("undo", "2", "--yes").code == 0
    desk.replace("N00,30", "N00,31")
    desk.edit("N00", Age=32)
    assert desk("sync").code == 3
    with sqlite3.connect(desk.folder / "club.db") as db:
        db.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, Name TEXT, City TEXT)")
        db.executemany("INSERT INTO people (Name, City) VALUES (?, 'Rome')", [(name,) for name in NAMES])
    db.close()
    desk.sandbox.base("Club").add_table("Members", [("Name", "singleLineText"), ("City", "singleLineText")])
    desk.add_pair("Members", file="club.db#people", table="Club/Members")
    assert desk("sync", "Members").code == 0
    for record in desk.sandbox.base("Club").table("Members").records():
        desk.sandbox.base("Club").table("Members").edit(record["id"], {"City": "Bern"})
    assert desk("sync", "Members", "--yes").code == 0
    window_state.write(desk.profile, window_state.WindowState())
    steps = [*migrate.migrations(), (migrate.migrations()[-1][0] + 1, "CREATE TABLE later (a);\n")]
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    assert desk("status").code in (0, 3)


def test_a_used_profile_is_for_its_owner_alone(desk: Desk, careless: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with_everything(desk, monkeypatch)
    app = desk.make_app(Paths.under(desk.profile))
    with app.database.transaction() as db:
        db.execute("CREATE TABLE more (a)")
        places = (desk.profile, desk.folder / "runtime", desk.folder / "pace")
        assert [line for place in places for line in open_to_others(place)] == []
        names = {path.name for path in desk.profile.rglob("*")}
    app.close()
    wanted = {"settings.toml", "state.sqlite", "state.sqlite-wal", "state.sqlite-shm", "airsync.log", "airsync.log.1",
              "requests.log", "requests.log.1", "window.json", "people.csv", "club.db"}  # fmt: skip
    assert wanted - names == set()
    assert any(name.startswith("state.sqlite.v") for name in names)


def test_files_are_never_open_to_others_not_even_at_first(
    desk: Desk, careless: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens a file in the moment before its mode is put right keeps reading it."""
    seen: list[str] = []
    for name in ("chmod", "fchmod"):
        change = getattr(os, name)

        def watched(where: str | int, mode: int, *args: object, change: object = change, **options: object) -> None:
            before = stat.S_IMODE(os.stat(where).st_mode)  # noqa: PTH116 - a number or a path
            if before & 0o077 and not mode & 0o077:
                seen.append(f"{where} {before:o}")
            change(where, mode, *args, **options)  # type: ignore[operator]

        monkeypatch.setattr(os, name, watched)
    with_everything(desk, monkeypatch)
    assert [line for line in seen if line.startswith(str(desk.profile))] == []
