"""Bad input of every kind: one clear sentence, no traceback, nothing lost, nothing half-written."""

from __future__ import annotations

import sqlite3
import stat
import tomllib

import pytest

from airsync_gui.sandbox.access import ALL_SCOPES
from tests.cli.desk import Desk, Outcome


def told(done: Outcome, code: int, *parts: str) -> None:
    """The exit code, and what standard error says in its one line."""
    assert done.code == code, done
    assert "Traceback" not in done.out
    for part in parts:
        assert part in done.sentence


# -- the file ---------------------------------------------------------------------------------------------------------


def test_a_short_or_long_row_is_held_with_its_line(desk: Desk) -> None:
    desk.in_step()
    path = desk.folder / "people.csv"
    path.write_bytes(path.read_bytes().replace(b"Ben,41,,,", b"Ben,41") + b"Cyd,7,a,b,,too,many\nDan,8,,,\n")
    done = desk("sync")
    assert done.code == 7
    assert "Held: " in done.out
    assert "line 3" in done.out
    assert "line 4" in done.out
    assert sorted(desk.airtable()) == ["Ada", "Ben", "Dan"]


@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        (b'Name,Age,City,Notes,Tags\nAda,36,"open', 4, "people.csv"),
        (b"Name,Age,City,Notes,Tags\nAda,3", 4, "people.csv"),
        (b"Name,Age,City,Notes,Tags\nAd\x00a,36,,,\n", 4, "people.csv"),
        (b"\x80\x81\xfe\xff\x00\x01garbage", 4, "people.csv"),
        (b"", 4, "people.csv"),
        (b"Age,City\n1,2\n", 4, "There is no column named “Name”"),
        (b"Name,Name,Age,City,Notes,Tags\na,b,1,,,\n", 4, "2 columns named “Name”"),
    ],
)
def test_a_broken_file_stops_the_pair_and_is_left_as_it_is(desk: Desk, content: bytes, code: int, part: str) -> None:
    desk.in_step()
    (desk.folder / "people.csv").write_bytes(content)
    before = desk.people.records()
    told(desk("sync"), code, "People: ", part)
    assert (desk.folder / "people.csv").read_bytes() == content
    assert desk.people.records() == before


def test_another_encoding_is_kept_or_refused_and_never_garbled(desk: Desk) -> None:
    desk.in_step(rows=(("Zoë", 36), ("Ben", 41)))
    path = desk.folder / "people.csv"
    path.write_bytes(path.read_text(encoding="utf-8").replace("36", "37").encode("cp1252"))
    before = path.read_bytes()
    done = desk("sync")
    if done.code != 0:
        told(done, 4, "people.csv")
        assert path.read_bytes() == before
        assert "Zoë" in desk.airtable()
    else:
        assert desk.airtable()["Zoë"]["Age"] == 37


def test_a_mapped_column_that_is_gone_is_a_conflict_and_blanks_nothing(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36, "London"),))
    desk.write(("Ada", 36), heads=("Name", "Age", "Notes", "Tags"))
    assert desk("sync").code == 3
    assert desk.airtable()["Ada"]["City"] == "London"


def test_a_huge_cell_is_cut_on_the_way_to_airtable_only(desk: Desk) -> None:
    desk.write(("Ada", 36, "", "x" * 150_000))
    desk.add_pair()
    done = desk("sync")
    assert done.code == 0
    assert len(done.out) < 2000
    assert len(desk.airtable()["Ada"]["Notes"]) == 100_000
    assert "x" * 150_000 in (desk.folder / "people.csv").read_text()
    assert desk("sync", "--json").json["items"] == []


def test_a_file_that_is_gone_is_told_once(desk: Desk) -> None:
    desk.in_step()
    path = desk.folder / "people.csv"
    path.unlink()
    told(desk("sync"), 4, f"The file is not there: {path} does not exist. Nothing was deleted in Airtable.")


def test_a_file_that_became_a_folder(desk: Desk) -> None:
    desk.in_step()
    (desk.folder / "people.csv").unlink()
    (desk.folder / "people.csv").mkdir()
    told(desk("sync"), 4, "people.csv", "is a folder")


# -- Airtable ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "part"),
    [
        ({"scopes": ALL_SCOPES - {"data.records:read"}}, "data.records:read"),
        ({"scopes": ALL_SCOPES - {"data.records:write"}}, "data.records:write"),
        ({"role": "read"}, "editor"),
        ({"bases": set()}, "Not permitted"),
    ],
)
def test_what_a_token_may_not_do_is_named_and_the_work_is_kept(
    desk: Desk, limits: dict[str, object], part: str
) -> None:
    desk.in_step()
    desk.replace("36", "37")
    secret = desk.sandbox.add_token(**limits)  # type: ignore[arg-type]
    done = desk("sync", "--token-stdin", stdin=secret)
    told(done, 5, part, "Not permitted")
    assert secret not in done.err
    assert desk.airtable()["Ada"]["Age"] == 36
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"]["Age"] == 37


def test_a_table_that_is_gone_is_told_by_its_name(desk: Desk) -> None:
    desk.in_step()
    desk.sandbox.base("Club").add_table("Others")
    desk.sandbox.base("Club").delete_table("People")
    for options in ((), ("--full",), ("--dry-run",)):
        gone = "There is no table named “People” in Club. There is: Others. Nothing was deleted on this computer."
        told(desk("sync", *options), 4, gone)


def test_a_choice_that_is_not_there_is_told_with_those_there_are(desk: Desk) -> None:
    desk.write(("Ada", 36, "", "", "nonsense"))
    desk.add_pair()
    done = desk("sync")
    assert done.code == 7
    assert "is not one of the choices in Airtable (new, old, vip)" in done.out


def test_a_missing_scope_for_the_schema_is_named(desk: Desk) -> None:
    desk.write(("Ada", 36))
    secret = desk.sandbox.add_token(scopes=ALL_SCOPES - {"schema.bases:read"})
    args = ("--local", str(desk.folder / "people.csv"), "--airtable", "Club/People", "--key", "Name", "--token-stdin")
    told(desk("pair", "add", "P", *args, stdin=secret), 5, "schema.bases:read")


def test_a_closed_port_is_unreachable(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    desk.server.close()
    told(desk("sync"), 6, "Airtable can't be reached", "Nothing was lost")
    told(desk("token", "test"), 6, "Airtable can't be reached")
    assert desk("status", "--json").items[0]["state"] == "failed"
    assert desk("pair", "show", "People").code == 0


def test_a_body_that_is_not_airtables_is_told_in_a_few_words(desk: Desk) -> None:
    desk.in_step()
    desk.sandbox.faults.server_errors.every = 1
    desk.sandbox.faults.server_error_html = True
    done = desk("sync")
    told(done, 6, "Airtable has a problem")
    assert "<html" not in done.err


def test_a_field_type_of_tomorrow_is_read_only_and_no_crash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(("Ada", 36), heads=("Name", "Age", "Mood"))
    desk.people.add_field("Mood", "singleLineText")
    field = desk.people._table.fields[desk.people.field_id("Mood")]
    monkeypatch.setattr(field, "type", "holographicText")
    done = desk(
        "pair", "add", "P", "--local", str(desk.folder / "people.csv"), "--airtable", "Club/People", "--key", "Name"
    )
    assert done.code in (0, 2), done
    assert "Traceback" not in done.err
    assert desk("sync").code in (0, 2, 7)


# -- the endpoint -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "sync", "sync --full", "sync --dry-run", "sync --json", "pair set People --required City", "pair show People",
        "pair set People --map City=Kind",
    ],
)  # fmt: skip
def test_a_sandboxs_pair_is_never_sent_to_airtable(desk: Desk, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.in_step()
    monkeypatch.setattr("airsync_gui.airtable.client.AirtableClient.send", None)  # a request would be a crash
    done = desk(
        *command.split(), "--token-stdin", stdin="patRealRealReal00.0123456789", env={"AIRTABLE_ENDPOINT_URL": None}
    )
    assert done.code == (0 if "show" in command else 2), done
    assert "belongs to a sandbox on this computer" in done.err
    assert "AIRTABLE_ENDPOINT_URL is not set, which means api.airtable.com" in done.err
    assert "Nothing was sent" in done.err


def test_resolving_sends_nothing_to_another_endpoint(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    uid = desk.conflict()
    monkeypatch.setattr("airsync_gui.airtable.client.AirtableClient.send", None)
    for answer in (("--take", "local"), ("--set", "City=x")):
        done = desk("resolve", uid, *answer, env={"AIRTABLE_ENDPOINT_URL": None})
        told(done, 2, "Nothing was sent")


def test_a_real_pair_is_never_sent_to_a_sandbox(desk: Desk) -> None:
    desk.in_step()
    settings = desk.profile / "settings.toml"
    settings.write_text(settings.read_text().replace("this computer", "api.airtable.com"))
    desk.sandbox.requests.clear()
    told(desk("sync"), 2, "belongs to api.airtable.com", "Nothing was sent")
    assert len(desk.sandbox.requests) == 0


def test_another_port_of_this_computer_is_the_same_sandbox(desk: Desk) -> None:
    desk.in_step()
    assert desk("sync", env={"AIRTABLE_ENDPOINT_URL": desk.server.url.replace("127.0.0.1", "localhost")}).code == 0


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("http://example.com", "must begin with https://"),
        ("http://user:pw@127.0.0.1", "user name or password"),
        ("nonsense", "is not a web address"),
        ("ftp://127.0.0.1", "must begin with https://"),
    ],
)
def test_an_unsafe_endpoint_is_refused_and_its_password_not_shown(desk: Desk, url: str, part: str) -> None:
    done = desk("token", "test", env={"AIRTABLE_ENDPOINT_URL": url})
    told(done, 2, "AIRTABLE_ENDPOINT_URL", part)
    assert "pw" not in done.err


# -- our own files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('policy = "ask"', 'policy = "aks"', "Invalid enum value 'aks' - at `$.pairs[...].policy`"),
        ("paused = false", "pausd = false", "unknown field `pausd`"),
        ("version = 1", "version = ", "line 1"),
        ("key = true", "key = false", "`pairs.People` has no key"),
        ("version = 1", "version = 2\nbrand_new = 1", "has version 2; this AirSync knows versions up to 1"),
        ("version = 1", "version = 'x'", "Expected `int`"),
    ],
)
def test_settings_with_a_fault_are_told_with_the_place_and_never_overwritten(
    desk: Desk, old: str, new: str, part: str
) -> None:
    desk.in_step("--policy", "ask")
    settings = desk.profile / "settings.toml"
    text = settings.read_text()
    if old not in text:
        text = text.replace("[pairs.People]", f"[pairs.People]\n{old}")
    settings.write_text(text.replace(old, new))
    before = settings.read_bytes()
    for command in ("sync", "status", "pair pause People", "pair show People", "pair list"):
        done = desk(*command.split())
        told(done, 1, "settings.toml", part)
    assert settings.read_bytes() == before


def test_settings_that_are_no_text(desk: Desk) -> None:
    desk.profile.mkdir()
    (desk.profile / "settings.toml").write_bytes(b"\xff\xfe")
    told(desk("pair", "list"), 1, "it is not UTF-8 text")


def test_a_damaged_state_file_is_told_and_left(desk: Desk) -> None:
    desk.in_step()
    state = desk.profile / "state.sqlite"
    for leftover in desk.profile.glob("state.sqlite-*"):
        leftover.unlink()
    state.write_bytes(b"SQLite format 3\0" + b"\x13" * 5000)
    before = state.read_bytes()
    told(desk("sync"), 1, "state.sqlite")
    told(desk("status"), 1, "state.sqlite")
    assert state.read_bytes() == before


def test_a_state_file_of_a_newer_version_is_refused_and_left(desk: Desk) -> None:
    desk.in_step()
    db = sqlite3.connect(desk.profile / "state.sqlite")
    db.execute("PRAGMA user_version = 999")
    db.close()
    told(desk("sync"), 1, "Written by a newer AirSync", "version 999")
    assert len(desk.people.records()) == 2


def test_a_profile_that_is_a_file(desk: Desk) -> None:
    (desk.folder / "file").write_text("mine")
    done = desk("--profile", str(desk.folder / "file"), "pair", "list")
    assert done.code == 2
    assert "is a file" in done.err
    desk.write(("Ada", 36))
    for command in ("status", f"pair add P --local {desk.folder}/people.csv --airtable Club/People --key Name"):
        done = desk(*command.split(), env={"AIRSYNC_PROFILE": str(desk.folder / "file")})
        assert done.code == 1, done
        assert "Traceback" not in done.err
        assert "no log is kept" in done.err
    assert (desk.folder / "file").read_text() == "mine"


def test_a_runtime_folder_that_can_not_be_made(desk: Desk) -> None:
    desk.in_step()
    (desk.folder / "file").write_text("mine")
    done = desk("sync", env={"AIRSYNC_RUNTIME": str(desk.folder / "file" / "x")})
    told(done, 1, "AirSync's own files")


def test_settings_behind_a_link_stay_behind_it_with_their_mode_and_comments(desk: Desk) -> None:
    desk.in_step()
    settings = desk.profile / "settings.toml"
    real = desk.folder / "dotfiles.toml"
    real.write_text("# mine\n" + settings.read_text().replace("[pairs.People]", "[pairs.People] # my friends"))
    real.chmod(0o640)
    settings.unlink()
    settings.symlink_to(real)
    assert desk("pair", "pause", "People").code == 0
    assert settings.is_symlink()
    text = real.read_text()
    assert "# mine" in text
    assert "# my friends" in text
    assert tomllib.loads(text)["pairs"]["People"]["paused"] is True
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_new_profile_is_for_its_owner_alone(desk: Desk) -> None:
    desk.in_step()
    for path in [desk.profile, *desk.profile.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
