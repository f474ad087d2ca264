from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import Shop


@pytest.fixture
def full(shop: Shop) -> Shop:
    shop.products.add_many({"Name": f"P{number:03d}", "Stock": number} for number in range(250))
    return shop


def error(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["error"]["type"]


def test_pages_hold_100_and_the_last_has_no_offset(full: Shop) -> None:
    sizes, offset = [], None
    for _ in range(3):
        page = full.client.get(full.path, params={"offset": offset} if offset else {}).json()
        sizes.append(len(page["records"]))
        offset = page.get("offset")
    assert sizes == [100, 100, 50]
    assert "offset" not in page


def test_an_offset_names_the_iterator_and_the_last_record(full: Shop) -> None:
    page = full.client.get(full.path, params={"pageSize": 7}).json()
    iterator, record = page["offset"].split("/")
    assert iterator.startswith("itr")
    assert len(iterator) == 17
    assert record == page["records"][-1]["id"]


def test_a_full_last_page_has_no_offset(full: Shop) -> None:
    page = full.client.get(full.path, params={"pageSize": 50, "maxRecords": 50}).json()
    assert len(page["records"]) == 50
    assert "offset" not in page


def test_without_sort_the_order_is_that_of_the_ids_bytes(full: Shop) -> None:
    ids = full.list_ids()
    assert len(set(ids)) == 250
    assert ids == sorted(ids, key=str.encode)
    assert ids != [record["id"] for record in full.products.records()]


def test_a_list_shows_what_was_added_and_deleted_since_the_last(full: Shop) -> None:
    before = full.list_ids()
    added = full.products.add({"Name": "new"})
    full.products.delete(before[0])
    assert full.list_ids() == sorted([*before[1:], added])


def test_a_view_keeps_the_order_of_creation(full: Shop) -> None:
    assert full.list_ids(view="Grid view") == [record["id"] for record in full.products.records()]
    assert error(full.client.get(full.path, params={"view": "No such"})) == (422, "VIEW_NAME_NOT_FOUND")


def test_max_records_counts_over_all_pages(full: Shop) -> None:
    assert len(full.list_ids(maxRecords=120)) == 120


def test_post_gives_what_get_gives(full: Shop) -> None:
    sort = {"sort[0][field]": "Name", "sort[0][direction]": "desc"}
    parameters: dict[str, Any] = {"fields[]": ["Name", "Stock"], "pageSize": 3, **sort}
    get = full.client.get(full.path, params=parameters).json()
    body: dict[str, Any] = {"fields": ["Name", "Stock"], "sort": [{"field": "Name", "direction": "desc"}]}
    post = full.client.post(f"{full.path}/listRecords", json={**body, "pageSize": 3}).json()
    assert get["records"] == post["records"]
    assert [record["fields"] for record in get["records"]] == [
        {"Name": f"P{number}", "Stock": number} for number in (249, 248, 247)
    ]


def test_post_takes_time_zone_and_locale_in_the_url_as_well(full: Shop) -> None:
    reply = full.client.post(f"{full.path}/listRecords?timeZone=utc&userLocale=en", json={"pageSize": 1})
    assert reply.status_code == 200


def test_fields_go_by_name_or_id_and_come_by_id_on_demand(full: Shop) -> None:
    stock = full.products.field_id("Stock")
    parameters: dict[str, Any] = {"fields[]": ["Name", stock], "returnFieldsByFieldId": "true", "pageSize": 1}
    record = full.client.get(full.path, params=parameters).json()["records"][0]
    assert set(record["fields"]) == {full.products.field_id("Name"), stock}


def test_two_fields_need_no_brackets_and_one_does(full: Shop) -> None:
    assert full.client.get(full.path, params={"fields": ["Name", "Stock"]}).status_code == 200
    assert error(full.client.get(full.path, params={"fields": "Name"})) == (422, "INVALID_REQUEST_UNKNOWN")


@pytest.mark.parametrize(
    "parameters",
    [
        {"colour": "1"},
        {"pageSize": "0"},
        {"pageSize": "101"},
        {"pageSize": "x"},
        {"maxRecords": "0"},
        {"sort[0][field]": "Name", "sort[0][direction]": "up"},
        {"sort[0][direction]": "asc"},
        {"returnFieldsByFieldId": "yes"},
        {"cellFormat": "string"},
        {"recordMetadata[]": "else"},
    ],
)
def test_odd_parameters_are_refused(full: Shop, parameters: dict[str, str]) -> None:
    reply = full.client.get(full.path, params=parameters)
    assert reply.status_code == 422
    assert reply.json() == {
        "error": {
            "type": "INVALID_REQUEST_UNKNOWN",
            "message": "Invalid request: parameter validation failed. Check your request data.",
        }
    }


def test_an_unknown_field_is_named(full: Shop) -> None:
    expected = {"error": {"type": "UNKNOWN_FIELD_NAME", "message": 'Unknown field name: "Colour"'}}
    for parameters in ({"fields[]": "Colour"}, {"sort[0][field]": "Colour"}):
        reply = full.client.get(full.path, params=parameters)
        assert (reply.status_code, reply.json()) == (422, expected)


def test_blanks_sort_first_and_choices_in_their_own_order(shop: Shop) -> None:
    for name, kind in (("a", "desk"), ("b", None), ("c", "lamp")):
        shop.products.add({"Name": name, "Kind": kind})
    names = {record["id"]: record["fields"]["Name"] for record in shop.products.records()}
    ascending = shop.list_ids(**{"sort[0][field]": "Kind"})
    assert [names[record_id] for record_id in ascending] == ["b", "c", "a"]
    descending = shop.list_ids(**{"sort[0][field]": "Kind", "sort[0][direction]": "desc"})
    assert [names[record_id] for record_id in descending] == ["a", "c", "b"]


def test_the_second_sort_key_decides_among_equals(shop: Shop) -> None:
    for name, stock in (("b", 1), ("a", 2), ("c", 1)):
        shop.products.add({"Name": name, "Stock": stock})
    names = {record["id"]: record["fields"]["Name"] for record in shop.products.records()}
    ids = shop.list_ids(**{"sort[0][field]": "Stock", "sort[1][field]": "Name", "sort[1][direction]": "desc"})
    assert [names[record_id] for record_id in ids] == ["c", "b", "a"]


def test_rows_and_order_are_frozen_while_values_are_live(full: Shop) -> None:
    parameters: dict[str, Any] = {"filterByFormula": "{Stock}>=100", "pageSize": 100}
    first = full.client.get(full.path, params=parameters).json()
    listed = {record["id"] for record in first["records"]}
    to_come = [r["id"] for r in full.products.records() if r["fields"]["Stock"] >= 100 and r["id"] not in listed]
    edited, deleted = to_come[:2]
    full.products.edit(edited, {"Stock": -5})
    full.products.delete(deleted)
    added = full.products.add({"Name": "new", "Stock": 999})

    second = full.client.get(full.path, params={**parameters, "offset": first["offset"]}).json()
    later = {record["id"]: record["fields"] for record in second["records"]}
    assert later[edited]["Stock"] == -5
    assert deleted not in later
    assert added not in later
    assert len(later) == 49
    assert "offset" not in second


def test_a_page_can_be_asked_for_again(full: Shop) -> None:
    offset = full.client.get(full.path).json()["offset"]
    pages = [full.client.get(full.path, params={"offset": offset}).json() for _ in range(2)]
    assert pages[0] == pages[1]


def test_an_idle_offset_expires(full: Shop) -> None:
    offset = full.client.get(full.path).json()["offset"]
    for _ in range(2):  # each use starts its life again
        full.clock.advance(299)
        assert full.client.get(full.path, params={"offset": offset}).status_code == 200
    full.clock.advance(301)
    reply = full.client.get(full.path, params={"offset": offset})
    assert (reply.status_code, reply.json()) == (422, {"error": {"type": "LIST_RECORDS_ITERATOR_NOT_AVAILABLE"}})


def test_an_offset_that_never_was_one_is_invalid(full: Shop) -> None:
    reply = full.client.get(full.path, params={"offset": "junk"})
    assert reply.status_code == 422
    assert reply.json() == {"error": {"type": "INVALID_OFFSET_VALUE", "message": "The value of offset junk is invalid"}}
    assert len(full.client.get(full.path, params={"offset": ""}).json()["records"]) == 100


def test_one_record_comes_bare_from_whatever_table_is_named(full: Shop) -> None:
    record = full.products.records()[0]
    assert full.client.get(f"{full.path}/{record['id']}").json() == record
    assert full.client.get(f"/v0/{full.base_id}/{full.orders.id}/{record['id']}").json() == record
    assert error(full.client.get(f"{full.path}/{record['id']}?fields[]=Name")) == (422, "INVALID_REQUEST_UNKNOWN")


def test_a_record_that_is_gone_is_a_bare_404_or_by_switch_403(full: Shop) -> None:
    path = f"{full.path}/recAAAAAAAAAAAAAA"
    reply = full.client.get(path)
    assert (reply.status_code, reply.json()) == (404, {"error": "NOT_FOUND"})
    full.sandbox.switches.gone_is_forbidden = True
    assert error(full.client.get(path)) == (403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND")
    assert full.client.get(f"{full.path}/junk").status_code == 404


def test_as_text_needs_zone_and_locale_and_gives_text(shop: Shop) -> None:
    shop.products.add({"Name": "Lamp", "Tags": ["new", "old"], "Stock": 3})
    parameters = {"cellFormat": "string", "timeZone": "utc", "userLocale": "en"}
    fields = shop.client.get(shop.path, params=parameters).json()["records"][0]["fields"]
    assert (fields["Tags"], fields["Stock"]) == ("new, old", "3")


def test_comments_are_counted_on_demand(shop: Shop) -> None:
    shop.products.add({"Name": "Lamp"})
    reply = shop.client.get(shop.path, params={"recordMetadata[]": "commentCount"})
    assert reply.json()["records"][0]["commentCount"] == 0
