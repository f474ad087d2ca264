"""What processes leave behind that are killed while they write: removed at the next write, and nobody else's."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from airsync_gui.local import temporary_files
from airsync_gui.local.csv_table import CsvTable
from airsync_gui.local.json_lists import JsonListsTable
from airsync_gui.local.json_set import JsonSetTable
from airsync_gui.local.new_file import create_local_table
from airsync_gui.local.notes_table import NotesTable
from airsync_gui.local.sources import open_local_table
from airsync_gui.local.temporary_files import temporary_beside
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.schema import Field

TITLE, N = Field("fldTitle", "title", "singleLineText"), Field("fldN", "n", "number")
NEIGHBOURS = (".a.csv.0123456789ab.airsync-tmp", ".week_1.json.0123456789ab.airsync-tmp", ".a.md.airsync-tmp")
"""On their way to other tables, or not ours at all."""


class Killed(BaseException):
    """The process ends here: nothing cleans up."""


def killed(*_args: object, **_named: object) -> None:
    raise Killed


def notes(folder: Path) -> LocalTable:
    (folder / "a.md").write_text("---\ntitle: Soup\nn: 1\n---\n")
    return NotesTable(folder)


def json_files(folder: Path) -> LocalTable:
    (folder / "day_1.json").write_text('{"title": "Soup", "n": 1}\n')
    return JsonSetTable(folder / "day_*.json")


def json_lists(folder: Path) -> LocalTable:
    (folder / "day_1.json").write_text('{"meals": [{"title": "Soup", "n": 1}]}\n')
    table = open_local_table(f"{folder}/day_*.json#meals")
    assert isinstance(table, JsonListsTable)
    return table


def changes(table: LocalTable, kind: str) -> None:
    """Write one change."""
    reading = table.read({"title": TITLE, "n": N})
    if kind == "create":
        reading.write([LocalChange("create", None, {TITLE.id: "Stew"})])
    else:
        reading.write([LocalChange("update", reading.rows[0].row_id, {N.id: Decimal(7)})])


@pytest.mark.parametrize(
    ("make", "kind"),
    [(notes, "create"), (notes, "update"), (json_files, "create"), (json_files, "update"), (json_lists, "update")],
)
def test_a_table_of_many_files_removes_what_a_killed_write_left(
    tmp_path: Path, make: Callable[[Path], LocalTable], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = make(tmp_path)
    for name in NEIGHBOURS:
        (tmp_path / name).write_text("somebody else's")
    with monkeypatch.context() as patched:
        patched.setattr(os, "link", killed)
        patched.setattr(Path, "replace", killed)
        patched.setattr(Path, "unlink", lambda _self, **_named: None)
        with pytest.raises(Killed):
            changes(table, kind)
    before = {path.name for path in tmp_path.iterdir()}
    assert len([name for name in before if name.endswith(".airsync-tmp")]) == len(NEIGHBOURS) + 1
    changes(table, "update")  # another change than the one that was cut off
    left = {path.name for path in tmp_path.iterdir() if path.name.startswith(".")}
    assert left == set(NEIGHBOURS)


def test_a_new_table_removes_what_is_left_of_the_first_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    with monkeypatch.context() as patched:
        patched.setattr(os, "link", killed)
        patched.setattr(Path, "unlink", lambda _self, **_named: None)
        with pytest.raises(Killed):
            create_local_table(str(path), [TITLE], {TITLE.id})
    assert len(list(tmp_path.iterdir())) == 1
    create_local_table(str(path), [TITLE], {TITLE.id})
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_is_searched_once_for_many_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / f"{number}.md").write_text("---\nn: 1\n---\n")
    searched: list[Path] = []
    search = temporary_files._remove_leftovers_in

    def noted(folder: Path, is_ours: Callable[[str], bool]) -> None:
        searched.append(folder)
        search(folder, is_ours)

    monkeypatch.setattr(temporary_files, "_remove_leftovers_in", noted)
    reading = NotesTable(tmp_path).read({"n": N})
    reading.write([LocalChange("update", row.row_id, {N.id: Decimal(2)}) for row in reading.rows])
    assert [path.read_text() for path in tmp_path.iterdir()] == ["---\nn: 2\n---\n"] * 5
    assert searched == [tmp_path]


@pytest.mark.parametrize("name", ["é" * 125 + ".md", "Ж" * 120 + ".airsync-backup", "x" * 255])
def test_a_name_as_long_as_a_name_can_be_leaves_room(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert not temporary_beside(path).exists()  # OSError where it were too long
    temporary_beside(path).touch()


def test_a_file_with_a_name_as_long_as_can_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'é' * 125}.csv"
    path.write_text("title,n\nSoup,1\n")
    changes(CsvTable(path), "update")
    assert path.read_text() == "title,n\nSoup,7\n"
    assert list(tmp_path.iterdir()) == [path]
