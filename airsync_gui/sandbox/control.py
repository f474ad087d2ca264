"""``/_sandbox/…``: the side door for scripts in other processes. No part of Airtable; loopback only, no token.

    GET  /_sandbox/state       everything, see ``Sandbox.state``
    GET  /_sandbox/requests    {"requests": [[method, path, status], …]}
    POST /_sandbox/add         {"base", "table", "fields"} → {"id"}
    POST /_sandbox/edit        {"base", "table", "id", "fields"} → {"id"}
    POST /_sandbox/delete      {"base", "table", "id"} → {"id"}
    POST /_sandbox/faults      as for ``Faults.set``; also {"clear": true} → {}
    POST /_sandbox/schema      {"base", "do": one of the names in ``_SCHEMA``, and its arguments} → {"id"}
    GET  /_sandbox/switches    every doubtful behaviour and how it is set, see ``Switches``
    POST /_sandbox/switches    some of those → all of them
    POST /_sandbox/limits      {"rate_limit"?: bool, "allowance"?: calls or null, "reset"?: true} → {}
    POST /_sandbox/clock       {"advance": seconds} → {"now"}
    POST /_sandbox/token       {"scopes"?, "bases"?, "role"?, "oauth"?} → {"token"}
    POST /_sandbox/revoke      {"token"} → {}
    POST /_sandbox/webhook     {"base", "id", "do": "expire" | "break" | "lose", "code"?, "count"?} → {}

``add``, ``edit`` and ``delete`` may say who does it: {"source": "automation", "details": {"automationId": …}}; else it
is a person. ``base`` and ``table`` are names or ids. What does not fit gives 400 and ``{"error": why}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from airsync_gui.sandbox import dates
from airsync_gui.sandbox.access import ALL_SCOPES
from airsync_gui.sandbox.door import TableHandle
from airsync_gui.sandbox.errors import ApiError
from airsync_gui.sandbox.sandbox import Sandbox


def answer(sandbox: Sandbox, method: str, what: str, data: bytes) -> tuple[int, Any]:
    """Status and JSON for one control request."""
    try:
        return 200, _answer(sandbox, method, what, data)
    except LookupError as error:
        return 400, {"error": f"not found: {error}"}
    except (ApiError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        return 400, {"error": str(error)}


def _answer(sandbox: Sandbox, method: str, what: str, data: bytes) -> Any:
    match method, what:
        case "GET", "state":
            return sandbox.state()
        case "GET", "requests":
            return {"requests": list(sandbox.requests)}
        case "GET", "switches":
            return sandbox.switches.as_json()
        case "POST", _ if what in _ORDERS:
            return _ORDERS[what](sandbox, _order(data))
        case "POST", ("add" | "edit" | "delete"):
            return {"id": _edit(sandbox, what, _order(data))}
    raise LookupError(f"{method} {what}")


def _order(data: bytes) -> dict[str, Any]:
    order = json.loads(data)
    if not isinstance(order, dict):
        raise TypeError("a JSON object is needed")
    return order


def _set_switches(sandbox: Sandbox, settings: dict[str, Any]) -> dict[str, Any]:
    sandbox.switches.set(settings)
    return sandbox.switches.as_json()


def _set_limits(sandbox: Sandbox, settings: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(settings) - {"rate_limit", "allowance", "reset"}:
        raise ValueError(min(unknown))
    limits = sandbox.limits
    limits.rate_limit = bool(settings.get("rate_limit", limits.rate_limit))
    allowance = settings.get("allowance", limits.allowance)
    limits.allowance = None if allowance is None else int(allowance)
    if settings.get("reset"):
        limits.reset()
    return {}


def _move_clock(sandbox: Sandbox, order: dict[str, Any]) -> dict[str, Any]:
    sandbox.world.advance(float(order["advance"]))
    return {"now": dates.instant_text(sandbox.world.now())}


def _add_token(sandbox: Sandbox, order: dict[str, Any]) -> dict[str, Any]:
    scopes = frozenset(order.pop("scopes", ALL_SCOPES))
    bases = order.pop("bases", None)
    return {"token": sandbox.add_token(scopes, None if bases is None else set(bases), **order)}


def _revoke(sandbox: Sandbox, order: dict[str, Any]) -> dict[str, Any]:
    sandbox.tokens[str(order["token"])].revoked = True
    return {}


def _spoil_webhook(sandbox: Sandbox, order: dict[str, Any]) -> dict[str, Any]:
    base, webhook_id = sandbox.base(order["base"]), str(order["id"])
    match order["do"]:
        case "expire":
            base.expire_webhook(webhook_id)
        case "break":
            base.break_webhook(webhook_id, str(order.get("code", "INTERNAL_ERROR")))
        case "lose":
            base.lose_payloads(webhook_id, int(order.get("count", 1)))
        case what:
            raise ValueError(what)
    return {}


def _set_faults(sandbox: Sandbox, settings: dict[str, Any]) -> dict[str, Any]:
    if settings.pop("clear", False):
        sandbox.faults.clear()
    sandbox.faults.set(settings)
    return {}


def _edit(sandbox: Sandbox, what: str, body: dict[str, Any]) -> str:
    base = sandbox.base(body["base"])
    if "source" in body:
        base = base.acting_as(str(body["source"]), **body.get("details", {}))
    table: TableHandle = base.table(body["table"])
    if what == "add":
        return table.add(body["fields"])
    record_id = str(body["id"])
    if what == "edit":
        table.edit(record_id, body["fields"])
    else:
        table.delete(record_id)
    return record_id


def _change_schema(sandbox: Sandbox, order: dict[str, Any]) -> dict[str, Any]:
    base = sandbox.base(order.pop("base"))
    what = order.pop("do")
    if what not in _SCHEMA:
        raise ValueError(f"{what}; there are {', '.join(_SCHEMA)}")
    found = getattr(base.table(order.pop("table")) if what in _OF_TABLES else base, what)(**order)
    return {"id": found.id if isinstance(found, TableHandle) else found}


_OF_TABLES = (
    "rename",
    "add_field",
    "rename_field",
    "retype_field",
    "delete_field",
    "add_choice",
    "rename_choice",
    "set_default",
)
_SCHEMA = (*_OF_TABLES, "add_table", "delete_table")
"""What a person does to a base or, with ``table``, to one of its tables; see :mod:`.door` for the arguments."""

_ORDERS: dict[str, Callable[[Sandbox, dict[str, Any]], dict[str, Any]]] = {
    "faults": _set_faults,
    "schema": _change_schema,
    "switches": _set_switches,
    "limits": _set_limits,
    "clock": _move_clock,
    "token": _add_token,
    "revoke": _revoke,
    "webhook": _spoil_webhook,
}
