"""Bases, tables and fields: by id or name, from the copy on disk or afresh."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import msgspec
import pytest

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.metadata import BaseInfo, Metadata, Owner
from airsync_gui.errors import KeyRejected, NotFound, NotPermitted, Unreachable, UsageError
from airsync_gui.sandbox import Sandbox, create_app, sample_sandbox
from airsync_gui.sync.schema import Field, Kind
from tests.airtable.conftest import MakeClient
from tests.fakes.clock import FakeClock


class DictCache:
    """A schema cache in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, datetime]] = {}

    def load(self, base_id: str) -> tuple[str, datetime] | None:
        return self.kept.get(base_id)

    def save(self, base_id: str, text: str, fetched_at: datetime) -> None:
        self.kept[base_id] = (text, fetched_at)


def test_the_tokens_owner_is_told_and_a_wrong_token_is_rejected(
    metadata: Metadata, sandbox: Sandbox, make_client: MakeClient, clock: FakeClock
) -> None:
    assert metadata.whoami() == Owner(sandbox.api_user.id, "sandbox@example.com")
    client = make_client(httpx.WSGITransport(create_app(sandbox)), "patWrong.00")
    with pytest.raises(KeyRejected):
        Metadata(client, clock).whoami()


def test_bases_come_page_by_page(answering: Callable[..., Any], clock: FakeClock) -> None:
    first = {"bases": [{"id": "app1", "name": "A", "permissionLevel": "create"}], "offset": "itr1/app1"}
    last = {"bases": [{"id": "app2", "name": "B", "permissionLevel": "read", "new": True}]}
    client, seen = answering(httpx.Response(200, json=first), httpx.Response(200, json=last))
    assert Metadata(client, clock).bases() == (BaseInfo("app1", "A", "create"), BaseInfo("app2", "B", "read"))
    assert [request.url.query for request, _ in seen] == [b"", b"offset=itr1%2Fapp1"]


def test_the_sample_reads_whole(make_client: MakeClient, clock: FakeClock) -> None:
    sandbox = sample_sandbox(clock=clock)
    from airsync_gui.sandbox import SANDBOX_TOKEN

    metadata = Metadata(make_client(httpx.WSGITransport(create_app(sandbox)), SANDBOX_TOKEN), clock)
    meals = metadata.find_table("Habits", "Meals")
    assert (meals.base_name, meals.name, meals.fields[0].id) == ("Habits", "Meals", meals.primary_field_id)
    kinds = {field.name: field.kind for field in meals.fields}
    assert kinds["Kilojoules"] is Kind.NUMBER
    assert kinds["Last modified"] is Kind.DATETIME
    assert set(meals.by_id()[next(f.id for f in meals.fields if f.name == "Kind")].choices.values()) == {
        "Breakfast",
        "Lunch",
        "Dinner",
        "Snack",
    }


def test_unknown_types_and_members_are_kept_or_ignored(answering: Callable[..., Any], clock: FakeClock) -> None:
    raw = {
        "tables": [
            {
                "id": "tbl1",
                "name": "T",
                "primaryFieldId": "fld1",
                "views": [{"id": "viw1", "type": "hologram"}],
                "fields": [
                    {"id": "fld1", "name": "Name", "type": "singleLineText", "description": "x", "options": None},
                    {"id": "fld2", "name": "?", "type": "hologram", "options": {"depth": 1.5}},
                ],
            }
        ],
        "surprise": {},
    }
    bases = {"bases": [{"id": "app1", "name": "Shop"}]}
    client, _ = answering(httpx.Response(200, json=raw), httpx.Response(200, json=bases))
    cache = DictCache()
    (table,) = Metadata(client, clock, cache).tables("app1")
    assert table.fields[0] == Field("fld1", "Name", "singleLineText")
    assert table.fields[1].kind is Kind.UNKNOWN
    assert table.base_name == "Shop"
    assert Metadata(client, clock, cache).tables("app1") == (table,)  # no further answer was needed


def test_the_copy_is_used_until_it_ages(client: AirtableClient, sandbox: Sandbox, clock: FakeClock) -> None:
    base = sandbox.add_base("Shop")
    table = base.add_table("Products")
    cache = DictCache()
    metadata = Metadata(client, clock, cache)
    assert metadata.table(base.id, table.id).base_name == "Shop"
    calls = client.calls
    table.rename("Goods")
    clock.advance(3590)
    again = Metadata(client, clock, cache)
    assert metadata.table(base.id, table.id).name == again.table(base.id, table.id).name == "Products"
    assert client.calls == calls
    clock.advance(20)
    assert again.table(base.id, table.id).name == "Goods"
    assert client.calls == calls + 1  # the base's name is kept


def test_a_refresh_asks_at_once_and_follows_renames(client: AirtableClient, sandbox: Sandbox, clock: FakeClock) -> None:
    base = sandbox.add_base("Shop")
    table = base.add_table("Products")
    metadata = Metadata(client, clock, DictCache())
    metadata.tables(base.id)
    table.rename("Goods")
    sandbox.world.bases[base.id].name = "Store"
    found = metadata.table(base.id, table.id, refresh=True)
    assert (found.name, found.base_name) == ("Goods", "Store")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tables": 1}', "[" * 50_000])
def test_a_copy_that_cant_be_read_is_fetched_again(
    text: str, client: AirtableClient, sandbox: Sandbox, clock: FakeClock
) -> None:
    base = sandbox.add_base("Shop")
    base.add_table("Products")
    cache = DictCache()
    cache.kept[base.id] = (text, clock.now())
    assert [table.name for table in Metadata(client, clock, cache).tables(base.id)] == ["Products"]
    assert msgspec.json.decode(cache.kept[base.id][0])["base_name"] == "Shop"


def test_a_new_table_is_found_although_the_copy_lacks_it(
    client: AirtableClient, sandbox: Sandbox, clock: FakeClock
) -> None:
    base = sandbox.add_base("Shop")
    metadata = Metadata(client, clock, DictCache())
    assert metadata.tables(base.id) == ()
    table = base.add_table("Late")
    assert metadata.table(base.id, table.id).name == "Late"
    base.delete_table("Late")
    with pytest.raises(NotFound):
        metadata.table(base.id, table.id, refresh=True)


def test_names_and_ids_find_bases_and_tables(metadata: Metadata, sandbox: Sandbox) -> None:
    base = sandbox.add_base("Shop")
    table = base.add_table("Products / new")
    for base_name in ("Shop", base.id):
        for table_name in ("Products / new", table.id):
            assert metadata.find_table(base_name, table_name).table_id == table.id
    with pytest.raises(NotFound) as caught:
        metadata.find_base("shop")
    assert (caught.value.what, caught.value.name, caught.value.choices) == ("base", "shop", ("Shop",))
    with pytest.raises(NotFound) as caught:
        metadata.find_table("Shop", "Product")
    assert (caught.value.what, caught.value.where) == ("table", "Shop")
    assert caught.value.choices == ("Products / new",)


def test_a_name_that_several_have_is_not_guessed(metadata: Metadata, sandbox: Sandbox) -> None:
    one, other = sandbox.add_base("Shop"), sandbox.add_base("Shop")
    with pytest.raises(UsageError) as caught:
        metadata.find_base("Shop")
    assert one.id in caught.value.detail
    assert metadata.find_base(other.id).id == other.id


def test_an_invisible_base_may_be_absent(metadata: Metadata) -> None:
    with pytest.raises(NotPermitted) as caught:
        metadata.tables("appNoSuchBase0000")
    assert caught.value.may_be_absent
    assert caught.value.needs == "schema.bases:read"


def test_a_list_of_bases_without_end_is_given_up(answering: Any) -> None:
    page = httpx.Response(200, json={"bases": [{"id": "app1", "name": "Shop"}], "offset": "itr1/app1"})
    client, seen = answering(*[page] * 30)
    with pytest.raises(Unreachable, match="no end"):
        Metadata(client, FakeClock()).bases()
    assert len(seen) < 30


@pytest.mark.parametrize(
    ("token", "visible", "role"),
    [
        ({"scopes": {"schema.bases:read"}}, True, "create"),
        ({"role": "comment"}, True, "comment"),
        ({"bases": set()}, False, None),
        ({"scopes": {"data.records:read"}}, None, None),
    ],
)
def test_a_403_is_looked_into_as_far_as_the_token_may(
    token: dict[str, Any], visible: bool | None, role: str | None, sandbox: Sandbox, make_client: Any, clock: FakeClock
) -> None:
    base = sandbox.add_base("Shop")
    client = make_client(httpx.WSGITransport(create_app(sandbox)), sandbox.add_token(**token))
    error = NotPermitted(may_be_absent=True)
    Metadata(client, clock).look_into(error, base.id)
    assert (error.visible, error.role) == (visible, role)


def test_what_is_known_can_be_read_without_a_client() -> None:
    """The window reads it as soon as it stands; httpx alone takes 10 MB and a tenth of a second."""
    program = "import sys, airsync_gui.airtable.metadata; print('httpx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
