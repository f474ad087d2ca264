from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, sample_sandbox, serve
from airsync_gui.sandbox.__main__ import main

AUTHORISED = {"Authorization": f"Bearer {SANDBOX_TOKEN}"}


@pytest.fixture
def sandbox() -> Sandbox:
    return sample_sandbox(rate_limit=False, records=10)


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with serve(sandbox) as server, httpx.Client(base_url=server.url, headers=AUTHORISED, trust_env=False) as client:
        yield client


def meals(sandbox: Sandbox) -> str:
    base = sandbox.base("Habits")
    return f"/v0/{base.id}/{base.table('Meals').id}"


def test_a_real_socket_answers_as_the_process_does(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.world.clock_skew_s = -3600
    reply = client.get(meals(sandbox))
    assert len(reply.json()["records"]) == 10
    assert len(reply.headers.get_list("Date")) == 1


def test_an_encoded_slash_is_part_of_a_name(sandbox: Sandbox, client: httpx.Client) -> None:
    base = sandbox.base("Habits")
    base.add_table("a")
    base.add_table("a/ü").add({"Name": "x"})
    assert len(client.get(f"/v0/{base.id}/a%2F%C3%BC").json()["records"]) == 1
    assert client.get(f"/v0/{base.id}/a?").json() == {"records": []}


def test_a_lost_answer_is_a_closed_connection(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.faults.lost_answers.next = 1
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(meals(sandbox), json={"fields": {"Dish": "Soup"}})
    assert len(sandbox.base("Habits").table("Meals").records()) == 11


def test_a_cut_body_is_an_incomplete_answer(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.faults.cut_bodies.next = 1
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(meals(sandbox))
    assert client.get(meals(sandbox)).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "example.com", "192.168.0.1", "::"])
def test_no_other_address_than_loopback(sandbox: Sandbox, host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        serve(sandbox, host=host)


def test_other_processes_look_and_edit_through_the_control_paths(sandbox: Sandbox, client: httpx.Client) -> None:
    del client.headers["Authorization"]
    place = {"base": "Habits", "table": "Contacts"}
    made = client.post("/_sandbox/add", json={**place, "fields": {"Name": "Ada"}}).json()["id"]
    client.post("/_sandbox/edit", json={**place, "id": made, "fields": {"Age": 36}})
    assert client.get("/_sandbox/state").json() == sandbox.state()
    contacts = next(table for table in sandbox.state()["bases"][0]["tables"] if table["name"] == "Contacts")
    assert contacts["records"][0]["fields"] == {"Name": "Ada", "Age": 36}
    client.post("/_sandbox/delete", json={**place, "id": made})
    assert sandbox.base("Habits").table("Contacts").records() == []
    client.post("/_sandbox/faults", json={"server_errors": {"next": 1}, "server_error_status": 500})
    assert client.get("/v0/meta/whoami", headers=AUTHORISED).status_code == 500
    assert client.get("/_sandbox/requests").json() == {"requests": [["GET", "/v0/meta/whoami", 500]]}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("edit", {"base": "Habits", "table": "Contacts", "id": "recAAAAAAAAAAAAAA", "fields": {}}),
        ("add", {"base": "Habits", "table": "Contacts", "fields": {"Nothing": 1}}),
        ("add", {"base": "Nothing"}),
        ("faults", {"nothing": 1}),
        ("nothing", {}),
        ("switches", {"nothing": True}),
        ("limits", {"nothing": True}),
        ("schema", {"base": "Habits", "do": "webhook_ids"}),
        ("schema", {"base": "Habits", "do": "delete_field", "table": "Meals", "field": "Meal id"}),
        ("clock", {}),
        ("webhook", {"base": "Habits", "id": "achAAAAAAAAAAAAAA", "do": "expire"}),
        ("revoke", {"token": "nobody"}),
        ("token", {"colour": "red"}),
        ("edit", []),
        ("add", {"base": "Habits", "table": "Contacts", "fields": [1]}),
        ("clock", {"advance": 1e300}),
        ("clock", {"advance": "deep"}),
    ],
)
def test_control_requests_that_do_not_fit_say_why(client: httpx.Client, path: str, body: object) -> None:
    content = json.dumps(body).replace('"deep"', "[" * 100_000)
    reply = client.post(f"/_sandbox/{path}", content=content)
    assert reply.status_code == 400
    assert reply.json()["error"]


def test_other_processes_turn_everything_else_through_the_control_paths(sandbox: Sandbox, client: httpx.Client) -> None:
    def order(what: str, **body: object) -> dict[str, Any]:
        reply = client.post(f"/_sandbox/{what}", json=body)
        assert reply.status_code == 200, reply.text
        return dict(reply.json())

    assert order("switches", gone_is_forbidden=True)["gone_is_forbidden"] is True
    assert client.get("/_sandbox/switches").json() == sandbox.switches.as_json()
    order("limits", allowance=0)
    assert client.get("/v0/meta/whoami").status_code == 429
    order("limits", allowance=None, rate_limit=True, reset=True)
    assert sandbox.limits.rate_limit
    assert client.get("/v0/meta/whoami").status_code == 200
    token = order("token", scopes=["data.records:read"], oauth=True)["token"]
    other = {"Authorization": f"Bearer {token}"}
    assert client.get("/v0/meta/whoami", headers=other).json()["scopes"] == ["data.records:read"]
    order("revoke", token=token)
    assert client.get("/v0/meta/whoami", headers=other).status_code == 401
    before = sandbox.world.now()
    order("clock", advance=86_400)
    assert (sandbox.world.now() - before).days == 1


def test_other_processes_change_the_schema_as_people_do(sandbox: Sandbox, client: httpx.Client) -> None:
    def order(what: str, **body: object) -> Any:
        reply = client.post("/_sandbox/schema", json={"base": "Habits", "do": what, **body})
        assert reply.status_code == 200, reply.text
        return reply.json()["id"]

    table_id = order("add_table", name="Shelves", fields=[["Name", "singleLineText"], ["Wide", "number"]])
    field_id = order("add_field", table="Shelves", name="Twice", kind="formula", options={"formula": "{Wide}*2"})
    order("rename_field", table="Shelves", field="Twice", name="Double")
    order("set_default", table="Shelves", field="Wide", value=4)
    shelves = sandbox.base("Habits").table("Shelves")
    assert shelves.id == table_id
    assert shelves.field_id("Double") == field_id
    assert shelves.record(shelves.add({"Name": "a"}))["fields"] == {"Name": "a", "Wide": 4, "Double": 8}
    order("retype_field", table="Shelves", field="Wide", kind="singleLineText")
    order("delete_field", table="Shelves", field="Double")
    order("rename", table="Shelves", name="Racks")
    order("rename_choice", table="Meals", field="Kind", old="Lunch", new="Noon")
    assert sandbox.base("Habits").table("Racks").records()[0]["fields"] == {"Name": "a", "Wide": "4"}
    order("delete_table", name_or_id="Racks")
    assert "Racks" not in [table.name for table in sandbox.base("Habits").tables]


def test_other_processes_spoil_webhooks_and_edit_in_other_names(sandbox: Sandbox, client: httpx.Client) -> None:
    base = sandbox.base("Habits")
    specification = {"options": {"filters": {"dataTypes": ["tableData"]}}}
    root = f"/v0/bases/{base.id}/webhooks"
    webhook_id = client.post(root, json={"specification": specification}).json()["id"]
    place = {"base": "Habits", "table": "Contacts", "source": "automation", "details": {"automationId": "wfl1"}}
    client.post("/_sandbox/add", json={**place, "fields": {"Name": "Ada"}})
    assert base.payloads(webhook_id)[0]["actionMetadata"]["source"] == "automation"
    for order in ({"do": "lose"}, {"do": "break", "code": "INVALID_HOOK"}, {"do": "expire"}):
        reply = client.post("/_sandbox/webhook", json={"base": "Habits", "id": webhook_id, **order})
        assert reply.json() == {}
    (listed,) = client.get(root).json()["webhooks"]
    assert listed["isHookEnabled"] is False
    assert [payload["code"] for payload in base.payloads(webhook_id)] == ["INVALID_HOOK"]


@pytest.mark.parametrize("switch", ["nothing=1", "round_numbers=perhaps", "round_numbers"])
def test_the_program_refuses_a_switch_that_it_does_not_have(switch: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--switch", switch])
    assert "error: " in capsys.readouterr().err


def test_the_program_says_where_it_is_and_ends_when_told() -> None:
    command = [sys.executable, "-m", "airsync_gui.sandbox", "--records", "3", "--lose-every", "1"]
    command += ["--switch", "gone_is_forbidden=true", "--now", "2026-03-04T05:06:07+00:00"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("Sandbox Airtable on http://127.0.0.1:")
        assert line.endswith(f" (token {SANDBOX_TOKEN}, any client)\n")
        url = line.split()[3]
        reply = httpx.get(f"{url}/v0/meta/bases", headers=AUTHORISED, trust_env=False)
        assert reply.json()["bases"][0]["name"] == "Habits"
        assert reply.headers["Date"].startswith("Wed, 04 Mar 2026 05:06:")
        assert httpx.get(f"{url}/_sandbox/switches", trust_env=False).json()["gone_is_forbidden"] is True
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert process.stdout.read() == ""
