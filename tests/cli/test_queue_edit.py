"""``queue edit``: a refused value is changed in its row on this computer, and goes out."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk


@pytest.fixture
def refused(desk: Desk) -> Desk:
    """Ada's age is none, and was refused; Cid was never in Airtable, and his tag is none."""
    desk.in_step()
    desk.write(("Ada", "old", "Oslo"), ("Ben", 41), ("Cid", 50, "", "", "nonsense"))
    assert desk("sync").code == 7
    return desk


def number(desk: Desk, record: str) -> str:
    """What the queue calls the record's operation."""
    return next(str(row["id"]) for row in desk("queue", "--json").items if row["record"] == record)


def test_a_refused_value_is_changed_here_and_sent(refused: Desk) -> None:
    done = refused("queue", "edit", number(refused, "Ada"), "--set", "Age=37")
    assert done.out.splitlines()[:2] == [
        "Done: change Ada on this computer: Age old → 37",
        "People: written: 1 changed in Airtable.",
    ]
    assert done.code == 7  # Cid still waits
    assert refused.read()[0]["Age"] == "37"
    assert (refused.airtable()["Ada"]["Age"], refused.airtable()["Ada"]["City"]) == (37, "Oslo")
    again = refused("queue", "edit", number(refused, "Cid"), "--set", "Tags=vip")
    assert (again.code, refused.airtable()["Cid"]["Tags"]) == (0, ["vip"])
    assert refused("queue", "--json").items == []


def test_history_has_both_and_undoes_the_edit(refused: Desk) -> None:
    refused("queue", "edit", number(refused, "Cid"), "--set", "Tags=vip")
    run = next(row for row in refused("history", "--json").items if row["kind"] == "edit")
    told = refused("history", "--run", str(run["id"])).out.splitlines()[-1]
    assert told.split() == ["Cid", "update", "this", "computer", "Tags", "nonsense", "vip", "edited"]
    assert refused("undo", str(run["id"])).code == 0
    assert refused.read()[2]["Tags"] == "nonsense"


def test_a_cell_that_was_edited_since_is_left(refused: Desk) -> None:
    entry = number(refused, "Ada")
    refused.replace("Ada,old", "Ada,38")
    done = refused("queue", "edit", entry, "--set", "Age=37")
    assert done.code == 1
    assert done.sentence.startswith("It moved meanwhile: Ada was not written: it changed since it was shown.")
    assert refused.read()[0]["Age"] == "38"


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--set", "Age=young"), 1, "Age: “young” is not a number."),
        (("--set", "Tags=foe"), 1, "is not one of the choices"),
        (("--set", "Age"), 2, "is not a FIELD=VALUE"),
        (("--set", "Size=3"), 2, "There is no field named “Size”"),
        (("--set", "Name=Ben"), 1, "is the key of another record"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_written(
    refused: Desk, asked: tuple[str, ...], code: int, said: str
) -> None:
    before = refused.read()
    done = refused("queue", "edit", number(refused, "Ada"), *asked)
    assert done.code == code, done
    assert said in done.sentence
    assert refused.read() == before


def test_a_pair_that_never_writes_here_is_edited_in_its_file(desk: Desk) -> None:
    desk.in_step("--direction", "push")
    desk.replace("Ada,36", "Ada,old")
    assert desk("sync").code == 7
    done = desk("queue", "edit", number(desk, "Ada"), "--set", "Age=37")
    assert (done.code, "never writes on this computer" in done.sentence) == (2, True)


def test_it_says_what_is_missing(refused: Desk) -> None:
    assert refused("queue", "edit", number(refused, "Ada")).code == 2
    assert "no refused operation named “99”" in refused("queue", "edit", "99", "--set", "Age=3").sentence
