"""One small pair with everything to do, over a sandbox in this process whose answers can be spoilt; time is fake.

It is the program itself (:class:`airsync_gui.app.App`, its files, its limits and its client); only the network and the
clock are not. Making a pair that is in step costs more than a run, so it is made once and put back for each trial.
"""

from __future__ import annotations

import copy
import csv
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from airsync_gui.airtable import client as client_module
from airsync_gui.airtable import table as table_module
from airsync_gui.airtable.lanes import WebLanes
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App
from airsync_gui.credentials import Token
from airsync_gui.pair_setup import Wishes
from airsync_gui.paths import Paths
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, TableHandle, Trigger, create_app
from airsync_gui.sandbox.kinds import kind_of
from airsync_gui.service import AppService
from airsync_gui.state import queue
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync.feed import BaseFeed, Mark
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.run import RunResult
from tests.fakes.clock import FakeCancel, FakeClock

COLUMNS = ("Name", "City", "Age", "Notes", "Who")
FIELDS: list[Any] = [
    ("Name", "singleLineText"),
    ("City", "singleLineText"),
    ("Age", "number", {"precision": 0}),
    ("Notes", "multilineText"),
    ("Who", "singleCollaborator"),
]
AT_FIRST = ("Ada", "Ben", "Cy", "Dan", "Eve", "Fay", "Gil", "Hal")
IN_THE_END = {
    "Ada": "Oslo",  # edited here
    "Cy": "Lima",  # edited in Airtable
    "Dan": "Bern",
    "Eve": "Kyiv",
    "Gil": "Nice",  # City here, Notes there
    "Hal": "Rome",
    "Ivy": "Paris",  # new here
    "Jan": "Bonn",
    "Kim": "Graz",
    "Lea": "Pisa",  # new in Airtable
}
"""Name → City on both sides, once all is done: Ben was deleted here, Fay in Airtable."""
EDITED_HERE = {"Ada": "Oslo", "Dan": "Bern", "Eve": "Kyiv", "Gil": "Nice"}
NEW_HERE = {"Ivy": "Paris", "Jan": "Bonn", "Kim": "Graz"}
CHECK_HOURS = 200
"""A feed is gone on with for so long, so that its hook needs refreshing before it is time to read everything."""
NEAR_THE_END_S = 5 * 86_400.0
"""A hook lives for seven days, and is refreshed when three are left."""
PAGE, BATCH = 4, 2
"""Records on a page and in a write: small, so that ten records make several."""


wires: list[httpx.BaseTransport] = []
"""The last one is what new clients are connected to."""


WIRE_FAULTS = ("timeout_before", "timeout_after", "no_connection")
"""What can happen to a call whatever the sandbox does."""


class Wire(httpx.BaseTransport):
    """The sandbox in this process, every host that anything was sent to, and time-outs to order."""

    def __init__(self, sandbox: Sandbox, clock: FakeClock) -> None:
        self._inner = httpx.WSGITransport(create_app(sandbox))
        self._clock = clock
        self.hosts: set[str] = set()
        self.clear()

    def clear(self) -> None:
        """From now on all is well."""
        self.only = ""
        self.triggers = {name: Trigger() for name in WIRE_FAULTS}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.hosts.add(request.url.host)
        segments = tuple(request.url.path.removeprefix("/v0/").split("/"))
        if kind_of(request.method, segments, tuple(request.url.params), request.read()) != self.only:
            return self._inner.handle_request(request)
        if self.triggers["no_connection"].fires():
            raise httpx.ConnectError("[Errno 111] Connection refused")
        if self.triggers["timeout_before"].fires():
            self._time_out()
        answer = self._inner.handle_request(request)
        if self.triggers["timeout_after"].fires():
            self._time_out()
        return answer

    def _time_out(self) -> None:
        self._clock.advance(30)
        raise httpx.ReadTimeout("timed out")


class Trial:
    """The program, started anew, with everything to do; and a hand on both sides."""

    def __init__(self, folder: Path, sandbox: Sandbox, clock: FakeClock) -> None:
        self.folder, self.sandbox, self.clock = folder, sandbox, clock
        self.wire = Wire(sandbox, clock)
        wires.append(self.wire)
        cancel: Any = FakeCancel(clock)
        paths = Paths.under(folder / "profile")
        self.app = App(paths, token=Token(SANDBOX_TOKEN), limiter=RequestLimiter(folder / "pace", clock), cancel=cancel)
        self.app.clock = clock  # type: ignore[assignment]

    @property
    def people(self) -> TableHandle:
        return self.sandbox.base("Club").table("People")

    def trigger(self, name: str) -> Trigger:
        """What makes a fault happen."""
        found = self.wire.triggers.get(name) or getattr(self.sandbox.faults, name)
        assert isinstance(found, Trigger)
        return found

    @property
    def file(self) -> Path:
        return self.folder / "people.csv"

    @property
    def pair(self) -> Pair:
        return self.app.settings.pairs()[0]

    @property
    def hooks(self) -> dict[str, Any]:
        """Webhook id → webhook, of the base in the sandbox."""
        return self.sandbox.world.bases[self.sandbox.base("Club").id].webhooks

    def feed(self) -> tuple[Mark, BaseFeed]:
        """How Airtable was read last, and what is known of the hook."""
        images, pair = SqliteImages(self.app.database), self.pair
        mark = images.mark(pair.id)
        assert mark is not None
        return mark, images.base_feed(pair.endpoint, pair.base_id)

    def rows(self) -> list[dict[str, str]]:
        with self.file.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, rows: Sequence[dict[str, str]]) -> None:
        with self.file.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)

    def edit_here(self) -> None:
        """Edits, a deletion and new rows in the file."""
        kept = [row for row in self.rows() if row["Name"] != "Ben"]
        edited = [{**row, "City": EDITED_HERE.get(row["Name"], row["City"])} for row in kept]
        self.write([*edited, *({"Name": name, "City": city} for name, city in NEW_HERE.items())])

    def edit_there(self) -> None:
        """Edits, a deletion and a new record in Airtable."""
        self.people.edit(self.people.find(Name="Cy"), {"City": "Lima"})
        self.people.edit(self.people.find(Name="Gil"), {"Notes": "moved"})
        self.people.delete(self.people.find(Name="Fay"))
        self.people.add({"Name": "Lea", "City": "Pisa"})

    def sync(self, *, full: bool = False) -> RunResult:
        """One run."""
        self.clock.advance(1)
        return self.app.sync(self.pair, full=full)

    def retry_refused(self) -> int:
        """A person wants what was refused to be tried again; how many there were."""
        with self.app.database.reading() as db:
            ids = [row.id for row in queue.listed(db) if row.state == "refused"]
        AppService(self.app).retry(ids)
        return len(ids)

    def here(self) -> dict[str, dict[str, str]]:
        """Name → column → text, of the file; a name that is there twice fails."""
        rows = self.rows()
        assert len(rows) == len({row["Name"] for row in rows})
        return {row["Name"]: row for row in rows}

    def there(self) -> dict[str, dict[str, str]]:
        """The same of Airtable."""
        records = [record["fields"] for record in self.people.records()]
        assert len(records) == len({fields["Name"] for fields in records})
        return {r["Name"]: {column: str(r.get(column, "")) for column in COLUMNS} for r in records}


def new_sandbox(clock: FakeClock) -> Sandbox:
    """The sandbox as it is at first: the same ids each time."""
    sandbox = Sandbox(clock=clock)
    people = sandbox.add_base("Club").add_table("People", FIELDS)
    people.add_many({"Name": name, "City": "Rome", "Age": 30} for name in AT_FIRST)
    return sandbox


class Stage:
    """Makes the pair once, and puts it back for each trial."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "at work"
        self._kept = folder / "in step"
        self.folder.mkdir()
        with self._surroundings():
            self._elapsed_s = self._bring_in_step()
        shutil.copytree(self.folder, self._kept)

    def _bring_in_step(self) -> float:
        """A first run, then edits in the file; the seconds that it took."""
        clock = FakeClock()
        trial = Trial(self.folder, new_sandbox(clock), clock)
        trial.write([{"Name": name, "City": "Rome", "Age": "30", "Notes": "", "Who": ""} for name in AT_FIRST])
        wishes = Wishes("People", str(trial.file), ["Name"], check_hours=CHECK_HOURS)
        AppService(trial.app).add_pair(wishes, trial.sandbox.base("Club").id, trial.people.id)
        trial.sync()
        assert trial.here() == trial.there()
        self._hooks = copy.deepcopy(trial.hooks)
        trial.edit_here()
        trial.app.close()
        return clock.monotonic() - FakeClock().monotonic()

    @contextmanager
    def trial(self, kind: str = "", *, in_turn: bool = False) -> Iterator[Trial]:
        """The program with everything to do, started anew.

        Args:
            kind: a call that has to come about; the change feed is gone, unless it takes one.
            in_turn: one request at a time, so that it is the same one each time which comes first.
        """
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)
        clock = FakeClock()
        sandbox = new_sandbox(clock)
        clock.advance(self._elapsed_s + 60)
        with self._surroundings() as patch:
            if in_turn:
                patch.setattr(WebLanes, "most", 1)
            trial = Trial(self.folder, sandbox, clock)
            if kind in ("hook_payloads", "hook_refresh"):
                trial.hooks.update(copy.deepcopy(self._hooks))
            if kind == "hook_refresh":
                clock.advance(NEAR_THE_END_S)
            trial.edit_there()
            try:
                yield trial
            finally:
                trial.app.close()

    @contextmanager
    def _surroundings(self) -> Iterator[pytest.MonkeyPatch]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AIRTABLE_ENDPOINT_URL", "http://127.0.0.1:1")
            patch.setenv("AIRSYNC_RUNTIME", str(self.folder.parent / "runtime"))
            patch.setattr(table_module, "PAGE_SIZE", PAGE)
            patch.setattr(table_module, "BATCH_SIZE", BATCH)
            patch.setattr(client_module, "MAX_ANSWER_BYTES", 1_000_000)
            patch.setattr(client_module, "_connections", _over_the_wire(client_module._connections))
            patch.setattr(Database, "connection", _not_waiting_for_the_disk(Database.connection))
            yield patch


def _over_the_wire(connections: Any) -> Any:
    return lambda endpoint, timeout_s, _transport: connections(endpoint, timeout_s, wires[-1])


def _not_waiting_for_the_disk(connection: Any) -> Any:
    """Only a power cut would show the difference, and no test cuts the power."""

    def quick(self: Database) -> sqlite3.Connection:
        found: sqlite3.Connection = connection(self)
        found.execute("PRAGMA synchronous = OFF")
        return found

    return quick
