"""What a person may type for a local table."""

from __future__ import annotations

from pathlib import Path

import pytest

from airsync_gui.errors import UsageError
from airsync_gui.local.sources import absolute_source, open_local_table


@pytest.mark.parametrize("name", ["meals.csv", "meals.TSV", "a b.txt"])
def test_files_of_text_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute_source(name) == str(tmp_path / name)
    assert open_local_table(name).name == name


def test_the_home_folder_may_be_a_tilde() -> None:
    assert absolute_source("~/meals.csv") == str(Path.home() / "meals.csv")


def test_columns_can_be_listed(tmp_path: Path) -> None:
    (tmp_path / "meals.csv").write_text("Name,Price\n")
    assert open_local_table(str(tmp_path / "meals.csv")).headers() == ["Name", "Price"]


@pytest.mark.parametrize("source", ["", " ", "meals.xls", "meals", "oracle.dmp", "meals.ods"])
def test_other_kinds_are_turned_down_in_a_sentence(source: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_local_table(source)
    assert caught.value.detail.endswith("file.")


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("a\0b.csv", "NUL"),
        ("a\0.json#x", "NUL"),
        ("~nobody-of-this-name/meals.csv", "There is no user ~nobody-of-this-name"),
        ("meals" * 100, "no file ending"),
        ('log.json#"a\\q"', "no name in double quotes"),
        ("postgresql://ad\udc80a@host/club#people", "Write the table as"),
        ("postgresql://host/cl\udc80ub#people", "Write the table as"),
    ],
)
def test_what_can_be_no_name_is_turned_down_in_a_sentence(source: str, part: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_local_table(source)
    assert part in caught.value.detail


def test_a_pattern_that_is_too_long_for_a_name_finds_no_file() -> None:
    assert open_local_table("day" * 100 + "*.json").headers() == open_local_table("day*.json").headers()
