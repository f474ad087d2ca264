"""A sheet of a workbook keeps the contract of local tables, whichever way its values are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from airsync_gui.local.lists import quoted_member
from airsync_gui.local.xlsx_table import XlsxTable
from airsync_gui.sync.ports import LocalTable
from airsync_gui.sync.records import Value
from tests.tables.contract import LocalTableContract


def raw(value: Value) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, tuple):
        return ", ".join(map(quoted_member, value))
    return float(value) if isinstance(value, Decimal) else value


class TestXlsxTable(LocalTableContract):
    """Days are days, boxes are true or false, numbers are numbers."""

    first_row, first_column = 1, 1

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "book.xlsx"

    def raw(self, value: Value) -> Any:
        return raw(value)

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> XlsxTable:
        book = openpyxl.Workbook()
        book.create_sheet("Other")["A1"] = "left alone"
        sheet = book.create_sheet("Meals")
        lines = [list(columns), *([self.raw(row.get(name)) for name in columns] for row in rows)]
        for number, line in enumerate(lines, self.first_row):
            for place, value in enumerate(line, self.first_column):
                sheet.cell(number, place, value)
        book.save(self.path)
        return XlsxTable(self.path, "Meals")

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        book = openpyxl.load_workbook(self.path)
        assert book["Other"]["A1"].value == "left alone"
        names, *rows = [
            row[self.first_column - 1 :]
            for row in book["Meals"].iter_rows(min_row=self.first_row, values_only=True)
            if any(value is not None for value in row)
        ]
        return [dict(zip(map(str, names), map(str, row), strict=True)) for row in rows]

    def edit_outside(self, table: LocalTable) -> None:
        book = openpyxl.load_workbook(self.path)
        book["Meals"].cell(self.first_row + 1, self.first_column, "Broth")
        book.save(self.path)

    def remove(self, table: LocalTable) -> None:
        self.path.unlink()


class TestXlsxOfTexts(TestXlsxTable):
    def raw(self, value: Value) -> Any:
        found = raw(value)
        if value is True:
            return "yes"
        return None if found is None else str(found)


class TestXlsxSomewhereInASheet(TestXlsxTable):
    first_row, first_column = 4, 3
