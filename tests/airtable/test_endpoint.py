from __future__ import annotations

import pytest

from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.errors import UsageError


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_airtable_itself_is_the_default(nothing: str | None) -> None:
    assert Endpoint.parse(nothing) == Endpoint("https://api.airtable.com", "api.airtable.com", False)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://127.0.0.1:8765", "127.0.0.1:8765"),
        ("http://127.9.9.9/", "127.9.9.9"),
        ("http://[::1]:80/x/", "[::1]:80"),
        ("http://localhost:5000", "localhost:5000"),
        ("https://localhost", "localhost"),
    ],
)
def test_plain_http_is_for_this_computer(text: str, host: str) -> None:
    endpoint = Endpoint.parse(text)
    assert endpoint.loopback
    assert endpoint.host == host
    assert not endpoint.url.endswith("/")


def test_https_may_go_anywhere() -> None:
    assert Endpoint.parse("https://Proxy.Example.com:8443/airtable/").host == "proxy.example.com:8443"
    assert not Endpoint.parse("https://proxy.example.com").loopback


@pytest.mark.parametrize(
    "text",
    [
        "http://api.airtable.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://0.0.0.0:80",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "https://",
        "api.airtable.com",
        "https://host:99999",
        "https://host:port",
        "https://[::1",
        "https://user:hunter2@api.airtable.com",
        "https://hunter2@api.airtable.com",
        "https://api.airtable.com/?hunter2",
        "https://api.airtable.com/#hunter2",
        "https://api.airtable.com/\nhunter2",
        "http://127.0.0.1\\@evil.example.com",
    ],
)
def test_anything_else_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint.parse(text)
    assert "hunter2" not in caught.value.detail
