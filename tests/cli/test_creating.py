"""A new pair makes what it lacks: a table or fields in Airtable, or the local table; shown first, made with --yes."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import openpyxl
import pytest

from tests.cli.desk import Desk

HEADS = ("Title", "Pages", "Read", "Bought", "Genre")
BOOKS = [
    ("Dune", 412, "yes", "2026-01-05", "novel"),
    ("Emma", 320, "", "2026-02-01", "novel"),
    ("Atlas", 88, "yes", "2026-02-02", "facts"),
    ("Ulysses", 730, "", "2026-03-05", "novel"),
    ("Birds", 120, "", "2026-03-06", "facts"),
    ("Trees", 99, "yes", "", "facts"),
]


def add(desk: Desk, *options: str, file: str = "books.csv", table: str = "Club/Books", key: str = "Title") -> Any:
    return desk("pair", "add", "Books", "--local", str(desk.folder / file), "--airtable", table, "--key", key, *options)


def test_a_table_is_proposed_then_made_then_filled(desk: Desk) -> None:
    desk.write(*BOOKS, heads=HEADS, name="books.csv")
    shown = add(desk, "--create-table")
    assert shown.code == 0, shown
    for words in ("Books would be made", "all are whole numbers", "only yes", "all are dates", "novel, facts", "--yes"):
        assert words in shown.out
    assert len(desk.sandbox.base("Club").tables) == 1
    assert "No pairs" in desk("pair", "list").out
    done = add(desk, "--create-table", "--type", "Pages=singleLineText", "--yes")
    assert done.code == 0, done
    table = desk.sandbox.base("Club").table("Books")
    assert desk("sync").code == 0
    record = table.record(table.find(Title="Dune"))["fields"]
    assert record == {"Title": "Dune", "Pages": "412", "Read": True, "Bought": "2026-01-05", "Genre": "novel"}
    assert "nothing to write" in desk("sync").out


def test_a_table_that_is_there_is_not_made_again(desk: Desk) -> None:
    desk.write(*BOOKS, heads=HEADS, name="books.csv")
    assert "has a table named people already" in add(desk, "--create-table", table="Club/people").sentence
    assert add(desk, "--create-table", table="Nowhere/Books").code != 0
    assert "must be" not in add(desk, "--create-table", key="Name").sentence
    assert add(desk, "--create-table", "--create-local").code == 2
    assert add(desk, "--yes").code == 2
    assert add(desk, "--type", "Pages=number").code == 2


def test_columns_get_the_names_they_are_mapped_to(desk: Desk) -> None:
    desk.write(("Dune", 412), heads=("title", "pp"), name="books.csv")
    done = add(desk, "--create-table", "--yes", "--map", "title=Title", "--map", "pp=Pages")
    assert done.code == 0, done
    assert desk("sync").code == 0
    assert desk.sandbox.base("Club").table("Books").records()[0]["fields"] == {"Title": "Dune", "Pages": 412}


def test_missing_fields_are_made(desk: Desk) -> None:
    desk.write(("Ada", 36, "true", "x@y.org"), heads=("Name", "Age", "Member", "Mail"), name="people.csv")
    shown = desk(
        *("pair", "add", "P", "--local", str(desk.folder / "people.csv"), "--airtable", "Club/People"),
        *("--key", "Name", "--create-fields"),
    )
    assert "2 fields would be made" in shown.out
    done = desk.add_pair("People", "--create-fields", "--yes")
    assert "Made in Club › People: Member, Mail" in done.out
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"] == {"Name": "Ada", "Age": 36, "Member": True, "Mail": "x@y.org"}
    assert "Every column has its field already" in desk.add_pair("More", "--create-fields").out


def test_a_name_that_differs_only_in_capitals_is_to_be_mapped(desk: Desk) -> None:
    desk.write(("Ada", 36), heads=("Name", "age"), name="people.csv")
    done = desk(
        *("pair", "add", "P", "--local", str(desk.folder / "people.csv"), "--airtable", "Club/People"),
        *("--key", "Name", "--create-fields", "--yes"),
    )
    assert "--map COLUMN=Age" in done.sentence


def test_a_key_without_the_scope_says_which(desk: Desk) -> None:
    desk.write(*BOOKS, heads=HEADS, name="books.csv")
    token = desk.sandbox.add_token({"schema.bases:read", "data.records:read"})
    done = desk(
        *("pair", "add", "Books", "--local", str(desk.folder / "books.csv"), "--airtable", "Club/Books"),
        *("--key", "Title", "--create-table", "--yes", "--token-stdin"),
        stdin=f"{token}\n",
    )
    assert done.code != 0
    assert "schema.bases:write" in done.err


@pytest.mark.parametrize("file", ["new.csv", "new.tsv", "new.xlsx#People", "new.db#people"])
def test_a_local_table_is_made_and_filled(desk: Desk, file: str) -> None:
    desk.people.add({"Name": "=Ada", "Age": 36, "Tags": ["new", "vip"], "Stamp": "2026-05-12T10:00:00.000Z"})
    desk.people.add({"Name": "Ben, jr.", "Notes": "two\nlines"})
    path = desk.folder / file.partition("#")[0]
    options = ("--airtable", "Club/People", "--key", "Name", "--create-local")
    shown = desk("pair", "add", "People", "--local", str(desk.folder / file), *options)
    assert "would be made, with the columns Name, Age" in shown.out
    assert not path.exists()
    assert desk("pair", "add", "People", "--local", str(desk.folder / file), *options, "--yes").code == 0
    assert desk("sync").code == 0
    assert "nothing to write" in desk("sync").out
    if file.endswith("#People"):
        rows = list(openpyxl.load_workbook(path)["People"].iter_rows(values_only=True))
        assert ("=Ada", 36) in [row[:2] for row in rows]
    elif file.endswith("#people"):
        with sqlite3.connect(path) as db:
            row = db.execute("SELECT Name, Age, Tags FROM people ORDER BY Name DESC").fetchone()
        db.close()
        assert (row[0], row[1]) == ("Ben, jr.", None) or (row[0], row[1], json.loads(row[2])) == (
            *("=Ada", 36),
            ["new", "vip"],
        )
    else:
        assert "=Ada" in path.read_text()
    again = desk("pair", "add", "More", "--local", str(desk.folder / file), *options, "--yes")
    assert again.code == 2
    assert "already" in again.sentence


def test_a_kind_that_can_not_be_without_rows_is_named(desk: Desk) -> None:
    for file in ("new.json", "notes/", "new.jsonl"):
        options = ("--airtable", "Club/People", "--key", "Name", "--create-local", "--yes")
        done = desk("pair", "add", "People", "--local", f"{desk.folder}/{file}", *options)
        assert done.code == 2
        assert "without rows" in done.sentence
        assert not (desk.folder / file.rstrip("/")).exists()


def test_json_lists_become_choices(desk: Desk) -> None:
    rows = [{"Name": "Ada", "Tags": ["a", "b, c"], "Ok": True}, {"Name": "Ben", "Tags": ["a"], "Ok": False}]
    (desk.folder / "books.json").write_text(json.dumps(rows))
    assert add(desk, "--create-table", "--yes", file="books.json", key="Name").code == 0
    assert desk("sync").code == 0
    fields = desk.sandbox.base("Club").table("Books").records()[0]["fields"]
    assert fields == {"Name": "Ada", "Tags": ["a", "b, c"], "Ok": True}
