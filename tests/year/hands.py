"""What people do in a year: edits of both sides of three tables, whatever their kind; and what they leave locked."""

from __future__ import annotations

import csv
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from openpyxl import Workbook, load_workbook

from airsync_gui.sandbox import TableHandle

HEADS = ("Name", "City", "Count")
FIELDS: list[Any] = [("Name", "singleLineText"), ("City", "singleLineText"), ("Count", "number", {"precision": 0})]
CITIES = ("Bergen", "Lima", "Oslo", "Paris", "Rome", "Turin")
ROWS = 40


class Table(Protocol):
    """A local table in a person's hands; rows are known by their names."""

    source: str

    def names(self) -> list[str]:
        """Every row."""

    def edit(self, name: str, city: str) -> None:
        """Another city for one."""

    def add(self, name: str, city: str) -> None:
        """One more."""

    def delete(self, name: str) -> None:
        """One less."""


class CsvHand:
    """A CSV, rewritten at each edit."""

    def __init__(self, path: Path) -> None:
        self.path, self.source = path, str(path)
        self._write([[f"c{n}", CITIES[n % 6], str(n)] for n in range(ROWS)])

    def _rows(self) -> list[list[str]]:
        with self.path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]

    def _write(self, rows: list[list[str]]) -> None:
        with self.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS, *rows])

    def names(self) -> list[str]:
        return [row[0] for row in self._rows()]

    def edit(self, name: str, city: str) -> None:
        self._write([[row[0], city, row[2]] if row[0] == name else row for row in self._rows()])

    def add(self, name: str, city: str) -> None:
        self._write([*self._rows(), [name, city, "1"]])

    def delete(self, name: str) -> None:
        self._write([row for row in self._rows() if row[0] != name])


class SqliteHand:
    """A table of a database."""

    def __init__(self, path: Path) -> None:
        self.path, self.source = path, f"{path}#stock"
        self._do('CREATE TABLE stock ("Name" TEXT PRIMARY KEY, "City" TEXT, "Count" INTEGER)')
        for n in range(ROWS):
            self.add(f"s{n}", CITIES[n % 6])

    def _do(self, sql: str, *values: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(sql, values).fetchall()

    def names(self) -> list[str]:
        return [name for (name,) in self._do('SELECT "Name" FROM stock')]

    def edit(self, name: str, city: str) -> None:
        self._do('UPDATE stock SET "City" = ? WHERE "Name" = ?', city, name)

    def add(self, name: str, city: str) -> None:
        self._do("INSERT INTO stock VALUES (?, ?, 1)", name, city)

    def delete(self, name: str) -> None:
        self._do('DELETE FROM stock WHERE "Name" = ?', name)


class SheetHand:
    """A sheet of a workbook, which may be open in LibreOffice."""

    def __init__(self, path: Path) -> None:
        self.path, self.source = path, f"{path}#Items"
        self.lock = path.with_name(f".~lock.{path.name}#")
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Items"
        sheet.append(HEADS)
        for n in range(ROWS):
            sheet.append((f"x{n}", CITIES[n % 6], n))
        book.save(path)
        book.close()

    def names(self) -> list[str]:
        book = load_workbook(self.path)
        found = [str(row[0].value) for row in book["Items"].iter_rows(min_row=2) if row[0].value]
        book.close()
        return found

    def edit(self, name: str, city: str) -> None:
        book = load_workbook(self.path)
        for row in book["Items"].iter_rows(min_row=2):
            if row[0].value == name:
                row[1].value = city
        book.save(self.path)
        book.close()

    def add(self, name: str, city: str) -> None:
        book = load_workbook(self.path)
        book["Items"].append((name, city, 1))
        book.save(self.path)
        book.close()

    def delete(self, name: str) -> None:
        book = load_workbook(self.path)
        sheet = book["Items"]
        for number, row in enumerate(sheet.iter_rows(min_row=2), start=2):
            if row[0].value == name:
                sheet.delete_rows(number)
                break
        book.save(self.path)
        book.close()


class Hands:
    """Both sides of one pair, and dice.

    Attributes:
        away: nobody edits here just now.
    """

    def __init__(self, here: Table, there: TableHandle, dice: random.Random) -> None:
        self.here, self.there, self.away = here, there, False
        self._dice = dice
        self._made = 0

    def _name(self) -> str:
        self._made += 1
        return f"new {self._made} {self._dice.randrange(10**6)}"

    def edit_here(self) -> None:
        if not self.away and (names := self.here.names()):
            self.here.edit(self._dice.choice(names), self._dice.choice(CITIES))

    def edit_there(self) -> None:
        if records := self.there.records():
            self.there.edit(self._dice.choice(records)["id"], {"City": self._dice.choice(CITIES)})

    def edit_both(self) -> None:
        """The same cell, at once."""
        known = {record["fields"].get("Name"): record["id"] for record in self.there.records()}
        names = [name for name in self.here.names() if name in known] if not self.away else []
        if names:
            name, (here, there) = self._dice.choice(names), self._dice.sample(CITIES, 2)
            self.here.edit(name, here)
            self.there.edit(known[name], {"City": there})

    def renew_here(self) -> None:
        """A row comes, and where there are enough, one goes."""
        if not self.away:
            self.here.add(self._name(), self._dice.choice(CITIES))
            if len(names := self.here.names()) > ROWS:
                self.here.delete(self._dice.choice(names))

    def renew_there(self) -> None:
        """The same in Airtable."""
        self.there.add({"Name": self._name(), "City": self._dice.choice(CITIES), "Count": 1})
        if len(records := self.there.records()) > ROWS:
            self.there.delete(self._dice.choice(records)["id"])
