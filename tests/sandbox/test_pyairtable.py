"""pyairtable, a client that nobody here wrote, against the sandbox on a socket, as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import requests
from pyairtable import Api, Base, Table, formulas, retry_strategy
from pyairtable.models.webhook import Webhook, WebhookPayload

from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, serve
from tests.sandbox.conftest import FIELDS

SPECIFICATION: dict[str, Any] = {
    "options": {
        "filters": {"dataTypes": ["tableData", "tableFields", "tableMetadata"]},
        "includes": {"includePreviousCellValues": True, "includePreviousFieldDefinitions": True},
    }
}


@pytest.fixture
def sandbox() -> Sandbox:
    made = Sandbox(rate_limit=False)
    base = made.add_base("Shop")
    products = base.add_table("Products", FIELDS)
    base.add_table(
        "Orders", [("No", "singleLineText"), ("Items", "multipleRecordLinks", {"linkedTableId": products.id})]
    )
    return made


@pytest.fixture
def api(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serve(sandbox) as server:
        client = Api(SANDBOX_TOKEN, endpoint_url=server.url, retry_strategy=retry_strategy(total=0))
        yield client
        client.session.close()


@pytest.fixture
def base(api: Api, sandbox: Sandbox) -> Base:
    return api.base(sandbox.base("Shop").id)


@pytest.fixture
def products(base: Base) -> Table:
    return base.table("Products", validate=True)


def names(rows: list[Any]) -> list[str]:
    return [row["fields"]["Name"] for row in rows]


def refused(error: pytest.ExceptionInfo[requests.HTTPError]) -> tuple[int, str]:
    response = error.value.response
    assert response is not None
    return response.status_code, response.json()["error"]["type"]


def test_who_it_is_and_what_there_is(api: Api, sandbox: Sandbox) -> None:
    assert api.whoami() == {"id": sandbox.api_user.id, "email": "sandbox@example.com"}
    (base,) = api.bases()
    assert (base.name, base.permission_level) == ("Shop", "create")
    assert [table.name for table in base.tables()] == ["Products", "Orders"]


def test_the_schema_is_understood_field_by_field(base: Base) -> None:
    table = base.schema().table("Products")
    assert table.primary_field_id == table.field("SKU").id
    assert {field.name: field.type for field in table.fields} == {
        **{name: kind for name, kind, *_ in FIELDS},
        "Orders": "multipleRecordLinks",
    }
    price: Any = table.field("Price")
    assert (price.options.precision, price.options.symbol) == (2, "$")
    kind: Any = table.field("Kind")
    assert [choice.name for choice in kind.options.choices] == ["lamp", "desk"]
    assert table.views[0].type == "grid"


def test_pages_are_iterated(products: Table, sandbox: Sandbox) -> None:
    sandbox.base("Shop").table("Products").add_many({"Name": f"{number:03d}"} for number in range(250))
    pages = list(products.iterate(sort=["-Name"]))
    assert [len(page) for page in pages] == [100, 100, 50]
    assert pages[0][0]["fields"] == {"Name": "249"}
    assert [len(page) for page in products.iterate(page_size=20, max_records=45)] == [20, 20, 5]
    first = products.first(sort=["Name"], fields=["Name"])
    assert first
    assert first["fields"] == {"Name": "000"}


def test_a_long_formula_goes_by_post(products: Table, sandbox: Sandbox) -> None:
    ids = sandbox.base("Shop").table("Products").add_many({"Name": str(number)} for number in range(499))
    formula = formulas.OR(formulas.EQ(formulas.RECORD_ID(), record_id) for record_id in ids)
    assert len(products.all(formula=formula)) == 499
    assert sandbox.requests[-1].method == "POST"
    text = "x" * 17_000
    assert products.all(formula=formulas.EQ(formulas.Field("Name"), text), time_zone="utc", user_locale="en-ie") == []


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ({"Name": "Lamp"}, ["Lamp"]),
        ({"Name": 'it\'s "so" \\ so'}, ['it\'s "so" \\ so']),
        ({"Price": (">", 3)}, ["Desk"]),
        ({"Sold out": True}, ["Desk"]),
        ({"Since": date(2026, 1, 2)}, ["Lamp"]),
        ({"Checked": datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)}, ["Lamp"]),
    ],
)
def test_matches_are_found(products: Table, formula: dict[str, Any], expected: list[str]) -> None:
    products.batch_create(
        [
            {"Name": "Lamp", "Price": 3, "Since": "2026-01-02", "Checked": "2026-01-02T03:04:05.678Z"},
            {"Name": "Desk", "Price": 4, "Sold out": True},
            {"Name": 'it\'s "so" \\ so'},
        ]
    )
    assert names(products.all(formula=formulas.match(formula))) == expected


def test_functions_of_formulas(products: Table) -> None:
    products.batch_create([{"Name": "Lamp", "Tags": ["new", "old"], "Price": 2.5}, {"Name": "Desk"}])
    name, price, tags = (formulas.Field(field) for field in ("Name", "Price", "Tags"))
    for formula in (
        formulas.REGEX_MATCH(name, "^L.mp$"),
        formulas.EQ(formulas.LEFT(name, 2), "La"),
        formulas.EQ(formulas.CONCATENATE(name, "!"), "Lamp!"),
        formulas.EQ(formulas.SUBSTITUTE(name, "a", "o"), "Lomp"),
        formulas.EQ(formulas.ROUND(price, 0), 3),
        formulas.GT(formulas.SUM(price, 1), 3),
        formulas.FIND("old", tags),
        formulas.EQ(formulas.SWITCH(name, "Lamp", "yes", "Desk", "no"), "yes"),
        formulas.IF(price, formulas.TRUE(), formulas.FALSE()),
        formulas.AND(formulas.IS_SAME(formulas.CREATED_TIME(), formulas.NOW(), "year"), formulas.NE(price, 0)),
        formulas.GT(formulas.DATETIME_DIFF(formulas.NOW(), "2020-01-01", "days"), formulas.VALUE("$1,000.5")),
    ):
        assert "Lamp" in names(products.all(formula=formula)), str(formula)
    with pytest.raises(requests.HTTPError) as error:
        products.all(formula="{Colour}='red'")
    assert refused(error) == (422, "INVALID_FILTER_BY_FORMULA")


def test_rows_are_written_ten_at_a_time(products: Table, sandbox: Sandbox) -> None:
    made = products.batch_create([{"Name": str(number)} for number in range(25)])
    assert names(made) == [str(number) for number in range(25)]
    assert sandbox.requests.count("POST") == 3
    changed = products.batch_update([{"id": row["id"], "fields": {"Price": 1}} for row in made[:12]])
    assert changed[0]["fields"] == {"Name": "0", "Price": 1}
    replaced = products.batch_update([{"id": made[0]["id"], "fields": {"Price": 2}}], replace=True)
    assert replaced[0]["fields"] == {"Price": 2}
    gone = products.batch_delete([row["id"] for row in made[:11]])
    assert gone[0] == {"deleted": True, "id": made[0]["id"]}
    assert len(products.all()) == 14


def test_one_row_is_made_read_changed_and_deleted(products: Table) -> None:
    made = products.create({"Name": "Lamp", "Kind": "desk"})
    assert products.get(made["id"]) == made
    field_id = products.schema().field("Name").id
    assert products.get(made["id"], use_field_ids=True)["fields"][field_id] == "Lamp"
    assert products.update(made["id"], {"Name": "Desk"})["fields"] == {"Name": "Desk", "Kind": "desk"}
    assert products.update(made["id"], {"Name": "Chair"}, replace=True)["fields"] == {"Name": "Chair"}
    assert products.delete(made["id"]) == {"deleted": True, "id": made["id"]}
    with pytest.raises(requests.HTTPError) as error:
        products.delete(made["id"])
    assert refused(error) == (404, "MODEL_ID_NOT_FOUND")


def test_typecast_makes_choices_and_rows(base: Base, products: Table) -> None:
    made = products.create({"Name": "Lamp", "Kind": "shelf", "Price": "$1,200.50"}, typecast=True)
    assert made["fields"] == {"Name": "Lamp", "Kind": "shelf", "Price": 1200.5}
    order = base.table("Orders").create({"No": "1", "Items": ["new one"]}, typecast=True)
    (linked,) = order["fields"]["Items"]
    assert products.get(linked)["fields"] == {"SKU": "new one", "Orders": [order["id"]]}
    with pytest.raises(requests.HTTPError) as error:
        products.create({"Kind": "sofa"})
    assert refused(error) == (422, "INVALID_MULTIPLE_CHOICE_OPTIONS")


def test_upserts_say_what_was_made_and_what_was_found(products: Table) -> None:
    known = products.create({"SKU": "a", "Name": "old"})
    other = products.create({"SKU": "z"})
    done = products.batch_upsert(
        [
            {"fields": {"SKU": "a", "Name": "new"}},
            {"fields": {"SKU": "b"}},
            {"id": other["id"], "fields": {"SKU": "y"}},
        ],
        key_fields=["SKU"],
    )
    assert done["updatedRecords"] == [known["id"], other["id"]]
    assert [row["fields"]["SKU"] for row in done["records"]] == ["a", "b", "y"]
    assert done["createdRecords"] == [done["records"][1]["id"]]
    replaced = products.batch_upsert([{"fields": {"SKU": "a"}}], key_fields=["SKU"], replace=True)
    assert replaced["records"][0]["fields"] == {"SKU": "a"}


def test_tables_and_fields_are_made_and_renamed(base: Base) -> None:
    made = base.create_table(
        "Shelves",
        [
            {"name": "Name", "type": "singleLineText"},
            {"name": "Wide", "type": "number", "options": {"precision": 1}},
        ],
        description="where things stand",
    )
    assert made.schema().description == "where things stand"
    field = made.create_field("Wood", "singleSelect", options={"choices": [{"name": "oak"}]})
    assert made.create({"Wood": "oak"})["fields"] == {"Wood": "oak"}
    field.name, field.description = "Timber", "what of"
    field.save()
    schema = made.schema(force=True)
    schema.name = "Racks"
    schema.save()
    assert base.schema(force=True).table("Racks").field("Timber").description == "what of"
    with pytest.raises(requests.HTTPError) as error:
        made.create_field("Timber", "singleLineText")
    assert refused(error) == (422, "DUPLICATE_OR_EMPTY_FIELD_NAME")
    with pytest.raises(requests.HTTPError) as error:
        made.create_field("Number", "autoNumber")
    assert refused(error) == (422, "UNSUPPORTED_FIELD_TYPE_FOR_CREATE")


def test_a_link_has_its_other_end(base: Base, products: Table) -> None:
    orders = base.table("Orders")
    lamp = products.create({"Name": "Lamp"})
    order = orders.create({"Items": [lamp["id"]]})
    assert products.get(lamp["id"])["fields"]["Orders"] == [order["id"]]
    products.update(lamp["id"], {"Orders": []})
    assert orders.get(order["id"])["fields"] == {}


def test_cells_as_text_are_as_people_see_them(products: Table) -> None:
    cells: dict[str, Any] = {
        "Price": 1200.5,
        "Checked": "2026-01-02T23:04:05.000Z",
        "Share": 0.125,
        "Sold out": True,
        "Length": 3725,
    }
    made = products.create(cells)
    shown = products.get(made["id"], cell_format="string", time_zone="Europe/Berlin", user_locale="en-gb")
    assert shown["fields"] == {
        "Price": "$1,200.50",
        "Checked": "2026-01-03 00:04",
        "Share": "12.5%",
        "Sold out": "checked",
        "Length": "1:02:05",
    }


# --- webhooks -------------------------------------------------------------------------------------------------------


@pytest.fixture
def webhook(base: Base) -> Webhook:
    made = base.add_webhook("https://example.com/never-called", SPECIFICATION)
    assert made.mac_secret_base64
    found = base.webhook(made.id)
    found.disable_notifications()
    return found


def only_table(payload: WebhookPayload) -> WebhookPayload.TableChanged:
    (changed,) = payload.changed_tables_by_id.values()
    return changed


def test_payloads_tell_what_happened_in_order(webhook: Webhook, products: Table, sandbox: Sandbox) -> None:
    made = products.create({"Name": "Lamp"})
    assert len(list(webhook.payloads())) == 1
    for number in range(60):
        products.update(made["id"], {"Price": number})
    products.delete(made["id"])
    payloads = list(webhook.payloads(cursor=2))
    assert [payload.cursor for payload in payloads] == list(range(2, 63))
    assert [payload.cursor for payload in webhook.payloads(cursor=5, limit=2)] == [5, 6]
    price = products.schema().field("Price").id
    told = only_table(payloads[1]).changed_records_by_id[made["id"]]
    assert told.current.cell_values_by_field_id == {price: 1}
    assert told.previous
    assert told.previous.cell_values_by_field_id == {price: 0}
    assert only_table(payloads[-1]).destroyed_record_ids == [made["id"]]
    metadata = payloads[0].action_metadata
    assert metadata
    assert (metadata.source, metadata.source_metadata["user"]["id"]) == ("publicApi", sandbox.api_user.id)


def test_payloads_tell_of_tables_and_fields(webhook: Webhook, base: Base, products: Table, sandbox: Sandbox) -> None:
    table = base.create_table("Shelves", [{"name": "Name", "type": "singleLineText"}])
    field = products.create_field("Weight", "number", options={"precision": 0})
    sandbox.base("Shop").table("Products").rename_field("Weight", "Mass")
    sandbox.base("Shop").delete_table("Shelves")
    made, added, renamed, gone = webhook.payloads()
    assert made.created_tables_by_id[table.id].fields_by_id[table.schema().primary_field_id].type == "singleLineText"
    assert only_table(added).created_fields_by_id[field.id].name == "Weight"
    change = only_table(renamed).changed_fields_by_id[field.id]
    assert change.previous
    assert (change.current.name, change.previous.name) == ("Mass", "Weight")
    assert gone.destroyed_table_ids == [table.id]


def test_webhooks_are_listed_refreshed_broken_and_deleted(webhook: Webhook, base: Base, sandbox: Sandbox) -> None:
    webhook.extend_expiration()
    shop = sandbox.base("Shop")
    shop.break_webhook(webhook.id)
    (payload,) = webhook.payloads()
    assert (payload.error, payload.error_code) == (True, "INTERNAL_ERROR")
    sandbox.switches.empty_replies = True
    webhook.enable_notifications()
    (listed,) = base.webhooks()
    assert (listed.is_hook_enabled, listed.are_notifications_enabled) == (False, True)
    assert listed.cursor_for_next_payload == 2
    webhook.delete()
    assert base.webhooks() == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_refusals_are_told_by_their_status(products: Table, sandbox: Sandbox, status: int) -> None:
    faults = sandbox.faults
    faults.server_error_status = status
    (faults.rate_limits if status == 429 else faults.server_errors).next = 1
    with pytest.raises((requests.HTTPError, requests.exceptions.RetryError)) as error:
        products.all()
    assert str(status) in str(error.value)
    assert products.all() == []
