"""Doubtful behaviours, each turned the other way."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from typing import Any

import pytest

from airsync_gui.sandbox import Switches, switches
from tests.sandbox.conftest import Shop


def upsert(shop: Shop, sku: str) -> Any:
    body = {"performUpsert": {"fieldsToMergeOn": ["SKU"]}, "records": [{"fields": {"SKU": sku, "Name": "new"}}]}
    return shop.client.patch(shop.path, json=body)


def test_each_has_a_sentence_that_says_what_it_does() -> None:
    body = ast.parse(inspect.getsource(switches)).body
    found = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == "Switches")
    told = [
        ast.literal_eval(after.value)
        for node, after in zip(found.body, found.body[1:], strict=False)
        if isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr)
    ]
    assert len(told) == len(dataclasses.fields(Switches))
    assert all(sentence.endswith(".") for sentence in told)


def test_they_are_set_from_texts_and_from_json() -> None:
    made = Switches()
    made.set({"round_numbers": "true", "offset_life_s": "2.5", "payload_records": 7, "missing_in_delete": "rest"})
    assert (made.round_numbers, made.offset_life_s, made.payload_records) == (True, 2.5, 7)
    assert made.as_json()["missing_in_delete"] == "rest"


@pytest.mark.parametrize(
    "settings",
    [
        {"nothing": True},
        {"round_numbers": "perhaps"},
        {"payload_records": "many"},
        {"missing_in_delete": "shrug"},
        {"round_numbers": True, "nothing": 1},
    ],
)
def test_what_does_not_fit_sets_nothing(settings: dict[str, Any]) -> None:
    made = Switches()
    with pytest.raises(ValueError, match=r"nothing|perhaps|many|shrug"):
        made.set(settings)
    assert made == Switches()


@pytest.mark.parametrize(
    ("setting", "status", "kind", "left"),
    [
        ("ROW_DOES_NOT_EXIST", 422, "ROW_DOES_NOT_EXIST", 2),
        ("MODEL_ID_NOT_FOUND", 404, "MODEL_ID_NOT_FOUND", 2),
        ("rest", 200, None, 0),
    ],
)
def test_an_unknown_id_among_those_to_delete(shop: Shop, setting: str, status: int, kind: str, left: int) -> None:
    shop.sandbox.switches.missing_in_delete = setting
    ids = shop.products.add_many([{"Name": "a"}, {"Name": "b"}])
    reply = shop.client.delete(shop.path, params={"records[]": [ids[0], "recAAAAAAAAAAAAAA", ids[1]]})
    assert reply.status_code == status
    assert reply.json().get("error", {}).get("type") == kind
    assert len(shop.products.record_ids()) == left


def test_several_matches_may_have_another_type(shop: Shop) -> None:
    shop.products.add_many([{"SKU": "a"}, {"SKU": "a"}])
    shop.sandbox.switches.several_matches_type = "INVALID_REQUEST_UNKNOWN"
    assert upsert(shop, "a").json()["error"]["type"] == "INVALID_REQUEST_UNKNOWN"


def test_an_upsert_may_match_without_regard_to_case(shop: Shop) -> None:
    shop.products.add({"SKU": "A-1 "})
    shop.sandbox.switches.upsert_ignores_case = True
    assert len(upsert(shop, "a-1").json()["updatedRecords"]) == 1
    shop.sandbox.switches.upsert_ignores_case = False
    assert len(upsert(shop, "A-1").json()["createdRecords"]) == 1


@pytest.mark.parametrize(("fill", "lengths"), [(False, [2, 1, 1]), (True, [2, 2])])
def test_rows_deleted_during_a_list(shop: Shop, fill: bool, lengths: list[int]) -> None:
    shop.sandbox.switches.fill_pages = fill
    shop.products.add_many({"Name": str(number)} for number in range(5))
    ordered = shop.list_ids()
    page = shop.client.get(shop.path, params={"pageSize": 2}).json()
    shop.products.delete(ordered[2])
    found = [len(page["records"])]
    while "offset" in page:
        page = shop.client.get(shop.path, params={"pageSize": 2, "offset": page["offset"]}).json()
        found.append(len(page["records"]))
    assert found == lengths


@pytest.mark.parametrize("applied", [False, True])
def test_defaults_are_a_persons_and_perhaps_a_programs(shop: Shop, applied: bool) -> None:
    shop.sandbox.switches.apply_defaults = applied
    shop.products.set_default("Stock", 7)
    assert shop.products.record(shop.products.add({"Name": "by hand"}))["fields"]["Stock"] == 7
    assert ("Stock" in shop.create(Name="by program")["fields"]) is applied
    assert shop.create(Stock=1)["fields"]["Stock"] == 1


def test_a_used_up_month_may_slow_a_base_down(shop: Shop) -> None:
    shop.sandbox.limits.rate_limit = True
    shop.sandbox.limits.allowance = 3
    shop.sandbox.switches.over_allowance = "slow"
    assert [shop.client.get(shop.path).status_code for _ in range(3)] == [200] * 3
    shop.clock.advance(2)
    assert [shop.client.get(shop.path).status_code for _ in range(3)] == [200, 200, 429]


def test_formulas_are_made_and_changed_where_the_switch_says_so(shop: Shop) -> None:
    path = f"/v0/meta/bases/{shop.base_id}/tables/{shop.products.id}/fields"
    body = {"name": "Both", "type": "formula", "options": {"formula": "{SKU} & ': ' & UPPER({Name})"}}
    assert shop.client.post(path, json=body).json()["error"]["type"] == "UNSUPPORTED_FIELD_TYPE_FOR_CREATE"
    shop.sandbox.switches.formulas_creatable = True
    made = shop.client.post(path, json=body).json()
    sku, name = shop.products.field_id("SKU"), shop.products.field_id("Name")
    assert made["options"] == {
        "isValid": True,
        "formula": f"{{{sku}}} & ': ' & UPPER({{{name}}})",
        "referencedFieldIds": [sku, name],
        "result": {"type": "singleLineText"},
    }
    assert shop.create(SKU="a", Name="Lamp")["fields"]["Both"] == "a: LAMP"
    changed = shop.client.patch(f"{path}/{made['id']}", json={"options": {"formula": "LEN({Name})*2"}}).json()
    assert changed["options"]["result"]["type"] == "number"
    shop.products.rename_field("Name", "Title")
    assert shop.create(Title="Lamp")["fields"]["Both"] == 8
    for bad in ("LEN(", "{Nothing} +"):
        reply = shop.client.patch(f"{path}/{made['id']}", json={"options": {"formula": bad}})
        assert reply.json()["error"]["type"] == "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE"
    assert shop.client.patch(f"{path}/{made['id']}", json={"options": {}}).status_code == 422
