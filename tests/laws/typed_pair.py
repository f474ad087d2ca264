"""One pair whose table has a field of every type; each record says something in one of them only."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.table import WebTable
from airsync_gui.local.sources import open_local_table
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, create_app
from airsync_gui.sandbox.errors import ApiError
from airsync_gui.state import memories
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Memory, Value
from airsync_gui.sync.run import Consent, RunResult, run
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.validate import sanitise
from airsync_gui.sync.values import arrived, is_blank, number_text, shows_as
from tests.fakes.clock import FakeCancel, FakeClock
from tests.laws.field_types import BY_NAME, FIELDS
from tests.laws.world import PlainToken

Cells = dict[str, Any]


class TypedPair:
    """A file (``csv`` or ``json``) and a table; a record is called after the field that it is about, and a number."""

    def __init__(self, folder: Path, kind: str, more: list[Any] | None = None, **switches: Any) -> None:
        self.kind = kind
        self.file = folder / f"table.{kind}"
        self.clock = FakeClock()
        self.sandbox = Sandbox(rate_limit=False, clock=self.clock, **switches)
        base = self.sandbox.add_base("Base")
        self.table = base.add_table("Things", FIELDS)
        for name, type_, options, compute in more or ():
            self.table.add_field(name, type_, options, compute)
        fields = list(self.table._table.fields.values())
        self.names = {field.id: field.name for field in fields}
        self.ids = {field.name: field.id for field in fields}
        self.pair = Pair(
            id="p1",
            name="Things",
            source=str(self.file),
            base_id=base.id,
            table_id=self.table.id,
            columns={field.id: field.name for field in fields},
            key=(self.ids["Name"],),
            field_types={field.id: field.type for field in fields},
        )
        state = folder / "state.sqlite"
        if not (template := folder.parent / "template.sqlite").exists():
            fresh = Database(template)
            fresh.close()
        shutil.copyfile(template, state)
        self.state = Database(state)
        self.state.connection().execute("PRAGMA synchronous = OFF")
        self.wire = httpx.WSGITransport(create_app(self.sandbox))
        self._pace = folder / "pace"
        self.rows: dict[str, Cells] = {}

    def tools(self) -> Toolbox:
        cancel = FakeCancel(self.clock)
        limiter = RequestLimiter(self._pace, self.clock, requests_per_second=1e6)
        client = AirtableClient(
            Endpoint.parse("http://127.0.0.1:1"),
            lambda: PlainToken(SANDBOX_TOKEN),
            limiter,
            self.clock,
            cancel,
            transport=self.wire,
        )
        airtable = WebTable(client, Metadata(client, self.clock), self.pair.base_id, self.pair.table_id)
        return Toolbox(open_local_table(str(self.file)), airtable, SqliteStore(self.state), self.clock, cancel)

    def run(self) -> RunResult:
        """One run; everything a guard might ask is granted."""
        self.clock.advance(1)
        return run(self.pair, self.tools(), consent=Consent(yes=True))

    # -- people -----------------------------------------------------------------------------------------------------

    def write(self, rows: Mapping[str, Cells]) -> None:
        """Make these the file's rows, by name; ``{field: cell}``, where nothing is said the cell is blank."""
        if self.kind == "json":
            things = [{name: {"Name": key, **cells}.get(name) for name in self.ids} for key, cells in rows.items()]
            self.file.write_text(json.dumps(things, indent=1), encoding="utf-8")
            return
        with self.file.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(self.ids)
            writer.writerows([{"Name": key, **cells}.get(name, "") for name in self.ids] for key, cells in rows.items())

    def read(self) -> dict[str, Cells]:
        """The file's rows, by name."""
        if self.kind == "json":
            return {row["Name"]: row for row in json.loads(self.file.read_text(encoding="utf-8"))}
        with self.file.open(encoding="utf-8", newline="") as file:
            csv.field_size_limit(10_000_000)
            return {row["Name"]: row for row in csv.DictReader(file)}

    def add_there(self, name: str, cells: Mapping[str, Any]) -> bool:
        """A record by a person; False where Airtable itself would not take it."""
        try:
            self.table.add({"Name": name, **cells})
        except ApiError:
            return False
        return True

    def edit_there(self, name: str, cells: Mapping[str, Any]) -> bool:
        """An edit by a person; False where Airtable itself would not take it."""
        try:
            self.table.edit(self.table.find(Name=name), dict(cells))
        except (ApiError, KeyError):
            return False
        return True

    def there(self) -> dict[str, Cells]:
        """Airtable's records, by name."""
        return {record["fields"].get("Name", ""): record["fields"] for record in self.table.records()}

    # -- laws -------------------------------------------------------------------------------------------------------

    def settle(self) -> RunResult:
        """Two runs at most, then one that writes nothing on either side (law 3)."""
        self.run()
        self.run()
        before = self.file.read_bytes(), json.dumps(self.sandbox.state(), sort_keys=True)
        self.sandbox.requests.clear()
        last = self.run()
        assert last.completed == (), [(op.label, op.side, op.values) for op in last.completed]
        assert (self.file.read_bytes(), json.dumps(self.sandbox.state(), sort_keys=True)) == before
        writes = [s for s in self.sandbox.requests if s.method != "GET" and not s.path.endswith("listRecords")]
        assert not writes
        return last

    def check_nothing_lost(self, last: RunResult) -> None:
        """Every record is equal on both sides, or somebody is told why not (law 1)."""
        told: set[Value] = {refusal.operation.label for refusal in last.refused}
        told |= {conflict.label for conflict in last.conflicts}
        held = {held.label for held in last.plan.held}
        out_of_the_pair = {field_id for c in last.conflicts if c.kind == "schema" for field_id in c.fields}
        tools = self.tools()
        fields = tools.airtable.schema().by_id()
        rows = tools.local.read({self.pair.columns[field_id]: field for field_id, field in fields.items()}).rows
        assert {row.label for row in rows if row.malformed} <= held
        told |= {row.values.get(self.ids["Name"]) for row in rows if row.label in held}
        here = {row.values.get(self.ids["Name"]): row for row in rows if not row.malformed}
        there = {row.values.get(self.ids["Name"]): row for page in tools.airtable.read(list(fields)) for row in page}
        told |= {name for name, row in there.items() if row.label in held or name in held}
        lossy = {memory.local.get(self.ids["Name"]): memory for memory in self.memories()}
        for name in {*here, *there} - told:
            assert name in here, f"{name} is not here, and nobody was told"
            assert name in there, f"{name} is not there, and nobody was told"
            for field_id, field in fields.items():
                if field_id in out_of_the_pair:
                    continue
                left, right = here[name].values.get(field_id), there[name].values.get(field_id)
                lossless = field_id not in (lossy[name].lossy if name in lossy else {})
                assert equal(field, left, right) or not lossless, (name, field.name, left, right)
                assert field_id not in here[name].problems, (name, field.name)

    def memories(self) -> list[Memory]:
        with self.state.reading() as db:
            return memories.load(db, self.pair.id)

    def close(self) -> None:
        self.state.close()


def equal(field: Field, here: Value, there: Value) -> bool:
    """Whether the two say the same, as far as this type of field can."""
    if field.read_only:
        if not here and there == 0 and field.kind is Kind.CHECKBOX:
            return True  # a formula's 0, where a check box is not ticked
        return shows_as(field, there, here) or _in_words(here) == _in_words(there)
    if arrived(field, here, there):
        return True
    sent = sanitise(here).value
    if is_blank(sent) or is_blank(there):
        return is_blank(sent) and is_blank(there)
    return arrived(field, sent, there) or arrived(field, there, here)


def _in_words(value: Value) -> str:
    """What a column that is of another type shows of a computed value."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Decimal):
        return number_text(value)
    return "true" if value is True else str(value)


def about(name: str) -> str:
    """The field that a record is about."""
    return name.rpartition(" ")[0]


assert all(about(f"{name} 1") == name for name in BY_NAME)
