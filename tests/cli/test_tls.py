"""Somebody else answers in Airtable's name: what the commands say, and that nothing is lost or given away."""

from __future__ import annotations

from pathlib import Path

from tests.cli.desk import Desk
from tests.fakes.tls import Authority, TlsServer


def test_a_certificate_that_is_not_good_is_told_and_the_work_is_kept(desk: Desk, tmp_path: Path) -> None:
    desk("token", "set", stdin=desk.sandbox.add_token())
    desk.in_step()
    desk.replace("36", "37")
    authority = Authority(tmp_path / "authority")
    with TlsServer(authority.context("localhost", self_signed=True)) as other:
        host = f"localhost:{other.port}"
        away = {"AIRTABLE_ENDPOINT_URL": f"https://{host}", "SSL_CERT_FILE": str(authority.file)}
        tested = desk("token", "test", env=away)
        synced = desk("sync", env=away)
        checked = desk("doctor", env=away)
        assert other.connections == 3
        assert bytes(other.received) == b""
    sentence = f"What answers as {host} can't prove that it is: its certificate is not good (self-signed certificate)."
    assert tested.code == synced.code == 6
    assert tested.sentence.startswith(f"The connection is not safe: {sentence} It was sent nothing, and no token.")
    assert sentence in synced.out + synced.err
    (line,) = [line for line in checked.out.splitlines() if line.startswith("BAD  Airtable")]
    assert sentence in line
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"]["Age"] == 37
