"""A local table for a new pair: never over what is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from airsync_gui.errors import TableNotWritable, UsageError
from airsync_gui.local.new_file import create_local_table
from airsync_gui.local.sources import open_local_table
from airsync_gui.sync.schema import Field

FIELDS = [Field("fld1", "Na,me", "singleLineText"), Field("fld2", '=A"ge', "number"), Field("fld3", "Day", "date")]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.xlsx#Pa ge", 'a.db#"odd" table'])
def test_columns_are_named_as_the_fields(tmp_path: Path, name: str) -> None:
    source = f"{tmp_path}/{name}"
    create_local_table(source, FIELDS, {"fld1"})
    table = open_local_table(source)
    assert table.headers() == ["Na,me", '=A"ge', "Day"]
    reading = table.read({f.name: f for f in FIELDS})
    assert (list(reading.rows), reading.missing) == ([], frozenset())
    with pytest.raises(UsageError):
        create_local_table(source, FIELDS, {"fld1"})
    assert open_local_table(source).headers() == ["Na,me", '=A"ge', "Day"]


def test_another_table_in_the_same_database_is_made_beside(tmp_path: Path) -> None:
    create_local_table(f"{tmp_path}/a.db#one", FIELDS, {"fld1"})
    create_local_table(f"{tmp_path}/a.db#two", FIELDS, {"fld1", "fld3"})
    assert open_local_table(f"{tmp_path}/a.db#one").headers() == open_local_table(f"{tmp_path}/a.db#two").headers()


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.xlsm#Page", "notes/"])
def test_what_can_not_be_without_rows(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="without rows"):
        create_local_table(f"{tmp_path}/{name}", FIELDS, {"fld1"})


@pytest.mark.parametrize("name", ["no/a.csv", "no/a.xlsx#Page", "no/a.db#t"])
def test_a_folder_that_is_missing_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(TableNotWritable):
        create_local_table(f"{tmp_path}/{name}", FIELDS, {"fld1"})


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(TableNotWritable):
            create_local_table(f"{tmp_path}/a.csv", FIELDS, {"fld1"})
    assert list(tmp_path.iterdir()) == []
    create_local_table(f"{tmp_path}/a.csv", FIELDS, {"fld1"})


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"something else entirely, and long enough to be read")
    with pytest.raises(TableNotWritable):
        create_local_table(f"{tmp_path}/a.db#t", FIELDS, {"fld1"})
    assert (tmp_path / "a.db").read_bytes().startswith(b"something")
