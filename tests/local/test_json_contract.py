"""A JSON file keeps the contract of local tables, whatever its shape and style."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.local.json_table import JsonReading, JsonTable
from airsync_gui.sync.ports import LocalTable
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import instant_text
from tests.tables.contract import LocalTableContract


def raw(value: Value) -> Any:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return float(value) if isinstance(value, Decimal) else value


class TestJsonTable(LocalTableContract):
    """A list at the top, as ``json.dumps(…, indent=2)`` writes it."""

    name, place = "meals.json", ""
    style: Mapping[str, Any] = {"indent": 2}
    encoding, end = "utf-8", "\n"

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / self.name

    def around(self, rows: list[Any]) -> Any:
        return rows

    def within(self, whole: Any) -> list[Any]:
        return list(whole)

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> JsonTable:
        objects = [{name: raw(row.get(name)) for name in columns} for row in rows]
        text = json.dumps(self.around(objects), **self.style) + self.end
        self.path.write_bytes(text.encode(self.encoding))
        return JsonTable(self.path, self.place)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        whole = json.loads(self.path.read_bytes().decode(self.encoding))
        return [{name: str(value) for name, value in row.items()} for row in self.within(whole)]

    def edit_outside(self, table: LocalTable) -> None:
        text = self.path.read_bytes().decode(self.encoding)
        self.path.write_bytes(text.replace("Cake", "Pies").encode(self.encoding))

    def remove(self, table: LocalTable) -> None:
        self.path.unlink()


class TestJsonOnOneLine(TestJsonTable):
    style: Mapping[str, Any] = {"separators": (",", ":")}
    end = ""


class TestJsonInUtf16(TestJsonTable):
    encoding = "utf-16"
    style: Mapping[str, Any] = {"indent": "\t", "ensure_ascii": False}


class TestJsonDeepInAFile(TestJsonTable):
    place = "data.entries"
    style: Mapping[str, Any] = {"indent": 4, "ensure_ascii": False}

    def around(self, rows: list[Any]) -> Any:
        return {"version": 1, "data": {"before": [], "entries": rows, "after": None}}

    def within(self, whole: Any) -> list[Any]:
        assert (whole["version"], whole["data"]["before"], whole["data"]["after"]) == (1, [], None)
        return list(whole["data"]["entries"])


class TestJsonLines(TestJsonTable):
    name = "meals.jsonl"
    style: Mapping[str, Any] = {}

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> JsonTable:
        objects = [{name: raw(row.get(name)) for name in columns} for row in rows]
        self.path.write_text("".join(json.dumps(row) + "\n" for row in objects))
        return JsonTable(self.path)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        lines = self.path.read_text().splitlines()
        return [{name: str(value) for name, value in json.loads(line).items()} for line in lines]


class _KnownByName(JsonTable):
    """The contract's column ``Name`` is the name of a row."""

    def read(self, columns: Mapping[str, Field]) -> JsonReading:
        reading = super().read({"key" if name == "Name" else name: field for name, field in columns.items()})
        reading.columns = tuple("Name" if name == "key" else name for name in reading.columns)
        return reading


class TestJsonMap(TestJsonTable):
    """An object whose members are the rows."""

    place = "meals{}"
    style: Mapping[str, Any] = {"indent": 1}

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> JsonTable:
        super().make([name for name in columns if name != "Name"], rows)
        whole = json.loads(self.path.read_text())
        named = {str(row["Name"]): found for row, found in zip(rows, whole, strict=True)}
        self.path.write_text(json.dumps({"v": 1.0, "meals": named}, **self.style))
        return _KnownByName(self.path, self.place)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        whole = json.loads(self.path.read_text())
        assert whole["v"] == 1.0
        return [{"Name": n, **{k: str(v) for k, v in row.items()}} for n, row in whole["meals"].items()]
