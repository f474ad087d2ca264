from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from airsync_gui.sandbox import SANDBOX_TOKEN, ManualClock
from tests.sandbox.conftest import Shop, client_for

UNAUTHORISED = {"error": {"type": "AUTHENTICATION_REQUIRED", "message": "Authentication required"}}


def test_the_sandbox_token_has_the_shape_of_a_personal_access_token() -> None:
    assert re.fullmatch(r"pat[A-Za-z0-9]{14}[.][0-9a-f]{64}", SANDBOX_TOKEN)


@pytest.mark.parametrize("header", [None, "", "Bearer nonsense", f"Basic {SANDBOX_TOKEN}", SANDBOX_TOKEN])
def test_anything_but_a_known_bearer_token_is_401(shop: Shop, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    shop.client.headers.pop("Authorization")
    reply = shop.client.get("/v0/meta/whoami", headers=headers)
    assert (reply.status_code, reply.json()) == (401, UNAUTHORISED)


def test_whoami_has_the_email_only_with_its_scope_and_never_the_scopes(shop: Shop) -> None:
    assert shop.client.get("/v0/meta/whoami").json() == {
        "id": shop.sandbox.api_user.id,
        "email": "sandbox@example.com",
    }
    bare = client_for(shop.sandbox, shop.sandbox.add_token(scopes=set()))
    assert bare.get("/v0/meta/whoami").json() == {"id": shop.sandbox.api_user.id}


def test_a_read_only_role_reads_and_is_told_that_it_may_not_write(shop: Shop) -> None:
    reader = client_for(shop.sandbox, shop.sandbox.add_token(role="read"))
    assert reader.get(shop.path).status_code == 200
    assert reader.post(f"{shop.path}/listRecords", json={}).status_code == 200
    reply = reader.post(shop.path, json={"fields": {"Name": "Lamp"}})
    assert reply.status_code == 403
    assert reply.json() == {
        "error": {"type": "INVALID_PERMISSIONS", "message": "You are not permitted to perform this operation"}
    }
    assert shop.products.records() == []


def test_a_missing_scope_looks_like_a_missing_model(shop: Shop) -> None:
    reader = client_for(shop.sandbox, shop.sandbox.add_token(scopes={"data.records:read"}))
    for reply in (
        reader.post(shop.path, json={"fields": {}}),
        reader.get("/v0/meta/bases"),
        reader.get(f"/v0/meta/bases/{shop.base_id}/tables"),
    ):
        assert reply.status_code == 403
        assert reply.json()["error"]["type"] == "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"


def test_a_token_sees_only_its_bases_and_its_role_there(shop: Shop) -> None:
    other = shop.sandbox.add_base("Other")
    token = shop.sandbox.add_token(bases={shop.base_id}, roles={shop.base_id: "comment"})
    client = client_for(shop.sandbox, token)
    assert client.get("/v0/meta/bases").json() == {
        "bases": [{"id": shop.base_id, "name": "Shop", "permissionLevel": "comment"}]
    }
    assert client.get(f"/v0/meta/bases/{other.id}/tables").status_code == 403


def test_a_revoked_token_is_401_from_then_on(shop: Shop) -> None:
    assert shop.client.get(shop.path).status_code == 200
    shop.sandbox.tokens[SANDBOX_TOKEN].revoked = True
    assert shop.client.get(shop.path).status_code == 401


@pytest.mark.parametrize("path", ["/v0/junk/Products", "/v0/meta/bases/junk/tables", "/v0", "/v0/meta/nothing", "/x"])
def test_an_id_of_the_wrong_shape_is_a_bare_404(shop: Shop, path: str) -> None:
    reply = shop.client.get(path)
    assert (reply.status_code, reply.json()) == (404, {"error": "NOT_FOUND"})


@pytest.mark.parametrize("path", ["/v0/appAAAAAAAAAAAAAA/Products", "/v0/meta/bases/appAAAAAAAAAAAAAA/tables"])
def test_a_well_formed_unknown_base_is_403(shop: Shop, path: str) -> None:
    reply = shop.client.get(path)
    assert reply.status_code == 403
    assert reply.json()["error"]["type"] == "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"
    assert "Check that both your user and your token" in reply.json()["error"]["message"]


def test_an_unknown_table_is_403(shop: Shop) -> None:
    assert shop.client.get(f"/v0/{shop.base_id}/Nothing").status_code == 403
    assert shop.client.get(f"/v0/{shop.base_id}/tblAAAAAAAAAAAAAA").status_code == 403


@pytest.mark.parametrize("table", ["Products", "Products/", "Products?", "Orders%20%2F%202026"])
def test_a_table_goes_by_its_name(shop: Shop, table: str) -> None:
    assert shop.client.get(f"/v0/{shop.base_id}/{table}").json() == {"records": []}


@pytest.mark.parametrize("name", ["Käse 100%", "a%2Fb", "餃子"])
def test_a_table_name_may_hold_anything(shop: Shop, name: str) -> None:
    shop.products.rename(name)
    shop.products.add({"Name": "x"})
    assert len(shop.client.get(f"/v0/{shop.base_id}/{quote(name, safe='')}").json()["records"]) == 1


def test_answers_are_json_in_utf_8_gzipped_on_demand_with_a_date(shop: Shop) -> None:
    shop.sandbox.world.clock_skew_s = 120
    reply = shop.client.get(shop.path, headers={"Accept-Encoding": "gzip"})
    assert reply.headers["Content-Type"] == "application/json; charset=utf-8"
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.json() == {"records": []}
    assert reply.headers["Date"] == "Fri, 02 Jan 2026 03:06:05 GMT"
    assert "Content-Encoding" not in shop.client.get(shop.path, headers={"Accept-Encoding": "identity"}).headers


def test_a_url_of_16000_characters_is_too_long(shop: Shop) -> None:
    filler = "x" * (16_000 - len(shop.path) - len("?filterByFormula=''"))
    assert shop.client.get(f"{shop.path}?filterByFormula='{filler}'").status_code == 200
    assert shop.client.get(f"{shop.path}?filterByFormula='{filler}x'").status_code == 414


def test_a_body_that_is_too_large_is_413(shop: Shop) -> None:
    shop.sandbox.switches.max_body_bytes = 100
    assert shop.client.post(shop.path, json={"fields": {"Name": "x" * 100}}).status_code == 413


def test_the_clock_of_the_fixture_stands_still() -> None:
    clock = ManualClock()
    assert clock.now() == clock.now()
