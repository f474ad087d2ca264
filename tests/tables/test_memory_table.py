"""The in-memory table keeps the contract, so that the engine's tests may trust it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from airsync_gui.errors import ChangedUnderneath, InvalidValue, TableNotWritable
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.records import CellProblem, Value
from tests.fakes.table import MemoryLocalTable
from tests.tables.contract import BREAD, COLUMNS, FIELDS, SOUP, LocalTableContract


class TestMemoryTable(LocalTableContract):
    stable = False

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> MemoryLocalTable:
        cut = [{name: value for name, value in row.items() if name in columns} for row in rows]
        return MemoryLocalTable(columns, cut, stable_row_ids=self.stable)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        assert isinstance(table, MemoryLocalTable)
        return [{name: str(value) for name, value in cells.items()} for cells in table.contents()]

    def edit_outside(self, table: LocalTable) -> None:
        assert isinstance(table, MemoryLocalTable)
        table.edit(2, Name="Gateau")

    def remove(self, table: LocalTable) -> None:
        assert isinstance(table, MemoryLocalTable)
        table.missing = True


class TestMemoryTableWithPrimaryKey(TestMemoryTable):
    stable = True


@pytest.fixture
def table() -> MemoryLocalTable:
    return MemoryLocalTable(COLUMNS, [SOUP, BREAD])


def _rename(table: MemoryLocalTable) -> Sequence[object]:
    reading = table.read(FIELDS)
    return reading.write([LocalChange("update", row.row_id, {"fldName": "New"}) for row in reading.rows])


def test_it_can_move_just_before_a_write(table: MemoryLocalTable) -> None:
    table.moves_before_writes = 1
    with pytest.raises(ChangedUnderneath):
        _rename(table)
    _rename(table)
    assert (table.writes, table.reads) == (1, 2)


def test_it_can_be_read_only(table: MemoryLocalTable) -> None:
    table.not_writable = True
    with pytest.raises(TableNotWritable):
        _rename(table)
    assert table.contents()[0]["Name"] == "Soup"


def test_it_can_refuse_a_change(table: MemoryLocalTable) -> None:
    table.refuses = lambda change: "is refused" if change.row_id and change.row_id.endswith("/1") else None
    reading = table.read(FIELDS)
    results = reading.write([LocalChange("update", row.row_id, {"fldName": "New"}) for row in reading.rows])
    assert isinstance(results[0].refused, InvalidValue)
    assert [cells["Name"] for cells in table.contents()] == ["Soup", "New"]


def test_it_can_have_cells_and_rows_that_cant_be_read(table: MemoryLocalTable) -> None:
    problem = CellProblem("invalid", "abc", "is not a number")
    table.row(1).problems["Price"] = problem
    table.row(2).malformed = "has 3 cells"
    soup, bread = table.read(FIELDS).rows
    assert soup.problems == {"fldPrice": problem}
    assert "fldPrice" not in soup.values
    assert (bread.malformed, bread.values) == ("has 3 cells", {})
