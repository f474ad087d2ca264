"""``duplicates``: what stands more than once is listed, merged, and taken apart again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.desk import Desk


@pytest.fixture
def twins(desk: Desk) -> tuple[str, str]:
    """Two Adas in Airtable: the one that was synced, and one with notes and another city."""
    desk.in_step(rows=(("Ada", 36, "London"), ("Ben", 41)))
    known = desk.people.find(Name="Ada")
    return known, desk.people.add({"Name": "Ada", "City": "Oslo", "Notes": "tall"})


def listed(desk: Desk) -> dict[str, Any]:
    (item,) = desk("duplicates", "People", "--json").items
    return item


def adas(desk: Desk) -> list[dict[str, Any]]:
    return [r["fields"] for r in desk.people.records() if r["fields"].get("Name") == "Ada"]


def test_a_group_is_listed_with_what_differs(desk: Desk, twins: tuple[str, str]) -> None:
    item = listed(desk)
    assert (item["pair"], item["side"], item["key"], item["same_key"]) == ("People", "airtable", "Ada", True)
    assert {record["id"]: record["known"] for record in item["records"]} == {twins[0]: True, twins[1]: False}
    assert item["differing"] == {"City": ["London", "Oslo"]}
    assert item["why_not"] is None
    done = desk("duplicates", "People")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{item['id']}  Ada in Airtable: 2 records\n")
    assert twins[1] in done.out
    assert f"airsync-gui duplicates merge People {item['id']} --keep RECORD" in done.out


def test_none_is_said(desk: Desk) -> None:
    desk.in_step()
    assert desk("duplicates", "People").out == "No duplicates.\n"
    assert desk("duplicates", "People", "--json").items == []


def test_merging_is_previewed_done_synced_and_undone(desk: Desk, twins: tuple[str, str]) -> None:
    group = listed(desk)["id"]
    preview = desk("duplicates", "merge", "People", group, "--keep", twins[0], "--dry-run")
    assert preview.code == 0
    assert f"2 records of Ada would be merged into {twins[0]} in Airtable." in preview.out
    assert "City differs: London, Oslo; London stays" in preview.out
    assert "Not part of the pair, so neither merged nor kept: Kind, Version, Stamp" in preview.out
    assert len(adas(desk)) == 2
    plan = desk("duplicates", "merge", "People", group, "--keep", twins[0], "--dry-run", "--json").json
    assert [(item["kind"], item["side"]) for item in plan["items"]] == [("update", "airtable"), ("delete", "airtable")]

    done = desk("duplicates", "merge", "People", group, "--keep", twins[0], "--set", "City=Bonn", "--json")
    assert done.code == 0
    run = done.json["id"]
    assert adas(desk) == [{"Name": "Ada", "Age": 36, "City": "Bonn", "Notes": "tall"}]
    assert desk("sync").code == 0
    assert (desk.read()[0]["City"], desk.read()[0]["Notes"]) == ("Bonn", "tall")
    assert desk("history", "--json").items[1]["kind"] == "merge"
    assert "duplicates" in desk("explain", "People", "Ada").out

    back = desk("undo", str(run))
    assert back.code == 0, back
    assert sorted(str(fields.get("City")) for fields in adas(desk)) == ["London", "Oslo"]


def test_a_plan_that_was_seen_can_be_agreed_to(desk: Desk, twins: tuple[str, str]) -> None:
    group = listed(desk)["id"]
    words = ("duplicates", "merge", "People", group, "--keep", twins[0])
    plan = desk(*words, "--dry-run", "--json").json["plan"]
    desk.people.edit(twins[1], {"Notes": "short"})
    done = desk(*words, "--plan", plan)
    assert done.code == 1
    assert "changed since" in done.err
    assert len(adas(desk)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("0", "--keep", "rec0"), "no group of duplicates named “0”"),
        (("GROUP", "--keep", "rec0"), "no record named “rec0”"),
        (("GROUP", "--keep", "KNOWN", "--set", "Name=Eve"), "part of the key"),
        (("GROUP", "--keep", "KNOWN", "--set", "Age=many"), "is not a number"),
        (("GROUP", "--keep", "KNOWN", "--plan", "x", "--dry-run"), "give one of them"),
    ],
)
def test_what_makes_no_sense_is_said(desk: Desk, twins: tuple[str, str], words: tuple[str, ...], said: str) -> None:
    given = {"GROUP": listed(desk)["id"], "KNOWN": twins[0]}
    done = desk("duplicates", "merge", "People", *(given.get(word, word) for word in words))
    assert done.code in (1, 2)
    assert said in done.sentence
    assert len(adas(desk)) == 2


def test_rows_of_a_file_that_nothing_tells_apart_are_listed_with_what_to_do(desk: Desk) -> None:
    desk.in_step()
    desk.write(("Ada", 36), ("Ben", 41), ("Ada", 37))
    item = listed(desk)
    assert item["side"] == "local"
    assert "delete all but one" in item["why_not"]
    assert item["why_not"] in desk("duplicates", "People").out


def test_a_pair_may_have_the_name_of_a_command(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair("merge")
    assert desk("duplicates", "list", "merge").out == "No duplicates.\n"
