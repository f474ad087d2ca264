"""``pair``: set up, looked at, changed, moved between profiles, removed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from airsync_gui.app import App
from airsync_gui.errors import StateError
from airsync_gui.settings import Settings
from airsync_gui.sync.pairs import Pair
from tests.cli.desk import HEADS, Desk

SUMMARY = {
    "id", "local", "base_id", "base", "table_id", "table", "account", "key", "direction", "drift", "deletes", "policy",
    "paused", "sandbox", "budget", "schedule", "zone",
}  # fmt: skip


def test_adding_says_what_takes_part_and_writes_nowhere(desk: Desk) -> None:
    desk.write(("Ada", 36, "London", "", "", "x"), ("Ada", 36), ("", 1), heads=(*HEADS, "Extra"))
    before = (desk.folder / "people.csv").read_bytes()
    out = desk.add_pair().out
    assert "Added the pair People: people.csv and Airtable Club › People (sandbox)." in out
    assert "Key: Name. 3 rows, 2 share a key; 1 have a blank key." in out
    assert "Columns that take no part: Extra." in out
    assert "Fields that take no part: Kind, Version, Stamp." in out
    assert "airsync-gui sync People --dry-run" in out
    assert (desk.folder / "people.csv").read_bytes() == before
    assert desk.airtable() == {}


@pytest.mark.parametrize(
    "key", [("--key", "Name", "City"), ("--key", "Name", "--key", "City"), ("--key=Name", "--key=City")]
)
def test_a_key_of_several_fields_may_be_written_in_each_way(desk: Desk, key: tuple[str, ...]) -> None:
    desk.write(("Ada", 36, "London"))
    source = ("--local", str(desk.folder / "people.csv"), "--airtable", "Club/People")
    for args in (("P1", *key, *source), ("P2", *source, *key), (*source, "P3", *key), (*source, *key[:2], "P4")):
        done = desk("pair", "add", *args)
        assert done.code == 0, done
    assert desk("pair", "show", "P1", "--json").json["key"] == ["Name", "City"]
    assert desk("pair", "show", "P2", "--json").json["key"] == ["Name", "City"]
    assert desk("pair", "show", "P3", "--json").json["key"] == ["Name", "City"]
    # before the pair's own name, --key takes one name
    assert desk("pair", "show", "P4", "--json").json["key"][0] == "Name"


@pytest.mark.parametrize("name", ["Two words", "a/b\\c", "餃子 ☕", "naïve “quotes”", "$(rm)", "key=value", "pair"])
def test_a_pair_may_have_any_name(desk: Desk, name: str) -> None:
    desk.write(("Ada", 36))
    desk.add_pair(name)
    assert [item["id"] for item in desk("pair", "list", "--json").items] == [name]
    assert desk("sync", name).code == 0
    assert desk("status", name, "--json").items[0]["state"] == "in step"
    assert desk("queue", name, "--json").items == []
    assert desk("pair", "remove", name).code == 0


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "bell\a", "right\u202eleft", "x" * 81, "--json", "-x"])
def test_a_name_that_would_confuse_is_refused(desk: Desk, name: str) -> None:
    desk.write(("Ada", 36))
    done = desk(
        "pair",
        "add",
        "--local",
        str(desk.folder / "people.csv"),
        "--airtable",
        "Club/People",
        "--key",
        "Name",
        "--",
        name,
    )
    assert done.code == 2
    assert "pair's name" in done.sentence
    assert desk("pair", "list", "--json").items == []


def test_base_and_table_are_found_by_name_and_by_id_and_may_hold_slashes(desk: Desk) -> None:
    desk.write(("Ada", 36))
    base = desk.sandbox.add_base("Team / 2026")
    table = base.add_table("In / out", [("Name", "singleLineText")])
    for number, named in enumerate(("Team / 2026/In / out", f"{base.id}/In / out", f"{base.id}/{table.id}")):
        desk.add_pair(f"P{number}", table=named)
    assert {item["table_id"] for item in desk("pair", "list", "--json").items} == {table.id}


def test_all_rules_are_kept_and_shown(desk: Desk) -> None:
    desk.write(("Ada", 36, "London"), heads=("Who", "Age", "City", "Edited"))
    done = desk(
        *("pair", "add", "People", "--local", str(desk.folder / "people.csv"), "--airtable", "Club/People"),
        *("--key", "Name", "--map", "Who=Name", "--direction", "push", "--drift", "overwrite", "--deletes", "keep"),
        *("--policy", "optimistic-lock", "--version-field", "Version", "--stamp-field", "Stamp"),
        *("--time-column", "Edited", "--field-policy", "City=merge", "--required", "Name", "--max-length", "City=20"),
        *("--create-choices", "--account", "work"),
    )
    assert done.code == 0, done
    shown = desk("pair", "show", "People", "--json").json
    assert set(shown) == SUMMARY | {"items", "columns_without_field", "fields_without_column", "styles"}
    assert (shown["direction"], shown["drift"], shown["deletes"]) == ("push", "overwrite", "keep")
    assert (shown["policy"], shown["account"], shown["key"], shown["sandbox"]) == (
        "optimistic-lock",
        "work",
        ["Who"],
        True,
    )
    name, age, city = shown["items"]
    assert set(name) == {"id", "column", "field", "type", "key", "policy", "required", "max_length"}
    assert (name["column"], name["field"], name["key"], name["required"]) == ("Who", "Name", True, True)
    assert (city["policy"], city["max_length"], age["type"]) == ("merge", 20, "number")
    settings = tomllib.loads((desk.profile / "settings.toml").read_text())["pairs"]["People"]
    assert settings["create_choices"] is True
    assert settings["time_column"] == "Edited"
    text = desk("pair", "show", "People").out
    assert "Direction push, drift overwrite, deletes keep, policy optimistic-lock" in text


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("--policy", "optimistic-lock"), "--version-field"),
        (("--field-policy", "City=optimistic-lock"), "whole pair"),
        (("--field-policy", "City=nonsense"), "“nonsense” is no policy. There is: ask,"),
        (("--field-policy", "City"), "“City” is not a FIELD=POLICY"),
        (("--version-field", "City"), "must be a number; in Airtable it is of type Single line text"),
        (("--stamp-field", "Age"), "must be a date with time"),
        (("--max-length", "City=none"), "“none” is not a number of characters"),
        (("--max-length", "City=0"), "is not a number of characters"),
        (("--required", "Nope"), "There is no field named “Nope” in People. There is: Name, Age, City"),
        (("--required", "Kind"), "The field Kind has no column: map it with --map COLUMN=Kind."),
        (("--map", "Nope=Kind"), "There is no column named “Nope” in the local table. There is: Name, Age"),
        (("--map", "City=Nope"), "There is no field named “Nope”"),
        (("--map", "City=Kind", "--map", "Notes=Kind"), "Kind is mapped twice"),
        (("--key", "Name"), "named twice"),
        (("--time-column", "Nope"), "There is no column named “Nope”"),
        (("--key", "Kind"), "has no column"),
        (("--schedule", "at noon"), "“at noon” is no schedule. “at noon” is no time of the day: write it as 07:00."),
        (("--schedule", "1 min"), "An interval is 5 minutes to 7 days."),
    ],
)
def test_a_rule_that_makes_no_sense_is_named(desk: Desk, options: tuple[str, ...], fault: str) -> None:
    desk.write(("Ada", 36))
    source = ("--local", str(desk.folder / "people.csv"), "--airtable", "Club/People")
    done = desk("pair", "add", "People", *source, "--key", "Name", *options)
    assert done.code == 2, done
    assert fault in done.sentence
    assert desk("pair", "list", "--json").items == []


def test_a_pair_gets_a_schedule_of_its_own_and_gives_it_up(desk: Desk) -> None:
    desk.write(("Ada", 36, "London"))
    desk.add_pair()
    assert desk("pair", "show", "People", "--json").json["schedule"] == "default"
    assert desk("pair", "set", "People", "--schedule", "Change, 19:30,7:00, every 2 h").code == 0
    assert desk("pair", "show", "People", "--json").json["schedule"] == "change, 120 min, 07:00, 19:30"
    assert "Synced by itself: change, 120 min, 07:00, 19:30" in desk("pair", "show", "People").out
    assert desk("pair", "set", "People", "--schedule", "never").code == 0
    assert desk("pair", "list", "--json").items[0]["schedule"] == "never"
    assert desk("pair", "set", "People", "--schedule", "default").code == 0
    assert "schedule =" not in (desk.profile / "settings.toml").read_text()


def test_a_new_pair_begins_with_the_usual_rules(desk: Desk) -> None:
    desk.profile.mkdir(exist_ok=True)
    (desk.profile / "settings.toml").write_text('[new_pairs]\npolicy = "merge"\ndeletes = "keep"\n')
    desk.write(("Ada", 36, "London"))
    desk.add_pair("People", "--deletes", "propagate")
    shown = desk("pair", "show", "People", "--json").json
    assert (shown["policy"], shown["deletes"], shown["direction"]) == ("merge", "propagate", "both")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("Clubb/People", "There is no base named “Clubb”. There is: Club."),
        ("Club/Peeple", "There is no table named “Peeple” in Club. There is: People."),
        ("Club", "Name the Airtable table as BASE/TABLE"),
    ],
)
def test_an_unknown_table_is_told_with_those_there_are(desk: Desk, table: str, fault: str) -> None:
    desk.write(("Ada", 36))
    done = desk("pair", "add", "P", "--local", str(desk.folder / "people.csv"), "--airtable", table, "--key", "Name")
    assert done.code == 2
    assert fault in done.sentence


def test_a_name_is_taken_once(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair()
    args = ("--local", str(desk.folder / "people.csv"), "--airtable", "Club/People", "--key", "Name")
    done = desk("pair", "add", "People", *args)
    assert done.code == 2
    assert "There is a pair named People already" in done.sentence


@pytest.mark.parametrize(
    ("source", "code", "fault"),
    [
        ("missing.csv", 1, "missing.csv does not exist"),
        ("people.doc", 2, "can't sync .doc files"),
        ("people", 2, "no file ending"),
        ("mongodb://x/y", 2, "can't sync mongodb:// tables"),
        ("folder.csv", 1, "is a folder"),
    ],
)
def test_what_is_no_table_is_told(desk: Desk, source: str, code: int, fault: str) -> None:
    (desk.folder / "folder.csv").mkdir()
    place = source if "://" in source else str(desk.folder / source)
    done = desk("pair", "add", "P", "--local", place, "--airtable", "Club/People", "--key", "Name")
    assert done.code == code
    assert fault in done.sentence


# -- set --------------------------------------------------------------------------------------------------------------


def test_rules_are_changed_without_the_network(desk: Desk) -> None:
    desk.in_step()
    desk.server.close()
    requests = len(desk.sandbox.requests)
    done = desk(
        "pair", "set", "People", "--policy", "merge", "--direction", "pull", "--deletes", "keep", "--drift", "overwrite"
    )
    assert (done.code, done.out) == (0, "Changed the pair People.\n")
    assert desk("pair", "set", "People", "--unmap", "Notes", "--rename", "Folk", "--no-create-choices").code == 0
    shown = desk("pair", "list", "--json").items[0]
    assert (shown["id"], shown["policy"], shown["direction"], shown["deletes"]) == ("Folk", "merge", "pull", "keep")
    assert len(desk.sandbox.requests) == requests


def test_fields_are_mapped_anew_and_taken_out(desk: Desk) -> None:
    desk.in_step()
    assert desk("pair", "set", "People", "--map", "City=Kind").code == 0
    assert desk("pair", "set", "People", "--unmap", "Tags", "--field-policy", "Age=local-wins").code == 0
    fields = {item["column"]: item for item in desk("pair", "show", "People", "--json").items}
    assert fields["City"]["field"] == "Kind"
    assert "Tags" not in fields
    assert fields["Age"]["policy"] == "local-wins"
    for options, fault in (
        (("--unmap", "Nope"), "The field Nope is not mapped"),
        (("--unmap", "Name"), "is part of the key"),
        (("--map", "Name=Kind"), "is part of the key"),
        (("--rename", "bad\nname"), "pair's name"),
        ((), "Say what to change"),
    ):
        done = desk("pair", "set", "People", *options)
        assert done.code == 2
        assert fault in done.sentence


@pytest.mark.parametrize("way", ["another column", "another column by hand", "taken out between"])
def test_a_field_mapped_anew_is_matched_as_on_a_first_run(desk: Desk, way: str) -> None:
    desk.write(("Ada", 36, "London", "Paris"), ("Ben", 41, "Rome", ""))
    desk.add_pair()
    assert desk("pair", "set", "People", "--unmap", "Notes").code == 0
    assert desk("sync").code == 0
    if way == "another column":
        assert desk("pair", "set", "People", "--map", "Notes=City").code == 0
    elif way == "another column by hand":
        settings = desk.profile / "settings.toml"
        text = settings.read_text(encoding="utf-8")
        assert 'column = "City"' in text
        kept = desk("explain", "People", "Ada").out
        settings.write_text(text.replace('column = "City"', 'column = "Notes"'), encoding="utf-8")
        assert desk("sync", "--dry-run").code == 3  # a preview keeps nothing,
        settings.write_text(text, encoding="utf-8")
        assert desk("sync", "--dry-run", "--json").json["items"] == []  # so that the old mapping is as good as ever
        assert desk("explain", "People", "Ada").out == kept
        settings.write_text(text.replace('column = "City"', 'column = "Notes"'), encoding="utf-8")
    else:
        assert desk("pair", "set", "People", "--unmap", "City").code == 0
        desk.replace("London", "Paris")
        assert desk("sync").code == 0
        assert desk("pair", "set", "People", "--map", "City=City").code == 0
    assert desk("sync").code == 3
    (conflict,) = desk("conflicts", "--json").items
    assert conflict["record"] == "Ada"
    assert {row["fields"]["Name"]: row["fields"]["City"] for row in desk.people.records()} == {
        "Ada": "London",
        "Ben": "Rome",
    }  # a blank in the new column is no edit, it is filled


def test_a_renamed_pair_keeps_its_state_and_a_moved_file_too(desk: Desk) -> None:
    desk.in_step()
    (desk.folder / "people.csv").rename(desk.folder / "folk.csv")
    assert desk("pair", "set", "People", "--rename", "Folk", "--local", str(desk.folder / "folk.csv")).code == 0
    synced = desk("sync", "--json").json
    assert (synced["id"], synced["exit_code"], synced["items"]) == ("Folk", 0, [])
    assert desk("status", "Folk", "--json").items[0]["records"] == 2


def test_what_is_renamed_in_airtable_has_its_present_name_once_that_was_read(desk: Desk) -> None:
    desk.in_step()
    settings = desk.profile / "settings.toml"
    text = settings.read_text(encoding="utf-8").replace('table = "People"', 'table = "People" # of the club')
    settings.write_text(text, encoding="utf-8")
    desk.people.rename_field("City", "Town")
    desk.people.rename("Folk")
    base_id = desk.sandbox.base("Club").id
    desk.sandbox.world.bases[base_id].name = "Society"
    assert desk("sync", "--full", "--dry-run").code == 0
    assert settings.read_text(encoding="utf-8") == text  # a preview keeps nothing, but what it has read is known
    shown = desk("pair", "show", "People", "--json").json
    assert (shown["base"], shown["table"], shown["items"][2]["field"]) == ("Society", "Folk", "Town")
    assert desk("sync").code == 0
    (listed,) = desk("pair", "list", "--json").items
    assert (listed["base"], listed["table"]) == ("Society", "Folk")
    now = settings.read_text(encoding="utf-8")
    assert 'table = "Folk" # of the club' in now
    assert 'field = "Town"' in now
    assert 'type = "singleLineText"' in now
    assert desk("sync", "--json").json["items"] == []
    assert settings.read_text(encoding="utf-8") == now


def test_settings_that_cant_be_written_cost_no_sync(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.in_step()
    desk.people.rename("Folk")

    def refuse(*_: object) -> None:
        raise StateError(path="settings.toml", detail="Read-only file system")

    monkeypatch.setattr(Settings, "change", refuse)
    done = desk("sync", "--full")
    assert (done.code, done.err) == (0, "")


def test_what_another_process_set_while_the_tables_were_waited_for_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write(("Ada", 36))
    desk.add_pair()
    held = App.holding

    @contextmanager
    def after_another(app: App, pair: Pair) -> Iterator[None]:
        with held(app, pair):
            Settings(app.settings.path).change(pair.id, lambda known: replace(known, budget=500))
            yield

    monkeypatch.setattr(App, "holding", after_another)
    assert desk("pair", "set", "People", "--direction", "push", "--map", "City=Kind").code == 0
    shown = desk("pair", "show", "People", "--json").json
    assert (shown["direction"], shown["budget"]) == ("push", 500)


def test_a_name_that_is_taken_is_refused_when_renaming_and_nothing_else_is_changed(desk: Desk) -> None:
    desk.in_step()
    desk.add_pair("Other")
    before = (desk.profile / "settings.toml").read_bytes()
    done = desk("pair", "set", "People", "--rename", "Other", "--policy", "merge")
    assert done.code == 2
    assert "named Other already" in done.sentence
    assert (desk.profile / "settings.toml").read_bytes() == before


# -- pause, resume, remove --------------------------------------------------------------------------------------------


def test_a_paused_pair_is_left_out_unless_named(desk: Desk) -> None:
    desk.in_step()
    assert desk("pair", "pause", "People").code == 0
    desk.replace("36", "37")
    everything = desk("sync")
    assert everything.code == 0
    assert "All pairs are paused" in everything.out
    assert desk.airtable()["Ada"]["Age"] == 36
    assert desk("status", "--json").items[0]["state"] == "paused"
    assert "paused" in desk("pair", "list").out
    assert desk("sync", "People").code == 0
    assert desk.airtable()["Ada"]["Age"] == 37
    assert desk("pair", "resume", "People").code == 0
    assert desk("status", "--json").items[0]["state"] == "in step"


def test_a_removed_pair_leaves_both_tables_and_its_history(desk: Desk) -> None:
    desk.in_step()
    before = (desk.folder / "people.csv").read_bytes(), desk.airtable()
    assert "are as they were" in desk("pair", "remove", "People").out
    assert ((desk.folder / "people.csv").read_bytes(), desk.airtable()) == before
    assert desk("pair", "list", "--json").items == desk("status", "--json").items == []
    history = desk("history", "--json").items
    assert [run["pair"] for run in history] == [None]
    assert "(removed)" in desk("history").out
    # set up again it is a first run: matched, not doubled
    desk.add_pair()
    assert desk("sync").code == 0
    assert len(desk.people.records()) == 2


@pytest.mark.parametrize("command", ["show", "set", "pause", "resume", "remove", "export"])
def test_an_unknown_pair_is_told_with_those_there_are(desk: Desk, command: str) -> None:
    desk.in_step()
    done = desk("pair", command, "Peeple", *(["--policy", "ask"] if command == "set" else []))
    assert done.code == 2
    assert "There is no pair named “Peeple”" in done.sentence
    assert "There is: People." in done.sentence


# -- export, import ---------------------------------------------------------------------------------------------------


def test_pairs_move_to_another_profile_without_state_or_secret(desk: Desk, tmp_path: Path) -> None:
    desk.in_step("--field-policy", "City=merge")
    exported = desk("pair", "export", "People").out
    file = tmp_path / "pairs.toml"
    file.write_text(exported, encoding="utf-8")
    there = {"AIRSYNC_PROFILE": str(tmp_path / "other")}
    assert desk("pair", "import", str(file), env=there).out == "Added the pair People.\n"
    here, moved = (
        desk("pair", "show", "People", "--json").json,
        desk("pair", "show", "People", "--json", env=there).json,
    )
    assert here == moved
    ids = [
        tomllib.loads((p / "settings.toml").read_text())["pairs"]["People"]["id"]
        for p in (desk.profile, tmp_path / "other")
    ]
    assert ids[0] != ids[1]
    assert desk("sync", "--json", env=there).json["items"] == []


@pytest.mark.parametrize(
    ("text", "code", "fault"),
    [
        ("pairs = ", 1, "pairs.toml: "),
        ("version = 99\nnew = 1\n", 1, "has version 99"),
        ("", 2, "holds no pair"),
        ("[pairs.P]\nid = '1'\n", 1, "local"),
    ],
)
def test_an_import_that_fails_adds_nothing(desk: Desk, tmp_path: Path, text: str, code: int, fault: str) -> None:
    (tmp_path / "pairs.toml").write_text(text)
    done = desk("pair", "import", str(tmp_path / "pairs.toml"))
    assert done.code == code
    assert fault in done.sentence
    assert desk("pair", "list", "--json").items == []


def test_an_import_over_a_taken_name_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.in_step()
    (tmp_path / "pairs.toml").write_text(desk("pair", "export").out)
    done = desk("pair", "import", str(tmp_path / "pairs.toml"))
    assert done.code == 2
    assert "There is a pair named People already. Nothing was added" in done.sentence
    assert len(desk("pair", "list", "--json").items) == 1


def test_an_import_from_another_computer_says_that_the_file_is_missing(desk: Desk, tmp_path: Path) -> None:
    desk.in_step()
    (tmp_path / "pairs.toml").write_text(desk("pair", "export").out.replace("people.csv", "elsewhere.csv"))
    done = desk("pair", "import", str(tmp_path / "pairs.toml"), env={"AIRSYNC_PROFILE": str(tmp_path / "other")})
    assert done.code == 0
    assert "elsewhere.csv is not on this computer" in done.sentence


def test_the_list_of_pairs_has_one_shape(desk: Desk) -> None:
    assert desk("pair", "list").out == "No pairs yet: airsync-gui pair add …\n"
    desk.in_step()
    (item,) = desk("pair", "list", "--json").items
    assert set(item) == SUMMARY
    assert "(sandbox)" in desk("pair", "list").out


def test_a_times_zone_is_the_pairs_wherever_the_computer_goes(
    desk: Desk, zone_of_computer: Callable[[str], None]
) -> None:
    trips = desk.sandbox.base("Club").add_table(
        "Trips", [("Name", "singleLineText"), ("At", "dateTime", {"timeZone": "client"})]
    )
    desk.write(("Ada", "2026-05-12 09:30"), heads=("Name", "At"), name="trips.csv")
    zone_of_computer("Europe/Berlin")
    desk.add_pair("Trips", file="trips.csv", table="Club/Trips")
    assert desk("pair", "show", "Trips", "--json").json["zone"] == "Europe/Berlin"
    assert "date and time, minutes, Europe/Berlin" in desk("pair", "show", "Trips").out
    assert desk("sync").code == 0
    assert trips.records()[0]["fields"]["At"] == "2026-05-12T07:30:00.000Z"
    zone_of_computer("Asia/Tokyo")
    assert desk("sync", "--json").json["items"] == []
    trips.edit(trips.records()[0]["id"], {"At": "2026-05-12T08:30:00.000Z"})
    assert desk("sync").code == 0
    assert desk.read("trips.csv")[0]["At"] == "2026-05-12 10:30"
    assert desk("pair", "set", "Trips", "--zone", "computer").code == 0
    assert desk("sync").code == 0
    assert trips.records()[0]["fields"]["At"] == "2026-05-12T01:30:00.000Z"


def test_a_zone_that_is_none_is_refused(desk: Desk) -> None:
    desk.write(("Ada", 36))
    place = ("--local", str(desk.folder / "people.csv"), "--airtable", "Club/People", "--key", "Name")
    refused = desk("pair", "add", "People", *place, "--zone", "Mars")
    assert (refused.code, "“Mars” is no time zone" in refused.err) == (2, True)
