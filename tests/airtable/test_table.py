"""WebTable against the sandbox, its rate limit on: what the engine relies on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.table import WebTable
from airsync_gui.errors import (
    AccessDenied,
    InvalidValue,
    NotFound,
    NotPermitted,
    RecordGone,
    Refused,
    Transient,
    Unreachable,
)
from airsync_gui.sandbox import Sandbox, create_app
from airsync_gui.sandbox.door import BaseHandle, TableHandle
from airsync_gui.sandbox.switches import CHOICES
from airsync_gui.sync.ports import AirtableTable
from airsync_gui.sync.records import Row, Value, Values
from airsync_gui.sync.values import instant_text
from tests.fakes.clock import FakeClock

FIELDS: list[Any] = [
    ("Name", "singleLineText"),
    ("Notes", "multilineText"),
    ("Price", "currency", {"precision": 2, "symbol": "€"}),
    ("Share", "percent", {"precision": 1}),
    ("Took", "duration", {"durationFormat": "h:mm:ss"}),
    ("Stars", "rating"),
    ("Done", "checkbox"),
    ("Kind", "singleSelect", {"choices": ["big", "small, red"]}),
    ("Tags", "multipleSelects", {"choices": ["a", "b, c"]}),
    ("Day", "date"),
    ("At", "dateTime"),
    ("Text", "richText"),
    ("Mail", "email"),
    ("Code", "barcode"),
    ("Who", "singleCollaborator"),
    ("Team", "multipleCollaborators"),
]


@pytest.fixture
def base(sandbox: Sandbox) -> BaseHandle:
    return sandbox.add_base("Shop")


@pytest.fixture
def door(base: BaseHandle) -> TableHandle:
    return base.add_table("Products", FIELDS)


@pytest.fixture
def table(table_of: Callable[..., WebTable], base: BaseHandle, door: TableHandle) -> WebTable:
    return table_of(base.id, door.id)


def values(door: TableHandle, **by_name: Value) -> Values:
    return {door.field_id(name): value for name, value in by_name.items()}


def all_rows(table: WebTable, *field_ids: str) -> list[Row]:
    return [row for page in table.read(field_ids) for row in page]


def names(door: TableHandle, rows: list[Row]) -> list[str]:
    return sorted(str(row.values.get(door.field_id("Name"))) for row in rows)


EXAMPLES: dict[str, Value] = {
    "Name": 'Lämp \'n "shade" \\',
    "Notes": "two\nlines",
    "Price": Decimal("12.34"),
    "Share": Decimal("0.125"),
    "Took": Decimal(3723),
    "Stars": Decimal(4),
    "Done": True,
    "Kind": "small, red",
    "Tags": ("b, c", "a"),
    "Day": date(2026, 2, 28),
    "At": datetime(2026, 2, 28, 23, 59, 59, 250_000, tzinfo=UTC),
    "Text": "# T\n- x",
    "Mail": "ada@example.com",
    "Code": "4006381333931",
    "Who": "ada@example.com",
    "Team": ("sandbox@example.com", "ada@example.com"),
}


def test_it_is_the_engines_airtable_table(table: WebTable) -> None:
    port: AirtableTable = table
    assert port.batch_size == 10


def test_what_is_created_reads_back_equal_in_every_type(table: WebTable, door: TableHandle) -> None:
    sent = values(door, **EXAMPLES)
    (row,) = table.create([sent])
    assert row.values == sent
    (read,) = all_rows(table, *sent)
    assert read.values == sent
    assert read.label == read.row_id == row.row_id


def test_none_makes_every_type_of_cell_blank(table: WebTable, door: TableHandle) -> None:
    sent = values(door, **EXAMPLES)
    (row,) = table.create([sent])
    (emptied,) = table.update([(row.row_id, dict.fromkeys(sent))])
    assert emptied.values == {}
    assert all_rows(table, *sent)[0].values == {}


def test_an_update_changes_the_named_fields_only(table: WebTable, door: TableHandle) -> None:
    first = door.add({"Name": "Lamp", "Price": 3})
    second = door.add({"Name": "Desk", "Price": 4})
    price = Decimal(5)
    rows = table.update([(second, values(door, Price=price)), (first, values(door, Price=price))])
    assert [row.row_id for row in rows] == [second, first]
    assert rows[0].values == values(door, Name="Desk", Price=price)


def test_an_edited_bar_code_stays_of_its_kind(table: WebTable, door: TableHandle) -> None:
    ean = door.add({"Name": "Lamp", "Code": {"text": "4006381333931", "type": "ean13"}})
    plain = door.add({"Name": "Desk", "Code": {"text": "A1"}})
    none = door.add({"Name": "Rug"})
    blank = door.add({"Name": "Bed", "Code": {"text": "X", "type": "code39"}})
    table.update(
        [(each, values(door, Code="5901234123457")) for each in (ean, plain, none)] + [(blank, values(door, Code=None))]
    )
    assert [door.record(each)["fields"].get("Code") for each in (ean, plain, none, blank)] == [
        {"text": "5901234123457", "type": "ean13"},
        {"text": "5901234123457"},
        {"text": "5901234123457"},
        None,
    ]
    calls = table.calls
    table.update([(ean, values(door, Name="Lamp 2"))])
    assert table.calls == calls + 1, "nothing is looked up where no bar code is written"


def test_a_long_table_comes_page_by_page_at_the_limits_pace(
    table: WebTable, door: TableHandle, clock: FakeClock, sandbox: Sandbox
) -> None:
    door.add_many({"Name": f"n{number}"} for number in range(950))
    table.schema()
    calls, began = table.calls, clock.monotonic()
    pages = list(table.read([door.field_id("Name")]))
    assert [len(page) for page in pages] == [100] * 9 + [50]
    assert table.calls - calls == 10
    # Nine gaps of 0.21 s; the sandbox would have answered 429 to anything faster than five a second.
    assert clock.monotonic() - began == pytest.approx(9 * 0.21, abs=0.25)
    assert sandbox.requests.count(status=429) == 0


def test_an_empty_table_is_one_empty_page(table: WebTable, door: TableHandle) -> None:
    assert [list(page) for page in table.read([door.field_id("Name")])] == [[]]


def test_an_expired_offset_starts_the_list_anew(table: WebTable, door: TableHandle, sandbox: Sandbox) -> None:
    ids = door.add_many({"Name": f"n{number}"} for number in range(250))
    sandbox.faults.expired_offsets.at = {2}
    rows = all_rows(table, door.field_id("Name"))
    assert len(rows) == 450  # two pages came twice
    assert {row.row_id for row in rows} == set(ids)


def test_a_list_that_never_ends_well_gives_up(table: WebTable, door: TableHandle, sandbox: Sandbox) -> None:
    door.add_many({"Name": f"n{number}"} for number in range(150))
    sandbox.faults.expired_offsets.every = 1
    with pytest.raises(Unreachable) as caught:
        all_rows(table, door.field_id("Name"))
    assert caught.value.type == "LIST_RECORDS_ITERATOR_NOT_AVAILABLE"
    assert caught.value.outcome_unknown is False
    assert sandbox.faults.expired_offsets.fired == 4


@pytest.mark.parametrize("records", [0, 5, 150])
def test_a_list_without_end_is_given_up(
    records: int, table: WebTable, door: TableHandle, sandbox: Sandbox, clock: FakeClock
) -> None:
    door.add_many({"Name": f"n{number}"} for number in range(records))
    sandbox.faults.endless_lists.every = 1
    with pytest.raises(Unreachable, match="no end"):
        all_rows(table, door.field_id("Name"))
    assert sandbox.requests.count(path="listRecords") < 30


def test_only_the_asked_fields_are_in_the_values(table: WebTable, door: TableHandle) -> None:
    door.add({"Name": "Lamp", "Price": 3})
    (row,) = all_rows(table, door.field_id("Price"))
    assert row.values == values(door, Price=Decimal(3))
    assert all_rows(table)[0].values == {}


def test_created_and_modified_times_are_known(
    table_of: Callable[..., WebTable], base: BaseHandle, door: TableHandle, clock: FakeClock
) -> None:
    result = {"result": {"type": "dateTime", "options": {"timeZone": "utc"}}}
    modified = door.add_field("Modified", "lastModifiedTime", {"isValid": True, "referencedFieldIds": [], **result})
    created_at = clock.now()
    record_id = door.add({"Name": "Lamp"})
    clock.advance(3600)
    door.edit(record_id, {"Name": "Desk"})
    table = table_of(base.id, door.id, modified_field_id=modified)
    (row,) = all_rows(table, door.field_id("Name"))
    assert row.values == values(door, Name="Desk")
    assert (row.created_at, row.modified_at) == (created_at, created_at.replace(hour=created_at.hour + 1))
    assert modified in all_rows(table, modified)[0].values


def test_records_are_read_by_id_a_hundred_a_call(table: WebTable, door: TableHandle) -> None:
    ids = door.add_many({"Name": f"n{number}"} for number in range(230))
    door.delete(ids[7])
    table.schema()
    calls = table.calls
    rows = table.read_records([*ids, "recNoSuchRecord00"], [door.field_id("Name")])
    assert table.calls - calls == 3
    assert {row.row_id for row in rows} == set(ids) - {ids[7]}
    assert table.read_records([], [door.field_id("Name")]) == []


@pytest.mark.parametrize("name", ["Name", "Price", "Share", "Took", "Stars", "Done", "Kind", "Day", "At", "Mail"])
def test_a_record_is_found_by_a_key_of_that_type(name: str, table: WebTable, door: TableHandle) -> None:
    (wanted,) = table.create([values(door, **EXAMPLES)])
    door.add({"Name": "other", "Price": 1, "Day": "2026-02-27", "At": "2026-02-27T23:59:59.250Z"})
    key_field = table.schema().by_id()[door.field_id(name)]
    table.schema()
    rows = table.find([key_field], [(EXAMPLES[name],)], [key_field.id])
    assert [row.row_id for row in rows] == [wanted.row_id]


@pytest.mark.parametrize("name", ["Notes", "Tags", "Text", "Who", "Team"])
def test_keys_that_no_formula_can_match_read_the_whole_table(name: str, table: WebTable, door: TableHandle) -> None:
    table.create([values(door, **EXAMPLES)])
    door.add({"Name": "other"})
    key_field = table.schema().by_id()[door.field_id(name)]
    assert len(table.find([key_field], [(EXAMPLES[name],)], [key_field.id])) == 2


def test_two_key_fields_belong_together(table: WebTable, door: TableHandle) -> None:
    door.add({"Name": "Lamp", "Price": 1})
    door.add({"Name": "Lamp", "Price": 2})
    wanted = door.add({"Name": "Desk", "Price": 1})
    by_id = table.schema().by_id()
    fields = [by_id[door.field_id("Name")], by_id[door.field_id("Price")]]
    rows = table.find(fields, [("Desk", Decimal(1)), ("Lamp", Decimal(9)), ("Lamp", None)], [fields[0].id])
    assert [row.row_id for row in rows] == [wanted]


def test_many_keys_take_a_call_for_every_fifty(table: WebTable, door: TableHandle) -> None:
    door.add_many({"Name": f"n{number}"} for number in range(300))
    key_field = table.schema().by_id()[door.field_id("Name")]
    calls = table.calls
    rows = table.find([key_field], [(f"n{number}",) for number in range(120)], [key_field.id])
    assert table.calls - calls == 3
    assert names(door, rows) == sorted(f"n{number}" for number in range(120))


@pytest.mark.parametrize(("sent", "kept"), [("12.345", 12.35), ("12.345", 12.345), ("12.3", 12.3)])
def test_a_number_key_is_found_however_airtable_rounded_it(
    sent: str, kept: float, table: WebTable, door: TableHandle
) -> None:
    record_id = door.add({"Price": kept})
    door.add({"Price": 12.4})
    key_field = table.schema().by_id()[door.field_id("Price")]
    assert record_id in [row.row_id for row in table.find([key_field], [(Decimal(sent),)], [key_field.id])]


def test_choices_are_made_only_where_the_pair_says_so(
    table_of: Callable[..., WebTable], table: WebTable, base: BaseHandle, door: TableHandle
) -> None:
    with pytest.raises(InvalidValue) as caught:
        table.create([values(door, Kind="huge")])
    assert caught.value.value == "huge"
    (row,) = table_of(base.id, door.id, create_choices=True).create([values(door, Kind="huge")])
    assert row.values == values(door, Kind="huge")


def test_a_refused_batch_names_the_field_and_writes_nothing(table: WebTable, door: TableHandle) -> None:
    with pytest.raises(InvalidValue) as caught:
        table.create([values(door, Name="good"), values(door, Price="not a number")])
    assert caught.value.field == "Price"
    assert door.records() == []


def test_a_create_with_a_lost_answer_is_never_sent_again(table: WebTable, door: TableHandle, sandbox: Sandbox) -> None:
    table.schema()
    for fault in ("lost_answers", "lost_requests"):
        sandbox.requests.clear()
        getattr(sandbox.faults, fault).next = 1
        with pytest.raises(Transient) as caught:
            table.create([values(door, Name=fault)])
        assert caught.value.outcome_unknown is True
        assert len(sandbox.requests) == 1
    assert names(door, all_rows(table, door.field_id("Name"))) == ["lost_answers"]


@pytest.mark.parametrize("fault", ["cut_bodies", "garbled_bodies", "server_errors"])
def test_a_create_with_a_spoilt_answer_is_never_sent_again(
    fault: str, table: WebTable, door: TableHandle, sandbox: Sandbox
) -> None:
    table.schema()
    sandbox.requests.clear()
    getattr(sandbox.faults, fault).next = 1
    with pytest.raises(Transient) as caught:
        table.create([values(door, Name="Lamp")])
    assert caught.value.outcome_unknown is True
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize("fault", ["lost_answers", "lost_requests", "cut_bodies", "garbled_bodies", "server_errors"])
def test_updates_and_deletions_are_repeated(fault: str, table: WebTable, door: TableHandle, sandbox: Sandbox) -> None:
    kept, gone = door.add_many([{"Name": "kept"}, {"Name": "gone"}])
    table.schema()
    getattr(sandbox.faults, fault).next = 1
    assert table.update([(kept, values(door, Name="new"))])[0].values == values(door, Name="new")
    getattr(sandbox.faults, fault).next = 1
    assert table.delete([gone]) == [gone]
    assert [record["id"] for record in door.records()] == [kept]


def test_a_rate_limit_is_waited_out_and_the_create_sent_again(
    table: WebTable, door: TableHandle, sandbox: Sandbox, clock: FakeClock
) -> None:
    table.schema()
    sandbox.faults.rate_limits.next = 1
    began = clock.monotonic()
    table.create([values(door, Name="Lamp")])
    assert 30 <= clock.monotonic() - began < 31
    assert len(door.records()) == 1


@pytest.mark.parametrize("missing", CHOICES["missing_in_delete"])
def test_deleting_what_is_partly_gone_deletes_the_rest(
    missing: str, table: WebTable, door: TableHandle, sandbox: Sandbox
) -> None:
    sandbox.switches.missing_in_delete = missing
    ids = door.add_many({"Name": f"n{number}"} for number in range(4))
    door.delete(ids[1])
    assert table.delete(ids[:3]) == ids[:3]
    assert [record["id"] for record in door.records()] == [ids[3]]
    assert table.delete(ids[:3]) == ids[:3]


@pytest.mark.parametrize("partly_gone", [False, True])
def test_what_an_answer_says_nothing_of_and_is_there_is_not_deleted(
    partly_gone: bool, table: WebTable, door: TableHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = door.add_many({"Name": f"n{number}"} for number in range(3))
    if partly_gone:
        door.delete(ids[0])
    send = httpx.Client.send

    def leaves_one_out(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
        if request.method == "DELETE":
            request.url = httpx.URL(str(request.url).replace(f"records%5B%5D={ids[2]}", f"records%5B%5D={ids[1]}"))
        return send(client, request, **options)

    monkeypatch.setattr(httpx.Client, "send", leaves_one_out)
    assert table.delete(ids) == ids[:2]
    assert [record["id"] for record in door.records()] == [ids[2]]


def test_updating_a_record_that_is_gone_names_it(table: WebTable, door: TableHandle) -> None:
    record_id = door.add({"Name": "Lamp"})
    door.delete(record_id)
    with pytest.raises(RecordGone) as caught:
        table.update([(record_id, values(door, Name="x"))])
    assert caught.value.record in (record_id, None)


@pytest.mark.parametrize("refusal", ["record_not_found", "not_found", "model_not_found"])
def test_an_answer_that_says_gone_of_what_is_there_is_a_refusal(
    refusal: str, table: WebTable, door: TableHandle, sandbox: Sandbox
) -> None:
    ids = door.add_many({"Name": f"n{number}"} for number in range(3))
    sandbox.faults.set({"refusals": {"every": 1}, "refusal": refusal, "only": "update, delete"})
    expected = NotPermitted if refusal == "model_not_found" else Refused
    for write in (
        lambda: table.delete(ids),
        lambda: table.update([(record_id, values(door, Name="x")) for record_id in ids]),
    ):
        with pytest.raises(expected) as caught:
            write()
        assert type(caught.value) is expected  # a RecordGone would be believed
    assert len(door.records()) == 3


@pytest.mark.parametrize("refusal", ["record_not_found", "not_found", "model_not_found"])
def test_an_update_of_one_that_is_gone_is_told_from_a_forbidden_one(
    refusal: str, table: WebTable, door: TableHandle, sandbox: Sandbox
) -> None:
    ids = door.add_many({"Name": f"n{number}"} for number in range(3))
    door.delete(ids[1])
    sandbox.faults.set({"refusals": {"every": 1}, "refusal": refusal, "only": "update"})
    with pytest.raises(RecordGone):
        table.update([(record_id, values(door, Name="x")) for record_id in ids])
    sandbox.faults.refusal = "not_permitted"
    with pytest.raises(NotPermitted):
        table.update([(record_id, values(door, Name="x")) for record_id in ids])


def test_a_link_to_what_is_gone_is_not_the_record_that_is_gone(
    table: WebTable, base: BaseHandle, door: TableHandle
) -> None:
    makers = base.add_table("Makers")
    link = door.add_field("Maker", "multipleRecordLinks", {"linkedTableId": makers.id})
    maker, lamp = makers.add({"Name": "Ada"}), door.add({"Name": "Lamp"})
    makers.delete(maker)
    with pytest.raises(RecordGone) as caught:
        table.update([(lamp, {link: (maker,)})])
    assert caught.value.record == maker


def test_a_field_that_is_gone_is_looked_for_once_more(table: WebTable, door: TableHandle, sandbox: Sandbox) -> None:
    table.schema()
    late = door.add_field("Late", "singleLineText")
    assert table.create([{late: "x"}])[0].values == {late: "x"}
    with pytest.raises(NotFound) as caught:
        list(table.read(["fldNoSuchField000"]))
    assert (caught.value.what, caught.value.name) == ("field", "fldNoSuchField000")


def test_a_field_deleted_behind_the_cached_schema_is_airtables_refusal(table: WebTable, door: TableHandle) -> None:
    table.schema()
    late = door.field_id("Notes")
    door.delete_field("Notes")
    with pytest.raises(Refused) as caught:
        list(table.read([late]))
    assert (caught.value.type, caught.value.field) == ("UNKNOWN_FIELD_NAME", late)


def test_a_table_or_base_that_is_gone_says_that_it_may_be(
    table: WebTable, base: BaseHandle, door: TableHandle, sandbox: Sandbox
) -> None:
    table.schema()
    base.delete_table(door.id)
    with pytest.raises(NotPermitted) as caught:
        list(table.read([door.field_id("Name")]))
    assert caught.value.may_be_absent
    with pytest.raises(NotFound):
        table.schema(refresh=True)
    sandbox.delete_base(base.id)
    with pytest.raises(NotPermitted):
        table.schema(refresh=True)


def test_a_missing_scope_is_named(
    sandbox: Sandbox, make_client: Any, metadata: Metadata, base: BaseHandle, door: TableHandle, table: WebTable
) -> None:
    token = sandbox.add_token({"data.records:read", "schema.bases:read"})
    client = make_client(httpx.WSGITransport(create_app(sandbox)), token)
    reader = WebTable(client, metadata, base.id, door.id)
    assert all_rows(reader, door.field_id("Name")) == []
    with pytest.raises(AccessDenied) as caught:
        reader.create([values(door, Name="x")])
    assert "data.records:write" in caught.value.needs


def test_airtables_clock_is_compared_with_ours(sandbox: Sandbox, table: WebTable, door: TableHandle) -> None:
    sandbox.world.clock_skew_s = 90.0
    all_rows(table, door.field_id("Name"))
    assert table.clock_skew_s == pytest.approx(90.0, abs=0.6)


def test_an_answer_that_misses_a_record_leaves_the_outcome_open(
    answering: Any, metadata: Metadata, base: BaseHandle, door: TableHandle
) -> None:
    schema = metadata.tables(base.id)  # at hand before the odd answer
    client, _ = answering(httpx.Response(200, json={"records": []}))
    table = WebTable(client, metadata, base.id, schema[0].table_id)
    with pytest.raises(Unreachable) as caught:
        table.create([values(door, Name="x")])
    assert caught.value.outcome_unknown


def test_instants_are_sent_with_their_zone(table: WebTable, door: TableHandle) -> None:
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    (row,) = table.create([values(door, At=moment)])
    assert door.record(row.row_id)["fields"]["At"] == instant_text(moment)
