"""Local tables in text files: CSV, JSON, notes, and what an OpenClaw workspace holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

from airsync_gui.local import openclaw
from airsync_gui.local.openclaw_places import workspaces
from airsync_gui.local.sources import OpenTable, open_local_table, tables_in
from tests.fuzz.fields import COLUMNS
from tests.fuzz.mutate import mutated, mutated_json
from tests.fuzz.parsers import Make, Parse, Parser

CSV = (
    b"Name,Price,Share,Took,Done,Tags,Day,Seen,Sum,Photos\nAda,1.50,5%,1:20,yes,\"vip, new\",2026-05-12,"
    b"2026-05-12T07:00:00Z,3,a.jpg\nBen,\"1,234\",10%,0:05,no,,2026-05-13,2026-05-13 08:00,4,\n",
    "\ufeffName;Price;Tags\r\nÄda;1,50;vip|new\r\n\"Ben \"\"B\"\"\";2,00;\"a\nb\"\r\n".encode(),
    b"sep=;\nName;Day\nAda;12/05/2026\n",
    "Name\tTook\nAda\t1h 20m\n".encode("utf-16"),
    "Name,Price\nJos\u00e9,\u20ac 5\n".encode("cp1252"),
)  # fmt: skip
JSON = (
    b'[{"Name": "Ada", "Price": 1.50, "Done": true, "Tags": ["vip"], "Day": "2026-05-12", "Took": {"h": 1, "m": 2}},\n'
    b' {"Name": "Ben", "Price": null, "Share": "5%", "Seen": "2026-05-12T07:00:00Z", "Sum": 1e2}]\n',
    b'{"people": [{"Name": "Ada", "Price": 1}], "meta": {"a": {"b": [{"Name": "x"}]}}, "map": {"k1": {"Name": "y"}}}',
    '{"date": "2026-05-12", "people": [{"Name": "\\ud83d\\ude00 é", "Day": "2026-05-12"}]}'.encode(),
)  # fmt: skip
LINES = (
    b'{"Name": "Ada", "Price": 1.50}\n{"Name": "Ben", "Tags": ["a", "b"]}\n\n{"Name": "Cy", "Took": {"h": {"m": 1}}}\n',
    b'{"Name": "Ada"}\r\n{"Name": "Ben", "Done": false}',
)
NOTE = (
    b"---\nName: Ada\nPrice: 1.50\nDone: true\nTags: [vip, new]\nDay: 2026-05-12\nTook:\n  h: 1\n  m: 2\n"
    b"---\n\n# Body\ntext\n",
    b"---\nName: &a 'Ben'\nTags:\n- vip\n- *a\nSum: !!int 5\nSeen: |\n  2026-05-12\n  x\n? k\n: v\n...\nbody",
    b'---\r\n"Name": "\\u00e9\\x41"\r\nShare: >-\r\n  folded\r\n  text\r\n<<: {Price: 3}\r\n---\r\n',
    b"no front matter\n",
)
CLAW_SETTINGS = (
    b'{\n  // settings\n  agents: { defaults: { workspace: "~/set", }, list: [{ workspace: "agent" }], },\n}',
    b'{"agent": {"workspace": "x"}, "agents": {"list": [{"id": "a", "workspace": "~/b"}]} /* end */}',
)


def read_all(table: OpenTable) -> None:
    """Its columns, every row of it, and what history keeps of them."""
    table.headers()
    reading = table.read(COLUMNS)
    rows = list(reading.rows)
    reading.raw_rows([row.row_id for row in rows[:20]])
    _ = reading.columns, table.proven


def at(path: Path, sources: Sequence[str] = ("",), *, lists: bool = False) -> Parse:
    """Puts an input into a file and reads the tables in it."""

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        if lists:
            tables_in(str(path))
        for source in sources:
            read_all(open_local_table(source or str(path)))

    return parse


def _csv(name: str) -> Callable[[Path], tuple[Make, Parse]]:
    return lambda folder: ((lambda dice: mutated(dice, CSV)), at(folder / name))


def _json(folder: Path) -> tuple[Make, Parse]:
    path = folder / "people.json"
    several = [at(path, [source]) for source in (str(path), f"{path}#people", f"{path}#map.{{}}", f"{path}#meta.a.b")]

    def parse(data: bytes) -> None:
        several[1 + len(data) % 3 if data.lstrip()[:1] == b"{" else 0](data)

    return (lambda dice: mutated_json(dice, JSON)), parse


def _places(folder: Path) -> tuple[Make, Parse]:
    path = folder / "people.json"

    def parse(data: bytes) -> None:
        path.write_bytes(data)
        tables_in(str(path))

    return (lambda dice: mutated_json(dice, JSON)), parse


def _lines(folder: Path) -> tuple[Make, Parse]:
    return (lambda dice: mutated(dice, LINES)), at(folder / "people.jsonl")


def _sets(folder: Path) -> tuple[Make, Parse]:
    (folder / "day_0.json").write_bytes(JSON[2])
    path = folder / "day_1.json"
    several = [at(path, [str(folder / "day_*.json")]), at(path, [f"{folder}/day_*.json#people"])]

    def parse(data: bytes) -> None:
        several[len(data) % 2](data)

    return (lambda dice: mutated_json(dice, JSON)), parse


def _notes(folder: Path) -> tuple[Make, Parse]:
    return (lambda dice: mutated(dice, NOTE)), at(folder / "note.md", [f"{folder}/"])


def _claw(folder: Path) -> tuple[Make, Parse]:
    work, state = folder / "work", folder / ".openclaw"
    for each in (work, work / "notes", state):
        each.mkdir()
    inside = (
        work / "day_2026-05-12.json",
        work / "list.json",
        work / "data.db",
        work / "book.xlsx",
        work / "notes/a.md",
    )
    seeds = (*JSON, *CLAW_SETTINGS, NOTE[0])

    def parse(data: bytes) -> None:
        (state / "openclaw.json").write_bytes(data)
        workspaces({}, folder)
        path = inside[len(data) % len(inside)]
        path.write_bytes(data)
        with mock.patch.dict(os.environ, OPENCLAW_WORKSPACE_DIR=str(work), HOME=str(folder)):
            openclaw.tables()

    return (lambda dice: mutated_json(dice, JSON) if dice.random() < 0.5 else mutated(dice, seeds)), parse


PARSERS = (
    Parser("csv", "CSV files", _csv("people.csv")),
    Parser("tsv", "TSV files", _csv("people.tsv"), share=0.5),
    Parser("json", "JSON files", _json),
    Parser("json-places", "the lists in JSON files", _places),
    Parser("jsonl", "JSON Lines", _lines),
    Parser("json-sets", "JSON files of a pattern", _sets, share=0.5),
    Parser("notes", "Markdown notes with YAML", _notes, share=0.5),
    Parser("openclaw", "an OpenClaw workspace", _claw, share=0.1),
)
