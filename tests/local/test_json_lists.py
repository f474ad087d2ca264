"""Lists in JSON files named by a pattern: they keep the contract of tables, and each file keeps all else in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from airsync_gui.errors import ChangedUnderneath, InvalidValue
from airsync_gui.local.json_lists import JsonListsReading, JsonListsTable
from airsync_gui.local.sources import absolute_source, open_local_table
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from tests.local.test_json_contract import raw
from tests.tables.contract import LocalTableContract

FIELDS = {
    "file": Field("fldDay", "Day", "date"),
    "type": Field("fldType", "Type", "singleLineText"),
    "kcal": Field("fldKcal", "Kcal", "number", {"precision": 1}),
}
LUNCH = '{"date": "2026-05-12", "meals": [{"type": "lunch", "kcal": 540.0, "items": [1]}], "totals": {"kcal": 540}}\n'
TWO = '{"date": "2026-05-13",\n "meals": [\n  {"type": "lunch", "kcal": 1},\n  {"type": "dinner"}\n ]}'


class _InOneFile(JsonListsTable):
    """The contract names all columns of a table, and no file for a new row: there is one."""

    def read(self, columns: Mapping[str, Field]) -> JsonListsReading:
        reading = super().read(columns)
        reading.columns = tuple(name for name in reading.columns if name != "file")
        reading._file_named = lambda part: 0  # type: ignore[method-assign]
        return reading


class TestJsonLists(LocalTableContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.file = tmp_path / "meals" / "day_1.json"
        self.file.parent.mkdir()

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> LocalTable:
        whole = [{name: raw(row.get(name)) for name in columns} for row in rows]
        self.file.write_text(json.dumps({"v": 1.0, "data": {"meals": whole}}, indent=2))
        return _InOneFile(self.file.with_name("day_*.json"), "data.meals")

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        whole = json.loads(self.file.read_text())
        assert whole["v"] == 1.0
        return [{name: str(value) for name, value in row.items()} for row in whole["data"]["meals"]]

    def edit_outside(self, table: LocalTable) -> None:
        self.file.write_text(self.file.read_text().replace("Cake", "Pies"))

    def remove(self, table: LocalTable) -> None:
        self.file.parent.rename(self.file.parent.with_name("gone"))


@pytest.fixture
def days(tmp_path: Path) -> Path:
    (tmp_path / "day_2026-05-12.json").write_text(LUNCH)
    (tmp_path / "day_2026-05-13.json").write_text(TWO)
    return tmp_path / "day_*.json"


def source(days: Path) -> str:
    return absolute_source(f"{days}#meals")


def test_each_element_is_a_row_that_knows_its_file(days: Path) -> None:
    table = open_local_table(source(days))
    assert table.headers() == ["file", "type", "kcal", "items"]
    rows = table.read(FIELDS).rows
    assert [(str(r.values["fldDay"]), r.values["fldType"]) for r in rows] == [
        ("2026-05-12", "lunch"), ("2026-05-13", "lunch"), ("2026-05-13", "dinner")
    ]  # fmt: skip
    assert [row.label for row in rows] == [
        "day_2026-05-12.json, item 1", "day_2026-05-13.json, item 1", "day_2026-05-13.json, item 2"
    ]  # fmt: skip


def test_changes_go_each_to_its_file_and_to_nothing_else_in_it(days: Path) -> None:
    reading = open_local_table(source(days)).read(FIELDS)
    first, second, third = reading.rows
    day = third.values["fldDay"]
    results = reading.write(
        [
            LocalChange("update", first.row_id, {"fldKcal": Decimal(610)}),
            LocalChange("delete", second.row_id),
            LocalChange("update", third.row_id, {"fldKcal": Decimal(7)}),
            LocalChange("create", None, {"fldDay": day, "fldType": "tea", "fldKcal": Decimal(2)}),
        ]
    )
    assert [result.refused for result in results] == [None] * 4
    assert days.with_name("day_2026-05-12.json").read_text() == LUNCH.replace("540.0", "610")
    assert days.with_name("day_2026-05-13.json").read_text() == (
        '{"date": "2026-05-13",\n "meals": [\n  {"type": "dinner", "kcal": 7},\n  {"type": "tea", "kcal": 2}\n ]}'
    )
    again = open_local_table(source(days)).read(FIELDS).rows
    assert [row.values for row in again] == [results[0].row.values, results[2].row.values, results[3].row.values]  # type: ignore[union-attr]


def test_a_file_that_only_gets_new_rows_is_copied_too(days: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    reading = open_local_table(source(days)).read(FIELDS)
    assert isinstance(reading, JsonListsReading)
    changes = [
        LocalChange("create", None, {"fldDay": reading.rows[2].values["fldDay"], "fldType": "tea"}),
        LocalChange("create", None, {"fldType": "of no file"}),
        LocalChange("delete", "0:r99"),
    ]
    reading.copy_to(kept, changes)
    assert {path.name: path.read_text() for path in kept.iterdir()} == {"day_2026-05-13.json": TWO}


@pytest.mark.parametrize("name", ["fldDay", "fldType"])
def test_a_new_row_needs_a_file_that_is_there(days: Path, name: str) -> None:
    fields = {**FIELDS, "file": Field("fldDay", "Day", "singleLineText")}
    reading = open_local_table(source(days)).read(fields)
    [result] = reading.write([LocalChange("create", None, {name: "2026-05-14"})])
    assert isinstance(result.refused, InvalidValue)
    assert len(list(days.parent.iterdir())) == 2


def test_a_row_stays_in_its_file(days: Path) -> None:
    reading = open_local_table(source(days)).read(FIELDS)
    moved = {"fldDay": reading.rows[1].values["fldDay"]}
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, moved)])
    assert isinstance(result.refused, InvalidValue)


@pytest.mark.parametrize("text", ["", '{"meals": [{"type": "lun', '{"date": 1}', '{"meals": {}}'])
def test_a_file_that_can_not_be_read_is_a_row_that_can_not_be_read(days: Path, text: str) -> None:
    days.with_name("day_2026-05-12.json").write_text(text)
    rows = open_local_table(source(days)).read(FIELDS).rows
    assert [bool(row.malformed) for row in rows] == [True, False, False]
    assert str(rows[0].malformed).startswith("day_2026-05-12.json ")


def test_a_file_that_comes_means_reading_again(days: Path) -> None:
    reading = open_local_table(source(days)).read(FIELDS)
    days.with_name("day_2026-05-14.json").write_text('{"meals": []}')
    with pytest.raises(ChangedUnderneath):
        reading.write([LocalChange("update", reading.rows[0].row_id, {"fldKcal": None})])
