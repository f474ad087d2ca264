"""Requests under way at once, on real threads: who is told what, and on which thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.lanes import WebLanes
from airsync_gui.airtable.limiter import RequestLimiter, base_key
from airsync_gui.airtable.table import WebTable
from airsync_gui.errors import AirSyncError, Cancelled, Refused
from airsync_gui.sandbox import Sandbox, TableHandle
from airsync_gui.sync.ports import AirtableTable, Landed
from airsync_gui.sync.records import Row
from tests.airtable.conftest import Logged
from tests.fakes.clock import FakeCancel, FakeClock

LIMIT_S = 20.0


@pytest.fixture
def door(sandbox: Sandbox) -> TableHandle:
    return sandbox.add_base("Base").add_table("T")


@pytest.fixture
def table(table_of: Callable[..., WebTable], sandbox: Sandbox, door: TableHandle) -> WebTable:
    made = table_of(sandbox.base("Base").id, door.id)
    made.schema()
    sandbox.requests.clear()
    return made


@pytest.fixture
def lanes(table: WebTable) -> Iterator[WebLanes]:
    made = table.lanes()
    yield made
    made.close()


def creating(door: TableHandle, *names: str) -> Callable[[AirtableTable], Sequence[Row]]:
    records = [{door.field_id("Name"): name} for name in names]
    return lambda table: table.create(records)


def nothing() -> None:
    pass


def landings(lanes: WebLanes, count: int) -> list[Landed]:
    """So many answers, in the order in which they came."""
    found: list[Landed] = []
    while len(found) < count:
        landed = lanes.landed()
        if landed is not None:
            found.append(landed)
    return found


def hold_answers(sandbox: Sandbox, count: int) -> threading.Event:
    """The next answers wait until this is set."""
    held, left = threading.Event(), iter(range(count))

    def wait(_method: str, _path: str) -> None:
        for _ in left:
            held.wait(LIMIT_S)
            return

    sandbox.after_request.append(wait)
    return held


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("lane ")]


def all_ended() -> bool:
    for thread in threads():
        thread.join(LIMIT_S)
    return threads() == []


def test_several_are_answered_and_counted_and_told_on_the_askers_thread(
    lanes: WebLanes, table: WebTable, door: TableHandle, sandbox: Sandbox, logged: Logged
) -> None:
    calls, lines = table.calls, len(logged.lines)
    here, left = threading.get_ident(), []
    for number in range(3):
        lanes.start(number, creating(door, f"n{number}"), lambda: left.append(threading.get_ident()))
    found = landings(lanes, 3)
    assert sorted(landed.number for landed in found) == [0, 1, 2]
    assert {landed.number: len(landed.rows) for landed in found} == {0: 1, 1: 1, 2: 1}
    assert left == [here] * 3
    assert table.calls - calls == len(logged.lines) - lines == 3
    assert sorted(str(record["fields"]["Name"]) for record in door.records()) == ["n0", "n1", "n2"]
    assert sandbox.requests.count(status=429) == 0
    assert all_ended()


def test_a_slow_answer_holds_up_no_other(lanes: WebLanes, door: TableHandle, sandbox: Sandbox) -> None:
    held = hold_answers(sandbox, 1)
    lanes.start(1, creating(door, "slow"), nothing)
    while not sandbox.requests:
        lanes.landed(0.01)
    lanes.start(2, creating(door, "quick"), nothing)
    assert [landed.number for landed in landings(lanes, 1)] == [2]
    held.set()
    assert [landed.number for landed in landings(lanes, 1)] == [1]


def test_nothing_leaves_before_it_is_noted(lanes: WebLanes, door: TableHandle, sandbox: Sandbox) -> None:
    seen: list[int] = []
    lanes.start(1, creating(door, "Ann"), lambda: seen.append(len(sandbox.requests)))
    landings(lanes, 1)
    assert seen == [0]


def test_what_noting_raises_keeps_it_back(lanes: WebLanes, door: TableHandle, sandbox: Sandbox) -> None:
    def full() -> None:
        raise OSError("the disk is full")

    lanes.start(1, creating(door, "Ann"), full)
    with pytest.raises(OSError, match="full"):
        landings(lanes, 1)
    lanes.close()
    assert all_ended()
    assert len(sandbox.requests) == 0


def test_after_the_end_nothing_leaves_that_waited_for_its_turn(
    lanes: WebLanes, door: TableHandle, sandbox: Sandbox
) -> None:
    noted: list[int] = []
    lanes.start(1, creating(door, "Ann"), lambda: noted.append(1))
    lanes.close()
    (landed,) = landings(lanes, 1)
    assert isinstance(landed.error, Cancelled)
    assert noted == []
    assert all_ended()
    assert len(sandbox.requests) == 0


def test_a_repeated_request_is_noted_each_time(
    lanes: WebLanes, door: TableHandle, sandbox: Sandbox, clock: FakeClock
) -> None:
    noted = []
    sandbox.faults.rate_limits.next = 1
    lanes.start(1, creating(door, "Ann"), lambda: noted.append(clock.monotonic()))
    (landed,) = landings(lanes, 1)
    assert len(landed.rows) == 1
    assert len(noted) == 2
    assert noted[1] - noted[0] >= 30


def test_one_429_silences_all_for_its_time_and_says_why(
    lanes: WebLanes,
    door: TableHandle,
    sandbox: Sandbox,
    client: AirtableClient,
    limiter: RequestLimiter,
    clock: FakeClock,
    cancel: FakeCancel,
) -> None:
    key = base_key(client.endpoint.host, sandbox.base("Base").id)
    arrived: list[float] = []
    reasons: set[str] = set()
    paused, go = threading.Event(), threading.Event()

    def hold_the_first_pause(_seconds: float) -> None:
        pause = limiter.pause(key)
        if pause is not None:
            reasons.add(pause.reason)
            paused.set()
            go.wait(LIMIT_S)

    sandbox.before_request.append(lambda method, path: arrived.append(clock.monotonic()))
    cancel.during = hold_the_first_pause
    sandbox.faults.rate_limits.next = 1
    lanes.start(1, creating(door, "refused"), nothing)
    while not paused.is_set():
        lanes.landed(0.01)
    lanes.start(2, creating(door, "behind it"), nothing)
    lanes.start(3, creating(door, "and behind that"), nothing)
    go.set()
    assert [len(landed.rows) for landed in landings(lanes, 3)] == [1, 1, 1]
    assert len(arrived) == 4
    assert min(arrived[1:]) - arrived[0] >= 30
    assert reasons == {"RATE_LIMIT_REACHED"}
    assert len(door.records()) == 3


def test_a_refusal_comes_as_one(lanes: WebLanes) -> None:
    lanes.start(1, lambda table: table.create([{"fldGone": "x"}]), nothing)
    (landed,) = landings(lanes, 1)
    assert isinstance(landed.error, AirSyncError)


def test_a_bug_is_raised_where_it_is_asked_for(lanes: WebLanes) -> None:
    def wrong(_table: AirtableTable) -> Sequence[Row]:
        raise ZeroDivisionError

    lanes.start(1, wrong, nothing)
    with pytest.raises(ZeroDivisionError):
        landings(lanes, 1)


def test_who_cancels_waits_for_no_answer_and_may_still_ask_for_it(
    lanes: WebLanes, door: TableHandle, sandbox: Sandbox, cancel: FakeCancel
) -> None:
    held = hold_answers(sandbox, 1)
    lanes.start(1, creating(door, "Ann"), nothing)
    while not sandbox.requests:
        lanes.landed(0.01)
    cancel.cancel()
    with pytest.raises(Cancelled):
        lanes.landed()
    lanes.close()
    assert lanes.landed(0.0) is None
    assert [thread.daemon for thread in threads()] == [True]  # nor does the end of the process wait
    held.set()
    assert all_ended()
    landed = lanes.landed(LIMIT_S)
    assert landed is not None
    assert len(landed.rows) == 1


def test_a_refused_batch_says_why(lanes: WebLanes, door: TableHandle) -> None:
    count = door.add_field("Count", "number", {"precision": 0})
    lanes.start(1, lambda table: table.create([{count: "many"}]), nothing)
    (landed,) = landings(lanes, 1)
    assert isinstance(landed.error, Refused)
