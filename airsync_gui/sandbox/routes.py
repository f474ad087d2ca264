"""The API's paths: which call a request is, what it needs to be allowed, and its answer as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct

from airsync_gui.sandbox import batches, errors, listing, reading, schema, webhook_calls
from airsync_gui.sandbox.access import Token
from airsync_gui.sandbox.changes import Origin, schema_action
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.kinds import kind_of
from airsync_gui.sandbox.model import Base, Record, Table, World
from airsync_gui.sandbox.query import Arguments, Query, as_text_wanted, boolean, query_from_body, query_from_url
from airsync_gui.sandbox.sandbox import Sandbox

READ = "data.records:read"
WRITE = "data.records:write"
READ_SCHEMA = "schema.bases:read"
WRITE_SCHEMA = "schema.bases:write"

_RECORD_PARAMETERS = frozenset({"cellFormat", "timeZone", "userLocale", "returnFieldsByFieldId"})
_INDEXED = re.compile(r"records\[\d*]")


class Call(Struct, frozen=True):
    """A request, taken apart."""

    method: str
    segments: tuple[str, ...]
    """The decoded parts of the path behind ``/v0``."""
    arguments: Arguments
    data: bytes

    @property
    def is_write(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET" and self.segments[-1:] != ("listRecords",)

    @property
    def kind(self) -> str:
        """What it asks for, in a word."""
        return kind_of(self.method, self.segments, tuple(self.arguments), self.data)

    @property
    def is_meta(self) -> bool:
        """Whether it is for the metadata API."""
        return self.segments[:1] == ("meta",)

    @property
    def base_id(self) -> str | None:
        """The base it is for, if any; it need not exist."""
        position = 2 if self.is_meta else int(self.segments[:1] == ("bases",))
        return self.segments[position] if len(self.segments) > position else None

    def body(self) -> dict[str, Any]:
        """The JSON object sent."""
        try:
            body = json.loads(self.data, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise errors.unparsable_body() from None
        if not isinstance(body, dict):
            raise errors.invalid_request()
        return body


def _refuse_constant(name: str) -> None:
    """NaN and Infinity, which Python takes for JSON and Airtable does not."""
    raise ValueError(name)


def may_fail(sandbox: Sandbox, call: Call) -> bool:
    """Whether the faults that are ordered may happen to this call."""
    return not sandbox.faults.only or sandbox.faults.concern(call.kind)


def answer(sandbox: Sandbox, token: Token, call: Call) -> dict[str, Any] | None:
    """The JSON of a successful call, None for an empty body; the world's lock is held.

    Raises:
        ApiError: any refusal.
    """
    if call.segments == ("meta", "whoami") and call.method == "GET":
        return _whoami(token)
    if call.segments == ("meta", "bases") and call.method == "GET":
        return _list_bases(sandbox, token, call)
    if call.segments[:2] == ("meta", "bases") and call.segments[3:4] == ("tables",):
        return _schema_call(sandbox, token, call, call.segments[4:])
    if call.segments[:1] == ("bases",) and call.segments[2:3] == ("webhooks",):
        return _webhook_call(sandbox, token, call, call.segments[3:])
    if len(call.segments) >= 2 and not call.is_meta:
        return _table_call(sandbox, token, call)
    raise errors.not_found()


# --- metadata -------------------------------------------------------------------------------------------------------


def _whoami(token: Token) -> dict[str, Any]:
    """The user; ``email`` only with its scope, and scopes never for a personal token."""
    email = {"email": token.user.email} if "user.email:read" in token.scopes else {}
    scopes = {"scopes": sorted(token.scopes)} if token.oauth else {}
    return {"id": token.user.id, **email, **scopes}


def _list_bases(sandbox: Sandbox, token: Token, call: Call) -> dict[str, Any]:
    if READ_SCHEMA not in token.scopes:
        raise errors.model_not_found()
    if set(call.arguments) - {"offset"}:
        raise errors.invalid_request()
    bases = [base for base in sandbox.world.bases.values() if token.sees(base.id)]
    return {"bases": [{"id": base.id, "name": base.name, "permissionLevel": token.role_in(base.id)} for base in bases]}


def _schema_call(sandbox: Sandbox, token: Token, call: Call, rest: tuple[str, ...]) -> dict[str, Any]:
    base = _base(sandbox, call.segments[2])
    scope, role = (READ_SCHEMA, "read") if call.method == "GET" else (WRITE_SCHEMA, "create")
    token.check(base.id, scope, role)
    if call.method == "GET" and not rest:
        visible = _visible_fields(call)
        return {"tables": [schema.table_json(t, visible_fields=visible) for t in base.tables.values()]}
    with schema_action(sandbox.world, base, _origin(token, base)):
        return _change_schema(sandbox.world, base, call, rest)


def _origin(token: Token, base: Base) -> Origin:
    return Origin(token.user, "publicApi", token.role_in(base.id))


def _change_schema(world: World, base: Base, call: Call, rest: tuple[str, ...]) -> dict[str, Any]:
    match call.method, rest:
        case "POST", ():
            return schema.create_table(world, base, call.body())
        case "PATCH", (table_id,):
            return schema.change_table(base, _table_by_id(base, table_id), call.body())
        case "POST", (table_id, "fields"):
            return schema.create_field(world, base, _table_by_id(base, table_id), call.body())
        case "PATCH", (table_id, "fields", field_id):
            table = _table_by_id(base, table_id)
            if field_id not in table.fields:
                raise errors.model_not_found() if is_id(field_id, "fld") else errors.not_found()
            return schema.change_field(world, table, table.fields[field_id], call.body())
    raise errors.not_found()


def _visible_fields(call: Call) -> bool:
    if set(call.arguments) - {"include[]", "include"}:
        raise errors.invalid_request()
    wanted = [*call.arguments.getlist("include[]"), *call.arguments.getlist("include")]
    if set(wanted) - {"visibleFieldIds"}:
        raise errors.invalid_request()
    return bool(wanted)


def _base(sandbox: Sandbox, base_id: str) -> Base:
    if not is_id(base_id, "app"):
        raise errors.not_found()
    base = sandbox.world.bases.get(base_id)
    if base is None:
        raise errors.model_not_found()
    return base


def _table_by_id(base: Base, table_id: str) -> Table:
    if not is_id(table_id, "tbl"):
        raise errors.not_found()
    if table_id not in base.tables:
        raise errors.model_not_found()
    return base.tables[table_id]


# --- webhooks -------------------------------------------------------------------------------------------------------


def _webhook_call(sandbox: Sandbox, token: Token, call: Call, rest: tuple[str, ...]) -> dict[str, Any] | None:
    caller = webhook_calls.Caller(sandbox.world, _base(sandbox, call.segments[1]), token)
    sandbox.world.forget_old_webhooks()
    match call.method, rest:
        case "GET", ():
            return webhook_calls.list_all(caller)
        case "POST", ():
            return webhook_calls.create(caller, call.body())
        case "DELETE", (webhook_id,):
            return webhook_calls.delete(caller, webhook_id)
        case "POST", (webhook_id, "enableNotifications"):
            return webhook_calls.enable_notifications(caller, webhook_id, call.body())
        case "POST", (webhook_id, "refresh"):
            return webhook_calls.refresh(caller, webhook_id)
        case "GET", (webhook_id, "payloads"):
            return webhook_calls.list_payloads(caller, webhook_id, call.arguments)
    raise errors.not_found()


# --- records --------------------------------------------------------------------------------------------------------


def _table_call(sandbox: Sandbox, token: Token, call: Call) -> dict[str, Any]:
    base = _base(sandbox, call.segments[0])
    token.check(base.id, WRITE if call.is_write else READ, "edit" if call.is_write else "read")
    table, rest = _table_and_rest(base, call.segments[1:])
    match call.method, rest:
        case "GET", ():
            return _list(sandbox, base, table, query_from_url(call.arguments), call)
        case "POST", ("listRecords",):
            return _list(sandbox, base, table, _query_from_post(call), call)
        case "GET", (record_id,):
            return _get(sandbox, base, table, record_id, call.arguments)
        case _ if call.is_write:
            may_add = token.role_in(base.id) == "create"
            target = batches.Target(sandbox.world, base, table, _origin(token, base), may_add_choices=may_add)
            return _write(target, call, rest)
    raise errors.not_found()


def _table_and_rest(base: Base, segments: tuple[str, ...]) -> tuple[Table, tuple[str, ...]]:
    """The table by id or name, and what follows it.

    A ``/`` in a name must come as ``%2F``; where the server has decoded it already, the longest name that fits wins.
    """
    for end in range(len(segments), 0, -1):
        table = base.table("/".join(segments[:end]))
        if table is not None:
            return table, segments[end:]
    raise errors.model_not_found()


def _list(sandbox: Sandbox, base: Base, table: Table, query: Query, call: Call) -> dict[str, Any]:
    faults, harmed = sandbox.faults, may_fail(sandbox, call)
    if harmed and query.offset and faults.expired_offsets.fires():
        sandbox.iterators.expire()
    short = harmed and not query.offset and faults.short_lists.fires()
    endless = harmed and faults.endless_lists.fires()
    return listing.list_page(sandbox.world, sandbox.iterators, base, table, query, short=short, endless=endless)


def _query_from_post(call: Call) -> Query:
    """The body, plus the two options that well-known clients leave in the query string even here."""
    if set(call.arguments) - {"timeZone", "userLocale"}:
        raise errors.invalid_request()
    in_url = {name: call.arguments.get(name) for name in call.arguments}
    return query_from_body({**in_url, **call.body()})


def _get(sandbox: Sandbox, base: Base, table: Table, record_id: str, arguments: Arguments) -> dict[str, Any]:
    """One record, found anywhere in the base whatever table the path names."""
    if set(arguments) - _RECORD_PARAMETERS:
        raise errors.invalid_request()
    found = base.record(record_id) if is_id(record_id, "rec") else None
    if found is None:
        gone_is_forbidden = sandbox.switches.gone_is_forbidden and is_id(record_id, "rec")
        raise errors.model_not_found() if gone_is_forbidden else errors.not_found()
    home, record = found
    by_id = arguments.get("returnFieldsByFieldId") is not None and boolean(arguments.get("returnFieldsByFieldId"))
    if as_text_wanted({name: arguments.get(name) for name in arguments}):
        return reading.record_json(
            record, listing.text_columns(base, home, by_id=by_id, time_zone=arguments.get("timeZone", "utc"))
        )
    return reading.record_json(record, reading.columns(base, home, by_id=by_id))


def _write(target: batches.Target, call: Call, rest: tuple[str, ...]) -> dict[str, Any]:
    match call.method, rest:
        case "POST", ():
            return batches.create(target, call.body())
        case (("PATCH" | "PUT"), ()):
            return batches.update(target, call.body(), replace=call.method == "PUT")
        case "DELETE", ():
            return batches.delete(target, _listed_ids(call.arguments))
        case (("PATCH" | "PUT"), (record_id,)):
            return batches.update_one(
                target, _record(target.table, record_id), call.body(), replace=call.method == "PUT"
            )
        case "DELETE", (record_id,):
            return batches.delete_one(target, _record(target.table, record_id))
    raise errors.not_found()


def _listed_ids(arguments: Arguments) -> list[str]:
    """``records[]=rec…`` or ``records[0]=rec…``, in the order of the URL."""
    return [value for name in arguments if _INDEXED.fullmatch(name) for value in arguments.getlist(name)]


def _record(table: Table, record_id: str) -> Record:
    if not is_id(record_id, "rec"):
        raise errors.not_found()
    record = table.records.get(record_id)
    if record is None:
        raise errors.record_not_found()
    return record
