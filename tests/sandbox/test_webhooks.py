"""Webhooks: made without an address, read by cursor, filtered, split, ended."""

from __future__ import annotations

import re
from typing import Any

import pytest

from airsync_gui.sandbox.access import ALL_SCOPES
from tests.sandbox.conftest import Shop, client_for

DAY_S = 86_400


@pytest.fixture(autouse=True)
def _without_what_follows(shop: Shop) -> None:
    """What formulas make of an edit is told only where a test asks for it: one edit is one payload."""
    shop.sandbox.switches.computed_payloads = False


class Hooked:
    """A webhook of the shop, and what it told so far."""

    def __init__(self, shop: Shop, includes: dict[str, Any] | None = None, **filters: Any) -> None:
        self.shop = shop
        self.root = f"/v0/bases/{shop.base_id}/webhooks"
        options = {"filters": {"dataTypes": ["tableData"], **filters}, "includes": includes or {}}
        reply = shop.client.post(self.root, json={"specification": {"options": options}})
        assert reply.status_code == 200, reply.text
        self.made = reply.json()
        self.id = str(self.made["id"])

    def ask(self, **parameters: Any) -> dict[str, Any]:
        reply = self.shop.client.get(f"{self.root}/{self.id}/payloads", params=parameters)
        assert reply.status_code == 200, reply.text
        return dict(reply.json())

    def told(self) -> list[dict[str, Any]]:
        return list(self.ask()["payloads"])

    def rows(self) -> list[dict[str, Any]]:
        """What each payload told of Products."""
        return [payload["changedTablesById"][self.shop.products.id] for payload in self.told()]

    def entry(self) -> dict[str, Any]:
        listed = self.shop.client.get(self.root).json()["webhooks"]
        return next(dict(hook) for hook in listed if hook["id"] == self.id)


def test_one_without_an_address_is_made_listed_and_deleted(shop: Shop) -> None:
    hook = Hooked(shop)
    assert set(hook.made) == {"id", "macSecretBase64", "expirationTime"}
    assert re.fullmatch(r"ach[0-9A-Za-z]{14}", hook.id)
    assert hook.made["expirationTime"] == "2026-01-09T03:04:05.000Z"
    assert hook.entry() == {
        "id": hook.id,
        "areNotificationsEnabled": False,
        "isHookEnabled": True,
        "notificationUrl": None,
        "cursorForNextPayload": 1,
        "expirationTime": "2026-01-09T03:04:05.000Z",
        "lastSuccessfulNotificationTime": None,
        "lastNotificationResult": None,
        "specification": {"options": {"filters": {"dataTypes": ["tableData"]}, "includes": {}}},
    }
    assert hook.ask() == {"payloads": [], "cursor": 1, "mightHaveMore": False}
    assert shop.client.delete(f"{hook.root}/{hook.id}").json() == {}
    assert shop.client.get(hook.root).json() == {"webhooks": []}
    assert shop.client.delete(f"{hook.root}/{hook.id}").status_code == 403
    assert shop.client.delete(f"{hook.root}/junk").json() == {"error": "NOT_FOUND"}


def test_a_create_tells_what_was_written_and_who_wrote(shop: Shop) -> None:
    hook = Hooked(shop)
    made = shop.create(Name="Lamp", Kind="lamp")
    (payload,) = hook.told()
    name, kind = shop.products.field_id("Name"), shop.products.field_id("Kind")
    user = shop.sandbox.api_user
    assert payload["actionMetadata"] == {
        "source": "publicApi",
        "sourceMetadata": {"user": {**user.read(), "permissionLevel": "create"}},
    }
    assert payload["payloadFormat"] == "v0"
    assert payload["timestamp"] == "2026-01-02T03:04:05.000Z"
    (row,) = payload["changedTablesById"][shop.products.id]["createdRecordsById"].items()
    assert row[0] == made["id"]
    assert row[1]["createdTime"] == made["createdTime"]
    cells = row[1]["cellValuesByFieldId"]
    assert set(cells) == {name, kind}
    assert (cells[kind]["name"], cells[kind]["id"][:3], cells[kind]["color"]) == ("lamp", "sel", "blueLight2")


def test_a_change_tells_now_before_and_the_rest_as_asked(shop: Shop) -> None:
    record_id = shop.products.add({"Name": "Lamp", "Price": 3, "Tags": ["new"]})
    price, name, tags = (shop.products.field_id(field) for field in ("Price", "Name", "Tags"))
    bare = Hooked(shop)
    full = Hooked(shop, {"includePreviousCellValues": True, "includeCellValuesInFieldIds": [name, tags]})
    shop.products.edit(record_id, {"Price": None, "Tags": ["old"]})
    assert set(bare.rows()[0]["changedRecordsById"][record_id]) == {"current"}
    told = full.rows()[0]["changedRecordsById"][record_id]
    assert told["current"]["cellValuesByFieldId"][price] is None
    assert [choice["name"] for choice in told["current"]["cellValuesByFieldId"][tags]] == ["old"]
    assert told["previous"]["cellValuesByFieldId"][price] == 3
    assert told["unchanged"]["cellValuesByFieldId"] == {name: "Lamp"}
    assert full.told()[0]["actionMetadata"]["source"] == "client"


def test_what_was_refused_or_changed_nothing_is_not_told(shop: Shop) -> None:
    record_id = shop.products.add({"Name": "Lamp"})
    hook = Hooked(shop)
    batch = {"records": [{"fields": {"Name": "Desk"}}, {"fields": {"Stars": 9}}]}
    assert shop.client.post(shop.path, json=batch).status_code == 422
    shop.products.edit(record_id, {"Name": "Lamp"})
    assert hook.told() == []
    shop.sandbox.switches.equal_write_touches = True
    shop.products.edit(record_id, {"Name": "Lamp"})
    assert len(hook.told()) == 1


def test_both_sides_of_a_link_are_told_with_names(shop: Shop) -> None:
    lamp = shop.products.add({"SKU": "L-1", "Name": "Lamp"})
    shop.sandbox.switches.computed_payloads = True
    hook = Hooked(shop)
    order = shop.orders.add({"No": "7", "Items": [lamp]})
    written, followed = hook.told()
    told = written["changedTablesById"]
    items, inverse = shop.orders.field_id("Items"), shop.products.field_id("Orders / 2026")
    made = told[shop.orders.id]["createdRecordsById"][order]["cellValuesByFieldId"]
    assert made[items] == [{"id": lamp, "name": "L-1"}]
    current = told[shop.products.id]["changedRecordsById"][lamp]["current"]["cellValuesByFieldId"]
    assert current == {inverse: [{"id": order, "name": "7"}]}
    # What follows from it comes apart, at the same time and in the same transaction.
    count = followed["changedTablesById"][shop.orders.id]["changedRecordsById"][order]["current"]
    assert count == {"cellValuesByFieldId": {shop.orders.field_id("Item count"): 1}}
    assert [written[key] for key in ("timestamp", "baseTransactionNumber")] == [
        followed[key] for key in ("timestamp", "baseTransactionNumber")
    ]
    shop.products.delete(lamp)
    cut = hook.told()[2]["changedTablesById"]
    assert cut[shop.products.id] == {"destroyedRecordIds": [lamp]}
    assert cut[shop.orders.id]["changedRecordsById"][order]["current"]["cellValuesByFieldId"] == {items: None}


def test_look_ups_are_told_by_linked_row(shop: Shop) -> None:
    link = shop.orders.field_id("Items")
    prices = shop.orders.add_field(
        "Prices",
        "multipleLookupValues",
        {"recordLinkFieldId": link, "fieldIdInLinkedTable": shop.products.field_id("Price")},
    )
    lamp = shop.products.add({"Name": "Lamp", "Price": 3})
    order = shop.orders.add({"No": "7", "Items": [lamp]})
    hook = Hooked(shop, recordChangeScope=shop.orders.id)
    shop.sandbox.switches.computed_payloads = True
    shop.products.edit(lamp, {"Price": 4})
    (payload,) = hook.told()
    told = payload["changedTablesById"][shop.orders.id]["changedRecordsById"][order]["current"]
    assert told["cellValuesByFieldId"] == {prices: {"valuesByLinkedRecordId": {lamp: [4]}, "linkedRecordIds": [lamp]}}


def test_a_batch_is_one_payload_and_one_transaction(shop: Shop) -> None:
    ids = shop.products.add_many({"Name": str(number)} for number in range(3))
    hook = Hooked(shop)
    shop.client.delete(shop.path, params={"records[]": ids})
    (payload,) = hook.told()
    assert payload["changedTablesById"] == {shop.products.id: {"destroyedRecordIds": ids}}
    shop.create(Name="x")
    assert hook.told()[1]["baseTransactionNumber"] == payload["baseTransactionNumber"] + 1


def test_a_big_action_comes_in_several_payloads(shop: Shop) -> None:
    shop.sandbox.switches.payload_records = 2
    hook = Hooked(shop)
    ids = shop.products.add_many({"Name": str(number)} for number in range(5))
    told = hook.rows()
    assert [list(rows["createdRecordsById"]) for rows in told] == [ids[:2], ids[2:4], ids[4:]]
    assert len({payload["baseTransactionNumber"] for payload in hook.told()}) == 1


def test_computed_cells_can_be_left_untold(shop: Shop) -> None:
    hook = Hooked(shop)
    shop.create(Stock=2)
    assert len(hook.told()) == 1
    shop.sandbox.switches.computed_payloads = True
    shop.create(Stock=3)
    assert len(hook.told()) == 3


# --- filters --------------------------------------------------------------------------------------------------------


def test_only_the_kinds_tables_and_sources_asked_for(shop: Shop) -> None:
    adds = Hooked(shop, changeTypes=["add"])
    orders = Hooked(shop, recordChangeScope=shop.orders.id)
    machines = Hooked(shop, fromSources=["automation"])
    record_id = shop.products.add({"Name": "Lamp"})
    shop.products.edit(record_id, {"Name": "Desk"})
    base = shop.sandbox.base("Shop").acting_as("automation", automationId="wflDemo0000000001")
    base.table("Products").delete(record_id)
    assert [set(rows) for rows in adds.rows()] == [{"createdRecordsById"}]
    assert orders.told() == []
    (payload,) = machines.told()
    assert payload["actionMetadata"] == {
        "source": "automation",
        "sourceMetadata": {"automationId": "wflDemo0000000001"},
    }


def test_only_the_form_asked_for(shop: Shop) -> None:
    option = {"formSubmission": {"viewId": "viwForm0000000001"}}
    hook = Hooked(shop, fromSources=["formSubmission"], sourceOptions=option)
    base = shop.sandbox.base("Shop")
    base.acting_as("formSubmission", viewId="viwForm0000000002").table("Products").add({"Name": "no"})
    base.acting_as("formSubmission", viewId="viwForm0000000001").table("Products").add({"Name": "yes"})
    (rows,) = hook.rows()
    (row,) = rows["createdRecordsById"].values()
    assert row["cellValuesByFieldId"] == {shop.products.field_id("Name"): "yes"}


def test_only_the_fields_watched(shop: Shop) -> None:
    record_id = shop.products.add({"Name": "Lamp"})
    price = shop.products.field_id("Price")
    hook = Hooked(shop, watchDataInFieldIds=[price])
    shop.products.edit(record_id, {"Name": "Desk"})
    shop.products.edit(record_id, {"Name": "Chair", "Price": 3})
    (rows,) = hook.rows()
    assert rows["changedRecordsById"][record_id]["current"]["cellValuesByFieldId"] == {price: 3}


def test_a_view_tells_of_its_own_rows(shop: Shop) -> None:
    tables = shop.client.get(f"/v0/meta/bases/{shop.base_id}/tables").json()["tables"]
    view_id = tables[0]["views"][0]["id"]
    hook = Hooked(shop, recordChangeScope=view_id)
    record_id = shop.products.add({"Name": "Lamp"})
    shop.orders.add({"No": "1"})
    (rows,) = hook.rows()
    assert list(rows) == ["changedViewsById"]
    assert list(rows["changedViewsById"][view_id]["createdRecordsById"]) == [record_id]


def test_fields_and_names_are_told(shop: Shop) -> None:
    hook = Hooked(shop, {"includePreviousFieldDefinitions": True}, dataTypes=["tableFields", "tableMetadata"])
    base = shop.sandbox.base("Shop")
    shop.products.add({"Name": "Lamp"})
    shop.products.rename_field("Memo", "Remarks")
    made = shop.products.add_field("Weight", "number")
    shop.products.delete_field("Weight")
    shop.products.rename("Goods")
    extra = base.add_table("Extra", [("Name", "singleLineText")])
    base.delete_table("Extra")
    told = hook.told()
    rows = [payload.get("changedTablesById", {}).get(shop.products.id) for payload in told]
    memo = shop.products.field_id("Remarks")
    assert rows[0] == {"changedFieldsById": {memo: {"current": {"name": "Remarks"}, "previous": {"name": "Memo"}}}}
    assert rows[1] == {"createdFieldsById": {made: {"name": "Weight", "type": "number"}}}
    assert rows[2] == {"destroyedFieldIds": [made]}
    assert rows[3] == {"changedMetadata": {"current": {"name": "Goods"}, "previous": {"name": "Products"}}}
    table = told[4]["createdTablesById"][extra.id]
    assert table["metadata"] == {"name": "Extra", "description": None}
    assert list(table["fieldsById"].values()) == [{"name": "Name", "type": "singleLineText"}]
    assert told[5]["destroyedTableIds"] == [extra.id]
    assert len(told) == 6


def test_a_link_made_through_the_api_tells_of_both_its_fields(shop: Shop) -> None:
    hook = Hooked(shop, dataTypes=["tableFields"])
    path = f"/v0/meta/bases/{shop.base_id}/tables/{shop.products.id}/fields"
    body = {"name": "Again", "type": "multipleRecordLinks", "options": {"linkedTableId": shop.orders.id}}
    assert shop.client.post(path, json=body).status_code == 200
    assert shop.client.post(path, json=body).status_code == 422
    (payload,) = hook.told()
    assert set(payload["changedTablesById"]) == {shop.products.id, shop.orders.id}
    assert payload["actionMetadata"]["source"] == "publicApi"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"specification": {}},
        {"specification": {"options": {"filters": {}}}},
        {"specification": {"options": {"filters": {"dataTypes": []}}}},
        {"specification": {"options": {"filters": {"dataTypes": ["views"]}}}},
        {"specification": {"options": {"filters": {"dataTypes": ["tableData"], "recordChangeScope": "Products"}}}},
        {"specification": {"options": {"filters": {"dataTypes": ["tableData"], "watchDataInFieldIds": ["Name"]}}}},
        {
            "specification": {
                "options": {"filters": {"dataTypes": ["tableData"], "recordChangeScope": "tblAAAAAAAAAAAAAA"}}
            }
        },
        {"specification": {"options": {"filters": {"dataTypes": ["tableData"]}, "includes": {"all": True}}}},
        {"notificationUrl": "ftp://x", "specification": {"options": {"filters": {"dataTypes": ["tableData"]}}}},
    ],
)
def test_a_specification_that_does_not_fit_is_refused(shop: Shop, body: dict[str, Any]) -> None:
    reply = shop.client.post(f"/v0/bases/{shop.base_id}/webhooks", json=body)
    assert (reply.status_code, reply.json()["error"]["type"]) == (422, "INVALID_REQUEST_UNKNOWN")


# --- rights ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ({"role": "edit"}, "INVALID_PERMISSIONS"),
        ({"scopes": ALL_SCOPES - {"webhook:manage"}}, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"),
        ({"scopes": ALL_SCOPES - {"data.records:read"}}, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"),
    ],
)
def test_who_may_not_make_one_may_at_most_read(shop: Shop, token: dict[str, Any], expected: str) -> None:
    hook = Hooked(shop)
    other = client_for(shop.sandbox, shop.sandbox.add_token(**token))
    reply = other.post(hook.root, json={"specification": hook.entry()["specification"]})
    assert (reply.status_code, reply.json()["error"]["type"]) == (403, expected)
    assert other.get(f"{hook.root}/{hook.id}/payloads").status_code == (200 if "role" in token else 403)


def test_a_base_has_ten_and_an_integration_two_of_its_own(shop: Shop) -> None:
    hook = Hooked(shop)
    other = client_for(shop.sandbox, shop.sandbox.add_token(oauth=True))
    body = {"specification": hook.entry()["specification"]}
    assert [other.post(hook.root, json=body).status_code for _ in range(3)] == [200, 200, 422]
    assert len(other.get(hook.root).json()["webhooks"]) == 2
    assert other.get(f"{hook.root}/{hook.id}/payloads").status_code == 403
    statuses = [shop.client.post(hook.root, json=body) for _ in range(8)]
    assert [reply.status_code for reply in statuses] == [200] * 7 + [422]
    assert statuses[-1].json()["error"]["type"] == "TOO_MANY_WEBHOOKS_IN_BASE"


def test_an_integration_is_told_its_scopes(shop: Shop) -> None:
    other = client_for(shop.sandbox, shop.sandbox.add_token(scopes={"data.records:read"}, oauth=True))
    assert other.get("/v0/meta/whoami").json() == {"id": shop.sandbox.api_user.id, "scopes": ["data.records:read"]}


# --- cursors and ends -----------------------------------------------------------------------------------------------


def test_payloads_come_fifty_at_a_time_and_may_be_read_again(shop: Shop) -> None:
    hook = Hooked(shop)
    for number in range(60):
        shop.products.add({"Name": str(number)})
    first = hook.ask(cursor=1)
    assert (len(first["payloads"]), first["mightHaveMore"]) == (50, True)
    assert hook.ask(cursor=1) == first
    assert hook.entry()["cursorForNextPayload"] == 61
    few = hook.ask(cursor=59, limit=5)
    assert (len(few["payloads"]), few["cursor"], few["mightHaveMore"]) == (2, 61, False)
    for bad in ({"cursor": 0}, {"cursor": 62}, {"limit": 51}, {"cursor": "x"}, {"after": 1}):
        reply = shop.client.get(f"{hook.root}/{hook.id}/payloads", params=bad)
        assert reply.status_code == 422


def test_a_week_unread_ends_it_and_a_second_week_takes_it_away(shop: Shop) -> None:
    hook = Hooked(shop)
    shop.clock.advance(6 * DAY_S)
    shop.products.add({"Name": "in time"})
    shop.clock.advance(1 * DAY_S)
    shop.products.add({"Name": "too late"})
    assert hook.entry()["isHookEnabled"] is False
    assert len(hook.told()) == 1
    refused = shop.client.post(f"{hook.root}/{hook.id}/refresh")
    assert refused.status_code == 422
    shop.clock.advance(6 * DAY_S)
    assert hook.told() == []
    shop.clock.advance(1 * DAY_S)
    assert shop.client.get(f"{hook.root}/{hook.id}/payloads").status_code == 403


def test_reading_and_refreshing_both_keep_it_alive(shop: Shop) -> None:
    hook = Hooked(shop)
    for _ in range(3):
        shop.clock.advance(4 * DAY_S)
        hook.ask()
        shop.clock.advance(4 * DAY_S)
        reply = shop.client.post(f"{hook.root}/{hook.id}/refresh").json()
        assert list(reply) == ["expirationTime"]
    shop.products.add({"Name": "x"})
    assert len(hook.told()) == 1


def test_a_lost_cursor_gives_what_is_left_or_is_refused(shop: Shop) -> None:
    hook = Hooked(shop)
    for number in range(3):
        shop.products.add({"Name": str(number)})
    base = shop.sandbox.base("Shop")
    base.lose_payloads(hook.id, 1)
    told = hook.ask(cursor=1)
    assert (len(told["payloads"]), told["cursor"]) == (2, 4)
    shop.sandbox.switches.lost_cursor_refused = True
    assert shop.client.get(f"{hook.root}/{hook.id}/payloads", params={"cursor": 1}).status_code == 422
    assert len(hook.ask(cursor=2)["payloads"]) == 2


def test_a_watched_field_that_goes_makes_an_error_payload(shop: Shop) -> None:
    hook = Hooked(shop, watchDataInFieldIds=[shop.products.field_id("Memo")])
    shop.products.delete_field("Memo")
    shop.products.add({"Name": "x"})
    (payload,) = hook.told()
    assert (payload["error"], payload["code"]) == (True, "INVALID_FILTERS")
    assert hook.entry()["isHookEnabled"] is False


def test_one_can_be_broken_and_ended_by_order(shop: Shop) -> None:
    broken, ended = Hooked(shop), Hooked(shop)
    base = shop.sandbox.base("Shop")
    assert base.webhook_ids() == [broken.id, ended.id]
    base.break_webhook(broken.id, "INVALID_HOOK")
    base.expire_webhook(ended.id)
    shop.products.add({"Name": "x"})
    assert [payload["code"] for payload in base.payloads(broken.id)] == ["INVALID_HOOK"]
    assert base.payloads(ended.id) == []
    shop.sandbox.switches.refresh_revives = True
    assert shop.client.post(f"{ended.root}/{ended.id}/refresh").status_code == 200
    shop.products.add({"Name": "y"})
    assert len(base.payloads(ended.id)) == 1


def test_notifications_are_turned_on_and_off_and_never_sent(shop: Shop) -> None:
    hook = Hooked(shop)
    path = f"{hook.root}/{hook.id}/enableNotifications"
    assert shop.client.post(path, json={"enable": True}).json() == {}
    assert hook.entry()["areNotificationsEnabled"] is True
    shop.sandbox.switches.empty_replies = True
    reply = shop.client.post(path, json={"enable": False})
    assert (reply.status_code, reply.content) == (200, b"")
    assert shop.client.post(path, json={"enable": 1}).status_code == 422


def test_webhook_calls_count_towards_the_base(shop: Shop) -> None:
    hook = Hooked(shop)
    shop.sandbox.limits.rate_limit = True
    statuses = [shop.client.get(f"{hook.root}/{hook.id}/payloads").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
