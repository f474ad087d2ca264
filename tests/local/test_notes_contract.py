"""A folder of Markdown notes keeps the contract of local tables, whichever way its front matter is written."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from airsync_gui.local.notes_table import NotesTable
from airsync_gui.sync.ports import LocalTable
from airsync_gui.sync.records import Value
from tests.local.test_json_contract import raw
from tests.tables.contract import LocalTableContract


class _OfFrontMatter(NotesTable):
    """The contract names all columns of a table; the file's name and the body are two more."""

    def read(self, columns: Any) -> Any:
        reading = super().read(columns)
        reading.columns = tuple(name for name in reading.columns if name not in ("file", "body"))
        return reading


class TestNotesTable(LocalTableContract):
    line_end, flow = "\n", False

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "notes"

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> NotesTable:
        self.path.mkdir()
        for number, row in enumerate(rows):
            whole = {name: raw(row.get(name)) for name in columns}
            yaml = YAML()
            yaml.default_flow_style = self.flow
            text = io.StringIO()
            yaml.dump(whole, text)
            note = f"---\n{text.getvalue()}---\n\n# Note {number}\n".replace("\n", self.line_end)
            (self.path / f"{number}.md").write_bytes(note.encode())
        return _OfFrontMatter(self.path)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        found = []
        for path in sorted(self.path.iterdir()):
            _, front, _ = path.read_text(encoding="utf-8").split("---\n", 2)
            found.append({name: str(value) for name, value in YAML(typ="safe").load(front).items()})
        return found

    def edit_outside(self, table: LocalTable) -> None:
        path = self.path / "0.md"
        path.write_bytes(path.read_bytes().replace(b"Soup", b"Broth"))

    def remove(self, table: LocalTable) -> None:
        shutil.rmtree(self.path)


class TestNotesFromWindows(TestNotesTable):
    line_end = "\r\n"


class TestNotesWithListsOnOneLine(TestNotesTable):
    flow = None  # type: ignore[assignment] # ruamel's word for: innermost lists on one line


class TestNotesInFoldersBelow(TestNotesTable):
    """The same notes, each in a folder of its own below the folder."""

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> NotesTable:
        super().make(columns, rows)
        for note in sorted(self.path.iterdir()):
            (self.path / note.stem).mkdir()
            note.rename(self.path / note.stem / note.name)
        return _OfFrontMatter(self.path, deep=True)

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        files = sorted(self.path.rglob("*.md"))
        fronts = [path.read_text(encoding="utf-8").split("---\n", 2)[1] for path in files]
        return [{n: str(v) for n, v in YAML(typ="safe").load(front).items()} for front in fronts]

    def edit_outside(self, table: LocalTable) -> None:
        path = self.path / "0" / "0.md"
        path.write_bytes(path.read_bytes().replace(b"Soup", b"Broth"))
