"""Cells as JSON and as canonical values, for every type there is and one that there is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.airtable.wire import instant, reader, to_wire
from airsync_gui.errors import InvalidValue
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import READ_ONLY_KINDS, WRITABLE_KINDS, Field, Kind
from airsync_gui.sync.values import is_blank, same

ADA = {"id": "usrDemo0000000001", "email": "ada@example.com", "name": "Ada"}
NOBODY = {"id": "usrDemo0000000002", "name": "Somebody"}
FILE = {"id": "attDemo0000000001", "url": "https://x/1?expires=2", "filename": "a/b.png", "size": 1234}


def of(kind: str, result: str | None = None, **options: Any) -> Field:
    return Field("fld1", "Field", kind, {**options, "result": {"type": result}} if result else options)


BLANKS: list[Any] = [None, "", [], False]


def packed(data: Any) -> Any:
    """The same as the client hands it over: fractions as Decimal."""
    return msgspec.json.Decoder(float_hook=Decimal).decode(msgspec.json.encode(data))


ALL_TYPES = [
    of(kind) for kind in (*WRITABLE_KINDS, *READ_ONLY_KINDS, "formula", "rollup", "manualSort", "somethingNew")
]
ALL_TYPES += [of("formula", result) for result in (*WRITABLE_KINDS, "multipleLookupValues", "somethingNew")]


@pytest.mark.parametrize(
    ("field", "data", "value"),
    [
        (of("singleLineText"), "Lämp ", "Lämp "),
        (of("multilineText"), "a\r\nb\n", "a\r\nb\n"),
        (of("email"), "ada@example.com", "ada@example.com"),
        (of("url"), "https://x", "https://x"),
        (of("phoneNumber"), "+49 30", "+49 30"),
        (of("richText"), "# T\n- x\n", "# T\n- x"),
        (of("richText"), "x\n\n", "x\n"),
        (of("richText"), "\n", None),
        (of("number"), 0, Decimal(0)),
        (of("number"), 0.1, Decimal("0.1")),
        (of("number"), 10**20, Decimal(10**20)),
        (of("currency"), -12.5, Decimal("-12.5")),
        (of("percent"), 0.125, Decimal("0.125")),
        (of("duration"), 3723.5, Decimal("3723.5")),
        (of("rating"), 5, Decimal(5)),
        (of("checkbox"), True, True),
        (of("checkbox"), False, None),
        (of("singleSelect"), "a, b", "a, b"),
        (of("singleSelect"), {"id": "sel1", "name": "a"}, "a"),
        (of("multipleSelects"), ["b, c", "a"], ("b, c", "a")),
        (of("multipleSelects"), [{"id": "sel1", "name": "a"}], ("a",)),
        (of("date"), "2026-02-28", date(2026, 2, 28)),
        (of("date"), "0019-05-01", date(19, 5, 1)),
        (of("dateTime"), "2026-01-02T03:04:05.678Z", datetime(2026, 1, 2, 3, 4, 5, 678000, UTC)),
        (of("dateTime"), "2026-01-02T03:04:05.000+02:00", datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC)),
        (of("singleCollaborator"), ADA, "ada@example.com"),
        (of("singleCollaborator"), NOBODY, "usrDemo0000000002"),
        (of("multipleCollaborators"), [ADA, NOBODY], ("ada@example.com", "usrDemo0000000002")),
        (of("multipleRecordLinks"), ["rec1", "rec2"], ("rec1", "rec2")),
        (of("multipleRecordLinks"), [{"id": "rec1", "name": "Lamp"}], ("rec1",)),
        (of("multipleAttachments"), [FILE], ("attDemo0000000001/1234/a/b.png",)),
        (of("barcode"), {"text": "A123", "type": None}, "A123"),
        (of("autoNumber"), 7, Decimal(7)),
        (of("count"), 0, Decimal(0)),
        (of("createdTime"), "2026-01-02T03:04:05.000Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (of("createdTime", "date"), "2026-01-02T03:04:05.000Z", date(2026, 1, 2)),
        (of("lastModifiedTime", "dateTime"), "2026-01-02T03:04:05.000Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (of("createdBy"), ADA, "ada@example.com"),
        (of("lastModifiedBy"), NOBODY, "usrDemo0000000002"),
        (of("formula", "number"), 12.5, Decimal("12.5")),
        (of("formula", "number"), [12.5], Decimal("12.5")),
        (of("formula", "number"), [1, 2.5], ("1", "2.5")),
        (of("formula", "number"), {"specialValue": "NaN"}, "NaN"),
        (of("formula", "number"), {"error": "#ERROR!"}, "#ERROR!"),
        (of("formula", "number"), "text after all", "text after all"),
        (of("formula", "singleLineText"), "x", "x"),
        (of("formula", "singleLineText"), 3, Decimal(3)),
        (of("formula", "date"), "2026-01-02", date(2026, 1, 2)),
        (of("formula", "dateTime"), "2026-01-02T03:04:05.000Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (of("formula", "checkbox"), True, True),
        (of("formula"), True, True),
        (of("formula"), [], None),
        (of("formula"), [None], None),
        (of("formula"), ["", False], ("", "false")),
        (of("rollup", "multipleSelects"), ["a"], ("a",)),
        (of("rollup", "number"), {"specialValue": "-Infinity"}, "-Infinity"),
        (of("multipleLookupValues"), [2083333, 0.5, None, "x", True], ("2083333", "0.5", "x", "true")),
        (
            of("multipleLookupValues"),
            [ADA, FILE, {"error": "#ERROR!"}],
            ("Ada", "attDemo0000000001/1234/a/b.png", "#ERROR!"),
        ),
        (of("multipleLookupValues"), [{"label": "Open", "url": None}, {"text": "A1", "type": None}], ("Open", "A1")),
        (of("multipleLookupValues"), {"error": "#ERROR!"}, "#ERROR!"),
        (of("button"), {"label": "Open", "url": "https://x?now"}, "Open"),
        (of("aiText"), {"state": "generated", "isStale": False, "value": "Once"}, "Once"),
        (of("aiText"), {"state": "error", "errorType": "tooLong", "value": None}, "tooLong"),
        (of("aiText"), {"state": "empty", "isStale": True, "value": None}, None),
        (of("externalSyncSource"), "Other base", "Other base"),
        (of("externalSyncSource"), {"id": "sel1", "name": "Other base", "color": "blue"}, "Other base"),
        (of("manualSort"), {"b": 1.50, "a": [None]}, '{"a":[null],"b":1.5}'),
        (of("somethingNew"), "x", '"x"'),
    ],
)
def test_what_airtable_sends_is_canonical(field: Field, data: Any, value: Value) -> None:
    found = reader(field)(packed(data))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("field", ALL_TYPES, ids=lambda field: f"{field.type}-{field.kind.value}")
def test_blank_is_blank_in_every_type(field: Field) -> None:
    assert [reader(field)(data) for data in BLANKS] == [None] * 4


@pytest.mark.parametrize(
    ("field", "data", "value"),
    [
        (of("number"), "12", "12"),
        (of("number"), True, "true"),
        (of("number"), {"specialValue": "Infinity"}, "Infinity"),
        (of("rating"), [1], "[1]"),
        (of("checkbox"), "yes", "yes"),
        (of("checkbox"), 1, "1"),
        (of("date"), "tomorrow", "tomorrow"),
        (of("date"), "2026-02-30", "2026-02-30"),
        (of("date"), 5, "5"),
        (of("dateTime"), "2026-01-02T99:00:00Z", "2026-01-02T99:00:00Z"),
        (of("dateTime"), "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        (of("singleLineText"), 1.5, "1.5"),
        (of("multipleSelects"), "a", "a"),
        (of("multipleRecordLinks"), 3, "3"),
        (of("barcode"), {"type": "code39"}, '{"type":"code39"}'),
    ],
)
def test_what_does_not_fit_its_type_becomes_text(field: Field, data: Any, value: str) -> None:
    assert reader(field)(packed(data)) == value


CELLS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "email", "name", "text", "label", "state", "value", "error", "specialValue"])
            | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(field=st.sampled_from(ALL_TYPES), data=CELLS)
def test_nothing_that_airtable_could_send_makes_it_fail(field: Field, data: Any) -> None:
    value = reader(field)(packed(data))
    assert value is None or not is_blank(value)
    assert isinstance(value, str | bool | Decimal | date | tuple | None)
    if isinstance(value, tuple):
        assert all(isinstance(member, str) for member in value)


TEXT = st.text(min_size=1, max_size=40)
MEMBERS = st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=4).map(tuple)
PERSON = st.sampled_from(["ada@example.com", "usrDemo0000000002"])
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: TEXT,
    Kind.RICH_TEXT: TEXT,
    Kind.NUMBER: st.decimals(allow_nan=False, allow_infinity=False),
    Kind.CHECKBOX: st.just(True),
    Kind.CHOICE: TEXT,
    Kind.LIST: MEMBERS,
    Kind.DATE: st.dates(),
    Kind.DATETIME: st.datetimes(timezones=st.just(UTC)),
}


@given(data=st.data())
def test_what_is_sent_reads_back_equal(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(WRITABLE_KINDS)))
    field = of(kind)
    people: dict[str, st.SearchStrategy[Any]] = {
        "singleCollaborator": PERSON,
        "multipleCollaborators": st.lists(PERSON, min_size=1).map(tuple),
    }
    values: st.SearchStrategy[Any] = people.get(kind, VALUES[field.kind])
    value: Value = data.draw(values)
    encoded = msgspec.json.Encoder(decimal_format="number").encode(to_wire(field, value))
    answer = msgspec.json.Decoder(float_hook=Decimal).decode(encoded)
    if field.kind is Kind.RICH_TEXT:
        answer += "\n"  # as Airtable does
    assert same(reader(field)(answer), value)


@pytest.mark.parametrize("field", ALL_TYPES, ids=lambda field: f"{field.type}-{field.kind.value}")
def test_blank_is_sent_as_null(field: Field) -> None:
    assert [to_wire(field, value) for value in (None, "", (), False)] == [None] * 4


@pytest.mark.parametrize(
    ("field", "value", "data"),
    [
        (of("number"), Decimal("0.10"), b"0.10"),
        (of("number"), Decimal("12.00"), b"12"),
        (of("number"), Decimal("1E+3"), b"1000"),
        (of("number"), Decimal("12345678901234567890.5"), b"12345678901234567890.5"),
        (of("rating"), Decimal(5), b"5"),
        (of("checkbox"), True, b"true"),
        (of("date"), date(2026, 1, 2), b'"2026-01-02"'),
        (of("dateTime"), datetime(2026, 1, 2, 3, 4, tzinfo=UTC), b'"2026-01-02T03:04:00.000Z"'),
        (
            of("dateTime"),
            datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=2))),
            b'"2026-01-02T01:04:00.000Z"',
        ),
        (of("singleCollaborator"), "ada@example.com", b'{"email":"ada@example.com"}'),
        (of("singleCollaborator"), "usrDemo0000000002", b'{"id":"usrDemo0000000002"}'),
        (of("multipleCollaborators"), ("a@b", "usr1"), b'[{"email":"a@b"},{"id":"usr1"}]'),
        (of("multipleRecordLinks"), ("rec1",), b'["rec1"]'),
        (of("multipleSelects"), ("b", "a"), b'["b","a"]'),
        (of("barcode"), "A123", b'{"text":"A123"}'),
    ],
)
def test_what_is_sent_has_airtables_form(field: Field, value: Value, data: bytes) -> None:
    assert msgspec.json.Encoder(decimal_format="number").encode(to_wire(field, value)) == data


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_cant_hold_are_not_sent(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        to_wire(of("number"), Decimal(text))
    assert caught.value.field == "Field"


def test_a_time_that_airtable_does_not_tell_is_none() -> None:
    assert instant("2026-01-02T03:04:05.678Z") == datetime(2026, 1, 2, 3, 4, 5, 678000, UTC)
    assert instant(None) is instant("") is instant("no time") is None


def test_a_reader_is_made_once_for_a_column() -> None:
    read = reader(of("number"))
    assert [read(data) for data in (1, None, Decimal("2.5"))] == [Decimal(1), None, Decimal("2.5")]


def test_what_is_nested_as_deep_as_can_be_is_read_all_the_same() -> None:
    data: Any = "x"
    for _ in range(50_000):
        data = [data]
    for field in ALL_TYPES:
        assert reader(field)(data) is not None
    while isinstance(data, list):  # the interpreter would take it apart just as deeply
        data = data[0]
