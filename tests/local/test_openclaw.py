"""OpenClaw workspaces: where they are, which tables they offer, and what never leaves them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from airsync_gui.errors import UsageError
from airsync_gui.local import openclaw
from airsync_gui.local.key_shapes import key_in
from airsync_gui.local.openclaw_places import relaxed_json, workspaces
from airsync_gui.local.sources import absolute_source, open_local_table, tables_in
from airsync_gui.messages import describe
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.schema import Field

FIELDS = {"date": Field("fldDate", "date", "date"), "note": Field("fldNote", "note", "multilineText")}
KEY = "sk-ant-" + "a1B2c3D4e5" * 4
"""It has the shape of a key and opens nothing."""
ROWS = [{"date": "2026-05-12", "note": "ran"}, {"date": "2026-05-13", "note": f"key is {KEY}"}]


@pytest.fixture
def home(_own_home: Path) -> Path:
    return _own_home


@pytest.fixture
def claw(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with some of everything."""
    for name in ("OPENCLAW_WORKSPACE_DIR", "OPENCLAW_STATE_DIR", "OPENCLAW_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    root = home / ".openclaw" / "workspace"
    put(root / "data" / "habits.json", json.dumps(ROWS))
    put(root / "log.csv", "date,note\n2026-05-12,ran\n")
    put(root / "traces" / "day.jsonl", '{"date": "2026-05-12"}\n')
    put(root / "people" / "ada.md", "---\nname: Ada\n---\nHello\n")
    put(root / "memory" / "2026-05-12.md", "just text\n")
    with closing(sqlite3.connect(root / "food.db")) as db, db:
        db.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, name TEXT)")
    for secret in ("AGENTS.md", ".env", "secrets.json", "openclaw.json", "credentials/x.json", "skills/a/t.json"):
        put(root / secret, '[{"a": 1}]')
    put(root / "package.json", "{}")
    put(root / "broken.json", "{")
    put(home / ".openclaw" / "openclaw.json", "{ agents: { } }")
    put(home / ".openclaw" / "agents" / "main" / "agent" / "log.json", '[{"a": 1}]')
    put(home / ".openclaw" / "cron" / "jobs.json", '[{"a": 1}]')
    put(home / ".openclaw" / "data" / "meals.json", '[{"a": 1}]')
    return root


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


# -- where ----------------------------------------------------------------------------------------------------------


def test_the_workspace_is_found_in_the_order_of_openclaw_itself(home: Path) -> None:
    for name in ("given", "set", "agent", ".openclaw/workspace", ".openclaw/workspace-second", ".clawdbot/workspace"):
        (home / name).mkdir(parents=True)
    settings = """{ // one for all
      agents: { defaults: { workspace: '~/set', /* none */ }, "entries": { a: { workspace: "~/agent", }, }, }, }"""
    (home / ".openclaw" / "openclaw.json").write_text(settings)
    found = workspaces({"OPENCLAW_WORKSPACE_DIR": str(home / "given")}, home)
    names = ("given", "set", "agent", ".openclaw/workspace", ".openclaw/workspace-second", ".clawdbot/workspace")
    assert found == [home / name for name in names]
    assert workspaces({"OPENCLAW_STATE_DIR": str(home / "nowhere")}, home)[0] == home / "set"


@pytest.mark.parametrize(
    "text", ["", "[", "null", "[1]", '{"agents": 5}', '{"agents": {"defaults": {"workspace": 3}}}']
)
def test_settings_that_make_no_sense_name_no_workspace(home: Path, text: str) -> None:
    put(home / ".openclaw" / "openclaw.json", text)
    assert workspaces({}, home) == []


def test_json_is_read_as_settings_are_written() -> None:
    text = """{a: 1, 'b': "// no: comment, }", c: ['it\\'s "x"', ], // end
    /* , } */ }"""
    assert relaxed_json(text) == {"a": 1, "b": "// no: comment, }", "c": ['it\'s "x"']}


# -- what -----------------------------------------------------------------------------------------------------------


def test_what_looks_like_a_table_is_offered_and_nothing_of_the_agents_own(claw: Path) -> None:
    assert [table.name for table in openclaw.tables()] == [
        "data/habits.json", "food.db#entries", "log.csv", "meals.json", "people", "traces/day.jsonl"
    ]  # fmt: skip
    assert [info.name for info in tables_in("openclaw:")] == [table.name for table in openclaw.tables()]


def test_a_file_for_each_day_is_one_table(claw: Path) -> None:
    for day in ("2026-05-12", "2026-05-13"):
        put(claw / "data" / f"daily_{day}.json", f'{{"date": "{day}"}}')
    assert "data/daily_*.json" in [table.name for table in openclaw.tables()]
    reading = open_local_table("openclaw:data/daily_*.json").read(FIELDS)
    assert [str(row.values["fldDate"]) for row in reading.rows] == ["2026-05-12", "2026-05-13"]


def test_lists_in_a_file_for_each_day_are_one_table(claw: Path) -> None:
    for day, kcal in (("2026-05-12", 540), ("2026-05-13", 610)):
        whole = {"date": day, "meals": [{"note": "lunch", "kcal": kcal}], "totals": {"kcal": kcal, "fat": 1}}
        put(claw / "data" / f"daily_{day}.json", json.dumps(whole))
    names = [table.name for table in openclaw.tables() if "daily" in table.name]
    assert names == ["data/daily_*.json", "data/daily_*.json#meals"]
    reading = open_local_table("openclaw:data/daily_*.json#meals").read(
        {"file": FIELDS["date"], "note": FIELDS["note"]}
    )
    assert [str(row.values["fldDate"]) for row in reading.rows] == ["2026-05-12", "2026-05-13"]


def test_a_link_to_the_file_of_a_day_is_a_table_by_itself(claw: Path) -> None:
    put(claw / "data" / "one.json", '{"date": "2026-05-12"}')
    (claw / "latest_2026-05-12.json").symlink_to(claw / "data" / "one.json")
    put(claw / "days" / "2026-05-12.json", '{"meals": [{"note": "lunch"}]}')
    (claw / "day_2026-05-12.json").symlink_to(claw / "days" / "2026-05-12.json")
    names = {table.name for table in openclaw.tables()}
    assert {"days/*.json", "days/*.json#meals", "day_2026-05-12.json#meals"} <= names


def test_what_is_written_over_each_day_is_told(claw: Path) -> None:
    put(claw / "water.json", '{"date": "2026-05-12", "goal": 3, "entries": [{"ml": 200}]}')
    put(claw / "done.json", '{"day": "2026-05-12", "habits": {"Run": true, "Read": false}}')
    put(claw / "since.json", '{"version": "2", "entries": [{"date": "2026-05-12"}]}')
    rolling = {table.name for table in openclaw.tables() if table.rolling}
    assert rolling == {"water.json#entries", "done.json#habits{}"}


def test_a_name_stands_for_an_absolute_path(claw: Path) -> None:
    assert absolute_source("openclaw:data/habits.json") == str(claw / "data" / "habits.json")
    assert absolute_source("openclaw:food.db#entries") == f"{claw / 'food.db'}#entries"
    assert absolute_source("openclaw:people") == f"{claw / 'people'}/"


def test_a_name_that_is_not_there_is_told_with_those_that_are(claw: Path) -> None:
    for source in ("openclaw:", "openclaw:nothing.json", "openclaw:openclaw.json"):
        with pytest.raises(UsageError) as caught:
            open_local_table(source)
        assert "There is: data/habits.json, food.db#entries" in str(describe(caught.value))


def test_two_workspaces_are_told_apart(claw: Path, home: Path) -> None:
    put(home / "clawd" / "log.csv", "a\n1\n")
    assert {"workspace/log.csv", "clawd/log.csv"} < {table.name for table in openclaw.tables()}
    assert absolute_source("openclaw:clawd/log.csv") == str(home / "clawd" / "log.csv")
    with pytest.raises(UsageError, match="more than one, see which the agent uses"):
        open_local_table("openclaw:log.csv")


def test_a_link_out_of_the_workspace_is_not_offered(claw: Path, home: Path) -> None:
    put(home / "private.csv", "a\n1\n")
    (claw / "linked.csv").symlink_to(home / "private.csv")
    assert "linked.csv" not in [table.name for table in openclaw.tables()]


@pytest.mark.parametrize(
    "name", ["openclaw.json", "cron/jobs.json", "agents/main/agent/log.json", "workspace/secrets.json"]
)
def test_openclaws_own_files_are_never_opened(claw: Path, home: Path, name: str) -> None:
    with pytest.raises(UsageError, match="AirSync never syncs those"):
        open_local_table(str(home / ".openclaw" / name))
    (home / "innocent.json").symlink_to(home / ".openclaw" / name)
    with pytest.raises(UsageError, match="AirSync never syncs those"):
        open_local_table(str(home / "innocent.json"))


# -- keys -----------------------------------------------------------------------------------------------------------

KEYS = [
    "pat" + "A1b2C3d4E5f6G7" + "." + "0123456789abcdef" * 4, KEY, "sk-proj-" + "x9Y8" * 8, "ghp_" + "a1B2" * 9,
    "xoxb-123456789012-abcdef", "AKIA" + "ABCDEFGH12345678", "AIza" + "a1B2c3D" * 5, "sk_live_" + "a1" * 12,
    "123456789:" + "AAa1-" * 7, "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4",
    "-----BEGIN RSA PRIVATE KEY-----",
    "postgres://ada:hunter2@db/club", "api_key: 0123456789abcdef0", "hf_" + "aB3" * 11, "glpat-" + "x1" * 10,
]  # fmt: skip
WORDS = [
    "I ran 5 km, then 3 sets of 12", "2026-05-12T09:30:00.000Z", "https://example.org/a?b=c#d", "sk-8 rink",
    "0b0e4a3e-0f5c-4b3e-9e57-2f7f5f3c0001", "keyboard shortcuts", "password: forgot it again", "akiaabcdefgh12345678",
    "the token economy: pay-as-you-go-and-more", "ada@example.org", "rec0123456789abcd", "12345678:30", "🏃" * 40,
]  # fmt: skip


@pytest.mark.parametrize("text", KEYS, ids=lambda text: text[:12])
def test_keys_are_recognised_wherever_they_stand(text: str) -> None:
    assert key_in(text)
    assert key_in(f"note: ({text}), see there\nmore")


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_keys(text: str) -> None:
    assert key_in(text) is None


def test_a_value_with_a_key_in_it_is_a_problem_and_is_not_shown(claw: Path) -> None:
    reading = open_local_table("openclaw:data/habits.json").read(FIELDS)
    good, bad = reading.rows
    assert good.values["fldNote"] == "ran"
    assert "fldNote" not in bad.values
    assert bad.problems["fldNote"].rule.startswith("holds what looks like an OpenAI or Anthropic key")
    assert "a1B2" not in repr(bad)
    results = reading.write([LocalChange("update", bad.row_id, {"fldDate": None})])
    assert results[0].row is not None
    assert "a1B2" not in repr(results)
    assert KEY in (claw / "data" / "habits.json").read_text()


def test_a_key_in_a_list_or_a_name_is_found_too(claw: Path) -> None:
    put(claw / "tags.json", json.dumps([{"date": None, "note": ["a", KEY]}]))
    tags = {"note": Field("fldNote", "note", "multipleSelects")}
    [row] = open_local_table("openclaw:tags.json").read(tags).rows
    assert (dict(row.values), set(row.problems)) == ({}, {"fldNote"})


def test_other_tables_are_not_looked_through(home: Path) -> None:
    put(home / "habits.json", json.dumps(ROWS))
    assert KEY in str(open_local_table(str(home / "habits.json")).read(FIELDS).rows[1].values["fldNote"])
