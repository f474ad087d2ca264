"""Pairs that are run by themselves: on a change of their file, and by the clock. Both are off until switched on."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
QUIET_MS = 300
"""Long enough for what must not happen, with files that settle in 30 ms."""


@pytest.fixture
def pair_id(bench: Bench, controller: Controller, qtbot: QtBot) -> str:
    """A pair in step whose file is watched."""
    pair_id = bench.in_step()
    controller.scheduler.settle.setInterval(30)
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    return pair_id


@pytest.fixture
def watched(controller: Controller, pair_id: str, qtbot: QtBot) -> str:
    controller.scheduler.watch_files(True)
    qtbot.waitUntil(lambda: pair_id in controller.scheduler._stamps, timeout=WAIT_MS)
    return pair_id


def save_in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def save_by_rename(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def save_over_a_backup(path: Path, text: str) -> None:
    path.rename(path.with_suffix(".bak"))
    path.write_text(text, encoding="utf-8")


def test_what_a_program_commits_to_its_journal_is_synced(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    path = bench.folder / "club.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, Name TEXT, City TEXT)")
        other.execute("INSERT INTO people (Name, City) VALUES ('Ada', 'London')")
        pair_id = bench.add_pair(file="club.db#people")
        bench.sync(pair_id)
        controller.scheduler.settle.setInterval(30)
        with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
            controller.refresh()
        controller.scheduler.watch_files(True)
        qtbot.waitUntil(lambda: pair_id in controller.scheduler._stamps, timeout=WAIT_MS)
        for city in ("Paris", "Rome"):
            with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
                other.execute("UPDATE people SET City = ?", [city])
            assert bench.city() == city


def test_a_note_that_is_saved_in_its_folder_is_synced(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    note = bench.folder / "people" / "Ada.md"
    note.parent.mkdir()
    note.write_text("---\nName: Ada\nCity: London\n---\n")
    pair_id = bench.add_pair(file="people/")
    bench.sync(pair_id)
    controller.scheduler.settle.setInterval(30)
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    controller.scheduler.watch_files(True)
    qtbot.waitUntil(lambda: pair_id in controller.scheduler._stamps, timeout=WAIT_MS)
    for save, city in ((save_in_place, "Paris"), (save_by_rename, "Rome")):
        with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
            save(note, f"---\nName: Ada\nCity: {city}\n---\n")
        assert bench.city() == city
        qtbot.waitUntil(lambda: not controller._refreshing, timeout=WAIT_MS)


@pytest.mark.parametrize("save", [save_in_place, save_by_rename, save_over_a_backup])
def test_a_saved_file_is_synced_however_it_was_saved(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot, save: object
) -> None:
    path = bench.folder / "people.csv"
    for before, after in (("London", "Paris"), ("Paris", "Rome")):  # a replaced file is watched again
        with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
            save(path, path.read_text(encoding="utf-8").replace(before, after))  # type: ignore[operator]
        assert bench.city() == after
        qtbot.waitUntil(lambda: not controller._refreshing, timeout=WAIT_MS)


def test_what_a_run_writes_itself_starts_no_run(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    bench.edit("Ada", City="Oslo")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(watched)
    assert "Oslo" in (bench.folder / "people.csv").read_text()
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        pass


def test_an_edit_during_a_run_is_synced_after_it(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    bench.replace("London", "Paris")
    gate = bench.gate("PATCH")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(watched)
        qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
        bench.replace("Paris", "Bergen")
        gate.open()
    qtbot.waitUntil(lambda: bench.city() == "Bergen", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not controller.is_running(watched), timeout=WAIT_MS)


def test_nothing_runs_by_itself_unless_it_is_switched_on(
    bench: Bench, controller: Controller, pair_id: str, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("London", "Paris")
    controller.scheduler.watch_files(True)
    controller.scheduler.watch_files(False)
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("Paris", "Rome")


def test_an_edit_made_while_nobody_watched_is_synced_as_soon_as_somebody_does(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    controller.scheduler.keep_to(on_change=False, every_minutes=0)
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("London", "Paris")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.scheduler.keep_to(on_change=True, every_minutes=0)
    assert bench.city() == "Paris"


def test_a_schedule_that_stays_does_not_begin_anew(controller: Controller, pair_id: str) -> None:
    regular, scheduler = controller.scheduler._regular, controller.scheduler
    scheduler.keep_to(on_change=True, every_minutes=30)
    assert regular.interval() == 30 * 60_000
    timer = regular.timerId()
    scheduler.keep_to(on_change=False, every_minutes=30)
    assert regular.timerId() == timer
    scheduler.keep_to(on_change=False, every_minutes=0)
    assert not regular.isActive()


def test_a_touched_file_of_the_same_content_is_looked_at_and_a_neighbour_is_not(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        (bench.folder / "other.csv").write_text("x")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        os.utime(bench.folder / "people.csv", (1, 1))


def test_every_pair_that_is_not_paused_is_due_by_the_clock(
    bench: Bench, controller: Controller, pair_id: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.scheduler.run_every(0.02)
    controller.scheduler.run_every(None)
    qtbot.waitUntil(lambda: not controller.is_running(pair_id), timeout=WAIT_MS)
    controller.pause(pair_id)
    qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["paused"], timeout=WAIT_MS)
    controller.scheduler.run_every(0.02)
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        pass


def test_the_clock_slows_down_where_the_months_calls_would_not_last(
    bench: Bench, controller: Controller, pair_id: str, qtbot: QtBot
) -> None:
    bench.app.settings.set_plan("", 40)  # some are used by now, and a sync takes two
    controller.scheduler.run_every(3600.0)
    regular = controller.scheduler._regular
    qtbot.waitUntil(lambda: regular.interval() > 3_600_000, timeout=WAIT_MS)
    bench.app.settings.set_plan("team")
    controller.scheduler._on_regular()
    qtbot.waitUntil(lambda: regular.interval() == 3_600_000, timeout=WAIT_MS)
    controller.scheduler.run_every(None)
    assert not regular.isActive()
    qtbot.waitUntil(lambda: not controller.is_running(pair_id), timeout=WAIT_MS)
