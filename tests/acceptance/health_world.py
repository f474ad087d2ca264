"""A profile whose Airtable is the sandbox behind the real address, with a hand on every cause of illness.

Its token is in a keyring, its clock stands still until it is moved, and its network can be cut.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click.testing
import httpx
from keyring.errors import KeyringError

from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App
from airsync_gui.cli import program
from airsync_gui.cli.options import Context
from airsync_gui.credentials import SecretStore, Token
from airsync_gui.errors import AirSyncError
from airsync_gui.pair_setup import Wishes
from airsync_gui.paths import Paths
from airsync_gui.sandbox import SANDBOX_TOKEN, TableHandle, create_app
from airsync_gui.service import AppService
from airsync_gui.sync.events import Event
from airsync_gui.sync.run import Consent
from tests.acceptance.whole_program import wired
from tests.cli.desk import HEADS, club
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.keyring import MemoryKeyring, acting_as

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
HOST = "api.airtable.com"
ROWS = (("Ada", 36, "London"), ("Ben", 41, "Rome"), *((f"P{number}", number, "Bergen") for number in range(28)))


class Network(httpx.BaseTransport):
    """The way to the sandbox, in this process; it can be cut."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self.there = True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not self.there:
            raise httpx.ConnectError("Name or service not known", request=request)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """It is there for the next start, too."""


class HealthWorld:
    """See :func:`health_world`."""

    def __init__(self, folder: Path, wire: list[httpx.BaseTransport]) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.sandbox = club(clock=self.clock)
        self.network = Network(httpx.WSGITransport(create_app(self.sandbox)))
        wire.append(self.network)
        self.keyring = acting_as(MemoryKeyring, "keyring.backends.macOS", "Keyring")
        self.start()
        self.app.keep_token("default", Token(SANDBOX_TOKEN))
        self.write(*ROWS)
        base = self.sandbox.base("Club")
        wishes = Wishes("People", str(folder / "people.csv"), ["Name"])
        self.pair_id = self.service.add_pair(wishes, base.id, base.table("People").id)
        self.sync()

    def new_app(self, *arguments: Any, **options: Any) -> App:
        """The profile as one more start of the program sees it."""
        limiter = RequestLimiter(
            self.folder / "pace", self.clock, requests_per_second=1e6, token_requests_per_second=1e6
        )
        cancel: Any = FakeCancel(self.clock)
        secrets = SecretStore(Token, backend=self.keyring)
        paths = arguments or (Paths.under(self.folder / "profile"),)
        app = App(*paths, **options, limiter=limiter, secrets=secrets, cancel=cancel)
        app.clock = self.clock  # type: ignore[assignment]
        return app

    def start(self) -> None:
        """The window's side of the program, as after a start."""
        self.app = self.new_app()
        self.service = AppService(self.app)

    def restart(self) -> None:
        """Nothing is remembered but what is on the disk."""
        self.app.close()
        self.start()

    # -- a hand on both sides -----------------------------------------------------------------------------------------

    @property
    def people(self) -> TableHandle:
        return self.sandbox.base("Club").table("People")

    def write(self, *rows: Sequence[object]) -> None:
        with (self.folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS, *([*row, *[""] * (len(HEADS) - len(row))] for row in rows)])

    def replace(self, old: str, new: str) -> None:
        path = self.folder / "people.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def sync(self, consent: Consent | None = None) -> None:
        """One run; whatever ends it, ends it."""

        def silent(_event: Event) -> None:
            pass

        cancel: Any = FakeCancel(self.clock)
        with suppress(AirSyncError):
            self.service.sync(self.pair_id, consent or Consent(), silent, cancel)

    def wait(self, days: float, *, syncing: bool = True) -> None:
        """Time passes, with a sync every six hours and one at the end, or without."""
        for _quarter in range(round(days * 4)):
            self.clock.advance(DAY_S / 4)
            if syncing:
                self.sync()

    def break_keyring(self) -> None:
        """It is asked at the next start."""

        def gone(*_arguments: object) -> str:
            raise KeyringError("the service is gone")

        self.keyring.get_password = gone
        self.restart()

    def mend_keyring(self) -> None:
        """As before."""
        del self.keyring.get_password
        self.restart()

    # -- how health is seen -------------------------------------------------------------------------------------------

    def as_json(self) -> Any:
        """``airsync-gui health --json`` in a process of its own, as far as what it remembers goes."""
        self.app.requests.write(self.clock.now())
        runner = click.testing.CliRunner(env={"AIRSYNC_PROFILE": str(self.folder / "profile")})
        arguments = ["health", "--range", "hour", "--json"]
        ended = runner.invoke(program, arguments, obj=Context(make_app=self.new_app), prog_name="airsync-gui")
        assert ended.exit_code == 0, ended.output
        return json.loads(ended.stdout)


@contextmanager
def health_world(folder: Path) -> Iterator[HealthWorld]:
    """A pair in step, for as long as the block lasts; nothing leaves this process."""
    with wired(folder, "") as wire:
        world = HealthWorld(folder, wire)
        try:
            yield world
        finally:
            world.app.close()
