"""The program in this process, over a sandbox that needs no network: one pair after another, each with its own table.

It is :class:`airsync_gui.app.App` itself, with its settings, state and client; a run of a small pair takes
milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import Struct

from airsync_gui.airtable import client as client_module
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App
from airsync_gui.credentials import Token
from airsync_gui.errors import AirSyncError
from airsync_gui.messages import describe
from airsync_gui.pair_setup import Wishes
from airsync_gui.paths import Paths
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, TableHandle, create_app
from airsync_gui.service import AppService
from airsync_gui.state import conflicts
from airsync_gui.state.database import Database
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult
from tests.fakes.clock import FakeCancel, FakeClock

FieldSpecs = Mapping[str, tuple[str, Mapping[str, Any]]]
"""Field name → its type and options."""


class Bound(Struct):
    """A pair in step, with a hand on its Airtable table."""

    program: Program
    pair_id: str
    table: TableHandle

    @property
    def pair(self) -> Pair:
        """As the settings have it now."""
        return next(pair for pair in self.program.app.settings.pairs() if pair.id == self.pair_id)

    def sync(self, **consent: Any) -> RunResult:
        """One run. Raises AirSyncError."""
        self.program.clock.advance(1)
        return self.program.app.sync(self.pair, consent=Consent(**consent))

    def resolve(self, **answer: Any) -> RunResult:
        """Settle the one conflict that is open. Raises AirSyncError."""
        app = self.program.app
        with app.database.reading() as db:
            (row,) = conflicts.listed(db, self.pair_id)
        return app.resolve(self.pair, row.conflict.uid, Answer(**answer))

    def stopped(self) -> str:
        """One run that an error ends: the sentence that a person reads."""
        with pytest.raises(AirSyncError) as caught:
            self.sync()
        return str(describe(caught.value))

    def rests(self) -> None:
        """A further run finds nothing to do."""
        result = self.sync()
        assert (result.exit_code, result.completed, result.plan.operations) == (0, (), ())

    def there(self) -> dict[str, dict[str, Any]]:
        """Name → fields, as Airtable has them; a name that is there twice fails."""
        records = [record["fields"] for record in self.table.records()]
        assert len(records) == len({fields["Name"] for fields in records})
        return {fields["Name"]: fields for fields in records}

    def edit_there(self, name: str, **fields: Any) -> None:
        """A person's edit in Airtable's window."""
        self.table.edit(self.table.find(Name=name), fields)


class Program:
    """One profile; see :func:`whole_program`."""

    def __init__(self, folder: Path, wire: list[httpx.BaseTransport]) -> None:
        self.clock = FakeClock()
        self.sandbox = Sandbox(rate_limit=False, clock=self.clock)
        self._base = self.sandbox.add_base("Club")
        wire.append(httpx.WSGITransport(create_app(self.sandbox)))
        cancel: Any = FakeCancel(self.clock)
        limiter = RequestLimiter(folder / "pace", self.clock, requests_per_second=1e6, token_requests_per_second=1e6)
        self.app = App(Paths.under(folder / "profile"), token=Token(SANDBOX_TOKEN), limiter=limiter, cancel=cancel)
        self.app.clock = self.clock  # type: ignore[assignment]
        assert self.app.endpoint.loopback  # known from now on, whatever becomes of the environment
        self._made = 0

    def bind(self, source: str, fields: FieldSpecs, key: Sequence[str] = ("Name",), **rules: Any) -> Bound:
        """A new pair, in place of the one before, of this source and a new, empty table with these fields."""
        return self.bound(source, self.table(fields), key, **rules)

    def table(self, fields: FieldSpecs) -> TableHandle:
        """A new, empty table in Airtable."""
        self._made += 1
        specs = [(name, kind, dict(options)) for name, (kind, options) in fields.items()]
        return self._base.add_table(f"Table {self._made}", specs)

    def bound(self, source: str, table: TableHandle, key: Sequence[str] = ("Name",), **rules: Any) -> Bound:
        """A new pair, in place of the one before, of this source and this table."""
        for pair in self.app.settings.pairs():
            self.app.settings.remove(pair.name)
        wishes = Wishes(table.name, source, key, change_feed=False, **rules)
        return Bound(self, AppService(self.app).add_pair(wishes, self._base.id, table.id), table)

    def person(self, name: str, email: str) -> None:
        """Somebody else who works in the base."""
        self._base.add_person(name, email)


@contextmanager
def whole_program(folder: Path) -> Iterator[Program]:
    """A program for as long as the block lasts."""
    with wired(folder, "http://127.0.0.1:1") as wire:
        program = Program(folder, wire)
        try:
            yield program
        finally:
            program.app.close()


@contextmanager
def wired(folder: Path, endpoint: str) -> Iterator[list[httpx.BaseTransport]]:
    """Every client of Airtable made in the block speaks to the newest of these; nothing leaves this process.

    Args:
        endpoint: where the client thinks Airtable is; empty for its own address.
    """
    wire: list[httpx.BaseTransport] = []
    connections, connection = client_module._connections, Database.connection

    def quick(self: Database) -> sqlite3.Connection:
        found: sqlite3.Connection = connection(self)
        found.execute("PRAGMA synchronous = OFF")  # no test cuts the power
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRTABLE_ENDPOINT_URL", endpoint)
        patch.setenv("AIRSYNC_RUNTIME", str(folder / "runtime"))
        patch.setattr(client_module, "_connections", lambda where, limit_s, _: connections(where, limit_s, wire[-1]))
        patch.setattr(Database, "connection", quick)
        yield wire
