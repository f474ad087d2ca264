from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Shop, client_for


def kind(reply: Any) -> tuple[int, str]:
    return reply.status_code, reply.json()["error"]["type"]


def test_a_batch_is_answered_in_order_and_a_single_record_bare(shop: Shop) -> None:
    reply = shop.client.post(shop.path, json={"records": [{"fields": {"Name": name}} for name in "cab"]})
    assert reply.status_code == 200
    assert [record["fields"]["Name"] for record in reply.json()["records"]] == ["c", "a", "b"]
    bare = shop.client.post(f"{shop.path}/", json={"fields": {}}).json()
    assert set(bare) == {"id", "createdTime", "fields"}
    assert bare["createdTime"] == "2026-01-02T03:04:05.000Z"
    assert bare["fields"] == {
        "Auto": 4,
        "Made": "2026-01-02T03:04:05.000Z",
        "Changed": "2026-01-02T03:04:05.000Z",
        "Changed by": {"id": shop.sandbox.api_user.id, "email": "sandbox@example.com", "name": "Sandbox Token"},
        "Double": 0,
    }


def test_keys_may_be_names_and_ids_mixed(shop: Shop) -> None:
    name = shop.products.field_id("Name")
    reply = shop.client.post(shop.path, json={"fields": {name: "Lamp", "Stock": 1}, "returnFieldsByFieldId": True})
    assert reply.json()["fields"][name] == "Lamp"
    assert "Stock" not in reply.json()["fields"]


def test_ten_records_and_no_more(shop: Shop) -> None:
    entries: list[dict[str, Any]] = [{"fields": {}}] * 11
    assert shop.client.post(shop.path, json={"records": entries[:10]}).status_code == 200
    reply = shop.client.post(shop.path, json={"records": entries})
    assert reply.json() == {
        "error": {
            "type": "INVALID_RECORDS",
            "message": "A maximum of 10 records can be created per request but you have provided 11.",
        }
    }
    updates = [{"id": record["id"], "fields": {}} for record in shop.products.records()]
    assert shop.client.patch(shop.path, json={"records": updates}).status_code == 200
    updates.append({"id": "recAAAAAAAAAAAAAA", "fields": {}})
    reply = shop.client.patch(shop.path, json={"records": updates})
    assert kind(reply) == (422, "INVALID_RECORDS")
    assert reply.json()["error"]["message"].startswith("You must provide an array of up to 10 record objects")


def test_a_create_with_one_bad_record_writes_nothing_and_burns_no_number(shop: Shop) -> None:
    shop.create(Name="first")
    bad = {"records": [{"fields": {"Name": "good", "Kind": "teal"}}, {"fields": {"Stock": "x", "Auto": 1}}]}
    assert shop.client.post(shop.path, json={**bad, "typecast": True}).status_code == 422
    assert [record["fields"]["Name"] for record in shop.products.records()] == ["first"]
    assert shop.create(Name="second")["fields"]["Auto"] == 2
    assert kind(shop.client.post(shop.path, json={"fields": {"Kind": "teal"}})) == (
        422,
        "INVALID_MULTIPLE_CHOICE_OPTIONS",
    )


def test_an_update_with_one_bad_record_changes_nothing(shop: Shop) -> None:
    a, b = shop.create(Name="a")["id"], shop.create(Name="b")["id"]
    before = shop.products.records()
    shop.clock.advance(60)
    for bad in ({"id": b, "fields": {"Stock": "x"}}, {"id": "recAAAAAAAAAAAAAA", "fields": {}}):
        reply = shop.client.patch(shop.path, json={"records": [{"id": a, "fields": {"Name": "new"}}, bad]})
        assert reply.status_code == 422
        assert shop.products.records() == before


def test_links_are_undone_with_the_rest(shop: Shop) -> None:
    lamp = shop.products.add({"Name": "Lamp"})
    path = f"/v0/{shop.base_id}/{shop.orders.id}"
    bad = {"records": [{"fields": {"Items": [lamp]}}, {"fields": {"No": 5}}]}
    assert shop.client.post(path, json=bad).status_code == 422
    assert shop.orders.name not in shop.products.record(lamp)["fields"]


def test_patch_leaves_and_put_clears_what_is_not_named(shop: Shop) -> None:
    made = shop.create(Name="Lamp", Stock=3, Notes="x")
    path = f"{shop.path}/{made['id']}"
    assert shop.client.patch(path, json={"fields": {"Name": "Desk"}}).json()["fields"]["Stock"] == 3
    fields = shop.client.put(path, json={"fields": {"Name": "Sofa"}}).json()["fields"]
    assert (fields["Name"], fields["Auto"], fields["Notes"]) == ("Sofa", 1, "\n")
    assert "Stock" not in fields
    batch = shop.client.put(shop.path, json={"records": [{"id": made["id"], "fields": {"Stock": 1}}]}).json()
    assert "Name" not in batch["records"][0]["fields"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, "INVALID_REQUEST_MISSING_FIELDS"),
        ({"records": [{}]}, "INVALID_REQUEST_MISSING_FIELDS"),
        ({"records": []}, "INVALID_RECORDS"),
        ({"records": {}}, "INVALID_RECORDS"),
        ({"records": [{"fields": []}]}, "INVALID_REQUEST_UNKNOWN"),
        ({"records": [{"id": "recAAAAAAAAAAAAAA", "fields": {}}]}, "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {}, "colour": 1}, "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {}, "typecast": "yes"}, "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {"Colour": 1}}, "UNKNOWN_FIELD_NAME"),
        ([], "INVALID_REQUEST_UNKNOWN"),
    ],
)
def test_creates_of_the_wrong_structure(shop: Shop, body: Any, expected: str) -> None:
    assert kind(shop.client.post(shop.path, json=body)) == (422, expected)


def test_a_body_that_is_no_json(shop: Shop) -> None:
    reply = shop.client.post(shop.path, content="{", headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json() == {"error": {"type": "INVALID_REQUEST_BODY", "message": "Could not parse request body"}}


def test_the_message_for_missing_fields(shop: Shop) -> None:
    assert shop.client.post(shop.path, json={}).json()["error"]["message"] == (
        'Could not find field "fields" in the request body'
    )


def test_typecast_in_the_url_is_ignored(shop: Shop) -> None:
    assert shop.client.post(f"{shop.path}?typecast=true", json={"fields": {"Stock": "5"}}).status_code == 422


def test_new_choices_need_the_highest_role(shop: Shop) -> None:
    editor = client_for(shop.sandbox, shop.sandbox.add_token(role="edit"))
    assert editor.post(shop.path, json={"fields": {"Kind": "desk"}, "typecast": True}).status_code == 200
    assert kind(editor.post(shop.path, json={"fields": {"Kind": "teal"}, "typecast": True})) == (
        422,
        "INVALID_MULTIPLE_CHOICE_OPTIONS",
    )


def test_the_same_id_twice_is_refused_or_by_switch_the_last_wins(shop: Shop) -> None:
    made = shop.create(Name="a")["id"]
    body = {"records": [{"id": made, "fields": {"Name": name}} for name in "bc"]}
    assert kind(shop.client.patch(shop.path, json=body)) == (422, "INVALID_REQUEST_UNKNOWN")
    shop.sandbox.switches.repeated_id_last_wins = True
    assert shop.client.patch(shop.path, json=body).status_code == 200
    assert shop.products.record(made)["fields"]["Name"] == "c"


def test_deletes_answer_with_the_ids_in_order(shop: Shop) -> None:
    ids = [shop.create(Name=name)["id"] for name in "abc"]
    reply = shop.client.delete(f"{shop.path}/{ids[0]}")
    assert reply.text == f'{{"deleted":true,"id":"{ids[0]}"}}'
    reply = shop.client.delete(shop.path, params={"records[]": [ids[2], ids[1]]})
    assert reply.json() == {"records": [{"deleted": True, "id": ids[2]}, {"deleted": True, "id": ids[1]}]}
    assert shop.products.records() == []


def test_a_delete_of_what_is_gone(shop: Shop) -> None:
    made = shop.create(Name="a")["id"]
    reply = shop.client.delete(f"{shop.path}/recAAAAAAAAAAAAAA")
    assert reply.json() == {"error": {"type": "MODEL_ID_NOT_FOUND", "message": "Record not found"}}
    assert reply.status_code == 404
    reply = shop.client.delete(shop.path, params={"records[]": [made, "recAAAAAAAAAAAAAA"]})
    assert kind(reply) == (422, "ROW_DOES_NOT_EXIST")
    assert len(shop.products.records()) == 1
    eleven = [f"recAAAAAAAAAAAA{number:02d}" for number in range(11)]
    assert kind(shop.client.delete(shop.path, params={"records[]": eleven})) == (422, "INVALID_RECORDS")


def test_last_modified_moves_with_edits_of_people_and_api_only(shop: Shop) -> None:
    made = shop.create(Name="a", Stock=1)["id"]
    watched = [shop.products.field_id("Stock")]
    shop.products.add_field("Stock changed", "lastModifiedTime", {"referencedFieldIds": watched})

    def times() -> tuple[str, str, str]:
        fields = shop.products.record(made)["fields"]
        return fields["Changed"][14:], fields["Stock changed"][14:], fields["Changed by"]["name"]

    shop.clock.advance(60.7)
    assert times() == ("04:05.000Z", "04:05.000Z", "Sandbox Token")
    shop.products.edit(made, {"Name": "b"})
    assert times() == ("05:05.000Z", "04:05.000Z", "Ada Person")
    shop.clock.advance(60)
    shop.client.patch(f"{shop.path}/{made}", json={"fields": {"Stock": 2}})
    assert times() == ("06:05.000Z", "06:05.000Z", "Sandbox Token")
    shop.clock.advance(60)
    shop.client.patch(f"{shop.path}/{made}", json={"fields": {"Stock": 2}})
    shop.products.rename_choice("Kind", "lamp", "light")
    assert times() == ("06:05.000Z", "06:05.000Z", "Sandbox Token")
    shop.sandbox.switches.equal_write_touches = True
    shop.sandbox.switches.whole_seconds = False
    shop.client.patch(f"{shop.path}/{made}", json={"fields": {"Stock": 2}})
    assert times()[0] == "07:05.700Z"


@pytest.mark.parametrize("touches", [True, False])
def test_a_link_from_the_other_side_moves_last_modified_by_switch(shop: Shop, touches: bool) -> None:
    lamp = shop.products.add({"Name": "Lamp"})
    shop.sandbox.switches.links_touch_other_side = touches
    shop.clock.advance(60)
    shop.orders.add({"Items": [lamp]})
    assert (shop.products.record(lamp)["fields"]["Changed"] > "2026-01-02T03:04:05.000Z") is touches


# --- upsert ---


def upsert(shop: Shop, *records: dict[str, Any], on: tuple[str, ...] = ("SKU",), method: str = "PATCH") -> Any:
    body = {"performUpsert": {"fieldsToMergeOn": list(on)}, "records": list(records)}
    return shop.client.request(method, shop.path, json=body)


def test_an_upsert_updates_creates_and_takes_ids_in_one_request(shop: Shop) -> None:
    known, other = shop.create(SKU="A-1", Name="old")["id"], shop.create(SKU="A-9")["id"]
    reply = upsert(
        shop,
        {"fields": {"SKU": "A-1", "Stock": 3}},
        {"fields": {"SKU": "A-2", "Stock": 4}},
        {"id": other, "fields": {"Stock": 5}},
    ).json()
    new = reply["records"][1]["id"]
    assert [record["id"] for record in reply["records"]] == [known, new, other]
    assert reply["updatedRecords"] == [known, other]
    assert reply["createdRecords"] == [new]
    assert reply["records"][0]["fields"]["Name"] == "old"
    again = upsert(shop, {"fields": {"SKU": "A-2", "Stock": 4}}).json()
    assert (again["updatedRecords"], again["createdRecords"]) == ([new], [])


def test_an_upsert_by_put_keeps_only_what_is_sent(shop: Shop) -> None:
    shop.create(SKU="A-1", Name="old")
    assert "Name" not in upsert(shop, {"fields": {"SKU": "A-1"}}, method="PUT").json()["records"][0]["fields"]


def test_several_matches_fail_the_whole_upsert(shop: Shop) -> None:
    shop.create(SKU="A-1")
    shop.create(SKU="A-1")
    reply = upsert(shop, {"fields": {"SKU": "A-2"}}, {"fields": {"SKU": "A-1"}})
    assert kind(reply) == (422, "INVALID_RECORDS")
    assert len(shop.products.records()) == 2


def test_an_upsert_sees_edits_and_deletes(shop: Shop) -> None:
    first = shop.create(SKU="A-1")["id"]
    upsert(shop, {"fields": {"SKU": "A-1"}})
    shop.products.edit(first, {"SKU": "B-1"})
    assert upsert(shop, {"fields": {"SKU": "B-1"}}).json()["updatedRecords"] == [first]
    assert len(upsert(shop, {"fields": {"SKU": "A-1"}}).json()["createdRecords"]) == 1
    shop.products.delete(first)
    assert len(upsert(shop, {"fields": {"SKU": "B-1"}}).json()["createdRecords"]) == 1


def test_two_merge_fields_must_both_fit(shop: Shop) -> None:
    row = shop.create(SKU="A", Since="2026-01-01")["id"]
    both = ("SKU", "Since")
    assert upsert(shop, {"fields": {"SKU": "A", "Since": "2026-01-01"}}, on=both).json()["updatedRecords"] == [row]
    assert upsert(shop, {"fields": {"SKU": "A", "Since": "2026-01-02"}}, on=both).json()["updatedRecords"] == []


def test_a_null_merge_value_never_matches(shop: Shop) -> None:
    shop.create(Name="no sku")
    assert len(upsert(shop, {"fields": {"SKU": None}}).json()["createdRecords"]) == 1


def test_the_same_new_key_twice_makes_one_row_or_by_switch_two(shop: Shop) -> None:
    twice = [{"fields": {"SKU": "A", "Stock": stock}} for stock in (1, 2)]
    reply = upsert(shop, *twice).json()
    assert reply["records"][0]["id"] == reply["records"][1]["id"]
    assert shop.products.records()[0]["fields"]["Stock"] == 2
    shop.products.empty()
    shop.sandbox.switches.repeated_merge_key_duplicates = True
    assert len(upsert(shop, *twice).json()["createdRecords"]) == 2


@pytest.mark.parametrize(
    ("record", "on", "expected"),
    [
        ({"fields": {"Name": "no key"}}, ("SKU",), "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {"SKU": "A"}}, (), "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {"SKU": "A"}}, ("SKU", "Name", "Stock", "Kind"), "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {"SKU": "A"}}, ("Auto",), "INVALID_REQUEST_UNKNOWN"),
        ({"fields": {"SKU": "A"}}, ("Nothing",), "UNKNOWN_FIELD_NAME"),
        ({"id": "recAAAAAAAAAAAAAA", "fields": {"SKU": "A"}}, ("SKU",), "ROW_DOES_NOT_EXIST"),
    ],
)
def test_upserts_that_are_refused(shop: Shop, record: dict[str, Any], on: tuple[str, ...], expected: str) -> None:
    assert kind(upsert(shop, record, on=on)) == (422, expected)
    assert shop.products.records() == []
