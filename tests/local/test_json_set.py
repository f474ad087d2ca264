"""JSON files with an object each, named by a pattern: they keep the contract, and each file stays its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from airsync_gui.errors import ChangedUnderneath, InvalidValue
from airsync_gui.local.json_set import JsonSetReading, JsonSetTable
from airsync_gui.local.sources import open_local_table, tables_in
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from tests.local.test_json_contract import raw
from tests.local.test_notes_tables import HOSTILE
from tests.tables.contract import LocalTableContract

DAY = Field("fldDay", "date", "date")
KCAL = Field("fldKcal", "totals.kcal", "number")
FILE = Field("fldFile", "file", "singleLineText")
FIELDS = {"date": DAY, "totals.kcal": KCAL, "file": FILE}


class TestJsonSet(LocalTableContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "meals"
        self.folder.mkdir()

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> LocalTable:
        for number, row in enumerate(rows):
            whole = {name: raw(row.get(name)) for name in columns}
            (self.folder / f"meal_{number}.json").write_text(json.dumps(whole, indent=2) + "\n")
        return _WithoutFile(self.folder / "meal_*.json")

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        files = sorted(self.folder.glob("meal_*.json"))
        return [{name: str(v) for name, v in json.loads(file.read_text()).items()} for file in files]

    def edit_outside(self, table: LocalTable) -> None:
        file = self.folder / "meal_1.json"
        file.write_text(file.read_text().replace("Cake", "Pies"))

    def remove(self, table: LocalTable) -> None:
        self.folder.rename(self.folder.with_name("gone"))


class _WithoutFile(JsonSetTable):
    """The contract names all columns of a table; the file's name is one more, where there is a file."""

    def read(self, columns: Mapping[str, Field]) -> JsonSetReading:
        reading = super().read(columns)
        reading.columns = tuple(name for name in reading.columns if name != "file")
        return reading


@pytest.fixture
def days(tmp_path: Path) -> Path:
    for day, kcal in (("2026-05-12", 1800), ("2026-05-13", 2100)):
        text = f'{{"date": "{day}", "meals": [{{"type": "lunch"}}], "totals": {{"kcal": {kcal}}}}}\n'
        (tmp_path / f"day_{day}.json").write_text(text)
    (tmp_path / "other.json").write_text("[]")
    (tmp_path / ".day_hidden.json").write_text("{}")
    return tmp_path / "day_*.json"


def test_each_file_is_a_row_and_its_name_a_column(days: Path) -> None:
    reading = open_local_table(str(days)).read(FIELDS)
    assert [row.values for row in reading.rows] == [
        {"fldDay": date(2026, 5, 12), "fldKcal": Decimal(1800), "fldFile": "2026-05-12"},
        {"fldDay": date(2026, 5, 13), "fldKcal": Decimal(2100), "fldFile": "2026-05-13"},
    ]
    assert [row.label for row in reading.rows] == ["day_2026-05-12.json", "day_2026-05-13.json"]
    assert [info.name for info in tables_in(str(days))] == [""]


def test_a_change_touches_its_file_alone(days: Path) -> None:
    reading = open_local_table(str(days)).read(FIELDS)
    other = days.with_name("day_2026-05-13.json").stat()
    reading.write([LocalChange("update", reading.rows[0].row_id, {"fldKcal": Decimal(1850)})])
    text = '{"date": "2026-05-12", "meals": [{"type": "lunch"}], "totals": {"kcal": 1850}}\n'
    assert days.with_name("day_2026-05-12.json").read_text() == text
    assert days.with_name("day_2026-05-13.json").stat() == other


def test_a_new_row_is_a_file_named_as_the_others_are(days: Path) -> None:
    reading = open_local_table(str(days)).read({"date": DAY, "totals.kcal": KCAL})
    reading.write([LocalChange("create", None, {"fldDay": date(2026, 5, 14), "fldKcal": Decimal(5)})])
    made = days.with_name("day_2026-05-14.json")
    assert json.loads(made.read_text()) == {"date": "2026-05-14", "totals": {"kcal": 5}}
    reading.write([LocalChange("delete", reading.rows[0].row_id)])
    assert sorted(path.name for path in days.parent.glob("day_*")) == ["day_2026-05-13.json", "day_2026-05-14.json"]


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "2026-05-12", "2026-05-12 "])
def test_no_name_leads_out_of_the_folder_or_over_another_file(days: Path, name: str) -> None:
    before = sorted(days.parent.parent.rglob("*"))
    reading = open_local_table(str(days)).read(FIELDS)
    [result] = reading.write([LocalChange("create", None, {"fldFile": name})])
    assert isinstance(result.refused, InvalidValue)
    assert sorted(days.parent.parent.rglob("*")) == before


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_name_becomes_a_file_of_a_pattern(tmp_path: Path, name: str) -> None:
    """Where the pattern adds nothing to it: devices of Windows, marks of direction, and ways out."""
    folder = tmp_path / "days"
    folder.mkdir()
    (folder / "x.json").write_text('{"date": "2026-05-12"}')
    before = sorted(tmp_path.rglob("*"))
    [result] = open_local_table(f"{folder}/*.json").read(FIELDS).write([LocalChange("create", None, {"fldFile": name})])
    assert isinstance(result.refused, InvalidValue)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_is_not_renamed(days: Path) -> None:
    reading = open_local_table(str(days)).read(FIELDS)
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"fldFile": "x"})])
    assert isinstance(result.refused, InvalidValue)


@pytest.mark.parametrize("text", ["", "{", "[1]", "\ud800"])
def test_a_file_that_can_not_be_read_is_a_row_that_can_not_be_read(days: Path, text: str) -> None:
    days.with_name("day_x.json").write_text(text, errors="surrogatepass")
    rows = open_local_table(str(days)).read(FIELDS).rows
    assert [bool(row.malformed) for row in rows] == [False, False, True]
    assert str(rows[2].malformed).startswith("day_x.json ")


def test_a_file_that_comes_or_goes_means_reading_again(days: Path) -> None:
    reading = open_local_table(str(days)).read(FIELDS)
    days.with_name("day_2026-05-14.json").write_text("{}")
    with pytest.raises(ChangedUnderneath):
        reading.write([LocalChange("update", reading.rows[0].row_id, {"fldKcal": None})])
