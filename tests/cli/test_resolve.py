"""``resolve``: every answer, and what it says when an answer does not fit."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk


def both(desk: Desk) -> tuple[str, str]:
    """Ada's city, here and in Airtable."""
    return desk.read()[0]["City"], desk.airtable()["Ada"].get("City", "")


@pytest.mark.parametrize(
    ("answer", "here", "there"),
    [
        (("--take", "local"), "Paris", "Paris"),
        (("--take", "airtable"), "Oslo", "Oslo"),
        (("--take", "ancestor"), "London", "London"),
        (("--field", "City=local"), "Paris", "Paris"),
        (("--field", "City=airtable"), "Oslo", "Oslo"),
        (("--field", "City=ancestor"), "London", "London"),
        (("--field", "City=both"), "Paris / Oslo", "Paris / Oslo"),
        (("--take", "local", "--field", "City=airtable"), "Oslo", "Oslo"),
        (("--set", "City=Bern = capital"), "Bern = capital", "Bern = capital"),
        (("--set", "City="), "", ""),
        (("--keep-apart",), "Paris", "Oslo"),
    ],
)
def test_each_answer_does_what_it_says_and_the_next_sync_rests(
    desk: Desk, answer: tuple[str, ...], here: str, there: str
) -> None:
    uid = desk.conflict()
    done = desk("resolve", uid[:6], *answer)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Settled Ada.\n")
    assert both(desk) == (here, there)
    assert desk("conflicts", "--json").items == []
    assert desk("conflicts", "--closed", "--json").items[0]["how"] == "answered"
    rest = desk("sync", "--json")
    assert (rest.code, rest.json["items"]) == (0, [])


def test_lists_are_merged_by_member(desk: Desk) -> None:
    desk.in_step(rows=(("Ada", 36, "", "", "new"),))
    desk.replace("new", '"new, old"')
    desk.edit("Ada", Tags=["new", "vip"])
    assert desk("sync").code == 3
    assert desk("resolve", desk("conflicts", "--json").items[0]["id"], "--field", "Tags=both").code == 0
    assert sorted(desk.airtable()["Ada"]["Tags"]) == ["new", "old", "vip"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((), "Say what to do"),
        (("--keep-apart", "--take", "local"), "--keep-apart stands alone"),
        (("--field", "City"), "“City” is not a FIELD=CHOICE"),
        (("--field", "City=mine"), "“mine” is no choice. There is: local, airtable, ancestor, both."),
        (("--field", "Nope=local"), "There is no field named “Nope” in the pair People. There is: Name, Age"),
        (("--set", "City"), "“City” is not a FIELD=VALUE"),
        (("--set", "=x"), "is not a FIELD=VALUE"),
        (("--field", "Age=local"), "Nothing was chosen for City"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_and_changes_nothing(
    desk: Desk, answer: tuple[str, ...], fault: str
) -> None:
    uid = desk.conflict()
    before = both(desk)
    done = desk("resolve", uid, *answer)
    assert done.code == 2
    assert fault in done.sentence
    assert both(desk) == before
    assert len(desk("conflicts", "--json").items) == 1


def test_a_value_that_its_field_does_not_take_is_told(desk: Desk) -> None:
    uid = desk.conflict()
    done = desk("resolve", uid, "--take", "local", "--set", "Age=very old")
    assert done.code == 1
    assert "Age: “very old”" in done.sentence
    assert len(desk("conflicts", "--json").items) == 1


@pytest.mark.parametrize("given", ["ffff0000", "", " "])
def test_an_unknown_conflict_is_told_with_those_there_are(desk: Desk, given: str) -> None:
    uid = desk.conflict()
    done = desk("resolve", given, "--take", "local")
    assert done.code == 2
    assert "There is no open conflict" in done.sentence
    assert uid in done.sentence


def test_a_side_that_moved_is_shown_again_and_not_written(desk: Desk) -> None:
    uid = desk.conflict()
    desk.edit("Ada", City="Rome")
    done = desk("resolve", uid, "--take", "local")
    assert done.code == 1
    assert "Look at it again" in done.sentence
    assert both(desk) == ("Paris", "Rome")
    assert desk("conflicts", "--json").items[0]["fields"]["City"]["airtable"] == "Rome"
    assert desk("resolve", uid, "--take", "local").code == 0


@pytest.mark.parametrize(
    ("answer", "code", "left"),
    [(("--take", "local"), 0, ["Ada", "Ben"]), (("--take", "airtable"), 0, ["Ben"]), (("--keep-apart",), 0, ["Ben"])],
)
def test_edited_and_deleted(desk: Desk, answer: tuple[str, ...], code: int, left: list[str]) -> None:
    desk.in_step()
    desk.replace("36", "37")
    desk.people.delete(desk.people.find(Name="Ada"))
    assert desk("sync").code == 3
    uid = desk("conflicts", "--json").items[0]["id"]
    refused = desk("resolve", uid, "--take", "ancestor")
    assert refused.code == 2
    assert "--take local or --take airtable" in refused.sentence
    assert desk("resolve", uid, *answer).code == code
    assert sorted(desk.airtable()) == left
    assert ("Ada" in {row["Name"] for row in desk.read()}) == (answer != ("--take", "airtable"))
    assert desk("sync").code == 0
    assert sorted(desk.airtable()) == left


def test_a_refusal_by_airtable_leaves_the_conflict_open(desk: Desk) -> None:
    uid = desk.conflict()
    desk.sandbox.faults.server_errors.every = 1
    done = desk("resolve", uid, "--take", "local")
    assert done.code == 6
    assert "Nothing was lost" in done.sentence
    desk.sandbox.faults.clear()
    assert len(desk("conflicts", "--json").items) == 1


def in_conflict(desk: Desk, count: int) -> list[str]:
    """People whose city differs on both sides; the ids of the conflicts, by name."""
    names = [f"P{number:03}" for number in range(count)]
    desk.in_step(rows=[(name, 30, "London") for name in names])
    for name in names:
        desk.replace(f"{name},30,London", f"{name},30,Paris")
        desk.edit(name, City="Oslo")
    assert desk("sync").code == 3
    return [item["id"] for item in sorted(desk("conflicts", "--json").items, key=lambda item: str(item["record"]))]


def test_many_are_settled_alike_in_few_calls(desk: Desk) -> None:
    ids = in_conflict(desk, 25)
    done = desk("resolve", *ids[1:], "--take", "local")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Settled 24 conflicts with ")
    assert [item["id"] for item in desk("conflicts", "--json").items] == ids[:1]
    cities = {name: record["City"] for name, record in desk.airtable().items()}
    assert (cities["P000"], {city for name, city in cities.items() if name != "P000"}) == ("Oslo", {"Paris"})
    assert {item["how"] for item in desk("conflicts", "--closed", "--json").items} == {"answered"}


def test_of_many_one_that_moved_meanwhile_stays_open(desk: Desk) -> None:
    ids = in_conflict(desk, 3)
    desk.edit("P001", City="Bern")
    done = desk("resolve", *ids, "--take", "local")
    assert done.code == 3
    assert "Settled 2 conflicts" in done.out
    assert "P001 is still open" in done.out
    assert desk.airtable()["P001"]["City"] == "Bern"


def test_conflicts_of_which_one_does_not_fit_the_answer(desk: Desk) -> None:
    ids = in_conflict(desk, 2)
    done = desk("resolve", *ids, "--field", "Age=local")
    assert done.code == 3
    assert "Settled 0 conflicts" in done.out
    assert "P000 is still open: Nothing was chosen for City" in done.out
