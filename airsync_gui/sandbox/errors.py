"""Every refusal that the sandbox sends, with Airtable's status, type and text.

Airtable has four JSON shapes for errors (an object, an object without message, a bare string, and a list called
``errors``), plus HTML from the servers in front of it. All are made here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any


class ApiError(Exception):
    """A request turned down: the status and the body to answer with."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        """A JSON value, or a str for an HTML page."""
        self.headers = headers or {}


def _typed(status: int, kind: str, message: str | None = None) -> ApiError:
    error = {"type": kind} if message is None else {"type": kind, "message": message}
    return ApiError(status, {"error": error})


def authentication_required() -> ApiError:
    """No token, a wrong one, or a revoked one."""
    return _typed(401, "AUTHENTICATION_REQUIRED", "Authentication required")


def not_found() -> ApiError:
    """No such route, or an id of the wrong shape in the path: the bare-string form."""
    return ApiError(404, {"error": "NOT_FOUND"})


def not_found_object() -> ApiError:
    """The same as an object without a message, as seen in 2021."""
    return _typed(404, "NOT_FOUND")


def table_not_found() -> ApiError:
    """A table that is not there, as Airtable had it until 2022 or so."""
    return _typed(404, "TABLE_NOT_FOUND", "Could not find table in application")


def field_not_permitted() -> ApiError:
    """A field that this user may not write."""
    text = "You are not permitted to write cell values in field City (fldDemo0000000001)"
    return _typed(403, "INVALID_PERMISSIONS", text)


def model_not_found() -> ApiError:
    """A well-formed id of something absent or hidden, or a scope that is missing."""
    return _typed(
        403,
        "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
        "Invalid permissions, or the requested model was not found. Check that both your user and your token have "
        "the required permissions, and that the model names and/or ids are correct.",
    )


def not_permitted() -> ApiError:
    """The base is visible, but the role is too low."""
    return _typed(403, "INVALID_PERMISSIONS", "You are not permitted to perform this operation")


def record_not_found() -> ApiError:
    """A write to the path of a record that is not there."""
    return _typed(404, "MODEL_ID_NOT_FOUND", "Record not found")


def row_does_not_exist(record_id: str) -> ApiError:
    """An unknown record id in a body, as the row to write or as a link."""
    return _typed(422, "ROW_DOES_NOT_EXIST", f"Record ID {record_id} does not exist in this table")


def invalid_request() -> ApiError:
    """The catch-all for parameters and bodies of the wrong structure."""
    return _typed(
        422,
        "INVALID_REQUEST_UNKNOWN",
        "Invalid request: parameter validation failed. Check your request data.",
    )


def unparsable_body() -> ApiError:
    """A body that is not JSON."""
    return _typed(422, "INVALID_REQUEST_BODY", "Could not parse request body")


def missing_fields() -> ApiError:
    """A write without ``fields``."""
    return _typed(422, "INVALID_REQUEST_MISSING_FIELDS", 'Could not find field "fields" in the request body')


def unknown_field(name: str) -> ApiError:
    """A name in a write, a sort or ``fields[]`` that the table does not have."""
    return _typed(422, "UNKNOWN_FIELD_NAME", f"Unknown field name: {json.dumps(name, ensure_ascii=False)}")


def invalid_value(field_name: str) -> ApiError:
    """A value of the wrong type. Airtable names the field and not the record."""
    return _typed(422, "INVALID_VALUE_FOR_COLUMN", f'Field "{field_name}" cannot accept the provided value')


def computed_field(field_name: str) -> ApiError:
    """A write to a computed field."""
    return _typed(
        422,
        "INVALID_VALUE_FOR_COLUMN",
        f'Field "{field_name}" cannot accept a value because the field is computed',
    )


def unknown_choice(name: str) -> ApiError:
    """A select name that does not exist and may not be made. The text really has the doubled quotes."""
    return _typed(
        422,
        "INVALID_MULTIPLE_CHOICE_OPTIONS",
        f'Insufficient permissions to create new select option ""{name}""',
    )


def invalid_attachment() -> ApiError:
    """An attachment id where there is nothing to keep, or a URL that can't be fetched."""
    return _typed(422, "INVALID_ATTACHMENT_OBJECT", "Invalid attachment object")


def invalid_records() -> ApiError:
    """An update that is not 1 to 10 records with ids."""
    return _typed(
        422,
        "INVALID_RECORDS",
        'You must provide an array of up to 10 record objects, each with an "id" ID field and a "fields" object for '
        "cell values.",
    )


def too_many_records(count: int) -> ApiError:
    """A create of more than 10 records."""
    return _typed(
        422,
        "INVALID_RECORDS",
        f"A maximum of 10 records can be created per request but you have provided {count}.",
    )


def several_matches(kind: str) -> ApiError:
    """An upsert whose merge values fit more than one row: the whole request fails."""
    return _typed(422, kind, "Cannot update more than one record with the same merge field values")


def unknown_view(view: str) -> ApiError:
    """A view that the table does not have."""
    return _typed(422, "VIEW_NAME_NOT_FOUND", f"View {view} not found")


def invalid_formula(detail: str) -> ApiError:
    """A filterByFormula that Airtable would not run."""
    return _typed(422, "INVALID_FILTER_BY_FORMULA", f"The formula for filtering records is invalid: {detail}")


def offset_expired() -> ApiError:
    """A list iterator that died of age. Airtable sends no message with it."""
    return _typed(422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE")


def invalid_offset(offset: str) -> ApiError:
    """An offset that never was one."""
    return _typed(422, "INVALID_OFFSET_VALUE", f"The value of offset {offset} is invalid")


def bad_field_name() -> ApiError:
    """A field created or renamed to nothing, or to a name in use."""
    return _typed(422, "DUPLICATE_OR_EMPTY_FIELD_NAME", "Field names must be unique and not empty")


def bad_table_name() -> ApiError:
    """A table created or renamed to nothing, or to a name in use."""
    return _typed(422, "DUPLICATE_TABLE_NAME", "Table names must be unique and not empty")


def unsupported_field_type(table: str, field: str, kind: str) -> ApiError:
    """A type that the API can't create."""
    return _typed(
        422,
        "UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
        f"Invalid options for {table}.{field}: Creating {kind} fields is not supported at this time",
    )


def bad_field_options(table: str, field: str, detail: str) -> ApiError:
    """Options missing or wrong in a field to be created."""
    return _typed(422, "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE", f"Invalid options for {table}.{field}: {detail}")


def rate_limited(headers: dict[str, str] | None = None) -> ApiError:
    """Too many requests a second: the ``errors`` list, as captured in the wild."""
    error = {"error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded. Please try again later"}
    return ApiError(429, {"errors": [error]}, headers)


def billing_limited() -> ApiError:
    """The month's allowance is used up: looks like a rate limit, and no retry helps."""
    message = (
        "API billing plan limit exceeded. You've reached the maximum number of requests allowed for this month. "
        "Upgrade for higher limits here: https://airtable.com/pricing?ref=bp.pale, or wait until usage resets. You "
        "can see your current usage in your workspace settings page."
    )
    return ApiError(429, {"errors": [{"error": "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "message": message}]})


def server_error(status: int, *, html: bool) -> ApiError:
    """A failure on the way or inside: JSON as the API words it, or the page of a server in front of it."""
    if html:
        return page(status)
    if status == 503:
        text = "Server encountered an error while processing your request, and it is safe to retry the request"
        return _typed(503, "RETRIABLE_ERROR", text)
    return _typed(status, "SERVER_ERROR", "An unexpected error occurred")


def page(status: int) -> ApiError:
    """An HTML page with this status, as a proxy sends it."""
    title = {413: "Request Entity Too Large", 414: "Request-URI Too Large", 502: "Bad Gateway"}.get(status, "Error")
    return ApiError(status, f"<html><head><title>{status} {title}</title></head><body>{title}</body></html>")


def too_many_webhooks() -> ApiError:
    """One more than a base, or an OAuth integration in it, may have."""
    return _typed(422, "TOO_MANY_WEBHOOKS_IN_BASE", "The base has as many webhooks as it may have")


def webhook_expired() -> ApiError:
    """A refresh that comes too late."""
    return _typed(422, "INVALID_REQUEST_UNKNOWN", "The webhook has expired")


def lost_cursor() -> ApiError:
    """A cursor of payloads that are no longer kept."""
    return _typed(422, "INVALID_CURSOR", "The payloads at this cursor are no longer kept")


def unknown_fields_in_formula(names: Iterable[str]) -> ApiError:
    """A formula that refers to fields that the table does not have."""
    return invalid_formula("Unknown field names: " + ", ".join(names))


def billing_limited_object() -> ApiError:
    """The month's refusal in the shape that most other errors have."""
    return _typed(429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "API billing plan limit exceeded.")


def unknown_offset() -> ApiError:
    """An offset that a client can't have made up."""
    return invalid_offset("itrDemo0000000001/recA0000000000001")


def rate_limited_object() -> ApiError:
    """The rate's refusal as the documentation shows it, which nobody has seen on the wire."""
    return _typed(429, "RATE_LIMIT_REACHED", "Rate limit exceeded. Please try again later")


def bad_request() -> ApiError:
    """What the documentation has for a body that is no JSON."""
    return _typed(400, "INVALID_REQUEST_BODY", "Could not parse request body")


def too_large() -> ApiError:
    """A body above Airtable's limit, by the server in front of it."""
    return page(413)


def too_large_typed() -> ApiError:
    """The same by Airtable itself; its type is a guess."""
    return _typed(413, "REQUEST_BODY_TOO_LARGE", "Request body is too large")


def forbidden_page() -> ApiError:
    """A company's proxy that lets nothing through."""
    return page(403)


REFUSALS: Mapping[str, Callable[[], ApiError]] = MappingProxyType(
    {
        make.__name__: make
        for make in (
            *(authentication_required, model_not_found, not_permitted, field_not_permitted, forbidden_page),
            *(not_found, not_found_object, record_not_found, table_not_found, bad_request, too_large, too_large_typed),
            *(invalid_request, invalid_records, missing_fields, invalid_attachment, offset_expired, unknown_offset),
            *(rate_limited, rate_limited_object, billing_limited, billing_limited_object),
        )
    }
)
"""Refusals that can be ordered by name, see :class:`.faults.Faults`."""
