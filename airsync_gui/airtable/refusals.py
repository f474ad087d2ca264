"""Airtable's error answers as errors of ours.

https://airtable.com/developers/web/api/errors. Bodies come in four JSON shapes, as HTML (proxies, gateways) and empty.
What an error *is* follows from the status and Airtable's error type; its message is for people, and only searched for
the name of a field or record, which stands nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from msgspec import Struct

from airsync_gui.airtable.answers import NO_JSON, from_json
from airsync_gui.airtable.calls import WRITE_RECORDS, Call
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

RATE_PENALTY_S = 30.0
"""How long a base refuses everything after a 429: https://airtable.com/developers/web/api/rate-limits"""
LONGEST_WAIT_S = 3600.0
DETAIL_LENGTH = 300

_VALUE_TYPES = frozenset(
    {"INVALID_VALUE_FOR_COLUMN", "INVALID_MULTIPLE_CHOICE_OPTIONS", "INVALID_ATTACHMENT_OBJECT", "CANNOT_ACCEPT_VALUE"}
)
_OFFSET_TYPES = frozenset({"LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "INVALID_OFFSET_VALUE"})
_FIELD = re.compile(r"""Field "(.+)" cannot|field name: "(.+)"|in field (.+) \(fld""")
_RECORD = re.compile(r"\brec[A-Za-z0-9]{14}\b")
_CHOICE = re.compile(r'select option "+(.*?)"+$')


class OffsetExpired(Refused):
    """A list can't be continued: its offset died (after minutes, or with a server). Start it anew."""


class Answer(Struct, frozen=True):
    """What came back: ``host`` says from where. Its repr leaves out what may repeat the token."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    host: str = ""

    def __repr__(self) -> str:
        return f"Answer(status={self.status}, host={self.host!r})"


def error_of(call: Call, answer: Answer, now: datetime) -> AirSyncError:
    """The error that a status other than 200 stands for."""
    kind, message = _kind_and_message(answer.body)
    facts: dict[str, Any] = {
        "endpoint": f"{call.method} {call.template}",
        "status": answer.status,
        "type": kind,
        "detail": message or kind,
    }
    match answer.status:
        case 401:
            return KeyRejected(host=answer.host, detail=facts["detail"])
        case 402 if kind:
            # Of a quota, by older docs; whatever it is about, it is no verdict on a record.
            return AllowanceSpent(**facts)
        case 403 | 404 | 407 if not kind and answer.body:
            # A page of words: some proxy's opinion, not Airtable's.
            return Unreachable(**facts, outcome_unknown=False)
        case 403:
            return _not_permitted(call, facts)
        case 404 | 410 if not call.base_id:
            # Whose token it is, and which bases there are, can always be asked: who answers so is not Airtable.
            return Unreachable(**facts, outcome_unknown=False)
        case 404 | 410:
            return _not_found(call, facts)
        case 413:
            return TooLarge(**facts)
        case 429:
            return _too_many(answer, facts, now)
        case 500 | 502 | 503 | 504:
            wait_s = retry_after_s(answer.headers, now)
            return ServerFault(**facts, retry_after_s=wait_s, outcome_unknown=call.writes)
        case 422:
            return _refused(facts)
        case status if 400 <= status < 500 and status != 408 and kind:
            return _refused(facts)
        case _:
            # A redirect, a proxy's own error, or a status that Airtable does not use: not Airtable's answer.
            return Unreachable(**facts, outcome_unknown=call.writes)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait by ``Retry-After``, which is a number or a date; None without a usable one."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return min(float(text), LONGEST_WAIT_S)
    moment = http_date(text)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT_S) if moment else None


def http_date(text: str) -> datetime | None:
    """An HTTP date (always GMT), or None."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # a year of twenty digits, too
        return None
    return moment if moment.tzinfo else None


def _kind_and_message(body: bytes) -> tuple[str, str]:
    try:
        data = from_json(body, object)
    except NO_JSON:
        return "", _plain(body)
    if not isinstance(data, dict):
        return "", _plain(body)
    error = data.get("error")
    if isinstance(data.get("errors"), list) and data["errors"] and isinstance(data["errors"][0], dict):
        data = data["errors"][0]  # {"errors": [{"error": type, "message": …}]}, as 429 does
        error = data.get("error")
    if isinstance(error, dict):
        return _text(error.get("type")), _text(error.get("message"))
    return _text(error), _text(data.get("message") or data.get("error_description"))


def _text(data: Any) -> str:
    return data[:DETAIL_LENGTH] if isinstance(data, str) else ""


def _plain(body: bytes) -> str:
    """The words of an HTML page or of anything else, shortened."""
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>", " ", body[:20_000].decode("utf-8", "replace"))
    return " ".join(text.split())[:DETAIL_LENGTH]


def _not_permitted(call: Call, facts: dict[str, Any]) -> NotPermitted:
    # Airtable does not tell a stranger whether a base or table exists.
    may_be_absent = facts["type"] == "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"
    needs = f"{call.needs} and the editor role" if call.needs == WRITE_RECORDS else call.needs
    return NotPermitted(**facts, needs=needs, what=_target(call), may_be_absent=may_be_absent)


def _not_found(call: Call, facts: dict[str, Any]) -> AirSyncError:
    names_table = facts["type"] == "TABLE_NOT_FOUND" or re.match(r"(Table|Base)\b", facts["detail"])
    if call.names_records and not names_table:
        return RecordGone(**facts, record=_first(_RECORD, facts["detail"]))
    what = "table" if "table" in call.at else "base"
    return NotFound(**facts, what=what, name=call.at.get(what, ""))


def _too_many(answer: Answer, facts: dict[str, Any], now: datetime) -> AirSyncError:
    if "BILLING_LIMIT" in facts["type"]:
        return AllowanceSpent(**facts)
    wait_s = retry_after_s(answer.headers, now)
    return RateLimited(**facts, retry_after_s=RATE_PENALTY_S if wait_s is None else wait_s, outcome_unknown=False)


def _refused(facts: dict[str, Any]) -> Refused:
    kind, detail = facts["type"], facts["detail"]
    if kind in _OFFSET_TYPES:
        return OffsetExpired(**facts)
    if kind == "ROW_DOES_NOT_EXIST":
        return RecordGone(**facts, record=_first(_RECORD, detail))
    field = _first(_FIELD, detail)
    if kind in _VALUE_TYPES:
        return InvalidValue(**facts, field=field, value=_first(_CHOICE, detail))
    return Refused(**facts, field=field)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), None) or found.group(0) if found else None


def _target(call: Call) -> str:
    return "/".join(call.at.values())
