"""A table in an OpenClaw workspace, named as it is there, keeps the contract of local tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from airsync_gui.local.guarded_table import GuardedTable
from airsync_gui.local.sources import open_local_table
from airsync_gui.sync.ports import LocalTable
from airsync_gui.sync.records import Value
from tests.local.test_csv_contract import TestCsvTable as _Csv
from tests.local.test_json_contract import TestJsonTable as _Json


class _InWorkspace:
    """Where the file lies, whatever its kind."""

    path: Path
    name = ""

    @pytest.fixture(autouse=True)
    def _folder(self, _own_home: Path) -> None:
        self.path = _own_home / ".openclaw" / "workspace" / "data" / self.name
        self.path.parent.mkdir(parents=True)

    def opened(self) -> LocalTable:
        table = open_local_table(f"openclaw:data/{self.name}")
        assert isinstance(table, GuardedTable)
        return table


class TestOpenClawJson(_InWorkspace, _Json):
    name = "habits.json"

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> LocalTable:  # type: ignore[override]
        super().make(columns, rows)
        return self.opened()


class TestOpenClawCsv(_InWorkspace, _Csv):
    name = "habits.csv"

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> LocalTable:  # type: ignore[override]
        super().make(columns, rows)
        return self.opened()
