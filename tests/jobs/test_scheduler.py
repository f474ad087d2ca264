"""Pairs that are run by themselves: on a change of their file, and by the clock. Both are off until switched on."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from airsync_gui.call_budget import month_end
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.scheduler import GRACE_S, POLL_S
from airsync_gui.pair_setup import Wishes
from airsync_gui.schedule import MOST_JITTER_S, NEVER, Agenda, Schedule
from tests.fakes.clock import FakeClock
from tests.fakes.servers import Server
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
ON_CHANGE, HOURLY = Schedule(every_minutes=0), Schedule(on_change=False)
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
    controller.scheduler.keep_to(ON_CHANGE)
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
        controller.scheduler.keep_to(ON_CHANGE)
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
    controller.scheduler.keep_to(ON_CHANGE)
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


def test_a_file_that_comes_back_as_it_was_ends_the_failure(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    path, away = bench.folder / "people.csv", bench.folder / "away.csv"
    path.rename(away)
    qtbot.waitUntil(lambda: watched in controller.scheduler._absent, timeout=WAIT_MS)
    with qtbot.waitSignal(controller.run_failed, timeout=WAIT_MS):
        controller.sync(watched)
    qtbot.waitUntil(lambda: getattr(controller.line(watched), "status", "") == "failed", timeout=WAIT_MS)
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        away.rename(path)


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
    controller.scheduler.keep_to(ON_CHANGE)
    controller.scheduler.keep_to(NEVER)
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("Paris", "Rome")


def test_an_edit_made_while_nobody_watched_is_synced_as_soon_as_somebody_does(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    controller.scheduler.keep_to(NEVER)
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("London", "Paris")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.scheduler.keep_to(ON_CHANGE)
    assert bench.city() == "Paris"


def test_a_pair_with_a_schedule_of_its_own_keeps_to_that(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    settings = bench.app.settings
    settings.change(watched, lambda pair: replace(pair, schedule="07:00"))
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    assert controller.scheduler.schedule_of(watched) == Schedule(False, 0, (time(7),))
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("London", "Paris")
    due = controller.scheduler.next_due(watched)
    assert due is not None
    assert (due.hour, due.minute) == (7, 0)


def test_a_touched_file_of_the_same_content_is_looked_at_and_a_neighbour_is_not(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        (bench.folder / "other.csv").write_text("x")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        os.utime(bench.folder / "people.csv", (1, 1))


@pytest.fixture
def clock(controller: Controller, pair_id: str) -> FakeClock:
    """The scheduler's time of day, from the pair's last run on; it has looked at it twice, and its grace is over."""
    line = controller.line(pair_id)
    assert line is not None
    assert line.last_run_at is not None
    clock, scheduler = FakeClock(line.last_run_at), controller.scheduler
    scheduler.now = clock.now
    scheduler.keep_to(HOURLY)
    scheduler._tick.stop()  # only the test looks at the clock
    scheduler.follow(controller.lines)
    wait(controller, clock, GRACE_S * 2)
    return clock


def wait(controller: Controller, clock: FakeClock, seconds: float) -> list[str]:
    """Let time pass with a look every few seconds; which pairs were due meanwhile."""
    due: list[str] = []
    controller.scheduler.due.connect(due.append)
    for _look in range(round(seconds / 10)):
        clock.advance(10)
        controller.scheduler.look_at_clock()
    controller.scheduler.due.disconnect(due.append)
    return due


def quietly(controller: Controller) -> None:
    """What is due is told and not run."""
    controller.scheduler.due.disconnect(controller._on_due)


def test_every_pair_that_is_not_paused_is_due_by_the_clock(
    bench: Bench, controller: Controller, pair_id: str, clock: FakeClock, qtbot: QtBot
) -> None:
    assert wait(controller, clock, 3600 - 60) == []
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        assert wait(controller, clock, MOST_JITTER_S + 60) == [pair_id]
    qtbot.waitUntil(lambda: not controller.is_running(pair_id), timeout=WAIT_MS)
    controller.pause(pair_id)
    qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["paused"], timeout=WAIT_MS)
    assert wait(controller, clock, 7200) == []


def test_a_night_of_sleep_is_caught_up_once_and_not_before_the_network_had_its_time(
    controller: Controller, pair_id: str, clock: FakeClock
) -> None:
    quietly(controller)
    clock.advance(9 * 3600)
    due: list[str] = []
    controller.scheduler.due.connect(due.append)
    controller.scheduler.look_at_clock()
    assert due == []
    assert wait(controller, clock, GRACE_S - 10) == []
    assert wait(controller, clock, 20) == [pair_id]
    assert wait(controller, clock, 3500) == []


def test_what_was_missed_before_the_start_is_caught_up_once(
    controller: Controller, pair_id: str, clock: FakeClock
) -> None:
    quietly(controller)
    scheduler = controller.scheduler
    line = replace(controller.lines[0], last_run_at=clock.now() - timedelta(days=5))
    scheduler._looked, scheduler._agenda = None, Agenda(0.0)
    scheduler.follow([line])
    assert wait(controller, clock, GRACE_S) == []
    assert wait(controller, clock, 3000) == [pair_id]
    scheduler.follow([line])  # that run failed before it was in history
    assert wait(controller, clock, 500) == []


def test_offline_is_tried_again_soon_and_not_while_airtable_wants_silence(
    controller: Controller, pair_id: str, clock: FakeClock
) -> None:
    quietly(controller)
    scheduler = controller.scheduler
    offline = replace(controller.lines[0], status="waiting", passes=True, last_run_at=clock.now())
    scheduler.follow([offline])
    assert wait(controller, clock, 110) == []
    assert wait(controller, clock, 20) == [pair_id]
    scheduler.follow([offline])
    assert wait(controller, clock, 220) == []
    assert wait(controller, clock, 30) == [pair_id]
    scheduler.follow([replace(offline, until=clock.now() + timedelta(hours=2))])
    assert wait(controller, clock, 7000) == []
    assert wait(controller, clock, 300) == [pair_id]
    scheduler.follow([replace(offline, status="in_step", passes=False, last_run_at=clock.now())])
    assert wait(controller, clock, 3500) == []


def test_a_schedule_that_stays_does_not_begin_anew(controller: Controller, pair_id: str, clock: FakeClock) -> None:
    quietly(controller)
    wait(controller, clock, 3000)
    controller.scheduler.keep_to(Schedule(True, 55))
    assert wait(controller, clock, 500 + MOST_JITTER_S) == [pair_id]


def test_the_clock_slows_down_where_the_months_calls_would_not_last(
    bench: Bench, controller: Controller, pair_id: str, clock: FakeClock, qtbot: QtBot
) -> None:
    scheduler = controller.scheduler
    usual = scheduler.next_due(pair_id)
    assert usual is not None
    bench.app.settings.set_plan("", 40)  # some are used by now, and a sync takes two
    scheduler.fit()

    def later() -> bool:
        due = scheduler.next_due(pair_id)
        return due is not None and due > usual

    qtbot.waitUntil(later, timeout=WAIT_MS)
    bench.app.settings.set_plan("team")
    scheduler.fit()
    qtbot.waitUntil(lambda: scheduler.next_due(pair_id) == usual, timeout=WAIT_MS)
    controller.scheduler.stop()
    assert scheduler.next_due(pair_id) is None


def test_with_no_calls_left_the_clock_waits_for_the_next_month(
    bench: Bench, controller: Controller, pair_id: str, clock: FakeClock, qtbot: QtBot
) -> None:
    quietly(controller)
    scheduler = controller.scheduler
    bench.app.clock = clock  # type: ignore[assignment]
    left_s = (month_end(clock.now()) - clock.now()).total_seconds()
    clock.advance(left_s / 2)  # nobody looked at the clock meanwhile
    bench.app.settings.set_plan("", 1)
    scheduler.fit()
    end = month_end(clock.now())

    def at_its_end() -> bool:
        due = scheduler.next_due(pair_id)
        return due is not None and timedelta(0) <= due - end <= timedelta(seconds=MOST_JITTER_S)

    qtbot.waitUntil(at_its_end, timeout=WAIT_MS)


# -- what nobody tells of -------------------------------------------------------------------------------------------


def test_an_edit_that_nobody_tells_of_is_found_within_a_minute(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on another computer's disk."""
    scheduler, clock = controller.scheduler, FakeClock()
    scheduler.now = clock.now
    monkeypatch.setattr(bench.service, "watched_paths", lambda pair_ids: dict.fromkeys(pair_ids, ()))
    scheduler._renew()
    qtbot.waitUntil(lambda: not scheduler._watcher.files(), timeout=WAIT_MS)
    scheduler.look_at_clock()
    clock.advance(GRACE_S)
    scheduler.look_at_clock()
    qtbot.waitUntil(lambda: not scheduler._looking, timeout=WAIT_MS)
    with qtbot.assertNotEmitted(controller.run_started, wait=QUIET_MS):
        bench.replace("London", "Paris")
    clock.advance(POLL_S - 1)
    scheduler.look_at_clock()
    assert not scheduler._looking
    clock.advance(1)
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        scheduler.look_at_clock()
    assert bench.city() == "Paris"


def test_a_table_that_does_not_answer_is_asked_once(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that hangs must not take one thread after another."""
    scheduler, gate, asked = controller.scheduler, threading.Event(), []

    def hangs(pair_id: str) -> str:
        asked.append(pair_id)
        gate.wait(LIMIT_S)
        return "moved" if len(asked) > 1 else ""

    qtbot.waitUntil(lambda: not scheduler._looking, timeout=WAIT_MS)
    monkeypatch.setattr(bench.service, "local_stamp", hangs)
    for _ in range(5):
        scheduler.look(watched)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=WAIT_MS)
    due: list[str] = []
    scheduler.due.connect(due.append)
    gate.set()
    qtbot.waitUntil(lambda: due == [watched], timeout=WAIT_MS)
    assert len(asked) >= 2  # it was asked for meanwhile, so that it is looked at once more


def test_a_file_that_is_written_bit_by_bit_is_synced_once_it_is_whole(
    bench: Bench, controller: Controller, watched: str, qtbot: QtBot
) -> None:
    """A program that empties the file first, and writes on: what is half-written is not synced, and nothing is lost."""
    path = bench.folder / "people.csv"
    whole = path.read_text(encoding="utf-8").replace("London", "Paris")
    ended: list[object] = []
    controller.run_finished.connect(lambda *told: ended.append(told))
    controller.run_failed.connect(lambda *told: ended.append(told))
    with path.open("w", encoding="utf-8") as file:
        file.write(whole[:-4])
        file.flush()
        qtbot.waitUntil(lambda: len(ended) == 1, timeout=WAIT_MS)
        assert bench.city() == "London"
        file.write(whole[-4:])
    qtbot.waitUntil(lambda: bench.city() == "Paris", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not controller.is_running(watched), timeout=WAIT_MS)


def test_an_edit_on_a_server_is_found_by_the_column_of_edits(
    bench: Bench, controller: Controller, qtbot: QtBot, postgres_server: Server
) -> None:
    server, scheduler = postgres_server, controller.scheduler
    server.clear()
    server('CREATE TABLE people ("Name" text PRIMARY KEY, "City" text, "At" timestamptz DEFAULT now())')
    server("""INSERT INTO people ("Name", "City") VALUES ('Ada', 'London')""")
    base = bench.sandbox.base("Club")
    wishes = Wishes("People", server.source(), ["Name"], time_column="At")
    pair_id = bench.service.add_pair(wishes, base.id, base.table("People").id)
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    bench.app.passwords._known.clear()
    assert bench.service.local_stamp(pair_id) == ""  # the keyring is not asked in passing
    scheduler.keep_to(ON_CHANGE)
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(pair_id)
    qtbot.waitUntil(lambda: bool(scheduler._stamps.get(pair_id)) and not scheduler._looking, timeout=WAIT_MS)
    server("""UPDATE people SET "City" = 'Paris', "At" = now()""")
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        scheduler.look(pair_id)
    assert bench.city() == "Paris"
