"""A field of every type that Airtable has, through every kind of local table: Airtable, the table, Airtable again.

python -m tests.acceptance.every_type     write the table in the manual's page "Values" anew
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
from msgspec import Struct
from ruamel.yaml import YAML

from airsync_gui.carried import IN_PART
from airsync_gui.local.new_file import create_local_table
from airsync_gui.messages import describe
from airsync_gui.sandbox import TableHandle
from airsync_gui.sync.schema import Field
from tests.acceptance.whole_program import Bound, Program, whole_program
from tests.fakes import servers
from tests.fakes.servers import Server

KEY = "singleLineText"
"""The primary field; fields are called after their types."""
PERSON = {"email": "ada@example.com"}
NUMBER = {"type": "number", "options": {"precision": 2}}

WRITTEN: Mapping[str, tuple[Mapping[str, Any], Sequence[Any]]] = {
    KEY: ({}, ["a", " outer ", "=1+1", "2026-05-12", "“é”寿😀", "0049"]),
    "multilineText": ({}, ["one\ntwo", "\n\nend\n", "\ta: b #c", "- x", "null", "yes"]),
    "richText": ({}, ["# Head\n\n- one\n- two\n", "**b**\n", "a\n", "`c`\n", "1. x\n", "> q\n"]),
    "email": ({}, ["ada@example.org"]),
    "url": ({}, ["https://example.org/?a=1&b=<2>#x"]),
    "phoneNumber": ({}, ["+49 30 123", "030123"]),
    "barcode": ({}, [{"text": "4006381333931"}, {"text": "A 1"}]),
    "number": ({"precision": 8}, [0.1, -3, 1234567.125, 1e-8, 10**15, 0]),
    "currency": ({"precision": 2, "symbol": "€"}, [4.5, -0.01, 1e6]),
    "percent": ({"precision": 1}, [0.125, 1, -0.5]),
    "duration": ({"durationFormat": "h:mm:ss"}, [5400, 1, 359999]),
    "rating": ({"max": 5, "icon": "star", "color": "yellowBright"}, [1, 5]),
    "checkbox": ({"icon": "check", "color": "greenBright"}, [True, None]),
    "singleSelect": ({"choices": ["a, b", "c; d", " x", "true"]}, ["a, b", "c; d", "true"]),
    "multipleSelects": ({"choices": ["a, b", '"', "c; d", "1"]}, [["1", "a, b"], ['"'], ["c; d", "1"]]),
    "singleCollaborator": ({}, [PERSON, None]),
    "multipleCollaborators": ({}, [[PERSON], [PERSON, {"email": "ben@example.com"}]]),
    "multipleRecordLinks": ({}, [["first"], ["first", "second"]]),
    "date": ({"dateFormat": {"name": "european"}}, ["2026-05-12", "1999-12-31", "0800-12-25"]),
    "dateTime": ({"timeZone": "Europe/Berlin"}, ["2026-05-12T09:30:15.250Z", "1969-07-20T20:17:40.000Z"]),
}
"""Type that AirSync writes → options, and values in turn; of a link the names of records."""

READ: Mapping[str, tuple[Mapping[str, Any], Any]] = {
    "multipleAttachments": ({}, [{"id": "attDemo0000000001", "filename": "a, b.png", "size": 3, "type": "image/png"}]),
    "formula": ({"formula": "1", "isValid": True, "result": NUMBER}, 1.5),
    "rollup": ({"result": NUMBER}, 7.25),
    "multipleLookupValues": ({"result": {"type": "singleLineText"}}, ["x", "x", "y"]),
    "count": ({}, 3),
    "autoNumber": ({}, None),
    "createdTime": ({"result": {"type": "dateTime", "options": {"timeZone": "utc"}}}, None),
    "lastModifiedTime": ({"result": {"type": "date"}}, None),
    "createdBy": ({}, None),
    "lastModifiedBy": ({}, None),
    "button": ({}, {"label": "Open", "url": "https://example.org"}),
    "aiText": ({}, {"state": "generated", "value": "It is.", "isStale": False}),
    "externalSyncSource": ({}, "Other base"),
}
"""Type that AirSync only shows → options, and a value; None where Airtable gives its own."""
STORED = ("multipleAttachments", "aiText", "externalSyncSource")
"""Those of them whose value is the record's own, and comes from nothing else in it."""
TYPES = (*WRITTEN, *READ)
RECORDS = 6
SEED = {KEY: "seed"}


class Limit(Struct, frozen=True):
    """A value that a kind of table can't hold.

    Attributes:
        instead: what a person gives the record in its place.
        words: of the refusal.
    """

    name: str
    value: Any
    instead: Any
    words: str


LIMITS: Mapping[str, Limit] = {
    "workbook": Limit("date", "0800-12-25", "2000-12-25", "is before the first day that a workbook knows"),
    "JSON, files": Limit(KEY, " outer ", "outer", "starts or ends with a blank"),
}


class Table:
    """An empty table with a column for each type, in one kind of local table.

    Attributes:
        source: what a pair of it is made with.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    def make(self, columns: Sequence[str]) -> None:
        """Make it."""
        fields = [Field(name, name, name, dict(WRITTEN.get(name, READ.get(name, ({}, None)))[0])) for name in columns]
        create_local_table(self.source, fields, [KEY])

    def cells(self) -> dict[str, dict[str, str]]:
        """What stands in it now: the key → column → as another program shows it."""
        raise NotImplementedError


class Text(Table):
    def cells(self) -> dict[str, dict[str, str]]:
        tab = self.source.endswith(".tsv")
        with Path(self.source).open(encoding="utf-8", newline="") as file:
            return {row[KEY]: dict(row) for row in csv.DictReader(file, delimiter="\t" if tab else ",")}


class Sheet(Table):
    def cells(self) -> dict[str, dict[str, str]]:
        heads, *rows = openpyxl.load_workbook(self.source.partition("#")[0])["Page"].iter_rows()
        names = [str(cell.value) for cell in heads]
        return {
            str(row[0].value): {n: "" if c.value is None else f"{c.value}" for n, c in zip(names, row, strict=True)}
            for row in rows
        }


class OfJson(Table):
    """A list needs a row to have columns."""

    def rows(self) -> list[dict[str, Any]]:
        return list(json.loads(Path(self.source).read_text(encoding="utf-8")))

    def put(self, row: dict[str, Any]) -> None:
        Path(self.source).write_text(json.dumps([row], indent=1), encoding="utf-8")

    def make(self, columns: Sequence[str]) -> None:
        self.put({**dict.fromkeys(columns), **SEED})

    def cells(self) -> dict[str, dict[str, str]]:
        return {row[KEY]: {n: json.dumps(v, ensure_ascii=False) for n, v in row.items()} for row in self.rows()}


class Lines(OfJson):
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in Path(self.source).read_text(encoding="utf-8").splitlines()]

    def put(self, row: dict[str, Any]) -> None:
        Path(self.source).write_text(json.dumps(row) + "\n", encoding="utf-8")


class Map(OfJson):
    def rows(self) -> list[dict[str, Any]]:
        whole = json.loads(Path(self.source.partition("#")[0]).read_text(encoding="utf-8"))
        return [{KEY: name, **row} for name, row in whole.items()]

    def put(self, row: dict[str, Any]) -> None:
        rest = {name: value for name, value in row.items() if name != KEY}
        Path(self.source.partition("#")[0]).write_text(json.dumps({row[KEY]: rest}), encoding="utf-8")


class Files(OfJson):
    def rows(self) -> list[dict[str, Any]]:
        return [
            json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(self.source).parent.glob("*.json"))
        ]

    def put(self, row: dict[str, Any]) -> None:
        Path(self.source).parent.mkdir()
        Path(self.source).with_name("seed.json").write_text(json.dumps(row), encoding="utf-8")


class Notes(OfJson):
    def rows(self) -> list[dict[str, Any]]:
        texts = [path.read_text(encoding="utf-8") for path in sorted(Path(self.source).glob("*.md"))]
        return [YAML(typ="safe").load(text.split("\n---\n")[0].removeprefix("---\n")) for text in texts]

    def put(self, row: dict[str, Any]) -> None:
        Path(self.source).mkdir()
        (Path(self.source) / "seed.md").write_text(
            "---\n" + "".join(f"{n}: {v or ''}\n" for n, v in row.items()) + "---\n"
        )

    def cells(self) -> dict[str, dict[str, str]]:
        rows = {row[KEY]: row for row in self.rows()}
        return {key: {n: "" if v is None else str(v) for n, v in row.items()} for key, row in rows.items()}


class Sqlite(Table):
    def cells(self) -> dict[str, dict[str, str]]:
        with closing(sqlite3.connect(self.source.partition("#")[0])) as db:
            db.row_factory = sqlite3.Row
            rows = [dict(row) for row in db.execute("SELECT * FROM page")]
        return {row[KEY]: {n: "" if v is None else str(v) for n, v in row.items()} for row in rows}


class OnServer(Table):
    """Columns of the server's own types, as AirSync makes them."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.source("page"))
        self.server = server
        server.clear()

    def cells(self) -> dict[str, dict[str, str]]:
        heads = ", ".join(f'"{name}"' for name in TYPES)
        rows = self.server(f"SELECT {heads} FROM page")
        return {str(row[0]): {n: "" if v is None else str(v) for n, v in zip(TYPES, row, strict=True)} for row in rows}


TABLES: Mapping[str, Callable[[Path], Table]] = {
    "CSV": lambda folder: Text(str(folder / "page.csv")),
    "TSV": lambda folder: Text(str(folder / "page.tsv")),
    "JSON": lambda folder: OfJson(str(folder / "page.json")),
    "JSON, a map": lambda folder: Map(f"{folder / 'page.json'}#{{}}"),
    "JSON, files": lambda folder: Files(str(folder / "pages" / "*.json")),
    "JSON Lines": lambda folder: Lines(str(folder / "page.jsonl")),
    "workbook": lambda folder: Sheet(f"{folder / 'page.xlsx'}#Page"),
    "Markdown": lambda folder: Notes(f"{folder / 'notes'}/"),
    "SQLite": lambda folder: Sqlite(f"{folder / 'page.db'}#page"),
}
SERVERS: Mapping[str, str] = {"PostgreSQL": "postgres_server", "MariaDB": "mariadb_server"}
"""Kind → the fixture of its server."""


class RoundTrip:
    """Records of every type in one Airtable table, brought here, and from here into another Airtable table."""

    def __init__(self, program: Program, table: Table) -> None:
        self.program, self.table = program, table
        self.others = program.table({"Name": ("singleLineText", {})})
        self._linked = {name: self.others.add({"Name": name}) for name in ("first", "second")}
        table.make(TYPES)
        self.first = self._bound(TYPES)
        for number in range(RECORDS):
            self.first.table.add({name: self._value(name, number) for name in WRITTEN})
        for record_id in self.first.table.record_ids():
            cells = self.first.table._table.records[record_id].cells  # no write could make these
            cells.update({self.first.table.field_id(name): READ[name][1] for name in STORED})

    def _bound(self, types: Sequence[str]) -> Bound:
        table = self.program.table({name: (name, self._options(name)) for name in types if name in WRITTEN})
        for name in types:
            if name in READ:
                table.add_field(name, name, self._read_options(name, table), _always(READ[name][1]))
        renames = {"key": KEY} if self.table.source.endswith("{}") else {}
        return self.program.bound(self.table.source, table, (KEY,), renames=renames)

    def _options(self, name: str) -> Mapping[str, Any]:
        return {"linkedTableId": self.others.id} if name == "multipleRecordLinks" else WRITTEN[name][0]

    def _read_options(self, name: str, table: TableHandle) -> dict[str, Any]:
        linked = {
            "recordLinkFieldId": table.field_id("multipleRecordLinks"),
            "fieldIdInLinkedTable": self.others.field_id("Name"),
        }
        return {**READ[name][0], **(linked if name in ("count", "multipleLookupValues") else {})}

    def _value(self, name: str, number: int) -> Any:
        values = WRITTEN[name][1]
        value = values[number % len(values)]
        return [self._linked[other] for other in value] if name == "multipleRecordLinks" else value

    def here(self, limit: Limit | None = None) -> None:
        """Bring all here; what the kind of table can't hold is refused by name, and is given up then."""
        result = self.first.sync()
        if limit is None:
            assert result.exit_code == 0
        else:
            told = [str(describe(refusal.error)) for refusal in result.refused]
            assert told
            assert all(limit.words in text for text in told), told
            for record in self.first.table.records():
                if record["fields"].get(limit.name) == limit.value:
                    self.first.table.edit(record["id"], {limit.name: limit.instead})
            assert self.first.sync().exit_code == 0
        self.first.rests()

    def back(self) -> Bound:
        """From here into another table, which is answered."""
        second = self._bound(list(WRITTEN))
        assert second.sync().exit_code == 0
        second.rests()
        return second


def _always(value: Any) -> Callable[[Mapping[str, Any]], Any]:
    return lambda _row: value


def differences(first: Bound, second: Bound) -> dict[str, list[tuple[Any, Any]]]:
    """Field → its values in the first and the second table, where they differ."""
    found: dict[str, list[tuple[Any, Any]]] = {}
    theirs = {record["fields"][KEY]: record["fields"] for record in second.table.records()}
    for record in first.table.records():
        ours = record["fields"]
        for name in WRITTEN:
            pair = ours.get(name), theirs[ours[KEY]].get(name)
            if pair[0] != pair[1]:
                found.setdefault(name, []).append(pair)
    return found


# -- the report -----------------------------------------------------------------------------------------------------

PAGE = Path(__file__).parents[2] / "resources" / "docs" / "values.md"
BEGIN = "<!-- Made from the program: python -m tests.acceptance.every_type -->\n"
END = "<!-- As far as here -->\n"
COLUMNS = ("CSV", "JSON", "workbook", "SQLite", "PostgreSQL", "MariaDB")
"""The others hold what one of these does."""
LONGEST = 24


def shown(name: str, cell: str) -> str:
    """One cell as the manual has it; ids of records and times of the run are other ones each time."""
    if name in ("createdTime", "lastModifiedTime"):
        return "as `dateTime`" if ":" in cell else "as `date`"
    text = re.sub(r"rec[A-Za-z0-9]{14}", "rec…", cell).replace("\n", "⏎")
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    escaped = text.replace("|", "\\|")
    return f"`` {escaped} ``" if "`" in escaped else f"`{escaped}`" if escaped else ""


def column(table: Table) -> list[str]:
    """What one kind of table holds of a record, in the order of the types."""
    cells = table.cells()["a"]
    return [shown(name, cells[name]) for name in TYPES]


def report(columns: Mapping[str, Sequence[str]]) -> str:
    """The manual's table."""
    heads = ["type in Airtable's API", *COLUMNS]
    rows = [[f"`{name}`{_mark(name)}", *(columns[kind][place] for kind in COLUMNS)] for place, name in enumerate(TYPES)]
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _mark(name: str) -> str:
    told = [*(["read only"] if name in READ else []), *([IN_PART[name]] if name in IN_PART else [])]
    return f" ({', '.join(told)})" if told else ""


def reported() -> dict[str, list[str]]:
    """Kind → its column in the manual."""
    text = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    rows = [re.split(r"(?<!\\) \| ", line.strip()[2:-2]) for line in text.strip().splitlines()]
    return {head: [row[place] for row in rows[2:]] for place, head in enumerate(rows[0]) if place}


def main() -> None:
    """Write the manual's table anew."""
    with tempfile.TemporaryDirectory() as folder, whole_program(Path(folder)) as program:
        program.person("Ben", "ben@example.com")
        columns = {}
        with servers.postgres() as postgres, servers.mariadb() as mariadb:
            made = {"PostgreSQL": OnServer(postgres), "MariaDB": OnServer(mariadb)}
            for kind in COLUMNS:
                (Path(folder) / kind).mkdir()
                table = made.get(kind) or TABLES[kind](Path(folder) / kind)
                RoundTrip(program, table).here(LIMITS.get(kind))
                columns[kind] = column(table)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{report(columns)}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
