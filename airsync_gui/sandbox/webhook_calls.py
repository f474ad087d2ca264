"""``/v0/bases/{base}/webhooks``: making, listing, refreshing and deleting webhooks, and reading their payloads.

Notifications are never sent: nothing leaves this machine. https://airtable.com/developers/web/api/list-webhooks
"""

from __future__ import annotations

import base64
import re
from typing import Any

from msgspec import Struct

from airsync_gui.sandbox import changes, dates, errors, payloads
from airsync_gui.sandbox.access import Token
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, World
from airsync_gui.sandbox.query import Arguments
from airsync_gui.sandbox.webhook import LIFE, Webhook

MOST_IN_BASE = 10
MOST_OF_INTEGRATION = 2
"""Of one OAuth integration in a base."""
MOST_PAYLOADS = 50
"""In one answer."""
MANAGE = "webhook:manage"

_NEEDS = {
    "tableData": "data.records:read",
    "tableFields": "schema.bases:read",
    "tableMetadata": "schema.bases:read",
}
_SOURCES = {
    *("client", "publicApi", "formSubmission", "formPageSubmission", "automation"),
    *("system", "sync", "anonymousUser", "unknown"),
}
_FILTERS = {
    *("dataTypes", "recordChangeScope", "changeTypes", "fromSources", "sourceOptions"),
    *("watchDataInFieldIds", "watchSchemasOfFieldIds"),
}
_INCLUDES = {"includeCellValuesInFieldIds", "includePreviousCellValues", "includePreviousFieldDefinitions"}
_SOURCE_OPTIONS = {"formSubmission": "viewId", "formPageSubmission": "pageId"}


class Caller(Struct, frozen=True):
    """Who asks, and of which base."""

    world: World
    base: Base
    token: Token

    def check(self, role: str, data_types: list[str] | None = None) -> None:
        """Refuse a call for which a scope or the role is missing."""
        for scope in [MANAGE, *(_NEEDS[kind] for kind in data_types or ())]:
            self.token.check(self.base.id, scope, role)

    def webhooks(self) -> list[Webhook]:
        """Those that the caller may see."""
        found = self.base.webhooks.values()
        return [webhook for webhook in found if not self.token.oauth or webhook.owner == self.token.secret]

    def webhook(self, webhook_id: str) -> Webhook:
        """One of those."""
        if not is_id(webhook_id, "ach"):
            raise errors.not_found()
        for webhook in self.webhooks():
            if webhook.id == webhook_id:
                return webhook
        raise errors.model_not_found()


def list_all(caller: Caller) -> dict[str, Any]:
    """``{"webhooks": […]}``."""
    caller.check("read")
    return {"webhooks": [_json(caller, webhook) for webhook in caller.webhooks()]}


def _json(caller: Caller, webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "areNotificationsEnabled": webhook.notifies,
        "isHookEnabled": webhook.is_enabled(caller.world.now()) and not webhook.broken,
        "notificationUrl": webhook.notification_url,
        "cursorForNextPayload": webhook.next_number,
        "expirationTime": dates.instant_text(webhook.expires),
        "lastSuccessfulNotificationTime": None,
        "lastNotificationResult": None,
        "specification": webhook.specification,
    }


def create(caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    """A new webhook; the only answer that has its secret."""
    caller.check("create")
    url = body.get("notificationUrl")
    if set(body) - {"notificationUrl", "specification"} or not (url is None or _is_url(url)):
        raise errors.invalid_request()
    specification = _specification(body.get("specification"))
    caller.check("create", specification["options"]["filters"]["dataTypes"])
    ids = caller.world.ids
    expires = caller.world.now() + LIFE
    secret = base64.b64encode(ids.new("mac").encode()).decode()
    webhook = Webhook(ids.new("ach"), specification, secret, url, caller.token.secret, expires, url is not None)
    if payloads.is_broken(webhook, changes.schema_forms(caller.base)):
        raise errors.invalid_request()
    most = MOST_OF_INTEGRATION if caller.token.oauth else MOST_IN_BASE
    if len(caller.base.webhooks) >= MOST_IN_BASE or len(caller.webhooks()) >= most:
        raise errors.too_many_webhooks()
    caller.base.webhooks[webhook.id] = webhook
    return {"id": webhook.id, "macSecretBase64": secret, "expirationTime": dates.instant_text(expires)}


def delete(caller: Caller, webhook_id: str) -> dict[str, Any] | None:
    """Take a webhook away, with what it had to tell."""
    caller.check("create")
    del caller.base.webhooks[caller.webhook(webhook_id).id]
    return _nothing(caller)


def enable_notifications(caller: Caller, webhook_id: str, body: dict[str, Any]) -> dict[str, Any] | None:
    """Turn notifications on or off; payloads are made all the same."""
    caller.check("create")
    if set(body) != {"enable"} or not isinstance(body["enable"], bool):
        raise errors.invalid_request()
    caller.webhook(webhook_id).notifies = body["enable"]
    return _nothing(caller)


def _nothing(caller: Caller) -> dict[str, Any] | None:
    return None if caller.world.switches.empty_replies else {}


def refresh(caller: Caller, webhook_id: str) -> dict[str, Any]:
    """Let it end in 7 days from now."""
    caller.check("create")
    webhook, now = caller.webhook(webhook_id), caller.world.now()
    if not webhook.is_enabled(now) and not caller.world.switches.refresh_revives:
        raise errors.webhook_expired()
    webhook.extend(now)
    return {"expirationTime": dates.instant_text(webhook.expires)}


def list_payloads(caller: Caller, webhook_id: str, arguments: Arguments) -> dict[str, Any]:
    """``{"payloads", "cursor", "mightHaveMore"}`` from a cursor on; asking also refreshes the webhook."""
    webhook = caller.webhook(webhook_id) if caller.token.sees(caller.base.id) else None
    caller.check("read", webhook.filters["dataTypes"] if webhook else None)
    assert webhook is not None  # the check above refuses who does not see the base
    if set(arguments) - {"cursor", "limit"}:
        raise errors.invalid_request()
    limit = _integer(arguments.get("limit"), MOST_PAYLOADS, MOST_PAYLOADS)
    cursor = _integer(arguments.get("cursor"), 1, webhook.next_number)
    oldest = webhook.payloads[0].number if webhook.payloads else webhook.next_number
    if cursor < oldest and caller.world.switches.lost_cursor_refused:
        raise errors.lost_cursor()
    start = max(cursor, oldest)
    told = [stored for stored in webhook.payloads if start <= stored.number < start + limit]
    now = caller.world.now()
    if webhook.is_enabled(now):
        webhook.extend(now)
    after = start + len(told)
    found = [stored.payload for stored in told]
    return {"payloads": found, "cursor": after, "mightHaveMore": after < webhook.next_number}


def _integer(text: str | None, default: int, most: int) -> int:
    if text is None:
        return default
    if not re.fullmatch(r"\d{1,9}", text) or not 1 <= int(text) <= most:
        raise errors.invalid_request()
    return int(text)


# --- structure ------------------------------------------------------------------------------------------------------


def _specification(sent: Any) -> dict[str, Any]:
    """The specification, checked for structure; ids are looked up elsewhere."""
    options = sent.get("options") if isinstance(sent, dict) and not set(sent) - {"options"} else None
    if not isinstance(options, dict) or set(options) - {"filters", "includes"}:
        raise errors.invalid_request()
    filters = options.get("filters")
    includes = {} if options.get("includes") is None else options["includes"]
    if not (_are_filters(filters) and _are_includes(includes)):
        raise errors.invalid_request()
    return {"options": options}


def _are_filters(filters: Any) -> bool:
    if not isinstance(filters, dict) or set(filters) - _FILTERS or not filters.get("dataTypes"):
        return False
    scope = filters.get("recordChangeScope")
    return (
        _are_among(filters["dataTypes"], set(_NEEDS))
        and _are_among(filters.get("changeTypes"), {"add", "remove", "update"})
        and _are_among(filters.get("fromSources"), _SOURCES)
        and _are_ids(filters.get("watchDataInFieldIds"))
        and _are_ids(filters.get("watchSchemasOfFieldIds"))
        and (scope is None or is_id(scope, "tbl") or is_id(scope, "viw"))
        and _are_source_options(filters.get("sourceOptions"))
    )


def _are_source_options(options: Any) -> bool:
    if options is None:
        return True
    return isinstance(options, dict) and all(
        isinstance(option, dict) and set(option) == {_SOURCE_OPTIONS.get(source)} for source, option in options.items()
    )


def _are_includes(includes: Any) -> bool:
    if not isinstance(includes, dict) or set(includes) - _INCLUDES:
        return False
    cells = includes.get("includeCellValuesInFieldIds")
    flags = [includes.get(name, False) for name in _INCLUDES if name.startswith("includePrevious")]
    return (cells == "all" or _are_ids(cells)) and all(isinstance(flag, bool) for flag in flags)


def _are_among(values: Any, allowed: set[str]) -> bool:
    return values is None or (isinstance(values, list) and all(value in allowed for value in values))


def _are_ids(values: Any) -> bool:
    return values is None or (isinstance(values, list) and all(is_id(value, "fld") for value in values))


def _is_url(url: Any) -> bool:
    return isinstance(url, str) and url.startswith("https://")
