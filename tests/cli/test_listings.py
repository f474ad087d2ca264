"""``status``, ``queue``, ``conflicts``, ``history``, ``schema``: one shape each for programs, tables for people."""

from __future__ import annotations

import json

import pytest

from tests.cli.desk import Desk

STATUS = {
    "id", "state", "last_run", "last_run_id", "last_status", "records", "conflicts", "refused", "held", "waiting",
    "reads", "feed_dead",
}  # fmt: skip
QUEUED = {
    "id", "pair", "state", "side", "kind", "record", "record_id", "values", "tries", "since", "error",
}  # fmt: skip
HELD = {"id", "pair", "state", "side", "record", "since", "error", "reason"}
CONFLICT = {
    "id", "pair", "record", "record_id", "kind", "opened", "seen", "answered", "fields", "local", "airtable",
}  # fmt: skip
CLOSED = {"id", "record", "kind", "pair", "opened", "closed", "how"}
RUN = {"id", "pair", "kind", "started", "ended", "status", "error", "calls", "records", "undoes", "copy"}
CHANGE = {
    "id", "run", "record", "side", "kind", "before", "after", "other_side", "rules", "overwritten", "sanitised", "at",
}  # fmt: skip
SCHEMA = {"id", "pair", "field_id", "change", "before", "after", "at"}


@pytest.mark.parametrize(
    "command", ["status", "queue", "conflicts", "history", "schema", "pair list", "conflicts --closed"]
)
def test_an_empty_profile_lists_nothing_and_sends_nothing(desk: Desk, command: str) -> None:
    done = desk(*command.split(), "--json")
    assert (done.code, done.json, done.err) == (0, {"items": []}, "")
    done = desk(*command.split())
    assert done.code == 0
    assert done.out.count("\n") == 1  # says that there is none
    assert len(desk.sandbox.requests) == 0


@pytest.mark.parametrize("command", ["status", "queue", "conflicts", "history", "schema"])
def test_a_pair_can_be_named(desk: Desk, command: str) -> None:
    desk.in_step()
    assert desk(command, "People").code == 0
    done = desk(command, "Peeple")
    assert done.code == 2
    assert "There is: People." in done.sentence


def test_a_pairs_state_is_told_before_and_after_its_first_sync(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair()
    (item,) = desk("status", "--json").items
    assert set(item) == STATUS
    assert (item["state"], item["last_run"], item["records"]) == ("never synced", None, 0)
    assert "never" in desk("status").out
    assert desk("sync").code == 0
    (item,) = desk("status", "--json").items
    assert (item["state"], item["last_status"], item["records"]) == ("in step", "done", 1)
    assert item["last_run"].endswith("+00:00")


def test_the_queue_lists_refused_and_held_and_can_be_retried_and_dropped(desk: Desk) -> None:
    desk.in_step()
    desk.write(("Ada", 36, "", "", "nonsense"), ("Ben", 41), ("Twin", 1), ("Twin", 2))
    assert desk("sync").code == 7
    refused, *held = desk("queue", "--json").items
    assert set(refused) == QUEUED
    assert all(set(row) == HELD for row in held)
    assert (refused["state"], refused["record"], refused["pair"]) == ("refused", "Ada", "People")
    assert len({row["id"] for row in held}) == 2
    assert [row["id"] for row in desk("queue", "list", "People", "--json").items] == [
        refused["id"],
        *(h["id"] for h in held),
    ]
    table = desk("queue").out
    assert "change Ada in Airtable" in table
    assert "on this computer" in table
    number = str(refused["id"])
    desk.sandbox.requests.clear()
    assert desk("queue", "retry", number).out == "The next sync will try Ada again.\n"
    assert len(desk.sandbox.requests) == 0
    assert desk("sync").code == 7
    number = str(desk("queue", "--json").items[0]["id"])
    assert "Dropped Ada: the two sides stay different" in desk("queue", "drop", number).out
    desk.write(("Ada", 36, "", "", "nonsense"), ("Ben", 41))
    assert desk("sync").code == 0
    assert "Tags" not in desk.airtable()["Ada"]
    assert desk.read()[0]["Tags"] == "nonsense"


def test_a_new_record_that_is_dropped_is_said_to_be_left_out(desk: Desk) -> None:
    desk.in_step()
    desk.write(("Ada", 36), ("Zoe", 41, "", "", "nonsense"))
    assert desk("sync").code == 7
    number = str(desk("queue", "--json").items[0]["id"])
    said = desk("queue", "drop", number).out
    assert said == "Dropped Zoe: the record stays where it is, and is left out of the sync.\n"
    desk.write(("Ada", 36), ("Zoe", 42))
    assert desk("sync").code == 0
    assert "Zoe" not in desk.airtable()


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_what_is_not_in_the_queue_is_told(desk: Desk, action: str) -> None:
    desk.in_step()
    done = desk("queue", action, "99")
    assert done.code == 2
    assert "There is no refused operation named “99” in the queue." in done.sentence
    assert desk("queue", action, "x").code == 2


def test_a_pair_named_like_a_command_of_the_queue(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair("retry")
    assert desk("queue", "list", "retry", "--json").items == []


def test_conflicts_open_and_closed(desk: Desk) -> None:
    uid = desk.conflict()
    (item,) = desk("conflicts", "--json").items
    assert set(item) == CONFLICT
    assert item["fields"] == {"City": {"ancestor": "London", "local": "Paris", "airtable": "Oslo"}}
    assert (item["kind"], item["record"], item["pair"], item["answered"]) == ("both_edited", "Ada", "People", False)
    text = desk("conflicts").out
    assert f"{uid}  Ada (People): edited on both sides" in text
    assert "airsync-gui resolve ID" in text
    assert [line.split() for line in text.splitlines()[1:3]] == [
        ["FIELD", "LAST", "IN", "STEP", "THIS", "COMPUTER", "AIRTABLE"],
        ["City", "London", "Paris", "Oslo"],
    ]
    desk.replace("Paris", "Oslo")
    assert desk("sync").code == 0
    (closed,) = desk("conflicts", "--closed", "--json").items
    assert set(closed) == CLOSED
    assert closed["how"] == "settled"
    assert "by itself, or by a rule" in desk("conflicts", "--closed").out


def test_an_edit_against_a_deletion_is_shown_field_by_field(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    desk.people.delete(desk.people.find(Name="Ada"))
    assert desk("sync").code == 3
    text = desk("conflicts").out
    assert "edited here, deleted in Airtable" in text
    assert "(deleted)" in text
    assert desk("conflicts", "--json").items[0]["airtable"] is None


def test_history_of_runs_and_of_one_run(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    assert desk("sync").code == 0
    runs = desk("history", "--json").items
    assert [run["id"] for run in runs] == [2, 1]
    assert all(set(run) == RUN for run in runs)
    (change,) = desk("history", "--run", "2", "--json").items
    assert set(change) == CHANGE
    assert (change["before"], change["after"], change["side"]) == ({"Age": 36}, {"Age": 37}, "airtable")
    assert "Ada" in desk("history", "--run", "2").out
    assert "People" in desk("history").out
    done = desk("history", "--run", "99")
    assert done.code == 2
    assert "There is no run named “99” in the history." in done.sentence


def test_schema_changes_are_listed(desk: Desk) -> None:
    desk.in_step()
    desk.people.rename_field("Notes", "Remarks")
    assert desk("sync", "--full").code == 0
    (item,) = desk("schema", "--json").items
    assert set(item) == SCHEMA
    assert (item["change"], item["before"], item["after"], item["pair"]) == ("renamed", "Notes", "Remarks", "People")
    assert "Remarks" in desk("schema").out


def test_a_field_that_is_gone_is_a_conflict_with_its_remedy(desk: Desk) -> None:
    desk.in_step()
    desk.people.delete_field("Notes")
    assert desk("sync", "--full").code == 3
    (conflict,) = desk("conflicts", "--json").items
    assert conflict["kind"] == "schema"
    assert "airsync-gui pair set" in desk("conflicts").out
    done = desk("resolve", conflict["id"], "--take", "local")
    assert done.code == 2
    assert "--unmap FIELD" in done.sentence
    assert desk("pair", "set", "People", "--unmap", "Notes").code == 0
    assert desk("sync").code == 0


def test_a_field_of_another_type_is_named_for_people(desk: Desk) -> None:
    desk.in_step()
    desk.people.retype_field("Notes", "number")
    assert desk("sync", "--full").code == 3
    assert "Notes: now Number. Map it again" in desk("conflicts").out
    assert desk("pair", "set", "People", "--unmap", "Notes").code == 0
    assert desk("schema").out.split()[-6:] == ["People", "Notes", "retyped", "Long", "text", "Number"]


EVIL = "a\x1b[31mred\x1b[0m\u202egnp.exe\u2028x\x9b2J<b>&"


def test_what_could_drive_a_terminal_is_shown_harmlessly(desk: Desk) -> None:
    desk.write((EVIL.replace("\x1b", "").replace("\x9b", ""), 1), ("Ben", 41))
    desk.people.add({"Name": EVIL, "City": "\x9b2J\u202eOslo"})
    desk.add_pair()
    commands = (
        *("sync --dry-run", "sync --dry-run --json", "sync", "status", "history --run 1", "history --run 1 --json"),
        *("queue", "queue --json", "conflicts", "pair show People"),
    )
    outputs = [desk(*command.split()) for command in commands]
    text = "".join(done.out + done.err for done in outputs)
    assert not set(text) & set("\x1b\x9b\u202e\u2028\x07")
    names = [item["record"] for item in json.loads(outputs[1].out)["items"]]
    assert any("\u202e" in name for name in names)  # for a program the value is whole
