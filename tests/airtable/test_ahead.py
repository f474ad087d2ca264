"""The next page of a list is asked for while the one before is worked on, and nothing else of a list changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from airsync_gui.airtable.ahead import LOOK_AGAIN_S, Ahead, Unwanted
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.table import WebTable
from airsync_gui.errors import Cancelled, ServerFault
from airsync_gui.sandbox import Sandbox, TableHandle
from tests.airtable.conftest import Logged
from tests.fakes.clock import FakeCancel, FakeClock

LIMIT_S = 20.0


@pytest.fixture
def door(sandbox: Sandbox) -> TableHandle:
    sandbox.limits.rate_limit = False
    made = sandbox.add_base("Base").add_table("T")
    made.add_many({"Name": str(number)} for number in range(450))
    return made


@pytest.fixture
def table(table_of: Callable[..., WebTable], sandbox: Sandbox, door: TableHandle) -> WebTable:
    made = table_of(sandbox.base("Base").id, door.id)
    made.schema()
    sandbox.requests.clear()
    return made


@pytest.fixture
def arrivals(sandbox: Sandbox) -> threading.Semaphore:
    """One more for each request that the sandbox has answered."""
    found = threading.Semaphore(0)
    sandbox.after_request.append(lambda method, path: found.release())
    return found


def in_flight() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("ahead")]


def test_one_page_ahead_and_no_more(
    table: WebTable, door: TableHandle, sandbox: Sandbox, arrivals: threading.Semaphore
) -> None:
    pages = table.read([door.field_id("Name")])
    found: list[str] = []
    for number in range(1, 6):
        found += [row.row_id for row in next(pages)]
        for _ in range(1 if number in (2, 3, 4) else 2 if number == 1 else 0):
            assert arrivals.acquire(timeout=LIMIT_S)  # the next page comes although nobody asked for it
        assert len(sandbox.requests) == min(number + 1, 5)
    assert next(pages, None) is None
    assert sorted(found) == sorted(door.record_ids())
    assert found == sorted(found)
    assert in_flight() == []


def test_who_leaves_a_list_leaves_nothing_in_flight(
    table: WebTable, door: TableHandle, sandbox: Sandbox, logged: Logged
) -> None:
    before, lines = table.calls, len(logged.lines)
    for page in table.read([door.field_id("Name")]):
        assert len(page) == 100
        break
    assert in_flight() == []
    asked = len(sandbox.requests)
    assert asked <= 2
    assert table.calls - before == len(logged.lines) - lines == asked
    assert len(next(table.read([door.field_id("Name")]))) == 100


def test_an_error_comes_after_the_page_before_it(table: WebTable, door: TableHandle, sandbox: Sandbox) -> None:
    pages = table.read([door.field_id("Name")])
    sandbox.faults.clear()
    sandbox.faults.server_errors.at = {2, 3, 4}
    assert len(next(pages)) == 100
    with pytest.raises(ServerFault):
        next(pages)
    assert in_flight() == []


def test_a_wish_to_stop_ends_the_request_ahead(table: WebTable, door: TableHandle, cancel: FakeCancel) -> None:
    pages = table.read([door.field_id("Name")])
    assert len(next(pages)) == 100
    cancel.cancel()
    with pytest.raises(Cancelled):
        for _ in pages:
            pass
    assert in_flight() == []


def test_requests_are_told_on_the_askers_thread_in_their_order(client: AirtableClient, clock: FakeClock) -> None:
    told: list[tuple[str, str]] = []
    client.on_request = lambda at, method, template, status, seconds: told.append(
        (threading.current_thread().name, template)
    )

    def ask(template: str) -> None:
        tell = ahead.client.on_request
        assert tell is not None
        tell(datetime(2026, 1, 2, tzinfo=UTC), "GET", template, 200, 0.1)

    with Ahead(client) as ahead:
        ahead.start(lambda: ask("first"))()
        ahead.start(lambda: ask("never asked for"))
    assert told[0][1] == "first"
    assert {name for name, _ in told} == {threading.current_thread().name}


def test_a_long_wait_ends_soon_after_nobody_wants_it() -> None:
    waiting = threading.Event()
    unwanted = Unwanted(SimpleNamespace(check=lambda: None, wait=lambda seconds: waiting.set()))
    ended = threading.Event()

    def wait() -> None:
        try:
            while True:
                unwanted.wait(30)
        except Cancelled:
            ended.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert waiting.wait(LIMIT_S)
    unwanted.set()
    assert ended.wait(LIMIT_S)
    thread.join()


def test_waits_last_as_long_as_they_should(clock: FakeClock, cancel: FakeCancel) -> None:
    began = clock.monotonic()
    Unwanted(cancel).wait(30.1)
    assert clock.monotonic() - began == pytest.approx(30.1)
    assert max(cancel.waits) <= LOOK_AGAIN_S
