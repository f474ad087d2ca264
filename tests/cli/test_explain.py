"""``explain``: why one record looks as it does."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk


def one(desk: Desk, key: str = "Ada", *options: str) -> dict[str, object]:
    (item,) = desk("explain", "People", key, "--json", *options).items
    return item


def test_a_record_in_step_tells_its_story(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36, "London"), ("Ben", 41, "Rome")))
    desk.replace("London", "Paris")
    run = desk("sync", "--json").json["run"]
    done = desk("explain", "People", "Ada")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("Ada (")
    assert any(line.split()[:5] == ["City", "Paris", "Paris", "Paris", "Paris"] for line in lines)
    assert "  The next sync would not touch it." in lines
    last = lines[-1].split()
    assert last[0] == str(run)
    assert done.out.rstrip().endswith("update  Airtable  City   London  Paris   changed on one side")
    told = one(desk)
    assert (told["record"], told["known"], told["conflict"], told["looked"]) == ("Ada", True, None, True)
    assert told["last_local"] == told["last_airtable"]
    changes = told["changes"]
    assert isinstance(changes, list)
    assert [(c["run_kind"], c["kind"], sorted(c["fields"])) for c in changes] == [
        ("sync", "create", ["Age", "City", "Name"]),
        ("sync", "update", ["City"]),
    ]


def test_an_edit_that_is_not_synced_yet_is_seen(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36, "London"),))
    desk.edit("Ada", City="Oslo")
    done = desk("explain", "People", "Ada")
    assert "in Airtable" in next(line for line in done.out.splitlines() if line.strip().startswith("City"))
    assert "The next sync would change Ada on this computer: City London → Oslo." in done.out
    assert desk.read()[0]["City"] == "London"
    assert one(desk, "Ada", "--offline")["looked"] is False


def test_a_conflict_and_how_it_ended(desk: Desk) -> None:
    uid = desk.conflict()
    done = desk("explain", "People", "Ada")
    assert "It waits for you as a conflict since" in done.out
    assert "edited on both sides" in done.out
    assert "The fields in question: City." in done.out
    assert "The next sync would leave it to you: edited on both sides." in done.out
    desk("resolve", uid, "--take", "local")
    done = desk("explain", "People", uid)
    assert "A conflict was settled" in done.out
    assert "by your answer: edited on both sides" in done.out
    assert done.out.rstrip().endswith("resolution")


def test_what_a_rule_overwrote_is_said(desk: Desk) -> None:
    desk.in_step("--policy", "local-wins", rows=(("Ada", 36, "London"),))
    desk.replace("London", "Paris")
    desk.edit("Ada", City="Oslo")
    desk("sync")
    assert "Oslo    Paris   local-wins, over an edit there" in desk("explain", "People", "Ada").out


def test_refused_held_and_deleted_records(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36), ("Ben", 41), ("Cy", 7)))
    desk.write(("Ada", "many"), ("Ben", 41), ("Ben", 42))
    assert desk("sync").code == 7
    assert "Refused in Airtable:" in desk("explain", "People", "Ada").out
    assert "Held on this computer: key Ben is also in" in desk("explain", "People", "Ben").out
    gone = desk("explain", "People", "Cy")
    assert "It is not remembered any more: it was gone on both sides." in gone.out
    assert "delete" in gone.out.splitlines()[-1]


def test_airtable_out_of_reach_leaves_what_is_remembered(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36, "London"),))
    desk.server.close()
    done = desk("explain", "People", "Ada")
    assert done.code == 0
    assert "Airtable can't be reached" in done.err
    assert "London" in done.out


@pytest.mark.parametrize("key", ["Eve", ""])
def test_an_unknown_record_is_said(desk: Desk, key: str) -> None:
    desk.in_step(rows=(("Ada", 36),))
    done = desk("explain", "People", key)
    assert done.code == 2
    assert f"There is no record named “{key}” in what AirSync knows of People" in done.sentence


def test_a_record_is_known_by_its_airtable_id_too(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36),))
    assert one(desk, desk.people.find(Name="Ada"))["record"] == "Ada"
