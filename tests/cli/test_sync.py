"""``sync``: every exit code, every option, and what it prints for people and for programs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from airsync_gui import locks
from airsync_gui.errors import Busy
from tests.cli.desk import Desk

RESULT = {
    "id", "plan", "write_calls", "counts", "items", "conflicts", "refused", "held", "drift", "notes", "stops", "calls",
    "dry_run", "run", "exit_code", "error",
}  # fmt: skip
COUNTS = {f"{side}_{kind}" for side in ("local", "airtable") for kind in ("create", "update", "delete")}
OPERATION = {"id", "side", "kind", "record", "record_id", "values", "before", "rules"}


def test_first_sync_then_rest(desk: Desk) -> None:
    desk.write(("Ada", 36, "London"), ("Ben", 41))
    desk.people.add({"Name": "Cyd", "Age": 7})
    desk.add_pair()
    first = desk("sync")
    assert (first.code, first.err) == (0, "")
    assert first.out == "People: written: 1 new on this computer; 2 new in Airtable.\n"
    assert {row["Name"]: row["Age"] for row in desk.read()} == {"Ada": "36", "Ben": "41", "Cyd": "7"}
    before = (desk.folder / "people.csv").read_bytes(), desk.people.records()
    assert desk("sync").out == "People: nothing to write.\n"
    assert ((desk.folder / "people.csv").read_bytes(), desk.people.records()) == before


def test_json_is_one_object_a_pair(desk: Desk) -> None:
    desk.in_step()
    desk.add_pair("Other")
    desk.replace("36", "37")
    done = desk("sync", "--json")
    first, second = [json.loads(line) for line in done.out.splitlines()]
    assert set(first) == set(second) == RESULT
    assert set(first["counts"]) == COUNTS
    (operation,) = first["items"]
    assert set(operation) == OPERATION
    assert operation["values"] == {"Age": 37}
    assert operation["before"] == {"Age": 36}
    assert (operation["id"], operation["side"], operation["kind"], operation["record"]) == (
        1,
        "airtable",
        "update",
        "Ada",
    )
    assert first["counts"]["airtable_update"] == 1
    assert (first["id"], first["exit_code"], first["error"], first["dry_run"]) == ("People", 0, None, False)
    assert isinstance(first["run"], int)
    assert (second["id"], second["items"]) == ("Other", [])


def test_a_preview_changes_nothing_and_its_plan_can_be_carried_out(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    before = (desk.folder / "people.csv").read_bytes(), desk.people.records(), desk("history", "--json").out
    seen = desk("sync", "--dry-run")
    assert seen.code == 0
    assert "People: would be written: 1 changed in Airtable." in seen.out
    assert "  change Ada in Airtable: Age 36 → 37" in seen.out
    plan = desk("sync", "--dry-run", "--json").json
    assert (plan["dry_run"], plan["run"], plan["counts"]["airtable_update"], plan["write_calls"]) == (True, None, 1, 1)
    assert ((desk.folder / "people.csv").read_bytes(), desk.people.records(), desk("history", "--json").out) == before
    assert f"airsync-gui sync People --plan {plan['plan']}" in seen.out
    assert desk("sync", "People", "--plan", plan["plan"]).code == 0
    assert desk.airtable()["Ada"]["Age"] == 37


def test_what_rows_say_is_learnt_by_a_sync_and_not_by_a_preview(desk: Desk) -> None:
    def learnt() -> int:
        with closing(sqlite3.connect(desk.profile / "state.sqlite")) as db:
            found: int = db.execute("SELECT count(*) FROM row_digests").fetchone()[0]
            return found

    desk.in_step()
    assert desk("sync", "--dry-run").code == 0
    assert learnt() == 0
    assert desk("sync").code == 0
    assert learnt() == 2
    desk.replace("36", "37")
    assert desk("sync").out == "People: written: 1 changed in Airtable.\n"
    assert desk("sync").out == "People: nothing to write.\n"
    assert (learnt(), desk.airtable()["Ada"]["Age"]) == (2, 37)
    assert desk("pair", "remove", "People").code == 0
    assert learnt() == 0


def test_what_lines_of_a_json_file_say_is_learnt_too(desk: Desk) -> None:
    path = desk.folder / "people.jsonl"
    path.write_text('{"Name": "Ada", "Age": 36}\n{"Name": "Ben"}\n{"Name": "Cyd"}\n', encoding="utf-8")
    desk.add_pair(file="people.jsonl")
    for _ in range(2):
        assert desk("sync").code == 0
    with closing(sqlite3.connect(desk.profile / "state.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM row_digests").fetchone() == (3,)
    desk.replace("36", "37", "people.jsonl")
    assert desk("sync").out == "People: written: 1 changed in Airtable.\n"
    assert desk("sync").out == "People: nothing to write.\n"


def test_a_plan_that_has_changed_is_not_carried_out(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    plan = desk("sync", "--dry-run", "--json").json["plan"]
    desk.replace("41", "42")
    done = desk("sync", "--plan", plan)
    assert done.code == 4
    assert "The plan has changed" in done.err
    assert desk.airtable()["Ada"]["Age"] == 36
    assert desk("sync").code == 0


@pytest.mark.parametrize(
    ("args", "fault"),
    [
        (("--plan", "abc", "--dry-run"), "give one of them"),
        (("Peeple",), "There is no pair named “Peeple”"),
        (("--plan", "abc"), "A plan belongs to one pair"),
    ],
)
def test_what_makes_no_sense_ends_with_2(desk: Desk, args: tuple[str, ...], fault: str) -> None:
    desk.in_step()
    desk.add_pair("Other")
    done = desk("sync", *args)
    assert done.code == 2
    assert fault in done.sentence


def test_without_a_pair_it_says_how_to_add_one(desk: Desk) -> None:
    done = desk("sync")
    assert done.code == 2
    assert "airsync-gui pair add" in done.sentence


def test_an_unknown_option_is_clicks_to_tell(desk: Desk) -> None:
    done = desk("sync", "--nonsense")
    assert done.code == 2
    assert "No such option" in done.err


# -- exit codes -------------------------------------------------------------------------------------------------------


def test_conflicts_end_with_3(desk: Desk) -> None:
    desk.conflict()
    done = desk("sync", "--json")
    assert done.code == 3
    (conflict,) = done.json["conflicts"]
    assert set(conflict) == {"id", "record", "kind"}
    assert "1 conflict for you to settle: airsync-gui conflicts People" in desk("sync").out


def many(desk: Desk, count: int = 12) -> None:
    desk.in_step(rows=[(f"P{n}", n) for n in range(count)])


def test_a_guard_ends_with_4_and_yes_lifts_it(desk: Desk) -> None:
    many(desk)
    desk.write(("P0", 0))
    done = desk("sync")
    assert done.code == 4
    assert "11 of 12 records would be deleted in Airtable: P1, P10, P11, P2, P3, and 6 more." in done.err
    assert "or --yes" in done.err
    preview = desk("sync", "--dry-run")
    assert preview.code == 4
    assert "A guard would stop this" in preview.out
    (stop,) = (told := desk("sync", "--json").json)["stops"]
    assert set(told) == RESULT
    assert (stop["code"], stop["side"], len(stop["records"]), stop["needs_plan"]) == ("deletes", "airtable", 11, False)
    assert (told["error"]["type"], told["counts"]["airtable_delete"]) == ("Stopped", 11)
    assert len(desk.people.records()) == 12
    assert desk("status", "--json").items[0]["state"] == "needs you"
    assert desk("sync", "--yes").code == 0
    assert len(desk.people.records()) == 1


def test_an_emptied_file_needs_the_plans_id(desk: Desk) -> None:
    many(desk, 2)
    desk.write()
    assert desk("sync", "--yes").code == 4
    told = desk("sync", "--json").json
    assert told["stops"][0]["needs_plan"] is True
    assert "The table on this computer is empty, and it had 2 records" in told["error"]["message"]
    assert desk("sync", "--plan", told["plan"]).code == 0
    assert desk.people.records() == []


def test_a_missing_file_ends_with_4_and_deletes_nothing(desk: Desk) -> None:
    desk.in_step()
    (desk.folder / "people.csv").unlink()
    done = desk("sync")
    assert done.code == 4
    assert "people.csv does not exist" in done.err
    assert "Nothing was deleted in Airtable" in done.err
    assert len(desk.people.records()) == 2


def test_a_table_or_key_gone_from_airtable_ends_with_4(desk: Desk) -> None:
    desk.in_step()
    desk.add_pair("Second")
    desk.sandbox.base("Club").add_table("Spare")
    desk.sandbox.base("Club").delete_table("People")
    done = desk("sync", "People")
    assert done.code == 4, done
    assert "There is no table named" in done.err


def test_no_token_or_a_wrong_one_ends_with_5(desk: Desk) -> None:
    desk.in_step()
    done = desk("sync", "--token-stdin", stdin="patWrongWrongWrong.0123456789abcdef\n")
    assert done.code == 5
    assert "does not accept the access token" in done.err


def test_an_unreachable_airtable_ends_with_6_and_keeps_the_work(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    desk.sandbox.faults.server_errors.every = 1
    done = desk("sync")
    assert done.code == 6
    assert done.sentence.startswith("People: Airtable has a problem: ")  # where, what,
    assert "HTTP 503" in done.sentence
    assert "Nothing was lost" in done.sentence  # and what to do
    told = desk("sync", "--json")
    assert (told.code, told.sentence) == (6, done.sentence)
    assert desk("status", "--json").items[0]["state"] == "failed"
    desk.sandbox.faults.clear()
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"]["Age"] == 37


def test_the_months_calls_being_spent_ends_with_6(desk: Desk) -> None:
    desk.in_step()
    desk.sandbox.faults.billing_limits.every = 1
    done = desk("sync")
    assert done.code == 6
    assert "until the month ends" in done.err


def test_held_rows_end_with_7_and_the_rest_is_done(desk: Desk) -> None:
    desk.in_step()
    desk.write(("Ada", 37), ("Ben", 41), ("Twin", 1), ("Twin", 2), ("", 5))
    done = desk("sync")
    assert done.code == 7
    assert desk.airtable()["Ada"]["Age"] == 37
    assert done.out.count("  Held: ") == 3
    held = desk("sync", "--json").json["held"]
    assert len(held) == 3
    assert all(set(row) == {"id", "side", "record", "reason", "detail"} for row in held)
    assert desk("status", "--json").items[0]["state"] == "some wait"


def test_refused_records_end_with_7_and_the_rest_is_done(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36,,,", "37,,,nonsense")
    desk.replace("41", "42")
    done = desk("sync")
    assert done.code == 7
    assert "Refused: Ada: " in done.out
    assert "nonsense" in done.out
    assert desk.airtable()["Ben"]["Age"] == 42
    (refused,) = desk("sync", "--json").json["refused"]
    assert set(refused) == {"id", "record", "side", "error"}


def test_a_bug_ends_with_1_and_leaves_the_other_pairs_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.in_step()
    desk.add_pair("Second")
    from airsync_gui.app import App

    real = App.sync

    def broken(self: App, pair: Any, **options: Any) -> Any:
        if pair.name == "People":
            raise ZeroDivisionError("planted")
        return real(self, pair, **options)

    monkeypatch.setattr(App, "sync", broken)
    done = desk("sync")
    assert done.code == 1
    assert done.sentence.startswith("People: A bug in AirSync: ")
    assert str(desk.profile / "logs" / "airsync.log") in done.sentence
    assert "Second: nothing to write." in done.out
    log = (desk.profile / "logs" / "airsync.log").read_text()
    assert "planted" in log
    assert "Traceback" in log


def test_several_pairs_end_with_the_worst_and_none_blocks_another(desk: Desk) -> None:
    """4 before 3 before 7 before 0, and the good pair is synced all the same."""
    desk.conflict()
    base = desk.sandbox.base("Club")
    for name in ("Held", "Fine", "Gone"):
        base.add_table(name, [("Name", "singleLineText")])
        desk.write(("x",), *([("x",)] if name == "Held" else []), heads=("Name",), name=f"{name}.csv")
        desk.add_pair(name, file=f"{name}.csv", table=f"Club/{name}")
    (desk.folder / "Gone.csv").unlink()
    assert desk("sync", "Fine").code == 0
    assert desk("sync", "Fine", "Held").code == 7
    assert desk("sync", "Held", "Fine", "People").code == 3
    done = desk("sync", "--json")
    assert done.code == 4
    codes = {told["id"]: told["exit_code"] for told in map(json.loads, done.out.splitlines())}
    assert codes == {"People": 3, "Held": 7, "Fine": 0, "Gone": 4}


def test_a_second_run_waits_and_then_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.in_step()
    impatient = partial(locks.held_tables, wait_s=0.1)
    monkeypatch.setattr("airsync_gui.app.work.held_tables", impatient)
    source = (desk.folder / "people.csv").resolve()
    folder = Path(desk.folder / "runtime")
    with locks.held_tables(folder, {f"local {source}": "x"}):
        done = desk("sync")
    assert done.code == 1
    assert "Another AirSync is working on" in done.err
    assert "people.csv" in done.err
    assert desk("sync").code == 0
    with pytest.raises(Busy), locks.held_tables(folder, {"a": "x"}), locks.held_tables(folder, {"a": "x"}, wait_s=0.1):
        pass


def test_full_reads_the_fields_anew(desk: Desk) -> None:
    desk.in_step()
    desk.sandbox.requests.clear()
    assert desk("sync").code == 0
    assert desk.sandbox.requests.count(path="/v0/meta/") == 0
    assert desk("sync", "--full").code == 0
    assert desk.sandbox.requests.count(path="/v0/meta/") > 0


def test_a_one_way_pair_reports_drift(desk: Desk) -> None:
    desk.in_step("--direction", "push")
    desk.edit("Ada", Age=50)
    done = desk("sync")
    assert done.code == 0
    assert "Left as it is in Airtable (updated there): Ada" in done.out
    (drift,) = desk("sync", "--json").json["drift"]
    assert set(drift) == {"id", "side", "record", "kind"}


def test_a_long_preview_is_cut_for_people_only(desk: Desk) -> None:
    desk.write(*((f"P{n}", n) for n in range(30)))
    desk.add_pair()
    out = desk("sync", "--dry-run").out
    assert out.count("  add P") == 20
    assert "  … and 10 more (--json lists them all)" in out
    assert len(desk("sync", "--dry-run", "--json").json["items"]) == 30


def test_how_a_column_is_written_outlives_the_row_that_proved_it(desk: Desk) -> None:
    desk.sandbox.switches.round_numbers = False  # which number the text was read as shows in all its digits only
    desk.write(("Ada", "36,5"), ("Ben", "1,234"), ("Cyd", "7"))
    desk.add_pair()
    assert desk("sync").code == 0
    assert desk.airtable()["Ben"]["Age"] == 1.234
    desk.replace('Ada,"36,5"', "Ada,36")
    done = desk("sync")
    assert done.code == 0, done.out
    assert desk.airtable()["Ben"]["Age"] == 1.234
    assert desk.airtable()["Ada"]["Age"] == 36
