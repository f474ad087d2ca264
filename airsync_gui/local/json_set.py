"""JSON files with an object each, named by a pattern, as one local table: ``data/daily_*.json``.

Each file is a row. What the ``*`` stands for in its name is the column ``file``, unless the objects have a member of
that name; a new row becomes a new file, a deleted one takes its file along. Only files in that one folder take part:
nothing hidden, and no links.

**What counts as changed underneath.** Before the first write the files must be what was read. Each is then replaced in
one step after a last look; should one be saved in that moment, those before it are written and all are read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, RecordGone, Refused
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.csv_dialect import Encoding
from airsync_gui.local.json_document import ROW, JsonDocument, parse_object
from airsync_gui.local.json_edit import Editing
from airsync_gui.local.json_files import FILE, JsonFile, files_of
from airsync_gui.local.json_pattern import Found, JsonFilesReading, JsonFilesTable, unreadable
from airsync_gui.local.lazy_rows import LazyRows
from airsync_gui.local.many_files import delete_file, new_file
from airsync_gui.local.note_names import fault_of, folded, made_name
from airsync_gui.local.outcomes import Outcome, results_of
from airsync_gui.local.raw_rows import parts_of, raw_row
from airsync_gui.local.whole_file import copy_file, replace_file
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import Row, Value, Values

_FIRST = JsonDocument("{\n  \n}\n", Encoding("utf-8"), None, [])
"""How a file is written where there is none to look like."""


class JsonSetTable(JsonFilesTable[JsonFile, "JsonSetReading"]):
    """The files that a pattern names, a row each."""

    def _files(self) -> list[JsonFile]:
        return files_of(self.path)

    def _reading(self, found: Found[JsonFile]) -> JsonSetReading:
        return JsonSetReading(found)


class JsonSetReading(JsonFilesReading):
    """The files as they were at one moment, each a row."""

    def __init__(self, found: Found[JsonFile]) -> None:
        super().__init__(found)
        files = found.files
        self._files = {f"r{number}": file for number, file in enumerate(files)}
        self._made = 0
        self.rows: Sequence[Row] = LazyRows(len(files), lambda number: self._row(f"r{number}", files[number]))

    def _row(self, row_id: str, file: JsonFile) -> Row:
        if file.document is None:
            return unreadable(row_id, file)
        [row] = self._reader.rows(file.shown(self._with_file), [row_id])
        malformed = row.malformed and row.malformed.replace(row.label, file.path.name, 1)
        return replace(row, label=file.path.name, malformed=malformed)

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Write all changes, file by file; a change that is refused leaves the others alone.

        Raises:
            ChangedUnderneath: the files are not what was read.
            TableNotWritable: a file, or the folder, can't be written.
        """
        files, outcomes = self._edited(changes)
        if any(isinstance(outcome, str) for outcome in outcomes):
            self._prepare(self._files.values())
            self._files = self._carried_out(files)
        return self._results(outcomes, self._files)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        made = self._made
        files, outcomes = self._edited(changes)
        self._made = made
        return self._results(outcomes, files)

    def copy_to(self, folder: Path, changes: Sequence[LocalChange]) -> None:
        """Keep a copy of the files that the changes touch. Raises OSError."""
        for row_id in {str(change.row_id) for change in changes} & self._files.keys():
            copy_file(self._files[row_id].path, folder)

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """The whole text of each file, and what its name was made of."""
        files = {row_id: self._files[row_id] for row_id in row_ids if row_id in self._files}
        return {
            row_id: raw_row({FILE: file.part, ROW: file.document.text})
            for row_id, file in files.items()
            if file.document is not None
        }

    def _edited(self, changes: Sequence[LocalChange]) -> tuple[dict[str, JsonFile], list[Outcome]]:
        files = dict(self._files)
        outcomes: list[Outcome] = []
        for change in changes:
            try:
                outcomes.append(self._apply(change, files))
            except Refused as refused:
                outcomes.append(refused)
        return files, outcomes

    def _apply(self, change: LocalChange, files: dict[str, JsonFile]) -> str:
        if change.kind == "create":
            return self._create(change, files)
        row_id = str(change.row_id)
        if row_id not in files:
            raise RecordGone(record=change.row_id, detail="is not in the folder")
        if change.kind == "delete":
            del files[row_id]
        else:
            files[row_id] = self._updated(files[row_id], change.values)
        return row_id

    def _updated(self, file: JsonFile, values: Values) -> JsonFile:
        if file.document is None:
            raise InvalidValue(record=file.path.name, rule="is in a file that can't be read")
        part, rest = self._without_file(values)
        if part is not None and part != file.part:
            raise InvalidValue(
                field=FILE, value=str(part)[:PROBLEM_TEXT_LENGTH], rule="would rename the file, which is not done"
            )
        editing = Editing(file.document, self._reader, {"row": 0}, 0)
        outcome = editing.apply(LocalChange("update", "row", rest))
        if isinstance(outcome, Refused):
            raise outcome
        return replace(file, document=parse_object(file.document.encoding.encode(editing.result()[0]), file.path))

    def _create(self, change: LocalChange, files: dict[str, JsonFile]) -> str:
        part, rest = self._without_file(change.values)
        document = (
            next((file.document for file in reversed(files.values()) if _is_whole(file.document)), None) or _FIRST
        )
        text = Editing(document, self._reader, {}, 0).new_row(rest, change.raw)
        taken = {folded(file.part) for file in files.values()}
        former = parts_of(change.raw)
        if part is None and folded(had := str(former.get(FILE, ""))) not in taken:
            part = had or None
        name = self._part_of(part, rest, taken)
        path = self._pattern.with_name(self._pattern.name.replace("*", name, 1).replace("*", ""))
        end = "\n" if document.text.endswith("\n") and ROW not in former else ""
        self._made += 1
        row_id = f"n{self._made}"
        files[row_id] = JsonFile(path, name, parse_object(document.encoding.encode(text + end), path))
        return row_id

    def _part_of(self, part: Value, values: Values, taken: set[str]) -> str:
        """What stands for the ``*`` in a new file's name: as it is given, else as in the other files."""
        if part is None:
            columns = [c.name for c in self._reader.columns.values() if self._names_files(c.name)]
            fields = {c.name: f for f, c in self._reader.columns.items()}
            given = next((str(values[fields[n]]) for n in columns if values.get(fields[n]) is not None), None)
            first = next((str(v) for v in values.values() if isinstance(v, str) and v.strip()), "row")
            part = given or made_name(first, taken)
        name = str(part)
        if fault := fault_of(name):
            raise InvalidValue(field=FILE, value=name[:PROBLEM_TEXT_LENGTH], rule=fault)
        if folded(name) in taken:
            raise InvalidValue(field=FILE, value=name[:PROBLEM_TEXT_LENGTH], rule="is the name of another file")
        return name

    def _names_files(self, column: str) -> bool:
        """Whether the other files are named by this column, as by their date."""
        rows = [(f.part, row.cells.get(column)) for f in self._files.values() if f.document for row in f.document.rows]
        return bool(rows) and all(raw == part for part, raw in rows)

    def _without_file(self, values: Values) -> tuple[Value, dict[str, Value]]:
        ours = {f for f, column in self._reader.columns.items() if column.name == FILE and self._with_file}
        part = next((value for f, value in values.items() if f in ours), None)
        return part, {f: value for f, value in values.items() if f not in ours}

    def _carried_out(self, files: Mapping[str, JsonFile]) -> dict[str, JsonFile]:
        for row_id in self._files.keys() - files.keys():
            delete_file(self._files[row_id].path, self._files[row_id].stamp)
        return {row_id: self._written(self._files.get(row_id), file) for row_id, file in files.items()}

    def _written(self, before: JsonFile | None, file: JsonFile) -> JsonFile:
        if file is before or file.document is None:
            return file
        data = file.document.encoding.encode(file.document.text)
        if before is None or before.stamp is None:
            return replace(file, stamp=new_file(file.path, data))
        if before.document is not None and before.document.text == file.document.text:
            return file
        return replace(file, stamp=replace_file(file.path, data, before.stamp))

    def _results(self, outcomes: Iterable[Outcome], files: Mapping[str, JsonFile]) -> list[LocalResult]:
        return results_of(outcomes, files, self._row)


def _is_whole(document: JsonDocument | None) -> bool:
    """Whether a file can be read, and the row in it."""
    return document is not None and not any(row.malformed for row in document.rows)
