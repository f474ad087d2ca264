"""A table of people in every kind of local table, seen and edited from outside, and what can go wrong with each."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ruamel.yaml import YAML

from airsync_gui.local.sql_sqlite import SqliteFile
from tests.fakes.servers import Server

People = Mapping[str, str]
"""Name → city."""


class Kind:
    """People in one kind of table.

    Attributes:
        source: what a pair of it is made with.
        said: how a message names it.
    """

    part = ""
    renames: Mapping[str, str] = {}
    is_database = False
    large = "Oslo"
    """A city that takes more room than there is on a full disk."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @property
    def source(self) -> str:
        return f"{self.place}{self.part}"

    @property
    def said(self) -> str:
        return self.place.name

    def write(self, people: People) -> None:
        """A table of these, in place of what was there, as another program makes it."""
        raise NotImplementedError

    def people(self) -> dict[str, str]:
        """What is in it."""
        raise NotImplementedError

    def leftovers(self) -> list[str]:
        """What lies in its folder and is not its own."""
        return sorted(path.name for path in self.place.parent.iterdir() if path != self.place)

    def take_away(self) -> None:
        """Let it be gone."""
        self.place.unlink()

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Half of it is written so far."""
        whole = self.place.read_bytes()
        self.place.write_bytes(whole[: len(whole) * 4 // 5])
        yield
        self.place.write_bytes(whole)

    @contextmanager
    def full_disk(self, after: int = 0) -> Iterator[None]:
        """No room for anything new in its folder, but for so many files."""
        fsync, left = os.fsync, [after]

        def no_room(number: int) -> None:
            path = Path(f"/proc/self/fd/{number}").readlink()
            if self.place.parent in path.parents and path.is_file():
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            fsync(number)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", no_room)
            yield

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nobody may write it."""
        self.place.chmod(0o444)
        yield
        self.place.chmod(0o644)


class Csv(Kind):
    def write(self, people: People) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(
            [("Name", "City", "Note"), *((*p, "x") for p in people.items())]
        )
        self.place.write_bytes(text.getvalue().encode())

    def people(self) -> dict[str, str]:
        with self.place.open(encoding="utf-8", newline="") as file:
            return {row["Name"]: row["City"] for row in csv.DictReader(file)}


class Json(Kind):
    def write(self, people: People) -> None:
        self.place.write_text(json.dumps([{"Name": n, "City": c, "x": [1.0]} for n, c in people.items()], indent=2))

    def people(self) -> dict[str, str]:
        return {row["Name"]: row["City"] for row in json.loads(self.place.read_text())}


class JsonMap(Kind):
    part = "#people{}"
    renames: Mapping[str, str] = {"key": "Name"}

    def write(self, people: People) -> None:
        self.place.write_text(json.dumps({"v": 1, "people": {n: {"City": c} for n, c in people.items()}}))

    def people(self) -> dict[str, str]:
        return {name: row["City"] for name, row in json.loads(self.place.read_text())["people"].items()}


class JsonLines(Kind):
    def write(self, people: People) -> None:
        self.place.write_text("".join(json.dumps({"Name": n, "City": c}) + "\n" for n, c in people.items()))

    def people(self) -> dict[str, str]:
        rows = [json.loads(line) for line in self.place.read_text().splitlines()]
        return {row["Name"]: row["City"] for row in rows}


class Workbook(Kind):
    part = "#People"

    def write(self, people: People) -> None:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("People")
        for row in [("Name", "City"), *people.items()]:
            sheet.append(row)
        book.save(self.place)

    def people(self) -> dict[str, str]:
        _, *rows = openpyxl.load_workbook(self.place)["People"].iter_rows(values_only=True)
        return {str(name): str(city) for name, city in rows}


class OfFiles(Kind):
    """A file for each."""

    suffix = ""

    def file(self, name: str) -> Path:
        return self.place / f"{name}{self.suffix}"

    def leftovers(self) -> list[str]:
        return sorted(path.name for path in self.place.iterdir() if path.suffix != self.suffix)

    def take_away(self) -> None:
        for path in self.place.iterdir():
            path.unlink()
        self.place.rmdir()

    def text(self, name: str, city: str) -> str:
        raise NotImplementedError

    def write(self, people: People) -> None:
        self.place.mkdir(exist_ok=True)
        for path in self.place.iterdir():
            path.unlink()
        for name, city in people.items():
            self.file(name).write_text(self.text(name, city))

    @contextmanager
    def cut(self) -> Iterator[None]:
        whole = self.file("Ada").read_bytes()
        self.file("Ada").write_bytes(whole[: len(whole) // 2])
        yield
        self.file("Ada").write_bytes(whole)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        self.file("Ada").chmod(0o444)
        yield
        self.file("Ada").chmod(0o644)


class Notes(OfFiles):
    suffix = ".md"
    part = "/"

    @property
    def said(self) -> str:
        return "Ada.md"

    def text(self, name: str, city: str) -> str:
        return f"---\nName: {name}\nCity: {city}  # now\n---\n# About\n"

    def people(self) -> dict[str, str]:
        notes = [YAML(typ="safe").load(path.read_text().split("---")[1]) for path in self.place.glob("*.md")]
        return {note["Name"]: note["City"] for note in notes}


class JsonFiles(OfFiles):
    suffix = ".json"
    part = "/*.json"

    @property
    def said(self) -> str:
        return "Ada.json"

    def text(self, name: str, city: str) -> str:
        return json.dumps({"Name": name, "City": city})

    def people(self) -> dict[str, str]:
        found = [json.loads(path.read_text()) for path in self.place.glob("*.json")]
        return {row["Name"]: row["City"] for row in found}


class Sqlite(Kind):
    part = "#people"
    is_database = True
    large = "Oslo " * 5000

    def write(self, people: People) -> None:
        with closing(sqlite3.connect(self.place)) as db, db:
            db.execute("PRAGMA synchronous = OFF")
            db.execute("CREATE TABLE IF NOT EXISTS people (Name TEXT PRIMARY KEY, City TEXT)")
            db.execute("DELETE FROM people")
            db.executemany("INSERT INTO people VALUES (?, ?)", people.items())

    def people(self) -> dict[str, str]:
        with closing(sqlite3.connect(self.place)) as db:
            return dict(db.execute("SELECT Name, City FROM people"))

    @contextmanager
    def full_disk(self, after: int = 0) -> Iterator[None]:
        """SQLite says the same of a database that may not grow."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SqliteFile, "_connect", _full(SqliteFile._connect))
            yield


def _full(connect: Any) -> Any:
    def small(self: SqliteFile) -> sqlite3.Connection:
        found: sqlite3.Connection = connect(self)
        [pages] = found.execute("PRAGMA page_count").fetchone()
        found.execute(f"PRAGMA max_page_count = {pages}")
        return found

    return small


class OnServer(Kind):
    """A table that a user named guest may write, of a database that the others administrate."""

    is_database = True

    def __init__(self, server: Server) -> None:
        self.server = server
        server.clear()

    @property
    def source(self) -> str:
        return self.server.source().replace("ada@", "guest@")

    @property
    def said(self) -> str:
        return "club"

    def leftovers(self) -> list[str]:
        return []

    def write(self, people: People) -> None:
        self.make()
        self.server("DELETE FROM people")
        for name, city in people.items():
            self.server('INSERT INTO people ("Name", "City") VALUES (%s, %s)', name, city)

    def make(self) -> None:
        self.server('CREATE TABLE IF NOT EXISTS people ("Name" varchar(40) PRIMARY KEY, "City" varchar(40))')
        self.server("GRANT SELECT, INSERT, UPDATE, DELETE ON people TO guest")

    def people(self) -> dict[str, str]:
        return dict(self.server('SELECT "Name", "City" FROM people'))

    def take_away(self) -> None:
        self.server("DROP TABLE people")

    @contextmanager
    def read_only(self) -> Iterator[None]:
        self.server("REVOKE INSERT, UPDATE, DELETE ON people FROM guest")
        yield
        self.server("GRANT INSERT, UPDATE, DELETE ON people TO guest")

    def hang_up(self) -> None:
        """End every connection of ours."""
        raise NotImplementedError


class Postgres(OnServer):
    def make(self) -> None:
        self.server("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        self.server("GRANT USAGE ON SCHEMA public TO guest")
        super().make()

    @contextmanager
    def full_disk(self, after: int = 0) -> Iterator[None]:
        """The server itself says so, by the code that it has for it."""
        words = "could not extend file: No space left on device"
        self.server(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = '53100'; END $$"
        )
        self.server("CREATE TRIGGER full_disk BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION full_disk()")
        yield
        self.server("DROP TRIGGER full_disk ON people")

    def hang_up(self) -> None:
        self.server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'guest'")


class Maria(OnServer):
    def make(self) -> None:
        self.server("CREATE USER IF NOT EXISTS guest")
        super().make()

    @contextmanager
    def full_disk(self, after: int = 0) -> Iterator[None]:
        """The server itself says so, by the number that it has for it."""
        self.server(
            "CREATE TRIGGER full_disk BEFORE UPDATE ON people FOR EACH ROW SIGNAL SQLSTATE 'HY000' "
            "SET MYSQL_ERRNO = 1114, MESSAGE_TEXT = 'The table ''people'' is full'"
        )
        yield
        self.server("DROP TRIGGER full_disk")

    def hang_up(self) -> None:
        for (number,) in self.server("SELECT id FROM information_schema.processlist WHERE user = 'guest'"):
            self.server(f"KILL {number}")


class JsonLists(JsonFiles):
    """A list in each of two files; new rows are for the last."""

    part = "/*.json#people"

    def text(self, name: str, city: str) -> str:
        return json.dumps({"v": 1.0, "people": [{"Name": name, "City": city}]})

    def people(self) -> dict[str, str]:
        found = [json.loads(path.read_text()) for path in self.place.glob("*.json")]
        return {row["Name"]: row["City"] for whole in found for row in whole["people"]}


FILES: Mapping[str, tuple[type[Kind], str]] = {
    "csv": (Csv, "people.csv"),
    "json": (Json, "people.json"),
    "json map": (JsonMap, "people.json"),
    "json lines": (JsonLines, "people.jsonl"),
    "json files": (JsonFiles, "people"),
    "lists in json files": (JsonLists, "people"),
    "workbook": (Workbook, "people.xlsx"),
    "notes": (Notes, "people"),
    "sqlite": (Sqlite, "people.db"),
}
SERVERS: Mapping[str, tuple[type[OnServer], str]] = {
    "postgresql": (Postgres, "postgres_server"),
    "mariadb": (Maria, "mariadb_server"),
}
"""Kind → its class, and the fixture of its server."""
