"""Workbooks, databases and our own state file: their bytes, and what stands in their parts."""

from __future__ import annotations

import io
import json
import sqlite3
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from airsync_gui.local.sources import open_local_table, tables_in
from airsync_gui.state import calls, conflicts, health, history, link_names, queue
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.state.schema_cache import CachedSchemas
from airsync_gui.state.store import SqliteStore
from tests.fuzz.files import read_all
from tests.fuzz.mutate import ODD_VALUES, mutated, mutated_json
from tests.fuzz.parsers import Make, Parse, Parser

_SQL = """
CREATE TABLE people (Name TEXT PRIMARY KEY, Price NUMERIC(10, 2), Share REAL, Took INTEGER, Done BOOLEAN, Tags JSON,
    Day DATE, Seen DATETIME, Sum GENERATED ALWAYS AS (Took * 2), Photos BLOB);
INSERT INTO people (Name, Price, Share, Took, Done, Tags, Day, Seen, Photos) VALUES
    ('Ada', 1.5, 0.05, 80, 1, '["vip"]', '2026-05-12', '2026-05-12 07:00:00', x'00ff'),
    ('Ben', 'text', NULL, 9223372036854775807, 0, 'new', 2460443, 1747033200, NULL);
CREATE TABLE other (id INTEGER PRIMARY KEY, t TEXT REFERENCES people (Name));
CREATE VIEW seen AS SELECT Name, Price FROM people;
CREATE INDEX by_day ON people (Day);
"""
_RECORD = (
    '{"f1":"Ada","f2":{"n":"1.5"},"f3":{"d":"2026-05-12"},'
    '"f4":{"t":"2026-05-12T07:00:00.000Z"},"f5":["a","b"],"f6":true}'
)
_OPERATION = json.dumps(
    {
        "side": "local", "kind": "update", "uid": "u1", "label": "Ada", "local_id": "l1", "record_id": "rec1",
        "values": {"f1": "x"}, "before": {"f1": "y"}, "other": {}, "both": ["f1"], "rules": {"f1": "merge"},
        "reports": {},
        "overwrites": {"f1": "airtable"}, "in_step": True, "counts": True, "shape": "abc", "raw": "",
    }
)  # fmt: skip
_CONFLICT = json.dumps(
    {
        "uid": "u1", "kind": "fields", "label": "Ada", "local_id": "l1", "record_id": "rec1", "fields": ["f1"],
        "local": {"f1": "x"}, "airtable": {"f1": {"n": "5"}}, "local_ancestor": {}, "airtable_ancestor": {},
        "merged": {},
        "local_label": "line 2",
    }
)  # fmt: skip
_ANSWER = json.dumps(
    {
        "uid": "u1", "shown_local": {"f1": "x"}, "shown_airtable": None, "target_local": {"f1": "y"},
        "target_airtable": None,
        "keep_apart": False, "undo": False, "twin": False, "raw": "",
    }
)  # fmt: skip
_FIELDS = '{"f1":{"name":"Name","type":"singleLineText","options":{}}}'
_AT = "2026-05-12T07:00:00+00:00"
_STORED: Mapping[str, Mapping[str, object]] = {
    "memories": {"pair_id": "p1", "uid": "u1", "local_id": "l1", "record_id": "rec1", "local_values": _RECORD,
                 "airtable_values": _RECORD, "local_checksum": "0", "airtable_checksum": "0", "lossy": '{"f1":"local"}',
                 "tombstone": "airtable", "created_at": _AT, "in_step_at": _AT},
    "pair_states": {"pair_id": "p1", "first_run": 0, "ended_with_newline": 1, "fields": _FIELDS},
    "queue": {"id": 1, "pair_id": "p1", "run_id": 1, "position": 1, "uid": "u1", "side": "local", "kind": "update",
              "label": "Ada", "operation": _OPERATION, "state": "refused",
              "error": '{"class":"InvalidValue","facts":{"field":"x"}}',
              "since": _AT, "sent_at": _AT},
    "conflicts": {"pair_id": "p1", "uid": "u1", "kind": "fields", "label": "Ada", "conflict": _CONFLICT,
    "opened_at": _AT,
                  "seen_at": _AT, "answer": _ANSWER},
    "conflict_log": {"pair_id": "p1", "uid": "u1", "kind": "fields", "label": "Ada", "conflict": _CONFLICT,
    "opened_at": _AT,
                     "closed_at": _AT, "how": "answered"},
    "held": {"pair_id": "p1", "side": "local", "reason": "twin", "label": "Ada", "detail": "d", "uid": "u1",
             "suspects": '["u2"]', "since": _AT},
    "runs": {"id": 1, "pair_id": "p1", "kind": "sync", "started": _AT, "ended": _AT, "status": "done"},
    "changes": {"run_id": 1, "pair_id": "p1", "uid": "u1", "label": "Ada", "side": "local", "kind": "update",
                "before_values": _RECORD, "after_values": _RECORD, "other_values": "{}", "rules": '{"f1":"merge"}',
                "overwrites": '{"f1":"local"}', "reports": "{}", "at": _AT},
    "schema_cache": {"endpoint": "host", "base_id": "app1", "tables": '{"tables":[]}', "fetched_at": _AT},
    "calls": {"month": "2026-05", "token": "…", "base": "app1", "count": 5},
    "requests": {"at": 1747033200000, "token": "…", "base": "app1", "pair_id": "p1", "method": "GET", "endpoint": "/v0",
                 "status": 200, "ms": 12.5},
    "link_names": {"pair_id": "p1", "record_id": "rec1", "shown": "Ada"},
    "images": {"pair_id": "p1", "record_id": "rec1", "cells": _RECORD, "created_at": _AT, "modified_at": _AT},
    "image_marks": {"pair_id": "p1", "way": "feed", "why": "asked", "fields": _FIELDS, "read_at": _AT,
    "checked_at": _AT,
                    "hook_id": "ach1", "cursor": 5, "heard_at": _AT},
    "base_feeds": {"endpoint": "host", "base_id": "app1", "hook_id": "ach1", "expires_at": _AT},
}  # fmt: skip
"""A row of every table of the state file that is read."""
_JSON_COLUMNS = (
    "local_values", "airtable_values", "lossy", "fields", "operation", "error", "conflict", "answer", "suspects",
    "before_values", "after_values", "other_values", "rules", "overwrites", "reports", "tables", "cells",
)  # fmt: skip


# -- workbooks ------------------------------------------------------------------------------------------------------


def workbook() -> dict[str, bytes]:
    """The parts of a small workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    sheet.append(["Name", "Price", "Share", "Done", "Day", "Seen", "Sum", "Tags"])
    day = datetime(2026, 5, 12, 7, tzinfo=UTC).replace(tzinfo=None)  # as workbooks have them
    sheet.append(["Ada", 1.5, 0.05, True, day.date(), day, "=B2*2", "vip, new"])
    sheet.append(["Ben", None, "5%", False, "2026-05-12", None, "#N/A", " a\nb "])
    sheet["C2"].number_format = "0.0%"
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    """Parts as a zip file; one name may stand there twice."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how, compresslevel=1) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return held.getvalue()


_ODD_XML = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', b"<row r='0'>", b"<row r='1048577'>",
    b'r="XFE1"',
    b'r="A99999999999999999999"', b't="s"', b"<v>99999999</v>", b"<v>-1</v>", b"<v>1e999</v>",
    b'<f t="array" ref="A1:XFD1048576">',
    b"<v/>", b"<is><t>x</t></is>", b'dimension ref="A1:XFD1048576"', b'mergeCell ref="A1:B2"', b"<!--", b"<![CDATA[",
    b"&#0;",
    b'date1904="1"', b's="99999"', b"<c>", b"</sheetData>", b't="b"', b't="d"', b't="e"', b"<v>2026-13-45</v>",
)  # fmt: skip


def _workbooks(folder: Path) -> tuple[Make, Parse]:
    parts = workbook()
    whole = packed(parts, zipfile.ZIP_DEFLATED)
    names = list(parts)

    def make(dice: Random) -> bytes:
        if dice.random() < 0.3:
            return mutated(dice, [whole])
        changed, name = dict(parts), dice.choice(names)
        content = mutated(dice, [parts[name]])
        for _ in range(dice.randrange(3)):
            place = dice.randint(0, len(content))
            content = content[:place] + dice.choice(_ODD_XML) + content[place:]
        changed[name] = content
        if dice.random() < 0.1:
            del changed[dice.choice(names)]
        if dice.random() < 0.002:
            changed[name] = content + b"\0" * (30 << 20)  # a bomb
            return packed(changed, zipfile.ZIP_DEFLATED)
        return packed(changed)

    path = folder / "book.xlsx"

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            tables_in(str(path))
            read_all(open_local_table(f"{path}#Sheet1"))

    return make, parse


# -- databases ------------------------------------------------------------------------------------------------------


def _database(folder: Path) -> bytes:
    path = folder / "seed.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA page_size = 512")
        db.executescript(_SQL)
    data = path.read_bytes()
    path.unlink()
    return data


def _without_logs(path: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").unlink()


def _databases(folder: Path) -> tuple[Make, Parse]:
    seed, path = _database(folder), folder / "people.db"

    def parse(data: bytes) -> None:
        _without_logs(path)
        path.write_bytes(data)
        tables_in(str(path))
        read_all(open_local_table(f"{path}#people"))

    return (lambda dice: mutated(dice, [seed])), parse


# -- the state file -------------------------------------------------------------------------------------------------


def state_file(folder: Path) -> bytes:
    """A state file with a row in every table that is read."""
    path = folder / "seed.sqlite"
    Database(path).close()
    with closing(sqlite3.connect(path)) as db:
        for table, row in _STORED.items():
            marks = ", ".join("?" * len(row))
            db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        db.commit()
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("VACUUM")
    data = path.read_bytes()
    path.unlink()
    return data


def read_state(path: Path) -> None:
    """All that is kept there, as the program reads it."""
    database = Database(path)
    try:
        store, images, start = SqliteStore(database), SqliteImages(database), datetime(2020, 1, 1, tzinfo=UTC)
        list(store.load("p1").memories)
        with database.reading() as db:
            queue.listed(db), queue.senders(db, "p1"), queue.refused(db, 1)
            conflicts.listed(db), conflicts.log(db), history.runs(db), history.changes(db, 1), history.past(db, 1)
            history.successors(db), history.usual_calls(db, start)
        list(images.rows("p1")), images.mark("p1"), images.known("p1", ["rec1"]), images.base_feed("host", "app1")
        CachedSchemas(database, "host").load("app1")
        link_names.load(database, "p1"), link_names.last_linked(database, "p1")
        calls.in_month(database, start)
        health.figures(health.since(database, start), start)
        health.first_since(database, start), health.by_pair(database, start)
        store.staging("p1").not_on_both()
    finally:
        database.close()


def _states(folder: Path) -> tuple[Make, Parse]:
    seed, path = state_file(folder), folder / "state.sqlite"

    def parse(data: bytes) -> None:
        _without_logs(path)
        for copy in folder.glob("state.sqlite.v*"):
            copy.unlink()
        path.write_bytes(data)
        read_state(path)

    return (lambda dice: mutated(dice, [seed])), parse


def _entries(folder: Path) -> tuple[Make, Parse]:
    """A whole file in which one value is another one: JSON of the wrong shape, no time, a text for a number."""
    path = folder / "state.sqlite"
    path.write_bytes(state_file(folder))
    places = [
        (table, column) for table, row in _STORED.items() for column in row if column not in ("pair_id", "id", "run_id")
    ]

    def make(dice: Random) -> bytes:
        number = dice.randrange(len(places))
        table, column = places[number]
        seed = str(_STORED[table][column]).encode()
        if column in _JSON_COLUMNS:
            return bytes([number]) + mutated_json(dice, [seed])
        odd: Any = dice.choice(ODD_VALUES)
        return bytes([number]) + (mutated(dice, [seed]) if dice.random() < 0.7 else json.dumps(odd).encode())

    def parse(data: bytes) -> None:
        table, column = places[data[0] % len(places)] if data else places[0]
        value: object = data[1:]
        kind = zlib.crc32(data) % 4
        if kind:
            value = data[1:].decode("utf-8", "replace")
        if kind == 3 and data[1:].isdigit() and len(data) < 18:
            value = int(data[1:])
        with closing(sqlite3.connect(path)) as db:
            try:
                db.execute(f"UPDATE {table} SET {column} = ?", (value,))
            except sqlite3.Error:
                return  # SQLite itself refuses it
            db.commit()
        try:
            read_state(path)
        finally:
            with closing(sqlite3.connect(path)) as db:
                db.execute(f"UPDATE {table} SET {column} = ?", (_STORED[table][column],))
                db.commit()

    return make, parse


PARSERS = (
    Parser("xlsx", "workbooks", _workbooks, share=0.15),
    Parser("sqlite", "SQLite databases", _databases, share=0.1),
    Parser("state", "the state file's bytes", _states, share=0.05),
    Parser("entries", "what stands in the state file", _entries, share=0.05),
)
