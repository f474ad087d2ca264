"""A file is replaced whole, where it is, and by nobody else's leave."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from airsync_gui.whole_text import write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are POSIX")


def temporary(path: Path) -> Path:
    """What the file is called while it is written."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


@posix
def test_a_new_file_is_its_owners_and_an_old_one_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_whole(tmp_path / "new", "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    (tmp_path / "new").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "new")
    write_whole(tmp_path / "link", "b")
    assert (tmp_path / "link").is_symlink()
    assert ((tmp_path / "new").read_text(), stat.S_IMODE((tmp_path / "new").stat().st_mode)) == ("b", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "new"]


@posix
def test_a_link_that_somebody_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    """In a folder that others may write, its name can be guessed."""
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "settings.toml"
    elsewhere.write_text("mine")
    temporary(path).symlink_to(elsewhere)
    write_whole(path, "new")
    assert (path.read_text(), elsewhere.read_text()) == ("new", "mine")


def test_what_a_killed_process_left_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    temporary(path).write_text("half")
    write_whole(path, "whole")
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("settings.toml", "whole")]
