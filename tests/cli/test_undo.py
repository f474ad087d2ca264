"""``undo``: what it says, what it leaves, and that it can be taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from airsync_gui.cli.run_words import tell_refused
from airsync_gui.errors import Refused
from airsync_gui.sync.operations import Operation, Refusal
from airsync_gui.sync.records import Side
from tests.cli.desk import Desk

ROWS = (("Ada", 36, "London"), ("Ben", 41, "Rome"))


def edited(desk: Desk) -> str:
    """Ada's age and city were carried to Airtable, Ben's city came from there; the number of that run."""
    desk.in_step(rows=ROWS)
    desk.replace("36,London", "37,Paris")
    desk.edit("Ben", City="Oslo")
    return str(desk("sync", "--json").json["run"])


def cities(desk: Desk) -> list[tuple[str, str]]:
    """(here, in Airtable) of each."""
    return [(row["City"], desk.airtable()[row["Name"]].get("City", "")) for row in desk.read()]


def test_a_preview_then_the_undo_then_the_undo_of_that(desk: Desk) -> None:
    run = edited(desk)
    preview = desk("undo", run, "--dry-run")
    assert (preview.code, preview.err) == (0, "")
    assert f"Undoing run {run} of People would put back: 1 changed on this computer; 1 changed in Airtable." in (
        preview.out
    )
    assert "change Ada in Airtable: Age 37 → 36, City Paris → London" in preview.out
    assert "2 records differ on the two sides then and would wait for you." in preview.out
    assert cities(desk) == [("Paris", "Paris"), ("Oslo", "Oslo")]

    done = desk("undo", run)
    assert (done.code, done.err) == (0, "")
    assert f"Run {run} of People undone: 1 changed on this computer; 1 changed in Airtable." in done.out
    assert "2 records differ on the two sides then and wait for you: airsync-gui conflicts People" in done.out
    assert cities(desk) == [("Paris", "London"), ("Rome", "Oslo")]
    assert desk("sync").code == 3
    assert cities(desk) == [("Paris", "London"), ("Rome", "Oslo")]

    newest = next(row for row in desk("history", "--json").items if row["kind"] == "undo")
    assert (newest["undoes"], newest["records"]) == (int(run), 2)
    again = desk("undo", str(newest["id"]))
    assert again.code == 0
    assert cities(desk) == [("Paris", "Paris"), ("Oslo", "Oslo")]
    assert desk("conflicts", "--json").items == []
    assert desk("sync").code == 0


def test_what_airtable_refuses_to_take_back_is_as_it_was_and_waits_for_nobody(desk: Desk) -> None:
    run = edited(desk)
    desk.sandbox.faults.refused_text = "London"
    done = desk("undo", run, "--json")
    assert (done.code, [line["record"] for line in done.json["refused"]]) == (7, ["Ada"])
    assert [line["record"] for line in done.json["conflicts"]] == ["Ben"]
    assert [line["record"] for line in desk("conflicts", "--json").items] == ["Ben"]
    assert cities(desk) == [("Paris", "Paris"), ("Rome", "Oslo")]
    assert desk("queue", "--json").items == []
    desk.sandbox.faults.refused_text = ""
    assert desk("resolve", desk("conflicts", "--json").items[0]["id"], "--take", "airtable").code == 0
    assert desk("sync", "--json").json["items"] == []
    assert desk("undo", run).code == 0  # Ada's can still be taken back
    assert cities(desk)[0] == ("Paris", "London")


def test_undoing_twice_says_so(desk: Desk) -> None:
    run = edited(desk)
    desk("undo", run)
    again = desk("undo", run)
    assert again.code == 0
    assert again.out == f"Run {run} is undone already: everything is as it was before.\n"
    assert desk("undo", run, "--json").json["skipped"][1]["message"] == "Ada: City is as before already in Airtable."


def test_what_was_edited_since_is_listed(desk: Desk) -> None:
    run = edited(desk)
    desk.edit("Ada", City="Bern")
    done = desk("undo", run)
    assert "Left as it is: Ada: City was changed in Airtable since, to Bern, and stays." in done.out
    assert desk.airtable()["Ada"]["Age"] == 36
    assert desk.airtable()["Ada"]["City"] == "Bern"


def test_one_field_of_one_record(desk: Desk) -> None:
    run = edited(desk)
    assert desk("undo", run, "--record", "Ada", "--field", "City").code == 0
    assert desk.airtable()["Ada"] == {"Name": "Ada", "Age": 37, "City": "London"}
    assert cities(desk)[1] == ("Oslo", "Oslo")


def test_one_change(desk: Desk) -> None:
    run = edited(desk)
    change = next(row for row in desk("history", "--run", run, "--json").items if row["record"] == "Ben")
    assert desk("undo", run, "--change", str(change["id"])).code == 0
    assert cities(desk) == [("Paris", "Paris"), ("Rome", "Oslo")]


def test_json_has_all_of_it(desk: Desk) -> None:
    run = edited(desk)
    desk.edit("Ada", City="Bern")
    preview = desk("undo", run, "--dry-run", "--json").json
    assert (preview["id"], preview["undoes"], preview["pair"], preview["dry_run"]) == (None, int(run), "People", True)
    assert [(item["side"], item["record"]) for item in preview["items"]] == [("local", "Ben"), ("airtable", "Ada")]
    assert preview["items"][1]["values"] == {"Age": 36}
    assert [(s["record"], s["field"], s["reason"], s["before"], s["now"]) for s in preview["skipped"]] == [
        ("Ada", "City", "edited_since", "London", "Bern")
    ]
    assert [c["kind"] for c in preview["conflicts"]] == ["undone", "undone"]
    done = desk("undo", run, "--plan", preview["plan"], "--json").json
    assert done["id"] > int(run)
    assert done["items"] == preview["items"]


def test_a_plan_that_has_changed_is_not_carried_out(desk: Desk) -> None:
    run = edited(desk)
    plan = desk("undo", run, "--dry-run", "--json").json["plan"]
    desk.edit("Ada", City="Bern")
    refused = desk("undo", run, "--plan", plan)
    assert refused.code == 1
    assert "The plan has changed" in refused.sentence
    assert cities(desk) == [("Paris", "Bern"), ("Oslo", "Oslo")]


def test_many_deletions_need_a_yes(desk: Desk) -> None:
    desk.in_step(rows=[(f"P{number}", number) for number in range(12)])
    run = str(desk("history", "--json").items[0]["id"])
    preview = desk("undo", run, "--dry-run")
    assert "A guard would stop this: 12 of 12 records would be deleted in Airtable" in preview.out
    stopped = desk("undo", run)
    assert stopped.code == 1
    assert "12 of 12 records would be deleted in Airtable" in stopped.sentence
    assert len(desk.airtable()) == 12
    assert desk("undo", run, "--yes").code == 0
    assert desk.airtable() == {}
    assert desk("status", "--json").items[0]["conflicts"] == 12
    assert desk("sync").code == 3


def test_a_deleted_record_comes_back_under_a_new_id(desk: Desk) -> None:
    desk.in_step(rows=ROWS)
    before = desk.people.find(Name="Ada")
    desk.write(ROWS[1])
    run = str(desk("sync", "--json").json["run"])
    assert "Ada" not in desk.airtable()
    done = desk("undo", run)
    assert "1 record gets a new id in Airtable; links to it in this table follow." in done.out
    assert desk.people.find(Name="Ada") != before
    conflict = desk("conflicts", "--json").items[0]
    assert (conflict["kind"], conflict["local"]) == ("undone", None)
    assert desk("resolve", conflict["id"], "--take", "airtable").code == 0
    assert "Ada" in [row["Name"] for row in desk.read()]
    assert desk("sync").code == 0


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("99",), 2, "There is no run named “99”"),
        (("x",), 2, "is not a valid integer"),
        (("1", "--field", "City"), 2, "--field goes with --record or --change"),
        (("1", "--change", "1", "--record", "Ada"), 2, "give one of them"),
        (("1", "--dry-run", "--plan", "abc"), 2, "give one of them"),
        (("1", "--change", "99"), 2, "There is no change named “99” in what run 1 wrote"),
        (("1", "--record", "Eve"), 2, "There is no record named “Eve” in what run 1 wrote. There is: Ada, Ben."),
        (("1", "--record", "Ada", "--field", "Nope"), 2, "There is no field named “Nope”"),
        (("1", "--record", "Ada", "--field", "City"), 2, "Run 1 added Ada whole: undo the record, not a field of it."),
    ],
)
def test_what_makes_no_sense_is_said(desk: Desk, args: tuple[str, ...], code: int, said: str) -> None:
    desk.in_step(rows=ROWS)
    done = desk("undo", *args)
    assert done.code == code
    assert said in done.err


def test_history_is_kept_as_long_as_the_settings_say(desk: Desk) -> None:
    edited(desk)
    state = next(desk.profile.rglob("state.sqlite"))
    with closing(sqlite3.connect(state)) as db, db:
        for table, column in (("runs", "started"), ("changes", "at")):
            db.execute(f"UPDATE {table} SET {column} = '2020-01-01T00:00:00+00:00'")
    assert desk("sync").code == 0
    assert len(desk("history", "--json").items) == 3
    settings = next(desk.profile.rglob("settings.toml"))
    settings.write_text(f"history_days = 30\n{settings.read_text()}")
    assert desk("sync").code == 0
    assert [row["id"] for row in desk("history", "--json").items] == [4, 3]
    settings.write_text(settings.read_text().replace("30", "-1"))
    assert "`history_days` is below 0" in desk("status").err


def test_a_field_that_left_the_pair_keeps_its_name_in_history(desk: Desk) -> None:
    run = edited(desk)
    assert desk("pair", "set", "People", "--unmap", "City").code == 0
    assert "Ada: City is not part of the pair any more." in desk("undo", run, "--dry-run").out
    changes = desk("history", "--run", run, "--json").items
    assert {name for change in changes for name in change["after"]} == {"Age", "City"}


def test_a_removed_pairs_run_is_told(desk: Desk) -> None:
    desk.in_step(rows=ROWS)
    assert desk("pair", "remove", "People").code == 0
    done = desk("undo", "1")
    assert done.code == 2
    assert "The pair of run 1 was removed" in done.sentence


def test_what_an_undo_could_not_write_is_not_said_to_wait(capsys: pytest.CaptureFixture[str]) -> None:
    operation = Operation(Side.AIRTABLE, "update", "u1", "Ada", None, "rec1")
    tell_refused([Refusal(operation, Refused(field="City", detail="no such choice"))], waits=False)
    assert capsys.readouterr().out == "  Refused: Ada: Airtable refused the field City: no such choice.\n"
