"""``/_sandbox/…``: the side door for scripts in other processes. No part of Airtable; loopback only, no token.

    GET  /_sandbox/state       everything, see ``Sandbox.state``
    GET  /_sandbox/requests    {"requests": [[method, path, status], …]}
    POST /_sandbox/add         {"base", "table", "fields"} → {"id"}
    POST /_sandbox/edit        {"base", "table", "id", "fields"} → {"id"}
    POST /_sandbox/delete      {"base", "table", "id"} → {"id"}
    POST /_sandbox/faults      as for ``Faults.set``; also {"clear": true} → {}

``base`` and ``table`` are names or ids. What does not fit gives 400 and ``{"error": why}``.
"""

from __future__ import annotations

import json
from typing import Any

from airsync_gui.sandbox.door import TableHandle
from airsync_gui.sandbox.errors import ApiError
from airsync_gui.sandbox.sandbox import Sandbox


def answer(sandbox: Sandbox, method: str, what: str, data: bytes) -> tuple[int, Any]:
    """Status and JSON for one control request."""
    try:
        return 200, _answer(sandbox, method, what, data)
    except LookupError as error:
        return 400, {"error": f"not found: {error}"}
    except (ApiError, ValueError, TypeError) as error:
        return 400, {"error": str(error)}


def _answer(sandbox: Sandbox, method: str, what: str, data: bytes) -> Any:
    match method, what:
        case "GET", "state":
            return sandbox.state()
        case "GET", "requests":
            return {"requests": list(sandbox.requests)}
        case "POST", "faults":
            return _set_faults(sandbox, json.loads(data))
        case "POST", ("add" | "edit" | "delete"):
            return {"id": _edit(sandbox, what, json.loads(data))}
    raise LookupError(f"{method} {what}")


def _set_faults(sandbox: Sandbox, settings: dict[str, Any]) -> dict[str, Any]:
    if settings.pop("clear", False):
        sandbox.faults.clear()
    sandbox.faults.set(settings)
    return {}


def _edit(sandbox: Sandbox, what: str, body: dict[str, Any]) -> str:
    table: TableHandle = sandbox.base(body["base"]).table(body["table"])
    if what == "add":
        return table.add(body["fields"])
    record_id = str(body["id"])
    if what == "edit":
        table.edit(record_id, body["fields"])
    else:
        table.delete(record_id)
    return record_id
