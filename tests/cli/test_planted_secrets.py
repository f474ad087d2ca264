"""A secret in everything that can hold one; then all that was said and every file is searched for all of them.

What one fault or another does with the token is in ``test_secret_stays``. Here each way in has a secret of its own, of
every shape that there is, so that it is known from where one leaked.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from msgspec import Struct, field

from airsync_gui import logs
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.refusals import Answer
from airsync_gui.cli import COMMANDS
from airsync_gui.credentials import Secret, SecretStore
from airsync_gui.sandbox.access import Token
from tests.cli.desk import Desk

PERSONAL = "pat{0}{1}." + "5ecret{0}0f7his" * 4
ODD = "oauth:{0}{1}/5ecret+0f=this%te~"
PASSWORD = "{0}pw-P%4ss/w0rd+{0}"
CELL = "a token in a cell"
SHAPES = {
    "the token in the keyring": PERSONAL,
    "a token in the keyring of no usual shape": ODD,
    "a token on standard input": PERSONAL,
    "a token on standard input of no usual shape": ODD,
    "half a token on standard input": "pat{0}{1} and more ",
    "the token in a key file": PERSONAL,
    "the token in a key file that others may read": PERSONAL,
    "a token as an argument": PERSONAL,
    "a token in the environment": PERSONAL,
    CELL: PERSONAL,
    "a password in the endpoint's address": PASSWORD,
    "a password in a proxy's address": PASSWORD,
    "a password in a server's address": PASSWORD,
    "a password as an argument": "{0}pw-P4ssw0rd{0}",
    "a password in the settings": PASSWORD,
    "a password on standard input": PASSWORD,
    "a password in the keyring": PASSWORD,
    "a password in the environment": PASSWORD,
}
"""Way in → shape of what comes in there."""
SECRETS = {
    way: shape.format(f"N{n:02}Pl4nt3d", "x" * 4 if "pat" in shape else "")
    for n, (way, shape) in enumerate(SHAPES.items())
}
SHOWS_CELLS = frozenset({"sync", "history", "explain", "conflicts", "queue", "undo", "resolve", "status", "pair"})
"""Commands whose purpose is to show a person's own cells."""
DEAD_SERVER = "127.0.0.1:1/club"


def forms(secret: str) -> set[bytes]:
    """A secret's own part: as it is, quoted, in JSON, packed, in other letters' bytes; and its halves."""
    part = secret.rpartition(".")[2]
    texts = {part, quote(part, safe=""), json.dumps(part)[1:-1], part[: len(part) // 2], part[len(part) // 2 :]}
    bare = {text.encode() for text in texts} | {text.encode("utf-16-le") for text in texts}
    packed = {base64.b64encode((" " * n + part).encode())[4:-4] for n in range(3)}
    return bare | packed


class Search(Struct):
    """What was said and written, and what is found there.

    Attributes:
        said: (the command, what it printed).
        left_out: files that a person put a secret into.
    """

    desk: Desk
    said: list[tuple[str, str]] = field(default_factory=list)
    left_out: set[Path] = field(default_factory=set)

    def run(self, *args: str, code: int | None = None, **options: Any) -> None:
        """Run a command and keep what it says."""
        done = self.desk(*args, **options)
        assert code is None or done.code == code, done
        self.said.append((args[0], done.out + done.err))

    def files(self) -> dict[Path, bytes]:
        """Every file of the desk but those that were planted."""
        paths = [path for path in self.desk.folder.rglob("*") if path.is_file() and path not in self.left_out]
        return {path: path.read_bytes() for path in paths}

    def found(self) -> list[str]:
        """Where a secret is that should not be there."""
        files = self.files()
        places = [(name, name in SHOWS_CELLS, text.encode()) for name, text in self.said]
        places += [(str(path), path.name.startswith("state.sqlite"), content) for path, content in files.items()]
        wanted = {way: re.compile(b"|".join(map(re.escape, forms(secret)))) for way, secret in SECRETS.items()}
        return [
            f"{way}: {name}"
            for name, shows_cells, content in places
            for way, pattern in wanted.items()
            if not (way == CELL and shows_cells) and pattern.search(content)
        ]


@pytest.fixture
def search(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Search]:
    set_up = logs.set_up
    monkeypatch.setattr(logs, "set_up", lambda folder, _level=0: set_up(folder, logging.DEBUG))
    for name in ("AIRTABLE_API_KEY", "AIRTABLE_TOKEN", "AIRTABLE_PAT", "AIRSYNC_TOKEN", "AIRTABLE_ACCESS_TOKEN"):
        monkeypatch.setenv(name, SECRETS["a token in the environment"])
    for name in ("PGPASSWORD", "MYSQL_PWD"):
        monkeypatch.setenv(name, SECRETS["a password in the environment"])
    proxy = quote(SECRETS["a password in a proxy's address"], safe="")
    monkeypatch.setenv("HTTPS_PROXY", f"http://ada:{proxy}@127.0.0.1:1")
    for way, secret in SECRETS.items():
        if "token" in way and " " not in secret:
            desk.sandbox.tokens.add(Token(secret, desk.sandbox.api_user))
    yield Search(desk)
    logs.shut_down()


def all_it_holds() -> str:
    """What a bug could have in its words: passwords that are nobody's yet only in the addresses that they came in."""
    held = []
    for way, secret in SECRETS.items():
        if way.startswith(("a password in the endpoint", "a password in a proxy", "a password in the settings")):
            held.append(f"https://ada:{quote(secret, safe='')}@127.0.0.1:1")
        elif way not in ("half a token on standard input", "a password in the environment"):
            held.append(secret)
    return " ".join(held)


# -- ways in ----------------------------------------------------------------------------------------------------------


def a_pair(search: Search) -> None:
    desk = search.desk
    desk.write(("Ada", 36, "London", SECRETS[CELL]), ("Ben", 41, "Rome"))
    search.left_out.add(desk.folder / "people.csv")
    search.run("token", "set", stdin=SECRETS["the token in the keyring"], code=0)
    args = ("--local", str(desk.folder / "people.csv"), "--airtable", "Club/People", "--key", "Name")
    search.run("pair", "add", "People", *args, code=0)
    search.run("sync", code=0)
    desk.replace("London", "Paris")
    desk.edit("Ada", City="Oslo", Notes=f"{SECRETS[CELL]} there")
    search.run("sync", code=3)


def by_hand(search: Search) -> None:
    """Tokens typed, piped, in files and in the wrong places."""
    desk = search.desk
    for way, secret in SECRETS.items():
        if "standard input" in way and "token" in way:
            search.run("sync", "--token-stdin", stdin=secret)
            search.run("token", "test", "--token-stdin", stdin=secret)
            search.run("token", "set", "--account", "other", stdin=secret)
            search.run("doctor", "--account", "other")
    odd = SECRETS["a token in the keyring of no usual shape"]
    search.run("token", "set", "--account", "odd", stdin=odd, code=0)
    search.run("--account", "odd", "sync")
    argument = SECRETS["a token as an argument"]
    for args in (("token", "set", argument), ("sync", argument), (argument,), ("sync", "--token", argument),
                 ("sync", f"--token={argument}"), ("pair", "show", argument), ("token", "test", "--account", argument),
                 ("resolve", argument, "--take", "local"), ("pair", "set", "People", "--map", argument),
                 ("explain", "People", argument), ("--profile", str(desk.profile), "sync", argument)):  # fmt: skip
        search.run(*args)
    for name, way, mode in (
        ("open", "the token in a key file that others may read", 0o644),
        ("key", "the token in a key file", 0o600),
    ):
        file = desk.folder / f"{name}.key"
        file.write_text(SECRETS[way])
        file.chmod(mode)
        search.left_out.add(file)
        search.run("token", "import", str(file), "--account", name, code=0 if name == "key" else 5)


def databases(search: Search) -> None:
    """Passwords of servers, in addresses, the keyring, on standard input and in the settings."""
    desk = search.desk
    kept = Secret(SECRETS["a password in the keyring"])
    SecretStore(Secret, service="airsync-gui-database", backend=desk.keyring).store(
        "postgresql ada", "localhost:1", kept
    )
    for kind in ("postgresql", "mysql"):
        typed = quote(SECRETS["a password in a server's address"], safe="")
        wrong = SECRETS["a password as an argument"]
        source = f"{kind}://ada:{typed}@{DEAD_SERVER}#people"
        args = ("--airtable", "Club/People", "--key", "Name")
        search.run("pair", "add", kind, "--local", source, *args)
        search.run("pair", "add", kind, "--local", f"{kind}://bob@{DEAD_SERVER}#people", *args)
        search.run("password", "set", f"{kind}://ada:{wrong}@{DEAD_SERVER}", stdin="x")
        search.run("sync", f"{kind}://ada:{wrong}@{DEAD_SERVER}")
        search.run("pair", "show", f"{kind}://ada:{wrong}@host:port/x y")
        search.run("password", "set", f"{kind}://bob@{DEAD_SERVER}", stdin=SECRETS["a password on standard input"])
        search.run("password", "forget", f"{kind}://ada@{DEAD_SERVER}")


def in_settings(search: Search) -> None:
    settings = search.desk.profile / "settings.toml"
    text = settings.read_text()
    password = quote(SECRETS["a password in the settings"], safe="")
    settings.write_text(re.sub(r'local = ".*"', f'local = "postgresql://ada:{password}@{DEAD_SERVER}#people"', text))
    for command in ("sync", "status", "pair list", "pair export", "doctor", "health --json"):
        search.run(*command.split())
    settings.write_text(text)


def endpoints(search: Search) -> None:
    password = quote(SECRETS["a password in the endpoint's address"], safe="")
    for url in (
        f"https://ada:{password}@127.0.0.1:1",
        f"http://ada:{password}@127.0.0.1:1/x",
        f"ada:{password}@h",
        f"https://ada:{password}@[x",
    ):
        for command in ("sync", "token test", "doctor", "doctor --json", "health --json", "status"):
            search.run(*command.split(), env={"AIRTABLE_ENDPOINT_URL": url})


def answers(search: Search) -> None:
    """Airtable, or who says so, repeats the token; and bugs that have everything in their words."""
    token = SECRETS["the token in the keyring"]
    everything = all_it_holds()
    bodies = {
        200: f"you sent {token}", 302: token, 401: json.dumps({"error": {"type": "X", "message": token}}),
        403: f"<html>Bearer {token}</html>", 404: json.dumps({"error": token}),
        422: json.dumps({"error": {"type": token, "message": f"“{token}” is no value"}}),
        429: json.dumps({"errors": [{"error": "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "message": token}]}), 503: token,
    }  # fmt: skip
    search.desk.replace("Paris", "Bern")
    for status, body in bodies.items():
        with pytest.MonkeyPatch.context() as patch:
            said = Answer(status, {"retry-after": "0"}, body.encode(), "h")
            patch.setattr(AirtableClient, "_receive", lambda *_, said=said: said)
            for command in ("sync", "sync --full --json", "token test", "doctor"):
                search.run(*command.split())

    def bug(*_args: Any, **_options: Any) -> Any:
        raise ValueError(f"it had {everything}, {everything.encode()!r}") from KeyError(token)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AirtableClient, "_exchange", bug)
        for command in ("sync", "sync --json", "token test"):
            search.run(*command.split())


def crashes(search: Search, said: Callable[[], str]) -> None:
    """What nobody caught, here and in a thread, with a log and without one."""
    desk = search.desk
    everything = all_it_holds()
    for folder in (desk.profile / "logs", None):
        if folder:
            logs.set_up(folder)
        else:
            logs.shut_down()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "excepthook", sys.excepthook)
            patch.setattr(threading, "excepthook", threading.excepthook)
            logs.watch_for_bugs()
            try:
                raise RuntimeError(everything, {"Authorization": f"Bearer {everything}"}, everything.encode())
            except RuntimeError as error:
                sys.excepthook(type(error), error, error.__traceback__)
                threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
        search.said.append(("an uncaught error", said()))


def every_command(search: Search) -> None:
    """All that looks at what is there."""
    commands = (
        "queue", "queue --json", "history", "history --json", "history --run 1", "conflicts", "conflicts --json",
        "status",
        "status --json", "health", "health --json", "doctor", "doctor --json", "schema", "schema --json", "plan",
        "plan --json",
        "pair list", "pair list --json", "pair show People", "pair show People --json", "pair export",
        "explain People Ada",
        "explain People Ada --json", "sync --dry-run", "sync --dry-run --json", "undo 1 --dry-run",
        "duplicates People", "token test",
        "token test --json", "openclaw", "--help", "--version",
    )  # fmt: skip
    for command in commands:
        search.run(*command.split())
    for name in COMMANDS:
        search.run(name, "--help", code=0)


def test_no_secret_is_said_or_kept(search: Search, capsys: pytest.CaptureFixture[str]) -> None:
    a_pair(search)
    every_command(search)
    by_hand(search)
    databases(search)
    in_settings(search)
    endpoints(search)
    answers(search)
    every_command(search)
    capsys.readouterr()
    crashes(search, lambda: "".join(capsys.readouterr()))
    search.run("token", "forget", code=0)
    search.run("doctor")
    found = search.found()
    print(
        f"{len(SECRETS)} secrets in {sum(len(forms(secret)) for secret in SECRETS.values())} forms; searched "
        f"{len(search.said)} outputs and {len(search.files())} files: {len(found)} found"
    )
    assert "\n".join(found) == ""


def test_the_search_finds_every_one_where_it_is(search: Search) -> None:
    search.said.append(("doctor", " ".join(SECRETS.values())))
    (search.desk.folder / "a.log").write_bytes(" ".join(map(repr, SECRETS.values())).encode("utf-16-le"))
    (search.desk.folder / "b.log").write_text(" ".join(quote(secret, safe="") for secret in SECRETS.values()))
    (search.desk.folder / "c.log").write_bytes(base64.b64encode(" ".join(SECRETS.values()).encode()))
    found = search.found()
    for way in SECRETS:
        places = {place.removeprefix(f"{way}: ") for place in found if place.startswith(f"{way}: ")}
        assert {Path(place).name for place in places} == {"doctor", "a.log", "b.log", "c.log"}, way
