"""One pair as in real life: a local table, a base in the sandbox, a state file; and people, faults and deaths.

Everything is real but time and the network. A *death* ends a run the way a power cut does: nothing of the engine
runs afterwards, and the next run opens the state file anew.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from msgspec.structs import replace

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.table import WebTable
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, create_app
from airsync_gui.state import conflicts, history, memories, queue
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import LocalChange, LocalReading, LocalResult, LocalTable
from airsync_gui.sync.records import Memory, Values
from airsync_gui.sync.resolution_run import resolve_conflict
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult, run
from airsync_gui.sync.schema import Field
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.undo_run import Task, UndoResult, undo
from airsync_gui.sync.values import number_text
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.lanes import InlineLanes
from tests.laws.local_side import Cells, CsvSide, LocalSide, SqliteSide

MOST_TAGS = 150
FIELDS: list[Any] = [
    ("Name", "singleLineText"),
    ("Part", "singleLineText"),
    ("City", "singleLineText"),
    ("Note", "multilineText"),
    ("Count", "number", {"precision": 1}),
    ("Kind", "singleSelect", {"choices": ["big", "small"]}),
    ("Tags", "multipleSelects", {"choices": [f"t{number}" for number in range(MOST_TAGS)]}),
    ("Version", "number", {"precision": 0}),
    ("Stamp", "dateTime"),
    ("Changed", "lastModifiedTime"),
]
COLUMNS = ("Name", "City", "Note", "Count", "Kind", "Tags", "Links", "Shout")
LISTS = frozenset({"Tags", "Links"})


tally: Counter[str] = Counter()
"""What all worlds of this process have seen: kills, faults, operations, requests."""


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
            tally["kills"] += 1
            raise Death(self.seen[-1])


class MortalTransport(httpx.BaseTransport):
    """Requests, each with a moment before and after it.

    Attributes:
        late: so many of the next creates are still on their way when everybody has given them up.
        waiting: those creates; :meth:`arrive` lets them arrive.
    """

    def __init__(self, app: Any, deaths: Deaths) -> None:
        self._inner = httpx.WSGITransport(app)
        self._deaths = deaths
        self.late = 0
        self.waiting: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._deaths.pass_by(f"{request.method} {request.url.path}", after=False)
        if self.late and request.method == "POST" and not request.url.path.endswith("listRecords"):
            self.late -= 1
            self.waiting.append(request)
            raise httpx.ReadTimeout("on its way")
        response = self._inner.handle_request(request)
        self._deaths.pass_by(f"{request.method} {request.url.path}", after=True)
        return response

    def arrive(self) -> None:
        """Airtable carries out what was on its way."""
        while self.waiting:
            self._inner.handle_request(self.waiting.pop(0)).close()


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


class MortalTable:
    """A local table that a program can die over."""

    def __init__(self, table: LocalTable, world: World) -> None:
        self._table = table
        self._world = world

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    def read(self, columns: Mapping[str, Field]) -> Any:
        return MortalReading(self._table.read(columns), self._world)


class TableInTurn(WebTable):
    """The real table; of its lanes' requests each is done as it is begun, and the answers are told in any order."""

    def lanes(self) -> InlineLanes:  # type: ignore[override]
        """See :class:`airsync_gui.sync.ports.AirtableTable`."""
        return InlineLanes(lambda leaving: self._through(self._client.view(leaving=leaving)), random.Random(7))


class World:
    """A pair, its two sides, and everything that may happen to them.

    Args:
        local: ``csv``, or ``sqlite`` with a primary key of its own.
        two_keys: records are known by two fields; a name is then the text of both, its last character the second's.
        times: rows and records say when they were last edited.
        image: runs go on from what Airtable had when it was last seen, by the change feed or by the times of edits.

    Attributes:
        before_requests: edits to make, one before each next *write* request (between our read and our write).
        before_writes: edits to make, one before each next write of the local table.
        cancel: of the program that was started last.
    """

    def __init__(
        self,
        folder: Path,
        *,
        pair: Mapping[str, Any] | None = None,
        local: str = "csv",
        two_keys: bool = False,
        times: bool = False,
        image: bool = False,
        **switches: Any,
    ) -> None:
        self.folder = folder
        self.two_keys, self.times, self.image = two_keys, times, image
        self.clock = FakeClock()
        self.sandbox = Sandbox(rate_limit=False, clock=self.clock, **switches)
        self.base = self.sandbox.add_base("Base")
        self.teams = self.base.add_table("Teams", [("Name", "singleLineText")])
        self.door = self.base.add_table("People", FIELDS)
        self.door.add_field("Links", "multipleRecordLinks", {"linkedTableId": self.teams.id})
        formula = {"formula": "UPPER({City})", "isValid": True, "result": {"type": "singleLineText"}}
        city = self.door.field_id("City")
        self.door.add_field("Shout", "formula", formula, compute=lambda row: self._shout(row, city))
        self.field_ids = {name: self.door.field_id(name) for name in ("Part", "Version", "Stamp", "Changed", *COLUMNS)}
        columns = ("Name", "Part", *COLUMNS[1:]) if two_keys else COLUMNS
        self.side: LocalSide = (CsvSide if local == "csv" else SqliteSide)(folder, (*columns, "Own", "At"), self.clock)
        self.path = self.side.path
        self.pair = Pair(
            id="p1",
            name="people",
            source=str(self.path),
            base_id=self.base.id,
            table_id=self.door.id,
            table_name="People",
            columns={self.field_ids[name]: name for name in columns},
            key=tuple(self.field_ids[name] for name in (("Name", "Part") if two_keys else ("Name",))),
            field_types={self.field_ids[name]: self.type_now(name) for name in columns},
        )
        self.change_pair(**(pair or {}))
        self.deaths = Deaths()
        self.cancel = FakeCancel(self.clock)
        self.before_requests: list[Callable[[], None]] = []
        self.before_writes: list[Callable[[], None]] = []
        self.sandbox.before_request.append(self._before_request)
        self.transport = MortalTransport(create_app(self.sandbox), self.deaths)
        self.state = MortalDatabase(folder / "state.sqlite", self.deaths)

    def change_pair(self, **options: Any) -> None:
        """Other settings of the pair; fields by our names."""
        named = {name: self.field_ids.get(value, value) for name, value in options.items() if name.endswith("_field")}
        self.pair = replace(self.pair, **{**options, **named})

    def _shout(self, row: Mapping[str, Any], city: str) -> str:
        name = next((name for name, field_id in self._names_now().items() if field_id == city), "")
        return str(row.get(name) or "").upper()

    def _names_now(self) -> dict[str, str]:
        """The fields' present names in Airtable → their ids."""
        return {field.name: field.id for field in self.door._table.fields.values()}

    def type_now(self, name: str) -> str:
        """What a field of ours is in Airtable now; empty where it is gone."""
        field = self.door._table.fields.get(self.field_ids[name])
        return field.type if field else ""

    # -- the program ------------------------------------------------------------------------------------------------

    def tools(self) -> Toolbox:
        """A fresh program's tools, over the state that the last one left."""
        cancel = self.cancel = FakeCancel(self.clock)
        limiter = RequestLimiter(self.folder / "limiter", self.clock, requests_per_second=1e6)
        client = AirtableClient(
            Endpoint.parse("http://127.0.0.1:1"),
            lambda: PlainToken(SANDBOX_TOKEN),
            limiter,
            self.clock,
            cancel,
            transport=self.transport,
        )
        modified = self.field_ids["Changed"] if self.times else None
        airtable = TableInTurn(
            client, Metadata(client, self.clock), self.base.id, self.door.id, modified_field_id=modified
        )
        table: Any = MortalTable(self.side.table("At" if self.times else None), self)
        tools = Toolbox(table, airtable, SqliteStore(self.state), self.clock, cancel)
        return replace(tools, images=SqliteImages(self.state), feed=airtable.feed()) if self.image else tools

    def run(self, **options: Any) -> RunResult:
        """One run; everything a guard might ask is granted."""
        self.clock.advance(1)
        result = run(self.pair, self.tools(), **{"consent": Consent(yes=True), **options})
        tally["runs"] += 1
        tally["operations"] += len(result.completed)
        return result

    def preview(self, **tools: Any) -> RunResult:
        """The same, stopped before the first write; with other tools where some are given."""
        return run(self.pair, replace(self.tools(), **tools), dry_run=True)

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

    def out_of_the_pair(self, name: str) -> bool:
        """Whether a field of ours is gone or retyped, which makes it a conflict of the schema."""
        field_id = self.field_ids.get(name, "")
        return field_id in self.pair.columns and self.type_now(name) != self.pair.field_types[field_id]

    def rows(self) -> list[Cells]:
        """The local rows, by column; ``Name`` is the whole name."""
        return [{"Name": "", **self._joined(row)} for row in self.side.rows()]

    def records(self) -> dict[str, dict[str, Any]]:
        """Record id → our name of a field → value; ``Name`` is the whole name."""
        ours = {field_id: name for name, field_id in self.field_ids.items()}
        names = {name: ours.get(field_id, name) for name, field_id in self._names_now().items()}
        return {
            record["id"]: self._joined({names[name]: value for name, value in record["fields"].items()})
            for record in self.door.records()
        }

    def _joined(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        if not self.two_keys:
            return dict(cells)
        whole = f"{cells.get('Name') or ''}{cells.get('Part') or ''}"
        others = {name: value for name, value in cells.items() if name not in ("Name", "Part")}
        return {"Name": whole, **others} if whole else others

    def _split(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        if not self.two_keys or "Name" not in cells:
            return dict(cells)
        name = str(cells["Name"] or "")
        return {**cells, "Name": name[:-1], "Part": name[-1:]}

    def name_of(self, values: Values) -> str:
        """The whole name in a record's canonical values."""
        return "".join(str(part) for part in self.pair.key_of(values) if part is not None)

    def label(self, name: str) -> str:
        """What the program calls the record with this name."""
        return ", ".join(part for part in self._split({"Name": name}).values() if part)

    def local_ids(self, row: Mapping[str, Any]) -> set[str]:
        """What a memory may call this row."""
        parts = self._split({"Name": row.get("Name")})
        key = [parts["Name"], parts["Part"]] if self.two_keys else [parts["Name"]]
        return {json.dumps(key, ensure_ascii=False), self.side.row_id(row)}

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

    def last_run(self) -> int:
        """The number of the newest run, whatever became of it."""
        with self.state.reading() as db:
            return history.runs(db, most=1)[0].id

    def both_sides(self) -> tuple[object, str]:
        """All that both sides hold."""
        return self.side.content(), json.dumps(self.sandbox.state(), sort_keys=True, default=str)

    def state_content(self) -> str:
        """Everything that the state file says."""
        return "\n".join(self.state.connection().iterdump())

    def summary(self) -> dict[str, Any]:
        """What a person sees in the end, and what is remembered, whatever the ids are."""
        local = sorted([plain(name, row.get(name)) for name in COLUMNS] for row in self.rows())
        airtable = sorted([plain(name, fields.get(name)) for name in COLUMNS] for fields in self.records().values())
        with self.state.reading() as db:
            held = sorted(tuple(row) for row in db.execute("SELECT side, reason, uid IS NULL FROM held"))
        return {
            "local": local,
            "airtable": airtable,
            "conflicts": sorted((c.conflict.kind, c.conflict.label, c.conflict.fields) for c in self.conflicts()),
            "queue": sorted((q.operation.kind, q.operation.label, q.state) for q in self.queue()),
            "held": held,
            "memories": sorted(self._remembered(memory) for memory in self.memories()),
        }

    def _remembered(self, memory: Memory) -> tuple[Any, ...]:
        sides = [sorted((f, _canonical(v)) for f, v in each.items()) for each in (memory.local, memory.airtable)]
        return (
            self.name_of(memory.airtable or memory.local),
            str(memory.tombstone),
            sorted(memory.lossy.items()),
            *sides,
        )

    # -- people -----------------------------------------------------------------------------------------------------

    def write_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Replace all rows, as a spreadsheet would."""
        self.side.write_rows([self._split(row) for row in rows])
        self.clock.advance(1)

    def add_row(self, **cells: str) -> None:
        """A new row at the end."""
        self.write_rows([*self.rows(), cells])

    def edit_row(self, name: str, **cells: str) -> None:
        """Change the rows with this name."""
        self.write_rows([{**row, **cells} if row.get("Name") == name else row for row in self.rows()])

    def delete_row(self, name: str) -> None:
        """Remove the rows with this name."""
        self.write_rows([row for row in self.rows() if row.get("Name") != name])

    def row(self, name: str) -> Cells | None:
        """The first row with this name."""
        return next((row for row in self.rows() if row.get("Name") == name), None)

    def add_record(self, **fields: Any) -> str:
        """A new record."""
        self.clock.advance(1)
        return self.door.add(self._by_id(fields))

    def edit_record(self, name: str, **fields: Any) -> None:
        """Change the records with this name."""
        self.clock.advance(1)
        for record_id in self.ids_of(name):
            self.door.edit(record_id, self._by_id(fields))

    def _by_id(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        there = set(self._names_now().values())
        named = {self.field_ids[name]: value for name, value in self._split(fields).items()}
        return {field_id: value for field_id, value in named.items() if field_id in there}

    def delete_record(self, name: str) -> None:
        """Delete the records with this name."""
        self.clock.advance(1)
        self.door.delete(*self.ids_of(name))

    def record(self, name: str) -> dict[str, Any] | None:
        """The first record with this name."""
        return next((fields for fields in self.records().values() if fields.get("Name") == name), None)

    def ids_of(self, name: str) -> list[str]:
        """The ids of all records with this name."""
        return [record_id for record_id, fields in self.records().items() if fields.get("Name", "") == name]

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


def plain(name: str, value: Any) -> str:
    """A cell as text, lists in one order."""
    if name in LISTS:
        return ", ".join(sorted(value.split(", ") if isinstance(value, str) else value or []))
    return "" if value is None else str(value)


def _canonical(value: Any) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    return str(sorted(value)) if isinstance(value, tuple) else str(value)


class PlainToken:
    """A token as the client sees one."""

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The token."""
        return self._text
