"""A CSV file keeps the contract of local tables, whatever its delimiter, line ends and encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import pytest

from airsync_gui.local.csv_table import CsvTable
from airsync_gui.local.lists import quoted_member
from airsync_gui.sync.ports import LocalTable
from airsync_gui.sync.records import Value
from airsync_gui.sync.values import instant_text
from tests.tables.contract import LocalTableContract


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(map(quoted_member, value))
    return {None: "", True: "true"}.get(value, str(value))  # type: ignore[arg-type]


class TestCsvTable(LocalTableContract):
    name = "meals.csv"
    delimiter, line_end, encoding = ",", "\n", "utf-8"
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / self.name

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> CsvTable:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end, quoting=self.quoting)
        writer.writerow(columns)
        writer.writerows([_text(row.get(name)) for name in columns] for row in rows)
        self.path.write_bytes(text.getvalue().encode(self.encoding))
        return CsvTable(self.path)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        text = self.path.read_bytes().decode(self.encoding)
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=self.delimiter))

    def edit_outside(self, table: LocalTable) -> None:
        data = self.path.read_bytes()
        self.path.write_bytes(data.replace("Cake".encode(self.encoding)[-8:], "Pies".encode(self.encoding)[-8:]))

    def remove(self, table: LocalTable) -> None:
        self.path.unlink()


class TestCsvFromExcelInGerman(TestCsvTable):
    delimiter, line_end, encoding = ";", "\r\n", "cp1252"
    quoting = csv.QUOTE_MINIMAL


class TestTsv(TestCsvTable):
    name, delimiter = "meals.tsv", "\t"


class TestCsvInUtf16(TestCsvTable):
    delimiter, line_end, encoding = "\t", "\r\n", "utf-16"
    quoting = csv.QUOTE_MINIMAL


class TestCsvWithMarkAndQuotesEverywhere(TestCsvTable):
    delimiter, line_end, encoding = ",", "\r\n", "utf-8-sig"
    quoting = csv.QUOTE_ALL


class TestCsvWithPipes(TestCsvTable):
    delimiter, line_end, encoding = "|", "\r", "utf-8"
    quoting = csv.QUOTE_NONNUMERIC
