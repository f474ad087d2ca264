"""An agent's workspace from the command line: a pair by name, no key sent, and the skill."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from airsync_gui.paths import resources
from tests.cli.desk import Desk

KEY = "ghp_" + "a1B2" * 9


@pytest.fixture
def claw(desk: Desk, _own_home: Path) -> Path:
    root = _own_home / ".openclaw" / "workspace"
    (root / "data").mkdir(parents=True)
    rows = [{"Name": "Ada", "Notes": "ran"}, {"Name": "Ben", "Notes": f"use {KEY}"}]
    (root / "data" / "people.json").write_text(json.dumps(rows))
    return root


def test_a_pair_by_name_sends_no_key(desk: Desk, claw: Path) -> None:
    done = desk(
        "pair", "add", "P", "--local", "openclaw:data/people.json", "--airtable", "Club/People", "--key", "Name"
    )
    assert done.code == 0, done
    done = desk("sync", "--json")
    assert done.code == 7
    assert "Ben" not in desk.airtable()
    assert desk.airtable()["Ada"]["Notes"] == "ran"
    queue = desk("queue")
    assert "holds what looks like a GitHub token, which AirSync never sends" in queue.out
    profile = b"".join(path.read_bytes() for path in desk.profile.rglob("*") if path.is_file())
    assert KEY[4:].encode() not in profile
    assert KEY not in done.out + done.err + queue.out
    (claw / "data" / "people.json").write_text('[{"Name": "Ada", "Notes": "ran"}, {"Name": "Ben", "Notes": "ok"}]')
    assert desk("sync").code == 0
    assert desk.airtable()["Ben"]["Notes"] == "ok"


def test_the_tables_are_listed(desk: Desk, claw: Path) -> None:
    done = desk("openclaw", "--json")
    source = str(claw / "data" / "people.json")
    assert done.items == [
        {"id": "openclaw:data/people.json", "source": source, "rows": 2, "unusable": None, "rolling": False}
    ]
    assert "openclaw:data/people.json" in desk("openclaw").out


def test_a_file_of_today_is_told_with_what_to_do(desk: Desk, claw: Path) -> None:
    (claw / "data" / "water.json").write_text('{"date": "2026-05-12", "entries": [{"ml": 200}]}')
    assert "of one day: add the pair with --rolling" in desk("openclaw").out
    assert [item["rolling"] for item in desk("openclaw", "--json").items] == [False, True]


def test_the_skill_is_put_into_the_workspace_and_over_no_other(desk: Desk, claw: Path) -> None:
    assert desk("openclaw", "--install-skill").code == 0
    skill = claw / "skills" / "airsync" / "SKILL.md"
    assert skill.read_text().startswith("---\nname: airsync\n")
    assert desk("openclaw", "--install-skill").code == 0
    skill.write_text("mine")
    assert desk("openclaw", "--install-skill").code == 2
    assert skill.read_text() == "mine"


def skill_commands() -> list[list[str]]:
    """Every command that the skill shows, in its order, as its words."""
    text = (resources() / "openclaw" / "airsync" / "SKILL.md").read_text()
    shown = re.findall(r"`airsync-gui ([^`\n]+)`|^    airsync-gui (.+)$", text, re.MULTILINE)
    return [shlex.split(re.split(r" {3,}", inline or block)[0]) for inline, block in shown]


def test_every_command_of_the_skill_does_what_it_says(desk: Desk, claw: Path) -> None:
    table = desk.sandbox.add_base("Health").add_table(
        "Habits",
        [("date", "singleLineText"), ("Status", "singleLineText"), ("Notes", "singleLineText"), ("Weight", "number")],
    )
    days = [f"2026-05-{day}" for day in (12, 13, 14)]
    file = claw / "data" / "habits.json"

    def write(text: str, weight: int) -> None:
        texts = {day: "a" if day == days[2] else text for day in days}
        file.write_text(json.dumps([{"date": d, "Status": t, "Notes": t, "Weight": weight} for d, t in texts.items()]))

    write("a", 70)
    [add] = [words for words in skill_commands() if words[:2] == ["pair", "add"]]
    assert desk(*add).code == 0
    assert desk("sync").code == 0
    for day in days[:2]:
        table.edit(table.find(date=day), {"Status": "c", "Notes": "c"})
    table.edit(table.find(date=days[2]), {"Weight": 71})
    write("b", 70)
    file.write_text(file.read_text().replace('"Notes": "a", "Weight": 70', '"Notes": "a", "Weight": 72'))
    assert desk("sync").code == 3
    by_day = {item["record"]: str(item["id"]) for item in desk("conflicts", "--json").items}
    conflicts = [by_day[day] for day in reversed(days)]
    run = str(desk("history", "--json").items[0]["id"])
    plan = str(desk("sync", "--dry-run", "--json").json["plan"])
    for words in skill_commands():
        names = {"NAME": "Habits", "KEY": days[0], "RUN": run, "PLAN": plan}
        if words[:2] == ["pair", "add"] or words == ["token", "set"]:
            continue
        if words[0] == "resolve":
            names["ID"] = conflicts.pop()
        done = desk(*(names.get(word, word) for word in words))
        assert done.code in ((0, 3, 4) if words[0] == "sync" else (0,)), (words, done)
        if "--json" in words:
            assert "items" in done.json
    assert conflicts == []


def test_an_agents_edits_wait_for_approval(desk: Desk, claw: Path) -> None:
    """What the agent writes is named and held; what comes from Airtable by itself is not."""
    file = claw / "data" / "people.json"
    file.write_text('[{"Name": "Ada", "Notes": "ran", "City": "Rome"}]')
    source = "openclaw:data/people.json"
    done = desk("pair", "add", "P", "--local", source, "--airtable", "Club/People", "--key", "Name", "--ask-first")
    assert done.code == 0, done
    stopped = desk("sync")
    assert stopped.code == 4
    assert "1 record waits for somebody's approval before anything is written in Airtable: Ada." in stopped.err
    assert desk("sync", "--yes").code == 4
    assert desk.airtable() == {}
    previewed = desk("sync", "--dry-run", "--json").json
    [stop] = previewed["stops"]
    assert (stop["code"], stop["records"], stop["needs_plan"]) == ("unapproved", ["Ada"], True)
    assert desk("sync", "P", "--plan", previewed["plan"]).code == 0
    assert desk.airtable()["Ada"]["Notes"] == "ran"
    desk.edit("Ada", City="Oslo")
    assert desk("sync").code == 0
    assert json.loads(file.read_text())[0]["City"] == "Oslo"
    file.write_text(file.read_text().replace("ran", "swam"))
    assert desk("sync").code == 4
    assert desk("pair", "set", "P", "--no-ask-first").code == 0
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"]["Notes"] == "swam"
