from __future__ import annotations

from typing import Any

import pytest

from airsync_gui.sandbox import sample_sandbox
from tests.sandbox.conftest import Shop, client_for


def tables_of(shop: Shop, **parameters: Any) -> list[dict[str, Any]]:
    reply = shop.client.get(f"/v0/meta/bases/{shop.base_id}/tables", params=parameters)
    assert reply.status_code == 200
    return list(reply.json()["tables"])


def field_of(shop: Shop, table: int, name: str) -> dict[str, Any]:
    return next(field for field in tables_of(shop)[table]["fields"] if field["name"] == name)


def test_bases_come_with_the_permission_level(shop: Shop) -> None:
    assert shop.client.get("/v0/meta/bases").json() == {
        "bases": [{"id": shop.base_id, "name": "Shop", "permissionLevel": "create"}]
    }
    assert shop.client.get("/v0/meta/bases?pageSize=5").status_code == 422


def test_a_schema_has_what_airtable_shows(shop: Shop) -> None:
    products, orders = tables_of(shop)
    assert set(products) == {"id", "name", "primaryFieldId", "fields", "views"}
    assert products["primaryFieldId"] == products["fields"][0]["id"]
    assert products["views"][0]["type"] == "grid"
    assert products["fields"][0] == {"id": shop.products.field_id("SKU"), "name": "SKU", "type": "singleLineText"}
    assert field_of(shop, 0, "Price")["options"] == {"precision": 2, "symbol": "$"}
    choices = field_of(shop, 0, "Kind")["options"]["choices"]
    assert [(choice["name"], choice["color"]) for choice in choices] == [("lamp", "blueLight2"), ("desk", "cyanLight2")]
    link = field_of(shop, 1, "Items")
    assert link["options"]["linkedTableId"] == products["id"]
    inverse = next(field for field in products["fields"] if field["id"] == link["options"]["inverseLinkFieldId"])
    assert inverse["options"]["inverseLinkFieldId"] == link["id"]
    assert orders["name"] == "Orders / 2026"


def test_visible_fields_on_demand(shop: Shop) -> None:
    view = tables_of(shop, **{"include[]": "visibleFieldIds"})[0]["views"][0]
    assert shop.products.field_id("SKU") in view["visibleFieldIds"]
    assert shop.client.get(f"/v0/meta/bases/{shop.base_id}/tables?offset=x").status_code == 422


def test_a_field_is_made_and_renamed(shop: Shop) -> None:
    path = f"/v0/meta/bases/{shop.base_id}/tables/{shop.products.id}/fields"
    made = shop.client.post(path, json={"name": "Weight", "type": "number", "options": {"precision": 1}}).json()
    assert made == {"id": made["id"], "name": "Weight", "type": "number", "options": {"precision": 1}}
    renamed = shop.client.patch(f"{path}/{made['id']}", json={"name": "Mass", "description": "kg"}).json()
    assert (renamed["name"], renamed["description"]) == ("Mass", "kg")
    assert shop.create(Mass=1.5)["fields"]["Mass"] == 1.5


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"name": "sku", "type": "singleLineText"}, "DUPLICATE_OR_EMPTY_FIELD_NAME"),
        ({"name": "", "type": "singleLineText"}, "DUPLICATE_OR_EMPTY_FIELD_NAME"),
        ({"name": "N", "type": "autoNumber"}, "UNSUPPORTED_FIELD_TYPE_FOR_CREATE"),
        ({"name": "N", "type": "number"}, "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE"),
        ({"name": "N", "type": "multipleRecordLinks", "options": {"linkedTableId": "tblA"}}, None),
        ({"name": "N"}, "INVALID_REQUEST_UNKNOWN"),
    ],
)
def test_fields_that_can_not_be_made(shop: Shop, body: dict[str, Any], expected: str | None) -> None:
    reply = shop.client.post(f"/v0/meta/bases/{shop.base_id}/tables/{shop.products.id}/fields", json=body)
    assert reply.status_code == 422
    assert reply.json()["error"]["type"] == (expected or "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE")


def test_a_link_made_by_the_api_makes_its_inverse(shop: Shop) -> None:
    path = f"/v0/meta/bases/{shop.base_id}/tables/{shop.products.id}/fields"
    options = {"linkedTableId": shop.orders.id}
    made = shop.client.post(path, json={"name": "Last order", "type": "multipleRecordLinks", "options": options}).json()
    assert field_of(shop, 1, "Products")["id"] == made["options"]["inverseLinkFieldId"]
    refused = {"name": "X", "type": "multipleRecordLinks", "options": {**options, "isReversed": False}}
    assert shop.client.post(path, json=refused).status_code == 422


def test_a_table_is_made_and_renamed(shop: Shop) -> None:
    path = f"/v0/meta/bases/{shop.base_id}/tables"
    fields = [{"name": "Title", "type": "singleLineText"}, {"name": "Pages", "type": "number"}]
    assert shop.client.post(path, json={"name": "Books", "fields": fields}).status_code == 422
    fields[1]["options"] = {"precision": 0}  # type: ignore[assignment]
    made = shop.client.post(path, json={"name": "Books", "fields": fields}).json()
    assert made["primaryFieldId"] == made["fields"][0]["id"]
    assert shop.client.post(path, json={"name": "books", "fields": fields}).status_code == 422
    assert shop.client.patch(f"{path}/{made['id']}", json={"name": "Novels"}).json()["name"] == "Novels"
    assert shop.client.get(f"/v0/{shop.base_id}/Novels").json() == {"records": []}


def test_schemas_are_changed_by_creators_only(shop: Shop) -> None:
    editor = client_for(shop.sandbox, shop.sandbox.add_token(role="edit"))
    path = f"/v0/meta/bases/{shop.base_id}/tables/{shop.products.id}"
    reply = editor.patch(path, json={"name": "Goods"})
    assert (reply.status_code, reply.json()["error"]["type"]) == (403, "INVALID_PERMISSIONS")
    assert shop.products.name == "Products"


@pytest.mark.parametrize("tail", ["/tblAAAAAAAAAAAAAA", "/junk", "/tblAAAAAAAAAAAAAA/fields/fldAAAAAAAAAAAAAA"])
def test_unknown_tables_and_fields(shop: Shop, tail: str) -> None:
    reply = shop.client.patch(f"/v0/meta/bases/{shop.base_id}/tables{tail}", json={"name": "x"})
    assert reply.status_code == (404 if tail == "/junk" else 403)


# --- what a person does ---


def test_a_renamed_choice_shows_in_every_cell(shop: Shop) -> None:
    made = shop.create(Kind="lamp", Tags=["new"])["id"]
    shop.products.rename_choice("Kind", "lamp", "light")
    shop.products.rename_choice("Tags", "new", "fresh")
    fields = shop.products.record(made)["fields"]
    assert (fields["Kind"], fields["Tags"]) == ("light", ["fresh"])


def test_a_renamed_field_keeps_its_id_and_cells(shop: Shop) -> None:
    made, field_id = shop.create(Name="Lamp")["id"], shop.products.field_id("Name")
    shop.products.rename_field("Name", "Title")
    assert shop.products.record(made)["fields"]["Title"] == "Lamp"
    assert shop.products.field_id("Title") == field_id
    assert shop.client.patch(f"{shop.path}/{made}", json={"fields": {"Name": "x"}}).status_code == 422


def test_a_retyped_field_keeps_its_id_and_what_fits(shop: Shop) -> None:
    good, bad = shop.create(Memo="12")["id"], shop.create(Memo="twelve")["id"]
    field_id = shop.products.field_id("Memo")
    shop.products.retype_field("Memo", "number", {"precision": 0})
    assert shop.products.record(good)["fields"]["Memo"] == 12
    assert "Memo" not in shop.products.record(bad)["fields"]
    assert shop.products.field_id("Memo") == field_id
    shop.products.retype_field("Memo", "singleSelect")
    assert shop.products.record(good)["fields"]["Memo"] == "12"


def test_a_link_may_be_retyped_or_deleted_on_either_side(shop: Shop) -> None:
    lamp = shop.products.add({"SKU": "L"})
    order = shop.orders.add({"No": "1", "Items": [lamp]})
    shop.products.delete_field(shop.orders.name)
    assert "inverseLinkFieldId" not in field_of(shop, 1, "Items")["options"]
    shop.orders.edit(order, {"Items": []})
    shop.orders.edit(order, {"Items": [lamp]})
    shop.orders.retype_field("Items", "singleLineText")
    assert shop.orders.record(order)["fields"]["Items"] == "L"
    shop.orders.retype_field("Items", "multipleRecordLinks", {"linkedTableId": shop.products.id})
    assert shop.orders.record(order)["fields"]["Items"] == [lamp]
    assert shop.products.record(lamp)["fields"][shop.orders.name] == [order]
    inverse = field_of(shop, 0, shop.orders.name)
    assert inverse["options"]["inverseLinkFieldId"] == shop.orders.field_id("Items")
    with pytest.raises(ValueError, match="primary"):
        shop.orders.delete_field("No")


def test_a_deleted_field_is_gone_from_schema_and_records(shop: Shop) -> None:
    made = shop.create(Stock=5)["id"]
    shop.products.delete_field("Stock")
    assert "Stock" not in shop.products.record(made)["fields"]
    assert all(field["name"] != "Stock" for field in tables_of(shop)[0]["fields"])
    assert shop.client.get(shop.path, params={"fields[]": "Stock"}).status_code == 422


def test_tables_and_bases_can_go(shop: Shop) -> None:
    base = shop.sandbox.base("Shop")
    base.delete_table("Products")
    assert [table.name for table in base.tables] == ["Orders / 2026"]
    assert [field["name"] for field in tables_of(shop)[0]["fields"]] == ["No", "Item count"]
    shop.sandbox.delete_base("Shop")
    assert shop.client.get(shop.path).status_code == 403


def test_the_sample_is_the_same_for_the_same_seed() -> None:
    assert sample_sandbox(seed=3).state() == sample_sandbox(seed=3).state()
    assert sample_sandbox(seed=3).state() != sample_sandbox(seed=4).state()


def test_the_sample_has_meals_by_id_and_an_empty_table() -> None:
    base = sample_sandbox(records=7).base("Habits")
    assert [record["fields"]["Meal id"] for record in base.table("Meals").records()][-1] == "meal-0007"
    assert base.table("Contacts").records() == []
    types = {field["type"] for table in sample_sandbox().state()["bases"][0]["tables"] for field in table["fields"]}
    assert len(types) > 20
