"""The window's way to work, over a real App and a real sandbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, SignalInstance
from pytestqt.qtbot import QtBot

from airsync_gui.airtable import client
from airsync_gui.errors import Stopped, TableMissing, Unreachable
from airsync_gui.jobs.controller import Controller
from airsync_gui.messages import Message
from airsync_gui.sync.events import Event, Reading, Writing
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult
from tests.jobs.bench import LIMIT_S, Bench
from tests.jobs.guard import Blocking, GuiThreadGuard

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)


class Diary(QObject):
    """What a controller said, in order."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.entries: list[tuple[str, tuple[Any, ...]]] = []
        names = ("run_started", "run_progressed", "run_finished", "run_cancelled", "run_failed", "resolved")
        for name in (*names, "resolution_refused", "previewed", "crashed", "failed"):
            signal: SignalInstance = getattr(controller, name)
            signal.connect(partial(self._note, name))

    def _note(self, name: str, *args: Any) -> None:
        self.entries.append((name, args))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.entries]


@pytest.fixture
def diary(controller: Controller) -> Iterator[Diary]:
    made = Diary(controller)
    yield made
    assert made.names.count("crashed") == 0


def settled(controller: Controller, qtbot: QtBot) -> None:
    """Wait until the lines are as they are now."""
    with qtbot.waitSignal(controller.pairs_changed, timeout=WAIT_MS):
        controller.refresh()
    qtbot.waitUntil(lambda: not controller._refreshing, timeout=WAIT_MS)


def test_a_run_tells_its_beginning_its_progress_and_its_end(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    bench.write(*((f"P{number}", number) for number in range(40)))
    pair_id = bench.add_pair()
    settled(controller, qtbot)
    assert [line.status for line in controller.lines] == ["never_synced"]
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        assert controller.sync(pair_id)
        assert [line.status for line in controller.lines] == ["syncing"]
        assert not controller.sync(pair_id)  # one at a time
    assert [name for name in diary.names if name != "run_progressed"] == ["run_started", "run_finished"]
    assert diary.names[0] == "run_started"
    events = [args[1] for name, args in diary.entries if name == "run_progressed"]
    assert events[-1] == Writing(Side.AIRTABLE, 40, 40, calls=4, of_calls=4)
    finished: RunResult = diary.entries[-1][1][1]
    assert len(finished.completed) == 40
    qtbot.waitUntil(lambda: controller.lines[0].status == "in_step", timeout=WAIT_MS)
    assert len(bench.people.records()) == 40


def test_several_pairs_run_at_once(bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot) -> None:
    base = bench.sandbox.base("Club")
    for number in range(3):
        base.add_table(f"T{number}", [("Name", "singleLineText"), ("Age", "number", {"precision": 0})])
        bench.write(*((f"P{row}", row) for row in range(30)), name=f"t{number}.csv")
        bench.add_pair(f"Pair {number}", f"t{number}.csv", f"T{number}")
    settled(controller, qtbot)
    gate = bench.gate("POST")
    controller.sync_all()
    assert [line.status for line in controller.lines] == ["syncing"] * 3
    gate.open()
    qtbot.waitUntil(lambda: diary.names.count("run_finished") == 3, timeout=WAIT_MS)
    assert [len(base.table(f"T{number}").records()) for number in range(3)] == [30] * 3


def test_pairs_follow_the_one_that_they_link_to(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    base = bench.sandbox.base("Club")
    groups = base.add_table("Groups", [("Name", "singleLineText")])
    tables = [bench.people, base.add_table("Guests", [("Name", "singleLineText")])]
    (bench.folder / "groups.csv").write_text("Name\nchoir\n")
    for table in tables:
        table.add_field("Group", "multipleRecordLinks", {"linkedTableId": groups.id})
        (bench.folder / f"{table.name}.csv").write_text("Name,Group\nAda,choir\n")
    for table in tables:
        bench.add_pair(table.name, f"{table.name}.csv", table.name)
    first = bench.add_pair("Groups", "groups.csv", "Groups")
    settled(controller, qtbot)
    controller.sync_all()
    assert [line.pair_id for line in controller.lines if line.status == "syncing"] == [first]
    qtbot.waitUntil(lambda: diary.names.count("run_finished") == 3, timeout=WAIT_MS)
    for table in tables:
        assert table.records()[0]["fields"]["Group"] == [groups.find(Name="choir")]


def test_progress_is_thinned_out_and_its_last_word_is_heard(qtbot: QtBot) -> None:
    class Chatty:
        """Says more than anyone can read."""

        def local_stamp(self, _pair_id: str) -> str:
            return ""

        def pairs(self) -> tuple[()]:
            return ()

        def sync(self, pair_id: str, consent: Consent, report: Any, cancel: Any, *, full: bool) -> Any:
            for rows in range(20_000):
                report(Reading(Side.AIRTABLE, rows))
            return "done"

        def close(self) -> None:
            """Nothing to close."""

    controller = Controller(Chatty())  # type: ignore[arg-type]
    heard: list[Event] = []
    controller.run_progressed.connect(lambda _pair_id, event: heard.append(event))
    started = time.monotonic()
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync("p")
    assert len(heard) <= 2 + 10 * (time.monotonic() - started)
    assert heard[-1] == Reading(Side.AIRTABLE, 19_999)
    assert controller.close(LIMIT_S)


def test_cancel_is_acknowledged_at_once_and_kept(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_backoff", lambda _state: 3 * LIMIT_S)  # who waits for the second try comes too late
    bench.write(*((f"P{number}", number) for number in range(40)))
    pair_id = bench.add_pair()
    settled(controller, qtbot)
    bench.sandbox.faults.server_errors.every = 1  # the run waits between two tries
    controller.sync(pair_id)
    qtbot.waitUntil(lambda: bench.sandbox.faults.server_errors.fired > 0, timeout=WAIT_MS)
    with qtbot.waitSignal(controller.run_cancelled, timeout=WAIT_MS):
        controller.cancel(pair_id)
        assert controller.lines[0].status == "cancelling"
    assert "run_failed" not in diary.names
    bench.sandbox.faults.clear()
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(pair_id)
    assert len(bench.people.records()) == 40


def test_a_request_under_way_ends_before_a_cancelled_run_does(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    bench.in_step()
    pair_id = controller.service.pairs()[0].pair_id
    bench.replace("London", "Paris")
    settled(controller, qtbot)
    gate = bench.gate("PATCH")
    controller.sync(pair_id)
    qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
    controller.cancel(pair_id)
    assert controller.lines[0].status == "cancelling"
    gate.open()
    qtbot.waitUntil(lambda: not controller.is_running(pair_id), timeout=WAIT_MS)
    assert bench.city() == "Paris"


def test_closing_in_mid_run_neither_blocks_nor_loses_anything(
    bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    bench.write(*((f"P{number}", number) for number in range(65)))
    pair_id = bench.add_pair()
    creates = HeldCreates(bench)
    controller.sync(pair_id)
    qtbot.waitUntil(creates.arrived.is_set, timeout=WAIT_MS)
    begun = time.monotonic()
    assert not controller.close(0.2)
    assert time.monotonic() - begun < LIMIT_S / 2  # what is under way is held until it may go on, below
    creates.go.set()
    assert controller.close(LIMIT_S)
    qtbot.waitUntil(lambda: len(bench.people.records()) >= 10, timeout=WAIT_MS)  # what was under way is written
    assert len(bench.people.records()) <= 50
    bench.reopen()
    assert len(bench.sync(pair_id).completed) >= 15
    assert sorted(record["fields"]["Age"] for record in bench.people.records()) == list(range(65))


class HeldCreates:
    """Holds up creates."""

    def __init__(self, bench: Bench) -> None:
        self.arrived, self.go = threading.Event(), threading.Event()
        bench.sandbox.before_request.append(self)

    def __call__(self, method: str, path: str) -> None:
        if method == "POST" and not path.endswith(("listRecords", "webhooks")):
            self.arrived.set()
            assert self.go.wait(LIMIT_S)


def test_a_run_that_fails_says_why(bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot) -> None:
    pair_id = bench.in_step()
    (bench.folder / "people.csv").unlink()
    with qtbot.waitSignal(controller.run_failed, timeout=WAIT_MS) as failed:
        controller.sync(pair_id)
    assert failed.args[0] == pair_id
    assert failed.args[1].title == "The file is not there"
    assert isinstance(failed.args[2], TableMissing)
    qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["failed"], timeout=WAIT_MS)
    assert controller.lines[0].problem == failed.args[1]


def test_a_guard_asks_and_its_plan_can_be_let_go_on(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    pair_id = bench.in_step(*((f"P{number}", number) for number in range(30)))
    bench.write(("P0", 0))
    with qtbot.waitSignal(controller.run_failed, timeout=WAIT_MS) as failed:
        controller.sync(pair_id)
    assert isinstance(failed.args[2], Stopped)
    qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["needs_you"], timeout=WAIT_MS)
    line = controller.lines[0]
    assert line.plan_id == failed.args[2].plan_id
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(pair_id, Consent(plan_id=line.plan_id))
    assert len(bench.people.records()) == 1


def test_a_preview_changes_nothing(bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot) -> None:
    bench.write(("Ada", 36))
    pair_id = bench.add_pair()
    with qtbot.waitSignal(controller.previewed, timeout=WAIT_MS) as previewed:
        controller.preview(pair_id)
        controller.preview(pair_id)
    assert previewed.args[1].sentence == "Airtable: Ada is added. people.csv is not changed. 2 API calls."
    assert bench.people.records() == []
    assert diary.names == ["previewed"]


def test_answers_wait_for_the_run_and_are_carried_out_in_turn(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    pair_id, uid = bench.conflict()
    gate = bench.gate("GET")
    controller.sync(pair_id)
    qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
    controller.resolve(pair_id, uid, Answer(take="local"))
    controller.resolve(pair_id, uid, Answer(take="airtable"))
    gate.open()
    qtbot.waitUntil(lambda: "resolution_refused" in diary.names, timeout=WAIT_MS)
    ends = [(name, args[0]) for name, args in diary.entries if name not in ("run_started", "run_progressed")]
    assert ends == [("run_finished", pair_id), ("resolved", uid), ("resolution_refused", uid)]
    assert bench.city() == "Paris"
    qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["in_step"], timeout=WAIT_MS)


def test_an_answer_to_what_moved_is_refused(bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot) -> None:
    pair_id, uid = bench.conflict()
    bench.edit("Ada", City="Bergen")
    with qtbot.waitSignal(controller.resolution_refused, timeout=WAIT_MS) as refused:
        controller.resolve(pair_id, uid, Answer(take="local"))
    assert refused.args[1].title == "It moved meanwhile"


def test_an_undo_waits_for_the_run_and_is_told(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    pair_id = bench.in_step()
    bench.replace("London", "Paris")
    bench.sync(pair_id)
    run_id = bench.service.runs(pair_id)[0].run_id
    gate = bench.gate("GET")
    controller.sync(pair_id)
    qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
    controller.undo(pair_id, run_id, None, None, Consent())
    with qtbot.waitSignal(controller.undone, timeout=WAIT_MS) as undone:
        gate.open()
    assert undone.args[0] == run_id
    assert bench.city() == "London"
    with qtbot.waitSignal(controller.undo_failed, timeout=WAIT_MS) as failed:
        controller.undo(pair_id, run_id, 999, None, Consent())
    assert failed.args[1].title == "No such change"
    qtbot.waitUntil(lambda: controller.lines[0].status == "needs_you", timeout=WAIT_MS)


def test_pausing_stops_the_run_and_leaves_the_pair_out(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    bench.write(("Ada", 36))
    pair_id = bench.add_pair()
    settled(controller, qtbot)
    bench.sandbox.faults.server_errors.every = 1
    controller.sync(pair_id)
    qtbot.waitUntil(lambda: bench.sandbox.faults.server_errors.fired > 0, timeout=WAIT_MS)
    with qtbot.waitSignal(controller.run_cancelled, timeout=1000):
        controller.pause(pair_id)
    qtbot.waitUntil(lambda: controller.lines[0].status == "paused", timeout=WAIT_MS)
    controller.sync_all()
    controller.scheduler.due.emit(pair_id)
    assert not controller.is_running(pair_id)
    controller.resume(pair_id)
    qtbot.waitUntil(lambda: controller.lines[0].status == "waiting", timeout=WAIT_MS)


def test_refused_operations_are_retried_and_dropped(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41))
    bench.replace("Ada,36", "Ada,old")
    bench.sync(pair_id)
    (line,) = bench.service.queue(pair_id)
    assert line.entry_id is not None
    with qtbot.waitSignal(controller.queue_changed, timeout=WAIT_MS):
        controller.drop([line.entry_id])
    assert bench.service.queue(pair_id) == ()
    with qtbot.waitSignal(controller.queue_changed, timeout=WAIT_MS):
        controller.retry([line.entry_id])


def test_a_retry_can_be_made_at_once(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41))
    bench.replace("Ada,36", "Ada,old")
    bench.sync(pair_id)
    (line,) = bench.service.queue(pair_id)
    bench.replace("Ada,old", "Ada,37")
    assert line.entry_id is not None
    gate = bench.gate("GET")
    controller.sync(pair_id)
    qtbot.waitUntil(gate.arrived.is_set, timeout=WAIT_MS)
    with qtbot.waitSignal(controller.queue_changed, timeout=WAIT_MS):
        controller.retry([line.entry_id], [pair_id])
    with qtbot.waitSignals([controller.run_finished] * 2, timeout=WAIT_MS):
        gate.open()
    assert bench.service.queue(pair_id) == ()
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.retry([], [pair_id])


# -- bugs -----------------------------------------------------------------------------------------------------------


def test_an_exception_in_a_slot_reaches_the_window_and_nothing_hangs(
    bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    pair_id = bench.in_step()
    told: list[Message] = []
    controller.crashed.connect(lambda message, _error: told.append(message))
    controller.run_started.connect(lambda _pair_id: 1 / 0)
    with qtbot.capture_exceptions() as caught:
        controller.watch_for_bugs()
        with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
            controller.sync(pair_id)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
        assert controller.close(LIMIT_S)  # puts the hook back that was there
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert told[0].title == "A bug in AirSync"


def test_a_bug_in_a_task_ends_its_run_and_is_told(
    bench: Bench, controller: Controller, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(*_args: Any, **_options: Any) -> Any:
        raise KeyError("a bug")

    pair_id = bench.in_step()
    monkeypatch.setattr(bench.service, "sync", buggy)
    told: list[Message] = []
    controller.crashed.connect(lambda message, _error: told.append(message))
    with qtbot.capture_exceptions() as caught:
        controller.watch_for_bugs()
        with qtbot.waitSignal(controller.run_failed, timeout=WAIT_MS) as failed:
            controller.sync(pair_id)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
        assert controller.close(LIMIT_S)
    assert failed.args[1].title == "A bug in AirSync"
    assert not controller.is_running(pair_id)
    assert [kind for kind, _, _ in caught] == [KeyError]


def test_an_error_that_nobody_waited_for_is_told(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    bench.write(("Ada", 36))
    bench.server.close()
    with qtbot.waitSignal(controller.failed, timeout=WAIT_MS) as failed:
        cancel = controller.new_cancel()
        cancel.set()
        cancel = controller.new_cancel()
        controller.ask(lambda: fail(Unreachable(detail="no network")), lambda _answer: None, asker=controller)
    assert failed.args[0].title == "Airtable can't be reached"


def fail(error: Exception) -> None:
    raise error


class Listener(QObject):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []

    def on_event(self, event: Event) -> None:
        self.events.append(event)


def test_a_query_tells_how_far_it_is(controller: Controller, qtbot: QtBot) -> None:
    listener = Listener()
    ended: list[int] = []
    report = controller.new_report(listener.on_event)

    def query() -> int:
        for rows in range(1000):
            report(Reading(Side.LOCAL, rows))
        return 1000

    controller.ask(query, ended.append, asker=controller)
    qtbot.waitUntil(lambda: listener.events[-1:] == [Reading(Side.LOCAL, 999)], timeout=WAIT_MS)
    assert ended == [1000]
    assert len(listener.events) < 20


# -- nothing blocks -------------------------------------------------------------------------------------------------


def test_nothing_of_all_this_blocks_the_window(
    bench: Bench, controller: Controller, diary: Diary, qtbot: QtBot
) -> None:
    pair_id, uid = bench.conflict()
    service = bench.service
    answers: list[object] = []
    with GuiThreadGuard():
        settled(controller, qtbot)
        for query in (service.overview, service.queue, service.conflicts, service.runs):
            controller.ask(partial(query, pair_id), answers.append, asker=controller)
        controller.ask(partial(service.health, "hour"), answers.append, asker=controller)
        controller.preview(pair_id)
        controller.sync(pair_id)
        controller.resolve(pair_id, uid, Answer(take="local"))
        qtbot.waitUntil(lambda: "resolved" in diary.names and "previewed" in diary.names, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: len(answers) == 5, timeout=WAIT_MS)
        controller.pause(pair_id)
        qtbot.waitUntil(lambda: [line.status for line in controller.lines] == ["paused"], timeout=WAIT_MS)
        assert controller.close(LIMIT_S)
    assert "run_finished" in diary.names


def test_the_guard_sees_what_blocks(bench: Bench) -> None:
    bench.in_step()
    for blocks in (
        bench.service.pairs,
        lambda: bench.service.set_paused("People", True),
        lambda: bench.app.metadata().whoami(),
    ):
        with pytest.raises(Blocking, match="on the GUI thread"), GuiThreadGuard():
            blocks()
