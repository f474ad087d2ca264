"""People's hands on both sides: a file and a database edited here, records edited in Airtable's own window."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener


class InAirtable:
    """One table of the sandbox, through its side door; records are named by the value of their key field."""

    def __init__(self, url: str, base: str, table: str, key: str) -> None:
        self._url, self._key = url, key
        self._place = {"base": base, "table": table}
        self._ids: dict[str, str] = {}
        self._opener = build_opener(ProxyHandler({}))  # this computer needs no proxy, whatever the environment says

    def records(self) -> list[dict[str, Any]]:
        """Field name → value of every record, in the order of their ids."""
        base = next(base for base in self._ask("state")["bases"] if base["name"] == self._place["base"])
        table = next(table for table in base["tables"] if table["name"] == self._place["table"])
        self._ids = {record["fields"].get(self._key, ""): record["id"] for record in table["records"]}
        return [dict(record["fields"]) for record in table["records"]]

    def add(self, fields: Mapping[str, Any]) -> None:
        """A new record."""
        self._ask("add", {"fields": fields})

    def edit(self, name: str, fields: Mapping[str, Any]) -> None:
        """Other values for some fields of a record; KeyError where there is no such record."""
        self._ask("edit", {"id": self._id(name), "fields": fields})

    def delete(self, name: str) -> None:
        """Take a record away; KeyError where there is none."""
        self._ask("delete", {"id": self._id(name)})

    def _id(self, name: str) -> str:
        if name not in self._ids:
            self.records()
        return self._ids[name]

    def _ask(self, what: str, body: Mapping[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps({**self._place, **body}).encode()
        request = Request(f"{self._url}/_sandbox/{what}", data, {"Content-Type": "application/json"})
        with self._opener.open(request) as answer:
            return json.load(answer)


class InFile:
    """A CSV as a text editor or spreadsheet changes it; rows are named by their key column."""

    def __init__(self, path: Path, key: str) -> None:
        self.path, self._key = path, key

    def write(self, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
        """The whole file anew."""
        with self.path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)

    def read(self) -> tuple[list[str], list[dict[str, str]]]:
        """Columns, and rows as column → cell."""
        with self.path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
        return list(reader.fieldnames or ()), rows

    def add(self, cells: Mapping[str, str]) -> None:
        """A new last row."""
        columns, rows = self.read()
        self.write(columns, [*rows, cells])

    def edit(self, name: str, cells: Mapping[str, str]) -> dict[str, str]:
        """Other texts for some cells of a row; how it was before. KeyError where there is no such row."""
        columns, rows = self.read()
        row = {row[self._key]: row for row in rows}[name]
        before = dict(row)
        row |= cells
        self.write(columns, rows)
        return before


class InDatabase:
    """A table of an SQLite database as the program that owns it writes there; rows are named by their key column.

    Names of tables and columns are the demo's own, and stand in the statements as they are.
    """

    def __init__(self, path: Path, table: str, key: str) -> None:
        self.path, self._table, self._key = path, table, key

    def make(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """The database with its table, and rows in it."""
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute(statement)
        for row in rows:
            self.add(row)

    def add(self, values: Mapping[str, Any]) -> None:
        """A new row."""
        columns, marks = ", ".join(values), ", ".join("?" for _ in values)
        self._do(f"INSERT INTO {self._table} ({columns}) VALUES ({marks})", *values.values())  # noqa: S608 - our own

    def edit(self, name: str, values: Mapping[str, Any]) -> None:
        """Other values for some columns of a row; KeyError where there is no such row."""
        changes = ", ".join(f"{column} = ?" for column in values)
        statement = f"UPDATE {self._table} SET {changes} WHERE {self._key} = ?"  # noqa: S608 - our own
        if not self._do(statement, *values.values(), name):
            raise KeyError(name)

    def _do(self, statement: str, *values: Any) -> int:
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(statement, values).rowcount
