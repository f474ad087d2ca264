"""Every kind of file but CSV kept in step from the command line, through the real engine and a sandbox."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ruamel.yaml import YAML

from tests.cli.desk import Desk
from tests.local.test_xlsx_tables import with_results

ADA = {"Name": "Ada", "Age": 36, "City": "London", "Tags": ["vip"]}
BEN = {"Name": "Ben", "Age": 41, "City": "Rome", "Tags": []}
People = Mapping[str, Mapping[str, Any]]
"""Name → the values that are not blank."""


class Kind:
    """People in one kind of file, seen and edited from outside."""

    source = ""

    def __init__(self, folder: Path) -> None:
        self.path = folder / self.source.partition("#")[0]

    def write(self, *people: Mapping[str, Any]) -> None:
        """A new file."""
        raise NotImplementedError

    def people(self) -> People:
        """What is in it."""
        raise NotImplementedError

    def edit(self, name: str, **values: Any) -> None:
        """Change one person as another program would."""
        raise NotImplementedError

    def data(self) -> Any:
        """All bytes."""
        return self.path.read_bytes()


def _filled(person: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in person.items() if value not in (None, "", [])}


class JsonKind(Kind):
    source = "people.json#club.people"

    def write(self, *people: Mapping[str, Any]) -> None:
        self.path.write_text(json.dumps({"club": {"people": people, "rooms": 1.0}}, indent=2))

    def _whole(self) -> Any:
        return json.loads(self.path.read_text())

    def people(self) -> People:
        whole = self._whole()
        assert whole["club"]["rooms"] == 1.0
        return {person["Name"]: _filled(person) for person in whole["club"]["people"]}

    def edit(self, name: str, **values: Any) -> None:
        whole = self._whole()
        next(person for person in whole["club"]["people"] if person["Name"] == name).update(values)
        self.path.write_text(json.dumps(whole, indent=2))


class MapKind(Kind):
    """The names of members are the key."""

    source = "people.json#{}"

    def write(self, *people: Mapping[str, Any]) -> None:
        whole = {person["Name"]: {n: v for n, v in person.items() if n != "Name"} for person in people}
        self.path.write_text(json.dumps(whole, indent=1))

    def people(self) -> People:
        return {name: {"Name": name, **_filled(rest)} for name, rest in json.loads(self.path.read_text()).items()}

    def edit(self, name: str, **values: Any) -> None:
        whole = json.loads(self.path.read_text())
        whole[name].update(values)
        self.path.write_text(json.dumps(whole, indent=1))


class LinesKind(Kind):
    source = "people.jsonl"

    def write(self, *people: Mapping[str, Any]) -> None:
        self.path.write_text("".join(json.dumps(person) + "\n" for person in people))

    def _lines(self) -> list[Any]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    def people(self) -> People:
        return {person["Name"]: _filled(person) for person in self._lines()}

    def edit(self, name: str, **values: Any) -> None:
        self.write(*({**person, **values} if person["Name"] == name else person for person in self._lines()))


class WorkbookKind(Kind):
    source = "people.xlsx#People"

    def write(self, *people: Mapping[str, Any]) -> None:
        book = openpyxl.Workbook()
        book["Sheet"]["A1"] = "=1+1"
        sheet = book.create_sheet("People")
        sheet.append(list(ADA))
        for person in people:
            sheet.append([_cell(person[name]) for name in ADA])
        book.save(self.path)

    def people(self) -> People:
        names, *rows = openpyxl.load_workbook(self.path)["People"].iter_rows(values_only=True)
        people = [dict(zip(map(str, names), row, strict=True)) for row in rows if any(row)]
        return {
            str(person["Name"]): _filled(
                {**person, "Tags": [tag for tag in str(person["Tags"] or "").split(", ") if tag]}
            )
            for person in people
        }

    def edit(self, name: str, **values: Any) -> None:
        book = openpyxl.load_workbook(self.path)
        sheet = book["People"]
        heads = [cell.value for cell in sheet[1]]
        row = next(cell.row for cell in sheet["A"] if cell.value == name)
        for head, value in values.items():
            sheet.cell(row, heads.index(head) + 1, _cell(value))
        book.save(self.path)


class NotesKind(Kind):
    source = "people/"

    def write(self, *people: Mapping[str, Any]) -> None:
        self.path.mkdir(exist_ok=True)
        for person in people:
            text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in person.items())
            (self.path / f"{person['Name']}.md").write_text(f"---\n{text}# mine\n---\n# Notes\n")

    def people(self) -> People:
        notes = [YAML(typ="safe").load(path.read_text().split("---")[1]) for path in self.path.iterdir()]
        return {note["Name"]: _filled(note) for note in notes}

    def edit(self, name: str, **values: Any) -> None:
        path = self.path / f"{name}.md"
        text = path.read_text()
        for head, value in values.items():
            text = re.sub(rf"^{head}:.*$", f"{head}: {json.dumps(value)}", text, flags=re.MULTILINE)
        path.write_text(text)

    def data(self) -> Any:
        return {path.name: path.read_bytes() for path in self.path.iterdir()}


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


KINDS: list[type[Kind]] = [JsonKind, MapKind, LinesKind, WorkbookKind, NotesKind]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest, desk: Desk) -> Kind:
    found: Kind = request.param(desk.folder)
    found.write(ADA, BEN)
    return found


def in_step(desk: Desk, kind: Kind) -> None:
    desk.add_pair("People", *(("--map", "key=Name") if isinstance(kind, MapKind) else ()), file=kind.source)
    done = desk("sync")
    assert done.code == 0, done
    rests(desk, kind)


def rests(desk: Desk, kind: Kind) -> None:
    """A further run writes nothing anywhere."""
    before, there = kind.data(), desk.people.records()
    done = desk("sync")
    assert done.code == 0, done
    assert (kind.data(), desk.people.records()) == (before, there)


def test_both_sides_get_what_the_other_has(desk: Desk, kind: Kind) -> None:
    desk.people.add({"Name": "Cleo", "Age": 29, "Tags": ["vip", "new"]})
    in_step(desk, kind)
    assert desk.airtable()["Ada"] == ADA
    assert kind.people() == {
        "Ada": ADA,
        "Ben": _filled(BEN),
        "Cleo": {"Name": "Cleo", "Age": 29, "Tags": ["vip", "new"]},
    }


def test_edits_travel_field_by_field_and_rows_go(desk: Desk, kind: Kind) -> None:
    in_step(desk, kind)
    kind.edit("Ada", Age=37)
    desk.edit("Ada", City="Oslo", Tags=["old"])
    desk.people.delete(desk.people.find(Name="Ben"))
    assert desk("sync").code == 0
    ada = {"Name": "Ada", "Age": 37, "City": "Oslo", "Tags": ["old"]}
    assert kind.people() == desk.airtable() == {"Ada": ada}
    rests(desk, kind)


@pytest.mark.parametrize(("side", "city"), [("airtable", "Oslo"), ("local", "Paris")])
def test_a_conflict_is_settled_on_both_sides(desk: Desk, kind: Kind, side: str, city: str) -> None:
    in_step(desk, kind)
    kind.edit("Ada", City="Paris")
    desk.edit("Ada", City="Oslo")
    assert desk("sync").code == 3
    uid = str(desk("conflicts", "--json").items[0]["id"])
    done = desk("resolve", uid, "--take", side)
    assert done.code == 0, done
    assert kind.people()["Ada"]["City"] == desk.airtable()["Ada"]["City"] == city
    rests(desk, kind)


def test_a_table_that_is_gone_stops_the_sync_and_deletes_nothing(desk: Desk, kind: Kind) -> None:
    in_step(desk, kind)
    kind.path.rename(kind.path.with_name("elsewhere"))
    assert desk("sync").code == 4
    assert set(desk.airtable()) == {"Ada", "Ben"}


# -- notes by their names -------------------------------------------------------------------------------------------


@pytest.fixture
def notes(desk: Desk) -> NotesKind:
    """Notes that are known by their files' names."""
    found = NotesKind(desk.folder)
    found.path.mkdir()
    for person in (ADA, BEN):
        (found.path / f"{person['Name']}.md").write_text(f"---\nAge: {person['Age']}\n---\nHello\n")
    desk.add_pair("People", "--map", "file=Name", "--map", "body=Notes", file=found.source)
    assert desk("sync").code == 0
    return found


def test_a_person_renamed_in_airtable_is_a_file_renamed(desk: Desk, notes: NotesKind) -> None:
    assert desk.airtable()["Ada"] == {"Name": "Ada", "Age": 36, "Notes": "Hello"}
    desk.edit("Ada", Name="Ada Lovelace", Notes="Hello again\nand again")
    assert desk("sync").code == 0
    data = {"Ada Lovelace.md": b"---\nAge: 36\n---\nHello again\nand again\n", "Ben.md": b"---\nAge: 41\n---\nHello\n"}
    assert notes.data() == data
    rests(desk, notes)


def test_a_file_renamed_is_the_same_record_in_airtable(desk: Desk, notes: NotesKind) -> None:
    record = desk.people.find(Name="Ada")
    (notes.path / "Ada.md").rename(notes.path / "Ada Lovelace.md")
    assert desk("sync").code == 0
    assert desk.people.find(Name="Ada Lovelace") == record
    rests(desk, notes)


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", ".evil", "a/b", "con"])
def test_a_name_that_leads_out_of_the_folder_waits_in_the_queue(desk: Desk, notes: NotesKind, name: str) -> None:
    before = notes.data()
    desk.edit("Ada", Name=name)
    desk.people.add({"Name": f"{name}."})
    desk.edit("Ben", Age=42)
    done = desk("sync")
    assert done.code == 7, done
    assert notes.data() == before | {"Ben.md": b"---\nAge: 42\n---\nHello\n"}
    assert [path.name for path in desk.folder.rglob("*evil*")] == []
    assert len(desk("queue", "--json").items) == 2


# -- formulas -------------------------------------------------------------------------------------------------------


def test_a_formulas_cell_is_pushed_and_never_written(desk: Desk) -> None:
    path = desk.folder / "people.xlsx"
    book = openpyxl.Workbook()
    book["Sheet"].append(["Name", "Age"])
    book["Sheet"].append(["Ada", "=30+6"])
    book.save(path)
    with_results(path, {"30+6": "36"})
    desk.add_pair(file="people.xlsx#Sheet")
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"] == {"Name": "Ada", "Age": 36}
    desk.edit("Ada", Age=99)
    done = desk("sync")
    assert done.code == 7, done
    assert "is computed by a formula in the sheet" in desk("queue").out
    assert openpyxl.load_workbook(path)["Sheet"]["B2"].value == "=30+6"


def test_formulas_from_airtable_sleep_in_a_csv_if_the_pair_says_so(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair("People", "--escape-formulas")
    desk.people.add({"Name": "=1+1", "Notes": "@x"})
    assert desk("sync").code == 0
    assert [row["Name"] for row in desk.read()] == ["Ada", "'=1+1"]
    text = (desk.folder / "people.csv").read_bytes()
    assert desk("sync").code == 0
    assert (desk.folder / "people.csv").read_bytes() == text
    assert set(desk.airtable()) == {"Ada", "=1+1"}


def test_yesterday_leaving_a_rolling_file_is_no_deletion(desk: Desk) -> None:
    """A file of today only, overwritten each day, with the same values as it happens."""
    file = desk.folder / "today.json"
    file.write_text('[{"Name": "2026-05-12", "Age": 3}]')
    desk.add_pair("Today", "--rolling", file="today.json")
    assert desk("sync").code == 0
    file.write_text('[{"Name": "2026-05-13", "Age": 3}]')
    done = desk("sync")
    assert done.code == 0
    assert (
        "2026-05-12 has left the local table by itself, and stays in Airtable."
        in desk("sync", "--dry-run").out + done.out
    )
    assert {name: r["Age"] for name, r in desk.airtable().items()} == {"2026-05-12": 3, "2026-05-13": 3}
    desk.edit("2026-05-12", Age=8)
    desk.edit("2026-05-13", Age=4)
    assert desk("sync").code == 0
    assert json.loads(file.read_text()) == [{"Name": "2026-05-13", "Age": 4}]
    assert desk.airtable()["2026-05-12"]["Age"] == 8
