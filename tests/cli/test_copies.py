"""Before a run that changes much of a file there is a copy, and history says where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.desk import Desk

NAMES = [f"N{number:02}" for number in range(25)]


@pytest.fixture
def moved(desk: Desk) -> bytes:
    """Everybody moved in Airtable; the file as it was before."""
    desk.in_step(rows=[(name, 30, "Rome") for name in NAMES])
    for name in NAMES:
        desk.edit(name, City="Oslo")
    return (desk.folder / "people.csv").read_bytes()


def copies(desk: Desk) -> list[Path]:
    return sorted(path for path in (desk.profile / "backups").rglob("*") if path.is_file())


def test_history_says_where_the_copy_is(desk: Desk, moved: bytes) -> None:
    assert desk("sync", "--yes").code == 0
    (copy,) = copies(desk)
    assert (copy.name, copy.read_bytes()) == ("people.csv", moved)
    first, second = desk("history", "--json").items
    assert (first["copy"], second["copy"]) == (str(copy), None)
    assert str(copy) in desk("history").out
    assert f"A copy from before that run: {copy}" in desk("history", "--run", str(first["id"])).out
    assert "A copy" not in desk("history", "--run", str(second["id"])).out


def test_an_undo_of_much_makes_another(desk: Desk, moved: bytes) -> None:
    assert desk("sync", "--yes").code == 0
    after = (desk.folder / "people.csv").read_bytes()
    assert desk("undo", "2", "--yes").code == 0
    assert [copy.read_bytes() for copy in copies(desk)] == [moved, after]


def test_a_copy_that_was_removed_is_not_told_of(desk: Desk, moved: bytes) -> None:
    assert desk("sync", "--yes").code == 0
    shutil.rmtree(desk.profile / "backups")
    assert desk("history", "--json").items[0]["copy"] is None
    assert "copy" not in desk("history").out.lower()


def test_little_makes_none(desk: Desk) -> None:
    desk.in_step()
    desk.edit("Ada", Age=37)
    assert desk("sync").code == 0
    assert not (desk.profile / "backups").exists()


def test_without_room_for_it_the_run_stops_with_a_sentence(
    desk: Desk, moved: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    desk.replace("N00,30", "N00,31")
    before = (desk.folder / "people.csv").read_bytes()
    monkeypatch.setattr(shutil, "copyfileobj", full)
    done = desk("sync", "--yes")
    assert done.code == 1
    assert "a copy of it could not be made first" in done.err
    assert "(No space left on device). Nothing was written." in done.err
    assert (desk.folder / "people.csv").read_bytes() == before
    assert desk.airtable()["N00"]["Age"] == 30
    assert copies(desk) == []


def test_a_sync_forgets_copies_of_long_ago(desk: Desk) -> None:
    old = desk.profile / "backups" / "gone-abc" / "20200101T000000Z-run-1"
    young = old.with_name("29991231T000000Z-run-2")
    for folder in (old, young):
        folder.mkdir(parents=True)
    desk.in_step()
    assert (old.exists(), young.exists()) == (False, True)
