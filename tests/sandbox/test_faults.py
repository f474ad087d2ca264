from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from airsync_gui.sandbox import Faults, Trigger
from airsync_gui.sandbox.errors import REFUSALS
from airsync_gui.sandbox.kinds import KINDS
from tests.sandbox.conftest import Shop


def post(shop: Shop) -> int:
    return shop.client.post(shop.path, json={"fields": {"Name": "x"}}).status_code


def test_nothing_goes_wrong_by_default(shop: Shop) -> None:
    assert [post(shop) for _ in range(10)] == [200] * 10


def test_a_trigger_counts_from_one() -> None:
    assert [Trigger(every=3).fires()] == [False]
    trigger = Trigger(every=3)
    assert [trigger.fires() for _ in range(6)] == [False, False, True, False, False, True]
    trigger = Trigger(next=2)
    assert [trigger.fires() for _ in range(3)] == [True, True, False]
    trigger = Trigger(at={2})
    assert [trigger.fires() for _ in range(3)] == [False, True, False]
    assert (trigger.seen, trigger.fired) == (3, 1)


def test_a_lost_answer_is_a_transport_failure_after_the_write(shop: Shop) -> None:
    shop.sandbox.faults.lost_answers.every = 2
    assert post(shop) == 200
    with pytest.raises(httpx.TransportError):
        post(shop)
    assert len(shop.products.records()) == 2
    assert [seen.status for seen in shop.sandbox.requests] == [200, 0]


def test_reads_and_refused_writes_are_not_counted_among_lost_answers(shop: Shop) -> None:
    shop.sandbox.faults.lost_answers.next = 1
    shop.client.get(shop.path)
    shop.client.post(f"{shop.path}/listRecords", json={})
    shop.client.post(shop.path, json={})
    with pytest.raises(httpx.TransportError):
        post(shop)


def test_a_lost_request_is_the_same_failure_without_the_write(shop: Shop) -> None:
    shop.sandbox.faults.lost_requests.next = 1
    with pytest.raises(httpx.TransportError):
        post(shop)
    assert shop.products.records() == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_writes_nothing(shop: Shop, status: int) -> None:
    shop.sandbox.faults.server_errors.next = 2
    shop.sandbox.faults.server_error_status = status
    reply = shop.client.post(shop.path, json={"fields": {}})
    assert reply.status_code == status
    assert "message" in reply.json()["error"]
    shop.sandbox.faults.server_error_html = True
    reply = shop.client.post(shop.path, json={"fields": {}})
    assert reply.status_code == status
    assert reply.headers["Content-Type"].startswith("text/html")
    assert reply.text.startswith("<html>")
    assert shop.products.records() == []


def test_503_says_that_a_retry_is_safe(shop: Shop) -> None:
    shop.sandbox.faults.server_errors.next = 1
    assert shop.client.get(shop.path).json()["error"]["type"] == "RETRIABLE_ERROR"


def test_a_cut_body_ends_in_a_transport_failure(shop: Shop) -> None:
    shop.sandbox.faults.cut_bodies.next = 1
    with pytest.raises(httpx.TransportError):
        post(shop)
    assert len(shop.products.records()) == 1


def test_a_garbled_body_is_200_and_no_json(shop: Shop) -> None:
    shop.sandbox.faults.garbled_bodies.next = 1
    reply = shop.client.get(shop.path)
    assert reply.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        reply.json()


def test_an_offset_expires_by_order(shop: Shop) -> None:
    shop.products.add_many({"Name": str(number)} for number in range(5))
    shop.sandbox.faults.expired_offsets.at = {2}
    parameters = {"pageSize": 2}
    first = shop.client.get(shop.path, params=parameters).json()
    second = shop.client.get(shop.path, params={**parameters, "offset": first["offset"]}).json()
    reply = shop.client.get(shop.path, params={**parameters, "offset": second["offset"]})
    assert (reply.status_code, reply.json()) == (422, {"error": {"type": "LIST_RECORDS_ITERATOR_NOT_AVAILABLE"}})
    assert len(shop.list_ids(**parameters)) == 5


def test_a_list_can_end_early_without_an_error(shop: Shop) -> None:
    shop.products.add_many({"Name": str(number)} for number in range(5))
    shop.sandbox.faults.short_lists.next = 1
    assert len(shop.list_ids()) == 2
    assert len(shop.list_ids()) == 5


def test_a_burst_of_429_and_the_months_429_by_order(shop: Shop) -> None:
    shop.sandbox.faults.rate_limits.next = 2
    assert [post(shop) for _ in range(3)] == [429, 429, 200]
    shop.sandbox.faults.billing_limits.next = 1
    reply = shop.client.get(shop.path)
    assert reply.json()["errors"][0]["error"] == "PUBLIC_API_BILLING_LIMIT_EXCEEDED"
    assert len(shop.products.records()) == 1


def test_a_token_is_revoked_in_the_middle(shop: Shop) -> None:
    shop.sandbox.faults.revocations.at = {3}
    assert [post(shop) for _ in range(4)] == [200, 200, 401, 401]


def test_an_answer_is_delayed_after_the_work_and_with_no_lock_held(shop: Shop) -> None:
    seen: list[int] = []
    shop.sandbox.faults.delay = lambda: seen.append(len(shop.products.records()))
    post(shop)
    assert seen == [1]


def test_hooks_come_before_and_after_and_may_edit(shop: Shop) -> None:
    def edit(method: str, path: str) -> None:
        if method == "GET":
            shop.products.add({"Name": path})

    shop.sandbox.before_request.append(edit)
    assert len(shop.client.get(shop.path).json()["records"]) == 1
    shop.sandbox.before_request.clear()
    shop.sandbox.after_request.append(edit)
    assert len(shop.client.get(shop.path).json()["records"]) == 1
    assert len(shop.products.records()) == 2


def test_faults_are_set_from_json_or_not_at_all() -> None:
    faults = Faults()
    faults.set({"lost_answers": {"every": 3}, "server_errors": {"at": [1, 2]}, "server_error_status": 502})
    assert (faults.lost_answers.every, faults.server_errors.at, faults.server_error_status) == (3, {1, 2}, 502)
    faults.set({"only": "create, update", "refusal": "not_permitted"})
    assert [faults.concern(kind) for kind in ("create", "list")] == [True, False]
    for bad in (
        {"only": "creates"},
        {"refusal": "no"},
        {"nonsense": 1},
        {"lost_answers": 3},
        {"lost_answers": {"often": 1}},
        {"delay": 1},
        {"set": 1},
    ):
        with pytest.raises(ValueError, match=next(iter(bad))):
            faults.set({"lost_requests": {"every": 1}, **bad})
    assert faults.lost_requests.every == 0
    faults.clear()
    assert faults == Faults()


def test_requests_are_counted(shop: Shop) -> None:
    post(shop)
    shop.client.get(shop.path)
    shop.client.get("/v0/meta/whoami")
    requests = shop.sandbox.requests
    assert requests[0] == ("POST", shop.path, 200)
    assert (requests.count(), requests.count("GET"), requests.count(path="/meta/")) == (3, 2, 1)
    assert requests.count(status=404) == 0
    requests.clear()
    assert len(requests) == 0


def test_a_request_may_be_done_and_answered_with_a_server_error(shop: Shop) -> None:
    shop.sandbox.faults.failed_answers.next = 1
    assert post(shop) == 503
    assert len(shop.products.records()) == 1


def test_an_answer_may_be_a_page_that_a_proxy_sends_as_success(shop: Shop) -> None:
    shop.sandbox.faults.html_bodies.next = 1
    reply = shop.client.get(shop.path)
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "text/html")
    assert reply.text.startswith("<html>")


def test_an_answer_may_come_in_slow_pieces(shop: Shop) -> None:
    shop.sandbox.faults.set({"slow_bodies": {"next": 1}, "slow_piece_ms": 2, "latency_ms": 1})
    with shop.client.stream("GET", shop.path) as reply:
        pieces = list(reply.iter_raw())
    assert len(pieces) > 3
    assert shop.client.get(shop.path).json() == {"records": []}


def test_a_fault_may_be_for_some_kinds_of_call_only(shop: Shop) -> None:
    shop.products.add_many({"Name": str(number)} for number in range(3))
    (some_id, *_) = shop.products.record_ids()
    shop.sandbox.faults.refusals.every = 1
    formula = {"filterByFormula": "1"}
    calls: dict[str, tuple[str, str, Any]] = {
        "whoami": ("GET", "/v0/meta/whoami", {}),
        "bases": ("GET", "/v0/meta/bases", {}),
        "schema": ("GET", f"/v0/meta/bases/{shop.base_id}/tables", {}),
        "change_schema": ("POST", f"/v0/meta/bases/{shop.base_id}/tables", {"json": {}}),
        "list": ("GET", shop.path, {}),
        "page": ("POST", f"{shop.path}/listRecords", {"json": {"offset": "x"}}),
        "find": ("POST", f"{shop.path}/listRecords", {"json": {**formula, "offset": "x"}}),
        "get": ("GET", f"{shop.path}/{some_id}", {}),
        "create": ("POST", shop.path, {"json": {}}),
        "update": ("PATCH", f"{shop.path}/{some_id}", {"json": {}}),
        "delete": ("DELETE", shop.path, {}),
        "hooks": ("GET", f"/v0/bases/{shop.base_id}/webhooks", {}),
        "hook_create": ("POST", f"/v0/bases/{shop.base_id}/webhooks", {"json": {}}),
        "hook_payloads": ("GET", f"/v0/bases/{shop.base_id}/webhooks/ach1/payloads", {}),
        "hook_refresh": ("POST", f"/v0/bases/{shop.base_id}/webhooks/ach1/refresh", {}),
        "hook_switch": ("POST", f"/v0/bases/{shop.base_id}/webhooks/ach1/enableNotifications", {"json": {}}),
        "hook_delete": ("DELETE", f"/v0/bases/{shop.base_id}/webhooks/ach1", {}),
    }
    assert set(calls) == set(KINDS)
    shop.sandbox.faults.refusal = "forbidden_page"
    for wanted in calls:
        shop.sandbox.faults.only = wanted
        harmed = []
        for kind, (method, path, options) in calls.items():
            reply = shop.client.request(method, path, **options)
            if reply.headers["Content-Type"] == "text/html":
                harmed.append(kind)
        assert harmed == [wanted]


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_refusal_is_ordered_by_its_name_and_does_nothing(shop: Shop, name: str) -> None:
    shop.sandbox.faults.set({"refusals": {"next": 1}, "refusal": name})
    reply = shop.client.post(shop.path, json={"fields": {}})
    assert reply.status_code == REFUSALS[name]().status
    assert shop.products.records() == []


def test_a_write_with_some_text_is_refused_for_ever(shop: Shop) -> None:
    shop.sandbox.faults.set({"refused_text": "bad", "refusal": "not_permitted"})
    assert [shop.client.post(shop.path, json={"fields": {"Name": n}}).status_code for n in ("good", "bad")] == [
        200,
        403,
    ]
    assert shop.client.post(f"{shop.path}/listRecords", json={"filterByFormula": "'bad'"}).status_code == 200


def test_lost_answers_and_requests_may_be_those_of_reads_where_they_are_named(shop: Shop) -> None:
    for fault in ("lost_answers", "lost_requests"):
        shop.sandbox.faults.set({fault: {"next": 1}, "only": "list"})
        assert post(shop) == 200
        with pytest.raises(httpx.TransportError):
            shop.client.get(shop.path)
    assert len(shop.products.records()) == 2


def test_bodies_may_be_empty_or_deep_or_huge(shop: Shop) -> None:
    faults = shop.sandbox.faults
    faults.huge_body_bytes = 1_000_000
    for fault, content in (("empty_bodies", b""), ("deep_bodies", b"[" * 100_000)):
        getattr(faults, fault).next = 1
        reply = shop.client.get(shop.path)
        assert (reply.status_code, reply.content) == (200, content)
    faults.huge_bodies.next = 1
    with shop.client.stream("GET", shop.path, headers={"Accept-Encoding": "gzip"}) as packed:
        assert len(b"".join(packed.iter_raw())) < 20_000
    faults.huge_bodies.next = 1
    assert len(shop.client.get(shop.path).content) > 1_000_000


def test_a_request_may_be_sent_on_to_another_host(shop: Shop) -> None:
    shop.sandbox.faults.redirects.next = 1
    reply = shop.client.get(shop.path)
    assert (reply.status_code, reply.headers["Location"]) == (302, "https://elsewhere.invalid/")


def test_a_list_may_never_end(shop: Shop) -> None:
    shop.products.add_many({"Name": str(number)} for number in range(3))
    shop.sandbox.faults.endless_lists.every = 1
    offsets: list[str] = []
    pages = []
    for _ in range(4):
        page = shop.client.get(shop.path, params={"pageSize": 2, **({"offset": offsets[-1]} if offsets else {})}).json()
        offsets.append(page["offset"])
        pages.append([record["id"] for record in page["records"]])
    assert len(set(offsets)) == 4
    assert pages == [pages[0]] * 4


def test_a_slow_answer_moves_a_clock_that_can_be_moved(shop: Shop) -> None:
    before = shop.clock.monotonic()
    shop.sandbox.faults.set({"slow_bodies": {"next": 1}, "slow_piece_ms": 7000})
    shop.client.get("/v0/meta/whoami")
    assert shop.clock.monotonic() - before > 60


def test_a_429_by_order_has_what_the_switch_says(shop: Shop) -> None:
    shop.sandbox.switches.retry_after = True
    shop.sandbox.faults.rate_limits.next = 1
    assert shop.client.get(shop.path).headers["Retry-After"] == "30"
