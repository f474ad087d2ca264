"""Locks keep runs apart, in one process and between processes, and die with their process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from airsync_gui.errors import Busy, Cancelled, StateError
from airsync_gui.locks import held_file, held_tables

HOLDER = """
import sys, time
from pathlib import Path
from airsync_gui.locks import held_tables
with held_tables(Path(sys.argv[1]), {"table": "the table"}):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_one_at_a_time_within_a_process(folder: Path) -> None:
    with (
        held_file(folder / "a.lock", wait_s=0, what="a"),
        pytest.raises(Busy) as caught,
        held_file(folder / "a.lock", wait_s=0.05, what="the file"),
    ):
        pass
    assert (caught.value.what, caught.value.waited_s) == ("the file", 0.05)
    with held_file(folder / "a.lock", wait_s=0, what="a"):
        pass


def test_who_waits_gets_it_once_it_is_free(folder: Path) -> None:
    order: list[str] = []
    first = threading.Event()

    def hold() -> None:
        with held_file(folder / "a.lock", wait_s=5, what="a"):
            first.set()
            time.sleep(0.1)
            order.append("first")

    thread = threading.Thread(target=hold)
    thread.start()
    first.wait()
    with held_file(folder / "a.lock", wait_s=5, what="a"):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_waiting_can_be_cancelled(folder: Path) -> None:
    def cancelled(_seconds: float) -> None:
        raise Cancelled

    with (
        held_file(folder / "a.lock", wait_s=0, what="a"),
        pytest.raises(Cancelled),
        held_file(folder / "a.lock", wait_s=5, what="a", sleep=cancelled),
    ):
        pass


def test_tables_are_held_together_or_not_at_all(folder: Path) -> None:
    with held_tables(folder, {"b": "B"}):
        with pytest.raises(Busy) as caught, held_tables(folder, {"a": "A", "b": "B"}, wait_s=0.05):
            pass
        assert caught.value.what == "B"
        with held_tables(folder, {"a": "A", "c": "C"}, wait_s=0):  # nothing of the failed attempt is left
            pass


def test_any_name_of_a_table_will_do(folder: Path) -> None:
    names = ["local /home/ada/ü/餃子.csv", "local /bad/\udc80name", "x" * 5000, "a/../b\nc"]
    with held_tables(folder, dict.fromkeys(names, "x"), wait_s=0):
        assert len(list(folder.iterdir())) == len(names)


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(StateError) as caught, held_file(folder / "no" / "a.lock", wait_s=0, what="a"):
        pass
    assert "a.lock" in caught.value.path


def test_a_lock_dies_with_its_process(folder: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(Busy), held_tables(folder, {"table": "the table"}, wait_s=0.05):
        pass
    child.kill()
    child.wait()
    child.stdout.close()
    with held_tables(folder, {"table": "the table"}, wait_s=0):
        pass


def test_the_lock_file_is_the_owners_alone(folder: Path) -> None:
    with held_file(folder / "a.lock", wait_s=0, what="a"):
        assert (folder / "a.lock").stat().st_mode & 0o777 == 0o600
