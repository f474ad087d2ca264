"""An agent's workspace from the command line: a pair by name, no key sent, and the skill."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
    assert done.items == [{"id": "openclaw:data/people.json", "source": source, "rows": 2, "unusable": None}]
    assert "openclaw:data/people.json" in desk("openclaw").out


def test_the_skill_is_put_into_the_workspace_and_over_no_other(desk: Desk, claw: Path) -> None:
    assert desk("openclaw", "--install-skill").code == 0
    skill = claw / "skills" / "airsync" / "SKILL.md"
    assert skill.read_text().startswith("---\nname: airsync\n")
    assert desk("openclaw", "--install-skill").code == 0
    skill.write_text("mine")
    assert desk("openclaw", "--install-skill").code == 2
    assert skill.read_text() == "mine"


def test_the_skill_names_commands_that_are_there(desk: Desk) -> None:
    from airsync_gui.cli import COMMANDS
    from airsync_gui.paths import resources

    text = (resources() / "openclaw" / "airsync" / "SKILL.md").read_text()
    named = {
        line.split("airsync-gui ")[1].split()[0].strip("`") for line in text.splitlines() if "airsync-gui " in line
    }
    assert named <= set(COMMANDS)
