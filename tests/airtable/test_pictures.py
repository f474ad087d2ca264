"""Pictures of attachments: where they are asked for, what is sent along, and how much is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from respx.models import CallList

from airsync_gui.airtable import wire
from airsync_gui.airtable.client import MAX_PICTURE_BYTES, AirtableClient
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.table import MOST_FAILED, WebTable
from airsync_gui.errors import Unreachable
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, create_app
from airsync_gui.sandbox.attachments import PLACE, SIZES, picture
from tests.airtable.conftest import SECRET, MakeClient
from tests.fakes.clock import FakeClock

HERE = "http://127.0.0.1:9/p.png"
Answering = Callable[..., tuple[AirtableClient, CallList]]


@pytest.mark.parametrize(
    ("endpoint", "url", "asked"),
    [
        (None, "https://v5.airtableusercontent.com/v3/x/y", True),
        (None, "https://api.airtable.com/x", True),
        (None, "http://v5.airtableusercontent.com/x", False),
        (None, "https://airtableusercontent.com.evil.example/x", False),
        (None, "https://evilairtableusercontent.com/x", False),
        (None, "https://user@v5.airtableusercontent.com/x", False),
        (None, "https://127.0.0.1/x", False),
        (None, "file:///etc/passwd", False),
        (None, "data:image/png;base64,AAAA", False),
        ("https://airtable.example.org", "https://airtable.example.org/x", True),
        ("http://127.0.0.1:8000", "http://127.0.0.1:9000/x", True),
        ("http://127.0.0.1:8000", "https://v5.airtableusercontent.com/x", False),
    ],
)
def test_only_airtables_own_addresses_are_asked(endpoint: str | None, url: str, asked: bool) -> None:
    assert Endpoint.parse(endpoint).may_point_at(urlsplit(url)) is asked


def test_the_token_stays_here(answering: Answering) -> None:
    client, seen = answering(httpx.Response(200, content=b"picture"))

    assert client.picture(HERE) == b"picture"

    assert "authorization" not in seen[0].request.headers
    assert SECRET not in str(seen[0].request.headers.raw)
    assert client.calls == 0, "no call of the API, and none of its rates"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
        httpx.Response(403),
        httpx.Response(200, content=b"x" * (MAX_PICTURE_BYTES + 1)),
        httpx.ConnectError("no"),
    ],
)
def test_a_picture_that_is_not_had_is_told(answer: httpx.Response | Exception, answering: Answering) -> None:
    client, seen = answering(answer)
    with pytest.raises(Unreachable):
        client.picture(HERE)
    assert len(seen) == 1


@pytest.mark.parametrize("url", ["http://192.0.2.1/p.png", "https://[x/", "http://127.0.0.1:port/", ""])
def test_another_host_and_what_is_no_address_is_not_asked(url: str, answering: Answering) -> None:
    client, seen = answering()
    with pytest.raises(Unreachable):
        client.picture(url)
    assert not seen


@pytest.mark.parametrize("odd", [None, "x", [1], [{}], [{"id": "a", "thumbnails": 3}], [{"thumbnails": {"small": {}}}]])
def test_cells_of_another_shape_have_no_pictures(odd: object) -> None:
    assert list(wire.thumbnail_urls([odd], "small")) == []


def test_images_of_the_sandbox_have_thumbnails(sandbox: Sandbox, make_client: MakeClient) -> None:
    files = sandbox.add_base("Shop").add_table("Goods", [("Name", "singleLineText"), ("Files", "multipleAttachments")])
    urls = ["https://example.com/a.png", "https://example.com/b.txt"]
    record_id = files.add({"Name": "x", "Files": [{"url": url} for url in urls]})
    base = sandbox.base("Shop")
    http = httpx.Client(
        transport=httpx.WSGITransport(create_app(sandbox)),
        base_url="http://127.0.0.1:1",
        headers={"Authorization": f"Bearer {SANDBOX_TOKEN}"},
    )
    with http:
        first, second = http.get(f"/v0/{base.id}/{files.id}/{record_id}").json()["fields"]["Files"]
        small = http.get(first["thumbnails"]["small"]["url"], headers={"Authorization": ""})

    assert small.content.startswith(b"\x89PNG")
    assert first["thumbnails"]["large"]["width"] == SIZES["large"][0]
    assert "thumbnails" not in second
    assert picture(f"{PLACE}1/att/none.png") is None


def test_a_picture_that_trickles_is_given_up(answering: Answering, clock: FakeClock) -> None:
    trickle = Trickle(clock)
    client, _ = answering(httpx.Response(200, stream=trickle))
    with pytest.raises(Unreachable, match="not complete in time"):
        client.picture(HERE)
    assert trickle.sent == 4


class Trickle(httpx.SyncByteStream):
    """A byte every ten seconds, without end."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock, self.sent = clock, 0

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.clock.advance(10)
            self.sent += 1
            yield b"x"


def nine_thumbnails(sandbox: Sandbox, client: AirtableClient, clock: FakeClock) -> dict[str, bytes]:
    """Those of a record with nine pictures."""
    files = sandbox.add_base("Shop").add_table("Goods", [("Name", "singleLineText"), ("Files", "multipleAttachments")])
    record_id = files.add({"Name": "x", "Files": [{"url": f"https://example.com/{n}.png"} for n in range(9)]})
    table = WebTable(client, Metadata(client, clock), sandbox.base("Shop").id, files.id)
    (field,) = [field for field in table.schema().fields if field.type == "multipleAttachments"]
    return table.thumbnails(record_id, [field.id])


def test_a_record_full_of_pictures_does_not_fill_the_memory(
    sandbox: Sandbox, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    client = make_client(httpx.WSGITransport(create_app(sandbox)), SANDBOX_TOKEN)
    asked: list[str] = []

    def picture_at(url: str) -> bytes:
        asked.append(url)
        return b"picture"

    monkeypatch.setattr(client, "picture", picture_at)
    monkeypatch.setattr("airsync_gui.airtable.table.MOST_PICTURES", 4)
    assert len(nine_thumbnails(sandbox, client, clock)) == len(asked) == 4


def test_a_host_that_gives_no_picture_is_not_asked_for_all_of_them(
    sandbox: Sandbox, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    client = make_client(httpx.WSGITransport(create_app(sandbox)), SANDBOX_TOKEN)
    asked: list[str] = []

    def nothing_at(url: str) -> bytes:
        asked.append(url)
        raise Unreachable(endpoint="GET a picture", status=None, detail="", outcome_unknown=False)

    monkeypatch.setattr(client, "picture", nothing_at)
    assert nine_thumbnails(sandbox, client, clock) == {}
    assert len(asked) == MOST_FAILED
