"""The demo's folder goes with it; of what lies about beside, only what is surely an old demo's is deleted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from airsync_gui.demo.throw_away import MARKER, OLD_S, PREFIX, ThrowAwayFolder, delete_leftovers


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def age(folder: Path) -> None:
    """As if it had been made before."""
    then = time.time() - OLD_S - 60
    os.utime(folder / MARKER, (then, then))


def leftover(parent: Path, name: str = "old") -> Path:
    folder = parent / f"{PREFIX}{name}"
    (folder / "profile").mkdir(parents=True)
    folder.chmod(0o700)
    (folder / "meals.csv").write_text("x")
    (folder / MARKER).touch(0o600)
    age(folder)
    return folder


def test_it_is_private_and_gone_when_closed(temporary: Path) -> None:
    with ThrowAwayFolder() as folder:
        (folder.path / "profile").mkdir()
        assert folder.path.parent == temporary
        assert os.name == "nt" or not folder.path.stat().st_mode & 0o077
    assert list(temporary.iterdir()) == []
    folder.close()


def test_what_a_dead_demo_left_is_deleted(temporary: Path) -> None:
    leftover(temporary)
    delete_leftovers()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_demo_left_is_deleted(temporary: Path) -> None:
    code = (
        "import os, signal, tempfile\n"
        f"tempfile.tempdir = {str(temporary)!r}\n"
        "from airsync_gui.demo.throw_away import ThrowAwayFolder\n"
        "folder = ThrowAwayFolder()\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode != 0
    (left,) = temporary.iterdir()
    delete_leftovers()
    assert left.exists(), "a folder this young may be about to be locked"
    age(left)
    delete_leftovers()
    assert not left.exists()


def test_a_demo_that_runs_keeps_its_folder(temporary: Path) -> None:
    with ThrowAwayFolder() as folder:
        age(folder.path)
        delete_leftovers()
        assert folder.path.exists()


def test_what_is_not_surely_a_demos_stays(temporary: Path) -> None:
    unmarked = leftover(temporary, "unmarked")
    (unmarked / MARKER).unlink()
    other = leftover(temporary, "other").rename(temporary / "somebodys-demo")
    real = leftover(temporary, "real").rename(temporary / "elsewhere")
    link = temporary / f"{PREFIX}link"
    link.symlink_to(real, target_is_directory=True)
    linked_marker = leftover(temporary, "linked-marker")
    shutil.move(linked_marker / MARKER, temporary / "marker")
    (linked_marker / MARKER).symlink_to(temporary / "marker")
    before = set(temporary.rglob("*"))
    delete_leftovers()
    assert set(temporary.rglob("*")) == before
    assert {unmarked, other, link, linked_marker} <= before


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and owners")
def test_a_folder_that_others_may_enter_or_own_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_one, foreign = leftover(temporary, "open"), leftover(temporary, "foreign")
    open_one.chmod(0o755)
    delete_leftovers()
    assert open_one.exists()
    assert not foreign.exists()
    foreign = leftover(temporary, "foreign")
    monkeypatch.setattr(os, "getuid", lambda: 4321)
    delete_leftovers()
    assert foreign.exists()
