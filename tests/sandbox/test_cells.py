from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Shop, make_shop

KEPT: list[tuple[str, Any, Any]] = [
    ("Name", "Lamp", "Lamp"),
    ("Name", " padded ", " padded "),
    ("Memo", "a\nb", "a\nb"),
    ("Mail", "not checked", "not checked"),
    ("Price", 12.345, 12.345),
    ("Price", 0, 0),
    ("Stock", -0.5, -0.5),
    ("Stock", 5.0, 5),
    ("Share", 33.3, 33.3),
    ("Stars", 5, 5),
    ("Length", 90.5, 90.5),
    ("Sold out", True, True),
    ("Kind", "desk", "desk"),
    ("Tags", ["old", "new"], ["old", "new"]),
    ("Tags", ["a, b"], ["a, b"]),
    ("Since", "2026-02-28", "2026-02-28"),
    ("Checked", "2026-02-28T10:00:00.123+02:00", "2026-02-28T08:00:00.123Z"),
    ("Checked", "2026-02-28T10:00", "2026-02-28T10:00:00.000Z"),
    ("Checked", 1_772_236_800_123, "2026-02-28T00:00:00.123Z"),
    ("Notes", "* x\n* y", "- x\n- y\n"),
    ("Notes", "already\n", "already\n"),
    ("Code", {"text": "A1", "type": "code39"}, {"text": "A1", "type": "code39"}),
]


@pytest.mark.parametrize(("field", "sent", "read"), KEPT)
def test_a_value_of_its_type_is_kept_or_normalised(shop: Shop, field: str, sent: Any, read: Any) -> None:
    made = shop.create(**{field: sent})
    assert made["fields"][field] == read
    assert type(made["fields"][field]) is type(read)
    assert shop.products.record(made["id"])["fields"][field] == read


REFUSED: list[tuple[str, Any]] = [
    ("Name", 5),
    ("Name", True),
    ("Name", "x" * 100_001),
    ("Stock", "5"),
    ("Stock", True),
    ("Stock", [1]),
    ("Stock", 10**400),
    ("Stars", 0),
    ("Stars", 6),
    ("Stars", 1.5),
    ("Sold out", "true"),
    ("Sold out", 1),
    ("Kind", ["lamp"]),
    ("Tags", "new"),
    ("Since", "28.02.2026"),
    ("Since", "2026-02-30"),
    ("Since", "2026-02-28T00:00:00Z"),
    ("Checked", "tomorrow"),
    ("Checked", True),
    ("Owner", {"email": "stranger@example.com"}),
    ("Owner", "usrAAAAAAAAAAAAAA"),
    ("Files", "https://example.com/a.png"),
    ("Code", "A1"),
]


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_a_value_of_another_type_is_refused_by_field_name(shop: Shop, field: str, value: Any) -> None:
    reply = shop.client.post(shop.path, json={"records": [{"fields": {field: value}}]})
    assert reply.status_code == 422
    assert reply.json() == {
        "error": {
            "type": "INVALID_VALUE_FOR_COLUMN",
            "message": f'Field "{field}" cannot accept the provided value',
        }
    }
    assert shop.products.records() == []


@pytest.mark.parametrize("field", ["Auto", "Made", "Changed", "Changed by", "Double"])
def test_a_computed_field_takes_nothing_not_even_null(shop: Shop, field: str) -> None:
    for value in (1, None):
        reply = shop.client.post(shop.path, json={"fields": {field: value}})
        assert reply.json() == {
            "error": {
                "type": "INVALID_VALUE_FOR_COLUMN",
                "message": f'Field "{field}" cannot accept a value because the field is computed',
            }
        }


def test_an_unknown_choice_is_refused_with_doubled_quotes(shop: Shop) -> None:
    for fields in ({"Kind": "teal"}, {"Tags": ["new", "teal"]}):
        reply = shop.client.post(shop.path, json={"fields": fields})
        assert reply.status_code == 422
        assert reply.json() == {
            "error": {
                "type": "INVALID_MULTIPLE_CHOICE_OPTIONS",
                "message": 'Insufficient permissions to create new select option ""teal""',
            }
        }


def test_not_a_number_is_no_json(shop: Shop) -> None:
    reply = shop.client.post(
        shop.path, content='{"fields": {"Stock": NaN}}', headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 422
    assert reply.json()["error"]["type"] == "INVALID_REQUEST_BODY"


def test_empty_cells_are_left_out_and_zero_is_not(shop: Shop) -> None:
    made = shop.create(**{"Name": "", "Tags": [], "Kind": None, "Sold out": False, "Stock": 0, "Share": 0})
    assert {name: made["fields"].get(name) for name in ("Stock", "Share", "Double")} == {
        "Stock": 0,
        "Share": 0,
        "Double": 0,
    }
    assert not {"Name", "Tags", "Kind", "Sold out", "SKU", "Notes"} & set(made["fields"])


@pytest.mark.parametrize("blank", [None, "", []])
def test_a_blank_clears_a_cell(shop: Shop, blank: Any) -> None:
    made = shop.create(Name="Lamp", Stock=5, Kind="desk", Tags=["new"])
    cleared = dict.fromkeys(("Name", "Stock", "Kind", "Tags"), blank)
    reply = shop.client.patch(f"{shop.path}/{made['id']}", json={"fields": cleared})
    assert not set(cleared) & set(reply.json()["fields"])


def test_rich_text_once_set_and_cleared_is_a_newline(shop: Shop) -> None:
    made = shop.create(Name="Lamp")
    path = f"{shop.path}/{made['id']}"
    assert "Notes" not in shop.client.patch(path, json={"fields": {"Notes": ""}}).json()["fields"]
    shop.client.patch(path, json={"fields": {"Notes": "x"}})
    assert shop.client.patch(path, json={"fields": {"Notes": None}}).json()["fields"]["Notes"] == "\n"


def test_a_rating_may_be_cleared(shop: Shop) -> None:
    made = shop.create(Stars=3)
    assert (
        "Stars" not in shop.client.patch(f"{shop.path}/{made['id']}", json={"fields": {"Stars": None}}).json()["fields"]
    )


@pytest.mark.parametrize(("rounding", "price", "share"), [(False, 2.345, 0.12345), (True, 2.35, 0.123)])
def test_numbers_keep_their_digits_unless_the_switch_rounds_them(rounding: bool, price: float, share: float) -> None:
    fields = make_shop(round_numbers=rounding).create(Price=2.345, Share=0.12345)["fields"]
    assert (fields["Price"], fields["Share"]) == (price, share)


def test_a_naive_instant_is_read_in_the_zone_of_the_field(shop: Shop) -> None:
    shop.products.add_field("Local", "dateTime", {"timeZone": "Europe/Berlin"})
    assert shop.create(Local="2026-07-01T12:00:00")["fields"]["Local"] == "2026-07-01T10:00:00.000Z"


def test_collaborators_come_by_id_or_email_and_are_read_in_full(shop: Shop) -> None:
    ada = shop.sandbox.person
    read = {"id": ada.id, "email": ada.email, "name": ada.name}
    made = shop.create(Owner={"email": ada.email}, Team=[ada.id, {"email": "sandbox@example.com"}])
    assert made["fields"]["Owner"] == read
    assert made["fields"]["Team"][0] == read
    assert [person["id"] for person in made["fields"]["Team"]] == [ada.id, shop.sandbox.api_user.id]
    assert shop.create(Owner={"id": ada.id, "email": "stranger@example.com"})["fields"]["Owner"] == read


def test_attachments_come_by_url_keep_their_id_and_change_their_url(shop: Shop) -> None:
    made = shop.create(Files=[{"url": "https://example.com/a.png"}, {"url": "https://example.com/b", "filename": "c"}])
    first, second = made["fields"]["Files"]
    assert (first["filename"], first["type"], second["filename"]) == ("a.png", "image/png", "c")
    again = shop.client.get(f"{shop.path}/{made['id']}").json()["fields"]["Files"][0]
    assert again["id"] == first["id"]
    assert again["url"] != first["url"]
    kept = shop.client.patch(f"{shop.path}/{made['id']}", json={"fields": {"Files": [{"id": second["id"]}]}}).json()
    assert [file["id"] for file in kept["fields"]["Files"]] == [second["id"]]


@pytest.mark.parametrize("entry", [{"id": "attAAAAAAAAAAAAAA"}, {"url": "data:text/plain,x"}, {}])
def test_an_attachment_that_can_not_be_had_is_refused(shop: Shop, entry: dict[str, str]) -> None:
    reply = shop.client.post(shop.path, json={"fields": {"Files": [entry]}})
    assert reply.status_code == 422
    assert reply.json()["error"]["type"] == "INVALID_ATTACHMENT_OBJECT"


def test_typecast_does_what_it_can(shop: Shop) -> None:
    sent = {
        "Name": 5,
        "Stock": "1,234",
        "Price": "$2.50",
        "Share": "12%",
        "Length": "1:30",
        "Sold out": "true",
        "Since": "2/28/2026",
        "Owner": "Ada Person",
        "Kind": "teal",
        "Tags": "new, fresh",
        "Checked": "no idea",
    }
    reply = shop.client.post(shop.path, json={"fields": sent, "typecast": True})
    assert reply.status_code == 200
    fields = reply.json()["fields"]
    assert {name: fields.get(name) for name in sent if name != "Owner"} == {
        "Name": "5",
        "Stock": 1234,
        "Price": 2.5,
        "Share": 0.12,
        "Length": 5400,
        "Sold out": True,
        "Since": "2026-02-28",
        "Kind": "teal",
        "Tags": ["new", "fresh"],
        "Checked": None,
    }
    assert fields["Owner"]["name"] == "Ada Person"
    assert shop.create(Kind="teal")["fields"]["Kind"] == "teal"


def test_links_are_kept_in_step_on_both_sides(shop: Shop) -> None:
    lamp, desk = shop.products.add({"Name": "Lamp"}), shop.products.add({"Name": "Desk"})
    order = shop.orders.add({"No": "1", "Items": [lamp, desk]})
    inverse = shop.orders.name
    assert shop.products.record(lamp)["fields"][inverse] == [order]
    assert shop.orders.record(order)["fields"]["Item count"] == 2

    shop.products.edit(desk, {inverse: []})
    assert shop.orders.record(order)["fields"]["Items"] == [lamp]
    shop.products.delete(lamp)
    assert shop.orders.record(order)["fields"] == {"No": "1", "Item count": 0}


def test_a_link_to_nothing_is_refused(shop: Shop) -> None:
    path = f"/v0/{shop.base_id}/{shop.orders.id}"
    reply = shop.client.post(path, json={"fields": {"Items": ["recAAAAAAAAAAAAAA"]}})
    assert reply.status_code == 422
    assert reply.json() == {
        "error": {
            "type": "ROW_DOES_NOT_EXIST",
            "message": "Record ID recAAAAAAAAAAAAAA does not exist in this table",
        }
    }


def test_typecast_links_by_primary_text_and_makes_what_is_missing(shop: Shop) -> None:
    lamp = shop.products.add({"SKU": "lamp"})
    path = f"/v0/{shop.base_id}/{shop.orders.id}"
    items = shop.client.post(path, json={"fields": {"Items": ["lamp", "sofa"]}, "typecast": True}).json()["fields"][
        "Items"
    ]
    assert items[0] == lamp
    assert shop.products.record(items[1])["fields"]["SKU"] == "sofa"


def test_what_a_formula_raises_is_an_error_value(shop: Shop) -> None:
    shop.products.add_field("Broken", "formula", compute=lambda cells: 1 / 0)
    assert shop.create(Name="x")["fields"]["Broken"] == {"error": "#ERROR!"}


@pytest.mark.parametrize("empty", [False, None, "", []])
def test_a_formula_may_be_empty(shop: Shop, empty: Any) -> None:
    shop.products.add_field("Empty", "formula", compute=lambda cells: empty)
    assert "Empty" not in shop.create(Name="x")["fields"]


def test_an_unknown_type_is_shown_and_takes_nothing(shop: Shop) -> None:
    shop.products.add_field("Hologram", "hologram", {"depth": 3})
    tables = shop.client.get(f"/v0/meta/bases/{shop.base_id}/tables").json()["tables"]
    shown = next(field for field in tables[0]["fields"] if field["name"] == "Hologram")
    assert (shown["type"], shown["options"]) == ("hologram", {"depth": 3})
    assert shop.client.post(shop.path, json={"fields": {"Hologram": 1}}).status_code == 422


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("{Stock} * 1.5", 4.5),
        ("{Stock} > 2", 1),
        ("{Stock} / 0", {"error": "#ERROR!"}),
        ("{Nothing}", {"error": "#ERROR!"}),
        ("{Itself}", {"error": "#ERROR!"}),
        ("DATEADD({Since}, 1, 'day')", "2026-01-03T00:00:00.000Z"),
        ("{Doubled} + 1", 7),
        ("{Memo}", None),
    ],
)
def test_a_formula_may_be_a_text(shop: Shop, formula: str, expected: Any) -> None:
    shop.products.add_field("Doubled", "formula", {"formula": "{Stock} * 2"})
    shop.products.add_field("Itself", "formula", {"formula": formula})
    record = shop.products.record(shop.products.add({"Stock": 3, "Since": "2026-01-02"}))
    assert record["fields"].get("Itself") == expected
