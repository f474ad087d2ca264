"""One request: what is sent, what is repeated, what leaks nowhere."""

from __future__ import annotations

import gzip
import logging
import threading
import time
import traceback
import tracemalloc
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from respx.models import CallList

from airsync_gui.airtable import client as client_module
from airsync_gui.airtable.calls import Call
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.limiter import Pause, base_key
from airsync_gui.errors import (
    AirSyncError,
    AllowanceSpent,
    Cancelled,
    KeyRejected,
    RateLimited,
    ServerFault,
    Transient,
    Unreachable,
    UsageError,
)
from tests.airtable.conftest import SECRET, Logged, MakeClient, PlainToken
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.reports import crash_report

Answering = Callable[..., tuple[AirtableClient, CallList]]

AT = {"base": "appDemo0000000001", "table": "tblDemo0000000001"}
READ = Call("POST", "/v0/{base}/{table}/listRecords", AT, body={"pageSize": 100})
UPDATE = Call("PATCH", "/v0/{base}/{table}", AT, body={"records": []}, writes=True, names_records=True)
CREATE = Call("POST", "/v0/{base}/{table}", AT, body={"records": []}, writes=True, once=True)
WHOAMI = Call("GET", "/v0/meta/whoami", {})
RATE = {"errors": [{"error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded."}]}
BILLING = {"errors": [{"error": "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "message": "Too many this month."}]}


class NotPacked(httpx.SyncByteStream):
    """A body that is not what its header says."""

    def __iter__(self) -> Any:
        yield b"not packed at all"


def ok(data: Any = None) -> httpx.Response:
    return httpx.Response(200, json={} if data is None else data)


def paused(client: AirtableClient, base_id: str) -> Pause | None:
    """Until when a base is left alone, as every other process sees it."""
    return client._limiter.pause(base_key(client.endpoint.host, base_id))


def test_a_request_carries_the_token_in_its_header_only(answering: Answering) -> None:
    client, seen = answering(ok({"id": "usr1"}))
    assert client.send(READ, dict) == {"id": "usr1"}
    ((request, _),) = seen
    assert request.headers["authorization"] == f"Bearer {SECRET}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept-encoding"] == "gzip"
    assert str(request.url) == "http://127.0.0.1:1/v0/appDemo0000000001/tblDemo0000000001/listRecords"
    assert request.content == b'{"pageSize":100}'


def test_names_and_parameters_are_percent_encoded(answering: Answering) -> None:
    client, seen = answering(ok())
    query = [("records[]", "rec1"), ("records[]", "rec2")]
    client.send(Call("DELETE", "/v0/{base}/{table}", {"base": "app1", "table": "a/b ?ü"}, query, writes=True), dict)
    assert seen[0].request.url.raw_path == b"/v0/app1/a%2Fb%20%3F%C3%BC?records%5B%5D=rec1&records%5B%5D=rec2"
    assert "content-type" not in seen[0].request.headers


def test_numbers_travel_exactly_both_ways(answering: Answering) -> None:
    client, seen = answering(httpx.Response(200, content=b'{"a":0.1,"b":12345678901234567890.125,"c":1e3,"d":7}'))
    answer = client.send(replace(READ, body={"x": Decimal("0.10"), "y": Decimal("1E+3"), "z": 3}), dict)
    assert seen[0].request.content == b'{"x":0.10,"y":1E+3,"z":3}'
    assert answer == {"a": Decimal("0.1"), "b": Decimal("12345678901234567890.125"), "c": Decimal("1E+3"), "d": 7}


def test_a_packed_answer_is_unpacked(answering: Answering) -> None:
    packed = httpx.Response(200, content=gzip.compress(b'{"a":1}'), headers={"content-encoding": "gzip"})
    assert answering(packed)[0].send(READ, dict) == {"a": 1}


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ReadTimeout("x"),
        httpx.WriteTimeout("x"),
        httpx.ReadError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.ConnectError("x"),
        httpx.Response(500),
        httpx.Response(502, text="<html>Bad gateway</html>"),
        httpx.Response(503, json={"error": {"type": "RETRIABLE_ERROR"}}),
        httpx.Response(504),
        httpx.Response(200, text="<html>Log in to the hotel's network</html>"),
        httpx.Response(200, text='{"records": [{"id'),
        httpx.Response(200, text=""),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(200, stream=NotPacked(), headers={"content-encoding": "gzip"}),
        httpx.Response(302, headers={"location": "https://evil.example.com/"}),
    ],
    ids=lambda fault: repr(fault)[:40],
)
def test_faults_of_the_way_are_repeated_except_for_creates(
    fault: httpx.Response | Exception, answering: Answering, cancel: FakeCancel
) -> None:
    for call in (READ, UPDATE):
        client, seen = answering(fault, fault, ok({"fine": True}))
        assert client.send(call, dict) == {"fine": True}
        assert [request.url.host for request, _ in seen] == ["127.0.0.1"] * 3
    # Two pauses a call: 1 s and 2 s, each with up to a second of jitter.
    pauses = [wait for wait in cancel.waits if wait >= 1]
    assert [int(pause) in allowed for pause, allowed in zip(pauses, [(1, 2), (2, 3)] * 2, strict=True)] == [True] * 4
    if isinstance(fault, httpx.ConnectError):
        return
    client, seen = answering(fault, ok())
    with pytest.raises(Transient) as caught:
        client.send(CREATE, dict)
    assert caught.value.outcome_unknown is True
    assert len(seen) == 1


@pytest.mark.parametrize(
    "fault", [httpx.ConnectError("refused"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x"), httpx.ProxyError("407")]
)
def test_a_create_is_repeated_when_nothing_was_sent(fault: Exception, answering: Answering) -> None:
    client, seen = answering(fault, ok({"records": []}))
    assert client.send(CREATE, dict) == {"records": []}
    assert len(seen) == 2
    client, seen = answering(fault, fault, fault)
    with pytest.raises(Unreachable) as caught:
        client.send(CREATE, dict)
    assert caught.value.outcome_unknown is False
    assert len(seen) == 3


def test_the_tries_are_bounded_and_a_doubt_stays(answering: Answering) -> None:
    client, seen = answering(httpx.ReadTimeout("x"), httpx.ConnectError("x"), httpx.ConnectError("x"))
    with pytest.raises(Unreachable) as caught:
        client.send(UPDATE, dict)
    assert caught.value.outcome_unknown is True  # the first try may have arrived
    assert len(seen) == client.calls == 3
    client, seen = answering(*[httpx.Response(500)] * 3)
    with pytest.raises(ServerFault) as failed:
        client.send(READ, dict)
    assert failed.value.outcome_unknown is False
    client, seen = answering(httpx.Response(500), tries=1)
    with pytest.raises(ServerFault):
        client.send(READ, dict)


def test_a_servers_retry_after_is_obeyed(answering: Answering, cancel: FakeCancel) -> None:
    client, _ = answering(httpx.Response(503, headers={"retry-after": "17"}), ok())
    client.send(READ, dict)
    assert 17.0 in cancel.waits


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422])
def test_refusals_are_not_repeated(status: int, answering: Answering) -> None:
    client, seen = answering(httpx.Response(status, json={"error": {"type": "SOMETHING"}}))
    with pytest.raises(AirSyncError):
        client.send(READ, dict)
    assert len(seen) == 1


@pytest.mark.parametrize("call", [READ, UPDATE, CREATE], ids=lambda call: str(call.method))
@pytest.mark.parametrize(("header", "seconds"), [({}, 30), ({"retry-after": "5"}, 5), ({"retry-after": "0"}, 1)])
def test_429_silences_the_base_and_then_the_request_goes_again(
    call: Call, header: dict[str, str], seconds: float, answering: Answering, clock: FakeClock
) -> None:
    client, seen = answering(httpx.Response(429, json=RATE, headers=header), ok({"fine": True}))
    began = clock.monotonic()
    assert client.send(call, dict) == {"fine": True}
    assert clock.monotonic() - began == pytest.approx(seconds, abs=0.1)
    assert len(seen) == 2
    assert paused(client, AT["base"]) is None


def test_during_the_penalty_its_end_can_be_read(answering: Answering, clock: FakeClock, cancel: FakeCancel) -> None:
    client, _ = answering(httpx.Response(429, json=RATE), ok())
    pauses = []
    cancel.during = lambda seconds: pauses.append(paused(client, AT["base"]))
    began = clock.now()
    client.send(READ, dict)
    pause = pauses[-1]
    assert pause is not None
    assert (pause.until - began).total_seconds() == pytest.approx(30, abs=0.1)
    assert pause.seconds == pytest.approx(30, abs=0.1)
    assert pause.reason == "RATE_LIMIT_REACHED"
    assert paused(client, "appOther000000001") is None


def test_whoever_waits_is_told_until_when(answering: Answering, clock: FakeClock) -> None:
    client, _ = answering(httpx.Response(429, json=RATE, headers={"Retry-After": "30"}), ok())
    told: list[datetime] = []
    began = clock.now()
    client.view(on_pause=told.append).send(READ, dict)
    assert {round((until - began).total_seconds()) for until in told} == {30}


def test_429_again_and_again_ends(answering: Answering) -> None:
    client, seen = answering(*[httpx.Response(429, json=RATE)] * 3)
    with pytest.raises(RateLimited) as caught:
        client.send(CREATE, dict)
    assert (caught.value.retry_after_s, caught.value.outcome_unknown, len(seen)) == (30.0, False, 3)


def test_only_what_was_done_tells_how_long_a_kind_of_call_takes(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = answering(httpx.Response(503), ok())
    told: list[tuple[str, bool]] = []
    monkeypatch.setattr(client._limiter, "answered", lambda turn, *, usual: told.append((turn.kind, usual)))
    client.send(READ, dict)
    assert told == [("POST /v0/{base}/{table}/listRecords", False), ("POST /v0/{base}/{table}/listRecords", True)]


def test_a_429_without_a_base_silences_the_token(answering: Answering, clock: FakeClock) -> None:
    client, _ = answering(httpx.Response(429, json=RATE), ok({"id": "usr"}), ok())
    began = clock.monotonic()
    client.send(WHOAMI, dict)
    assert clock.monotonic() - began >= 30


def test_the_spent_allowance_is_never_repeated(answering: Answering, clock: FakeClock) -> None:
    client, seen = answering(httpx.Response(429, json=BILLING))
    with pytest.raises(AllowanceSpent):
        client.send(READ, dict)
    assert len(seen) == 1
    assert paused(client, AT["base"]) is None


def test_every_wait_can_be_cancelled(answering: Answering, cancel: FakeCancel) -> None:
    client, seen = answering(httpx.Response(429, json=RATE))
    cancel.during = lambda seconds: cancel.cancel()
    with pytest.raises(Cancelled):
        client.send(READ, dict)
    assert len(seen) == 1


def test_nothing_is_sent_once_cancelled(answering: Answering, cancel: FakeCancel) -> None:
    client, seen = answering()
    cancel.cancel()
    with pytest.raises(Cancelled):
        client.send(READ, dict)
    assert not seen


def test_each_request_is_logged_without_names(answering: Answering, logged: Logged, clock: FakeClock) -> None:
    client, _ = answering(httpx.Response(500), httpx.ReadTimeout("x"), ok())
    client.send(READ, dict)
    assert [(method, template, status) for _, method, template, status, _ in logged.lines] == [
        ("POST", "/v0/{base}/{table}/listRecords", 500),
        ("POST", "/v0/{base}/{table}/listRecords", None),
        ("POST", "/v0/{base}/{table}/listRecords", 200),
    ]


def test_a_view_counts_apart_and_waits_on_its_own_cancel(answering: Answering, clock: FakeClock) -> None:
    client, _ = answering(ok(), ok())
    view = client.view(FakeCancel(clock))
    view.send(READ, dict)
    client.send(READ, dict)
    assert (view.calls, client.calls) == (1, 2)


@pytest.mark.parametrize("text", ["", "with space", "line\nbreak", "pät", "tab\t", "\x00"])
def test_text_that_cant_be_a_token_is_not_sent(text: str, make_client: MakeClient) -> None:
    client = make_client(httpx.MockTransport(lambda request: ok()), text)
    with pytest.raises(KeyRejected) as caught:
        client.send(READ, dict)
    assert not text or text not in str(caught.value)
    assert client.calls == 0


class Endless(httpx.SyncByteStream):
    """A body that goes on, perhaps slowly."""

    def __init__(self, chunk: bytes, between: Callable[[], None] = lambda: None) -> None:
        self.chunk, self.between, self.sent = chunk, between, 0

    def __iter__(self) -> Any:
        while True:
            self.between()
            self.sent += 1
            yield self.chunk


def test_an_answer_has_an_end(answering: Answering, monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER_BYTES", 10_000)
    large = Endless(b" " * 1000)
    with pytest.raises(Unreachable) as caught:
        answering(httpx.Response(200, stream=large), tries=1)[0].send(UPDATE, dict)
    assert (large.sent, caught.value.outcome_unknown) == (11, True)
    slow = Endless(b" ", between=lambda: clock.advance(10))
    with pytest.raises(Unreachable):
        answering(httpx.Response(200, stream=slow), tries=1)[0].send(READ, dict)
    assert slow.sent == 7  # 60 seconds are over


class Parts(httpx.SyncByteStream):
    """A body as it comes off the wire: in pieces of so many bytes."""

    def __init__(self, whole: bytes, size: int = 1 << 16) -> None:
        self.whole, self.size, self.sent = whole, size, 0

    def __iter__(self) -> Any:
        for begin in range(0, len(self.whole), self.size):
            self.sent += 1
            yield self.whole[begin : begin + self.size]


def test_a_packed_answer_that_unpacks_without_end_is_given_up(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER_BYTES", 1 << 20)
    bomb = Parts(gzip.compress(bytes(40 << 20), compresslevel=1), 1 << 10)
    packed = httpx.Response(200, stream=bomb, headers={"content-encoding": "gzip"})
    tracemalloc.start()
    try:
        with pytest.raises(Unreachable, match="larger than 1 MB"):
            answering(packed, tries=1)[0].send(READ, dict)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 4 << 20
    assert bomb.sent < len(bomb.whole) / bomb.size / 20


@pytest.mark.parametrize("packing", ["gzip, gzip", "gzip,gzip,gzip", "deflate, gzip", "deflate", "br", "zstd", "x"])
def test_what_is_packed_as_nobody_asked_is_not_unpacked(packing: str, answering: Answering) -> None:
    """Two layers turn a kilobyte into a gigabyte, and no limit is asked in between."""
    body = Parts(gzip.compress(gzip.compress(b'{"a":1}')))
    packed = httpx.Response(200, stream=body, headers={"content-encoding": packing})
    with pytest.raises(Unreachable, match="packed in a way that was not asked for") as caught:
        answering(packed, tries=1)[0].send(UPDATE, dict)
    assert body.sent == 0
    assert caught.value.outcome_unknown is True


def test_an_answer_of_another_shape_is_not_a_crash(answering: Answering) -> None:
    class Wanted(msgspec.Struct):
        records: list[int]

    client, _ = answering(*[ok({"records": ["x"]})] * 3)
    with pytest.raises(Unreachable):
        client.send(READ, Wanted)


def test_the_token_shows_nowhere(
    answering: Answering, caplog: pytest.LogCaptureFixture, logged: Logged, tmp_path: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = f"<p>Authorization: Bearer {SECRET}</p>"
    faults = [
        httpx.ReadTimeout(f"Bearer {SECRET}"),
        httpx.LocalProtocolError(f"Illegal header value b'Bearer {SECRET}'"),
        httpx.Response(200, text=echo),
        *[httpx.Response(status, text=echo) for status in (401, 403, 404, 413, 422, 429, 500, 502, 302)],
        *[httpx.Response(status, json={"error": {"type": "X", "message": echo}}) for status in (401, 403, 404, 422)],
    ]
    for fault in faults:
        client, _ = answering(fault, tries=1)
        with pytest.raises(AirSyncError) as caught:
            client.send(CREATE, dict)
        shown = "".join(traceback.format_exception(caught.value))
        assert SECRET not in shown + str(caught.value) + repr(caught.value.facts)
        assert caught.value.__cause__ is None
        # Nothing that a crash reporter could walk to, either.
        assert not isinstance(caught.value.__context__, httpx.HTTPError)
        assert SECRET not in repr(client) + repr(vars(client))
    assert SECRET not in caplog.text + repr(logged.lines)
    assert all(SECRET.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert all(SECRET not in path.name for path in tmp_path.rglob("*"))


def test_a_traceback_with_its_variables_shows_no_token(answering: Answering) -> None:
    echo = {"error": {"type": "X", "message": f"Bearer {SECRET}"}}
    answers = [
        httpx.ReadTimeout(f"Bearer {SECRET}"),
        httpx.LocalProtocolError(f"Illegal header value b'Bearer {SECRET}'"),
        httpx.Response(200, text=f"you sent {SECRET}", headers={"x-echo": SECRET}),
        httpx.Response(200, content=[SECRET.encode()], headers={"content-encoding": "br"}),
        *[httpx.Response(status, json=echo, headers={"x-echo": SECRET}) for status in (401, 403, 404, 422, 429, 503)],
    ]
    for answer in answers:
        client, _ = answering(answer, tries=1)
        with pytest.raises(AirSyncError) as caught:
            client.send(CREATE, dict)
        shown = crash_report(caught.value)
        assert "_exchange" in shown or "_try" in shown or "_decoded" in shown
        assert SECRET not in shown


def test_nor_does_the_traceback_of_a_bug(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """In what we do before a request leaves, and after it came back."""
    for name in ("_note_skew", "_budgets", "_tell_pause"):
        client, _ = answering(ok())

        def bug(*_args: Any) -> Any:
            raise ZeroDivisionError

        monkeypatch.setattr(client, name, bug)
        with pytest.raises(ZeroDivisionError) as caught:
            client.send(READ, dict)
        assert SECRET not in crash_report(caught.value)


def test_proxies_that_cant_be_used_are_a_clear_mistake(
    monkeypatch: pytest.MonkeyPatch, limiter: Any, clock: FakeClock, cancel: FakeCancel
) -> None:
    from airsync_gui.airtable.endpoint import Endpoint

    monkeypatch.setenv("HTTPS_PROXY", "ftp://user:hunter2@proxy")
    endpoint = Endpoint.parse(None)
    with pytest.raises(UsageError) as caught:
        AirtableClient(endpoint, lambda: PlainToken(SECRET), limiter, clock, cancel)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    local = Endpoint.parse("http://localhost:1")
    AirtableClient(local, lambda: PlainToken(SECRET), limiter, clock, cancel).close()


def test_threads_share_a_client(make_client: MakeClient) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        time.sleep(0.001)
        return ok()

    client = make_client(httpx.MockTransport(answer))
    threads = [threading.Thread(target=lambda: client.send(READ, dict)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.calls == 8
