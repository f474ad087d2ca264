"""A base's change feed over the sandbox: one hook that calls nobody, and payloads as canonical values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from airsync_gui.airtable.calls import Call
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.table import WebTable
from airsync_gui.airtable.webhooks import PAYLOADS_AT_ONCE, WebFeed
from airsync_gui.errors import NotPermitted, Refused, Transient
from airsync_gui.sandbox import BaseHandle, Sandbox, TableHandle
from airsync_gui.sync.ports import ChangeFeed
from tests.fakes.clock import FakeClock

FIELDS: list[Any] = [
    ("Name", "singleLineText"),
    ("Price", "number", {"precision": 2}),
    ("Done", "checkbox"),
    ("Kind", "singleSelect", {"choices": ["lamp", "desk"]}),
    ("Tags", "multipleSelects", {"choices": ["new", "old"]}),
    ("Day", "date"),
    ("Who", "singleCollaborator"),
    ("Team", "multipleCollaborators"),
]
CELLS: dict[str, Any] = {
    "Name": "Lamp",
    "Price": 2.5,
    "Done": True,
    "Kind": "lamp",
    "Tags": ["old", "new"],
    "Day": "2026-02-28",
    "Who": {"email": "ada@example.com"},
    "Team": [{"email": "ada@example.com"}],
}
VALUES: dict[str, Any] = {
    "Name": "Lamp",
    "Price": Decimal("2.5"),
    "Done": True,
    "Kind": "lamp",
    "Tags": ("old", "new"),
    "Day": date(2026, 2, 28),
    "Who": "ada@example.com",
    "Team": ("ada@example.com",),
}


@pytest.fixture
def base(sandbox: Sandbox) -> BaseHandle:
    sandbox.switches.computed_payloads = False
    return sandbox.add_base("Base")


@pytest.fixture
def door(base: BaseHandle) -> TableHandle:
    return base.add_table("Things", FIELDS)


@pytest.fixture
def table(table_of: Callable[..., WebTable], base: BaseHandle, door: TableHandle) -> WebTable:
    return table_of(base.id, door.id)


@pytest.fixture
def feed(table: WebTable) -> WebFeed:
    return table.feed()


def by_id(door: TableHandle, values: dict[str, Any]) -> dict[str, Any]:
    return {door.field_id(name): value for name, value in values.items()}


def test_it_is_the_engines_change_feed(feed: WebFeed) -> None:
    port: ChangeFeed = feed
    assert port.find() == []


def test_a_hook_is_found_by_what_it_asks_for_and_calls_nobody(
    feed: WebFeed, client: AirtableClient, base: BaseHandle, sandbox: Sandbox, clock: FakeClock
) -> None:
    made = feed.create()
    assert (made.cursor, made.expires_at) == (1, clock.now() + timedelta(days=7))
    for other in (
        {"specification": {"options": {"filters": {"dataTypes": ["tableData"]}}}},
        {"notificationUrl": "https://example.org/hook", "specification": _spec(sandbox, made.id)},
    ):
        sandbox_post(client, base, other)
    assert [(hook.id, hook.alive) for hook in feed.find()] == [(made.id, True)]
    clock.advance(7 * 86_400)
    assert [(hook.id, hook.alive) for hook in feed.find()] == [(made.id, False)]


def _spec(sandbox: Sandbox, hook_id: str) -> Any:
    return next(b.webhooks[hook_id] for b in sandbox.world.bases.values() if hook_id in b.webhooks).specification


def sandbox_post(client: AirtableClient, base: BaseHandle, body: Any) -> None:
    client.send(Call("POST", "/v0/bases/{base}/webhooks", {"base": base.id}, body=body), dict[str, Any])


def test_what_a_hook_tells_reads_as_a_list_does(feed: WebFeed, table: WebTable, door: TableHandle) -> None:
    hook = feed.create()
    record_id = door.add(CELLS)
    door.edit(record_id, dict.fromkeys(CELLS))
    other = door.add({"Name": "gone"})
    door.delete(other)
    page = feed.payloads(hook.id, hook.cursor)
    made, emptied, _, gone = page.payloads
    assert made.changed == {record_id: by_id(door, VALUES)}
    assert emptied.changed == {record_id: by_id(door, dict.fromkeys(VALUES))}
    assert gone.destroyed == {other}
    assert (page.cursor, page.more) == (5, False)
    assert feed.find()[0].cursor == 5
    door.edit(record_id, CELLS)
    (row,) = table.read_records([record_id], list(by_id(door, CELLS)))
    (again,) = feed.payloads(hook.id, 5).payloads
    assert again.changed[record_id] == row.values


def test_other_tables_are_silent_and_fields_are_told(feed: WebFeed, base: BaseHandle, door: TableHandle) -> None:
    hook = feed.create()
    base.add_table("Other", [("Name", "singleLineText")]).add({"Name": "x"})
    door.add_field("New", "singleLineText")
    *others, field_made = feed.payloads(hook.id, 1).payloads
    assert all(not told.changed and not told.schema_moved for told in others)
    assert len(others) == 2
    assert field_made.schema_moved


def test_many_payloads_come_page_by_page(feed: WebFeed, door: TableHandle) -> None:
    hook = feed.create()
    for number in range(PAYLOADS_AT_ONCE + 1):
        door.add({"Name": f"n{number}"})
    first = feed.payloads(hook.id, 1)
    assert (len(first.payloads), first.more) == (PAYLOADS_AT_ONCE, True)
    rest = feed.payloads(hook.id, first.cursor)
    assert (len(rest.payloads), rest.more) == (1, False)


def test_it_lives_longer_when_refreshed_and_goes_when_deleted(
    feed: WebFeed, sandbox: Sandbox, clock: FakeClock
) -> None:
    hook = feed.create()
    clock.advance(5 * 86_400)
    assert feed.refresh(hook.id) == clock.now() + timedelta(days=7)
    sandbox.switches.empty_replies = True
    feed.delete(hook.id)
    assert feed.find() == []
    with pytest.raises(NotPermitted):
        feed.payloads(hook.id, 1)
    with pytest.raises(NotPermitted):
        feed.refresh(hook.id)


def test_one_too_many_is_refused(feed: WebFeed) -> None:
    for _ in range(10):
        feed.create()
    with pytest.raises(Refused) as caught:
        feed.create()
    assert caught.value.type == "TOO_MANY_WEBHOOKS_IN_BASE"


def test_a_lost_answer_makes_no_second_hook(feed: WebFeed, sandbox: Sandbox) -> None:
    sandbox.faults.lost_answers.next = 1
    with pytest.raises(Transient) as caught:
        feed.create()
    assert caught.value.outcome_unknown
    assert len(feed.find()) == 1


def test_an_error_payload_keeps_its_word(answering: Callable[..., Any]) -> None:
    client, _ = answering(
        httpx.Response(
            200,
            json={
                "payloads": [{"error": True, "code": "INVALID_HOOK", "timestamp": "x"}, {"payloadFormat": "v9"}],
                "cursor": 3,
                "mightHaveMore": False,
            },
        )
    )
    page = WebFeed(client.send, "appX", "tblX", dict).payloads("achX", 1)
    assert [told.error for told in page.payloads] == ["INVALID_HOOK", ""]


def test_records_edited_since_a_time_are_read_alone(table: WebTable, door: TableHandle, clock: FakeClock) -> None:
    ids = door.add_many([{"Name": "old"}, {"Name": "edited"}])
    clock.advance(600)
    since = clock.now()
    clock.advance(1)
    door.edit(ids[1], {"Name": "new"})
    third = door.add({"Name": "third"})
    pages = table.read_modified([door.field_id("Name")], since)
    assert {row.row_id for page in pages for row in page} == {ids[1], third}
    assert since.astimezone(UTC) == datetime(2026, 1, 2, 3, 14, 5, tzinfo=UTC)
