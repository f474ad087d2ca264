"""A base's change feed: a webhook that calls nobody and is asked, and what its payloads say of one table.

https://airtable.com/developers/web/api/webhooks-overview. Payloads name records and fields by id. A hook of ours has no
address to notify and exactly the specification below, by which it is found again wherever it was made: all of this
person's computers and pairs may read one hook, each from a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

import msgspec

from airsync_gui.airtable import wire
from airsync_gui.airtable.calls import MANAGE_WEBHOOKS, Call
from airsync_gui.airtable.client import Nothing
from airsync_gui.sync.feed import Hook, Payload, PayloadPage
from airsync_gui.sync.records import FieldId, RecordId, Value, Values
from airsync_gui.sync.schema import Field

T = TypeVar("T")

SPECIFICATION: Mapping[str, Any] = {
    "options": {"filters": {"dataTypes": ["tableData", "tableFields", "tableMetadata"]}}
}
"""Everything that happens in the base, from every source: our own writes come back, and are known by their values."""
PAYLOADS_AT_ONCE = 50
"""https://airtable.com/developers/web/api/list-webhook-payloads"""

_HOOKS = "/v0/bases/{base}/webhooks"
_HOOK = _HOOKS + "/{hook}"


class Send(Protocol):
    """Sends a call and reads its answer as a type."""

    def __call__(self, call: Call, answer_type: type[T], /) -> T:
        """The answer."""


class _Hook(msgspec.Struct, rename="camel"):
    id: str
    specification: Any = None
    notification_url: str | None = None
    is_hook_enabled: bool = True
    cursor_for_next_payload: int = 1
    expiration_time: str | None = None


class _Hooks(msgspec.Struct):
    webhooks: list[_Hook]


class _Made(msgspec.Struct, rename="camel"):
    id: str
    expiration_time: str | None = None


class _Refreshed(msgspec.Struct, rename="camel"):
    expiration_time: str | None = None


class _Cells(msgspec.Struct, rename="camel"):
    cell_values_by_field_id: dict[str, Any] = {}


class _Changed(msgspec.Struct):
    current: _Cells | None = None


class _Table(msgspec.Struct, rename="camel"):
    created_records_by_id: dict[str, _Cells] = {}
    changed_records_by_id: dict[str, _Changed] = {}
    destroyed_record_ids: list[str] = []
    created_fields_by_id: Any = None
    changed_fields_by_id: Any = None
    destroyed_field_ids: Any = None
    changed_metadata: Any = None


class _Payload(msgspec.Struct, rename="camel"):
    timestamp: str | None = None
    error: bool = False
    code: str = ""
    changed_tables_by_id: dict[str, _Table] = {}
    destroyed_table_ids: list[str] = []


class _Payloads(msgspec.Struct, rename="camel"):
    payloads: list[_Payload]
    cursor: int
    might_have_more: bool = False


class WebFeed:
    """The engine's change feed (:class:`airsync_gui.sync.ports.ChangeFeed`), over the Web API.

    Args:
        send: sends on the account of one table, so that its calls are counted there.
        fields: that table's fields, as known now.
    """

    def __init__(self, send: Send, base_id: str, table_id: str, fields: Callable[[], Mapping[FieldId, Field]]) -> None:
        self._send = send
        self._base_id = base_id
        self._table_id = table_id
        self._fields = fields

    def find(self) -> list[Hook]:
        """Every hook of the base that could be ours, alive or not, by id."""
        found = self._send(Call("GET", _HOOKS, self._at(), needs=MANAGE_WEBHOOKS), _Hooks).webhooks
        ours = [hook for hook in found if not hook.notification_url and _is_ours(hook.specification)]
        return sorted((_as_hook(hook) for hook in ours), key=lambda hook: hook.id)

    def create(self) -> Hook:
        """A new hook. POSTed once.

        Raises:
            NotPermitted, Refused: the token may not, or the base has as many as it can.
            Transient: with ``outcome_unknown`` True when there may be one now: :meth:`find` tells.
        """
        body = {"notificationUrl": None, "specification": SPECIFICATION}
        call = Call("POST", _HOOKS, self._at(), body=body, writes=True, once=True, needs=MANAGE_WEBHOOKS)
        made = self._send(call, _Made)
        return Hook(made.id, wire.instant(made.expiration_time), cursor=1)

    def refresh(self, hook_id: str) -> datetime | None:
        """Have it live for seven days more; until when, where Airtable says so."""
        call = Call("POST", _HOOK + "/refresh", self._at(hook_id), writes=True, needs=MANAGE_WEBHOOKS)
        return wire.instant(self._send(call, _Refreshed).expiration_time)

    def delete(self, hook_id: str) -> None:
        """Take a hook away."""
        call = Call("DELETE", _HOOK, self._at(hook_id), writes=True, needs=MANAGE_WEBHOOKS)
        self._send(call, Nothing)

    def payloads(self, hook_id: str, cursor: int) -> PayloadPage:
        """What happened from this number on, at most 50 payloads of it."""
        query = [("cursor", str(cursor)), ("limit", str(PAYLOADS_AT_ONCE))]
        call = Call("GET", _HOOK + "/payloads", self._at(hook_id), query, needs=MANAGE_WEBHOOKS)
        page = self._send(call, _Payloads)
        readers: dict[FieldId, wire.Reader] = {}
        told = tuple(self._told(payload, readers) for payload in page.payloads)
        return PayloadPage(told, page.cursor, page.might_have_more)

    def _at(self, hook_id: str = "") -> dict[str, str]:
        return {"base": self._base_id, "hook": hook_id} if hook_id else {"base": self._base_id}

    def _told(self, payload: _Payload, readers: dict[FieldId, wire.Reader]) -> Payload:
        if payload.error:
            return Payload(error=payload.code or "error")
        table = payload.changed_tables_by_id.get(self._table_id)
        gone = self._table_id in payload.destroyed_table_ids
        if table is None:
            return Payload(schema_moved=gone)
        cells = {record_id: made.cell_values_by_field_id for record_id, made in table.created_records_by_id.items()}
        for record_id, change in table.changed_records_by_id.items():
            now = change.current.cell_values_by_field_id if change.current else {}
            cells[record_id] = {**cells.get(record_id, {}), **now}
        schema = (table.created_fields_by_id, table.changed_fields_by_id, table.destroyed_field_ids)
        return Payload(
            changed={record_id: self._values(of_record, readers) for record_id, of_record in cells.items()},
            destroyed=frozenset[RecordId](table.destroyed_record_ids),
            schema_moved=gone or any((*schema, table.changed_metadata)),
            at=wire.instant(payload.timestamp),
        )

    def _values(self, cells: Mapping[FieldId, Any], readers: dict[FieldId, wire.Reader]) -> Values:
        values: dict[FieldId, Value] = {}
        for field_id, data in cells.items():
            reader = readers.get(field_id)
            if reader is None:
                field = self._fields().get(field_id)
                if field is None:
                    continue  # newer than the schema that we know, and so not mapped
                reader = readers[field_id] = wire.reader(field)
            values[field_id] = reader(data)
        return values


def _as_hook(hook: _Hook) -> Hook:
    return Hook(hook.id, wire.instant(hook.expiration_time), hook.cursor_for_next_payload, hook.is_hook_enabled)


def _is_ours(specification: Any) -> bool:
    """Whether it asks for exactly what ours does, however Airtable spells what was left out."""
    return bool(_essence(specification) == _essence(SPECIFICATION))


def _essence(data: Any) -> Any:
    if isinstance(data, Mapping):
        parts = {name: _essence(part) for name, part in data.items()}
        return {name: part for name, part in parts.items() if part not in (None, False, {}, [])}
    return sorted(map(str, data)) if isinstance(data, list) else data
