"""Who proves by its certificate to be Airtable gets the token; nobody else gets a byte."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from airsync_gui import messages
from airsync_gui.airtable.calls import Call
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.cli.exit_codes import exit_code
from airsync_gui.errors import Transient, Unreachable
from tests.airtable.conftest import SECRET, PlainToken
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.tls import DAY, Authority, TlsServer

AT = {"base": "appDemo0000000001", "table": "tblDemo0000000001"}
READ = Call("POST", "/v0/{base}/{table}/listRecords", AT, body={"pageSize": 100})
CREATE = Call("POST", "/v0/{base}/{table}", AT, body={"records": []}, writes=True, once=True)
ELSEWHERE = "api.airtable.test"
"""Not this computer's, so that it is reached through the proxy."""
Send = Callable[..., object]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def _trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer trusts the authority, and nothing leaves it."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))


@pytest.fixture
def send(limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel) -> Iterator[Send]:
    """Send a request to an address, with a client of its own."""
    made: list[AirtableClient] = []

    def to(url: str, call: Call = READ, *, tries: int = 3) -> object:
        client = AirtableClient(
            Endpoint.parse(url), lambda: PlainToken(SECRET), limiter, clock, cancel, timeout_s=10, tries=tries
        )
        made.append(client)
        return client.send(call, dict)

    yield to
    for client in made:
        client.close()


def refused(send: Send, server: TlsServer, url: str, call: Call = READ) -> Unreachable:
    """The error; nothing was said inside of TLS, and once is enough to know."""
    with pytest.raises(Unreachable) as caught:
        send(url, call)
    assert bytes(server.received) == b""
    assert server.connections == 1
    return caught.value


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_good_certificate_is_taken_and_the_token_is_sent(host: str, authority: Authority, send: Send) -> None:
    with TlsServer(authority.context(host)) as server:
        assert send(f"https://{host}:{server.port}") == {}
    assert f"Bearer {SECRET}".encode() in server.received


def test_so_it_is_through_a_proxy_and_the_proxy_learns_nothing_but_the_name(
    authority: Authority, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TlsServer(authority.context(ELSEWHERE)) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
        assert send(f"https://{ELSEWHERE}") == {}
    assert server.asked_for == [f"{ELSEWHERE}:443"]
    assert f"Bearer {SECRET}".encode() in server.received


@pytest.mark.parametrize(
    ("why", "names", "times", "self_signed"),
    [
        ("self-signed certificate", ("localhost",), {}, True),
        ("Hostname mismatch", ("other.test",), {}, False),
        ("Hostname mismatch", ("localhost.other.test", "*.localhost"), {}, False),
        ("certificate has expired", ("localhost",), {"begins": -9 * DAY, "ends": -timedelta(minutes=1)}, False),
        ("certificate is not yet valid", ("localhost",), {"begins": timedelta(hours=1)}, False),
    ],
    ids=["self-signed", "another name", "a name around ours", "expired", "not yet"],
)
@pytest.mark.parametrize("call", [READ, CREATE], ids=["read", "create"])
def test_a_certificate_that_is_not_good_gets_no_byte(
    call: Call, why: str, names: tuple[str, ...], times: dict[str, timedelta], self_signed: bool,
    authority: Authority, send: Send,
) -> None:  # fmt: skip
    with TlsServer(authority.context(*names, self_signed=self_signed, **times)) as server:
        error = refused(send, server, f"https://localhost:{server.port}", call)
    assert error.outcome_unknown is False
    told = messages.describe(error)
    assert told.title == "The connection is not safe"
    assert f"What answers as localhost:{server.port} can't prove that it is" in told.text
    assert why in told.text
    assert "no token" in told.text
    assert "clock" in told.remedy
    assert SECRET not in repr(error) + str(told)
    assert exit_code(error) == 6


def test_an_authority_that_this_computer_does_not_know_counts_for_nothing(tmp_path: Path, send: Send) -> None:
    with TlsServer(Authority(tmp_path / "other", "Other Authority").context("localhost")) as server:
        error = refused(send, server, f"https://localhost:{server.port}")
    assert "unable to get local issuer certificate" in error.certificate


def test_whoever_sits_in_the_way_gets_no_byte(
    authority: Authority, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy that leads us to itself, with a certificate for its own name."""
    with TlsServer(authority.context("proxy.test")) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
        error = refused(send, server, f"https://{ELSEWHERE}")
    assert error.host == ELSEWHERE


SWITCHES = {
    "PYTHONHTTPSVERIFY": "0", "REQUESTS_CA_BUNDLE": "", "CURL_CA_BUNDLE": "", "SSL_VERIFY": "0", "SSL_NO_VERIFY": "1",
    "HTTPX_VERIFY": "0", "NODE_TLS_REJECT_UNAUTHORIZED": "0", "GIT_SSL_NO_VERIFY": "1", "PIP_TRUSTED_HOST": "localhost",
    "AIRTABLE_INSECURE": "1", "SSL_CERT_DIR": "/nowhere",
}  # fmt: skip


@pytest.mark.parametrize("authorities", ["none", "an empty file", "no file"])
def test_no_variable_turns_the_check_off(
    authorities: str, authority: Authority, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty.pem"
    empty.touch()
    for name, value in SWITCHES.items():
        monkeypatch.setenv(name, value)
    if authorities == "none":
        monkeypatch.delenv("SSL_CERT_FILE")
    else:
        monkeypatch.setenv("SSL_CERT_FILE", str(empty if authorities == "an empty file" else tmp_path / "absent.pem"))
    with TlsServer(authority.context("localhost")) as server:
        refused(send, server, f"https://localhost:{server.port}")


def test_the_keys_of_a_connection_are_written_nowhere(
    authority: Authority, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever had them could read the token out of what went over the wire."""
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    with TlsServer(authority.context("localhost")) as server:
        send(f"https://localhost:{server.port}")
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_nowhere(status: int, authority: Authority, send: Send) -> None:
    with TlsServer(authority.context("localhost")) as other, TlsServer(authority.context("localhost")) as server:
        where = f"https://localhost:{other.port}/v0/"
        server.answer = f"HTTP/1.1 {status} Go\r\nLocation: {where}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"\
            .encode()  # fmt: skip
        with pytest.raises(Transient):
            send(f"https://localhost:{server.port}", tries=1)
    assert SECRET.encode() in server.received
    assert other.connections == 0
