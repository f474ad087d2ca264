"""A small shop in the sandbox, a clock that is moved by hand, and a client in process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from msgspec import Struct

from airsync_gui.sandbox import SANDBOX_TOKEN, ManualClock, Sandbox, TableHandle, create_app

FIELDS: list[Any] = [
    ("SKU", "singleLineText"),
    ("Name", "singleLineText"),
    ("Price", "currency", {"precision": 2, "symbol": "$"}),
    ("Stock", "number", {"precision": 0}),
    ("Share", "percent", {"precision": 1}),
    ("Stars", "rating", {"icon": "star", "max": 5, "color": "yellowBright"}),
    ("Length", "duration", {"durationFormat": "h:mm:ss"}),
    ("Sold out", "checkbox"),
    ("Kind", "singleSelect", {"choices": ["lamp", "desk"]}),
    ("Tags", "multipleSelects", {"choices": ["new", "old", "a, b"]}),
    ("Since", "date"),
    ("Checked", "dateTime"),
    ("Notes", "richText"),
    ("Memo", "multilineText"),
    ("Mail", "email"),
    ("Owner", "singleCollaborator"),
    ("Team", "multipleCollaborators"),
    ("Files", "multipleAttachments"),
    ("Code", "barcode"),
]


class Shop(Struct):
    """A sandbox with one base, and the ways to it."""

    sandbox: Sandbox
    clock: ManualClock
    client: httpx.Client
    base_id: str
    products: TableHandle
    orders: TableHandle

    @property
    def path(self) -> str:
        return f"/v0/{self.base_id}/{self.products.id}"

    def list_ids(self, **parameters: Any) -> list[str]:
        """Ids of all pages of a list."""
        found: list[str] = []
        while True:
            reply = self.client.get(self.path, params=parameters)
            assert reply.status_code == 200, reply.text
            found += [record["id"] for record in reply.json()["records"]]
            if "offset" not in reply.json():
                return found
            parameters["offset"] = reply.json()["offset"]

    def create(self, **fields: Any) -> dict[str, Any]:
        """A record made through the API, as replied."""
        reply = self.client.post(self.path, json={"fields": fields})
        assert reply.status_code == 200, reply.text
        return dict(reply.json())

    def names_where(self, formula: str) -> list[str]:
        """Names of the records that a formula finds, sorted."""
        reply = self.client.post(f"{self.path}/listRecords", json={"filterByFormula": formula})
        assert reply.status_code == 200, reply.text
        return sorted(record["fields"]["Name"] for record in reply.json()["records"])


def client_for(sandbox: Sandbox, token: str = SANDBOX_TOKEN) -> httpx.Client:
    """A client in process."""
    transport = httpx.WSGITransport(create_app(sandbox))
    return httpx.Client(transport=transport, base_url="http://sandbox", headers={"Authorization": f"Bearer {token}"})


def make_shop(**options: Any) -> Shop:
    """A shop; without a rate limit unless asked for."""
    clock = ManualClock()
    sandbox = Sandbox(clock=clock, **{"rate_limit": False, **options})
    base = sandbox.add_base("Shop")
    products = base.add_table("Products", FIELDS)
    products.add_field("Auto", "autoNumber")
    products.add_field("Made", "createdTime")
    products.add_field("Changed", "lastModifiedTime", {"referencedFieldIds": []})
    products.add_field("Changed by", "lastModifiedBy")
    products.add_field("Double", "formula", compute=lambda cells: cells.get("Stock", 0) * 2)
    orders = base.add_table(
        "Orders / 2026", [("No", "singleLineText"), ("Items", "multipleRecordLinks", {"linkedTableId": products.id})]
    )
    orders.add_field("Item count", "count", {"recordLinkFieldId": orders.field_id("Items")})
    return Shop(sandbox, clock, client_for(sandbox), base.id, products, orders)


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = make_shop()
    yield made
    made.client.close()
