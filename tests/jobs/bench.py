"""A real App and a real sandbox on this computer's own network, with a hand on both sides and on time."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App, SystemClock
from airsync_gui.credentials import SecretStore, Token
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.pair_setup import Wishes
from airsync_gui.paths import Paths
from airsync_gui.sandbox import Sandbox, Server, TableHandle, serve
from airsync_gui.service import AppService
from airsync_gui.sync.events import Event
from airsync_gui.sync.run import Consent, RunResult
from tests.cli.desk import HEADS, club
from tests.fakes.keyring import MemoryKeyring, acting_as

LIMIT_S = 20.0
"""No wait of a test is longer; none comes near it unless something is wrong."""


def silent(_event: Event) -> None:
    """Takes no notice."""


class Gate:
    """Holds up the sandbox's answers to requests whose method is the given one, until it is opened."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.arrived = threading.Event()
        self._open = threading.Event()

    def __call__(self, method: str, _path: str) -> None:
        if method == self.method:
            self.arrived.set()
            assert self._open.wait(LIMIT_S)

    def open(self) -> None:
        """Let everything through from now on."""
        self._open.set()


class Bench(Struct):
    """One profile with its service; pairs are made of CSV files in ``folder`` and tables of the base Club."""

    folder: Path
    sandbox: Sandbox
    server: Server
    app: App
    service: AppService
    keyring: MemoryKeyring

    @property
    def people(self) -> TableHandle:
        return self.sandbox.base("Club").table("People")

    def write(self, *rows: Sequence[object], name: str = "people.csv") -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS, *([*row, *[""] * (len(HEADS) - len(row))] for row in rows)])
        return path

    def replace(self, old: str, new: str, name: str = "people.csv") -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def edit(self, name: str, **fields: Any) -> None:
        self.people.edit(self.people.find(Name=name), fields)

    def city(self, name: str = "Ada") -> Any:
        """A person's city in Airtable."""
        return next(r["fields"].get("City") for r in self.people.records() if r["fields"].get("Name") == name)

    def wishes(self, name: str = "People", file: str = "people.csv", **rules: Any) -> Wishes:
        return Wishes(name, str(self.folder / file), ["Name"], **rules)

    def add_pair(self, name: str = "People", file: str = "people.csv", table: str = "People", **rules: Any) -> str:
        base = self.sandbox.base("Club")
        return self.service.add_pair(self.wishes(name, file, **rules), base.id, base.table(table).id)

    def sync(self, pair_id: str, consent: Consent | None = None) -> RunResult:
        return self.service.sync(pair_id, consent or Consent(), silent, CancelFlag())

    def in_step(self, *rows: Sequence[object], **rules: Any) -> str:
        """A pair that has been synced once."""
        self.write(*(rows or (("Ada", 36, "London"), ("Ben", 41, "Rome"))))
        pair_id = self.add_pair(**rules)
        self.sync(pair_id)
        return pair_id

    def line(self) -> PairLine:
        """The only pair, as the window is told of it."""
        (only,) = self.service.pairs()
        return only

    def conflict(self) -> tuple[str, str]:
        """(pair, conflict): Ada's age and city differ on both sides."""
        pair_id = self.in_step()
        self.replace("36,London", "37,Paris")
        self.edit("Ada", City="Oslo", Age=35)
        self.sync(pair_id)
        return pair_id, self.service.conflicts(pair_id)[0].uid

    def reopen(self) -> None:
        """The same profile as the next start of the program sees it."""
        self.app = new_app(self.folder, self.keyring)
        self.service = AppService(self.app)

    def gate(self, method: str) -> Gate:
        """Hold up requests of this method from now on."""
        gate = Gate(method)
        self.sandbox.before_request.append(gate)
        return gate


@contextmanager
def bench(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A bench in this folder. Whoever uses the service on threads has to close it there."""
    folder.mkdir(exist_ok=True)
    keyring = acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring")
    with serve(sandbox := club()) as server:
        monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", server.url)
        monkeypatch.setenv("AIRSYNC_RUNTIME", str(folder / "runtime"))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "desktop"))
        app = new_app(folder, keyring)
        ready = Bench(folder, sandbox, server, app, AppService(app), keyring)
        yield ready
        ready.service.close()


def new_app(folder: Path, keyring: MemoryKeyring) -> App:
    """The profile in this folder, as one more start of the program sees it."""
    limiter = RequestLimiter(
        folder / "pace", SystemClock(), requests_per_second=10_000, token_requests_per_second=10_000
    )
    secrets = SecretStore(Token, backend=keyring)
    return App(Paths.under(folder / "profile"), limiter=limiter, secrets=secrets)
