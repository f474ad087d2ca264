"""Each error answer of Airtable's, and what it becomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.airtable.calls import READ_SCHEMA, WRITE_RECORDS, Call
from airsync_gui.airtable.refusals import Answer, OffsetExpired, error_of, retry_after_s
from airsync_gui.errors import (
    AirSyncError,
    AllowanceSpent,
    InvalidValue,
    KeyRejected,
    NotFound,
    NotPermitted,
    RateLimited,
    RecordGone,
    Refused,
    ServerFault,
    TooLarge,
    Unreachable,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
AT = {"base": "appDemo0000000001", "table": "tblDemo0000000001"}
WRITE = Call("PATCH", "/v0/{base}/{table}", AT, writes=True, names_records=True, needs=WRITE_RECORDS)
READ = Call("POST", "/v0/{base}/{table}/listRecords", AT)
SCHEMA = Call("GET", "/v0/meta/bases/{base}/tables", {"base": AT["base"]}, needs=READ_SCHEMA)
HTML = b"<html><head><style>b{}</style><title>502</title></head><body><h1>Bad   gateway</h1></body></html>"


def error(status: int, body: Any = b"", call: Call = WRITE, **headers: str) -> AirSyncError:
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    found = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_of(call, Answer(status, found, content, "api.airtable.com"), NOW)


def of_type(kind: str, message: str = "") -> dict[str, Any]:
    return {"error": {"type": kind, "message": message} if message else {"type": kind}}


def listed(kind: str, message: str) -> dict[str, Any]:
    return {"errors": [{"error": kind, "message": message}]}


def test_401_rejects_the_key() -> None:
    found = error(401, of_type("AUTHENTICATION_REQUIRED", "Authentication required"))
    assert isinstance(found, KeyRejected)
    assert (found.host, found.detail) == ("api.airtable.com", "Authentication required")


def test_403_names_the_scope_and_the_role() -> None:
    found = error(403, of_type("INVALID_PERMISSIONS", "You are not permitted to perform this operation"))
    assert isinstance(found, NotPermitted)
    assert (found.needs, found.may_be_absent) == ("data.records:write and the editor role", False)
    assert found.what == "appDemo0000000001/tblDemo0000000001"


def test_403_may_also_mean_that_it_does_not_exist() -> None:
    found = error(403, of_type("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "Invalid permissions, or …"), SCHEMA)
    assert isinstance(found, NotPermitted)
    assert (found.needs, found.may_be_absent, found.what) == ("schema.bases:read", True, "appDemo0000000001")


@pytest.mark.parametrize(
    ("body", "call", "kind"),
    [
        ({"error": "NOT_FOUND"}, SCHEMA, NotFound),
        ({"error": "NOT_FOUND"}, READ, NotFound),
        (of_type("NOT_FOUND"), READ, NotFound),
        (of_type("MODEL_ID_NOT_FOUND", "Table not found"), WRITE, NotFound),
        (of_type("TABLE_NOT_FOUND", "Could not find table X in application app…"), WRITE, NotFound),
        (of_type("MODEL_ID_NOT_FOUND", "Record not found"), WRITE, RecordGone),
        ({"error": "NOT_FOUND"}, WRITE, RecordGone),
        (b"", READ, NotFound),
    ],
)
def test_404_is_a_record_only_where_one_was_named(body: Any, call: Call, kind: type[AirSyncError]) -> None:
    assert type(error(404, body, call)) is kind


def test_404_where_no_base_was_named_is_not_airtables_answer() -> None:
    for path in ("/v0/meta/whoami", "/v0/meta/bases"):
        assert type(error(404, {"error": "NOT_FOUND"}, Call("GET", path, {}))) is Unreachable


def test_404_says_which_table() -> None:
    found = error(404, {"error": "NOT_FOUND"}, READ)
    assert (found.what, found.name) == ("table", "tblDemo0000000001")


@pytest.mark.parametrize("status", [403, 404, 407])
def test_a_proxys_page_is_not_airtables_word(status: int) -> None:
    found = error(status, b"<html><title>Blocked</title> by your company</html>")
    assert isinstance(found, Unreachable)
    assert found.detail == "Blocked by your company"


def test_402_and_408_say_nothing_of_a_record() -> None:
    assert isinstance(error(402, of_type("PAYMENT_REQUIRED", "Upgrade"), WRITE), AllowanceSpent)
    assert isinstance(error(402, HTML, WRITE), Unreachable)
    late = error(408, of_type("REQUEST_TIMEOUT", "Too late"), WRITE)
    assert isinstance(late, Unreachable)
    assert late.outcome_unknown


def test_413_is_too_large() -> None:
    assert isinstance(error(413, HTML), TooLarge)


@pytest.mark.parametrize(
    ("kind", "message", "expected", "facts"),
    [
        ("INVALID_VALUE_FOR_COLUMN", 'Field "Price" cannot accept the provided value', InvalidValue, ("Price", None)),
        (
            "INVALID_VALUE_FOR_COLUMN",
            'Field "5" screen" cannot accept a value because the field is computed',
            InvalidValue,
            ('5" screen', None),
        ),
        ("UNKNOWN_FIELD_NAME", 'Unknown field name: "Colour"', Refused, ("Colour", None)),
        (
            "INVALID_MULTIPLE_CHOICE_OPTIONS",
            'Insufficient permissions to create new select option ""teal""',
            InvalidValue,
            (None, "teal"),
        ),
        ("INVALID_ATTACHMENT_OBJECT", "", InvalidValue, (None, None)),
        ("INVALID_REQUEST_UNKNOWN", "Invalid request: parameter validation failed.", Refused, (None, None)),
        ("LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "", OffsetExpired, (None, None)),
        ("INVALID_OFFSET_VALUE", "The value of offset itr/rec is invalid", OffsetExpired, (None, None)),
    ],
)
def test_422_is_refused_with_the_field_and_the_choice(
    kind: str, message: str, expected: type[Refused], facts: tuple[str | None, str | None]
) -> None:
    found = error(422, of_type(kind, message))
    assert type(found) is expected
    assert (found.type, found.detail) == (kind, message or kind)
    assert (found.field, found.value) == facts


def test_422_names_the_record_that_is_gone() -> None:
    found = error(422, of_type("ROW_DOES_NOT_EXIST", "Record ID recA0000000000001 does not exist in this table"))
    assert isinstance(found, RecordGone)
    assert found.record == "recA0000000000001"


@pytest.mark.parametrize(
    "body",
    [listed("RATE_LIMIT_REACHED", "Rate limit exceeded."), of_type("RATE_LIMIT_REACHED", "…"), HTML, b"", {}],
)
def test_429_is_thirty_seconds_in_every_shape(body: Any) -> None:
    found = error(429, body)
    assert isinstance(found, RateLimited)
    assert (found.retry_after_s, found.outcome_unknown) == (30.0, False)


def test_429_for_the_month_is_another_thing() -> None:
    found = error(429, listed("PUBLIC_API_BILLING_LIMIT_EXCEEDED", "API billing plan limit exceeded."))
    assert isinstance(found, AllowanceSpent)
    assert found.detail == "API billing plan limit exceeded."


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12", 12.0),
        ("0.5", 0.5),
        ("Fri, 02 Jan 2026 03:05:05 GMT", 60.0),
        ("Fri, 02 Jan 2026 03:00:00 GMT", 0.0),
        ("99999999", 3600.0),
        ("soon", None),
        ("-1", None),
        ("", None),
        ("Fri, 99 Jan 2026 03:00:00 GMT", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": text}, NOW) == seconds
    assert error(429, b"", retry_after=text).retry_after_s == (30.0 if seconds is None else seconds)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_5xx_leaves_the_outcome_of_a_write_open(status: int) -> None:
    found = error(status, HTML, retry_after="7")
    assert isinstance(found, ServerFault)
    assert (found.outcome_unknown, found.retry_after_s, found.detail) == (True, 7.0, "502 Bad gateway")
    assert error(status, HTML, READ).outcome_unknown is False


@pytest.mark.parametrize("status", [100, 204, 301, 302, 399, 408, 418, 499, 501, 520, 599])
def test_other_statuses_are_not_airtables(status: int) -> None:
    assert isinstance(error(status, HTML), Unreachable)


def test_an_unknown_refusal_is_kept_whole() -> None:
    found = error(409, of_type("CONFLICT", "Not now"))
    assert type(found) is Refused
    assert (found.status, found.type, found.detail) == (409, "CONFLICT", "Not now")


@given(status=st.integers(300, 599), body=st.binary(max_size=200), date=st.text(max_size=40))
def test_no_body_and_no_header_makes_it_fail(status: int, body: bytes, date: str) -> None:
    assert isinstance(error(status, body, retry_after=date), AirSyncError)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "errors", "type", "message", "error_description"]), inner)
    ),
    max_leaves=10,
)


@given(status=st.sampled_from([401, 403, 404, 413, 422, 429, 500]), body=JSON)
def test_no_json_makes_it_fail(status: int, body: Any) -> None:
    assert isinstance(error(status, msgspec.json.encode(body)), AirSyncError)


def test_deep_json_makes_it_not_fail() -> None:
    assert isinstance(error(422, b"[" * 100_000), Refused)


def test_a_date_beyond_all_bounds_is_ignored() -> None:
    late = (NOW + timedelta(days=3650)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after_s({"retry-after": late}, NOW) == 3600.0
    assert retry_after_s({"retry-after": "1 Jan 99999999999999999999 0:0"}, NOW) is None
