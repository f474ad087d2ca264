"""A client whose time is fake and whose Airtable is the sandbox or a handful of ready answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
import respx
from msgspec import Struct, field
from respx.models import CallList

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.table import WebTable
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, create_app
from tests.fakes.clock import FakeCancel, FakeClock

SECRET = "patSecretSecret01." + "5ec2e7" * 10


class PlainToken:
    """A token as the client sees one."""

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text


class Logged(Struct):
    """What the client said of its requests."""

    lines: list[tuple[datetime, str, str, int | None, float]] = field(default_factory=list)

    def __call__(self, at: datetime, method: str, template: str, status: int | None, seconds: float) -> None:
        self.lines.append((at, method, template, status, seconds))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def cancel(clock: FakeClock) -> FakeCancel:
    return FakeCancel(clock)


@pytest.fixture
def limiter(tmp_path: Path, clock: FakeClock) -> RequestLimiter:
    return RequestLimiter(tmp_path / "limiter", clock)


@pytest.fixture
def logged() -> Logged:
    return Logged()


class MakeClient(Protocol):
    def __call__(self, transport: httpx.BaseTransport, token: str = ..., **options: Any) -> AirtableClient: ...


@pytest.fixture
def make_client(clock: FakeClock, cancel: FakeCancel, limiter: RequestLimiter, logged: Logged) -> Iterator[MakeClient]:
    made: list[AirtableClient] = []

    def make(transport: httpx.BaseTransport, token: str = SECRET, **options: Any) -> AirtableClient:
        endpoint = Endpoint.parse("http://127.0.0.1:1")
        client = AirtableClient(
            endpoint,
            lambda: PlainToken(token),
            limiter,
            clock,
            cancel,
            on_request=logged,
            transport=transport,
            **options,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def answering(make_client: MakeClient) -> Callable[..., tuple[AirtableClient, CallList]]:
    """A client that gets these answers, one after the other (an exception is raised); and the calls it made."""

    def make(*answers: httpx.Response | Exception, **options: Any) -> tuple[AirtableClient, CallList]:
        router = respx.MockRouter(assert_all_called=False)
        router.route().mock(side_effect=answers)
        return make_client(httpx.MockTransport(router.handler), **options), router.calls

    return make


@pytest.fixture
def sandbox(clock: FakeClock) -> Sandbox:
    """Keeps the rate limit, by the client's own clock."""
    return Sandbox(clock=clock)


@pytest.fixture
def client(sandbox: Sandbox, make_client: MakeClient) -> AirtableClient:
    return make_client(httpx.WSGITransport(create_app(sandbox)), SANDBOX_TOKEN)


@pytest.fixture
def metadata(client: AirtableClient, clock: FakeClock) -> Metadata:
    return Metadata(client, clock)


@pytest.fixture
def table_of(client: AirtableClient, metadata: Metadata) -> Callable[..., WebTable]:
    """The table with this name in the sandbox's base, as the engine sees it."""

    def make(base: str, table: str, **options: Any) -> WebTable:
        return WebTable(client, metadata, base, table, **options)

    return make
