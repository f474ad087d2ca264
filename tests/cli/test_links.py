"""Links shown by the keys of another pair, both ways, through the real engine and a sandbox."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from airsync_gui.sandbox import TableHandle
from airsync_gui.sync import airtable_reading
from tests.cli.desk import Desk
from tests.cli.test_file_kinds import JsonKind, Kind, LinesKind, MapKind, NotesKind, WorkbookKind


class Kitchen:
    """Meals link to recipes; each table has a file and a pair."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        base = desk.sandbox.base("Club")
        self.recipes = base.add_table("Recipes", [("Name", "singleLineText"), ("Minutes", "number")])
        self.meals = base.add_table(
            "Meals",
            [("Name", "singleLineText"), ("Food", "multipleRecordLinks", {"linkedTableId": self.recipes.id})],
        )

    def recipe_file(self, *rows: tuple[object, ...]) -> None:
        self.desk.write(*rows, heads=("Name", "Minutes"), name="recipes.csv")

    def meal_file(self, *rows: tuple[object, ...]) -> None:
        self.desk.write(*rows, heads=("Name", "Food"), name="meals.csv")

    def add_pairs(self, meals: str = "meals.csv") -> None:
        """The meals come first, and are synced second all the same."""
        self.desk.add_pair("Meals", file=meals, table="Club/Meals")
        self.desk.add_pair("Recipes", file="recipes.csv", table="Club/Recipes")

    def id_of(self, name: str) -> str:
        return self.recipes.find(Name=name)

    def food(self, meal: str) -> list[str]:
        """The recipes' names that a meal links to in Airtable."""
        names = {r["id"]: r["fields"].get("Name") for r in self.recipes.records()}
        record = next(r for r in self.meals.records() if r["fields"].get("Name") == meal)
        return [str(names[record_id]) for record_id in record["fields"].get("Food", [])]

    def cells(self) -> dict[str, str]:
        return {row["Name"]: row["Food"] for row in self.desk.read("meals.csv")}

    def at_rest(self) -> None:
        """Another sync writes nothing."""
        before = (self.desk.folder / "meals.csv").read_bytes()
        since = len(self.desk.sandbox.requests)
        done = self.desk("sync")
        assert done.code == 0, done
        assert not [r for r in list(self.desk.sandbox.requests)[since:] if r.method in ("PATCH", "DELETE")]
        assert "written" not in done.out, done
        assert (self.desk.folder / "meals.csv").read_bytes() == before


@pytest.fixture
def kitchen(desk: Desk) -> Kitchen:
    return Kitchen(desk)


@pytest.fixture
def in_step(kitchen: Kitchen) -> Kitchen:
    kitchen.recipe_file(("Pasta", 20), ("Salad", 10), ("Fish, fried", 30))
    kitchen.meal_file(("Lunch", "Pasta; Salad"), ("Dinner", '"Fish, fried"'), ("Snack", ""))
    kitchen.add_pairs()
    done = kitchen.desk("sync")
    assert done.code == 0, done
    return kitchen


def test_keys_go_to_airtable_as_links(in_step: Kitchen) -> None:
    assert in_step.food("Lunch") == ["Pasta", "Salad"]
    assert in_step.food("Dinner") == ["Fish, fried"]
    assert in_step.cells() == {"Lunch": "Pasta; Salad", "Dinner": '"Fish, fried"', "Snack": ""}
    in_step.at_rest()


def test_links_come_as_keys(in_step: Kitchen) -> None:
    meals = in_step.meals
    meals.edit(meals.find(Name="Snack"), {"Food": [in_step.id_of("Fish, fried"), in_step.id_of("Salad")]})
    meals.add({"Name": "Brunch", "Food": [in_step.id_of("Pasta")]})
    assert in_step.desk("sync", "Meals").code == 0
    assert in_step.cells()["Snack"] == '"Fish, fried"; Salad'
    assert in_step.cells()["Brunch"] == "Pasta"
    in_step.at_rest()


def test_an_unknown_key_is_refused_by_name_and_the_rest_goes(in_step: Kitchen) -> None:
    desk = in_step.desk
    desk.replace("Lunch,Pasta; Salad", "Lunch,Pasta; Risotto", "meals.csv")
    desk.replace("Snack,", "Snack,Salad", "meals.csv")
    done = desk("sync", "Meals")
    assert done.code == 7
    assert "Risotto" in done.out
    assert "no key in Recipes" in done.out
    assert in_step.food("Lunch") == ["Pasta", "Salad"]
    assert in_step.food("Snack") == ["Salad"]
    in_step.recipe_file(("Pasta", 20), ("Salad", 10), ("Fish, fried", 30), ("Risotto", 40))
    assert desk("sync", "Meals").code == 7  # the recipe is a row here, and in Airtable only after its own pair's sync
    assert desk("sync").code == 0
    assert in_step.food("Lunch") == ["Pasta", "Risotto"]
    in_step.at_rest()


def test_an_ambiguous_key_is_refused_and_a_link_to_it_shows_the_id(in_step: Kitchen) -> None:
    desk = in_step.desk
    twin = in_step.recipes.add({"Name": "Stew", "Minutes": 1})
    assert desk("sync").code == 0
    desk.replace("Stew,1", "pot: Stew,1", "recipes.csv")
    assert desk("sync").code == 0
    other = in_step.recipes.add({"Name": "Stew", "Minutes": 2})
    assert desk("sync").code == 0
    with sqlite3.connect(next(desk.profile.rglob("state.sqlite"))) as db:  # no pair lets two records share a key
        db.execute("UPDATE memories SET airtable_values = local_values WHERE airtable_values = ''")
        db.execute("UPDATE memories SET local_values = replace(local_values, 'pot: Stew', 'Stew')")
    desk.replace("Snack,", "Snack,Stew", "meals.csv")
    done = desk("sync", "Meals")
    assert done.code == 7
    assert "“Stew”, which is the key of 2 records of Recipes" in done.out
    in_step.meals.edit(in_step.meals.find(Name="Dinner"), {"Food": [twin]})
    assert desk("sync", "Meals").code == 7
    assert in_step.cells()["Dinner"] == twin
    assert other not in in_step.cells().values()


def test_a_renamed_key_follows_without_an_echo(in_step: Kitchen) -> None:
    desk = in_step.desk
    in_step.recipes.edit(in_step.id_of("Pasta"), {"Name": "Spaghetti"})
    preview = desk("sync", "--dry-run")
    assert "Pasta" in (desk.folder / "meals.csv").read_text()
    assert preview.code == 0
    since = len(desk.sandbox.requests)
    done = desk("sync")
    assert done.code == 0, done
    assert in_step.cells()["Lunch"] == "Spaghetti; Salad"
    assert not [r for r in list(desk.sandbox.requests)[since:] if r.method == "PATCH"]
    assert in_step.food("Lunch") == ["Spaghetti", "Salad"]
    in_step.at_rest()


def test_keys_that_change_places_are_nobodys_edit(in_step: Kitchen) -> None:
    pasta, salad = in_step.id_of("Pasta"), in_step.id_of("Salad")
    in_step.recipes.edit(pasta, {"Name": "Salad"})
    in_step.recipes.edit(salad, {"Name": "Pasta"})
    in_step.meals.edit(in_step.meals.find(Name="Snack"), {"Food": [pasta]})
    assert in_step.desk("sync").code == 0
    assert in_step.cells() == {"Lunch": "Salad; Pasta", "Dinner": '"Fish, fried"', "Snack": "Salad"}
    assert in_step.food("Lunch") == ["Salad", "Pasta"]
    in_step.at_rest()


def test_a_new_record_under_a_former_key_is_another_one(in_step: Kitchen) -> None:
    desk = in_step.desk
    in_step.recipes.edit(in_step.id_of("Pasta"), {"Name": "Spaghetti"})
    in_step.recipes.add({"Name": "Pasta", "Minutes": 1})
    assert desk("sync").code == 0
    assert in_step.cells()["Lunch"] == "Spaghetti; Salad"
    desk.replace("Spaghetti; Salad", "Pasta; Salad", "meals.csv")  # now it means the new one
    assert desk("sync").code == 0
    assert in_step.food("Lunch") == ["Pasta", "Salad"]
    in_step.at_rest()


def test_a_deleted_record_keeps_its_name_in_cells_until_its_link_is_seen_to_be_gone(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a change feed a meal may be no news when Airtable takes a recipe out of it: then a full check tells."""
    desk = kitchen.desk
    desk.sandbox.switches.links_touch_other_side = False
    kitchen.recipe_file(("Pasta", 20), ("Salad", 10))
    kitchen.meal_file(("Lunch", "Pasta; Salad"))
    for name in ("Meals", "Recipes"):
        desk.add_pair(name, "--no-change-feed", file=f"{name.lower()}.csv", table=f"Club/{name}")
    assert desk("sync").code == 0
    monkeypatch.setattr(airtable_reading, "OVERLAP", timedelta(hours=-1))  # as if all that was made long ago
    pasta = kitchen.id_of("Pasta")
    kitchen.recipes.delete(pasta)
    desk.replace("Salad,10", "Greens,10", "recipes.csv")
    assert desk("sync", "Recipes", "--full").code == 0
    assert desk("sync", "Meals").code == 0
    assert kitchen.cells() == {"Lunch": "Pasta; Greens"}
    assert pasta not in desk("explain", "Meals", "Lunch").out
    assert desk("sync", "Meals", "--full").code == 0
    assert kitchen.cells() == {"Lunch": "Greens"}
    kitchen.at_rest()


def test_a_rename_here_goes_the_same_way(in_step: Kitchen) -> None:
    desk = in_step.desk
    desk.replace("Pasta,20", "Noodles,20", "recipes.csv")
    desk.replace("Snack,", "Snack,Noodles", "meals.csv")
    assert desk("sync").code == 0
    assert in_step.food("Lunch") == ["Noodles", "Salad"]
    assert in_step.food("Snack") == ["Noodles"]
    assert in_step.cells()["Lunch"] == "Noodles; Salad"
    in_step.at_rest()


def test_a_deleted_record_takes_its_link_along(in_step: Kitchen) -> None:
    in_step.recipes.delete(in_step.id_of("Pasta"))
    assert in_step.desk("sync").code == 0
    assert in_step.cells()["Lunch"] == "Salad"
    in_step.at_rest()


def test_a_pair_that_comes_and_goes_takes_the_keys_along(kitchen: Kitchen) -> None:
    desk = kitchen.desk
    kitchen.recipes.add({"Name": "Pasta", "Minutes": 20})
    kitchen.meals.add({"Name": "Lunch", "Food": [kitchen.id_of("Pasta")]})
    kitchen.meal_file()
    kitchen.recipe_file()
    desk.add_pair("Meals", file="meals.csv", table="Club/Meals")
    assert desk("sync", "--yes").code == 0
    assert kitchen.cells() == {"Lunch": kitchen.id_of("Pasta")}
    assert "record ids" in desk("pair", "show", "Meals").out
    desk.add_pair("Recipes", file="recipes.csv", table="Club/Recipes")
    assert desk("sync").code == 0
    assert kitchen.cells() == {"Lunch": "Pasta"}
    assert "keys of Recipes" in desk("pair", "show", "Meals").out
    kitchen.at_rest()
    assert desk("pair", "remove", "Recipes").code == 0
    assert desk("sync").code == 0
    assert kitchen.cells() == {"Lunch": kitchen.id_of("Pasta")}
    kitchen.at_rest()


def test_a_conflict_shows_keys_and_takes_them(in_step: Kitchen) -> None:
    desk = in_step.desk
    desk.replace("Lunch,Pasta; Salad", "Lunch,Pasta", "meals.csv")
    in_step.meals.edit(in_step.meals.find(Name="Lunch"), {"Food": [in_step.id_of("Salad")]})
    assert desk("sync").code == 3
    listed = desk("conflicts")
    assert "Salad" in listed.out
    assert "rec" not in re.sub(r"record", "", listed.out.lower())
    conflict = desk("conflicts", "--json").items[0]["id"]
    assert "no key in Recipes" in desk("resolve", conflict, "--set", "Food=Risotto").sentence
    done = desk("resolve", conflict, "--set", 'Food=Salad; "Fish, fried"')
    assert done.code == 0, done
    assert in_step.food("Lunch") == ["Salad", "Fish, fried"]
    assert in_step.cells()["Lunch"] == 'Salad; "Fish, fried"'
    in_step.at_rest()


def test_undo_puts_links_back(in_step: Kitchen) -> None:
    desk = in_step.desk
    desk.replace("Lunch,Pasta; Salad", "Lunch,Salad", "meals.csv")
    assert desk("sync", "Meals").code == 0
    run = desk("history", "Meals", "--json").items[0]["id"]
    assert "Pasta, Salad" in desk("undo", str(run), "--dry-run").out
    assert desk("undo", str(run)).code == 0
    assert in_step.food("Lunch") == ["Pasta", "Salad"]


def test_tables_that_link_to_each_other(kitchen: Kitchen) -> None:
    desk = kitchen.desk
    desk.write(("Pasta", "Lunch"), ("Salad", ""), heads=("Name", "Meals"), name="recipes.csv")
    kitchen.meal_file(("Lunch", "Salad"), ("Dinner", "Pasta, Nothing"))
    kitchen.add_pairs()
    first = desk("sync")
    assert first.code == 7, first
    assert "not in Airtable yet" in first.out
    assert "“Nothing”" in first.out
    kitchen.desk.replace(", Nothing", "", "meals.csv")
    assert desk("sync").code == 0
    assert desk("sync").code == 0
    assert kitchen.food("Lunch") == ["Salad", "Pasta"] or kitchen.food("Lunch") == ["Pasta", "Salad"]
    assert kitchen.food("Dinner") == ["Pasta"]
    kitchen.at_rest()


def test_a_table_that_links_to_itself(desk: Desk) -> None:
    base = desk.sandbox.base("Club")
    tasks = base.add_table("Tasks", [("Name", "singleLineText")])
    tasks.add_field("Parent", "multipleRecordLinks", {"linkedTableId": tasks.id})
    desk.write(("Roof", ""), ("Tiles", "Roof"), heads=("Name", "Parent"), name="tasks.csv")
    desk.add_pair("Tasks", file="tasks.csv", table="Club/Tasks")
    first = desk("sync")
    assert first.code == 0, first
    assert "Parent" in first.out
    assert desk("sync").code == 0
    assert next(r for r in tasks.records() if r["fields"]["Name"] == "Tiles")["fields"]["Parent"] == [
        tasks.find(Name="Roof")
    ]
    assert "nothing to write" in desk("sync").out


class SqliteKind(Kind):
    source = "people.db#people"

    def write(self, *people: Any) -> None:
        with sqlite3.connect(self.path) as db:
            db.execute("CREATE TABLE people (Name TEXT PRIMARY KEY, Age INT, City TEXT, Tags TEXT)")
            for person in people:
                tags = json.dumps(person["Tags"]) if person["Tags"] else None
                db.execute("INSERT INTO people VALUES (?, ?, ?, ?)", (person["Name"], person["Age"], "", tags))
        db.close()

    def people(self) -> Any:
        with sqlite3.connect(self.path) as db:
            rows = db.execute("SELECT Name, Tags FROM people").fetchall()
        db.close()
        return {name: {"Tags": json.loads(tags)} if tags else {} for name, tags in rows}


@pytest.mark.parametrize("kind", [JsonKind, MapKind, LinesKind, WorkbookKind, NotesKind, SqliteKind])
def test_every_kind_of_table_shows_keys(kind: type[Kind], desk: Desk) -> None:
    base = desk.sandbox.base("Club")
    groups: TableHandle = base.add_table("Groups", [("Name", "singleLineText"), ("Size", "number")])
    people = base.add_table(
        "Guests",
        [("Name", "singleLineText"), ("Age", "number"), ("Tags", "multipleRecordLinks", {"linkedTableId": groups.id})],
    )
    desk.write(("choir", 3), ("a, b", 4), heads=("Name", "Size"), name="groups.csv")
    file = kind(desk.folder)
    file.write(
        {"Name": "Ada", "Age": 36, "City": "", "Tags": ["choir", "a, b"] if kind is not WorkbookKind else ["choir"]},
        {"Name": "Ben", "Age": 41, "City": "", "Tags": []},
    )
    renamed = ("--map", "key=Name") if kind is MapKind else ()
    desk.add_pair("Guests", *renamed, file=kind.source, table="Club/Guests")
    desk.add_pair("Groups", file="groups.csv", table="Club/Groups")
    done = desk("sync")
    assert done.code == 0, done
    by_name = {r["fields"]["Name"]: r for r in people.records()}
    assert groups.find(Name="choir") in by_name["Ada"]["fields"]["Tags"]
    people.edit(by_name["Ben"]["id"], {"Tags": [groups.find(Name="choir")]})
    groups.edit(groups.find(Name="choir"), {"Name": "band"})
    assert desk("sync").code == 0
    assert file.people()["Ben"]["Tags"] == ["band"]
    assert "band" in file.people()["Ada"]["Tags"]
    before = file.data()
    assert "written" not in desk("sync").out
    assert file.data() == before
