"""Whatever goes wrong, the token's secret part is nowhere but in the keyring and in the request's header."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.refusals import Answer
from airsync_gui.sandbox.access import Token
from tests.cli.desk import Desk

PLAIN = "patPlanted0000000." + "5ecret0f7his7est" * 4
ODD = "oauth:pl4nted/5ecret+0f=this%test~" * 2
"""Not of the usual form, so that nothing recognises it by its looks; and different once it is part of a URL."""
ALWAYS = {"every": 1}


def hiding_places(secret: str) -> set[bytes]:
    """The secret part, as it is, quoted, and cut in half."""
    part = secret.rpartition(".")[2]
    return {text.encode() for text in (part, quote(part, safe=""), part[: len(part) // 2], part[len(part) // 2 :])}


def found(secret: str, folders: list[Path], *outputs: str) -> list[str]:
    """Where the secret is."""
    places = [(path, path.read_bytes()) for folder in folders for path in folder.rglob("*") if path.is_file()]
    places += [(Path(f"output-{number}"), text.encode()) for number, text in enumerate(outputs)]
    return [str(path) for path, content in places if any(each in content for each in hiding_places(secret))]


def fault(**settings: Any) -> Callable[[Desk, str], None]:
    def order(desk: Desk, _secret: str) -> None:
        desk.sandbox.faults.set(settings)

    return order


def refuse(status: int, body: bytes) -> Callable[[Desk, str], None]:
    """An answer that quotes the request's own header, as some proxies do."""

    def order(desk: Desk, secret: str) -> None:
        said = body.replace(b"TOKEN", secret.encode())
        desk.monkeypatch.setattr(AirtableClient, "_receive", lambda *_: Answer(status, {}, said, "h"))

    return order


def crash(desk: Desk, _secret: str) -> None:
    def bug(*args: Any, **_options: Any) -> Any:
        raise ZeroDivisionError(f"planted, and it had {args!r}")

    desk.monkeypatch.setattr(AirtableClient, "_exchange", bug)


def crash_with_token(desk: Desk, secret: str) -> None:
    """The worst bug: its own message holds the token."""

    def bug(*_args: Any, **_options: Any) -> Any:
        raise ValueError(f"Bearer {secret} and {secret}")

    desk.monkeypatch.setattr(AirtableClient, "_exchange", bug)


def closed(desk: Desk, _secret: str) -> None:
    desk.server.close()


def unusable_header(desk: Desk, _secret: str) -> None:
    desk.monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", "http://127.0.0.1:1")


FAULTS: dict[str, tuple[Callable[[Desk, str], None], set[int]]] = {
    "none": (lambda _desk, _secret: None, {0}),
    "401": (fault(revocations=ALWAYS), {5}),
    "403": (refuse(403, b'{"error": {"type": "X", "message": "no, TOKEN"}}'), {5}),
    "403 as a page": (refuse(403, b"<html>Authorization: Bearer TOKEN</html>"), {6}),
    "404": (refuse(404, b'{"error": "NOT_FOUND TOKEN"}'), {4}),
    "422": (refuse(422, b'{"error": {"type": "X", "message": "bad TOKEN"}}'), {1, 6, 7}),
    "503": (fault(server_errors=ALWAYS), {6}),
    "a page": (fault(server_errors=ALWAYS, server_error_html=True), {6}),
    "half a body": (fault(cut_bodies=ALWAYS), {6}),
    "half a JSON": (fault(garbled_bodies=ALWAYS), {6}),
    "no JSON": (refuse(200, b"you sent TOKEN"), {6}),
    "429": (fault(billing_limits=ALWAYS), {6}),
    "refused connection": (closed, {6}),
    "another port": (unusable_header, {6}),
    "a bug": (crash, {1}),
    "a bug that talks": (crash_with_token, {1}),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize(("way", "secret"), [("stdin", PLAIN), ("keyring", ODD)], ids=["stdin", "keyring"])
def test_no_error_shows_or_keeps_it(desk: Desk, name: str, secret: str, way: str) -> None:
    desk.sandbox.tokens.add(Token(secret, desk.sandbox.api_user))
    outputs = [desk("token", "set", stdin=secret)] if way == "keyring" else []
    options, stdin = (("--token-stdin",), secret) if way == "stdin" else ((), None)
    desk.write(("Ada", 36), ("Ben", 41))
    desk.add_pair()
    outputs.append(desk("sync", *options, stdin=stdin))
    assert outputs[-1].code == 0
    desk.replace("36", "37")
    order, codes = FAULTS[name]
    order(desk, secret)
    done = desk("sync", *options, stdin=stdin)
    assert done.code in codes, done
    outputs.append(done)
    asking = ("sync --json", "sync --full", "token test", "doctor", "doctor --json", "pair set People --required Age")
    outputs += [desk(*command.split(), *options, stdin=stdin) for command in asking]
    outputs += [desk(*command.split()) for command in ("queue", "history", "status", "conflicts", "pair export")]
    text = [done.out + done.err for done in outputs]
    assert found(secret, [desk.folder], *text) == []
    # It is not that nothing was written, nor that it could not have been found.
    assert (desk.profile / "logs" / "airsync.log").stat().st_size > 100
    assert (desk.profile / "logs" / "requests.log").stat().st_size > 100


@pytest.mark.parametrize("secret", [PLAIN, ODD])
def test_the_search_finds_what_is_there(desk: Desk, secret: str) -> None:
    desk.in_step()
    assert found(secret, [desk.folder]) == []
    with sqlite3.connect(desk.profile / "state.sqlite") as db:
        db.execute("UPDATE runs SET error = ?", (f"Bearer {secret}",))
    db.close()
    (desk.profile / "logs" / "airsync.log.1").write_text(quote(secret, safe=""))
    assert len(found(secret, [desk.folder], f"it is {secret}", "nothing")) >= 3
