"""Text files as people and programs really leave them behind, and one cell of each that Airtable is to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

Spec = tuple[str, Mapping[str, Any]]
TEXT: Spec = ("singleLineText", {})
LINES: Spec = ("multilineText", {})
NUMBER: Spec = ("number", {"precision": 2})
BOX: Spec = ("checkbox", {})
DAY: Spec = ("date", {})
TAGS: Spec = ("multipleSelects", {"choices": ["hot", "cold", "a, b"]})


class OddFile(Struct, frozen=True):
    """A file with one cell to change.

    Attributes:
        source: its name, and what of it is the table; of several files, the pattern or folder.
        text: all of it; ``files`` where there are several.
        cell: the record, the field and the value that Airtable gives it.
        old: what stands there; once in the file, as bytes of its encoding.
        new: what is to stand there then.
        fields: other than ``Name``, a text.
        exit_code: of a run; 7 where a row is held for ever.
    """

    source: str
    text: str
    cell: tuple[str, str, Any]
    old: str
    new: str
    encoding: str = "utf-8"
    fields: Mapping[str, Spec] = field(default_factory=lambda: {"City": TEXT})
    files: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    exit_code: int = 0

    @property
    def contents(self) -> dict[str, bytes]:
        """File name → its bytes."""
        texts = self.files or {self.source.partition("#")[0]: self.text}
        return {name: text.encode(self.encoding) for name, text in texts.items()}


CITY = ("Ada", "City", "Oslo")

CSV: dict[str, OddFile] = {
    "Excel in German": OddFile(
        "people.csv",
        "Name;Größe;Preis;Tag;Notiz\r\nAda;1,62;1.234,50;31.12.2026;„Grüße“ – 5 €\r\nBen;1,80;0,99;01.02.2026;\r\n",
        *(("Ben", "Preis", 1000.5), "0,99", "1.000,50", "cp1252"),
        {"Größe": NUMBER, "Preis": NUMBER, "Tag": DAY, "Notiz": TEXT},
    ),
    "Excel's CSV UTF-8": OddFile(
        "people.csv", '\ufeffName,City,Note\r\nAda,Rome,"a, b"\r\nBen,Bonn,"5"" pipe"\r\n', CITY, "Rome", "Oslo"
    ),
    "Excel's Unicode text": OddFile(
        "people.txt", "\ufeffName\tCity\r\nAda\tRom寿\r\nBen\tBonn\r\n", CITY, "Rom寿", "Oslo", "utf-16-le"
    ),
    "UTF-16 the other way round": OddFile(
        "people.tsv", "\ufeffName\tCity\nAda\tRome\nBen\t\n", ("Ben", "City", "Łódź"), "Ben\t", "Ben\tŁódź", "utf-16-be"
    ),
    "Latin-1 beyond Windows-1252": OddFile(
        "people.csv", "Name,City\nAda,Rome\nB\x81n,Zürich\n", CITY, "Rome", "Oslo", "latin-1"
    ),
    "a line that names the delimiter": OddFile(
        "people.csv", "sep=;\r\nName;City\r\nAda;Rome, Italy\r\n", CITY, "Rome, Italy", "Oslo", "cp1252"
    ),
    "no line end at the end, and the last cell": OddFile(
        "people.csv", "Name,City\nBen,Bonn\nAda,Rome", ("Ada", "City", "Oslo, Norway"), "Rome", '"Oslo, Norway"'
    ),
    "two line ends in turn": OddFile(
        "people.csv", "Name,City\r\nAda,Rome\nBen,Bonn\r\nCleo,Kyiv\n", CITY, "Rome", "Oslo"
    ),
    "line ends of old Macs": OddFile("people.csv", "Name|City\rAda|Rome\rBen|Bonn\r", CITY, "Rome", "Oslo"),
    "blank lines between": OddFile("people.csv", "\n\nName,City\n\nAda,Rome\n  \nBen,Bonn\n\n\n", CITY, "Rome", "Oslo"),
    "quotes everywhere, as databases export": OddFile(
        "people.csv", '"Name","City","Note"\n"Ada","Rome","NULL"\n"Ben","","\\N"\n', CITY, '"Rome"', '"Oslo"'
    ),
    "quotes where nobody needs them": OddFile(
        "people.csv", 'Name,City\nAda,"Rome"\nBen,Bonn\n"Cleo",Kyiv\n', ("Ben", "City", "a\nb"), "Bonn", '"a\nb"',
        fields={"City": LINES},
    ),
    "lines and quotes within cells": OddFile(
        "people.csv",
        'Name,City,Note\r\nAda,Rome,"first\nsecond\r\n""third"""\r\nBen,"a,b",x\r\n',
        *(CITY, "Rome", "Oslo"),
        fields={"City": TEXT, "Note": LINES},
    ),
    "blanks around cells and names": OddFile(
        "people.csv", " Name , City ,Other\nAda, Rome ,1\nBen, Bonn,2\n", CITY, " Rome ", "Oslo"
    ),
    "a comma too many in every row": OddFile(
        "people.csv", "Name,City,\nAda,Rome,\nBen,Bonn,\n", CITY, "Rome", "Oslo"
    ),
    "rows that are too short and too long": OddFile(
        "people.csv", "Name,City,Age\nAda,Rome,36\nBen\nCleo,Kyiv,29,4\n", CITY, "Rome", "Oslo", exit_code=7
    ),
    "texts that look like numbers": OddFile(
        "people.csv",
        "Name,City,Id\n0049,00123,9007199254740993\nAda,1E5,0x1F\nBen,1.50,TRUE\n",
        *(("Ada", "City", "007"), "1E5", "007"),
        fields={"City": TEXT, "Id": TEXT},
    ),
    "letters that look alike": OddFile(
        "people.csv",
        "Name,City\nAda,Rome\ne\u0301,\u200bx\u00a0\né,👩‍👩‍👧‍👦\n\u202eabc\u202c,שלום\n",
        *(CITY, "Rome", "Oslo"),
    ),
    "boxes in the file's own words": OddFile(
        "people.csv", "Name,Done\nAda,ja nein\nBen,yes\nCleo,no\n", ("Cleo", "Done", True), "Cleo,no", "Cleo,yes",
        fields={"Done": BOX}, exit_code=7,
    ),
    "lists with semicolons": OddFile(
        "people.csv",
        'Name,Tags\nAda,hot; cold\nBen,"""a, b""; hot"\n',
        *(("Ada", "Tags", ["cold", "a, b"]), "hot; cold", '"cold; ""a, b"""'),
        fields={"Tags": TAGS},
    ),
    "formulas put to sleep": OddFile(
        "people.csv", "Name,City\nAda,'=1+1\nBen,=A1\n", ("Ada", "City", "@x"), "'=1+1", "'@x",
        rules={"escape_formulas": True},
    ),
}  # fmt: skip

JSON: dict[str, OddFile] = {
    "numbers in many spellings": OddFile(
        "people.json",
        '[\n  {"Name": "Ada", "Age": 36.0, "x": 1e3, "y": -0},\n  {"Name": "Ben", "Age": 4.10E1, "x": [1.50]}\n]\n',
        *(("Ada", "Age", 37), "36.0", "37.0"),
        fields={"Age": NUMBER},
    ),
    "all on one line": OddFile(
        "people.json", '[{"City":"Rome","Name":"Ada"},{"Name":"Ben","City":null}]', CITY, '"Rome"', '"Oslo"'
    ),
    "tabs, Windows, and a mark": OddFile(
        "people.json",
        '\ufeff[\r\n\t{\r\n\t\t"Name" : "Ada",\r\n\t\t"City":"Rome"\r\n\t}\r\n]\r\n',
        CITY,
        "Rome",
        "Oslo",
    ),
    "UTF-16": OddFile("people.json", '\ufeff[{"Name": "Ada", "City": "Rom寿"}]', CITY, "Rom寿", "Oslo", "utf-16-le"),
    "escapes in its own way": OddFile(
        "people.json",
        '[{"Name": "caf\\u00e9 \\/ \\ud83d\\ude00", "City": "a\\/b"}, {"Name": "Ada", "City": "Rome"}]',
        *(("Ada", "City", "é"), "Rome", "\\u00e9"),
    ),
    "indented by nobody's rule": OddFile(
        "people.json",
        '[ {"Name":"Ada",\n"City" :   "Rome" ,\n    "more": {"b": 1,\n"a": [ ]} }\n\n,{"City":"Bonn","Name":"Ben"}  ]',
        *(CITY, '"Rome"', '"Oslo"'),
    ),
    "a list in an object of other things": OddFile(
        "log.json#data.people",
        '{"version": 2.0, "data": {"history": [], "people": [{"Name": "Ada", "City": "Rome"}], "z": {}}, "a": null}\n',
        *(CITY, "Rome", "Oslo"),
    ),
    "a map of names": OddFile(
        "habits.json#habits{}",
        '{"date": "2026-05-12",\n "habits": {"Run": true, "Read": false, "Write": false}, "goal": 3}',
        *(("Read", "Done", True), '"Read": false', '"Read": true'),
        fields={"Done": BOX},
        rules={"renames": {"key": "Name", "value": "Done"}},
    ),
    "something nested": OddFile(
        "people.json",
        '[{"Name": "Ada", "meal": {"type": "soup", "kcal": 540, "items": [{"x": 1}]}}, {"Name": "Ben"}]\n',
        *(("Ada", "meal.kcal", 610), "540", "610"),
        fields={"meal.kcal": NUMBER, "meal.type": TEXT},
    ),
    "a list with a line for each member": OddFile(
        "people.json",
        '[\n    {\n        "Name": "Ada",\n        "Tags": [\n            "hot"\n        ]\n    }\n]',
        *(("Ada", "Tags", ["cold"]), '"hot"', '"cold"'),
        fields={"Tags": TAGS},
    ),
    "a file for each": OddFile(
        "day_*.json",
        "",
        *(("Ada", "City", "Oslo"), "Rome", "Oslo"),
        files={
            "day_1.json": '{"Name": "Ada", "meals": [{"a": 1.0}], "City": "Rome"}',
            "day_2.json": '{\r\n  "City": "Bonn",\r\n  "Name": "Ben"\r\n}\r\n',
        },
    ),
    "a list in each file": OddFile(
        "day_*.json#meals",
        "",
        *(("soup", "kcal", 610), "540", "610"),
        fields={"file": TEXT, "kcal": NUMBER},
        files={
            "day_1.json": '{"date": 1.0, "meals": [{"Name": "soup", "kcal": 540, "x": [1.50]}], "z": {"a": null}}',
            "day_2.json": '{\r\n  "meals": [\r\n    {"Name": "cake"}\r\n  ]\r\n}\r\n',
        },
    ),
}

LINES_OF_JSON: dict[str, OddFile] = {
    "each line in its own style": OddFile(
        "log.jsonl",
        '{"Name":"Ben","City":"Bonn"}\n{ "City" : "Rome", "n": 1.0, "Name": "Ada" }\n{"Name": "caf\\u00e9"}\n',
        *(CITY, "Rome", "Oslo"),
    ),
    "blank lines, Windows, no last end": OddFile(
        "log.ndjson",
        '{"Name": "Ada", "City": "Rome"}\r\n\r\n{"Name": "Ben", "City": "Bonn"}\n\n{"Name": "Cleo"}',
        *(("Cleo", "City", "Kyiv"), '"Cleo"}', '"Cleo", "City": "Kyiv"}'),
    ),
    "a line that is none": OddFile(
        "log.jsonl", '{"Name": "Ada", "City": "Rome"}\n{"Name": \nnot json\n', CITY, "Rome", "Oslo", exit_code=7
    ),
}

NOTE = """---
# who this is
Name:   Ada      # the first
aliases: [a,  "b"]
City: 'Rome'   # for now
Done: no
born: 1815-12-10
Tags:
  # of soup
  - hot   # at noon
text: |
  one
    two

link: &here "[[Other]]"
again: *here
nothing:
nested: {Kcal: 540, b: 1.50}
---

# Ada

---
City: Rome is no front matter here.
   \tend"""
FRONT = {"City": TEXT, "Done": BOX, "born": DAY, "Tags": TAGS, "nested.Kcal": NUMBER, "Notes": LINES}
IN_NOTES: dict[str, Any] = {"fields": FRONT, "rules": {"renames": {"body": "Notes"}}}


def note(value: tuple[str, Any], old: str, new: str, text: str = NOTE, **more: Any) -> OddFile:
    """The note above, or one like it, among others."""
    others = {"notes/Ben.md": "---\r\nCity: Bonn\r\nName: Ben\r\n---\r\nHello\r\n", "notes/plain.txt": "City: Rome\n"}
    return OddFile("notes/", "", ("Ada", *value), old, new, files={"notes/Ada.md": text, **others}, **(IN_NOTES | more))


MARKDOWN: dict[str, OddFile] = {
    "a text in quotes": note(("City", "It's"), "'Rome'", "'It''s'"),
    "a box as YAML 1.1 has it": note(("Done", True), "Done: no", "Done: yes"),
    "a day": note(("born", "1815-12-11"), "1815-12-10", "1815-12-11"),
    "one of a list": note(("Tags", ["cold"]), "- hot   # at noon", "- cold"),
    "something nested on one line": note(("nested.Kcal", 610), "540", "610"),
    "from Windows, with a mark": note(
        ("City", "Oslo"), "'Rome'", "'Oslo'", "\ufeff" + NOTE.replace("\n", "\r\n"),
        fields={"City": TEXT}, rules={},
    ),
    "a list with its dashes at the margin": note(
        ("Tags", ["hot", "a, b"]), "- cold\n", "- a, b\n",
        "---\nName: Ada\nTags:\n- hot\n- cold\ncssclass: x\n---\nCity\n", fields={"Tags": TAGS}, rules={},
    ),
    "known by its file's name": note(
        ("City", "Oslo"), "Rome", "Oslo", "---\nCity: Rome\n---\n",
        fields={"City": TEXT}, rules={"renames": {"file": "Name"}, "left_out": ["Name"]},
    ),
}  # fmt: skip

ALL: Mapping[str, Mapping[str, OddFile]] = {
    "csv": CSV, "json": JSON, "jsonl": LINES_OF_JSON, "markdown": MARKDOWN
}  # fmt: skip
