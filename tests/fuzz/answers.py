"""Airtable's answers, the pace that other processes booked, and orders to the sandbox."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx

from airsync_gui.airtable import budget, wire
from airsync_gui.airtable.budget import Pace
from airsync_gui.airtable.client import AirtableClient, Secret
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter, Turn
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.refusals import Answer
from airsync_gui.airtable.table import WebTable
from airsync_gui.sandbox import Sandbox
from airsync_gui.sandbox.control import answer as control_answer
from airsync_gui.state.json_text import dump_values, load_values
from airsync_gui.sync.ports import Cancel
from airsync_gui.sync.schema import TableSchema, shape_of
from airsync_gui.sync.values import checksum
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fuzz.fields import EVERY
from tests.fuzz.mutate import mutated, mutated_json
from tests.fuzz.parsers import Make, Parse, Parser

_CELLS: dict[str, Any] = {
    "singleLineText": "Ada", "multilineText": "a\nb", "richText": "**b**\n", "number": 1.5, "currency": 2,
    "percent": 0.05,
    "duration": 4800, "rating": 3, "checkbox": True, "singleSelect": "vip", "multipleSelects": ["vip", "new"],
    "date": "2026-05-12", "dateTime": "2026-05-12T07:00:00.000Z", "multipleRecordLinks": ["recAAAAAAAAAAAAAA"],
    "multipleAttachments": [{"id": "att1", "url": "https://x/y", "filename": "a.jpg", "size": 5, "type": "image/jpeg"}],
    "singleCollaborator": {"id": "usr1", "email": "a@b.c", "name": "Ada"}, "multipleCollaborators": [{"id": "usr1"}],
    "barcode": {"text": "123", "type": "upce"}, "button": {"label": "Go", "url": "https://x"},
    "aiText": {"state": "generated", "value": "x", "isStale": False}, "count": 3, "formula": {"specialValue": "NaN"},
    "rollup": "2026-05-12T07:00:00.000Z", "multipleLookupValues": ["vip"],
    "lastModifiedTime": "2026-05-12T07:00:00.000Z",
    "typeOfTomorrow": {"x": [1, {"y": None}]},
}  # fmt: skip
_BY_ID = {field.id: _CELLS[field.type] for field in EVERY}


def _json(data: Any) -> bytes:
    return json.dumps(data).encode()


_RECORD = {"id": "recAAAAAAAAAAAAAA", "createdTime": "2026-01-02T03:04:05.000Z", "fields": _BY_ID}
PAGES = (
    _json({"records": [_RECORD, {**_RECORD, "id": "recBBBBBBBBBBBBBB", "fields": {}}]}),
    _json({"records": [_RECORD], "offset": "itrX/recY"}),
    _json({"records": []}),
)
WRITTEN = (
    _json({"records": [_RECORD]}),
    _json({"records": [_RECORD], "createdRecords": [], "details": {"message": "partialSuccess", "reasons": ["x"]}}),
    _json({"records": [{"id": "recAAAAAAAAAAAAAA", "deleted": True}]}),
)
SCHEMAS = (
    _json(
        {
            "tables": [
                {
                    "id": "tbl1", "name": "People", "primaryFieldId": "fld1", "views": [{"id": "viw1", "name": "v",
                    "type": "grid"}],
                    "fields": [{"id": f.id, "name": f.name, "type": f.type, "options": dict(f.options)} for f in EVERY],
                }
            ]
        }
    ),
    _json({"bases": [{"id": "app1", "name": "Club", "permissionLevel": "create"}], "offset": "itr1"}),
    _json({"bases": [{"id": "app1", "name": "Club", "permissionLevel": "none"}]}),
    _json({"id": "usr1", "email": "a@b.c", "scopes": ["data.records:read"]}),
    _json({"id": "fld9", "name": "New", "type": "number", "options": {"precision": 0}}),
)  # fmt: skip
_CHANGED = {
    "timestamp": "2026-05-12T07:00:00.000Z", "baseTransactionNumber": 4, "payloadFormat": "v0",
    "actionMetadata": {"source": "client", "sourceMetadata": {"user": {"id": "usr1"}}},
    "changedTablesById": {
        "tbl1": {
            "createdRecordsById": {"recA": {"createdTime": "2026-05-12T07:00:00.000Z", "cellValuesByFieldId": _BY_ID}},
            "changedRecordsById": {"recB": {"current": {"cellValuesByFieldId": {"fld1": "x"}}, "unchanged": {}}},
            "destroyedRecordIds": ["recC"], "changedFieldsById": {"fld1": {"current": {"name": "x"}}},
        }
    },
    "destroyedTableIds": ["tbl2"],
}  # fmt: skip
FEEDS = (
    _json({"payloads": [_CHANGED], "cursor": 5, "mightHaveMore": False}),
    _json({"payloads": [{"timestamp": "x", "error": True, "code": "INVALID_FILTERS"}], "cursor": 6,
    "mightHaveMore": True}),
    _json({"webhooks": [{"id": "ach1", "specification": {"options": {"filters": {"dataTypes": ["tableData"]}}},
    "notificationUrl": None,
                         "cursorForNextPayload": 1, "expirationTime": "2026-05-12T07:00:00.000Z",
                         "isHookEnabled": True}]}),
    _json({"id": "ach1", "macSecretBase64": "x", "expirationTime": "2026-05-12T07:00:00.000Z"}),
    _json({"expirationTime": None}),
)  # fmt: skip
ERRORS = (
    _json({"error": {"type": "INVALID_VALUE_FOR_COLUMN", "message": 'Field "Price" cannot accept the provided value'}}),
    _json({"error": "NOT_FOUND"}),
    _json({"errors": [{"error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded."}]}),
    _json({"error": {"type": "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "message": "x"}}),
    _json({"error": {"type": "ROW_DOES_NOT_EXIST", "message": "Record ID recAAAAAAAAAAAAAA does not exist"}}),
    _json({"error": {"type": "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "message": "no"}}),
    _json({"error": {"type": "INVALID_MULTIPLE_CHOICE_OPTIONS", "message": 'create new select option ""x""'}}),
    b"<html><script>x</script><body>502 Bad <b>Gateway</b></body></html>",
    b"",
)
CELLS = (*(_json(cell) for cell in _CELLS.values()), b'{"error": "#ERROR!"}', b'["a", 1, null, {"id": "x"}]', b"[[1]]")
LEDGERS = (
    budget.dump(budget.Ledger(5.0, next_slot=6.0), 7.0),
    budget.dump(budget.Ledger(5.0, next_slot=6.0, blocked_until=1e9, reason="429"), 7.0),
)
ORDERS = (
    _json({"base": "Club", "table": "People", "fields": {"Name": "Ada", "Age": 5}}),
    _json({"base": "Club", "table": "People", "id": "recAAAAAAAAAAAAAA", "fields": {"Name": "x"},
    "source": "automation"}),
    _json({"server_errors": {"every": 2}, "cut_bodies": {"every": 3, "calls": ["GET"]}, "clear": True}),
    _json({"base": "Club", "do": "add_field", "table": "People", "name": "New", "type": "number",
    "options": {"precision": 1}}),
    _json({"base": "Club", "do": "add_table", "name": "T", "fields": [["Name", "singleLineText"]]}),
    _json({"rate_limit": True, "allowance": 5, "reset": True}),
    _json({"advance": 5}), _json({"scopes": ["x"], "bases": ["Club"], "role": "read"}), _json({"token": "x"}),
    _json({"base": "Club", "id": "ach1", "do": "lose", "count": 2}), _json({"retry_after": True,
    "round_numbers": False}),
)  # fmt: skip
_WHAT = ("add", "edit", "delete", "faults", "schema", "switches", "limits", "clock", "token", "revoke", "webhook")
_STATUSES = (
    200,
    301,
    400,
    401,
    402,
    403,
    404,
    405,
    407,
    408,
    410,
    413,
    418,
    422,
    429,
    500,
    502,
    503,
    504,
    511,
    599,
    999,
    100,
)
_HEADERS: Sequence[Mapping[str, str]] = (
    {}, {"retry-after": "30"}, {"retry-after": "9" * 400}, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"},
    {"retry-after": "-1"},
    {"date": "Wed, 21 Oct 2026 07:28:00 GMT"}, {"date": "Wed, 99 Oct 99999 07:28:00 +9999"}, {"date": "x"},
    {"date": "0"},
    {"retry-after": "\xb2"}, {"date": "Fri, 31 Dec 9999 23:59:59 -2359"},
    {"retry-after": "Mon, 1 Jan 0001 00:00:00 +2359"},
    {"date": "1 Jan 99999999999999999999 0:0"},
)  # fmt: skip


class _Plain:
    def reveal(self) -> str:
        return "patFuzzFuzzFuzz00.0"


class _NoPace(RequestLimiter):
    """Books nothing, so that no file is written for each answer."""

    def wait_turn(self, keys: Iterable[str], cancel: Cancel, kind: str = "") -> Turn:
        return Turn(0.0, tuple(keys), kind)

    def answered(self, turn: Turn, *, usual: bool = True) -> None:
        pass

    def block(self, key: str, seconds: float, reason: str) -> None:
        pass


class Answering(AirtableClient):
    """Gets what it is given, in place of what a connection would bring; then nothing but empty lists.

    Attributes:
        given: the next answer.
    """

    given: Answer | None = None

    def __init__(self, folder: Path, transport: httpx.BaseTransport | None = None) -> None:
        clock = FakeClock()
        pace = _NoPace(folder, clock)
        where = Endpoint.parse("http://127.0.0.1:1")
        nothing = httpx.MockTransport(lambda _: httpx.Response(200, content=b"{}"))
        super().__init__(where, _Plain, pace, clock, FakeCancel(clock), transport=transport or nothing, tries=1)
        self.clock = clock
        self.left = [0]

    def answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """What comes next."""
        self.left[:] = [1]
        Answering.given = Answer(status, headers, body, "127.0.0.1:1")


class _Ready(Answering):
    def _receive(self, call: Any, token: Secret, started: float) -> Answer:
        if self.left[0]:
            self.left[0] = 0
            assert Answering.given is not None
            return Answering.given
        return Answer(200, {}, b'{"records": [], "bases": [], "tables": []}', "127.0.0.1:1")


class _Known(Metadata):
    def table(self, base_id: str, table_id: str, *, refresh: bool = False) -> TableSchema:
        return TableSchema(base_id, table_id, "People", "fld1", EVERY, "Club")


def asked_about(client: Answering) -> dict[str, Callable[[], object]]:
    """Every kind of question, by name; each reads all of its answer."""
    known = WebTable(client, _Known(client, client.clock), "app1", "tbl1")
    ids = [field.id for field in EVERY]
    feed = known.feed()

    def of_pages() -> None:
        for page in known.read(ids):
            for row in page:
                assert load_values(dump_values(row.values)).keys() == row.values.keys()
                checksum(row.values)

    def schema() -> None:
        found = Metadata(client, client.clock).tables("app1", refresh=True)
        for table in found:
            for field in table.fields:
                _ = field.kind, field.choices, field.result_options, field.read_only
                wire.reader(field)("x")
            shape_of(table.fields)

    metadata = Metadata(client, client.clock)
    return {
        "pages": of_pages,
        "create": lambda: known.create([{"fld1": "Ada"}]),
        "update": lambda: known.update([("recAAAAAAAAAAAAAA", {"fld1": "Ada"})]),
        "delete": lambda: known.delete(["recAAAAAAAAAAAAAA"]),
        "schema": schema,
        "bases": metadata.bases,
        "whoami": metadata.whoami,
        "field": lambda: metadata.create_field("app1", "tbl1", {"name": "New", "type": "number"}),
        "payloads": lambda: feed.payloads("ach1", 1),
        "hooks": feed.find,
        "hook": feed.create,
        "refresh": lambda: feed.refresh("ach1"),
    }


def _asking(seeds: Sequence[bytes], *names: str) -> Callable[[Path], tuple[Make, Parse]]:
    """Feeds answers of status 200 to these questions."""

    def start(folder: Path) -> tuple[Make, Parse]:
        client = _Ready(folder)
        every = asked_about(client)
        asked = [every[name] for name in names]

        def parse(data: bytes) -> None:
            client.answer(200, {}, data)
            asked[len(data) % len(asked)]()

        return (lambda dice: mutated_json(dice, seeds)), parse

    return start


def _refusals(folder: Path) -> tuple[Make, Parse]:
    client = _Ready(folder)
    asked = list(asked_about(client).values())

    def make(dice: Random) -> bytes:
        body = mutated(dice, ERRORS) if dice.random() < 0.4 else mutated_json(dice, ERRORS[:7])
        return bytes([dice.randrange(len(_STATUSES)), dice.randrange(len(_HEADERS)), dice.randrange(len(asked))]) + body

    def parse(data: bytes) -> None:
        status, headers, question = [*data[:3], 0, 0, 0][:3]
        client.answer(_STATUSES[status % len(_STATUSES)], _HEADERS[headers % len(_HEADERS)], data[3:])
        asked[question % len(asked)]()

    return make, parse


def _http(folder: Path) -> tuple[Make, Parse]:
    """Through the HTTP library: packed bodies, odd headers."""
    given: list[bytes] = [b""]

    def answer(_request: httpx.Request) -> httpx.Response:
        data, given[0] = given[0], b""
        kind, body = (data[0] if data else 0), data[1:]
        headers = {name: text.encode("latin-1") for name, text in _HEADERS[kind % len(_HEADERS)].items()}
        if kind & 1:
            headers["content-encoding"] = (b"gzip", b"deflate", b"gzip, gzip", b"x-unknown")[kind // 2 % 4]
            body = gzip.compress(body, 1) if kind & 64 else body
        headers["content-type"] = (b"application/json", b"text/html; charset=utf-7", b"\x01")[kind % 3]
        return httpx.Response(
            _STATUSES[kind % len(_STATUSES)] if kind & 32 else 200,
            headers=[(name.encode(), text) for name, text in headers.items()],
            stream=_Stream(body),
        )

    client = Answering(folder, httpx.MockTransport(answer))
    asked = list(asked_about(client).values())

    def make(dice: Random) -> bytes:
        body = gzip.compress(dice.choice(PAGES), 1) if dice.random() < 0.5 else mutated_json(dice, PAGES)
        return bytes([dice.randrange(256)]) + mutated(dice, [body])

    def parse(data: bytes) -> None:
        given[0] = data
        asked[len(data) % len(asked)]()

    return make, parse


class _Stream(httpx.SyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Any:
        half = len(self._body) // 2
        yield self._body[:half]
        yield self._body[half:]


def _cells(_folder: Path) -> tuple[Make, Parse]:
    from airsync_gui.airtable.answers import NO_JSON, from_json
    from airsync_gui.errors import Unreachable

    readers = [wire.reader(field) for field in EVERY]

    def parse(data: bytes) -> None:
        try:
            cell = from_json(data, object)
        except NO_JSON as error:
            raise Unreachable(detail=str(error)) from None
        values = {str(n): read(cell) for n, read in enumerate(readers)}
        dump_values(values).encode()

    return (lambda dice: mutated_json(dice, CELLS)), parse


def _ledgers(_folder: Path) -> tuple[Make, Parse]:
    def parse(data: bytes) -> None:
        ledger = budget.load(data, Pace(5.0), 100.0)
        ledger.earliest(Pace(5.0), 100.0)
        ledger.send(Pace(5.0), 100.0, "GET")
        ledger.answered(100.0, 0.1, "GET", usual=True)
        budget.dump(ledger, 101.0)

    return (lambda dice: mutated_json(dice, LEDGERS)), parse


def _orders(_folder: Path) -> tuple[Make, Parse]:
    def parse(data: bytes) -> None:
        sandbox = Sandbox(rate_limit=False, clock=FakeClock(datetime(2026, 5, 12, tzinfo=UTC)))
        sandbox.add_base("Club").add_table("People", [("Name", "singleLineText"), ("Age", "number", {"precision": 0})])
        what = _WHAT[data[0] % len(_WHAT)] if data else "add"
        status, body = control_answer(sandbox, "POST", what, data[1:])
        assert status in (200, 400)
        json.dumps(body)

    def make(dice: Random) -> bytes:
        return bytes([dice.randrange(256)]) + mutated_json(dice, ORDERS)

    return make, parse


PARSERS = (
    Parser("records", "Airtable's lists of records", _asking(PAGES, "pages")),
    Parser("writes", "Airtable's answers to writes", _asking(WRITTEN, "create", "update", "delete")),
    Parser("metadata", "Airtable's schemas, bases, owners", _asking(SCHEMAS, "schema", "bases", "whoami", "field")),
    Parser("feed", "Airtable's webhooks and their payloads", _asking(FEEDS, "payloads", "hooks", "hook", "refresh")),
    Parser("refusals", "Airtable's error answers", _refusals),
    Parser("http", "answers through the HTTP library", _http, share=0.3),
    Parser("cells", "Airtable's cells of every type", _cells),
    Parser("paces", "what other processes sent", _ledgers),
    Parser("orders", "orders to the sandbox", _orders, share=0.5),
)
