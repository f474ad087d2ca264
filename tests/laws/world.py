"""One pair as in real life: a CSV file, a base in the sandbox, a state file; and people, faults and deaths.

Everything is real but time and the network. A *death* ends a run the way a power cut does: nothing of the engine
runs afterwards, and the next run opens the state file anew.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.table import WebTable
from airsync_gui.local.csv_table import CsvTable
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, create_app
from airsync_gui.state import conflicts, history, memories, queue
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import LocalChange, LocalReading, LocalResult
from airsync_gui.sync.records import Memory
from airsync_gui.sync.resolution_run import resolve_conflict
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult, Toolbox, run
from airsync_gui.sync.schema import Field
from airsync_gui.sync.undo_run import Task, UndoResult, undo
from tests.fakes.clock import FakeCancel, FakeClock

FIELDS: list[Any] = [
    ("Name", "singleLineText"),
    ("City", "singleLineText"),
    ("Note", "multilineText"),
    ("Count", "number", {"precision": 1}),
    ("Kind", "singleSelect", {"choices": ["big", "small"]}),
    ("Version", "number", {"precision": 0}),
    ("Stamp", "dateTime"),
]
COLUMNS = ("Name", "City", "Note", "Count", "Kind", "Shout")
Cells = dict[str, str]


class Death(BaseException):
    """The program is gone."""


class Step(NamedTuple):
    """One moment at which a program can die."""

    what: str
    after: bool


class Deaths:
    """Counts the moments at which a program can die, and lets it die at one of them."""

    def __init__(self) -> None:
        self.at: int | None = None
        self.only = ".*"
        self.seen: list[Step] = []

    def arm(self, at: int | None, only: str = ".*") -> None:
        """Die at the ``at``-th moment from now (from 0) of those whose name matches; None: live."""
        self.at, self.only, self.seen = at, only, []

    def pass_by(self, what: str, after: bool) -> None:
        """One such moment."""
        if not re.fullmatch(self.only, what):
            return
        self.seen.append(Step(what, after))
        if self.at is not None and len(self.seen) > self.at:
            raise Death(self.seen[-1])


class MortalTransport(httpx.BaseTransport):
    """Requests, each with a moment before and after it."""

    def __init__(self, app: Any, deaths: Deaths) -> None:
        self._inner = httpx.WSGITransport(app)
        self._deaths = deaths

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._deaths.pass_by(f"{request.method} {request.url.path}", after=False)
        response = self._inner.handle_request(request)
        self._deaths.pass_by(f"{request.method} {request.url.path}", after=True)
        return response


class MortalDatabase(Database):
    """A state file, with a moment before and after each commit."""

    def __init__(self, path: Path, deaths: Deaths) -> None:
        super().__init__(path)
        self._deaths = deaths
        # Only a power cut would show the difference, and no test cuts the power.
        self.connection().execute("PRAGMA synchronous = OFF")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with super().transaction() as connection:
            yield connection
            self._deaths.pass_by("commit", after=False)
        self._deaths.pass_by("commit", after=True)


class MortalReading:
    """A reading whose write has a moment before and after it."""

    def __init__(self, reading: LocalReading, world: World) -> None:
        self._reading = reading
        self._world = world

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reading, name)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Write, unless someone edits the file first."""
        if edit := self._world.pop_edit("local"):
            edit()
        self._world.deaths.pass_by("write", after=False)
        results = self._reading.write(changes)
        self._world.deaths.pass_by("write", after=True)
        return results


class MortalTable(CsvTable):
    """A CSV file that a program can die over."""

    def __init__(self, path: Path, world: World) -> None:
        super().__init__(path)
        self._world = world

    def read(self, columns: Mapping[str, Field]) -> Any:
        return MortalReading(super().read(columns), self._world)


class World:
    """A pair, its two sides, and everything that may happen to them.

    Attributes:
        before_requests: edits to make, one before each next *write* request (between our read and our write).
        before_writes: edits to make, one before each next write of the file.
    """

    def __init__(self, folder: Path, *, pair: Mapping[str, Any] | None = None, **switches: Any) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.sandbox = Sandbox(rate_limit=False, clock=self.clock, **switches)
        self.base = self.sandbox.add_base("Base")
        self.door = self.base.add_table("People", FIELDS)
        formula = {"formula": "UPPER({City})", "isValid": True, "result": {"type": "singleLineText"}}
        self.door.add_field("Shout", "formula", formula, compute=lambda row: str(row.get("City") or "").upper())
        self.path = folder / "people.csv"
        self.path.write_text(",".join(COLUMNS) + ",Own\n", encoding="utf-8")
        self.pair = Pair(
            id="p1",
            name="people",
            source=str(self.path),
            base_id=self.base.id,
            table_id=self.door.id,
            table_name="People",
            columns={self.door.field_id(name): name for name in COLUMNS},
            key=(self.door.field_id("Name"),),
            **(pair or {}),
        )
        self.deaths = Deaths()
        self.before_requests: list[Callable[[], None]] = []
        self.before_writes: list[Callable[[], None]] = []
        self.sandbox.before_request.append(self._before_request)
        self.app = create_app(self.sandbox)
        self.state = MortalDatabase(folder / "state.sqlite", self.deaths)

    # -- the program ------------------------------------------------------------------------------------------------

    def tools(self) -> Toolbox:
        """A fresh program's tools, over the state that the last one left."""
        cancel = FakeCancel(self.clock)
        limiter = RequestLimiter(self.folder / "limiter", self.clock, requests_per_second=1e6)
        client = AirtableClient(
            Endpoint.parse("http://127.0.0.1:1"),
            lambda: PlainToken(SANDBOX_TOKEN),
            limiter,
            self.clock,
            cancel,
            transport=MortalTransport(self.app, self.deaths),
        )
        airtable = WebTable(client, Metadata(client, self.clock), self.base.id, self.door.id)
        return Toolbox(MortalTable(self.path, self), airtable, SqliteStore(self.state), self.clock, cancel)

    def run(self, **options: Any) -> RunResult:
        """One run; everything a guard might ask is granted."""
        self.clock.advance(1)
        return run(self.pair, self.tools(), **{"consent": Consent(yes=True), **options})

    def preview(self) -> RunResult:
        """The same, stopped before the first write."""
        return run(self.pair, self.tools(), dry_run=True)

    def resolve(self, uid: str, answer: Answer, **options: Any) -> RunResult:
        """A person's answer."""
        conflict = next(row.conflict for row in self.conflicts() if row.conflict.uid == uid)
        return resolve_conflict(self.pair, self.tools(), conflict, answer, **options)

    def undo(self, run_id: int, **options: Any) -> UndoResult:
        """Undo a run; everything a guard might ask is granted."""
        self.clock.advance(1)
        with self.state.reading() as db:
            changes, successors = history.past(db, run_id), history.successors(db)
        only = options.pop("only", lambda _change: True)
        task = Task(run_id, [c for c in changes if only(c)], options.pop("only_field", None), successors)
        return undo(self.pair, self.tools(), task, **{"consent": Consent(yes=True), **options})

    def die_at(self, moment: int, **options: Any) -> bool:
        """A run that dies at the given moment; whether it got that far."""
        self.deaths.arm(moment)
        try:
            self.run(**options)
        except Death:
            return True
        finally:
            self.deaths.arm(None)
            self.restart()
        return False

    def restart(self) -> None:
        """The program's connections are gone; the next one opens the state file anew."""
        self.state.close()
        self.state = MortalDatabase(self.folder / "state.sqlite", self.deaths)

    # -- what is there ----------------------------------------------------------------------------------------------

    def rows(self) -> list[Cells]:
        """The file's rows, by column."""
        return list(csv.DictReader(io.StringIO(self.path.read_bytes().decode(), newline="")))

    def records(self) -> dict[str, dict[str, Any]]:
        """Record id → field name → value."""
        return {record["id"]: record["fields"] for record in self.door.records()}

    def conflicts(self) -> list[conflicts.ConflictRow]:
        """Open conflicts."""
        with self.state.reading() as db:
            return conflicts.listed(db)

    def queue(self) -> list[queue.QueueRow]:
        """What is left in the journal."""
        with self.state.reading() as db:
            return queue.listed(db)

    def memories(self) -> list[Memory]:
        """What is remembered of each record."""
        with self.state.reading() as db:
            return memories.load(db, self.pair.id)

    def changes(self) -> list[history.ChangeRow]:
        """Everything that all runs ever did."""
        with self.state.reading() as db:
            return [c for r in reversed(history.runs(db, most=100_000)) for c in history.changes(db, r.id)]

    def both_sides(self) -> tuple[bytes, str]:
        """Every byte of both sides."""
        return self.path.read_bytes(), json.dumps(self.sandbox.state(), sort_keys=True, default=str)

    def state_content(self) -> str:
        """Everything that the state file says."""
        return "\n".join(self.state.connection().iterdump())

    def summary(self) -> dict[str, Any]:
        """What a person sees in the end, whatever the ids are."""
        local = sorted(list(row.values()) for row in self.rows())
        columns = [*COLUMNS]
        airtable = sorted([str(fields.get(name, "")) for name in columns] for fields in self.records().values())
        with self.state.reading() as db:
            held = sorted(tuple(row) for row in db.execute("SELECT side, reason, uid IS NULL FROM held"))
        return {
            "local": local,
            "airtable": airtable,
            "conflicts": sorted((c.conflict.kind, c.conflict.label, c.conflict.fields) for c in self.conflicts()),
            "queue": sorted((q.operation.kind, q.operation.label, q.state) for q in self.queue()),
            "held": held,
        }

    # -- people -----------------------------------------------------------------------------------------------------

    def write_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Replace the file, as a spreadsheet would."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, [*COLUMNS, "Own"], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.path.write_text(text.getvalue(), encoding="utf-8", newline="")
        self.clock.advance(1)

    def add_row(self, **cells: str) -> None:
        """A new row at the end."""
        self.write_rows([*self.rows(), cells])

    def edit_row(self, name: str, **cells: str) -> None:
        """Change the rows with this name."""
        self.write_rows([{**row, **cells} if row["Name"] == name else row for row in self.rows()])

    def delete_row(self, name: str) -> None:
        """Remove the rows with this name."""
        self.write_rows([row for row in self.rows() if row["Name"] != name])

    def row(self, name: str) -> Cells | None:
        """The first row with this name."""
        return next((row for row in self.rows() if row["Name"] == name), None)

    def add_record(self, **fields: Any) -> str:
        """A new record."""
        self.clock.advance(1)
        return self.door.add(fields)

    def edit_record(self, name: str, **fields: Any) -> None:
        """Change the records with this name."""
        self.clock.advance(1)
        for record_id in self.ids_of(name):
            self.door.edit(record_id, fields)

    def delete_record(self, name: str) -> None:
        """Delete the records with this name."""
        self.clock.advance(1)
        self.door.delete(*self.ids_of(name))

    def record(self, name: str) -> dict[str, Any] | None:
        """The first record with this name."""
        return next((fields for fields in self.records().values() if fields.get("Name") == name), None)

    def ids_of(self, name: str) -> list[str]:
        """The ids of all records with this name."""
        return [record_id for record_id, fields in self.records().items() if fields.get("Name") == name]

    def pop_edit(self, side: str) -> Callable[[], None] | None:
        """The next edit that someone makes just before we write a side."""
        waiting = self.before_writes if side == "local" else self.before_requests
        return waiting.pop(0) if waiting else None

    def _before_request(self, method: str, path: str) -> None:
        writes = method in ("POST", "PATCH", "DELETE") and not path.endswith("listRecords")
        if writes and (edit := self.pop_edit("airtable")):
            edit()

    def close(self) -> None:
        """Let go of the state file."""
        self.state.close()


class PlainToken:
    """A token as the client sees one."""

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The token."""
        return self._text
